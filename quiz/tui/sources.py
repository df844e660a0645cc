"""The documents behind the decks: how far to trust each, and what it states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.model import Source, Standing
from quiz.references import References
from quiz.tui.render import MUTED, STRONG, Row, card_text, line
from quiz.tui.screen import ALL_KEYS, QuizScreen
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList


class SourcesScreen(QuizScreen[None]):
    """A list of documents, each with its assessment; Enter reads its facts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,left", "close", "Back", id="sources.back", tooltip="Go back"),
        Binding("space,right", "open", "Read", id="sources.open",
                tooltip="Read the facts of the marked document"),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """The documents."""
        yield Heading(Content("Sources").stylize(STRONG))
        with VerticalScroll(id="body", can_focus=False):
            yield Static(Content("These decks name no documents.").stylize(MUTED), id="none")
            yield MarkedList(id="sources")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self._sources = [
            (source, library) for library in self.trainer.libraries for source in library.sources
        ]
        listed = self.query_one(MarkedList)
        listed.show([_row(source) for source, _ in self._sources])
        listed.display = bool(self._sources)
        self.query_one("#none").display = not self._sources
        listed.focus()
        self.show_keys()

    def keys(self) -> Sequence[Key]:
        """Reading only where there is something to read."""
        read = [Key("enter", "read its facts", "open")] if self._sources else []
        return [*read, Key("esc", "back", "close"), ALL_KEYS]

    def on_marked_list_chosen(self) -> None:
        """Enter, or a click on the marked document."""
        self.action_open()

    def action_open(self) -> None:
        """Read the facts of the marked document."""
        from quiz.tui.pages import source_page
        from quiz.tui.reader import ReaderScreen

        if self._sources:
            source, library = self._sources[self.query_one(MarkedList).mark]
            page = source_page(source, References(library))
            count = f"{len(source.facts)} facts"
            self.app.push_screen(ReaderScreen(source.title, page, count))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _row(source: Source) -> Row:
    counts = [f"{len(source.facts)} facts"]
    for standing in (Standing.DISPUTED, Standing.MISTAKEN):
        if number := sum(fact.standing is standing for fact in source.facts):
            counts.append(f"{number} {standing}")
    parts = [
        line(source.title, STRONG),
        card_text(source.assessment),
        Content(" · ".join(counts)).stylize(MUTED),
        Content(""),
    ]
    return (Content("\n").join(parts),)
