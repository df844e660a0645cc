"""A card, fact, source or conflict as the keys of its YAML: for JSON, Anki and writing. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from quiz.model import Card, CardType, Conflict, Deck, Fact, Source

Keys = dict[str, Any]


def of_card(card: Card, deck: Deck | None = None) -> Keys:
    """The keys that the card's author wrote, in canonical order: texts, lists, mappings.

    With its deck, the deck's tags are left out, as the card's author did.
    """
    keys: Keys = {"id": card.identity.card}
    if card.type is not CardType.SHORT_ANSWER:
        keys["type"] = str(card.type)
    keys |= {
        name: [*value] if type(value) is tuple else value
        for name, value in zip(_NAMES[card.type], _values(card), strict=True)
        if value
    }
    if card.distractors:
        keys["distractors"] = [
            {"text": text, "why": why} if why else text for text, why in card.distractors
        ]
    if card.items:
        keys["items"] = [
            {"text": text, "label": label} if label else text for text, label in card.items
        ]
    if card.pairs:
        keys["pairs"] = [{"left": left, "right": right} for left, right in card.pairs]
    if card.retired:
        keys["retired"] = "true"
    if card.allow:
        keys["allow"] = dict(card.allow)
    if deck and deck.tags:
        keys["tags"] = [tag for tag in card.tags if tag not in deck.tags]
        return _filled(keys)
    return keys


_ATTRIBUTES = {
    # each further key, in canonical order, and the attribute that holds its value
    "according-to": "according_to",
    "question": "prompt",
    "image": "image",
    "alt": "alt",
    "answer": "answer",
    "answers": "answers",
    "accept": "accept",
    "reject": "reject",
    "precision": "precision",
    "unit": "unit",
    "within": "within",
    "range": "range",
    "distractors": "distractors",
    "items": "items",
    "pairs": "pairs",
    "points": "points",
    "hint": "hint",
    "explanation": "explanation",
    "sources": "sources",
    "about": "about",
    "outside": "outside",
    "tags": "tags",
    "was": "was",
    "corrected": "corrected",
    "retired": "retired",
    "allow": "allow",
}
_values = attrgetter(*_ATTRIBUTES.values())
_NAMES = {
    kind: tuple([kind.prompt_key if key == "question" else key for key in _ATTRIBUTES])
    for kind in CardType
}


def of_fact(fact: Fact) -> Keys:
    """A fact's keys, with its source."""
    return _filled(
        {
            "source": fact.source,
            "id": fact.id,
            "at": fact.at,
            "section": fact.section,
            "fact": fact.text,
            "standing": str(fact.standing),
            "note": fact.note,
            "core": "true" if fact.core else "",
        }
    )


def of_source(source: Source) -> Keys:
    """A source's keys; its facts by their citations."""
    return _filled(
        {
            "source": source.slug,
            "title": source.title,
            "authors": list(source.authors),
            "publisher": source.publisher,
            "published": source.published,
            "url": source.url,
            "rights": source.rights,
            "document": {"name": source.document, "sha256": source.sha256},
            "assessment": source.assessment,
            "facts": [fact.citation for fact in source.facts],
        }
    )


def of_conflict(conflict: Conflict) -> Keys:
    """A conflict's keys."""
    claims = [
        _filled({"says": c.says, "facts": list(c.facts), "standing": str(c.standing)})
        for c in conflict.claims
    ]
    return _filled(
        {
            "id": conflict.id,
            "question": conflict.question,
            "claims": claims,
            "verdict": conflict.verdict,
            "outside": list(conflict.outside),
        }
    )


def _filled(keys: Mapping[str, Any]) -> Keys:
    return {key: value for key, value in keys.items() if value}
