"""What came of a typed answer: exact, by name, as a date, as a number, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quiz.grading import dates, numbers
from quiz.grading.context import Context, Vocabulary, spellings
from quiz.grading.text import Normal, Words, near, normal
from quiz.grading.titles import head
from quiz.grading.wordings import Wording, twice, wordings
from quiz.markdown import plain
from quiz.model import Card, CardType, Mode, Name, Outcome, Verdict

LONGEST = 1000
"""Characters of a typed answer that are looked at; a longer one is right only if identical."""


def typed(card: Card, text: str, context: Context) -> Outcome:
    """The outcome of a typed answer to a card that is asked whole."""
    return (
        settled(card, text, context)
        or _in_wider_place(card, text, context)
        or _slip(card, text, context.vocabulary(card))
        or outcome(False, unread(card, text))
    )


def settled(card: Card, text: str, context: Context) -> Outcome | None:
    """The outcome of a typed answer unless typing errors could still make it close."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return outcome(bool(text) and text in answers(card))
    keys, vocabulary = _plain_answers(card) or [""], context.vocabulary(card)
    right = _by_words(card, keys, text, vocabulary)
    if right is not None:
        return outcome(right)
    if reworded := _reworded(card, keys, text, vocabulary):
        return reworded
    found = _as_date(card, keys, text, context.mode)
    if found and not found.score:
        found = _without_century(card, keys, text, context) or found
    found = found or _as_number(card, keys, text)
    return found if found and found.score else _other_number(card, keys, text, context) or found


def _by_words(card: Card, keys: Sequence[str], text: str, vocabulary: Vocabulary) -> bool | None:
    """Whether a text is right by its words and names; None where it is no key and not refused."""
    answer, *others = keys
    given = normal(text)
    if text == card.answer.strip():
        return True
    if given.same(normal(answer)) or not given.words:
        return given.words != ()
    rejects = [plain(reject) for reject in card.reject]
    if _is_any(given, rejects) or _is_refused_name(given, keys, vocabulary):
        return False
    if _is_any(given, others):
        return True
    if _is_refused_value(card, text, rejects) or _is_any_by_name(given, rejects, vocabulary):
        return False
    return True if _is_any_by_name(given, keys, vocabulary) else None


def _reworded(card: Card, keys: Sequence[str], text: str, vocabulary: Vocabulary) -> Outcome | None:
    """The outcome of a key in other words; None where an author calls any such wording wrong."""
    if card.type is not CardType.SHORT_ANSWER:
        return None
    found = _wording(card, keys, text, vocabulary)
    if not found:
        return None
    wrong = [plain(text) for text in (*card.reject, *(d.text for d in card.distractors))]
    if _is_any_by_name(normal(text), wrong, vocabulary):
        return None
    if any(_wording(card, keys, other, vocabulary) for other in wrong):
        return None
    asks = f'Did you mean "{keys[0]}"?'
    return outcome(True) if found.certain else Outcome(Verdict.CLOSE, 0, 1, asks)


def _wording(card: Card, keys: Sequence[str], text: str, vocabulary: Vocabulary) -> Wording | None:
    """How a text says a key in other words."""
    for wording in wordings(card, text, map(normal, keys), vocabulary):
        if all(_by_words(card, keys, part, vocabulary) for part in wording.texts):
            return wording
    return None


def outcome(right: bool, note: str = "") -> Outcome:
    """The outcome of what has no parts."""
    return Outcome(Verdict.CORRECT if right else Verdict.WRONG, int(right), 1, note)


def answers(card: Card) -> tuple[str, ...]:
    """Every text that is right for a card, its answer first."""
    return tuple(text for text in (card.answer, *card.answers, *card.accept) if text)


def _plain_answers(card: Card) -> list[str]:
    return [plain(answer) for answer in answers(card)]


def _is_any(given: Normal, texts: Iterable[str]) -> bool:
    return any(given.same(normal(text)) for text in texts)


def _is_any_by_name(given: Normal, texts: Iterable[str], vocabulary: Vocabulary) -> bool:
    return any(equal_by_name(given, normal(text), vocabulary) for text in texts)


