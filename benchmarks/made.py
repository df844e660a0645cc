"""Libraries and histories of any size, made from the shipped cards."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from quiz import keys
from quiz.history import History
from quiz.library import load_library, shipped
from quiz.model import Card, CardType, Event, EventKind, Form, Grade, Outcome, Review, Verdict

DECK = 250
"""Cards of a deck."""
_START = date(2020, 1, 1)
_A_DAY = 100
"""Reviews of a study day."""

_NOT_VARIED = frozenset({"type", "precision", "unit", "within", "range", "sources", "about",
                         "tags", "according-to", "corrected", "retired", "allow"})  # fmt: skip
_KEPT = frozenset(("false", "January", "February", "March", "April", "August", "September",
                   "October", "November", "December"))  # fmt: skip
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]


@cache
def _shipped() -> tuple[Card, ...]:
    library, _ = load_library(shipped())
    return tuple(card for card in library.cards() if not card.retired)


def library(folder: Path, cards: int) -> Path:
    """A library of so many cards, with the shipped sources: copies of the shipped cards whose
    words and years differ, so that nothing is met twice."""
    decks = folder / "decks"
    decks.mkdir(parents=True)
    shutil.copytree(shipped() / "seeds", folder / "seeds")
    (decks / "library.yaml").write_text("library: made\ntitle: Made\n", encoding="utf-8")
    made = _cards(cards)
    for number in range(0, cards, DECK):
        deck = {
            "deck": f"deck-{number // DECK}",
            "title": f"Deck {number // DECK}",
            "cards": [next(made) for _ in range(min(DECK, cards - number))],
        }
        with (decks / f"deck-{number // DECK}.yaml").open("w", encoding="utf-8") as file:
            yaml.dump(deck, file, _dumper(), sort_keys=False, allow_unicode=True, width=96)
    return folder


def _dumper() -> Any:  # noqa: ANN401 - whichever of the two classes there is
    return yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper


def _cards(count: int) -> Iterator[Mapping[str, Any]]:
    originals = [keys.of_card(card) for card in _shipped()]
    for number in range(count):
        original = originals[number % len(originals)]
        copy = number // len(originals)
        yield {
            key: f"{value}-{copy}" if key == "id"
            else value if key in _NOT_VARIED or not copy
            else _varied(value, copy)
            for key, value in original.items()
            if key not in ("was", "image", "alt")
        }  # fmt: skip


def _varied(value: Any, copy: int) -> Any:  # noqa: ANN401 - as YAML nests texts
    if isinstance(value, str):
        return re.sub(r"\b(?:1[89]\d\d\b|[A-Za-z]{5,})", lambda word: _other(word[0], copy), value)
    if isinstance(value, dict):
        return {key: _varied(one, copy) for key, one in value.items()}
    return [_varied(one, copy) for one in value]


def _other(word: str, copy: int) -> str:
    """A third of the words with another ending, and each year another one."""
    if word.isdigit():
        return str(int(word) + copy % 60)
    if word in _KEPT or (sum(map(ord, word)) + copy) % 3:
        return word
    return word + _SYLLABLES[copy % len(_SYLLABLES)]


def reviews(count: int) -> list[Review]:
    """Study reviews of some hundred days, in order: each card ten times, mostly right."""
    return [
        Review(
            uuid=event.uuid,
            time=event.time,
            day=event.day,
            session=str(event.data["session"]),
            card=str(event.data["card"]),
            form=Form.CHOICE,
            shown=(),
            response=("x",),
            outcome=Outcome(Verdict.CORRECT, 1, 1),
            grade=Grade(str(event.data["grade"])),
            seconds=5.0,
        )
        for event in events(count)
        if event.kind is EventKind.REVIEW
    ]


def events(count: int) -> Iterator[Event]:
    """The events of so many study reviews, a sitting a day, each card about ten times."""
    random = Random(1)
    names = _asked(max(1, count // 10))
    for number in range(count):
        day = _START + timedelta(days=number // _A_DAY)
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        at = int(moment.timestamp() * 1000) + number % _A_DAY * 10_000
        sitting = f"sitting {day.isoformat()}"
        if number % _A_DAY == 0:
            begun = {"mode": "study", "state": "begun", "plan": [], "seed": 1, "wish": {}}
            yield _event(sitting, at - 1, day, EventKind.SESSION, begun)
        right = random.random() < 0.85
        answer = {
            "session": sitting,
            "card": names[number % len(names)],
            "form": "choice",
            "shown": ["a", "b", "c"],
            "response": ["a"],
            "outcome": "correct" if right else "wrong",
            "right": int(right),
            "of": 1,
            "grade": "good" if right else "again",
            "seconds": 5.0,
            "hint": False,
            "digest": "0123456789abcdef",
            "corrected": "",
        }
        yield _event(f"review {number}", at, day, EventKind.REVIEW, answer)


def _asked(count: int) -> list[str]:
    """The names of shipped cards; where there are not enough, of others."""
    studied = [str(c.identity) for c in _shipped() if c.type not in (CardType.TRUE_FALSE,
                                                                     CardType.CLOZE)]  # fmt: skip
    return [studied[n] if n < len(studied) else f"made/deck/{n}" for n in range(count)]


def _event(uuid: str, at: int, day: date, kind: EventKind, data: Mapping[str, object]) -> Event:
    return Event(uuid, "device", at, 0, day.isoformat(), kind, data)


def history(path: Path, count: int) -> Path:
    """A database with so many study reviews."""
    with History(path) as history:
        history.add(events(count))
    return path
