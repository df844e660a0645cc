"""What the project says of itself is true."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


def test_ci_calls_the_readme_s_test_command_as_it_stands_there():
    (command,) = [block.strip() for block in SHELL if "pytest" in block]
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_first_command_installs_and_opens_the_quiz():
    first = SHELL[0].strip()
    assert first.startswith("python3 -m venv .venv && .venv/bin/pip install . ")
    assert first.endswith("&& .venv/bin/quiz")


def test_every_command_is_in_the_readme_and_in_the_changelog():
    from quiz.cli import COMMANDS

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"quiz {name}" in README, name
        assert f"`quiz {name}`" in changelog or f"`{name}`" in changelog, name


def test_nothing_names_a_path_of_a_developer_s_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    tracked = listed.stdout.rstrip("\0").split("\0")
    assert {"README.md", ".ci/run", "quiz/model.py"} <= set(tracked)
    texts = [ROOT / name for name in tracked if not name.endswith(".png")]
    for file in filter(Path.exists, texts):  # one may be deleted and not committed yet
        name = file.relative_to(ROOT).as_posix()
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            assert "/wo" + "rk/" not in line, name
            beside = "../sha" + "red"  # `.ci/run` looks there for what tests may have
            assert beside not in line or (name == ".ci/run" and line.startswith("if [ -d ")), name
