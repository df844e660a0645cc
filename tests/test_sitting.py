"""A sitting under way: what it records, and what it takes back."""

from __future__ import annotations

import json
from dataclasses import replace

import make
import pytest

from quiz.model import EventKind, Form, Grade, Mode, Outcome, Verdict
from quiz.sitting import Wish, how_far, time_left

STUDY = Wish(mode=Mode.STUDY, seed=1)


@pytest.fixture
def trainer():
    return make.trainer(make.library(make.AIM, make.LEADER))


def kinds(trainer):
    return [event.kind for event in trainer.history.events()]


def test_before_the_first_answer_there_is_nothing_to_amend_put_away_or_take_back(trainer):
    sitting = trainer.sit(STUDY)
    assert sitting.right() is sitting.guess() is sitting.undo() is None
    assert not sitting.put_away(EventKind.SUSPEND)
    assert kinds(trainer) == [EventKind.SESSION]


def test_after_the_last_answer_nothing_is_asked(trainer):
    sitting = trainer.sit(STUDY)
    sitting.answer(("A",))
    sitting.answer(("Peng Dehuai",))
    assert sitting.question is None
    assert sitting.hint() == ""
    with pytest.raises(ValueError, match="nothing is asked"):
        sitting.answer(("A",))


def test_what_is_so_already_is_not_recorded_again(trainer):
    sitting = trainer.sit(STUDY)
    sitting.answer(("A",))
    assert sitting.right().outcome.verdict is Verdict.CORRECT
    assert EventKind.AMEND not in kinds(trainer)
    assert sitting.guess() == sitting.guess()
    assert kinds(trainer).count(EventKind.AMEND) == 1


@pytest.mark.parametrize("right", [False, True])
def test_a_guess_is_taken_back_and_the_log_says_so(trainer, right):
    sitting = trainer.sit(STUDY)
    assert sitting.guess(False) is None
    sitting.answer(("A" if right else "B",))
    before = trainer.log().reviews[-1]
    assert sitting.guess(False) == sitting.session.last
    sitting.guess()
    assert trainer.log().reviews[-1].guess
    assert not sitting.guess(False).guess
    assert trainer.log().reviews[-1] == before
    assert sitting.guess().guess


@pytest.mark.parametrize("mode", Mode)
def test_a_hint_spoils_the_grade_in_study_alone(mode):
    trainer = make.trainer(make.library(replace(make.AIM, hint="The first letter.")))
    sitting = trainer.sit(replace(STUDY, mode=mode))
    assert sitting.hint() == "The first letter."
    sitting.answer(("A",))
    (review,) = trainer.log().reviews
    assert review.hint
    assert review.grade is (Grade.AGAIN if mode is Mode.STUDY else Grade.GOOD)


def test_to_ask_for_a_hint_that_is_not_there_spoils_nothing(trainer):
    sitting = trainer.sit(STUDY)
    assert sitting.hint() == ""
    sitting.answer(("A",))
    (review,) = trainer.log().reviews
    assert (review.hint, review.grade) == (False, Grade.GOOD)


def test_a_hint_spoils_an_answer_that_is_counted_as_right_afterwards():
    trainer = make.trainer(make.library(replace(make.AIM, hint="The first letter.")))
    sitting = trainer.sit(STUDY)
    sitting.hint()
    sitting.answer(("B",))
    sitting.right()
    (review,) = trainer.log().reviews
    assert (review.outcome.verdict, review.grade) == (Verdict.CORRECT, Grade.AGAIN)


def test_what_was_suspended_before_is_taken_up_by_the_first_word(trainer):
    key = str(make.AIM.identity)
    trainer.history.record(EventKind.SUSPEND, {"card": key, "on": True})
    sitting = trainer.sit(Wish(cards=(key,), seed=1))
    sitting.answer(("A",))
    assert sitting.away(key) is EventKind.SUSPEND
    assert not sitting.put_away(EventKind.SUSPEND)
    assert sitting.away(key) is None
    assert trainer.log().suspended == frozenset()
    assert sitting.put_away(EventKind.SUSPEND)
    assert trainer.log().suspended == {key}
    assert sitting.put_away(EventKind.BURY)
    assert (trainer.log().suspended, set(trainer.log().buried)) == ({key}, {key})


def test_a_test_counts_its_questions():
    trainer = make.trainer(make.library(make.AIM, make.LEADER))
    sitting = trainer.sit(Wish(seed=1))
    assert how_far(sitting.session) == "1 of 2"
    sitting.answer(())
    assert how_far(sitting.session, told=True) == "1 of 2"
    assert how_far(sitting.session) == "2 of 2"


def test_study_counts_what_is_done(trainer):
    sitting = trainer.sit(STUDY)
    assert how_far(sitting.session) == "0 of 2 done"
    sitting.answer(())
    assert how_far(sitting.session, told=True) == how_far(sitting.session) == "0 of 2 done"
    sitting.right()
    assert how_far(sitting.session, told=True) == "1 of 2 done"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(300, "5 min"), (299.9, "5 min"), (240.1, "5 min"), (240, "4 min"), (60, "1 min"),
     (59.5, "1 min"), (58, "less than 1 min"), (0.1, "less than 1 min"), (0, "time is up")],
)  # fmt: skip
def test_the_time_left_is_told_in_whole_minutes(seconds, said):
    assert time_left(seconds) == said


