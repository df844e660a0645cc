"""Rules on prompts: that they say what they ask, and do not give each other away."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from quiz import cloze
from quiz.check.rule import Checked, Findings, Rule
from quiz.check.words import content, options, shape
from quiz.grading import normalise
from quiz.markdown import plain, spans
from quiz.model import Card, CardType, Problem, Severity

_NEGATIVE = re.compile(r"\b(which|what|who)\b.*\b(not|never|except|least)\b", re.I | re.S)
_NOW = re.compile(
    r"\b(current(ly)?|today|nowadays|at present|recent(ly)?|these days|so far|to this day)\b", re.I
)
_ALIKE = 0.85
"""The share of words that two prompts have in common before they count as nearly the same."""


def _unmarked_negative(card: Card, _: Checked) -> Findings:
    if not options(card):
        return
    unmarked = "".join(s.text for s in spans(card.prompt) if not (s.strong or s.emphasis))
    found = _NEGATIVE.search(unmarked)
    if found and not found[2].isupper():
        yield f"{found[2]!r} is easily overlooked: write *{found[2]}*, or turn the question round"


def _undated_now(card: Card, _: Checked) -> Findings:
    for text in (card.prompt, card.answer, *options(card), card.explanation):
        if found := _NOW.search(plain(text)):
            yield f"{found[0]!r} will be wrong one day: give the year"
            return


RULES = (
    Rule("unmarked-negative", _unmarked_negative, None),
    Rule("undated-now", _undated_now, Severity.WARNING),
)


def prompts_differ(checked: Checked) -> Iterator[Problem]:
    """`duplicate-prompt`: two cards that ask the same."""
    severity = Severity.ERROR if checked.library.sourced else Severity.WARNING
    seen: dict[str, Card] = {}
    for card in checked.library.cards():
        first = seen.setdefault(shape(card), card)
        if first is not card:
            message = f"asks what {first.identity.deck}/{first.identity.card} asks: merge them"
            yield Problem(card.place, "duplicate-prompt", message, card.identity.card, severity)


def prompts_are_apart(checked: Checked) -> Iterator[Problem]:
    """`near-duplicate-prompt`: prompts that share nearly all their words.

    Two sets that share so much share one of their rarest words, so only those are compared.
    """
    cards = [c for c in checked.library.cards() if c.type is not CardType.TRUE_FALSE]
    words = {id(card): frozenset(content(cloze.filled(card.prompt))) for card in cards}
    common = Counter(word for found in words.values() for word in found)
    by_word: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        mine = words[id(card)]
        if len(mine) < 4:
            continue
        rarest = sorted(mine, key=lambda word: (common[word], word))
        near: dict[int, Card] = {}
        for word in rarest[: int(len(mine) * (1 - _ALIKE)) + 1]:
            near |= {id(other): other for other in by_word[word]}
            by_word[word].append(card)
        for other in near.values():
            theirs = words[id(other)]
            same = shape(other) == shape(card)
            if not same and len(mine & theirs) >= _ALIKE * len(mine | theirs):
                name = f"{other.identity.deck}/{other.identity.card}"
                if not _allowed(card, "near-duplicate-prompt"):
                    message = f"asks nearly what {name} asks: merge them, or tell them apart"
                    yield _warning(card, "near-duplicate-prompt", message)


def neighbours_are_silent(checked: Checked) -> Iterator[Problem]:
    """`answers-another`: a prompt that holds the answer of the card beside it."""
    for deck in checked.library.decks:
        asked = [card for card in deck.cards if not card.retired]
        prompts = [f" {normalise(cloze.filled(card.prompt))} " for card in asked]
        for (one, text), (two, other) in pairwise(zip(asked, prompts, strict=True)):
            for card, spoken, neighbour in ((two, other, one), (one, text, two)):
                for answer in _answers(neighbour):
                    said = f" {normalise(answer)} " in spoken and len(answer) > 5
                    if said and not _allowed(card, "answers-another"):
                        name = neighbour.identity.card
                        message = f"its prompt holds the answer of {name} beside it: move one"
                        yield _warning(card, "answers-another", message)


def _answers(card: Card) -> tuple[str, ...]:
    if card.type in (CardType.TRUE_FALSE, CardType.OPEN, CardType.SELECT):
        return ()
    if card.type is CardType.CLOZE:
        return tuple(gap.answer for gap in cloze.gaps(card.prompt))
    return (card.answer,) if card.answer else ()


def _allowed(card: Card, rule: str) -> bool:
    return any(allowed == rule for allowed, _ in card.allow)


def _warning(card: Card, rule: str, message: str) -> Problem:
    return Problem(card.place, rule, message, card.identity.card, Severity.WARNING)
