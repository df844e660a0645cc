"""genanki's note types and decks, so written that large decks are fast and ids stay put.

Importing genanki costs 75 ms: only `package` imports this module, when it exports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import count, islice
from sqlite3 import Cursor
from typing import Any

import genanki
from genanki.util import BASE91_TABLE

from quiz.anki import notetypes
from quiz.anki.notes import Placed

_NOTE = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
_CARD = "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"
_INDICES = "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
# Of smaller pages a note of some kilobytes leaves much empty, to be written and compressed.
_PAGES = "PRAGMA page_size = 16384"
_BATCH = 100
"""Notes made at a time: to and fro between them and SQLite one by one costs a fifth more."""

_PAIRS: list[str] = [first + second for first in BASE91_TABLE for second in BASE91_TABLE]
_FOUR = 91**4
_ZERO: str = BASE91_TABLE[0]


def guid_for(key: str) -> str:
    """`genanki.guid_for`, in a tenth of its time: the head of a hash in Anki's 91 digits."""
    rest, last = divmod(int.from_bytes(sha256(key.encode()).digest()[:8], "big"), _FOUR)
    first, middle = divmod(rest, _FOUR)
    digits = (
        _PAIRS[first]
        + _PAIRS[middle // 8281]
        + _PAIRS[middle % 8281]
        + _PAIRS[last // 8281]
        + _PAIRS[last % 8281]
    )
    return digits.lstrip(_ZERO)


class Model(genanki.Model):  # type: ignore[misc]
    """A note type whose time is its own, not the package's."""

    # Which fields make a card: any prompt the first, the spare field the second. genanki would
    # find this out by rendering each template once for each field.
    _req = ([0, "any", [0]], [1, "all", [notetypes.quiz().fields.index("Second")]])

    def __init__(self, notetype: notetypes.Notetype) -> None:
        super().__init__(
            notetype.id,
            notetype.name,
            [{"name": n, "id": notetype.field_id(i)} for i, n in enumerate(notetype.fields)],
            [
                {"name": t.name, "id": notetype.template_id(i), "qfmt": t.front, "afmt": t.back}
                for i, t in enumerate(notetype.templates)
            ],
            notetype.css,
            self.CLOZE if notetype.cloze else self.FRONT_BACK,
        )

    def to_json(self, timestamp: float, deck_id: int | None) -> dict[str, Any]:
        """The time of the package and the deck of a note say nothing about the note type."""
        return super().to_json(notetypes.CHANGED, None)  # type: ignore[no-any-return]


class Deck(genanki.Deck):  # type: ignore[misc]
    """A deck that takes its notes one by one as they are made."""

    def __init__(self, name: str, description: str, placed: Iterable[Placed]) -> None:
        # Anki matches decks by name, whatever the case: equal names must have one id.
        digest = sha256(name.casefold().encode()).digest()
        super().__init__(int.from_bytes(digest[:5], "big") + 1_000_000_000, name, description)
        self._placed = placed

    def rows(
        self, cards: list[tuple[int, ...]], ids: Iterator[int]
    ) -> Iterator[tuple[int | str, ...]]:
        """A row for each note; the rows of its cards are added to `cards`."""
        for note, changed, due in self._placed:
            number = next(ids)
            for ord_ in note.ords:
                cards.append((next(ids), number, self.deck_id, ord_, changed, due))
            yield (
                number,
                guid_for(note.key),
                note.notetype.id,
                changed,
                f" {' '.join(note.tags)} ",
                "\x1f".join(note.fields),
                note.fields[0],
            )


def write(cursor: Cursor, decks: Iterable[Deck], timestamp: int) -> None:
    """Write a collection: `timestamp`, in seconds since 1970, is that of the package.

    genanki would write all note types and decks anew with each deck, and each note by itself.
    """
    ids = count(timestamp * 1000)
    cursor.execute(_PAGES)
    genanki.Package([]).write_to_db(cursor, timestamp, ids)
    indices = cursor.execute(_INDICES).fetchall()
    for name, _ in indices:
        cursor.execute(f"DROP INDEX {name}")
    (found,) = cursor.execute("SELECT decks FROM col").fetchone()
    listed = json.loads(found)
    for deck in decks:
        listed[str(deck.deck_id)] = deck.to_json()
        cards: list[tuple[int, ...]] = []
        rows = deck.rows(cards, ids)
        while several := list(islice(rows, _BATCH)):
            cursor.executemany(_NOTE, several)
        cursor.executemany(_CARD, cards)
    models = [Model(notetype) for notetype in (notetypes.quiz(), notetypes.quiz_cloze())]
    written = {str(model.model_id): model.to_json(timestamp, None) for model in models}
    cursor.execute(
        "UPDATE col SET decks = ?, models = ?", (json.dumps(listed), json.dumps(written))
    )
    for _, statement in indices:  # sorting once costs less than keeping in order
        cursor.execute(statement)
