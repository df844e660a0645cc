"""The words, options and values of cards, as the rules compare them."""

from __future__ import annotations

from itertools import pairwise

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.check import wording
from quiz.check.words import (
    chosen,
    content,
    finder,
    measures,
    options,
    prompt,
    senses,
    shape,
    stem,
    telling,
    values,
    words,
)
from quiz.model import CardType


def test_words_are_in_lower_case_without_articles_and_genitives():
    assert words("The *People's* Army, 1,200 men") == ("people", "army", "1,200", "men")
    assert content("UN won 38 of 7 in the war") == {"won", "38", "7", "war"}
    assert telling("Who was not at the front?") == {"who", "not", "front"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("crossings", "crossing"),
        ("crossed", "crossing"),
        ("towns", "town"),
        ("bridges", "bridge"),
        ("houses", "house"),
        ("occupations", "occupation"),
        ("carried", "carry"),
        ("treaties", "treaty"),
    ],
)
def test_words_of_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["war", "wars", "rome", "thing", "bed", "sing", "", "red"])
def test_short_words_keep_their_ending(word):
    assert stem(word) == word


def test_a_word_of_five_letters_loses_its_e():
    assert stem("peace") == "peac"


def test_a_finder_gives_the_first_phrase_as_it_is_written():
    find = finder("at once, never")
    assert find("He Never came At once") == "Never"
    assert find("attorneys never-ending at  once") == "never"
    assert find("nevermore") == ""
    assert find("") == ""


def test_what_a_card_asks_and_offers():
    gaps = make.card(type=CardType.CLOZE, prompt="{{c1::Mao::who}} won {{c2::it}}")
    assert prompt(gaps) == "Mao won it"
    assert prompt(make.card(prompt="{{c1::Mao}}")) == "{{c1::Mao}}"
    assert options(make.card(answer="a")) == ()
    assert options(make.AIM) == ("A", "B", "C")
    assert options(make.COSTS) == ("x", "y", "z", "w")
    assert [chosen(card) for card in (make.AIM, make.COSTS, make.LEADER)] == [True, False, False]
    assert shape(make.ORDER) != shape(make.card("order"))


def test_numbers_are_compared_by_the_middle_of_their_range():
    card = make.card(answer="10 to 20", distractors=make.distractors("15", "half a million"))
    assert values(card) == [15.0, 15.0, 500_000.0]
    mixed = make.card(answer="10 km", distractors=make.distractors("10 miles"))
    assert values(mixed) is None
    assert values(make.card(answer="10", distractors=make.distractors("many"))) is None
    assert measures(("one great battle", "5 men"), "") == [None, (5.0, "")]


def test_days_are_compared_by_the_calendar():
    days = ("44 BC", "1949", "31 December 1949", "1950", "2 January 1950", "31 January 1950",
            "1 February 1950", "31 December 1950", "1951")  # fmt: skip
    found = values(make.card(answer=days[0], distractors=make.distractors(*days[1:])))
    assert all(earlier < later for earlier, later in pairwise(found))
    first = ("1950", "January 1950", "1 January 1950")
    assert len(set(measures(first, ""))) == 1


def test_a_text_that_is_long_or_has_no_number_is_no_value():
    assert measures(("June", "many"), "") == [None, None]
    assert measures(("5".rjust(50), "6"), "") == [(5.0, ""), (6.0, "")]
    assert measures(("5".rjust(51), "6"), "") == [None, (6.0, "")]
    assert measures(("19 October 1950".rjust(51), "1950-10-20"), "")[0] is None


def test_years_are_numbers_unless_other_options_are_days():
    assert measures(("1950", "1951"), "") == [(1950.0, ""), (1951.0, "")]
    assert {unit for _, unit in measures(("1950", "May 1951"), "")} == {"day"}


def test_a_day_without_a_year_is_no_point_in_time():
    found = measures(("19 October", "May 1950", "1951"), "")
    assert [measure is not None for measure in found] == [False, True, True]


@pytest.mark.parametrize(
    ("one", "other", "third"),
    [
        ("May 1, 1950", "1950-05-01", "May 2, 1950"),
        ("5 km", "5 kilometres", "5 miles"),
        ("MiG-15", "*mig-15*", "F-86"),
        ("in June", "Jun", "Jul"),
        ("a dozen tanks", "12 tanks", "12 planes"),
        ("1500", "1,500", "AD 1,500"),  # as a number
        ("1500", "AD 1500", "1500 BC"),  # as a year
        ("more than half", "More than half.", "nearly half"),  # no number that is compared
        ("Mar", "Mar.", "Mars"),
    ],
)
def test_what_a_text_says_is_its_date_its_number_or_its_words(one, other, third):
    assert set(senses(one)) & set(senses(other))
    assert not set(senses(one)) & set(senses(third))


NEGATIVES = st.lists(
    st.sampled_from(["Which", "who", " ", "not", "NOT", "never", "leaſt", "did", "n't", "N’T",
                     "except", "only", ".", "that", "at ", "a"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.lists(NEGATIVES, max_size=8).map(" ".join))
def test_no_negative_is_passed_over_for_speed(text):
    if wording._NEGATIVE.search(text):
        assert wording._negated(text)
