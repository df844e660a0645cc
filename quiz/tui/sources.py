"""The documents behind the decks: how far to trust each, what it states, what contradicts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from quiz.counted import counted
from quiz.model import Conflict, Fact, Source, Standing
from quiz.references import References
from quiz.tui.render import GOOD, MUTED, STRONG, WARN, Row, capital, card_text, joined, line
from quiz.tui.screen import ALL_KEYS, NARROW, QuizScreen
from quiz.tui.verdict import standing
from quiz.tui.widgets.body import Body
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList


class SourcesScreen(QuizScreen[None]):
    """A list of documents, each with its assessment where there is room; Enter reads its facts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,left", "close", "Back", id="sources.back", tooltip="Go back"),
        Binding("space,right", "open", "Read", id="sources.open",
                tooltip="Read the facts of the marked document"),
        Binding("c", "conflicts", "Disagreements", id="sources.conflicts",
                tooltip="What conflicts with what, and what historians hold"),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """The documents."""
        yield Heading(Content("Sources").stylize(STRONG))
        with Body(id="body"):
            yield Static(Content("These decks name no documents.").stylize(MUTED), id="none")
            yield MarkedList(id="sources")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self._sources: list[tuple[Source, References]] = []
        self._conflicts: list[tuple[Conflict, References]] = []
        for library in self.trainer.libraries:
            references = References(library)
            self._sources += [(source, references) for source in library.sources]
            self._conflicts += [(conflict, references) for conflict in library.conflicts]
        listed = self.query_one(MarkedList)
        listed.display = bool(self._sources)
        self.query_one("#none").display = not self._sources
        listed.focus()
        self.show_keys()

    def on_resize(self) -> None:
        """Where it is narrow an assessment alone would fill the screen."""
        whole = self.size.width >= NARROW
        rows = [_row(source, references, whole=whole) for source, references in self._sources]
        self.query_one(MarkedList).show(rows)

    def keys(self) -> Sequence[Key]:
        """Reading only where there is something to read."""
        read = [Key("enter", "read its facts", "open")] if self._sources else []
        disagree = [Key("c", "disagreements", "conflicts")] if self._conflicts else []
        return [*read, *disagree, Key("esc", "back", "close"), ALL_KEYS]

    def on_marked_list_chosen(self) -> None:
        """Enter, or a click on the marked document."""
        self.action_open()

    def action_open(self) -> None:
        """Read the facts of the marked document."""
        if self._sources:
            self.app.push_screen(SourceScreen(*self._sources[self.query_one(MarkedList).mark]))

    def action_conflicts(self) -> None:
        """Every disagreement, whole."""
        from quiz.tui.pages import conflicts_page
        from quiz.tui.reader import ReaderScreen

        if self._conflicts:
            count = str(len(self._conflicts))
            self.app.push_screen(
                ReaderScreen("Where documents disagree", conflicts_page(self._conflicts), count)
            )

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


class SourceScreen(QuizScreen[None]):
    """One document: what it is worth and its facts; Enter shows the marked fact whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,left", "close", "Back", id="source.back", tooltip="Go back"),
        Binding("space,right", "open", "Show the fact", id="source.open",
                tooltip="Show the marked fact with the cards that ask it and what contradicts it"),
        Binding("c", "conflicts", "Disagreements", id="source.conflicts",
                tooltip="What contradicts this document, and what historians hold"),
    ]  # fmt: skip

    def __init__(self, source: Source, references: References) -> None:
        super().__init__()
        self._source, self._references = source, references
        self._disagreements = references.conflicts_with(source)

    def compose(self) -> ComposeResult:
        """Who speaks, then the facts."""
        from quiz.tui.pages import source_page

        count = counted(len(self._source.facts), "fact")
        yield Heading(line(capital(self._source.title), STRONG), line(count, MUTED))
        with Body(id="body"):
            yield Static(source_page(self._source))
            yield MarkedList(id="facts")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        listed = self.query_one(MarkedList)
        listed.show([_statement(fact, self._references) for fact in self._source.facts])
        listed.focus(scroll_visible=False)
        self.show_keys()

    def keys(self) -> Sequence[Key]:
        """Disagreements only where there are some."""
        disagree = [Key("c", "disagreements", "conflicts")] if self._disagreements else []
        return [Key("enter", "show the fact", "open"), *disagree, Key("esc", "back", "close"),
                ALL_KEYS]  # fmt: skip

    def on_marked_list_chosen(self) -> None:
        """Enter, or a click on the marked fact."""
        self.action_open()

    def action_open(self) -> None:
        """Show the marked fact whole."""
        from quiz.tui.pages import fact_page
        from quiz.tui.reader import ReaderScreen

        if self._source.facts:
            fact = self._source.facts[self.query_one(MarkedList).mark]
            page = fact_page(fact, self._references)
            self.app.push_screen(ReaderScreen("Fact", page, fact.citation))

    def action_conflicts(self) -> None:
        """What contradicts the document."""
        from quiz.tui.pages import conflicts_page
        from quiz.tui.reader import ReaderScreen

        if self._disagreements:
            page = conflicts_page((conflict, self._references) for conflict in self._disagreements)
            count = counted(len(self._disagreements), "disagreement")
            self.app.push_screen(ReaderScreen(capital(self._source.title), page, count))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _row(source: Source, references: References, *, whole: bool) -> Row:
    counts = [counted(len(source.facts), "fact")]
    if core := sum(fact.core for fact in source.facts):
        counts.append(f"{core} core")
    for kind in (Standing.DISPUTED, Standing.MISTAKEN):
        if number := sum(fact.standing is kind for fact in source.facts):
            counts.append(f"{number} {kind}")
    if number := len(references.conflicts_with(source)):
        counts.append(counted(number, "disagreement"))
    parts = [
        line(capital(source.title), STRONG),
        *([card_text(source.assessment)] if whole else []),
        Content(" · ".join(counts)).stylize(MUTED),
        Content(""),
    ]
    return (Content("\n").join(parts),)


def _statement(fact: Fact, references: References) -> Row:
    """Whether a card asks it, paragraph, statement; beneath it how it stands."""
    cards = len(references.citing(fact.citation))
    asked = Content("✓" if cards else " ").stylize(GOOD)
    about = [
        Content("core").stylize(STRONG) if fact.core else Content(),
        Content(counted(cards, "card") if cards else "").stylize(MUTED),
        Content("! documents disagree").stylize(WARN)
        if references.conflicts_on(fact.citation)
        else Content(),
    ]
    parts = [card_text(fact.text)]
    if fact.standing is not Standing.SOUND:
        parts.append(standing(fact))
    if any(about):
        parts.append(joined(about))
    return (line(fact.id, MUTED), asked, Content("\n").join(parts))