def _is_refused_value(card: Card, text: str, rejects: Sequence[str]) -> bool:
    """Whether it is a date or a number that the author rejects."""
    if not rejects:
        return False
    date, number = dates.parse(text), _bare(card, text)
    return any(
        (date is not None and date == dates.parse(reject))
        or (number is not None and number == _bare(card, reject))
        for reject in rejects
    )


def _bare(card: Card, text: str) -> numbers.Quantity | None:
    """A number in the unit that is asked for, without what else is said of it: over 5 is 5, and
    where a number is asked so are 5 men."""
    number = numbers.parse(text, card.unit)
    if not number:
        return None
    answer = numbers.parse(plain(card.answer), card.unit)
    unit = number.unit or numbers.unit_of(card.unit) or (answer.unit if answer else "")
    nouns = () if card.type is CardType.NUMBER else number.nouns
    return replace(number, unit=unit, nouns=nouns, bound="")


def equal_by_name(one: Normal, other: Normal, vocabulary: Vocabulary) -> bool:
    """Whether two texts are the same when every name in them is written alike."""
    return one.same(other) or vocabulary.same(one.words, other.words)


def _is_refused_name(given: Normal, keys: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether it is the key, but for a name that is written as the name's `reject` forbids."""
    return any(
        vocabulary.same(given.words, words)
        for key in keys
        for words, _ in vocabulary.respelt(normal(key).words, lambda name: name.reject)
    )


def _slip(card: Card, text: str, vocabulary: Vocabulary) -> Outcome | None:
    """Close, where typing errors alone part the response from a key and make no other answer."""
    given = normal(text)
    for key in _plain_answers(card):
        words = normal(key).words
        for expected, shown in ((words, key), *vocabulary.respelt(words, spellings)):
            if near(expected, given.words) and not _says_something_else(
                card, given, expected, vocabulary
            ):
                return Outcome(Verdict.CLOSE, 0, 1, f'Spelt "{shown}"?')
    return None


_NARROW = frozenset(("capital", "city", "town", "port", "river", "reservoir", "line"))
"""What no other place lies in."""
_IN_A_PLACE = re.compile(r"(.+?)(?:,| \(| in )([^,()]+)\)?")


def _in_wider_place(card: Card, text: str, context: Context) -> Outcome | None:
    """The outcome of `Kaesong, North Korea` where Kaesong is asked for: right where the prompt
    or the glossary says as much, else close, since it may be the country of another."""
    parts = _IN_A_PLACE.fullmatch(text.strip())
    found = settled(card, parts[1], context) if parts else None
    if not parts or not found or found.verdict is not Verdict.CORRECT:
        return None
    vocabulary, place, wider = context.vocabulary(card), normal(parts[1]), normal(parts[2])
    others = (*card.reject, *(distractor.text for distractor in card.distractors))
    if any(equal_by_name(wider, normal(plain(other)), vocabulary) for other in others):
        return None
    prompt = normal(plain(card.prompt))
    answer = normal(plain(card.answer))  # of `the city of Kaesong` this is the name
    names = vocabulary.called(answer if _hold([place], answer) else place)
    places = [name for name in names if name.kind == "place"]
    told = [prompt, *(normal(name.glossary) for name in places)]
    kinds = {name.kind for name in vocabulary.called(wider) if not _NARROW.intersection(head(name))}
    if not places or not ("country" in kinds or ("place" in kinds and _hold(told, wider))):
        return None
    countries = [name for name in vocabulary.called(wider) if name.kind == "country"]
    # it may stand in the prompt without being where the place is
    said = any(_hold([prompt], normal(f"{way} {parts[2]}")) for way in ("in", "of"))
    if (said and not _hold([prompt], place)) or _lie_in(places, countries):
        return outcome(True)
    return Outcome(Verdict.CLOSE, 0, 1, f'Is "{plain(card.answer)}" enough?')


_LIES_IN = re.compile(r"(?:The |An? )?\w+ (?:in|of) ([^,;:.()]+)")


def _lie_in(places: Sequence[Name], countries: Sequence[Name]) -> bool:
    """Whether the glossary says so of each place: `Capital of North Korea`, `Port in Japan`."""
    told = [_LIES_IN.match(plain(place.glossary)) for place in places]
    known = {normal(spelling).words for name in countries for spelling in spellings(name)}
    return all(found is not None and normal(found[1]).words in known for found in told)


def _hold(texts: Iterable[Normal], run: Normal) -> bool:
    """Whether these words stand in one of the texts."""
    return any(f" {' '.join(run.words)} " in f" {' '.join(text.words)} " for text in texts)


def _says_something_else(
    card: Card, given: Normal, expected: Words, vocabulary: Vocabulary
) -> bool:
    """Whether what looks like a typing error is a distractor, another answer or another name."""
    distractors = (normal(plain(distractor.text)) for distractor in card.distractors)
    return (
        vocabulary.is_answer(given)
        or not vocabulary.named(given.words, expected) <= vocabulary.named(expected)
        or any(equal_by_name(given, distractor, vocabulary) for distractor in distractors)
    )


def unread(card: Card, text: str) -> str:
    """What to say of a response that is no date or number where one is asked; else nothing."""
    if card.type is CardType.DATE:
        if dates.is_ambiguous(text):
            return "Day and month could be either way round: write the month as a word."
        return "" if _date(text) else "That could not be read as a date."
    if card.type is CardType.NUMBER:
        ways = (text, numbers.as_percent(text), numbers.with_commas(text), *(twice(text) or ()))
        if not any(numbers.parse(way, card.unit) for way in ways):
            return "That could not be read as a number."
    return ""


# -- dates ---------------------------------------------------------------------------------

_PART_OF_A_PERIOD = re.compile(r"\b(?:early|mid|late)\b[\s-]*", re.IGNORECASE)
_DAYTIME = "dawn|noon|dusk|morning|afternoon|evening|night"
_PART_OF_A_DAY = re.compile(
    rf"\b(?:at |in the )?(?:{_DAYTIME}) (?:of|on) "
    rf"|[\s,(]+(?:at |in the )?(?:{_DAYTIME})\)?\s*$",
    re.IGNORECASE,
)


def _as_date(card: Card, keys: Iterable[str], text: str, mode: Mode) -> Outcome | None:
    """The outcome where key and response are dates; None where one is not."""
    found = [date for date in map(dates.parse, keys) if date]
    if card.type is not CardType.DATE:
        found = [date for date in found if date.is_evident]
    given = _date(text) if found else None
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


def _date(text: str) -> dates.Date | None:
    """A date of which a part is named, `early October`, `the evening of 19 October`,
    `19 October at dawn`."""
    whole = _PART_OF_A_PERIOD.sub("", text)
    day = _PART_OF_A_DAY.sub("", whole)
    date = dates.parse(day)
    return date if date and (date.day or day == whole) else None


_APOSTROPHES = "'\u2018\u2019"
_ASKS_YEAR = re.compile(r"\[(?:\w+ )?year\]|\b(?:which|what) year\b", re.IGNORECASE)


def _without_century(
    card: Card, keys: Iterable[str], text: str, context: Context
) -> Outcome | None:
    """The outcome of `25.10.50`, which is less fine by its century unless the prompt names the
    year; None where no century is left out."""
    given = dates.parse(text)
    if not given or not given.short:
        return None
    asked = card.type is CardType.DATE or given.month or text[0] in _APOSTROPHES
    if not asked and not _ASKS_YEAR.search(card.prompt):
        return None
    year = next((date.year for date in map(dates.parse, keys) if date and date.year), None)
    if year is None:
        return None
    whole = given.in_century_of(year)
    found = settled(card, whole.written(), context)
    named = {year for year in dates.years_named(card.prompt) if year % 100 == given.year}
    if not found or not found.score or named == {whole.year}:
        return found
    verdict = Verdict.CLOSE if context.mode is Mode.STUDY else Verdict.WRONG
    return Outcome(verdict, 0, 1, "The century is missing.")


def precision_of(card: Card) -> dates.Precision | None:
    """The precision that a date card states; None where it is read off the answer."""
    return dates.Precision.__members__.get(card.precision.upper())


# -- numbers -------------------------------------------------------------------------------


def _as_number(card: Card, keys: Iterable[str], text: str) -> Outcome | None:
    """The outcome where key and response are numbers; None where one is not."""
    parsed = (numbers.parse(key, card.unit) for key in keys)
    expected = [number for number in parsed if number]
    if card.type is not CardType.NUMBER:
        expected = [number for number in expected if not number.nouns]
    given = numbers.parse(text, card.unit) if expected else None
    if not given or card.type is CardType.DATE:
        return None
    if any(given.is_opposite(number) for number in expected):
        return outcome(False)
    asked = numbers.unit_of(card.unit) or expected[0].unit
    unit = given.unit or asked
    if asked:  # then 3 miles beside an answer in km is a key to who answers in miles
        answer, *others = expected
        expected = [answer] * (unit == asked)
        expected += [number for number in others if (number.unit or asked) == unit]
        if not expected:
            return outcome(False, f"This asks for {card.unit or asked}.")
    if card.type is not CardType.NUMBER:  # where 1951 is no answer to 1950 to 1953
        ends = (given.low, given.high)
        return outcome(any(ends == (number.low, number.high) for number in expected))
    tolerance = numbers.parse_tolerance(card.within)
    limits = numbers.parse(card.range, card.unit)
    if asked and unit != asked:  # a percentage holds for any unit
        tolerance = tolerance if tolerance and tolerance.relative else None
        limits = None
    scaled = {given, given.divided(numbers.factor_of(card.unit))}
    return outcome(
        any(numbers.lies_in(one, number, tolerance) for one in scaled for number in expected)
        or any(limits is not None and numbers.lies_in(one, limits) for one in scaled)
    )


_HUNDREDS = re.compile(
    r"\b(?:what|which) (?:percentage|per ?cent)\b"
    r"|\bhow many (?:per ?cent|(?:in|of|out of) (?:a|every|each|one) hundred)\b",
    re.IGNORECASE,
)


def _other_number(card: Card, keys: Sequence[str], text: str, context: Context) -> Outcome | None:
    """The outcome of `9 in 10` where a percentage is asked; and of `150.000` as 150,000, which is
    asked about, since it is 150 too."""
    if card.type is CardType.DATE:
        return None
    answer = numbers.parse(keys[0], card.unit)
    asked = numbers.unit_of(card.unit) or (answer.unit if answer else "")
    in_percent = asked == "percent" or _HUNDREDS.search(plain(card.prompt))
    if in_percent and (percent := numbers.as_percent(text)):
        refused = percent in (numbers.as_percent(plain(reject)) for reject in card.reject)
        return outcome(False) if refused else settled(card, percent, context)
    if card.type is CardType.NUMBER and (parts := twice(text)) and "/" not in text:
        return _each(card, parts, asked, context)
    with_commas = numbers.with_commas(text)
    found = settled(card, with_commas, context) if with_commas != text else None
    if not found or not found.score or not numbers.could_be_decimal(text):
        return found
    return Outcome(Verdict.CLOSE, 0, 1, f'Did you mean "{with_commas}"?')


_YEARS = re.compile(r"\s*(?:from |between )?(\d{4})(?: ?[-\u2013\u2014] ?| to | and )(\d{4})\s*")


def _each(card: Card, parts: Sequence[str], asked: str, context: Context) -> Outcome | None:
    """Right where each of `35 or 36` is; and in `35 (1910-1945)` the years come to as many."""
    spans = [_YEARS.fullmatch(part) if asked == "year" else None for part in parts]
    said = [
        str(int(span[2]) - int(span[1])) if span else part
        for span, part in zip(spans, parts, strict=True)
    ]
    found = [settled(card, part, context) for part in said if numbers.parse(part, card.unit)]
    right = [one for one in found if one and one.verdict is Verdict.CORRECT]
    return outcome(True) if len(right) == len(said) and None in spans else None
