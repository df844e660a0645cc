"""Random walks through what a learner may do: at each step all accounts of it are the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import partial
from hashlib import sha256
from zoneinfo import ZoneInfo, available_timezones

import make
import pytest
from fsrs import Card, Rating, Scheduler
from test_study import right

from quiz.events import Replayed
from quiz.history import History
from quiz.jsonlines import dump, load
from quiz.model import CardType, EventKind, Grade, Mode
from quiz.session import asks
from quiz.settings import Settings
from quiz.sitting import Wish
from quiz.trainer import Trainer

LIBRARY = make.library()
STUDY = Wish(mode=Mode.STUDY)


def answer(sitting, rng):
    known = rng.random() < 0.6
    sitting.answer(right(sitting.question) if known else rng.choice([(), ("nonsense",)]))


def act(sitting, rng, *more):
    """One thing done where the last answer is told, or nothing."""
    acts = [sitting.guess, sitting.right, sitting.undo, sitting.hint, lambda: sitting.guess(False)]
    for kind in (EventKind.SUSPEND, EventKind.BURY)[: 1 + (sitting.session.mode is Mode.STUDY)]:
        acts.append(lambda kind=kind: sitting.put_away(kind))
    rng.choice([*acts, *more])()


# -- a sitting and its log -----------------------------------------------------------------


def seen(sitting):
    """What a learner sees of a sitting; nothing goes away in a test."""
    session = sitting.session
    answers = [(a.uuid, a.outcome, a.guess, a.hint, a.recalled) for a in session.answers]
    away = session.away if session.mode is Mode.STUDY else ()
    missed = [a.uuid for a in session.missed]
    return session.current, session.settled, session.score, missed, answers, away


@pytest.mark.parametrize("seed", range(30))
def test_what_would_resume_is_at_each_step_the_sitting_itself(seed):
    rng = random.Random(seed)
    trainer = make.trainer(LIBRARY)
    for card in rng.sample(make.TEN, 2):
        trainer.suspend(card)
    wish = rng.choice([Wish(mode=Mode.STUDY, new=12), Wish(seed=seed)])
    sitting = trainer.sit(wish)
    for _ in range(30):
        if rng.random() < 0.5 and sitting.question:
            answer(sitting, rng)
        else:
            act(sitting, rng)
        again, last = trainer.sit(wish), sitting.session.last
        assert again.uuid == sitting.uuid
        assert seen(again) == seen(sitting)
        if last:
            key, log = last.question.ask.key, trainer.log()
            buried = EventKind.BURY if key in log.buried else None
            told = EventKind.SUSPEND if key in log.suspended else buried
            assert sitting.away(key) is told


# -- several devices ------------------------------------------------------------------------

SKEWS = [timedelta(), timedelta(seconds=-90), timedelta(hours=30), timedelta(hours=-50),
         timedelta(days=400)]  # fmt: skip


def device(world, rng):
    """A trainer whose clock goes wrong, in some zone."""
    skew, zone = rng.choice(SKEWS), timezone(timedelta(hours=rng.choice([0, -11, 14])))
    clock = make.Clock()
    history = History(make.Path(":memory:"), now=lambda: (world.moment + skew).astimezone(zone))
    return Trainer((LIBRARY,), (), Settings(), history, clock.seconds)


def merge(log, trainer, rng):
    """Merge the lines of a log, in any order."""
    trainer.history.add(trainer.history.lacking(load(rng.sample(log, len(log)))))


@pytest.mark.parametrize("seed", range(6))
def test_devices_whose_clocks_are_wrong_come_to_one_meaning(seed):
    rng, world = random.Random(seed), make.Clock()
    devices = [device(world, rng) for _ in range(3)]
    sittings = [None] * 3
    for _ in range(90):
        world.move(seconds=rng.choice([0, 0, 1, 60, 40_000]))
        n = rng.randrange(3)
        trainer, sitting = devices[n], sittings[n]
        if rng.random() < 0.15:
            merge(list(dump(rng.choice(devices).history.events())), trainer, rng)
        elif sitting is None or not sitting.question or rng.random() < 0.1:
            if sitting and rng.random() < 0.5:
                sitting.end()
            sittings[n] = trainer.sit(rng.choice([STUDY, Wish(seed=1, count=4)]))
        else:
            answer(sitting, rng)
            card = rng.choice(make.TEN)
            key = asks([card])[0].key
            own = [partial(trainer.reset, card), partial(trainer.suspend, card), trainer.undo]
            act(sitting, rng, *own, partial(trainer.put_first, [key]), *[lambda: None] * 8)
        assert trainer.log() == Replayed.of(trainer.history.events()).log
    logs = [list(dump(trainer.history.events())) for trainer in devices]
    for trainer in devices:
        for log in rng.sample(logs, 3):
            merge(log, trainer, rng)
    here = devices[0]
    assert here.log() == devices[1].log() == devices[2].log()
    memories = [trainer.memories(trainer.log()) for trainer in devices]
    assert memories[0] == memories[1] == memories[2]
    assert list(dump(here.history.events())) == list(dump(devices[1].history.events()))


# -- what is due ----------------------------------------------------------------------------

FSRS = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
ZONES = [
    zone
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns", "Europe/Berlin",
                 "Australia/Lord_Howe", "Pacific/Apia")
    if zone in available_timezones()
] or ["UTC"]  # fmt: skip


def events_left(history):
    """The events in order, without those taken back."""
    events = list(history.events())
    undone = {e.data["of"] for e in events if e.kind is EventKind.UNDO}
    return [e for e in events if e.uuid not in undone]


def due_dates(history):
    """When each card is due, straight from the events and py-fsrs."""
    events, steps = events_left(history), {}
    study = {e.uuid for e in events if e.data.get("plan") and e.data["mode"] == "study"}
    amends = [(e.data["of"], e.data["as"]) for e in events if e.kind is EventKind.AMEND]
    for event in events:
        data = event.data
        if event.kind is EventKind.RESET:
            steps.pop(data["card"], None)
        if event.kind is EventKind.REVIEW and data["session"] in study:
            good = data["grade"] == Grade.GOOD
            good = good or ((event.uuid, "right") in amends and not data["hint"])
            good = good and (event.uuid, "guess") not in amends
            steps.setdefault(data["card"], {}).setdefault(event.day, good)
    return {key: due_date(key, sorted(of_card.items())) for key, of_card in steps.items()}


def due_date(key, steps):
    """Py-fsrs's interval, spread as its own fuzz spreads it, by a draw of card and day."""
    card = Card(card_id=1)
    for day, good in steps:
        noon = datetime.combine(date.fromisoformat(day), time(12), UTC)
        card, _ = FSRS.review_card(card, Rating.Good if good else Rating.Again, noon)
    days = (card.due - noon).days
    if days > 2:
        width = 1 + 0.15 * max(0, min(days, 7) - 2.5) + 0.1 * max(0, min(days, 20) - 7)
        width += 0.05 * max(0, days - 20)
        low, high = max(2, round(days - width)), round(days + width)
        draw = int.from_bytes(sha256(f"{key}/{day}".encode()).digest()[:6]) / 2**48
        days = low + int(draw * (high - low + 1))
    return noon.date() + timedelta(days=days)


