"""Opens a file at a line in the learner's editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from quiz.model import QuizError

_BY_COLON = ("hx", "helix", "zed", "subl", "code", "codium", "cursor")
"""Editors that take `FILE:LINE`; the others take `+LINE FILE`, as vi does."""

_GOTO = {"code": ["--wait", "--goto"], "codium": ["--wait", "--goto"],
         "cursor": ["--wait", "--goto"], "subl": ["--wait"], "zed": ["--wait"]}  # fmt: skip


def command(
    wanted: str, file: Path, line: int, environment: Mapping[str, str] = os.environ
) -> list[str]:
    """The command that edits a file at a line. Raises QuizError where no editor is known."""
    given = wanted or environment.get("VISUAL", "") or environment.get("EDITOR", "")
    try:
        words = shlex.split(given)
    except ValueError as error:
        raise QuizError(f'the editor "{given}" cannot be read: {error}') from error
    if not words:
        raise QuizError("no editor is known: name one in the settings (, on the home) or in EDITOR")
    name = Path(words[0]).stem
    if name in _BY_COLON:
        options = [option for option in _GOTO.get(name, []) if option not in words]
        return [*words, *options, f"{file}:{line}"]
    return [*words, f"+{line}", str(file)]


def edit(wanted: str, file: Path, line: int) -> None:
    """Edit a file and wait until the editor is closed. Raises QuizError."""
    words = command(wanted, file, line)
    try:
        subprocess.run(words, check=True)
    except OSError as error:
        raise QuizError(f'the editor "{words[0]}" cannot be started: {error.strerror}') from error
    except subprocess.CalledProcessError as error:
        raise QuizError(f'the editor "{words[0]}" ended with {error.returncode}') from error
