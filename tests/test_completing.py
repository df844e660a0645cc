"""Completion in the shell: what is offered where, asked as a shell asks."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DECK = """\
deck: {deck}
title: Of {deck}
tags: [stone]
cards:
- id: first
  question: One?
  answer: one
  tags:
  - $(touch$IFS'acted')
  - clay
- id: second
  question: Two?
  answer: two
"""


@pytest.fixture
def library(tmp_path, monkeypatch):
    decks = tmp_path / "decks"
    decks.mkdir()
    (decks / "library.yaml").write_text("library: lib\ntitle: Lib\n", encoding="utf-8")
    for name in ("fleet", "flood", "wall"):
        (decks / f"{name}.yaml").write_text(DECK.format(deck=name), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def offered(line: str) -> list[str]:
    """What `quiz` offers at the end of a line, as the shell's function asks it."""
    said = Path("offered")
    asked = {"_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n", "COMP_LINE": line,
             "COMP_POINT": str(len(line)), "_ARGCOMPLETE_STDOUT_FILENAME": str(said),
             "_ARGCOMPLETE_SUPPRESS_SPACE": "1"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "quiz"], env={**os.environ, **asked}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("", "")
    return said.read_text(encoding="utf-8").split()


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("quiz st", {"study", "stats"}),
        ("quiz take fl", {"flood", "fleet"}),
        ("quiz study flood w", {"wall"}),
        ("quiz take lib/w", {"lib/wall"}),
        ("quiz export x.apkg fle", {"fleet"}),
        ("quiz take --tag ", {"stone", "clay"}),
        ("quiz take --form t", {"typed", "true-false"}),
        ("quiz take --fee", {"--feedback"}),
        ("quiz show flood/", {"flood/first", "flood/second"}),
        (
            "quiz check --explain unknown-",
            {"unknown-card", "unknown-fact", "unknown-key", "unknown-rule"},
        ),
        ("quiz schema s", {"source"}),
        ("quiz history m", {"merge"}),
        ("quiz check decks/fl", {"decks/flood.yaml", "decks/fleet.yaml"}),
        ("quiz new fl", set()),
        ("quiz take -n ", set()),
    ],
)
def test_what_may_stand_at_the_cursor_is_offered(library, line, wanted):
    assert set(offered(line)) == wanted


def test_a_library_that_is_named_on_the_line_is_used(library, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert offered(f"quiz --library {library} take fl") == ["fleet", "flood"]
    assert offered(f"quiz take --library {library} fl") == ["fleet", "flood"]
    assert offered("quiz --library nowhere take fl") == []


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes(library):
    shim = library / "quiz"
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m quiz "$@"\n', "utf-8")
    shim.chmod(0o755)
    typed = "quiz take fl"
    script = f"""
        PATH={shlex.quote(str(library))}:$PATH
        eval "$(quiz --completion bash)"
        complete -p quiz
        COMP_LINE={shlex.quote(typed)} COMP_POINT={len(typed)} COMP_TYPE=9
        _python_argcomplete quiz
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, check=True
    )
    registered, *replied = done.stdout.splitlines()
    assert registered.endswith("-F _python_argcomplete quiz")
    assert replied == ["fleet", "flood"]


@pytest.mark.parametrize(("shell", "sign"), [("zsh", "compdef"), ("fish", "complete --command")])
def test_other_shells_have_their_script(shell, sign, capsys):
    from quiz.cli import run

    assert run(["--completion", shell]) == 0
    assert sign in capsys.readouterr().out


def test_nothing_of_it_is_imported_unless_a_shell_asks():
    code = (
        "import sys; from quiz.__main__ import main; sys.argv = ['quiz', 'decks']; main();"
        "assert 'argcomplete' not in sys.modules"
    )
    environment = {key: value for key, value in os.environ.items() if key != "_ARGCOMPLETE"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)
