"""A card, fact, source or conflict as the keys of its YAML: for JSON, Anki and writing. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.model import Card, CardType, Conflict, Deck, Fact, Source

Keys = dict[str, Any]


def of_card(card: Card, deck: Deck | None = None) -> Keys:
    """The keys that the card's author wrote, in canonical order, all values texts or lists.

    With its deck, the deck's tags are left out, as the card's author did.
    """
    inherited = deck.tags if deck else ()
    keys: Keys = {
        "id": card.identity.card,
        "type": None if card.type is CardType.SHORT_ANSWER else str(card.type),
        "according-to": card.according_to,
        card.type.prompt_key: card.prompt,
        "image": card.image,
        "alt": card.alt,
        "answer": card.answer,
        "answers": list(card.answers),
        "accept": list(card.accept),
        "reject": list(card.reject),
        "precision": card.precision,
        "unit": card.unit,
        "within": card.within,
        "range": card.range,
        "distractors": [_text_and("why", d.text, d.why) for d in card.distractors],
        "items": [_text_and("label", item.text, item.label) for item in card.items],
        "pairs": [{"left": pair.left, "right": pair.right} for pair in card.pairs],
        "points": list(card.points),
        "hint": card.hint,
        "explanation": card.explanation,
        "sources": list(card.sources),
        "about": list(card.about),
        "outside": list(card.outside),
        "tags": [tag for tag in card.tags if tag not in inherited],
        "was": list(card.was),
        "corrected": card.corrected,
        "retired": "true" if card.retired else "",
        "allow": dict(card.allow),
    }
    return _filled(keys)


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


def _text_and(key: str, text: str, other: str) -> str | Keys:
    return {"text": text, key: other} if other else text


def _filled(keys: Mapping[str, Any]) -> Keys:
    return {key: value for key, value in keys.items() if value}
