"""Texts with which many others are compared: what `same` says, without reading most of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.grading import dates, numbers, numerals
from quiz.grading.text import normal
from quiz.grading.typed import equal
from quiz.markdown import plain

_FIRST = re.compile(r"(?:(?:[Tt]he|[Aa]n?) )?([A-Za-z]{2,}|[0-9]+)(?![^ ])")
_CHANGED = numerals.KNOWN | {"an", "the"}
"""What comparing does not leave as it is; nor the end of a word before `cent`."""


@dataclass(frozen=True, slots=True)
class Said:
    """Some texts, read once."""

    texts: tuple[str, ...]
    beginnings: str | None
    """How each begins when compared, after a line break; None where one is a date or a number,
    which other words may say."""

    def index(self, text: str) -> int:
        """The place of the first that says the same as a text; -1 where none does."""
        if self.beginnings is not None and (first := _FIRST.match(text)):
            word = first[1].lower()
            unchanged = word not in _CHANGED and not word.endswith("per")
            if unchanged and f"\n{word}" not in self.beginnings:
                return -1
        shown = plain(text)
        return next((n for n, said in enumerate(self.texts) if equal(shown, said)), -1)


def said(texts: Iterable[str]) -> Said:
    """Texts to compare others with."""
    shown = tuple(map(plain, texts))
    if any(dates.parse(text) or numbers.parse(text) for text in shown):
        return Said(shown, None)
    compared = map(normal, shown)
    return Said(shown, "".join(f"\n{text.solid}\n{' '.join(text.words)}" for text in compared))
