"""The rules a library must meet beyond its syntax: a library in, Problems out.

Pure but for one look at the disk: whether the pictures of cards exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quiz.check import options, players, sources, wording
from quiz.check.rule import Checked
from quiz.model import Library, Problem

RULES = (*sources.RULES, *options.RULES, *wording.RULES)
"""Rules for one card at a time."""

WHOLE: tuple[Callable[[Checked], Iterator[Problem]], ...] = (
    sources.conflicts_cite_facts,
    sources.names_are_unambiguous,
    sources.core_facts_are_asked,
    sources.conflicts_are_met,
    wording.prompts_differ,
    wording.prompts_are_apart,
    wording.neighbours_are_silent,
    players.longest_is_not_right,
    players.knowledge_free,
)
"""Rules that look at the library as a whole."""


def check(library: Library) -> list[Problem]:
    """Every Problem of a loaded library that its syntax does not show, by file and line."""
    checked = Checked(library)
    found = [problem for rule in RULES for problem in rule.problems(checked)]
    found += [problem for find in WHOLE for problem in find(checked)]
    return sorted(found, key=lambda problem: (problem.place, problem.rule))
