"""A list of rows of which one is marked, moved by keys or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from quiz.tui.render import ACCENT, Row, Table, marker


class MarkedList(Static, can_focus=True):
    """Rows in columns; posts `Marked` as the mark moves and `Chosen` on Enter or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", id="list.up", tooltip="Mark the row above"),
        Binding("down,j", "move(1)", "Down", id="list.down", tooltip="Mark the row below"),
        Binding("pageup", "move(-10)", "Page up", id="list.page-up", tooltip="Ten rows up"),
        Binding("pagedown", "move(10)", "Page down", id="list.page-down", tooltip="Ten rows down"),
        Binding("home", "move(-100000)", "First", id="list.first", tooltip="Mark the first row"),
        Binding("end", "move(100000)", "Last", id="list.last", tooltip="Mark the last row"),
        Binding("enter", "choose", "Open", id="list.choose", tooltip="Open the marked row"),
    ]

    @dataclass
    class Marked(Message):
        """Another row is marked."""

        index: int

    @dataclass
    class Chosen(Message):
        """The marked row was chosen."""

        index: int

    def __init__(self, *, opens: bool = True, cell: int = 0, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Where it does not open its rows, Enter is the screen's. The mark stands out in the first
        line of `cell`."""
        super().__init__(id=id)
        self._opens, self._cell = opens, cell
        self.mark = 0
        self._head: Row = ()
        self._rows: Sequence[Row] = ()
        self._table = Table(())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means anything here."""
        return action != "choose" or self._opens

    def show(self, rows: Sequence[Row], head: Row = ()) -> None:
        """Set the rows and their heading; the mark stays where it can."""
        self._rows, self._head = rows, head
        self.mark = max(0, min(self.mark, len(rows) - 1))
        self._draw()

    def _draw(self) -> None:
        table = [(Content(" "), *self._head)] if self._head else []
        for index, row in enumerate(self._rows):
            cells, marked = [*row], index == self.mark
            if marked:
                text = row[self._cell]
                cells[self._cell] = text.stylize(ACCENT, 0, len(text.first_line))
            table.append((marker(marked), *cells))
        self._table = Table(table)
        self.update(self._table)

    def action_move(self, step: int) -> None:
        """Move the mark by so many rows, within the list; at its edges the page scrolls."""
        mark = max(0, min(self.mark + step, len(self._rows) - 1))
        if self._rows and mark != self.mark:
            self.mark = mark
            self._draw()
            self.post_message(self.Marked(mark))
        elif step > 0:
            self.screen.get_widget_by_id("body").scroll_relative(y=step, animate=False)
            return
        self._reveal()

    def action_choose(self) -> None:
        """Choose the marked row."""
        if self._rows:
            self.post_message(self.Chosen(self.mark))

    def on_click(self, event: events.Click) -> None:
        """Mark the row that was clicked; choose it when it was marked already."""
        at = self._table.row_at(self.content_size.width, event.y)
        row = None if at is None else at - bool(self._head)
        if row is None or row < 0:
            return
        if row == self.mark:
            self.action_choose()
        else:
            self.action_move(row - self.mark)

    def reveal_again(self) -> None:
        """Scroll to the marked row once the mark was moved."""
        if self.mark:
            self._reveal()

    def _reveal(self) -> None:
        if self._rows and self.parent is not None:
            at = self.mark + bool(self._head)
            top, height = self._table.lines_of(max(1, self.content_size.width), at)
            if self.mark == 0:
                top, height = 0, top + height
            region = Region(0, top, 1, height).translate(self.virtual_region.offset)
            self.screen.get_widget_by_id("body").scroll_to_region(region, animate=False)
