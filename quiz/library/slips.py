"""What the YAML parser complains of, in the words of whoever wrote the line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quiz.counted import counted

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


def advice(said: str, text: str, line: int, column: int) -> str:
    """What to do about a complaint of the parser at a position in a text, counted from 0."""
    lines = re.split(r"\r\n|\r|\n", text)
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
