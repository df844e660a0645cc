"""Decks by name, and which cards an export takes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial

from quiz.model import Card, Deck, Library, UsageError


@dataclass(frozen=True, slots=True)
class Part:
    """The cards to export of one deck."""

    library: Library
    deck: Deck
    cards: tuple[Card, ...]


def chosen(libraries: Iterable[Library], decks: Collection[str], tag: str) -> list[Part]:
    """All decks, or those called `DECK` or `LIBRARY/DECK`; with `tag`, only cards that have it.

    Raises UsageError where that names nothing, or a deck of several libraries.
    """
    parts = [
        Part(library, deck, tuple(c for c in deck.cards if tag in c.tags) if tag else deck.cards)
        for library, deck in meant(libraries, decks)
    ]
    filled = [part for part in parts if part.cards]
    if not filled:
        raise UsageError(f"no card has the tag {tag!r}" if tag else "there is no card to export")
    return filled


def meant(libraries: Iterable[Library], decks: Collection[str]) -> list[tuple[Library, Deck]]:
    """All decks, or those that are named, in teaching order. Raises UsageError."""
    libraries = tuple(libraries)
    named = {(library.slug, deck.slug) for library, deck in map(partial(find, libraries), decks)}
    return [
        (library, deck)
        for library in libraries
        for deck in library.decks
        if not decks or (library.slug, deck.slug) in named
    ]


def find(libraries: Iterable[Library], name: str) -> tuple[Library, Deck]:
    """The deck called `LIBRARY/DECK` or, where one library has it, `DECK`. Raises UsageError."""
    every = [(library, deck) for library in libraries for deck in library.decks]
    found = [
        (library, deck)
        for library, deck in every
        if name in (deck.slug, f"{library.slug}/{deck.slug}")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = " or ".join(f"{library.slug}/{deck.slug}" for library, deck in found)
        raise UsageError(f"several libraries have a deck {name!r}: say {names}")
    from difflib import get_close_matches  # 5 ms, and only mistakes need it

    near = get_close_matches(name, [deck.slug for _, deck in every], 1)
    hint = f"did you mean {near[0]!r}?" if near else "`quiz decks` lists them"
    raise UsageError(f"there is no deck {name!r}: {hint}")
