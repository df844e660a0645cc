"""A line on the terminal that says how far long work has come."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_PATIENCE = 0.4  # seconds: shorter work needs no bar
_PAUSE = 0.1  # seconds between two drawings
_LONGEST = 30  # columns of the bar itself


@contextmanager
def bar(
    label: str, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int, int], None]]:
    """A function to be told how much is done and of how much; the line is gone at the end.

    Drawn on stderr (or `stream`) where that is a terminal, and only for work that takes long.
    """
    shown = sys.stderr if stream is None else stream
    is_terminal = shown.isatty()
    due = clock() + _PATIENCE if is_terminal else float("inf")
    drawn = False

    def advance(done: int, of: int) -> None:
        nonlocal due, drawn
        now = clock()
        if now < due:
            return
        due, drawn = now + _PAUSE, True
        shown.write(f"\r\x1b[K{line(label, done, of)}")
        shown.flush()

    try:
        yield advance
    finally:
        if drawn:
            shown.write("\r\x1b[K")
            shown.flush()


def line(label: str, done: int, of: int, columns: int | None = None) -> str:
    """`Reading ━━━━━──────  41 % of 10,000`, cut to the terminal's columns."""
    columns = shutil.get_terminal_size().columns if columns is None else columns
    part = min(1.0, done / of) if of > 0 else 1.0
    filled = int(part * _LONGEST)
    strip = "━" * filled + "─" * (_LONGEST - filled)
    return f"{label} {strip} {part:4.0%} of {of:,}"[: max(0, columns - 1)]
