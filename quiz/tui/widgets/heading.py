"""The line at the top of a screen: what it is, how far, and a hairline of progress beneath."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from quiz.tui.render import ACCENT, RULE


class Heading(Static):
    """A title on the left, a counter on the right, a hairline beneath."""

    def __init__(self, title: Content | None = None, counter: Content | None = None) -> None:
        super().__init__()
        self._title, self._counter = title or Content(), counter or Content()
        self._done = 0.0

    def show(self, title: Content, counter: Content, done: float = 0.0) -> None:
        """Set the texts; `done` from 0 to 1 is how much of the hairline stands out."""
        if (title, counter, done) != (self._title, self._counter, self._done):
            self._title, self._counter, self._done = title, counter, done
            self.refresh()

    def render(self) -> Content:
        """Two lines as wide as the widget."""
        width = max(1, self.content_size.width)
        title = self._title.truncate(max(1, width - self._counter.cell_length - 2), ellipsis=True)
        space = Content(" " * max(0, width - title.cell_length - self._counter.cell_length))
        filled = round(width * self._done)
        done = Content("━" * filled).stylize(ACCENT)
        rest = Content("─" * (width - filled)).stylize(RULE)
        return Content("\n").join([title + space + self._counter, done + rest])
