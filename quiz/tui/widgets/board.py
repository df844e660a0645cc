"""The page of a question: its parts in order, each shown when there is something in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.visual import VisualType
from textual.widgets import Static

from quiz.tui.render import Table
from quiz.tui.widgets.body import Body

if TYPE_CHECKING:
    from quiz.tui.widgets.answer import Answer

_PARTS = ("notice", "prompt", "picture", "model", "options", "hint", "verdict", "source")

_WORDS = ("notice", "prompt", "typed", "model", "options")
"""Parts that stay in view beside a picture."""

_HEAD = 4
"""So many lines of a new part are brought into view; the rest is a key away."""


class Board(Body):
    """Prompt, picture, line to type in, model answer, options, hint, verdict, sources.

    The same widgets serve every question, updated in place.
    """

    def __init__(self, *, still: bool) -> None:
        super().__init__(id="body")
        self._still = still
        self._typed: Answer | None = None

    def compose(self) -> ComposeResult:
        """All parts but the line to type in, hidden."""
        for name in _PARTS:
            part = Static(id=name)
            part.display = False
            yield part

    def put(self, name: str, content: VisualType) -> None:
        """Show a part, or hide it where its content is empty."""
        part = self.query_one(f"#{name}", Static)
        part.display = content != Content("")
        part.update(content)

    def hide(self, *names: str) -> None:
        """Hide parts."""
        for name in names:
            self.query_one(f"#{name}").display = False

    def shows(self, name: str) -> bool:
        """Whether a part is shown."""
        return self.query_one(f"#{name}").display

    def open_typing(self, placeholder: str) -> None:
        """Let the learner type."""
        typed = self._line()
        typed.display = True
        typed.disabled = False
        typed.value = ""
        typed.placeholder = placeholder
        typed.focus(scroll_visible=False)

    def close_typing(self, *, keep: bool = False) -> None:
        """No more typing; with `keep` what was typed stays to be read."""
        self.screen.set_focus(None)
        if self._typed:
            self._typed.disabled = True
            self._typed.display = keep and bool(self._typed.value)

    def empty_typed(self) -> bool:
        """Take away what is typed; whether there was anything."""
        if self._typed is None or not self._typed.value:
            return False
        self._typed.value = ""
        return True

    def _line(self) -> Answer:
        """The line to type in, made with the first question that asks for it: its styles and its
        cursor are a large part of a first frame."""
        if self._typed is None:
            from quiz.tui.widgets.answer import Answer

            self._typed = Answer(id="typed", still=self._still)
            self.mount(self._typed, after="#picture")
        return self._typed

    def room(self) -> tuple[int, int]:
        """How many columns there are, and how many lines the words of the question leave."""
        width, height = self.content_size
        for part in self.children:
            if part.display and part.id in _WORDS:
                lines = part.visual.get_height({}, width) if isinstance(part, Static) else 1
                height -= lines + 1
        return width, height

    @property
    def more(self) -> bool:
        """There is more below than the margin of what comes last."""
        end = max((part.virtual_region.bottom for part in self.children if part.display), default=0)
        return end > self.scroll_y + self.scrollable_content_region.height

    def placed(self, name: str) -> bool:
        """Whether a part has its place by now, or is not shown at all."""
        part = self.query_one(f"#{name}")
        return not part.display or part.virtual_region.height > 0

    def bring(self, name: str) -> None:
        """Scroll no further than the first lines of a part ask, so that the question stays."""
        region = self.query_one(f"#{name}").virtual_region
        head = Region(region.x, region.y, region.width, min(region.height, _HEAD))
        self.scroll_to_region(head, animate=False)

    def bring_whole(self, name: str) -> None:
        """Scroll as far as shows the most of a part, and no further."""
        region = self.query_one(f"#{name}").virtual_region
        taller = region.height > self.scrollable_content_region.height
        self.scroll_to_region(region, animate=False, top=taller)

    def bring_row(self, table: Table, row: int) -> None:
        """Scroll to a row of the options."""
        part = self.query_one("#options")
        top, height = table.lines_of(max(1, part.size.width), row)
        region = Region(0, top, 1, height).translate(part.virtual_region.offset)
        self.scroll_to_region(region, animate=False)
