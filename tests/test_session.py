from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.model import Ask, Form, Mode, Outcome, Verdict
from quiz.session import Answered, Session, asks, forms, plan_study, plan_test

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


def test_every_place_of_the_key_comes_up():
    places = {make.ask(make.AIM, seed=seed).shown.index("A") for seed in range(50)}
    assert places == {0, 1, 2}


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
