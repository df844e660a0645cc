"""Small values for tests: cards, decks, libraries, a clock, a history in memory."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from quiz.history import History
from quiz.model import (
    Card,
    CardType,
    Claim,
    Conflict,
    Deck,
    Distractor,
    Fact,
    Form,
    Grade,
    Identity,
    Item,
    Library,
    Mode,
    Outcome,
    Pair,
    Review,
    Source,
    Standing,
    Verdict,
)
from quiz.session import asks, forms, question
from quiz.settings import Settings
from quiz.trainer import Trainer


def card(slug: str = "one", deck: str = "deck", library: str = "lib", **fields: Any) -> Card:
    fields.setdefault("prompt", f"What is {slug}?")
    return Card(identity=Identity(library, deck, slug), **fields)


def distractors(*texts: str) -> tuple[Distractor, ...]:
    return tuple(Distractor(text, f"why not {text}") for text in texts)


YALU = card(
    "yalu",
    type=CardType.DATE,
    prompt="On what day did they cross?",
    answer="19 October 1950",
    distractors=distractors("1 October 1950", "25 October 1950"),
    hint="The day that Pyongyang fell.",
    explanation="Regiments crossed that day.",
    sources=("alpha:31b",),
    about=("diplomat:4a",),
    tags=("core",),
)
LEADER = card("leader", answer="Peng Dehuai", accept=("Marshal Peng",))
MEN = card("men", type=CardType.NUMBER, answer="250,000", unit="men", within="10%")
AIM = card("aim", type=CardType.CHOICE, answer="A", distractors=distractors("B", "C"))
COSTS = card("costs", type=CardType.SELECT, answers=("x", "y"), distractors=distractors("z", "w"))
CLAIM = card(
    "claim", type=CardType.TRUE_FALSE, prompt="It was so.", answer="false", explanation="No."
)
GAPS = card("gaps", type=CardType.CLOZE, prompt="{{c1::Mao::who}} met {{c2::Stalin}} there.")
ORDER = card(
    "order", type=CardType.ORDER, items=(Item("first", "1949"), Item("second"), Item("third"))
)
MATCH = card("match", type=CardType.MATCH, pairs=(Pair("a", "1"), Pair("b", "2"), Pair("c", "3")))
WHY = card("why", type=CardType.OPEN, answer="Because.", points=("p", "q", "r"))
TEN = (YALU, LEADER, MEN, AIM, COSTS, CLAIM, GAPS, ORDER, MATCH, WHY)

FACTS = (
    Fact("alpha", "31b", "They crossed on 19 October.", section="Yalu"),
    Fact("alpha", "40a", "Many died.", standing=Standing.DISPUTED, note="How many is open."),
)
ERROR = Fact(
    "diplomat", "4a", "They crossed on 1 October.", standing=Standing.MISTAKEN, note="Too early."
)


def source(slug: str, title: str, *facts: Fact) -> Source:
    return Source(slug, title, f"{slug}.txt", "0" * 64, "An assessment.", facts)


CROSSING = Conflict(
    "crossing",
    "When did they cross?",
    (
        Claim("1 October 1950", ("diplomat:4a",), Standing.MISTAKEN),
        Claim("19 October 1950", ("alpha:31b",), Standing.SOUND),
        Claim("in the autumn", (), Standing.SOUND),
    ),
    "19 October, certain.",
    ("A work, 1994",),
)


def library(*cards: Card, slug: str = "lib", **fields: Any) -> Library:
    """One library, its cards in decks by their identities; sources and a conflict in it."""
    decks: dict[str, list[Card]] = {}
    for c in cards or TEN:
        decks.setdefault(c.identity.deck, []).append(c)
    fields.setdefault("decks", tuple(Deck(d, d.title(), tuple(of)) for d, of in decks.items()))
    fields.setdefault(
        "sources", (source("alpha", "Alpha", *FACTS), source("diplomat", "The Diplomat", ERROR))
    )
    fields.setdefault("conflicts", (CROSSING,))
    return Library(slug, slug.title(), Path(), sourced=True, **fields)


def ask(c: Card, form: Any = None, gap: int = 0, seed: int = 1):
    """A question on a card, by default in its first form and on its first gap."""
    found = next(a for a in asks([c]) if not gap or a.gap == gap)
    return question(found, form or forms(c)[0], seed)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)) -> None:
        self.moment = start

    def __call__(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


def trainer(*libraries: Library, path: Path | str = ":memory:", clock: Clock | None = None):
    """A trainer over a history in memory, or at a path."""
    clock = clock or Clock()
    history = History(Path(path), now=clock)
    return Trainer(libraries or (library(),), (), Settings(), history, clock.seconds)


START = date(2026, 11, 22)
"""The study day from which the days of reviews are counted."""


def review(day: int = 0, good: bool = True, card: str = "lib/deck/card", **fields: Any) -> Review:
    """A review on the n-th study day, at noon unless its `time` is given."""
    moment = START + timedelta(days=day)
    at = datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC)
    given = {
        "uuid": f"{card} {day}",
        "time": int(at.timestamp() * 1000),
        "session": "s",
        "form": Form.CHOICE,
        "shown": (),
        "response": (),
        "seconds": 1.0,
    }
    return Review(
        day=moment.isoformat(),
        card=card,
        outcome=Outcome(Verdict.CORRECT if good else Verdict.WRONG, int(good), 1),
        grade=Grade.GOOD if good else Grade.AGAIN,
        **(given | fields),
    )


TEST = Mode.TEST
