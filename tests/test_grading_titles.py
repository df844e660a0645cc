"""A title, a nation, initials, a preposition before a name: what they may change, and what not."""

from __future__ import annotations

import make
import pytest
from test_grading_wordings import CLOSE, CORRECT, LIBRARY, WRONG, typed, verdicts

from quiz.grading import Context, accepted, grade
from quiz.model import Form, Mode, Name


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Peng Dehuai", "General Peng Dehuai"),
        ("Peng Dehuai", "Gen. Peng"),
        ("Peng Dehuai", "Lt. Gen. Peng"),
        ("Peng Dehuai", "field marshal Peng Dehuai"),
        ("Peng Dehuai", "Mr. Peng Dehuai"),
        ("Clement Attlee", "Prime Minister Attlee"),
        ("Clement Attlee", "Premier Attlee"),
        ("Clement Attlee", "PM Attlee"),
        ("Kim Il-sung", "Dr. Kim Il Sung"),
        ("Mao", "Chairman Mao Tse-tung"),
        ("Park Chung Hee", "President Park Chung Hee"),
        ("Peng Dehuai", "Chinese General Peng"),
        ("Peng Dehuai", "General of the Army Peng Dehuai"),
        ("Clement Attlee", "British Prime Minister Attlee"),
        ("Clement Attlee", "the UK premier Clement Attlee"),
        ("Syngman Rhee", "South Korean President Rhee"),
        ("Syngman Rhee", "Korean president Syngman Rhee"),
        ("Dean Acheson", "US Secretary of State Acheson"),
        ("Ridgway", "Gen. Ridgway"),  # known as General Ridgway
        ("Ridgway", "American Gen. Ridgway"),
        ("Peng Dehuai", "Supreme Commander Peng Dehuai"),
        ("Peng Dehuai", "Peng Dehuai of China"),
        ("Syngman Rhee", "Rhee of South Korea"),
        ("Walter Ulbricht", "the Communist leader Walter Ulbricht"),
    ],
)
def test_a_title_before_a_person_changes_nothing(answer, text):
    assert verdicts(answer, text) == {CORRECT}
    assert verdicts("someone", text, accept=(answer,)) == {CORRECT}
    context = Context.of([LIBRARY], Mode.TEST)
    assert accepted(make.card(answer=answer), text, context)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Peng Dehuai", "President Peng"),  # another Peng may be meant
        ("Peng Dehuai", "Mr Peng"),
        ("Joseph Stalin", "Marshal Stalin"),  # his line of the glossary has no title
        ("Kim Il-sung", "Premier Kim"),  # what follows the comma may be of another
        ("Henry Wallace", "President Wallace"),
        ("Averell Harriman", "President Harriman"),
        ("Mao Anying", "Chairman Anying"),
        ("Park Geun-hye", "General Park"),  # one of two has it
        ("Peng Dehuai", "Chinese President Peng"),
        ("Peng Dehuai", "Chinese President Peng Dehuai"),
        ("Peng Dehuai", "the Chinese field marshal Peng Dehuai"),
        ("Joseph Stalin", "Soviet leader Joseph Stalin"),  # whose line has no nation
        ("Kim Il-sung", "North Korean premier Kim Il-sung"),
    ],
)
def test_a_title_that_nobody_is_known_to_bear_is_asked_about_before_a_surname(answer, text):
    for mode in Mode:
        outcome = typed(answer, text, mode)
        assert (outcome.verdict, outcome.right, outcome.of) == (CLOSE, 0, 1)
        assert outcome.note == f'Did you mean "{answer}"?'


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Mao Zedong", "Madame Mao"),
        ("Mao Zedong", "Chairman Mao Anying"),
        ("Mao Zedong", "Chairman"),
        ("Mao Zedong", "Marshal, Mao"),
        ("Mao Zedong", "Marshal Chairman Mao"),
        ("Mao Zedong", "Foreign Mao Zedong"),
        ("Kim Il-sung", "General Kim Jong-il"),
        ("Kim Il-sung", "Vice President Kim Il-sung"),
        ("Peng Dehuai", "General Penq Dehuai"),
        ("Walker", "General Moscow"),
        ("Sherman", "General Sherman"),  # a tank
        ("Assembly", "General Assembly"),
        ("Peng Dehuai", "American General Peng Dehuai"),
        ("Clement Attlee", "US Prime Minister Attlee"),
        ("Syngman Rhee", "North Korean President Syngman Rhee"),
        ("Bruce Cumings", "Chinese historian Bruce Cumings"),  # who writes of China
        ("Walter Ulbricht", "Nationalist leader Walter Ulbricht"),
        ("Peng Dehuai", "Chinese Peng Dehuai"),
        ("Peng Dehuai", "Chinese General Moscow"),
        ("Peng Dehuai", "Chinese General"),
        ("the Staff", "General Staff"),
    ],
)
def test_a_title_makes_no_other_answer_right(answer, text):
    assert verdicts(answer, text) == {WRONG}


