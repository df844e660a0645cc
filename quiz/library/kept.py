"""The libraries as they were last read, kept in a file of the home folder, so that a start need
not read YAML.

The file is three lines: what the libraries follow from (the name, size, times and inode of each
file, and the same of the code that reads them), a checksum, and the libraries as JSON, which can
be damaged but cannot act. What does not match is read anew; deleting the file costs only time.
Libraries with Problems are not kept, so that a Problem is always told from the files themselves.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from quiz import library
from quiz.collector import collector_off
from quiz.library import Loaded
from quiz.model import (
    Card,
    CardType,
    Claim,
    Conflict,
    Deck,
    Distractor,
    Fact,
    Identity,
    Item,
    Library,
    Name,
    Pair,
    Place,
    Source,
    Standing,
    Unusable,
)

T = TypeVar("T")

_CODE = [
    *(Path(__file__).with_name(f"{name}.py") for name in ("__init__", "build", "reader", "shapes")),
    *(Path(__file__).parent.with_name(f"{name}.py") for name in ("cloze", "markdown", "model")),
    Path(__file__),
]
"""The code that says what is read from a file."""

_SETTLED = 2_000_000_000
"""Nanoseconds for which a file must have been left alone: the clocks of some file systems tick
so slowly that a second change would show the same time as the first."""


def load(folders: Sequence[Path], overrides: Path, file: Path) -> Loaded:
    """What `library.load` and `library.with_overrides` give, from `file` where it still holds.

    The file is written where its folder exists. Raises Unusable as they do.
    """
    head, settled = _follows_from(folders, overrides)
    kept = _read(file, head)
    if kept is not None:
        return Loaded(kept, ())
    loaded = library.load(folders)
    overridden = library.with_overrides(loaded.libraries, overrides)
    problems = (*loaded.problems, *overridden.problems)
    if settled and not problems and file.parent.is_dir():
        _write(file, head, overridden.libraries)
    return Loaded(overridden.libraries, problems)


def _follows_from(folders: Iterable[Path], overrides: Path) -> tuple[bytes, bool]:
    """One line that differs once the libraries would; and whether it can be relied on."""
    newest = 0

    def stamp(path: Path) -> list[object]:
        nonlocal newest
        try:
            found = path.stat()
        except OSError:
            return [library.shown(path)]
        newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
        return [library.shown(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns,
                found.st_ino]  # fmt: skip

    parts: list[object] = [[stamp(path) for path in _CODE], stamp(overrides)]
    for folder in folders:
        parts += [str(folder), os.path.realpath(folder), (folder / "seeds").is_dir()]
        parts += map(stamp, library.files(folder))
    settled = newest < time.time_ns() - _SETTLED
    return json.dumps(parts).encode(), settled


def _read(file: Path, head: bytes) -> tuple[Library, ...] | None:
    """The libraries of the file; None where it is missing, damaged or of other files."""
    try:
        with file.open("rb") as opened:
            if opened.readline().rstrip(b"\n") != head:
                return None
            checksum, body = opened.readline(), opened.read()
        if int(checksum, 16) != crc32(body):
            return None
        with collector_off():
            return tuple(_made(Library, values) for values in json.loads(body))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _write(file: Path, head: bytes, libraries: tuple[Library, ...]) -> None:
    """Write the file whole; where it cannot be written the next start reads YAML again."""
    from quiz.new import write

    body = json.dumps(libraries, default=_plain, separators=(",", ":"))
    with suppress(Unusable):
        write(file, f"{head.decode()}\n{crc32(body.encode()):08x}\n{body}")


def _plain(value: Any) -> object:  # noqa: ANN401 - a Path or a value of the model
    """What JSON knows for what it does not know: of a value, the fields that say something."""
    if isinstance(value, Path):
        return str(value)
    given = ((field.name, getattr(value, field.name), field.default) for field in fields(value))
    return {name: found for name, found, default in given if found != default}


def _made(kind: Callable[..., T], values: dict[str, Any]) -> T:
    """The value whose fields these are."""
    readers = _READERS[kind]
    for key, value in values.items():
        if key in readers:
            values[key] = readers[key](value)
        elif type(value) is list:
            values[key] = tuple(value)
    return kind(**values)


def _list(kind: Callable[..., T]) -> Callable[[Iterable[dict[str, Any]]], tuple[T, ...]]:
    return lambda values: tuple([_made(kind, one) for one in values])


def _records(kind: Callable[..., T]) -> Callable[[Iterable[Iterable[Any]]], tuple[T, ...]]:
    return lambda values: tuple([kind(*one) for one in values])


def _claim(says: str, facts: Iterable[str], standing: str) -> Claim:
    return Claim(says, tuple(facts), Standing(standing))


_PLACE: dict[str, Callable[[Any], object]] = {"place": Place._make}
_READERS: dict[Callable[..., Any], dict[str, Callable[[Any], object]]] = {
    # of each kind of value, the fields that are no text, number or list of texts
    Library: {
        "root": Path,
        "decks": _list(Deck),
        "sources": _list(Source),
        "conflicts": _list(Conflict),
        "names": _list(Name),
    },
    Deck: _PLACE | {"cards": _list(Card)},
    Card: _PLACE
    | {
        "identity": Identity._make,
        "type": CardType,
        "distractors": _records(Distractor),
        "items": _records(Item),
        "pairs": _records(Pair),
        "allow": _records(lambda *reason: reason),
    },
    Source: _PLACE | {"facts": _list(Fact)},
    Fact: _PLACE | {"standing": Standing},
    Conflict: _PLACE | {"claims": _records(_claim)},
    Name: _PLACE,
}
