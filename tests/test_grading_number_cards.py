"""Grading: what came of typed numbers, in their unit and within their range."""

from dataclasses import replace

import pytest
from test_grading import CLOSE, CORRECT, STUDY, TEST, WRONG, card, typed

from quiz.grading import grade, same
from quiz.model import CardType, Form


@pytest.mark.parametrize(
    ("answer", "text", "verdict"),
    [
        ("150,000", "150 000", CORRECT),
        ("150,000", "about 150k men", CORRECT),
        ("150,000", "one hundred and fifty thousand", CORRECT),
        ("150,000", "150,001", WRONG),
        ("150,000", "15,000", WRONG),
        ("1,500,000", "1.5 million", CORRECT),
        ("38", "38th", CORRECT),
        ("38", "38th parallel", CORRECT),
        ("38", "the thirty-eighth parallel", CORRECT),
        ("38", "37th parallel", WRONG),
        ("38", "38th army", WRONG),
        ("38", "38th and 39th parallel", WRONG),
        ("5", "5 or 6", WRONG),
        ("5", "less than 5", WRONG),
        ("5", "five hundred", WRONG),
        ("10%", "10 percent", CORRECT),
        ("10%", "ten", CORRECT),
        ("10%", "10 dollars", WRONG),
        ("$5 billion", "5,000 million dollars", CORRECT),
        ("-40", "minus forty", CORRECT),
        ("-40", "40", WRONG),
        ("150,000", "150,000 to 200,000", WRONG),
    ],
)
def test_numbers_are_compared_as_numbers(answer, text, verdict):
    assert typed(card(answer, "number"), text).verdict is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("35 or 36", CORRECT),
        ("34 or 35 years", CORRECT),
        ("35 (thirty-five)", CORRECT),
        ("35 (1910-1945)", CORRECT),
        ("35 years (1910 to 1945)", CORRECT),
        ("from 1910 to 1945 (35 years)", CORRECT),
        ("36 (1910\u20131945)", CORRECT),
        ("35 (1900-1935)", CORRECT),  # so many they are, whichever
        ("35 (from 1910 until 1945)", CORRECT),
        ("35, from 1910 to 1945", CORRECT),
        ("1910-1945, 35 years", CORRECT),
        ("35 years (1910-45)", CORRECT),
        ("35 years from 1910 to 1945", CORRECT),
        ("35 years 1910-1945", CORRECT),
        ("thirty-five years between 1910 and 1945", CORRECT),
        ("34 years from 1910 to 1945", WRONG),
        ("35 years from 1910 to 1950", WRONG),
        ("14 years from 1910 to 1924", WRONG),
        ("35 from 1910", WRONG),
        ("35 (34 to 36)", CORRECT),
        ("35 (or 36)", CORRECT),
        ("35, no doubt", CORRECT),
        ("34-36 (about 35)", CORRECT),
        ("34 (1910-1945)", WRONG),
        ("35 (1900-1930)", WRONG),
        ("30 (1900-1935)", WRONG),
        ("35 or 1900-1930", WRONG),
        ("35, 36", WRONG),
        ("35 (or 37)", WRONG),
        ("35, 1900-1930", WRONG),
        ("35 (36)", WRONG),
        ("36 (35)", WRONG),
        ("35 aka 36", WRONG),
        ("34-35 (36)", WRONG),
        ("35 or 37", WRONG),
        ("33 or 35", WRONG),
        ("35 or 36 or 14", WRONG),
        ("35 (14)", WRONG),
        ("35 (1910-1950)", WRONG),
        ("35 (1945-1910)", WRONG),
        ("14 (1910-1945)", WRONG),
        ("1910-1945", WRONG),
        ("1910-1945 (1910-1945)", WRONG),
        ("35/36", WRONG),
        ("35 (of 100)", WRONG),
    ],
)
def test_of_two_numbers_each_must_be_right(text, verdict):
    asked = card("35", "number", unit="years", range="34 to 36")
    assert {typed(asked, text, context).verdict for context in (STUDY, TEST)} == {verdict}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("250,000 (a quarter of a million)", CORRECT),
        ("250,000 (200,000 to 300,000)", CORRECT),
        ("250k (250 000 men)", CORRECT),
        ("250,000 or 300,000", CORRECT),
        ("250,000 (300,000)", WRONG),
        ("300,000 (250,000)", WRONG),
        ("250,000 (25,000)", WRONG),
        ("250,000 (2.5 million)", WRONG),
        ("400,000 (four hundred thousand)", WRONG),
    ],
)
def test_a_number_said_twice_is_one_number(text, verdict):
    asked = card("250,000", "number", range="200,000 to 300,000")
    assert {typed(asked, text, context).verdict for context in (STUDY, TEST)} == {verdict}


