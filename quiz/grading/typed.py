"""What came of a typed answer: exact, by name, as a date, as a number, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quiz.grading import dates, numbers
from quiz.grading.around import unwrapped
from quiz.grading.context import Context, Vocabulary, spellings
from quiz.grading.text import Normal, Words, fold, near, normal
from quiz.grading.titles import head
from quiz.grading.values import (
    agree,
    answers,
    as_date,
    as_number,
    bare,
    date_of,
    outcome,
    plain_answers,
    unit_asked,
)
from quiz.grading.wordings import Wording, twice, wordings
from quiz.markdown import plain
from quiz.model import Card, CardType, Mode, Name, Outcome, Verdict

LONGEST = 1000
"""Characters of a typed answer that are looked at; a longer one is right only if identical."""


def typed(card: Card, text: str, context: Context) -> Outcome:
    """The outcome of a typed answer to a card that is asked whole."""
    text = _with_initial(text.strip(), card, context.vocabulary(card))
    found = _found(card, text, context)
    if not found and card.type is CardType.SHORT_ANSWER:
        letters = _ARTICLE.sub(r"\1. ", text)
        found = _found(card, letters, context) if letters != text else None
        if not found and _is_key_by_letters(card, letters):
            found = None if _is_distractor(card, text, context) else outcome(True)
    if not found and (said := unwrapped(text)) != text and not _is_distractor(card, text, context):
        found = _found(card, said, context)
    return found or outcome(False, unread(card, text))


_ARTICLE = re.compile(r"\b(an?)[ -](?=[^\W\d_])", re.IGNORECASE)
"""Or what may be a part of a name, as in `Mao An Ying`."""


def _is_key_by_letters(card: Card, letters: str) -> bool:
    """`A-priori` is `a priori`, and `An-Lushan` is `An Lushan`."""
    given = normal(letters)
    return any(given.same(normal(_ARTICLE.sub(r"\1. ", fold(key)))) for key in plain_answers(card))


def _with_initial(text: str, card: Card, vocabulary: Vocabulary) -> str:
    """`A. Truman` for `A Truman`, since no one means an article before the name of a person."""
    before, _, surname = text.rpartition(" ")
    if not f" {before}".lower().endswith(" a") or fold(text) in map(fold, plain_answers(card)):
        return text
    person = normal(surname)
    own = (name.name for name in vocabulary.called(person) if name.kind == "person")
    return f"{before}. {surname}" if any(person.solid in normal(n).words for n in own) else text


def _found(card: Card, text: str, context: Context) -> Outcome | None:
    return (
        settled(card, text, context)
        or _in_wider_place(card, text, context)
        or _slip(card, text, context.vocabulary(card))
    )


def _is_distractor(card: Card, text: str, context: Context) -> bool:
    distractors = (plain(distractor.text) for distractor in card.distractors)
    return _is_any_by_name(normal(text), distractors, context.vocabulary(card))


def settled(card: Card, text: str, context: Context) -> Outcome | None:
    """The outcome of a typed answer unless typing errors could still make it close."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return outcome(bool(text) and text in answers(card))
    keys, vocabulary = plain_answers(card) or [""], context.vocabulary(card)
    right = _by_words(card, keys, text, vocabulary)
    if right is not None:
        return outcome(right)
    if reworded := _reworded(card, keys, text, vocabulary):
        return reworded
    found = as_date(card, keys, text, context.mode)
    if found and not found.score:
        found = _without_century(card, keys, text, context) or found
    found = found or as_number(card, keys, text)
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
    if _is_any(given, rejects):
        return False
    if _is_refused_name(given, keys, vocabulary):
        parts = twice(text)  # armistice (truce), beside a key `armistice treaty`
        both = parts and all(_by_words(card, keys, part, vocabulary) for part in parts)
        return None if both else False
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


def _is_any(given: Normal, texts: Iterable[str]) -> bool:
    return any(given.same(normal(text)) for text in texts)


def _is_any_by_name(given: Normal, texts: Iterable[str], vocabulary: Vocabulary) -> bool:
    return any(equal_by_name(given, normal(text), vocabulary) for text in texts)


def _is_refused_value(card: Card, text: str, rejects: Sequence[str]) -> bool:
    """Whether it is a date or a number that the author rejects."""
    if not rejects:
        return False
    date, number = dates.parse(text), bare(card, text)
    return any(
        (date is not None and date == dates.parse(reject))
        or (number is not None and number == bare(card, reject))
        for reject in rejects
    )


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
    for key in plain_answers(card):
        words = normal(key).words
        for expected, shown in ((words, key), *vocabulary.respelt(words, spellings)):
            if near(expected, given.words) and not _says_something_else(
                card, given, expected, vocabulary
            ):
                return Outcome(Verdict.CLOSE, 0, 1, f'Spelt "{shown}"?')
    return None


