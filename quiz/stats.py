"""Figures of the progress screen: folds over the history. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from quiz.model import Ask, Card, Form, Grade, Review
from quiz.schedule import Memory


@dataclass(frozen=True, slots=True)
class Mastery:
    """How much of something is known."""

    name: str
    known: int
    learning: int
    new: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How many cards were still recalled when they were due, in one period."""

    period: str
    """A month, `2026-11`."""
    asked: int
    recalled: int


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that is often forgotten."""

    key: str
    lapses: int
    difficulty: float


@dataclass(frozen=True, slots=True)
class WrongOption:
    """A wrong option that was chosen."""

    key: str
    option: str
    times: int


def answers_by_day(reviews: Iterable[Review]) -> dict[date, int]:
    """How many answers each study day saw, tests included."""
    counted = Counter(review.day for review in reviews)
    return {date.fromisoformat(day): count for day, count in sorted(counted.items())}


def forecast(memories: Iterable[Memory], today: date, days: int) -> list[int]:
    """How many cards are due on each of the coming days, today first; today has what is late."""
    due = Counter(max(memory.due, today) for memory in memories)
    return [due[today + timedelta(days=n)] for n in range(days)]


def retention(studied: Iterable[Review]) -> list[Retention]:
    """The share recalled by month, over the first answer of each card and day after the day on
    which it was first met: what the schedule predicted."""
    met: dict[str, str] = {}
    asked: Counter[str] = Counter()
    recalled: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for review in studied:
        first = met.setdefault(review.card, review.day)
        if review.day == first or (review.card, review.day) in seen:
            continue
        seen.add((review.card, review.day))
        month = review.day[:7]
        asked[month] += 1
        recalled[month] += review.grade is Grade.GOOD
    return [Retention(month, asked[month], recalled[month]) for month in sorted(asked)]


def mastery(asks: Iterable[tuple[str, Ask]], memories: Mapping[str, Memory]) -> list[Mastery]:
    """Known, learning and new of each name (a deck, a tag, a source), in order of appearance."""
    counts: dict[str, list[int]] = {}
    for name, ask in asks:
        of = counts.setdefault(name, [0, 0, 0])
        memory = memories.get(ask.key)
        of[2 if memory is None else 0 if memory.known else 1] += 1
    return [Mastery(name, *of) for name, of in counts.items()]


def hardest(memories: Mapping[str, Memory], most: int = 10) -> list[Hard]:
    """The cards with most lapses, then the most difficult; none that never lapsed."""
    found = [Hard(key, m.lapses, m.difficulty) for key, m in memories.items() if m.lapses]
    return sorted(found, key=lambda hard: (-hard.lapses, -hard.difficulty, hard.key))[:most]


def wrong_options(
    reviews: Iterable[Review], cards: Mapping[str, Card], most: int = 10
) -> list[WrongOption]:
    """Which wrong options were chosen most; `cards` by key, for the options there still are."""
    chosen: Counter[tuple[str, str]] = Counter()
    for review in reviews:
        card = cards.get(review.card)
        if card and review.form in (Form.CHOICE, Form.SELECT):
            wrong = {distractor.text for distractor in card.distractors}
            chosen.update((review.card, text) for text in review.response if text in wrong)
    ranked = sorted(chosen.items(), key=lambda item: (-item[1], item[0]))
    return [WrongOption(key, option, times) for (key, option), times in ranked[:most]]


def seconds_by_day(reviews: Iterable[Review], most: float = 120.0) -> dict[date, float]:
    """Time spent answering on each study day; an answer counts for `most` seconds at most, since
    whoever takes longer has left the desk."""
    spent: defaultdict[str, float] = defaultdict(float)
    for review in reviews:
        spent[review.day] += min(review.seconds, most)
    return {date.fromisoformat(day): total for day, total in sorted(spent.items())}


def streak(answered: Mapping[date, int], due_on: Mapping[date, bool], today: date) -> int:
    """Days in a row on which something was answered, or nothing was due.

    Today counts once something was answered; until then it does not break the row. A row ends at
    its first day with an answer.
    """
    first = min(answered, default=today)
    length, day = 0, today if answered.get(today) else today - timedelta(days=1)
    while day >= first and (answered.get(day) or not due_on.get(day, False)):
        length += 1
        day -= timedelta(days=1)
    return length
