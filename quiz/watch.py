"""Sees whether the files of libraries were saved, by a look at their folders alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from quiz.trainer import Trainer

Stamp = frozenset[tuple[str, int, int, int]]
"""Of each file: path, inode, size in bytes, time of change in nanoseconds."""


class Watch:
    """Has a trainer read its libraries anew once one of their files was saved."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._seen = self._stamp()

    def refresh(self) -> bool:
        """Look; whether there was something to read.

        Raises QuizError, once for each save, where the libraries cannot be read.
        """
        now = self._stamp()
        if now == self._seen:
            return False
        self._seen = now
        self._trainer.reload()
        return True

    def _stamp(self) -> Stamp:
        home = self._trainer.home
        return stamp(_folders(self._trainer), [home / "overrides.yaml"] if home else [])


def _folders(trainer: Trainer) -> set[Path]:
    """Where a deck may be saved: the libraries, those that cannot be read, the home."""
    broken = (Path(problem.place.file).parent for problem in trainer.problems)
    found = {library.root for library in trainer.libraries}
    found |= {folder.parent for folder in broken if folder.name in ("decks", "seeds")}
    return found | ({trainer.home} if trainer.home else set())


def stamp(folders: Iterable[Path], files: Iterable[Path] = ()) -> Stamp:
    """The state of every deck and seed file of libraries, and of some files besides; what cannot
    be read is left out."""
    named = [
        path for folder in folders for part in ("decks", "seeds") for path in _in(folder / part)
    ]
    return frozenset(one for path in [*named, *map(str, files)] for one in _state(path))


def _in(folder: Path) -> list[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        return [
            entry.path
            for entry in entries
            if entry.name.lower().endswith((".yaml", ".yml")) and not entry.name.startswith(".")
        ]
    return []  # gone, or going


def _state(path: str) -> Iterator[tuple[str, int, int, int]]:
    with suppress(OSError):
        status = os.stat(path)  # noqa: PTH116 - a Path for each file, each second, is dear
        yield path, status.st_ino, status.st_size, status.st_mtime_ns
