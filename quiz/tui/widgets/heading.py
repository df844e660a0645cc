"""The line at the top of a screen: what it is, how far, and a hairline of progress beneath."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from quiz.tui.render import ACCENT, MUTED, STRONG, line


class Heading(Static):
    """A title on the left, a counter on the right, a hairline beneath."""

    def show(self, title: str, counter: str = "", done: float = 0.0) -> None:
        """Set the texts; `done` from 0 to 1 is how much of the hairline stands out."""
        self._title, self._counter, self._done = title, counter, done
        self.refresh()

    def __init__(self, title: str = "", counter: str = "") -> None:
        super().__init__()
        self._title, self._counter, self._done = title, counter, 0.0

    def render(self) -> Content:
        """Two lines as wide as the widget."""
        width = max(1, self.content_size.width)
        counter = line(self._counter, MUTED)
        room = max(1, width - counter.cell_length - 2)
        title = line(self._title, STRONG).truncate(room, ellipsis=True)
        space = Content(" " * max(0, width - title.cell_length - counter.cell_length))
        filled = round(width * self._done)
        hairline = Content("━" * filled).stylize(ACCENT) + Content(
            "─" * (width - filled)
        ).stylize(".text--rule")
        return Content("\n").join([title + space + counter, hairline])
