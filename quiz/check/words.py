"""The words, options and values of a card, as the rules compare them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter

from quiz import cloze
from quiz.grading import dates, normalise, numbers
from quiz.markdown import plain
from quiz.model import Card, CardType

_WORD = re.compile(r"\d+(?:,\d{3})+|[^\W_]+")
_thousands = re.compile(r",\d{3}").search
_SPACED = bytes(byte if chr(byte).isalnum() else 32 for byte in range(128)).ljust(256)
"""ASCII with spaces for what is in no word."""
_GENITIVE = re.compile(r"['’]s\b")
_ARTICLES = frozenset(("a", "an", "the"))
_STOP = frozenset(
    "about according after against all also and any are as at be became because been before "
    "being between both but by came can could did do does doing during each for from had has have "
    "he her him his how if in into is it its itself made make many may more most much must no not "
    "of off on one only or other out over own per said same say says set should so some still "
    "such than that their them then there these they this those through to told too took "
    "under until up upon us was way we went were what when where which while who whom whose why "
    "will with within without would you your".split()
)
_TELLING = frozenset("who whom whose when where why how before after not".split())
"""Words that carry no matter of their own, but make another question of the same matter."""
_ENDINGS = (
    ("ations", ""),
    ("ation", ""),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ers", ""),
    ("ed", ""),
    ("es", ""),
    ("er", ""),
    ("s", ""),
)
_text_of = itemgetter(0)
_KEPT = 1 << 17  # texts: the rules come back to each of them several times
_LONGEST_VALUE = 50


has_digit = re.compile(r"\d").search
"""Whether a text has a digit: told by its truth."""

_amount = re.compile(r"\d(?!\d|(?:st|nd|rd|th)\b)").search
"""Whether a text has a number in digits that is no ordinal."""

_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())

shown = lru_cache(maxsize=_KEPT)(plain)
"""Card text as it is read: without Markdown."""


@lru_cache(maxsize=_KEPT)
def normal(text: str) -> str:
    """An answer as grading compares it: without Markdown, case, articles and signs."""
    return normalise(shown(text))


@lru_cache(maxsize=_KEPT)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without articles and genitives: a rougher and much
    faster `normal`, for what is never graded."""
    folded = shown(text).casefold()
    if "'" in folded or "’" in folded:
        folded = _GENITIVE.sub("", folded)
    if folded.isascii() and not _thousands(folded):  # then this finds the same, much faster
        found = folded.encode().translate(_SPACED).decode().split()
    else:
        found = _WORD.findall(folded)
    return tuple([word for word in found if word not in _ARTICLES])


@lru_cache(maxsize=_KEPT)
def content(text: str) -> frozenset[str]:
    """The words that carry meaning, and the numbers."""
    return frozenset([w for w in words(text) if w not in _STOP and (len(w) > 2 or w.isdigit())])


@lru_cache(maxsize=_KEPT)
def stems(text: str) -> frozenset[str]:
    """The words that carry meaning, without their endings."""
    return frozenset(map(stem, content(text)))


def telling(text: str) -> frozenset[str]:
    """The words that tell one question from another."""
    return content(text).union(_TELLING.intersection(words(text)))


@lru_cache(maxsize=_KEPT)
def stem(word: str) -> str:
    """A word without its English ending, roughly: enough to see that it returns."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e") + instead
    return word.rstrip("e") if len(word) > 4 else word


def finder(phrases: str) -> Callable[[str], str]:
    """A search for the first of some phrases, parted by commas, as the text has it; or nothing."""
    lower = phrases.split(", ")
    pattern = re.compile(rf"\b(?:{'|'.join(lower)})\b", re.IGNORECASE)

    def find(text: str) -> str:
        folded = text.lower()
        if not any(map(folded.__contains__, lower)):  # ten times as fast as the pattern
            return ""
        found = pattern.search(text)
        return found[0] if found else ""

    return find


def prompt(card: Card) -> str:
    """What a card asks, its gaps filled in."""
    return cloze.filled(card.prompt) if card.type is CardType.CLOZE else card.prompt


def options(card: Card) -> tuple[str, ...]:
    """The key and its rivals where a card has options: the key (or keys) first."""
    if not card.distractors:
        return ()
    keys = card.answers if card.type is CardType.SELECT else (card.answer,)
    return (*keys, *map(_text_of, card.distractors))


def chosen(card: Card) -> bool:
    """Whether the card can be asked as a choice of one among several."""
    return bool(card.distractors) and card.type is not CardType.SELECT


def is_read(text: str) -> bool:
    """Whether a text may be a date or a number and is then compared as such, not by its words."""
    said = normal(text)
    if _counts(said):
        return True
    last = said.rpartition(" ")[2]  # a month alone, or `in June`
    return last[:3] in _MONTHS and dates.parse(shown(text)) is not None


def _counts(said: str) -> bool:
    """Whether a text, normalised, has a number: in words it is digits by then, but for a dozen."""
    return has_digit(said) is not None or "dozen" in said


def senses(text: str) -> Sequence[object]:
    """What a text says: the date and the number that it can be, else its words. Two texts that
    share one say the same."""
    found = (dates.parse(shown(text)), numbers.parse(shown(text))) if is_read(text) else ()
    return [sense for sense in found if sense] or [normal(text)]


def values(card: Card) -> Sequence[float] | None:
    """The options as numbers or days, the key's first; None where one is neither, or where they
    have not one unit."""
    found = measures(options(card), card.unit)
    known = [measure for measure in found if measure is not None]
    same = len(known) == len(found) and len({unit for _, unit in known}) == 1
    return [value for value, _ in known] if same else None


Measure = tuple[float, str]
"""A number and its unit."""


@lru_cache(maxsize=_KEPT)
def measures(texts: tuple[str, ...], unit: str) -> Sequence[Measure | None]:
    """Each text as a number, or each as a day: whichever can be read of more of them."""
    if not any(map(has_number, texts)):
        return [None] * len(texts)
    as_numbers = [_number(text, unit) for text in texts]
    if None not in as_numbers:
        return as_numbers
    return min([_day(text) for text in texts], as_numbers, key=lambda found: found.count(None))


@lru_cache(maxsize=_KEPT)
def has_number(text: str) -> bool:
    """Whether a text is short enough to be a number, and has one."""
    return len(text) <= _LONGEST_VALUE and _counts(normal(text))


def _number(text: str, unit: str) -> Measure | None:
    found = numbers.parse(shown(text), unit) if has_number(text) else None
    if not found or (found.nouns and not _amount(text)):  # one great battle, the 38th parallel
        return None
    return (found.low + found.high) / 2, found.unit


def _day(text: str) -> Measure | None:
    date = dates.parse(shown(text)) if has_number(text) else None
    if not date or date.year is None or not date.is_evident:  # as x would be the year 10
        return None
    return date.year * 372 + (date.month or 1) * 31 + (date.day or 1), "day"


def shape(card: Card) -> tuple[object, ...]:
    """The words of the prompt with its items or pairs: equal for cards that ask the same."""
    return (card.according_to, words(card.prompt), *sorted(map(words, parts(card))))


def parts(card: Card) -> list[str]:
    """What is to be put in order or matched: it belongs to the question."""
    return [i.text for i in card.items] + [f"{pair.left} {pair.right}" for pair in card.pairs]
