"""Whatever the bytes: reading ends, soon, with Problems inside the file; both parsers agree."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import HEAD, SOUND, build, ids, nodes, places
from test_library_build import ALL, TYPES
from test_library_reader import KEPT, SLIPS

from quiz.library import reader
from quiz.model import CardType

SECONDS = 20
"""Ample on a slow machine; what hangs takes hours."""

HUGE = {
    "a million brackets": b"[" * 1_000_000,
    "a million brackets in a card": (HEAD + "- id: a\n  tags: ").encode() + b"[" * 1_000_000,
    "100,000 nested mappings": b"{a: " * 100_000,
    "100,000 nested lists": b"- " * 100_000,
    "100,000 nested keys": b"? " * 100_000,
    "a line of 7.9 MiB": b"a: " + b"x" * int(7.9 * 2**20),
    "a bare line of 7.9 MiB": b"x" * int(7.9 * 2**20),
    "a slug of 7.9 MiB": b"deck: " + b"a-" * int(3.95 * 2**20) + b"\ntitle: T\ncards:\n- x\n",
    "a quote of 7.9 MiB": b'a: "' + b"x" * int(7.9 * 2**20),
    "a comment of 7.9 MiB": b"#" * int(7.9 * 2**20),
    "100,000 anchors and aliases": b"a: &a [" + b"*a, " * 100_000 + b"]",
    "a billion laughs": b"a: &a [x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (c + 1, c + 1, b", ".join([b"*%c" % c] * 9)) for c in range(97, 110)
    ),
    "100,000 documents": b"---\na\n" * 100_000,
    "100,000 gap openers": (HEAD + "- id: a\n  type: cloze\n  text: '").encode()
    + b"{{c1::" * 100_000 + b"'\n",
    "100,000 broken cards": HEAD.encode() + b"- id: a\n  x: y: z\n" * 100_000,
    "100,000 broken keys": b"a: [\n" * 100_000,
    "20,000 unknown keys": b"".join(b"k%d: x\n" % n for n in range(20_000)),
    "20,000 keys alike": b"deck: x\n" * 20_000,
    "20,000 cards alike": HEAD.encode() + SOUND.format("a").encode() * 20_000,
    "a million zero bytes": bytes(1_000_000),
    "a million bytes that are no text": b"\xff" * 1_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_huge_and_deep_input_is_named_and_does_not_hang(name):
    began = time.process_time()
    _, problems = build(HUGE[name])
    assert time.process_time() - began < SECONDS
    assert problems
    if name not in ("20,000 unknown keys", "20,000 keys alike", "20,000 cards alike",
                    "100,000 anchors and aliases"):  # fmt: skip
        assert len(problems) < 600
    assert all(len(str(problem)) < 600 for problem in problems[:600])


def inside(text: str, problems) -> None:
    lines = re.split("\r\n|\r|\n", text)
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_exception(data):
    value, problems = build(data)
    assert problems or value is not None
    text = data.decode("utf-8-sig", "surrogateescape")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        inside(text, problems)
    for problem in problems:
        assert str(problem).isprintable()


YAMLISH = st.lists(
    st.sampled_from([
        "- ", "  ", "\n", "\n- id: a\n", ": ", "key", "cards:\n", "deck: d\n", "title: T\n", "[",
        "]", "{", "}", ",", "'", '"', "#", " # c", "&a", "*a", "!t", "!!str ", "|\n", ">-\n", "%",
        "@", "`", "?", "? ", "---\n", "...\n", "\t", "\\", "<<: ", "彭德怀", "🙂", "\r\n", "\r",
        "\x07", "\u2028", "\x85", "\ufeff", "~", "type: date\n", "  question: Q?\n",
        "  answer: A\n", "  tags: [a, b]\n", '"\\ud800"', '"\\U00110000"', "type: cloze", "{{c1::",
    ]),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=300)
@given(YAMLISH)
def test_anything_like_yaml_is_read_without_an_exception(text):
    _, problems = build(text)
    inside(text.removeprefix("\ufeff"), problems)
    for kind in ("source", "conflicts", "names", "library", "overrides"):
        build(text, kind)


VALID = HEAD + "".join(
    (ALL + TYPES[type_][0]).format(type=type_).replace("id: all", f"id: {type_}")
    if "{{" not in TYPES[type_][0]
    else SOUND.format("instead")
    for type_ in CardType
)


@settings(max_examples=200)
@given(st.integers(0, len(VALID)), st.integers(0, 12), YAMLISH)
def test_a_mutated_deck_is_read_without_an_exception(at, cut, put):
    text = VALID[:at] + put + VALID[at + cut :]
    value, problems = build(text)
    inside(text.removeprefix("\ufeff"), problems)
    if value is not None:
        assert all(card.identity.card and card.prompt for card in value.cards)


@settings(max_examples=100)
@given(st.data())
def test_one_slip_costs_one_card(data):
    cards = [SOUND.format(f"c-{n}") for n in range(6)]
    hit = data.draw(st.integers(0, 5))
    line = data.draw(st.sampled_from([line for line, _, rule in SLIPS if rule != "merge-key"]))
    cards[hit] = f"- id: c-{hit}\n  {line}\n"
    value, problems = build(HEAD + "".join(cards))
    assert {p.card for p in problems} == {f"c-{hit}"}
    assert ids(value) == [f"c-{n}" for n in range(6) if n != hit]


PRINTABLE = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
)
TEXT = st.text(PRINTABLE, min_size=1, max_size=40).filter(lambda text: text.strip())
SPECIAL = st.sampled_from([value for _, value in KEPT if value and "\n" not in value])


def written(style: str, text: str) -> str:
    """The text as YAML in one of its styles."""
    match style:
        case "single":
            return "'" + text.replace("'", "''") + "'"
        case "double":
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case "literal":
            return "|2-\n    " + text
        case _:
            return ">2-\n    " + text


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["single", "double", "literal", "folded"]), st.one_of(TEXT, SPECIAL)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_text_is_loaded_as_it_was_written(texts):
    deck = HEAD
    for n, (style, text) in enumerate(texts):
        deck += f"- id: c-{n}\n  question: Q?\n  answer: {written(style, text)}\n"
    value, problems = build(deck)
    assert problems == []
    assert [card.answer for card in value.cards] == [text for _, text in texts]
    for n, card in enumerate(value.cards):
        assert deck.splitlines()[card.place.line - 1] == f"- id: c-{n}"
        assert card.place.column == 7


@settings(max_examples=200)
@given(YAMLISH)
def test_texts_without_tags_and_comments_are_read_as_those_with_them(text):
    direct = build(text)
    with pytest.MonkeyPatch.context() as patch:
        comments = reader._comments
        patch.setattr(reader, "_comments", lambda text: {-1, *comments(text)})
        assert build(text) == direct


@given(
    st.lists(st.sampled_from([*"aé彭🙂\x00\x1b\x7f\x9b\u2028\u200d\ufffe\ufeff\n"]), max_size=18)
)
def test_every_forbidden_character_is_named_wherever_it_stands(chars):
    text = "".join(["a: '", *chars])
    lines = text.split("\n")
    named = [p.place for p in nodes(text)[1] if p.rule == "control-character"]
    assert [lines[place.line - 1][place.column - 1] for place in named] == [
        char for char in text if char in "\x00\x1b\x7f\x9b\u2028\ufffe"
    ]


# -- without the C parser -----------------------------------------------------------------

SAMPLES = [
    *(f"text: {text}\nlast: x\n" for text, value in KEPT if value),
    *(
        HEAD + SOUND.format("a") + f"- id: s\n  {line}\n" + SOUND.format("z")
        for line, _, _ in SLIPS
        if "\t" not in line
    ),
    VALID,
    VALID.replace("\n", "\r\n"),
    "",
    "a",
    "[a, {b: c}]\n---\nd\n",
    'a: "\\ud800"\n',
    'a: "\\U00110000"\n',
    "a: '彭德怀' # x\nb: 彭 # y\n",
    "[" * 2000,
    "{a: " * 2000,
]


@pytest.mark.parametrize("text", SAMPLES)
def test_both_parsers_read_the_same(text, monkeypatch):
    fast = nodes(text)
    monkeypatch.setattr(reader, "FAST", False)
    slow = nodes(text)
    assert slow[0] == fast[0]
    rules = [[(line, rule) for line, _, rule in places(p)] for p in (fast[1], slow[1])]
    assert rules[0] == rules[1]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["single", "double", "literal"]), TEXT), max_size=5))
def test_both_parsers_put_sound_texts_in_the_same_places(texts):
    deck = HEAD + "".join(
        f"- id: c-{n}\n  answer: {written(*text)}\n" for n, text in enumerate(texts)
    )
    fast = build(deck)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "FAST", False)
        assert build(deck) == fast
