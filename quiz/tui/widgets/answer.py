"""The line in which an answer is typed."""

from __future__ import annotations

from textual.widgets import Input

from quiz.markdown import printable

_LONGEST = 500


class Answer(Input):
    """An input that takes no control characters, not even pasted ones."""

    def __init__(self, *, still: bool, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id, max_length=_LONGEST, select_on_focus=False)
        self.cursor_blink = not still

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in place of what stands between `start` and `end`."""
        super().replace(" ".join(printable(text).split("\n")), start, end)
