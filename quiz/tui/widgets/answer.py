"""The line in which an answer is typed."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from quiz.markdown import printable

_LONGEST = 500


class Answer(Input):
    """An input that takes no control characters, not even pasted ones."""

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
