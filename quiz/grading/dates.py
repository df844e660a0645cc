"""Dates as people write them, read to the precision they have, and compared at it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import lru_cache
from typing import NamedTuple

from quiz.grading import numerals
from quiz.grading.text import fold, join_initials


class Precision(IntEnum):
    """How finely a date is given."""

    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Date:
    """A year, a month or a day. Years before Christ count down from 0, which is 1 BC."""

    year: int | None
    """None where the date was given without one."""
    month: int | None = None
    day: int | None = None
    short: bool = field(default=False, compare=False)
    """Whether two digits stand for the year, so that another century may be meant."""

    @property
    def precision(self) -> Precision:
        """How finely it is given."""
        if self.day:
            return Precision.DAY
        return Precision.MONTH if self.month else Precision.YEAR

    @property
    def is_evident(self) -> bool:
        """Whether it can only be a date, not some other number."""
        return bool(self.month) or (self.year is not None and not 0 < self.year < 1000)

    def at(self, precision: Precision) -> Date:
        """The date no finer than this."""
        month = self.month if precision >= Precision.MONTH else None
        day = self.day if precision is Precision.DAY else None
        return Date(self.year, month, day, self.short)

    def in_century_of(self, year: int) -> Date:
        """A short date, its year taken for one of the century that another year is in."""
        return Date(100 * (year // 100) + (self.year or 0), self.month, self.day)

    def written(self) -> str:
        """A date that has a year in digits, `1950-10`, as `parse` reads it."""
        parts = (f"{part:02}" for part in (self.month, self.day) if part)
        return "-".join((f"{self.year:04}", *parts))


class Span(NamedTuple):
    """A length of time, in months or in days."""

    months: int = 0
    days: int = 0


class Fit(Enum):
    """How a given date stands to the expected one."""

    SAME = "same"
    COARSER = "coarser"
    """It agrees so far, but is given less finely than asked."""
    OTHER = "other"


# In English, and as German writes them, of which `okt` is met everywhere.
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan januar",
            "february feb februar febr",
            "march mar marz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sept sep",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        1,
    )
    for name in names.split()
}
_UNITS = {
    "day": Span(days=1),
    "week": Span(days=7),
    "month": Span(months=1),
    "year": Span(months=12),
    "decade": Span(months=120),
}
BEFORE_CHRIST = frozenset(("bc", "bce"))
ERAS = BEFORE_CHRIST | {"ad", "ce"}
_AROUND_A_DATE = (
    "the of on in year about around roughly approximately approx circa ca c st nd rd th"
    " monday tuesday wednesday thursday friday saturday sunday"
    " mon tue tues wed thu thur thurs fri sat sun , . - / ( ) ? ! ~"
)
_FILLERS = frozenset(_AROUND_A_DATE.split())
_SAID = numerals.KNOWN.union(_MONTHS, ERAS, _FILLERS, ("and",))
"""The words that a date may have."""
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_SPACED_ERA = re.compile(r"(?<=\b[abc])\. (?=[cde]\b)")
"""Within `a. d.` and `b. c. e.`"""
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_ORDERS = "dmy mdy ymd my ym md dm m y d ydd yd dy ddy"
"""Day, month in letters, year; a d may be a month in digits."""
_SHAPES = frozenset(_ORDERS.split())
_LONGEST = 100


def parse(text: str) -> Date | None:
    """A date written in any usual English way; None where it is none or could be two."""
    return _read(text[: _LONGEST + 1])[0]


def is_ambiguous(text: str) -> bool:
    """Whether it is `4/5/1919`, of which nobody can tell the day from the month."""
    return _read(text[: _LONGEST + 1])[1]


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Date | None, bool]:
    """The date, and whether it is ambiguous."""
    nothing = (None, False)
    if len(text) > _LONGEST:
        return nothing
    tokens = _TOKEN.findall(join_initials(_SPACED_ERA.sub(".", fold(text))))
    if (tokens and tokens[0] in "-\u2212") or _THOUSANDS.search(text):
        return nothing
    if any(token.isalpha() and token not in _SAID for token in tokens):
        return nothing
    era = ERAS.intersection(tokens)
    parts = numerals.to_digits([t for t in tokens if t not in _FILLERS and t not in era])
    shape = "".join(map(_kind, parts))
    if era and shape.endswith("d"):
        shape = shape[:-1] + "y"
    numbers = [_MONTHS.get(part) or int(part) for part in parts if _kind(part) != "?"]
    short = shape == "d"
    slashed = shape == "dd" and "/" in tokens  # 7/51, but neither 7.51 nor 7-51
    if shape in ("dmd", "mdd") or ((slashed or shape in ("ddd", "md")) and numbers[-1] > 31):
        short, shape = True, shape[:-1] + "y"
    if shape not in _SHAPES:
        return nothing
    if shape == "ddy":
        first, second = numbers[:2]
        if first != second and first <= 12 and second <= 12:
            return None, True
        shape = "dmy" if second <= 12 else "mdy"
    shape = {"ydd": "ymd", "yd": "ym", "dy": "my", "d": "y"}.get(shape, shape)
    found = dict(zip(shape, numbers, strict=True))
    year = found.get("y")
    if year is not None and era & BEFORE_CHRIST:
        year = 1 - year
    date = Date(year, found.get("m"), found.get("d"), short)
    return (date, False) if found.get("y") != 0 and _exists(date) else nothing


def _kind(part: str) -> str:
    if part in _MONTHS:
        return "m"
    if not part.isdecimal() or len(part) > 4:
        return "?"
    return "y" if len(part) > 2 else "d"


def _exists(date: Date) -> bool:
    if date.month is None:
        return True
    return 1 <= date.month <= 12 and (
        date.day is None or 1 <= date.day <= _days_in(date.month, date.year)
    )


def _days_in(month: int, year: int | None) -> int:
    if month != 2:
        return 30 if month in (4, 6, 9, 11) else 31
    if year is None:
        return 29
    julian = year <= 1582
    return 29 if year % 4 == 0 and (julian or year % 100 != 0 or year % 400 == 0) else 28


@lru_cache(maxsize=256)
def parse_span(text: str) -> Span | None:
    """A tolerance as `2 years` or `ten days`; None where it is none."""
    *amount, unit = numerals.to_digits(fold(text).split()) or ("",)
    step = _UNITS.get(unit.removesuffix("s"))
    if not step or len(amount) != 1 or not amount[0].isdecimal() or len(amount[0]) > 6:
        return None
    count = int(amount[0])
    return Span(step.months * count, step.days * count)


def years_named(text: str) -> frozenset[int]:
    """The years that a prompt names."""
    return frozenset(int(year) for year in _YEAR.findall(text))


def fit(expected: Date, given: Date, precision: Precision, within: Span | None = None) -> Fit:
    """How a given date stands to the expected one, at a precision and with a tolerance."""
    precision = min(precision, expected.precision)
    expected, given = expected.at(precision), given.at(precision)
    if expected.year is None or given.year is None:
        return _fit_without_year(expected, given)
    within = within or Span()
    position = _day_number if within.days else _month_and_day
    room = within.days or within.months * _DAYS_A_MONTH
    earliest = position(expected.year, expected.month or 1, expected.day or 1) - room
    latest = position(*_last_day(expected, expected.year)) + room
    first = position(given.year, given.month or 1, given.day or 1)
    last = position(*_last_day(given, given.year))
    if earliest <= first and last <= latest:
        return Fit.SAME
    agrees = first <= latest and earliest <= last
    return Fit.COARSER if agrees and given.precision < precision else Fit.OTHER


def missing(expected: Date, given: Date, precision: Precision) -> tuple[str, ...]:
    """What the given date leaves out of the expected one: `month`, `day`."""
    wanted = expected.at(precision)
    return tuple(
        part
        for part in ("year", "month", "day")
        if getattr(wanted, part) is not None and getattr(given, part) is None
    )


def _fit_without_year(expected: Date, given: Date) -> Fit:
    parts = ((expected.month, given.month), (expected.day, given.day))
    known = [(wanted, got) for wanted, got in parts if got]
    if not known or any(wanted != got for wanted, got in known):
        return Fit.OTHER
    return Fit.COARSER if missing(expected, given, expected.precision) else Fit.SAME


_DAYS_A_MONTH = 32  # more than any has: keeps the order, and a step of months whole


def _month_and_day(year: int, month: int, day: int) -> int:
    return (12 * year + month) * _DAYS_A_MONTH + day


def _day_number(year: int, month: int, day: int) -> int:
    """Days in the Gregorian calendar, on a scale that begins with March."""
    years, months = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * years + years // 4 - years // 100 + years // 400 + (153 * months + 2) // 5 + day


def _last_day(date: Date, year: int) -> tuple[int, int, int]:
    month = date.month or 12
    return year, month, date.day or _days_in(month, year)
