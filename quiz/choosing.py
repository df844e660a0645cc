"""Which cards an export takes: decks by name, cards by tag. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from quiz.model import Card, Deck, Library, UsageError


@dataclass(frozen=True, slots=True)
class Part:
    """The cards to export of one deck."""

    library: Library
    deck: Deck
    cards: tuple[Card, ...]


def chosen(libraries: Iterable[Library], decks: Collection[str], tag: str) -> list[Part]:
    """All decks, or those called `DECK` or `LIBRARY/DECK`; with `tag`, only cards that have it.

    Raises UsageError where that names nothing.
    """
    every = [(library, deck) for library in libraries for deck in library.decks]
    called = {name for library, deck in every for name in _names(library, deck)}
    for name in decks:
        if name not in called:
            there = ", ".join(deck.slug for _, deck in every)
            raise UsageError(f"there is no deck {name!r}; there are: {there}")
    parts = [
        Part(library, deck, tuple(card for card in deck.cards if not tag or tag in card.tags))
        for library, deck in every
        if not decks or _names(library, deck).intersection(decks)
    ]
    filled = [part for part in parts if part.cards]
    if not filled:
        raise UsageError(f"no card has the tag {tag!r}" if tag else "there is no card to export")
    return filled


def _names(library: Library, deck: Deck) -> set[str]:
    return {deck.slug, f"{library.slug}/{deck.slug}"}
