"""Columns of a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cells import cut, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Yalu", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("彭德懷", 6),
        ("한국전쟁", 8),
        ("Ａ", 2),
        ("ｱ", 1),
        ("n\u200d", 1),
    ],
)
def test_wide_characters_take_two_columns_and_marks_none(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        ("Yalu", 4, "Yalu"),
        ("Yalu", 3, "Ya…"),
        ("彭德懷", 6, "彭德懷"),
        ("彭德懷", 5, "彭德…"),
        ("彭德懷", 4, "彭…"),
        ("cafe\u0301s", 4, "caf…"),
        ("cafe\u0301s", 5, "cafe\u0301s"),
    ],
)
def test_a_text_is_cut_at_a_character_that_fits(text, columns, said):
    assert cut(text, columns) == said


@given(st.text(st.characters(categories=("L", "M", "N", "P", "Z"))), st.integers(1, 30))
def test_what_was_cut_fits_and_is_cut_only_where_it_must(text, columns):
    short = cut(text, columns)
    assert width(short) <= columns
    assert (short == text) == (width(text) <= columns) or text.endswith("…")
