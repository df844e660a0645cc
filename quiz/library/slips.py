"""What the YAML parser complains of, in the words of whoever wrote the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quiz.counted import counted
from quiz.library.shapes import FILES, PARTS

_OPEN = (
    "a quote is opened here and not closed: close it, or put quotes of the other kind around a"
    " text that begins with a quote"
)
_SEQUENCE = "a list begins on a line of its own, each text after '- '; quote a text that begins so"
# What the parser says, by a word of it, and what it means.
_ADVICE = (
    ("mapping values", "a text with ': ' in it must be quoted, or written as a block after '>-'"),
    ("escape", "in \"...\" a backslash has a meaning: double it, or use '...'"),
    ("quoted scalar", _OPEN),
    ("tab", "indent with spaces, not with a tab"),
    (r"'\t'", "indent with spaces, not with a tab"),  # as the Python parser says it
    ("flow sequence", "a list in [ ] is opened here and not closed; a text with '[' is quoted"),
    ("flow mapping", "a '{' is opened here and not closed; quote a text with it"),
    ("flow node", "a '[' or '{' is opened here and not closed; quote a text with it"),
    ("simple key", "this is no 'key: value': indent what continues a text, or add the ':'"),
    ("sequence entries", _SEQUENCE),
    ("anchor", "a text that begins with '&' must be quoted"),
    ("alias", "a text that begins with '*' must be quoted"),
    ("tag", "a text that begins with '!' must be quoted"),
    ("block scalar", "quote a text that begins with '>' or '|', or begin it on the next line"),
    ("directive", "a text that begins with '%' must be quoted"),
    ("block collection", "this does not line up with the '- ' of the list above"),
    ("block mapping", "this does not line up with the keys above"),
    ("document start", "this stands outside of every key: check its indentation"),
)
_BEGINNING = ("cannot start any token", "node content", "mapping keys")
"""What the parser says of a sign with which no plain text begins."""
_BEHIND = ("block collection", "block mapping")
"""What it says of what follows a closed quote or bracket."""

_INDENT = re.compile(r"(?: |-(?!\S))*")  # with the signs of lists
_KEY = re.compile(r"[a-z][a-z-]* *:(?!\S)")
_VALUE = re.compile(r" *(?:- +)*(?:[A-Za-z-]+ *: +)?")

_KEYS = frozenset(key for shape in (*FILES.values(), *PARTS.values()) for key in shape.keys)
_FIRST = frozenset(next(iter(shape.keys)) for shape in PARTS.values())
"""The keys with which members of lists begin."""
_UNSPACED = re.compile(r"( *(?:- +)*)([A-Za-z-]+)(?::(?=[^ \t])|[ \xa0]*：)")
_WITHOUT_COLON = re.compile(r"( *(?:- +)+)([a-z]+) +\S")
SIGN = r"(?:[-–—•*·][-–—•*· \t]*|[0-9]{1,4}[.)][ \t]*)"
"""What was meant for the '- ' of a list, or is one."""
_MEMBER = re.compile(rf"( *){SIGN}")
_SIGNED = re.compile(rf"( *)(?!- +\w)({SIGN})([A-Za-z-]+) *[:：]")
_BULLET = re.compile(r"( *)[*•·][ \t]+\S")
_UNSEEN = re.compile(r" *([^\S \t]|[\u200b-\u200d\u2060\ufeff])")


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
        and _KEY.search(written)
        and column <= written.find(":")
        and (slip := _begun(lines[: line + 1]))
    ):
        return Advice(slip[0], line - 1, slip[1])
    meant, column = _complaint(said, lines, line, column)
    return Advice(meant, line, column)


def misaligned(column: int, others: str, side: str = "above") -> str:
    """That a line begins at a column, from 0, and others above or below it elsewhere."""
    spaces = counted(column, "space")
    return f"this line is indented by {spaces}, those {side} it by {others}: line it up"


def _slip(line: str) -> tuple[str, int] | None:
    """What a line shows by itself to be wrong with it, and in which column."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" in indent:
        empty = "nothing stands behind this tab: delete it"
        told = "indent with spaces, not with a tab" if line.strip() else empty
        return told, indent.index("\t")
    if found := _UNSEEN.match(line):
        told = "what stands here only looks like a space, or like nothing: write plain spaces"
        return told, found.start(1)
    found = _SIGNED.match(line)
    if found and found[3].lower() in _KEYS:
        told = f"write '- {found[3]}: ', with a plain hyphen and a space before it"
        return told, found.start(2)
    if found := _BULLET.match(line):
        return "begin it with '- ', a plain hyphen and a space", found.end(1)
    found = _UNSPACED.match(line)
    if found and found[2].lower() in _KEYS:
        return f"write '{found[2]}: ', with a plain colon and a space behind it", found.end(2)
    return None