def test_a_number_said_twice_may_have_units_of_its_own():
    asked = card("12", "number", unit="months", accept=("1 year",), range="11 to 13")
    for text in ("12 months (1 year)", "a year (12 months)", "12 (one year)"):
        assert typed(asked, text).verdict is CORRECT
    for text in ("12 months (2 years)", "12 (11)", "12 months (12 years)"):
        assert typed(asked, text).verdict is WRONG
    percent = card("45", "number", unit="per cent", range="40 to 50")
    for text in ("45% (45 in 100)", "50 per cent (half)", "half (50%)"):
        assert typed(percent, text).verdict is CORRECT
    assert typed(percent, "45% (half)").verdict is WRONG


@pytest.mark.parametrize("text", ["35 not", "35 (wrong)", "35, no", "35 is wrong", "35 or never"])
def test_a_number_that_is_denied_is_none(text):
    for kind in ("number", "short-answer"):
        assert typed(card("35", kind), text).verdict is WRONG


@pytest.mark.parametrize(
    ("answer", "text", "verdict"),
    [
        ("1979", "1979", CORRECT),
        ("1979", "1979 Mao Zedong", WRONG),
        ("1979", "1979 or Mao", WRONG),
        ("1979", "over 1979", WRONG),
        ("1979", "nearly 1979", WRONG),
        ("1979", "at least 1979", WRONG),
        ("4 kilometres", "4 km", CORRECT),
        ("4 kilometres", "4 km wide", CORRECT),
        ("4 kilometres", "4 kilometres or a treaty", WRONG),
        ("4 kilometres", "4 kilomtres", CLOSE),
        ("45", "45 prisoners", WRONG),
        ("1950s", "1950ies", CORRECT),
        ("1950s", "50ies", CORRECT),
        ("1950s", "1950s Mao", WRONG),
        ("1950s", "1960ies", WRONG),
    ],
)
def test_beside_a_number_that_is_a_text_stand_only_words_of_the_prompt(answer, text, verdict):
    prompt = "How wide, or when, was it?"
    for asked in (card(answer, prompt=prompt), card("", "cloze", f"wide {{{{c1::{answer}}}}}")):
        form = Form.CLOZE if asked.type is CardType.CLOZE else Form.TYPED
        assert grade(asked, form, (text,), STUDY, 1).verdict is verdict


@pytest.mark.parametrize(
    "text",
    ["at least 90", "at most 90", "up to 90", "upwards of 90", "exactly 90", "only 90",
     "a total of 90", "just about 90", "slightly over 90", "a little more than 90", "for 90",
     "90 per hundred"],
)  # fmt: skip
def test_what_stands_before_a_number_may_say_how_nearly(text):
    asked = card("90", "number", prompt="How many in a hundred?")
    assert typed(asked, text).verdict is CORRECT
    assert typed(asked, text.replace("90", "80")).verdict is WRONG


def test_at_least_is_not_at_most():
    for one, other in (("at least 5", "at most 5"), ("up to 5", "upwards of 5")):
        assert not same(one, other)
        assert typed(card(one, "number"), other).verdict is WRONG
        assert typed(card(other, "number"), one).verdict is WRONG


