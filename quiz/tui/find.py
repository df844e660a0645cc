"""Find cards, facts and names that contain a text; filter cards by how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from quiz import cloze
from quiz.browse import Only, Shelf
from quiz.find import find
from quiz.glossary import names_in
from quiz.markdown import plain
from quiz.model import Card, Fact, Name
from quiz.references import References
from quiz.session import asks
from quiz.sitting import Wish
from quiz.tui import pages, verdict
from quiz.tui.render import ACCENT, MUTED, STRONG, Row, joined, line, spaced
from quiz.tui.screen import ALL_KEYS, QuizScreen
from quiz.tui.widgets.answer import Answer
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList

_MOST = 100
"""More hits than this are not listed: a longer text finds fewer."""


class Hit(NamedTuple):
    """Something found: its kind, a line of it, and the thing itself."""

    kind: str
    text: str
    thing: Card | Fact | Name


class FindScreen(QuizScreen[None]):
    """Finds while it is typed; Enter shows the marked hit whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", id="find.back", tooltip="Go back"),
        Binding("up", "move(-1)", "Up", id="find.up", tooltip="Mark the hit above"),
        Binding("down", "move(1)", "Down", id="find.down", tooltip="Mark the hit below"),
        Binding("pageup", "move(-10)", "Page up", id="find.page-up", tooltip="Ten hits up"),
        Binding("pagedown", "move(10)", "Page down", id="find.page-down", tooltip="Ten hits down"),
        Binding("tab", "filter(1)", "Filter", id="find.filter",
                tooltip="Only what is due, new, suspended, often forgotten, in a disagreement,"
                " corrected"),
        Binding("shift+tab", "filter(-1)", "Filter back", id="find.filter-back",
                tooltip="The filter before"),
        Binding("alt+x", "suspend", "Suspend", id="find.suspend",
                tooltip="Study asks the marked card no more, or again"),
        Binding("alt+t", "test", "Test these", id="find.test",
                tooltip="A test of the cards that are listed"),
        Binding("f3,ctrl+g", "glossary", "Glossary", id="find.glossary",
                tooltip="What the glossary says of the names in the marked hit"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._hits: list[Hit] = []
        self._only = Only.ALL
        self._shelf: Shelf | None = None
        """Read when it is first needed, and anew after each change."""

    def compose(self) -> ComposeResult:
        """The text to find, then what was found."""
        yield Heading(Content("Find").stylize(STRONG))
        with VerticalScroll(id="body", can_focus=False):
            yield Answer(id="find", still=not self.trainer.settings.animation)
            yield Static(id="found")
            yield MarkedList(id="hits")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to type."""
        text = self.query_one(Answer)
        text.placeholder = "A word of a card, a fact or a name"
        text.focus()
        self.query_one("#found").display = False
        hits = self.query_one(MarkedList)
        hits.can_focus = False
        hits.display = False
        self.show_keys()

    def keys(self) -> Sequence[Key]:
        """Those of the list only where there is one."""
        listed = [Key("enter", "show whole", "open")] if self._hits else []
        cards = [Key("alt+t", "test these", "test"), Key("alt+x", "suspend", "suspend")]
        return [*listed, Key("tab", "filter", "filter(1)"), *(cards if self._cards else []),
                Key("esc", "back", "close"), Key("F1", *ALL_KEYS[1:])]  # fmt: skip

    @property
    def _cards(self) -> list[Card]:
        return [hit.thing for hit in self._hits if isinstance(hit.thing, Card)]

    @property
    def shelf(self) -> Shelf:
        """How the cards stand."""
        self._shelf = self._shelf or self.trainer.shelf()
        return self._shelf

    def on_input_changed(self) -> None:
        """Find anew."""
        self._find()

    def _find(self) -> None:
        text = self.query_one(Answer).value.strip()
        searched = len(text) > 1 or self._only is not Only.ALL
        found = find(self.trainer.libraries, text) if searched else None
        hits = list(_hits(found.cards, found.facts, found.names)) if found else []
        if self._only is not Only.ALL:
            hits = [h for h in hits if isinstance(h.thing, Card)
                    and self.shelf.holds(self._only, h.thing)]  # fmt: skip
        self._hits = hits[:_MOST]
        kinds = [f"{len(hits)} found" if hits else "Nothing found."]
        kinds += [f"the first {_MOST} are listed"] if len(hits) > _MOST else []
        only = [Content(f"Only {self._only}").stylize(ACCENT)] if self._only is not Only.ALL else []
        said = self.query_one("#found", Static)
        said.display = found is not None
        said.update(joined([*only, Content(", ".join(kinds)).stylize(MUTED)]))
        listed = self.query_one(MarkedList)
        listed.display = bool(hits)
        listed.mark = 0
        listed.show([_row(hit) for hit in self._hits])
        self.show_keys()

    def on_input_submitted(self) -> None:
        """Enter while typing."""
        self.action_open()

    def on_marked_list_chosen(self) -> None:
        """A click on the marked hit."""
        self.action_open()

    def action_move(self, step: int) -> None:
        """Mark another hit."""
        self.query_one(MarkedList).action_move(step)

    def action_open(self) -> None:
        """Show the marked hit whole."""
        from quiz.tui.reader import ReaderScreen

        if self._hits:
            hit = self._hits[self.query_one(MarkedList).mark]
            self.app.push_screen(ReaderScreen(hit.kind.capitalize(), self._page(hit.thing)))

    def _page(self, thing: Card | Fact | Name) -> Visual:
        match thing:
            case Card():
                told = [("History", Content(text)) for text in self.shelf.told(thing)]
                page = pages.card_page(thing, self.trainer.references(thing))
                return spaced([page, verdict.labelled(told)])
            case Fact():
                return pages.fact_page(thing, self._references_of(thing))
            case Name():
                return pages.name_page(thing)

    def _references_of(self, fact: Fact) -> References:
        library = next(
            library
            for library in self.trainer.libraries
            if any(fact in source.facts for source in library.sources)
        )
        return References(library)

    def action_filter(self, step: int) -> None:
        """The next filter."""
        every = list(Only)
        self._only = every[(every.index(self._only) + step) % len(every)]
        self._find()

    def action_suspend(self) -> None:
        """Suspend the marked card, or take it up again."""
        if not self._hits:
            return
        thing = self._hits[self.query_one(MarkedList).mark].thing
        if isinstance(thing, Card):
            away = self.trainer.suspend(thing)
            self._shelf = None
            said = "Suspended: study asks it no more." if away else "Taken up again."
            self.query_one("#found", Static).update(Content(said).stylize(MUTED))

    def action_test(self) -> None:
        """A test of the cards that are listed."""
        from quiz.tui.question import QuestionScreen

        keys = tuple(ask.key for ask in asks(self._cards))
        if keys and (sitting := self.trainer.sit(Wish(cards=keys, count=len(keys)))):
            self._shelf = None
            self.app.push_screen(QuestionScreen(sitting))

    def action_glossary(self) -> None:
        """What the glossary says of the names in the marked hit; of all where there is none."""
        if not self._hits:
            self.show_glossary(self.trainer.glossary())
            return
        thing = self._hits[self.query_one(MarkedList).mark].thing
        match thing:
            case Card():
                texts = (cloze.filled(thing.prompt), thing.answer, thing.explanation)
                self.show_glossary(self.trainer.glossary(thing, texts))
            case Fact():
                library = self._references_of(thing).library
                self.show_glossary(names_in(library, [thing.text]))
            case Name():
                self.show_glossary([thing])

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _hits(cards: Sequence[Card], facts: Sequence[Fact], names: Sequence[Name]) -> Iterator[Hit]:
    for card in cards:
        yield Hit("card", plain(cloze.filled(card.prompt)), card)
    for fact in facts:
        yield Hit("fact", plain(fact.text), fact)
    for name in names:
        yield Hit("name", f"{name.name}: {name.glossary}" if name.glossary else name.name, name)


def _row(hit: Hit) -> Row:
    text = line(hit.text)
    return (Content(hit.kind).stylize(MUTED), text.truncate(120, ellipsis=True))
