"""Grading: what came of typed dates, at their precision and within their tolerance."""

import pytest
from test_grading import CLOSE, CORRECT, DAY, MONTH, STUDY, TEST, WRONG, YEAR, card, typed

from quiz.grading import grade
from quiz.model import Form


@pytest.mark.parametrize("kind", ["date", "short-answer"])
@pytest.mark.parametrize(
    ("answer", "text", "verdict"),
    [
        (DAY, "October 19, 1950", CORRECT),
        (DAY, "on Thursday, the nineteenth of October, 1950", CORRECT),
        (DAY, "19.10.1950", CORRECT),
        (DAY, "1950-10-19", CORRECT),
        (DAY, "20 October 1950", WRONG),
        (DAY, "19 October 1951", WRONG),
        (DAY, "19 November 1950", WRONG),
        (DAY, "12 December 1950", WRONG),
        (DAY, "31 October 1950", WRONG),
        (MONTH, "10/1950", CORRECT),
        (MONTH, DAY, CORRECT),
        (MONTH, "late October 1950", CORRECT),
        (DAY, "the evening of 19 October 1950", CORRECT),
        (DAY, "on the night of October 19, 1950", CORRECT),
        (DAY, "at dawn on 19 October 1950", CORRECT),
        (DAY, "late in the evening of 19 October 1950", CORRECT),
        (DAY, "19 October 1950 at dawn", CORRECT),
        (DAY, "19 October 1950, in the evening", CORRECT),
        (DAY, "19 October 1950 (evening)", CORRECT),
        (DAY, "19 October 1950 at night", CORRECT),
        (MONTH, "the end of October 1950", CORRECT),
        (MONTH, "in the middle of October 1950", CORRECT),
        (MONTH, "at the start of October, 1950", CORRECT),
        (MONTH, "In the month of October 1950", CORRECT),
        (MONTH, "during October 1950", CORRECT),
        ("1950", "the autumn of 1950", CORRECT),
        ("1950", "Summer 1950", CORRECT),
        ("1950", "in fall 1950", CORRECT),
        (MONTH, "the fall of October 1950", WRONG),
        ("1950", "at the beginning of 1950", CORRECT),
        ("1950", "end of 1951", WRONG),
        ("1950", "winter 1951", WRONG),
        ("1950", "by the end of 1950", WRONG),
        ("1950", "after the summer of 1950", WRONG),
        ("1950", "the end of the war", WRONG),
        (MONTH, "the end of September 1950", WRONG),
        (DAY, "18 October 1950 at dawn", WRONG),
        (DAY, "19 October 1950 before dawn", WRONG),
        (DAY, "19 October 1950 at dawn or 20", WRONG),
        (MONTH, "October 1950 at dawn", WRONG),
        (DAY, "19 okt 1950", CORRECT),
        ("19 February 1950", "19. Febr. 1950", CORRECT),
        (DAY, "18 okt 1950", WRONG),
        (MONTH, "the morning of 19 October 1950", CORRECT),
        (DAY, "the evening of 18 October 1950", WRONG),
        (DAY, "the eve of 19 October 1950", WRONG),
        (DAY, "the evening before 19 October 1950", WRONG),
        (DAY, "the night of 18 to 19 October 1950", WRONG),
        (DAY, "evening 19 October 1950", WRONG),
        (MONTH, "the evening of October 1950", WRONG),
        (MONTH, "November 1950", WRONG),
        (YEAR, DAY, CORRECT),
        (YEAR, "about 1950", CORRECT),
        (YEAR, "19 October 1951", WRONG),
        (YEAR, "nineteen fifty", CORRECT),
        ("4 May 1919", "May 4, 1919", CORRECT),
        ("44 BC", "44 B.C.E.", CORRECT),
        ("44 BC", "44", WRONG),
        ("19 October 1950", "19 Ocotber 1950", CLOSE),
        ("19 October 1950", "18 Ocotber 1950", WRONG),
    ],
)
def test_dates_are_compared_as_dates(kind, answer, text, verdict):
    assert typed(card(answer, kind), text).verdict is verdict


@pytest.mark.parametrize(
    ("answer", "text", "note"),
    [
        (DAY, MONTH, "The day is missing."),
        (DAY, YEAR, "The month and the day are missing."),
        (DAY, "19 October", "The year is missing."),
        (MONTH, YEAR, "The month is missing."),
        (MONTH, "October", "The year is missing."),
    ],
)
def test_a_coarser_date_is_close_in_study_and_wrong_in_a_test(answer, text, note):
    study, test = (typed(card(answer, "date"), text, context) for context in (STUDY, TEST))
    assert (study.verdict, study.note) == (CLOSE, note)
    assert (test.verdict, test.note) == (WRONG, note)
    assert (study.right, study.of) == (test.right, test.of) == (0, 1)


