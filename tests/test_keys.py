"""Values as the keys of their YAML: whole, and read again as the same."""

from __future__ import annotations

from pathlib import Path

import make
import pytest

from quiz import keys
from quiz.library import load
from quiz.library.build import Builder
from quiz.library.format import block
from quiz.library.reader import read
from quiz.library.shapes import CARD
from quiz.model import CardType, Claim, Conflict, Deck, Fact, Place, Source, Standing

EXAMPLE = Path(__file__).parent / "example"
(LIBRARY,) = load([EXAMPLE]).libraries
PLACED = [(deck, card) for deck in LIBRARY.decks for card in deck.cards]


@pytest.mark.parametrize(("deck", "card"), PLACED, ids=lambda one: getattr(one, "slug", ""))
def test_a_card_written_from_its_keys_is_read_as_the_same(deck, card):
    tags = f"tags: [{', '.join(deck.tags)}]\n" if deck.tags else ""
    text = f"deck: {deck.slug}\ntitle: T\n{tags}cards:\n" + block(keys.of_card(card, deck))
    root, problems = read(text.encode(), card.place.file)
    again = Builder(card.place.file, problems).deck(root, LIBRARY.slug, deck.slug)
    assert problems == []
    assert again.cards == (card,)


def test_every_key_of_a_card_is_written_and_nothing_empty():
    written = set()
    for type_ in CardType:
        full = make.card(
            type=type_, answer="a", answers=("a",), accept=("b",), reject=("c",),
            distractors=make.distractors("d"), precision="day", within="1", range="1 to 2",
            unit="m", items=make.ORDER.items, pairs=make.MATCH.pairs, points=("p",), hint="h",
            explanation="e", sources=("s:1a",), about=("s:1b",), outside=("o",),
            according_to="s", tags=("t",), image="i", alt="l", was=("d/w",),
            corrected="2026-01-01", retired=True, allow=(("rule", "why"),),
        )  # fmt: skip
        found = keys.of_card(full)
        assert all(found.values())
        assert found[type_.prompt_key] == full.prompt
        written |= set(found)
    assert written == set(CARD.keys)
    assert keys.of_card(make.card(answer="a")) == {
        "id": "one",
        "question": "What is one?",
        "answer": "a",
    }


def test_a_fact_a_source_and_a_conflict_have_their_keys():
    fact = Fact("alpha", "31b", "It was.", section="Yalu", core=True, at="31-32", note="n")
    assert keys.of_fact(fact) == {
        "source": "alpha", "id": "31b", "at": "31-32", "section": "Yalu", "fact": "It was.",
        "standing": "sound", "note": "n", "core": "true",
    }  # fmt: skip
    assert "core" not in keys.of_fact(fact._replace(core=False))
    source = Source("alpha", "Alpha", "a.txt", "0" * 64, "Far.", (fact,), authors=("A",), url="u")
    assert keys.of_source(source) == {
        "source": "alpha", "title": "Alpha", "authors": ["A"], "url": "u",
        "document": {"name": "a.txt", "sha256": "0" * 64}, "assessment": "Far.",
        "facts": ["alpha:31b"],
    }  # fmt: skip
    claim = Claim("It was.", (), Standing.DISPUTED)
    assert keys.of_conflict(Conflict("c", "Q?", (claim,), "V", place=Place("f", 1, 1))) == {
        "id": "c", "question": "Q?", "verdict": "V",
        "claims": [{"says": "It was.", "standing": "disputed"}],
    }  # fmt: skip


def test_every_key_of_a_source_and_of_a_claim_is_written():
    source = Source(
        "alpha", "Alpha", "a.txt", "0" * 64, "Far.", (), authors=("A", "B"), publisher="P",
        published="1951", url="u", rights="R",
    )  # fmt: skip
    assert keys.of_source(source) == {
        "source": "alpha", "title": "Alpha", "authors": ["A", "B"], "publisher": "P",
        "published": "1951", "url": "u", "rights": "R",
        "document": {"name": "a.txt", "sha256": "0" * 64}, "assessment": "Far.",
    }  # fmt: skip
    claim = Claim("It was.", ("alpha:1a", "alpha:2b"), Standing.SOUND)
    conflict = Conflict("c", "Q?", (claim,), "V", ("A work",))
    assert keys.of_conflict(conflict) == {
        "id": "c", "question": "Q?", "verdict": "V", "outside": ["A work"],
        "claims": [{"says": "It was.", "facts": ["alpha:1a", "alpha:2b"], "standing": "sound"}],
    }  # fmt: skip


def test_the_tags_of_its_deck_are_no_key_of_a_card():
    deck = Deck("deck", "Deck", (), tags=("war", "core"))
    assert keys.of_card(make.card(tags=("core", "mine")), deck)["tags"] == ["mine"]
    assert "tags" not in keys.of_card(make.card(tags=("core",)), deck)
    assert keys.of_card(make.card(tags=("core",)))["tags"] == ["core"]
