"""One sitting under way: a session, the record of each answer, and how to resume it.

Screens and plain mode drive this; clock, grading and the history's `record` are handed in. Each
answer is recorded before the call that gives it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from math import ceil
from typing import Any

from quiz import session as sessions
from quiz.events import Log
from quiz.model import (
    Ask,
    Card,
    Event,
    EventKind,
    Form,
    Grade,
    Library,
    Mode,
    Outcome,
    Response,
    Verdict,
)
from quiz.session import Answered, Question, Session

Record = Callable[[EventKind, Mapping[str, object]], Event]
"""Stamps an event with device, time and uuid, commits it, and gives it back."""

_LAST = 59
"""Fewer seconds are less than a minute. Not 60: what is given one minute begins with `1 min`,
though its first frame comes a moment later."""

Grading = Callable[[Card, Form, Response, int], Outcome]
"""What comes of a response to a card, or to one gap of it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of a sitting; an unfinished one resumes where the wish is the same."""

    mode: Mode = Mode.TEST
    decks: tuple[str, ...] = ()
    """`LIBRARY/DECK` each; empty for all."""
    count: int = 10
    """Cards of a test."""
    new: int | None = None
    """New cards of study; None for the rest of the day's."""
    tag: str = ""
    form: Form | None = None
    minutes: float | None = None
    feedback: str = "now"
    """`now`, or `end` for verdicts only in the result."""
    seed: int | None = None
    """None draws one."""
    cards: tuple[str, ...] = ()
    """Keys of the questions where only these are asked, such as what was missed: all of them in a
    test, in study those that are due or new."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Wish | None:
        """The wish that gave `data`; None where that is not what a wish of today gives."""
        try:
            read: dict[str, Any] = {
                **{name: tuple(v) if isinstance(v, list) else v for name, v in data.items()},
                "mode": Mode(data["mode"]),
                "form": Form(data["form"]) if data["form"] else None,
            }
            return cls(**read)
        except (KeyError, TypeError, ValueError):
            return None

    def wanted(self, libraries: Iterable[Library]) -> list[Card]:
        """The cards that the wish draws from."""
        return [
            card
            for library in libraries
            for deck in library.decks
            if not self.decks or f"{library.slug}/{deck.slug}" in self.decks
            for card in deck.cards
            if not self.tag or self.tag in card.tags
        ]

    def data(self) -> dict[str, object]:
        """As the history holds it: JSON values."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


def digest(card: Card) -> str:
    """16 hex digits over what the learner was asked and what counted as right."""
    import hashlib  # 4 ms, and the first frame needs none

    content = (
        card.prompt, card.answer, card.answers, card.accept, card.reject, card.distractors,
        card.within, card.range, card.unit, card.items, card.pairs, card.points,
    )  # fmt: skip
    return hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass
