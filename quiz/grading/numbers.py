"""Numbers, ranges and tolerances as people write them, with the unit they are given in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from quiz.grading import numerals
from quiz.grading.text import fold, join_initials


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range where `low` and `high` differ."""

    low: float
    high: float
    unit: str = ""
    """The measure it is given in, `second` or `percent`; empty where none is known."""
    nouns: tuple[str, ...] = ()
    """What follows the number besides its unit."""
    bound: str = ""
    """`over` or `under` where it is said to be more or less."""

    def is_opposite(self, other: Quantity) -> bool:
        """Whether one is more than a number and the other less than the same."""
        value, same = (self.low, self.high), (other.low, other.high)
        return value == same and {self.bound, other.bound} == {"over", "under"}

    def divided(self, divisor: float) -> Quantity:
        """The part of it."""
        return replace(self, low=self.low / divisor, high=self.high / divisor)


class Tolerance(NamedTuple):
    """How far off is still right: an amount, or a part of the number itself."""

    amount: float = 0.0
    relative: bool = False

    def around(self, value: float) -> float:
        """The amount for this number."""
        return abs(value) * self.amount if self.relative else self.amount


_MEASURES = {
    spelling: measure
    for measure, spellings in {
        "second": "second seconds sec secs s",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs h",
        "day": "day days",
        "week": "week weeks wk wks",
        "month": "month months mth mths mo",
        "year": "year years yr yrs yo",
        "decade": "decade decades",
        "century": "century centuries",
        "millimetre": "millimetre millimetres millimeter millimeters mm",
        "centimetre": "centimetre centimetres centimeter centimeters cm",
        "metre": "metre metres meter meters mtr mtrs m",
        "kilometre": "kilometre kilometres kilometer kilometers km kms",
        "inch": "inch inches",
        "foot": "foot feet ft",
        "yard": "yard yards yd yds",
        "mile": "mile miles mi",
        "square metre": "m2 sqm",
        "square kilometre": "km2 sqkm",
        "cubic metre": "m3",
        "acre": "acre acres",
        "hectare": "hectare hectares ha",
        "gram": "gram grams gramme grammes g",
        "kilogram": "kilogram kilograms kilo kilos kg",
        "ton": "ton tons tonne tonnes t",
        "ounce": "ounce ounces oz",
        "pound": "pound pounds lb lbs £ gbp",
        "litre": "litre litres liter liters l",
        "gallon": "gallon gallons",
        "barrel": "barrel barrels",
        "knot": "knot knots",
        "degree": "degree degrees deg °",
        "percent": "percent pct pc %",
        "dollar": "dollar dollars usd $",
        "euro": "euro euros eur €",
        "yen": "yen jpy ¥",
        "yuan": "yuan rmb renminbi cny",
        "won": "won krw ₩",
        "rouble": "rouble roubles ruble rubles rub ₽",
        "rupee": "rupee rupees inr ₹",
    }.items()
    for spelling in spellings.split()
}
_CURRENCIES = frozenset(("pound", "dollar", "euro", "yen", "yuan", "won", "rouble", "rupee"))
_POWERS = {"square": "square", "sq": "square", "cubic": "cubic"}
_KINDS = frozenset(("us", "american", "metric"))
_M_IS_SHORT_FOR = frozenset(("metre", "minute", "mile"))

_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_EXPONENTS = (
    _SCALES
    | {f"{scale}s": exponent for scale, exponent in _SCALES.items()}
    | {"k": 3, "m": 6, "mn": 6, "mil": 6, "mln": 6, "mio": 6, "b": 9, "bn": 9}
)
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25}
_DOZEN = frozenset(("dozen", "dozens"))
_SINGLE = frozenset(("a", "an"))

