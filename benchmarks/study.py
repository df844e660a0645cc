"""How fast a history is replayed and written, and an answer graded."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from benchmarks import made
from benchmarks.measure import Growth, Measure, here, least, measured, process, program
from quiz import schedule
from quiz.collector import collector_off
from quiz.events import Replayed
from quiz.grading import Context, grade
from quiz.history import History
from quiz.library import load_library, shipped
from quiz.model import Event, EventKind, Form, Grade, Library, Mode, Review
from quiz.schedule import Target


def measures(folder: Path, *, quick: bool) -> Iterator[Measure]:
    """100,000 reviews replayed, one answer recorded, one typed answer graded."""
    count = 1_000 if quick else 100_000
    reviews = made.reviews(count)
    yield measured(
        f"schedule of {count:,} reviews replayed / py-fsrs's own calls",
        here(lambda: schedule.fold(reviews, Target())),
        here(lambda: _by_fsrs(reviews)),
        1.3,
        times=1 if quick else 5,
    )
    yield _recorded(folder, 100 if quick else 2_000)
    yield _graded(100 if quick else 2_000)


def growth(folder: Path, *, quick: bool) -> Iterator[Growth]:
    """Replay, start, statistics and recording at two sizes of the history."""
    sizes, times = ((100, 1_000), 1) if quick else ((1_000, 100_000), 3)
    homes = [folder / str(size) for size in sizes]
    events = [list(made.events(size)) for size in sizes]
    for home, of_home in zip(homes, events, strict=True):
        home.mkdir()
        with History(home / "history.db") as history:
            history.add(of_home)

    def grows(name: str, costs: Sequence[float]) -> Growth:
        return Growth(f"{name}, reviews", sizes, (costs[0], costs[1]))

    yield grows("replay", [least(here(lambda e=e: _replayed(e)), times) for e in events])  # type: ignore[misc]
    for command in ("decks", "stats"):
        costs = []
        for home in homes:
            run = process(*program(command), QUIZ_HOME=str(home), QUIZ_LIBRARY=str(shipped()))
            run()  # the first folds the schedule, which is kept
            costs.append(least(run, times))
        yield grows("start (`quiz decks`)" if command == "decks" else "`quiz stats`", costs)
    yield grows("one answer recorded", [_milliseconds_to_record(home, 200) for home in homes])


def _replayed(events: Sequence[Event]) -> None:
    """From events to memories, as the program does it."""
    with collector_off():
        schedule.fold(Replayed.of(events).log.studied(), Target())


def _by_fsrs(reviews: Sequence[Review]) -> None:
    """What py-fsrs asks for at the least: a card each, a call for each review."""
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    cards: dict[str, Card] = {}
    for review in reviews:
        card = cards.get(review.card) or Card(card_id=0)
        rating = Rating.Good if review.grade is Grade.GOOD else Rating.Again
        moment = datetime.combine(date.fromisoformat(review.day), datetime.min.time(), UTC)
        cards[review.card], _ = scheduler.review_card(card, rating, moment)


_ANSWER = {
    "session": "a sitting", "card": "made/deck/card", "form": "choice", "shown": ["a", "b", "c"],
    "response": ["a"], "outcome": "correct", "right": 1, "of": 1, "grade": "good",
    "seconds": 5.0, "hint": False, "digest": "0123456789abcdef", "corrected": "",
}  # fmt: skip


def _recorded(folder: Path, times: int) -> Measure:
    """By the clock, since most of it is waiting for the disk."""
    with History(folder / "bare.db"):
        pass  # makes the same table
    with History(folder / "ours.db") as history, closing(sqlite3.connect(folder / "bare.db")) as db:
        db.execute("PRAGMA synchronous = FULL")

        def row() -> None:
            now = time.time_ns()
            values = (str(now), "device", now, 0, "2026-11-22", "review", json.dumps(_ANSWER))
            with db:
                db.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", values)

        ours = here(lambda: history.record(EventKind.REVIEW, _ANSWER))
        pairs = [(ours(), here(row)()) for _ in range(times)]
    return Measure(
        "one answer recorded / the same row by `sqlite3`, committed (by the clock)",
        median(one.wall for one, _ in pairs) * 1000,
        median(other.wall for _, other in pairs) * 1000,
        2,
    )


def _milliseconds_to_record(home: Path, times: int) -> float:
    with History(home / "history.db") as history:
        return least(here(lambda: history.record(EventKind.REVIEW, _ANSWER)), times)


def _graded(times: int) -> Measure:
    library, _ = load_library(shipped())
    context = Context.of([library], Mode.TEST)
    answers = list(_typed(library))
    for card, response in answers:
        grade(card, Form.TYPED, response, context)  # names and answers are sorted once
    before = time.process_time()
    for number in range(times):
        card, response = answers[number % len(answers)]
        grade(card, Form.TYPED, (f"{response[0]} {number}",), context)
    each = (time.process_time() - before) / times * 1000
    return Measure("a typed answer graded / 1 ms", each, 1.0, 1)


def _typed(library: Library):  # type: ignore[no-untyped-def]  # noqa: ANN202
    for card in library.cards():
        if card.answer and card.type in ("short-answer", "date", "number"):
            for text in (card.answer, card.answer[1:], "Peng Dehuai", "1 October 1950"):
                yield card, (text,)
