"""The list of decks as a table: title, known, due, new and the last test, as far as they fit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quiz.today import DeckRow
from quiz.tui.render import ACCENT, MUTED, Row, line

_BAR = 10
_GAP = 2
_SHORT_TITLE = 22
"""Columns drop before titles are cut to less than this."""


def listing(
    decks: Sequence[DeckRow], marks: Sequence[Content], room: int, *, shrink: bool
) -> list[Row]:
    """A heading and a row for each deck, in `room` columns; `marks` is what stands behind each
    title. The bars go before what is known does; with `shrink` before a title is cut."""
    longest = max(line(row.deck.title).cell_length for row in decks)
    least = min(longest, _SHORT_TITLE)

    def left(shown: int) -> int:
        return room - _GAP * (shown + 1) - sum(widths[:shown])

    marked = [[Content(""), *marks]] if any(marks) else []
    for bar in (_BAR, 0):
        columns = [*marked, *_columns(decks, bar)]
        widths = [max(cell.cell_length for cell in column) for column in columns]
        shown = len(columns)
        enough = left(shown) >= longest if shrink else left(len(marked) + 1) >= least
        if enough:
            break
    while shown > 1 and left(shown) < least:
        shown -= 1
    width = max(8, left(shown))
    titles = [line(row.deck.title).truncate(width, ellipsis=True) for row in decks]
    titles = [t.pad_right(min(width, longest) - t.cell_length) for t in titles]
    return list(zip([Content("Deck").stylize(MUTED), *titles], *columns[:shown], strict=True))


def _columns(rows: Sequence[DeckRow], bar: int) -> list[list[Content]]:
    """Known, due, new and the last test, each under its heading, digits beneath digits."""
    known = [f"{row.known}/{row.cards}" for row in rows]
    digits = max(map(len, known))
    bars = [_bar(row, bar) + f"  {text:>{digits}}" for row, text in zip(rows, known, strict=True)]
    tests = [row.last_test for row in rows]
    return [
        [Content("Known").stylize(MUTED), *bars] if bar else _right("Known", known),
        _right("Due", [str(row.due) for row in rows]),
        _right("New", [str(row.new) for row in rows]),
        _right("Test", [f"{test.score}/{test.of}" if test else "·" for test in tests]),
    ]


def _bar(row: DeckRow, width: int) -> Content:
    filled = round(width * row.known / row.cards) if row.cards else 0
    return Content("━" * filled).stylize(ACCENT) + Content("─" * (width - filled)).stylize(MUTED)


def _right(head: str, texts: Sequence[str]) -> list[Content]:
    width = max(len(text) for text in (head, *texts))
    return [Content(f"{head:>{width}}").stylize(MUTED), *(Content(f"{t:>{width}}") for t in texts)]
