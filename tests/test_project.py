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
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False
    ).stdout.split()
    for name in tracked:
        file = ROOT / name
        if file.suffix in (".py", ".md", ".yaml", ".toml", ".js", ".css", ".html"):
            text = file.read_text(encoding="utf-8", errors="replace")
            assert "/wo" + "rk/" not in text, name
            assert "../sha" + "red" not in text, name
