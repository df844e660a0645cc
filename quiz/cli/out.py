"""What commands print and read: outside text cleaned, tables, JSON, files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.markdown import printable
from quiz.model import Unusable

if TYPE_CHECKING:
    from quiz.model import Problem


def say(text: str) -> None:
    """Print outside text, cleaned."""
    print(printable(text))


def say_lines(lines: Iterable[str], *, clean: bool = True) -> int:
    """Print lines, cleaned unless they are data; the exit code of success."""
    for line in lines:
        if clean:
            say(line)
        else:
            print(line)
    return 0


def say_json(data: object) -> int:
    """Print one JSON object; the exit code of success."""
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2))
    return 0


def say_table(rows: Sequence[Sequence[str]], right: set[int]) -> None:
    """Print rows in columns; those numbered in `right` end where they align."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = (
            cell.rjust(width) if n in right else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        say("  ".join(cells).rstrip())


def name_problems(problems: Sequence[Problem]) -> None:
    """Say on stderr that there are problems, and how to see them."""
    if problems:
        some = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        files = " ".join(dict.fromkeys(problem.place.file for problem in problems))
        print(f"quiz: {some} in the decks: `quiz check {printable(files)}`", file=sys.stderr)


@contextmanager
def readable(file: Path) -> Iterator[None]:
    """Turn a failure to read a file into Unusable, which names it."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{file} cannot be read: {error}") from error


def json_flag(parser: argparse.ArgumentParser) -> None:
    """Let a command print JSON."""
    parser.add_argument("--json", action="store_true", help="one JSON object")