def test_a_share_is_in_percent_whatever_asks_for_it():
    asked = card("90", "number", prompt="About how many in a hundred were American?")
    for text in ("90", "90%", "9 in 10", "90 Americans"):
        assert typed(asked, text).verdict is CORRECT
    for text in ("90 km", "90 dollars", "90 years"):
        assert typed(asked, text).verdict is WRONG


def test_what_is_asked_in_an_accepted_unit_is_not_right_in_another():
    asked = card("a short way", accept=("5 km",))
    assert typed(asked, "5 km").verdict is CORRECT
    assert typed(asked, "5 miles").verdict is WRONG


def test_years_are_a_number_of_years_alone():
    asked = card("35", "number", unit="months", range="34 to 36")
    assert typed(asked, "35 (1910-1945)").verdict is WRONG
    assert typed(card("35 or 36"), "35 (36)").verdict is WRONG


@pytest.mark.parametrize(
    ("within", "text", "verdict"),
    [
        ("10%", "90,000", CORRECT),
        ("10%", "110,000", CORRECT),
        ("10%", "110,001", WRONG),
        ("5,000", "95 thousand", CORRECT),
        ("5,000", "94,999", WRONG),
        ("5,000", "98,000 to 103,000", CORRECT),
        ("5,000", "98,000 to 106,000", WRONG),
    ],
)
def test_a_tolerance_of_numbers(within, text, verdict):
    assert typed(card("100,000", "number", within=within), text).verdict is verdict


@pytest.mark.parametrize(
    "written",
    ["150,000 to 400,000", "150,000 and 400,000", "150,000-400,000", "150 \u2013 400 thousand"],
)
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("150,000", CORRECT),
        ("a quarter of a million", CORRECT),
        ("400 000", CORRECT),
        ("149,999", WRONG),
        ("half a million", WRONG),
        ("200,000 to 300,000", CORRECT),
        ("100,000 to 300,000", WRONG),
    ],
)
def test_any_number_inside_a_range_is_right(written, text, verdict):
    assert typed(card("260,000", "number", range=written), text).verdict is verdict


@pytest.mark.parametrize(
    ("unit", "text", "verdict"),
    [
        ("seconds", "45 seconds", CORRECT),
        ("seconds", "45 second", CORRECT),
        ("seconds", "45s", CORRECT),
        ("seconds", "45", CORRECT),
        ("seconds", "45 minutes", WRONG),
        ("seconds", "45%", WRONG),
        ("kilometres", "45 km", CORRECT),
        ("kilometres", "45 miles", WRONG),
        ("km", "45 kilometers", CORRECT),
        ("square kilometres", "45 km²", CORRECT),
        ("square kilometres", "45 square miles", WRONG),
        ("metres", "45m", CORRECT),
        ("minutes", "45 m", CORRECT),
        ("minutes", "45m", CORRECT),
        ("men", "45m", WRONG),
        ("divisions", "45 divisions", CORRECT),
        ("divisions", "45 of the best", CORRECT),
        ("divisions", "45 days", WRONG),
        ("percent", "45 per cent", CORRECT),
        ("%", "$45", WRONG),
        ("million dollars", "45 million", CORRECT),
        ("million dollars", "$45,000,000", CORRECT),
        ("million dollars", "45", CORRECT),
        ("million dollars", "4.5 million", WRONG),
        ("", "45 years", CORRECT),
    ],
)
def test_the_unit_may_be_left_out_but_not_be_another(unit, text, verdict):
    outcome = typed(card("45", "number", unit=unit), text)
    assert outcome.verdict is verdict
    if unit == "seconds" and verdict is WRONG:
        assert outcome.note == "This asks for seconds."


