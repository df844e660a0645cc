# ruff: noqa: D102 - what the methods of a Visual do is said by Textual
"""Outside text to what Textual shows: the one gate, so that no markup in it can ever act.

Card text is inline Markdown (`card_text`), everything else is shown as written (`bare`). Styles
are names of the roles in `ROLES`, whose colours `quiz.tcss` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from rich.segment import Segment
from textual.content import Content, Span
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from quiz.markdown import printable, spans

ROLES = frozenset(f"text--{role}" for role in (
    "strong", "muted", "faded", "accent", "good", "bad", "warn", "rule", "emphasis", "code",
))  # fmt: skip

STRONG, MUTED, FADED, ACCENT = ".text--strong", ".text--muted", ".text--faded", ".text--accent"
GOOD, BAD, WARN, RULE = ".text--good", ".text--bad", ".text--warn", ".text--rule"

BLANK_OPENS, BLANK_CLOSES = "\ue000", "\ue001"
"""Private characters around the gap of a cloze text, which is shown in the accent."""

_GAP = re.compile(f"{BLANK_OPENS}[^{BLANK_CLOSES}]*{BLANK_CLOSES}")

_BREAKS = re.compile(r"[\n\t]")

_SHORTEST = 6
"""Columns of a table are not squeezed below this many cells."""

_CUT = 12
"""So many cells of its column a text asks for that may be cut."""


def card_text(text: str, style: str = "") -> Content:
    """Text of a card, its inline Markdown as styles."""
    plain, found = "", []
    for span in spans(text):
        start, plain = len(plain), plain + span.text
        marks: list[str | Style] = []
        if span.strong:
            marks.append(".text--strong")
        if span.emphasis:
            marks.append(".text--emphasis")
        if span.code:
            marks.append(".text--code")
        if span.link:
            marks.append(Style(underline=True, link=span.link))
        found += [Span(start, len(plain), mark) for mark in marks]
    content = Content(plain, found)
    return content.stylize_before(style) if style and plain else content


def gapped(text: str) -> Content:
    """Card text whose gaps, between the private characters, stand out in brackets."""
    content = card_text(text)
    found = Content(
        content.plain.replace(BLANK_OPENS, "[").replace(BLANK_CLOSES, "]"), list(content.spans)
    )
    for gap in _GAP.finditer(content.plain):
        found = found.stylize(ACCENT, gap.start(), gap.end())
    return found


def bare(text: str, style: str = "") -> Content:
    """Any other outside text, shown as written."""
    content = Content(printable(text))
    return content.stylize(style) if style and content else content


def line(text: str, style: str = "") -> Content:
    """Outside text on one line."""
    return bare(" ".join(text.split()), style)


def capital(text: str) -> str:
    """Text that begins a line: the title of a source that only describes it is in lower case."""
    return text[:1].upper() + text[1:]


def marker(marked: bool) -> Content:
    """The sign before what is marked."""
    return Content("›" if marked else " ").stylize(ACCENT)


def joined(parts: Iterable[Content], between: str = " · ") -> Content:
    """Parts on one line, empty ones left out."""
    return Content(between).join([part for part in parts if part])


class Cut(Content):
    """A cell at the end of a row that keeps to one line: what does not fit is cut."""


def cut(text: Content) -> Cut:
    """A text as such a cell."""
    return Cut(_BREAKS.sub(" ", text.plain), list(text.spans))


Row = tuple[Content, ...]
"""The cells of a row; the last of a row with fewer cells than others runs to the right edge."""


class Table(Visual):
    """Rows of cells in aligned columns, each cell wrapped within its own.

    Columns are as wide as their content; where that does not fit, the widest give way.
    """

    def __init__(self, rows: Sequence[Row], gap: int = 2) -> None:
        self.rows = tuple(rows)
        self.gap = gap
        self._wrapped: tuple[int, list[_Lines]] = (-1, [])
        count = max((len(row) for row in self.rows), default=0)
        self._natural = [
            max((_asked(r[i]) for r in self.rows if i < len(r) - _runs_on(r, count)), default=0)
            for i in range(count)
        ]

    def widths(self, width: int) -> list[int]:
        """The columns' widths where the table has `width` cells."""
        room = width - self.gap * (len(self._natural) - 1)
        limit, rising = max(self._natural, default=0), sorted(self._natural)
        for place, natural in enumerate(rising):
            share = room // (len(rising) - place)
            if natural > share:
                limit = max(_SHORTEST, share)
                break
            room -= natural
        return [max(1, min(n, limit)) for n in self._natural]

    def row_at(self, width: int, y: int) -> int | None:
        """The row that line `y` belongs to."""
        for index, height in enumerate(self.heights(width)):
            if y < height:
                return index if y >= 0 else None
            y -= height
        return None

    def lines_of(self, width: int, index: int) -> tuple[int, int]:
        """The first line of a row and how many it has."""
        heights = self.heights(width)
        return sum(heights[:index]), heights[index]

    def heights(self, width: int) -> list[int]:
        """The height of each row."""
        return [max(map(len, cells)) for cells in self._lines(width)]

    def _lines(self, width: int) -> list[_Lines]:
        """The lines of each row's cells, wrapped once for both height and painting."""
        if self._wrapped[0] != width:
            widths = self.widths(width)
            self._wrapped = (width, [
                [_wrap(cell, w) for cell, w in self._placed(row, width, widths)]
                for row in self.rows
            ])  # fmt: skip
        return self._wrapped[1]

    def _placed(self, row: Row, width: int, widths: list[int]) -> Iterable[tuple[Content, int]]:
        own = widths[: len(row)]
        if _runs_on(row, len(widths)) or isinstance(row[-1], Cut):
            own[-1] = max(1, width - sum(own[:-1]) - self.gap * (len(own) - 1))
        return zip(row, own, strict=True)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return max((
            sum(self._natural[: len(row) - 1]) + self.gap * (len(row) - 1) + _width(row[-1])
            for row in self.rows
        ), default=0)  # fmt: skip

    def get_height(self, rules: RulesMap, width: int) -> int:
        return sum(self.heights(width))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        widths = self.widths(width)
        base = style.rich_style
        get_style = cache(options.get_style)
        gap = Segment(" " * self.gap, base)
        found: list[Strip] = []
        for row, wrapped in zip(self.rows, self._lines(width), strict=True):
            cells = [(w, lines) for (_, w), lines in zip(
                self._placed(row, width, widths), wrapped, strict=True)]  # fmt: skip
            whole = sum(w for w, _ in cells) + self.gap * (len(cells) - 1)
            for y in range(max(map(len, wrapped))):
                line: list[Segment] = []
                fits = True
                for w, lines in cells:
                    if line:
                        line.append(gap)
                    if y < len(lines):
                        line += _segments(lines[y], style, get_style)
                    if short := w - (lines[y].cell_length if y < len(lines) else 0):
                        line.append(Segment(" " * short, base))
                        fits = fits and short > 0  # a wide character in a column of one cell
                found.append(
                    Strip(line, whole) if fits else Strip(line).adjust_cell_length(whole, base)
                )
        return found[:height]


