from __future__ import annotations

from dataclasses import replace

import make

from quiz.mixing import mixed


def test_what_has_nothing_to_choose_from_offers_nothing():
    for card in (make.LEADER, make.MEN, make.CLAIM, make.GAPS, make.WHY):
        assert mixed(card) == []


def test_half_a_surrogate_is_put_in_order_too():
    assert sorted(mixed(replace(make.AIM, answer="\ud800"))) == ["B", "C", "\ud800"]
