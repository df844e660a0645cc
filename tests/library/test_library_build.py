"""Every key against its shape: one Problem at its place for each fault, and sound values whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import HEAD, SOUND, build, deck, found, ids

from quiz.library import shapes
from quiz.library.cards import new_card
from quiz.model import (
    Card,
    CardType,
    Claim,
    Distractor,
    Identity,
    Item,
    Pair,
    Place,
    Standing,
)

SHA = "0" * 63 + "a"
SOURCE = (
    f"source: s\ntitle: T\ndocument:\n  name: a.txt\n  sha256: {SHA}\nassessment: A.\nfacts:\n"
    "- id: 1a\n  fact: F.\n"
)
NAMES = "names:\n- id: a\n  name: A\n"
CONFLICT = "conflicts:\n- id: a\n  question: Q?\n  claims:\n  - says: x\n  verdict: V.\n"

# The text of a card (it begins in line 7), and line, column and rule of its Problem.
FAULTS = [
    ("- id: A\n  question: Q?\n  answer: A\n", (7, 7, "bad-value")),
    ("- id: a--b\n  question: Q?\n  answer: A\n", (7, 7, "bad-value")),
    ("- id: -a\n  question: Q?\n  answer: A\n", (7, 7, "bad-value")),
    (f"- id: {'a' * 65}\n  question: Q?\n  answer: A\n", (7, 7, "bad-value")),
    ("- id: ''\n  question: Q?\n  answer: A\n", (7, 7, "empty-text")),
    ("- id: [a]\n  question: Q?\n  answer: A\n", (7, 7, "wrong-shape")),
    ("- question: Q?\n  answer: A\n", (7, 3, "missing-key")),
    ("- id: a\n  answer: A\n", (7, 3, "missing-key")),
    ("- id: a\n  question: Q?\n", (7, 3, "missing-key")),
    ("- id: a\n  question: Q?\n  answer:\n", (9, 10, "empty-text")),
    ("- id: a\n  question: Q?\n  answer: ''\n", (9, 11, "empty-text")),
    ("- id: a\n  question: Q?\n  answer: ' \\n '\n".replace("'", '"'), (9, 11, "empty-text")),
    ("- id: a\n  question: Q?\n  answer: [a]\n", (9, 11, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: {a: b}\n", (9, 11, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: A\n  hnit: H\n", (10, 3, "unknown-key")),
    ("- id: a\n  question: Q?\n  answer: A\n  within: 3\n", (10, 3, "unknown-key")),
    ("- id: a\n  question: Q?\n  answer: A\n  text: T\n", (10, 3, "unknown-key")),
    ("- id: a\n  question: Q?\n  answer: A\n  accept: A\n", (10, 11, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: A\n  accept: {a: b}\n", (10, 11, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: A\n  accept:\n", (10, 10, "empty-text")),
    ("- id: a\n  question: Q?\n  answer: A\n  accept: []\n", (10, 11, "empty-list")),
    ("- id: a\n  question: Q?\n  answer: A\n  accept:\n  - b\n  -\n", (12, 4, "empty-text")),
    ("- id: a\n  question: Q?\n  answer: A\n  accept:\n  - b: c\n", (11, 5, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: A\n  accept: [October 19, 1950]\n", (10, 12, "flow-text")),
    ("- id: a\n  question: Q?\n  answer: A\n  accept: [ok, 'b c']\n", (10, 16, "flow-text")),
    ("- id: a\n  question: Q?\n  answer: A\n  tags: [Core]\n", (10, 10, "flow-text")),
    ("- id: a\n  question: Q?\n  answer: A\n  tags:\n  - two words\n", (11, 5, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  sources: [s:1]\n", (10, 13, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  sources: [S:1a]\n", (10, 13, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  sources: s:1a\n", (10, 12, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: A\n  sources: [[s:1a]]\n", (10, 13, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: A\n  about: [s:0a]\n", (10, 11, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  according-to: S s\n", (10, 17, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  was: [a]\n", (10, 9, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  was: [a/b/c/d]\n", (10, 9, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  corrected: May\n", (10, 14, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  corrected: 2026-02-29\n", (10, 14, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  retired: yes\n", (10, 12, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  allow: [x]\n", (10, 10, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: A\n  allow: {}\n", (10, 10, "wrong-shape")),
    ("- id: a\n  question: Q?\n  answer: A\n  allow:\n    x:\n", (11, 7, "empty-text")),
    ("- id: a\n  question: Q?\n  answer: A\n  allow:\n    X y: z\n", (11, 5, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  image: /etc/passwd\n", (10, 10, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  image: ../a.png\n", (10, 10, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  image: a/../../b.png\n", (10, 10, "bad-value")),
    ("- id: a\n  question: Q?\n  answer: A\n  image: C:\\a.png\n", (10, 10, "bad-value")),
    ("- id: a\n  type: essay\n", (8, 9, "bad-value")),
    ("- id: a\n  type: [date]\n", (8, 9, "wrong-shape")),
    ("- id: a\n  type: date\n  question: Q?\n  answer: A\n  precision: hour\n",
     (11, 14, "bad-value")),
    ("- id: a\n  type: date\n  question: Q?\n  answer: A\n  unit: x\n", (11, 3, "unknown-key")),
    ("- id: a\n  type: choice\n  question: Q?\n  answer: A\n", (7, 3, "missing-key")),
    (
        "- id: a\n  type: choice\n  question: Q?\n  answer: A\n  distractors:\n  - b\n",
        (12, 3, "wrong-count"),
    ),
    (
        "- id: a\n  type: choice\n  question: Q?\n  answer: A\n  distractors: [b, c, d, e, f]\n",
        (11, 16, "wrong-count"),
    ),
    (
        "- id: a\n  question: Q?\n  answer: A\n  distractors:\n  - why: W\n",
        (11, 5, "missing-key"),
    ),
    (
        "- id: a\n  question: Q?\n  answer: A\n  distractors:\n  - text: b\n    wy: W\n",
        (12, 5, "unknown-key"),
    ),
    (
        "- id: a\n  question: Q?\n  answer: A\n  distractors:\n  - [b]\n",
        (11, 5, "wrong-shape"),
    ),
    ("- id: a\n  type: true-false\n  statement: S.\n  answer: x\n  explanation: E.\n",
     (10, 11, "bad-value")),
    ("- id: a\n  type: true-false\n  statement: S.\n  answer: 'true'\n", (7, 3, "missing-key")),
    ("- id: a\n  type: cloze\n  text: T\n", (9, 9, "cloze-without-gap")),
    ("- id: a\n  type: cloze\n  text: '{{c1::}}'\n", (9, 9, "cloze-without-gap")),
    ("- id: a\n  type: cloze\n  text: '{{c0::x}}'\n", (9, 9, "cloze-without-gap")),
    ("- id: a\n  type: cloze\n  text: '{{c1::x'\n", (9, 9, "cloze-without-gap")),
    ("- id: a\n  type: order\n  question: Q?\n  items: [one]\n", (10, 10, "wrong-count")),
    ("- id: a\n  type: order\n  question: Q?\n  items: x\n", (10, 10, "wrong-shape")),
    ("- id: a\n  type: match\n  question: Q?\n  pairs:\n  - left: a\n    right: b\n",
     (11, 3, "wrong-count")),
    ("- id: a\n  type: match\n  question: Q?\n  pairs:\n  - left: a\n    right: b\n  - left: c\n",
     (13, 5, "missing-key")),
    ("- id: a\n  type: match\n  question: Q?\n  pairs:\n  - left: a\n    right: b\n  - c\n",
     (13, 5, "wrong-shape")),
    ("- id: a\n  type: open\n  question: Q?\n  answer: A\n  points: [one]\n",
     (11, 11, "wrong-count")),
    ("- id: first\n  question: Q?\n  answer: A\n", (7, 7, "duplicate-id")),
    ("- just a text\n", (7, 3, "wrong-shape")),
    ("- - a\n", (7, 3, "wrong-shape")),
]  # fmt: skip


@pytest.mark.parametrize(("card", "problem"), FAULTS)
def test_a_fault_is_one_problem_at_its_place_and_costs_its_card_alone(card, problem):
    value, problems = build(deck(card))
    assert found(deck(card)) == [problem]
    assert ids(value) == ["first", "last"]
    assert all(p.message and p.place.file == "f.yaml" for p in problems)


def test_a_problem_names_its_card():
    problems = build(deck("- id: a\n  question: Q?\n  answer: A\n  tags: [B]\n"))[1]
    assert [p.card for p in problems] == ["a"]
    problems = build("title: T\ncards:\n" + SOUND.format("a"))[1]
    assert [(p.rule, p.card) for p in problems] == [("missing-key", "")]


HINTS = [
    ("- id: A Card\n  question: Q?\n  answer: A\n", "'a-card'"),
    ("- id: a\n  qestion: Q?\n  answer: A\n", "'question'"),
    ("- id: a\n  question: Q?\n  answer: A\n  unit: m\n", "type number"),
    ("- id: a\n  type: shortanswer\n", "'short-answer'"),
    ("- id: a\n  question: Q?\n  answer: A\n  retired: True\n", "'true'"),
    ("- id: a\n  question: Q?\n  answer: A\n  sources: [Alpha:31B]\n", "'alpha:31b'"),
    ("- id: a\n  question: Q?\n  answer: A\n  sources: [alpha:31]\n", "alpha-history:31b"),
    ("- id: a\n  question: Q?\n  answer: A\n  accept:\n  - Mao: he\n", "quote a text with ': '"),
    ("- id: a\n  question: Q?\n  answer: A\n  accept: A\n", "'- '"),
]


@pytest.mark.parametrize(("card", "hint"), HINTS)
def test_a_message_says_what_would_be_right(card, hint):
    assert any(hint in p.message for p in build(deck(card))[1])


FILES = [
    ("deck", "- a\n", (1, 1, "wrong-shape")),
    ("deck", "a text\n", (1, 1, "wrong-shape")),
    ("deck", "deck: d\ntitle: T\ncards:\n", (3, 7, "empty-text")),
    ("deck", "deck: d\ntitle: T\ncards: []\n", (3, 8, "empty-list")),
    ("deck", "deck: d\ntitle: T\ncards: [a]\n", (3, 9, "wrong-shape")),
    ("deck", "deck: D\ntitle: T\ncards:\n" + SOUND.format("a"), (1, 7, "bad-value")),
    ("deck", "deck: d\ncards:\n" + SOUND.format("a"), (1, 1, "missing-key")),
    ("deck", HEAD.replace("T", "T\norder: x") + SOUND.format("a"), (3, 8, "bad-value")),
    ("deck", HEAD.replace("T", "T\norder: -1") + SOUND.format("a"), (3, 8, "bad-value")),
    ("deck", HEAD.replace("T", "T\nsubject: x") + SOUND.format("a"), (3, 1, "unknown-key")),
    ("library", "library: a\n", (1, 1, "missing-key")),
    ("library", "library: a b\ntitle: T\n", (1, 10, "bad-value")),
    ("library", "library: a\ntitle: T\nauthors: me\n", (3, 10, "wrong-shape")),
    ("library", "library: a\ntitle: T\nlicense: x\n", (3, 1, "unknown-key")),
    ("source", SOURCE.replace("source: s\n", ""), (1, 1, "missing-key")),
    ("source", SOURCE.replace("assessment: A.\n", ""), (1, 1, "missing-key")),
    ("source", SOURCE.replace("  name: a.txt\n", ""), (4, 3, "missing-key")),
    ("source", SOURCE.replace(SHA, "0"), (5, 11, "bad-value")),
    ("source", SOURCE.replace("document:\n  name: a.txt\n  sha256: " + SHA, "document: a.txt"),
     (3, 11, "wrong-shape")),
    ("source", SOURCE.replace("1a", "a1"), (8, 7, "bad-value")),
    ("source", SOURCE.replace("1a", "01a"), (8, 7, "bad-value")),
    ("source", SOURCE + "  at: 18 to 19\n", (10, 7, "bad-value")),
    ("source", SOURCE + "  core: yes\n", (10, 9, "bad-value")),
    ("source", SOURCE + "  standing: fine\n", (10, 13, "bad-value")),
    ("source", SOURCE + "  standing: vague\n", (8, 3, "missing-key")),
    ("source", SOURCE + "- id: 1a\n  fact: G.\n", (10, 7, "duplicate-id")),
    ("source", SOURCE + "- fact: G.\n", (10, 3, "missing-key")),
    ("conflicts", CONFLICT.replace("  verdict: V.\n", ""), (2, 3, "missing-key")),
    ("conflicts", CONFLICT.replace("- says: x", "- x"), (5, 5, "wrong-shape")),
    ("conflicts", CONFLICT.replace("x", "x\n    facts: [y]"), (6, 13, "bad-value")),
    ("conflicts", CONFLICT.replace("x", "x\n    standing: y"), (6, 15, "bad-value")),
    ("conflicts", CONFLICT + CONFLICT.partition("\n")[2], (7, 7, "duplicate-id")),
    ("conflicts", "conflict:\n- id: a\n", (1, 1, "unknown-key")),
    ("names", NAMES + "  variants: A\n", (4, 13, "wrong-shape")),
    ("names", NAMES + "- id: a\n  name: B\n", (4, 7, "duplicate-id")),
    ("names", NAMES + "- id: b\n", (4, 3, "missing-key")),
    ("overrides", "overrides:\n- card: a\n", (2, 9, "bad-value")),
    ("overrides", "overrides:\n- card: a/b/c\n- card: a/b/c\n", (3, 9, "duplicate-id")),
    ("overrides", "overrides:\n- note: N\n", (2, 3, "missing-key")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "problem"), FILES)
def test_a_fault_of_any_file_is_a_problem_at_its_place(kind, text, problem):
    assert problem in found(text, kind)


ALL = """\
- id: all
  type: {type}
  according-to: s
  image: pictures/a b.png
  alt: A picture.
  hint: H
  explanation: E.
  sources: [s:1a, s:22bc]
  about:
  - other-source:3c
  outside:
  - A work, 1994
  tags: [own]
  was: [d/old, lib/d/older]
  corrected: 2024-02-29
  retired: true
  allow:
    longest-key: because
