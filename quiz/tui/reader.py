"""A page to read: it scrolls, and Esc goes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.visual import Visual
from textual.widgets import Static

from quiz.tui.render import MUTED, STRONG, line
from quiz.tui.screen import ALL_KEYS, QuizScreen
from quiz.tui.widgets.body import Body
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine


class ReaderScreen(QuizScreen[None]):
    """Shows one visual under a title."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,left", "close", "Back", id="reader.back",
                tooltip="Go back to where you came from"),
        Binding("up,k", "line(-1)", "Up", id="reader.up", tooltip="Scroll up a line"),
        Binding("down,j", "line(1)", "Down", id="reader.down", tooltip="Scroll down a line"),
        Binding("pageup,b", "scroll_body(-1)", "Page up", id="reader.page-up",
                tooltip="Scroll up a page"),
        Binding("pagedown,space", "scroll_body(1)", "Page down", id="reader.page-down",
                tooltip="Scroll down a page"),
        Binding("home", "line(-100000)", "Top", id="reader.top", tooltip="Go to the beginning"),
        Binding("end", "line(100000)", "End", id="reader.end", tooltip="Go to the end"),
    ]  # fmt: skip

    def __init__(self, title: str, page: Visual, counter: str = "") -> None:
        super().__init__()
        self._heading = Heading(line(title, STRONG), line(counter, MUTED))
        self._page = page

    def compose(self) -> ComposeResult:
        """Title, page, keys."""
        yield self._heading
        with Body(id="body"):
            yield Static(self._page, id="text")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say which keys work."""
        self.show_keys()

    def show(self, page: Visual) -> None:
        """Show another page under the same title."""
        self.query_one("#text", Static).update(page)
        self.call_after_refresh(self.show_keys)

    def keys(self) -> Sequence[Key]:
        """Scrolling only where there is something to scroll."""
        scroll = [Key("↑↓", "scroll"), Key("space", "page down", "scroll_body(1)")]
        return [*(scroll if self.body.max_scroll_y else []), Key("esc", "back", "close"), ALL_KEYS]

    def on_resize(self) -> None:
        """Whether there is something to scroll may have changed."""
        self.call_after_refresh(self.show_keys)

    def action_line(self, step: int) -> None:
        """Scroll by so many lines."""
        self.body.scroll_relative(y=step, animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
