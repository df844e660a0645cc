"""The mistakes that people make in a first deck: one Problem each, at its place, in their words,
and nothing else is lost."""

from __future__ import annotations

import re

import pytest
from reading import build, ids

from quiz.library import reader

DECK = """\
deck: d
title: T
tags: [a]
cards:
- id: one
  question: Who?
  answer: Me
  distractors:
  - text: a
    why: b
  - text: c
    why: d
- id: two
  type: choice
  question: What?
  answer: That
  distractors:
  - text: e
    why: f
  - text: g
    why: h
- id: three
  type: cloze
  text: It was {{c1::in 1787}}.
"""


@pytest.fixture(params=sorted({reader.FAST, False}), autouse=True, scope="module")
def parser(request):
    """Each of the parsers that there are, the C parser and the one in Python."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "FAST", request.param)
        yield


def line_up(has: str, others: str) -> str:
    return f"this line is indented by {has}, those above it by {others}: line it up"


HYPHEN = "with a plain hyphen and a space before it"
PLAIN = "what stands here only looks like a space, or like nothing: write plain spaces"
QUOTES = "the quote before this ends the text: put quotes of the other kind around all of it"
NEXT = "already: begin another with '- ', or keep one of the two"
OPEN = (
    "a quote is opened here and not closed: close it, or put quotes of the other kind around a"
    " text that begins with a quote"
)
FIRST = (
    "this '- ' stands among keys: line it up, or mind that the first of a list begins with '- ' too"
)
TAGS = (
    "expected a list of tags, found a text: put [ ] around it, or begin each on a line of its own"
    " with '- '"
)
NO_KEY = "this is no 'key: value': indent what continues a text, or add the ':'"
FEED = "the invisible character U+000C is not text: delete it"
ALONE = "expected a text, found keys with values: quote a text with ': ' or '{' in it"


def quoted(sign: str) -> str:
    return f"a text that begins with '{sign}' must be quoted"


MISTAKES = [
    # what stands too far left or right: the line is meant, and no other card
    ("  answer: That", "answer: That", (16, 1), line_up("0 spaces", "2"), "one three"),
    ("  answer: That", "   answer: That", (16, 4),
     line_up("3 spaces", "2") + ", or quote a text with ': ' in it", "one three"),
    ("- id: two", " - id: two", (13, 2), line_up("1 space", "0"), "one three"),
    ("- id: two", "  - id: two", (13, 3), line_up("2 spaces", "0"), "one three"),
    ("  - text: g", "- text: g", (20, 1), line_up("0 spaces", "2"), "one three"),
    ("  distractors:\n  - text: e", "distractors:\n  - text: e", (17, 1),
     line_up("0 spaces", "2"), "one three"),
    ("  answer: That", "\xa0\xa0answer: That", (16, 1), PLAIN, "one three"),
    ("  answer: That", " \u3000answer: That", (16, 2), PLAIN, "one three"),
    # what was to be '- '
    *((("- id: two", f"{sign}id: two", (13, 1), f"write '- id: ', {HYPHEN}", "one three"))
      for sign in ("-", "-\t", "– ", "• ", "1. ", "-- ", "- - ", "* ")),
    *((("  - text: g", f"  {sign}text: g", (20, 3), f"write '- text: ', {HYPHEN}", "one three"))
      for sign in ("-", "– ", "* ")),
    ("  - text: g\n    why: h", "  * g", (20, 3), "begin it with '- ', a plain hyphen and a space",
     "one three"),
    ("- id: two", "  id: two", (13, 3), f"'id' stands in line 5 {NEXT}", "three"),
    ("  - text: g", "    text: g", (20, 5), f"'text' stands in line 18 {NEXT}", "one three"),
    ("  - text: e", "    text: e", (20, 3), FIRST, "one three"),
    # quotes, and signs with which no text begins
    ("answer: That", 'answer: "Th" at', (16, 16), QUOTES, "one three"),
    ("answer: That", "answer: 'Th'at'", (16, 15), QUOTES, "one three"),
    ("text: g", "text: 'g' h", (20, 15), QUOTES, "one three"),
    ("answer: That", "answer: 'tis", (16, 11), OPEN, "one three"),
    ("answer: That", "answer: [sic] That", (16, 11), quoted("["), "one three"),
    ("answer: That", "answer: {Th} at", (16, 11), quoted("{"), "one three"),
    ("text: It was {{c1::in 1787}}.", "text: {{c1::It}} was.", (24, 9), quoted("{"), "one two"),
    ("answer: That", "answer: *That* one", (16, 11), quoted("*"), "one three"),
    ("answer: That", "answer: **That** one", (16, 11), quoted("*"), "one three"),
    *(("answer: That", f"answer: {sign}That", (16, 11), quoted(sign), "one three")
      for sign in "@`%,"),
    ("answer: That", "answer: ? That", (16, 11), quoted("?"), "one three"),
    # a text where a list is wanted, and the other way round
    ("  - text: g\n    why: h", "  - The reeve: that", (20, 5), ALONE, "one three"),
    ("answer: That", "answer: [Th, at]", (16, 11),
     "expected a text, found a list: quote a text that begins with '['", "one three"),
    ("  answer: That", "  answer: That\n  tags: x, y", (17, 9), TAGS, "one three"),
    # keys and types that are called otherwise
    *(("  question: What?", f"  {key}: What?", (15, 3),
       f"a choice card has no key {key!r}: did you mean 'question'?", "one three")
      for key in ("prompt", "front", "statement")),
    ("answer: That", "answers: That", (16, 3),
     "a choice card has no key 'answers': did you mean 'answer'?", "one three"),
    ("  distractors:\n  - text: e", "  options:\n  - text: e", (17, 3),
     "a choice card has no key 'options': did you mean 'distractors'?", "one three"),
    ("    why: h", "    because: h", (21, 5),
     "a distractor has no key 'because': did you mean 'why'?", "one three"),
    ("- id: two", "- name: two", (13, 3), "a choice card has no key 'name': did you mean 'id'?",
     "one three"),
    ("title: T", "name: T", (2, 1), "a deck has no key 'name': did you mean 'title'?",
     "one two three"),
    ("title: T", "title T", (2, 1), NO_KEY, "one two three"),
    # what only some write
    ("- id: two", "\x0c\n- id: two", (13, 1), FEED, "two three"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "place", "message", "sound"), MISTAKES)
def test_a_mistake_is_one_problem_at_its_place_and_costs_its_card(
    right, wrong, place, message, sound
):
    assert DECK.count(right) == 1
    for end in ("\n", "\r\n"):
        deck, problems = build(DECK.replace(right, wrong).replace("\n", end))
        assert [(*p.place[1:], p.message) for p in problems] == [(*place, message)]
        assert ids(deck) == sound.split()


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("library", "name: l\ntitle: T\n", "a library has no key 'name': did you mean 'library'?"),
        ("library", "library: l\nname: T\n", "a library has no key 'name': did you mean 'title'?"),
        ("conflicts", "conflicts:\n- id: a\n  question: Q?\n  verdict: V\n  claims:\n  - text: c\n",
         "a claim has no key 'text': did you mean 'says'?"),
        ("names", "names:\n- ID: a\n  name: A\n", "a name has no key 'ID': did you mean 'id'?"),
    ],
)  # fmt: skip
def test_a_key_of_other_files_that_is_called_otherwise_is_guessed(kind, text, message):
    _, problems = build(text, kind)
    assert [problem.message for problem in problems] == [message]


@pytest.mark.parametrize("type_", ["multiple-choice", "mc", "Choice"])
def test_a_type_that_is_called_otherwise_is_guessed(type_):
    _, (problem,) = build(DECK.replace("type: choice", f"type: {type_}"))
    assert problem.message.endswith(f", found '{type_}': did you mean 'choice'?")


@pytest.mark.parametrize(
    ("name", "meant"),
    [("über", "uber"), ("pourquoi-été", "pourquoi-ete"), ("why clay", "why-clay"),
     ("Why_Clay?", "why-clay")],
)  # fmt: skip
def test_a_slug_is_guessed_with_its_letters(name, meant):
    _, (problem,) = build(DECK.replace("id: two", f"id: {name}"))
    assert problem.message.endswith(f", found {name!r}: did you mean {meant!r}?")


KEYED = "expected a list, found keys with values: begin each of it with '- '"


@pytest.mark.parametrize(
    ("right", "wrong", "place", "message", "left"),
    [
        ("- id: one", "    - id: one", (5, 5),
         "this line is indented by 4 spaces, those below it by 0: line it up", "two three"),
        ("- id: one\n", "", (5, 3), KEYED, "two three"),
        ("- id: one", "  id: one", (5, 3), KEYED, "two three"),
        ("- id: one", "  hint: h\n- id: one", (5, 3), KEYED, "one two three"),
        ("cards:", "cards: {}", (4, 8), KEYED, "one two three"),
        ("cards:", "cards: none", (4, 8), KEYED.replace("keys with values", "a text"),
         "one two three"),
    ],
)  # fmt: skip
def test_what_is_wrong_where_the_list_begins_costs_no_other_card(
    right, wrong, place, message, left
):
    deck, problems = build(DECK.replace(right, wrong))
    assert [(p.place.line, p.place.column, p.message) for p in problems] == [(*place, message)]
    assert ids(deck) == left.split()


def test_a_card_in_a_file_that_has_no_list_takes_no_place():
    library, problems = build("library: l\ntitle: T\n- id: one\n  question: Who?\n", "library")
    assert [(p.place.line, p.place.column, p.message) for p in problems] == [(3, 1, FIRST)]
    assert library["title"] == "T"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("wrong", ["answer: !Me Me", "answer: 'Me", "answer: Me\n  answer: Me"])
def test_what_looks_like_a_card_in_a_text_of_several_lines_is_text(wrong, end):
    text = "text: >-\n    Such as\n\n    - id: x\n      1. id: y\n    {{c1::z}}."
    mistaken = DECK.replace("text: It was {{c1::in 1787}}.", text).replace("answer: Me", wrong)
    deck, problems = build(mistaken.replace("\n", end))
    assert [problem.card for problem in problems] == ["one"]
    assert ids(deck) == ["two", "three"]


def test_the_facts_of_a_source_keep_their_list_too():
    text = "source: s\ntitle: T\nassessment: A\ndocument:\n  name: n\n  sha256: " + "0" * 64
    facts = "\nfacts:\n- id: 1a\n  fact: One.\nstanding: opinion\n- id: 2a\n  fact: Two.\n"
    source, problems = build(text + facts, "source")
    assert [(p.place.line, p.card) for p in problems] == [(10, "1a")]
    assert [fact.id for fact in source.facts] == ["2a"]


def test_what_follows_the_advice_is_cured():
    for right, wrong, place, message, _ in MISTAKES:
        if message.startswith("a text that begins with"):
            lines = DECK.replace(right, wrong).split("\n")
            line, at = lines[place[0] - 1], place[1] - 1
            lines[place[0] - 1] = f"{line[:at]}'{line[at:]}'"
            assert build("\n".join(lines))[1] == []


def test_many_mistakes_in_one_deck_are_told_each_and_cost_no_other_card():
    head, two, _ = re.split(r"(?=- id: one\n)[\s\S]*(?=- id: two)|(?=- id: three)", DECK)
    text, expected, sound = head, [], []
    for n, (right, wrong, place, message, left) in enumerate(MISTAKES):
        if left == "one three" and two.count(right) == 1:
            first = text.count("\n") + 1
            text += two.replace(right, wrong).replace("two", f"bad-{n}", 1)
            text += f"- id: sound-{n}\n  question: Q?\n  answer: A\n"
            sound.append(f"sound-{n}")
            expected.append((first + place[0] - 13, place[1], message))
    deck, problems = build(text)
    told = [(p.place.line, p.place.column, p.message) for p in problems]
    line = re.compile(r"stands in line \d+")
    assert [(*at, line.sub("", said)) for *at, said in told] == [
        (*at, line.sub("", said)) for *at, said in expected
    ]
    assert len(told) > 40
    assert ids(deck) == sound
