"""Figures of a learner's progress: folds over the history. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quiz import cloze, feedback, schedule
from quiz.events import Log
from quiz.model import Ask, CardType, Form, Grade, Library, Review
from quiz.references import References
from quiz.schedule import Memory, Target
from quiz.session import asks

FORECAST = 14
"""Days ahead for which is said how many cards are due."""

_AWAY = 120.0
"""Seconds that an answer counts for at most: whoever takes longer has left the desk."""


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


def figures(
    log: Log,
    memories: Mapping[str, Memory],
    libraries: Iterable[Library],
    today: date,
    target: Target,
) -> Figures:
    """All figures, of the cards that study can ask; what has gone counts as answered only.

    `log` names cards as the libraries do, and `memories` is its fold.
    """
    libraries = tuple(libraries)
    study = {
        ask.key: ask
        for library in libraries
        for ask in asks(library.cards())
        if ask.card.type is not CardType.TRUE_FALSE
    }
    shown = {ask.key: ask for library in libraries for ask in asks(library.cards())}
    references = {library.slug: References(library) for library in libraries}

    def prompt(key: str) -> str:
        card, gap = shown[key]
        said = feedback.prompt(card, references[card.identity.library])
        return cloze.blanked(said, gap) if gap else said

    met = {key: memories[key] for key in study if key in memories}
    asked = {key: memory for key, memory in met.items() if key not in log.suspended}
    studied = list(log.studied())
    answers = answers_by_day(log.reviews)
    late = late_days(
        schedule.waits((review for review in studied if review.card in asked), target), today
    )
    began = date.fromisoformat(min(review.day for review in studied)) if studied else None
    return Figures(
        today=today,
        streak=streak(answers, late, began, today),
        answers=answers,
        seconds=seconds_by_day(log.reviews),
        due=forecast(
            (_due(study[key], memory, log, today) for key, memory in asked.items()), today, FORECAST
        ),
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
        wrong=wrong_options(log.reviews, shown, prompt),
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


def _due(ask: Ask, memory: Memory, log: Log, today: date) -> date:
    """The study day on which study asks a card next."""
    if log.buried.get(ask.key) == today.isoformat():
        return max(memory.due, today + timedelta(days=1))
    return today if memory.outdated(ask.card.corrected) else memory.due


def answers_by_day(reviews: Iterable[Review]) -> dict[date, int]:
    """How many answers each study day saw, tests included."""
    counted = Counter(review.day for review in reviews)
    return {date.fromisoformat(day): count for day, count in sorted(counted.items())}


def seconds_by_day(reviews: Iterable[Review]) -> dict[date, float]:
    """Time spent answering on each study day; an answer counts for two minutes at most."""
    spent: defaultdict[str, float] = defaultdict(float)
    for review in reviews:
        spent[review.day] += min(review.seconds, _AWAY)
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


def late_days(waits: Iterable[tuple[date, date | None]], today: date) -> frozenset[date]:
    """The study days up to today through which a card was due and not answered.

    `waits` is `schedule.waits`: what was due on a day follows from the answers before it and
    today's target alone, for the cards that study still asks. A suspended, retired or reset card
    leaves no trace, so a row of days is never broken by what cannot be answered any more.
    """
    change: Counter[date] = Counter()
    for due, until in waits:
        change[due] += 1
        if until is not None:
            change[until] -= 1
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