_NARROW = frozenset(("capital", "city", "town", "port", "river", "reservoir", "line"))
"""What no other place lies in."""
_WIDE = frozenset(("peninsula", "continent"))
"""What other places lie in, as in a country."""
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
    around = [name for name in vocabulary.called(wider) if name not in names]
    wide = any(_WIDE.intersection(head(name)) for name in around)
    if not places or not ("country" in kinds or wide or ("place" in kinds and _hold(told, wider))):
        return None
    countries = [name for name in around if name.kind == "country"]
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
    """Whether what looks like a typing error is a distractor, another answer or another name, or
    has a word of what is wrong: the Anqing of `Mao Anqing`."""
    distractors = [normal(plain(distractor.text)) for distractor in card.distractors]
    keys = [normal(key) for key in plain_answers(card)]
    wrong = [*card.reject]
    wrong += [text for key in keys for name in vocabulary.called(key) for text in name.reject]
    rivals = _words([*distractors, *(normal(plain(text)) for text in wrong)]) - _words(keys)
    return (
        any(word in rivals for word in given.words if word not in expected)
        or vocabulary.is_answer(given)
        or not vocabulary.named(given.words, expected) <= vocabulary.named(expected)
        or any(equal_by_name(given, distractor, vocabulary) for distractor in distractors)
    )


def _words(texts: Iterable[Normal]) -> set[str]:
    return {word for text in texts for word in text.words}


def unread(card: Card, text: str) -> str:
    """What to say of a response that is no date or number where one is asked; else nothing."""
    if card.type not in (CardType.DATE, CardType.NUMBER):
        return ""
    text = unwrapped(text)
    if card.type is CardType.DATE:
        if dates.is_ambiguous(text):
            return "Day and month could be either way round: write the month as a word."
        return "" if date_of(text) else "That could not be read as a date."
    ways = (text, numbers.as_percent(text), numbers.with_commas(text), *_two(text))
    if not any(numbers.parse(way, card.unit) for way in ways):
        return "That could not be read as a number."
    return ""


# -- dates ---------------------------------------------------------------------------------

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


# -- numbers -------------------------------------------------------------------------------


def _other_number(card: Card, keys: Sequence[str], text: str, context: Context) -> Outcome | None:
    """The outcome of `9 in 10` where a percentage is asked; and of `150.000` as 150,000, which is
    asked about, since it is 150 too."""
    if card.type is CardType.DATE:
        return None
    if (percent := numbers.as_percent(text)) and unit_asked(card) == "percent":
        refused = percent in (numbers.as_percent(plain(reject)) for reject in card.reject)
        return outcome(False) if refused else settled(card, percent, context)
    if card.type is CardType.NUMBER and "/" not in text and (parts := _two(text)):
        return _each(card, text, parts, context)
    with_commas = numbers.with_commas(text)
    found = settled(card, with_commas, context) if with_commas != text else None
    if not found or not found.score or not numbers.could_be_decimal(text):
        return found
    return Outcome(Verdict.CLOSE, 0, 1, f'Did you mean "{with_commas}"?')


_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_YEARS = re.compile(
    r"\s*(?:from |between )?(\d\d)(\d\d)(?: ?[-\u2013\u2014] ?| to | until | and )(\d\d)?(\d\d)\s*"
)
_BEFORE_YEARS = re.compile(r"(?<!,) (?=(?:from |between )?\d{4}\b)")


def _two(text: str) -> Sequence[str]:
    """The two of `35 or 36`, `35 (1910-1945)`, `35, 1910-1945` and `35 years from 1910 to 1945`;
    nothing where it is none of these."""
    for halves in (text.split(", "), _BEFORE_YEARS.split(text, maxsplit=1)):
        if len(halves) == 2 and any(map(_length, halves)):
            return halves
    return twice(text) or ()


def _each(card: Card, text: str, parts: Sequence[str], context: Context) -> Outcome | None:
    """Right where each of `35 or 36` is, and where `250,000 (a quarter of a million)` says one
    number twice; the years of `35 (1910-1945)` come to as many."""
    asked = unit_asked(card)
    lengths = [_length(part) if asked == "year" else None for part in parts]
    if asked == "percent":
        parts = [numbers.as_percent(part) or part for part in parts]
    one, other = (
        length or numbers.parse(part, card.unit)
        for part, length in zip(parts, lengths, strict=True)
    )
    either = _EITHER.search(text) and not any(lengths)
    if not one or not other or all(lengths) or not (either or agree(one, other, asked)):
        return None
    alone = [part for part, length in zip(parts, lengths, strict=True) if not length]
    found = [settled(card, part, context) for part in alone]
    right = all(each is not None and each.verdict is Verdict.CORRECT for each in found)
    return outcome(True) if right else None


def _length(text: str) -> numbers.Quantity | None:
    """How many years it is from one to another, without the last of them or with it."""
    span = _YEARS.fullmatch(text)
    if not span:
        return None
    length = int((span[3] or span[1]) + span[4]) - int(span[1] + span[2])
    return numbers.Quantity(length, length + 1)