_Lines = list[list[Content]]
"""Of each cell of a row its lines."""


def _runs_on(row: Row, count: int) -> bool:
    """Whether the last cell of a row in a table of so many columns runs to the right edge."""
    return len(row) == 1 or len(row) < count


def _wrap(cell: Content, width: int) -> list[Content]:
    if isinstance(cell, Cut):
        return [cell.truncate(width, ellipsis=True)]
    if cell.cell_length <= width and not _BREAKS.search(cell.plain):
        return [cell]
    return cell.wrap(width)


def _segments(
    text: Content, style: Style, get_style: Callable[[str | Style], Style]
) -> Iterable[Segment]:
    for part, own in text.render(style, end="", parse_style=get_style):
        yield Segment(part, (style + own).rich_style)


class Stack(Visual):
    """Visuals one beneath the other."""

    def __init__(self, parts: Iterable[Visual]) -> None:
        self.parts = tuple(Table([(p,)]) if isinstance(p, Content) else p for p in parts)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return max((p.get_optimal_width(rules, container_width) for p in self.parts), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return sum(part.get_height(rules, width) for part in self.parts)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        known = replace(options, get_style=cache(options.get_style))  # each is found up the tree
        found = [s for p in self.parts for s in p.render_strips(width, None, style, known)]
        return found[:height]


def spaced(blocks: Iterable[Visual]) -> Stack:
    """Blocks with an empty line between them."""
    parts: list[Visual] = []
    for block in blocks:
        parts += [Content(""), block]
    return Stack(parts[1:])


def _asked(cell: Content) -> int:
    """How much of its column a cell asks for."""
    return min(_width(cell), _CUT) if isinstance(cell, Cut) else _width(cell)


def _width(cell: Content) -> int:
    return cell.get_optimal_width({}, 0) if "\n" in cell.plain else cell.cell_length
