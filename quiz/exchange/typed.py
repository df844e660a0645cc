"""What counts as right where a program compares answers by letters or by value. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from quiz.grading import dates, numbers
from quiz.grading.context import spellings
from quiz.grading.values import answers, precision_of
from quiz.markdown import plain, printable
from quiz.model import Card, CardType, Library, Name

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MOST_YEARS = 20
_ARTICLE = re.compile(r"^(?:the|an?) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and how far off is still it."""

    value: float
    within: float = 0.0

    @property
    def written(self) -> tuple[str, str]:
        """Both in digits: some programs read no exponents."""
        return _digits(self.value), _digits(self.within)


class Names:
    """Every way in which the names of a library are written."""

    def __init__(self, library: Library) -> None:
        self._named: dict[str, list[Name]] = {}
        for name in library.names:
            for spelling in spellings(name):
                self._named.setdefault(printable(spelling).casefold(), []).append(name)

    def others(self, text: str) -> Iterator[str]:
        """How else a text is written that is a name."""
        for name in self._named.get(text.casefold(), ()):
            yield from (printable(s) for s in spellings(name) if s not in name.reject)


def right(card: Card, names: Names) -> list[str]:
    """The texts that are right, the answer first, each once whatever its case."""
    given = [_line(text) for text in answers(card)]
    if card.type is CardType.DATE:
        given += _dates(card)
    given += [_ARTICLE.sub("", text) for text in given]
    return _once((*given, *(other for text in given for other in names.others(text))), card.reject)


def right_in_gap(found: Iterable[str], names: Names) -> list[str]:
    """The texts that are right for a gap, or for several that are asked as one."""
    parts = [_line(text) for text in found]
    if len(parts) == 1:
        return _once((*parts, _ARTICLE.sub("", parts[0]), *names.others(parts[0])))
    return _once(between.join(parts) for between in (", ", "; ", " and ", " "))


def wrong(card: Card) -> list[str]:
    """The texts that are known to be wrong, as their author wrote them, each once."""
    return list(dict.fromkeys((*(d.text for d in card.distractors), *card.reject)))


def shown(text: str) -> str:
    """Card text on one line without Markdown, as it is typed."""
    return _line(text)


def amounts(card: Card) -> list[Amount]:
    """The numbers that are right, in the card's unit; none where the answer is no number."""
    found = [_amount(card, text) for text in answers(card)]
    if not found or found[0] is None:
        return []
    if card.range:  # after the answer, which programs show as the right one
        found.append(amount(card, card.range))
    return list(dict.fromkeys(amount for amount in found if amount))


def amount(card: Card, text: str) -> Amount | None:
    """A text as a number of the card's unit, without tolerance; None where it is none."""
    parsed = numbers.parse(plain(text), card.unit)
    answer = numbers.parse(plain(card.answer), card.unit)
    asked = numbers.unit_of(card.unit) or (answer.unit if answer else "")
    if not parsed or (asked and parsed.unit not in ("", asked)):
        return None
    factor = numbers.factor_of(card.unit)
    # 2.3 million where the unit is `million dollars` is 2.3; but 1,500 of them are 1,500
    in_full = abs(parsed.high) >= factor or any(
        numbers.factor_of(word) > 1 for word in text.split()
    )
    low, high = (end / factor if in_full else end for end in (parsed.low, parsed.high))
    return Amount((low + high) / 2, (high - low) / 2)


def _digits(value: float) -> str:
    return f"{Decimal(f'{value:.15g}'):f}"


def _amount(card: Card, text: str) -> Amount | None:
    found = amount(card, text)
    tolerance = numbers.parse_tolerance(plain(card.within)) if card.within else None
    if not found or not tolerance:
        return found
    low, high = found.value - found.within, found.value + found.within
    low, high = low - tolerance.around(low), high + tolerance.around(high)
    return Amount((low + high) / 2, (high - low) / 2)


def is_narrowed(card: Card) -> bool:
    """Whether a date that is near enough is not among those that `right` lists: it lists years."""
    span = dates.parse_span(card.within) if card.type is CardType.DATE else None
    if not span:
        return False
    named = list(_named(card))
    years = not span.days and span.months <= 12 * _MOST_YEARS
    return not (years and named and named[0].precision is dates.Precision.YEAR)


def _dates(card: Card) -> Iterator[str]:
    """The usual ways to write the answer, as finely as is asked and as finely as it is given."""
    named = list(_named(card))
    for date in named:
        yield from _written(date)
    span = dates.parse_span(card.within)
    if span and not span.days and named and named[0].precision is dates.Precision.YEAR:
        years = min(span.months // 12, _MOST_YEARS)
        yield from (str((named[0].year or 0) + n) for n in range(-years, years + 1))


def _named(card: Card) -> Iterator[dates.Date]:
    """The answer as finely as is asked and as finely as it is given, where its year is written
    without more."""
    answer = dates.parse(plain(card.answer))
    if answer and answer.year is not None and answer.year >= 1000:
        asked = answer.at(min(precision_of(card) or answer.precision, answer.precision))
        yield from dict.fromkeys((asked, answer))


def _written(date: dates.Date) -> Iterator[str]:
    if not date.month:
        yield str(date.year)
        return
    month = _MONTHS[date.month - 1]
    for name in (month, month[:3]):
        if date.day:
            yield f"{date.day} {name} {date.year}"
            yield f"{name} {date.day}, {date.year}"
            yield f"{name} {date.day} {date.year}"
        else:
            yield f"{name} {date.year}"
            yield f"{name}, {date.year}"
    day = f"-{date.day:02}" if date.day else ""
    yield f"{date.year}-{date.month:02}{day}"


def _line(text: str) -> str:
    return " ".join(plain(text).split())


def _once(texts: Iterable[str], refused: Iterable[str] = ()) -> list[str]:
    """Each text once whatever its case, but none that is refused and none that is empty."""
    taken = {_line(text).casefold() for text in refused} | {""}
    kept = []
    for text in texts:
        if text.casefold() not in taken:
            taken.add(text.casefold())
            kept.append(text)
    return kept
