"""What the history means: its events in order, with undo and amend applied. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple, Self

from quiz.model import Event, EventKind, Form, Grade, Mode, Outcome, Review, Verdict


def study_day(moment: datetime, starts: time = time(4)) -> str:
    """The study day that an aware moment falls in: it begins at `starts`, local time."""
    shift = timedelta(hours=starts.hour, minutes=starts.minute)
    return (moment - shift).date().isoformat()


def ordered(events: Iterable[Event]) -> list[Event]:
    """The order that gives a union of two logs one meaning."""
    return sorted(events, key=lambda event: (event.time, event.uuid))


class Log(NamedTuple):
    """The events with undo and amend applied."""

    reviews: tuple[Review, ...] = ()
    begun: Mapping[str, Event] = {}
    """Sittings by the uuid of the event that began them, in order."""
    ended: frozenset[str] = frozenset()
    """Those of them that ended."""
    suspended: frozenset[str] = frozenset()
    """Keys that are not asked in study until they are taken up again."""
    buried: Mapping[str, str] = {}
    """Keys that are not asked on one study day, with that day."""
    first: tuple[str, ...] = ()
    """Keys that come at the head of the new ones, the latest wish first."""
    reset: Mapping[str, int] = {}
    """Keys whose memory begins anew, with the time from which on."""
    taken_up: Mapping[str, str] = {}
    """Keys that were suspended once, with the study day on which they were last taken up."""

    def studied(self) -> Iterator[Review]:
        """The reviews that schedule: of study, not of tests; true-false never does."""
        study = {uuid for uuid, begun in self.begun.items() if begun.data["mode"] == Mode.STUDY}
        for review in self.reviews:
            fresh = review.time > self.reset.get(review.card, 0)
            if review.session in study and fresh and review.form is not Form.TRUE_FALSE:
                yield review


class Replayed(NamedTuple):
    """What events came to, and what it takes to go on from there."""

    log: Log = Log()
    last: tuple[int, str] = (0, "")
    """Time and uuid of the last of them."""
    waiting: frozenset[object] = frozenset()
    """Uuids that an undo or amend named and that were not among them."""

    @classmethod
    def of(cls, events: Iterable[Event]) -> Self:
        """All the events there are; an undo of one that is not there changes nothing."""
        found = ordered(events)
        last = _place(found[-1]) if found else (0, "")
        return cls(_onto(Log(), found), last, _missing(found))

    def then(self, events: Iterable[Event]) -> Self | None:
        """What all come to with these; None where not all of these are later, or some touch what
        came before, so that all must be replayed anew."""
        found = ordered(events)
        if not found:
            return self
        apart = self.waiting.isdisjoint(event.uuid for event in found) and not _missing(found)
        if not apart or _place(found[0]) < self.last:
            return None
        return self._replace(log=_onto(self.log, found), last=_place(found[-1]))


def _place(event: Event) -> tuple[int, str]:
    return event.time, event.uuid


def _missing(events: Sequence[Event]) -> frozenset[object]:
    """What the events take back or amend, so far as it is not among them."""
    reaching = (EventKind.UNDO, EventKind.AMEND)
    named = frozenset(event.data["of"] for event in events if event.kind in reaching)
    return named.difference(event.uuid for event in events) if named else named


def _onto(log: Log, events: Iterable[Event]) -> Log:
    """The log with later events, in order, that take back or amend only each other."""
    by_kind: dict[EventKind, list[Event]] = {kind: [] for kind in EventKind}
    for event in events:
        by_kind[event.kind].append(event)
    undone = {event.data["of"] for event in by_kind[EventKind.UNDO]}
    done = {kind: [e for e in found if e.uuid not in undone] for kind, found in by_kind.items()}
    amends: dict[object, list[Event]] = {}
    for event in done[EventKind.AMEND]:
        amends.setdefault(event.data["of"], []).append(event)
    begun = {e.uuid: e for e in by_kind[EventKind.SESSION] if e.data["state"] == "begun"}
    suspended: dict[str, object] = dict.fromkeys(log.suspended, True)
    suspended |= {str(event.data["card"]): event.data["on"] for event in done[EventKind.SUSPEND]}
    first = dict.fromkeys(log.first)
    for event in done[EventKind.FIRST]:
        wished: Any = event.data["cards"]
        first = dict.fromkeys([*wished, *first])
    return Log(
        (*log.reviews, *[_review(e, amends.get(e.uuid, ())) for e in done[EventKind.REVIEW]]),
        {**log.begun, **begun},
        log.ended.union(
            str(e.data["session"]) for e in done[EventKind.SESSION] if e.data["state"] == "ended"
        ),
        frozenset(card for card, on in suspended.items() if on),
        {**log.buried, **{str(e.data["card"]): e.day for e in done[EventKind.BURY]}},
        tuple(first),
        {**log.reset, **{str(e.data["card"]): e.time for e in done[EventKind.RESET]}},
        {
            **log.taken_up,
            **{str(e.data["card"]): e.day for e in done[EventKind.SUSPEND] if not e.data["on"]},
        },
    )


def renamed(events: Iterable[Event], known_as: Mapping[str, str]) -> Iterator[Event]:
    """The events with cards under the names that they have now; `known_as` has former ones too."""

    def now(key: str) -> str:
        return known_as.get(key, key)

    def changed(kind: EventKind, data: Mapping[str, Any]) -> Mapping[str, object]:
        match kind:
            case EventKind.REVIEW | EventKind.SUSPEND | EventKind.BURY | EventKind.RESET:
                return {"card": known_as[data["card"]]} if data["card"] in known_as else {}
            case EventKind.FIRST:
                return {"cards": [*map(now, data["cards"])]}
            case EventKind.SESSION if data["state"] == "begun":
                wish = data["wish"]
                return {"plan": [[now(key), form] for key, form in data["plan"]],
                        "wish": wish | {"cards": [*map(now, wish.get("cards", ()))]}}  # fmt: skip
            case _:
                return {}

    for event in events:
        data = changed(event.kind, event.data)
        yield event._replace(data={**event.data, **data}) if data else event


def _review(event: Event, amends: Iterable[Event]) -> Review:
    data: Mapping[str, Any] = event.data
    outcome = Outcome(Verdict(data["outcome"]), data["right"], data["of"], data.get("note", ""))
    grade, guess = Grade(data["grade"]), False
    for amend in amends:
        if amend.data["as"] == "right":
            outcome = outcome._replace(verdict=Verdict.CORRECT, right=outcome.of)
            grade = Grade.AGAIN if data["hint"] else Grade.GOOD
        else:
            guess = True
    return Review(
        uuid=event.uuid,
        time=event.time,
        day=event.day,
        session=data["session"],
        card=data["card"],
        form=Form(data["form"]),
        shown=tuple(data["shown"]),
        response=tuple(data["response"]),
        outcome=outcome,
        grade=Grade.AGAIN if guess else grade,
        seconds=data["seconds"],
        hint=data["hint"],
        guess=guess,
        digest=data["digest"],
        corrected=data.get("corrected"),
    )


class TestResult(NamedTuple):
    """How a test ended."""

    score: int
    of: int
    time: int
    """Milliseconds since 1970-01-01 UTC."""


def last_tests(log: Log) -> dict[str, TestResult]:
    """The last ended test of each `LIBRARY/DECK`, of sittings that asked one deck only. Of what
    was answered on two machines before their logs met, the first answer counts."""
    firsts: dict[str, dict[str, Review]] = {}
    for review in log.reviews:
        firsts.setdefault(review.session, {}).setdefault(review.card, review)
    found: dict[str, TestResult] = {}
    for uuid, begun in log.begun.items():
        reviews = [*firsts.get(uuid, {}).values()]
        decks = {review.card.rpartition("/")[0] for review in reviews}
        if uuid in log.ended and begun.data["mode"] == Mode.TEST and len(decks) == 1:
            score = sum(review.outcome.score for review in reviews)
            found[decks.pop()] = TestResult(score, len(reviews), reviews[-1].time)
    return found