class Sitting:
    """A session that moves on, and the history that follows it."""

    session: Session
    uuid: str
    """Of the event that began it."""
    wish: Wish
    grade: Grading
    record: Record
    clock: Callable[[], float]
    """Seconds, steadily rising."""
    resumed: int = 0
    """Questions that an earlier, killed run had settled."""
    corrected: frozenset[str] = frozenset()
    """Keys of cards that were corrected since the learner last answered them."""
    suspended: frozenset[str] = frozenset()
    """Keys that were suspended before."""
    ended: Event | None = field(default=None, init=False)
    hinted: bool = field(default=False, init=False)
    _away: dict[str, Event] = field(default_factory=dict, init=False)
    """What was suspended or buried after an answer, by key."""
    _guessed: dict[str, str] = field(default_factory=dict, init=False)
    """Of each answer that was noted as a guess the uuid of that note."""
    _shown_at: float = field(default=0.0, init=False)
    _began_at: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._shown_at = self.clock()
        self._began_at = self._shown_at - sum(a.seconds for a in self.session.answers)

    @property
    def left(self) -> float | None:
        """Seconds until the minutes are over, 0 afterwards; None where they are not limited."""
        if self.wish.minutes is None:
            return None
        return max(0.0, self.wish.minutes * 60 - (self.clock() - self._began_at))

    @property
    def out_of_time(self) -> bool:
        """Whether the minutes were over before all was answered."""
        return self.left == 0 and self.session.current is not None

    @property
    def question(self) -> Question | None:
        """The question to put now; None when all are answered or the minutes are over."""
        return None if self.left == 0 else self.session.current

    def show(self) -> None:
        """The question is on the screen: its time starts now."""
        self._shown_at = self.clock()
        self.hinted = False

    def hint(self) -> str:
        """The hint of the question, noted as used."""
        hint = self.session.current.card.hint if self.session.current else ""
        self.hinted = self.hinted or bool(hint)
        return hint

    def answer(self, response: Response) -> Answered:
        """Grade a response to the current question and record it."""
        question = self.session.current
        if question is None:
            raise ValueError("nothing is asked")
        card, gap = question.ask
        outcome = self.grade(card, question.form, response, gap)
        seconds = round(self.clock() - self._shown_at, 3)
        again = self.hinted and self.session.mode is Mode.STUDY
        event = self.record(
            EventKind.REVIEW,
            {
                "session": self.uuid,
                "card": question.ask.key,
                "form": question.form,
                "shown": list(question.shown),
                "response": list(response),
                "outcome": outcome.verdict,
                "right": outcome.right,
                "of": outcome.of,
                "note": outcome.note,
                "score": outcome.score,
                "grade": Grade.AGAIN if again else outcome.grade,
                "seconds": seconds,
                "hint": self.hinted,
                "digest": digest(card),
                "corrected": card.corrected,
            },
        )
        answered = Answered(question, response, outcome, seconds, event.uuid, self.hinted)
        self.session = self.session.answered(answered)
        return answered

    def right(self) -> Answered | None:
        """The learner says that the last response was right: a near miss accepted, or 'I was
        right'. Gives the amended answer; None where there is nothing to amend."""
        return self._amend(right=True)

    def guess(self, on: bool = True) -> Answered | None:
        """The learner guessed the last response, or takes that back; None where there is none."""
        last = self.session.last
        if on or last is None:
            return self._amend(guess=True)
        if noted := self._guessed.pop(last.uuid, None):
            self.record(EventKind.UNDO, {"of": noted})
            self.session = self.session.amended(guess=False)
        return self.session.last

    def _amend(self, *, right: bool = False, guess: bool = False) -> Answered | None:
        last = self.session.last
        if last is None:
            return None
        if (right and last.outcome.verdict is Verdict.CORRECT) or (guess and last.guess):
            return last
        event = self.record(EventKind.AMEND, {"of": last.uuid, "as": "right" if right else "guess"})
        if guess:
            self._guessed[last.uuid] = event.uuid
        self.session = self.session.amended(right=right, guess=guess or None)
        return self.session.last

    def put_away(self, kind: EventKind) -> bool:
        """Suspend what was answered last, or bury it until tomorrow; a second time takes it up
        again, and so does the first where it was suspended before. Whether it is away now."""
        last = self.session.last
        if last is None:
            return False
        key = last.question.ask.key
        away = self.away(key) is not kind
        if before := self._away.pop(key, None):
            self.record(EventKind.UNDO, {"of": before.uuid})
        if kind is EventKind.BURY and away:
            self._away[key] = self.record(kind, {"card": key})
        elif kind is EventKind.SUSPEND and away is not (key in self.suspended):
            self._away[key] = self.record(kind, {"card": key, "on": away})
        if self.session.mode is Mode.STUDY:
            self.session = self.session.put_away(key, away)
        return away

    def away(self, key: str) -> EventKind | None:
        """How a question is put away; None where it is not."""
        event = self._away.get(key)
        if event is None:
            return EventKind.SUSPEND if key in self.suspended else None
        return event.kind if event.data.get("on", True) else None

    def renew(self, libraries: Iterable[Library], grade: Grading) -> None:
        """Go on with the cards as they are now."""
        found = {ask.key: ask for lib in libraries for ask in sessions.asks(lib.cards())}
        self.session, self.grade = self.session.renewed(found), grade

    def undo(self) -> Answered | None:
        """Take back the last answer, which is asked again; None where there is none."""
        last = self.session.last
        if last is None:
            return None
        if self.ended is not None:
            self.record(EventKind.UNDO, {"of": self.ended.uuid})
            self.ended = None
        self.record(EventKind.UNDO, {"of": last.uuid})
        self.session = self.session.undone()
        if before := self._away.pop(last.question.ask.key, None):
            self.record(EventKind.UNDO, {"of": before.uuid})
            self.session = self.session.put_away(last.question.ask.key, False)
        self.show()
        self._began_at = self._shown_at - sum(a.seconds for a in self.session.answers)
        return last

    def end(self) -> None:
        """The sitting is over; it will not resume."""
        if self.ended is None:
            data = {"mode": self.session.mode, "state": "ended", "session": self.uuid}
            self.ended = self.record(EventKind.SESSION, data)


