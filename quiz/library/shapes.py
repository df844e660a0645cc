"""Which keys each mapping of the library's files has: the one table that reading, `quiz schema`
and `quiz format` follow."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from quiz.model import CardType


class Kind(StrEnum):
    """What a value may be."""

    TEXT = "a text"
    TEXTS = "a list of texts"
    SLUG = "a slug: lower-case letters and digits, joined by single hyphens, at most 64"
    CARD_NAMES = "a list of DECK/CARD"
    CITATIONS = "a list of citations SOURCE:PARAGRAPH, such as alpha-history:31b"
    FACT_ID = "a paragraph and a letter, such as 31b"
    PARAGRAPHS = "a paragraph or a span of them, such as 18-19"
    TAGS = "a list of tags, each without white space"
    FLAG = "true or false"
    WHOLE = "a whole number"
    DAY = "a day, such as 2026-11-22"
    SHA256 = "64 hex digits"
    TYPE = "a card type: " + ", ".join(CardType)
    PRECISION = "day, month or year"
    STANDING = "sound, disputed, mistaken, vague or opinion"
    REASONS = "rules, each with the reason why this card may break it"
    DOCUMENT = "the document's name and sha256"
    DISTRACTORS = "a list of texts, or of text and why"
    ITEMS = "a list of texts, or of text and label"
    PAIRS = "a list of left and right"
    CLAIMS = "a list of claims"
    CARDS = "a list of cards"
    FACTS = "a list of facts"
    CONFLICTS = "a list of conflicts"
    NAMES = "a list of names"
    OVERRIDES = "a list of overrides"


Shape = Mapping[str, Kind]

DECK: Shape = {
    "deck": Kind.SLUG,
    "title": Kind.TEXT,
    "description": Kind.TEXT,
    "order": Kind.WHOLE,
    "tags": Kind.TAGS,
    "cards": Kind.CARDS,
}

# In the order in which `quiz format` writes them. A card has the common keys and its type's own.
CARD: Shape = {
    "id": Kind.SLUG,
    "type": Kind.TYPE,
    "according-to": Kind.SLUG,
    "question": Kind.TEXT,
    "statement": Kind.TEXT,
    "text": Kind.TEXT,
    "image": Kind.TEXT,
    "alt": Kind.TEXT,
    "answer": Kind.TEXT,
    "answers": Kind.TEXTS,
    "accept": Kind.TEXTS,
    "reject": Kind.TEXTS,
    "precision": Kind.PRECISION,
    "unit": Kind.TEXT,
    "within": Kind.TEXT,
    "range": Kind.TEXT,
    "distractors": Kind.DISTRACTORS,
    "items": Kind.ITEMS,
    "pairs": Kind.PAIRS,
    "points": Kind.TEXTS,
    "hint": Kind.TEXT,
    "explanation": Kind.TEXT,
    "sources": Kind.CITATIONS,
    "about": Kind.CITATIONS,
    "outside": Kind.TEXTS,
    "tags": Kind.TAGS,
    "was": Kind.CARD_NAMES,
    "corrected": Kind.DAY,
    "retired": Kind.FLAG,
    "allow": Kind.REASONS,
}

_TYPED = {"accept", "reject", "distractors"}
_OWN: Mapping[CardType, tuple[set[str], set[str]]] = {
    # type: (its own required keys, its own optional ones)
    CardType.SHORT_ANSWER: ({"question", "answer"}, _TYPED),
    CardType.DATE: ({"question", "answer"}, {*_TYPED, "precision", "within"}),
    CardType.NUMBER: ({"question", "answer"}, {*_TYPED, "unit", "within", "range"}),
    CardType.CHOICE: ({"question", "answer", "distractors"}, set()),
    CardType.SELECT: ({"question", "answers", "distractors"}, set()),
    CardType.TRUE_FALSE: ({"statement", "answer", "explanation"}, set()),
    CardType.CLOZE: ({"text"}, set()),
    CardType.ORDER: ({"question", "items"}, set()),
    CardType.MATCH: ({"question", "pairs"}, set()),
    CardType.OPEN: ({"question", "answer", "points"}, set()),
}
_ALL_OWN = set().union(*(required | optional for required, optional in _OWN.values()))
COMMON = frozenset(CARD) - _ALL_OWN | {"explanation"}
"""Keys of a card of any type."""

REQUIRED_OF = {type_: frozenset({"id"} | required) for type_, (required, _) in _OWN.items()}
ALLOWED_OF = {type_: COMMON | required | optional for type_, (required, optional) in _OWN.items()}

COUNTS: Mapping[CardType, Mapping[str, tuple[int, int]]] = {
    # how many a list may hold, where its type says so
    CardType.CHOICE: {"distractors": (2, 4)},
    CardType.SELECT: {"answers": (1, 26), "distractors": (1, 26)},
    CardType.ORDER: {"items": (2, 26)},
    CardType.MATCH: {"pairs": (2, 26)},
    CardType.OPEN: {"points": (2, 4)},
}

LIBRARY: Shape = {
    "library": Kind.SLUG,
    "title": Kind.TEXT,
    "language": Kind.TEXT,
    "authors": Kind.TEXTS,
    "licence": Kind.TEXT,
}
SOURCE: Shape = {
    "source": Kind.SLUG,
    "title": Kind.TEXT,
    "authors": Kind.TEXTS,
    "publisher": Kind.TEXT,
    "published": Kind.TEXT,
    "url": Kind.TEXT,
    "rights": Kind.TEXT,
    "document": Kind.DOCUMENT,
    "assessment": Kind.TEXT,
    "facts": Kind.FACTS,
}
FACT: Shape = {
    "id": Kind.FACT_ID,
    "at": Kind.PARAGRAPHS,
    "section": Kind.TEXT,
    "fact": Kind.TEXT,
    "standing": Kind.STANDING,
    "note": Kind.TEXT,
    "core": Kind.FLAG,
}
CONFLICT: Shape = {
    "id": Kind.SLUG,
    "question": Kind.TEXT,
    "claims": Kind.CLAIMS,
    "verdict": Kind.TEXT,
    "outside": Kind.TEXTS,
}
CLAIM: Shape = {"says": Kind.TEXT, "facts": Kind.CITATIONS, "standing": Kind.STANDING}
NAME: Shape = {
    "id": Kind.SLUG,
    "name": Kind.TEXT,
    "kind": Kind.TEXT,
    "variants": Kind.TEXTS,
    "reject": Kind.TEXTS,
    "glossary": Kind.TEXT,
}
DOCUMENT: Shape = {"name": Kind.TEXT, "sha256": Kind.SHA256}
DISTRACTOR: Shape = {"text": Kind.TEXT, "why": Kind.TEXT}
ITEM: Shape = {"text": Kind.TEXT, "label": Kind.TEXT}
PAIR: Shape = {"left": Kind.TEXT, "right": Kind.TEXT}
CONFLICTS: Shape = {"conflicts": Kind.CONFLICTS}
NAMES: Shape = {"names": Kind.NAMES}
OVERRIDES: Shape = {"overrides": Kind.OVERRIDES}
OVERRIDE: Shape = {
    "card": Kind.TEXT,
    "accept": Kind.TEXTS,
    "note": Kind.TEXT,
    "explanation": Kind.TEXT,
}

REQUIRED: Mapping[str, frozenset[str]] = {
    "deck": frozenset({"deck", "title", "cards"}),
    "library": frozenset({"library", "title"}),
    "source": frozenset({"source", "title", "document", "assessment", "facts"}),
    "fact": frozenset({"id", "fact"}),
    "conflict": frozenset({"id", "question", "claims", "verdict"}),
    "claim": frozenset({"says"}),
    "name": frozenset({"id", "name"}),
    "document": frozenset({"name", "sha256"}),
    "distractor": frozenset({"text"}),
    "item": frozenset({"text"}),
    "pair": frozenset({"left", "right"}),
    "conflicts": frozenset({"conflicts"}),
    "names": frozenset({"names"}),
    "overrides": frozenset({"overrides"}),
    "override": frozenset({"card"}),
}
