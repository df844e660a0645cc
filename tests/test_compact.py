from __future__ import annotations

import json
import runpy
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import compact

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    TEXTS, lambda inside: st.lists(inside) | st.dictionaries(TEXTS, inside), max_leaves=20
)


@given(VALUES)
def test_both_ways_write_the_same_bytes(value: object) -> None:
    assert compact.written(value) == compact._by_json(value)
    assert json.loads(compact.written(value)) == value


def test_keys_are_sorted_and_nothing_stands_between() -> None:
    written = compact.written({"b": ["é", "\x1f\x7f"], "a": {"d": "1", "c": ""}})
    assert written == '{"a":{"c":"","d":"1"},"b":["é","\\u001f\x7f"]}'.encode()


@pytest.mark.parametrize("write", [compact.written, compact._by_json])
def test_half_a_pair_cannot_be_written(write: object) -> None:
    with pytest.raises((TypeError, UnicodeEncodeError)):
        write("\ud800")  # type: ignore[operator]


@pytest.mark.parametrize("module", [compact.orjson, None])
def test_what_is_no_json_is_refused_alike(monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    monkeypatch.setattr(compact, "orjson", module)
    assert compact.read('{"a": ["\\ud83d"], "a": ["\\ud83c\\udde8"]}') == {"a": ["🇨"]}
    assert compact.read('"\\ud83d"') == "\ud83d"
    for written in ("", "{", "nothing", "[" * 100_000, '{"a": 1} 2', "\ud800"):
        with pytest.raises(ValueError, match=r"."):
            compact.read(written)


def test_where_orjson_is_missing_the_same_is_written_and_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)
    plain = runpy.run_path(str(compact.__file__))
    value = {"b": ["é", "\x1f"], "a": {"d": "1"}}
    assert plain["orjson"] is None
    assert plain["written"](value) == compact.written(value)
    assert plain["read"](compact.written(value).decode()) == value
