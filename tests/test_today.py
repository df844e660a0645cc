"""A study day: what is to do, what was corrected, what is put away, what a sitting gained."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import make
import pytest

from quiz import today
from quiz.events import Log
from quiz.model import Ask, Event, EventKind, Form, Mode, Outcome, Verdict
from quiz.schedule import LEECH, Target, fold
from quiz.session import Answered, Question, Session, asks, forms, plan_study
from quiz.settings import Settings
from quiz.sitting import Wish, digest

STUDY = Wish(mode=Mode.STUDY)
RIGHT = {make.AIM: ("A",), make.LEADER: ("Peng Dehuai",), make.MEN: ("250,000",)}


def over(*cards, clock=None, path=":memory:"):
    return make.trainer(make.library(*cards), clock=clock, path=path)


def answered(trainer, *right: bool):
    sitting = trainer.sit(STUDY)
    for good in right:
        sitting.answer(RIGHT[sitting.question.card] if good else ())
    return sitting


# -- due and new --------------------------------------------------------------------------------

STUDIED = {"s": Event("s", "d", 0, 0, str(make.START), EventKind.SESSION, {"mode": Mode.STUDY})}
LIBRARY = make.library()
AIM, LEADER, MEN, WHY = (str(c.identity) for c in (make.AIM, make.LEADER, make.MEN, make.WHY))


def standing(*reviews, on=0, **known):
    """The n-th study day after these reviews of study."""
    log = Log(reviews, STUDIED, frozenset(), **known)
    memories = fold(log.studied(), Target())
    return today.Day(make.START + timedelta(days=on), log, memories)


def queued(day, wish=STUDY, per_day=10, of=LIBRARY):
    due, new = day.queue([of], wish, per_day)
    return [ask.key for ask, _ in due], [ask.key for ask in new]


def test_a_card_is_due_on_the_day_that_the_schedule_says_and_after():
    first = make.review(card=AIM)
    due = (standing(first).memories[AIM].due - make.START).days
    assert [queued(standing(first, on=n))[0] for n in (0, due - 1)] == [[], []]
    assert [queued(standing(first, on=n))[0] for n in (due, due + 99)] == [[AIM], [AIM]]


def test_what_is_most_at_risk_comes_first_and_each_says_whether_it_holds():
    reviews = [make.review(card=AIM), make.review(5, card=AIM), make.review(30, card=AIM)]
    reviews += [make.review(30, False, MEN), make.review(30, card=LEADER)]
    day = standing(*reviews, on=400)
    due, _ = day.queue([LIBRARY], STUDY, 10)
    assert [(ask.key, holds) for ask, holds in due] == [(MEN, False), (LEADER, False), (AIM, True)]


def test_what_was_corrected_since_is_due_at_once():
    day = standing(make.review(0, card=AIM), make.review(0, card=MEN))
    assert queued(day._replace(corrected=frozenset({AIM, LEADER})))[0] == [AIM]
    assert queued(day)[0] == []


def test_new_cards_come_in_teaching_order_after_those_put_first():
    _, new = queued(standing(first=(WHY, MEN)))
    assert new[:4] == [WHY, MEN, str(make.YALU.identity), LEADER]
    assert str(make.CLAIM.identity) not in new
    assert sum("#c" in key for key in new) == 2


def test_the_limit_of_new_cards_is_the_days():
    day = standing(make.review(card=AIM), make.review(card=AIM, uuid="2"), make.review(card=MEN))
    assert [len(queued(day, per_day=n)[1]) for n in (1, 2, 5)] == [0, 0, 3]
    tomorrow = day._replace(date=make.START + timedelta(days=1))
    assert len(queued(tomorrow, per_day=5)[1]) == 5
    assert len(queued(day, Wish(mode=Mode.STUDY, new=4), per_day=2)[1]) == 4


def test_only_what_was_wished_for_is_asked():
    day = standing(make.review(card=AIM), make.review(card=MEN), on=300)
    assert queued(day, Wish(mode=Mode.STUDY, cards=(MEN, WHY))) == ([MEN], [WHY])
    assert queued(day, Wish(mode=Mode.STUDY, tag="core")) == ([], [str(make.YALU.identity)])
    assert queued(day, Wish(mode=Mode.STUDY, decks=("lib/other",))) == ([], [])


def test_what_is_suspended_or_buried_today_is_not_asked():
    reviews = make.review(card=AIM), make.review(card=MEN)
    on = str(make.START + timedelta(days=300))
    away = {"suspended": frozenset({AIM, LEADER}), "buried": {MEN: on, WHY: on}}
    day = standing(*reviews, on=300, **away)
    due, new = queued(day)
    assert due == []
    assert not {LEADER, WHY} & set(new)
    due, new = queued(day._replace(date=day.date + timedelta(days=1)))
    assert due == [MEN]
    assert WHY in new


def test_only_what_study_asks_later_can_be_put_first():
    day = standing(make.review(card=AIM), suspended=frozenset({LEADER}), buried={WHY: "2026-11-22"})
    keys = [WHY, AIM, LEADER, str(make.CLAIM.identity), "lib/deck/gone", MEN]
    assert day.new_among(keys, [LIBRARY]) == [WHY, MEN]


def test_a_deck_counts_what_study_can_ask_of_it():
    other = make.card("far", deck="other", answer="x")
    gone = make.card("gone", answer="x", retired=True)
    of = make.library(*make.TEN, gone, other)
    reviews = [make.review(n, card=MEN) for n in (0, 5, 30)] + [make.review(30, card=AIM)]
    day = standing(*reviews, make.review(30, card=LEADER), on=60, suspended=frozenset({LEADER}))
    away = {"suspended": frozenset({WHY}), "buried": {MEN: str(day.date), AIM: str(day.date)}}
    put_away = day._replace(log=day.log._replace(**away)).rows([of])[0]
    assert (put_away.cards, put_away.known, put_away.due, put_away.new) == (10, 1, 1, 6)
    deck, elsewhere = day.rows([of])
    assert (deck.name, deck.cards, deck.known, deck.due, deck.new) == ("lib/deck", 10, 1, 1, 7)
    assert (elsewhere.name, elsewhere.cards, elsewhere.new) == ("lib/other", 1, 1)
    assert [ask.key for ask in day.due(asks(of.cards()))] == [LEADER, AIM]
    assert [ask.key for ask in day.due(day.asks(of.cards()))] == [AIM]


# -- how much -----------------------------------------------------------------------------------


def test_today_counts_what_is_due_and_new():
    clock = make.Clock()
    trainer = over(make.AIM, make.LEADER, clock=clock)
    assert trainer.today() == today.Today(due=0, new=2, left=0, seconds=15.0)
    answered(trainer, True, True).end()
    assert not trainer.today()
    clock.move(days=30)
    assert (trainer.today().due, trainer.today().new) == (2, 0)


def test_an_exam_counts_until_the_day_before_it():
    clock = make.Clock()
    trainer = over(make.AIM, make.LEADER, clock=clock)
    for days in (0, 9, 30):
        clock.move(days=days)
        sitting = trainer.sit(STUDY)
        while sitting.question:
            sitting.answer(RIGHT[sitting.question.card])
        sitting.end()
    trainer.settings = Settings(exam_date=trainer.day + timedelta(days=12))
    found = []
    for days in (0, 11, 1, 4):
        clock.move(days=days)
        found.append((trainer.today().due, trainer.figures().due[0]))
    assert found == [(0, 0), (2, 2), (0, 0), (0, 0)]


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
    before = replace(make.AIM, corrected="2026-11-20")
    sitting = over(before, clock=clock, path=path).sit(STUDY)
    sitting.answer(("A",))
    sitting.end()
    assert over(before, clock=clock, path=path).corrected() == ()
    assert over(make.AIM, clock=clock, path=path).corrected() == ()
    # before the answer, which knew nothing of it; on its day; after it; on a day still ahead
    for date in ("2026-11-21", "2026-11-22", "2026-11-23", "2027-01-01"):
        now = replace(make.AIM, corrected=date)
        trainer = over(now, clock=clock, path=path)
        assert [ask.card for ask in trainer.corrected()] == [now]
        assert (trainer.today().due, trainer.figures().due[0], trainer.rows()[0].due) == (1, 1, 1)
    sitting = trainer.sit(STUDY)
    assert sitting.corrected == {str(make.AIM.identity)}
    sitting.answer(("A",))
    sitting.end()
    assert trainer.corrected() == ()
    assert not trainer.today()
    assert trainer.figures().due[0] == trainer.rows()[0].due == 0


@pytest.mark.parametrize("answer", ["A", "C"])
def test_of_two_corrections_on_one_day_what_was_asked_tells_the_second(answer):
    asked = replace(make.AIM, corrected="2026-11-22")
    review = make.review(card=AIM, digest=digest(asked))._replace(corrected="2026-11-22")
    library = make.library(replace(asked, answer=answer))
    assert bool(today.corrected([library], Log((review,)))) == (answer == "C")


@pytest.mark.parametrize(
    ("date", "answer", "told"),
    [
        ("2026-11-21", "C", False),
        ("2026-11-22", "A", False),  # that day, and as it was asked
        ("2026-11-22", "C", True),
        ("2026-11-23", "A", True),  # its explanation, say
    ],
)
def test_of_an_older_answer_its_day_tells_which_correction_it_knew(date, answer, told):
    library = make.library(replace(make.AIM, corrected=date, answer=answer))
    log = Log((make.review(card=AIM, digest=digest(make.AIM)),))
    assert bool(today.corrected([library], log)) == told


def test_a_test_that_asks_it_again_tells_the_correction_too(tmp_path):
    path = tmp_path / "history.db"
    answered(over(make.AIM, path=path), True).end()
    trainer = over(replace(make.AIM, corrected="2026-11-20"), path=path)
    assert trainer.today().due == 1
    test = trainer.sit(Wish())
    test.answer(("A",))
    test.end()
    assert trainer.corrected() == ()
    assert trainer.today().due == 0


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
