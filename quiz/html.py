"""Card text as HTML that is shown as it was written, and in which nothing acts. Pure.

Programs read more than HTML in a text: Anki `[sound:...]`, `[latex]` and `{{c1::...}}`, Anki and
Moodle MathJax between `\\(` and `\\)`. Text that happens to look so is written with entities, which
no step of theirs reads; of gaps `quiz.anki.gaps` takes care.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from quiz.markdown import Span, printable, spans

_HARMLESS = bytes(n for n in range(0x20, 0x7F) if chr(n) not in "&*<>[\\_`")
_TAG = re.compile(r"\[(?=(?i:sound:|latex\]|\$\$?\]|anki:))")
_MATH = re.compile(r"\\(?=[(\[])")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_BLANK = re.compile(r"(?:<[^>]*>|&nbsp;|\s)*")
_MARKDOWN = re.compile(rb"[*_`\[\\\n]")


def escape(text: str) -> str:
    """Text as HTML without any of our own markup; line breaks become `<br>`."""
    if not _notable(text):
        return text
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", printable(text))
    text = html.escape(text, quote=False).replace("\n", "<br>")
    return _TAG.sub("&#91;", text) if "[" in text else text


def _notable(text: str) -> bytes:
    """What is in a text beside printable ASCII that nothing acts on; in most there is nothing."""
    return text.encode(errors="surrogatepass").translate(None, _HARMLESS)


@lru_cache(maxsize=1024)  # addresses and titles of sources come again with each card
def attribute(text: str) -> str:
    """Plain text for a double-quoted attribute."""
    markup = escape(text).replace("<br>", " ").replace('"', "&quot;")
    return markup.replace("\\", "&#92;")  # Anki's editor makes MathJax of `\\(` even here


@lru_cache(maxsize=1024)
def words(written: str) -> str:
    """Plain text as HTML: titles and the like, which hold no Markdown."""
    # MathJax reads text nodes, after entities are decoded; it does not read across an element.
    return _MATH.sub(r"<span>\\</span>", escape(written))


def inline(written: str) -> str:
    """Card text, which is inline Markdown, as HTML."""
    notable = _notable(written)
    if not notable:
        return written
    if not notable.strip(b"*") and (emphasised := _emphasised(written)):
        return emphasised
    if not _MARKDOWN.search(notable):
        return words(written)
    return "".join(styled(style, run) for style, run in runs(written))


def inline_stars(written: str) -> str:
    """`inline`, for a printable ASCII text in which nothing but stars can act."""
    return inline(written) if "*" in written else written


def _emphasised(written: str) -> str:
    """A text as `inline` has it, where each two single stars hold a text that begins and ends
    with a letter or digit, as round most titles; else nothing."""
    plain = written.split("*")
    inside, between = plain[1::2], plain[2:-1:2]
    if len(plain) % 2 == 0 or not all(between):
        return ""
    if not all(text and text[0].isalnum() and text[-1].isalnum() for text in inside):
        return ""
    plain[1::2] = [f"<em>{text}</em>" for text in inside]
    return "".join(plain)


def listed(entries: Iterable[str], name: str, element: str = "ul") -> str:
    """A list of HTML; empty where it has no entries."""
    found = list(entries)
    if not found:
        return ""
    closing = element.partition(" ")[0]
    return f'<{element} class="{name}"><li>{"</li><li>".join(found)}</li></{closing}>'


def link(address: str, inside: str) -> str:
    """HTML that leads to a page of the web; any other address leads nowhere."""
    if not _WEB.match(address):
        return inside
    return f'<a href="{attribute(address)}">{inside}</a>'


def is_blank(markup: str) -> bool:
    """Nothing of it can be seen."""
    return _BLANK.fullmatch(markup) is not None


def runs(written: str) -> list[tuple[Span, str]]:
    """Runs of one style, joined: `[` and `sound:` must not hide from each other in two spans."""

    def style(span: Span) -> tuple[bool, bool, bool, str]:
        return span.strong, span.emphasis, span.code, span.link

    grouped = ([*same] for _, same in groupby(spans(written), key=style))
    return [(same[0], "".join(span.text for span in same)) for same in grouped]


def styled(style: Span, run: str) -> str:
    """A run of text, which holds no Markdown, in a style."""
    markup = words(run)
    if style.code:
        markup = f"<code>{markup}</code>"
    if style.emphasis:
        markup = f"<em>{markup}</em>"
    if style.strong:
        markup = f"<strong>{markup}</strong>"
    return link(style.link, markup)
