"""Card text as HTML that Anki shows as it was written, and in which nothing acts. Pure.

Anki reads more than HTML in a field: `[sound:...]`, `[latex]`, `{{c1::...}}` and MathJax between
`\\(` and `\\)`. Text that happens to look so is written with entities, which no step of Anki reads.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from quiz import cloze
from quiz.markdown import Span, printable, spans
from quiz.model import Unusable

_HARMLESS = re.compile(r"[^\x00-\x1f\x7f-\U0010ffff&*<>\[\\_`]*")  # and ASCII: most texts
_ONLY_STARS = re.compile(r"[^\x00-\x1f\x7f-\U0010ffff&<>\[\\_`]*")
_TAG = re.compile(r"\[(?=(?i:sound:|latex\]|\$\$?\]|anki:))")
_MATH = re.compile(r"\\(?=[(\[])")
_ACTING_HINT = re.compile(r"sound:|latex$|\$\$?$|anki:", re.IGNORECASE)
_COLON = re.compile(r":(?=:|$)|(?<=:):")
_BLANK = re.compile(r"(?:<[^>]*>|&nbsp;|\s)*")
_MARKDOWN = re.compile(r"[*_`\[\]\\\n]")

# Where a gap begins and ends while Markdown is read around and inside it: noncharacters, which no
# text holds, between punctuation, beside which emphasis opens and closes as beside braces.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"!([{_OPEN}{_CLOSE}])!")
_MOST_GAPS = 500  # Anki asks none of a higher number


def escape(text: str) -> str:
    """Text as HTML without any of our own markup; line breaks become `<br>`."""
    if _HARMLESS.fullmatch(text):
        return text
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", printable(text))
    text = html.escape(text, quote=False).replace("\n", "<br>")
    return _TAG.sub("&#91;", text) if "[" in text else text


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
    if _HARMLESS.fullmatch(written):
        return written
    if not _MARKDOWN.search(written):
        return words(written)
    if _ONLY_STARS.fullmatch(written) and (emphasised := _emphasised(written)):
        return emphasised
    return "".join(_run(style, run) for style, run in _runs(written))


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
    if not re.match(r"https?://", address, re.IGNORECASE):
        return inside
    return f'<a href="{attribute(address)}">{inside}</a>'


def is_blank(markup: str) -> bool:
    """Nothing of it can be seen."""
    return _BLANK.fullmatch(markup) is not None


def cloze_text(written: str, lead: str = "") -> str:
    """A text with gaps as Anki's cloze field; `lead` is HTML to put before it.

    Raises Unusable where Anki would make no card, or not one for each number.
    """
    parts = cloze.parse(written.translate({ord(_OPEN): None, ord(_CLOSE): None}))
    markup = _braceless(lead) + _gapped(*_marked(parts))
    made = sorted({gap.number for gap in cloze.gaps(markup) if not is_blank(gap.answer)})
    if not made:
        raise Unusable("the text has no gap such as {{c1::answer}}, so Anki has nothing to ask")
    if tuple(made) != cloze.numbers(written):
        raise Unusable("a gap of the text is empty, or cut by Markdown, so Anki would not ask it")
    if made[0] < 1 or made[-1] > _MOST_GAPS:
        raise Unusable(f"Anki numbers gaps from c1 to c{_MOST_GAPS}")
    return markup


def _runs(written: str) -> list[tuple[Span, str]]:
    """Runs of one style, joined: `[` and `sound:` must not hide from each other in two spans."""

    def style(span: Span) -> tuple[bool, bool, bool, str]:
        return span.strong, span.emphasis, span.code, span.link

    grouped = ([*same] for _, same in groupby(spans(written), key=style))
    return [(same[0], "".join(span.text for span in same)) for same in grouped]


def _run(style: Span, run: str) -> str:
    markup = words(run)
    if style.code:
        markup = f"<code>{markup}</code>"
    if style.emphasis:
        markup = f"<em>{markup}</em>"
    if style.strong:
        markup = f"<strong>{markup}</strong>"
    return link(style.link, markup)


def _marked(parts: tuple[cloze.Part, ...]) -> tuple[str, list[tuple[int, str]]]:
    """The text with marks for its gaps, and each gap's number and hint in the order they open."""
    found: list[tuple[int, str]] = []

    def mark(part: cloze.Part) -> str:
        if isinstance(part, str):
            return part
        found.append((part.number, part.hint))
        return f"!{_OPEN}!{''.join(map(mark, part.inside))}!{_CLOSE}!"

    return "".join(map(mark, parts)), found


def _gapped(marked: str, gaps: list[tuple[int, str]]) -> str:
    """HTML with Anki's braces for the marks.

    Elements end before a mark and begin anew after it, so that emphasis across the border of a
    gap leaves well-formed HTML on both sides.
    """
    opening = iter(gaps)
    opened: list[str] = []
    pieces: list[str] = []
    for style, run in _runs(marked):
        for n, piece in enumerate(_MARK.split(run)):
            if n % 2 == 0:
                if piece:
                    pieces.append(_braceless(_run(style, piece)))
            elif piece == _OPEN:
                number, hint = next(opening)
                opened.append(hint)
                pieces.append(f"{{{{c{number}::")
            elif opened:
                hint = _hint(opened.pop())
                pieces.append(f"::{hint}}}}}" if hint else "}}")
    return "".join(pieces)


def _hint(hint: str) -> str:
    """Anki shows it between brackets, where it could become a tag."""
    markup = _braceless(inline(hint))
    return f"&#{ord(markup[0])};{markup[1:]}" if _ACTING_HINT.match(markup) else markup


def _braceless(markup: str) -> str:
    """HTML in which Anki sees neither the border of a gap nor that of its hint."""
    markup = markup.replace("{", "&#123;").replace("}", "&#125;")
    return _COLON.sub("&#58;", markup)
