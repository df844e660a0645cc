"""What a study day holds: what is to do, what was corrected, what a sitting gained. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from quiz.events import Log
from quiz.model import Ask, Library, Review
from quiz.references import names
from quiz.schedule import Memory
from quiz.session import Session, asks
from quiz.sitting import digest

SECONDS = 15.0
"""An answer's time, reading the verdict included, until the learner's own is known."""

_PACE_OF, _FEWEST, _LONGEST = 200, 10, 120.0
"""Latest answers that tell the pace, how many it takes, seconds that an answer counts at most."""


_SOON = 4
"""So many days on which cards come back are told one by one."""


@dataclass(frozen=True, slots=True)
class Today:
    """What Enter on the home would start."""

    due: int
    new: int
    left: int
    """Questions left of a study that was cut short today."""
    seconds: float
    """Of one answer."""

    def __bool__(self) -> bool:
        return bool(self.due or self.new or self.left)

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return max(1, round((self.left or self.due + self.new) * self.seconds / 60))


@dataclass(frozen=True, slots=True)
class Gain:
    """What a study came to."""

    learnt: tuple[Ask, ...]
    """New cards that were recalled."""
    returns: tuple[tuple[int, int], ...]
    """In how many days how many of its cards come back, soonest first."""
    leeches: tuple[Ask, ...] = ()
    """Cards missed once more that are forgotten again and again."""

    @property
    def when(self) -> tuple[str, ...]:
        """The same in words, `2 tomorrow`; what is far is told together."""
        soon = (_count(number, days) for days, number in self.returns[:_SOON])
        later = sum(number for _, number in self.returns[_SOON:])
        return (*soon, *([f"{later} later"] if later else []))


def _count(number: int, days: int) -> str:
    when = ("today", "tomorrow")[days] if days < 2 else f"in {days} days"
    return f"{number} {when}"


def pace(reviews: Iterable[Review]) -> float:
    """Seconds of an answer, of the learner's latest."""
    latest = tuple(reviews)[-_PACE_OF:]
    if len(latest) < _FEWEST:
        return SECONDS
    return max(1.0, sum(min(review.seconds, _LONGEST) for review in latest) / len(latest))


def corrected(libraries: Iterable[Library], log: Log) -> tuple[Ask, ...]:
    """What was corrected since the learner last answered it."""
    marked = [ask for lib in libraries for ask in asks(c for c in lib.cards() if c.corrected)]
    if not marked:
        return ()
    last = {review.card: review for review in log.reviews}
    found = []
    for ask in marked:
        gap = f"#c{ask.gap}" if ask.gap else ""
        met = [last[name + gap] for name in names(ask.card) if name + gap in last]
        if met:
            latest = max(met, key=lambda review: review.time)
            changed = latest.digest != digest(ask.card)
            if (ask.card.corrected, changed) > (latest.day, False):
                found.append(ask)
    return tuple(found)


def gain(
    session: Session, uuid: str, log: Log, memories: Mapping[str, Memory], today: date
) -> Gain:
    """What the study sitting with this uuid came to."""
    latest = {answer.question.ask.key: answer for answer in session.answers}
    before = {review.card for review in log.studied() if review.session != uuid}
    learnt = tuple(
        answer.question.ask
        for key, answer in latest.items()
        if answer.recalled and key not in before
    )
    asked = (memories[key] for key in latest if key in memories and key not in session.away)
    days = Counter(max(0, (memory.due - today).days) for memory in asked)
    missed = (answer.question.ask for answer in session.firsts if not answer.recalled)
    leeches = tuple(ask for ask in missed if ask.key in memories and memories[ask.key].leech)
    return Gain(learnt, tuple(sorted(days.items())), leeches)
