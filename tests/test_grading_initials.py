"""Letters for given names: those of the name before a surname or after it, and no others; and
what looks like an article but is a letter or a syllable of a name."""

from __future__ import annotations

import make
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.grading import Context, grade, normalise, same
from quiz.grading.text import normal, written
from quiz.model import CardType, Form, Mode, Name, Verdict

CORRECT, WRONG = Verdict.CORRECT, Verdict.WRONG
NAMES = (
    Name("macarthur", "Douglas MacArthur", "person", ("MacArthur",), glossary="American general."),
    Name("truman", "Harry Truman", "person", ("Truman", "Harry S. Truman"),
         glossary="President of the United States."),
    Name("whiting", "Allen Whiting", "person", ("Whiting",), glossary="Scholar."),
    Name("mao", "Mao Zedong", "person", ("Mao", "Mao Tse-tung"), glossary="Chairman."),
    Name("son", "Mao Anying", "person", ("Mao An-ying",), glossary="Son."),
    Name("zhou", "Zhou Enlai", "person", ("Zhou",), glossary="Premier."),
    Name("kim", "Kim Il-sung", "person", ("Kim",), glossary="First leader."),
    Name("war", "Cold War", "event"),
)  # fmt: skip
CONTEXTS = [Context.of([make.library(names=NAMES)], mode) for mode in Mode]
NAMELESS = Context.of([], Mode.TEST)


def verdicts(answer, text, **keys):
    card = make.card(**({"prompt": "What was it?", "answer": answer} | keys))
    return {grade(card, Form.TYPED, (text,), context).verdict for context in CONTEXTS}


RIGHT = """
Douglas MacArthur: MacArthur; the MacArthur; General MacArthur; D. MacArthur; D MacArthur
Douglas MacArthur: Gen. D. MacArthur; American general D. MacArthur; MacArthur, D.; MacArthur D
Douglas MacArthur: d. macarthur; The General D. MacArthur; I think D. MacArthur
Harry Truman: Truman, H. S.; Truman, H.S.; Truman, HS; Truman H. S.; Truman, H.; Truman, Harry
Harry Truman: Truman, Harry S.; H. S. Truman; HS Truman; President H. S. Truman; Truman's
Harry Truman: US President H. Truman
Allen Whiting: A. Whiting; A Whiting; a. whiting; Whiting, A.; Whiting, A; Whiting A.; A.Whiting
Mao Anying: Mao An-ying; Mao An Ying; an-ying mao; Mao-an-ying; Mao anying
Zhou Enlai: E. Zhou; Zhou E.; Zhou, E.; Premier E. Zhou
Kim Il-sung: I.S. Kim; Kim, I.S.; Kim I.S.
"""
OTHERS = """
Douglas MacArthur: A. MacArthur; A MacArthur; a macarthur; MacArthur, A.; MacArthur A
Douglas MacArthur: Gen. A. MacArthur; General A MacArthur; American general A. MacArthur
Douglas MacArthur: J. MacArthur; A. D. MacArthur; Douglas A. MacArthur; A.MacArthur
Douglas MacArthur: I think A. MacArthur; MacArthur, S.; S. MacArthur; An. MacArthur
Harry Truman: A. Truman; A Truman; Truman, A.; Truman, B.; Truman, S.; Truman S; H. A. Truman
Harry Truman: Truman, H. A.; Harry A. Truman; President A. Truman; US President B. Truman
Harry Truman: Truman, S. H.
Allen Whiting: B. Whiting; Whiting, B.; S. Whiting
Mao Anying: Ying; An Ying; Mao Ying; Mao, Ying; A. Mao; Mao An
Mao Zedong: A. Mao; Mao A.; A Mao; Mao, S.
"""


def rows(table):
    for line in table.strip().splitlines():
        answer, _, texts = line.partition(": ")
        yield from ((answer, text) for text in texts.split("; "))


@pytest.mark.parametrize(("answer", "text"), rows(RIGHT))
def test_initials_of_the_name_are_that_name(answer, text):
    assert verdicts(answer, text) == {CORRECT}


