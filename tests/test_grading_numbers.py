"""Numbers, ranges and tolerances as people write them."""

import pytest

from quiz.grading.numbers import (
    Quantity,
    Tolerance,
    as_percent,
    factor_of,
    lies_in,
    parse,
    parse_tolerance,
    unit_of,
    with_commas,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("150000", 150_000),
        ("150,000", 150_000),
        ("150 000", 150_000),
        ("150\u202f000", 150_000),
        ("150\u00a0000", 150_000),
        ("150'000", 150_000),
        ("150\u2019000", 150_000),
        ("1,500,000.5", 1_500_000.5),
        ("１５０", 150),
        ("٣٤", 34),
        (".5", 0.5),
        ("½", 0.5),
        ("1½ million", 1_500_000),
        ("1.5 million", 1_500_000),
        ("2.3 million", 2_300_000),
        ("two million", 2_000_000),
        ("5 millions", 5_000_000),
        ("five hundred thousand", 500_000),
        ("5 hundred thousand", 500_000),
        ("a million", 1_000_000),
        ("a hundred", 100),
        ("half a million", 500_000),
        ("half million", 500_000),
        ("a half", 0.5),
        ("one half", 0.5),
        ("a quarter of a million", 250_000),
        ("one quarter of a million", 250_000),
        ("three quarters of a million", 750_000),
        ("two and a half million", 2_500_000),
        ("2 and a half million", 2_500_000),
        ("250k", 250_000),
        ("250K", 250_000),
        ("2m", 2_000_000),
        ("2 M", 2_000_000),
        ("3bn", 3_000_000_000),
        ("1 trillion", 1_000_000_000_000),
        ("a dozen", 12),
        ("dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("zero", 0),
        ("-5", -5),
        ("\u22125", -5),
        ("minus five", -5),
        ("about 5", 5),
        ("around 5", 5),
        ("some 5", 5),
        ("roughly 5", 5),
        ("c. 5", 5),
        ("c.150,000", 150_000),
        ("ca. 5", 5),
        ("approximately 5", 5),
        ("an estimated 5", 5),
        ("as many as 5", 5),
        ("~5", 5),
        ("5+", 5),
        ("5" + " thousand" * 5, 5e15),
        ("9" * 15, 999_999_999_999_999),
        ("3 quarters million", 750_000),
        ("quarter of million", 250_000),
        ("5 and half", 5.5),
        ("two and one quarter million", 2_250_000),
        ("99 and a half", 99.5),
        ("3 mil", 3_000_000),
        ("1.5mil", 1_500_000),
    ],
)
def test_a_number_is_read_in_any_usual_way(text, value):
    assert parse(text) == Quantity(value, value)


