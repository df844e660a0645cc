"""Whether a library surely reads the keys of a card, told by its own patterns without its builder,
at a tenth of the cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import permutations
from typing import Any, NamedTuple

from quiz import cloze
from quiz.library.shapes import CARD_OF, PARTS, PATTERNS, TEXT_ALONE, Kind, Shape
from quiz.model import CardType

_Fits = Callable[..., object]
"""Says of a text whether it is one of a kind; of anything else it raises TypeError."""


class _Known(NamedTuple):
    """What is surely read of a card of some type."""

    shape: Shape
    texts: Mapping[str, _Fits]
    """By the keys that hold a text, what fits there; and"""
    lists: Mapping[str, _Fits]
    """by those that hold a list, what its members must be."""


def reads(keys: Mapping[str, Any]) -> bool:
    """Whether a library surely reads these keys, and gives them back as they are."""
    try:
        shape, texts, lists = _KNOWN[keys.get("type", "")]
        for key, value in keys.items():
            if type(value) is str:
                if not texts[key](value):
                    return False
            elif not (type(value) is list and value and all(map(lists[key], value))):
                return False
    except (KeyError, TypeError):  # a key that has no place there, or a value of another shape
        return False
    if not shape.required <= keys.keys() or keys.get("retired") == "false":
        return False
    for key, (low, high) in shape.counts.items():
        if not low <= len(keys[key]) <= high:
            return False
    if "tags" in keys and len(set(keys["tags"])) < len(keys["tags"]):
        return False
    return shape is not _CLOZE or _has_gaps(keys["text"])


def _has_gaps(text: str) -> bool:
    gaps = cloze.gaps(text)
    return gaps != () and all(gap.number and gap.answer.strip() for gap in gaps)


def _fits(kind: Kind) -> _Fits:
    return re.compile(PATTERNS[kind]).fullmatch


_is_text: _Fits = str.strip
"""It has more than white space."""


def _part(kind: Kind) -> _Fits:
    """A text where it may stand alone, or a mapping with all of its keys."""
    wanted, alone = frozenset(permutations(PARTS[kind].keys)), kind in TEXT_ALONE

    def fits(value: Any) -> object:  # noqa: ANN401 - what JSON gives
        if isinstance(value, dict):
            return tuple(value) in wanted and all(map(_is_text, value.values()))
        return alone and _is_text(value)

    return fits


_often = lru_cache(maxsize=4096)  # the same tags and citations return all the time
_PATTERNED = (Kind.SLUG, Kind.TYPE, Kind.PRECISION, Kind.FLAG, Kind.FILE)
_PARTED = (Kind.DISTRACTORS, Kind.ITEMS, Kind.PAIRS)
_TEXTS: Mapping[Kind, _Fits] = {Kind.TEXT: _is_text, **{kind: _fits(kind) for kind in _PATTERNED}}
_LISTS: Mapping[Kind, _Fits] = {
    # on kinds that are rare the builder decides
    Kind.TEXTS: _is_text,
    Kind.TAGS: _often(_fits(Kind.TAG)),
    Kind.CITATIONS: _often(_fits(Kind.CITATION)),
    Kind.CARD_NAMES: _fits(Kind.CARD_NAME),
    **{kind: _part(kind) for kind in _PARTED},
}
_CLOZE = CARD_OF[CardType.CLOZE]
_KNOWN = {
    "" if type_ is CardType.SHORT_ANSWER else str(type_): _Known(
        shape,
        {key: _TEXTS[kind] for key, kind in shape.keys.items() if kind in _TEXTS},
        {key: _LISTS[kind] for key, kind in shape.keys.items() if kind in _LISTS},
    )
    for type_, shape in CARD_OF.items()
}
