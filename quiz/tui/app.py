"""The app: its themes, its first screen, and how it ends."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from quiz.model import QuizError
from quiz.sitting import Sitting
from quiz.trainer import Trainer
from quiz.tui.themes import INK, PAPER, by_terminal


class QuizApp(App[None]):
    """Opens the home, or with `start` that sitting, after whose result the app ends."""

    TITLE = "quiz"
    CSS_PATH = "quiz.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="app.quit", priority=True,
                tooltip="Leave the app at once; an unfinished test resumes"),
    ]  # fmt: skip

    def __init__(self, trainer: Trainer, start: Sitting | None = None, notice: str = "") -> None:
        super().__init__()
        self.trainer = trainer
        self.start = start
        self.notice = notice
        self.failure: QuizError | None = None
        """Why the app had to end: a history that cannot be written, say."""
        if not trainer.settings.animation:
            self.animation_level = "none"
        self._choose_theme(trainer.settings.theme)

    def _choose_theme(self, wanted: str) -> None:
        self.register_theme(PAPER)
        self.register_theme(INK)
        known = wanted in self.available_themes
        if not known and wanted != "auto":
            self.notice = self.notice or f"There is no theme {wanted!r}: see config.toml."
        # Set as the initial value: a change of theme would parse all styles a second time.
        self.set_reactive(App.theme, wanted if known else by_terminal(os.environ))
        self.stylesheet.set_variables(self.get_css_variables())

    def change_theme(self, wanted: str) -> None:
        """Use another theme from now on."""
        known = wanted in self.available_themes
        self.theme = wanted if known else by_terminal(os.environ)

    def get_default_screen(self) -> Screen[None]:
        """The first screen."""
        if self.start is None:
            from quiz.tui.home import HomeScreen

            return HomeScreen(self.notice)
        from quiz.tui.question import QuestionScreen

        return QuestionScreen(self.start, self.notice)

    def on_mount(self) -> None:
        """Collect garbage again, where the start went without, once the first frame stands."""

        def collect() -> None:
            if not gc.isenabled():
                gc.freeze()
                gc.enable()

        self.call_after_refresh(collect)

    def finished(self) -> None:
        """A sitting is over: back to the home, or out where the app opened with it."""
        if self.start is None:
            self.pop_screen()
        else:
            self.exit()

    def run(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Textual's own
        """Run until it ends. Raises the QuizError that ended it."""
        run: Callable[..., Any] = super().run
        result = run(*args, **kwargs)
        if self.failure is not None:
            raise self.failure
        return result

    def _handle_exception(self, error: Exception) -> None:
        """An expected failure ends the app without a traceback; `run` raises it again."""
        if isinstance(error, QuizError):
            self.failure = error
            self.exit(return_code=error.exit_code)
        else:
            super()._handle_exception(error)
