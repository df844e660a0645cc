"""Dates as people write them."""

from datetime import date, timedelta

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
    ("text", "read"),
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
        ("a. d. 1950", Date(1950)),
        ("44 B. C. E.", Date(-43)),
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
        ("1 January 1951", Date(1951, 1, 1)),
        ("12/12/1950", Date(1950, 12, 12)),
        ("12/13/1950", Date(1950, 12, 13)),
        ("13/12/1950", Date(1950, 12, 13)),
        ("May AD", Date(None, 5)),
        ("May BC", Date(None, 5)),
        ("May 31", Date(None, 5, 31)),
        ("May 32", Date(32, 5)),
    ],
)
def test_other_dates(text, read):
    assert parse(text) == read


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
        "1950-00-10",
        "1950-10-32",
        "13/1950",
        "4/5/1919",
        "4/5/50",
        "10.11.12",
        "50-10-19",
        "19/10/31",
        "32/10/50",
        "13/14/50",
        "May 32 1950",
        "31 February 50",
        "29 February 50",
        "10.50",
        "10-50",
        "13/50",
        "10/31",
        "0/50",
        "1.1.00",
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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("19.10.50", Date(50, 10, 19)),
        ("10/19/50", Date(50, 10, 19)),
        ("5.5.45", Date(45, 5, 5)),
        ("19 October '50", Date(50, 10, 19)),
        ("October 19, 50", Date(50, 10, 19)),
        ("28 July 14", Date(14, 7, 28)),
        ("May '69", Date(69, 5)),
        ("7/51", Date(51, 7)),
        ("(07/51)", Date(51, 7)),
        ("'50", Date(50)),
        ("79", Date(79)),
    ],
)
def test_two_digits_may_be_the_year_of_some_century(text, read):
    assert parse(text) == read
    assert parse(text).short


@pytest.mark.parametrize("text", ["19 October 1950", "AD 79", "15 March 44 BC", "079", "May 19"])
def test_a_year_is_not_short_where_its_century_is_said(text):
    assert not parse(text).short


def test_a_short_date_equals_the_same_date_written_out():
    assert parse("25.10.50") == parse("25 October AD 50") == Date(50, 10, 25)


def test_the_century_is_that_of_another_year():
    assert parse("25.10.50").in_century_of(1899) == Date(1850, 10, 25)
    assert parse("May 69").in_century_of(1900).written() == "1969-05"
    assert parse("2.2.69").in_century_of(900).written() == "0969-02-02"
    assert parse("69").in_century_of(2001).written() == "2069"


@pytest.mark.parametrize(
    "text", ["4/5/1919", "4.5.1919", "04-05-1919", "12 11 1950", "11/12/1950", "4/5/50", "12.11.50"]
)
def test_only_day_and_month_that_could_change_places_are_ambiguous(text):
    assert parse(text) is None
    assert is_ambiguous(text)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        ("1951", 28),
        ("1952", 29),
        ("1900", 28),
        ("2000", 29),
        ("1600", 29),
        ("1700", 28),
        ("1500", 29),  # in the Julian calendar, which lasted until 1582
        ("1582", 28),
        ("45 BC", 29),
        ("", 29),
    ],
)
def test_every_month_has_its_days(year, days):
    lasts = [31, days, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    names = "January February March April May June July August September October November December"
    for name, last in zip(names.split(), lasts, strict=True):
        assert parse(f"{last} {name} {year}").day == last
        assert parse(f"{last + 1} {name} {year}") is None


def test_what_is_ambiguous_is_so_within_a_hundred_characters():
    assert is_ambiguous("4/5/1919".ljust(100))
    assert not is_ambiguous("4/5/1919".ljust(99) + "or later")


def test_a_date_of_a_hundred_characters_is_read_and_no_longer_one():
    for text, read in (("1950", Date(1950)), ("5 May 1950", Date(1950, 5, 5))):
        assert parse(text.rjust(100)) == read
        assert parse(text.rjust(101)) is None
    assert is_ambiguous("4/5/1919".rjust(100))
    assert not is_ambiguous("4/5/1919".rjust(101))


@pytest.mark.parametrize(
    ("found", "evident"),
    [
        (Date(1000), True),
        (Date(999), False),
        (Date(1), False),
        (Date(0), True),
        (Date(-43), True),
        (Date(None, 5), True),
        (Date(79, 8), True),
        (Date(None), False),
    ],
)
def test_what_can_only_be_a_date(found, evident):
    assert found.is_evident is evident


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
        ("999999 days", Span(days=999_999)),
        ("1000000 days", None),
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
        (Date(1950, 1, 10), Date(1950), Precision.DAY, Fit.COARSER),
        (Date(1950, 12, 31), Date(1950), Precision.DAY, Fit.COARSER),
        (Date(1951, 1, 5), Date(1950), Precision.DAY, Fit.OTHER),
        (Date(1950, 10, 1), Date(1950, 10), Precision.DAY, Fit.COARSER),
        (Date(1950, 10, 31), Date(1950, 10), Precision.DAY, Fit.COARSER),
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


def test_a_tolerance_of_days_widens_a_year_or_month_by_no_part_of_the_next():
    ten = Span(days=10)
    assert fit(Date(1950), Date(1951, 1), Precision.DAY, ten) is Fit.OTHER
    assert fit(Date(1950, 10), Date(1950, 11), Precision.MONTH, ten) is Fit.OTHER


@pytest.mark.parametrize(
    ("expected", "given", "enough", "too_few"),
    [
        (Date(1950), Date(1949), Span(months=12), Span(months=11)),
        (Date(1950), Date(1949), Span(days=365), Span(days=364)),
        (Date(1950, 10), Date(1950, 9), Span(days=30), Span(days=29)),
        (Date(1950, 10), Date(1950, 9), Span(months=1), Span()),
    ],
)
def test_a_tolerance_reaches_the_first_day_of_the_year_or_month_before(
    expected, given, enough, too_few
):
    assert fit(expected, given, Precision.DAY, enough) is Fit.SAME
    assert fit(expected, given, Precision.DAY, too_few) is Fit.OTHER


@pytest.mark.parametrize("start", ["1896-02-25", "1899-12-30", "1900-02-27", "2000-01-31"])
@pytest.mark.parametrize("days", [1, 2, 5, 31, 60, 366, 1500, 40_000, 150_000])
def test_a_tolerance_of_days_counts_days(start, days):
    first = date.fromisoformat(start)
    other = parse((first + timedelta(days=days)).isoformat())
    for one, two in ((parse(start), other), (other, parse(start))):
        assert fit(one, two, Precision.DAY, Span(days=days)) is Fit.SAME
        assert fit(one, two, Precision.DAY, Span(days=days - 1 or 1)) is (
            Fit.SAME if days == 1 else Fit.OTHER
        )


def test_a_tolerance_reaches_across_the_beginning_of_the_era():
    assert fit(parse("1 BC"), parse("1 AD"), Precision.YEAR, Span(months=12)) is Fit.SAME
    assert fit(parse("2 BC"), parse("1 AD"), Precision.YEAR, Span(months=12)) is Fit.OTHER


def test_missing_names_what_is_left_out():
    assert missing(YALU, Date(1950), Precision.DAY) == ("month", "day")
    assert missing(YALU, Date(1950), Precision.MONTH) == ("month",)
    assert missing(YALU, Date(None, 10, 19), Precision.DAY) == ("year",)


def test_years_named_are_numbers_of_three_or_four_digits():
    assert years_named("Between 1950 and 1953, on day 19 of 12345, in 266?") == {1950, 1953, 266}
