"""Cards as the questions that a question bank knows, for GIFT and for Moodle XML alike. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from quiz import cloze, feedback, mixing
from quiz.exchange import markup, typed
from quiz.exchange.markup import inline, words
from quiz.exchange.typed import Amount, Names
from quiz.html import is_blank
from quiz.model import Card, CardType
from quiz.references import References

MOST_SHARED = 20
"""Options between which a question bank can divide all points: it knows few shares."""

_FEWEST_PAIRS = 3
_LONGEST_RIGHT = 255  # characters of the right side of a pair
_LONGEST_NUMBER = 100  # characters of an 'ID number'


class Kind(StrEnum):
    """What a question bank calls a question."""

    CHOICE = "choice"
    SELECT = "select"
    TRUE_FALSE = "true-false"
    TYPED = "typed"
    NUMBER = "number"
    MATCH = "match"
    ORDER = "order"
    CLOZE = "cloze"
    ESSAY = "essay"


_CHOSEN = (Kind.CHOICE, Kind.SELECT)


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen or typed, and what it is worth."""

    text: str
    """HTML where it is chosen, plain text where it is typed."""
    share: float
    """Of the points, in percent, from -100 to 100."""
    feedback: str = ""
    """Why it is wrong, and whose claim it is, as HTML."""
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A card as a question bank asks it; texts are HTML unless they say otherwise."""

    card: Card
    kind: Kind
    prompt: str
    task: str
    """What to do; empty where the program says it by itself."""
    general: str
    """What follows any answer: explanation, disputes, sources."""
    options: tuple[Option, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """For a match: left as HTML and right as plain text; for an order the right order."""
    model: str = ""
    """For an essay: the answer and what it should name."""
    right: bool = False
    """For true-false."""


def question(card: Card, references: References, names: Names) -> Question:
    """The question that a card becomes; a cloze card's options are left to the format."""
    kind = _kind(card)
    return Question(
        card=card,
        kind=kind,
        prompt=markup.prompt(card, references) if kind is not Kind.CLOZE else "",
        task=_task(card, kind),
        general="".join(
            (
                *_answers(card, kind),
                *markup.mistakes(card, _unsaid(card, kind), references),
                *markup.afterwards(card, references),
            )
        ),
        options=tuple(_options(card, kind, references, names)),
        pairs=tuple(_pairs(card)),
        model=_model(card) if kind is Kind.ESSAY else "",
        right=card.answer == "true",
    )


def gap(card: Card, number: int, references: References, names: Names) -> Question:
    """One gap of a cloze card as a question of its own, every other gap filled in."""
    text = cloze.blanked(feedback.prompt(card, references), number, "\\_\\_\\_\\_\\_ ({})")
    right = typed.right_in_gap(cloze.answers(card.prompt, number), names)
    return Question(
        card=card,
        kind=Kind.TYPED,
        prompt=inline(text.replace(" (...)", "")),
        task="",
        general="".join(markup.afterwards(card, references)),
        options=tuple(Option(text, 100) for text in right),
    )


def obstacle(asked: Question, program: str) -> str:
    """Why Moodle would not take a question, and with it none that follow; empty where it does."""
    shown = [option.text for option in asked.options] if asked.kind in _CHOSEN else []
    shown += [left for left, _ in asked.pairs]
    if any(map(is_blank, shown)) or not all(right for _, right in asked.pairs):
        return "one of its texts shows nothing"
    match asked.kind:
        case Kind.TYPED if not any(option.share for option in asked.options):
            return "no answer to it is right"
        case Kind.SELECT if len(asked.card.answers) > MOST_SHARED:
            return f"{program} cannot divide the points by so many"
        case Kind.MATCH if len(asked.pairs) < _FEWEST_PAIRS:
            return f"matching in {program} needs three pairs"
        case Kind.MATCH if any(len(right) > _LONGEST_RIGHT for _, right in asked.pairs):
            return f"matching in {program} takes {_LONGEST_RIGHT} characters on the right"
    return ""


