"""The players who know nothing: their statistics are exact, a fair library passes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from random import Random

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.check import check
from quiz.check.players import STRATEGIES, play, tail
from quiz.model import CardType, Severity

OPTION_COUNTS = st.lists(st.integers(2, 5), max_size=9)


def brute_force(counts, hits):
    """The chance of so many hits or more, by going through every outcome."""
    total = 0.0
    for outcome in product((0, 1), repeat=len(counts)):
        if sum(outcome) >= hits:
            chance = 1.0
            for hit, count in zip(outcome, counts, strict=True):
                chance *= 1 / count if hit else 1 - 1 / count
            total += chance
    return total


@given(OPTION_COUNTS, st.integers(0, 10))
def test_the_tail_is_exact(counts, hits):
    assert tail(Counter(counts), hits) == pytest.approx(brute_force(counts, hits), abs=1e-12)


@given(st.dictionaries(st.integers(2, 6), st.integers(1, 400), max_size=4), st.floats(0, 1600))
def test_the_tail_is_a_chance_that_falls(choices, hits):
    assert tail(choices, 0) == pytest.approx(1)
    assert 0 <= tail(choices, hits + 1) <= tail(choices, hits) <= 1


def test_the_tail_of_many_choices_is_that_of_one_sum():
    """Against the plain recurrence, one coin after another."""
    choices = {3: 300, 4: 200, 5: 20}
    ways = [1.0]
    for count in Counter(choices).elements():
        ways = [
            (ways[n] if n < len(ways) else 0.0) * (1 - 1 / count)
            + (ways[n - 1] / count if n else 0.0)
            for n in range(len(ways) + 1)
        ]
    for hits in (0, 100, 150, 154, 180, 220, 520, 521):
        assert tail(choices, hits) == pytest.approx(sum(ways[hits:]), rel=1e-9, abs=1e-17)


def test_part_of_a_hit_is_not_counted():
    assert tail({2: 3}, 2.5) == tail({2: 3}, 2)
    assert tail({3: 30}, sum([1 / 3] * 30)) == tail({3: 30}, 10)  # which floats make a bit less


def card(n, key, *wrong, prompt="", deck="deck"):
    return make.card(
        f"c{n}", deck, type=CardType.CHOICE, prompt=prompt or f"Word{n}?", answer=key,
        distractors=make.distractors(*wrong), sources=("alpha:31b",),
    )  # fmt: skip


def test_ties_are_shared_and_cards_without_an_opinion_left_out():
    cards = [
        card(1, "long", "long", "short?"),  # no: the longest is wrong
        card(2, "aaaa", "bbbb", "c"),  # half
        card(3, "aaaa", "b", "c"),  # whole
        card(4, "aa", "bb", "cc"),  # no opinion
    ]
    played = play(cards, STRATEGIES["the longest option"])
    assert (played.hits, dict(played.choices)) == (1.5, {3: 3})
    assert [c.identity.card for c in played.found] == ["c3"]
    assert played.expected == pytest.approx(1)


@pytest.mark.parametrize(
    ("values", "hits"),
    [(("2", "1", "3"), 1), (("1", "2", "3"), 0), (("2", "1", "3", "4"), 0.5), (("a", "b", "c"), 0)],
)
def test_the_middle_value(values, hits):
    played = play([card(1, *values)], STRATEGIES["the middle value"])
    assert played.hits == hits


def rigged(strategy, count=40):
    """Cards whose key each time has what the strategy looks for."""
    word = "abcdefghij"
    options = {
        "the longest option": lambda n: (word, word[:7], word[:8]),
        "the shortest option": lambda n: (word[:6], word[:7], word[:8]),
        "the most specific option": lambda n: ("in Pusan", "in ports", "in towns"),
        "the middle value": lambda n: (str(50 + n), str(40 + n), str(90 + n)),
        "the option that shares most words with the prompt": lambda n: (
            f"word{n} it", "some it", "more it"),
    }[strategy]  # fmt: skip
    return [card(n, *options(n)) for n in range(count)]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_rigged_library_is_caught(strategy):
    found = [p for p in check(make.library(*rigged(strategy))) if p.rule == "knowledge-free-player"]
    assert any(strategy in p.message for p in found)
    assert {p.severity for p in found} == {Severity.ERROR}


@pytest.mark.parametrize("seed", range(5))
def test_a_fair_library_is_not(seed):
    rng = Random(seed)
    cards = []
    for n in range(200):
        options = rigged(rng.choice(list(STRATEGIES)), n + 1)[n]
        texts = [options.answer, *(d.text for d in options.distractors)]
        cards.append(card(n, *rng.sample(texts, 3)))
    found = {p.rule for p in check(make.library(*cards))}
    assert not {"knowledge-free-player", "longest-key-bias"} & found


def test_five_cards_prove_nothing_and_six_do():
    def found(count):
        return {p.rule for p in check(make.library(*rigged("the longest option", count)))}

    assert "knowledge-free-player" not in found(5)  # one in 243; the level is one in 500
    assert "knowledge-free-player" in found(6)


def test_a_deck_is_biased_from_eight_choices_on_and_cards_may_be_left_out():
    def found(cards):
        return [p for p in check(make.library(*cards)) if p.rule == "longest-key-bias"]

    cards = rigged("the longest option", 8)
    assert [p.severity for p in found(cards)] == [Severity.WARNING]
    assert found(cards[:7]) == []
    allowed = replace(cards[0], allow=(("longest-key-bias", "a list of titles"),))
    assert found([allowed, *cards[1:]]) == []
    assert found([replace(cards[0], retired=True), *cards[1:]]) == []
