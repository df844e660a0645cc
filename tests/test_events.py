from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.events import Replayed, last_tests, renamed, study_day
from quiz.model import Event, EventKind, Grade, Verdict

EAST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 3, 59, tzinfo=EAST), "2026-11-21"),
        (datetime(2026, 11, 22, 4, 0, tzinfo=EAST), "2026-11-22"),
        (datetime(2026, 11, 23, 3, 59, tzinfo=EAST), "2026-11-22"),
        (datetime(2026, 1, 1, 0, 30, tzinfo=UTC), "2025-12-31"),
    ],
)
def test_a_study_day_begins_at_four(moment, day):
    assert study_day(moment) == day


def test_a_study_day_may_begin_at_another_time():
    assert study_day(datetime(2026, 11, 22, 0, 30, tzinfo=UTC), time(0)) == "2026-11-22"


def events(trainer):
    return list(trainer.history.events())


def taken(answers=("A",), end=True):
    """A test of one card, answered; the trainer and the sitting."""
    from quiz.sitting import Wish

    clock = make.Clock()
    trainer = make.trainer(make.library(make.AIM, make.LEADER), clock=clock)
    sitting = trainer.sit(Wish(seed=1))
    for answer in answers:
        clock.move(seconds=5)
        sitting.answer((answer,))
    if end:
        sitting.end()
    return trainer, sitting


def test_the_log_keeps_reviews_as_they_were_given():
    trainer, sitting = taken(["A"])
    (review,) = trainer.log().reviews
    question = sitting.session.plan[0]
    assert review.card == question.ask.key
    assert review.form == question.form
    assert review.shown == question.shown
    assert review.response == ("A",)
    assert review.seconds == 5
    assert review.day == "2026-11-22"
    assert len(review.digest) == 16


def test_undo_removes_a_review_and_its_amends():
    trainer, sitting = taken(["nonsense"], end=False)
    sitting.right()
    sitting.undo()
    assert trainer.log().reviews == ()


def test_an_amended_review_counts_as_right_and_a_guess_as_again():
    trainer, sitting = taken(["nonsense"], end=False)
    sitting.right()
    (review,) = trainer.log().reviews
    assert (review.outcome.verdict, review.grade) == (Verdict.CORRECT, Grade.GOOD)
    sitting.guess()
    (review,) = trainer.log().reviews
    assert review.guess
    assert review.grade is Grade.AGAIN


@given(st.permutations(range(7)))
def test_the_meaning_of_a_log_does_not_hang_on_the_order_in_which_it_is_read(order):
    trainer, sitting = taken(["nonsense", "more nonsense"], end=False)
    sitting.right()
    sitting.undo()
    sitting.answer(("x",))
    sitting.end()
    found = events(trainer)
    assert len(found) == 7
    assert Replayed.of(found[n] for n in order).log == Replayed.of(found).log


def test_an_undo_of_what_is_not_there_changes_nothing():
    stray = Event("u", "d", 1, 0, "2026-11-22", EventKind.UNDO, {"of": "nowhere"})
    trainer, _ = taken()
    assert Replayed.of([*events(trainer), stray]).log == trainer.log()


def test_the_last_test_of_a_deck_is_the_latest_that_ended():
    from quiz.sitting import Wish

    clock = make.Clock()
    trainer = make.trainer(make.library(make.AIM), clock=clock)
    for answer in ("B", "A"):
        clock.move(minutes=1)
        sitting = trainer.sit(Wish())
        sitting.answer((answer,))
        sitting.end()
    trainer.sit(Wish()).answer(("B",))  # never ended
    result = last_tests(trainer.log())["lib/deck"]
    assert (result.score, result.of) == (1, 1)
    assert result.time == clock.seconds() * 1000 + 1


def test_a_test_over_several_decks_is_no_deck_s_last_test():
    from quiz.sitting import Wish

    trainer = make.trainer(make.library(make.AIM, make.card("other", deck="second", answer="x")))
    sitting = trainer.sit(Wish())
    sitting.answer(("A",))
    sitting.answer(("x",))
    sitting.end()
    assert last_tests(trainer.log()) == {}


def test_of_what_was_answered_in_two_places_the_first_answer_counts():
    begun = {"mode": "test", "state": "begun", "plan": [], "seed": 1, "wish": {}}
    right = {"outcome": "correct", "right": 1}
    log = Replayed.of([
        event(1, EventKind.SESSION, **begun),
        answer(2, card="lib/deck/x"),
        answer(3, card="lib/deck/y", **right),
        answer(4, card="lib/deck/x", **right),
        answer(5, card="lib/deck/y", **right),
        event(6, EventKind.SESSION, mode="test", state="ended", session="e1"),
    ]).log  # fmt: skip
    assert last_tests(log) == {"lib/deck": (1, 2, 3)}


