"""`quiz check --strict` and `--explain`, as processes."""

from __future__ import annotations

import subprocess
import sys
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


def test_the_learner_s_own_library_is_checked_with_the_shipped_one(run, tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("QUIZ_HOME", str(home))
    write(home, EXAMPLES["duplicate-key"]["Wrong"])
    assert "duplicate-key" in run().stdout
    named = tmp_path / "named"
    write(named, "")
    assert "duplicate-key" not in run("--library", named).stdout