def test_what_is_another_name_with_its_title_is_that_name():
    assert verdicts("Johnnie Walker", "General Walker", accept=("Walker",)) == {CORRECT}
    names = (Name("a", "Walker", "person", glossary="General."),
             Name("b", "General Walker", "ship"))  # fmt: skip
    context = Context.of([make.library(names=names)], Mode.TEST)
    found = grade(make.card(answer="Walker"), Form.TYPED, ("General Walker",), context)
    assert found.verdict is WRONG


def test_where_a_person_is_asked_for_a_title_before_an_unknown_name_is_asked_about():
    keys = {"prompt": "Who was the first to walk on the moon?"}
    assert verdicts("Neil Armstrong", "Captain Neil Armstrong", **keys) == {CLOSE}
    assert verdicts("Neil Armstrong", "Captain Armstrong", **keys) == {WRONG}
    assert verdicts("Neil Armstrong", "Captain Neil Armstrong") == {WRONG}


# -- initials, a preposition ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Matthew Ridgway", "M. Ridgway"),
        ("Ridgway", "M Ridgway"),
        ("Matthew Ridgway", "M. B. Ridgway"),
        ("Matthew Ridgway", "MB Ridgway"),
        ("Shen Zhihua", "Z. Shen"),
        ("Bruce Cumings", "Cumings, Bruce"),
    ],
)
def test_initials_are_those_of_the_name(answer, text):
    assert verdicts(answer, text) == {CORRECT}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Matthew Ridgway", "W. Ridgway"),
        ("Matthew Ridgway", "G. Ridgway"),  # of General
        ("Matthew Ridgway", "B. Ridgway"),
        ("Matthew Ridgway", "M. C. Ridgway"),
        ("Matthew Ridgway", "M. R."),
        ("Matthew Ridgway", "M. Walker"),
        ("Taiwan", "F. Taiwan"),
        ("Peng Dehuai", "Peng Dehuai of Japan"),
        ("Peng Dehuai", "of China"),
        ("Joseph Stalin", "Joseph Stalin of China"),
    ],
)
def test_those_of_another_are_not(answer, text):
    assert verdicts(answer, text) == {WRONG}


def test_a_spelling_without_letters_has_no_initials():
    for spellings in (("'", "Smith"), ("Smith", "\u200b"), ("John Smith", "Smith", "'")):
        name, *variants = spellings
        names = (Name("smith", name, "person", tuple(variants)),)
        context = Context.of([make.library(names=names)], Mode.TEST)
        card = make.card(answer="Smith")
        expected = CORRECT if name == "John Smith" else WRONG
        assert grade(card, Form.TYPED, ("J. Smith",), context).verdict is expected


def test_nobody_is_in_a_person():
    for way in ("in", "on", "at"):
        assert verdicts("Peng Dehuai", f"{way} Peng") == {WRONG}
        asked = {"prompt": f"{way.capitalize()} whom did it depend?"}
        assert verdicts("Peng Dehuai", f"{way} Peng", **asked) == {CORRECT}
        assert verdicts("Taiwan", f"{way} Taiwan") == {CORRECT}
    assert verdicts("Peng Dehuai", "of Peng") == {CORRECT}
    for way in ("through", "via"):
        assert verdicts("Mexico", f"{way} Mexico") == {CLOSE}
        assert verdicts("Mexico", f"{way} Mexico", prompt=f"{way} which country?") == {CORRECT}
