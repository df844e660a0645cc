"""One card whole, with how it went; and what a list or this page can do with a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.visual import Visual

from quiz.browse import Only
from quiz.counted import counted
from quiz.markdown import plain
from quiz.model import Card, Problem
from quiz.tui import pages, verdict
from quiz.tui.confirm import Confirm
from quiz.tui.reader import ReaderScreen
from quiz.tui.render import MUTED, WARN, bare, spaced
from quiz.tui.screen import ALL_KEYS, QuizScreen
from quiz.tui.widgets.keyline import Key

_MARGIN = 4
_MOST = 3
"""So many problems of an edited file are named."""


class CardActions(QuizScreen[None]):
    """The part of a screen that suspends, resets and edits the card at hand."""

    @property
    def card(self) -> Card | None:
        """The card at hand."""
        raise NotImplementedError

    def changed(self, said: Content) -> None:
        """A card may be another now, or stand otherwise: draw it anew, and say what was done."""
        raise NotImplementedError

    def action_suspend(self) -> None:
        """Suspend the card, or take it up again."""
        if self.card:
            away = self.trainer.suspend(self.card)
            said = "Suspended: study asks it no more." if away else "Taken up again."
            self.changed(Content(said).stylize(MUTED))

    def action_reset(self) -> None:
        """Ask, then let study forget how the card went."""
        card = self.card
        if card is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.trainer.reset(card)
                self.changed(Content("Reset: it is new again.").stylize(MUTED))

        ask = Content("Reset? Study takes the card for new; the answers stay in the history.")
        self.app.push_screen(Confirm(ask, "reset", "leave it"), answered)

    def action_edit(self) -> None:
        """Open the card in the learner's editor."""
        if self.card:
            _, said = edit(self, self.card)
            self.changed(said)


class CardScreen(ReaderScreen, CardActions):
    """Shows one card whole, its history and when it is due."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,alt+x", "suspend", "Suspend", id="card.suspend",
                tooltip="Study asks the card no more, or again"),
        Binding("e,alt+e", "edit", "Edit", id="card.edit", tooltip="Open the card in your editor"),
        Binding("r,alt+r", "reset", "Reset", id="card.reset",
                tooltip="Study takes the card for new; asks first"),
    ]  # fmt: skip

    def __init__(self, card: Card) -> None:
        super().__init__("Card", Content())
        self._card = card
        self._suspended = False

    @property
    def card(self) -> Card:
        """The card that is shown."""
        return self._card

    def on_mount(self) -> None:
        """Fill the page."""
        self.show(self._whole())

    def keys(self) -> Sequence[Key]:
        """What can be done with the card; scrolling only where there is something to scroll."""
        scroll = [Key("space", "page down", "scroll_body(1)")] if self.body.max_scroll_y else []
        return [*scroll, Key("x", "take up" if self._suspended else "suspend", "suspend"),
                Key("e", "edit", "edit"), Key("r", "reset", "reset"),
                Key("esc", "back", "close"), ALL_KEYS]  # fmt: skip

    def changed(self, said: Content) -> None:
        """Show the card as it is now; one that its file lost stays as it was."""
        self._card = self.trainer.current(self._card) or self._card
        self.show(spaced([said, self._whole()]))
        self.body.scroll_home(animate=False)

    def _whole(self) -> Visual:
        references, shelf = self.trainer.references(self._card), self.trainer.shelf()
        self._suspended = shelf.holds(Only.SUSPENDED, self._card)
        told = [("History", Content(text)) for text in shelf.told(self._card)]
        blocks = [pages.card_page(self._card, references), verdict.labelled(told)]
        if self._card.image:
            from quiz.tui.picture import captioned

            room = self.app.size.width - _MARGIN, self.app.size.height // 2
            picture = captioned(self._card, references.library, *room, colour=not self.app.no_color)
            blocks.insert(1, picture)
        return spaced(blocks)


def edit(screen: QuizScreen[Any], card: Card) -> tuple[bool, Content]:
    """Open a card in the learner's editor; whether the libraries were read anew, and what to say:
    why not, or the problems of the file."""
    problems: tuple[Problem, ...] = ()

    def work() -> None:
        nonlocal problems
        problems = screen.trainer.edit(card)

    failure = screen.in_editor(work)
    if failure:
        return False, bare(f"Not edited: {failure}.", MUTED)
    if problems:
        return True, _named(problems, "Alt+E" if screen.focused else "e")
    return True, Content("Read again: the file has no problems.").stylize(MUTED)


def _named(problems: tuple[Problem, ...], key: str) -> Content:
    """The first problems of a file, how many more there are, and the key that opens it."""
    lines = [
        bare(f"line {problem.place.line}: ", MUTED) + bare(plain(problem.message))
        for problem in problems[:_MOST]
    ]
    count = len(problems)
    head = f"! The file has {counted(count, 'problem')}: {key} opens it again"
    more = [Content(f"and {count - _MOST} more").stylize(MUTED)] if count > _MOST else []
    return Content("\n").join([Content(head).stylize(WARN), *lines, *more])
