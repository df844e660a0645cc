"""What a sitting asks next, and in which form. Pure: seeds and times are arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from quiz import cloze
from quiz.model import Ask, Card, CardType, Form, Mode, Outcome, Response, Verdict

if TYPE_CHECKING:
    from random import Random

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


def form_of(card: Card, wanted: Form) -> Form:
    """The form wanted, or the first of a card that cannot be asked so (any more)."""
    return wanted if wanted in forms(card) else forms(card)[0]


def asks(cards: Iterable[Card]) -> list[Ask]:
    """What can be asked of cards on its own, each gap of a cloze card apart; none retired."""
    return [
        Ask(card, gap)
        for card in cards
        if not card.retired
        for gap in (cloze.numbers(card.prompt) if card.type is CardType.CLOZE else (0,))
    ]


class Question(NamedTuple):
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
    from random import Random

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
    from random import Random

    rng = Random(seed)
    by_card: dict[int, list[Ask]] = {}
    for ask in asks(cards):
        if form is None or form in forms(ask.card):
            by_card.setdefault(id(ask.card), []).append(ask)
    chosen = [rng.choice(of_card) for of_card in by_card.values()]
    rng.shuffle(chosen)
    return tuple(question(ask, form or forms(ask.card)[0], seed) for ask in chosen[:count])


def study_form(card: Card, *, holds: bool) -> Form:
    """Choice is a ramp: a card that holds is typed, or asked in the last of its forms."""
    return forms(card)[-1 if holds else 0]


def plan_study(
    due: Iterable[tuple[Ask, bool]], new: Iterable[Ask], seed: int
) -> tuple[Question, ...]:
    """A day's study: what is due, most at risk first, then what is new, in teaching order.

    `due` gives for each ask, in order of risk, whether it holds. Cards of one deck, cards that
    share facts and gaps of one card are kept apart as far as a look ahead of a few cards allows.
    """
    asked = [(ask, study_form(ask.card, holds=holds)) for ask, holds in due]
    asked = _apart(asked) + [(ask, study_form(ask.card, holds=False)) for ask in new]
    return tuple(question(ask, form, seed) for ask, form in asked)


_AHEAD = 6
"""How many places a card may be drawn forward to keep two others apart."""


def _apart(asked: list[tuple[Ask, Form]]) -> list[tuple[Ask, Form]]:
    rest = list(asked)
    placed: list[tuple[Ask, Form]] = []
    while rest:
        before = placed[-1][0].card if placed else None
        ahead = rest[:_AHEAD]
        best = min(ahead, key=lambda one: _closeness(one[0].card, before))
        rest.remove(best)
        placed.append(best)
    return placed


def _closeness(card: Card, before: Card | None) -> int:
    """How much a card gives away of the one before, or is given away by it."""
    if before is None:
        return 0
    same_facts = bool({*card.cited} & {*before.cited}) or card.identity == before.identity
    return 2 * same_facts + (card.identity.deck == before.identity.deck)


class Answered(NamedTuple):
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

    @property
    def recalled(self) -> bool:
        """Whether study counts it as remembered: a guess or a hint says nothing of memory."""
        return bool(self.score) and not self.guess and not self.hint


_APART = 4
"""Questions between a miss in study and its return, where there are so many."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sitting as a value: what is planned and what was answered so far.

    A test asks each question of the plan once. Study asks what was not recalled again, some
    questions later, until it is.
    """

    mode: Mode
    plan: tuple[Question, ...]
    answers: tuple[Answered, ...] = ()
    away: frozenset[str] = frozenset()
    """Keys of what was suspended or buried meanwhile: study asks it no more."""

    @property
    def current(self) -> Question | None:
        """The question to put now; None when all are answered."""
        if self.mode is Mode.STUDY and (due := self._returning(_APART)):
            return due
        answered = {answer.question.ask.key for answer in self.answers} | self.away
        unasked = (question for question in self.plan if question.ask.key not in answered)
        return next(unasked, None) or (self._returning(0) if self.mode is Mode.STUDY else None)

    def _returning(self, apart: int) -> Question | None:
        """The question longest missed, if it lies at least `apart` others back."""
        latest = {answer.question.ask.key: n for n, answer in enumerate(self.answers)}
        missed = sorted(
            n for key, n in latest.items() if key not in self.away and not self.answers[n].recalled
        )
        if not missed or len(self.answers) - 1 - missed[0] < apart:
            return None
        again = self.answers[missed[0]].question
        return question(again.ask, forms(again.card)[0], len(self.answers))

    @property
    def last(self) -> Answered | None:
        """The latest answer."""
        return self.answers[-1] if self.answers else None

    @property
    def firsts(self) -> tuple[Answered, ...]:
        """The first answer to each question, which alone counts."""
        found: dict[str, Answered] = {}
        for answer in self.answers:
            found.setdefault(answer.question.ask.key, answer)
        return tuple(found.values())

    @property
    def score(self) -> int:
        """Questions answered right at the first try."""
        return sum(answer.score for answer in self.firsts)

    @property
    def settled(self) -> int:
        """Questions that will not be asked again: answered in a test, recalled in study, or
        put away."""
        study = self.mode is Mode.STUDY
        latest = {answer.question.ask.key: answer for answer in self.answers}
        settled = {key for key, answer in latest.items() if answer.recalled or not study}
        return len(settled | self.away)

    @property
    def missed(self) -> tuple[Answered, ...]:
        """First answers that were not right, in the order given."""
        return tuple(answer for answer in self.firsts if not answer.score)

    def answered(self, answer: Answered) -> Session:
        """The sitting after one more answer."""
        return replace(self, answers=(*self.answers, answer))

    def amended(self, *, right: bool = False, guess: bool | None = None) -> Session:
        """The last answer counted as right, or marked as a guess or as none."""
        last = self.answers[-1]
        if right:
            outcome = last.outcome._replace(verdict=Verdict.CORRECT, right=last.outcome.of)
            last = last._replace(outcome=outcome, overridden=True)
        last = last._replace(guess=last.guess if guess is None else guess)
        return replace(self, answers=(*self.answers[:-1], last))

    def put_away(self, key: str, away: bool) -> Session:
        """The sitting without a question, or with it again."""
        keys = self.away | {key} if away else self.away - {key}
        return replace(self, away=keys)

    def renewed(self, found: Mapping[str, Ask]) -> Session:
        """The sitting with its cards as they are now; what has gone stays as it was."""

        def now(old: Question) -> Ask:
            return found.get(old.ask.key, old.ask)

        def renew(old: Question) -> Question:
            ask = now(old)
            fresh = question(ask, form_of(ask.card, old.form), len(self.answers))
            kept = sorted(old.shown) == sorted(fresh.shown)
            return fresh._replace(shown=old.shown) if kept else fresh

        plan = tuple(map(renew, self.plan))
        answers = (a._replace(question=a.question._replace(ask=now(a.question)))
                   for a in self.answers)  # fmt: skip
        return replace(self, plan=plan, answers=tuple(answers))

    def undone(self) -> Session:
        """The sitting without its last answer, which is asked again."""
        return replace(self, answers=self.answers[:-1])
