"""What changed between two libraries, card by card. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from quiz import keys
from quiz.model import Card, Library
from quiz.references import names


@dataclass(frozen=True, slots=True)
class Diff:
    """Identities of cards, in the order of the newer library (gone ones of the older)."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    corrected: tuple[str, ...]
    """Changed, with a date of correction that is new."""
    retired: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(self.data().values())

    def data(self) -> dict[str, list[str]]:
        """As JSON values."""
        return {name: list(found) for name, found in asdict(self).items()}


def diff(old: Iterable[Card], new: Iterable[Card]) -> Diff:
    """Compare cards by identity; a card renamed with `was` is the same card."""
    before = {str(card.identity): card for card in old}
    pairs = [(card, _former(card, before)) for card in new]
    met = {str(former.identity) for _, former in pairs if former}
    differing = [(c, f) for c, f in pairs if f and _differs(c, f)]
    corrected = [c for c, f in differing if c.corrected and c.corrected != f.corrected]
    retired = [c for c, f in differing if c.retired and not f.retired]
    apart = {id(card) for card in (*corrected, *retired)}
    return Diff(
        new=_identities(card for card, former in pairs if former is None),
        changed=_identities(card for card, _ in differing if id(card) not in apart),
        corrected=_identities(corrected),
        retired=_identities(retired),
        gone=tuple(name for name in before if name not in met),
    )


def cards(libraries: Iterable[Library]) -> list[Card]:
    """Every card of some libraries."""
    return [card for library in libraries for card in library.cards()]


def _former(card: Card, before: dict[str, Card]) -> Card | None:
    return next((before[name] for name in names(card) if name in before), None)


def _differs(card: Card, former: Card) -> bool:
    return card.identity != former.identity or keys.of_card(card) != keys.of_card(former)


def _identities(found: Iterable[Card]) -> tuple[str, ...]:
    return tuple(str(card.identity) for card in found)
