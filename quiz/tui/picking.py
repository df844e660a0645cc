"""The options of a question under the keys: pick, mark, move, take back, confirm."""

from __future__ import annotations

from enum import Enum, auto

from textual import events
from textual.widgets import Static

from quiz.model import Response
from quiz.sitting import Sitting
from quiz.tui.afterwards import Afterwards
from quiz.tui.render import Table
from quiz.tui.sheets import Sheet


class Phase(Enum):
    """Where a question stands."""

    TYPING = auto()
    PICKING = auto()
    CLOSE = auto()
    """A near miss: does it count?"""
    TOLD = auto()


class Picking(Afterwards):
    """The part of the question screen that works on a sheet."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._phase = Phase.TOLD
        self._sheet: Sheet | None = None
        self._table: Table | None = None
        self._doubt: str | None = None
        """What was typed, or nothing, when an Enter came too early; what was said of it goes with
        the next answer or pick."""

    @property
    def picked(self) -> bool:
        """There are picks that wait to be confirmed."""
        return self._phase is Phase.PICKING and self._sheet is not None and self._sheet.begun

    def answer(self, response: Response) -> None:
        """Answer the question."""
        raise NotImplementedError

    def draw_sheet(self) -> None:
        """Show the options as they stand."""
        if self._sheet:
            self._table = self._sheet.view()
            self.board.put("options", self._table)

    def _picked(self, response: Response | None) -> None:
        if response is not None:
            self.answer(response)
            return
        if self._doubt is not None:
            self._doubt = None
            self.board.hide("hint")
        self.draw_sheet()
        self.show_keys()
        self.call_after_refresh(self.show_keys)  # there may be more below, or no more

    def action_pick(self, index: int) -> None:
        """A digit was pressed."""
        if self._sheet and index < len(self._sheet.options):
            self._picked(self._sheet.pick(index))

    def action_truth(self, index: int) -> None:
        """T or f was pressed under a statement."""
        self.action_pick(index)

    def action_enter(self) -> None:
        """Confirm, or go on."""
        if self._phase is Phase.TOLD:
            self.ask_next()
        elif self._phase is Phase.PICKING and self._sheet:
            need = self._sheet.need
            response = self._sheet.enter()
            self._picked(response)
            if response is None and need and need == self._sheet.need:  # it chose nothing either
                self._doubt = ""
                self.say(need)

    def action_space(self) -> None:
        """Don't know, or go on."""
        if self._phase is Phase.TOLD:
            self.ask_next()
        elif self.picked:
            self.say("You have begun: Enter confirms, Backspace takes back.")
        elif self._phase is Phase.PICKING:
            self.answer(())

    def action_mark(self, step: int) -> None:
        """Move the mark; where there is none to move, or no further, scroll."""
        before = self._sheet.mark if self._sheet else None
        if self._phase is Phase.PICKING and self._sheet:
            self._sheet.move(step)
        if self._sheet and self._sheet.mark != before:
            self._picked(None)
            self.call_after_refresh(self._show_mark)
        else:
            self.body.scroll_relative(y=step, animate=False)
            self.call_after_refresh(self.show_keys)

    def _show_mark(self) -> None:
        if self._sheet and self._table:
            self.board.bring_row(self._table, self._sheet.mark)
            self.show_keys()

    def action_tick(self) -> None:
        """The marked option, as if its digit were pressed."""
        if self._sheet and self._sheet.mark >= 0:
            self.action_pick(self._sheet.mark)

    def action_shift(self, step: int) -> None:
        """Move what is marked."""
        if self._sheet:
            self._sheet.shift(step)
            self._picked(None)

    def action_take_back(self) -> None:
        """Take back the last pick."""
        if self._sheet:
            self._sheet.take_back()
            self._picked(None)

    def action_undo(self) -> None:
        """Take back what is begun; where nothing is, the last answer, which is asked again."""
        if self.picked:
            self.action_take_back()
        elif not (self._phase is Phase.TYPING and self.board.empty_typed()):
            super().action_undo()

    def on_click(self, event: events.Click) -> None:
        """A click on an option is its digit."""
        part = self.query_one("#options", Static)
        if self._phase is not Phase.PICKING or event.widget is not part or not self._sheet:
            return
        line = self._table.row_at(part.size.width, event.y) if self._table else None
        option = None if line is None else self._sheet.row_of(line)
        if option is not None:
            self.action_pick(option)
