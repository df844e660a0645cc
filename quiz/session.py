"""What a sitting asks next, and in which form. Pure: seeds and times are arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from quiz import cloze
from quiz.model import Ask, Card, CardType, Form, Mode, Outcome, Response, Verdict

_FORMS = {
    CardType.CHOICE: Form.CHOICE,
    CardType.SELECT: Form.SELECT,
    CardType.TRUE_FALSE: Form.TRUE_FALSE,
    CardType.CLOZE: Form.CLOZE,
    CardType.ORDER: Form.ORDER,
    CardType.MATCH: Form.MATCH,
    CardType.OPEN: Form.REVEAL,
}


def forms(card: Card) -> tuple[Form, ...]:
    """The forms that a card can be asked in; the first while it is new."""
    if form := _FORMS.get(card.type):
        return (form,)
    return (Form.CHOICE, Form.TYPED) if card.distractors else (Form.TYPED,)


def asks(cards: Iterable[Card]) -> list[Ask]:
    """What can be asked of cards on its own, each gap of a cloze card apart; none retired."""
    return [
        Ask(card, gap)
        for card in cards
        if not card.retired
        for gap in (cloze.numbers(card.prompt) if card.type is CardType.CLOZE else (0,))
    ]


@dataclass(frozen=True, slots=True)
class Question:
    """A card as it is asked this time."""

    ask: Ask
    form: Form
    shown: tuple[str, ...] = ()
    """Options, items or right-hand sides in the order shown; empty where there are none."""

    @property
    def card(self) -> Card:
        """The card that is asked."""
        return self.ask.card


def question(ask: Ask, form: Form, seed: int) -> Question:
    """The question that a sitting with this seed puts: the same seed shows the same order."""
    return Question(ask, form, _shown(ask.card, form, Random(f"{seed}/{ask.key}")))


def _shown(card: Card, form: Form, rng: Random) -> tuple[str, ...]:
    match form:
        case Form.CHOICE:
            options = [card.answer, *(d.text for d in card.distractors)]
        case Form.SELECT:
            options = [*card.answers, *(d.text for d in card.distractors)]
        case Form.MATCH:
            options = [pair.right for pair in card.pairs]
        case Form.ORDER:
            options = [item.text for item in card.items]
        case Form.TRUE_FALSE:
            return ("true", "false")
        case Form.REVEAL:
            return card.points
        case _:
            return ()
    key = options.copy()
    rng.shuffle(options)
    if form is Form.ORDER and options == key:  # the key itself would be no question
        options.append(options.pop(0))
    return tuple(options)


def plan_test(
    cards: Iterable[Card], *, count: int, seed: int, form: Form | None = None
) -> tuple[Question, ...]:
    """A test of at most `count` cards, drawn and ordered by the seed.

    One gap of a cloze card at most, since the text around it gives the others away. With
    `form`, only cards that can be asked so.
    """
    rng = Random(seed)
    by_card: dict[int, list[Ask]] = {}
    for ask in asks(cards):
        if form is None or form in forms(ask.card):
            by_card.setdefault(id(ask.card), []).append(ask)
    chosen = [rng.choice(of_card) for of_card in by_card.values()]
    rng.shuffle(chosen)
    return tuple(question(ask, form or forms(ask.card)[0], seed) for ask in chosen[:count])


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what the learner did and what came of it."""

    question: Question
    response: Response
    outcome: Outcome
    seconds: float
    uuid: str
    """Of the review in the history."""
    hint: bool = False
    guess: bool = False
    overridden: bool = False
    """The learner said that the response was right."""

    @property
    def score(self) -> int:
        """1 or 0, all or nothing."""
        return self.outcome.score


@dataclass(frozen=True, slots=True)
class Session:
    """A sitting as a value: what is planned and what was answered so far."""

    mode: Mode
    plan: tuple[Question, ...]
    answers: tuple[Answered, ...] = ()

    @property
    def current(self) -> Question | None:
        """The question to put now; None when all are answered."""
        return self.plan[len(self.answers)] if len(self.answers) < len(self.plan) else None

    @property
    def last(self) -> Answered | None:
        """The latest answer."""
        return self.answers[-1] if self.answers else None

    @property
    def score(self) -> int:
        """Questions answered right."""
        return sum(answer.score for answer in self.answers)

    @property
    def missed(self) -> tuple[Answered, ...]:
        """Answers that were not right, in the order given."""
        return tuple(answer for answer in self.answers if not answer.score)

    def answered(self, answer: Answered) -> Session:
        """The sitting after one more answer."""
        return replace(self, answers=(*self.answers, answer))

    def amended(self, *, right: bool = False, guess: bool = False) -> Session:
        """The last answer counted as right, or marked as a guess."""
        last = self.answers[-1]
        if right:
            outcome = replace(last.outcome, verdict=Verdict.CORRECT, right=last.outcome.of)
            last = replace(last, outcome=outcome, overridden=True)
        return replace(self, answers=(*self.answers[:-1], replace(last, guess=last.guess or guess)))

    def undone(self) -> Session:
        """The sitting without its last answer, which is asked again."""
        return replace(self, answers=self.answers[:-1])


def again(missed: Sequence[Answered], seed: int) -> tuple[Question, ...]:
    """A plan that asks what was missed once more, its options shuffled anew."""
    return tuple(question(a.question.ask, a.question.form, seed) for a in missed)
