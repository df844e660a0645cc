"""Grading: what is said after a number, in whose place its unit might stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_grading import CLOSE, CORRECT, STUDY, TEST, WRONG, card, typed

YEARS = card(
    "35", "number", "For how many years did Japan rule Korea?", unit="years", range="34 to 36"
)
MEN = card("250,000", "number", "How many Chinese soldiers came?", unit="soldiers")
STATES = card("16", "number", "How many nations sent fighting troops?", unit="nations")
SHARE = card("90", "number", "How many in a hundred of the troops were American?")
DEAD = card("3 million", "number", "How many people died?", unit="people")
MONTHS = card("12", "number", "How old was it, in months?", unit="months", accept=("1 year",))


def verdicts(asked, text):
    return {typed(asked, text, context).verdict for context in (STUDY, TEST)}


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (YEARS, "35 years"),
        (YEARS, "35 long years"),
        (YEARS, "35 years old"),
        (YEARS, "for 35 years in all"),
        (YEARS, "35 years of hard colonial rule"),
        (YEARS, "about 35"),
        (YEARS, "35 or so"),
        (YEARS, "35, roughly"),
        (YEARS, "35 of the years between"),
        (YEARS, "35ish"),
        (MEN, "250,000 men"),
        (MEN, "250,000 Chinese"),
        (MEN, "250,000 brave infantry soldiers"),
        (MEN, "250,000 Chinese troops with guns"),
        (STATES, "16 countries"),
        (STATES, "16 UN member states"),
        (STATES, "16 with the US"),
        (SHARE, "90 Americans"),
        (SHARE, "90 men"),
        (card("45", "number", unit="per cent"), "45 p.c."),
        (DEAD, "3 million dead"),
        (DEAD, "3 million lives"),
        (DEAD, "3 million soldiers and civilians"),
        (MONTHS, "12 months old"),
        (YEARS, "35 y.o."),
        (card("38", "number", unit="degrees"), "38 north"),
        (card("38", "number", unit="degrees"), "38 N"),
        (card("38", "number", unit="degrees"), "38 deg"),
        (card("1,200", "number", unit="metres"), "1200 mtrs"),
        (MONTHS, "12 mths"),
        (MONTHS, "a year old"),
        (card("45", "number"), "45 guns"),  # where no unit is asked for, any will do
        (card("44", "number", "In what year BC was it?"), "44 BC"),
        (card("45", "number", unit="degrees Celsius"), "45 C"),
    ],
)
def test_the_unit_or_what_stands_for_it_changes_nothing(asked, text):
    assert verdicts(asked, text) == {CORRECT}


@pytest.mark.parametrize("text", ["35, Japan", "35 (Japan)", "35 Japan", "35, Japanese rule"])
def test_what_the_prompt_names_is_no_further_answer(text):
    assert verdicts(YEARS, text) == verdicts(YEARS, f"I think {text}") == {CORRECT}
    other = text.replace("Japan", "Chin")
    assert verdicts(YEARS, other) == verdicts(YEARS, f"I think {other}") == {WRONG}


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (YEARS, "35 guns"),
        (YEARS, "35 guns a year"),
        (YEARS, "35 or Mao"),
        (YEARS, "35 men"),
        (YEARS, "35 days"),
        (YEARS, "35 long days"),
        (YEARS, "35 BC"),
        (YEARS, "35 years BC"),
        (YEARS, "35 AD"),
        (YEARS, "35 A.D."),
        (YEARS, "35 a.d."),
        (MEN, "250,000 BC"),
        (MEN, "250,000 CE"),
        (MEN, "250,000 years"),
        (SHARE, "90 degrees"),
        (card("1950", "number"), "1950 BCE"),
        (card("45", "number", unit="per cent"), "45 guns"),
        (MONTHS, "a month old"),
        (MONTHS, "a year long"),
        (MONTHS, "1 gun"),
    ],
)
def test_another_unit_or_an_era_is_wrong(asked, text):
    assert verdicts(asked, text) == {WRONG}


@pytest.mark.parametrize(
    ("asked", "text", "unit"),
    [
        (MEN, "250,000 guns", "soldiers"),
        (MEN, "250,000 regulars", "soldiers"),
        (STATES, "16 troops", "nations"),  # which the prompt names, but not to be counted
        (SHARE, "90 guns", "percent"),
        (YEARS, "35 yeras", "years"),
        (YEARS, "35 y", "years"),
        (card("45", "number", unit="miles per hour"), "45 mph", "miles per hour"),
        (card("5 km", "number"), "5 klicks", "kilometre"),
    ],
)
def test_what_may_stand_for_the_unit_is_asked_about(asked, text, unit):
    for context in (STUDY, TEST):
        outcome = typed(asked, text, context)
        assert (outcome.verdict, outcome.note) == (CLOSE, f'Did you mean "{unit}"?')
        assert (outcome.right, outcome.of) == (0, 1)


def test_a_wrong_number_is_wrong_whatever_it_is_of():
    for text in ("14 years", "14 guns", "14 yeras", "14 BC", "14 or so"):
        assert verdicts(YEARS, text) == {WRONG}
    assert typed(YEARS, "35 guns").note == typed(YEARS, "35 BC").note == "This asks for years."


WORDS = "years guns men BC AD or so of Japan , ( ) soldiers yeras % C m s old nations troops 7 -"


@given(
    st.sampled_from([YEARS, MEN, STATES, SHARE, DEAD, MONTHS]),
    st.lists(st.sampled_from(WORDS.split()), max_size=5).map(" ".join),
)
def test_no_word_after_a_wrong_number_makes_it_right(asked, words):
    assert verdicts(asked, f"77 {words}") == {WRONG}
    assert typed(asked, f"{asked.answer} {words}", TEST).of == 1
