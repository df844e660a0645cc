from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import cloze
from quiz.cloze import Gap

PARSED = [
    ("", ()),
    ("no gap", ("no gap",)),
    ("{{c1::a}}", (Gap(1, ("a",)),)),
    ("x {{c1::a::h}} y", ("x ", Gap(1, ("a",), "h"), " y")),
    ("{{c2::a}}{{c1::b}}", (Gap(2, ("a",)), Gap(1, ("b",)))),
    ("{{c1::a::b::c}}", (Gap(1, ("a",), "b::c"),)),
    ("{{c1::a {{c2::b::h}} c}}", (Gap(1, ("a ", Gap(2, ("b",), "h"), " c")),)),
    ("{{c1::a {{c2::b}} c::h}}", (Gap(1, ("a ", Gap(2, ("b",)), " c"), "h"),)),
    ("{{c1::a::h {{c2::b}} c}}", (Gap(1, ("a", Gap(2, ("b",)), " c"), "h "),)),
    ("{{c1::a:: {{c2::b}}::h}}", (Gap(1, ("a", Gap(2, ("b",))), "h"),)),
    ("{{c1::}}", (Gap(1, ()),)),
    ("{{c1::::h}}", (Gap(1, (), "h"),)),
    ("{{c1::a}b}}", (Gap(1, ("a}b",)),)),
    ("{{c1::a}}}}", (Gap(1, ("a",)), "}}")),
    ("a}} {{c1::b}}", ("a}} ", Gap(1, ("b",)))),
    ("{{c1::a", ("{{c1::a",)),
    ("{{c1::a {{c2::b}}", ("{{c1::a ", Gap(2, ("b",)))),
    ("{{c01::a}}", (Gap(1, ("a",)),)),
    ("{{c::a}}", ("{{c::a}}",)),
    ("{{C1::a}}", ("{{C1::a}}",)),
    ("{{c1:a}}", ("{{c1:a}}",)),
    ("{{c1234::a}}", ("{{c1234::a}}",)),
    ("{{c١::a}}", ("{{c١::a}}",)),
    ("{{c1::two\nlines}}", (Gap(1, ("two\nlines",)),)),
    ("彭{{c1::德🙂::怀}}", ("彭", Gap(1, ("德🙂",), "怀"))),
]


@pytest.mark.parametrize(("text", "parts"), PARSED)
def test_gaps_are_parsed_as_anki_does(text, parts):
    assert cloze.parse(text) == parts


def test_a_gap_is_blanked_and_the_others_are_filled():
    text = "{{c1::Mao::who}} met {{c2::Stalin}} and {{c1::Zhou}}."
    assert cloze.numbers(text) == (1, 2)
    assert cloze.answers(text, 1) == ("Mao", "Zhou")
    assert cloze.answers(text, 3) == ()
    assert cloze.blanked(text, 1) == "[who] met Stalin and [...]."
    assert cloze.blanked(text, 2) == "Mao met [...] and Zhou."
    assert cloze.blanked(text, 2, "<{}>") == "Mao met <...> and Zhou."
    assert cloze.filled(text) == "Mao met Stalin and Zhou."


def test_numbers_ascend_whatever_order_the_gaps_come_in():
    assert cloze.numbers("{{c20::a}} {{c8::b}} {{c1::c}} {{c8::d}}") == (1, 8, 20)


def test_a_gap_around_another_hides_it():
    text = "{{c1::the {{c2::inner::in}} one}} {{c2::again}}"
    assert [gap.number for gap in cloze.gaps(text)] == [1, 2, 2]
    assert cloze.blanked(text, 1) == "[...] again"
    assert cloze.blanked(text, 2) == "the [in] one [...]"
    assert cloze.answers(text, 1) == ("the inner one",)


def test_gaps_nest_as_deep_as_in_anki():
    def nested(depth: int) -> str:
        return "".join(f"{{{{c{n}::" for n in range(1, depth + 1)) + "x" + "}}" * depth

    assert cloze.numbers(nested(10)) == tuple(range(1, 11))
    assert cloze.filled(nested(10)) == "x"
    assert cloze.numbers(nested(11)) == tuple(range(1, 11))
    assert cloze.filled(nested(11)) == "x}}"  # the eleventh opener is dropped


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::" * 100_000,
        "{{c1::" * 100_000 + "}}" * 100_000,
        "{{c1::a}}" * 100_000,
        "}}" * 100_000,
        "{{c1::" + "::" * 100_000 + "}}",
        "{" * 600_000,
    ],
    ids=lambda text: text[:16],
)
def test_the_time_is_linear(text):
    began = time.process_time()
    cloze.filled(text)
    cloze.numbers(text)
    cloze.strays(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "strays"),
    [
        ("Of {{c1::stone}} in {{c2:1789}}, {c3::by} hand, {{c4::all.",
         ("{{c2:1789}}", "{c3::by}", "{{c4::all.")),
        ("{{1::a}} {{C2::b}} {{c1::c}}", ("{{1::a}}", "{{C2::b}}")),
        ("a}} {{c1::b}} {{c}}", ("a}}", "{{c}}")),
        ("{{c1::b}}}} c", ("}}",)),
        ("{{c1::a {{b}} c}}", ("c}}", "{{b")),
        ("{{c1::a::{{b}}", ("{{b",)),
        ("{{c1::\\frac{a}{b_{1}}}}", ("}}",)),  # as Anki, the first }} closes
        ("{{c1::a}} {{" + "x" * 99 + "}}", ("{{" + "x" * 38,)),
        ("{{c1::a {{c2::b}} c::hint}} d", ()),
        ("\\(x^{2}\\) {{c1::\\frac{a}{b}}} {a} }{", ()),
        ("\\frac{{{c1::a}}}{b}", ()),
        ("{{c1:one, \n{{c2::two}}", ("{{c1:one,",)),
    ],
)  # fmt: skip
def test_what_looks_like_a_gap_and_is_none_is_found(text, strays):
    assert cloze.strays(text) == strays


MARKS = st.lists(
    st.sampled_from(["{{c1::", "{{c2::", "{{c12::", "}}", "::", "a", " ", "{", "}", "é", "\n"]),
    max_size=25,
).map("".join)


@given(MARKS)
def test_no_text_is_lost_but_marks_and_hints(text):
    parts = cloze.parse(text)
    assert all(parts)
    assert not any(isinstance(a, str) and isinstance(b, str) for a, b in pairwise(parts))
    kept = cloze.filled(text)
    letters = iter(text)
    assert all(letter in letters for letter in kept)  # a subsequence
    if not cloze.gaps(text) and text.count("::") <= 10:  # an opener that is deeper is dropped
        assert kept == text
    for number in cloze.numbers(text):
        assert cloze.answers(text, number)


@given(
    st.lists(st.tuples(st.integers(1, 999), st.text("ab é", min_size=1), st.text("cd")), max_size=6)
)
def test_gaps_come_back_as_they_were_written(gaps):
    text = " ".join(f"{{{{c{n}::{answer}::{hint}}}}}" for n, answer, hint in gaps)
    assert [(g.number, g.answer, g.hint) for g in cloze.gaps(text)] == gaps


@given(MARKS)
def test_strays_stand_in_the_text_and_whole_gaps_have_none(text):
    assert all(stray in text for stray in cloze.strays(text))
    if text.count("{") + text.count("}") == 0:
        assert cloze.strays(f"{{{{c1::{text}}}}}") == ()
