from __future__ import annotations

import json

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
