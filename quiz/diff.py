"""What changed between two libraries or packages, card by card. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import NamedTuple

from quiz import keys
from quiz.keys import Keys
from quiz.model import Card
from quiz.references import names


class Version(NamedTuple):
    """A card as one side of a comparison has it."""

    names: tuple[str, ...]
    """`LIBRARY/DECK/CARD`, and what it was called before."""
    keys: Keys
    shown: str = ""
    """All that Anki has of it, where both sides know that."""
    guid: str = ""
    """By which Anki knows it, where it comes from a package."""


@dataclass(frozen=True, slots=True)
class Diff:
    """Identities of cards, in the order of the newer side (gone ones of the older)."""

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


def version(card: Card) -> Version:
    """A card of a library."""
    return Version(names(card), keys.of_card(card))


def diff(old: Iterable[Version], new: Iterable[Version]) -> Diff:
    """Compare cards by identity; a card renamed with `was` is the same card."""
    old = list(old)
    known = {before.guid: before for before in old if before.guid}
    known |= {before.names[0]: before for before in old}
    found: dict[str, list[str]] = {kind: [] for kind in Diff.__annotations__}
    met = set()
    for now in new:
        before = next((known[name] for name in (now.guid, *now.names) if name in known), None)
        if before:
            met.add(before.names[0])
        for kind in _kinds(now, before):
            found[kind].append(now.names[0])
    found["gone"] = [before.names[0] for before in old if before.names[0] not in met]
    return Diff(**{kind: tuple(names) for kind, names in found.items()})


def _kinds(now: Version, before: Version | None) -> list[str]:
    """What became of a card: the lists of Diff that name it."""
    if before is None:
        return ["new"]
    if (now.names[0], now.keys, now.shown) == (before.names[0], before.keys, before.shown):
        return []
    kinds = []
    if now.keys.get("corrected", "") not in ("", before.keys.get("corrected")):
        kinds.append("corrected")
    if "retired" in now.keys and "retired" not in before.keys:
        kinds.append("retired")
    return kinds or ["changed"]
