"""The cards on their way into a file, and what of them the file could not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from quiz import pictures
from quiz.choosing import Part
from quiz.counted import counted
from quiz.model import Card, Unusable
from quiz.references import References

Progress = Callable[[int, int], None]
"""Told how many cards are done, and of how many."""

_STEP = 50  # cards between two calls of Progress


class Taken:
    """Gives the cards of each deck, and counts what becomes of them."""

    def __init__(self, parts: Sequence[Part], progress: Progress | None = None) -> None:
        self.parts = parts
        self.written = 0
        """Cards of which the file holds something to ask."""
        self._lost: Counter[tuple[str, str]] = Counter()
        self._progress = progress
        self._done = 0
        self._total = sum(len(part.cards) for part in parts)

    @cached_property
    def references(self) -> dict[str, References]:
        """The cross references of each library, by its slug."""
        return {part.library.slug: References(part.library) for part in self.parts}

    def cards(self, part: Part) -> Iterator[Card]:
        """The cards of a deck, in teaching order; each counts as written until it is lost."""
        for card in part.cards:
            self.written += 1
            yield card
            self._done += 1
            if self._progress and (self._done % _STEP == 0 or self._done == self._total):
                self._progress(self._done, self._total)

    def lose_card(self, card: Card, why: str) -> None:
        """Note that a card is left out."""
        self.written -= 1
        self.lose(f"{card.type} card", f"left out: {why}")

    def lose(self, what: str, why: str) -> None:
        """Note that the file has no place for something: `what` in the singular, as 'hint'."""
        self._lost[what, why] += 1

    @property
    def losses(self) -> tuple[str, ...]:
        """What was lost, a line each: `3 order cards left out: GIFT has no ordering`."""
        return tuple(f"{counted(count, what)} {why}." for (what, why), count in self._lost.items())


def picture(card: Card, part: Part) -> bytes:
    """The bytes of a card's picture. Raises Unusable where it cannot be read."""
    try:
        return pictures.find(card, part.library).read_bytes()
    except Unusable as error:
        raise Unusable(f"{card.identity}: {error}") from error
    except OSError as error:
        reason = error.strerror or error
        raise Unusable(f"{card.identity}: image {card.image!r} cannot be read: {reason}") from error
