"""What is said around an answer: that it changes nothing, and lets no other answer through."""

from __future__ import annotations

import time

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.grading import Context, asks_again, grade
from quiz.grading.around import unwrapped, without_sentence
from quiz.model import CardType, Form, Mode, Name, Verdict

CORRECT, CLOSE, WRONG = Verdict.CORRECT, Verdict.CLOSE, Verdict.WRONG
NAMES = (
    Name("mao", "Mao Zedong", "person", ("Mao",)),
    Name("seoul", "Seoul", "place", glossary="Capital of South Korea."),
)
CONTEXTS = [Context.of([make.library(names=NAMES)], mode) for mode in Mode]


def typed(answer, text, kind="short-answer", **keys):
    card = make.card(type=CardType(kind), answer=answer, **({"prompt": "What was it?"} | keys))
    return {grade(card, Form.TYPED, (text,), context).verdict for context in CONTEXTS}


def gap(text, typed, number=1):
    card = make.card(type=CardType.CLOZE, prompt=text)
    return {grade(card, Form.CLOZE, (typed,), context, number).verdict for context in CONTEXTS}


SAID = [
    "It was {}", "it's {}.", "It\u2019s {}", "That was the {}", "They were {}", "its {}",
    "I think {}", "I think it was {}", "I think that it is {}", "We believe it's called {}",
    "I'd say {}", "I guess, {}", "probably {}", "Maybe it was {}", "Perhaps the {}", "answer: {}",
    "The answer is {}", "my answer: {}", "It must have been {}", "It was probably {}",
    "{}, I think", "{} I think.", "{}, of course!", "{} (not sure)", "{}, but I'm not sure",
    "I think it was {}, maybe", "no doubt {}", "{}, no doubt", "It was without doubt {}",
]  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_that_it_is_an_answer_changes_nothing(said):
    assert typed("Mao Zedong", said.format("Mao")) == {CORRECT}
    assert typed("Panmunjom", said.format("Kaesong")) == {WRONG}
    assert typed("Panmunjom", said.format("Panmunjon")) == {CLOSE}
    for kind, key, other in (
        ("date", "19 October 1950", "18 October 1950"),
        ("number", "250,000", "200,000"),
    ):
        assert typed(key, said.format(key), kind) == {CORRECT}
        assert typed(key, said.format(other), kind) == {WRONG}
    assert gap("The truce was signed at {{c1::Panmunjom}}.", said.format("Panmunjom")) == {CORRECT}


@pytest.mark.parametrize(
    "text",
    [
        "It was not {}", "It wasn't {}", "I think not {}", "I don't think {}", "I doubt {}",
        "not {}", "{} not", "probably not {}", "I think {} is wrong", "It was {} or Kaesong",
        "I think {} or Kaesong", "maybe {}, maybe Kaesong", "maybe {} maybe not", "I think",
        "it was", "maybe", "It was the", "{} I think not", "He was {}'s son", "It was old {}",
        "It was before {}", "I think, {} was wrong",
        "no {}", "I doubt it was {}", "{}, no", "no doubt not {}",
    ],
)  # fmt: skip
def test_but_what_it_says_is_looked_at(text):
    assert typed("Panmunjom", text.format("Panmunjom")) == {WRONG}
    assert typed("Mao Zedong", text.format("Mao")) == {WRONG}
    assert typed("1950", text.format("1950"), "date") == {WRONG}


def test_an_answer_that_begins_so_is_right_as_it_is_and_wrong_as_a_distractor():
    for answer in ("It was a very good year", "I think, therefore I am", "Maybe", "Perhaps Mao"):
        assert typed(answer, answer.upper()) == {CORRECT}
    asked = {"distractors": make.distractors("Perhaps Mao")}
    assert typed("Mao Zedong", "perhaps Mao", **asked) == {WRONG}
    assert typed("Mao Zedong", "perhaps it was Mao", **asked) == {CORRECT}
    assert typed("Mao Zedong", "perhaps Mao", reject=("Perhaps Mao",)) == {WRONG}