"""
COMMON = {
    "according_to": "s",
    "image": "pictures/a b.png",
    "alt": "A picture.",
    "hint": "H",
    "explanation": "E.",
    "sources": ("s:1a", "s:22bc"),
    "about": ("other-source:3c",),
    "outside": ("A work, 1994",),
    "tags": ("deck-tag", "own"),
    "was": ("d/old", "lib/d/older"),
    "corrected": "2024-02-29",
    "retired": True,
    "allow": (("longest-key", "because"),),
}
TYPED = "  question: Q?\n  answer: A\n  accept:\n  - B b\n  reject: [c]\n  distractors:\n  - D d\n"
TYPED_VALUES = {
    "prompt": "Q?",
    "answer": "A",
    "accept": ("B b",),
    "reject": ("c",),
    "distractors": (Distractor("D d"),),
}
TWO = "  distractors:\n  - text: D\n    why: W\n  - E\n"
TWO_VALUES = (Distractor("D", "W"), Distractor("E"))
TYPES = {
    "short-answer": (TYPED, TYPED_VALUES),
    "date": (
        TYPED + "  precision: month\n  within: 2 years\n",
        {**TYPED_VALUES, "precision": "month", "within": "2 years"},
    ),
    "number": (
        TYPED + "  unit: men\n  within: 10%\n  range: 1 to 2\n",
        {**TYPED_VALUES, "unit": "men", "within": "10%", "range": "1 to 2"},
    ),
    "choice": (
        "  question: Q?\n  answer: A\n" + TWO,
        {"prompt": "Q?", "answer": "A", "distractors": TWO_VALUES},
    ),
    "select": (
        "  question: Q?\n  answers: [a, b]\n" + TWO,
        {"prompt": "Q?", "answers": ("a", "b"), "distractors": TWO_VALUES},
    ),
    "true-false": ("  statement: S.\n  answer: false\n", {"prompt": "S.", "answer": "false"}),
    "cloze": ("  text: a {{c1::b::c}}\n", {"prompt": "a {{c1::b::c}}"}),
    "order": (
        "  question: Q?\n  items:\n  - text: a\n    label: 1950\n  - b\n",
        {"prompt": "Q?", "items": (Item("a", "1950"), Item("b"))},
    ),
    "match": (
        "  question: Q?\n  pairs:\n  - left: a\n    right: 1\n  - left: b\n    right: 2\n",
        {"prompt": "Q?", "pairs": (Pair("a", "1"), Pair("b", "2"))},
    ),
    "open": (
        "  question: Q?\n  answer: A\n  points: [x, y]\n",
        {"prompt": "Q?", "answer": "A", "points": ("x", "y")},
    ),
}


@pytest.mark.parametrize("type_", list(CardType))
def test_a_card_of_each_type_is_read_whole(type_):
    written, values = TYPES[type_]
    head = HEAD.replace("cards:", "tags: [deck-tag, own]\ncards:")
    value, problems = build(head + ALL.format(type=type_) + written)
    assert problems == []
    (card,) = value.cards
    expected = {**COMMON, **values, "tags": ("deck-tag", "own")}
    assert card == Card(identity=Identity("lib", "d", "all"), type=type_, **expected)
    assert card.place == Place("f.yaml", 5, 7)
    keys = set(shapes.CARD_OF[type_].keys)
    assert {line.split(":")[0].strip("- ") for line in (ALL + written).splitlines()} >= keys - {"x"}


def test_a_deck_is_read_whole():
    value, problems = build(
        "title: T\ndescription: >-\n  D\n  d.\norder: 007\ntags: [a]\ndeck: d\ncards:\n"
        + SOUND.format("x")
    )
    assert problems == []
    assert (value.slug, value.title, value.description) == ("d", "T", "D d.")
    assert (value.order, value.tags, value.place) == (7, ("a",), Place("f.yaml", 7, 7))


def test_a_source_is_read_whole():
    text = SOURCE.replace(
        "document:",
        "authors:\n- A\npublisher: P\npublished: 1969-11\nurl: https://x\nrights: R\ndocument:",
    )
    text += (
        "- id: 18b\n  at: 18-19\n  section: S\n  fact: G.\n  standing: vague\n  note: N\n"
        "  core: true\n"
    )
    value, problems = build(text, "source")
    assert problems == []
    assert (value.slug, value.title, value.document, value.sha256) == ("s", "T", "a.txt", SHA)
    assert (value.authors, value.publisher, value.published) == (("A",), "P", "1969-11")
    assert (value.url, value.rights, value.assessment) == ("https://x", "R", "A.")
    first, second = value.facts
    assert (first.citation, first.text, first.standing, first.core) == (
        "s:1a",
        "F.",
        "sound",
        False,
    )
    assert (second.at, second.section, second.note, second.core) == ("18-19", "S", "N", True)
    assert second.standing is Standing.VAGUE


def test_a_claim_stands_as_its_facts_do():
    from quiz.library.build import Builder
    from quiz.library.reader import read

    text = (
        "conflicts:\n- id: a\n  question: Q?\n  claims:\n  - says: x\n    facts: [s:1a]\n"
        "  - says: y\n    facts: [s:1a]\n    standing: sound\n  - says: z\n  verdict: V.\n"
        "  outside:\n  - W\n"
    )
    root, problems = read(text.encode(), "f.yaml")
    (conflict,) = Builder("f.yaml", problems).conflicts(root, {"s:1a": Standing.MISTAKEN})
    assert problems == []
    assert conflict.claims == (
        Claim("x", ("s:1a",), Standing.MISTAKEN),
        Claim("y", ("s:1a",), Standing.SOUND),
        Claim("z", (), Standing.SOUND),
    )
    assert conflict.outside == ("W",)


def test_names_and_overrides_are_read_whole():
    text = NAMES + "  kind: person\n  variants:\n  - B b\n  reject: [c]\n  glossary: G.\n"
    (name,), problems = build(text, "names")
    assert problems == []
    assert (name.id, name.name, name.kind, name.variants) == ("a", "A", "person", ("B b",))
    assert (name.reject, name.glossary) == (("c",), "G.")
    text = "overrides:\n- card: a/b/c\n  accept: [x]\n  note: N\n  explanation: E\n"
    (override,), problems = build(text, "overrides")
    assert problems == []
    place = Place("f.yaml", 2, 3)
    values = {"card": "a/b/c", "accept": ("x",), "note": "N", "explanation": "E", "place": place}
    assert override == values


def test_many_faults_are_all_named_and_soon():
    text = HEAD + SOUND.format("a") + "".join(f"key{n}: x\n" for n in range(20_000))
    assert len(found(text)) == 20_000


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_every_day_of_the_calendar_is_a_day(day):
    card = f"- id: a\n  question: Q?\n  answer: A\n  corrected: {day}\n"
    assert found(deck(card)) == []
    if day.month != (day + timedelta(1)).month if day < date.max else False:
        after = f"{day:%Y-%m}-{day.day + 1:02}"
        assert found(deck(card.replace(str(day), after))) == [(10, 14, "bad-value")]


def test_a_new_card_is_what_the_model_makes():
    values = {"identity": Identity("a", "b", "c"), "prompt": "Q?", "hint": "h"}
    assert new_card(values) == Card(**values)
    assert hash(new_card(values)) == hash(Card(**values))


@pytest.mark.parametrize("key", ["items", "pairs", "distractors"])
@pytest.mark.parametrize("broken", ["\x01text: a", "text\x00: a", "\x01: a", "\x01\x00: a"])
def test_a_part_whose_key_is_no_text_is_left_out(key, broken):
    text = f"{HEAD}- id: a\n  question: Q?\n  type: order\n  {key}:\n  - {broken}\n    label: b\n"
    deck, problems = build(text)
    assert problems
    assert all(not getattr(card, key) for card in deck.cards)
