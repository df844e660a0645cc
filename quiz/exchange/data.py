"""Decks as one JSON object with the keys of the YAML: for programs of others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from quiz import keys as keys_of
from quiz.choosing import Part
from quiz.exchange.taken import Taken
from quiz.model import Card, Deck, Library
from quiz.references import References

VERSION = 1
"""Of the object's shape: raised when a key gets another meaning or goes, not when one comes."""


def pieces(taken: Taken) -> Iterator[str]:
    """The file, deck by deck."""
    yield f'{{"version": {VERSION}, "libraries": ['
    between = "\n"
    by_library = groupby(taken.parts, key=lambda part: part.library.slug)
    for slug, parts in by_library:
        yield between
        yield from _library(list(parts), taken.references[slug], taken)
        between = ",\n"
    yield "\n]}\n"


def _library(parts: list[Part], references: References, taken: Taken) -> Iterator[str]:
    library = parts[0].library
    yield f'{_json(_about_library(library))[:-1]}, "decks": ['
    cards: list[Card] = []
    between = "\n"
    for part in parts:
        deck_cards = list(taken.cards(part))
        cards += deck_cards
        listed = [{"identity": str(c.identity)} | keys_of.of_card(c, part.deck) for c in deck_cards]
        yield between + _json(_about_deck(part.deck) | {"cards": listed})
        between = ",\n"
    yield "\n]"
    for key, value in _behind(cards, references).items():
        yield f',\n"{key}": {_json(value)}'
    yield "}"


def _about_library(library: Library) -> dict[str, Any]:
    return _filled(
        {
            "library": library.slug,
            "title": library.title,
            "language": library.language,
            "authors": list(library.authors),
            "licence": library.licence,
        }
    )


def _about_deck(deck: Deck) -> dict[str, Any]:
    return _filled(
        {
            "deck": deck.slug,
            "title": deck.title,
            "description": deck.description,
            "order": "" if deck.order is None else str(deck.order),
            "tags": list(deck.tags),
        }
    )


def _behind(cards: list[Card], references: References) -> dict[str, Any]:
    """What the cards rest on and discuss: conflicts, their facts and the cards', the sources."""
    conflicts = {c.id: c for card in cards for c in references.conflicts_of(card)}
    cited = [name for card in cards for name in card.cited]
    cited += [name for c in conflicts.values() for claim in c.claims for name in claim.facts]
    facts = [references.facts[name] for name in dict.fromkeys(cited) if name in references.facts]
    slugs = dict.fromkeys(fact.source for fact in facts)
    slugs |= dict.fromkeys(c.according_to for c in cards if c.according_to in references.sources)
    sources = [keys_of.of_source(references.sources[slug]) for slug in slugs]
    return {
        "sources": [{k: v for k, v in source.items() if k != "facts"} for source in sources],
        "facts": [keys_of.of_fact(fact) for fact in facts],
        "conflicts": [keys_of.of_conflict(conflict) for conflict in conflicts.values()],
    }


def _filled(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
