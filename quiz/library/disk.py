"""The files of a library: which there are, what they are called, and what they hold."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from quiz.markdown import printable
from quiz.model import Place, Problem, Unusable

_YAML = re.compile(r"\.ya?ml(?:\.txt)?\Z", re.IGNORECASE)
"""How a name ends that was to be a YAML file's; some editors put `.txt` behind it."""
_SUFFIX = re.compile(r"(?:\.ya?ml)?(?:\.[^.]*)?\Z", re.IGNORECASE)


def yaml_files_of(folder: Path) -> list[Path]:
    """What looks like the YAML files of a folder, by name. Raises Unusable."""
    try:
        found = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise Unusable(f"{folder} cannot be listed: {error.strerror or error}") from error
    return [p for p in found if _YAML.search(p.name) and p.name[0] != "."]


def content(path: Path) -> bytes | Problem:
    """What a file of a library holds, cut off where it is too large; or why it is not read."""
    from quiz.library.reader import LARGEST

    rule = "unreadable-file"
    try:
        if path.suffix != ".yaml":
            meant = _SUFFIX.sub(".yaml", path.name, count=1)
            rule, message = "misnamed-file", f"it is not read: call it {meant}"
        elif not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            message = "it is a folder or a pipe where a file is expected"
        else:
            with path.open("rb") as file:
                return file.read(LARGEST + 1)
    except OSError as error:
        message = f"it cannot be read: {error.strerror or error}"
    return Problem(Place(shown(path), 1, 1), rule, printable(message))


def shown(path: Path) -> str:
    """A path as messages name it: from here where it lies below."""
    full = os.path.abspath(path)  # noqa: PTH100 - links stay as they were named
    try:
        return str(Path(full).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return full
