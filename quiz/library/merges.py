"""What a merge of git leaves in a file where two versions of it differ."""

from __future__ import annotations

import re

_MARK = re.compile(r"([<|=>])\1{6}(?![^ \r\n])")
_MARKED = re.compile(f"^{_MARK.pattern}", re.MULTILINE)


def first_version(text: str) -> tuple[str, list[int]]:
    """The text with only the first version of each such place, marks and others as empty lines;
    and the lines in which the places begin, from 0. A mark alone is such a place too."""
    if not _MARKED.search(text):
        return text, []
    kept: list[str] = []
    begun: list[int] = []
    sign = ">"  # the last mark of a place, behind which it is over
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text)):
        mark = _MARK.match(line)
        if mark:
            if mark[1] == "<" or sign == ">":
                begun.append(number)
            sign = mark[1] if mark[1] == "<" or sign != ">" else ">"
        kept.append("" if mark or sign in "|=" else line)
    return "\n".join(kept), begun
