"""Which imported cards a library can read and ask; the others are named, with the reason.

The builder of libraries decides. Most cards are seen to be sound without it, by the same patterns
and at a tenth of the cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from quiz import keys as keys_of
from quiz.check import options
from quiz.check.rule import Checked
from quiz.importing.draft import Draft, Keys
from quiz.importing.reads import reads
from quiz.library.build import Builder
from quiz.library.nodes import Map, Mark, Seq
from quiz.model import Card, Library, Severity

_SIMPLE = frozenset({"id", "question", "answer", "hint", "explanation", "tags"})
_AT_ONCE = 1_000
"""Cards of which the builder is asked together: they take many times as much memory there."""
_WORD = re.compile(r"[^\W_]{4}")
_RULES = [
    rule
    for rule in options.RULES
    if rule.severity is Severity.ERROR and rule.slug != "missing-image"
]


class Sound(NamedTuple):
    """What came of checking some cards, both by their names DECK/CARD."""

    keys: Mapping[str, Keys]
    """The keys of each sound card, as a library gives them back."""
    reasons: Mapping[str, str]
    """Why each other card is none."""


def sound(placed: Mapping[str, Draft], library: str) -> Sound:
    """The cards among those of a library, by their names DECK/CARD, that it can read."""
    keys: dict[str, Keys] = {}
    reasons: dict[str, str] = {}
    doubtful: dict[str, list[tuple[str, Draft]]] = {}
    for name, draft in placed.items():
        if _is_sound(draft):
            keys[name] = draft.keys
        else:
            doubtful.setdefault(name.partition("/")[0], []).append((name, draft))
    for group in doubtful.values():
        for at in range(0, len(group), _AT_ONCE):
            found = _sorted(dict(group[at : at + _AT_ONCE]), library)
            keys |= found.keys
            reasons |= found.reasons
    return Sound(keys, reasons)


def _sorted(placed: Mapping[str, Draft], library: str) -> Sound:
    """The same of some cards of one deck, as the builder and the rules have it."""
    cards, reasons = _built(placed, library)
    checked = Checked(Library("", "", Path()))
    keys: dict[str, Keys] = {}
    for name, draft in placed.items():
        card = cards.get(name)
        if card and not draft.library:  # of ours nothing is lost: `quiz check` says what is wrong
            for rule in _RULES:
                for message in rule.find(card, checked):
                    reasons.setdefault(name, message)
        if card and name not in reasons:
            keys[name] = keys_of.of_card(card)
        else:
            reasons.setdefault(name, "it cannot be written as a card")
    return Sound(keys, reasons)


def _built(placed: Mapping[str, Draft], library: str) -> tuple[dict[str, Card], dict[str, str]]:
    """The cards of one deck as a library reads them, and why it does not read the others."""
    slug = next(iter(placed)).partition("/")[0]
    deck = {"deck": slug, "title": slug, "cards": [draft.keys for draft in placed.values()]}
    builder = Builder("", [])
    built = builder.deck(_node(deck, count()), library, slug)
    cards = {f"{slug}/{card.identity.card}": card for card in (built.cards if built else ())}
    reasons: dict[str, str] = {}
    for problem in builder.problems:
        reasons.setdefault(f"{slug}/{problem.card}", problem.message)
    return cards, reasons


def _node(value: Any, lines: Iterator[int]) -> Any:  # noqa: ANN401 - the node of such a value
    """What the reader would make of a value, each mapping in a line of its own."""
    if isinstance(value, str):
        return (value, Mark(0, 0, 0))
    mark = Mark(0, next(lines), 0)
    if isinstance(value, dict):
        found = Map(mark)
        for key, each in value.items():
            node = (each, mark) if isinstance(each, str) else _node(each, lines)
            found.pairs[key] = (mark, node)
        return found
    listed = Seq(mark)
    listed.items = [_node(each, lines) for each in value]
    return listed


# -- without the builder --------------------------------------------------------------------------


def _is_sound(draft: Draft) -> bool:
    """Whether a library surely reads the card, and no rule speaks against it."""
    readable = draft.readable or reads(draft.keys)
    return readable and (draft.library != "" or _asks(draft.keys))


def _asks(keys: Keys) -> bool:
    """Whether the card surely asks something that has an answer."""
    answer = keys.get("answer", "")
    return keys.keys() <= _SIMPLE and _WORD.search(answer) is not None and "](" not in answer
