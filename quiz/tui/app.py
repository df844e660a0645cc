"""The app: its themes, its first screen, and how it ends."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from quiz.model import QuizError
from quiz.sitting import Sitting
from quiz.trainer import Trainer
from quiz.tui.themes import INK, PAPER, by_terminal
from quiz.tui.widgets.keyline import KeyLine

_YOUNG = 2_000
"""So many new objects later garbage is looked for: each layout and each closed screen leaves some.
Commands wait longer, and with them the app would grow, and stop for a tenth of a second."""

_MOVES = frozenset({"choose", "command_palette", "line", "mark", "move", "pick", "scroll_body",
                    "shift", "step", "submit", "tick", "truth"})  # fmt: skip
"""Actions that mean something only where the eye is, not by a name in a list."""


class QuizApp(App[None]):
    """Opens the home, or with `start` that sitting, after whose result the app ends."""

    TITLE = "quiz"
    CSS_PATH = "quiz.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="app.quit", priority=True,
                tooltip="Leave the app at once; an unfinished test resumes"),
        Binding("ctrl+p", "command_palette", "Commands", id="app.commands", priority=True,
                tooltip="Find what can be done here by its name"),
        Binding("ctrl+z", "suspend_process", "To the shell", id="app.shell", priority=True,
                tooltip="Leave the app waiting; `fg` in the shell takes it up again"),
    ]  # fmt: skip

    def __init__(self, trainer: Trainer, start: Sitting | None = None, notice: str = "") -> None:
        super().__init__()
        self.trainer = trainer
        self.start = start
        self.notice = notice
        self.sitting = start
        """The sitting that was asked last."""
        self.failure: QuizError | None = None
        """Why the app had to end: a history that cannot be written, say."""
        if not trainer.settings.animation:
            self.animation_level = "none"
        self._choose_theme(trainer.settings.theme)

    def _choose_theme(self, wanted: str) -> None:
        self.register_theme(PAPER)
        self.register_theme(INK)
        known = wanted in self.available_themes
        if not self.has_theme(wanted):
            self.notice = self.notice or f"There is no theme {wanted!r}: see config.toml."
        # Set as the initial value: a change of theme would parse all styles a second time.
        self.set_reactive(App.theme, wanted if known else by_terminal(os.environ))
        self.stylesheet.set_variables(self.get_css_variables())

    def has_theme(self, wanted: str) -> bool:
        """Whether there is such a theme; `auto` leaves the choice to the terminal."""
        return wanted == "auto" or wanted in self.available_themes

    def change_theme(self, wanted: str) -> None:
        """Use another theme from now on."""
        known = wanted in self.available_themes
        self.theme = wanted if known else by_terminal(os.environ)

    def get_css_variables(self) -> dict[str, str]:
        """Those of the theme. Where it leaves black or white to what weaker text stands on, it is
        said here: a role of text stands on nothing that Textual knows, and was white on white."""
        found = super().get_css_variables()
        sign = "white" if self.current_theme.dark else "black"
        for name in ("text-muted", "text-disabled"):
            found[name] = found[name].replace("auto", sign)
        return found

    def get_default_screen(self) -> Screen[None]:
        """The first screen."""
        if self.start is None:
            from quiz.tui.home import HomeScreen

            return HomeScreen(self.notice)
        from quiz.tui.question import QuestionScreen

        return QuestionScreen(self.start, self.notice)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the keys of a screen do, those that only move left out, and the theme."""
        found: dict[str, SystemCommand] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            what = binding.action.rpartition(".")[2].partition("(")[0]
            if binding.id and active.enabled and what not in _MOVES:
                act = partial(self.run_action, binding.action, active.node)
                command = SystemCommand(binding.description, binding.tooltip, act)
                found.setdefault(binding.description, command)  # two keys may do the same
        yield from found.values()
        yield SystemCommand("Theme", "Paper, ink and others, among the settings", self._themes)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means anything on this system."""
        return action != "suspend_process" or hasattr(signal, "SIGTSTP")

    def action_help_quit(self) -> None:
        """Ctrl+C, which leaves many a program, does not leave this one."""
        self.screen.query_one(KeyLine).tell("Press ctrl+q to leave")

    def _themes(self) -> None:
        from quiz.tui.settings import SettingsScreen

        self.push_screen(SettingsScreen("theme"))

    def on_mount(self) -> None:
        """Once the first frame stands, do what it did not wait for: collect garbage again, where
        the start went without, and make ready for the first answer."""

        def collect() -> None:
            if not gc.isenabled():
                gc.freeze()
                gc.set_threshold(_YOUNG)
                gc.enable()
            self.trainer.prepare()

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
        with _titled(self.TITLE or ""):
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


@contextmanager
def _titled(title: str) -> Iterator[None]:
    """Give the terminal's window a title; afterwards its own again, or none where it keeps none."""
    out = sys.__stdout__
    if out is None or not out.isatty() or os.environ.get("TERM") in ("dumb", "linux"):
        yield
        return
    print(f"\x1b[22;2t\x1b]2;{title}\x07", end="", file=out, flush=True)
    try:
        yield
    finally:
        print("\x1b]2;\x07\x1b[23;2t", end="", file=out, flush=True)
