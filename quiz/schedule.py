"""When each card is due: a fold of the history by FSRS-6. The only user of `fsrs`. Pure.

A card takes one step a study day, by its first answer of the day, and each study day is given to
the scheduler as one instant, so that an evening and the next morning are one day apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from quiz.model import Grade, Review

if TYPE_CHECKING:
    from fsrs import Scheduler

KNOWN = 21.0
"""Days of stability from which a card counts as known."""

HOLDS = 7.0
"""Days of stability from which an answer is typed, after a recall."""

_EXAM_WINDOW = 7
"""Days before an exam over which cards that would come too late are spread."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the learner aims at."""

    retention: float = 0.90
    """The share of due cards that should still be known."""
    exam: date | None = None
    """Every card is to be seen before this day."""


@dataclass(frozen=True, slots=True)
class Memory:
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
    def holds(self) -> bool:
        """Whether it holds well enough to be typed instead of chosen."""
        return self.stability >= HOLDS and self.recalled


def fold(studied: Iterable[Review], target: Target) -> dict[str, Memory]:
    """The memory of each card (`Ask.key`), from `Log.studied`, in the order of the history."""
    steps: dict[str, dict[str, Grade]] = {}
    for review in studied:
        steps.setdefault(review.card, {}).setdefault(review.day, review.grade)
    return {key: _memory(key, by_day, target) for key, by_day in steps.items()}


def _memory(key: str, grades: Mapping[str, Grade], target: Target) -> Memory:
    from fsrs import Card, Rating, State

    scheduler = _scheduler(target.retention)
    card = Card(card_id=0)
    lapses = 0
    for day, grade in grades.items():
        recalled = grade is Grade.GOOD
        lapses += card.state is State.Review and not recalled
        rating = Rating.Good if recalled else Rating.Again
        card, _ = scheduler.review_card(card, rating, instant(date.fromisoformat(day)))
    last = date.fromisoformat(day)
    assert card.stability is not None
    assert card.difficulty is not None
    interval = _spread((card.due - instant(last)).days, f"{key}/{day}")
    return Memory(
        stability=card.stability,
        difficulty=card.difficulty,
        last=last,
        due=_before_exam(last, last + timedelta(days=interval), key, target.exam),
        steps=len(grades),
        lapses=lapses,
        recalled=grade is Grade.GOOD,
    )


def recall(memory: Memory, day: date, target: Target) -> float:
    """The chance, 0 to 1, that a card is recalled on a study day, by FSRS's forgetting curve."""
    from fsrs import Card

    card = Card(card_id=0, stability=memory.stability, last_review=instant(memory.last))
    return _scheduler(target.retention).get_card_retrievability(card, instant(day))


def instant(day: date) -> datetime:
    """The one instant that stands for a study day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@cache
def _scheduler(retention: float) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=retention,
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
    low, high = max(2, round(interval - width)), round(interval + width)
    return low + int(_draw(seed) * (high - low + 1))


def _before_exam(last: date, due: date, key: str, exam: date | None) -> date:
    """The due date, drawn forward to one of the last days before the exam."""
    if exam is None or due < exam or last >= exam - timedelta(days=1):
        return due
    window = min(_EXAM_WINDOW, (exam - last).days - 1)
    return exam - timedelta(days=1 + int(_draw(f"{key}/{exam}") * window))


def _draw(seed: str) -> float:
    """A number from 0 up to 1 that depends on the text alone."""
    return int.from_bytes(sha256(seed.encode()).digest()[:6]) / 2**48