@pytest.mark.parametrize(
    "text", ["November 1950", "1951", "19 November", "November", "early 1951", "late 1951"]
)
def test_a_coarser_date_that_disagrees_is_wrong(text):
    assert typed(card(DAY, "date"), text).verdict is WRONG


@pytest.mark.parametrize(
    ("precision", "text", "verdict"),
    [
        ("month", "2 October 1950", CORRECT),
        ("month", "November 1950", WRONG),
        ("year", "December 1950", CORRECT),
        ("year", "1950", CORRECT),
        ("day", "1950", CLOSE),
    ],
)
def test_a_card_may_ask_less_finely_than_its_answer(precision, text, verdict):
    assert typed(card(DAY, "date", precision=precision), text).verdict is verdict


@pytest.mark.parametrize(
    ("answer", "within", "text", "verdict"),
    [
        ("1950", "2 years", "1952", CORRECT),
        ("1950", "2 years", "1948", CORRECT),
        ("1950", "2 years", "1953", WRONG),
        ("1950", "2 years", "June 1952", CORRECT),
        (DAY, "3 days", "22 October 1950", CORRECT),
        (DAY, "3 days", "23 October 1950", WRONG),
        ("31 December 1950", "1 week", "7 January 1951", CORRECT),
        ("31 December 1950", "1 week", "8 January 1951", WRONG),
        (MONTH, "1 month", "November 1950", CORRECT),
        (MONTH, "1 month", "December 1950", WRONG),
        (DAY, "2 years", "1950", CORRECT),
        (DAY, "2 years", "1948", CLOSE),
    ],
)
def test_a_tolerance_of_time(answer, within, text, verdict):
    assert typed(card(answer, "date", within=within), text).verdict is verdict


def test_a_year_that_the_prompt_names_need_not_be_repeated():
    asked = card(DAY, "date", prompt="On what day of 1950 did the crossing begin?")
    assert typed(asked, "19 October", TEST).verdict is CORRECT
    assert typed(asked, "20 October", TEST).verdict is WRONG
    assert typed(asked, "19 October 1951", TEST).verdict is WRONG
    later = card("1953", "date", prompt="It began in 1950; when did it end?")
    assert typed(later, "in 1953", TEST).verdict is CORRECT
    assert typed(card("4 May", "date"), "4 May 1919", TEST).verdict is CORRECT
    yearless = card("4 May", prompt="On which day of 1919 was it?")
    assert typed(yearless, "May Fourth", TEST).verdict is CORRECT
    assert typed(yearless, "May 4, 1919", TEST).verdict is CORRECT
    assert typed(yearless, "May 4, 1920", TEST).verdict is WRONG


@pytest.mark.parametrize(
    "text", ["19.10.50", "10/19/50", "19 October '50", "Oct. 19, 50", "the 19th of October, 50"]
)
def test_a_date_without_its_century_is_close_in_study_and_wrong_in_a_test(text):
    for context, verdict in ((STUDY, CLOSE), (TEST, WRONG)):
        outcome = typed(card(DAY, "date"), text, context)
        assert (outcome.verdict, outcome.note) == (verdict, "The century is missing.")
        assert (outcome.right, outcome.of) == (0, 1)


@pytest.mark.parametrize(
    ("answer", "text", "note"),
    [
        ("1950", "'50", "The century is missing."),
        ("1950", "fifty", "The century is missing."),
        ("1850", "50", "The century is missing."),
        (MONTH, "Oct. '50", "The century is missing."),
        ("1950", "25.10.50", "The century is missing."),
        (DAY, "Oct '50", "The day is missing."),
        (DAY, "'50", "The month and the day are missing."),
    ],
)
def test_what_else_is_left_out_is_said_too(answer, text, note):
    outcome = typed(card(answer, "date"), text)
    assert (outcome.verdict, outcome.note) == (CLOSE, note)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (DAY, "20.10.50"),
        (DAY, "19.11.50"),
        (DAY, "19.10.51"),
        (DAY, "19.10.05"),
        (DAY, "50-10-19"),
        (DAY, "October 50 BC"),
        (DAY, "19 October AD 50"),
        (DAY, "19 October 050"),
        ("4 May 1950", "5/4/50"),
        ("1950", "51"),
        ("1950", "5"),
        ("1950", "19"),
        ("1950", "AD 50"),
        ("1950", "50 BC"),
        ("AD 79", "80"),
        ("1 January 1900", "31 December 99"),
        (MONTH, "November 50"),
    ],
)
def test_two_digits_let_no_other_date_through(answer, text):
    for context in (STUDY, TEST):
        assert typed(card(answer, "date", within=""), text, context).verdict is WRONG


