"""Writes files whole or not at all: beside their place, which they take at the end."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.model import Unusable


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """The name of a new file beside the target, to be written: it takes the target's place at the
    end, or is gone. Of a link what it leads to is replaced; who may read the file stays as it was.
    Raises OSError."""
    target = Path(os.path.realpath(target))
    new = target.with_name(f".{os.urandom(8).hex()}")  # as long as any name may be
    try:
        yield new
        with suppress(FileNotFoundError):
            new.chmod(stat.S_IMODE(target.stat().st_mode))
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


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
