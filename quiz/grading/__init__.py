"""What came of a response: a function of card, form, response and context, and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quiz import cloze
from quiz.grading import dates, numbers
from quiz.grading.around import without_sentence
from quiz.grading.context import Context
from quiz.grading.said import meaning
from quiz.grading.text import normal, normalise
from quiz.grading.typed import LONGEST, equal_by_name, settled, typed, unread
from quiz.grading.values import answers, outcome, precision_of
from quiz.markdown import plain
from quiz.model import Card, CardType, Form, Mode, Outcome, Response, Verdict

__all__ = [
    "Context",
    "accepted",
    "asks_again",
    "dates",
    "fits_type",
    "grade",
    "normalise",
    "numbers",
    "same",
]


def grade(card: Card, form: Form, response: Response, context: Context, gap: int = 0) -> Outcome:
    """The outcome of a response to a card, or to one gap of a cloze card.

    Never raises, and `right` is between 0 and `of`; an empty response is wrong.
    """
    match form:
        case Form.TYPED:
            return typed(card, " ".join(response), context)
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
            return outcome(response == (card.answer,))


def accepted(card: Card, text: str, context: Context) -> bool:
    """Whether a text is right outright as an answer of the card: not merely close."""
    if card.type.is_typed:
        found = settled(card, plain(text), context)
        return found is not None and found.verdict is Verdict.CORRECT
    vocabulary, given = context.vocabulary(card), normal(plain(text))
    return any(equal_by_name(given, normal(plain(key)), vocabulary) for key in answers(card))


def fits_type(card: Card, text: str) -> bool:
    """Whether a text is what the type of a card asks for: a date at its precision, a number."""
    if card.type is CardType.DATE:
        date, answer = dates.parse(plain(text)), dates.parse(plain(card.answer))
        if date is None or (date.short and date.month):
            return False
        wanted = answer.precision if answer else dates.Precision.YEAR
        return date.precision >= (precision_of(card) or wanted)
    if card.type is CardType.NUMBER:
        return numbers.parse(plain(text), card.unit) is not None
    return True


def asks_again(card: Card, text: str) -> bool:
    """Whether a typed answer to a date or number card is no date or number at all, so that it may
    be asked for again before it counts. What is coarser than asked can be read; so can what is
    right or close as it stands, and an empty text, which means don't know."""
    if not text.strip() or not unread(card, text):
        return False
    wrong = (*card.reject, *(distractor.text for distractor in card.distractors))
    if any(same(text, other) for other in wrong):
        return False
    return typed(card, text, Context(Mode.STUDY)).verdict is Verdict.WRONG


def same(one: str, other: str) -> bool:
    """Whether two texts say the same: as text, as dates or as numbers."""
    return meaning(plain(one)).same(meaning(plain(other)))


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
        return outcome(response != ())
    right, of = sum(point in response for point in card.points), len(card.points)
    enough = right == of if mode is Mode.TEST else 2 * right >= of
    return Outcome(Verdict.CORRECT if enough else Verdict.WRONG, right, of)


# -- cloze ---------------------------------------------------------------------------------

_BEST_FIRST = (Verdict.CORRECT, Verdict.CLOSE, Verdict.WRONG)

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
    if len(keys) > 1:
        return _several(keys, text, context)
    if not keys:
        return outcome(False)
    found = typed(keys[0], text, context)
    if found.score:
        return found
    others = [typed(keys[0], way, context) for way in without_sentence(text, card.prompt, gap)]
    return min((found, *others), key=lambda each: _BEST_FIRST.index(each.verdict))


def _several(keys: Sequence[Card], text: str, context: Context) -> Outcome:
    """The different texts of one gap, given in their order and with any separator."""
    wrong = Outcome(Verdict.WRONG, 0, len(keys))
    if not text.strip() or len(text) > LONGEST:
        return wrong
    whole = normal(" ".join(plain(key.answer) for key in keys)).words
    if _without_and(normal(text).words) == _without_and(whole):
        return Outcome(Verdict.CORRECT, len(keys), len(keys))
    for separator in _SEPARATORS:
        parts = [part for part in separator.split(text) if part.strip()]
        if len(parts) == len(keys):
            return _joined([typed(*pair, context) for pair in zip(keys, parts, strict=True)])
    return wrong


def _without_and(words: Sequence[str]) -> list[str]:
    return [word for word in words if word != "and"]


def _joined(outcomes: Sequence[Outcome]) -> Outcome:
    worst = max((part.verdict for part in outcomes), key=_BEST_FIRST.index)
    right = sum(part.right for part in outcomes)
    note = next((part.note for part in outcomes if part.note), "")
    return Outcome(worst, right, len(outcomes), note)
