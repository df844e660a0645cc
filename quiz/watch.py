"""Sees whether the files of libraries were saved, by a look at their folders alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from quiz.trainer import Trainer

Stamp = frozenset[tuple[str, int, int, int]]
"""Of each file: path, inode, size in bytes, time of change in nanoseconds."""


class Watch:
    """Has a trainer read its libraries anew once one of their files was saved."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._seen = stamp(_folders(trainer))

    def refresh(self) -> bool:
        """Look; whether there was something to read.

        Raises QuizError, once for each save, where the libraries cannot be read.
        """
        now = stamp(_folders(self._trainer))
        if now == self._seen:
            return False
        self._seen = now
        self._trainer.reload()
        return True


def _folders(trainer: Trainer) -> set[Path]:
    """Where a deck may be saved: the libraries, those that cannot be read, the home."""
    broken = (Path(problem.place.file).parent for problem in trainer.problems)
    found = {library.root for library in trainer.libraries}
    found |= {folder.parent for folder in broken if folder.name in ("decks", "seeds")}
    return found | ({trainer.home} if trainer.home else set())


def stamp(folders: Iterable[Path]) -> Stamp:
    """The state of every deck and seed file of libraries; what cannot be read is left out."""
    return frozenset(
        one for folder in folders for part in ("decks", "seeds") for one in _files(folder / part)
    )


def _files(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".yaml", ".yml")) and not entry.name.startswith("."):
                    status = entry.stat()
                    yield entry.path, status.st_ino, status.st_size, status.st_mtime_ns
    except OSError:  # gone, or going
        return
