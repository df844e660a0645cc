"""The line in which an answer is typed."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from quiz.markdown import printable

_LONGEST = 500


class Answer(Input, inherit_bindings=False):
    """An input that takes no control characters, not even pasted ones. Of its keys those that do
    not edit are left to the screen: it has nothing to scroll itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(each for each in Input.BINDINGS if not isinstance(each, Binding) or each.key != "enter"),
        Binding("enter", "submit", "Confirm", id="answer.submit",
                tooltip="Take what is typed, or open the marked row"),
    ]  # fmt: skip

    def __init__(self, *, still: bool, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id, max_length=_LONGEST, select_on_focus=False)
        self.cursor_blink = not still

    async def _on_key(self, event: events.Key) -> None:
        """Alt and a letter is a command, though terminals send the letter with it."""
        if "alt+" in event.key:
            event.prevent_default()

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in place of what stands between `start` and `end`, as much as there is room for:
        Textual takes none of a text that is too long."""
        room = _LONGEST - len(self.value) + abs(end - start)
        super().replace(" ".join(printable(text).split("\n"))[: max(0, room)], start, end)
