"""The order of options and items where nothing shuffles them: it does not tell the key. Pure."""

from __future__ import annotations

from zlib import crc32

from quiz.model import Card, CardType

_SPREAD = 0x9E3779B1
"""An odd number whose multiples are spread: the checksums of texts of one length differ by the same
bits under any seed, and so would not come in every order."""


def mixed(card: Card) -> list[str]:
    """What a card offers to choose from, to put in order or to match: the same for the same
    texts, whatever order they come in, save that items never come in theirs."""
    texts, seed = offered(card), crc32(str(card.identity).encode())

    def place(text: str) -> int:
        return crc32(text.encode("utf-8", "replace"), seed) * _SPREAD & 0xFFFFFFFF

    shown = sorted(sorted(texts), key=place)
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
