"""The history as JSON lines: one event a line, to keep, to read elsewhere, to merge. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from quiz.model import Event, EventKind

_STAMP = {"uuid": str, "device": str, "time": int, "offset": int, "day": str, "kind": str}
_NEEDED = {
    EventKind.SESSION: ("mode", "state"),
    EventKind.REVIEW: ("session", "card", "form", "shown", "response", "outcome", "right", "of",
                       "grade", "seconds", "hint", "digest"),
    EventKind.AMEND: ("of", "as"),
    EventKind.UNDO: ("of",),
    EventKind.SUSPEND: ("card", "on"),
    EventKind.BURY: ("card",),
    EventKind.RESET: ("card",),
    EventKind.FIRST: ("cards",),
}  # fmt: skip


def dump(events: Iterable[Event]) -> Iterator[str]:
    """A line for each event: its stamp and what its kind holds, in one flat object."""
    for event in events:
        stamp = {name: getattr(event, name) for name in _STAMP}
        yield json.dumps(stamp | dict(event.data), ensure_ascii=False, separators=(",", ":"))


def load(lines: Iterable[str]) -> Iterator[Event]:
    """The events of JSON lines; empty lines are skipped. Raises ValueError naming the line."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _event(json.loads(line))
            except (ValueError, RecursionError) as error:
                raise ValueError(f"line {number} is no event: {error}") from error


def _event(data: Any) -> Event:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(data, dict):
        raise ValueError("an object is expected")
    for name, type_ in _STAMP.items():
        if type(data.get(name)) is not type_:
            raise ValueError(f"{name!r} is missing or no {type_.__name__}")
    kind = EventKind(data["kind"])
    missing = [name for name in _NEEDED[kind] if name not in data]
    if missing:
        raise ValueError(f"a {kind} event needs {', '.join(missing)}")
    rest = {name: value for name, value in data.items() if name not in _STAMP}
    stamp = {name: data[name] for name in _STAMP if name != "kind"}
    return Event(**stamp, kind=kind, data=rest)
