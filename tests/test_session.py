from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.model import Ask, Form, Mode, Outcome, Verdict
from quiz.session import Answered, Session, asks, form_of, forms, plan_study, plan_test

RIGHT = Outcome(Verdict.CORRECT, 1, 1)
WRONG = Outcome(Verdict.WRONG, 0, 1)


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (make.YALU, (Form.CHOICE, Form.TYPED)),
        (make.LEADER, (Form.TYPED,)),
        (make.AIM, (Form.CHOICE,)),
        (make.COSTS, (Form.SELECT,)),
        (make.CLAIM, (Form.TRUE_FALSE,)),
        (make.GAPS, (Form.CLOZE,)),
        (make.ORDER, (Form.ORDER,)),
        (make.MATCH, (Form.MATCH,)),
        (make.WHY, (Form.REVEAL,)),
    ],
)
def test_the_form_follows_from_the_type_and_the_distractors(card, expected):
    assert forms(card) == expected


def test_a_form_stays_where_the_card_still_has_it():
    assert form_of(make.YALU, Form.TYPED) is Form.TYPED
    assert form_of(make.YALU, Form.CHOICE) is Form.CHOICE
    assert form_of(make.YALU, Form.ORDER) is Form.CHOICE


def test_each_gap_is_asked_on_its_own_and_a_retired_card_never():
    found = asks([make.GAPS, replace(make.AIM, retired=True), make.WHY])
    assert [a.key for a in found] == ["lib/deck/gaps#c1", "lib/deck/gaps#c2", "lib/deck/why"]


@given(st.integers())
def test_a_test_holds_each_card_once_and_the_same_for_the_same_seed(seed):
    plan = plan_test(make.TEN, count=99, seed=seed)
    assert sorted(q.card.identity for q in plan) == sorted(c.identity for c in make.TEN)
    assert plan == plan_test(make.TEN, count=99, seed=seed)


@given(st.integers(), st.integers(1, 12))
def test_a_test_asks_no_more_than_it_should(seed, count):
    assert len(plan_test(make.TEN, count=count, seed=seed)) == min(count, len(make.TEN))


def test_a_form_narrows_the_test_to_cards_that_can_be_asked_so():
    typed = plan_test(make.TEN, count=99, seed=1, form=Form.TYPED)
    assert {q.card.identity.card for q in typed} == {"yalu", "leader", "men"}
    assert all(q.form is Form.TYPED and not q.shown for q in typed)


@given(st.integers())
def test_what_is_shown_is_the_key_and_the_distractors_in_an_order_of_the_seed(seed):
    choice = make.ask(make.AIM, seed=seed)
    assert sorted(choice.shown) == ["A", "B", "C"]
    assert sorted(make.ask(make.COSTS, seed=seed).shown) == ["w", "x", "y", "z"]
    assert sorted(make.ask(make.MATCH, seed=seed).shown) == ["1", "2", "3"]


@given(st.integers())
def test_items_to_order_are_never_shown_in_the_right_order(seed):
    shown = make.ask(make.ORDER, seed=seed).shown
    assert sorted(shown) == ["first", "second", "third"]
    assert shown != ("first", "second", "third")


def test_every_order_comes_up_but_the_key_of_what_is_to_be_ordered():
    assert len({make.ask(make.AIM, seed=seed).shown for seed in range(99)}) == 6
    assert len({make.ask(make.ORDER, seed=seed).shown for seed in range(99)}) == 5
    two = replace(make.ORDER, items=make.ORDER.items[:2])
    assert {make.ask(two, seed=seed).shown for seed in range(9)} == {("second", "first")}


def test_a_test_begins_with_any_card_in_its_first_form():
    plans = [plan_test(make.TEN, count=1, seed=seed) for seed in range(99)]
    assert {plan[0].card for plan in plans} == set(make.TEN)
    assert {plan[0].form for plan in plans if plan[0].card == make.YALU} == {Form.CHOICE}
    gaps = {plan[0].ask.gap for plan in plans if plan[0].card == make.GAPS}
    assert gaps == {1, 2}