def _begun(lines: Sequence[str]) -> tuple[str, int] | None:
    """What is wrong with the last line but one, the first of a file or of a member of a list, so
    that the next line is taken for the rest of its text."""
    *_, above, below = lines
    signed = _MEMBER.match(above)
    if signed and len(below) - len(below.lstrip()) <= signed.end(1):
        return None
    found = _WITHOUT_COLON.match(above)
    if found and found[2] in _FIRST:
        return f"write '{found[2]}: ', with a colon and a space behind it", found.end(2)
    if not signed and above[:1] == " ":
        return None
    return _slip(above) or _too_far_left(lines)


def _too_far_left(lines: Sequence[str]) -> tuple[str, int] | None:
    """That the last line but one, a member of a list, is indented less than the last would be
    right for and than the list that it continues."""
    *before, above, below = lines
    columns, key = _begins(above)[0], _begins(below)[0]
    if len(columns) != 2 or not key:
        return None
    meant = key[0] - (columns[0] - columns[1])
    if columns[1] < meant and meant in _expected(before, is_key=False):
        return misaligned(columns[1], str(meant)), columns[1]
    return None


def _complaint(said: str, lines: Sequence[str], line: int, column: int) -> tuple[str, int]:
    written = lines[line] if line < len(lines) else ""
    columns, end = _begins(written)
    expected = _expected(lines[:line], is_key=len(columns) == 1 and written[columns[0]] != "-")
    if columns and column < end and expected and columns[-1] not in expected:
        quote = ", or quote a text with ': ' in it" if "mapping values" in said else ""
        return misaligned(columns[-1], " or ".join(map(str, expected))) + quote, columns[-1]
    value = _VALUE.match(written)
    start = value.end() if value else 0
    opener = written[start : start + 1]
    if start < column and opener and any(word in said for word in _BEHIND):
        if opener in "\"'":
            other = "put quotes of the other kind around all of it"
            return f"the quote before this ends the text: {other}", column
        if opener in "[{":
            return f"a text that begins with '{opener}' must be quoted", start
    if opener == "*" and "alias" in said:
        column = start
    if "block mapping" in said and written.lstrip().startswith("- "):
        first = "the first of a list begins with '- ' too"
        return f"this '- ' stands among keys: line it up, or mind that {first}", column
    if any(word in said for word in _BEGINNING):
        sign = written[column : column + 1].strip()
        begun = f"with '{sign}'" if sign else "with such a sign"
        return f"a text that begins {begun} must be quoted", column
    return next(
        (meant for word, meant in _ADVICE if word in said), f"this is no YAML: {said}"
    ), column


def _expected(above: Sequence[str], *, is_key: bool) -> list[int]:
    """Where a line below these could begin, the innermost first; one that `is_key` continues no
    list."""
    deepest: int | None = None
    fitting: list[int] = []
    for line in reversed(above):
        for column in _begins(line)[0]:
            if deepest is None or column <= deepest:
                deepest = column
                if column not in fitting and not (is_key and line[column] == "-"):
                    fitting.append(column)
        if deepest == 0:
            break
    return fitting


def _begins(line: str) -> tuple[list[int], int]:
    """Where members of lists and a key begin in a line, the innermost first; and where what
    follows them does."""
    indent = _INDENT.match(line)
    start = indent.end() if indent else 0
    columns = [column for column in range(start) if line[column] == "-"]
    if key := _KEY.match(line, start):
        columns.append(start)
    return columns[::-1], key.end() if key else start
