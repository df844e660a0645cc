"""The command that opens an editor at a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.editor import command, edit
from quiz.model import QuizError

FILE = Path("a deck.yaml")


@pytest.mark.parametrize(
    ("wanted", "environment", "words"),
    [
        ("", {"EDITOR": "vi"}, ["vi", "+7", "a deck.yaml"]),
        ("", {"EDITOR": "vi", "VISUAL": "nano -w"}, ["nano", "-w", "+7", "a deck.yaml"]),
        ("'/opt/my ed' -x", {"EDITOR": "vi"}, ["/opt/my ed", "-x", "+7", "a deck.yaml"]),
        ("code --wait", {}, ["code", "--wait", "--goto", "a deck.yaml:7"]),
        ("hx", {}, ["hx", "a deck.yaml:7"]),
    ],
)
def test_the_command(wanted, environment, words):
    assert command(wanted, FILE, 7, environment) == words


@pytest.mark.parametrize("wanted", ["", "'open"])
def test_no_editor_says_what_to_do(wanted):
    with pytest.raises(QuizError, match="editor"):
        command(wanted, FILE, 7, {})


@pytest.mark.parametrize("wanted", ["no-such-editor-here", "false"])
def test_an_editor_that_fails_is_an_error_in_one_line(wanted):
    with pytest.raises(QuizError, match=wanted):
        edit(wanted, FILE, 1)