def test_a_year_of_two_digits_is_right_where_that_is_the_year():
    assert typed(card("AD 79", "date"), "79", TEST).verdict is CORRECT
    assert typed(card("24 August 79", "date"), "August 24, 79", TEST).verdict is CORRECT


def test_a_century_that_the_prompt_names_need_not_be_repeated():
    asked = card(DAY, "date", prompt="On what day of 1950 did the crossing begin?")
    assert typed(asked, "19.10.50", TEST).verdict is CORRECT
    assert typed(asked, "19.10.51", TEST).verdict is WRONG
    asked = card(DAY, "date", prompt="A treaty of 1850 and a war of 1950: when was the latter?")
    assert typed(asked, "19.10.50", TEST).verdict is WRONG
    asked = card(DAY, "date", prompt="Between 1945 and 1950, when did the crossing begin?")
    assert typed(asked, "19.10.50", TEST).verdict is CORRECT
    asked = card("1951", "date", prompt="It began in 1950; when did it end?")
    assert typed(asked, "51", STUDY).verdict is CLOSE


def test_a_date_without_its_century_meets_the_same_rules():
    asked = card(DAY, "date", within="9 days", reject=("25 October 1950",))
    assert typed(asked, "25.10.50").verdict is WRONG
    assert typed(asked, "24.10.50").verdict is CLOSE
    assert typed(asked, "29.10.50").verdict is WRONG
    assert typed(card("1950"), "50").verdict is WRONG  # of a text it may be half a number
    assert typed(card("Unit 50"), "50").verdict is WRONG
    assert typed(card(DAY), "19.10.50").verdict is CLOSE


@pytest.mark.parametrize(
    ("prompt", "answer", "text", "verdict"),
    [
        ("Papers of {{c1::1991::year}}.", "", "'91", CLOSE),
        ("Papers of {{c1::1991::year}}.", "", "91", CLOSE),
        ("Papers of {{c1::1991::the year}}.", "", "91", CLOSE),
        ("Papers of {{c1::1991}}.", "", "\u201991", CLOSE),
        ("In which year was it?", "1991", "91", CLOSE),
        ("Papers of {{c1::1991::year}}.", "", "'92", WRONG),
        ("Papers of {{c1::1991::year}}.", "", "19", WRONG),
        ("Papers of {{c1::1991}}.", "", "91", WRONG),
        ("It is {{c1::1991::metres}} high.", "", "91", WRONG),
        ("What was it?", "1991 men", "'91", WRONG),
        ("In which year was it?", "Unit 50", "50", WRONG),
    ],
)
def test_a_year_that_is_no_date_card_may_lack_its_century(prompt, answer, text, verdict):
    asked = card(answer, "short-answer" if answer else "cloze", prompt)
    form = Form.TYPED if answer else Form.CLOZE
    assert grade(asked, form, (text,), STUDY, 1).verdict is verdict
    assert grade(asked, form, (text,), TEST, 1).verdict is WRONG
    assert typed(card("50", "number"), "1950").verdict is WRONG
    assert typed(card("27 July", "date"), "28.7.53").verdict is WRONG
    assert typed(card("the armistice", "date", accept=("27 July 1953",)), "27.7.53").note


def test_what_a_date_card_accepts_may_be_a_date_or_a_text():
    asked = card(DAY, "date", accept=("the day Pyongyang fell", "October 1950"))
    assert typed(asked, "The day Pyongyang fell", TEST).verdict is CORRECT
    assert typed(asked, "10/1950", TEST).verdict is CORRECT
    assert typed(asked, "25 October 1950", TEST).verdict is WRONG


def test_a_rejected_date_is_wrong_although_within_the_tolerance():
    asked = card(DAY, "date", within="9 days", reject=("25 October 1950",))
    assert typed(asked, "October 25, 1950").verdict is WRONG
    assert typed(asked, "October 24, 1950").verdict is CORRECT


def test_a_date_card_without_a_date_is_compared_as_text():
    asked = card("15 to 19 October 1950", "date")
    assert typed(asked, "15-19 October 1950").verdict is CORRECT
    assert typed(asked, "15-20 October 1950").verdict is WRONG


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("4/5/1919", "Day and month could be either way round: write the month as a word."),
        ("31 February 1919", "That could not be read as a date."),
        ("in spring", "That could not be read as a date."),
        ("5 May 1919", ""),
    ],
)
def test_what_cannot_be_read_as_a_date_is_said(text, note):
    outcome = typed(card("4 May 1919", "date"), text)
    assert (outcome.verdict, outcome.note) == (WRONG, note)
