"""Append and read the events of `history.db`, and keep up with what they mean."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Self

from quiz.collector import paused
from quiz.events import Log, Replayed, renamed, study_day
from quiz.model import Event, EventKind, Unusable

VERSION = 1
"""Of `schema.sql` and of the kinds of events; kept in the database as `user_version`."""

_AT_ONCE = 500
"""Events whose JSON is read in one go, in half the time of one by one."""
_DAY = 86_400_000
"""Milliseconds."""


def system_clock() -> datetime:
    """Now, with the local offset from UTC."""
    return datetime.now().astimezone()


class History:
    """A learner's log. One commit an event, so that a killed process loses none."""

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], datetime] = system_clock,
        day_starts: time = time(4),
        reading: bool = False,
    ) -> None:
        """Open the database, made where it is missing. For who is only `reading`, one that cannot
        be written will do. Raises Unusable."""
        self._path = path
        self._now = now
        self.day_starts = day_starts
        with self._usable(), _damage_told():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._open(path)
            except sqlite3.OperationalError as error:
                if not reading or _code(error) not in (*_DISK, *_CLOSED):
                    raise
                self._open(_as_it_stands(path), reading=True)

    def _open(self, place: Path | str, *, reading: bool = False) -> None:
        self._db = sqlite3.connect(place, timeout=10, isolation_level=None, uri=reading)
        try:
            (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            version = self._version()  # read after the tables, which others may be making
            if version > VERSION:  # before anything could be written
                raise Unusable(f"{self._path} was written by a newer quiz: update quiz to use it")
            if tables and not version:
                raise Unusable(f"{self._path} is of another program: name a folder with --home")
            if reading and not version:  # made, and nothing written: there was no room
                self._db.close()
                return self._open(":memory:")
            if not reading:
                self._prepare()
            (self.device,) = self._db.execute("SELECT id FROM device").fetchone()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        # FULL costs 0.4 ms an answer and survives a power cut; NORMAL may lose the last ones.
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if self._version() == 0:
            schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
            self._db.execute("BEGIN IMMEDIATE")
            if self._version() == 0:  # another process may have been first
                for statement in _statements(schema):
                    self._db.execute(statement)
                self._db.execute("INSERT INTO device VALUES (?)", (_uuid(),))
                self._db.execute(f"PRAGMA user_version = {VERSION}")
            self._db.execute("COMMIT")

    def _version(self) -> int:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        return int(version)

    def record(self, kind: EventKind, data: Mapping[str, object]) -> Event:
        """Stamp what happened with time, day, device and uuid, and commit it.

        Times rise strictly, though the clock be set back, so that what is said later counts as
        later; what nothing can follow, for it is stamped far ahead, is taken back where it would
        overrule this. Raises Unusable when the database cannot be written; what was recorded
        before stays.
        """
        moment = self._now()
        offset = moment.utcoffset()
        at = int(moment.timestamp() * 1000)
        event = Event(
            uuid=_uuid(),
            device=self.device,
            time=max(at, self._last(self.horizon()) + 1),
            offset=int(offset.total_seconds() // 60) if offset else 0,
            day=study_day(moment, self.day_starts),
            kind=kind,
            data=data,
        )
        self.add([event, *self._overruled(event)])
        return event

    def _overruled(self, event: Event) -> Iterator[Event]:
        """What takes back all that a clock far ahead stamped and that this event makes void."""
        kinds = _OVERRULES.get(event.kind, ())
        for ahead in self._read("WHERE time > ?", self.horizon()) if kinds else ():
            if ahead.kind in kinds and ahead.data.get("card") == event.data.get("card"):
                undo = {"of": ahead.uuid}
                yield event._replace(uuid=_uuid(), kind=EventKind.UNDO, data=undo)

    def day(self) -> str:
        """The study day now."""
        return study_day(self._now(), self.day_starts)

    def horizon(self) -> int:
        """A day from now, in milliseconds since 1970: what is stamped later is of a wrong clock,
        and nothing follows it."""
        return int(self._now().timestamp() * 1000) + _DAY

    def _last(self, until: int) -> int:
        """The time of the last event of those not later than `until`."""
        with self._usable():
            found = self._db.execute("SELECT max(time) FROM event WHERE time <= ?", (until,))
            (last,) = found.fetchone()
            return last or 0

    def add(self, events: Iterable[Event]) -> int:
        """Add events that are not there yet, all or none; how many were new."""
        with self._usable():
            before = self._db.total_changes
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany(
                    "INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, events)
                )
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # on a full disk SQLite has rolled back itself
                    self._db.execute("ROLLBACK")
                raise
            return self._db.total_changes - before

    def lacking(self, events: Iterable[Event]) -> list[Event]:
        """Those of the events that are not there yet, each once. Raises Unusable, and ValueError
        where one has the uuid of another: which of them counts would hang on the order."""
        new: dict[str, Event] = {}
        for event in events:
            if new.setdefault(event.uuid, event) != event:
                raise ValueError(f"two events are called {event.uuid}: take one out")
        for there in self.events():
            if new.pop(there.uuid, there) != there:
                raise ValueError(f"{there.uuid} is another event in the history: take it out")
        return list(new.values())

    def backup(self) -> Path:
        """A copy of the database beside it, named by the time. Raises Unusable."""
        stamp = self._now().strftime("%Y%m%d-%H%M%S-%f")
        copy = self._path.with_name(f"{self._path.stem}-{stamp}.db")
        part = copy.with_suffix(".part")
        with self._usable():
            try:
                with closing(sqlite3.connect(part)) as target:
                    self._db.backup(target)
                part.replace(copy)
            finally:
                part.unlink(missing_ok=True)
        return copy

    def events(self) -> Iterator[Event]:
        """Every event, by time and uuid."""
        return self._read("ORDER BY time, uuid")

    def mark(self) -> int:
        """How far the history goes: more, once anybody has added events. Raises Unusable."""
        with self._usable():
            (last,) = self._db.execute("SELECT max(rowid) FROM event").fetchone()
            return last or 0

    def since(self, mark: int) -> tuple[int, list[Event]]:
        """How far the history goes, and what was added after a mark, in that order; with 0 all.
        Raises Unusable."""
        now = self.mark()
        return now, list(self._read("WHERE rowid > ? AND rowid <= ?", mark, now))

    def _read(self, how: str, *values: int) -> Iterator[Event]:
        with self._usable():
            rows = self._db.execute(
                f'SELECT uuid, device, time, "offset", day, kind, data FROM event {how}', values
            )
            with _damage_told():
                while some := rows.fetchmany(_AT_ONCE):
                    data = json.loads(f"[{','.join(row[6] for row in some)}]")
                    for day in {row[4] for row in some}:
                        date.fromisoformat(day)
                    for (uuid_, device, at, offset, day, kind, _), held in zip(
                        some, data, strict=True
                    ):
                        yield Event(uuid_, device, at, offset, day, EventKind(kind), held)

    def check(self) -> None:
        """Raise Unusable where an event is not what it should be."""
        from quiz.jsonlines import dump, load

        with self._usable(), _damage_told():
            for _ in load(dump(self.events())):
                pass

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            why = (error.strerror if isinstance(error, OSError) else None) or error
            raise Unusable(
                f"the history {self._path} cannot be used ({why}): {_advice(error, self._path)}"
            ) from error


class Reader:
    """The meaning of a history, kept up with what is added to it."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._known_as: Mapping[str, str] = {}
        self._mark = 0
        self._replayed = Replayed()

    def log(self, known_as: Mapping[str, str]) -> Log:
        """What the events mean, cards under the names that they have now; `known_as` has them by
        former ones. Raises Unusable."""
        if known_as != self._known_as:
            self._known_as, self._mark, self._replayed = known_as, 0, Replayed()
        if self._mark != self._history.mark():
            try:
                with paused():
                    self._go_on()
            except (AttributeError, KeyError, TypeError, ValueError):
                self._history.check()
                raise
        return self._replayed.log

    def _go_on(self) -> None:
        mark, added = self._since(self._mark)
        replayed = self._replayed.then(added)
        if replayed is None:
            mark, added = self._since(0)
            replayed = Replayed.of(added)
        self._mark, self._replayed = mark, replayed

    def _since(self, mark: int) -> tuple[int, Iterable[Event]]:
        reached, added = self._history.since(mark)
        return reached, renamed(added, self._known_as) if self._known_as else added


_OVERRULES = {
    EventKind.SUSPEND: {EventKind.SUSPEND},
    EventKind.BURY: {EventKind.BURY},
    EventKind.RESET: {EventKind.RESET, EventKind.REVIEW},
}
"""What an event makes void that is of the same card and earlier."""


@contextmanager
def _damage_told() -> Iterator[None]:
    """What cannot be read as it was written is damage. Raises sqlite3.DatabaseError."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise sqlite3.DatabaseError("what it holds is damaged") from error


_DISK = sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR
_CLOSED = sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN
_HELD = sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED
_DAMAGED = sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR


def _code(error: Exception) -> int:
    """SQLite's primary result code; 0 where the error is not of SQLite."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _advice(error: Exception, path: Path) -> str:
    code = _code(error)
    if code in _HELD:
        return "close what else has it open, then try again"
    if code in _DISK:
        return "see that its disk is sound and has room, or name another folder with --home"
    if code in _DAMAGED or (isinstance(error, sqlite3.DatabaseError) and not code):
        from glob import escape

        copies = path.parent.glob(f"{escape(path.stem)}-{'[0-9]' * 8}-*.db")
        latest = max((copy.name for copy in copies), default="")
        back = f"put its latest copy {latest} in its place, " if latest else ""
        # What SQLite left beside it would be written into whatever takes its place.
        return (
            f"move {path.name}* away, {back}then `quiz history merge FILE` brings an exported log"
            " back"
        )
    return "make its folder writable or make room on its disk, or name another with --home"


def _as_it_stands(path: Path) -> str:
    """The address of a database that is only read. Without a lock, and so without a file beside
    it, where its log holds nothing."""
    log = path.with_name(f"{path.name}-wal")
    how = "mode=ro&readonly_shm=1" if log.exists() and log.stat().st_size else "immutable=1"
    return f"{path.absolute().as_uri()}?{how}"


def _uuid() -> str:
    from uuid import uuid4  # 4 ms, and who only looks records nothing

    return str(uuid4())


def _row(event: Event) -> tuple[object, ...]:
    data = json.dumps(event.data, ensure_ascii=True, separators=(",", ":"))
    return (event.uuid, event.device, event.time, event.offset, event.day, event.kind, data)


def _statements(script: str) -> Iterator[str]:
    """The statements of an SQL script; `executescript` would commit the open transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
