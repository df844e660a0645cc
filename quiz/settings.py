"""The learner's home folder and its one `config.toml`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, NamedTuple

from quiz.model import Unusable, UsageError


class Settings(NamedTuple):
    """What `config.toml` may set; every key is optional."""

    new_per_day: int = 10
    test_cards: int = 10
    retention: float = 0.90
    """The share of due cards that should still be known, 0.70 to 0.99."""
    day_starts: time = time(4)
    """When a study day begins, local time."""
    exam_date: date | None = None
    theme: str = "auto"
    animation: bool = True
    libraries: tuple[Path, ...] = ()
    """Folders of further libraries."""
    editor: str = ""

    def in_force(self) -> dict[str, object]:
        """Those that bear on the schedule, as JSON values for the history."""
        return {
            "new_per_day": self.new_per_day,
            "retention": self.retention,
            "day_starts": self.day_starts.strftime("%H:%M"),
            "exam_date": self.exam_date.isoformat() if self.exam_date else None,
        }


def home_folder(given: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """The trainer's home: `--home`, else `QUIZ_HOME`, else the platform's user-data folder.

    Raises UsageError for a path that cannot be, Unusable where a file is in its place.
    """
    if chosen := given or environment.get("QUIZ_HOME"):
        try:
            home = _path(chosen)
        except ValueError as error:
            raise UsageError(f"the home folder cannot be {chosen!r}: {error}") from error
        if os.path.isfile(home):  # noqa: PTH113 - raises nothing where it may not look
            raise Unusable(f"the home folder {home} is a file: name a folder with --home")
        return home
    from platformdirs import user_data_path  # 18 ms

    return user_data_path("quiz", appauthor=False)


def load(path: Path) -> Settings:
    """The settings of a `config.toml`; the defaults where there is none. Raises Unusable."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror or error if isinstance(error, OSError) else "it is not UTF-8"
        raise Unusable(f"{path} cannot be read: {why}") from error
    import tomllib  # 2 ms, and most learners have no such file

    try:
        return _settings(tomllib.loads(text), path.parent)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unusable(f"{path} cannot be read: {error}") from error
    except ValueError as error:
        raise Unusable(f"{path}: {error}") from error


_PLAIN = ("new_per_day", "test_cards", "retention", "animation")
"""Keys whose values stand without quotes."""


def save(path: Path, key: str, text: str) -> Settings:
    """Set one key of a `config.toml`, every other byte kept; the settings then.

    An empty `exam_date` takes the key out. Raises UsageError for a value that cannot be, and
    then writes nothing; Unusable where the file cannot be read, written or changed in one place.
    """
    import tomllib

    from quiz.files import write

    load(path)  # what is broken already is not made worse
    whole = path.read_bytes().decode("utf-8") if path.exists() else ""
    mark = _MARK * whole.startswith(_MARK)
    old = whole.removeprefix(_MARK)
    value = text.strip()
    if key not in _PLAIN or not _is_toml(value):  # quoted, a wrong one is told what it should be
        value = json.dumps(value, ensure_ascii=False)
    new = _with_value(old, key, "" if key == "exam_date" and not text.strip() else value)
    try:
        data = tomllib.loads(new)
        settings = _settings(data, path.parent)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{key} cannot be {text!r}") from error
    except ValueError as error:
        raise UsageError(str(error)) from error
    if {**tomllib.loads(old), key: None} != {**data, key: None}:
        raise Unusable(f"{path}: the place of {key} is not clear: change it in the file itself")
    write(path, mark + new)
    return settings


def _is_toml(value: str) -> bool:
    import tomllib

    try:
        return bool(tomllib.loads(f"value = {value}"))
    except tomllib.TOMLDecodeError:
        return False


_MARK = "\ufeff"
"""With which some editors begin a text."""

_VALUE = r"""
    "{3}(?:[^"\\]|\\.|"(?!""))*"{3,5} | '{3}(?:[^']|'(?!''))*'{3,5}
    | "(?:[^"\\\n]|\\.)*" | '[^'\n]*' | [^\s\#"'][^\n\#]*?
"""


def _with_value(text: str, key: str, value: str) -> str:
    """The text with a line `KEY = VALUE`, or that line's value replaced; without the line where
    the value is empty."""
    import re

    line = re.compile(
        rf"""^(?P<before>[ \t]*(?:{key}|"{key}"|'{key}')[ \t]*=[ \t]*)(?:{_VALUE})"""
        r"(?P<behind>[ \t]*(?:\#[^\n]*?)?(?:\r?\n|\r?\Z))",
        re.MULTILINE | re.DOTALL | re.VERBOSE,
    )
    if found := line.search(text):
        new = f"{found['before']}{value}{found['behind']}" if value else ""
        return text[: found.start()] + new + text[found.end() :]
    if not value:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    last = "" if not text or text.endswith("\n") else end
    return f"{text}{last}{key} = {value}{end}"


def _settings(data: dict[str, Any], folder: Path) -> Settings:
    readers = {
        "new_per_day": lambda v: _whole(v, 0, 9999),
        "test_cards": lambda v: _whole(v, 1, 9999),
        "retention": lambda v: _share(v, 0.70, 0.99),
        "day_starts": _time,
        "exam_date": _date,
        "theme": _text,
        "animation": _flag,
        "libraries": lambda v: tuple(folder / _path(_text(p)) for p in _list(v)),
        "editor": _text,
    }
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in readers:
            raise ValueError(f"there is no setting {key!r}; there are {', '.join(readers)}")
        try:
            values[key] = readers[key](value)
        except ValueError as error:
            said = str(value) if isinstance(value, date | time) else repr(value)
            raise ValueError(f"{key} cannot be {said}: {error}") from error
    return Settings(**values)


def _whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"it is a whole number from {low} to {high}")
    return value


def _share(value: object, low: float, high: float) -> float:
    if type(value) not in (int, float) or not low <= value <= high:  # type: ignore[operator]
        raise ValueError(f"it is a number from {low} to {high}")
    return float(value)  # type: ignore[arg-type]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it is a text in quotes")
    return value


def _time(value: object) -> time:
    try:
        found = value if isinstance(value, time) else time.fromisoformat(_text(value))
    except ValueError:
        found = None
    if found is None or found.tzinfo:  # a day begins where the learner is
        raise ValueError("write it as 04:00")
    return found


def _date(value: object) -> date:
    try:
        return value if type(value) is date else date.fromisoformat(_text(value))
    except ValueError as error:
        raise ValueError("write it as 2026-12-31") from error


def _path(text: str) -> Path:
    if "\0" in text:
        raise ValueError("no path holds a NUL")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise ValueError("there is no such user, whose home `~` would be") from error


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it is true or false")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("it is a list of texts")
    return value
