"""How the app feels: a key to its verdict and to the next question, leaving, memory."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import struct
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Static

from benchmarks.measure import Measure, program, shell, wait_for
from quiz.history import History
from quiz.library import load, shipped
from quiz.model import Form
from quiz.settings import Settings
from quiz.sitting import Sitting, Wish
from quiz.trainer import Trainer
from quiz.tui.app import QuizApp

_QUIET = 0.08
"""Seconds after a text is painted in which what follows it is still counted."""

_MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("The first frame")
Minimal().run()
"""


def measures(folder: Path, *, quick: bool) -> Iterator[Measure]:
    """Key to verdict, key to next question, quit key to prompt, memory."""
    keys, blocks = (3, 1) if quick else (10, 4)
    verdict: list[float] = []
    question: list[float] = []
    floor: list[float] = []
    for seed in range(blocks):  # in turn, so that what else the machine does bears on both alike
        told, asked = asyncio.run(_painted(_asking(folder, keys, seed), _answers(keys)))
        verdict += told
        question += asked
        floor += asyncio.run(_painted(_Nine(), _rounds(keys)))[0]
    yield _paired("key to verdict / nine widgets updated in place", verdict, floor)
    yield _paired("key to next question / nine widgets updated in place", question, floor)
    home = {"QUIZ_HOME": str(folder), "QUIZ_LIBRARY": str(shipped())}
    pairs = [
        (_quit("Today", b"q", *program(), **home), _quit("first frame", b"\x11", "-c", _MINIMAL))
        for _ in range(2 if quick else 11)
    ]
    yield _of("quit key to prompt / minimal Textual app", pairs, 1.1, "ms")
    shown = (("Today", b"t"), ("1 of 10", b""))
    taken = [
        (_memory(shown, *program(), **home), _memory((("first frame", b""),), "-c", _MINIMAL))
        for _ in range(1 if quick else 3)
    ]
    yield _of("memory, home and a question shown / minimal Textual app", taken, 1.5, "MB")


def _of(name: str, pairs: Sequence[tuple[float, float]], most: float, unit: str) -> Measure:
    figure, floor = (median(one) for one in zip(*pairs, strict=True))
    return Measure(name, figure, floor, most, unit=unit)


def _paired(name: str, figures: Sequence[float], floors: Sequence[float]) -> Measure:
    return Measure(name, median(figures) * 1000, median(floors) * 1000, 1.5)


# -- a key to what is painted -------------------------------------------------------------------


class _Drawn(HeadlessDriver):
    """Takes what is painted, and tells when a text is among it."""

    wanted = ""
    seen: asyncio.Event

    @property
    def is_headless(self) -> bool:
        """Else nothing would be painted."""
        return False

    def write(self, data: str) -> None:
        """Look for the text."""
        if self.wanted and self.wanted in data:
            self.seen.set()


class _Nine(App[None]):
    """Nine widgets in a page that scrolls; a key updates them all in place."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("1", "go_on", "Go on")]

    def __init__(self) -> None:
        super().__init__()
        self.round = 0

    def compose(self) -> ComposeResult:
        """The nine."""
        with VerticalScroll():
            for _ in range(9):
                yield Static("Nothing yet")

    def action_go_on(self) -> None:
        """Other texts, one of two lines, another of one."""
        self.round += 1
        for number, part in enumerate(self.query(Static)):
            lines = "\nand a line" * ((self.round + number) % 2)
            part.update(f"Round {self.round}. of part {number}, some forty letters of text{lines}")


Steps = Iterator[tuple[str, str]]
"""A key and the text that is painted for it."""


def _asking(folder: Path, count: int, seed: int) -> QuizApp:
    """The app at the first of so many questions with options, of the shipped library."""
    loaded = load([shipped()])
    settings = Settings(theme="ink", animation=False)
    trainer = Trainer(loaded.libraries, loaded.problems, settings, History(folder / "app.db"))
    sitting: Sitting | None = trainer.sit(Wish(count=count + 1, seed=seed, form=Form.CHOICE))
    return QuizApp(trainer, sitting)


def _answers(count: int) -> Steps:
    for number in range(2, count + 2):
        yield "1", "next"  # the word for Enter among the keys
        yield "enter", f"{number} of {count + 1}"


def _rounds(count: int) -> Steps:
    for number in range(1, 2 * count + 1):
        yield "1", f"Round {number}."


async def _painted(app: App[None], steps: Steps) -> tuple[list[float], list[float]]:
    """Seconds of the processor from a key until its text is painted and all is quiet again, of
    the odd steps and of the even ones."""
    found: tuple[list[float], list[float]] = ([], [])

    async def press(_: object) -> None:
        driver: Any = app._driver
        driver.seen = asyncio.Event()
        await asyncio.sleep(1)
        for number, (key, text) in enumerate(steps):
            driver.wanted = text
            driver.seen.clear()
            character = key if len(key) == 1 else None
            began = time.process_time()
            app.post_message(events.Key(key, character))
            await asyncio.wait_for(driver.seen.wait(), 20)
            await asyncio.sleep(_QUIET)
            found[number % 2].append(time.process_time() - began)
        app.exit()

    app.driver_class = _Drawn
    await app.run_async(size=(80, 24), auto_pilot=press)
    return found


# -- in a terminal ------------------------------------------------------------------------------


@contextmanager
def _terminal(*arguments: str, **environment: str) -> Iterator[tuple[int, int]]:
    """Python in a terminal of 80x24: its process and the terminal."""
    child, terminal = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, *arguments], shell(environment))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        yield child, terminal
    finally:
        os.close(terminal)


def _end(child: int, terminal: int) -> None:
    """Read until the process has gone."""
    while True:
        try:
            if not os.read(terminal, 65536):
                break
        except OSError:
            break
    os.waitpid(child, 0)


def _quit(text: str, key: bytes, *arguments: str, **environment: str) -> float:
    """Milliseconds from the key to the end of the process."""
    with _terminal(*arguments, **environment) as (child, terminal):
        wait_for(text.encode(), terminal)
        time.sleep(0.5)
        began = time.perf_counter()
        os.write(terminal, key)
        _end(child, terminal)
        return (time.perf_counter() - began) * 1000


def _memory(steps: Sequence[tuple[str, bytes]], *arguments: str, **environment: str) -> float:
    """Megabytes that a process holds once it has shown each text and was sent each key."""
    with _terminal(*arguments, **environment) as (child, terminal):
        for text, key in steps:
            wait_for(text.encode(), terminal)
            time.sleep(0.5)
            os.write(terminal, key)
        pages = int(Path(f"/proc/{child}/statm").read_text(encoding="ascii").split()[1])
        os.write(terminal, b"\x11")
        _end(child, terminal)
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
