"""Reads Anki's packages, of all three generations, as hostile input: bounded, or refused.

| collection | schema | media map |
| `collection.anki2` | 11, note types and decks as JSON | JSON |
| `collection.anki21` | the same | the same |
| `collection.anki21b`, zstd | 18, tables of their own, settings as protobuf | zstd protobuf |

The newest collection counts: beside it lies an old one with a note that asks to update Anki.
Who calls gives the function that opens the database.
"""

from __future__ import annotations

import io
import json
import lzma
import stat
import struct
import zlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from quiz.importing import protobuf
from quiz.importing.unpack import unpack
from quiz.model import Unusable

Query = Callable[[str], Iterator[tuple[Any, ...]]]
OpenDatabase = Callable[[Path], AbstractContextManager[Query]]
"""Opens a SQLite file for reading. Raises Unusable for what is no sound database."""

MOST_NOTES = 200_000
MOST_CARDS = 1_000_000
MOST_TEXT = 128 << 20
"""Bytes of all fields, tags and GUIDs together."""
MOST_SHOWN = 512 << 20
"""Bytes of the fields of notes of several cards, counted once for each card that may show them."""
MOST_PLACES = 5_000_000
"""Fields of all cards together, filled or not."""
MOST_SIGNS = 10_000_000
"""Signs that HTML, Anki or Markdown mean something by in all fields together, counted once for
each card that may show them: each takes as long as hundreds of letters."""
_LETTERS = bytes(n for n in range(256) if n not in b"<&[\\*_`{")
_MOST_TAGS = 100_000
"""Bytes of the tags of a note."""
_LARGE = 64 << 20
"""Bytes of a collection from which on it is weighed before anything is made of it, so that it is
refused at once."""
_LARGEST_JSON = 16 << 20
"""Bytes of note types, decks or names of media: what is read of them takes many times as much."""
MOST_DECKS = 10_000
LARGEST_COLLECTION = 256 << 20
LARGEST_FILE = 32 << 20
LARGEST_MEDIA = 1 << 30
"""Bytes of all pictures together."""
_WIDEST = 1_000
_GENERATIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_DAMAGE = (
    BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError,
    ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError,
)  # fmt: skip
"""What the libraries below raise for bytes that are no package."""


@dataclass(frozen=True, slots=True)
class Template:
    """One card of a note: its front and its back as Anki's HTML."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Notetype:
    """What fields a note has, and which cards they make."""

    name: str
    cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class AnkiDeck:
    """A deck; the parts of its name are its place in the tree."""

    path: tuple[str, ...]
    description: str = ""
    """HTML."""


class AnkiNote(NamedTuple):
    """A note with the deck of its first card."""

    guid: str
    notetype: Notetype
    raw: Sequence[bytes]
    """Its fields in UTF-8: of one of ours only two are read."""
    tags: tuple[str, ...]
    deck: AnkiDeck
    ords: tuple[int, ...]
    """Its cards: which template, or which gap less one."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Its fields as texts."""
        return tuple([field.decode("utf-8", "replace") for field in self.raw])


class Package:
    """An open package: its notes in the order in which they were made, and its media."""

    def __init__(self, path: Path, archive: ZipFile, notes: Notes, newest: bool) -> None:
        self.notes = notes
        self._path = path
        self._archive = archive
        self._packed = newest
        self._media_left = LARGEST_MEDIA
        self._weighed: set[str] = set()
        self._members = _media_map(archive, newest)

    def media(self, name: str) -> bytes | None:
        """The bytes of a medium, as a note names it; None where the package lacks it or it cannot
        be unpacked. Raises Unusable where all that were asked for are too large together."""
        member = self._members.get(name) or self._members.get(normalize("NFC", unquote(name)))
        if member is None or member not in self._archive.NameToInfo:
            return None
        try:
            content = _content(self._archive, member, self._packed, LARGEST_FILE)
        except (*_DAMAGE, Unusable):
            return None
        if member not in self._weighed:
            self._weighed.add(member)
            self._media_left -= len(content)
        if self._media_left < 0:
            raise Unusable(f"{self._path}: its media are over {LARGEST_MEDIA >> 20} MiB")
        return content