def test_what_is_read_within_it_is_not_asked_for_again():
    date = make.card(type=CardType.DATE, answer="1950")
    for text, again in (("It was 1951", False), ("I think 1951", False), ("It was then", True)):
        assert asks_again(date, text) is again


SENTENCES = [
    ("since the early {{c1::1950s}}, and", "the early 1950s", "early 1950s", "early 1950s, and"),
    ("President {{c1::Harry Truman}} had sent", "President Harry Truman", "Harry Truman had"),
    ("North {{c1::Korea}} was first.", "North Korea", "korea was"),
    ("a zone {{c1::4 kilometres}} wide between", "4 km wide", "a zone 4 kilometres wide"),
    ("signed in *the* {{c1::autumn}}", "in the autumn", "the autumn", "the Autumn!"),
    ("It fell on {{c1::1 May}}, and {{c1::1 May}} is a feast", "on 1 May", "1 May is a feast"),
    ("{{c2::Pusan}} or {{c1::Masan}}", "Pusan or Masan", "or Masan"),
    ("over the {{c1::Yalu::river}} River", "the Yalu River"),
    ("{{c1::Seoul}} fell", "Seoul fell"),
]


@pytest.mark.parametrize(("text", "typed"), [(t, one) for t, *said in SENTENCES for one in said])
def test_words_of_the_sentence_beside_a_gap_may_be_said_again(text, typed):
    assert gap(text, typed) == {CORRECT}


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("since the early {{c1::1950s}}", "the late 1950s"),
        ("since the early {{c1::1950s}}", "early 1960s"),
        ("since the early {{c1::1950s}}", "the early"),
        ("North {{c1::Korea}} was first.", "South Korea"),
        ("North {{c1::Korea}} was first.", "North"),
        ("North {{c1::Korea}} was first.", "North was first"),
        ("North {{c1::Korea}} was first.", "Korea North"),
        ("the {{c1::wounded}} and the {{c2::missing}}", "the missing"),
        ("the {{c1::wounded}} and the {{c2::missing}}", "not the wounded"),
        ("a zone {{c1::4 kilometres}} wide", "4 miles wide"),
        ("a zone {{c1::4 kilometres}} wide", "5 km wide"),
        ("{{c1::Seoul}} fell", "Seoul did not"),
    ],
)
def test_but_no_others(text, typed):
    assert CORRECT not in gap(text, typed)


def test_a_slip_beside_words_of_the_sentence_is_close():
    assert gap("in the port of {{c1::Panmunjom}} then", "the port of Panmunjon") == {CLOSE}


def test_what_is_said_around_is_cut_once_and_never_all():
    for text, said in (
        ("", ""),
        ("I think", "I think"),
        ("maybe", "maybe"),
        ("maybe I think it was perhaps Mao", "Mao"),
        ("it was it was Mao", "it was Mao"),
        (f"I think {'x' * 200}", f"I think {'x' * 200}"),
    ):
        assert unwrapped(text) == said
    assert list(without_sentence("in", "in {{c1::May}}", 1)) == []
    assert list(without_sentence("in May", "in {{c1::May}}", 2)) == []


@given(st.text(max_size=300), st.text(max_size=60), st.integers(0, 3))
def test_any_text_is_cut_to_a_part_of_it(text, prompt, number):
    assert unwrapped(text) in text
    assert bool(unwrapped(text)) is bool(text)
    for said in without_sentence(text, f"{prompt} {{{{c1::x}}}} {prompt}", number):
        assert said
        assert said in " ".join(text.split())


def test_long_openings_take_no_time():
    texts = ["maybe " * 33, "it was " * 28, "I think that, " * 14, ", (" * 60, "the " * 50]
    start = time.process_time()
    for text in texts * 20:
        unwrapped(text)
        list(without_sentence(text, "the the the {{c1::x}} the the the", 1))
    assert (time.process_time() - start) / (20 * len(texts)) < 0.005  # many times what it takes
