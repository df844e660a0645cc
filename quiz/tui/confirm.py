"""A question at the foot of the screen, answered with y or n."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.tui.render import ROLES


class Confirm(ModalScreen[bool]):
    """Asks; y or Enter is yes, n or Esc no."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no", tooltip="Go on as before"),
        Binding("ctrl+q", "app.quit", "Quit", id="confirm.quit", priority=True,
                tooltip="Leave the app at once; an unfinished test resumes"),
    ]  # fmt: skip

    def __init__(self, ask: Content, yes: str, no: str) -> None:
        super().__init__()
        self._ask, self._yes, self._no = ask, yes, no

    def compose(self) -> ComposeResult:
        """One block of two lines."""
        keys = Content.assemble(
            ("y", ".text--accent"), f" {self._yes}   ", ("n", ".text--accent"), f" {self._no}"
        )
        yield Static(Content("\n").join([self._ask, keys]), id="ask")

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
