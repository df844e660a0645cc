"""`former-name-taken`: each former name leads to one card."""

from __future__ import annotations

from dataclasses import replace

import make
import pytest
from test_check import problems, short

OLD = short("old", prompt="Who came first of all?")
NEW = short("new", prompt="Where did they cross?")
BOTH = "`was` names deck/gone, as that of deck/new does: leave it to one of the two"


def taken(*cards, **fields):
    """The cards whose former names are taken, each with what is said of it."""
    return [(p.card, p.message) for p in problems(*cards, **fields)
            if p.rule == "former-name-taken"]  # fmt: skip


@pytest.mark.parametrize("name", ["deck/old", "lib/deck/old", "deck/new"])
@pytest.mark.parametrize("retired", [False, True])
def test_a_former_name_is_no_card_s_today(name, retired):
    old, new = replace(OLD, retired=retired), replace(NEW, was=(name,), retired=retired)
    short = name.removeprefix("lib/")
    said = f"`was` names {short}, as a card is called today: take it out"
    assert taken(old, new) == [("new", said)]


def test_a_former_name_is_one_card_s():
    new, old = replace(NEW, was=("deck/gone",)), replace(OLD, was=("lib/deck/gone",))
    assert taken(new, old) == [("old", BOTH)]
    far = make.card("far", deck="away", answer="x", sources=("alpha:31b",), was=("deck/gone",))
    assert taken(new, far) == [("far", BOTH)]


def test_a_name_that_was_left_is_free():
    new = replace(NEW, was=("deck/newer", "deck/newer", "lib/deck/newer", "other/deck/old"))
    assert taken(OLD, new, replace(make.MEN, was=("deck/number",))) == []


def test_without_library_yaml_the_names_of_two_parts_are_compared():
    old, new = (replace(c, identity=c.identity._replace(library="")) for c in (OLD, NEW))
    said = "`was` names deck/old, as a card is called today: take it out"
    assert taken(old, replace(new, was=("deck/old",)), slug="") == [("new", said)]