def test_an_answer_taken_back_after_the_time_was_over_is_asked_again():
    clock = make.Clock()
    trainer = make.trainer(make.library(make.AIM, make.LEADER), clock=clock)
    sitting = trainer.sit(Wish(minutes=1, seed=1))
    sitting.show()
    clock.move(seconds=50)
    sitting.answer(("A",))
    clock.move(seconds=30)
    assert sitting.question is None
    assert sitting.undo()
    assert sitting.question is not None


def test_a_renamed_card_stays_in_the_sitting_that_was_cut():
    trainer = make.trainer(make.library(make.AIM, make.LEADER))
    sitting = trainer.sit(Wish(count=2, seed=1))
    sitting.answer(("A",))

    def renamed(card):
        name = card.identity
        return replace(
            card, identity=name._replace(card=f"{name.card}-new"), was=(f"deck/{name.card}",)
        )

    trainer.libraries = (make.library(renamed(make.AIM), renamed(make.LEADER)),)
    resumed = trainer.sit(Wish(count=2, seed=1))
    assert (resumed.uuid, resumed.resumed) == (sitting.uuid, 1)
    assert len(resumed.session.plan) == 2


def test_to_bury_and_then_to_suspend_is_to_suspend(trainer):
    sitting = trainer.sit(STUDY)
    key = sitting.answer(("A",)).question.ask.key
    assert sitting.put_away(EventKind.BURY)
    assert sitting.away(key) is EventKind.BURY
    assert sitting.put_away(EventKind.SUSPEND)
    assert sitting.away(key) is EventKind.SUSPEND
    assert (trainer.log().suspended, dict(trainer.log().buried)) == ({key}, {})
    assert not sitting.put_away(EventKind.SUSPEND)
    assert sitting.away(key) is None
    assert trainer.log().suspended == frozenset()


def test_to_take_back_the_last_answer_takes_back_what_followed_from_it(trainer):
    sitting = trainer.sit(STUDY)
    sitting.answer(("A",))
    answered = sitting.answer(("x",))
    sitting.put_away(EventKind.SUSPEND)
    sitting.end()
    assert trainer.log().ended
    assert sitting.undo() == answered
    assert sitting.question.card == make.LEADER
    log = trainer.log()
    assert (len(log.reviews), log.ended, log.suspended) == (1, frozenset(), frozenset())
    sitting.end()
    sitting.end()
    assert len(trainer.log().ended) == 1


def test_the_minutes_of_a_sitting_count_what_was_answered_before_it_was_killed():
    clock = make.Clock()
    trainer = make.trainer(make.library(make.AIM, make.LEADER), clock=clock)
    wish = replace(STUDY, minutes=1)
    sitting = trainer.sit(wish)
    clock.move(seconds=40)
    sitting.answer(("A",))
    clock.move(seconds=500)  # killed
    resumed = trainer.sit(wish)
    assert (resumed.resumed, resumed.uuid) == (1, sitting.uuid)
    clock.move(seconds=19)
    assert resumed.question is not None
    clock.move(seconds=1)
    assert resumed.question is None


def test_what_resumes_tells_what_is_settled(trainer):
    sitting = trainer.sit(STUDY)
    for _ in range(4):
        sitting.answer(("B",))
    assert trainer.sit(STUDY).resumed == 0
    while sitting.question.card != make.AIM:
        sitting.answer(("B",))
    sitting.answer(("A",))
    assert trainer.sit(STUDY).resumed == 1


def test_whether_the_minutes_were_over_before_the_questions_is_known():
    clock = make.Clock()
    trainer = make.trainer(make.library(make.AIM, make.LEADER), clock=clock)
    assert trainer.sit(Wish(seed=2)).left is None
    sitting = trainer.sit(Wish(minutes=1, seed=1))
    clock.move(seconds=45)
    assert (sitting.left, sitting.out_of_time) == (15, False)
    sitting.answer(())
    clock.move(seconds=20)
    assert (sitting.left, sitting.out_of_time) == (0, True)
    sitting.answer(())
    assert not sitting.out_of_time


def test_a_renewed_sitting_goes_on_with_the_cards_and_the_grading_of_now(trainer):
    sitting = trainer.sit(STUDY)
    now = replace(make.AIM, answer="B", distractors=make.distractors("A", "C"))
    right = Outcome(Verdict.CORRECT, 1, 1)
    sitting.renew([make.library(now, make.LEADER)], lambda *_: right)
    assert sitting.question.card == now
    assert sitting.answer(("C",)).outcome == right


@pytest.mark.parametrize("wish", [
    Wish(),
    STUDY,
    Wish(Mode.TEST, ("war/a", "war/b"), 3, None, "core", Form.MATCH, 7.5, "end", 4, ("war/a/b",)),
])  # fmt: skip
def test_a_wish_is_read_from_what_the_history_holds(wish):
    assert Wish.of(json.loads(json.dumps(wish.data()))) == wish


def test_a_wish_of_another_version_is_none():
    assert Wish.of({**Wish().data(), "colour": "red"}) is None
    assert Wish.of({**Wish().data(), "mode": "race"}) is None
    assert Wish.of({**Wish().data(), "form": "sung"}) is None
    assert Wish.of({"cards": []}) is None
