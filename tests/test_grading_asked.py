"""Grading: whether a text is accepted, fits its card, is asked for again, says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_grading import DAY, MONTH, TEST, WRONG, card, typed

from quiz.grading import accepted, asks_again, fits_type, same
from quiz.model import Item


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (card("Mao Zedong"), "Mao Tse-tung", True),
        (card("Mao Zedong"), "Mao Zedung", False),
        (card("Mao Zedong"), "Zhou Enlai", False),
        (card("Mao Zedong", "choice"), "Mao Tse-tung", True),
        (card("October 1950", "choice"), "19 October 1950", False),
        (card("October 1950", "date"), "19 October 1950", True),
        (card("1950", "date", within="2 years"), "1951", True),
        (card("1950", "date", within="2 years"), "1953", False),
        (card("200,000", "number", range="1 to 300,000"), "a quarter of a million", True),
        (card("*Eagle*"), "_Eagle_", True),
        (card("Hundred Flowers", "choice"), "hundredflowers", True),
        (card(kind="select", answers=("a laser", "a lamp")), "the lamp", True),
        (card("Hamilton", reject=("Johnson",)), "Johnson", False),
        (card(kind="order", items=(Item("a"), Item("b"))), "a", False),
    ],
)
def test_accepted(asked, text, expected):
    assert accepted(asked, text, TEST) is expected


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (card(DAY, "date"), "October 19, 1950", True),
        (card(DAY, "date"), "October 1950", False),
        (card(DAY, "date", precision="month"), "October 1950", True),
        (card(MONTH, "date", precision="day"), MONTH, False),
        (card(DAY, "date"), "4/5/1919", False),
        (card("soon", "date"), "soon", False),
        (card("1950", "date"), "25.10.50", False),
        (card("79", "date"), "79", True),
        (card("45", "number", unit="seconds"), "45 seconds", True),
        (card("45", "number"), "many", False),
        (card("anything"), "many", True),
    ],
)
def test_fits_type(asked, text, expected):
    assert fits_type(asked, text) is expected


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (card(DAY, "date"), "that autumn", True),
        (card(DAY, "date"), "19 Smarch 1950", True),
        (card(DAY, "date"), "18 or 19 October 1950", True),
        (card("4 May 1919", "date"), "4/5/1919", True),  # which of the two is meant
        (card(DAY, "date"), DAY, False),
        (card(DAY, "date"), "18 October 1950", False),
        (card(DAY, "date"), "October 1950", False),  # coarser
        (card(DAY, "date"), "1950", False),
        (card(DAY, "date"), "October", False),
        (card(DAY, "date"), "19 October", False),
        (card(DAY, "date"), "19.10.50", False),
        (card(DAY, "date"), "early November 1950", False),
        (card(DAY, "date"), "the evening of 18 October 1950", False),
        (card(DAY, "date"), "19 Octover 1950", False),  # close
        (card(DAY, "date"), "", False),
        (card(DAY, "date"), " ", False),
        (card(DAY, "date", distractors=["the Inchon landing"]), "Inchon landing", False),
        (card(DAY, "date", reject=("never",)), "never", False),
        (card("the first day", "date"), "First day", False),
        (card("45", "number"), "many", True),
        (card("45", "number"), "45 and 46 and 47", True),
        (card("45", "number"), "50", False),
        (card("45", "number"), "many or 45", False),
        (card("45", "number"), "46/45", False),
        (card("45", "number"), "46, 1900-1945", False),
        (card("45", "number"), "I think 46", False),
        (card("45", "number"), "46, no", True),
        (card("45", "number"), "I think so", True),
        (card("45", "number", unit="seconds"), "45 minutes", False),
        (card("45", "number"), "1.300.000", False),
        (card("90", "number", unit="percent"), "9 in 10", False),
        (card("45", "number"), "", False),
        (card("autumn"), "many", False),
        (card("autumn", "cloze", "It was {{c1::1950}}."), "many", False),
    ],
)
def test_asks_again(asked, text, expected):
    assert asks_again(asked, text) is expected


@given(st.sampled_from(["date", "number"]), st.text(max_size=30))
def test_what_is_asked_again_is_wrong(kind, text):
    asked = card("1950", kind)
    assert not asks_again(asked, text) or typed(asked, text).verdict is WRONG


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The Yalu", "yalu", True),
        ("19 October 1950", "October 19, 1950", True),
        ("150,000 men", "150000 men", True),
        ("1.5 million", "1,500,000", True),
        ("45 secs", "45 seconds", True),
        ("45 minutes", "45 seconds", False),
        ("5 men", "5 dogs", False),
        ("More than 50%", "Nearly 50%", False),
        ("More than 50%", "Over 50 per cent", True),
        ("Over 50%", "50%", False),
        ("About 50%", "50%", True),
        ("a year", "1 year", True),
        ("1 day to 1 week", "1 week", False),
        ("1950", "1951", False),
        ("", "", False),
    ],
)
def test_same(one, other, expected):
    assert same(one, other) is expected