def event(n, kind, **data):
    return Event(f"e{n}", "device", n, 0, "2026-11-22", kind, data)


NOW = {"lib/deck/old": "lib/deck/new"}


def test_a_renamed_card_keeps_all_that_was_said_of_it():
    begun = {"mode": "study", "state": "begun", "seed": 1}
    events = [
        event(1, EventKind.SESSION, **begun,
              plan=[["lib/deck/old", "typed"], ["lib/deck/x", "typed"]],
              wish={"cards": ["lib/deck/old"], "tag": ""}),
        event(2, EventKind.SUSPEND, card="lib/deck/old", on=True),
        event(3, EventKind.BURY, card="lib/deck/old"),
        event(4, EventKind.FIRST, cards=["lib/deck/new", "lib/deck/old"]),
        event(5, EventKind.RESET, card="lib/deck/old"),
        event(6, EventKind.SUSPEND, card="lib/deck/x", on=True),
    ]  # fmt: skip
    log = Replayed.of(renamed(events, NOW)).log
    assert log.suspended == {"lib/deck/new", "lib/deck/x"}
    assert log.buried == {"lib/deck/new": "2026-11-22"}
    assert log.first == ("lib/deck/new",)
    assert log.reset == {"lib/deck/new": 5}
    assert log.begun["e1"].data["plan"] == [["lib/deck/new", "typed"], ["lib/deck/x", "typed"]]
    assert log.begun["e1"].data["wish"] == {"cards": ["lib/deck/new"], "tag": ""}
    assert list(renamed(events, {})) == events


def test_the_later_word_counts_whichever_name_it_was_said_of():
    events = [
        event(1, EventKind.SUSPEND, card="lib/deck/old", on=True),
        event(2, EventKind.SUSPEND, card="lib/deck/new", on=False),
        event(3, EventKind.RESET, card="lib/deck/new"),
        event(4, EventKind.RESET, card="lib/deck/old"),
        event(5, EventKind.RESET, card="lib/deck/new"),
    ]
    log = Replayed.of(renamed(events, NOW)).log
    assert log.suspended == frozenset()
    assert log.reset == {"lib/deck/new": 5}


# -- going on from what was replayed ------------------------------------------------------


def answer(n, session="e1", card="lib/deck/x", **data):
    given = {"form": "typed", "shown": [], "response": ["a"], "outcome": "wrong", "right": 0,
             "of": 1, "note": "", "grade": "again", "seconds": 1.0, "hint": False,
             "digest": ""}  # fmt: skip
    return event(n, EventKind.REVIEW, session=session, card=card, **given | data)


BEGUN = event(1, EventKind.SESSION, mode="study", state="begun", plan=[], seed=1, wish={})
BEFORE = [BEGUN, answer(2), event(3, EventKind.SUSPEND, card="lib/deck/x", on=True)]


@pytest.mark.parametrize(
    "later",
    [
        [answer(4)],
        [answer(4), event(5, EventKind.AMEND, of="e4", **{"as": "right"})],
        [answer(4), event(5, EventKind.UNDO, of="e4"), answer(6)],
        [event(4, EventKind.SESSION, mode="study", state="ended", session="e1")],
        [event(4, EventKind.SUSPEND, card="lib/deck/x", on=False)],
        [event(4, EventKind.FIRST, cards=["b", "a"]), event(5, EventKind.FIRST, cards=["c", "b"])],
        [event(4, EventKind.BURY, card="a"), event(5, EventKind.RESET, card="lib/deck/x")],
        [],
    ],
)
def test_what_only_follows_is_folded_onto_what_was_replayed(later):
    whole = Replayed.of(BEFORE).then(later)
    assert whole is not None
    assert whole.log == Replayed.of([*BEFORE, *later]).log
    assert whole == Replayed.of([*BEFORE, *later])


@pytest.mark.parametrize(
    "later",
    [
        [event(4, EventKind.UNDO, of="e2")],
        [event(4, EventKind.UNDO, of="e3")],
        [answer(4), event(5, EventKind.AMEND, of="e2", **{"as": "right"})],
        [event(0, EventKind.SUSPEND, card="lib/deck/x", on=False)],
        [answer(4)._replace(time=3, uuid="a")],  # as late as the last, and before it by its uuid
        [answer(9)],  # was taken back before it came here
    ],
)
def test_what_touches_what_was_before_is_not_folded_onto_it(later):
    before = [*BEFORE, event(3, EventKind.UNDO, of="e9")._replace(uuid="e3b")]
    assert Replayed.of(before).then(later) is None
