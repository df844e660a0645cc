"""What texts say, to compare them: as words, as a date, as a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from quiz.grading import dates, numbers, numerals
from quiz.grading.text import Normal, normal
from quiz.markdown import plain

_FIRST = re.compile(r"(?:(?:[Tt]he|[Aa]n?) )?([A-Za-z]{2,}|[0-9]+)(?![^ ])")
_CHANGED = numerals.KNOWN | {"an", "the"}
"""What comparing does not leave as it is; nor the end of a word before `cent`."""


class Meaning(NamedTuple):
    """What a plain text says."""

    words: Normal
    date: dates.Date | None
    number: numbers.Quantity | None

    def same(self, other: Meaning) -> bool:
        """Whether both are the same text, date or number."""
        if self.words.same(other.words):
            return self.words.words != ()
        return (self.date is not None and self.date == other.date) or (
            self.number is not None and self.number == other.number
        )


def meaning(text: str) -> Meaning:
    """What a plain text says."""
    return Meaning(normal(text), dates.parse(text), numbers.parse(text))


@dataclass(frozen=True, slots=True)
class Said:
    """Some texts, read once, with which many others are compared without reading most of these."""

    meanings: tuple[Meaning, ...]
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
        meant = meaning(plain(text))
        return next((n for n, each in enumerate(self.meanings) if meant.same(each)), -1)


def said(texts: Iterable[str]) -> Said:
    """Texts to compare others with."""
    meanings = tuple([meaning(plain(text)) for text in texts])
    if any(each.date or each.number for each in meanings):
        return Said(meanings, None)
    compared = [each.words for each in meanings]
    return Said(meanings, "".join(f"\n{text.solid}\n{' '.join(text.words)}" for text in compared))
