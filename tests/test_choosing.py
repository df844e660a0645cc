from __future__ import annotations

from dataclasses import replace

import pytest
from make import card, library

from quiz.choosing import chosen, find, meant
from quiz.model import UsageError

CORE = card("core", deck="alpha", tags=("core",))
ONE = library(CORE, card("rest", deck="alpha"), card("rest", deck="beta"), slug="one")
TWO = library(card("core", deck="beta", tags=("core",)), card("x", deck="gamma"), slug="two")
BOTH = (ONE, TWO)


def names(found):
    return [f"{library.slug}/{deck.slug}" for library, deck in found]


def test_without_names_all_decks_are_meant_in_teaching_order():
    assert names(meant(BOTH, [])) == ["one/alpha", "one/beta", "two/beta", "two/gamma"]


def test_named_decks_are_meant_once_in_teaching_order_whatever_order_they_are_named_in():
    wanted = ["gamma", "two/beta", "alpha", "two/gamma"]
    assert names(meant(iter(BOTH), wanted)) == ["one/alpha", "two/beta", "two/gamma"]


def test_a_deck_is_found_by_its_slug_or_with_its_library():
    assert find(BOTH, "alpha") == (ONE, ONE.decks[0])
    assert find(BOTH, "two/beta") == (TWO, TWO.decks[0])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("beta", "several libraries have a deck 'beta': say one/beta or two/beta"),
        ("gama", "there is no deck 'gama': did you mean 'gamma'?"),
        ("zzz", "there is no deck 'zzz': `quiz decks` lists them"),
        ("two/alpha", "there is no deck 'two/alpha': did you mean 'alpha'?"),
    ],
)
def test_a_name_of_no_one_deck_is_told_what_to_say(name, message):
    with pytest.raises(UsageError) as error:
        find(BOTH, name)
    assert str(error.value) == message


def test_parts_hold_all_cards_or_those_of_a_tag_and_are_never_empty():
    parts = chosen(BOTH, ["alpha", "gamma"], "")
    assert [(part.library, part.deck, part.cards) for part in parts] == [
        (ONE, ONE.decks[0], ONE.decks[0].cards),
        (TWO, TWO.decks[1], TWO.decks[1].cards),
    ]
    (tagged,) = chosen(BOTH, ["alpha", "gamma"], "core")
    assert (tagged.deck.slug, tagged.cards) == ("alpha", (CORE,))


def test_where_nothing_is_left_the_tag_is_named():
    with pytest.raises(UsageError, match=r"^no card has the tag 'none'$"):
        chosen(BOTH, [], "none")
    with pytest.raises(UsageError, match=r"^there is no card to export$"):
        chosen([replace(ONE, decks=())], [], "")
