"""What a rule is, and what it may look at besides the card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quiz.check.words import normal
from quiz.grading import Context
from quiz.model import Card, Library, Mode, Name, Place, Problem, Severity
from quiz.references import References

CONFLICTS, NAMES = "conflicts.yaml", "names.yaml"

Findings = Iterator[str]
"""Messages: what is wrong and what would be right."""


@dataclass(frozen=True)
class Checked:
    """A library under check."""

    library: Library
    unread: frozenset[Path] = frozenset()
    """The files in which something could not be read: what is missing may stand there."""
    latest: str = ""
    """The latest day that it may be anywhere, `2026-11-23`; empty where nobody knows."""

    def may_be(self, citation: str) -> bool:
        """Whether a fact that is not there may be one that could not be read."""
        source = self.references.sources.get(citation.partition(":")[0])
        return self._lost_source or (source is not None and _path(source.place) in self.unread)

    @cached_property
    def _lost_source(self) -> bool:
        found = {_path(source.place) for source in self.library.sources}
        return any(
            file.parent.name == "seeds" and file.name not in (CONFLICTS, NAMES)
            for file in self.unread - found
        )

    @cached_property
    def lost_conflict(self) -> bool:
        """Whether a conflict could not be read."""
        return any(file.name == CONFLICTS for file in self.unread)

    @cached_property
    def lost_card(self) -> bool:
        """Whether a card could not be read."""
        return any(
            file.parent.name != "seeds" and file.name != "library.yaml" for file in self.unread
        )

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The cards that are asked: of retired ones nothing more is wanted."""
        return tuple(card for card in self.library.cards() if not card.retired)

    @cached_property
    def references(self) -> References:
        """Its cross references."""
        return References(self.library)

    @cached_property
    def context(self) -> Context:
        """What grading needs to know of it."""
        return Context.of([self.library], Mode.TEST)

    @cached_property
    def names(self) -> dict[str, Name]:
        """Its names by each of their spellings, normalised."""
        names = reversed(self.library.names)
        return {normal(text): name for name in names for text in (name.name, *name.variants)}

    @property
    def strictly(self) -> Severity:
        """The severity of what is an error only where the library has `seeds/`."""
        return Severity.ERROR if self.library.sourced else Severity.WARNING


def unread(problems: Iterable[Problem]) -> frozenset[Path]:
    """The files of which loading left something out."""
    return frozenset(_path(p.place) for p in problems if p.severity is Severity.ERROR)


def _path(place: Place) -> Path:
    return Path(place.file).absolute()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for one card at a time."""

    slug: str
    find: Callable[[Card, Checked], Findings]
    severity: Severity | None = Severity.ERROR
    """None: an error where the library has `seeds/`, else a warning."""
    sourced_only: bool = False
    """It applies only where the library has `seeds/`."""

    def problems(self, checked: Checked) -> Iterator[Problem]:
        """The Problems of every card, less the warnings that a card allows itself."""
        if self.sourced_only and not checked.library.sourced:
            return
        severity = self.severity or checked.strictly
        for card in checked.cards:
            for message in self.find(card, checked):
                yield from problem(card, self.slug, message, severity)


def problem(
    card: Card, slug: str, message: str, severity: Severity = Severity.WARNING
) -> Iterator[Problem]:
    """The Problem of a card; none where it is a warning that the card allows."""
    if severity is Severity.ERROR or not allows(card, slug):
        yield Problem(card.place, slug, message, card.identity.card, severity)


def allows(card: Card, slug: str) -> bool:
    """Whether the card's author has a reason to break a rule."""
    return any(rule == slug for rule, _ in card.allow)
