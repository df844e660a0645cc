from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import markdown
from quiz.markdown import Span, escape, plain, printable, spans

STYLED = [
    ("", ()),
    ("plain", (Span("plain"),)),
    ("a *b* c", (Span("a "), Span("b", emphasis=True), Span(" c"))),
    ("a _b_ c", (Span("a "), Span("b", emphasis=True), Span(" c"))),
    ("**b**", (Span("b", strong=True),)),
    ("***b***", (Span("b", strong=True, emphasis=True),)),
    ("*a **b***", (Span("a ", emphasis=True), Span("b", strong=True, emphasis=True))),
    ("`a*b*`", (Span("a*b*", code=True),)),
    ("[a](https://x.y/z)", (Span("a", link="https://x.y/z"),)),
    ("[*a*](http://x.y)", (Span("a", emphasis=True, link="http://x.y"),)),
    ("[a](HTTPS://x.y)", (Span("a", link="HTTPS://x.y"),)),
    ("[a](javascript:alert(1))", None),
    ("[a](file:///etc/passwd)", None),
    ("[a](data:text/html,x)", None),
    ("[a](x.html)", (Span("a"),)),
    (r"\*a\*", (Span("*a*"),)),
    ("a\nb", (Span("a"), Span("\n"), Span("b"))),
    ("a  \nb", (Span("a"), Span("\n"), Span("b"))),
]


@pytest.mark.parametrize(("text", "expected"), STYLED)
def test_inline_markdown_becomes_spans(text, expected):
    found = spans(text)
    if expected is None:
        assert not any(span.link for span in found)
        return
    assert joined(found) == joined(expected)


def joined(found) -> list[Span]:
    """Spans with neighbours of one style as one."""
    merged: list[Span] = []
    for span in found:
        style = (span.strong, span.emphasis, span.code, span.link)
        if merged and (merged[-1].strong, merged[-1].emphasis, merged[-1].code,
                       merged[-1].link) == style:  # fmt: skip
            merged[-1] = Span(merged[-1].text + span.text, *style)
        else:
            merged.append(span)
    return merged


AS_WRITTEN = [
    "[b]", "[bold red]x[/]", "dict[str, int]", "a<b", "<b>x</b>", "&amp; &lt;", "{{c1::",
    "$5 and $6", "# no heading", "1. no list", "- no list", "> no quote", "| a | b |", "~~a~~",
    "http://x.y", "snake_case_name", "2 * 3 * 4", "a*", "_", "彭德怀", "![x](y", "---",
    "<script>alert(1)</script>", ":smile:", "^a^", "\\n", "50% off!", "a\\b",
]  # fmt: skip


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_everything_else_is_shown_as_written(text):
    assert plain(text) == text


def test_an_image_is_no_image():
    assert plain("![x](https://y.z/a.png)") == "!x"


ACTING = {
    "\x1b[31mred": "[31mred",
    "a\u202eb": "ab",
    "a\u2066b\u2069": "ab",
    "\x00\x07\x08a\x7f\x9b": "a",
    "a\ufeff\u200b\u00adb": "ab",
    "a\u200db\u200cc": "a\u200db\u200cc",
    "a\tb": "a b",
    "a\r\nb\rc\u2028d\u2029e": "a\nb\nc\nd\ne",
    "\ud800": "\ufffd",
    "🙂é彭": "🙂é彭",
}


@pytest.mark.parametrize(("text", "shown"), ACTING.items())
def test_what_would_act_on_a_terminal_is_dropped(text, shown):
    assert printable(text) == shown
    assert plain(text) == shown


ANY = st.text(st.characters(), max_size=60)


@given(ANY)
def test_nothing_that_is_shown_acts(text):
    for shown in (printable(text), plain(text), "".join(span.text for span in spans(text))):
        for char in shown:
            assert char in "\n\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    assert printable(printable(text)) == printable(text)
    assert all(s.link.lower().startswith("http") for s in spans(text) if s.link)


MARKED = st.lists(
    st.sampled_from([*"*_`[]()\\ \n!<>&ab", "**", "https://x", "&amp;", "](", "彭"]), max_size=30
).map("".join)


@given(st.one_of(ANY, MARKED))
def test_what_is_escaped_comes_back_as_one_run(text):
    text = "\n".join(line.strip() for line in printable(text).split("\n"))
    found = spans(escape(text))
    assert "".join(span.text for span in found) == text
    assert not any(s.strong or s.emphasis or s.code or s.link for s in found)


@given(MARKED)
def test_any_markdown_is_read_without_an_exception(text):
    assert all(isinstance(span, Span) and span.text for span in spans(text))


@pytest.mark.parametrize("repeated", ["*", "[", "`", "*a ", "[a](", "\\", "_*", "[*"])
@pytest.mark.parametrize("length", [markdown._LONGEST, 2_000_000])
def test_hostile_text_does_not_hang(repeated, length):
    text = (repeated * length)[:length]
    began = time.process_time()
    spans(text)
    assert time.process_time() - began < 4


def test_a_text_that_is_no_card_any_more_is_shown_as_it_was_written():
    longest = "*a*" + "b" * (markdown._LONGEST - 3)
    assert spans(longest)[0] == Span("a", emphasis=True)
    assert spans(longest + "b\x1b") == (Span(longest + "b"),)
    assert spans(longest + "b")[0].text.startswith("*a*")


def test_plain_text_does_not_need_the_parser():
    markdown._parser.cache_clear()
    markdown._kept.cache_clear()
    spans("The 19th of October, 1950: (a) text.")
    assert markdown._parser.cache_info().currsize == 0