def plan_test(libraries: Iterable[Library], wish: Wish, seed: int) -> tuple[Question, ...]:
    """The questions of a test, drawn by the seed, or exactly the cards of the wish."""
    cards = wish.wanted(libraries)
    if not wish.cards:
        return sessions.plan_test(cards, count=wish.count, seed=seed, form=wish.form)
    by_key = {ask.key: ask for ask in sessions.asks(cards)}
    chosen = (by_key[key] for key in wish.cards if key in by_key)
    return tuple(
        sessions.question(ask, wish.form or sessions.forms(ask.card)[0], seed) for ask in chosen
    )


def begin(
    plan: tuple[Question, ...],
    wish: Wish,
    *,
    seed: int,
    grade: Grading,
    record: Record,
    clock: Callable[[], float],
    settings: Mapping[str, object],
) -> Sitting:
    """A new sitting; `settings` are those in force, kept with the event."""
    begun = record(
        EventKind.SESSION,
        {
            "mode": wish.mode,
            "state": "begun",
            "plan": [[question.ask.key, question.form] for question in plan],
            "seed": seed,
            "wish": wish.data(),
            "settings": dict(settings),
        },
    )
    return Sitting(Session(wish.mode, plan), begun.uuid, wish, grade, record, clock)


def resume(
    libraries: Iterable[Library],
    wish: Wish,
    log: Log,
    *,
    since: str = "",
    grade: Grading,
    record: Record,
    clock: Callable[[], float],
) -> Sitting | None:
    """The latest sitting that this wish began and nobody ended, where it stood; None if none.

    Only those of the study day `since` or later count. Cards that have gone are left out; one
    that cannot be asked as planned any more is asked in its first form.
    """
    wanted = wish.data()
    for uuid, begun in reversed(list(log.begun.items())):
        data: Mapping[str, Any] = begun.data
        if uuid in log.ended or data["wish"] != wanted or begun.day < since:
            continue
        found = {ask.key: ask for library in libraries for ask in sessions.asks(library.cards())}
        session = _restored(data, found, [r for r in log.reviews if r.session == uuid])
        if wish.mode is Mode.STUDY:
            planned = {question.ask.key for question in session.plan}
            away = {key for key in planned if key in log.suspended or log.buried.get(key) == since}
            session = replace(session, away=frozenset(away))
        if session.plan:
            return Sitting(session, uuid, wish, grade, record, clock, session.settled)
    return None


def _restored(data: Mapping[str, Any], found: Mapping[str, Ask], reviews: Iterable[Any]) -> Session:
    asked = [(found[key], Form(form)) for key, form in data["plan"] if key in found]
    plan = {
        ask.key: sessions.question(ask, sessions.form_of(ask.card, form), data["seed"])
        for ask, form in asked
    }
    answers = [
        Answered(
            sessions.Question(plan[review.card].ask, review.form, review.shown),
            review.response,
            review.outcome,
            review.seconds,
            review.uuid,
            review.hint,
            review.guess,
        )
        for review in reviews
        if review.card in plan
    ]
    return Session(Mode(data["mode"]), tuple(plan.values()), tuple(answers))


def how_far(session: Session, *, told: bool = False) -> str:
    """Of a test the question's number, `2 of 10`, be it asked or `told` what came of it; of
    study, where what was missed is asked again, what is settled: `1 of 5 done`."""
    total = len(session.plan)
    if session.mode is Mode.STUDY:
        return f"{session.settled} of {total} done"
    return f"{session.settled + (not told)} of {total}"


def time_left(seconds: float) -> str:
    """The minutes left, rounded up: `5 min`, then `less than 1 min`, then `time is up`."""
    if seconds <= 0:
        return "time is up"
    return "less than 1 min" if seconds < _LAST else f"{ceil(seconds / 60)} min"
