"""The format reference has every key of every file, and no other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from quiz import settings
from quiz.anki import lock
from quiz.cli import run
from quiz.library import shapes
from quiz.model import CardType, EventKind, Standing
from quiz.schema import KINDS

PAGE = (Path(__file__).parent.parent / "docs" / "format.md").read_text(encoding="utf-8")
TABLE = re.compile(r"^\| (.+) \|\n\| [-| ]+ \|\n((?:\|.*\|\n)+)", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")


def tables(head: str) -> list[list[list[str]]]:
    """The rows of each table with these heads, as cells."""
    return [
        [[cell.strip() for cell in row[1:-1].split("|")] for row in rows.splitlines()]
        for found, rows in TABLE.findall(PAGE)
        if found == head
    ]


def keys(rows: list[list[str]]) -> dict[str, bool]:
    """Each key of a table, and whether it is needed."""
    return {key: row[1] == "yes" for row in rows for key in CODE.findall(row[0])}


COMMON = shapes.Shape(
    "a card", {key: kind for key, kind in shapes.CARD.keys.items() if key in shapes.COMMON},
    shapes.CARD.required,
)  # fmt: skip
DESCRIBED = (
    shapes.LIBRARY, shapes.DECK, COMMON, shapes.SOURCE, shapes.FACT, shapes.CONFLICTS,
    shapes.CONFLICT, shapes.CLAIM, shapes.NAMES, shapes.NAME, shapes.OVERRIDES, shapes.OVERRIDE,
)  # fmt: skip


def test_each_file_s_keys_are_those_of_its_shape():
    described = tables("key | needed | holds")
    assert len(described) == len(DESCRIBED)
    for rows, shape in zip(described, DESCRIBED, strict=True):
        assert keys(rows) == {key: key in shape.required for key in shape.keys}, shape.name


def test_the_parts_of_lists_have_their_keys():
    (rows,) = tables("of | needed | further")
    found = {CODE.findall(of)[0]: (CODE.findall(needs), CODE.findall(more)) for of, needs, more in
             rows}  # fmt: skip
    for key, shape in (("distractors", shapes.DISTRACTOR), ("items", shapes.ITEM),
                       ("pairs", shapes.PAIR)):  # fmt: skip
        needs, more = found.pop(key)
        assert (set(needs), {*needs, *more}) == (shape.required, set(shape.keys))
    assert not found


def test_the_keys_of_some_types_are_the_rest_of_all_keys():
    own = {key for rows in tables("key | holds") for row in rows for key in CODE.findall(row[0])}
    assert own == set(shapes.CARD.keys) - set(COMMON.keys)


@pytest.mark.parametrize("card_type", CardType)
def test_a_type_needs_and_may_have_what_its_shape_says(card_type):
    (rows,) = tables("type | needs | may have | is asked as")
    ((_, needs, more, _),) = [row for row in rows if row[0] == f"`{card_type}`"]
    shape = shapes.CARD_OF[card_type]
    own = set(shape.keys) - set(COMMON.keys) | (shape.required - {"id"})
    assert set(CODE.findall(needs)) == shape.required - {"id"}
    assert {*CODE.findall(needs), *CODE.findall(more)} == own


@pytest.mark.parametrize("card_type", CardType)
def test_each_type_has_an_example(card_type):
    default = card_type is CardType.SHORT_ANSWER
    cards = re.findall(r"^- id: [\s\S]*?(?=^- id: |^```)", PAGE, re.MULTILINE)
    assert any((f"type: {card_type}\n" in card) or (default and "type:" not in card
               and "  question: " in card) for card in cards)  # fmt: skip


def test_closed_values_are_named():
    for value in (*Standing, *CardType, *KINDS, *EventKind):
        assert f"`{value}`" in PAGE, value


def test_settings_have_their_defaults():
    (rows,) = tables("key | default | holds")
    told = {CODE.findall(key)[0]: CODE.findall(default) for key, default, _ in rows}
    text = "\n".join(f"{key} = {default[0]}" for key, default in told.items() if default)
    assert list(told) == list(settings.Settings._fields)
    assert settings._settings(tomllib.loads(text), Path()) == settings.Settings()


def test_the_lines_of_the_lock_are_such_lines():
    ((example),) = re.findall(r"```text\n(deck\t.*?)```", PAGE, re.DOTALL)
    read = lock.parse(example)
    assert read.decks
    assert read.notes
    assert read.gone
    assert lock.render(read) == example


@pytest.mark.parametrize(
    ("command", "inside"),
    [
        (["decks"], "decks"),
        (["check", "--strict"], "problems"),
        (["coverage"], "sources"),
        (["find", "Yalu"], ""),
    ],
)
def test_json_has_the_keys_that_are_described(command, inside, capsys, tmp_path):
    import json

    (rows,) = tables("command | prints")
    (told,) = [row[1] for row in rows if row[0].startswith(f"`quiz {command[0]}")]
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "broken.yaml").write_text("deck: x\n", encoding="utf-8")
    where = [str(tmp_path)] if command[0] == "check" else []
    run([*command, *where, "--json"])
    printed = json.loads(capsys.readouterr().out)
    found = {*printed} | ({*printed[inside][0]} if inside else set())
    named = set(re.findall(r'"(\w+)"', CODE.findall(told)[0]))
    assert found == named
