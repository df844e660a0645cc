"""What is said after a number: whether it can be what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from quiz.grading import dates, numbers
from quiz.grading.text import near, normal
from quiz.markdown import plain
from quiz.model import Card, Verdict

Stems = frozenset[str]

_ROWS = (
    "people person men man human being soldier troop fighter volunteer serviceman servicemen",
    "dead death died killed fallen life live fatality victim",
    "nation country state member government power",
)
_SAME = tuple(frozenset(row.split()) for row in _ROWS)
"""Words that are said for one another where they are counted, without the s of a plural."""
_PEOPLE = _SAME[0]

_SAID_AFTER = (
    "or so ish plus odd altogether all told give take thereabouts less maximum minimum enough"
    " long old north south east west n"
)
_HARMLESS = numbers.HOW_NEARLY.union(_SAID_AFTER.split())
_BEFORE_MORE = (
    "of in on at from to under by with for during a an per each every since until as including"
)
_ABOUT_IT = frozenset(_BEFORE_MORE.split())
"""What comes behind these tells of what, where or when it is."""

_LONG = 4
"""Letters of a word of which another can be made: Japanese of Japan."""


def by_nouns(card: Card, nouns: Iterable[str], asked: str) -> Verdict:
    """What comes of a right number by the words after it, in whose place the unit might stand.

    A word of the prompt says nothing new, unless it is of people where states are counted; any
    other noun may be one for the unit, so that it is asked about, but a measure has no others.
    """
    nouns, prompt = tuple(nouns), _stems(normal(plain(card.prompt)).words)
    eras = dates.ERAS if asked else dates.BEFORE_CHRIST
    if eras.difference(prompt, normal(card.unit).words).intersection(nouns):
        return Verdict.WRONG
    things = tuple(takewhile(lambda word: word not in _ABOUT_IT, nouns))
    units = normal(card.unit or asked).words
    if not asked or _fit(_stems(things), _stems(units), prompt, asked):
        return Verdict.CORRECT
    slip = any(unit.startswith(things[0]) or near((unit,), things[:1]) for unit in units)
    return Verdict.WRONG if numbers.is_measure(card.unit) and not slip else Verdict.CLOSE


def _fit(said: Stems, units: Stems, prompt: Stems, asked: str) -> bool:
    """Whether one of the things is the unit, or all of them are words of the prompt."""
    told = units | prompt if units & _PEOPLE or asked == "percent" else units
    known = units.union(*(row for row in _SAME if row & told))
    if said & known or asked in map(numbers.measure_of, said):
        return True
    made = tuple(word for word in prompt if len(word) >= _LONG)
    harmless = (word in _HARMLESS or word in prompt or word.startswith(made) for word in said)
    return not any(map(said.intersection, _SAME)) and all(harmless)


def _stems(words: Iterable[str]) -> Stems:
    return frozenset(map(_stem, words))


def _stem(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
