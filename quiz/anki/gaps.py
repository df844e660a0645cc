"""A text with gaps as Anki's cloze field. Pure."""

from __future__ import annotations

import re

from quiz import cloze
from quiz.html import inline, is_blank, runs, styled
from quiz.model import Unusable

_ACTING_HINT = re.compile(r"sound:|latex$|\$\$?$|anki:", re.IGNORECASE)
# A text that is HTML as it stands, and so are the answer and the hint of each of its gaps.
_C = r"[^\x00-\x1f\x7f-\U0010ffff&*<>\[\\_`{}:]"
_HINT = rf"::(?!(?i:latex)|\$){_C}++"
_SIMPLE = re.compile(rf"(?:{_C}++|:(?![:{{]|\Z)|\{{\{{c[1-9][0-9]?:: *+{_C}++(?:{_HINT})?\}}\}})*+")
_COLON = re.compile(r":(?=:|$)|(?<=:):")

# Where a gap begins and ends while Markdown is read around and inside it: noncharacters, which no
# text holds, between punctuation, beside which emphasis opens and closes as beside braces.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"!([{_OPEN}{_CLOSE}])!")
_MOST_GAPS = 500  # Anki asks none of a higher number


def cloze_text(written: str, lead: str = "") -> str:
    """A text with gaps as Anki's cloze field; `lead` is HTML to put before it.

    Raises Unusable where Anki would make no card, or not one for each number.
    """
    if not lead and "{{c" in written and _SIMPLE.fullmatch(written):
        return written
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
    for style, run in runs(marked):
        for n, piece in enumerate(_MARK.split(run)):
            if n % 2 == 0:
                if piece:
                    pieces.append(_braceless(styled(style, piece)))
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
