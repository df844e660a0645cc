"""What typed answers hang on that no other test would miss."""

from __future__ import annotations

import make
import pytest

from quiz.grading import Context, grade
from quiz.grading.around import unwrapped
from quiz.grading.said import said
from quiz.model import CardType, Form, Mode, Name, Verdict

CORRECT, CLOSE, WRONG = Verdict.CORRECT, Verdict.CLOSE, Verdict.WRONG
STUDY = Context(Mode.STUDY)
NAMES = (
    Name("attlee", "Clement Attlee", "person", ("Attlee",), glossary="British prime minister."),
    Name("mexico", "Mexico", "country"),
    Name("chosin", "Chosin Reservoir", "place", ("Chosin",), glossary="Reservoir in the north."),
)
LIBRARY = make.library(make.card("other", answer="Moscow"), names=NAMES)


def verdicts(answer, text, **keys):
    card = make.card(**({"prompt": "What was it?", "answer": answer} | keys))
    contexts = [Context.of([LIBRARY], mode) for mode in Mode]
    return {grade(card, Form.TYPED, (text,), context).verdict for context in contexts}


TALKS = make.card(type=CardType.CLOZE, prompt="{{c1::Kaesong}}, then {{c1::Panmunjom}}.")


@pytest.mark.parametrize("between", [", ", ",", " and ", " AND ", " & ", " - ", "\u2013", " to "])
def test_texts_of_a_gap_are_told_apart_by_any_separator_though_one_is_misspelt(between):
    outcome = grade(TALKS, Form.CLOZE, (f"Kaesung{between}Panmunjom",), STUDY, 1)
    assert (outcome.verdict, outcome.right, outcome.of) == (CLOSE, 1, 2)


def test_a_preposition_with_a_capital_means_the_same():
    for text in ("from Mexico", "From Mexico", "FROM Mexico"):
        assert verdicts("Mexico", text, prompt="Where did they go?") == {CLOSE}
        assert verdicts("Mexico", text, prompt="From which land did they come?") == {CORRECT}


def test_what_is_told_of_a_person_stays_wrong_where_it_is_rejected():
    text = "Attlee, prime minister"
    assert verdicts("Clement Attlee", text) == {CORRECT}
    assert verdicts("Clement Attlee", text, reject=("prime minister",)) == {WRONG}


def test_a_reservoir_may_be_called_a_lake():
    assert verdicts("Chosin Reservoir", "Chosin Lake") == {CORRECT}
    assert verdicts("Chosin Reservoir", "Chosin River") != {CORRECT}


def test_an_answer_that_is_nothing_but_its_wrapping_stays():
    for text in ("I think", "the answer: ", ", of course", "I think, not sure"):
        assert unwrapped(text).strip(), text


def test_a_text_with_digits_is_found_among_others_by_its_words():
    assert said(["in the autumn", "because of 26 men"]).index("because of 26 men") == 1


def test_a_unit_of_money_may_be_its_sign():
    for text in ("5 euros", "\u20ac5", "EUR 5", "5"):
        keys = {"type": CardType.NUMBER, "unit": "euros"}
        assert verdicts("5", text, **keys) == {CORRECT}, text
    assert verdicts("5", "$5", type=CardType.NUMBER, unit="euros") == {WRONG}
