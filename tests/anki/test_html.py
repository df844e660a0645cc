import re

import pytest
from anki_real import seen
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.anki import gaps
from quiz.anki.gaps import cloze_text
from quiz.html import attribute, escape, inline, link, runs, styled, words
from quiz.markdown import escape as as_markdown
from quiz.markdown import plain, printable
from quiz.model import Unusable


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a<b & c", "a&lt;b &amp; c"),
        ("&nbsp;", "&amp;nbsp;"),
        ("one\ntwo", "one<br>two"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("a\x1fb\x00c\u202ed", "abcd"),
        ("[sound:x.mp3] [SOUND:y]", "&#91;sound:x.mp3] &#91;SOUND:y]"),
        (
            "[latex]x[/latex] [$]y[/$] [$$]z[/$$]",
            "&#91;latex]x[/latex] &#91;$]y[/$] &#91;$$]z[/$$]",
        ),
        ("[anki:tts lang=en]", "&#91;anki:tts lang=en]"),
        ("[b] dict[str, int]", "[b] dict[str, int]"),
        ("$5 and $6", "$5 and $6"),
        ("{{c1::x}}", "{{c1::x}}"),
    ],
)
def test_text_is_escaped_for_anki(written: str, expected: str) -> None:
    assert escape(written) == expected


def test_mathjax_does_not_open() -> None:
    assert words(r"\(x\) \[y\]") == r"<span>\</span>(x\) <span>\</span>[y\]"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("plain, 5:00 (UTC)!", "plain, 5:00 (UTC)!"),
        ("*Eagle*", "<em>Eagle</em>"),
        ("**a *b***", "<strong>a </strong><strong><em>b</em></strong>"),
        ("`a<b`", "<code>a&lt;b</code>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('[a](https://e.org/?q="x"&y)', '<a href="https://e.org/?q=%22x%22&amp;y">a</a>'),
        ("[a](ftp://e.org)", "a"),
        (r"\[sound:x.mp3]", "&#91;sound:x.mp3]"),  # Markdown parts it into two texts
        ("one\ntwo", "one<br>two"),
    ],
)
def test_markdown_becomes_html(written: str, expected: str) -> None:
    assert inline(written) == expected


STARRED = st.lists(st.sampled_from(["a", "b*", "*c", "*", "**", "1*", ",", "*d*"])).map(" ".join)


@settings(deadline=None)
@given(st.text(alphabet="ab1 *,.'é&[\n\ud800") | STARRED)
def test_short_ways_lead_where_the_long_one_does(text: str) -> None:
    """Texts without Markdown, or with plain emphasis alone, are not parsed; none tells."""
    assert inline(text) == "".join(styled(style, run) for style, run in runs(text))


def test_attributes_and_links_hold_no_way_out() -> None:
    assert attribute('"Sea"\n<of> [sound:x]') == "&quot;Sea&quot; &lt;of&gt; &#91;sound:x]"
    assert link("https://e.org/?a&b", "E") == '<a href="https://e.org/?a&amp;b">E</a>'
    assert link("javascript:alert(1)", "E") == "E"
    assert link("", "E") == "E"


@given(st.text())
def test_any_text_arrives_as_written(text: str) -> None:
    from unicodedata import normalize

    expected = " ".join(normalize("NFC", printable(text)).split())
    assert seen(inline(as_markdown(text))) == expected
    assert seen(words(text)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{{c1::a}} b", "{{c1::a}} b"),
        ("{{c1::a::h}}", "{{c1::a::h}}"),
        ("{{c1::a {{c2::b}} c}}", "{{c1::a {{c2::b}} c}}"),
        ("{{c1::a {{c2::b}}::h}}", "{{c1::a {{c2::b}}::h}}"),
        ("{{c1::*a*}} *b*", "{{c1::<em>a</em>}} <em>b</em>"),
        ("*x {{c1::y}} z*", "<em>x </em>{{c1::<em>y</em>}}<em> z</em>"),
        ("{{c1::_a_}}", "{{c1::<em>a</em>}}"),
        ("{{c1::a::*h*}}", "{{c1::a::<em>h</em>}}"),
        ("{{c1::a:::b}}", "{{c1::a:::b}}"),
        ("{{c1::a:}}: c::d", "{{c1::a&#58;}}: c&#58;&#58;d"),
        ("{{c1::a::b::c}}", "{{c1::a::b&#58;&#58;c}}"),
        ("{{c1::{x} }}", "{{c1::&#123;x&#125; }}"),
        ("{{c1::a}} {{c2:: }} {{b}}", None),
        ("{{c1::a}} {{x}} {{c2", "{{c1::a}} &#123;&#123;x&#125;&#125; &#123;&#123;c2"),
        ("{{c1::at 5:00}}", "{{c1::at 5:00}}"),
        ("{{c1::x::sound:a.mp3}}", "{{c1::x::&#115;ound:a.mp3}}"),
        ("{{c1::x::latex}}", "{{c1::x::&#108;atex}}"),
        ("{{c1::x::\u202e}}", "{{c1::x}}"),
        ("[{{c1::sound:a}}]", "[{{c1::sound:a}}]"),
        ("no gap", None),
        ("{{c1::}}", None),
        ("{{c1:: ::hint}}", None),
        ("{{c0::a}}", None),
        ("{{c501::a}}", None),
        ("[a](https://e.org/{{c1::b}})", None),
    ],
)
def test_gaps_are_written_as_anki_reads_them(written: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(Unusable):
            cloze_text(written)
    else:
        assert cloze_text(written) == expected


PIECES = [
    "a",
    " ",
    ":",
    "::",
    "{",
    "}",
    "{{",
    "}}",
    "{{c1::",
    "{{c12::",
    "{{c0::",
    "$",
    "Latex",
    ".",
]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.lists(st.sampled_from([*PIECES, "{{c2::b}}", "{{c2::b::h}}"]), max_size=9).map("".join),
)
def test_simple_gaps_are_written_as_any_others(inside: str, text: str) -> None:
    written = f"{{{{c1::{inside}}}}} {text}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gaps, "_SIMPLE", re.compile("(?!)"))
        expected = written_or_refused(written)
    assert written_or_refused(written) == expected


def written_or_refused(written: str) -> str:
    try:
        return cloze_text(written)
    except Unusable as error:
        return str(error)


def test_what_stands_before_a_text_opens_no_gap() -> None:
    assert (
        cloze_text("{{c1::a}}", "X {{c2::y}} ")
        == "X &#123;&#123;c2&#58;&#58;y&#125;&#125; {{c1::a}}"
    )


@given(st.text(alphabet="{}c12:[]()*_`\\ ab\n$s\ufdd0\ufdd1!"))
def test_no_text_breaks_a_gap(text: str) -> None:
    """Whatever stands around and in a gap, it stays one gap with the same text."""
    safe = as_markdown(text.replace("{", "").replace("}", "").replace("::", ""))
    markup = cloze_text(f"x{safe} {{{{c1::a{safe}.}}}} {safe}")
    assert markup.count("{{c1::") == 1
    assert markup.count("}}") == 1
    inside = markup.partition("{{c1::")[2].partition("}}")[0]
    expected = plain(f"a{safe}.").replace("\ufdd0", "").replace("\ufdd1", "")
    assert seen(inside) == " ".join(expected.split())
