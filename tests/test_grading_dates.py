"""Dates as people write them."""

import pytest

from quiz.grading.dates import (
    Date,
    Fit,
    Precision,
    Span,
    fit,
    is_ambiguous,
    missing,
    parse,
    parse_span,
    years_named,
)

YALU = Date(1950, 10, 19)


@pytest.mark.parametrize(
    "text",
    [
        "19 October 1950",
        "October 19, 1950",
        "October 19 1950",
        "Oct. 19 1950",
        "19 Oct 1950",
        "19-Oct-1950",
        "19th of October, 1950",
        "the 19th of October 1950",
        "the nineteenth of October 1950",
        "October nineteenth, nineteen fifty",
        "1950-10-19",
        "1950/10/19",
        "1950 October 19",
        "19.10.1950",
        "19. 10. 1950",
        "19/10/1950",
        "10/19/1950",
        "Thursday, 19 October 1950",
        "Thu 19 Oct 1950",
        "on 19 October 1950",
        "c. 19 October 1950",
        "about 19 October 1950",
        "19 OCTOBER AD 1950",
        "19 October 1950 CE",
        " 19\u00a0October\t1950. ",
        "１９ October １９５０",
        "19 October (1950)",
    ],
)
def test_a_day_is_read_in_any_usual_way(text):
    assert parse(text) == YALU
    assert not is_ambiguous(text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("October 1950", Date(1950, 10)),
        ("Oct 1950", Date(1950, 10)),
        ("October, 1950", Date(1950, 10)),
        ("in October of 1950", Date(1950, 10)),
        ("1950-10", Date(1950, 10)),
        ("10/1950", Date(1950, 10)),
        ("1950 October", Date(1950, 10)),
        ("1950", Date(1950)),
        ("in the year 1950", Date(1950)),
        ("c. 1950", Date(1950)),
        ("c.1950", Date(1950)),
        ("circa 1950", Date(1950)),
        ("~1950", Date(1950)),
        ("nineteen fifty-three", Date(1953)),
        ("two thousand and one", Date(2001)),
        ("AD 79", Date(79)),
        ("79 A.D.", Date(79)),
        ("79", Date(79)),
        ("44 BC", Date(-43)),
        ("1 B.C.E.", Date(0)),
        ("15 March 44 BC", Date(-43, 3, 15)),
        ("March 44 BC", Date(-43, 3)),
        ("29 February 45 BC", Date(-44, 2, 29)),
        ("4 May", Date(None, 5, 4)),
        ("May Fourth", Date(None, 5, 4)),
        ("May 4th", Date(None, 5, 4)),
        ("29 February", Date(None, 2, 29)),
        ("May", Date(None, 5)),
        ("May Fourth 1919", Date(1919, 5, 4)),
        ("the second of May 1919", Date(1919, 5, 2)),
        ("5/5/1919", Date(1919, 5, 5)),
        ("the twentieth of July 1969", Date(1969, 7, 20)),
        ("29 February 1952", Date(1952, 2, 29)),
        ("29 February 1500", Date(1500, 2, 29)),
        ("Sept 1950", Date(1950, 9)),
    ],
)
def test_other_dates(text, date):
    assert parse(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "31 February 1950",
        "29 February 1950",
        "29 February 1900",
        "31 April 1950",
        "32 May 1950",
        "0 May 1950",
        "1950-13-01",
        "1950-10-32",
        "13/1950",
        "4/5/1919",
        "19/10/50",
        "May 69",
        "19 October 50",
        "19 or 20 October 1950",
        "19-20 October 1950",
        "1950-1953",
        "1950-53",
        "1950s",
        "before 1950",
        "spring 1950",
        "19 Ocotber 1950",
        "19501019",
        "12345",
        "1,950",
        "-1950",
        "0",
        "0 AD",
        "1950 men",
        "1950; 1951",
        "4:00 on 25 June 1950",
        "19 October 1950 " * 10,
        "9" * 5000,
    ],
)
def test_what_is_no_date_or_could_be_two_is_not_read(text):
    assert parse(text) is None


