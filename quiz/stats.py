"""Figures of a learner's progress: folds over the history. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

from quiz import cloze, feedback, schedule
from quiz.events import Log
from quiz.model import Ask, Form, Grade, Library, Review
from quiz.references import References
from quiz.schedule import Aim, Memory, Target
from quiz.today import LONGEST, Day, for_study

FORECAST = 14
"""Days ahead for which is said how many cards are due."""


@dataclass(frozen=True, slots=True)
class Mastery:
    """How much of something is known: all, a deck, a tag, a source."""

    name: str
    title: str
    known: int
    learning: int
    new: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How many cards were still recalled when they were asked again, in one period."""

    period: str
    """A month, `2026-11`."""
    asked: int
    recalled: int


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that is often forgotten."""

    key: str
    prompt: str
    lapses: int
    difficulty: float
    """1 to 10."""


@dataclass(frozen=True, slots=True)
class WrongOption:
    """A wrong option that was chosen."""

    key: str
    prompt: str
    option: str
    times: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a learner's progress."""

    today: date
    """The study day."""
    streak: int
    answers: Mapping[date, int]
    """How many answers each study day saw, tests included."""
    seconds: Mapping[date, float]
    """Time spent on them."""
    due: Sequence[int]
    """Cards due on each of the coming days, today first; today has what is late."""
    target: float
    """The share of due cards that should still be known."""
    retention: Sequence[Retention]
    cards: Mastery
    decks: Sequence[Mastery]
    tags: Sequence[Mastery]
    """The commonest first."""
    sources: Sequence[Mastery]
    hardest: Sequence[Hard]
    wrong: Sequence[WrongOption]

    def data(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "today": self.today.isoformat(),
            "streak": self.streak,
            "days": [
                {"day": day.isoformat(), "answers": count, "seconds": round(self.seconds[day], 3)}
                for day, count in self.answers.items()
            ],
            "due": [
                {"day": (self.today + timedelta(days=n)).isoformat(), "cards": count}
                for n, count in enumerate(self.due)
            ],
            "target": self.target,
            "retention": [_data(one) for one in self.retention],
            "cards": {"known": self.cards.known, "learning": self.cards.learning,
                      "new": self.cards.new},
            "decks": [_data(one) for one in self.decks],
            "tags": [_data(one) for one in self.tags],
            "sources": [_data(one) for one in self.sources],
            "hardest": [_data(one) for one in self.hardest],
            "wrong_options": [_data(one) for one in self.wrong],
        }  # fmt: skip


def _data(figure: Mastery | Retention | Hard | WrongOption) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in figure.__slots__}


def figures(day: Day, libraries: Iterable[Library], target: Target) -> Figures:
    """All figures, of the cards that study can ask; what has gone counts as answered only.

    The log of the day names cards as the libraries do.
    """
    log, today, libraries = day.log, day.date, tuple(libraries)
    study = for_study(card for library in libraries for card in library.cards())
    references = {library.slug: References(library) for library in libraries}

    def prompt(key: str) -> str:
        card, gap = study[key]
        said = feedback.prompt(card, references[card.identity.library])
        return cloze.blanked(said, gap) if gap else said

    met = {key: day.memories[key] for key in study if key in day.memories}
    asked = met.keys() - log.suspended
    studied = list(log.studied())
    answers = answers_by_day(log.reviews)
    waits = _waits(log, studied, asked, _aims(log, studied, target, today))
    return Figures(
        today=today,
        streak=streak(answers, late_days(waits, today), _began(log), today),
        answers=answers,
        seconds=seconds_by_day(log.reviews),
        due=forecast((_next(key, day) for key in asked), today, FORECAST),
        target=target.retention,
        retention=retention(studied),
        cards=next(iter(mastery((("", "", ask) for ask in study.values()), met)),
                   Mastery("", "", 0, 0, 0)),
        decks=mastery(_by_deck(libraries, study), met),
        tags=sorted(
            mastery(((tag, tag, ask) for ask in study.values() for tag in ask.card.tags), met),
            key=lambda of: (-of.known - of.learning - of.new, of.name),
        ),
        sources=mastery(_by_source(libraries, study), met),
        hardest=hardest(met, prompt),
        wrong=wrong_options(log.reviews, study, prompt),
    )  # fmt: skip


