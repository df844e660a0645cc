"""Which keys each mapping of the library's files has, and what each may hold: the one table that
reading, `quiz schema` and `quiz format` follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quiz.model import CardType, Standing

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_CITED = r"[1-9][0-9]{0,4}[a-z]{1,2}"


class Kind(StrEnum):
    """What a value may be, in the words in which a Problem names it."""

    TEXT = "a text"
    SLUG = "a slug (lower-case letters and digits, joined by single hyphens, at most 64)"
    CARD_NAME = "a card's name, DECK/CARD or LIBRARY/DECK/CARD"
    IDENTITY = "a card's whole name, LIBRARY/DECK/CARD"
    CITATION = "a citation SOURCE:PARAGRAPH with its letter, such as alpha-history:31b"
    FACT_ID = "a paragraph and a letter, such as 31b"
    PARAGRAPHS = "a paragraph or a span of them, such as 18-19"
    TAG = "a tag, without white space"
    FLAG = "true or false"
    WHOLE = "a whole number"
    DAY = "a day, such as 2026-11-22"
    SHA256 = "a SHA-256 of 64 hex digits"
    FILE = "a file beside the deck, NAME or FOLDER/NAME, of which none begins with '.'"
    TYPE = "a card type, one of " + ", ".join(CardType)
    PRECISION = "one of day, month, year"
    STANDING = "one of " + ", ".join(Standing)
    TEXTS = "a list of texts"
    CARD_NAMES = "a list of cards' names"
    CITATIONS = "a list of citations"
    TAGS = "a list of tags"
    REASONS = "rules that this card may break, each with the reason, such as {longest-key: why}"
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


PATTERNS: Mapping[Kind, str] = {
    # each matches the whole value, and means the same in Python and in JSON Schema
    Kind.SLUG: rf"(?!.{{65}}){SLUG}",
    Kind.CARD_NAME: rf"{SLUG}(?:/{SLUG}){{1,2}}",
    Kind.IDENTITY: rf"{SLUG}(?:/{SLUG}){{2}}",
    Kind.CITATION: rf"{SLUG}:{_CITED}",
    Kind.FACT_ID: _CITED,
    Kind.PARAGRAPHS: r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4})?",
    Kind.TAG: r"\S+",
    Kind.FLAG: "true|false",
    Kind.WHOLE: r"[0-9]{1,6}",
    Kind.DAY: r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])",
    Kind.SHA256: r"[0-9a-f]{64}",
    Kind.FILE: r"(?:[^./\\:][^/\\:]*/)*[^./\\:][^/\\:]*",
    Kind.TYPE: "|".join(CardType),
    Kind.PRECISION: "day|month|year",
    Kind.STANDING: "|".join(Standing),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a mapping, in the order in which `quiz format` writes them."""

    name: str
    """What messages call such a mapping, with its article."""
    keys: Mapping[str, Kind]
    required: frozenset[str]
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """How many a list may hold, at least and at most, where that is bounded."""


def _shape(name: str, required: str, /, **keys: Kind) -> Shape:
    return Shape(
        name,
        {key.replace("_", "-"): kind for key, kind in keys.items()},
        frozenset(required.split()),
    )


DOCUMENT = _shape("a document", "name sha256", name=Kind.TEXT, sha256=Kind.SHA256)
DISTRACTOR = _shape("a distractor", "text", text=Kind.TEXT, why=Kind.TEXT)
ITEM = _shape("an item", "text", text=Kind.TEXT, label=Kind.TEXT)
PAIR = _shape("a pair", "left right", left=Kind.TEXT, right=Kind.TEXT)
CLAIM = _shape("a claim", "says", says=Kind.TEXT, facts=Kind.CITATIONS, standing=Kind.STANDING)
LIBRARY = _shape(
    "a library",
    "library title",
    library=Kind.SLUG,
    title=Kind.TEXT,
    language=Kind.TEXT,
    authors=Kind.TEXTS,
    licence=Kind.TEXT,
)
DECK = _shape(
    "a deck",
    "deck title cards",
    deck=Kind.SLUG,
    title=Kind.TEXT,
    description=Kind.TEXT,
    order=Kind.WHOLE,
    tags=Kind.TAGS,
    cards=Kind.CARDS,
)
CARD = _shape(
    "a card",
    "id",
    id=Kind.SLUG,
    type=Kind.TYPE,
    according_to=Kind.SLUG,
    question=Kind.TEXT,
    statement=Kind.TEXT,
    text=Kind.TEXT,
    image=Kind.FILE,
    alt=Kind.TEXT,
    answer=Kind.TEXT,
    answers=Kind.TEXTS,
    accept=Kind.TEXTS,
    reject=Kind.TEXTS,
    precision=Kind.PRECISION,
    unit=Kind.TEXT,
    within=Kind.TEXT,
    range=Kind.TEXT,
    distractors=Kind.DISTRACTORS,
    items=Kind.ITEMS,
    pairs=Kind.PAIRS,
    points=Kind.TEXTS,
    hint=Kind.TEXT,
    explanation=Kind.TEXT,
    sources=Kind.CITATIONS,
    about=Kind.CITATIONS,
    outside=Kind.TEXTS,
    tags=Kind.TAGS,
    was=Kind.CARD_NAMES,
    corrected=Kind.DAY,
    retired=Kind.FLAG,
    allow=Kind.REASONS,
)
"""Every key that a card of some type has."""

