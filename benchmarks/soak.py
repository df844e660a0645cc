"""Asks 10,000 questions in one app and says how its memory grows: `python -m benchmarks.soak`.

Keys are pressed as a learner would, test after test of the shipped library, with a look at other
screens between them. Garbage goes only when the collector, set as `quiz` sets it, looks for it: no
collection is forced. What the history itself takes, which every start takes too, is told apart.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from textual.pilot import Pilot

from quiz.events import Replayed
from quiz.history import History
from quiz.library import load, shipped
from quiz.model import Form
from quiz.settings import Settings
from quiz.trainer import Trainer
from quiz.tui.app import QuizApp
from quiz.tui.home import HomeScreen
from quiz.tui.picking import Phase
from quiz.tui.question import QuestionScreen

_A_TEST = 100
"""Questions."""
_BETWEEN = (("slash", "w", "a", "r", "escape"), ("s", "escape"), ("p", "escape"),
            ("question_mark", "escape"), ("space", "escape"), ("f3", "escape"))  # fmt: skip
"""What is looked at after each test, in turn."""


async def soak(app: QuizApp, questions: int, every: int) -> None:
    """Answer so many questions and print a line after each `every`."""
    asked = tests = 0
    async with app.run_test() as pilot:
        await pilot.pause()
        _print("questions", "RSS MB", "objects", "ms a question")
        began = process_time()
        while asked < questions:
            await pilot.press("t")
            while not isinstance(app.screen, HomeScreen):
                asked += await _onwards(pilot)
                if asked % every == 0 and _told(app):
                    spent = process_time() - began
                    _print(asked, *_state(app), round(1000 * spent / every, 1))
                    began = process_time()
                if asked >= questions:
                    break
            await pilot.press("down", *_BETWEEN[tests % len(_BETWEEN)])
            tests += 1


async def _onwards(pilot: Pilot[None]) -> int:
    """Press the keys that come next; 1 where they answered a question."""
    screen = pilot.app.screen
    if not isinstance(screen, QuestionScreen) or screen._phase is Phase.TOLD:
        await pilot.press("enter")
        return 0
    question = screen._sitting.session.current
    before = len(screen._sitting.session.answers)
    if screen._phase is Phase.CLOSE:
        await pilot.press("y")
        return 0
    if screen._phase is Phase.TYPING:
        keys = ("enter", "enter") if question and question.form is Form.REVEAL else ("x", "enter")
        await pilot.press(*keys)
        if screen._phase is Phase.TYPING:  # it was no date or number, and is asked for once more
            await pilot.press("enter")
    elif question and question.form in (Form.CHOICE, Form.TRUE_FALSE):
        await pilot.press("1")
    else:
        await pilot.press("space")
    return len(screen._sitting.session.answers) - before


def _told(app: QuizApp) -> bool:
    return isinstance(app.screen, QuestionScreen) and app.screen._phase is Phase.TOLD


def _state(app: QuizApp) -> tuple[float, int]:
    """Megabytes held, and how many objects the collector knows, garbage that waits included."""
    return _held(), len(gc.get_objects())


def _held() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def _told_of(history: Path) -> None:
    """What reading a history adds to a process, in megabytes."""
    log = History(history)
    before = _held()
    replayed = Replayed.of(log.events()).log
    print(f"read alone, a history of {len(replayed.reviews)} answers takes", end=" ")
    print(f"{_held() - before:.1f} MB")


def _print(*cells: object) -> None:
    print("".join(f"{cell:>15}" for cell in cells), flush=True)


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=1_000, help="questions between two lines")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        loaded = load([shipped()])
        settings = Settings(theme="ink", animation=False, test_cards=_A_TEST)
        history = History(Path(folder) / "history.db")
        trainer = Trainer(loaded.libraries, loaded.problems, settings, history)
        gc.set_threshold(20_000)  # as `quiz` does, and then opens the app with the collector off
        gc.disable()
        asyncio.run(soak(QuizApp(trainer), args.questions, args.every))
        history.close()
        alone = get_context("spawn").Process(target=_told_of, args=(Path(folder) / "history.db",))
        alone.start()
        alone.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