@pytest.mark.parametrize("text", ["4/5/1919", "4.5.1919", "04-05-1919", "12 11 1950"])
def test_only_day_and_month_that_could_change_places_are_ambiguous(text):
    assert parse(text) is None
    assert is_ambiguous(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2 years", Span(months=24)),
        ("one year", Span(months=12)),
        ("18 months", Span(months=18)),
        ("1 decade", Span(months=120)),
        ("3 weeks", Span(days=21)),
        ("ten days", Span(days=10)),
        ("1 day", Span(days=1)),
        ("2", None),
        ("years", None),
        ("-2 years", None),
        ("2 men", None),
        ("", None),
        ("9999999 years", None),
    ],
)
def test_a_tolerance_of_time_is_read(text, span):
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("expected", "given", "precision", "result"),
    [
        (YALU, YALU, Precision.DAY, Fit.SAME),
        (YALU, Date(1950, 10, 20), Precision.DAY, Fit.OTHER),
        (YALU, Date(1950, 10, 20), Precision.MONTH, Fit.SAME),
        (YALU, Date(1950, 10), Precision.DAY, Fit.COARSER),
        (YALU, Date(1950, 9), Precision.DAY, Fit.OTHER),
        (YALU, Date(1950), Precision.MONTH, Fit.COARSER),
        (YALU, Date(None, 10, 19), Precision.DAY, Fit.COARSER),
        (YALU, Date(None, 10, 19), Precision.YEAR, Fit.OTHER),
        (Date(None, 10, 19), Date(None, 10, 19), Precision.DAY, Fit.SAME),
        (Date(None, 10, 19), YALU, Precision.DAY, Fit.SAME),
        (Date(None, 10, 19), Date(None, 10), Precision.DAY, Fit.COARSER),
        (Date(None, 10), Date(None, 11), Precision.DAY, Fit.OTHER),
        (Date(1950), YALU, Precision.DAY, Fit.SAME),
    ],
)
def test_fit(expected, given, precision, result):
    assert fit(expected, given, precision) is result


@pytest.mark.parametrize(
    ("given", "within", "result"),
    [
        (Date(1952, 10, 19), Span(months=24), Fit.SAME),
        (Date(1952, 10, 20), Span(months=24), Fit.OTHER),
        (Date(1948, 10, 19), Span(months=24), Fit.SAME),
        (Date(1948, 10, 18), Span(months=24), Fit.OTHER),
        (Date(1950, 11, 19), Span(days=31), Fit.SAME),
        (Date(1950, 11, 20), Span(days=31), Fit.OTHER),
        (Date(1950, 9, 19), Span(days=30), Fit.SAME),
        (Date(1950), Span(months=24), Fit.SAME),
        (Date(1952), Span(months=24), Fit.COARSER),
        (Date(1953), Span(months=24), Fit.OTHER),
    ],
)
def test_fit_with_a_tolerance(given, within, result):
    assert fit(YALU, given, Precision.DAY, within) is result


def test_a_tolerance_reaches_across_the_beginning_of_the_era():
    assert fit(parse("1 BC"), parse("1 AD"), Precision.YEAR, Span(months=12)) is Fit.SAME
    assert fit(parse("2 BC"), parse("1 AD"), Precision.YEAR, Span(months=12)) is Fit.OTHER


def test_missing_names_what_is_left_out():
    assert missing(YALU, Date(1950), Precision.DAY) == ("month", "day")
    assert missing(YALU, Date(1950), Precision.MONTH) == ("month",)
    assert missing(YALU, Date(None, 10, 19), Precision.DAY) == ("year",)


def test_years_named_are_numbers_of_three_or_four_digits():
    assert years_named("Between 1950 and 1953, on day 19 of 12345, in 266?") == {1950, 1953, 266}