@contextmanager
def opened(path: Path, open_database: OpenDatabase) -> Iterator[Package]:
    """Read a package. Raises Unusable, in one line, for anything that cannot be used; so does
    going through its notes."""
    with ExitStack() as stack:
        with _named(path):
            if not stat.S_ISREG(path.stat().st_mode):
                raise Unusable("it is a folder or a pipe, not a package")
            archive = stack.enter_context(ZipFile(path))
            found = next((name for name in _GENERATIONS if name in archive.NameToInfo), None)
            if found is None:
                raise Unusable("it holds no collection, so it is no package of Anki")
            newest = found == _GENERATIONS[0]
            folder = stack.enter_context(TemporaryDirectory(prefix="quiz-"))
            database = Path(folder, "collection")
            with database.open("wb") as file:
                unpack(archive, found, newest, LARGEST_COLLECTION, file)
            query = stack.enter_context(open_database(database))
            is_large = database.stat().st_size > _LARGE
            package = Package(path, archive, Notes(path, query, is_large), newest)
        yield package


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Any failure as one line that names the package."""
    try:
        yield
    except Unusable as error:
        raise Unusable(f"{path} cannot be imported: {error}") from error
    except BadZipFile as error:
        reason = "it is no package of Anki's, or only a part of one: export it from Anki again"
        raise Unusable(f"{path} cannot be imported: {reason}") from error
    except _DAMAGE as error:
        reason = getattr(error, "strerror", None) or "it is damaged: export it from Anki again"
        raise Unusable(f"{path} cannot be imported: {reason}") from error


def _content(archive: ZipFile, name: str, packed: bool, most: int) -> bytes:
    buffer = io.BytesIO()
    unpack(archive, name, packed, most, buffer)
    return buffer.getvalue()


def _media_map(archive: ZipFile, newest: bool) -> dict[str, str]:
    """The member of the zip that holds each medium."""
    if "media" not in archive.NameToInfo:
        return {}
    data = _content(archive, "media", newest, _LARGEST_JSON)
    if not newest:
        listed = _json(data or b"{}")
        return {name: member for member, name in listed.items() if isinstance(name, str)}
    entries = (value for field, value in protobuf.fields(data) if field == 1)
    named = (dict(protobuf.fields(entry)) for entry in entries if isinstance(entry, bytes))
    return {protobuf.text(e.get(1)): str(e.get(255, n)) for n, e in enumerate(named) if 1 in e}


# -- the collection ---------------------------------------------------------------------------


class Notes:
    """The notes of a collection, read anew each time they are gone through: one is in memory."""

    def __init__(self, path: Path, query: Query, is_large: bool) -> None:
        self._path = path
        self._is_large = is_large
        self._query = query
        tables: dict[str, str] = dict(query("SELECT name, type FROM sqlite_master"))
        new = "notetypes" in tables
        for name in ("col", "notes", "cards", *(_NEW if new else ())):
            plain = tables.get(name) == "table" and not any(query(_COMPUTED.format(name)))
            if not plain:
                raise Unusable("its collection lacks the tables of Anki")
        [(encoding,)] = query("PRAGMA encoding")
        if encoding != "UTF-8":
            raise Unusable(f"its collection is in {encoding}, which Anki never writes")
        counts = {}
        for table, most in (("notes", MOST_NOTES), ("cards", MOST_CARDS)):
            [(counts[table],)] = query(f"SELECT count(*) FROM {table}")
            if counts[table] > most:
                raise Unusable(f"it has over {most:,} {table}: export fewer decks at a time")
        self._count: int = counts["notes"]
        self._notetypes = _notetypes(query) if new else _old_notetypes(query)
        for one in self._notetypes.values():
            if len(one.fields) > _WIDEST or len(one.templates) > _WIDEST:
                raise Unusable(f"a note type has over {_WIDEST:,} fields or templates")
        self._ours = {id_: of_ours(one.fields) for id_, one in self._notetypes.items()}
        self._decks = _decks(query) if new else _old_decks(query)
        if len(self._decks) > MOST_DECKS:
            raise Unusable(f"it has over {MOST_DECKS:,} decks: export fewer at a time")
        self._cards: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for nid, ord_, did, home in query(_CARDS):
            self._cards[_whole(nid)].append((_whole(ord_), _whole(home) or _whole(did)))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[AnkiNote]:
        if self._is_large:
            deque(self._read(), maxlen=0)
        yield from self._read()

    def _read(self) -> Iterator[AnkiNote]:
        """Each note. Raises Unusable once they weigh too much together."""
        lost = AnkiDeck(("Default",))
        left, shown, places, signs = MOST_TEXT, MOST_SHOWN, MOST_PLACES, MOST_SIGNS
        with _named(self._path):
            for nid, mid, guid, tags, written in self._query(_NOTES):
                notetype = self._notetypes.get(mid)
                if notetype is None:
                    raise Unusable("a note is of a note type that the package lacks")
                key, tagged, fields = guid or b"", tags or b"", written or b""
                left -= len(key) + len(tagged) + len(fields)
                if left < 0:
                    raise Unusable("its texts are too long together: export fewer decks at a time")
                if len(tagged) > _MOST_TAGS:
                    raise Unusable(f"a note has over {_MOST_TAGS:,} bytes of tags")
                width = len(notetype.fields)
                raw = fields.split(b"\x1f", width)
                if len(raw) != width:
                    raw = [*raw, *[b""] * (width - len(raw))][:width]
                own = self._cards.get(nid, ())
                ours = self._ours[mid]
                if not (ours and raw[ours[0]][:1].isalnum() and raw[ours[1]][:1] == b"{"):
                    sides = 1 if notetype.cloze else max(1, len(own))
                    shown -= sides * len(fields)
                    places -= sides * width
                    signs -= sides * len(fields.translate(None, _LETTERS))
                    if shown < 0 or places < 0 or signs < 0:
                        raise Unusable(_TOO_MUCH)
                yield AnkiNote(
                    key.decode("utf-8", "replace"),
                    notetype,
                    raw,
                    _words(tagged) if len(tagged) < _RETURNING else _split(tagged),
                    self._decks.get(own[0][1], lost) if own else lost,
                    own[0][:1] if len(own) == 1 else tuple(dict.fromkeys([o for o, _ in own])),
                )


_TOO_MUCH = "its cards show too much, or too much markup, together: export fewer decks at a time"


def of_ours(names: tuple[str, ...]) -> tuple[int, int] | None:
    """Of a note type of this program the fields that hold the card; of its others only the start of
    the picture's is read."""
    places = {name: place for place, name in enumerate(names)}
    return (places["Identity"], places["Card"]) if places.keys() >= {"Identity", "Card"} else None