@pytest.mark.parametrize(("answer", "text"), rows(OTHERS))
def test_initials_of_another_are_not(answer, text):
    assert verdicts(answer, text) == {WRONG}


_DASHED = ("An\u2010ying", "An\u2013ying")


def test_a_part_of_a_name_is_no_article_whichever_way_it_is_joined():
    asked = {"accept": ("Anying", "An-ying")}
    for text in ("Anying", "An-ying", "An Ying", "an ying", "the An-ying", *_DASHED):
        assert verdicts("Mao Anying", text, **asked) == {CORRECT}, text
    for text in ("Ying", "A Ying", "the Ying", "Mao Ying", "A. Ying"):
        assert verdicts("Mao Anying", text, **asked) == {WRONG}, text


def test_a_letter_is_no_article_where_no_names_are_known():
    for text, verdict in (("A. Smith", WRONG), ("the Smith", CORRECT), ("Smith", CORRECT)):
        card = make.card(answer="Bob Smith", accept=("Smith",))
        assert grade(card, Form.TYPED, (text,), NAMELESS).verdict is verdict
    for text in ("A. Smith", "A.Smith", "a. smith"):
        assert grade(make.card(answer="A. Smith"), Form.TYPED, (text,), NAMELESS).score == 1


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("a priori", "a-priori"),
        ("à la carte", "a-la-carte"),
        ("An Lushan", "an-lushan"),
        ("An-Lushan", "an lushan"),
    ],
)
def test_a_hyphen_after_what_looks_like_an_article_changes_nothing(answer, text):
    assert verdicts(answer, text) == {CORRECT}
    assert verdicts(answer, text, reject=(text,)) == {WRONG}


def test_a_hyphen_makes_another_word_where_a_distractor_has_it():
    assert verdicts("a bomb", "A-bomb", distractors=make.distractors("A-bomb")) == {WRONG}


def test_an_article_stays_one_before_anything_else():
    for text in ("a Cold War", "A Cold War", "the Cold War", "a  cold war"):
        assert verdicts("Cold War", text) == {CORRECT}
    assert verdicts("a Truman", "a Truman") == {CORRECT}  # as its author has it
    assert verdicts("Harry Truman", "a Harry Truman") == {CORRECT}
    gap = make.card(type=CardType.CLOZE, prompt="It was {{c1::a general}} of the time.")
    for text in ("general", "a general", "a general of the time"):
        assert grade(gap, Form.CLOZE, (text,), CONTEXTS[0], 1).verdict is CORRECT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A. Smith", "a smith"),
        ("A.Smith", "a smith"),
        ("A Smith", "smith"),
        ("H. A. Smith", "h a smith"),
        ("An-ying", "an ying"),
        ("Mao An-ying", "mao an ying"),
        ("an A-bomb", "a bomb"),
        ("a bomb.", "bomb"),
        ("vitamin A.", "vitamin a"),
        ("half-a-dozen", "half dozen"),
        ("the a. the", "a"),
        ("a.5", "5"),
        ("A.", "a"),
        ("U.S.A.", "usa"),
        ("at 9 a.m.", "at 9 am"),
        ("Tirana. Oran. Korea", "tirana oran korea"),
    ],
)
def test_a_letter_with_its_point_is_a_word(text, words):
    assert normalise(text) == words


def test_a_bomb_of_one_kind_is_not_any_bomb():
    assert same("the A-bomb", "A-bomb")
    assert not same("A-bomb", "the bomb")


@example("5A.A5A")
@given(st.text("aAnN. -ying\u2010'5", max_size=14))
def test_words_written_down_are_the_same_words(text):
    words = normal(text).words
    if any(word.isalpha() for word in words):
        assert normal(written(words)).words == words


@given(st.sampled_from("abdhsz"), st.sampled_from(["{}. {}", "{} {}", "{1}, {0}.", "{1} {0}"]))
def test_one_letter_is_the_first_of_the_name_or_wrong(letter, way):
    for first, last in (("Douglas", "MacArthur"), ("Harry", "Truman"), ("Allen", "Whiting")):
        found = verdicts(f"{first} {last}", way.format(letter, last))
        assert found == ({CORRECT} if first.lower().startswith(letter) else {WRONG})
