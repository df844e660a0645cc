"""The minutes left of a sitting that has only so many, in its heading."""

from __future__ import annotations

import pytest

from quiz.model import Mode
from quiz.sitting import Wish
from quiz.tui import question
from quiz.tui.app import QuizApp
from tests.tui.samples import CHOICE
from tests.tui.screens import screen_text


@pytest.fixture
def clock(trainer):
    """The trainer's seconds, in a list of one."""
    now = [0.0]
    trainer.clock = lambda: now[0]
    return now


def head(app: QuizApp) -> str:
    return next(line for line in screen_text(app).split("\n") if line)


async def test_the_minutes_left_stand_beside_the_number(trainer, take, clock):
    app = QuizApp(trainer, take(trainer, CHOICE, minutes=3))
    async with app.run_test() as pilot:
        assert head(app).endswith("1 of 1 · 3 min")
        clock[0] = 61.0
        await pilot.press("1")
        assert head(app).endswith("1 of 1 · 2 min")


async def test_they_go_by_while_one_thinks(trainer, take, clock, monkeypatch):
    monkeypatch.setattr(question, "_LOOK", 0.01)
    app = QuizApp(trainer, take(trainer, CHOICE, minutes=1))
    async with app.run_test() as pilot:
        assert head(app).endswith("1 of 1 · 1 min")
        for seconds, said in ((20.0, "less than 1 min"), (60.0, "time is up")):
            clock[0] = seconds
            await pilot.pause(0.05)
            assert head(app).endswith(f"1 of 1 · {said}")


async def test_study_says_how_much_is_done_and_the_minutes(trainer, clock):
    app = QuizApp(trainer, trainer.sit(Wish(mode=Mode.STUDY, new=2, minutes=10, seed=5)))
    async with app.run_test(size=(50, 16)):
        assert head(app).endswith("0 of 2 done · 10 min")


async def test_without_a_limit_no_clock_runs(trainer, take):
    app = QuizApp(trainer, take(trainer, CHOICE))
    async with app.run_test():
        assert head(app).endswith("1 of 1")
        assert app.screen._clock is None