@pytest.mark.parametrize(("answer", "unit"), [("5", "km"), ("5 km", "")])
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("3 miles", CORRECT),
        ("3 mi", CORRECT),
        ("about 3 miles", CORRECT),
        ("3.2 mi", CORRECT),  # a tolerance of a tenth holds for both
        ("5.5", CORRECT),
        ("5", CORRECT),
        ("3", WRONG),  # which is 3 km
        ("3 km", WRONG),
        ("5 mi", WRONG),
        ("6 mi", WRONG),
        ("5 yards", WRONG),
    ],
)
def test_a_key_in_another_unit_is_one_to_who_answers_in_it(answer, unit, text, verdict):
    asked = card(answer, "number", unit=unit, accept=("3 miles",), within="10%", range="4.5 to 6")
    assert typed(asked, text).verdict is verdict
    assert typed(replace(asked, type=CardType.SHORT_ANSWER), "3 mi").verdict is CORRECT


def test_an_amount_that_may_be_missed_is_one_of_the_unit_that_is_asked_for():
    asked = card("5", "number", unit="km", accept=("3 miles",), within="2")
    assert typed(asked, "6.5 km").verdict is CORRECT
    assert typed(asked, "4.5 miles").verdict is WRONG
    assert typed(asked, "5 yards").note == "This asks for km."
    anything = card("45", "number", within="5", range="60 to 70")
    assert typed(anything, "48 years").verdict is CORRECT
    assert typed(anything, "66 miles").verdict is CORRECT


def test_a_key_may_have_a_noun_a_unit_or_a_range_of_multiples():
    assert typed(card("150,000 men", "number"), "150 000").verdict is CORRECT
    assert typed(card("5 km", "number"), "5 miles").note == "This asks for kilometre."
    assert typed(card("7", accept=("8",)), "7.0").verdict is CORRECT
    asked = card("45", "number", unit="million dollars", range="40 to 50")
    for text, verdict in (("44", CORRECT), ("$44,000,000", CORRECT), ("$4,400,000", WRONG)):
        assert typed(asked, text).verdict is verdict


def test_what_cannot_be_read_as_a_number_is_said():
    outcome = typed(card("45", "number"), "quite a few")
    assert (outcome.verdict, outcome.note) == (WRONG, "That could not be read as a number.")


def test_a_short_answer_that_is_wholly_a_number_is_compared_as_one():
    assert typed(card("seven"), "7").verdict is CORRECT
    assert typed(card("1,300,000"), "1.3 million").verdict is CORRECT
    assert typed(card("1950 to 1953"), "1951").verdict is WRONG
    assert typed(card("Hundred Flowers"), "100").verdict is WRONG
    assert typed(card("38th parallel"), "38").verdict is WRONG
    assert typed(card("38"), "AD 38").verdict is WRONG
    assert typed(card("1950", "number"), "October 1950").verdict is WRONG


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("9 in 10", CORRECT),
        ("ninety out of a hundred", CORRECT),
        ("nine-tenths", CORRECT),
        ("about nine of every ten", CORRECT),
        ("8 in 10", WRONG),
        ("a half", WRONG),
        ("90 in 10", WRONG),
        ("1 in 90", WRONG),
    ],
)
def test_a_percentage_may_be_a_part_of_a_whole(text, verdict):
    for keys in (
        {"unit": "per cent"},
        {"unit": "%", "within": "5"},
        {"prompt": "How many in a hundred came?"},
        {"prompt": "How many out of every hundred came?"},
        {"prompt": "What percentage of them came?"},
    ):
        assert typed(card("90", "number", **keys), text, TEST).verdict is verdict, keys
    assert typed(card("90%", "number"), text, TEST).verdict is verdict
    assert typed(card("90%"), text, TEST).verdict is verdict


def test_a_part_of_a_whole_is_no_number_where_no_percentage_is_asked():
    for keys in ({}, {"unit": "men"}, {"prompt": "Of a hundred ships, how many came?"}):
        assert typed(card("90", "number", **keys), "9 in 10").verdict is WRONG
    assert typed(card("50", "number"), "half").verdict is WRONG
    assert typed(card("90", "date"), "9 in 10").verdict is WRONG
    percent = card("92", "number", unit="%", range="85 to 95", reject=("90",))
    for text in ("9 in 10", "90", "90%", "over 90 per cent", "nearly nine in ten"):
        assert typed(percent, text).verdict is WRONG, text


