"""What an import wrote, remembered in a hidden file beside the decks for the next one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from quiz import compact
from quiz.library.shapes import PATTERNS, Kind
from quiz.model import Unusable

NAME = ".imported.json"
NEXT = ".imported.json.next"
"""What the record is to be, while decks are written: it is left behind where that is cut short."""
_DECK, _CARD = re.compile(PATTERNS[Kind.SLUG]), re.compile(PATTERNS[Kind.CARD_NAME])


class Entry(NamedTuple):
    """A card that was written."""

    card: str
    """Its name DECK/CARD."""
    digest: str
    """Of its keys as they came; an author's edit gives another."""


@dataclass(slots=True)
class Record:
    """What was written, by the keys of notes, and which deck became which."""

    cards: dict[str, Entry] = field(default_factory=dict)
    decks: dict[str, str] = field(default_factory=dict)
    """The slug of each deck by where its cards came from."""

    def text(self) -> str:
        """As it is kept: an entry a line, sorted, so that two versions merge."""
        cards = {key: f"{entry.card} {entry.digest}" for key, entry in self.cards.items()}
        lines = (",\n", ": ")
        kept = {"cards": cards, "decks": self.decks}
        return json.dumps(kept, ensure_ascii=True, separators=lines, sort_keys=True) + "\n"


def read(folder: Path, stands: Callable[[Entry], bool]) -> Record:
    """The record of a folder of decks; an empty one where there is none.

    Where an import was cut short, `stands` says of which cards the decks hold what it meant to
    write. Raises Unusable.
    """
    found = _read(folder / NAME)
    if (folder / NEXT).exists():
        meant = _read(folder / NEXT)
        found.cards |= {key: entry for key, entry in meant.cards.items() if stands(entry)}
        found.decks = meant.decks | found.decks
    return found


def _read(path: Path) -> Record:
    try:
        found = json.loads(path.read_text("utf-8")) if path.exists() else {}
        cards = {key: Entry(*entry.split(" ")) for key, entry in found.get("cards", {}).items()}
        decks = {key: str(slug) for key, slug in found.get("decks", {}).items()}
        if not all(map(_DECK.fullmatch, decks.values())):  # they become names of files
            raise ValueError("a deck has a name that is no slug")
        if not all(_CARD.fullmatch(entry.card) for entry in cards.values()):
            raise ValueError("a card has a name that is not DECK/CARD")
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        message = f"{path} cannot be read: delete it, and the next import adds its cards anew"
        raise Unusable(message) from error
    return Record(cards, decks)


def digest(keys: dict[str, Any]) -> str:
    """Of a card's keys, whatever their order, its library or the layout."""
    return sha256(compact.written(keys)).hexdigest()[:32]


def former_digest(keys: dict[str, Any]) -> str:
    """The same, as it was reckoned before cards were written as compact JSON."""
    return sha256(json.dumps(keys, sort_keys=True).encode()).hexdigest()[:32]
