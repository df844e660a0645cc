"""What came of a response: a function of card, form, response and context, and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from quiz import cloze
from quiz.grading import dates, numbers
from quiz.grading.names import Vocabulary, spellings
from quiz.grading.text import Normal, near, normal, normalise
from quiz.markdown import plain
from quiz.model import Card, CardType, Form, Library, Mode, Outcome, Response, Verdict

__all__ = ["Context", "accepted", "grade", "normalise", "number_range", "readable", "same"]

_LONGEST = 1000
"""Characters of a typed answer that are looked at; a longer one is right only if identical."""

_TYPED = (CardType.SHORT_ANSWER, CardType.DATE, CardType.NUMBER)


@dataclass(frozen=True)
class Context:
    """What grading has to know besides the card: its library's names and answers, the mode."""

    mode: Mode
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=lambda: MappingProxyType({}))
    """By library; the names of a library apply in all its decks."""

    @classmethod
    def of(cls, libraries: Iterable[Library], mode: Mode) -> Context:
        """The context of a sitting; names and rivals are worked out when first needed."""
        return cls(mode, {library.slug: Vocabulary(library) for library in libraries})

    def vocabulary(self, card: Card) -> Vocabulary:
        """The names and answers that apply to a card."""
        return self.vocabularies.get(card.identity.library, _NO_WORDS)


_NO_WORDS = Vocabulary()


def grade(card: Card, form: Form, response: Response, context: Context, gap: int = 0) -> Outcome:
    """The outcome of a response to a card, or to one gap of a cloze card.

    Never raises, and `right` is between 0 and `of`; an empty response is wrong.
    """
    match form:
        case Form.TYPED:
            return _typed(card, " ".join(response), context)
        case Form.CLOZE:
            return _cloze(card, " ".join(response), context, gap)
        case Form.SELECT:
            return _select(card, response)
        case Form.ORDER:
            return _parts(response, [item.text for item in card.items])
        case Form.MATCH:
            return _parts(response, [pair.right for pair in card.pairs])
        case Form.REVEAL:
            return _reveal(card, response, context.mode)
        case Form.CHOICE | Form.TRUE_FALSE:
            return _outcome(response == (card.answer,))


def accepted(card: Card, text: str, context: Context) -> bool:
    """Whether a text is right outright as an answer of the card: not merely close."""
    if card.type in _TYPED:
        return _typed(card, text, context).verdict is Verdict.CORRECT
    vocabulary, given = context.vocabulary(card), normal(plain(text))
    return any(_same(given, normal(plain(key)), vocabulary) for key in _answers(card))


def readable(card: Card, text: str) -> bool:
    """Whether a text can be compared on a date or number card, a date at its precision."""
    if card.type is CardType.DATE:
        date, answer = dates.parse(plain(text)), dates.parse(plain(card.answer))
        wanted = _precision(card) or (answer.precision if answer else dates.Precision.YEAR)
        return date is not None and date.precision >= wanted
    if card.type is CardType.NUMBER:
        return numbers.parse(plain(text), card.unit) is not None
    return True


def number_range(text: str, unit: str = "") -> tuple[float, float] | None:
    """The least and greatest number that a text stands for; None if it is no number."""
    quantity = numbers.parse(plain(text), unit)
    return (quantity.low, quantity.high) if quantity else None


def same(one: str, other: str) -> bool:
    """Whether two texts say the same: as text, as dates or as numbers."""
    first, second = plain(one), plain(other)
    if normal(first).same(normal(second)):
        return normal(first).words != ()
    date, number = dates.parse(first), numbers.parse(first)
    return (date is not None and date == dates.parse(second)) or (
        number is not None and number == numbers.parse(second)
    )


def _outcome(right: bool, note: str = "") -> Outcome:
    return Outcome(Verdict.CORRECT if right else Verdict.WRONG, int(right), 1, note)


# -- forms with options --------------------------------------------------------------------


def _select(card: Card, response: Response) -> Outcome:
    key, chosen = set(card.answers), set(response)
    options = key.union(distractor.text for distractor in card.distractors)
    if not chosen:
        return Outcome(Verdict.WRONG, 0, max(1, len(options)))
    right = max(0, len(options) - len(chosen ^ key))
    verdict = Verdict.CORRECT if chosen == key else Verdict.WRONG
    return Outcome(verdict, right, max(1, len(options)))


