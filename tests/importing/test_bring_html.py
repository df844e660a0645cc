import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_make import escaped

from quiz.importing.html import Image, _is_evident, _spaced, _Style, _styled, markdown
from quiz.markdown import escape, plain, printable, spans


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain", "plain"),
        ("a &amp; b &lt;c&gt; &eacute;&#233;&#xe9;", "a & b <c> ééé"),
        ("a&nbsp;&nbsp;b&nbsp;", "a b"),
        ("one<br>two<br/><br>three", "one\ntwo\nthree"),
        ("<div>one</div><div><br></div><div>two</div>", "one\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("<ol><li>a<li>b</ol>c", "1. a\n2. b\nc"),
        ("<table><tr><th>Y</th><td>1950</td></tr><tr><td>Z<td>1953</table>", "Y | 1950\nZ | 1953"),
        ("<b>Mao</b> and <i>Stalin</i>", "**Mao** and *Stalin*"),
        ("<b> Mao </b>x", "**Mao** x"),
        ("<code>a_b</code>", "`a_b`"),
        ('<a href="https://x.org/a">x</a>', "[x](https://x.org/a)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("snake_case *stars* [x] `t`", r"snake\_case \*stars\* \[x\] \`t\`"),
        (r"\(x^2\) and \[y\]", "x^2 and y"),
        (r"[latex]$a_1$[/latex], [$]b[/$], [$$]c[/$$] \( open", r"a\_1, b, c \\( open"),
        ("<ul><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ul>", "• a\n◦ b\n1. c\n• d"),
        ("<table><tr><td>a<br>b<td><div>c</div><div>d</div></table>e", "a b | c d\ne"),
        ("<pre>one\n  two</pre>three\nfour", "one\ntwo\nthree four"),
        ("<li></li>•<li>|</li>", "• |"),
        ("<ol><li>a<ol><li>b<li>c</ol><li>d</ol>", "1. a\n1.1. b\n1.2. c\n2. d"),
        ("<ol start=5><li>a<li>b</ol><ol start=x><li>c</ol>", "5. a\n6. b\n1. c"),
        ("<ul><li><p>a</p><p>b</p></li><li>\n<div>c</div></ul>", "• a\nb\n• c"),
        ("<ol><li><h3>a</h3>b<li></li><li>c</ol>", "1. a\nb\n2.\n3. c"),
        ("<details><summary>a</summary>b</details>c", "a\nb\nc"),
        ("<table><caption>a</caption><tr><td>b</table>", "a\nb"),
        ("a<span hidden>b</span>c", "ac"),
        (
            "19<sup>th</sup>, 1<sup>st</sup>, x<sup>n</sup>, so<sup>[1]</sup><sup>®</sup>",
            r"19th, 1st, xⁿ, so\[1\]®",
        ),
        ("H<sub>2</sub>O, m<sup>2</sup>, x<sup>abc</sup>", "H₂O, m², x^abc"),
        ("<script>alert('a')</script>x<style>b{}</style>", "x"),
        ("<!-- note -->x<!doctype html>", "x"),
        ('<span style="display:none">no</span>yes', "yes"),
        ("a < b and c > d", "a < b and c > d"),
        ("1 <2 and <unclosed", "1 <2 and <unclosed"),
        ("a\x00b\u202ec", "abc"),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢(kan)"),
    ],
)
def test_html_becomes_card_text(source, text):
    assert markdown(source).text == text


def test_what_is_no_text_is_named():
    found = markdown('x [sound:a.mp3]<img src="m.png" alt="A &amp; B"><svg><text>t</text></svg>')
    assert found.text == "x"
    assert found.sounds == ("a.mp3",)
    assert found.images == (Image("m.png", "A & B"),)
    assert found.drawn


def test_gaps_stay_and_what_only_looks_so_does_not():
    source = "<b>a {{c1::b</b> &amp; c&#58;&#58;d::h_i}} &#125;&#125;"
    assert markdown(source, gaps=True).text == r"**a** {{c1::**b** & c\:\:d::h\_i}} \}\}"


@given(st.text(max_size=60))
def test_text_stays_text(text):
    shown = " ".join(plain(markdown(escaped(text.replace("[", "("))).text).split())
    assert "\n" not in shown
    assert not any(s.strong or s.code for s in spans(markdown(escaped(text)).text))


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "<li>", "*", "_", "`", "a", " ", "<td>",
                                 "{{c1::", "}}", "::", "&#58;", "<svg>", "</svg>", "<", "\\", "["]),
                max_size=24))  # fmt: skip
def test_any_markup_is_read(pieces):
    for gaps in (False, True):
        text = markdown("".join(pieces), gaps=gaps).text
        assert text == text.strip()
        assert "\n\n" not in text


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<a ",
        "<b>",
        '<a b="',
        "&",
        "<script>",
        "<li>",
        "<svg ",
        "*",
        "<b>*</b>",
        "</a",
        "[sound:",
        "[anki:tts ",
        "[latex]",
        "\\(",
        "<ol><li>",
    ],
)
def test_time_is_linear(piece):
    start = time.process_time()
    markdown(piece * (100_000 // len(piece)), gaps=True)
    assert time.process_time() - start < 5


@given(st.text(" ab\t\n\xa0\u2007\u202f", max_size=12))
def test_white_space_becomes_single_spaces(text):
    assert _spaced(text) == re.sub("[ \t\n\xa0\u2007\u202f]+", " ", text)


STYLES = [_Style(), _Style(strong=True), _Style(emphasis=True), _Style(strong=True, emphasis=True)]
WORDS = st.text("ab .,()!?-'é。\u3000\u0301“”€", min_size=1, max_size=6) | st.text(max_size=3)


@given(st.lists(st.tuples(st.sampled_from(STYLES), WORDS), min_size=1, max_size=5))
def test_emphasis_that_is_evident_needs_no_markdown_to_see_it(runs):
    cleaned = [(style, _spaced(printable(text).replace("\n", ""))) for style, text in runs]
    groups = [run for run in cleaned if run[1]]
    groups = [g for n, g in enumerate(groups) if n == 0 or groups[n - 1][0] != g[0]]
    if _is_evident(groups):
        styled = "".join(_styled(style, text, False) for style, text in groups)
        bare = "".join(text for _, text in groups)
        assert plain(_spaced(styled).strip()) == plain(escape(_spaced(bare).strip()))
