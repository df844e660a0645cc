"""What cards are called, and were called before."""

from __future__ import annotations

from dataclasses import replace

import make

from quiz.references import former, known_as, names


def test_a_former_identity_of_two_parts_is_of_the_same_library():
    was = ("deck/aim", "other/deck/aim")
    assert list(former(was, "lib")) == ["lib/deck/aim", "other/deck/aim"]
    assert names(replace(make.LEADER, was=was)) == ("lib/deck/leader", *former(was, "lib"))
    assert names(make.AIM) == ("lib/deck/aim",)


def test_each_gap_is_known_by_the_keys_that_it_had():
    gaps = replace(make.GAPS, was=("old/gaps", "before/deck/gaps"))
    aim = replace(make.AIM, was=("deck/goal",))
    gone = make.card("gone", answer="x", retired=True, was=("deck/left",))
    assert known_as([make.library(gaps, aim, gone, make.MEN)]) == {
        "lib/old/gaps#c1": "lib/deck/gaps#c1",
        "lib/old/gaps#c2": "lib/deck/gaps#c2",
        "before/deck/gaps#c1": "lib/deck/gaps#c1",
        "before/deck/gaps#c2": "lib/deck/gaps#c2",
        "lib/deck/goal": "lib/deck/aim",
    }


def test_a_name_that_a_card_has_today_is_that_card_s():
    old = make.card("old", answer="x", retired=True)
    aim = replace(make.AIM, was=("deck/old", "deck/goal"))
    gaps = replace(make.GAPS, was=("deck/aim", "other/deck/there"))
    there = make.library(make.card("there", library="other"), slug="other")
    assert known_as([make.library(old, aim, gaps), there]) == {"lib/deck/goal": "lib/deck/aim"}