@pytest.mark.parametrize(
    ("text", "unit", "value", "measure", "nouns"),
    [
        ("10%", "", 10, "percent", ()),
        ("10 percent", "", 10, "percent", ()),
        ("10 per cent", "", 10, "percent", ()),
        ("$5 billion", "", 5e9, "dollar", ()),
        ("US$5 billion", "", 5e9, "dollar", ()),
        ("5 billion US dollars", "", 5e9, "dollar", ("us",)),
        ("£5", "", 5, "pound", ()),
        ("-$5", "", -5, "dollar", ()),
        ("45 seconds", "", 45, "second", ()),
        ("45s", "", 45, "second", ()),
        ("45 long minutes", "", 45, "", ("long", "minutes")),
        ("3 weeks of days", "", 3, "week", ("of",)),
        ("about a year old", "", 1, "year", ()),
        ("5 km", "", 5, "kilometre", ()),
        ("5km²", "", 5, "square kilometre", ()),
        ("5 sq km", "", 5, "square kilometre", ()),
        ("5-year", "", 5, "year", ()),
        ("5 tonnes", "", 5, "ton", ()),
        ("5m", "metres", 5, "metre", ()),
        ("5m", "minutes", 5, "minute", ()),
        ("5 men", "", 5, "", ("men",)),
        ("5 and", "", 5, "", ("and",)),
        ("5 and a", "", 5, "", ("and", "a")),
        ("$5 to $5", "", 5, "dollar", ()),
        ("$5 to 5", "", 5, "dollar", ()),
        ("5 to $5", "", 5, "dollar", ()),
        ("a year", "", 1, "year", ()),
        ("about an hour", "", 1, "hour", ()),
        ("a second", "", 1, "second", ()),
        ("150,000 men of the UN", "", 150_000, "", ("men", "of", "the", "un")),
    ],
)
def test_what_follows_a_number_is_its_unit_or_a_noun(text, unit, value, measure, nouns):
    assert parse(text, unit) == Quantity(value, value, measure, nouns)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("150,000 to 400,000", 150_000, 400_000),
        ("150,000 and 400,000", 150_000, 400_000),
        ("150,000-400,000", 150_000, 400_000),
        ("150,000 \u2013 400,000", 150_000, 400_000),
        ("between 150,000 and 400,000", 150_000, 400_000),
        ("from 150,000 to 400,000", 150_000, 400_000),
        ("about 150k to 400k", 150_000, 400_000),
        ("2 to 3 million", 2_000_000, 3_000_000),
        ("two to three million", 2_000_000, 3_000_000),
        ("500 to 2 million", 500, 2_000_000),
        ("a million to a billion", 1e6, 1e9),
        ("-5 to 5", -5, 5),
        ("5 km to 10 km", 5, 10),
        ("10% to 20%", 10, 20),
        ("2 hundred to 300 million", 200, 300_000_000),
        ("3 to 3 million", 3_000_000, 3_000_000),
        ("2 to 3 dozen", 24, 36),
        ("5 and 6", 5, 6),
        ("a dozen to 3 dozen", 12, 36),
    ],
)
def test_a_range_is_read(text, low, high):
    quantity = parse(text)
    assert quantity is not None
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "several thousand",
        "hundreds of thousands",
        "dozens of men",
        "less than 5",
        "not 5",
        "5 or 6",
        "5/6",
        "5, 6",
        "5 not six",
        "1,5",
        "15,00",
        "1950 000",
        "1.2.3",
        "400 to 150",
        "5th",
        "fifth",
        "1e999",
        "9" * 16,
        "9" * 5000,
        "a million and a half",
        "2 million and a half",
        "ten twenty thirty",
        "10 hours and 30 minutes and 5",
        ".",
        "-",
        "$",
        "--5",
        "$£5",
        "2 dozen dozen",
        "100 and a half",
        "5 men half",
        "km2",
        "2 dozen and half",
        "year",
        "the year",
        "a years",
        "a yr",
        "a s",
        "a m",
        "a $",
        "a year long",
        "a long year",
        "5 days to 5 weeks",
        "1 day to 1 week",
        "90 minutes to 100 hours",
        "5" + " thousand" * 6,
        "thousand" * 110,
    ],
)
def test_what_is_no_number_or_could_be_two_is_not_read(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("over 5", "over"),
        ("well over 5", "over"),
        ("more than 5", "over"),
        ("more than a year", "over"),
        ("nearly 5", "under"),
        ("almost 5", "under"),
        ("almost a year", "under"),
        ("about 5", ""),
        ("close to 5", ""),
        ("as many as 5", ""),
        ("5", ""),
    ],
)
def test_more_and_less_than_a_number_are_told_apart(text, bound):
    quantity = parse(text)
    assert quantity is not None
    assert quantity.bound == bound
    assert quantity.low == quantity.high in (1, 5)


def test_only_more_and_less_than_the_same_number_are_opposites():
    over, under, five = Quantity(5, 5, bound="over"), Quantity(5, 5, bound="under"), Quantity(5, 5)
    assert over.is_opposite(under)
    assert under.is_opposite(over)
    for one, other in ((over, over), (over, five), (five, under), (five, five),
                       (over, Quantity(6, 6, bound="under"))):  # fmt: skip
        assert not one.is_opposite(other)
        assert not other.is_opposite(one)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("9 in 10", "90%"),
        ("nine out of ten", "90%"),
        ("nine of every ten", "90%"),
        ("90 out of 100", "90%"),
        ("9/10", "90%"),
        ("one in a hundred", "1%"),
        ("one in each ten", "10%"),
        ("1 in 1,000", "0.1%"),
        ("1,000 in 1,000,000", "0.1%"),
        ("9 in 10,5", ""),
        ("half", "50%"),
        ("a half", "50%"),
        ("one half", "50%"),
        ("two-fifths", "40%"),
        ("2 fifths", "40%"),
        ("a fifth", "20%"),
        ("about a fifth", "about 20%"),
        ("an eighth", "12.5%"),
        ("about one tenth", "about 10%"),
        ("a quarter", "25%"),
        ("quarter", "25%"),
        ("three quarters", "75%"),
        ("one third", "33.33333333%"),
        ("nearly a half", "nearly 50%"),
        ("more than nine in ten", "more than 90%"),
        ("10 in 10", "100%"),
        ("", ""),
        ("a", ""),
        ("in 10", ""),
        ("of ten", ""),
        ("a in 10", ""),
        ("9 in a", ""),
        ("9 in every a 10", ""),
        ("fifth", ""),
        ("the fifth", ""),
        ("quarters", ""),
        ("twenty-fifth", ""),
        ("a second", ""),
        ("0 in 10", ""),
        ("0 fifths", ""),
        ("11 in 10", ""),
        ("9 in 0", ""),
        ("9 in 10 men", ""),
        ("9 in", ""),
        ("9 out 10", ""),
        ("9 in -10", ""),
        ("half a percent", ""),
        ("half of one percent", ""),
        ("half a million", ""),
        ("two and a half", ""),
        ("5 of the 10", ""),
        ("9" * 16 + " in " + "9" * 16, ""),
        ("90%", ""),
    ],
)
def test_a_part_of_a_whole_is_a_percentage(text, percent):
    assert as_percent(text) == percent


