"""Card text: inline Markdown to spans, and outside text made safe to show.

The dialect is markdown-it's `zero` preset with emphasis, backticks, link, escape
and newline; everything else, HTML, entities and Textual markup included, is plain text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_SPECIAL = re.compile(r"[*_`\[\]\\\n]")
_LONGEST = 20_000
"""Characters of a text whose Markdown is read: brackets and asterisks alone take 0.4 s then."""

_KEPT = 500
"""Characters of a text up to which its spans are kept: they take a hundred times as much."""

# Bidi controls reorder what surrounds them; the rest of Cc and Cf either moves the cursor or
# hides. Joiners (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
_KEPT_FORMAT = {"\u200c", "\u200d"}


class Span(NamedTuple):
    """A run of text in one style; `link` is an address that may be opened, or empty."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


def printable(text: str) -> str:
    """The text without control, bidi and other invisible format characters.

    Line breaks stay, tabs become spaces, lone surrogates become U+FFFD. An escape sequence
    loses its ESC, so that what is left is seen as written and acts nowhere.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text.replace("\r\n", "\n").replace("\r", "\n")))


def _shown(char: str) -> str:
    if char == "\n" or char in _KEPT_FORMAT:
        return char
    if char == "\t":
        return " "
    if char in "\u2028\u2029":
        return "\n"
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    return "" if category in ("Cc", "Cf") else char


def spans(text: str) -> tuple[Span, ...]:
    """Card text as spans, cleaned by `printable`. A single newline is a line break.

    A text of more than 20,000 characters is shown as it was written.
    """
    return _kept(text) if len(text) <= _KEPT else _read(text)


def _read(text: str) -> tuple[Span, ...]:
    text = printable(text)
    if not _SPECIAL.search(text) or len(text) > _LONGEST:
        return (Span(text),) if text else ()
    found: list[Span] = []
    strong = emphasis = 0
    link = ""
    for token in _parser().parseInline(text)[0].children or ():
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                link = _safe(str(token.attrGet("href") or ""))
            case "link_close":
                link = ""
            case kind:
                broken = kind in ("softbreak", "hardbreak")
                content = "\n" if broken else token.content
                if content:
                    code = kind == "code_inline"
                    found.append(Span(content, strong > 0, emphasis > 0, code, link))
    return tuple(found)


_kept = lru_cache(maxsize=4096)(_read)


def plain(text: str) -> str:
    """Card text without its Markdown, cleaned, as a screen without styles shows it."""
    if text.isprintable() and not _SPECIAL.search(text):
        return text
    return "".join(span.text for span in spans(text))


def escape(text: str) -> str:
    """Text so written that `spans` gives it back as one plain run of characters."""
    return re.sub(r"([*_`\[\]\\])", r"\\\1", text)


def _safe(address: str) -> str:
    """An address of the web, or nothing: no script, no file, no command of a terminal."""
    return address if re.match(r"https?://", address, re.IGNORECASE) else ""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 20 ms, and most texts have no Markdown

    return MarkdownIt("zero").enable(["emphasis", "backticks", "link", "escape", "newline"])