Named = Iterable[tuple[str, str, Ask]]
"""What can be asked, under the name and title of what it belongs to."""


def _by_deck(libraries: Iterable[Library], study: Mapping[str, Ask]) -> Named:
    titles = {(lib.slug, deck.slug): deck.title for lib in libraries for deck in lib.decks}
    for ask in study.values():
        of = ask.card.identity
        yield f"{of.library}/{of.deck}", titles[of.library, of.deck], ask


def _by_source(libraries: Iterable[Library], study: Mapping[str, Ask]) -> Named:
    """In the order of the sources; a card belongs to each source that it rests on."""
    cited: defaultdict[tuple[str, str], list[Ask]] = defaultdict(list)
    for ask in study.values():
        for slug in dict.fromkeys(c.partition(":")[0] for c in ask.card.sources):
            cited[ask.card.identity.library, slug].append(ask)
    for library in libraries:
        for source in library.sources:
            for ask in cited[library.slug, source.slug]:
                yield f"{library.slug}/{source.slug}", source.title, ask


def _next(key: str, day: Day) -> date:
    """The study day on which study asks a card next; what is buried not before tomorrow."""
    buried = day.log.buried.get(key) == day.date.isoformat()
    return day.date + timedelta(days=max(day.days_until(key), buried))


def answers_by_day(reviews: Iterable[Review]) -> dict[date, int]:
    """How many answers each study day saw, tests included."""
    counted = Counter(review.day for review in reviews)
    return {date.fromisoformat(day): count for day, count in sorted(counted.items())}


def seconds_by_day(reviews: Iterable[Review]) -> dict[date, float]:
    """Time spent answering on each study day; an answer counts for two minutes at most."""
    spent: defaultdict[str, float] = defaultdict(float)
    for review in reviews:
        spent[review.day] += min(review.seconds, LONGEST)
    return {date.fromisoformat(day): total for day, total in sorted(spent.items())}


def forecast(due: Iterable[date], today: date, days: int) -> tuple[int, ...]:
    """How many cards are due on each of the coming days, today first; today has what is late."""
    counted = Counter(max(day, today) for day in due)
    return tuple(counted[today + timedelta(days=n)] for n in range(days))


def retention(studied: Iterable[Review]) -> tuple[Retention, ...]:
    """The share recalled by month, over the first answer of each card and day after the day on
    which it was first met: what the schedule predicted."""
    asked: Counter[str] = Counter()
    recalled: Counter[str] = Counter()
    for steps in schedule.steps(studied).values():
        for day, grade in list(steps.items())[1:]:
            asked[day[:7]] += 1
            recalled[day[:7]] += grade is Grade.GOOD
    return tuple(Retention(month, asked[month], recalled[month]) for month in sorted(asked))


def mastery(named: Named, memories: Mapping[str, Memory]) -> tuple[Mastery, ...]:
    """Known, learning and new of each name, in order of appearance."""
    counts: dict[tuple[str, str], list[int]] = {}
    for name, title, ask in named:
        of = counts.setdefault((name, title), [0, 0, 0])
        memory = memories.get(ask.key)
        of[2 if memory is None else 0 if memory.known else 1] += 1
    return tuple(Mastery(name, title, *of) for (name, title), of in counts.items())


def hardest(
    memories: Mapping[str, Memory], prompt: Callable[[str], str], most: int = 10
) -> tuple[Hard, ...]:
    """The cards with most lapses, then the most difficult; none that never lapsed."""
    found = [(-m.lapses, -m.difficulty, key) for key, m in memories.items() if m.lapses]
    return tuple(Hard(k, prompt(k), -lapses, -hard) for lapses, hard, k in sorted(found)[:most])


