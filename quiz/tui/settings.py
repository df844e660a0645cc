"""What `config.toml` sets, changed in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.theme import BUILTIN_THEMES
from textual.widgets import Static

from quiz.model import QuizError, UsageError
from quiz.settings import Settings
from quiz.tui.render import BAD, MUTED, STRONG, bare, line
from quiz.tui.screen import ALL_KEYS, QuizScreen
from quiz.tui.themes import INK, PAPER
from quiz.tui.widgets.answer import Answer
from quiz.tui.widgets.body import Body
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList


class Setting(NamedTuple):
    """A key of the file: what it means, its value as text, and how arrows change it."""

    key: str
    means: str
    shown: Callable[[Settings], str]
    stepped: Callable[[Settings, int], str] | None = None
    typed: bool = True
    """Enter types a value; else it takes the next one."""

    @property
    def name(self) -> str:
        """What it means, without what is added to that."""
        return re.split(r":| \(", self.means)[0]


def _hour(settings: Settings, step: int) -> str:
    starts = settings.day_starts
    return time((starts.hour + step) % 24, starts.minute).strftime("%H:%M")


_THEMES = ("auto", INK.name, PAPER.name, *BUILTIN_THEMES)


def _theme(settings: Settings, step: int) -> str:
    at = _THEMES.index(settings.theme) if settings.theme in _THEMES else 0
    return _THEMES[(at + step) % len(_THEMES)]


SETTINGS = (
    Setting("new_per_day", "New cards a day", lambda s: str(s.new_per_day),
            lambda s, step: str(max(0, s.new_per_day + step))),
    Setting("test_cards", "Cards of a test", lambda s: str(s.test_cards),
            lambda s, step: str(max(1, s.test_cards + step))),
    Setting("retention", "Share of due cards still known", lambda s: f"{s.retention:.2f}",
            lambda s, step: f"{min(0.99, max(0.70, s.retention + step / 100)):.2f}"),
    Setting("exam_date", "Exam: cards you met come before it",
            lambda s: s.exam_date.isoformat() if s.exam_date else ""),
    Setting("day_starts", "A study day begins at", lambda s: s.day_starts.strftime("%H:%M"), _hour),
    Setting("theme", "Theme", lambda s: s.theme, _theme),
    Setting("animation", "Animation", lambda s: "on" if s.animation else "off",
            lambda s, step: "false" if s.animation else "true", typed=False),
    Setting("editor", "Editor (else VISUAL, EDITOR)", lambda s: s.editor),
)  # fmt: skip

_EXAMPLES = {"exam_date": "2027-06-01; empty for none", "editor": "vim, or code --wait"}


class SettingsScreen(QuizScreen[None]):
    """A row a setting: arrows change it, Enter types it; each change is saved at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back", id="settings.back",
                tooltip="Go back; while typing, keep what was"),
        Binding("left,minus", "step(-1)", "Less", id="settings.less", tooltip="The value before"),
        Binding("right,plus", "step(1)", "More", id="settings.more", tooltip="The next value"),
    ]  # fmt: skip

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self._key = key
        """Of the setting to begin with."""

    def compose(self) -> ComposeResult:
        """The settings, and a line to type one in."""
        yield Heading(Content("Settings").stylize(STRONG))
        with Body(id="body"):
            yield MarkedList(id="settings")
            yield Answer(id="value", still=self.still)
            yield Static(id="said")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one("#said").display = False
        keys = [one.key for one in SETTINGS]
        self.query_one(MarkedList).mark = keys.index(self._key) if self._key in keys else 0
        self._close_typing()
        self._draw()

    @property
    def _marked(self) -> Setting:
        return SETTINGS[self.query_one(MarkedList).mark]

    @property
    def _typing(self) -> bool:
        return self.query_one(Answer).display

    def _draw(self) -> None:
        now = self.trainer.settings
        self.query_one(MarkedList).show([
            (line(one.means), line(one.shown(now) or "none", STRONG)) for one in SETTINGS
        ])  # fmt: skip
        self.show_keys()

    def keys(self) -> Sequence[Key]:
        """Arrows only where they change something."""
        if self._typing:
            return [Key("enter", "save"), Key("esc", "keep as it was", "close"),
                    Key("F1", *ALL_KEYS[1:])]  # fmt: skip
        step = [Key("←→", "change", "step(1)")] if self._marked.stepped else []
        enter = Key("enter", "type it" if self._marked.typed else "change", "type")
        return [*step, enter, Key("esc", "back", "close"), ALL_KEYS]

    def on_marked_list_marked(self) -> None:
        """Other keys may work, and what was said was said of another row."""
        self._say_no_more()
        self.show_keys()

    def on_marked_list_chosen(self) -> None:
        """Enter, or a click on the marked setting."""
        self.action_type()

    def action_type(self) -> None:
        """Type the value, or take the next one."""
        if not self._marked.typed:
            self.action_step(1)
            return
        value = self.query_one(Answer)
        value.display = value.can_focus = True
        value.value = self._marked.shown(self.trainer.settings)
        value.placeholder = _EXAMPLES.get(self._marked.key, "")
        value.focus()
        self.show_keys()

    def _close_typing(self) -> None:
        value = self.query_one(Answer)
        value.display = value.can_focus = False
        self.query_one(MarkedList).focus()

    def on_input_changed(self) -> None:
        """What was said of a value is not true of another."""
        self._say_no_more()

    def _say_no_more(self) -> None:
        self.query_one("#said").display = False

    def on_input_submitted(self, event: Answer.Submitted) -> None:
        """Save what was typed."""
        if self._change(event.value):
            self._close_typing()
            self._draw()

    def action_step(self, step: int) -> None:
        """The next value, or the one before."""
        if not self._typing and self._marked.stepped:
            self._change(self._marked.stepped(self.trainer.settings, step))

    def _change(self, text: str) -> bool:
        key, said = self._marked.key, self.query_one("#said", Static)
        try:
            if key == "theme" and not self.quiz.has_theme(text.strip()):
                wanted = "it is auto, ink, paper or a theme of Textual"
                raise UsageError(f"theme cannot be {text!r}: {wanted}")
            self.trainer.change(key, text)
        except QuizError as error:
            told = re.sub(rf"^{key}(?= cannot be )", self._marked.name, str(error))
            said.display = True
            said.update(Content("✗ ").stylize(BAD) + bare(told, MUTED))
            return False
        self._say_no_more()
        if key == "theme":
            self.quiz.change_theme(self.trainer.settings.theme)
        self._draw()
        return True

    def action_close(self) -> None:
        """Stop typing, or go back."""
        if self._typing:
            self._say_no_more()
            self._close_typing()
            self._draw()
        else:
            self.dismiss()
