"""The nouns of quiz as frozen values: sources, facts, conflicts, decks, cards, events.

Standard library only, and no behaviour beyond naming: every other module points down here.
All text is kept as its author wrote it; whoever shows it cleans it (`quiz.markdown`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class QuizError(Exception):
    """What ends a command: one line that says what to do. `exit_code` is the process's."""

    exit_code = 1


class UsageError(QuizError):
    """The command was asked for something that does not exist or does not fit."""

    exit_code = 2


class Unusable(QuizError):
    """A file, folder, package or database cannot be used."""

    exit_code = 3


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A position in a file; `line` and `column` count from 1, columns in characters."""

    file: str
    line: int
    column: int


class Problem(NamedTuple):
    """Something wrong with a library's files, and what would be right."""

    place: Place
    rule: str
    """The slug of the rule that it breaks."""
    message: str
    card: str = ""
    """The id of the card (or fact, conflict, name) it is about; empty for a whole file."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        subject = f"{self.card}: " if self.card else ""
        place = f"{self.place.file}:{self.place.line}:{self.place.column}"
        text = f"{place}: {self.severity} [{self.rule}] {subject}{self.message}"
        # A file's name may hold anything; what would act on a terminal is shown as its escape.
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


class Standing(StrEnum):
    """How far a statement can be trusted, as the curator judged it."""

    SOUND = "sound"
    DISPUTED = "disputed"
    MISTAKEN = "mistaken"
    VAGUE = "vague"
    OPINION = "opinion"


class Fact(NamedTuple):
    """One statement of a source, restated in our own words."""

    source: str
    id: str
    """Paragraph and letter, `31b`."""
    text: str
    at: str = ""
    """The paragraphs, `18-19`, where the statement spans several."""
    section: str = ""
    standing: Standing = Standing.SOUND
    note: str = ""
    core: bool = False
    place: Place = Place("", 0, 0)

    @property
    def citation(self) -> str:
        """How cards and conflicts name this fact: `alpha-history:31b`."""
        return f"{self.source}:{self.id}"

    @property
    def paragraph(self) -> str:
        """The paragraph, or paragraphs, of the document that say it."""
        return self.at or self.id.rstrip("abcdefghijklmnopqrstuvwxyz")


class Source(NamedTuple):
    """One document: who wrote it, when and where, how far to trust it, what it states."""

    slug: str
    title: str
    document: str
    """The document's exact file name."""
    sha256: str
    assessment: str
    facts: tuple[Fact, ...]
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    url: str = ""
    rights: str = ""
    place: Place = Place("", 0, 0)


class Claim(NamedTuple):
    """One answer to the question of a conflict, and whose it is."""

    says: str
    facts: tuple[str, ...]
    """Citations; empty where only historians hold it."""
    standing: Standing


class Conflict(NamedTuple):
    """A question on which sources disagree with each other or with established history."""

    id: str
    question: str
    claims: tuple[Claim, ...]
    verdict: str
    outside: tuple[str, ...] = ()
    place: Place = Place("", 0, 0)


class Name(NamedTuple):
    """A person, place, force or treaty with the ways it is written."""

    id: str
    name: str
    kind: str = ""
    variants: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    """What must never be accepted for it."""
    glossary: str = ""
    place: Place = Place("", 0, 0)


class CardType(StrEnum):
    SHORT_ANSWER = "short-answer"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    SELECT = "select"
    TRUE_FALSE = "true-false"
    CLOZE = "cloze"
    ORDER = "order"
    MATCH = "match"
    OPEN = "open"

    @property
    def prompt_key(self) -> str:
        """The key under which a deck holds the prompt of such a card."""
        return {"true-false": "statement", "cloze": "text"}.get(self.value, "question")

    @property
    def is_typed(self) -> bool:
        """Whether its answer is one text, typed once it holds."""
        return self in (CardType.SHORT_ANSWER, CardType.DATE, CardType.NUMBER)


class Form(StrEnum):
    """How a card is asked this time."""

    CHOICE = "choice"
    TYPED = "typed"
    TRUE_FALSE = "true-false"
    SELECT = "select"
    ORDER = "order"
    MATCH = "match"
    CLOZE = "cloze"
    REVEAL = "reveal"


class Identity(NamedTuple):
    """What a card is called for ever: `LIBRARY/DECK/CARD`."""

    library: str
    deck: str
    card: str

    def __str__(self) -> str:
        return "/".join(self)

    @property
    def short(self) -> str:
        """`DECK/CARD`."""
        return f"{self.deck}/{self.card}"


class Distractor(NamedTuple):
    """A wrong option, and why it is wrong."""

    text: str
    why: str = ""


class Item(NamedTuple):
    """One of the things to put in order; the label (a date) shows afterwards."""

    text: str
    label: str = ""


