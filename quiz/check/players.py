"""Players who know nothing: by the look of the options alone they must do no better than chance.

Each strategy answers every choice of the library. The number of its hits is compared with what
guessing would give: the chance of so many or more, by the exact distribution of a sum of unequal
coins (Poisson's binomial).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quiz.check.rule import Checked
from quiz.check.words import content, options, stem, values
from quiz.markdown import plain
from quiz.model import Card, Deck, Form, Place, Problem, Severity
from quiz.session import forms

_LEVEL = 0.01
_BIAS_LEVEL = 0.05
_FEWEST = 8
"""Choices of a deck below which nothing can be said of it."""

Strategy = Callable[[Card], Sequence[float] | None]
"""A mark for each option, the key's first; the player takes the highest. None: no opinion."""


def _lengths(card: Card) -> Sequence[float]:
    return [len(plain(text)) for text in options(card)]


def _shortest(card: Card) -> Sequence[float]:
    return [-length for length in _lengths(card)]


def _most_specific(card: Card) -> Sequence[float]:
    """Digits and capitals, which names and dates have, against the length."""
    return [
        len(re.findall(r"\d+|\b[A-Z]", plain(text)[1:])) + sum(c.isdigit() for c in text) / 100
        for text in options(card)
    ]


def _middle(card: Card) -> Sequence[float] | None:
    found = values(card)
    if found is None or len(found) < 3:
        return None
    centre = sorted(found)[len(found) // 2]
    return [-abs(value - centre) for value in found]


def _shares_words(card: Card) -> Sequence[float]:
    prompt = {stem(word) for word in content(card.prompt)}
    return [len(prompt & {stem(word) for word in content(text)}) for text in options(card)]


STRATEGIES: dict[str, Strategy] = {
    "the longest option": _lengths,
    "the shortest option": _shortest,
    "the most specific option": _most_specific,
    "the middle value": _middle,
    "the option that shares most words with the prompt": _shares_words,
}


@dataclass(frozen=True, slots=True)
class Played:
    """How a strategy did: its hits (ties shared), what guessing gives, and the chance of it."""

    hits: float
    expected: float
    asked: int
    chance: float


def play(cards: Sequence[Card], strategy: Strategy) -> Played:
    """Answer every card by a strategy. Cards on which it has no opinion do not count."""
    hits, coins = 0.0, []
    for card in cards:
        marks = strategy(card)
        if marks is None or len(set(marks)) == 1:
            continue
        best = max(marks)
        hits += (marks[0] == best) / marks.count(best)
        coins.append(1 / len(marks))
    return Played(hits, sum(coins), len(coins), _tail(coins, hits))


def _tail(coins: Sequence[float], hits: float) -> float:
    """The chance of at least so many heads among unequal coins."""
    ways = [1.0]
    for coin in coins:
        ways = [
            (ways[n] if n < len(ways) else 0.0) * (1 - coin) + (ways[n - 1] * coin if n else 0.0)
            for n in range(len(ways) + 1)
        ]
    return sum(ways[max(0, int(hits + 0.5)) :])


def knowledge_free(checked: Checked) -> Iterator[Problem]:
    """`knowledge-free-player`: a strategy beats chance over the whole library."""
    cards = [card for card in checked.library.cards() if _choice(card)]
    for name, strategy in STRATEGIES.items():
        played = play(cards, strategy)
        if played.chance < _LEVEL / len(STRATEGIES):
            message = (
                f"who always takes {name} gets {played.hits:.0f} of {played.asked} right where"
                f" guessing gives {played.expected:.0f}: rewrite options until that is gone"
            )
            place = Place(str(checked.library.root / "decks" / "library.yaml"), 1, 1)
            yield Problem(place, "knowledge-free-player", message)


def longest_is_not_right(checked: Checked) -> Iterator[Problem]:
    """`longest-key-bias`: in one deck the longest option is the answer too often."""
    for deck in checked.library.decks:
        played = play(_choices(deck), _lengths)
        if played.asked >= _FEWEST and played.chance < _BIAS_LEVEL:
            message = (
                f"the longest option is right in {played.hits:.0f} of {played.asked} choices, by"
                f" chance it would be in {played.expected:.0f}: lengthen distractors"
            )
            yield Problem(deck.place, "longest-key-bias", message, severity=Severity.WARNING)


def _choices(deck: Deck) -> list[Card]:
    return [card for card in deck.cards if _choice(card)]


def _choice(card: Card) -> bool:
    return not card.retired and Form.CHOICE in forms(card)