_BEFORE_A_NUMBER = (
    "about around some nearly roughly over more than almost approximately approx circa ca c"
    " estimated just well close to as many between from the a an ~ ≈ . us at least most up upwards"
    " total of exactly precisely only slightly little for"
)
HOW_NEARLY = frozenset(_BEFORE_A_NUMBER.split())
"""Words that leave a number as it is."""
_BOUNDS = dict.fromkeys(("over", "more", "least", "upwards"), "over") | dict.fromkeys(
    ("nearly", "almost", "most", "up"), "under"
)
_TO = frozenset(("to", "and", "-", "\u2013", "\u2014", "\u2212"))
_DENIALS = frozenset(("not", "no", "nor", "never", "neither", "wrong"))
_MINUS = frozenset(("-", "\u2212", "minus"))

_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_LINES = (["parallel"], ["meridian"], ["degree"])
"""What an ordinal before is the number of: the 38th parallel is at 38 degrees."""

_NUMBER = r"\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![^\W\d_])\.\d+"
_TOKEN = re.compile(rf"\d+(?:st|nd|rd|th)\b|{_NUMBER}|[^\W\d_]+(?:[23]\b)?|[^\w\s]")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_LONGEST = 100
_MOST_DIGITS = 15
"""As many as a float keeps apart."""


def parse(text: str, unit: str = "") -> Quantity | None:
    """The number or range that a text is, with nothing but words about it; None if it is none.

    `unit` is what was asked for: it tells the m of metres from that of millions.
    """
    if len(text) > _LONGEST:
        return None
    measure = unit_of(unit)
    return _parse(text, measure if measure in _M_IS_SHORT_FOR else "m")


@lru_cache(maxsize=4096)
def _parse(text: str, m: str) -> Quantity | None:
    tokens = [m if token == "m" else token for token in _tokens(text)]
    at = 0
    while at < len(tokens) and tokens[at] in HOW_NEARLY:
        at += 1
    bound = next((_BOUNDS[token] for token in tokens[:at] if token in _BOUNDS), "")
    if tokens[at - 1 : at] and tokens[at - 1] in _SINGLE and _is_whole_measure(tokens[at:]):
        return Quantity(1, 1, tokens[at], bound=bound)
    low = _amount(tokens, at)
    if not low:
        return None
    high, separator = low, low.end
    first = tokens[separator] if separator < len(tokens) else ""
    if first in _MEASURES:
        separator += 1  # 5 km to 10 km
    if tokens[separator : separator + 1] and tokens[separator] in _TO:
        high = _amount(tokens, separator + 1) or low
    if _multiple(tokens[low.end - 1]) == 1:
        multiple = _multiple(tokens[high.end - 1])
        if low.value <= high.value / multiple:  # 2 to 3 million
            low = low._replace(value=low.value * multiple)
    rest = tokens[high.end :]
    words = [token for token in rest if token.isalnum() or token in _MEASURES]
    if low.value > high.value or any(map(_is_number, rest)) or _DENIALS.intersection(words):
        return None  # so that it is not clear which is meant, or whether it is
    last = _measure(words)
    if high is not low and first in _MEASURES and last not in ("", _MEASURES[first]):
        return None  # 5 days to 5 weeks
    unit = low.unit or high.unit or last
    nouns = tuple(w for w in words if not unit or (w not in _MEASURES and w not in _POWERS))
    return Quantity(low.value, high.value, unit, nouns, bound)


def _is_whole_measure(tokens: Sequence[str]) -> bool:
    """Whether it is a measure in full, the year of `a year` or of `a year old`, and no more."""
    return tokens[1:] in ([], ["old"]) and tokens[:1] == [_MEASURES.get("".join(tokens[:1]))]


@lru_cache(maxsize=256)
def unit_of(text: str) -> str:
    """The measure that words name, `square kilometre`; else the words without a plural s."""
    words = [word for word in _tokens(text[:_LONGEST]) if word not in _SCALES]
    measures = (_measure(words[at:]) for at in range(len(words)))
    return next(filter(None, measures), " ".join(words).removesuffix("s"))


def measure_of(word: str) -> str:
    """The measure that a word names, alone; nothing where it names none."""
    return _MEASURES.get(word, "")