class Pair(NamedTuple):
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing to know. Which fields are filled follows from its type: see `library/shapes`."""

    identity: Identity
    type: CardType = CardType.SHORT_ANSWER
    prompt: str
    """The question, the statement (true-false) or the text with its gaps (cloze)."""
    answer: str = ""
    """The key; `true` or `false` for true-false; empty where `answers`, `items`, `pairs`
    or the gaps of the text are the key."""
    answers: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    distractors: tuple[Distractor, ...] = ()
    precision: str = ""
    """`day`, `month` or `year` where a date is asked less finely than its answer is given."""
    within: str = ""
    """A tolerance as written: `2 years`, `10%`, `5`."""
    range: str = ""
    """`LOW to HIGH`: any number inside is right."""
    unit: str = ""
    items: tuple[Item, ...] = ()
    pairs: tuple[Pair, ...] = ()
    points: tuple[str, ...] = ()
    hint: str = ""
    explanation: str = ""
    sources: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    according_to: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""
    alt: str = ""
    was: tuple[str, ...] = ()
    corrected: str = ""
    retired: bool = False
    allow: tuple[tuple[str, str], ...] = ()
    """Rules that this card may break, each with the reason."""
    note: str = ""
    """The learner's own note, from `overrides.yaml`."""
    place: Place = field(default=Place("", 0, 0), compare=False)

    @property
    def cited(self) -> tuple[str, ...]:
        """Every fact the card rests on or discusses."""
        return self.sources + self.about


@dataclass(frozen=True, slots=True)
class Deck:
    """A titled list of cards in teaching order."""

    slug: str
    title: str
    cards: tuple[Card, ...]
    description: str = ""
    order: int | None = None
    tags: tuple[str, ...] = ()
    place: Place = field(default=Place("", 0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Library:
    """A folder of decks and, where it has them, the sources they rest on."""

    slug: str
    title: str
    root: Path
    decks: tuple[Deck, ...] = ()
    language: str = ""
    authors: tuple[str, ...] = ()
    licence: str = ""
    sources: tuple[Source, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    names: tuple[Name, ...] = ()
    sourced: bool = False
    """It has a folder `seeds/`, so each of its cards must cite a fact."""

    def cards(self) -> Iterator[Card]:
        """Every card of every deck, in teaching order."""
        for deck in self.decks:
            yield from deck.cards


class Ask(NamedTuple):
    """What a sitting can ask on its own: a card, or one gap of a cloze card."""

    card: Card
    gap: int = 0
    """The number N of the gap `cN`; 0 for a card that is asked whole."""

    @property
    def key(self) -> str:
        """How the history names it: `LIBRARY/DECK/CARD`, with `#cN` for a gap."""
        return f"{self.card.identity}#c{self.gap}" if self.gap else str(self.card.identity)


Response = tuple[str, ...]
"""What the learner did; empty is 'don't know'.

choice: the chosen option; true-false: `true` or `false`; select: the chosen options;
order: the items, first to last; match: for each pair in the card's order the right side
that was given; typed and cloze: the text; reveal: the points that were met.
"""


class Mode(StrEnum):
    TEST = "test"
    STUDY = "study"


class Verdict(StrEnum):
    CORRECT = "correct"
    CLOSE = "close"
    """Nearly: the learner is asked whether it counts; until then it does not."""
    WRONG = "wrong"


class Grade(StrEnum):
    AGAIN = "again"
    GOOD = "good"


class Outcome(NamedTuple):
    """What came of a response."""

    verdict: Verdict
    right: int
    """Parts that were right, of `of` parts; 1 of 1 where there are none."""
    of: int
    note: str = ""
    """One sentence on what was near or missing, where grading knows it."""

    @property
    def score(self) -> int:
        """All or nothing: 1 or 0."""
        return int(self.verdict is Verdict.CORRECT)

    @property
    def grade(self) -> Grade:
        return Grade.GOOD if self.verdict is Verdict.CORRECT else Grade.AGAIN


class EventKind(StrEnum):
    SESSION = "session"
    REVIEW = "review"
    AMEND = "amend"
    UNDO = "undo"
    SUSPEND = "suspend"
    BURY = "bury"
    RESET = "reset"
    FIRST = "first"


class Event(NamedTuple):
    """One row of the history, never changed once written. Order is by `time`, then `uuid`."""

    uuid: str
    device: str
    time: int
    """Milliseconds since 1970-01-01 UTC."""
    offset: int
    """Minutes that the learner's clock was ahead of UTC."""
    day: str
    """The study day, `2026-11-22`."""
    kind: EventKind
    data: Mapping[str, object]
    """What the kind holds besides, as JSON values."""


class Review(NamedTuple):
    """One answered card in the history, with what was amended afterwards."""

    uuid: str
    time: int
    day: str
    session: str
    """The uuid of the sitting's first event."""
    card: str
    """`Ask.key`."""
    form: Form
    shown: tuple[str, ...]
    response: Response
    outcome: Outcome
    grade: Grade
    seconds: float
    hint: bool = False
    guess: bool = False
    digest: str = ""
    """Of the card's content as it was when it was asked."""
    corrected: str | None = None
    """The card's `corrected` then; None where the event is older than this key."""
