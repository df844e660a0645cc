"""`quiz check --strict` and `--explain`, as processes."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from documented import EXAMPLES, write

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def call(*arguments):
        command = [sys.executable, "-m", "quiz", "check", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False
        )

    return call


@pytest.mark.parametrize(
    ("example", "plain", "strict"),
    [("", 0, 0), (EXAMPLES["many-options"]["Wrong"], 0, 1), (EXAMPLES["unsourced"]["Wrong"], 1, 1)],
)
def test_warnings_alone_exit_1_where_one_is_strict(run, tmp_path, example, plain, strict):
    folder = write(tmp_path / "library", example)
    assert run(folder).returncode == plain
    assert run(folder, "--strict").returncode == strict


def test_a_rule_is_explained(run):
    done = run("--explain", "cueing-word")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("cueing-word\n===")
    assert "    - id: guard" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120


@pytest.mark.parametrize("rule", ["longest", "no such rule", ""])
def test_an_unknown_rule_is_exit_2_with_near_ones(run, rule):
    done = run("--explain", rule)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"quiz: there is no rule {rule!r}: ")
    assert done.stderr.count("\n") == 1
    assert ("longest-key or longest-key-bias" in done.stderr) == (rule == "longest")


def test_errors_come_first_and_a_card_with_one_is_not_counted_as_sound(run, tmp_path):
    example = EXAMPLES["unsourced"]["Wrong"] + EXAMPLES["absolute-word"]["Wrong"]
    said = run(write(tmp_path / "library", example)).stdout
    assert said.index("unsourced (error, 1)") < said.index("absolute-word (warning, 1)")
    assert said.endswith("3 problems, 2 sound cards of examples.\n")


def test_a_correction_to_come_is_one_by_the_clock(run, tmp_path):
    example = EXAMPLES["future-correction"]["Wrong"]
    now = datetime.now(UTC).date()
    for days, code in ((1, 0), (2, 1)):  # where it is tomorrow already
        day = str(now + timedelta(days=days))
        folder = write(tmp_path / "library", example.replace("9999-12-31", day))
        assert run(folder).returncode == code


def test_decks_that_are_no_library_yet_are_not_passed_over(run, tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    write(tmp_path, EXAMPLES["unsourced"]["Wrong"])
    (tmp_path / "decks" / "library.yaml").unlink()
    done = run()
    assert done.returncode == 1
    assert "no-library (warning, 1)\n  decks/library.yaml:1:1: there is none" in done.stdout
    assert "decks/example.yaml" in done.stdout
    code = "import sys; from quiz.__main__ import main; sys.argv[1:] = ['decks']; main()"
    command = [sys.executable, "-c", code]
    listed = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert listed.stderr == (
        "quiz: there is no decks/library.yaml, so the decks beside it are not used: `quiz new DECK"
        " --into .` writes it, with a deck to fill in\n"
    )


def test_overrides_are_held_against_the_libraries_in_use(run, tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("QUIZ_HOME", str(home))
    folder = write(tmp_path / "library")
    home.mkdir()
    for card, told in (("abdication", "No problems.\n"), ("coronation", "1 problem.\n")):
        (home / "overrides.yaml").write_text(
            f"overrides:\n- card: examples/base/{card}\n  note: mine\n"
        )
        said = run("--library", folder, home / "overrides.yaml").stdout
        assert ("unknown-card (warning, 1)" in said) is (card == "coronation")
        assert said.endswith(told)


def test_the_learner_s_own_library_is_checked_with_the_shipped_one(run, tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("QUIZ_HOME", str(home))
    write(home, EXAMPLES["duplicate-key"]["Wrong"])
    assert "duplicate-key" in run().stdout
    named = tmp_path / "named"
    write(named, "")
    assert "duplicate-key" not in run("--library", named).stdout