def _parts(response: Response, key: Sequence[str]) -> Outcome:
    right = sum(given == wanted for given, wanted in zip(response, key, strict=False))
    verdict = Verdict.CORRECT if key and response == tuple(key) else Verdict.WRONG
    return Outcome(verdict, right, max(1, len(key)))


def _reveal(card: Card, response: Response, mode: Mode) -> Outcome:
    if not card.points:
        return _outcome(response != ())
    right, of = sum(point in response for point in card.points), len(card.points)
    enough = right == of if mode is Mode.TEST else 2 * right >= of
    return Outcome(Verdict.CORRECT if enough else Verdict.WRONG, right, of)


# -- cloze ---------------------------------------------------------------------------------

_SEPARATORS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"[;\n|]", r"/", r",(?!\d)|&|\band\b", r",", r"[-\u2013\u2014]|\bto\b")
)


def _cloze(card: Card, text: str, context: Context, gap: int) -> Outcome:
    prompt = cloze.blanked(card.prompt, gap)
    keys = [
        replace(card, type=CardType.SHORT_ANSWER, prompt=prompt, answer=answer)
        for answer in cloze.answers(card.prompt, gap)
    ]
    if len(keys) == 1:
        return _typed(keys[0], text, context)
    return _several(keys, text, context)


def _several(keys: Sequence[Card], text: str, context: Context) -> Outcome:
    """The different texts of one gap, given in their order and with any separator."""
    wrong = Outcome(Verdict.WRONG, 0, max(1, len(keys)))
    if not text.strip() or len(text) > _LONGEST:
        return wrong
    whole = normal(" ".join(plain(key.answer) for key in keys)).words
    if _without_and(normal(text).words) == _without_and(whole):
        return Outcome(Verdict.CORRECT, len(keys), len(keys))
    for separator in _SEPARATORS:
        parts = [part for part in separator.split(text) if part.strip()]
        if len(parts) == len(keys):
            return _joined([_typed(*pair, context) for pair in zip(keys, parts, strict=True)])
    return wrong


def _without_and(words: Sequence[str]) -> list[str]:
    return [word for word in words if word != "and"]


def _joined(outcomes: Sequence[Outcome]) -> Outcome:
    verdicts = {outcome.verdict for outcome in outcomes}
    worst = next(v for v in (Verdict.WRONG, Verdict.CLOSE, Verdict.CORRECT) if v in verdicts)
    right = sum(outcome.right for outcome in outcomes)
    return Outcome(worst, right, len(outcomes), next((o.note for o in outcomes if o.note), ""))


# -- typed answers -------------------------------------------------------------------------


def _typed(card: Card, text: str, context: Context) -> Outcome:
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return _outcome(bool(text) and text in _answers(card))
    answer, *others = keys = [plain(key) for key in _answers(card)] or [""]
    given, vocabulary = normal(text), context.vocabulary(card)
    if text == card.answer.strip():
        return _outcome(True)
    if given.same(normal(answer)) or not given.words:
        return _outcome(given.words != ())
    rejects = [plain(reject) for reject in card.reject]
    if _is_any(given, rejects) or _is_refused_name(given, keys, vocabulary):
        return _outcome(False)
    if _is_any(given, others):
        return _outcome(True)
    if any(same(text, key) or _same(given, normal(key), vocabulary) for key in rejects):
        return _outcome(False)
    if any(_same(given, normal(key), vocabulary) for key in keys):
        return _outcome(True)
    return (
        _as_date(card, keys, text, context.mode)
        or _as_number(card, keys, text)
        or _slip(card, keys, given, vocabulary)
        or _outcome(False, _unreadable(card, text))
    )


def _answers(card: Card) -> tuple[str, ...]:
    return tuple(text for text in (card.answer, *card.answers, *card.accept) if text)


def _is_any(given: Normal, texts: Iterable[str]) -> bool:
    return any(given.same(normal(text)) for text in texts)


def _same(one: Normal, other: Normal, vocabulary: Vocabulary) -> bool:
    return one.same(other) or vocabulary.same(one.words, other.words)


