"""A study day: what is due and new, how decks stand, what was corrected, what a sitting gained.
Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from quiz.events import Log, TestResult, last_tests
from quiz.model import Ask, Card, CardType, Deck, Library, Review
from quiz.schedule import Memory, recall
from quiz.session import asks

if TYPE_CHECKING:
    from quiz.session import Session
    from quiz.sitting import Wish

SECONDS = 15.0
"""An answer's time, reading the verdict included, until the learner's own is known."""

LONGEST = 120.0
"""Seconds that an answer counts for at most: whoever takes longer has left the desk."""

_PACE_OF, _FEWEST = 200, 10
"""Latest answers that tell the pace, and how many it takes."""

_SOON = 4
"""So many days on which cards come back are told one by one."""


class Today(NamedTuple):
    """What Enter on the home would start."""

    due: int
    new: int
    left: int
    """Questions left of a study that was cut short today."""
    seconds: float
    """Of one answer."""

    def __bool__(self) -> bool:
        return bool(self.due or self.new or self.left)

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return max(1, round((self.left or self.due + self.new) * self.seconds / 60))


class Gain(NamedTuple):
    """What a study came to."""

    learnt: tuple[Ask, ...]
    """New cards that were recalled."""
    returns: tuple[tuple[int, int], ...]
    """In how many days how many of its cards come back, soonest first."""
    leeches: tuple[Ask, ...] = ()
    """Cards missed once more that are forgotten again and again."""

    @property
    def when(self) -> tuple[str, ...]:
        """The same in words, `2 tomorrow`; what is far is told together."""
        soon = (_count(number, days) for days, number in self.returns[:_SOON])
        later = sum(number for _, number in self.returns[_SOON:])
        return (*soon, *([f"{later} later"] if later else []))


def _count(number: int, days: int) -> str:
    when = ("today", "tomorrow")[days] if days < 2 else f"in {days} days"
    return f"{number} {when}"


class DeckRow(NamedTuple):
    """A deck as lists show it. The counts are of what study can ask: each gap one."""

    library: Library
    deck: Deck
    cards: int
    known: int
    due: int
    new: int
    last_test: TestResult | None

    @property
    def name(self) -> str:
        """`LIBRARY/DECK`."""
        return f"{self.library.slug}/{self.deck.slug}"


Queue = tuple[list[tuple[Ask, bool]], list[Ask]]
"""What study asks: due asks, most at risk first, each with whether it holds; and new ones, those
that were put first at their head."""


class Day(NamedTuple):
    """How the learner's cards stand on a study day."""

    date: date
    log: Log
    memories: Mapping[str, Memory]
    """Of all that was studied, by `Ask.key`."""
    corrected: frozenset[str] = frozenset()
    """Keys of what was corrected since the learner last answered it."""

    def asks(self, cards: Iterable[Card]) -> list[Ask]:
        """What study can ask of cards on this day: nothing suspended or buried."""
        return [ask for key, ask in for_study(cards).items() if self._there(key)]

    def due(self, asks: Iterable[Ask]) -> list[Ask]:
        """Those that were studied and are due on this day."""
        return [ask for ask in asks if ask.key in self.memories and self.days_until(ask.key) <= 0]

    def new(self, asks: Iterable[Ask]) -> list[Ask]:
        """Those that were never studied."""
        return [ask for ask in asks if ask.key not in self.memories]

    def days_until(self, key: str) -> int:
        """In how many days what was studied is due, fewer than none where it is late: at once
        where it was corrected."""
        days = (self.memories[key].due - self.date).days
        return min(0, days) if key in self.corrected else days

    def _there(self, key: str) -> bool:
        return key not in self.log.suspended and self.log.buried.get(key) != str(self.date)

    def rows(self, libraries: Iterable[Library]) -> list[DeckRow]:
        """Every deck with its figures, in teaching order."""
        tests = last_tests(self.log)
        return [
            self._row(library, deck, tests.get(f"{library.slug}/{deck.slug}"))
            for library in libraries
            for deck in library.decks
        ]

    def _row(self, library: Library, deck: Deck, last_test: TestResult | None) -> DeckRow:
        found = for_study(deck.cards)
        there = [ask for key, ask in found.items() if self._there(key)]
        return DeckRow(
            library,
            deck,
            cards=len(found),
            known=sum(self.memories[key].known for key in found if key in self.memories),
            due=len(self.due(there)),
            new=len(self.new(there)),
            last_test=last_test,
        )

    def queue(self, libraries: Iterable[Library], wish: Wish, per_day: int) -> Queue:
        """What study asks of what was wished for; of new cards as many as the wish says, or what
        is left of so many `per_day`."""
        there = self.asks(wish.wanted(libraries))
        if wish.cards:
            wanted = set(wish.cards)
            there = [ask for ask in there if ask.key in wanted]
        due = [(ask, self.memories[ask.key]) for ask in self.due(there)]
        due.sort(key=lambda one: (recall(one[1], self.date), one[0].key))
        place = {key: n for n, key in enumerate(self.log.first)}
        new = sorted(self.new(there), key=lambda ask: place.get(ask.key, len(place)))
        limit = max(0, per_day - self._begun()) if wish.new is None else wish.new
        return [(ask, memory.holds) for ask, memory in due], new[:limit]

    def _begun(self) -> int:
        """How many cards were studied for the first time on this day."""
        return sum(m.steps == 1 and m.last == self.date for m in self.memories.values())

    def new_among(self, keys: Iterable[str], libraries: Iterable[Library]) -> list[str]:
        """Those keys that study will ask for the first time, if not before tomorrow."""
        there = {key for library in libraries for key in for_study(library.cards())}
        there -= self.log.suspended
        return [key for key in keys if key in there and key not in self.memories]

    def gain(self, session: Session, uuid: str) -> Gain:
        """What the study sitting with this uuid came to."""
        latest = {answer.question.ask.key: answer for answer in session.answers}
        before = {review.card for review in self.log.studied() if review.session != uuid}
        learnt = tuple(
            answer.question.ask
            for key, answer in latest.items()
            if answer.recalled and key not in before
        )
        memories = self.memories
        asked = (memories[key] for key in latest if key in memories and key not in session.away)
        days = Counter(max(0, (memory.due - self.date).days) for memory in asked)
        missed = (answer.question.ask for answer in session.firsts if not answer.recalled)
        leeches = tuple(ask for ask in missed if ask.key in memories and memories[ask.key].leech)
        return Gain(learnt, tuple(sorted(days.items())), leeches)


