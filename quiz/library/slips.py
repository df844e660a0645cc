"""What the YAML parser complains of, in the words of whoever wrote the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quiz.counted import counted
from quiz.library.shapes import FILES, PARTS

# What the parser says, by a word of it, and what it means.
_ADVICE = (
    ("mapping values", "a text with ': ' in it must be quoted, or written as a block after '>-'"),
    ("escape", "in \"...\" a backslash has a meaning: double it, or use '...'"),
    ("quoted scalar", "a quote is opened here and not closed"),
    ("tab", "indent with spaces, not with a tab"),
    (r"'\t'", "indent with spaces, not with a tab"),  # as the Python parser says it
    ("cannot start any token", "a text that begins with such a character must be quoted"),
    ("flow sequence", "a list in [ ] is opened here and not closed; a text with '[' is quoted"),
    ("flow mapping", "a '{' is opened here and not closed; quote a text with it"),
    ("flow node", "a '[' or '{' is opened here and not closed; quote a text with it"),
    ("simple key", "this is no 'key: value': indent what continues a text, or add the ':'"),
    ("sequence entries", "a list begins on a line of its own, each text after '- '"),
    ("anchor", "a text that begins with '&' must be quoted"),
    ("alias", "a text that begins with '*' must be quoted"),
    ("tag", "a text that begins with '!' must be quoted"),
    ("block scalar", "quote a text that begins with '>' or '|', or begin it on the next line"),
    ("directive", "a text that begins with '%' must be quoted"),
    ("block collection", "this does not line up with the '- ' of the list above"),
    ("block mapping", "this does not line up with the keys above, or follows a closed quote"),
    ("document start", "this stands outside of every key: check its indentation"),
)

_INDENT = re.compile(r"(?: |-(?!\S))*")  # with the signs of lists
_KEY = re.compile(r"[a-z][a-z-]* *:(?!\S)")


_KEYS = frozenset(key for shape in (*FILES.values(), *PARTS.values()) for key in shape.keys)
_FIRST = frozenset(next(iter(shape.keys)) for shape in PARTS.values())
"""The keys with which members of lists begin."""
_UNSPACED = re.compile(r"( *(?:- +)*)([A-Za-z-]+)(?::(?=[^ \t])|[ \xa0]*：)")
_WITHOUT_COLON = re.compile(r"( *(?:- +)+)([a-z]+) +\S")


class Advice(NamedTuple):
    """What to do, and where; line and column count from 0."""

    message: str
    line: int
    column: int


def advice(said: str, text: str, line: int, column: int) -> Advice:
    """What to do about a complaint of the parser at a position in a text, counted from 0."""
    lines = re.split(r"\r\n|\r|\n", text)
    written = lines[line] if line < len(lines) else ""
    if slip := _slip(written):
        return Advice(slip[0], line, slip[1])
    if (
        0 < line < len(lines)
        and written.find(":") == column
        and (slip := _begun(lines[line - 1 : line + 1]))
    ):
        return Advice(slip[0], line - 1, slip[1])
    return Advice(_complaint(said, lines, line, column), line, column)


def _slip(line: str) -> tuple[str, int] | None:
    """What a line shows by itself to be wrong with it, and in which column."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" in indent:
        empty = "nothing stands behind this tab: delete it"
        told = "indent with spaces, not with a tab" if line.strip() else empty
        return told, indent.index("\t")
    found = _UNSPACED.match(line)
    if found and found[2].lower() in _KEYS:
        return f"write '{found[2]}: ', with a plain colon and a space behind it", found.end(2)
    return None


def _begun(lines: Sequence[str]) -> tuple[str, int] | None:
    """What is wrong with the first line of a file or of a member of a list, so that the next line
    is taken for the rest of its text."""
    above, below = lines
    if len(below) - len(below.lstrip()) <= above.find("-"):
        return None
    found = _WITHOUT_COLON.match(above)
    if found and found[2] in _FIRST:
        return f"write '{found[2]}: ', with a colon and a space behind it", found.end(2)
    return _slip(above) if above.lstrip().startswith("- ") or above[:1] != " " else None


def _complaint(said: str, lines: Sequence[str], line: int, column: int) -> str:
    columns, end = _begins(lines[line]) if line < len(lines) else ([], 0)
    expected = _expected(lines[:line])
    if columns and column < end and expected and columns[-1] not in expected:
        spaces = counted(columns[-1], "space")
        above = " or ".join(map(str, expected))
        quote = ", or quote a text with ': ' in it" if "mapping values" in said else ""
        return f"this line is indented by {spaces}, those above it by {above}: line it up{quote}"
    return next((meant for word, meant in _ADVICE if word in said), f"this is no YAML: {said}")


def _expected(above: Sequence[str]) -> list[int]:
    """Where a line below these could begin, the innermost first."""
    found: list[int] = []
    for line in reversed(above):
        found += [column for column in _begins(line)[0] if not found or column < found[-1]]
        if found and not found[-1]:
            break
    return found


def _begins(line: str) -> tuple[list[int], int]:
    """Where members of lists and a key begin in a line, the innermost first; and where what
    follows them does."""
    indent = _INDENT.match(line)
    start = indent.end() if indent else 0
    columns = [column for column in range(start) if line[column] == "-"]
    if key := _KEY.match(line, start):
        columns.append(start)
    return columns[::-1], key.end() if key else start