STARTS = [
    datetime(year, month, day, 12, tzinfo=UTC)
    for year, month, day in [(2024, 2, 20), (2026, 3, 20), (2026, 10, 20), (2011, 12, 25)]
]
"""Before a leap day, both changes of the clocks, and the day that Samoa left out."""


@pytest.mark.parametrize("seed", range(8))
def test_every_count_of_what_is_due_is_that_of_fsrs(seed):
    """For who travels, and whose clock is set back now and then."""
    rng = random.Random(seed)
    clock, zone = make.Clock(STARTS[seed % 4]), [ZoneInfo("UTC")]
    history = History(make.Path(":memory:"), now=lambda: clock.moment.astimezone(zone[0]))
    more = [make.card(f"c{n}", deck="two", answer="x") for n in range(15)]
    library = make.library(*make.TEN, *more)
    trainer = Trainer((library,), (), Settings(), history, clock.seconds)
    keys = {a.key for a in asks(library.cards()) if a.card.type is not CardType.TRUE_FALSE}
    for _ in range(40):
        hours = rng.choice([0, 1, 3, 8, 13, 24, 30, 100, -5, -20])
        clock.move(hours=hours, minutes=rng.randrange(30))
        zone[0] = ZoneInfo(rng.choice(ZONES)) if rng.random() < 0.2 else zone[0]
        if sitting := trainer.sit(rng.choice([STUDY, replace(STUDY, decks=("lib/two",))])):
            for _ in range(rng.choice([2, 8, 20])):
                if sitting.question:
                    answer(sitting, rng)
                    act(sitting, rng, *[lambda: None] * 12)
            if rng.random() < 0.7:
                sitting.end()
        card, chance = rng.choice([*library.cards()]), rng.random()
        if chance < 0.2:
            (trainer.suspend if chance < 0.1 else trainer.reset)(card)
        agree(trainer, clock.moment.astimezone(zone[0]), keys)


def agree(trainer, wall, keys):
    """Each place that counts what is due or new counts the same."""
    day = wall.date() if wall.hour >= 4 else wall.date() - timedelta(days=1)
    expected = due_dates(trainer.history)
    memories = trainer.memories(trainer.log())
    assert {key: memory.due for key, memory in memories.items()} == expected
    away = {}
    for event in events_left(trainer.history):
        if event.kind is EventKind.SUSPEND:
            away[event.data["card"], "suspended"] = event.data["on"]
        if event.kind is EventKind.BURY:
            away[event.data["card"], "buried"] = event.day == str(day)
    there = keys - {key for (key, _), on in away.items() if on}
    due = sum(key in expected and expected[key] <= day for key in there)
    new = sum(key not in expected for key in there)
    rows, today, queue = trainer.rows(), trainer.today(), trainer.queue(STUDY)
    assert {due} == {sum(row.due for row in rows), today.due, trainer.figures().due[0],
                     len(queue[0])}  # fmt: skip
    assert sum(row.new for row in rows) == new
    assert len(queue[1]) == today.new <= min(10, new)
