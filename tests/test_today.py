"""A study day: what is to do, what was corrected, what is put away, what a sitting gained."""

from __future__ import annotations

from dataclasses import replace

import make
import pytest

from quiz import today
from quiz.model import Ask, EventKind, Form, Mode, Outcome, Verdict
from quiz.schedule import LEECH
from quiz.session import Answered, Question, Session, forms, plan_study
from quiz.sitting import Wish

STUDY = Wish(mode=Mode.STUDY)
RIGHT = {make.AIM: ("A",), make.LEADER: ("Peng Dehuai",), make.MEN: ("250,000",)}


def over(*cards, clock=None, path=":memory:"):
    return make.trainer(make.library(*cards), clock=clock, path=path)


def answered(trainer, *right: bool):
    sitting = trainer.sit(STUDY)
    for good in right:
        sitting.answer(RIGHT[sitting.question.card] if good else ())
    return sitting


# -- how much -----------------------------------------------------------------------------------


def test_today_counts_what_is_due_and_new():
    clock = make.Clock()
    trainer = over(make.AIM, make.LEADER, clock=clock)
    assert trainer.today() == today.Today(due=0, new=2, left=0, seconds=15.0)
    answered(trainer, True, True).end()
    assert not trainer.today()
    clock.move(days=30)
    assert (trainer.today().due, trainer.today().new) == (2, 0)


def test_today_tells_what_was_broken_off():
    trainer = over(make.AIM, make.LEADER, make.MEN)
    answered(trainer, True)
    found = trainer.today()
    assert (found.left, bool(found)) == (2, True)


@pytest.mark.parametrize(
    ("due", "left", "seconds", "minutes"), [(22, 0, 15, 6), (1, 0, 1, 1), (40, 4, 30, 2)]
)
def test_minutes(due, left, seconds, minutes):
    assert today.Today(due, 0, left, seconds).minutes == minutes


def test_the_pace_is_the_learners_own_once_there_are_answers_enough():
    clock = make.Clock()
    trainer = over(make.AIM, clock=clock)
    for n in range(10):
        assert today.pace(trainer.log().reviews) == today.SECONDS
        sitting = trainer.sit(Wish(seed=n))
        sitting.show()
        clock.move(seconds=1000 if n == 0 else 20)
        sitting.answer(("A",))
        sitting.end()
    assert today.pace(trainer.log().reviews) == pytest.approx((120 + 9 * 20) / 10)


# -- corrected ----------------------------------------------------------------------------------


def test_a_correction_is_told_until_the_card_is_answered_again(tmp_path):
    clock, path = make.Clock(), tmp_path / "history.db"
    answered(over(make.AIM, clock=clock, path=path), True).end()
    for date, answer, told in (
        ("2026-11-21", "A", False),
        ("2026-11-22", "A", False),  # that day, and as it was asked
        ("2026-11-22", "C", True),
        ("2026-11-23", "A", True),  # its explanation, say
    ):
        now = replace(make.AIM, corrected=date, answer=answer)
        trainer = over(now, clock=clock, path=path)
        assert bool(trainer.corrected()) == told, date
    assert trainer.sit(STUDY).corrected == {str(make.AIM.identity)}
    clock.move(days=1)
    sitting = trainer.sit(STUDY)
    sitting.answer(("A",))
    sitting.end()
    assert trainer.corrected() == ()


def test_a_correction_of_a_card_never_met_is_no_news():
    assert over(replace(make.AIM, corrected="2026-11-23")).corrected() == ()


def test_a_correction_of_a_renamed_card_is_told(tmp_path):
    path = tmp_path / "history.db"
    answered(over(make.AIM, path=path), True).end()
    identity = make.AIM.identity._replace(card="goal")
    now = replace(make.AIM, identity=identity, was=("deck/aim",), corrected="2026-11-23")
    assert [ask.card for ask in over(now, path=path).corrected()] == [now]


# -- putting away -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [EventKind.SUSPEND, EventKind.BURY])
def test_what_is_put_away_does_not_come_back_today(kind):
    clock = make.Clock()
    trainer = over(make.AIM, make.LEADER, clock=clock)
    sitting = answered(trainer, False)
    assert sitting.put_away(kind)
    assert sitting.away(str(make.AIM.identity)) is kind
    sitting.answer(("Peng Dehuai",))
    assert sitting.question is None
    assert sitting.session.settled == 2
    sitting.end()
    clock.move(days=1)
    there = [ask.card for ask, _ in trainer.queue(STUDY)[0]]
    assert there == ([make.AIM] if kind is EventKind.BURY else [])


def test_to_bury_what_is_suspended_is_to_bury_it():
    trainer = over(make.AIM)
    sitting = answered(trainer, False)
    sitting.put_away(EventKind.SUSPEND)
    assert sitting.put_away(EventKind.BURY)
    log = trainer.log()
    assert (len(log.suspended), len(log.buried)) == (0, 1)
    assert not sitting.put_away(EventKind.BURY)
    assert trainer.log().buried == {}
    assert sitting.question.card == make.AIM


