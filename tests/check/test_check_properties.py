"""Whatever the cards are, `check` answers, always the same, and names places in the files."""

from __future__ import annotations

from dataclasses import replace

import make
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.check import ALLOWABLE, check
from quiz.model import CardType, Deck, Distractor, Fact, Item, Name, Pair, Place, Standing

TRICKY = """\
the 38th parallel|1950|19 October 1950|June|250,000|10% to 20%|half a million|Mao Zedong|never
|which of these was not|a|an|x|IV|{{c1::gap::hint}}|{{c2::}}|{{c2::|}}|*bold*|[link](http://x)
|\\|?|.|İstanbul|ﬁ|北京|\u200b|today|all of the above|1/2|4/5/1950|2 years|soon|year|BC|0|-5"""
WORDS = st.sampled_from(TRICKY.split("|"))
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join), st.text(min_size=1, max_size=30)
)
LISTS = st.lists(TEXTS, max_size=5).map(tuple)
CITATIONS = st.lists(
    st.sampled_from(["alpha:31b", "alpha:40a", "diplomat:4a", "no:1a"]), max_size=3
).map(tuple)
OPTIONAL = st.one_of(st.just(""), TEXTS)


@st.composite
def cards(draw, slug):
    return make.card(
        slug,
        deck=draw(st.sampled_from(["one", "two"])),
        type=draw(st.sampled_from(CardType)),
        prompt=draw(TEXTS),
        answer=draw(OPTIONAL),
        answers=draw(LISTS),
        accept=draw(LISTS),
        reject=draw(LISTS),
        distractors=tuple(Distractor(text, draw(OPTIONAL)) for text in draw(LISTS)),
        items=tuple(Item(text) for text in draw(LISTS)),
        pairs=tuple(Pair(text, draw(TEXTS)) for text in draw(LISTS)),
        points=draw(LISTS),
        precision=draw(st.sampled_from(["", "day", "month", "year"])),
        within=draw(OPTIONAL),
        range=draw(OPTIONAL),
        unit=draw(OPTIONAL),
        explanation=draw(OPTIONAL),
        image=draw(st.sampled_from(["", "map.png", "../map.png"])),
        sources=draw(CITATIONS),
        about=draw(CITATIONS),
        according_to=draw(st.sampled_from(["", "alpha", "no"])),
        retired=draw(st.booleans()),
        allow=tuple(
            (rule, "x") for rule in draw(st.sets(st.sampled_from([*ALLOWABLE, "no-rule"])))
        ),
        place=Place(f"{slug}.yaml", draw(st.integers(1, 99)), 7),
    )


@st.composite
def libraries(draw):
    drawn = [draw(cards(f"c{n}")) for n in range(draw(st.integers(0, 6)))]
    decks = tuple(
        Deck(slug, slug, tuple(c for c in drawn if c.identity.deck == slug),
             place=Place(f"{slug}.yaml", 1, 7))
        for slug in ("one", "two")
    )  # fmt: skip
    names = tuple(
        Name(f"n{n}", draw(TEXTS), variants=draw(LISTS), place=Place("names.yaml", n + 1, 3))
        for n in range(draw(st.integers(0, 3)))
    )
    facts = tuple(
        Fact("alpha", f"{n}a", "It was.", standing=standing, core=n == 1,
             place=Place("alpha.yaml", n, 3))
        for n, standing in enumerate(Standing, 1)
    )  # fmt: skip
    sources = (make.source("alpha", "Alpha", *make.FACTS, *facts),)
    conflict = make.CROSSING._replace(place=Place("conflicts.yaml", 1, 3))
    library = make.library(decks=decks, names=names, sources=sources, conflicts=(conflict,))
    return replace(library, sourced=draw(st.booleans()))


@settings(max_examples=150, deadline=None)
@given(libraries())
def test_check_answers_always_and_always_the_same(library):
    found = check(library)
    assert check(library) == found
    assert found == sorted(found, key=lambda problem: (problem.place, problem.rule))
    cards = {card.identity.card: card for card in library.cards()}
    for problem in found:
        assert problem.message.strip()
        assert problem.place.file.endswith(".yaml")
        assert problem.place.line > 0
        if card := cards.get(problem.card):
            assert problem.place == card.place
            assert not card.retired
            allowed = problem.rule in dict(card.allow)
            assert not (allowed and problem.severity == "warning")
