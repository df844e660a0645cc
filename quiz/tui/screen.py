"""What all screens share: roles of text, widths, the line of keys and the two help keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from quiz.counted import counted
from quiz.model import QuizError
from quiz.tui.render import ROLES
from quiz.tui.widgets.keyline import Key, KeyLine

if TYPE_CHECKING:
    from quiz.model import Name
    from quiz.trainer import Trainer
    from quiz.tui.app import QuizApp
    from quiz.tui.widgets.marked_list import MarkedList

NARROW, WIDE = 60, 110
"""Below so many columns a screen is narrow; from so many on there is room for a second page."""

Result = TypeVar("Result")

ALL_KEYS = Key("?", "keys", "all_keys")


class QuizScreen(Screen[Result]):
    """A screen with a body that scrolls (`#body`) and a line of keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLES}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall"), (32, "-high")]  # noqa: RUF012
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "all_keys", "All keys", id="all-keys",
                key_display="? F1", tooltip="Show every key of this screen"),
    ]  # fmt: skip

    @property
    def quiz(self) -> QuizApp:
        """The app."""
        return cast("QuizApp", self.app)

    @property
    def trainer(self) -> Trainer:
        """What the app drives."""
        return self.quiz.trainer

    @property
    def still(self) -> bool:
        """Nothing may move or blink, by `config.toml` or by `TEXTUAL_ANIMATIONS`."""
        return self.app.animation_level == "none"

    @property
    def body(self) -> VerticalScroll:
        """The part that scrolls."""
        return self.query_one("#body", VerticalScroll)

    def on_resize(self) -> None:
        """What is marked in a list stays in view."""
        for listed in self.query("MarkedList"):  # by its name: not every screen loads it
            self.call_after_refresh(cast("MarkedList", listed).reveal_again)

    def on_screen_suspend(self) -> None:
        """When it has been left, let go of what was painted: a cache of Textual's knows the
        widgets of a thousand screens that have gone, each with its lines."""
        if self not in self.app.screen_stack:
            for widget in self.walk_children(Widget, with_self=True):
                widget.refresh()

    def keys(self) -> Sequence[Key]:
        """The keys that work now, the most important first."""
        return (ALL_KEYS,)

    def show_keys(self) -> None:
        """Draw the line of keys anew; a screen opened while the app closes has none."""
        for line in self.query(KeyLine):
            line.show(self.keys())

    def action_all_keys(self) -> None:
        """Show every key of this screen."""
        from quiz.tui.help import HelpScreen

        self.app.push_screen(HelpScreen(self.active_bindings.values()))

    def show_glossary(self, names: Sequence[Name], withheld: int = 0) -> None:
        """What the glossary says of names, and how many it keeps back until the answer."""
        from quiz.tui.pages import glossary_page
        from quiz.tui.reader import ReaderScreen

        page = glossary_page(names, withheld)
        self.app.push_screen(ReaderScreen("Glossary", page, counted(len(names), "name")))

    def in_editor(self, work: Callable[[], object]) -> str:
        """Do what opens the learner's editor, the app out of its way; why that failed, or ''."""
        try:
            with self.app.suspend():
                try:
                    work()
                except QuizError as error:  # what leaves the block leaves the app suspended
                    return str(error)
        except SuspendNotSupported:
            return "the editor needs a terminal of its own"
        return ""

    def action_scroll_body(self, pages: float) -> None:
        """Scroll by so many pages."""
        lines = round(pages * max(1, self.body.size.height - 1))
        self.body.scroll_relative(y=lines, animate=False)