def test_the_order_shown_does_not_hang_on_the_hash_seed():
    code = (
        "import sys; sys.path.insert(0, 'tests'); import make;"
        "print(make.ask(make.COSTS, seed=7).shown, make.ask(make.ORDER, seed=7).shown)"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(shown) == 1


def session(*outcomes: Outcome) -> Session:
    plan = plan_test(make.TEN, count=4, seed=3)
    answers = [
        Answered(q, ("x",), outcome, 1.0, str(n))
        for n, (q, outcome) in enumerate(zip(plan, outcomes, strict=False))
    ]
    return Session(Mode.TEST, plan, tuple(answers))


def test_a_session_moves_on_with_each_answer_and_ends():
    begun = session()
    assert begun.current == begun.plan[0]
    assert begun.last is None
    half = session(RIGHT, WRONG)
    assert half.current == half.plan[2]
    assert (half.score, len(half.missed)) == (1, 1)
    assert session(RIGHT, RIGHT, RIGHT, RIGHT).current is None


def test_undo_takes_one_answer_back_and_asks_it_again():
    two = session(RIGHT, WRONG)
    assert two.undone() == session(RIGHT)
    assert two.undone().current == two.plan[1]


def test_amending_counts_as_right_or_marks_a_guess():
    amended = session(RIGHT, WRONG).amended(right=True)
    assert amended.score == 2
    assert amended.last.overridden
    guessed = session(RIGHT).amended(guess=True)
    assert guessed.last.guess
    assert guessed.score == 1


def test_study_asks_what_is_due_first_and_types_what_holds():
    due = [(Ask(make.LEADER), False), (Ask(make.YALU), True)]
    plan = plan_study(due, asks([make.AIM]), 1)
    assert [(q.card, q.form) for q in plan] == [
        (make.LEADER, Form.TYPED),
        (make.YALU, Form.TYPED),
        (make.AIM, Form.CHOICE),
    ]
    assert plan_study([(Ask(make.YALU), False)], [], 1)[0].form is Form.CHOICE


def test_study_keeps_cards_apart_that_share_a_deck_or_facts():
    one, two = (make.card(n, deck="a", answer="x", sources=("s:1a",)) for n in ("one", "two"))
    other = make.card("three", deck="b", answer="x", sources=("s:2a",))
    plan = plan_study([(Ask(c), False) for c in (one, two, other)], [], 1)
    assert [q.card for q in plan] == [one, other, two]
    sharing = make.card("four", deck="b", answer="x", sources=("s:1a",))
    plan = plan_study([(Ask(c), False) for c in (one, sharing, other)], [], 1)
    assert [q.card for q in plan] == [one, other, sharing]


def test_a_shared_deck_is_better_than_a_shared_fact():
    one = make.card("one", deck="a", answer="x", sources=("s:1a",))
    same_fact = make.card("two", deck="b", answer="x", about=("s:1a",))
    same_deck = make.card("three", deck="a", answer="x", sources=("s:2a",))
    plan = plan_study([(Ask(c), False) for c in (one, same_fact, same_deck)], [], 1)
    assert [q.card for q in plan] == [one, same_deck, same_fact]


def test_each_card_is_kept_apart_from_the_one_before_it():
    cards = [make.card(f"c{n}", deck=deck, answer="x") for n, deck in enumerate("aabb")]
    plan = plan_study([(Ask(c), False) for c in cards], [], 1)
    assert [q.card.identity.card for q in plan] == ["c0", "c2", "c1", "c3"]


def test_what_is_most_at_risk_waits_for_few_others_only():
    cards = [make.card(f"c{n}", deck="a" if n < 7 else "b", answer="x") for n in range(8)]
    plan = plan_study([(Ask(c), False) for c in cards], [], 1)
    assert [q.card.identity.card for q in plan][:3] == ["c0", "c1", "c7"]


def test_the_gaps_of_a_card_are_kept_apart_more_than_cards_of_a_deck():
    one, two = asks([make.GAPS])
    beside = Ask(make.LEADER)
    plan = plan_study([(one, False), (two, False), (beside, False)], [], 1)
    assert [q.ask for q in plan] == [one, beside, two]


def test_what_study_missed_returns_some_questions_later_until_it_is_recalled():
    cards = [make.card(f"c{n}", answer="x") for n in range(7)]
    session = Session(Mode.STUDY, plan_study([], asks(cards), 1))
    asked = []
    for n in range(9):
        question = session.current
        asked.append(question.card.identity.card)
        outcome = WRONG if n in (0, 1) else RIGHT
        session = session.answered(Answered(question, ("x",), outcome, 1.0, str(n)))
    assert asked == ["c0", "c1", "c2", "c3", "c4", "c0", "c1", "c5", "c6"]
    assert session.current is None
    assert (session.settled, session.score, len(session.missed)) == (7, 5, 2)


def test_a_guess_or_a_hint_is_no_recall_though_it_scores():
    answer = Answered(make.ask(make.AIM), ("A",), RIGHT, 1.0, "u")
    assert answer.recalled
    for doubtful in (answer._replace(guess=True), answer._replace(hint=True)):
        assert (doubtful.recalled, doubtful.score) == (False, 1)
    assert not answer._replace(outcome=WRONG).recalled


def test_a_test_asks_each_question_once_whatever_was_answered():
    plan = plan_test(make.TEN, count=8, seed=3)
    session = Session(Mode.TEST, plan)
    asked = []
    while question := session.current:
        asked.append(question)
        session = session.answered(Answered(question, ("x",), WRONG, 1.0, str(len(asked))))
    assert tuple(asked) == plan
    assert (session.settled, session.score, len(session.missed)) == (8, 0, 8)


def test_what_is_put_away_is_asked_no_more_until_it_is_taken_up():
    cards = [make.card(f"c{n}", answer="x") for n in range(3)]
    session = Session(Mode.STUDY, plan_study([], asks(cards), 1))
    session = session.answered(Answered(session.current, ("x",), WRONG, 1.0, "u"))
    key = session.last.question.ask.key
    away = session.put_away(key, True).put_away("lib/deck/c1", True)
    assert away.current.card == cards[2]
    done = away.answered(Answered(away.current, ("x",), RIGHT, 1.0, "v"))
    assert (done.current, done.settled) == (None, 3)
    assert done.put_away(key, False).current.card == cards[0]
    assert done.put_away(key, False).settled == 2


def test_amending_one_answer_leaves_the_rest_and_its_other_marks():
    guessed = session(RIGHT, WRONG).amended(guess=True)
    right = guessed.amended(right=True)
    assert (right.last.guess, right.last.overridden, right.last.outcome) == (True, True, RIGHT)
    assert right.answers[0] == session(RIGHT).answers[0]
    assert not guessed.last.overridden


def test_what_was_missed_late_waits_too_and_returns_as_a_choice():
    cards = [replace(make.YALU, identity=make.card(f"c{n}").identity) for n in range(9)]
    session = Session(Mode.STUDY, plan_study([(Ask(c), True) for c in cards], [], 1))
    asked = []
    while question := session.current:
        asked.append((question.card.identity.card, question.form))
        outcome = WRONG if len(asked) == 3 else RIGHT
        session = session.answered(Answered(question, ("x",), outcome, 1.0, str(len(asked))))
    names = [name for name, _ in asked]
    assert names.index("c2", 3) == 7
    assert {form for n, (_, form) in enumerate(asked) if n != 7} == {Form.TYPED}
    assert asked[7][1] is Form.CHOICE