def _is_refused_name(given: Normal, keys: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether it is the key, but for a name that is written as the name's `reject` forbids."""
    return any(
        vocabulary.same(given.words, words)
        for key in keys
        for words, _ in vocabulary.respelt(normal(key).words, lambda name: name.reject)
    )


def _slip(card: Card, keys: Iterable[str], given: Normal, vocabulary: Vocabulary) -> Outcome | None:
    """Close, where typing errors alone part the response from a key and make no other answer."""
    named = vocabulary.named(given.words)
    for key in keys:
        words = normal(key).words
        for expected, shown in ((words, key), *vocabulary.respelt(words, spellings)):
            if near(expected, given.words) and named <= vocabulary.named(expected):
                wrong = (normal(plain(option.text)) for option in card.distractors)
                if vocabulary.is_rival(given) or any(_same(given, w, vocabulary) for w in wrong):
                    return None
                return Outcome(Verdict.CLOSE, 0, 1, f'Spelt "{shown}"?')
    return None


def _unreadable(card: Card, text: str) -> str:
    """What to say of a response that is no date or number where one is asked."""
    if card.type is CardType.DATE:
        if dates.is_ambiguous(text):
            return "Day and month could be either way round: write the month as a word."
        return "" if dates.parse(text) else "That could not be read as a date."
    if card.type is CardType.NUMBER and not numbers.parse(text, card.unit):
        return "That could not be read as a number."
    return ""


# -- dates ---------------------------------------------------------------------------------

_PART_OF_A_PERIOD = re.compile(r"\b(?:early|mid|late)\b[\s-]*", re.IGNORECASE)


def _as_date(card: Card, keys: Sequence[str], text: str, mode: Mode) -> Outcome | None:
    """The outcome where key and response are dates; None where one is not."""
    answer, *others = map(dates.parse, keys)
    given = dates.parse(_PART_OF_A_PERIOD.sub("", text))
    if not answer or not given or card.type is CardType.NUMBER:
        return None
    if card.type is not CardType.DATE and not answer.is_evident:
        return None
    asked = min(_precision(card) or dates.Precision.DAY, answer.precision)
    named = dates.years_named(card.prompt)
    if given.year is None and answer.year in named:
        given = replace(given, year=answer.year)
    if answer.year is None and given.year is not None and named and given.year not in named:
        return _outcome(False)
    # A response finer than a coarse `accept` has to agree with the answer itself.
    expected = [answer] + [
        date
        for date in others
        if date and (date.precision >= asked or date.precision >= given.precision)
    ]
    fits = [dates.fit(date, given, asked, dates.parse_span(card.within)) for date in expected]
    if dates.Fit.SAME in fits:
        return _outcome(True)
    if dates.Fit.COARSER not in fits:
        return _outcome(False)
    coarser = expected[fits.index(dates.Fit.COARSER)]
    parts = " and ".join(f"the {part}" for part in dates.missing(coarser, given, asked))
    verdict = Verdict.CLOSE if mode is Mode.STUDY else Verdict.WRONG
    verb = "are" if " and " in parts else "is"
    return Outcome(verdict, 0, 1, f"{parts.capitalize()} {verb} missing.")


def _precision(card: Card) -> dates.Precision | None:
    return dates.Precision.__members__.get(card.precision.upper())


# -- numbers -------------------------------------------------------------------------------


def _as_number(card: Card, keys: Sequence[str], text: str) -> Outcome | None:
    """The outcome where key and response are numbers; None where one is not."""
    answer, *others = (numbers.parse(key, card.unit) for key in keys)
    given = numbers.parse(text, card.unit)
    if not answer or not given or card.type is CardType.DATE:
        return None
    asked = numbers.unit_of(card.unit) or answer.unit
    if asked and given.unit and given.unit != asked:
        return _outcome(False, f"This asks for {card.unit or asked}.")
    if card.type is not CardType.NUMBER:
        if answer.nouns:
            return None
        return _outcome((given.low, given.high) == (answer.low, answer.high))
    expected = [quantity for quantity in (answer, *others) if quantity]
    tolerance = numbers.parse_tolerance(card.within)
    limits = numbers.parse(card.range, card.unit)
    factors = {1.0, numbers.factor_of(card.unit)}
    return _outcome(
        any(
            numbers.lies_in(given.divided(factor), quantity, tolerance)
            for factor in factors
            for quantity in expected
        )
        or any(limits and numbers.lies_in(given.divided(factor), limits) for factor in factors)
    )
