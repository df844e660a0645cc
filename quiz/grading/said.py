"""Texts with which many others are compared: what `same` says, without reading most of them."""

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


class _Text(NamedTuple):
    """A text as it is compared: in words, and as the date or the number that it is."""

    words: Normal
    date: dates.Date | None
    number: numbers.Quantity | None


@dataclass(frozen=True, slots=True)
class Said:
    """Some texts, read once."""

    texts: tuple[_Text, ...]
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
        given = normal(shown)
        for place, (words, date, number) in enumerate(self.texts):
            if given.same(words):
                if given.words:
                    return place
            elif (date and date == dates.parse(shown)) or (
                number and number == numbers.parse(shown)
            ):
                return place
        return -1


def said(texts: Iterable[str]) -> Said:
    """Texts to compare others with."""
    shown = map(plain, texts)
    read = tuple(_Text(normal(t), dates.parse(t), numbers.parse(t)) for t in shown)
    if any(text.date or text.number for text in read):
        return Said(read, None)
    beginnings = [f"\n{text.words.solid}\n{' '.join(text.words.words)}" for text in read]
    return Said(read, "".join(beginnings))
