"""What is found by a text, and how it is told."""

from __future__ import annotations

from dataclasses import replace

import make
import pytest

from quiz.find import find
from quiz.model import CardType, Fact, Item, Name, Pair

CARDS = (
    make.YALU,
    make.LEADER,
    make.COSTS,
    make.GAPS,
    replace(make.ORDER, items=(Item("the *Armistice*", "1953"),)),
    replace(make.MATCH, pairs=(Pair("Truman", "Washington"),)),
    make.card("open", type=CardType.OPEN, answer="Because.", points=("supply lines",)),
)
NAMES = (
    Name("peng", "Peng Dehuai", variants=("P'eng Te-huai",), glossary="He led *them*."),
    Name("yalu", "Yalu River"),
)
LIBRARY = make.library(*CARDS, names=NAMES)


@pytest.mark.parametrize(
    ("text", "cards", "facts", "names"),
    [
        ("what day", ["yalu"], [], []),  # prompt
        ("19 OCTOBER", ["yalu"], ["alpha:31b"], []),  # answer; fact
        ("25 October", ["yalu"], [], []),  # distractor
        ("day that pyongyang", ["yalu"], [], []),  # hint
        ("regiments", ["yalu"], [], []),  # explanation
        ("core", ["yalu"], [], []),  # tag
        ("marshal", ["leader"], [], []),  # accepted
        ("deck/lead", ["leader"], [], []),  # identity
        ("mao met stalin", ["gaps"], [], []),  # gaps filled in
        ("c1::", [], [], []),
        ("the armistice", ["order"], [], []),  # item, without its Markdown
        ("truman - wash", ["match"], [], []),  # pair
        ("supply", ["open"], [], []),  # point
        ("how many is open", [], ["alpha:40a"], []),  # note
        ("p'eng te", [], [], ["peng"]),  # variant
        ("he led them", [], [], ["peng"]),  # glossary
        ("nowhere", [], [], []),
    ],
)
def test_everything_that_contains_a_text_is_found(text, cards, facts, names):
    found = find([LIBRARY], text)
    assert [card.identity.card for card in found.cards] == cards
    assert [fact.citation for fact in found.facts] == facts
    assert [name.id for name in found.names] == names


def test_what_is_found_is_told_a_line_each_and_as_json():
    found = find([LIBRARY], "y")
    assert next(found.lines()) == "deck/yalu: On what day did they cross?"
    assert "alpha:40a: Many died." in list(found.lines())
    assert list(found.lines())[-1] == "Yalu River"
    data = find([LIBRARY], "peng").data()
    assert data["cards"] == [{"identity": "lib/deck/leader", "prompt": "What is leader?"}]
    assert data["names"] == [{"name": "Peng Dehuai", "id": "peng", "glossary": "He led *them*."}]
    (line,) = [line for line in find([LIBRARY], "peng").lines() if line.startswith("Peng")]
    assert line == "Peng Dehuai: He led them."


def test_facts_are_found_in_every_library():
    other = make.library(
        slug="other", sources=(make.source("beta", "B", Fact("beta", "1a", "A y")),)
    )
    found = find([LIBRARY, other], "a y")
    assert found.data()["facts"] == [{"fact": "beta:1a", "text": "A y"}]


def test_a_view_is_found_by_whose_it_is_and_told_whole():
    view = make.card("view", prompt="what governed the choice?", according_to="alpha")
    library = make.library(make.YALU, view)
    title = library.sources[0].title
    asked = f"According to {title}, what governed the choice?"
    found = find([library], f"according to {title}, WHAT governed")
    assert found.cards == (view,)
    assert found.data()["cards"] == [{"identity": "lib/deck/view", "prompt": asked}]
    assert list(found.lines()) == [f"deck/view: {asked}"]


def ids(*texts: str, library=LIBRARY) -> list[str]:
    return [card.identity.card for card in find([library], *texts).cards]


@pytest.mark.parametrize(
    "text", ["Corée", "Core\u0301e", "coree", "CORÉE", "Józef", "jozef", "JO\u0301ZEF"]
)
def test_a_text_is_found_with_and_without_its_accents(text):
    cards = [make.card("un", answer="la Corée, and Józef"),
             make.card("deux", answer="la Core\u0301e, and Jo\u0301zef")]  # fmt: skip
    name = Name("k", "Corée", variants=("Józef",))
    library = make.library(*cards, names=(name,))
    assert ids(text, library=library) == ["un", "deux"]
    assert find([library], text).names == (name,)


def test_of_several_texts_each_must_be_there_wherever():
    assert ids("pyongyang", "cross") == ["yalu"]  # hint; prompt
    assert ids("pyongyang", "dehuai") == []
    assert ids("pyongyang cross") == []
    facts = find([LIBRARY], "october", "crossed", "19").facts
    assert [fact.citation for fact in facts] == ["alpha:31b"]


def test_no_text_is_found_across_two():
    assert ids("dehuai marshal") == []
    assert ids("dehuai", "marshal") == ["leader"]


def test_signs_that_folding_drops_find_no_more_than_before():
    assert find([LIBRARY], "'").data() == {"cards": [], "facts": [], "names": []}


def test_cards_that_show_a_text_come_before_those_that_hold_it_elsewhere():
    cards = [
        make.card("hint", answer="x", hint="the Yalu"),
        make.card("answer", answer="the Yalu"),
        make.card("wrong", answer="x", distractors=make.distractors("Yalu")),
        make.card("prompt", prompt="Where is the Yalu?", answer="x"),
        make.card("gap", type=CardType.CLOZE, prompt="The {{c1::Yalu}} freezes."),
        make.card("several", type=CardType.SELECT, answers=("Yalu", "x")),
    ]
    library = make.library(*cards)
    assert ids("yalu", library=library) == ["answer", "prompt", "gap", "several", "hint", "wrong"]
    found = find([library], "yalu")
    assert found.prompts[:2] == ("What is answer?", "Where is the Yalu?")
    assert ids("yalu", "what", library=library)[:2] == ["answer", "several"]
