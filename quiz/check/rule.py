"""What a rule is, and what it may look at besides the card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from quiz.grading import Context
from quiz.model import Card, Library, Mode, Problem, Severity
from quiz.references import References

Findings = Iterator[str]
"""Messages: what is wrong and what would be right."""


@dataclass(frozen=True)
class Checked:
    """A library under check."""

    library: Library

    @cached_property
    def references(self) -> References:
        """Its cross references."""
        return References(self.library)

    @cached_property
    def context(self) -> Context:
        """What grading needs to know of it."""
        return Context.of([self.library], Mode.TEST)


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
        sourced = checked.library.sourced
        if self.sourced_only and not sourced:
            return
        severity = self.severity or (Severity.ERROR if sourced else Severity.WARNING)
        for card in checked.library.cards():
            allowed = severity is Severity.WARNING and any(r == self.slug for r, _ in card.allow)
            if not allowed:
                for message in self.find(card, checked):
                    name = card.identity.card
                    yield Problem(card.place, self.slug, message, name, severity)