def id_number(name: str) -> str:
    """A question's name as an 'ID number', or as much of it as fits with a hash of all."""
    if len(name) <= _LONGEST_NUMBER:
        return name
    digest = sha256(name.encode()).hexdigest()[:12]
    return f"{name[: _LONGEST_NUMBER - 13]}-{digest}"


def shares(count: int) -> list[float]:
    """All points divided by `count` in shares that question banks know: as even as they allow.

    Above `MOST_SHARED` the sum is more than 100.
    """
    if count <= 10:
        return [100 / (count or 1)] * count
    twentieths = min(count, 2 * count - MOST_SHARED)
    return [10.0] * (count - twentieths) + [5.0] * twentieths


def _kind(card: Card) -> Kind:
    match card.type:
        case CardType.SHORT_ANSWER | CardType.DATE:
            return Kind.TYPED
        case CardType.NUMBER:
            return Kind.NUMBER if typed.amounts(card) else Kind.TYPED
        case CardType.OPEN:
            return Kind.ESSAY
        case _:
            return Kind(card.type.value)


def _task(card: Card, kind: Kind) -> str:
    if kind is Kind.NUMBER:
        unit = f"In {inline(card.unit)}, in" if card.unit else "In"
        return f"{unit} digits, without commas."
    return markup.task(card) if card.precision else ""


def _answers(card: Card, kind: Kind) -> Iterator[str]:
    """The answer itself, where the program does not show it by itself as it should be read."""
    if kind is Kind.ORDER and any(item.label for item in card.items):
        yield markup.listed(map(markup.labelled, card.items), "ol")
    elif kind is Kind.ESSAY:
        yield _model(card)
    elif kind is Kind.CLOZE:
        yield f"<p>{inline(cloze.filled(card.prompt))}</p>"
    elif kind is Kind.NUMBER:
        yield f"<p>{inline(feedback.with_unit(card, card.answer))}</p>"


def _options(card: Card, kind: Kind, references: References, names: Names) -> Iterator[Option]:
    match kind:
        case Kind.CHOICE | Kind.SELECT:
            yield from _offered(card, references)
        case Kind.TYPED:
            right = typed.right(card, names)
            taken = {text.casefold() for text in right}
            yield from (Option(text, 100) for text in right)
            for wrong in typed.wrong(card):
                if (text := typed.shown(wrong)) and text.casefold() not in taken:
                    yield Option(text, 0, markup.why(card, wrong, references))
        case Kind.NUMBER:
            yield from (Option("", 100, amount=amount) for amount in typed.amounts(card))
            for wrong in typed.wrong(card):
                if amount := typed.amount(card, wrong):
                    text = typed.shown(wrong)
                    yield Option(text, 0, markup.why(card, wrong, references), amount)


def _unsaid(card: Card, kind: Kind) -> list[str]:
    """Wrong answers that cannot be options, since they are no numbers."""
    if kind is not Kind.NUMBER:
        return []
    return [wrong for wrong in typed.wrong(card) if not typed.amount(card, wrong)]


def _offered(card: Card, references: References) -> Iterator[Option]:
    key = card.answers if card.type is CardType.SELECT else (card.answer,)
    right = iter(shares(len(key)))
    wrong = iter(shares(len(card.distractors)) if card.type is CardType.SELECT else ())
    for text in mixing.mixed(card):
        if text in key:
            yield Option(inline(text), next(right))
        else:
            yield Option(inline(text), 0 - next(wrong, 0.0), markup.why(card, text, references))


def _pairs(card: Card) -> Iterator[tuple[str, str]]:
    for pair in card.pairs:
        yield inline(pair.left), typed.shown(pair.right)
    for n, item in enumerate(card.items, 1):
        yield str(n), typed.shown(item.text)


def _model(card: Card) -> str:
    points = markup.listed(map(inline, card.points))
    named = f"<p>{words('It should name:')}</p>{points}" if points else ""
    return f"<p>{inline(card.answer)}</p>{named}"
