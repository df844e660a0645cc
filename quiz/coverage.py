"""Which facts of each source the cards ask. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.model import Fact, Library, Source


@dataclass(frozen=True, slots=True)
class Coverage:
    """One source: its facts, and which of them no card that is still asked cites or discusses."""

    source: Source
    unasked: tuple[Fact, ...]

    @property
    def facts(self) -> int:
        """How many facts the source has."""
        return len(self.source.facts)

    @property
    def asked(self) -> int:
        """How many of them a card asks."""
        return self.facts - len(self.unasked)

    @property
    def core_unasked(self) -> tuple[Fact, ...]:
        """The core facts that no card asks."""
        return tuple(fact for fact in self.unasked if fact.core)


def coverage(library: Library) -> tuple[Coverage, ...]:
    """The coverage of each source, in the library's order."""
    asked = {name for card in library.cards() if not card.retired for name in card.cited}
    return tuple(
        Coverage(source, tuple(fact for fact in source.facts if fact.citation not in asked))
        for source in library.sources
    )
