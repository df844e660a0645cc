"""Cloze texts: `{{c1::answer::hint}}` as Anki writes it, nested gaps included. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

_MARK = re.compile(r"\{\{c(?P<number>[0-9]{1,3})::|\}\}")
_DEEPEST = 10  # Anki's own limit
_KEPT = 1_000
"""Characters of a text up to which its parts are kept: they take thirty times as much."""
_STRAY = re.compile(r"\{(?:\{|c[0-9]+:)[^{}]*\}{0,2}|[^\s{}]{0,20}\}\}")
"""What was to be a gap, or a part of one: it opens like one, or only closes."""


class Gap(NamedTuple):
    """One gap: its number N, what stands in it (texts and nested gaps) and its hint."""

    number: int
    inside: tuple[str | Gap, ...]
    hint: str = ""

    @property
    def answer(self) -> str:
        """What stands in the gap, nested gaps filled in."""
        return "".join(p if isinstance(p, str) else p.answer for p in self.inside)


Part = str | Gap


def parse(text: str) -> tuple[Part, ...]:
    """The parts of a cloze text, in order. What does not open or close is plain text."""
    return _kept(text) if len(text) <= _KEPT else _read(text)


def _read(text: str) -> tuple[Part, ...]:
    levels: list[list[Part]] = [[]]
    openers: list[re.Match[str]] = []
    plain = 0
    for mark in _MARK.finditer(text):
        levels[-1].append(text[plain : mark.start()])
        plain = mark.end()
        if mark["number"]:
            if len(openers) < _DEEPEST:  # Anki drops an opener that is deeper
                openers.append(mark)
                levels.append([])
        elif openers:
            inside = _merged(levels.pop())
            levels[-1].append(_gap(int(openers.pop()["number"]), inside))
        else:
            levels[-1].append(mark[0])
    levels[-1].append(text[plain:])
    while openers:  # never closed
        inside = tuple(levels.pop())
        levels[-1] += [openers.pop()[0], *inside]
    return _merged(levels[0])


_kept = lru_cache(maxsize=4096)(_read)


def _merged(parts: list[Part]) -> tuple[Part, ...]:
    """Neighbouring texts joined, empty ones dropped."""
    merged: list[Part] = []
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        same = list(run)
        merged += ["".join(map(str, same))] if is_text else same
    return tuple(part for part in merged if part)


def _gap(number: int, inside: tuple[Part, ...]) -> Gap:
    """Of each text right in the gap, what follows its first `::` is hint; the last one counts."""
    kept: list[Part] = []
    hint = ""
    for part in inside:
        if isinstance(part, str) and "::" in part:
            answer, _, hint = part.partition("::")
            kept.append(answer)
        else:
            kept.append(part)
    return Gap(number, tuple(part for part in kept if part), hint)


def gaps(text: str) -> tuple[Gap, ...]:
    """Every gap in the order of the text, nested ones after the one around them."""

    def walk(parts: tuple[Part, ...]) -> list[Gap]:
        found: list[Gap] = []
        for part in parts:
            if isinstance(part, Gap):
                found += [part, *walk(part.inside)]
        return found

    return tuple(walk(parse(text)))


def strays(text: str) -> tuple[str, ...]:
    """The pieces of a text that look like gaps and are parts of none, each in a few words."""
    shown = [
        piece
        for gap in (Gap(0, parse(text)), *gaps(text))
        for piece in (*gap.inside, gap.hint)
        if isinstance(piece, str) and ("{" in piece or "}}" in piece)
    ]
    return tuple(found[0].strip()[:40] for piece in shown for found in _STRAY.finditer(piece))


def numbers(text: str) -> tuple[int, ...]:
    """The numbers of the gaps, each once, ascending: one card of Anki for each."""
    return tuple(sorted({gap.number for gap in gaps(text)}))


def answers(text: str, number: int) -> tuple[str, ...]:
    """What gap `number` hides, each different text once, in the order of the text."""
    return tuple(dict.fromkeys(g.answer for g in gaps(text) if g.number == number))


def blanked(text: str, number: int, blank: str = "[{}]") -> str:
    """The text with gap `number` hidden and every other gap filled in.

    `blank` is a format for what stands in place of the gap: its hint, or `...`.
    """

    def show(parts: tuple[Part, ...]) -> str:
        return "".join(
            part
            if isinstance(part, str)
            else blank.format(part.hint or "...")
            if part.number == number
            else show(part.inside)
            for part in parts
        )

    return show(parse(text))


def filled(text: str) -> str:
    """The text with every gap filled in."""
    return blanked(text, 0)