def test_undo_takes_the_suspension_back_with_the_answer():
    trainer = over(make.AIM)
    sitting = answered(trainer, False)
    sitting.put_away(EventKind.SUSPEND)
    sitting.undo()
    assert trainer.log().suspended == frozenset()
    assert sitting.session.away == frozenset()
    assert sitting.question.card == make.AIM


def test_a_test_goes_on_as_before():
    trainer = over(make.AIM, make.LEADER)
    sitting = trainer.sit(Wish(seed=1))
    sitting.answer(())
    sitting.put_away(EventKind.SUSPEND)
    assert sitting.session.settled == 1
    assert sitting.question is not None


# -- gained -------------------------------------------------------------------------------------


def test_a_gain_is_what_was_new_and_recalled():
    clock = make.Clock()
    trainer = over(make.AIM, make.LEADER, clock=clock)
    sitting = answered(trainer, False, True)
    gain = trainer.gain(sitting)
    assert [ask.card for ask in gain.learnt] == [make.LEADER]
    sitting.answer(("A",))
    gain = trainer.gain(sitting)
    assert {ask.card for ask in gain.learnt} == {make.AIM, make.LEADER}
    assert sum(number for _, number in gain.returns) == 2
    assert gain.returns[0] == (1, 1)
    sitting.end()
    clock.move(days=60)
    again = trainer.sit(STUDY)
    again.answer(())
    assert trainer.gain(again).learnt == ()


def test_a_card_missed_again_and_again_is_named_with_what_was_gained():
    clock = make.Clock()
    trainer = over(make.AIM, clock=clock)
    leeches = []
    for _ in range(LEECH):
        for response in (("A",), ("B",)):
            sitting = trainer.sit(STUDY)
            sitting.answer(response)
            leeches.append([ask.card for ask in trainer.gain(sitting).leeches])
            sitting.end()
            clock.move(days=200)
    assert leeches == [[]] * (2 * LEECH - 1) + [[make.AIM]]


def test_only_what_is_new_to_study_is_put_first():
    trainer = over(make.AIM, make.LEADER, make.MEN, make.CLAIM)
    answered(trainer, True)
    keys = [str(card.identity) for card in (make.MEN, make.AIM, make.CLAIM)]
    assert trainer.put_first(keys) == 1
    assert [ask.card for ask in trainer.queue(STUDY)[1]] == [make.MEN, make.LEADER]


# -- renewing -----------------------------------------------------------------------------------


def session(card, form: Form = Form.CHOICE) -> Session:
    plan = plan_study([], [Ask(card)], 1)
    answer = Answered(plan[0], ("x",), Outcome(Verdict.WRONG, 0, 1), 1.0, "u")
    return Session(Mode.STUDY, plan, (answer,))


def test_an_edited_card_is_asked_as_it_is_now():
    old = session(make.AIM)
    now = replace(make.AIM, prompt="New?")
    new = old.renewed({str(now.identity): Ask(now)})
    assert new.current.card == now
    assert new.plan[0].shown == old.plan[0].shown
    for seed in range(9):  # whatever the seed, what is shown already stays in its place
        shown = Session(Mode.STUDY, plan_study([], [Ask(make.AIM)], seed))
        assert shown.renewed({str(now.identity): Ask(now)}).plan[0].shown == shown.plan[0].shown
    other = replace(now, answer="Z")
    assert "Z" in old.renewed({str(now.identity): Ask(other)}).plan[0].shown


def test_a_card_that_cannot_be_read_any_more_stays_as_it_was():
    old = session(make.AIM)
    assert old.renewed({}) == old


def test_a_card_whose_form_has_gone_is_asked_in_another():
    old = session(make.YALU)
    now = replace(make.YALU, distractors=())
    new = old.renewed({str(now.identity): Ask(now)})
    assert new.plan[0].form is Form.TYPED
    assert new.answers[0].question.form is Form.CHOICE


@pytest.mark.parametrize("card", make.TEN)
def test_a_card_of_any_type_may_become_one_of_any_other(card):
    for form in Form:
        old = Question(Ask(card), form, ("shown",))
        answered = Answered(old, ("x",), Outcome(Verdict.WRONG, 0, 1), 1.0, "u")
        session = Session(Mode.STUDY, (old,), (answered,))
        new = session.renewed({old.ask.key: Ask(card)})
        assert new.plan[0].form in forms(card)
        assert new.answers == session.answers


def test_a_sitting_resumes_although_a_card_has_another_type_now(tmp_path):
    path = tmp_path / "history.db"
    ordered = replace(make.ORDER, identity=make.AIM.identity)
    for before, after in ((ordered, make.AIM), (make.AIM, ordered), (ordered, make.LEADER)):
        now = replace(after, identity=before.identity)
        trainer = make.trainer(make.library(before), path=path)
        trainer.sit(Wish(seed=7))
        trainer.history.close()
        trainer = make.trainer(make.library(now), path=path)
        resumed = trainer.sit(Wish(seed=7))
        assert resumed.question.form is forms(now)[0]
        assert resumed.question.card == now
        resumed.end()
        trainer.history.close()
