"""Number words, ordinals and small Roman numerals read as integers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Numeral(NamedTuple):
    """A number in words: its value, the index after its last word, whether it is an ordinal."""

    value: int
    end: int
    ordinal: bool = False


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_SMALL_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_LARGEST = 10**12

_CARDINALS = (
    {word: value for value, word in enumerate(_SMALL.split())}
    | {word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)}
    | _SCALES
)
_ORDINALS = (
    {word: value for value, word in enumerate(_SMALL_ORDINALS.split())}
    | {word[:-1] + "ieth": 10 * tens for tens, word in enumerate(_TENS.split(), 2)}
    | {word + "th": value for word, value in _SCALES.items()}
)
_WORDS = _CARDINALS | _ORDINALS

# XI is left out: it is more often the Xi of Xi'an or of Xi Jinping.
_UP_TO_XIX = "i ii iii iv v vi vii viii ix x - xii xiii xiv xv xvi xvii xviii xix"
_ROMAN = {word: str(value) for value, word in enumerate(_UP_TO_XIX.split(), 1) if word != "-"}
KNOWN = frozenset(_WORDS) | frozenset(_ROMAN)
"""Words that are numbers, or parts of one."""


def read(words: Sequence[str], at: int = 0) -> Numeral | None:
    """The number in words that begins at index `at`, as long as it goes; None if none does.

    A year said in pairs is one number: `nineteen fifty-three`.
    """
    number = _read(words, at)
    if number and not number.ordinal and 10 <= number.value <= 20:
        pair = _read(words, number.end)
        if pair and not pair.ordinal and 10 <= pair.value <= 99:
            return Numeral(100 * number.value + pair.value, pair.end)
    return number


def _read(words: Sequence[str], at: int) -> Numeral | None:
    total = group = 0
    scale, end = _LARGEST, at
    while end < len(words):
        word = words[end]
        if word == "and":
            after_scale = end > at and words[end - 1] in _SCALES
            if not (after_scale and 0 < _WORDS.get("".join(words[end + 1 : end + 2]), 0) < 100):
                break
            end += 1
            continue
        value = _WORDS.get(word)
        if value is None or not _follows(value, group, scale, first=end == at):
            break
        if value < 100:
            group += value
        elif value == 100:
            group = max(group, 1) * 100
        else:
            total, group, scale = total + max(group, 1) * value, 0, value
        end += 1
        if word in _ORDINALS or value == 0:
            return Numeral(total + group, end, word in _ORDINALS)
    return Numeral(total + group, end) if end > at else None


def _follows(value: int, group: int, scale: int, *, first: bool) -> bool:
    """Whether a number word can come next, after `group` of hundreds and before `scale`."""
    if value == 0:
        return first
    if value < 10:
        return group % 10 == 0 and group % 100 != 10
    if value < 100:
        return group % 100 == 0
    return group < 100 if value == 100 else value < scale


def to_digits(words: Sequence[str]) -> tuple[str, ...]:
    """The words with each number in words, ordinal or Roman numeral written in digits."""
    if KNOWN.isdisjoint(words):
        return tuple(words)
    written: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in _WORDS and (number := read(words, at)):
            written.append(str(number.value))
            at = number.end
        else:
            written.append(_ROMAN.get(words[at], words[at]))
            at += 1
    return tuple(written)
