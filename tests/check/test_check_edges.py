"""The rules on prompts and sources at their limits, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

import make
import pytest
from test_check import choice, problems, rules, short

from quiz.check.explain import explain, near


def messages(*cards):
    """Each rule that the cards break, with what it says."""
    return [(problem.rule, problem.message) for problem in problems(*cards)]


# -- negatives --------------------------------------------------------------------------------


@pytest.mark.parametrize("marked", ["*not*", "**not**", "***not***", "NOT"])
def test_a_negative_is_marked_by_emphasis_or_capitals(marked):
    assert rules(choice("b", "c", "d", prompt=f"Which of them was {marked} there?")) == []


def test_an_unmarked_negative_is_named_as_it_stands():
    assert messages(choice("b", "c", "d", prompt="Who Never crossed it?")) == [
        ("unmarked-negative",
         "'Never' is easily overlooked: write *Never*, or turn the question round"),
    ]  # fmt: skip


# -- prompts that are alike -------------------------------------------------------------------

WORDS = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        (WORDS[:17], WORDS[:20], True),  # 17 of 20
        (WORDS[:16], WORDS[:19], False),
        (WORDS[:20], WORDS[:17], True),
        (WORDS[:13], WORDS[1:14], True),  # 12 of 14
        (WORDS[:12], WORDS[1:13], False),  # 11 of 13
        (WORDS[:4], WORDS[3::-1], True),
        (WORDS[:3], WORDS[2::-1], False),  # too few to tell
        ([*WORDS[:17], "1950"], [*WORDS[:18], "1950"], True),
        ([*WORDS[:17], "1950"], [*WORDS[:17], "1951"], False),
        ([*WORDS[:17], "1950"], [*WORDS[:17]], False),
        ([*WORDS[:17], "1950"], [*WORDS[:18]], False),
    ],
)
def test_prompts_share_seventeen_words_of_twenty_and_every_number(first, second, near):
    cards = [short("one", prompt=" ".join(first)), short("two", prompt=" ".join(second))]
    assert rules(*cards) == [("near-duplicate-prompt", "two")] * near


def test_the_card_that_asked_before_is_named():
    one, two, three = (
        short("one", prompt="Which army crossed the Yalu at night?"),
        short("two", prompt="Which army, at night, crossed the Yalu?"),
        short("three", prompt="*Which* army crossed the Yalu at night?"),
    )
    assert messages(one, two) == [
        ("near-duplicate-prompt", "asks nearly what deck/one asks: merge or part them")
    ]
    assert messages(one, three) == [("duplicate-prompt", "asks what deck/one asks: merge them")]


def test_a_card_without_an_answer_tells_none():
    pair = make.card("pair", answer="", pairs=make.MATCH.pairs, type=make.MATCH.type)
    pair = replace(pair, sources=("alpha:31b",), prompt="Match them.")
    assert rules(pair, short("two", prompt="Who was  there?")) == []


@pytest.mark.parametrize(("answer", "told"), [("Inchon", True), ("Seoul", False)])
def test_an_answer_of_six_letters_is_told_by_a_prompt(answer, told):
    cards = (short(answer=answer), short("two", prompt=f"Who landed at {answer}?", answer="b"))
    assert (("answers-another", "two") in rules(*cards)) is told


def test_the_neighbour_whose_answer_is_told_is_named():
    island = short("island", prompt="Where did he die?", answer="Saint Helena")
    guard = short("guard", prompt="Who guarded him on Saint Helena?", answer="Hudson Lowe")
    assert messages(island, guard) == [
        ("answers-another",
         "its prompt holds 'Saint Helena', the answer of island beside it: move one")
    ]  # fmt: skip


# -- what a card rests on, and what it allows itself ------------------------------------------


@pytest.mark.parametrize(
    ("fields", "sourced"),
    [
        ({"about": ("diplomat:4a",)}, False),  # the claim that it shows to be wrong
        ({"outside": ("A work",)}, False),
        ({"about": ("diplomat:4a",), "outside": ("A work",)}, True),
    ],
)
def test_without_a_fact_a_card_needs_a_claim_and_a_work(fields, sourced):
    assert (("unsourced", "one") not in rules(short(sources=(), **fields))) is sourced


@pytest.mark.parametrize(
    ("rule", "meant"),
    [("longest-keys", "did you mean 'longest-key'?"), ("zzz", "take it out")],
)
def test_a_rule_that_does_not_exist_is_corrected_where_one_comes_near(rule, meant):
    assert messages(short(allow=((rule, "x"),))) == [
        ("unknown-rule", f"`allow` names {rule!r}, which is no rule that a card can break: {meant}")
    ]


@pytest.mark.parametrize(("letters", "lines"), [(39, 1), (40, 2)])
def test_an_explanation_is_eighty_columns_wide(letters, lines):
    document = f"## rule\nwarning\n\n{'a' * 40} {'b' * letters}\n"
    assert len(explain(document, "rule").splitlines()) == 5 + lines


RULES = "".join(
    f"## {slug}\nwarning\n\n"
    for slug in (
        "alias",
        "longest-key-bias",
        "too-deep",
        "too-large",
        "too-large-bias",
        "too-many",
        "very-long-key-bias",
    )
)


@pytest.mark.parametrize(
    ("slug", "rules"),
    [
        ("bias", ["alias", "longest-key-bias", "too-large-bias"]),
        ("too-man", ["too-many", "too-large"]),
        ("longest", ["longest-key-bias"]),
        ("", []),
        ("zzz", []),
    ],
)
def test_at_most_three_rules_come_near_the_likest_first_then_those_that_hold_the_word(slug, rules):
    assert near(RULES, slug) == rules
