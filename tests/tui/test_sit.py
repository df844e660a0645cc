"""What the commands that open the app say once it is closed."""

from __future__ import annotations

import asyncio

import pytest

from quiz import cli
from quiz.tui.app import QuizApp


@pytest.fixture
def quiz(monkeypatch, capsys):
    """Runs a command with keys pressed in its app; what it printed."""
    monkeypatch.setattr("quiz.cli.sit._prepare_screen", lambda instead: None)

    def quiz(*args: str, keys: tuple[str, ...]) -> str:
        async def drive(app):
            async with app.run_test() as pilot:
                for key in keys:
                    await pilot.press(key)

        monkeypatch.setattr(QuizApp, "run", lambda app: asyncio.run(drive(app)))
        assert cli.run([*args]) == 0
        return capsys.readouterr().out

    return quiz


TAKE = ("take", "china-enters", "--form", "choice", "-n", "3", "--seed", "1")


def test_a_test_that_was_closed_says_what_goes_on(quiz):
    assert quiz(*TAKE, keys=("space", "ctrl+q")) == "Score so far: 0/1; the same command goes on.\n"
    assert quiz(*TAKE, keys=("space", "ctrl+q")) == "Score so far: 0/2; the same command goes on.\n"


def test_a_test_that_was_ended_says_its_score(quiz):
    assert quiz(*TAKE, keys=("space", "escape", "y", "enter")) == "Score: 0/1\n"
    assert quiz(*TAKE, keys=("ctrl+q",)) == ""


def test_a_study_that_was_closed_says_how_far_it_came(quiz):
    told = quiz("study", "--new", "3", keys=("space", "ctrl+q"))
    assert told == "Done so far: 0 of 3; the same command goes on.\n"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("enter", "space", "ctrl+q"), "Done so far: 0 of 10; Enter on the home goes on.\n"),
        (("enter", "space", "escape", "y", "enter", "ctrl+q"), ""),
        (("p", "ctrl+q"), ""),
    ],
)
def test_the_app_says_what_goes_on_with_what_was_begun_there(quiz, keys, told):
    assert quiz(keys=keys) == told
