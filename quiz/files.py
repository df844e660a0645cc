"""Writes files whole or not at all: beside their place, which they take at the end."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from quiz.model import Unusable

_OURS = re.compile(r"\.quiz-[0-9a-f]{16}")
"""How a file is called while it is written."""
_STALE = 24 * 60 * 60
"""Seconds for which nobody writes at a file."""


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """The name of a new file beside the target, to be written: it takes the target's place at the
    end, or is gone. Of a link what it leads to is replaced; who may read the file stays as it was.
    What a write left there that was killed is removed a day later. Raises OSError."""
    target = Path(os.path.realpath(target))
    new = target.with_name(f".quiz-{os.urandom(8).hex()}")  # as long as any name may be
    try:
        yield new
        _tidy(new.parent)
        with suppress(FileNotFoundError):
            new.chmod(stat.S_IMODE(target.stat().st_mode))
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


@lru_cache(maxsize=256)  # a folder once: an import writes thousands of pictures into one
def _tidy(folder: Path) -> None:
    """Remove what writes that were killed left in a folder in which a file was just made, by its
    own clock at least a day before: whoever still writes has a younger file there."""
    with suppress(OSError):
        before = folder.stat().st_mtime - _STALE
        with os.scandir(folder) as entries:
            left = [entry for entry in entries if _OURS.fullmatch(entry.name)]
        for entry in left:
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode) and found.st_mtime < before:
                Path(entry.path).unlink(missing_ok=True)


def write(path: Path, content: str | bytes) -> None:
    """Write a file, with the folders above it where they are missing; a text as UTF-8.

    Raises Unusable.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside(path) as new, new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror or error}") from error
