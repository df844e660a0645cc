"""When each card is due: a fold of the history by FSRS-6. The only user of `fsrs`. Pure.

A card takes one step a study day, by its first answer of the day, and each study day is given to
the scheduler as one instant, so that an evening and the next morning are one day apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from quiz.model import Grade, Review

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

VERSION = 2
"""Raised with each change after which the same reviews give other memories."""

PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The weights of FSRS-6 (py-fsrs 6.3), kept here so that no update of py-fsrs moves due dates."""

_DECAY = -PARAMETERS[20]
_FACTOR: float = 0.9 ** (1 / _DECAY) - 1

_LONGEST = 36_500
"""Days after which a card comes back at the latest."""

KNOWN = 21.0
"""Days of stability from which a card counts as known."""

HOLDS = 7.0
"""Days of stability from which an answer is typed, after a recall."""

LEECH = 4
"""Lapses from which a card is a leech: not the learner but its wording wants a look."""

_EXAM_WINDOW = 7
"""Days before an exam over which cards that would come too late are spread, each once."""


class Target(NamedTuple):
    """What the learner aims at."""

    retention: float = 0.90
    """The share of due cards that should still be known."""
    exam: date | None = None
    """What was met is to be seen in the week before this day."""

    def on(self, day: date) -> Target:
        """What it comes to on a day: from its own day on an exam changes nothing."""
        return self if self.exam is None or self.exam > day else self._replace(exam=None)


class Memory(NamedTuple):
    """How well a card is remembered."""

    stability: float
    """Days until the chance of recall has fallen to 90 %."""
    difficulty: float
    """1 to 10."""
    last: date
    """The study day of its last step."""
    due: date
    steps: int
    lapses: int
    """Steps at which it was forgotten after it had been recalled."""
    recalled: bool
    """Whether it was recalled at its last step."""

    @property
    def known(self) -> bool:
        """Whether it holds for weeks."""
        return self.stability >= KNOWN

    @property
    def leech(self) -> bool:
        """Whether it is forgotten again and again."""
        return self.lapses >= LEECH

    @property
    def holds(self) -> bool:
        """Whether it holds well enough to be typed instead of chosen."""
        return self.stability >= HOLDS and self.recalled


Steps = Mapping[str, Grade]
"""The steps of a card: each study day on which it was answered, in order, with its grade."""


def steps(studied: Iterable[Review]) -> dict[str, Steps]:
    """The steps of each card (`Ask.key`), from `Log.studied` in the order of the history.

    A card takes one step a study day. Days are put in order: who flies west may answer on the
    22nd after the 23rd has begun elsewhere.
    """
    found: dict[str, dict[str, Grade]] = {}
    for review in studied:
        found.setdefault(review.card, {}).setdefault(review.day, review.grade)
    return {key: dict(sorted(by_day.items())) for key, by_day in found.items()}


def fold(studied: Iterable[Review], target: Target) -> dict[str, Memory]:
    """The memory of each card (`Ask.key`), from `Log.studied` in the order of the history."""
    return {key: remember(key, of_card, target) for key, of_card in steps(studied).items()}


def remember(key: str, of_card: Steps, target: Target) -> Memory:
    """The memory that a card's steps leave behind; there is at least one."""
    lapses, before = 0, False
    for grade in of_card.values():
        recalled = grade is Grade.GOOD
        lapses += before and not recalled
        before = recalled
    *_, card = _cards(of_card)
    assert card.stability is not None
    assert card.difficulty is not None
    *_, day = of_card
    last = date.fromisoformat(day)
    return Memory(
        stability=card.stability,
        difficulty=card.difficulty,
        last=last,
        due=_due(key, last, card.stability, target),
        steps=len(of_card),
        lapses=lapses,
        recalled=before,
    )


class Aim(NamedTuple):
    """What was aimed at over some study days."""

    since: date
    until: date
    """The day after the last of them; `date.max` where it lasts."""
    targets: Collection[Target]
    """Several where nothing tells on which of the days one gave way to another."""


