"""What is compared with many texts at once is compared as each is."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.grading import same
from quiz.grading.said import said

_WORDS = re.split(
    " ",
    "the a an The A An 4 26 1950 two second II iv paper per cent Per-cent super because Because"
    " be-cause to - % & 1950-53 ½ $ July of about half a.m. U.S.A. x. . , ' *x* [a](b) \u200d"
    " \u0301 é 1,000 armies Armies' vitamin and in May may one hundred",
)
_TEXTS = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from([" ", "", "-"]))).map(
    lambda parts: "".join(word + space for word, space in parts)
)


@settings(deadline=None)
@given(_TEXTS, _TEXTS)
def test_the_first_that_says_the_same_is_found(text: str, other: str) -> None:
    texts = [other, "because", text]
    expected = next((n for n, one in enumerate(texts) if same(text, one)), -1)
    assert said(texts).index(text) == expected
    assert said([other]).index(text) == (0 if same(text, other) else -1)


def test_texts_dates_and_numbers_are_found() -> None:
    assert said(["in the autumn", "Two armies"]).index("the two armies") == 1
    assert said(["in the autumn", "1 October 1950"]).index("Oct 1, 1950") == 1
    assert said(["two million"]).index("2,000,000") == 0
    assert said(["in the autumn", "two armies"]).index("Because of it") == -1
    assert said([]).index("x") == -1
