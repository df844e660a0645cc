"""Players who know nothing: by the look of the options alone they must do no better than chance.

Each strategy answers every choice of the library. The number of its hits is compared with what
guessing would give: the chance of so many or more, by the exact distribution of a sum of unequal
coins (Poisson's binomial).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from quiz.check.rule import Checked, allows
from quiz.check.words import chosen, options, shown, stems, values
from quiz.model import Card, Problem, Severity

_LEVEL = 0.01
_BIAS_LEVEL = 0.05
_FEWEST = 8
"""Choices of a deck below which nothing can be said of it."""
_NEGLIGIBLE = 1e-18
_SPECIFIC = re.compile(r"\d+|\b[A-Z]")

Strategy = Callable[[Card], Sequence[float] | None]
"""A mark for each option, the key's first; the player takes the highest. None: no opinion."""


def _lengths(card: Card) -> Sequence[float]:
    return [len(shown(text)) for text in options(card)]


def _shortest(card: Card) -> Sequence[float]:
    return [-length for length in _lengths(card)]


def _most_specific(card: Card) -> Sequence[float]:
    """Numbers and capitals, which names and dates have; the first letter tells nothing."""
    return [len(_SPECIFIC.findall(shown(text), 1)) for text in options(card)]


def _middle(card: Card) -> Sequence[float] | None:
    found = values(card)
    if found is None or len(found) < 3:
        return None
    ranks = sorted(found)
    return [-abs(2 * ranks.index(value) - len(ranks) + 1) for value in found]


def _shares_words(card: Card) -> Sequence[float]:
    prompt = stems(card.prompt)
    return [len(prompt & stems(text)) for text in options(card)]


STRATEGIES: dict[str, Strategy] = {
    "the longest option": _lengths,
    "the shortest option": _shortest,
    "the most specific option": _most_specific,
    "the middle value": _middle,
    "the option that shares most words with the prompt": _shares_words,
}


@dataclass(frozen=True, slots=True)
class Played:
    """How a strategy did."""

    hits: float
    """Ties are shared: of two options marked highest, the right one is half a hit."""
    choices: Mapping[int, int]
    """How many cards it played, by the number of their options."""
    found: tuple[Card, ...]
    """The cards that it got right without a tie."""

    @property
    def asked(self) -> int:
        """The cards it played."""
        return sum(self.choices.values())

    @property
    def expected(self) -> float:
        """What guessing gives."""
        return sum(count / options for options, count in self.choices.items())

    @property
    def chance(self) -> float:
        """The chance of so many hits or more by guessing."""
        return tail(self.choices, self.hits)

    def __str__(self) -> str:
        some = ", ".join(card.identity.card for card in self.found[:3])
        return (
            f"gets {self.hits:.0f} of {self.asked} right where guessing gives"
            f" {self.expected:.0f}: reword the options of {some} and others like them"
        )


def play(cards: Sequence[Card], strategy: Strategy) -> Played:
    """Answer every card by a strategy. Cards on which it has no opinion do not count."""
    hits, choices, found = 0.0, Counter[int](), []
    for card in cards:
        marks = strategy(card)
        if marks is None or len(set(marks)) == 1:
            continue
        choices[len(marks)] += 1
        if marks[0] == max(marks):
            tied = marks.count(marks[0])
            hits += 1 / tied
            if tied == 1:
                found.append(card)
    return Played(hits, choices, tuple(found))


def tail(choices: Mapping[int, int], hits: float) -> float:
    """The chance of at least so many hits (part of one is not counted) by guessing on so many
    cards of each number of options: the tail of a sum of binomials."""
    start, ways = 0, [1.0]
    for count, cards in choices.items():
        first, binomial = _binomial(cards, 1 / count)
        start, ways = start + first, _convolved(ways, binomial)
    wanted = math.floor(hits + 1e-9) - start
    return min(1.0, math.fsum(ways[max(0, wanted) :]))


def _binomial(n: int, p: float) -> tuple[int, list[float]]:
    """The chances of heads among n equal coins, without those too small to matter; and the
    number of heads of the first."""
    if p == 1:
        return n, [1.0]
    log_ways = math.lgamma(n + 1)
    chances = [
        math.exp(
            log_ways
            - math.lgamma(k + 1)
            - math.lgamma(n - k + 1)
            + k * math.log(p)
            + (n - k) * math.log1p(-p)
        )
        for k in range(n + 1)
    ]
    kept = [k for k, chance in enumerate(chances) if chance > _NEGLIGIBLE]
    return kept[0], chances[kept[0] : kept[-1] + 1]


def _convolved(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """The chances of the sum of two numbers that have these."""
    turned = other[::-1]
    sums = []
    for k in range(len(one) + len(other) - 1):
        low = max(0, k - len(other) + 1)
        sums.append(sum(map(mul, one[low : k + 1], turned[len(other) - 1 - k + low :])))
    return sums


def knowledge_free(checked: Checked) -> Iterator[Problem]:
    """`knowledge-free-player`: a strategy beats chance over the whole library."""
    cards = list(filter(chosen, checked.cards))
    for name, strategy in STRATEGIES.items():
        played = play(cards, strategy)
        if played.chance < _LEVEL / len(STRATEGIES):
            place = checked.library.decks[0].place  # a library as such has none
            message = f"who always takes {name} {played}"
            yield Problem(place, "knowledge-free-player", message)


def longest_is_not_right(checked: Checked) -> Iterator[Problem]:
    """`longest-key-bias`: in one deck the longest option is the answer too often. A card that
    allows it is not counted."""
    slug = "longest-key-bias"
    for deck in checked.library.decks:
        cards = [c for c in deck.cards if chosen(c) and not c.retired and not allows(c, slug)]
        played = play(cards, _lengths)
        if played.asked >= _FEWEST and played.chance < _BIAS_LEVEL:
            message = f"who always takes the longest option {played}"
            yield Problem(deck.place, slug, message, severity=Severity.WARNING)
