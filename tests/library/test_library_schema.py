"""The JSON Schema for editors, held against the reader: both refuse and take the same files."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import HEAD, SOUND, build, deck
from test_library_build import ALL, CONFLICT, FAULTS, FILES, NAMES, SOURCE, TYPES

from quiz.library import shapes
from quiz.model import CardType
from quiz.schema import KINDS, json_schema

EXAMPLE = Path(__file__).parent.parent / "example"


class Editor(yaml.SafeLoader):
    """YAML as editors guess it: the core schema of YAML 1.2."""


Editor.yaml_implicit_resolvers = {}
for _tag, _written, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_written})$"), list(_first)
    )
Editor.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
Editor.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))

VALIDATORS = {kind: jsonschema.Draft7Validator(json_schema(kind)) for kind in KINDS}

# What only the reader can see: how something is written, or what it stands beside.
BEYOND = {
    "tag", "anchor", "alias", "merge-key", "comment-in-text", "flow-text", "duplicate-key",
    "duplicate-id", "syntax", "too-deep", "second-document", "empty-text",
}  # fmt: skip


def valid(text: str, kind: str) -> bool:
    return VALIDATORS[kind].is_valid(yaml.load(text, Editor))


def agree(text: str, kind: str) -> None:
    rules = {p.rule for p in build(text, kind)[1]}
    if not rules:
        assert valid(text, kind), list(VALIDATORS[kind].iter_errors(yaml.load(text, Editor)))
    elif rules - BEYOND:
        assert not valid(text, kind), rules


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_and_names_every_key(kind):
    schema = json_schema(kind)
    jsonschema.Draft7Validator.check_schema(schema)
    written = repr(schema)
    todo, keys = [shapes.FILES[kind]], set()
    while todo:
        shape = todo.pop()
        keys |= set(shape.keys)
        todo += [shapes.PARTS[of] for of in shape.keys.values() if of in shapes.PARTS]
        todo += [shapes.DOCUMENT] * (shapes.Kind.DOCUMENT in shape.keys.values())
    for key in keys:
        assert f"'{key}': {{'description'" in written, key


def test_the_kinds_are_those_of_the_command():
    assert KINDS == ("deck", "source", "conflicts", "names", "library", "overrides")
    assert json_schema() == json_schema("deck")


@pytest.mark.parametrize("path", sorted(EXAMPLE.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_example_is_valid(path):
    kind = {"decks": "deck", "seeds": "source"}.get(path.parent.name)
    kind = path.stem if path.stem in KINDS else kind
    assert valid(path.read_text(encoding="utf-8"), kind)


# A `sources: [s:1]` and the like are written wrongly in a flow list, which a schema sees as well.
@pytest.mark.parametrize(("card", "problem"), FAULTS)
def test_a_faulty_card_is_refused_by_both(card, problem):
    if problem[2] == "cloze-without-gap" and "{{c1::" in card:
        pytest.skip("a schema cannot tell an empty or open gap")
    if "2026-02-29" in card:
        pytest.skip("a schema has no calendar")
    agree(deck(card), "deck")


@pytest.mark.parametrize(("kind", "text", "problem"), FILES)
def test_a_faulty_file_is_refused_by_both(kind, text, problem):
    if "sha256: 0\n" in text:
        pytest.skip("64 digits are a number to an editor, which forgets how many there were")
    agree(text, kind)


@pytest.mark.parametrize("type_", list(CardType))
def test_a_whole_card_of_each_type_is_taken_by_both(type_):
    agree(HEAD + ALL.format(type=type_) + TYPES[type_][0], "deck")


GUESSED = ["no", "yes", "true", "45", "-3", "1.5", "1e3", "~", "null", "1950-10-19", "4:00", "0625"]


@pytest.mark.parametrize("text", GUESSED)
def test_a_text_may_be_whatever_yaml_guesses(text):
    card = f"- id: a\n  question: {text}\n  answer: {text}\n  accept:\n  - {text}\n"
    for written in (card, card + f"  distractors:\n  - {text}\n  - text: {text}\n"):
        assert build(HEAD + written)[1] == []
        assert valid(HEAD + written, "deck")


def test_what_is_a_number_to_an_editor_may_be_a_slug_a_tag_or_a_sum():
    source = SOURCE.replace("0" * 63 + "a", "0" * 64)
    for kind, text in (
        ("deck", HEAD.replace("d\n", "1950\n", 1) + SOUND.format("625")),
        ("deck", HEAD.replace("cards", "order: 3\ntags: [1950, true]\ncards") + SOUND.format("a")),
        ("deck", HEAD.replace("cards", "order: '3'\ncards") + SOUND.format("a")),
        ("source", source),
        ("source", source + "  at: 18\n"),
    ):
        assert build(text, kind)[1] == []
        assert valid(text, kind)


KEYS = sorted({*shapes.CARD.keys, "nonsense"})
VALUES = [
    "x", "a b", "3", "true", "[a, b]", "[s:1a]", "[d/c]", "{a: b}", "2024-02-29", "day",
    "{longest-key: x}", "a.png", "../a.png", "\n  - a b\n  - c", "\n  - text: a\n  - text: b",
    "\n  - left: a\n    right: b\n  - left: c\n    right: d", "'{{c1::a}}'", "[]",
]  # fmt: skip


@settings(max_examples=300)
@given(
    st.sampled_from([*CardType, "essay", None]),
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=6),
)
def test_any_card_is_refused_or_taken_by_both(type_, keys):
    keys = {"id": "x", "question": "x", "answer": "true", **keys}
    if type_:
        keys["type"] = str(type_)
    lines = [f"{key}: {value}" for key, value in keys.items()]
    agree(HEAD + "- " + "\n  ".join(lines) + "\n", "deck")


@given(
    st.sampled_from([("source", SOURCE), ("conflicts", CONFLICT), ("names", NAMES)]),
    st.sampled_from(KEYS + sorted({*shapes.SOURCE.keys, *shapes.FACT.keys, *shapes.CONFLICT.keys})),
    st.sampled_from(VALUES),
    st.booleans(),
)
def test_any_seed_file_is_refused_or_taken_by_both(file, key, value, inner):
    kind, text = file
    agree(f"{text}{'  ' * inner}{key}: {value}\n", kind)