def _split(tags: bytes) -> tuple[str, ...]:
    return tuple(tags.decode("utf-8", "replace").split())


_words = lru_cache(maxsize=4096)(_split)  # the same tags return all the time
_RETURNING = 500
"""Bytes from which on tags are not kept for that."""


_NEW = ("notetypes", "fields", "templates", "decks")
_COMPUTED = "SELECT 1 FROM pragma_table_xinfo('{}') WHERE hidden"
"""Of the columns of a table those that are computed when they are read, perhaps for hours."""
_CARDS = "SELECT nid, ord, did, odid FROM cards ORDER BY nid, ord"
# As bytes fields are soon taken apart, whatever signs are in them.
_NOTES = (
    "SELECT id, mid, CAST(guid AS BLOB), CAST(tags AS BLOB), CAST(flds AS BLOB) FROM notes"
    " ORDER BY id"
)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _old_notetypes(query: Query) -> dict[int, Notetype]:
    [(models,)] = query("SELECT models FROM col LIMIT 1")
    return {
        int(id_): Notetype(
            str(model["name"]),
            model.get("type") == 1,
            tuple(str(field["name"]) for field in _by_ord(model["flds"])),
            tuple(
                Template(str(t["name"]), str(t["qfmt"]), str(t["afmt"]))
                for t in _by_ord(model["tmpls"])
            ),
        )
        for id_, model in _json(models).items()
    }


def _json(written: str | bytes) -> Any:  # noqa: ANN401 - what JSON gives
    if len(written) > _LARGEST_JSON:
        raise Unusable(
            f"its note types, decks or names of media are over {_LARGEST_JSON >> 20} MiB"
        )
    return json.loads(written)


def _by_ord(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entries, key=lambda entry: _whole(entry.get("ord")))


def _old_decks(query: Query) -> dict[int, AnkiDeck]:
    [(decks,)] = query("SELECT decks FROM col LIMIT 1")
    return {
        int(id_): AnkiDeck(tuple(str(deck["name"]).split("::")), str(deck.get("desc", "")))
        for id_, deck in _json(decks).items()
    }


def _notetypes(query: Query) -> dict[int, Notetype]:
    fields: dict[int, list[str]] = defaultdict(list)
    for id_, name in query("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields[id_].append(str(name))
    templates: dict[int, list[Template]] = defaultdict(list)
    for id_, name, config in query("SELECT ntid, name, config FROM templates ORDER BY ntid, ord"):
        settings = dict(protobuf.fields(config))
        templates[id_].append(
            Template(str(name), protobuf.text(settings.get(1)), protobuf.text(settings.get(2)))
        )
    return {
        id_: Notetype(
            str(name),
            dict(protobuf.fields(config)).get(1) == 1,
            tuple(fields[id_]),
            tuple(templates[id_]),
        )
        for id_, name, config in query("SELECT id, name, config FROM notetypes")
    }


def _decks(query: Query) -> dict[int, AnkiDeck]:
    found = {}
    for id_, name, kind in query("SELECT id, name, kind FROM decks"):
        normal = dict(protobuf.fields(kind)).get(1, b"")
        description = dict(protobuf.fields(normal)).get(4) if isinstance(normal, bytes) else b""
        found[id_] = AnkiDeck(tuple(str(name).split("\x1f")), protobuf.text(description))
    return found
