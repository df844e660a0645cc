"""The home: what to do today, and the decks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from quiz import cloze
from quiz.advice import own
from quiz.counted import counted
from quiz.markdown import plain
from quiz.model import Ask, Mode, Place, Problem, QuizError, Severity
from quiz.references import References
from quiz.sitting import Wish
from quiz.today import SECONDS, DeckRow, Today
from quiz.tui.decks import listing
from quiz.tui.problems import EVERY, ProblemsScreen, summary
from quiz.tui.render import ACCENT, MUTED, STRONG, WARN, bare, joined, line, spaced
from quiz.tui.screen import ALL_KEYS, NARROW, WIDE, QuizScreen
from quiz.tui.widgets.body import Body
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList
from quiz.watch import Watch

_LIST_WIDTH = 65
"""Of the list of decks where the marked deck's page stands beside it."""
_ON_DECKS = ("study", "test", "facts", "find", "sources", "edit")
"""Actions that need a deck."""
_SOME, _MANY = 3, 12
"""Problems that are listed beneath the decks, and on the page of one."""


class HomeScreen(QuizScreen[None]):
    """The decks with how they stand; Enter begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "study", "Study today", id="home.study",
                tooltip="What is due today, then new cards; or what you broke off"),
        Binding("t", "test", "Test", id="home.test", tooltip="A test of the marked deck"),
        Binding("space", "facts", "Read the facts", id="home.facts",
                tooltip="Read the facts that the marked deck rests on"),
        Binding("slash", "find", "Find", id="home.find", priority=True,
                tooltip="Find cards, facts and names that contain a text"),
        Binding("s", "sources", "Sources", id="home.sources",
                tooltip="The documents, how far to trust each, what stands disputed"),
        Binding("f3,ctrl+g", "glossary", "Glossary", id="home.glossary",
                tooltip="A line on each person, place, force and treaty"),
        Binding("exclamation_mark", "problems", "Problems", key_display="!", id="home.problems",
                tooltip="What is wrong in which line of the decks"),
        Binding("e", "edit", "Edit", id="home.edit",
                tooltip="Open the marked deck in your editor, at its first problem"),
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
        self._unfinished: dict[Wish, tuple[int, int]] = {}
        """Tests of a deck that would go on: how many of how many are answered."""
        self._today = Today(0, 0, 0, SECONDS)
        self._corrected: tuple[Ask, ...] = ()
        self._references: dict[str, References] = {}
        self._fresh = False
        """Nothing was ever answered."""
        self._own = False
        """Whether a library is the learner's to write."""

    def compose(self) -> ComposeResult:
        """The list of decks; the marked deck's page stands beside it where there is room."""
        yield Heading()
        with Horizontal(id="columns"):
            with Body(id="body"):
                yield Static(id="notice")
                yield MarkedList(opens=False, id="decks")
                yield Static(id="below")
            with VerticalScroll(id="page", can_focus=False):
                yield Static(id="deck")
        yield KeyLine()

    def on_mount(self) -> None:
        """The list has the focus: up and down move in it. Decks appear as they are saved."""
        self.query_one(MarkedList).focus(scroll_visible=False)
        self._watch, self._stood = Watch(self.trainer), self._stands()
        self._looking = self.set_interval(EVERY, self._look)

    def on_screen_suspend(self) -> None:
        """Another screen is before this one: nothing changes under it."""
        self._looking.pause()

    def on_screen_resume(self) -> None:
        """At the start, and when a test may have been taken meanwhile."""
        self._looking.resume()
        self._refresh()
        self._renew()

    def _look(self) -> None:
        moved = self._stood != self._stands()
        if moved:  # what was said may be true no more
            self._notice = ""
        if self._refresh() or moved:
            self._renew()

    def _stands(self) -> tuple[date, int]:
        """What the figures hang on beside the decks: the study day, and how far the history goes,
        to which another process may add."""
        return self.trainer.day, self.trainer.history.mark()

    def _refresh(self) -> bool:
        """Whether there is something new to show: decks were saved, or cannot be read now."""
        try:
            return self._watch.refresh()
        except QuizError as error:
            self._notice = str(error)
            return True

    def _renew(self) -> None:
        listed = self.query_one(MarkedList)
        marked = self._marked.name if self._rows else ""
        self._stood = self._stands()
        self._rows = self.trainer.rows()
        self._unfinished = self.trainer.unfinished(map(self._test_of, self._rows))
        self._today, self._corrected = self.trainer.today(), self.trainer.corrected()
        self._fresh = not self.trainer.log().reviews
        self._own = bool(own(self.trainer.libraries))
        self._references.clear()
        names = [row.name for row in self._rows]
        listed.mark = names.index(marked) if marked in names else listed.mark
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
            about = "" if self.size.width < NARROW else "about "
            today += Content(f"   {_figures(self._today, about)}").stylize(MUTED)
            key, word = ("Enter", "Study") if self._today else ("t", "Test this deck")
            action = Content.assemble((key, ACCENT), f"  {word}")
        self.query_one(Heading).show(today, action)
        notices = [bare(self._notice, MUTED) or self._greeting(), self._was_corrected()]
        self._tell("notice", Content("\n").join([text for text in notices if text]))
        self._tell("below", self._below() if self._rows else self._empty())
        self._draw()
        self.show_keys()

    def _tell(self, name: str, content: Visual) -> None:
        part = self.query_one(f"#{name}", Static)
        part.display = content != Content("")
        part.update(content)

    def _greeting(self) -> Content:
        """For who has not answered yet: the one thing to do, and the keys that it takes."""
        if not self._fresh or not self._today:
            return Content("")
        cards = counted(self._today.new, "card").removeprefix("1 ")
        begins = Content.assemble(
            ("Enter", ACCENT), f" asks the first {cards}: ", ("1", ACCENT), " to ",
            ("4", ACCENT), " answer, ", ("Space", ACCENT), " if you don't know.",
        )  # fmt: skip
        tells = Content("Each answer is saved, and tells why and where it stands.").stylize(MUTED)
        return Content("\n").join([begins, tells][: 1 if self.size.width < NARROW else 2])

    def _was_corrected(self) -> Content:
        if not self._corrected:
            return Content("")
        from quiz.feedback import prompt

        first, *more = self._corrected
        asked = prompt(first.card, self.trainer.references(first.card))
        text = line(plain(cloze.filled(asked))).truncate(50, ellipsis=True)
        others = Content(f" and {len(more)} more").stylize(MUTED) if more else Content("")
        head = Content("Corrected since you last answered it: ").stylize(WARN)
        return head + text + others

    @property
    def _errors(self) -> list[Problem]:
        return [p for p in self.trainer.problems if p.severity is Severity.ERROR]

    def _errors_in(self, row: DeckRow) -> list[Problem]:
        return [p for p in self._errors if p.place.file == row.deck.place.file]

    def _below(self) -> Visual:
        errors = self._errors
        return summary(errors, _SOME) if errors else Content("")

    def _empty(self) -> Visual:
        what = "There are no decks yet." if self.trainer.libraries else "There is no library here."
        ways = Content.assemble(
            ("quiz new DECK", STRONG), ("      a commented deck to fill in\n", MUTED),
            ("quiz import FILE", STRONG), ("   decks from Anki or a table", MUTED),
        )  # fmt: skip
        return spaced(part for part in (Content(what), ways, self._below()) if part != Content(""))

    # -- the list -------------------------------------------------------------------------

    def _draw(self) -> None:
        if not self._rows:
            return
        room = min(self.size.width, 80) - (2 if self.size.width < NARROW else 4)
        wide = self.size.width >= WIDE
        marks = [self._mark_of(row) for row in self._rows]
        table = listing(self._rows, marks, (_LIST_WIDTH if wide else room) - 1, shrink=wide)
        self.query_one(MarkedList).show(table[1:], table[0])
        self._show_page()

    def _mark_of(self, row: DeckRow) -> Content:
        """How many errors a deck has, and how far its unfinished test came, where it has any."""
        errors, cut = len(self._errors_in(row)), self._unfinished.get(self._test_of(row))
        wrong = Content(f"! {errors}" if errors else "").stylize(WARN)
        goes_on = Content("{} of {} …".format(*cut) if cut else "").stylize(ACCENT)
        return joined([wrong, goes_on], "  ")

    def _show_page(self) -> None:
        if self.size.width < WIDE:
            return
        from quiz.tui.pages import deck_page

        row = self._marked
        page = deck_page(row, self._references_of(row))
        if errors := self._errors_in(row):
            page = spaced([summary(errors, _MANY), page])
        self.query_one("#deck", Static).update(page)
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    @property
    def _marked(self) -> DeckRow:
        return self._rows[self.query_one(MarkedList).mark]

    def _references_of(self, row: DeckRow) -> References:
        return self._references.setdefault(row.library.slug, References(row.library))

    def on_marked_list_marked(self) -> None:
        """The page and the keys follow the mark."""
        self._show_page()
        self.show_keys()

    def on_marked_list_chosen(self) -> None:
        """A click on the marked deck."""
        self.action_test()

    # -- keys -----------------------------------------------------------------------------

    def keys(self) -> Sequence[Key]:
        """What can be done with the marked deck, then the rest."""
        study = [Key("enter", "study", "study")] if self._today else []
        wrong = [Key("!", "fix", "problems")] if self._errors else []
        cut = self._rows and self._test_of(self._marked) in self._unfinished
        test = Key("t", "finish test" if cut else "test", "test")
        deck = [*study, test, *wrong, Key("space", "read", "facts"),
                Key("/", "find", "find"), Key("p", "progress", "progress"),
                Key("s", "sources", "sources")]  # fmt: skip
        return [*(deck if self._rows else wrong), Key("q", "quit", "app.quit"), ALL_KEYS]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means anything now."""
        if action == "problems":
            return bool(self.trainer.problems) or self._own
        return bool(self._rows) if action in _ON_DECKS else True

    def action_study(self) -> None:
        """What is due today, then new cards."""
        self._sit(Wish(mode=Mode.STUDY), "Nothing is due today. t tests the marked deck.")

    def action_test(self) -> None:
        """A test of the marked deck, or the unfinished one."""
        self._sit(self._test_of(self._marked), "This deck has no card that can be asked.")

    def _test_of(self, row: DeckRow) -> Wish:
        return Wish(decks=(row.name,), count=self.trainer.settings.test_cards)

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

    def action_problems(self) -> None:
        """What is wrong in the decks."""
        self.app.push_screen(ProblemsScreen(self._watch))

    def action_edit(self) -> None:
        """Open the marked deck in the learner's editor."""
        row = self._marked
        errors = self._errors_in(row)
        place: Place = errors[0].place if errors else row.deck.place
        failure = self.in_editor(lambda: self.trainer.edit_at(place))
        self._notice = f"Not edited: {failure}." if failure else ""
        self._renew()

    async def action_find(self) -> None:
        """Find a text. The next key waits until there is a line that takes it."""
        from quiz.tui.find import FindScreen

        await self.app.push_screen(FindScreen())

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

        begins = "Enter on the home begins" if self._today else ""
        self.app.push_screen(ProgressScreen(self.trainer.figures(), begins))


def _figures(today: Today, about: str) -> str:
    """What is to do, and about how long it takes."""
    if not today:
        return "nothing due"
    counts = [f"{today.due} due" if today.due else "", f"{today.new} new" if today.new else ""]
    what = f"{today.left} left" if today.left else " + ".join(filter(None, counts))
    return f"{what}, {about}{today.minutes} min"