def wrong_options(
    reviews: Iterable[Review],
    shown: Mapping[str, Ask],
    prompt: Callable[[str], str],
    most: int = 10,
) -> tuple[WrongOption, ...]:
    """Which wrong options were chosen most, of those that there still are."""
    chosen: Counter[tuple[str, str]] = Counter()
    for review in reviews:
        ask = shown.get(review.card)
        if ask and review.form in (Form.CHOICE, Form.SELECT):
            wrong = {distractor.text for distractor in ask.card.distractors}
            chosen.update((review.card, text) for text in review.response if text in wrong)
    ranked = sorted(chosen.items(), key=lambda item: (-item[1], item[0]))[:most]
    return tuple(WrongOption(key, prompt(key), text, times) for (key, text), times in ranked)


def _waits(
    log: Log, studied: Iterable[Review], asked: Container[str], aims: Sequence[Aim]
) -> Iterator[tuple[date, date]]:
    """Each span in which one of the cards that study still asks was due and not answered.

    What was due on a day follows from the answers before it and from the settings in force then,
    as far as the log tells them. A suspended, retired or reset card leaves no trace, and one that
    was suspended once counts from the day on which it was last taken up: a row of days is never
    broken by what could not be answered.
    """
    for key, of_card in schedule.steps(r for r in studied if r.card in asked).items():
        since = date.fromisoformat(log.taken_up.get(key, "0001-01-01"))
        for first, end in schedule.waits(key, of_card, aims):
            if since < end:
                yield max(first, since), end


def _aims(log: Log, studied: Iterable[Review], now: Target, today: date) -> list[Aim]:
    """What was aimed at from the first study day on: what the sittings kept of the settings, and
    what they are `now`. Between two days that differ it may have been either."""
    sittings = {review.day: review.session for review in studied}
    by_day = {date.fromisoformat(day): log.begun[of].data for day, of in sittings.items()}
    targets = {today: now} | {day: _aim(data, now).on(day) for day, data in by_day.items()}
    runs = [[*days] for _, days in groupby(sorted(targets), targets.__getitem__)]
    found: list[Aim] = []
    for days, (later, *_) in pairwise(runs):
        target, known = targets[days[0]], days[-1] + timedelta(days=1)
        found += Aim(days[0], known, {target}), Aim(known, later, {target, targets[later]})
    last = runs[-1][0]
    return [*found, Aim(last, date.max, {targets[last]})]


def _aim(begun: Mapping[str, Any], now: Target) -> Target:
    """What a sitting aimed at; the same as now where it does not say."""
    match begun.get("settings"):
        case {"retention": float(share), "exam_date": exam} if 0.70 <= share <= 0.99:
            with suppress(TypeError, ValueError):
                return Target(share, date.fromisoformat(exam) if exam else None)
    return now


def _began(log: Log) -> date | None:
    """The day on which study began, also of cards that were reset since."""
    first = min((review.day for review in log._replace(reset={}).studied()), default=None)
    return date.fromisoformat(first) if first else None


def late_days(waits: Iterable[tuple[date, date]], today: date) -> frozenset[date]:
    """The study days up to today through which a card was due and not answered; `waits` are the
    first day of each such span and the day after its last."""
    change: Counter[date] = Counter()
    for first, end in waits:
        change[first] += 1
        change[end] -= 1
    found, waiting = set(), 0
    day = min(change, default=today)
    while day <= today:
        waiting += change[day]
        if waiting:
            found.add(day)
        day += timedelta(days=1)
    return frozenset(found)


def streak(
    answered: Container[date], late: Container[date], began: date | None, today: date
) -> int:
    """Days in a row, up to today, on which something was answered or nothing was due.

    Today breaks no row while it lasts. Before study `began` a day needs an answer.
    """

    def counts(day: date) -> bool:
        return day in answered or (began is not None and day >= began and day not in late)

    length, day = 0, today if counts(today) else today - timedelta(days=1)
    while counts(day):
        length += 1
        day -= timedelta(days=1)
    return length
