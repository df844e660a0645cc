"""Grading where one rule gives way to the next: empty keys, several keys, names cut short."""

from __future__ import annotations

from pathlib import Path

import make
import pytest

from quiz.grading import Context, accepted, fits_type, grade
from quiz.grading.context import Vocabulary
from quiz.grading.text import normal
from quiz.model import CardType, Form, Library, Mode, Name, Verdict

CORRECT, CLOSE, WRONG = Verdict.CORRECT, Verdict.CLOSE, Verdict.WRONG
NAMES = (
    Name("mao", "Mao Zedong"),
    Name("kim", "Kim Il-sung"),
    Name("bomb", "H bomb", variants=("hydrogen bomb",)),
    Name("kaesong", "Kaesong", variants=("Gaeseong",)),
)
LIBRARY = Library("lib", "Library", Path(), names=NAMES)
STUDY, TEST = Context.of([LIBRARY], Mode.STUDY), Context.of([LIBRARY], Mode.TEST)


def typed(text, context=STUDY, **keys):
    """The outcome of a typed answer to a short-answer card, if `type` does not say otherwise."""
    return grade(make.card(**keys), Form.TYPED, (text,), context)


# -- what is nothing --------------------------------------------------------------------------

NOTHING = "\u200b"  # a letter of no width


@pytest.mark.parametrize("card", make.TEN)
def test_what_shows_nothing_is_never_accepted(card):
    assert not accepted(card, NOTHING, TEST)


def test_what_shows_nothing_is_wrong_without_a_remark():
    for card in (make.YALU, make.MEN, make.LEADER):
        found = grade(card, Form.TYPED, (NOTHING,), STUDY)
        assert (found.verdict, found.note) == (WRONG, ""), card.type


def test_a_separator_at_the_end_parts_nothing():
    gaps = make.card(type=CardType.CLOZE, prompt="{{c1::Kaesong}}, then {{c1::Panmunjom}}.")
    for text in ("Kaesung; Panmunjom", "Kaesung; Panmunjom;", "Kaesung / / Panmunjom /"):
        assert grade(gaps, Form.CLOZE, (text,), STUDY, 1).verdict is CLOSE, text
    assert grade(gaps, Form.CLOZE, ("Kaesung;",), STUDY, 1).verdict is WRONG


# -- what the author rejects ------------------------------------------------------------------


def test_a_reject_in_another_spelling_of_its_name_is_not_close():
    keys = {"answer": "Kaesong talks", "reject": ("Kaesong talk",)}
    assert typed("Gaeseong talks", **keys).verdict is CORRECT
    assert typed("Gaeseong talkz", **keys).verdict is CLOSE
    assert typed("Gaeseong talk", **keys).verdict is WRONG


def test_two_keys_are_no_rejected_name_where_they_stand_side_by_side():
    treaty = Name("treaty", "peace treaty", variants=("treaty",), reject=("truce", "armistice"))
    context = Context.of([Library("lib", "Library", Path(), names=(treaty,))], Mode.TEST)
    keys = {"answer": "armistice", "accept": ("truce", "armistice treaty")}
    for text in ("armistice (truce)", "armistice/truce", "truce or armistice", "armistice treaty"):
        assert typed(text, context, **keys).verdict is CORRECT, text
    for text in ("armistice truce", "armistice (war)", "peace treaty"):
        assert typed(text, context, **keys).verdict is WRONG, text
    beside = {"distractors": make.distractors("armistice/truce")}
    assert typed("armistice (truce)", context, **keys, **beside).verdict is WRONG


# -- dates ------------------------------------------------------------------------------------


def test_the_years_of_a_prompt_are_not_held_against_an_answer_with_its_own():
    keys = {"type": CardType.DATE, "answer": "25 June 1950",
            "prompt": "The war of 1894 is over. When does the next begin?"}  # fmt: skip
    assert typed("June 25, 1950", **keys).verdict is CORRECT
    assert typed("June 25, 1894", **keys).verdict is WRONG


def test_the_century_is_that_of_the_first_key_that_has_a_year():
    for keys in (
        {"answer": "the day that Seoul fell", "accept": ("28 June 1950",)},
        {"answer": "28 June", "accept": ("28 June 1950",), "type": CardType.DATE,
         "prompt": "When in the war of 1950 did Seoul fall?"},
    ):  # fmt: skip
        found = typed("28.6.50", **keys)
        assert (found.verdict, found.note) in [(CLOSE, "The century is missing."), (CORRECT, "")]
        assert typed("29.6.50", **keys).verdict is WRONG


def test_where_no_key_has_a_year_no_century_is_missing():
    for kind in (CardType.DATE, CardType.SHORT_ANSWER):
        found = typed("24.10.50", type=kind, answer="25 October")
        assert (found.verdict, found.note) == (WRONG, "")


def test_beside_an_answer_that_is_no_date_any_date_can_be_read():
    card = make.card(type=CardType.DATE, answer="that autumn")
    assert fits_type(card, "1950")
    assert fits_type(card, "19 October 1950")
    assert not fits_type(card, "that autumn")


# -- numbers ----------------------------------------------------------------------------------


def test_the_unit_asked_for_is_that_of_the_answer_not_of_what_is_accepted_too():
    keys = {"type": CardType.NUMBER, "answer": "5 km", "accept": ("3 miles",)}
    assert typed("5,000 feet", **keys).note == "This asks for kilometre."
    assert typed("5", **keys).verdict is CORRECT


# -- names ------------------------------------------------------------------------------------


def names(*known):
    return Vocabulary(Library("lib", "Library", Path(), names=known))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the army of Mao Zedong", {"mao"}),
        ("Mao Zedong's army", {"mao"}),  # the longest name, and an s
        ("the army of Kim Ilsung", {"kim"}),
        ("the army of Kim Il Sung", {"kim"}),
        ("the first H bomb", {"bomb"}),
        ("H-bomb", {"bomb"}),
        ("Kaesong saw the first of the talks in that summer", {"kaesong"}),
        ("the army of Kim Il", set()),
        ("bomb", set()),
    ],
)
def test_names_are_found_however_they_are_parted(text, found):
    words = normal(text).words
    assert names(*NAMES).named(words) == found
    for name in NAMES:  # each alone, so that each is the longest
        assert names(name).named(words) == found & {name.id}
