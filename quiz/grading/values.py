"""What came of an answer that is a date or a number: compared at its precision and tolerance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from quiz.grading import dates, numbers
from quiz.grading.around import unwrapped
from quiz.grading.nouns import by_nouns
from quiz.grading.text import normal
from quiz.markdown import plain
from quiz.model import Card, CardType, Mode, Outcome, Verdict


def outcome(right: bool, note: str = "") -> Outcome:
    """The outcome of what has no parts."""
    return Outcome(Verdict.CORRECT if right else Verdict.WRONG, int(right), 1, note)


def answers(card: Card) -> tuple[str, ...]:
    """Every text that is right for a card, its answer first."""
    return tuple(text for text in (card.answer, *card.answers, *card.accept) if text)


def plain_answers(card: Card) -> list[str]:
    """The same as plain text."""
    return [plain(answer) for answer in answers(card)]


# -- dates ---------------------------------------------------------------------------------

_PART_OF_A_PERIOD = re.compile(
    r"\b(?:early|mid|late)\b[\s-]*"
    r"|^\W*(?:(?:in|at|on) )?(?:the )?(?:(?:beginning|start|middle|end|month|course) of"
    r"|(?:spring|summer|autumn|fall|winter)(?: of)?(?= \d{4})|during) ",
    re.IGNORECASE,
)
_DAYTIME = "dawn|noon|dusk|morning|afternoon|evening|night"
_PART_OF_A_DAY = re.compile(
    rf"\b(?:at |in the )?(?:{_DAYTIME}) (?:of|on) "
    rf"|(?<![\s,(])[\s,(]+(?:at |in the )?(?:{_DAYTIME})\)?\s*$",
    re.IGNORECASE,
)


def as_date(card: Card, keys: Iterable[str], text: str, mode: Mode) -> Outcome | None:
    """The outcome where key and response are dates; None where one is not."""
    found = [date for date in map(dates.parse, keys) if date]
    if card.type is not CardType.DATE:
        found = [date for date in found if date.is_evident]
    given = date_of(text) if found else None
    if not given or card.type is CardType.NUMBER:
        return None
    answer, *others = found
    asked = min(precision_of(card) or dates.Precision.DAY, answer.precision)
    named = dates.years_named(card.prompt)
    if given.year is None and answer.year in named:
        given = replace(given, year=answer.year)
    if answer.year is None and given.year is not None and named and given.year not in named:
        return outcome(False)
    # A response finer than a coarse `accept` has to agree with the answer itself.
    expected = [answer, *(date for date in others if date.precision >= min(asked, given.precision))]
    within = dates.parse_span(card.within)
    fits = [dates.fit(date, given, asked, within) for date in expected]
    if dates.Fit.SAME in fits or dates.Fit.COARSER not in fits:
        return outcome(dates.Fit.SAME in fits)
    coarser = expected[fits.index(dates.Fit.COARSER)]
    parts = " and ".join(f"the {part}" for part in dates.missing(coarser, given, asked))
    verdict = Verdict.CLOSE if mode is Mode.STUDY else Verdict.WRONG
    verb = "are" if " and " in parts else "is"
    return Outcome(verdict, 0, 1, f"{parts.capitalize()} {verb} missing.")


def date_of(text: str) -> dates.Date | None:
    """A date of which a part is named, `early October`, `the evening of 19 October`,
    `19 October at dawn`."""
    whole = _PART_OF_A_PERIOD.sub("", text)
    day = _PART_OF_A_DAY.sub("", whole)
    date = dates.parse(day)
    return date if date and (date.day or day == whole) else None


def precision_of(card: Card) -> dates.Precision | None:
    """The precision that a date card states; None where it is read off the answer."""
    return dates.Precision.__members__.get(card.precision.upper())


# -- numbers -------------------------------------------------------------------------------

_HUNDREDS = re.compile(
    r"\b(?:what|which) (?:percentage|per ?cent)\b"
    r"|\bhow many (?:per ?cent|(?:in|of|out of) (?:a|every|each|one) hundred)\b",
    re.IGNORECASE,
)


def unit_asked(card: Card) -> str:
    """The measure that a number is asked in; nothing where none is."""
    if unit := numbers.unit_of(card.unit):
        return unit
    parsed = (numbers.parse(answer, card.unit) for answer in plain_answers(card))
    if unit := next((number.unit for number in parsed if number), ""):
        return unit
    return "percent" if _HUNDREDS.search(plain(card.prompt)) else ""


def as_number(card: Card, keys: Iterable[str], text: str) -> Outcome | None:
    """The outcome where key and response are numbers; None where one is not."""
    parsed = (numbers.parse(key, card.unit) for key in keys)
    expected = [number for number in parsed if number]
    if card.type is not CardType.NUMBER:
        expected = [number for number in expected if not number.nouns]
    if card.type is CardType.NUMBER:
        text = unwrapped(text)
    given = numbers.parse(text, card.unit) if expected else None
    if not given or card.type is CardType.DATE:
        return None
    if any(given.is_opposite(number) for number in expected):
        return outcome(False)
    asked = unit_asked(card)
    unit = given.unit or asked
    if asked:  # then 3 miles beside an answer in km is a key to who answers in miles
        answer, *others = expected
        expected = [answer] * (unit == asked)
        expected += [number for number in others if (number.unit or asked) == unit]
        if not expected:
            return outcome(False, f"This asks for {card.unit or asked}.")
    if card.type is not CardType.NUMBER:  # where 1951 is no answer to 1950 to 1953
        could_be_year = any(
            date.is_evident for date in map(dates.parse, plain_answers(card)) if date
        )
        if (given.bound and could_be_year) or not _in_prompt(card, given.nouns):
            return None  # over 1979; 1979 Mao
        ends = (given.low, given.high)
        return outcome(any(ends == (number.low, number.high) for number in expected))
    tolerance = numbers.parse_tolerance(card.within)
    limits = numbers.parse(card.range, card.unit)
    if asked and unit != asked:  # a percentage holds for any unit
        tolerance = tolerance if tolerance and tolerance.relative else None
        limits = None
    scaled = {given, given.divided(numbers.factor_of(card.unit))}
    right = any(numbers.lies_in(one, number, tolerance) for one in scaled for number in expected)
    if not right and not any(limits and numbers.lies_in(one, limits) for one in scaled):
        return outcome(False)
    if (verdict := by_nouns(card, given.nouns, "" if given.unit else asked)) is Verdict.CLOSE:
        return Outcome(verdict, 0, 1, f'Did you mean "{card.unit or asked}"?')
    right = verdict is Verdict.CORRECT
    return outcome(right, "" if right or not asked else f"This asks for {card.unit or asked}.")


def _in_prompt(card: Card, words: Iterable[str]) -> bool:
    return set(words) <= set(normal(plain(card.prompt)).words)


def bare(card: Card, text: str) -> numbers.Quantity | None:
    """A number in the unit that is asked for, without what else is said of it: over 5 is 5, and
    where a number is asked so are 5 men."""
    number = numbers.parse(text, card.unit)
    if not number:
        return None
    unit = number.unit or unit_asked(card)
    nouns = () if card.type is CardType.NUMBER else number.nouns
    return replace(number, unit=unit, nouns=nouns, bound="")


def agree(one: numbers.Quantity, other: numbers.Quantity, asked: str) -> bool:
    """Whether both can be one number, or are given in units of their own: 12 months, 1 year."""
    if (one.unit or asked) != (other.unit or asked):
        return True
    return numbers.lies_in(one, other) or numbers.lies_in(other, one)