# type: (its own required keys, its own optional ones, how many its lists hold)
_OWN: Mapping[CardType, tuple[str, str, dict[str, tuple[int, int]]]] = {
    CardType.SHORT_ANSWER: ("question answer", "accept reject distractors", {}),
    CardType.DATE: ("question answer", "accept reject distractors precision within", {}),
    CardType.NUMBER: ("question answer", "accept reject distractors unit within range", {}),
    CardType.CHOICE: ("question answer distractors", "", {"distractors": (2, 4)}),
    CardType.SELECT: (
        "question answers distractors",
        "",
        {"answers": (1, 26), "distractors": (1, 26)},
    ),
    CardType.TRUE_FALSE: ("statement answer explanation", "", {}),
    CardType.CLOZE: ("text", "", {}),
    CardType.ORDER: ("question items", "", {"items": (2, 26)}),
    CardType.MATCH: ("question pairs", "", {"pairs": (2, 26)}),
    CardType.OPEN: ("question answer points", "", {"points": (2, 4)}),
}
COMMON = frozenset(CARD.keys).difference(
    *(f"{required} {optional}".split() for required, optional, _ in _OWN.values())
) | {"explanation"}
"""The keys that cards of every type have."""


def _card_shape(type_: CardType) -> Shape:
    required, optional, counts = _OWN[type_]
    allowed = COMMON.union(required.split(), optional.split())
    name = f"{'an' if type_[0] in 'aeiou' else 'a'} {type_} card"
    keys = {key: kind for key, kind in CARD.keys.items() if key in allowed}
    if type_ is CardType.TRUE_FALSE:
        keys["answer"] = Kind.FLAG
    return Shape(name, keys, frozenset({"id", *required.split()}), counts)


CARD_OF: Mapping[CardType, Shape] = {type_: _card_shape(type_) for type_ in CardType}
"""The shape of a card of each type."""

FACT = _shape(
    "a fact",
    "id fact",
    id=Kind.FACT_ID,
    at=Kind.PARAGRAPHS,
    section=Kind.TEXT,
    fact=Kind.TEXT,
    standing=Kind.STANDING,
    note=Kind.TEXT,
    core=Kind.FLAG,
)
SOURCE = _shape(
    "a source",
    "source title document assessment facts",
    source=Kind.SLUG,
    title=Kind.TEXT,
    authors=Kind.TEXTS,
    publisher=Kind.TEXT,
    published=Kind.TEXT,
    url=Kind.TEXT,
    rights=Kind.TEXT,
    document=Kind.DOCUMENT,
    assessment=Kind.TEXT,
    facts=Kind.FACTS,
)
CONFLICT = _shape(
    "a conflict",
    "id question claims verdict",
    id=Kind.SLUG,
    question=Kind.TEXT,
    claims=Kind.CLAIMS,
    verdict=Kind.TEXT,
    outside=Kind.TEXTS,
)
CONFLICTS = _shape("a list of conflicts", "conflicts", conflicts=Kind.CONFLICTS)
NAME = _shape(
    "a name",
    "id name",
    id=Kind.SLUG,
    name=Kind.TEXT,
    kind=Kind.TEXT,
    variants=Kind.TEXTS,
    reject=Kind.TEXTS,
    glossary=Kind.TEXT,
)
NAMES = _shape("a list of names", "names", names=Kind.NAMES)
OVERRIDE = _shape(
    "an override",
    "card",
    card=Kind.IDENTITY,
    accept=Kind.TEXTS,
    note=Kind.TEXT,
    explanation=Kind.TEXT,
)
OVERRIDES = _shape("a list of overrides", "overrides", overrides=Kind.OVERRIDES)

LISTS: Mapping[Kind, Kind] = {
    # lists of one kind of text
    Kind.TEXTS: Kind.TEXT,
    Kind.CARD_NAMES: Kind.CARD_NAME,
    Kind.CITATIONS: Kind.CITATION,
    Kind.TAGS: Kind.TAG,
}
PARTS: Mapping[Kind, Shape] = {
    # lists of mappings; of DISTRACTORS and ITEMS a member may also be its `text` alone
    Kind.DISTRACTORS: DISTRACTOR,
    Kind.ITEMS: ITEM,
    Kind.PAIRS: PAIR,
    Kind.CLAIMS: CLAIM,
    Kind.CARDS: CARD,
    Kind.FACTS: FACT,
    Kind.CONFLICTS: CONFLICT,
    Kind.NAMES: NAME,
    Kind.OVERRIDES: OVERRIDE,
}
TEXT_ALONE = frozenset({Kind.DISTRACTORS, Kind.ITEMS})

FILES: Mapping[str, Shape] = {
    # what a file may be, as `quiz schema KIND` names it
    "deck": DECK,
    "source": SOURCE,
    "conflicts": CONFLICTS,
    "names": NAMES,
    "library": LIBRARY,
    "overrides": OVERRIDES,
}
