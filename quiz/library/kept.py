"""The libraries as they were last read, kept in a file of the home folder, so that a start need
not read YAML.

The file is three lines: what the libraries follow from (the name, size, times and inode of each
file, and the same of the code and the parser that read them), the libraries with their decks, and
what their seeds hold, which a list of decks need not wait for. Both are JSON, which can be damaged
but cannot act, behind a checksum. What does not match is read anew; deleting the file costs only
time.
Libraries with Problems are not kept, so that a Problem is always told from the files themselves.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from importlib.machinery import PathFinder
from pathlib import Path
from sys import intern
from typing import Any, TypeVar
from zlib import crc32

from quiz import library
from quiz.collector import collector_off
from quiz.library import Loaded
from quiz.library.cards import new_card
from quiz.library.disk import shown
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
Values = dict[str, Any]
"""Fields by their names, as JSON holds them or as they are."""

_LIBRARY = (
    "__init__",
    "build",
    "cards",
    "disk",
    "kept",
    "nodes",
    "reader",
    "shapes",
    "values",
)
_CODE = [
    *(Path(__file__).with_name(f"{name}.py") for name in _LIBRARY),
    *(Path(__file__).parent.with_name(f"{name}.py") for name in ("cloze", "markdown", "model")),
]
"""The code that says what is read from a file."""

_SETTLED = 2_000_000_000
"""Nanoseconds for which a file must have been left alone: the clocks of some file systems tick
so slowly that a second change would show the same time as the first."""


_SEEDS = ("sources", "conflicts", "names")
"""The fields of a library that come from its seeds."""


def load(folders: Sequence[Path], overrides: Path, file: Path, *, seeds: bool = True) -> Loaded:
    """What `library.load` and `library.with_overrides` give, from `file` where it still holds.

    Without `seeds` the libraries are those of the file without sources, conflicts and names, or
    whole where they had to be read. The file is written where its folder exists. Raises Unusable
    as they do.
    """
    head, settled = _follows_from(folders, overrides)
    kept = _read(file, head, seeds=seeds)
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
            return [shown(path)]
        newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
        return [shown(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns,
                found.st_ino]  # fmt: skip

    code = [stamp(path) for path in (*_CODE, *_parser())]
    parts: list[object] = [code, stamp(overrides)]
    for folder in folders:
        parts += [str(folder), os.path.realpath(folder), (folder / "seeds").is_dir()]
        parts += map(stamp, library.files(folder))
    settled = newest < time.time_ns() - _SETTLED
    return json.dumps(parts).encode(), settled


def _parser() -> tuple[Path, Path]:
    """PyYAML, and the folder that shows by its time whether its C part came or went: the two parts
    read some texts differently, and refuse others."""
    spec = PathFinder.find_spec("yaml")
    file = Path((spec and spec.origin) or "yaml")
    return file, file.parent


def _read(file: Path, head: bytes, *, seeds: bool) -> tuple[Library, ...] | None:
    """The libraries of the file; None where it is missing, damaged or of other files."""
    try:
        with file.open("rb") as opened, collector_off():
            if opened.readline().rstrip(b"\n") != head:
                return None
            libraries = _values(opened.readline())
            if seeds:
                for values, more in zip(libraries, _values(opened.readline()), strict=True):
                    values.update(more)
            return tuple(_made(Library, values) for values in libraries)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _values(line: bytes) -> list[Values]:
    """The values of a line. Raises ValueError where it is not as it was written."""
    checksum, _, body = line.partition(b" ")
    if int(checksum, 16) != crc32(body.rstrip(b"\n")):
        raise ValueError("it is damaged")
    values: list[Values] = json.loads(body)
    return values


def _write(file: Path, head: bytes, libraries: tuple[Library, ...]) -> None:
    """Write the file whole; where it cannot be written the next start reads YAML again."""
    from quiz.files import write

    bare = [replace(library, sources=(), conflicts=(), names=()) for library in libraries]
    seeds = [{name: getattr(library, name) for name in _SEEDS} for library in libraries]
    with suppress(Unusable):
        write(file, f"{head.decode()}\n{_line(bare)}\n{_line(seeds)}\n")


def _line(values: object) -> str:
    body = json.dumps(values, default=_plain, separators=(",", ":"))
    return f"{crc32(body.encode()):08x} {body}"


def _plain(value: Any) -> object:  # noqa: ANN401 - a Path or a value of the model
    """What JSON knows for what it does not know: of a value, the fields that say something."""
    if isinstance(value, Path):
        return str(value)
    given = ((field.name, getattr(value, field.name), field.default) for field in fields(value))
    return {name: found for name, found, default in given if found != default}


def _made(kind: Callable[..., T], values: Mapping[str, Any]) -> T:
    """The value whose fields these are."""
    return kind(**_given(_READERS[kind], values))


def _given(readers: Mapping[str, Callable[[Any], object]], values: Mapping[str, Any]) -> Values:
    given: Values = {}
    for key, value in values.items():
        name = intern(key)  # else a call compares it with the name of each field by its letters
        if name in readers:
            given[name] = readers[name](value)
        else:
            given[name] = tuple(value) if type(value) is list else value
    return given


def _cards(values: Iterable[Values]) -> tuple[Card, ...]:
    readers = _READERS[Card]
    return tuple([new_card(_given(readers, one)) for one in values])


def _list(kind: Callable[..., T]) -> Callable[[Iterable[Values]], tuple[T, ...]]:
    return lambda values: tuple([_made(kind, one) for one in values])


def _records(make: Callable[[Any], object]) -> Callable[[Iterable[Any]], tuple[object, ...]]:
    return lambda values: tuple([make(one) for one in values])


def _record(kind: Any, **readers: Callable[[Any], object]) -> Callable[[Any], object]:  # noqa: ANN401
    """What makes a value of a kind of named tuples, given what makes those of its fields that are
    no text, truth value or list of texts."""
    each = [readers.get(name, _bare) for name in kind._fields]
    return lambda values: kind(*[make(one) for make, one in zip(each, values, strict=True)])


def _bare(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_PLACE: dict[str, Callable[[Any], object]] = {"place": Place._make}
_FACT = _record(Fact, standing=Standing, place=Place._make)
_CLAIM = _record(Claim, standing=Standing)
_READERS: dict[Callable[..., Any], dict[str, Callable[[Any], object]]] = {
    # of each kind of value, the fields that are no text, number or list of texts
    Library: {
        "root": Path,
        "decks": _list(Deck),
        "sources": _records(_record(Source, facts=_records(_FACT), place=Place._make)),
        "conflicts": _records(_record(Conflict, claims=_records(_CLAIM), place=Place._make)),
        "names": _records(_record(Name, place=Place._make)),
    },
    Deck: _PLACE | {"cards": _cards},
    Card: _PLACE
    | {
        "identity": Identity._make,
        "type": CardType,
        "distractors": _records(Distractor._make),
        "items": _records(Item._make),
        "pairs": _records(Pair._make),
        "allow": _records(tuple),
    },
}
