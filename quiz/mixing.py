"""The order of options and items where nothing shuffles them: it does not tell the key. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from quiz.model import Card, CardType


def mixed(texts: Iterable[str], seed: str) -> list[str]:
    """Texts in an order that says nothing and stays as it is, whatever order they come in."""
    return sorted(
        texts, key=lambda text: sha256(f"{seed}/{text}".encode(errors="replace")).digest()
    )


def options(card: Card) -> list[str]:
    """What a choice or select card offers, mixed."""
    key = card.answers if card.type is CardType.SELECT else (card.answer,)
    return mixed((*key, *[wrong.text for wrong in card.distractors]), str(card.identity))
