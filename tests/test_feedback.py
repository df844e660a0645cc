from __future__ import annotations

from dataclasses import replace

import make
import pytest

from quiz import feedback
from quiz.feedback import Citation, alias
from quiz.model import Form, Outcome, Standing, Verdict
from quiz.references import References, find_cards
from quiz.session import Answered
from quiz.sitting import Wish


def told(card, *response, form=None):
    """The feedback on a response to a card."""
    library = make.library(card)
    trainer = make.trainer(library)
    sitting = trainer.sit(Wish(seed=1, form=form))
    return feedback.feedback(sitting.answer(response), References(library))


def test_a_wrong_option_is_told_why_and_whose_claim_it_is():
    got = told(make.YALU, "1 October 1950")
    assert got.word == "Not quite"
    assert got.said == "1 October 1950"
    assert got.answer == "19 October 1950"
    assert got.why == ("why not 1 October 1950", "So says The Diplomat, par. 4.")


def test_a_typed_claim_is_told_whose_it_is_however_it_is_written():
    got = told(make.YALU, "Oct 1, 1950", form=Form.TYPED)
    assert "So says The Diplomat, par. 4." in got.why


def test_a_right_answer_is_told_the_conflict_all_the_same():
    got = told(make.YALU, "19 October 1950")
    assert got.word == "Right"
    assert got.why == ()
    (table,) = got.conflicts
    assert [(c.says, c.who, c.standing) for c in table.claims] == [
        ("1 October 1950", "The Diplomat, par. 4", Standing.MISTAKEN),
        ("19 October 1950", "Alpha, par. 31", Standing.SOUND),
        ("in the autumn", "historians", Standing.SOUND),
    ]
    assert got.sources == (Citation("Alpha", "Yalu", "31"),)
    assert str(got.sources[0]) == 'Alpha, "Yalu", par. 31'


def test_not_knowing_is_named_so():
    assert told(make.AIM).word == "Not known"
    assert told(make.AIM).said == ""


@pytest.mark.parametrize(
    ("card", "response", "said", "answer"),
    [
        (make.COSTS, ("x", "z"), "x\nz", "x\ny"),
        (make.CLAIM, ("true",), "True", "False"),
        (
            make.ORDER,
            ("third", "first", "second"),
            "1. third\n2. first\n3. second",
            "1. first (1949)\n2. second\n3. third",
        ),
        (make.MATCH, ("2", "1", "3"), "a - 2\nb - 1\nc - 3", "a - 1\nb - 2\nc - 3"),
        (make.MEN, ("7",), "7", "250,000 men"),
        (make.WHY, ("p",), "p", "Because."),
    ],
)
def test_each_form_is_put_in_words(card, response, said, answer):
    got = told(card, *response)
    assert (got.said, got.answer) == (said, answer)


def test_the_answer_of_a_gap_is_that_gap_s():
    assert feedback.key(make.GAPS, 2) == "Stalin"


def test_a_view_is_introduced_by_its_source():
    card = replace(make.AIM, according_to="diplomat", prompt="what was it?")
    assert feedback.prompt(card, References(make.library())) == (
        "According to The Diplomat, what was it?"
    )


def test_references_go_both_ways():
    library = make.library()
    references = References(library)
    assert references.citing("alpha:31b") == (make.YALU,)
    assert references.conflicts_of(make.YALU) == (make.CROSSING,)
    assert references.conflicts_of(make.AIM) == ()
    assert references.facts_behind(library.decks[0]) == (make.FACTS[0],)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("lib/deck/aim", 1),
        ("deck/aim", 1),
        ("deck/gaps#c2", 1),
        ("old/name", 1),
        ("lib/old/name", 1),
        ("aim", 0),
        ("other/aim", 0),
    ],
)
def test_cards_are_found_by_identity_short_or_former(name, found):
    renamed = make.card("renamed", answer="x", was=("old/name",))
    assert len(find_cards([make.library(make.AIM, make.GAPS, renamed)], name)) == found


# -- aliases ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict", "form", "offered"),
    [
        ("the marshal", Verdict.WRONG, Form.TYPED, "the marshal"),
        ("the marshal", Verdict.CLOSE, Form.TYPED, ""),  # a slip of the keys is no other answer
        ("the marshal", Verdict.WRONG, Form.CHOICE, ""),
        ("lin biao", Verdict.WRONG, Form.TYPED, ""),
        ("Peng  Zhen", Verdict.WRONG, Form.TYPED, ""),
        ("", Verdict.WRONG, Form.TYPED, ""),
    ],
)
def test_a_typed_answer_might_count_from_now_on(text, verdict, form, offered):
    card = replace(make.LEADER, reject=("Peng Zhen",), distractors=make.distractors("Lin Biao"))
    response = (text,) if text else ()
    answered = Answered(make.ask(card, form), response, Outcome(verdict, 0, 1), 1.0, "u")
    assert alias(answered) == offered


@pytest.mark.parametrize(
    ("card", "text", "offered"),
    [
        (make.YALU, "Seul city", ""),
        (make.YALU, "21 October 1950", "21 October 1950"),
        (make.MEN, "very many", ""),
        (make.MEN, "90,000 men", "90,000 men"),
    ],
)
def test_where_a_date_or_number_is_asked_no_other_text_can_count(card, text, offered):
    outcome = Outcome(Verdict.WRONG, 0, 1)
    answered = Answered(make.ask(card, Form.TYPED), (text,), outcome, 1.0, "u")
    assert alias(answered) == offered
