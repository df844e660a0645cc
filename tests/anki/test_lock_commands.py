"""`quiz lock`, `check --release` and `export --dry-run` as real processes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def quiz(moon):
    """Runs `quiz` in the library, with a home that is empty."""

    def call(*arguments, cwd=moon):
        return subprocess.run(
            [sys.executable, "-m", "quiz", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )

    return call


def release_rules(quiz, code):
    done = quiz("check", "--release", "--json")
    assert done.returncode == code, done.stdout + done.stderr
    found = json.loads(done.stdout)["problems"]
    return [(p["rule"], p["card"], p["file"]) for p in found if p["severity"] == "error"]


def test_lock_writes_three_kinds_of_lines_and_again_changes_nothing(quiz, edit, moon):
    file = moon / "decks" / "cards.lock"
    done = quiz("lock", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "new: moon/first",
        "new: moon/second",
        "Would lock 2 cards of test: 2 new, 0 changed, 0 gone.",
    ]
    assert not file.exists()
    assert quiz("lock").stdout.endswith("\nLocked 2 cards of test: 2 new, 0 changed, 0 gone.\n")
    text = file.read_text()
    assert text.startswith("deck\tmoon\tTest::The Moon\n")
    line = r'note\tmoon/second\t\["test","moon","second"\]\tQuiz\t[0-9a-f]{64}\t\d{10}'
    assert re.fullmatch(line, text.splitlines()[-1])
    assert quiz("lock").stdout == "The lock of test is up to date: 2 cards.\n"
    assert file.read_text() == text
    edit("id: second", "id: pilot\n  was: [moon/second]")
    edit("Who stepped out first", "Who took the first step")
    done = quiz("lock")
    assert done.stdout.splitlines() == [
        "changed: moon/first",
        "changed: moon/pilot",
        "gone: moon/second",
        "Locked 2 cards of test: 0 new, 2 changed, 1 gone.",
    ]
    assert not done.stderr
    assert 'gone\tmoon/second\t["test","moon","second"]\n' in file.read_text()
    assert release_rules(quiz, 0) == []


def test_lock_refuses_while_there_is_an_error(quiz, edit, moon):
    edit("  answer: Neil Armstrong\n", "")
    done = quiz("lock")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "nothing was locked" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (moon / "decks" / "cards.lock").exists()


def test_check_warns_of_a_stale_lock_and_a_release_needs_it(quiz, edit):
    assert "stale-lock" not in quiz("check", "--release").stdout  # no lock, no guard
    quiz("lock")
    edit("Buzz Aldrin", "Edwin 'Buzz' Aldrin")
    done = quiz("check")
    assert done.returncode == 0
    assert "stale-lock (warning, 1)" in done.stdout
    assert "decks/cards.lock:1:1: " in done.stdout
    assert release_rules(quiz, 1) == [("stale-lock", "", "decks/cards.lock")]
    quiz("lock")
    assert release_rules(quiz, 0) == []


def test_locking_does_not_hide_what_anki_could_not_follow(quiz, edit):
    quiz("lock")
    edit("title: The Moon", "title: Moon")
    edit("- id: second\n  question: Who stepped out second?\n  answer: Buzz Aldrin\n", "")
    done = quiz("lock")
    assert done.returncode == 0
    assert "quiz: 2 problems for a release: `quiz check --release`" in done.stderr
    assert release_rules(quiz, 1) == [
        ("card-gone", "second", "decks/cards.lock"),
        ("deck-renamed", "", "decks/moon.yaml"),
    ]


def test_a_card_that_cannot_be_read_is_not_called_gone(quiz, edit):
    quiz("lock")
    edit("  answer: Neil Armstrong\n", "")
    assert "gone" not in str(release_rules(quiz, 1))


def test_a_broken_lock_is_one_line_and_exit_3(quiz, moon):
    (moon / "decks" / "cards.lock").write_text("deck\tmoon\tTest::The Moon\n=======\n")
    for arguments in (("check",), ("lock",), ("export", "x.apkg")):
        done = quiz(*arguments)
        assert done.returncode == 3
        assert done.stderr.startswith("quiz: decks/cards.lock:2:1: ")
        assert done.stderr.count("\n") == 1


def test_export_says_what_it_would_write(quiz, edit, moon):
    before = sorted(moon.rglob("*"))
    done = quiz("export", "x.apkg", "--dry-run")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Would write x.apkg: 1 deck, 2 notes, 2 cards; not yet locked: 2."
    assert lines[1] == "  Test::The Moon"
    assert lines[2].startswith("Without decks/cards.lock every note of test carries")
    assert sorted(moon.rglob("*")) == before
    quiz("lock")
    edit("Buzz Aldrin", "Edwin Aldrin")
    said = quiz("export", "x.apkg", "--dry-run").stdout
    assert "2 cards; not yet locked: 1." in said
    assert "\n1 of the notes is new or changed since" in said
    assert not (moon / "x.apkg").exists()


def test_two_exports_of_a_locked_library_are_the_same_bytes(quiz, moon):
    quiz("lock")
    for name in ("a.apkg", "b.apkg"):
        assert quiz("export", name).returncode == 0
    assert (moon / "a.apkg").read_bytes() == (moon / "b.apkg").read_bytes()


def test_only_ones_own_library_is_locked(quiz, moon):
    done = quiz("lock", cwd=moon.parent)
    assert done.returncode == 2
    assert "--library DIR" in done.stderr
    assert quiz("lock", "--library", moon, cwd=moon.parent).returncode == 0
    assert (moon / "decks" / "cards.lock").exists()


def test_checking_with_a_lock_stays_light(quiz, moon):
    quiz("lock")
    code = (
        "import sys; from quiz.cli import run; run(['check', '--release']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=moon,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert "quiz.anki.lock" in done.stderr.split()
    assert not {"genanki", "sqlite3", "textual", "asyncio"} & set(done.stderr.split())