def test_a_rejected_part_of_a_whole_is_wrong_however_it_is_written():
    asked = card("90", "number", unit="%", reject=("9 in 10",))
    for text in ("9 in 10", "nine out of ten", "90 in 100"):
        assert typed(asked, text).verdict is WRONG
    assert typed(asked, "18 in 20").verdict is WRONG
    assert typed(asked, "90%").verdict is CORRECT


def test_more_than_a_number_is_not_less_than_it():
    for kind in ("short-answer", "number"):
        for answer, text in (
            ("more than 50%", "nearly 50%"),
            ("almost 5,000", "over 5,000"),
            ("more than 50%", "nearly half"),
        ):
            assert typed(card(answer, kind), text, TEST).verdict is WRONG
            assert typed(card(text, kind), answer, TEST).verdict is WRONG
            assert typed(card("x", kind, accept=(answer,)), text, TEST).verdict is WRONG
        assert typed(card("more than 50%", kind), "over 50 percent", TEST).verdict is CORRECT
        assert typed(card("more than 50%", kind), "50%", TEST).verdict is CORRECT
        assert typed(card("50%", kind), "nearly 50%", TEST).verdict is CORRECT


def test_a_number_with_points_between_thousands_is_asked_about():
    for asked in (
        card("150,000", "number"),
        card("150,000"),
        card("140,000", "number", within="9%"),
    ):
        for context in (STUDY, TEST):
            outcome = typed(asked, "150.000", context)
            assert (outcome.verdict, outcome.note) == (CLOSE, 'Did you mean "150,000"?')
            assert (outcome.right, outcome.of) == (0, 1)
    for text in ("150.000.", "c. 150.000", "approx. 150.000 men"):
        assert typed(card("150,000", "number"), text).verdict is CLOSE
    assert typed(card("1,300,000", "number"), "c. 1.300.000.").verdict is CORRECT
    assert typed(card("1 to 2 million", "number"), "1.000.000 to 2.000.000").verdict is CORRECT
    assert typed(card("1,000 to 1 million", "number"), "1.000 to 1.000.000").verdict is CLOSE
    assert typed(card("150", "number"), "150.000").verdict is CORRECT
    for answer, text in (("150,000", "151.000"), ("150,000", "15.000"), ("1,300", "1.3"),
                         ("1,300,000", "1.300.001"), ("1,300,000", "1.300")):  # fmt: skip
        assert typed(card(answer, "number"), text).verdict is WRONG
    asked = card("1,200,000", "number", within="10%", reject=("1,300,000", "1,250,000"))
    for text in ("1.300.000", "1.250.000"):
        assert typed(asked, text).verdict is WRONG


def test_a_measure_may_stand_for_one():
    asked = card("12", "number", unit="months", accept=("1 year",))
    for text in ("a year", "one year", "about a year", "1 year", "12"):
        assert typed(asked, text).verdict is CORRECT, text
    for text in ("a month", "year", "a decade", "half a year", "a year and 2 months"):
        assert typed(asked, text).verdict is WRONG, text
    assert typed(card("1 day", "number"), "1 day to 1 week").verdict is WRONG
    assert typed(card("1 week", "number"), "1 day to 1 week").verdict is WRONG


def test_a_rejected_number_is_wrong_whatever_is_said_of_it():
    asked = card("45", "number", unit="minutes", within="10", reject=("40", "44"))
    for text in ("40", "40 minutes", "40m", "over 40", "about 40 of them", "forty", "over 44"):
        assert typed(asked, text).verdict is WRONG, text
    for text in ("41", "over 41 minutes"):
        assert typed(asked, text).verdict is CORRECT, text
    assert typed(card("11%", "number", within="2", reject=("10",)), "10%").verdict is WRONG


def test_what_a_number_card_accepts_may_be_a_text():
    asked = card("12", "number", accept=("a jury's worth",))
    assert typed(asked, "jury's worth").verdict is CORRECT