def is_measure(unit: str) -> bool:
    """Whether a unit is a measure and no more: km, but not km/h."""
    tokens = _tokens(unit[:_LONGEST])
    return len(tokens) == 1 and tokens[0] in _MEASURES


def factor_of(unit: str) -> float:
    """A million for `million dollars`, 1 for a unit that is no such multiple."""
    first, *_ = unit.casefold().split() or ("",)
    return float(10 ** _SCALES.get(first, 0))


def parse_tolerance(text: str) -> Tolerance | None:
    """A tolerance as `10%` or as an amount; None where it is none."""
    quantity = parse(text)
    if not quantity or quantity.low != quantity.high or quantity.low < 0:
        return None
    if quantity.unit == "percent":
        return Tolerance(quantity.low / 100, relative=True)
    return Tolerance(quantity.low)


def lies_in(given: Quantity, expected: Quantity, tolerance: Tolerance | None = None) -> bool:
    """Whether all of a given number or range is inside the expected one, ends included."""
    if not tolerance or not tolerance.amount:
        return expected.low <= given.low and given.high <= expected.high
    rounding = 1e-9 * max(abs(expected.low), abs(expected.high))
    lowest = expected.low - tolerance.around(expected.low) - rounding
    highest = expected.high + tolerance.around(expected.high) + rounding
    return lowest <= given.low and given.high <= highest


_POINTS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?!\d|[.,]\d)")


def with_commas(text: str) -> str:
    """`1,300,000` of `1.300.000`, as it is written outside English."""
    return _POINTS.sub(lambda found: found[0].replace(".", ","), text)


def could_be_decimal(text: str) -> bool:
    """Whether it has `150.000`, which is 150 as well; `1.300.000` is one number only."""
    return any(found.count(".") == 1 for found in _POINTS.findall(text))


def as_percent(text: str) -> str:
    """A part of a whole, `9 in 10` or `nearly two-fifths`, in percent; nothing where it is none."""
    tokens = _tokens(text) if len(text) <= _LONGEST else []
    at = next((n for n, token in enumerate(tokens) if token not in HOW_NEARLY), len(tokens))
    part, end = _whole_number(tokens, at)
    before, rest = tokens[:at], tokens[end:]
    if end > at:  # 9 in 10, two fifths
        whole = _denominator(rest) or _out_of(rest)
    else:  # half, a fifth
        alone = rest in (["half"], ["quarter"]) or before[-1:] in (["a"], ["an"])
        part, whole = 1, _denominator(rest) if alone else 0
    said = (token for token in before if token not in _SINGLE)
    return " ".join((*said, f"{100 * part / whole:.10g}%")) if 0 < part <= whole else ""


def _denominator(tokens: Sequence[str]) -> int:
    """The 5 of `fifths`; 0 where it is none."""
    if len(tokens) != 1:
        return 0
    number = numerals.read((tokens[0].removesuffix("s"),))
    if number and number.ordinal and number.value > 2:
        return number.value
    return {"half": 2, "quarter": 4, "quarters": 4}.get(tokens[0], 0)


_PARTED = frozenset(("out of", "in", "of", "per", "/"))


def _out_of(tokens: Sequence[str]) -> int:
    """The 10 of `in 10` and `out of a hundred`; 0 where it is none."""
    at = next((n for n in (2, 1) if " ".join(tokens[:n]) in _PARTED), 0)
    start = at + (tokens[at : at + 1] in (["a"], ["every"], ["each"]))
    whole, end = _whole_number(tokens, start)
    return whole if at and end == len(tokens) else 0


def _whole_number(tokens: Sequence[str], at: int) -> tuple[int, int]:
    """The number in digits or words that begins at `at`, and where it ends; 0 where none does."""
    token = tokens[at].replace(",", "") if at < len(tokens) else ""
    if token.isdecimal() and len(token) <= _MOST_DIGITS:
        return int(token), at + 1
    number = numerals.read(tokens, at)
    return (number.value, number.end) if number and not number.ordinal else (0, at)


