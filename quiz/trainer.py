"""What a screen may ask for: the decks and their figures, sittings, and what stands behind a card.

Composed once by the command line; screens and plain mode know nothing below it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import today
from quiz.collector import paused
from quiz.events import Log
from quiz.history import History, Reader
from quiz.memo import Memo
from quiz.model import (
    Ask,
    Card,
    EventKind,
    Form,
    Library,
    Mode,
    Name,
    Outcome,
    Place,
    Problem,
    Response,
    Review,
    UsageError,
)
from quiz.references import References, known_as
from quiz.schedule import Memory, Target
from quiz.session import asks, plan_study
from quiz.settings import Settings
from quiz.today import Day, DeckRow, Gain, Queue, Today

if TYPE_CHECKING:  # what only a sitting needs, `quiz decks` does not wait for
    from quiz.browse import Shelf
    from quiz.grading import Context
    from quiz.library import Loaded
    from quiz.sitting import Grading, Sitting, Wish
    from quiz.stats import Figures


class Trainer:
    """The libraries, the learner's history and the settings, and what follows from them."""

    def __init__(
        self,
        libraries: tuple[Library, ...],
        problems: tuple[Problem, ...],
        settings: Settings,
        history: History,
        clock: Callable[[], float] = time.monotonic,
        *,
        memo: Memo | None = None,
        home: Path | None = None,
        load: Callable[[], Loaded] | None = None,
    ) -> None:
        """`home` is the learner's folder, for what is added to decks that cannot be written;
        `load` reads the libraries anew."""
        self.libraries = libraries
        self.problems = problems
        self.settings = settings
        self.history = history
        self.clock = clock
        self.memo = memo or Memo()
        self.home = home
        self.load = load
        self._references: dict[str, References] = {}
        self._known: Context | None = None
        self._reader = Reader(history)
        self._folded: tuple[Log, Target, dict[str, Memory]] = (Log(), self.target, {})

    def log(self) -> Log:
        """The history's meaning now, cards under the names that they have today."""
        return self._reader.log(known_as(self.libraries))

    def references(self, card: Card) -> References:
        """The cross references of the card's library."""
        slug = card.identity.library
        if slug not in self._references:
            library = next(lib for lib in self.libraries if lib.slug == slug)
            self._references[slug] = References(library)
        return self._references[slug]

    def glossary(self, card: Card | None = None, texts: Iterable[str] = ()) -> tuple[Name, ...]:
        """The names that occur in texts about a card; without one, all with a glossary line."""
        from quiz.glossary import listed, names_in

        if card is None:
            return listed(self.libraries)
        return names_in(self.context(Mode.STUDY).vocabulary(card), texts)

    def harmless(self, names: Iterable[Name], ask: Ask) -> tuple[Name, ...]:
        """Those of the names of which the glossary gives away no answer to what is asked."""
        from quiz.glossary import harmless

        return harmless(names, ask, self.context(Mode.STUDY))

    @property
    def target(self) -> Target:
        """What the schedule aims at."""
        return Target(self.settings.retention, self.settings.exam_date).on(self.day)

    def context(self, mode: Mode) -> Context:
        """What grading must know of the libraries: made with the first answer, so that no question
        waits for it, and kept until they are read anew."""
        from quiz.grading import Context

        self._known = self._known or Context.of(self.libraries, mode)
        return replace(self._known, mode=mode)

    def grading(self, mode: Mode) -> Grading:
        """How responses are graded."""

        def graded(card: Card, form: Form, response: Response, gap: int) -> Outcome:
            from quiz.grading import grade

            return grade(card, form, response, self.context(mode), gap)

        return graded

    def asks_again(self, card: Card, text: str) -> bool:
        """Whether what was typed is to be asked for once more before it counts."""
        from quiz.grading import asks_again

        return asks_again(card, text)

    def prepare(self) -> None:
        """Import what the first answer needs, while the learner reads the question."""
        import_module("quiz.grading")

    def memories(self, log: Log) -> dict[str, Memory]:
        """The memory of each card by its key."""
        if log is not self._folded[0] or self.target != self._folded[1]:
            with paused():
                memories = self.memo.fold(log.studied(), self.target)
            self._folded = log, self.target, memories
        return self._folded[2]

    def figures(self) -> Figures:
        """The figures of the learner's progress."""
        from quiz.stats import figures

        return figures(self._now(), self.libraries, self.target)

    def rows(self) -> list[DeckRow]:
        """Every deck with its figures, in teaching order."""
        return self._now().rows(self.libraries)

    def _now(self) -> Day:
        log = self.log()
        told = frozenset(ask.key for ask in today.corrected(self.libraries, log))
        return Day(self.day, log, self.memories(log), told)

    @property
    def day(self) -> date:
        """The study day now."""
        return date.fromisoformat(self.history.day())

    def queue(self, wish: Wish) -> Queue:
        """What study would ask today."""
        return self._now().queue(self.libraries, wish, self.settings.new_per_day)

    def today(self) -> Today:
        """What study would hold now."""
        from quiz.sitting import Wish

        wish = Wish(mode=Mode.STUDY)
        due, new = self.queue(wish)
        log = self.log()
        cut = self._unfinished(wish, log)
        left = len(cut.session.plan) - cut.session.settled if cut else 0
        return Today(len(due), len(new), left, today.pace(log.reviews))

    def corrected(self) -> tuple[Ask, ...]:
        """What was corrected since the learner last answered it."""
        return today.corrected(self.libraries, self.log())

    def gain(self, sitting: Sitting) -> Gain:
        """What a study sitting came to."""
        return self._now().gain(sitting.session, sitting.uuid)

    def put_first(self, keys: Iterable[str]) -> int:
        """Put cards at the head of the new ones; how many of them are new."""
        day = self._now()
        new = day.new_among(keys, self.libraries)
        if new and day.log.first[: len(new)] != tuple(new):
            self.history.record(EventKind.FIRST, {"cards": new})
        return len(new)

    def shelf(self) -> Shelf:
        """How each card stands now."""
        from quiz.browse import shelf

        return shelf(self.libraries, self._now())

    def suspend(self, card: Card) -> bool:
        """Suspend every question of a card, or take it up again; whether it is suspended now."""
        keys, suspended = [ask.key for ask in asks([card])], self.log().suspended
        on = not suspended.issuperset(keys)
        for key in keys:
            if (key in suspended) != on:
                self.history.record(EventKind.SUSPEND, {"card": key, "on": on})
        return on

    def reset(self, card: Card) -> None:
        """Let the memory of every question of a card begin anew: study takes it for new."""
        for ask in asks([card]):
            self.history.record(EventKind.RESET, {"card": ask.key})

    def undo(self) -> Review | None:
        """Take back the last answer that is not of a wrong clock, far ahead; None where there is
        none."""
        horizon = self.history.horizon()
        last = next((r for r in reversed(self.log().reviews) if r.time <= horizon), None)
        if last:
            self.history.record(EventKind.UNDO, {"of": last.uuid})
        return last

    def sit(self, wish: Wish) -> Sitting | None:
        """The sitting that was wished for: the unfinished one of the same wish, else a new one.

        None where the wish fits no card. Study resumes on its own day only.
        """
        found = self._unfinished(wish, self.log()) or self._begin(wish)
        if found:
            found.suspended = self.log().suspended
        if found and wish.mode is Mode.STUDY:
            found.corrected = frozenset(ask.key for ask in self.corrected())
        return found

    def unfinished(self, wishes: Iterable[Wish]) -> dict[Wish, tuple[int, int]]:
        """The wishes that would go on with what was begun: how many of how many are answered."""
        log = self.log()
        begun = [event.data["wish"] for uuid, event in log.begun.items() if uuid not in log.ended]
        likely = (wish for wish in wishes if begun and wish.data() in begun)
        found = ((wish, self._unfinished(wish, log)) for wish in likely)
        return {wish: (s.resumed, len(s.session.plan)) for wish, s in found if s and s.resumed}

    def _unfinished(self, wish: Wish, log: Log) -> Sitting | None:
        from quiz import sitting

        return sitting.resume(
            self.libraries,
            wish,
            log,
            since=str(self.day) if wish.mode is Mode.STUDY else "",
            grade=self.grading(wish.mode),
            record=self.history.record,
            clock=self.clock,
        )

    def _begin(self, wish: Wish) -> Sitting | None:
        from random import SystemRandom  # `secrets` would load OpenSSL before the first frame

        from quiz import sitting

        seed = SystemRandom().randrange(2**31) if wish.seed is None else wish.seed
        if wish.mode is Mode.STUDY:
            plan = plan_study(*self.queue(wish), seed)
        else:
            plan = sitting.plan_test(self.libraries, wish, seed)
        if not plan:
            return None
        return sitting.begin(
            plan,
            wish,
            seed=seed,
            grade=self.grading(wish.mode),
            record=self.history.record,
            clock=self.clock,
            settings=self.settings.in_force(),
        )

    # -- changing cards -------------------------------------------------------------------

    def accept(self, card: Card, alias: str) -> str:
        """Let a text count as an answer from now on; the name of the file that says so.

        Raises QuizError where it cannot be written.
        """
        from quiz.library import overrides

        root, home = self._places(card)
        file = overrides.accept(card, alias, root=root, home=home)
        self.reload()
        return file.name

    def change(self, key: str, text: str) -> None:
        """Set one key of `config.toml`. Raises QuizError for what cannot be, or be written."""
        from quiz.settings import save

        if self.home is None:
            raise UsageError("there is no home folder to keep settings in")
        self.settings = save(self.home / "config.toml", key, text)
        self.history.day_starts = self.settings.day_starts

    def edit(self, card: Card) -> tuple[Problem, ...]:
        """Open the card in the learner's editor; the problems of that file afterwards.

        Raises QuizError where there is no editor or nothing can be written.
        """
        from quiz.editor import command, edit
        from quiz.library import overrides

        root, home = self._places(card)
        command(self.settings.editor, home, 1)  # before anything is written
        file, line = overrides.place_to_edit(card, root=root, home=home)
        edit(self.settings.editor, file, line)
        self.reload()
        return tuple(p for p in self.problems if Path(p.place.file).absolute() == file.absolute())

    def current(self, card: Card) -> Card | None:
        """The card as the libraries have it now; None where they have it no more."""
        cards = (c for library in self.libraries for c in library.cards())
        return next((c for c in cards if c.identity == card.identity), None)

    def edit_at(self, place: Place) -> None:
        """Open a file of a library in the learner's editor at a place, then read it anew.

        Raises QuizError where there is no editor or the file cannot be written.
        """
        from quiz.editor import edit
        from quiz.library import overrides

        file = Path(place.file)
        roots = [library.root for library in self.libraries]
        root = next((r for r in roots if file.absolute().is_relative_to(r.absolute())), file.parent)
        if not overrides.writable(file, root):
            raise UsageError(f"{file.name} cannot be written; `quiz new` makes a deck of your own")
        edit(self.settings.editor, file, place.line)
        self.reload()

    def reload(self) -> None:
        """Read the libraries anew; one that cannot be read at all stays as it was."""
        if self.load is None:
            return
        loaded = self.load()
        new = {library.slug: library for library in loaded.libraries}
        old = {library.slug: library for library in self.libraries}
        self.libraries = tuple({**old, **new}.values())
        self.problems = loaded.problems
        self._references.clear()
        self._known = None

    def _places(self, card: Card) -> tuple[Path, Path]:
        if self.home is None:
            raise UsageError("there is no home folder to keep changes in")
        return self.references(card).library.root, self.home
