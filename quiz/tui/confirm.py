"""A question at the foot of the screen, answered with y or n."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.tui.render import ACCENT, ROLES
from quiz.tui.screen import QuizScreen


class Confirm(ModalScreen[bool]):
    """Asks; y is yes, n or Esc no. Enter is neither: who presses it by habit has not read."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLES}
    HORIZONTAL_BREAKPOINTS = QuizScreen.HORIZONTAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no", tooltip="Go on as before"),
        Binding("ctrl+q", "app.quit", "Quit", id="confirm.quit", priority=True,
                tooltip="Leave the app at once; an unfinished test resumes"),
    ]  # fmt: skip

    def __init__(self, ask: Content, yes: str, no: str, later: str = "") -> None:
        """`yes`, `no` and `later` say what y, n and ctrl+q do; ctrl+q is named only with one."""
        super().__init__()
        self._ask = ask
        self._words = {"y": yes, "n esc": no, **({"ctrl+q": later} if later else {})}

    def compose(self) -> ComposeResult:
        """One block of two lines."""
        keys = Content("   ").join(
            Content.assemble((key, ACCENT), f" {word}") for key, word in self._words.items()
        )
        yield Static(Content("\n").join([self._ask, keys]), id="ask")

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
