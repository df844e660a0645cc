"""What a screen may ask for: the decks and their figures, sittings, and what stands behind a card.

Composed once by the command line; screens and plain mode know nothing below it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from quiz import events, sitting
from quiz.grading import Context
from quiz.history import History
from quiz.model import Card, Deck, Library, Mode, Problem, UsageError
from quiz.references import References
from quiz.session import asks
from quiz.settings import Settings
from quiz.sitting import Sitting, Wish


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck as lists show it. The counts are of what study can ask: each gap one."""

    library: Library
    deck: Deck
    cards: int
    known: int
    due: int
    new: int
    last_test: events.TestResult | None

    @property
    def name(self) -> str:
        """`LIBRARY/DECK`."""
        return f"{self.library.slug}/{self.deck.slug}"


@dataclass
class Trainer:
    """The libraries, the learner's history and the settings, and what follows from them."""

    libraries: tuple[Library, ...]
    problems: tuple[Problem, ...]
    settings: Settings
    history: History
    clock: Callable[[], float] = time.monotonic
    _references: dict[str, References] = field(default_factory=dict, init=False)

    def log(self) -> events.Log:
        """The history's meaning now."""
        return events.replay(self.history.events())

    def references(self, card: Card) -> References:
        """The cross references of the card's library."""
        slug = card.identity.library
        if slug not in self._references:
            library = next(lib for lib in self.libraries if lib.slug == slug)
            self._references[slug] = References(library)
        return self._references[slug]

    @cached_property
    def test_context(self) -> Context:
        """What grading a test needs to know of the libraries."""
        return Context.of(self.libraries, Mode.TEST)

    def rows(self) -> list[DeckRow]:
        """Every deck with its figures, in teaching order."""
        tests = events.last_tests(self.log())
        rows = []
        for library in self.libraries:
            for deck in library.decks:
                count = len([a for a in asks(deck.cards) if a.card.type != "true-false"])
                last = tests.get(f"{library.slug}/{deck.slug}")
                rows.append(DeckRow(library, deck, count, 0, 0, count, last))
        return rows

    def find_deck(self, name: str) -> tuple[Library, Deck]:
        """The deck called `LIBRARY/DECK` or, where one library has it, `DECK`.

        Raises UsageError.
        """
        found = [
            (library, deck)
            for library in self.libraries
            for deck in library.decks
            if name in (deck.slug, f"{library.slug}/{deck.slug}")
        ]
        if len(found) == 1:
            return found[0]
        if found:
            names = " or ".join(f"{library.slug}/{deck.slug}" for library, deck in found)
            raise UsageError(f"several libraries have a deck {name!r}: say {names}")
        known = [deck.slug for library in self.libraries for deck in library.decks]
        import difflib

        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else "`quiz decks` lists them"
        raise UsageError(f"there is no deck {name!r}: {hint}")

    def test(self, wish: Wish) -> Sitting | None:
        """The test that was wished for: the unfinished one of the same wish, else a new one.

        None where the wish fits no card.
        """
        unfinished = sitting.resume_test(
            self.libraries,
            wish,
            self.log(),
            context=self.test_context,
            record=self.history.record,
            clock=self.clock,
        )
        return unfinished or sitting.begin_test(
            self.libraries,
            wish,
            seed=secrets.randbelow(2**31) if wish.seed is None else wish.seed,
            context=self.test_context,
            record=self.history.record,
            clock=self.clock,
            settings=self.settings.in_force(),
        )
