"""What the commands that open the app say once it is closed."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
from pathlib import Path

import pytest

from quiz import cli
from quiz.tui.app import QuizApp
from tests.tui.screens import part


@pytest.fixture
def shown():
    """What stood above the first question of each app."""
    return []


@pytest.fixture
def quiz(monkeypatch, capsys, shown):
    """Runs a command with keys pressed in its app; what it printed."""
    monkeypatch.setattr("quiz.cli.sit._prepare_screen", lambda instead: None)

    def quiz(*args: str, keys: tuple[str, ...]) -> str:
        async def drive(app):
            async with app.run_test() as pilot:
                shown.append(part(app, "notice") if app.start else "")
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


# -- a test beside an unfinished one ------------------------------------------------------------

BESIDE = r"A test is unfinished, 1 of (\d+) answered: `(.+)` goes on with it\."


@pytest.mark.parametrize("options", [
    ("china-enters", "-n", "3", "--form", "choice", "--seed", "1"),
    ("-n", "4", "--form", "select"),
    ("korea-divided", "china-enters", "--form", "choice"),
    ("--tag", "core", "--form", "choice", "--minutes", "7.5", "--feedback", "end"),
])  # fmt: skip
def test_another_test_names_the_command_that_goes_on_with_the_unfinished_one(quiz, shown, options):
    quiz("take", *options, keys=("space", "ctrl+q"))
    assert not shown.pop()
    quiz("take", "memory-and-names", keys=("ctrl+q",))
    told = " ".join(shown.pop().split())
    command = shlex.split(re.fullmatch(BESIDE, told)[2])
    assert command == ["quiz", "take", *options]
    quiz(*command[1:], keys=("ctrl+q",))
    assert shown.pop().startswith("Resumed: 1 of ")


def test_what_is_ended_or_not_answered_is_not_named(quiz, shown):
    quiz("take", "-n", "3", "--form", "choice", keys=("space", "escape", "y", "enter"))
    quiz("take", "-n", "4", keys=("ctrl+q",))
    quiz("study", "--new", "3", keys=("space", "ctrl+q"))
    quiz("take", "-n", "5", keys=("ctrl+q",))
    assert shown == [""] * 4


def test_a_test_line_by_line_names_it_too(quiz, monkeypatch, capsys):
    quiz("take", "korea-divided", "-n", "3", "--form", "choice", keys=("space", "ctrl+q"))
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        cli.run(["take", "--plain"])
    said = " ".join(capsys.readouterr().out.split("\n")[1:3])
    assert "1 of 3 answered: `quiz take korea-divided -n 3 --form choice` goes on" in said


@pytest.fixture
def decks(tmp_path, monkeypatch):
    """The folder of a library of two decks of a card each, the second with an odd tag."""
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "library.yaml").write_text("library: war\ntitle: War\n")
    for slug, tag in (("korea", "core"), ("china", "-x")):
        card = "- id: who\n  type: true-false\n  statement: It was.\n  answer: true\n"
        text = f"deck: {slug}\ntitle: {slug}\ntags:\n- {tag}\ncards:\n{card}"
        (folder / f"{slug}.yaml").write_text(f"{text}  explanation: It was.\n")
    monkeypatch.setenv("QUIZ_LIBRARY", str(tmp_path))
    return folder


@pytest.mark.parametrize("options", [("--tag=-x",), ("korea", "china", "--minutes", "33.3333333")])
def test_the_command_that_is_named_means_the_same(quiz, shown, decks, options):
    quiz("take", *options, keys=("space", "ctrl+q"))
    quiz("take", "-n", "1", keys=("ctrl+q",))
    told = " ".join(shown.pop().split())
    assert shlex.split(re.fullmatch(BESIDE, told)[2]) == ["quiz", "take", *options]


@pytest.mark.parametrize("options", [("--tag=-x",), ("china",), ("korea", "china")])
def test_a_test_that_no_command_can_ask_for_any_more_is_not_named(quiz, shown, decks, options):
    quiz("take", *options, keys=("space", "ctrl+q"))
    (decks / "china.yaml").rename(decks / "chosen.yaml")
    text = (decks / "chosen.yaml").read_text().replace("deck: china", "deck: chosen")
    text = text.replace("- -x", "- y").replace("- id: who", "- id: who\n  was: [china/who]")
    (decks / "chosen.yaml").write_text(text)
    quiz("take", "-n", "1", keys=("ctrl+q",))
    assert shown[1:] == [""]
