"""The order of options and items where nothing shuffles them: it does not tell the key. Pure."""

from __future__ import annotations

from hashlib import sha256

from quiz.model import Card, CardType


def mixed(card: Card) -> list[str]:
    """What a card offers to choose from, to put in order or to match: the same for the same
    texts, whatever order they come in, save that items never come in theirs."""
    texts, seed = offered(card), str(card.identity)
    shown = sorted(
        texts, key=lambda text: sha256(f"{seed}/{text}".encode("utf-8", "replace")).digest()
    )
    if card.type is CardType.ORDER and shown == texts:
        shown = [*shown[1:], *shown[:1]]
    return shown


def offered(card: Card) -> list[str]:
    """What a card offers, as its author has it; the key of options comes first."""
    match card.type:
        case CardType.CHOICE:
            return [card.answer, *[wrong.text for wrong in card.distractors]]
        case CardType.SELECT:
            return [*card.answers, *[wrong.text for wrong in card.distractors]]
        case CardType.ORDER:
            return [item.text for item in card.items]
        case CardType.MATCH:
            return [pair.right for pair in card.pairs]
        case _:
            return []
