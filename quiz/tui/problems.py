"""The problems of decks: counted, listed in place, and all of them on a screen of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from quiz.advice import advice, own
from quiz.counted import counted
from quiz.markdown import plain
from quiz.model import Library, Problem, QuizError, Severity
from quiz.tui.render import BAD, MUTED, STRONG, WARN, Row, Table, bare, line
from quiz.tui.screen import ALL_KEYS, QuizScreen
from quiz.tui.widgets.body import Body
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList
from quiz.watch import Watch

_MOST = 200
"""More problems than this are not listed: mending these comes first."""
_ORDER = (Severity.ERROR, Severity.WARNING)
EVERY = 1.0
"""Seconds between looks at the files."""


def count(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`, or `none`."""
    found = Counter(problem.severity for problem in problems)
    told = (counted(found[severity], severity) for severity in _ORDER if found[severity])
    return ", ".join(told) or "none"


def rows(problems: Sequence[Problem]) -> list[Row]:
    """Where each is, and what it is."""
    return [(_place(problem), _message(problem)) for problem in problems]


def summary(problems: Sequence[Problem], most: int) -> Table:
    """The count, the first `most` problems, and how to see the rest."""
    more = [Content(f"and {len(problems) - most} more: ! lists them").stylize(MUTED)]
    return Table([
        (Content(f"! {count(problems)}").stylize(WARN),),
        *rows(problems[:most]),
        *([tuple(more)] if len(problems) > most else []),
    ])  # fmt: skip


def _errors_first(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: _ORDER.index(problem.severity))


def _place(problem: Problem) -> Content:
    file, row, column = problem.place
    return line(f"{Path(file).name}:{row}:{column}", MUTED)


def _message(problem: Problem) -> Content:
    subject = line(f"{problem.card}: ", STRONG) + " " if problem.card else Content("")
    message = line(plain(problem.message))
    if problem.severity is Severity.WARNING:
        return Content("warning: ").stylize(MUTED) + subject + message
    return subject + message


class ProblemsScreen(QuizScreen[None]):
    """Every problem with its place; Enter opens the editor there. Follows what is saved.

    What cannot be read comes first, then what the rules of `quiz check` say of the learner's own
    libraries. They run beside the screen, which need not wait for them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,left", "close", "Back", id="problems.back", tooltip="Go back"),
        Binding("e", "edit", "Edit", id="problems.edit",
                tooltip="Open the file in your editor at the marked problem"),
    ]  # fmt: skip

    @dataclass
    class Checked(Message):
        """The rules have run."""

        advice: list[Problem]

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch
        self._problems: Sequence[Problem] = ()
        self._advice: Sequence[Problem] = ()
        self._checked: tuple[Library, ...] | None = None
        """What the rules were last run over."""
        self._checking = False

    def compose(self) -> ComposeResult:
        """The list, and beneath it the whole path of the marked one's file."""
        yield Heading()
        with Body(id="body"):
            yield MarkedList(id="problems")
            yield Static(id="said")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list, and keep looking."""
        self.query_one(MarkedList).focus()
        self._fill()
        self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        try:
            if self._watch.refresh():
                self._fill()
        except QuizError as error:
            self._say(bare(str(error), BAD))

    def _check(self) -> None:
        """Have the rules run over what was read since their last run, one run at a time. Nobody
        waits for the thread, so that leaving does not either."""
        if self._checking or self.trainer.libraries is self._checked:
            return
        self._checked = self.trainer.libraries
        libraries = own(self._checked)
        self._advice, self._checking = self._advice if libraries else (), bool(libraries)
        if libraries:
            loading = self.trainer.problems
            Thread(target=self._run, args=[libraries, loading], daemon=True).start()

    def _run(self, libraries: tuple[Library, ...], loading: tuple[Problem, ...]) -> None:
        found: list[Problem] = []
        try:
            found = advice(libraries, loading)
        finally:  # else the screen would say for ever that it is checking
            self.post_message(self.Checked(found))

    def on_problems_screen_checked(self, message: Checked) -> None:
        """List what the rules say; they run again where decks were saved meanwhile."""
        self._checking, self._advice = False, message.advice
        self._fill()

    def _fill(self) -> None:
        self._check()
        self._problems = [*_errors_first(self.trainer.problems), *_errors_first(self._advice)]
        listed = self.query_one(MarkedList)
        listed.display = bool(self._problems)
        listed.show(rows(self._problems[:_MOST]))
        more = f", the first {_MOST} are listed" if len(self._problems) > _MOST else ""
        more += ", checking" if self._checking else ""
        counter = Content(f"{count(self._problems)}{more}").stylize(MUTED)
        self.query_one(Heading).show(Content("Problems").stylize(STRONG), counter)
        self._say_where()
        self.show_keys()

    def _say(self, said: Content) -> None:
        self.query_one("#said", Static).update(said)

    def _say_where(self) -> None:
        if self._problems:
            self._say(line(f"{self._marked.rule} in {self._marked.place.file}", MUTED))
        else:
            self._say(Content("There are none: every deck can be read.").stylize(MUTED))

    @property
    def _marked(self) -> Problem:
        return self._problems[self.query_one(MarkedList).mark]

    def on_marked_list_marked(self) -> None:
        """Name the file."""
        self._say_where()

    def on_marked_list_chosen(self) -> None:
        """Enter, or a click on the marked problem."""
        self.action_edit()

    def keys(self) -> Sequence[Key]:
        """Editing only where there is something to edit."""
        edit = [Key("enter", "edit", "edit")] if self._problems else []
        return [*edit, Key("esc", "back", "close"), ALL_KEYS]

    def action_edit(self) -> None:
        """Open the editor at the marked problem."""
        if self._problems:
            place = self._marked.place
            failure = self.in_editor(lambda: self.trainer.edit_at(place))
            self._fill()
            if failure:
                self._say(bare(f"Not edited: {failure}.", MUTED))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
