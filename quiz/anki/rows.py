"""genanki's note type and deck, so written that large decks are fast and ids stay put.

Importing genanki costs 75 ms: only `package` imports this module, when it exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from sqlite3 import Cursor
from typing import Any

import genanki
from genanki.util import BASE91_TABLE

from quiz.anki import notetypes
from quiz.anki.notes import Placed

_NOTE = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
_CARD = "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"


_PAIRS = [first + second for first in BASE91_TABLE for second in BASE91_TABLE]
_ZERO = BASE91_TABLE[0]


def guid_for(key: str) -> str:
    """`genanki.guid_for`, in a tenth of its time: the head of a hash in Anki's 91 digits."""
    rest = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
    digits = ""
    while rest:
        rest, two = divmod(rest, 8281)
        digits = _PAIRS[two] + digits
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
    """A deck that takes its notes one by one as they are made, and writes them in bulk."""

    def __init__(self, name: str, description: str, placed: Iterable[Placed]) -> None:
        # Anki matches decks by name, whatever the case: equal names must have one id.
        digest = sha256(name.casefold().encode()).digest()
        super().__init__(int.from_bytes(digest[:5], "big") + 1_000_000_000, name, description)
        self._placed = placed
        for notetype in (notetypes.quiz(), notetypes.quiz_cloze()):
            self.add_model(Model(notetype))

    def write_to_db(self, cursor: Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        """The deck, its note types, its notes and their cards."""
        super().write_to_db(cursor, timestamp, id_gen)
        cards: list[tuple[int, ...]] = []
        cursor.executemany(_NOTE, self._rows(cards, id_gen))
        cursor.executemany(_CARD, cards)

    def _rows(
        self, cards: list[tuple[int, ...]], id_gen: Iterator[int]
    ) -> Iterator[tuple[int | str, ...]]:
        """A row for each note; the rows of its cards are added to `cards`."""
        for placed in self._placed:
            note = placed.note
            number = next(id_gen)
            for ord_ in note.ords:
                cards.append((next(id_gen), number, self.deck_id, ord_, placed.changed, placed.due))
            tags, fields = f" {' '.join(note.tags)} ", "\x1f".join(note.fields)
            yield (
                number,
                guid_for(note.key),
                note.notetype.id,
                placed.changed,
                tags,
                fields,
                note.fields[0],
            )
