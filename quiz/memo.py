"""The schedule's fold kept in a file of the home folder, so that a start needs no `fsrs`.

The file says for each card which steps its memory follows from; what does not match is folded
anew. Deleting it costs only time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from quiz import schedule
from quiz.model import Grade, Review, Unusable
from quiz.schedule import Memory, Steps, Target

_Kept = dict[str, tuple[str, Memory]]
"""The memory of each card, with the steps that it follows from."""


class Memo:
    """Folds as `schedule.fold` does, but only what has changed since the last time."""

    def __init__(self, file: Path | None = None) -> None:
        """The fold outlives the process in `file`; with None it is kept in the process alone."""
        self._file = file
        self._kept: dict[Target, _Kept] = {}

    def fold(self, studied: Iterable[Review], target: Target) -> dict[str, Memory]:
        """What `schedule.fold` gives for the same reviews and target."""
        kept = self._kept[target] if target in self._kept else _read(self._file, target)
        found: _Kept = {}
        for key, steps in schedule.steps(studied).items():
            trail = _trail(steps)
            old = kept.get(key)
            if old is None or old[0] != trail:
                old = trail, schedule.remember(key, steps, target)
            found[key] = old
        if found != kept:
            _write(self._file, target, found)
        self._kept = {target: found}
        return {key: memory for key, (_, memory) in found.items()}


def _trail(steps: Steps) -> str:
    return " ".join(f"{day}{'+' if grade is Grade.GOOD else '-'}" for day, grade in steps.items())


def _head(target: Target) -> list[object]:
    exam = target.exam.isoformat() if target.exam else None
    return [schedule.VERSION, list(schedule.PARAMETERS), target.retention, exam]


def _read(file: Path | None, target: Target) -> _Kept:
    """What the file holds; nothing where it is missing, broken or of other settings."""
    if file is None:
        return {}
    try:
        data: Any = json.loads(file.read_bytes())
        if data["of"] != _head(target):
            return {}
        return {key: (trail, _memory(values)) for key, (trail, *values) in data["cards"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _memory(values: list[Any]) -> Memory:
    stability, difficulty, last, due, steps, lapses, recalled = values
    return Memory(
        float(stability),
        float(difficulty),
        date.fromisoformat(last),
        date.fromisoformat(due),
        int(steps),
        int(lapses),
        bool(recalled),
    )


def _write(file: Path | None, target: Target, kept: _Kept) -> None:
    """Write the file whole; where it cannot be written the next start folds again."""
    if file is None:
        return
    from quiz.files import write

    cards = {
        key: [trail, m.stability, m.difficulty, m.last.isoformat(), m.due.isoformat(), m.steps,
              m.lapses, int(m.recalled)]
        for key, (trail, m) in kept.items()
    }  # fmt: skip
    with suppress(Unusable):
        write(file, json.dumps({"of": _head(target), "cards": cards}, separators=(",", ":")))
