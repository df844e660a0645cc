"""The layers of the architecture, held by reading every module's imports."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "quiz"

CORE = {"model", "cloze", "markdown", "session", "grading", "references", "feedback", "events",
        "keys", "show", "find", "check", "glossary", "today", "browse",
        "schedule", "stats", "progress"}  # fmt: skip
"""Modules that know no clock, file, database or widget, with those that call themselves pure."""

OUTSIDE = {"sqlite3", "yaml", "textual", "os", "subprocess", "socket", "shutil", "tempfile",
           "time", "genanki", "anki", "secrets"}  # fmt: skip


def imports(file: Path, *, top_level: bool = False) -> set[str]:
    """Names of the modules that a file imports; with `top_level` only those at its top."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = tree.body if top_level else ast.walk(tree)
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def roots(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def quizzes(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("quiz.")}


def files(part: str) -> list[Path]:
    """The files of a module, be it a file or a folder."""
    folder = PACKAGE / part
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def test_the_model_knows_the_standard_library_alone():
    assert quizzes(imports(PACKAGE / "model.py")) == set()
    assert roots(imports(PACKAGE / "model.py")) <= set(sys.stdlib_module_names)


def docstring(file: Path) -> str:
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


def pure() -> list[Path]:
    """The files of the core, and of all that say so of themselves."""
    claimed = {file for file in PACKAGE.rglob("*.py") if re.search(r"\bPure[.:]", docstring(file))}
    assert {PACKAGE / f"{part}.py" for part in ("jsonlines", "diff", "coverage")} <= claimed
    return sorted(claimed.union(*map(files, CORE)))


@pytest.mark.parametrize("file", pure(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_what_is_pure_knows_no_clock_file_database_or_widget(file):
    known = imports(file)
    beside = {file.relative_to(PACKAGE).parts[0]}  # a folder's own modules
    assert not roots(known) & OUTSIDE
    assert not quizzes(known) - beside & {"history", "tui", "plain", "cli", "library", "anki",
                                          "settings", "trainer", "watch", "memo"}  # fmt: skip


@pytest.mark.parametrize("part", ["tui", "plain"])
def test_screens_hold_no_sql_yaml_or_grading(part):
    for file in files(part):
        assert not roots(imports(file)) & {"sqlite3", "yaml", "genanki"}, file
        assert not quizzes(imports(file)) & {"grading", "library", "cli"}, file


def test_only_the_command_line_composes():
    for file in PACKAGE.rglob("*.py"):
        if "cli" not in file.parts and file.name != "__main__.py":
            assert "cli" not in quizzes(imports(file)), file


def test_only_anki_knows_genanki_and_only_the_library_knows_yaml():
    for file in PACKAGE.rglob("*.py"):
        part = file.relative_to(PACKAGE).parts[0]
        found = roots(imports(file))
        assert "genanki" not in found or part == "anki", file
        assert "yaml" not in found or part in ("library", "cli"), file
        assert "sqlite3" not in found or part in ("history.py", "cli", "anki"), file


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], {"argparse", "yaml", "sqlite3"}),
        (["decks"], {"textual", "genanki", "markdown_it", "fsrs", "asyncio", "quiz.grading"}),
        (["check"], {"textual", "genanki", "sqlite3", "asyncio"}),
        (["schema"], {"textual", "genanki", "sqlite3"}),
    ],
)
def test_a_command_pays_for_what_it_uses_alone(arguments, unwanted, tmp_path):
    code = (
        "import sys; from quiz.__main__ import main; sys.argv = ['quiz', *sys.argv[1:]]; main();"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert not unwanted & set(done.stderr.split())


def test_every_module_says_its_job():
    for file in PACKAGE.rglob("*.py"):
        assert docstring(file), file