def waits(key: str, of_card: Steps, aims: Sequence[Aim]) -> Iterator[tuple[date, date]]:
    """Each span in which a card was due and not answered: its first day, and the day after its
    last, `date.max` where it still waits.

    `aims` follow each other without a gap, from the card's first step or before. Over days of
    several targets it waits where it is due by all of them.
    """
    days = [*map(date.fromisoformat, of_card), date.max]
    begins = [aim.since for aim in aims]
    for answered, after, card in zip(days, days[1:], _cards(of_card), strict=False):
        assert card.stability is not None
        for aim in aims[bisect_right(begins, answered) - 1 : bisect_left(begins, after)]:
            due = max([_due(key, answered, card.stability, target) for target in aim.targets])
            start, end = max(due, aim.since), min(after, aim.until)
            if start < end:
                yield start, end


def _cards(of_card: Steps) -> Iterator[Card]:
    """FSRS's state after each step; nothing in it but `due` depends on the target."""
    from fsrs import Card, Rating

    scheduler = _scheduler()
    card = Card(card_id=0)  # without an id it would sleep a millisecond
    for day, grade in of_card.items():
        rating = Rating.Good if grade is Grade.GOOD else Rating.Again
        card, _ = scheduler.review_card(card, rating, _instant(day))
        yield card


def _due(key: str, last: date, stability: float, target: Target) -> date:
    """The study day on which a card comes back after its step of the day `last`."""
    interval = _spread(_interval(stability, target.retention), f"{key}/{last.isoformat()}")
    return _before_exam(last, last + timedelta(days=interval), key, target.exam)


def _interval(stability: float, retention: float) -> int:
    """Whole days, 1 to 36,500, after which the chance of recall has fallen to `retention`: FSRS-6's
    forgetting curve solved for the days."""
    factor: float = retention ** (1 / _DECAY) - 1
    return min(max(round(stability / _FACTOR * factor), 1), _LONGEST)


def recall(memory: Memory, day: date) -> float:
    """The chance, 0 to 1, that a card is recalled on a study day.

    FSRS-6's forgetting curve, (1 + FACTOR * days / stability) ** DECAY with DECAY = -w20 and
    FACTOR such that the chance is 0.9 when as many days have gone by as the stability has.
    """
    days = max(0, (day - memory.last).days)
    return float((1 + _FACTOR * days / memory.stability) ** _DECAY)


def instant(day: date) -> datetime:
    """The one instant that stands for a study day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@cache
def _instant(day: str) -> datetime:
    return instant(date.fromisoformat(day))


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        parameters=PARAMETERS,
        learning_steps=(),  # a missed card returns in the sitting; the schedule counts days
        relearning_steps=(),
        enable_fuzzing=False,  # it draws on global randomness; `_spread` does not
    )


def _spread(interval: int, seed: str) -> int:
    """An interval moved a little, so that cards learnt together part ways.

    The widths are those of FSRS's own fuzz: 15 % of what lies between 2.5 and 7 days, 10 % up to
    20 days, 5 % beyond. The same card and study day give the same interval on every machine.
    """
    if interval < 3:
        return interval
    parts = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
    width = 1 + sum(share * max(0.0, min(interval, high) - low) for low, high, share in parts)
    low, high = round(interval - width), round(interval + width)
    return low + int(_draw(seed) * (high - low + 1))


def _before_exam(last: date, due: date, key: str, exam: date | None) -> date:
    """The due date, drawn forward to one of the last days before the exam; what was seen on one
    of them is not asked once more for the exam's sake."""
    if exam is None or due < exam or last >= exam - timedelta(days=_EXAM_WINDOW):
        return due
    return exam - timedelta(days=1 + int(_draw(f"{key}/{exam}") * _EXAM_WINDOW))


def _draw(seed: str) -> float:
    """A number from 0 up to 1 that depends on the text alone."""
    from hashlib import sha256  # 4 ms, and a start folds nothing anew

    return int.from_bytes(sha256(seed.encode()).digest()[:6]) / 2**48