class _Amount(NamedTuple):
    value: float
    end: int
    """The index after its last token."""
    unit: str = ""
    """Of a sign in front: `dollar` of `$5`."""


def _tokens(text: str) -> list[str]:
    folded = join_initials(fold(text)).replace("per cent", "percent")
    return _TOKEN.findall(_HYPHENATED.sub(" ", folded) if "-" in folded else folded)


def _amount(tokens: Sequence[str], at: int) -> _Amount | None:
    """The amount that begins at `at`: a number, its multiples and the signs in front."""
    unit = sign = ""
    for token in tokens[at:]:
        if token in _MINUS and not sign:
            sign = "-"
        elif _MEASURES.get(token) in _CURRENCIES and not unit:
            unit = _MEASURES[token]
        elif token not in _SINGLE:
            break
        at += 1
    start = _mantissa(tokens, at)
    if not start:
        return None
    mantissa, at = start
    exponent, dozens = 0, 1
    while at < len(tokens) and exponent < _MOST_DIGITS:
        if tokens[at] in _EXPONENTS:
            exponent += _EXPONENTS[tokens[at]]
        elif tokens[at] in _DOZEN and dozens == 1:
            dozens = 12
        else:
            break
        at += 1
    # Read as a whole, since 2.3 times a million is not 2,300,000 in floats.
    return _Amount(float(f"{sign}{mantissa}e{exponent}") * dozens, at, unit)


def _mantissa(tokens: Sequence[str], at: int) -> tuple[str, int] | None:
    """The digits of the number that begins at `at`, multiples aside, and where it ends."""
    token = tokens[at] if at < len(tokens) else ""
    if token[:1].isdecimal() and token[-2:] in _ORDINAL and tokens[at + 1 : at + 2] in _LINES:
        return token[:-2], at + 1
    if token in _PARTS:
        return str(_PARTS[token]), _after_of(tokens, at + 1)
    if token == "dozen":
        return "1", at
    if token[-1:].isdecimal() and not token[0].isalpha():
        digits, at = token.replace(",", "").replace(" ", ""), at + 1
    elif (number := numerals.read(tokens, at)) and (
        not number.ordinal or tokens[number.end : number.end + 1] in _LINES
    ):
        digits, at = str(number.value), number.end
    else:
        return None
    if len(digits) > _MOST_DIGITS or not digits.replace(".", "", 1).isdecimal():
        return None  # or it has a digit of a script that counts otherwise, as the Ethiopic
    if at < len(tokens) and tokens[at] in _PARTS:
        return f"{float(digits) * _PARTS[tokens[at]]:f}", _after_of(tokens, at + 1)
    part = at + 2 if tokens[at + 1 : at + 2] in (["a"], ["one"]) else at + 1
    adds_part = tokens[at : at + 1] == ["and"] and part < len(tokens) and tokens[part] in _PARTS
    if adds_part and float(digits) < 100:  # not half of one more than a million
        return f"{float(digits) + _PARTS[tokens[part]]:f}", part + 1
    return digits, at


def _after_of(tokens: Sequence[str], at: int) -> int:
    """Past the `of a` in `a quarter of a million`."""
    if tokens[at : at + 1] == ["of"]:
        at += 1
    return at + 1 if at < len(tokens) and tokens[at] in _SINGLE else at


def _multiple(token: str) -> int:
    return 12 if token in _DOZEN else 10 ** int(_EXPONENTS.get(token, 0))


def _measure(words: Sequence[str]) -> str:
    """The measure that words begin with, or nothing."""
    if not words:
        return ""
    if words[0] in _KINDS:
        return _measure(words[1:])
    if words[0] in _POWERS and (measure := _measure(words[1:])):
        return f"{_POWERS[words[0]]} {measure}"
    return _MEASURES.get(words[0], "")


def _is_number(token: str) -> bool:
    if token in _MEASURES:  # a second is one
        return False
    has_digits = any(map(str.isdecimal, token))
    return has_digits or token in _PARTS or token in _DOZEN or numerals.read((token,)) is not None
