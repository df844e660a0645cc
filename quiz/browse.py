"""How each card stands with the learner, for lists that are filtered by it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quiz.events import Log
from quiz.model import Card, Library
from quiz.references import References
from quiz.schedule import Memory
from quiz.session import asks
from quiz.show import history
from quiz.today import Day


class Only(StrEnum):
    """Which cards a list shows, in the words in which it is offered."""

    ALL = "all"
    DUE = "due"
    NEW = "new"
    SUSPENDED = "suspended"
    LEECH = "often forgotten"
    CONFLICT = "in a disagreement"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards by how they stand."""

    keys: Mapping[Only, frozenset[str]]
    memories: Mapping[str, Memory]
    log: Log

    def holds(self, only: Only, card: Card) -> bool:
        """Whether a card, or one gap of it, belongs to a filter."""
        return only is Only.ALL or any(ask.key in self.keys[only] for ask in asks([card]))

    def told(self, card: Card) -> Iterator[str]:
        """How each question of a card went, and when it comes back."""
        for ask in asks([card]):
            reviews = [review for review in self.log.reviews if review.card == ask.key]
            parts = [history(reviews, ask.gap)]
            if ask.key in self.keys[Only.SUSPENDED]:
                parts.append("suspended")
            elif memory := self.memories.get(ask.key):
                parts.append(f"due on {memory.due}")
            elif reviews and ask.key in self.keys[Only.NEW]:
                parts.append("new to study")
            if ask.key in self.keys[Only.LEECH]:
                parts.append("often forgotten: is it worded well?")
            yield "; ".join(parts)


def shelf(libraries: Iterable[Library], day: Day) -> Shelf:
    """The shelf of libraries on a study day."""
    there = day.asks(card for library in libraries for card in library.cards())
    conflicts: set[str] = set()
    corrected: set[str] = set()
    for library in libraries:
        references = References(library)
        for ask in asks(library.cards()):
            if references.conflicts_of(ask.card):
                conflicts.add(ask.key)
            if ask.card.corrected:
                corrected.add(ask.key)
    leeches = (key for key, memory in day.memories.items() if memory.leech)
    keys = {
        Only.DUE: (ask.key for ask in day.due(there)),
        Only.NEW: (ask.key for ask in day.new(there)),
        Only.SUSPENDED: day.log.suspended,
        Only.LEECH: leeches,
        Only.CONFLICT: conflicts,
        Only.CORRECTED: corrected,
    }
    return Shelf({only: frozenset(found) for only, found in keys.items()}, day.memories, day.log)
