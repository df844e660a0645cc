"""How many columns of a terminal a text takes."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """The columns of one line: wide characters take two, combining and invisible ones none."""
    return len(text) if text.isascii() else sum(map(_width, text))


def cut(text: str, columns: int) -> str:
    """The text, or as much of its beginning as leaves room for the `…` that stands for the rest."""
    if width(text) <= columns:
        return text
    taken = 1
    for at, char in enumerate(text):
        taken += _width(char)
        if taken > columns:
            return text[:at] + "…"
    return text


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 1 + (unicodedata.east_asian_width(char) in "WF")
