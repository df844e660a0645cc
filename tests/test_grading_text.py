"""Text as compared: number words, what is left of a text, and what a typing error is."""

import pytest

from quiz.grading.numerals import Numeral, read, to_digits
from quiz.grading.text import near, normalise, one_edit


@pytest.mark.parametrize(
    ("words", "value", "end"),
    [
        ("seven", 7, 1),
        ("zero", 0, 1),
        ("thirty eight", 38, 2),
        ("one hundred and fifty thousand men", 150_000, 5),
        ("two million three hundred thousand and one", 2_300_001, 7),
        ("hundred", 100, 1),
        ("nineteen hundred", 1900, 2),
        ("nineteen fifty three", 1953, 3),
        ("two thousand and one", 2001, 4),
        ("twenty first", 21, 2),
        ("thousandth", 1000, 1),
        ("one two", 1, 1),
        ("twenty thirty forty", 2030, 2),
        ("fifty sixty", 50, 1),
        ("ten one", 10, 1),
        ("hundred and", 100, 1),
        ("five and six", 5, 1),
        ("million million", 1_000_000, 1),
        ("zero five", 0, 1),
    ],
)
def test_a_number_in_words_is_read_as_far_as_it_goes(words, value, end):
    number = read(words.split())
    assert number is not None
    assert (number.value, number.end) == (value, end)


def test_an_ordinal_ends_a_number_and_is_told_apart():
    assert read(["fifth", "ten"]) == Numeral(5, 1, ordinal=True)
    assert read(["ten", "fifth"]) == Numeral(10, 1)
    assert read(["men"]) is None
    assert read([]) is None


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("world war ii", "world war 2"),
        ("i ix xix xx", "1 9 19 xx"),
        ("xi jinping", "xi jinping"),
        ("the sixty second day", "the 62 day"),
        ("plain words", "plain words"),
    ],
)
def test_numbers_in_words_and_roman_numerals_become_digits(text, digits):
    assert " ".join(to_digits(text.split())) == digits


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The Treaty of Nanking", "treaty of nanking"),
        ("an Army, a War", "army war"),
        ("The", "the"),
        ("vitamin A", "vitamin a"),
        ("A 5-year plan", "5 year plan"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("Straße", "strasse"),
        ("ÉCOLE", "ecole"),
        ("ŏ", "o"),
        ("が", "が"),
        ("한국", "한국"),
        ("a\u00adb", "ab"),
        ("a\0b", "ab"),
        ("a\tb\u00a0c", "a b c"),
        ("T\u02bbien", "tien"),
        ("rock`n\u2019roll", "rocknroll"),
        ("3.5 million", "3.5 1000000"),
        ("3.", "3"),
        ("No.5", "no 5"),
        ("½", ".5"),
        ("10 % ", "10 percent"),
        ("$5", "$ 5"),
        ("-5", "minus 5"),
        ("5-6", "5 to 6"),
        ("1950\u201353", "1950 to 1953"),
        ("1,500,000", "1500000"),
        ("1,5", "1 5"),
        ("38th", "38"),
        ("T-34/85", "t 34 85"),
        ("U.S.A.", "usa"),
        ("J.F.Kennedy", "jf kennedy"),
        ("(1858)", "1858"),
        ("", ""),
        ("  \n ", ""),
        ("!?", "!?"),
    ],
)
def test_normalise(text, normal):
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("korea", "korea", False),
        ("korea", "kore", True),
        ("kore", "korea", True),
        ("korea", "korae", True),
        ("korea", "kofea", True),
        ("korea", "xkorea", True),
        ("korea", "okrea", True),
        ("korea", "kora", True),
        ("korea", "kroae", False),
        ("korea", "koreans", False),
        ("", "a", True),
        ("a", "", True),
        ("ab", "ba", True),
        ("", "", False),
    ],
)
def test_one_edit(a, b, expected):
    assert one_edit(a, b) is expected


@pytest.mark.parametrize(
    ("expected", "given", "verdict"),
    [
        ("yalu river", "yalu rivr", True),
        ("yalu river", "yalu river", False),
        ("yalu river", "yalu", False),
        ("yalu river", "yulu river", False),
        ("communist party", "comunist prty", True),
        ("communist party", "cmunst party", False),
        ("c0mmunist", "communist", False),
        ("nothing", "noting", False),
        ("armed", "unarmed", False),
        ("typical", "atypical", False),
        ("united", "untied", True),
    ],
)
def test_near(expected, given, verdict):
    assert near(tuple(expected.split()), tuple(given.split())) is verdict
