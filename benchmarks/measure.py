"""Figure and floor measured in turn, so that what else the machine does bears on both alike."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

PATIENCE = 60.0
"""Seconds after which a screen that shows nothing is given up."""


class Cost(NamedTuple):
    """Seconds of the processor, and seconds by the clock."""

    cpu: float
    wall: float


class Measure(NamedTuple):
    """A figure beside its floor, both in `unit`."""

    name: str
    figure: float
    floor: float
    most: float
    """How many times the floor is asked at most."""
    wall: float | None = None
    """The ratio by the clock, where the processor's time was measured."""
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """The figure in floors."""
        return self.figure / self.floor


class Growth(NamedTuple):
    """What the same work costs at two sizes."""

    name: str
    sizes: tuple[int, int]
    costs: tuple[float, float]
    """Milliseconds of the processor."""


def measured(
    name: str,
    figure: Callable[[], Cost],
    floor: Callable[[], Cost],
    most: float,
    *,
    times: int,
) -> Measure:
    """Figure and floor in turn, so often: the medians of the processor's time, and the median
    ratio of the pairs by the clock."""
    figure(), floor()  # the first finds nothing in memory
    pairs = [(figure(), floor()) for _ in range(times)]
    return Measure(
        name,
        median(one.cpu for one, _ in pairs) * 1000,
        median(other.cpu for _, other in pairs) * 1000,
        most,
        median(one.wall / other.wall for one, other in pairs),
    )


def here(work: Callable[[], object]) -> Callable[[], Cost]:
    """The cost of some work in this process."""

    def run() -> Cost:
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        return Cost(time.process_time() - cpu, time.perf_counter() - wall)

    return run


def least(run: Callable[[], Cost], times: int) -> float:
    """Milliseconds of the processor, at best."""
    return min(run().cpu for _ in range(times)) * 1000


def process(*arguments: str, **environment: str) -> Callable[[], Cost]:
    """The cost of Python with some arguments, as a process of its own."""

    def run() -> Cost:
        wall = time.perf_counter()
        started = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=shell(environment),
        )
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            raise RuntimeError(f"{arguments} ended with {started.returncode}")
        return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - wall)

    return run


def painted(text: str, *arguments: str, **environment: str) -> Callable[[], Cost]:
    """The cost of Python with some arguments in a terminal of 80x24 until it shows a text."""

    def run() -> Cost:
        wall = time.perf_counter()
        child, terminal = pty.fork()
        if not child:
            os.execve(sys.executable, [sys.executable, *arguments], shell(environment))
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        try:
            wait_for(text.encode(), terminal)
            wall = time.perf_counter() - wall
        finally:
            os.kill(child, signal.SIGKILL)
            _, _, used = os.wait4(child, 0)
            os.close(terminal)
        return Cost(used.ru_utime + used.ru_stime, wall)

    return run


def wait_for(text: bytes, terminal: int) -> None:
    """Read a terminal until a text was shown. Raises RuntimeError where it never is."""
    seen = b""
    until = time.monotonic() + PATIENCE
    while text not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0.0, until - time.monotonic()))
        try:
            seen += os.read(terminal, 65536) if ready else b""
        except OSError:  # the program has ended
            ready = []
        if not ready:
            raise RuntimeError(f"{text!r} was never shown, but {seen[-500:]!r}")


def shell(more: Mapping[str, str]) -> dict[str, str]:
    """That of this process; modules may be compiled, since every user's are."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR")}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **more}


def program(*arguments: str) -> Sequence[str]:
    """Python's arguments that run `quiz` as its console script does."""
    code = "import re, sys; from quiz.__main__ import main; sys.exit(main())"
    return ("-c", code, *arguments)
