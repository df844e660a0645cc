"""Writes decks as a package for Anki, whole or not at all."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from quiz.anki import media
from quiz.anki.notes import Placing, Progress
from quiz.choosing import Part, chosen
from quiz.collector import collector_off
from quiz.deflate import isal
from quiz.files import beside
from quiz.html import escape, inline
from quiz.model import Deck, Library, Unusable, UsageError

_PATIENCE = 10  # seconds
_CHUNK = 1 << 20  # bytes

_UNLOCKED = (
    "Without decks/cards.lock every note of {} carries the time of this export: whoever imports it "
    "over an older one gets all of its texts anew, their own edits included."
)
_NOT_YET = (
    "{} of the notes {} new or changed since decks/cards.lock was written: run `quiz lock` before "
    "you hand the package out."
)
_IMPORTING = (
    "An import keeps what was learnt. It does not remove cards that are gone, brings back notes "
    "that were deleted, and replaces the tags of updated notes and the decks' descriptions."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What an export wrote, or would."""

    path: Path
    decks: tuple[str, ...]
    """Their names in Anki."""
    notes: int
    cards: int
    media: int
    unlocked: int
    """Notes that are new or changed since they were locked."""
    timestamp: int
    """The package's time in seconds since 1970, and that of every note without a lock."""
    remarks: tuple[str, ...]
    """What whoever imports the package should know, a sentence or two each."""


def export(
    libraries: Library | Iterable[Library],
    path: Path,
    *,
    decks: Collection[str] = (),
    tag: str = "",
    timestamp: int | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Write an `.apkg` of all decks, or of those called `DECK` or `LIBRARY/DECK`.

    With `tag`, only cards that have it. Names, GUIDs and times come from each library's lock: then
    equal libraries give equal bytes at any time. Without a lock the time is `timestamp`, else now.
    A failure leaves the file at `path` as it was, and so does a dry run.

    Raises UsageError for decks, a tag or a time that cannot be meant, and Unusable for a card that
    Anki could not show, a picture that is missing, a lock that cannot be read or is dated in the
    future, or a file that cannot be written.
    """
    if isinstance(libraries, Library):
        libraries = (libraries,)
    parts = chosen(libraries, decks, tag)
    now = int(time.time())
    timestamp = now if timestamp is None else timestamp
    if not 0 < timestamp <= now:
        raise UsageError(f"timestamp {timestamp}: Anki needs one after 1970 and not in the future")
    placing = Placing(parts, timestamp, progress)
    if dry_run:
        for part in parts:
            for _ in placing.of(part):
                pass
    else:
        with _usable(path), TemporaryDirectory(prefix="quiz-") as folder, collector_off():
            database = Path(folder, "collection")
            _write_database(database, parts, placing)
            _wait_for(placing.latest)
            with beside(path.resolve()) as new:
                _write_zip(new, database, placing.pictures)
    return Report(
        path=path,
        decks=tuple(dict.fromkeys(map(placing.deck_name, parts))),
        notes=placing.notes,
        cards=placing.cards,
        media=len(placing.pictures),
        unlocked=placing.unlocked,
        timestamp=placing.timestamp,
        remarks=tuple(_remarks(placing)),
    )


def _remarks(placing: Placing) -> Iterator[str]:
    if placing.without_lock:
        yield _UNLOCKED.format(", ".join(placing.without_lock))
    elif placing.unlocked:
        yield _NOT_YET.format(placing.unlocked, "is" if placing.unlocked == 1 else "are")
    yield _IMPORTING


def _wait_for(second: int) -> None:
    """Until a time has come: what was locked a moment ago may be a second ahead.

    Raises Unusable where that would take long.
    """
    ahead = second - time.time()
    if ahead > _PATIENCE:
        raise Unusable(
            f"decks/cards.lock is {ahead:.0f} seconds ahead of this machine's clock, and Anki "
            "would take no update for that long: set the clock, or restore the file"
        )
    time.sleep(max(0, ahead))


def _write_database(path: Path, parts: Collection[Part], placing: Placing) -> None:
    """Write Anki's collection."""
    from quiz.anki import rows

    decks = (
        rows.Deck(placing.deck_name(p), _description(p.library, p.deck), placing.of(p))
        for p in parts
    )
    with closing(sqlite3.connect(path)) as connection:
        # Nobody reads it before it is whole, and it is deleted afterwards.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        rows.write(connection.cursor(), decks, placing.timestamp)
        connection.commit()


def _description(library: Library, deck: Deck) -> str:
    """What Anki shows above the deck: what it is about, by whom, under which licence."""
    credit = ", ".join((*library.authors, *([library.licence] if library.licence else ())))
    about = (inline(deck.description), f"<small>{escape(credit)}</small>" if credit else "")
    return "<br>".join(filter(None, about))


def _deflate() -> Any:  # noqa: ANN401 - whichever of the two there is
    """What compresses raw deflate; ISA-L's package is the smaller one too."""
    if faster := isal():
        return faster.compressobj(2, faster.DEFLATED, -faster.MAX_WBITS)
    return zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)


def _write_zip(path: Path, database: Path, pictures: dict[str, Path]) -> None:
    """The package itself. Entries opened by name carry a fixed date, unlike those of `write`."""
    numbered = dict(enumerate(sorted(pictures)))
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as package:
        with database.open("rb") as source, package.open("collection.anki2", "w") as entry:
            # zipfile lets nobody choose; were the name another one day, its own would go on working
            entry._compressor = _deflate()  # type: ignore[attr-defined]
            shutil.copyfileobj(source, entry, _CHUNK)
        with package.open("media", "w") as entry:
            entry.write(json.dumps(numbered).encode())
        for number, name in numbered.items():
            with package.open(str(number), "w") as entry:
                entry.write(media.content(pictures[name]))


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    """Errors of the disk as one line that names the package."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unusable(f"{path} cannot be written: {reason}") from error