def test_a_part_of_a_whole_has_at_most_a_hundred_characters():
    assert as_percent("9 in 10".rjust(100)) == "90%"
    assert as_percent("9 in 10".rjust(101)) == ""
    assert as_percent("9 in 10".rjust(100) + "0") == ""


@pytest.mark.parametrize(
    ("text", "commas"),
    [
        ("150.000", "150,000"),
        ("1.300.000 men", "1,300,000 men"),
        ("150.000 to 400.000", "150,000 to 400,000"),
        ("1.5", "1.5"),
        ("1.50", "1.50"),
        ("1.5000", "1.5000"),
        ("1500.000", "1500.000"),
        ("1.500.00", "1.500.00"),
        ("1,500.000", "1,500.000"),
        ("1.500,5", "1.500,5"),
    ],
)
def test_points_between_thousands_become_commas(text, commas):
    assert with_commas(text) == commas


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("10%", Tolerance(0.1, relative=True)),
        ("10 percent", Tolerance(0.1, relative=True)),
        ("5,000", Tolerance(5000)),
        ("5 seconds", Tolerance(5)),
        ("", None),
        ("a bit", None),
        ("1 to 2", None),
        ("-5", None),
        ("-0.5", None),
        ("0.5", Tolerance(0.5)),
        ("0", Tolerance(0)),
    ],
)
def test_a_tolerance_is_read(text, tolerance):
    assert parse_tolerance(text) == tolerance


@pytest.mark.parametrize(
    ("given", "expected", "tolerance", "inside"),
    [
        ((5, 5), (5, 5), None, True),
        ((5, 5), (5.000001, 5.000001), None, False),
        ((1.1, 1.1), (1, 1), Tolerance(0.1), True),
        ((0.9, 0.9), (1, 1), Tolerance(0.1), True),
        ((-11, -11), (-10, -10), Tolerance(0.1, relative=True), True),
        ((-12, -12), (-10, -10), Tolerance(0.1, relative=True), False),
        ((2, 3), (1, 4), None, True),
        ((2, 5), (1, 4), None, False),
        ((2, 5), (1, 4), Tolerance(1), True),
        ((0, 0), (0, 0), Tolerance(0.1, relative=True), True),
        ((0.33, 0.33), (0, 0.3), Tolerance(0.1, relative=True), True),
        ((1e9 + 1, 1e9 + 1), (1e9, 1e9), Tolerance(0), False),
        ((1e9 + 6, 1e9 + 6), (1e9, 1e9), Tolerance(3), False),
    ],
)
def test_lies_in(given, expected, tolerance, inside):
    assert lies_in(Quantity(*given), Quantity(*expected), tolerance) is inside


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("seconds", "second"),
        ("km", "kilometre"),
        ("m", "metre"),
        ("square kilometres", "square kilometre"),
        ("US dollars", "dollar"),
        ("million dollars", "dollar"),
        ("million", ""),
        ("divisions", "division"),
        ("men per day", "day"),
        ("%", "percent"),
        ("per cent", "percent"),
        ("", ""),
    ],
)
def test_the_unit_that_words_name(text, unit):
    assert unit_of(text) == unit


def test_a_number_of_a_hundred_characters_is_read_and_no_longer_one():
    assert parse("5".rjust(100)) == Quantity(5, 5)
    assert parse("5".rjust(101)) is None


def test_a_unit_of_any_length_is_read():
    assert unit_of("us " * 5000).startswith("us us")


def test_a_unit_may_be_a_multiple():
    assert factor_of("million dollars") == 1e6
    assert factor_of("thousand men") == 1e3
    assert factor_of("m") == factor_of("men") == factor_of("") == 1


@pytest.mark.parametrize(
    "text", ["\u13692", "1\u1369 2", "\u1369/2", "1.2.3", ".", "a", "an", "the"]
)
def test_what_only_looks_like_a_number_is_none(text):
    assert parse(text) is None
    assert parse_tolerance(text) is None
