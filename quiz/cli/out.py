"""What commands print and read: outside text cleaned, tables, JSON, files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import cells
from quiz.markdown import printable
from quiz.model import Unusable

if TYPE_CHECKING:
    from quiz.model import Problem


def say(text: str) -> None:
    """Print outside text, cleaned."""
    print(printable(text))


def say_lines(lines: Iterable[str]) -> int:
    """Print lines of outside text, cleaned; the exit code of success."""
    for line in lines:
        say(line)
    return 0


def say_data(lines: Iterable[str]) -> int:
    """Print lines that programs read, as they are and in UTF-8 whatever the terminal's encoding
    is; the exit code of success."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for line in lines:
        print(line)
    return 0


def say_json(data: object) -> int:
    """Print one JSON object; the exit code of success. Where it would hold what may act on a
    terminal, it is all ASCII."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=2)
    if not text.replace("\n", "").isprintable():
        text = json.dumps(data, indent=2)
    return say_data([text])


def say_table(rows: Sequence[Sequence[str]], right: set[int], *, cut: int) -> None:
    """Print rows in columns as `table` lays them out; on a terminal they fit its width."""
    columns = None
    if sys.stdout.isatty():
        from shutil import get_terminal_size  # 2 ms

        columns = get_terminal_size().columns
    say_lines(table(rows, right, cut, columns))


def table(
    rows: Sequence[Sequence[str]], right: set[int], cut: int, columns: int | None
) -> Iterator[str]:
    """Rows in columns; those numbered in `right` end where they align. The cells of column
    number `cut` are shortened as far as it takes, but to no less than ten, for a row to fit."""
    widths = [max(cells.width(row[n]) for row in rows) for n in range(len(rows[0]))]
    if columns is not None:
        rest = sum(widths) - widths[cut] + 2 * (len(widths) - 1)
        widths[cut] = min(widths[cut], max(_SHORTEST, columns - rest))
    for row in rows:
        line = []
        for n, (text, width) in enumerate(zip(row, widths, strict=True)):
            short = cells.cut(text, width)
            space = " " * (width - cells.width(short))
            line.append(space + short if n in right else short + space)
        yield "  ".join(line).rstrip()


_SHORTEST = 10


def name_problems(problems: Sequence[Problem]) -> None:
    """Say on stderr that there are problems, and how to see them; what no check of a file can
    show is said itself."""
    if not problems:
        return
    from quiz.counted import counted
    from quiz.library import AMONG

    inside = [problem for problem in problems if problem.rule not in AMONG]
    for problem in problems:
        if problem.rule in AMONG:
            print(f"quiz: {printable(problem.message)}", file=sys.stderr)
    if inside:
        some = counted(len(inside), "problem")
        check = check_of(problem.place.file for problem in inside)
        print(f"quiz: {some} in the decks: {check}", file=sys.stderr)


def check_of(files: Iterable[str]) -> str:
    """The command that names the problems of files, as a shell reads it."""
    from shlex import quote

    return f"`quiz check {' '.join(dict.fromkeys(map(quote, map(printable, files))))}`"


@contextmanager
def readable(file: Path) -> Iterator[None]:
    """Turn a failure to read a file into Unusable, which names it."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror or error if isinstance(error, OSError) else "it is not UTF-8"
        raise Unusable(f"{file} cannot be read: {why}") from error


def json_flag(parser: argparse.ArgumentParser) -> None:
    """Let a command print JSON."""
    parser.add_argument("--json", action="store_true", help="one JSON object")
