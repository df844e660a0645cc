"""The words, options and values of a card, as the rules compare them."""

from __future__ import annotations

import re
from functools import lru_cache

from quiz.grading import normalise, number_range
from quiz.grading.dates import parse as parse_date
from quiz.markdown import plain
from quiz.model import Card, CardType

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STOP = frozenset(
    "a about according after against all also an and any are as at be became because been before "
    "being between both but by came can could did do does doing during each for from had has have "
    "he her him his how if in into is it its itself made make many may more most much must no not "
    "of off on one only or other out over own per said same say says set should so some still "
    "such than that the their them then there these they this those through to told too took "
    "under until up upon us was way we went were what when where which while who whom whose why "
    "will with within without would you your".split()
)


@lru_cache(maxsize=65536)
def content(text: str) -> tuple[str, ...]:
    """The words that carry meaning, lower-case, in order, each once."""
    words = (word.lower() for word in _WORD.findall(plain(text)))
    return tuple(dict.fromkeys(w for w in words if len(w) > 2 and w not in _STOP))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its English ending, roughly: enough to see that it returns."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def options(card: Card) -> tuple[str, ...]:
    """The key and its rivals where a card has options: the key (or keys) first."""
    if not card.distractors:
        return ()
    keys = card.answers if card.type is CardType.SELECT else (card.answer,)
    return (*keys, *(distractor.text for distractor in card.distractors))


def values(card: Card) -> list[float] | None:
    """The options as numbers or days, the key's first; None where one is neither."""
    found = [_value(plain(text), card.unit) for text in options(card)]
    kinds = {kind for kind, _ in found}
    return [value for _, value in found] if len(kinds) == 1 and "" not in kinds else None


def _value(text: str, unit: str) -> tuple[str, float]:
    if (date := parse_date(text)) and date.year:
        return "date", date.year * 372 + (date.month or 0) * 31 + (date.day or 0)
    if limits := number_range(text, unit):
        return "number", sum(limits) / 2
    return "", 0.0


def shape(card: Card) -> str:
    """The prompt with its items or pairs, normalised: equal for cards that ask the same."""
    items = sorted([i.text for i in card.items] + [f"{p.left} {p.right}" for p in card.pairs])
    return normalise(" ".join((card.according_to, card.prompt, *items)))
