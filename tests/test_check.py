from __future__ import annotations

from dataclasses import replace

import make
import pytest

from quiz.check import check
from quiz.model import Claim, Conflict, Fact, Name, Standing

VAGUE = Fact("alpha", "9a", "It was big.", standing=Standing.VAGUE, note="How big?")
VIEW = Fact("alpha", "8a", "It was wise.", standing=Standing.OPINION, note="A view.")
SOURCES = (
    make.source("alpha", "Alpha", *make.FACTS, VAGUE, VIEW),
    make.source("diplomat", "The Diplomat", make.ERROR),
)
OK = ("alpha:31b",)


def rules(*cards, **fields):
    """The rules that cards break, each with the cards."""
    fields.setdefault("sources", SOURCES)
    fields.setdefault("conflicts", ())
    return [(p.rule, p.card) for p in check(make.library(*cards, **fields))]


def short(**fields):
    fields.setdefault("sources", OK)
    fields.setdefault("answer", "the answer")
    return make.card(**fields)


def number(**fields):
    return short(type=make.CardType.NUMBER, **fields)


def date(**fields):
    return short(type=make.CardType.DATE, **fields)


PASSING = [
    short(),
    short(sources=(), outside=("A work",), about=("diplomat:4a",)),
    short(sources=("alpha:8a",), according_to="alpha"),
    short(sources=("alpha:40a",), according_to="alpha"),
    short(distractors=make.distractors("another", "a third")),
    number(answer="100", within="10%", distractors=make.distractors("200")),
    number(answer="100", range="90 to 110", distractors=make.distractors("110 to 120")),
    date(answer="19 October 1950", accept=("the day Pyongyang fell",)),
    date(answer="October 1950", precision="month"),
]

FAILING = [
    ("unsourced", short(sources=())),
    ("unsourced", short(sources=(), outside=("A work",))),
    ("unknown-fact", short(sources=("alpha:99a",))),
    ("unknown-fact", short(about=("nowhere:1a",))),
    ("unknown-fact", short(according_to="nowhere")),
    ("key-mistaken", short(sources=("diplomat:4a",))),
    ("key-mistaken", short(sources=("alpha:9a",))),
    ("unattributed-opinion", short(sources=("alpha:8a",))),
    ("undisclosed-dispute", short(sources=("alpha:40a",))),
    ("distractor-accepted", short(distractors=make.distractors("The Answer!"))),
    ("distractor-accepted", short(accept=("other",), distractors=make.distractors("Other"))),
    ("distractor-accepted", number(answer="100", within="10%",
                                   distractors=make.distractors("105"))),
    ("distractor-accepted", date(answer="19 October 1950",
                                 distractors=make.distractors("October 19, 1950"))),
    ("duplicate-option", short(distractors=make.distractors("b", "B."))),
    ("duplicate-option", short(type=make.CardType.SELECT, answers=("x", "X"),
                               distractors=make.distractors("y"))),
    ("overlapping-ranges", number(answer="100", range="90 to 110",
                                  distractors=make.distractors("105 to 120"))),
    ("accept-unreadable", number(answer="plenty")),
    ("accept-unreadable", number(answer="100", accept=("many",))),
    ("accept-unreadable", date(answer="that autumn")),
    ("accept-unreadable", date(answer="October 1950", precision="day")),
    ("missing-image", short(image="nowhere.png")),
    ("missing-image", short(image="../../etc/passwd")),
]  # fmt: skip


@pytest.mark.parametrize("card", PASSING)
def test_a_sound_card_breaks_no_rule(card):
    assert rules(card) == []


@pytest.mark.parametrize(("rule", "card"), FAILING)
def test_a_faulty_card_breaks_its_rule(rule, card):
    assert (rule, "one") in rules(card)


def test_a_dispute_is_disclosed_by_a_conflict():
    conflict = Conflict("dead", "How many?", (Claim("many", ("alpha:40a",), Standing.DISPUTED),), "")
    assert rules(short(sources=("alpha:40a",)), conflicts=(conflict,)) == []


def test_a_library_without_seeds_needs_no_sources():
    library = replace(make.library(short(sources=()), sources=(), conflicts=()), sourced=False)
    assert check(library) == []


def test_a_conflict_cites_facts_that_exist():
    conflict = Conflict("dead", "How many?", (Claim("x", ("alpha:77z",), Standing.SOUND),), "")
    assert ("unknown-fact", "dead") in rules(short(), conflicts=(conflict,))


def test_a_variant_belongs_to_one_name():
    names = (Name("one", "Mao Zedong", variants=("Mao",)), Name("two", "Mao Anying", variants=("mao",)))
    assert rules(short(), names=names) == [("ambiguous-name", "two")]
    assert rules(short(), names=names[:1]) == []


def test_an_alias_of_the_key_is_no_distractor():
    names = (Name("mao", "Mao Zedong", variants=("Mao Tse-tung",)),)
    card = short(answer="Mao Zedong", distractors=make.distractors("Mao Tse-tung"))
    assert ("distractor-accepted", "one") in rules(card, names=names)
