"""Writes decks as a package for Anki, whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from quiz.anki import fields, media
from quiz.anki.html import escape, inline
from quiz.markdown import printable
from quiz.model import Card, Deck, Library, Unusable, UsageError
from quiz.references import References

if TYPE_CHECKING:
    from quiz.anki.rows import Placed

Progress = Callable[[int, int], None]
"""Told how many cards are done, and of how many."""

_STEP = 500  # cards between two calls of Progress

_UNLOCKED = (
    "Without decks/cards.lock every note carries the time of this export: whoever imports it over "
    "an older one gets all of its texts anew, their own edits included."
)
_IMPORTING = (
    "An import keeps what was learnt. It does not remove cards that are gone, brings back notes "
    "that were deleted, and replaces the tags of updated notes and the decks' descriptions."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What an export wrote."""

    path: Path
    decks: int
    notes: int
    cards: int
    media: int
    timestamp: int
    """Seconds since 1970: the time of its notes."""
    remarks: tuple[str, ...]
    """What whoever imports the package should know, a sentence or two each."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The cards to export of one deck."""

    library: Library
    deck: Deck
    cards: tuple[Card, ...]


def export(
    libraries: Library | Iterable[Library],
    path: Path,
    *,
    decks: Collection[str] = (),
    tag: str = "",
    timestamp: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Write an `.apkg` of all decks, or of those called `DECK` or `LIBRARY/DECK`.

    With `tag`, only cards that have it. Equal libraries and timestamps give equal bytes. A
    failure leaves the file at `path` as it was.

    Raises UsageError for decks, a tag or a time that cannot be meant, and Unusable for a card that
    Anki could not show, a picture that is missing, or a file that cannot be written.
    """
    if isinstance(libraries, Library):
        libraries = (libraries,)
    parts = _chosen(libraries, decks, tag)
    now = int(time.time())
    timestamp = now if timestamp is None else timestamp
    if not 0 < timestamp <= now:
        raise UsageError(f"timestamp {timestamp}: Anki needs one after 1970 and not in the future")
    pictures: dict[str, Path] = {}
    with _usable(path), TemporaryDirectory(prefix="quiz-") as folder:
        database = Path(folder, "collection")
        notes, cards = _write_database(database, parts, timestamp, pictures, progress)
        with _beside(path.resolve()) as beside:
            _write_zip(beside, database, pictures)
    return Report(path, len(parts), notes, cards, len(pictures), timestamp, (_UNLOCKED, _IMPORTING))


def deck_name(library: Library, deck: Deck) -> str:
    """What the deck is called in Anki, where `::` parts the levels."""
    return f"{_level(library.title) or library.slug}::{_level(deck.title) or deck.slug}"


def _level(title: str) -> str:
    title = re.sub(r"\s+", " ", unicodedata.normalize("NFC", printable(title)))
    return re.sub(r"::+", ":", title).strip(" :")


def _chosen(libraries: Iterable[Library], decks: Collection[str], tag: str) -> list[_Part]:
    every = [(library, deck) for library in libraries for deck in library.decks]
    called = {name for library, deck in every for name in _names(library, deck)}
    for name in decks:
        if name not in called:
            there = ", ".join(deck.slug for _, deck in every)
            raise UsageError(f"there is no deck {name!r}; there are: {there}")
    parts = [
        _Part(library, deck, tuple(card for card in deck.cards if not tag or tag in card.tags))
        for library, deck in every
        if not decks or _names(library, deck).intersection(decks)
    ]
    filled = [part for part in parts if part.cards]
    if not filled:
        raise UsageError(f"no card has the tag {tag!r}" if tag else "there is no card to export")
    return filled


def _names(library: Library, deck: Deck) -> set[str]:
    return {deck.slug, f"{library.slug}/{deck.slug}"}


def _write_database(
    path: Path,
    parts: Collection[_Part],
    timestamp: int,
    pictures: dict[str, Path],
    progress: Progress | None,
) -> tuple[int, int]:
    """Write Anki's collection; the pictures of its notes are added to `pictures`.

    Returns the number of notes and of cards.
    """
    import genanki

    from quiz.anki.rows import Deck as AnkiDeck

    placed = _Placing(timestamp, pictures, sum(len(part.cards) for part in parts), progress)
    package = genanki.Package(
        [
            AnkiDeck(
                deck_name(part.library, part.deck),
                _description(part.library, part.deck),
                placed.notes(part),
            )
            for part in parts
        ]
    )
    with closing(sqlite3.connect(path)) as connection:
        # Nobody reads it before it is whole, and it is deleted afterwards.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        package.write_to_db(connection.cursor(), timestamp, count(timestamp * 1000))
        connection.commit()
        (cards,) = connection.execute("SELECT count(*) FROM cards").fetchone()
    return placed.done, cards


class _Placing:
    """Makes notes one by one, across decks: counts them, finds their pictures, sees doubles."""

    def __init__(
        self, timestamp: int, pictures: dict[str, Path], total: int, progress: Progress | None
    ) -> None:
        self.done = 0
        self._timestamp = timestamp
        self._pictures = pictures
        self._total = total
        self._progress = progress
        self._keys: dict[str, Card] = {}

    def notes(self, part: _Part) -> Iterator[Placed]:
        """The notes of a deck, in teaching order."""
        from quiz.anki.rows import Placed

        references = References(part.library)
        for card in part.cards:
            try:
                note = fields.note(card, part.deck, references, self._picture(card, part.library))
            except Unusable as error:
                raise Unusable(f"{card.identity}: {error}") from error
            if other := self._keys.get(note.key):
                raise Unusable(
                    f"{card.identity} and {other.identity} were both first called {note.key}, "
                    "so Anki would take them for one; correct their 'was'"
                )
            self._keys[note.key] = card
            self.done += 1
            if self._progress and (self.done % _STEP == 0 or self.done == self._total):
                self._progress(self.done, self._total)
            yield Placed(note, self._timestamp, self.done)

    def _picture(self, card: Card, library: Library) -> str:
        if not card.image:
            return ""
        medium = media.picture(card, library)
        self._pictures[medium.name] = medium.path
        return medium.name


def _description(library: Library, deck: Deck) -> str:
    """What Anki shows above the deck: what it is about, by whom, under which licence."""
    credit = ", ".join((*library.authors, *([library.licence] if library.licence else ())))
    about = (inline(deck.description), f"<small>{escape(credit)}</small>" if credit else "")
    return "<br>".join(filter(None, about))


def _write_zip(path: Path, database: Path, pictures: dict[str, Path]) -> None:
    """The package itself. Entries opened by name carry a fixed date, unlike those of `write`."""
    numbered = dict(enumerate(sorted(pictures)))
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as package:
        with database.open("rb") as source, package.open("collection.anki2", "w") as entry:
            shutil.copyfileobj(source, entry)
        with package.open("media", "w") as entry:
            entry.write(json.dumps(numbered).encode())
        for number, name in numbered.items():
            with package.open(str(number), "w") as entry:
                entry.write(media.content(pictures[name]))


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file beside the target, which takes its place at the end, or is gone."""
    new = target.with_name(f".{target.name}.{token_hex(4)}.tmp")
    try:
        yield new
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    """Errors of the disk as one line that names the package."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unusable(f"{path} cannot be written: {reason}") from error
