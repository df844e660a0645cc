"""How fast quiz starts: beside bare Python, and beside a minimal Textual app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks import made
from benchmarks.measure import Measure, measured, painted, process, program
from quiz.library import shipped

_MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("The first frame")
Minimal().run()
"""


def measures(folder: Path, *, quick: bool) -> Iterator[Measure]:
    """`quiz --version`, `quiz decks`, and `quiz take` until its first question is painted."""
    times = 3 if quick else 31
    yield measured(
        "`quiz --version` / `python -c 'import re'`",
        process(*program("--version")),
        process("-c", "import re"),
        1.2,
        times=times,
    )
    home = {"QUIZ_HOME": str(folder), "QUIZ_LIBRARY": str(shipped())}
    made.history(folder / "history.db", 200)
    yield measured(
        "`quiz decks`, shipped library, 200 reviews / `python -c pass`",
        process(*program("decks"), **home),
        process("-c", "pass"),
        6,
        times=times,
    )
    yield measured(
        "`quiz take DECK` to the first question / minimal Textual app",
        painted("1 of 10", *program("take", "china-enters", "--seed", "2"), **home),
        painted("The first frame", "-c", _MINIMAL),
        1.25,
        times=3 if quick else 15,
    )
