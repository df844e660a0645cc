"""The history as JSON lines: one event a line, to keep, to read elsewhere, to merge. Pure.

All that is ever read of an event is checked before it may enter a history, which is never changed
again: one event that cannot be folded would make every later start fail. What a later version may
have added besides is kept, for a merge loses nothing, and never read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from quiz.model import Event, EventKind, Form, Grade, Mode, Verdict

_Fits = Callable[[Any], bool]
"""Whether a JSON value can be what it stands for."""

_LATEST = 32_503_680_000_000
"""Milliseconds at which the year 3000 begins."""
_DAYS = "1969-12-30", "3000-01-03"
"""Between these lie all study days: with others no due date or row of days can be reckoned."""
_LONGEST = 10**9
"""Seconds of an answer, and parts of one."""
_DEEPEST = 20
"""Levels of lists and objects in what is only kept: Python and SQLite read a few hundred."""


def _text(value: object) -> bool:
    return isinstance(value, str)


def _name(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isprintable()


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _whole(low: int, high: int) -> _Fits:
    return lambda value: type(value) is int and low <= value < high


def _seed(value: object) -> bool:
    return type(value) is int


def _seconds(value: object) -> bool:
    return type(value) in (int, float) and 0 <= value < _LONGEST  # type: ignore[operator]


def _day(value: object) -> bool:
    try:
        sound = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
    return sound and _DAYS[0] <= str(value) < _DAYS[1]


def _none_or(fits: _Fits) -> _Fits:
    return lambda value: value is None or fits(value)


def _one_of(*texts: str) -> _Fits:
    return lambda value: isinstance(value, str) and value in texts


def _list(fits: _Fits) -> _Fits:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _question(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    return isinstance(value, list) and len(value) == 2 and _name(value[0]) and _form(value[1])


def _shallow(value: object, levels: int = _DEEPEST) -> bool:
    if not isinstance(value, list | dict):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_shallow(one, levels - 1) for one in inner)


_form = _one_of(*Form)
_texts = _list(_text)


def _wish(value: object) -> bool:
    return isinstance(value, dict) and all(
        fits(value[name]) for name, fits in _WISHED.items() if name in value
    )


_WISHED: Mapping[str, _Fits] = {
    "mode": _one_of(*Mode),
    "decks": _list(_name),
    "count": _whole(0, _LONGEST),
    "new": _none_or(_whole(0, _LONGEST)),
    "tag": _text,
    "form": _none_or(_form),
    "minutes": _none_or(_seconds),
    "feedback": _one_of("now", "end"),
    "seed": _none_or(_seed),
    "cards": _list(_name),
}

_STAMP: Mapping[str, _Fits] = {
    "uuid": _name,
    "device": _name,
    "time": _whole(0, _LATEST),
    "offset": _whole(-1440, 1441),
    "day": _day,
    "kind": _one_of(*EventKind),
}
_STATE = {"mode": _one_of(*Mode), "state": _one_of("begun", "ended")}
_BEGUN = {
    "plan": _list(_question),
    "seed": _seed,
    "wish": _wish,
}
_ENDED = {"session": _name}
_HELD: Mapping[EventKind, Mapping[str, _Fits]] = {
    EventKind.SESSION: _STATE,
    EventKind.REVIEW: {
        "session": _name,
        "card": _name,
        "form": _form,
        "shown": _texts,
        "response": _texts,
        "outcome": _one_of(*Verdict),
        "right": _whole(0, _LONGEST),
        "of": _whole(1, _LONGEST),
        "grade": _one_of(*Grade),
        "seconds": _seconds,
        "hint": _flag,
        "digest": _text,
    },
    EventKind.AMEND: {"of": _name, "as": _one_of("right", "guess")},
    EventKind.UNDO: {"of": _name},
    EventKind.SUSPEND: {"card": _name, "on": _flag},
    EventKind.BURY: {"card": _name},
    EventKind.RESET: {"card": _name},
    EventKind.FIRST: {"cards": _list(_name)},
}
"""What an event of each kind holds at least."""


def dump(events: Iterable[Event]) -> Iterator[str]:
    """A line for each event: its stamp and what its kind holds, in one flat object.

    Where a line would hold what may act on a terminal or end a line, it is all ASCII.
    """
    for event in events:
        data = {name: getattr(event, name) for name in _STAMP} | dict(event.data)
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        yield line if line.isprintable() else json.dumps(data, separators=(",", ":"))


def load(lines: Iterable[str]) -> Iterator[Event]:
    """The events of JSON lines; empty lines are skipped. Raises ValueError naming the line."""
    numbered = iter(enumerate(lines, 1))
    for number, line in numbered:
        if line.strip():
            try:
                yield _event(json.loads(line))
            except (ValueError, RecursionError) as error:
                why = str(error)
                if isinstance(error, json.JSONDecodeError):
                    why = f"it is no JSON from character {error.colno} on"
                    begun = line.startswith("{") and not line.endswith("}")
                    if begun and next(numbered, None) is None:
                        why = "the file ends within it, so export it again"
                raise ValueError(f"line {number} is no event: {why}") from error


def _event(data: Any) -> Event:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(data, dict):
        raise ValueError("an object is expected")
    _check(data, _STAMP)
    kind = EventKind(data["kind"])
    _check(data, _HELD[kind])
    if kind is EventKind.SESSION:
        _check(data, _BEGUN if data["state"] == "begun" else _ENDED)
    if kind is EventKind.REVIEW:
        given = {"note": "", "corrected": ""} | data
        _check(given, {"right": _whole(0, data["of"] + 1), "note": _text, "corrected": _text})
    rest = {name: value for name, value in data.items() if name not in _STAMP}
    _check(rest, dict.fromkeys(rest, _shallow))
    json.dumps(rest, allow_nan=False)  # no JSON, and the database would refuse it
    stamp = {name: data[name] for name in _STAMP if name != "kind"}
    return Event(**stamp, kind=kind, data=rest)


def _check(data: Mapping[str, Any], wanted: Mapping[str, _Fits]) -> None:
    for name, fits in wanted.items():
        if name not in data:
            raise ValueError(f"{name!r} is missing")
        if not fits(data[name]):
            raise ValueError(f"{name!r} cannot be {repr(data[name])[:40]}")
