"""The rules a library must meet beyond its syntax: a library in, Problems out.

Pure but for one look at the disk: whether the cards' pictures are some. `rules.md` explains each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from quiz.check import identities, options, players, sources, wording
from quiz.check.rule import Checked, Findings, Rule, unread
from quiz.collector import paused
from quiz.model import Card, Library, Problem, Severity


def _unknown_rule(card: Card, checked: Checked) -> Findings:
    for slug, _ in card.allow:
        severity = ALLOWABLE.get(slug, Severity.WARNING) or checked.strictly
        if severity is Severity.ERROR:
            yield f"`allow` names {slug!r}, which is an error and cannot be allowed: mend the card"
        elif slug not in ALLOWABLE:
            from difflib import get_close_matches  # 5 ms, and only mistakes need it

            near = get_close_matches(slug, ALLOWABLE, 1)
            meant = f"did you mean {near[0]!r}?" if near else "take it out"
            yield f"`allow` names {slug!r}, which is no rule that a card can break: {meant}"


RULES = (
    *sources.RULES,
    *options.RULES,
    *wording.RULES,
    Rule("unknown-rule", _unknown_rule, Severity.WARNING),
)
"""Rules for one card at a time."""

WHOLE: tuple[Callable[[Checked], Iterator[Problem]], ...] = (
    sources.conflicts_cite_facts,
    sources.names_are_unambiguous,
    sources.core_facts_are_asked,
    sources.conflicts_are_met,
    identities.former_names_are_free,
    wording.prompts_differ,
    wording.prompts_are_apart,
    wording.neighbours_are_silent,
    players.longest_is_not_right,
    players.knowledge_free,
)
"""Rules that look at the library as a whole."""

ALLOWABLE: dict[str, Severity | None] = {rule.slug: rule.severity for rule in RULES} | {
    "former-name-taken": Severity.ERROR,
    "duplicate-prompt": None,
    "near-duplicate-prompt": Severity.WARNING,
    "answers-another": Severity.WARNING,
    "longest-key-bias": Severity.WARNING,
}
"""The rules that a card can break, with their severity (None: an error only beside `seeds/`):
the warnings among them can be allowed."""


def check(library: Library, loading: Iterable[Problem] = (), latest: str = "") -> list[Problem]:
    """Every Problem of a loaded library that its syntax does not show, by file and line; but not
    what may only follow from the Problems of `loading` it. `latest` is the latest day that it may
    be by now, `2026-11-23`, after which no card can have been corrected.
    """
    checked = Checked(library, unread(loading), latest)
    with paused():  # the app checks too, beside its screens
        found = [problem for rule in RULES for problem in rule.problems(checked)]
        found += [problem for find in WHOLE for problem in find(checked)]
    return sorted(found, key=lambda problem: (problem.place, problem.rule))
