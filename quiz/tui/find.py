"""Find cards, facts and names that contain a text; filter cards by deck and by how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from quiz import cloze
from quiz.browse import Only, Shelf
from quiz.find import Found, find
from quiz.glossary import names_in
from quiz.markdown import plain
from quiz.model import Card, Fact, Mode, Name
from quiz.references import References
from quiz.session import asks
from quiz.sitting import Wish
from quiz.tui import pages
from quiz.tui.card import CardActions, CardScreen
from quiz.tui.reader import ReaderScreen
from quiz.tui.render import ACCENT, MUTED, STRONG, Row, joined, line
from quiz.tui.screen import ALL_KEYS
from quiz.tui.widgets.answer import Answer
from quiz.tui.widgets.body import Body
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


class FindScreen(CardActions):
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
        Binding("alt+d", "deck", "Deck", id="find.deck",
                tooltip="Only the cards of the first deck, of the next ones, then of all"),
        Binding("alt+s", "study", "Study these", id="find.study",
                tooltip="Study what is due or new of the cards that are listed"),
        Binding("alt+t", "test", "Test these", id="find.test",
                tooltip="A test of the cards that are listed"),
        Binding("alt+x", "suspend", "Suspend", id="find.suspend",
                tooltip="Study asks the marked card no more, or again"),
        Binding("alt+e", "edit", "Edit", id="find.edit",
                tooltip="Open the marked card in your editor"),
        Binding("alt+r", "reset", "Reset", id="find.reset",
                tooltip="Study takes the marked card for new; asks first"),
        Binding("f3,ctrl+g", "glossary", "Glossary", id="find.glossary",
                tooltip="What the glossary says of the names in the marked hit"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._hits: list[Hit] = []
        self._only = Only.ALL
        self._deck = ""
        """`LIBRARY/DECK`, or empty for all."""
        self._said = Content()
        """What was done last, until another text or filter."""
        self._shelf: Shelf | None = None
        """Read when it is first needed, and anew after each change."""

    def compose(self) -> ComposeResult:
        """The text to find, then what was found."""
        yield Heading()
        with Body(id="body"):
            yield Answer(id="find", still=self.still)
            yield Static(id="found")
            yield MarkedList(id="hits")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to type."""
        text = self.query_one(Answer)
        text.placeholder = "A word of a card, a fact or a name"
        self.set_focus(text)
        self.query_one("#found").display = False
        hits = self.query_one(MarkedList)
        hits.can_focus = False
        hits.display = False

    def on_screen_resume(self) -> None:
        """At the start, and when a card may stand otherwise than before."""
        self._shelf = None
        self._find()

    def keys(self) -> Sequence[Key]:
        """Those of the list only where there is one."""
        listed = [Key("enter", "show", "open")] if self._hits else []
        cards = [Key("alt+s", "study", "study")] if self._cards else []
        more = [Key("alt+t", "test", "test")] if self._cards else []
        if self.card:
            away = self.shelf.holds(Only.SUSPENDED, self.card)
            more += [Key("alt+x", "take up" if away else "suspend", "suspend"),
                     Key("alt+e", "edit", "edit"),
                     Key("alt+r", "reset", "reset")]  # fmt: skip
        return [*listed, Key("tab", "filter", "filter(1)"), Key("alt+d", "deck", "deck"), *cards,
                Key("esc", "back", "close"), *more, Key("F1", *ALL_KEYS[1:])]  # fmt: skip

    @property
    def _cards(self) -> list[Card]:
        return [hit.thing for hit in self._hits if isinstance(hit.thing, Card)]

    @property
    def card(self) -> Card | None:
        """The marked card; None where the mark is on something else."""
        thing = self._hits[self.query_one(MarkedList).mark].thing if self._hits else None
        return thing if isinstance(thing, Card) else None

    @property
    def shelf(self) -> Shelf:
        """How the cards stand."""
        self._shelf = self._shelf or self.trainer.shelf()
        return self._shelf

    def on_input_changed(self) -> None:
        """Find anew."""
        self._find_anew()

    def _find_anew(self) -> None:
        self._said = Content()
        self.query_one(MarkedList).mark = 0
        self._find()

    def _find(self) -> None:
        text = self.query_one(Answer).value.strip()
        filtered = bool(self._deck) or self._only is not Only.ALL
        searched = len(text) > 1 or filtered
        found = find(self.trainer.libraries, *text.split()) if searched else None
        hits = list(_hits(found)) if found else []
        if filtered:
            hits = [h for h in hits if isinstance(h.thing, Card) and self._passes(h.thing)]
        self._hits = hits[:_MOST]
        kinds = [f"{len(hits)} found" if hits else "Nothing found."]
        kinds += [f"the first {_MOST} are listed"] if len(hits) > _MOST else []
        only = [Content(f"Only {self._only}").stylize(ACCENT)] if self._only is not Only.ALL else []
        said = self.query_one("#found", Static)
        said.display = found is not None
        count = joined([*only, Content(", ".join(kinds)).stylize(MUTED)])
        said.update(joined([count, self._said], "\n"))
        listed = self.query_one(MarkedList)
        listed.display = bool(hits)
        listed.show([self._row(hit) for hit in self._hits])
        self._draw_heading()
        self.show_keys()

    def _passes(self, card: Card) -> bool:
        deck = f"{card.identity.library}/{card.identity.deck}"
        return self._deck in ("", deck) and self.shelf.holds(self._only, card)

    def _row(self, hit: Hit) -> Row:
        text = line(hit.text).truncate(120, ellipsis=True)
        if isinstance(hit.thing, Card) and self.shelf.holds(Only.SUSPENDED, hit.thing):
            text = (Content("‖ suspended  ") + text).stylize(MUTED)
        return (Content(hit.kind).stylize(MUTED), text)

    @property
    def _decks(self) -> dict[str, str]:
        """The title of each `LIBRARY/DECK`."""
        return {f"{library.slug}/{deck.slug}": deck.title
                for library in self.trainer.libraries for deck in library.decks}  # fmt: skip

    def _draw_heading(self) -> None:
        title = self._decks.get(self._deck, "all decks")
        deck = Content("   ") + line(title, ACCENT if self._deck else MUTED)
        self.query_one(Heading).show(Content("Find").stylize(STRONG) + deck, Content())

    def on_input_submitted(self) -> None:
        """Enter while typing."""
        self.action_open()

    def on_marked_list_marked(self) -> None:
        """The keys are those of the marked hit."""
        self.show_keys()

    def on_marked_list_chosen(self) -> None:
        """A click on the marked hit."""
        self.action_open()

    def action_move(self, step: int) -> None:
        """Mark another hit."""
        self.query_one(MarkedList).action_move(step)

    def action_open(self) -> None:
        """Show the marked hit whole."""
        if not self._hits:
            return
        match self._hits[self.query_one(MarkedList).mark].thing:
            case Card() as card:
                self.app.push_screen(CardScreen(card))
            case Fact() as fact:
                page = pages.fact_page(fact, self._references_of(fact))
                self.app.push_screen(ReaderScreen("Fact", page))
            case Name() as name:
                self.app.push_screen(ReaderScreen("Name", pages.name_page(name)))

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
        self._find_anew()

    def action_deck(self) -> None:
        """The cards of the next deck; after the last those of all."""
        every = ["", *self._decks]
        at = every.index(self._deck) if self._deck in every else 0
        self._deck = every[(at + 1) % len(every)]
        self._find_anew()

    def changed(self, said: Content) -> None:
        """List the cards as they are now."""
        self._shelf, self._said = None, said
        self._find()

    def action_study(self) -> None:
        """Study what is due or new of the cards that are listed, whatever the day's new ones."""
        keys = tuple(ask.key for ask in asks(self._cards))
        nothing = "None of these is due or new."
        self._sit(Wish(mode=Mode.STUDY, cards=keys, new=len(keys)), nothing)

    def action_test(self) -> None:
        """A test of the cards that are listed."""
        keys = tuple(ask.key for ask in asks(self._cards))
        self._sit(Wish(cards=keys, count=len(keys)), "None of these can be asked.")

    def _sit(self, wish: Wish, nothing: str) -> None:
        from quiz.tui.question import QuestionScreen

        if not wish.cards:
            return
        if sitting := self.trainer.sit(wish):
            self._said = Content()
            self.app.push_screen(QuestionScreen(sitting))
        else:
            self.changed(Content(nothing).stylize(MUTED))

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
                context = self.trainer.context(Mode.STUDY)
                self.show_glossary(names_in(context.vocabularies[library.slug], [thing.text]))
            case Name():
                self.show_glossary([thing])

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _hits(found: Found) -> Iterator[Hit]:
    for card, asked in zip(found.cards, found.prompts, strict=True):
        yield Hit("card", plain(cloze.filled(asked)), card)
    for fact in found.facts:
        yield Hit("fact", plain(fact.text), fact)
    for name in found.names:
        yield Hit("name", f"{name.name}: {name.glossary}" if name.glossary else name.name, name)
