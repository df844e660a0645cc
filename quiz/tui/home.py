"""The home: what to do today, and the decks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz import cloze
from quiz.markdown import plain
from quiz.model import Ask, Mode, Severity
from quiz.references import References
from quiz.sitting import Wish
from quiz.today import SECONDS, Today
from quiz.trainer import DeckRow
from quiz.tui.render import ACCENT, MUTED, STRONG, WARN, bare, line
from quiz.tui.screen import ALL_KEYS, NARROW, WIDE, QuizScreen
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList

_BAR = 10
_LIST_WIDTH = 60
"""Of the list of decks where the marked deck's page stands beside it."""
_GAP = 2
_SHORT_TITLE = 22
"""Columns drop before titles are cut to less than this."""


class HomeScreen(QuizScreen[None]):
    """The decks with how they stand; Enter begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "study", "Study today", id="home.study", priority=True,
                tooltip="What is due today, then new cards; or what you broke off"),
        Binding("t", "test", "Test", id="home.test", tooltip="A test of the marked deck"),
        Binding("space", "facts", "Read the facts", id="home.facts",
                tooltip="Read the facts that the marked deck rests on"),
        Binding("slash", "find", "Find", id="home.find",
                tooltip="Find cards, facts and names that contain a text"),
        Binding("s", "sources", "Sources", id="home.sources",
                tooltip="The documents, how far to trust each, what stands disputed"),
        Binding("f3,ctrl+g", "glossary", "Glossary", id="home.glossary",
                tooltip="A line on each person, place, force and treaty"),
        Binding("p", "progress", "Progress", id="home.progress",
                tooltip="How learning goes: days, what is due, what is known"),
        Binding("comma", "settings", "Settings", key_display=",", id="home.settings",
                tooltip="New cards a day, retention, exam date, theme and the rest"),
        Binding("q", "app.quit", "Quit", id="home.quit", tooltip="Leave the app"),
    ]  # fmt: skip

    def __init__(self, notice: str = "") -> None:
        super().__init__()
        self._notice = notice
        self._rows: list[DeckRow] = []
        self._today = Today(0, 0, 0, SECONDS)
        self._corrected: tuple[Ask, ...] = ()
        self._references: dict[str, References] = {}

    def compose(self) -> ComposeResult:
        """The list of decks; the marked deck's page stands beside it where there is room."""
        yield Heading()
        with Horizontal(id="columns"):
            with VerticalScroll(id="body", can_focus=False):
                yield Static(id="notice")
                yield MarkedList(id="decks")
                yield Static(id="below")
            with VerticalScroll(id="page", can_focus=False):
                yield Static(id="deck")
        yield KeyLine()

    def on_mount(self) -> None:
        """The list has the focus: up and down move in it."""
        self.query_one(MarkedList).focus()

    def on_screen_resume(self) -> None:
        """At the start, and when a test may have been taken meanwhile."""
        self._rows = self.trainer.rows()
        self._today, self._corrected = self.trainer.today(), self.trainer.corrected()
        self._fill()

    def on_resize(self) -> None:
        """Columns drop where they do not fit."""
        self._fill()

    def _fill(self) -> None:
        listed = self.query_one(MarkedList)
        listed.display = bool(self._rows)
        today = Content("Today").stylize(STRONG)
        action = Content("")
        if self._rows:
            today += Content(f"   {_figures(self._today)}").stylize(MUTED)
            key, word = ("Enter", "Study") if self._today else ("t", "Test this deck")
            action = Content.assemble((key, ACCENT), f"  {word}")
        self.query_one(Heading).show(today, action)
        notices = [bare(self._notice, MUTED), self._was_corrected()]
        self._tell("notice", Content("\n").join([text for text in notices if text]))
        self._tell("below", self._problems() if self._rows else self._empty())
        self._draw()
        self.show_keys()

    def _tell(self, name: str, content: Content) -> None:
        part = self.query_one(f"#{name}", Static)
        part.display = bool(content)
        part.update(content)

    def _was_corrected(self) -> Content:
        if not self._corrected:
            return Content("")
        first, *more = self._corrected
        prompt = line(plain(cloze.filled(first.card.prompt))).truncate(50, ellipsis=True)
        others = Content(f" and {len(more)} more").stylize(MUTED) if more else Content("")
        head = Content("Corrected since you last answered it: ").stylize(WARN)
        return head + prompt + others

    def _problems(self) -> Content:
        errors = [p for p in self.trainer.problems if p.severity is Severity.ERROR]
        if not errors:
            return Content("")
        cards = len({(p.place.file, p.card) for p in errors if p.card})
        what = f"{_count(cards, 'card')} {'has' if cards == 1 else 'have'} problems" if cards else (
            _count(len(errors), "problem"))  # fmt: skip
        return Content(f"{what}: quiz check").stylize(MUTED)

    def _empty(self) -> Content:
        what = "There are no decks yet." if self.trainer.libraries else "There is no library here."
        ways = Content.assemble(
            ("quiz new DECK", STRONG), ("      a commented deck to fill in\n", MUTED),
            ("quiz import FILE", STRONG), ("   decks from Anki or a table", MUTED),
        )  # fmt: skip
        parts = [Content(what), ways, self._problems()]
        return Content("\n\n").join([part for part in parts if part])

    # -- the list -------------------------------------------------------------------------

    def _draw(self) -> None:
        if not self._rows:
            return
        decks = self.query_one(MarkedList)
        room = min(self.size.width, 80) - (2 if self.size.width < NARROW else 4)
        if self.size.width >= WIDE:
            room = _LIST_WIDTH
        room -= 1  # the mark
        columns = _columns(self._rows)
        widths = [max(cell.cell_length for cell in column) for column in columns]
        longest = max(len(row.deck.title) for row in self._rows)

        def left(shown: int) -> int:
            return room - _GAP * (shown + 1) - sum(widths[:shown])

        shown = len(columns)
        while shown > 1 and left(shown) < min(longest, _SHORT_TITLE):
            shown -= 1
        width = max(8, left(shown))
        titles = [line(row.deck.title).truncate(width, ellipsis=True) for row in self._rows]
        titles = [t.pad_right(min(width, longest) - t.cell_length) for t in titles]
        head, *rows = zip([Content("Deck").stylize(MUTED), *titles], *columns[:shown], strict=True)
        decks.show(rows, head)
        self._show_page()

    def _show_page(self) -> None:
        if self.size.width < WIDE:
            return
        from quiz.tui.pages import deck_page

        row = self._marked
        self.query_one("#deck", Static).update(deck_page(row, self._references_of(row)))
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    @property
    def _marked(self) -> DeckRow:
        return self._rows[self.query_one(MarkedList).mark]

    def _references_of(self, row: DeckRow) -> References:
        return self._references.setdefault(row.library.slug, References(row.library))

    def on_marked_list_marked(self) -> None:
        """The page follows the mark."""
        self._show_page()

    def on_marked_list_chosen(self) -> None:
        """A click on the marked deck."""
        self.action_test()

    # -- keys -----------------------------------------------------------------------------

    def keys(self) -> Sequence[Key]:
        """What can be done with the marked deck, then the rest."""
        study = [Key("enter", "study", "study")] if self._today else []
        deck = [*study, Key("t", "test", "test"), Key("space", "read", "facts"),
                Key("/", "find", "find"), Key("s", "sources", "sources"),
                Key("p", "progress", "progress")]  # fmt: skip
        return [*(deck if self._rows else []), Key("q", "quit", "app.quit"), ALL_KEYS]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means anything now."""
        return bool(self._rows) if action in ("study", "test", "facts", "find", "sources") else True

    def action_study(self) -> None:
        """What is due today, then new cards."""
        self._sit(Wish(mode=Mode.STUDY), "Nothing is due today. t tests the marked deck.")

    def action_test(self) -> None:
        """A test of the marked deck, or the unfinished one."""
        wish = Wish(decks=(self._marked.name,), count=self.trainer.settings.test_cards)
        self._sit(wish, "This deck has no card that can be asked.")

    def _sit(self, wish: Wish, nothing: str) -> None:
        from quiz.tui.question import QuestionScreen

        sitting = self.trainer.sit(wish)
        if sitting is None:
            self._notice = nothing
            self._fill()
            return
        self._notice = ""
        self.app.push_screen(QuestionScreen(sitting))

    def action_facts(self) -> None:
        """Read the facts of the marked deck."""
        from quiz.tui.pages import facts_page
        from quiz.tui.reader import ReaderScreen

        row = self._marked
        page = facts_page(row.deck, self._references_of(row))
        self.app.push_screen(ReaderScreen(row.deck.title, page, "facts"))

    def action_find(self) -> None:
        """Find a text."""
        from quiz.tui.find import FindScreen

        self.app.push_screen(FindScreen())

    def action_settings(self) -> None:
        """What `config.toml` sets."""
        from quiz.tui.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_glossary(self) -> None:
        """Every name of the glossary."""
        self.show_glossary(self.trainer.glossary())

    def action_sources(self) -> None:
        """The documents."""
        from quiz.tui.sources import SourcesScreen

        self.app.push_screen(SourcesScreen())

    def action_progress(self) -> None:
        """How learning goes."""
        from quiz.tui.progress import ProgressScreen

        self.app.push_screen(ProgressScreen(self.trainer.figures()))


def _figures(today: Today) -> str:
    """What is to do, and about how long it takes."""
    if not today:
        return "nothing due"
    counts = [f"{today.due} due" if today.due else "", f"{today.new} new" if today.new else ""]
    what = f"{today.left} left" if today.left else " + ".join(filter(None, counts))
    return f"{what}, about {today.minutes} min"


def _columns(rows: Sequence[DeckRow]) -> list[list[Content]]:
    """Known, due, new and the last test, each under its heading, digits beneath digits."""
    known = [f"{row.known}/{row.cards}" for row in rows]
    digits = max(map(len, known))
    bars = [_bar(row) + f"  {text:>{digits}}" for row, text in zip(rows, known, strict=True)]
    tests = [row.last_test for row in rows]
    return [
        [Content("Known").stylize(MUTED), *bars],
        _right("Due", [str(row.due) for row in rows]),
        _right("New", [str(row.new) for row in rows]),
        _right("Test", [f"{test.score}/{test.of}" if test else "·" for test in tests]),
    ]


def _bar(row: DeckRow) -> Content:
    filled = round(_BAR * row.known / row.cards) if row.cards else 0
    return Content("━" * filled).stylize(ACCENT) + Content("─" * (_BAR - filled)).stylize(MUTED)


def _right(head: str, texts: Sequence[str]) -> list[Content]:
    width = max(len(text) for text in (head, *texts))
    return [Content(f"{head:>{width}}").stylize(MUTED), *(Content(f"{t:>{width}}") for t in texts)]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