def for_study(cards: Iterable[Card]) -> dict[str, Ask]:
    """What study can ask of cards on any day, by key: no true-false."""
    found = asks(card for card in cards if card.type is not CardType.TRUE_FALSE)
    return {ask.key: ask for ask in found}


def pace(reviews: Iterable[Review]) -> float:
    """Seconds of an answer, of the learner's latest."""
    latest = tuple(reviews)[-_PACE_OF:]
    if len(latest) < _FEWEST:
        return SECONDS
    return max(1.0, sum(min(review.seconds, LONGEST) for review in latest) / len(latest))


def corrected(libraries: Iterable[Library], log: Log) -> tuple[Ask, ...]:
    """What was corrected since the learner last answered it."""
    marked = [ask for lib in libraries for ask in asks(c for c in lib.cards() if c.corrected)]
    if not marked:
        return ()
    last = {review.card: review for review in log.reviews}
    return tuple(ask for ask in marked if ask.key in last and _since(last[ask.key], ask.card))


def _since(review: Review, card: Card) -> bool:
    """Whether a card was corrected after this review. What was corrected before the learner's
    library was brought up to date counts too: the review tells which correction it knew."""
    known = review.corrected
    if known is not None and not known == card.corrected == review.day:
        return card.corrected > known
    # an older event, or a second correction on the day of the first: what was asked tells
    from quiz.sitting import digest

    return (card.corrected, review.digest != digest(card)) > (review.day, False)
