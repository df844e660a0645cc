"""Fixtures: a trainer over the sample library, its history in `tmp_path`, its clock still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.history import History
from quiz.model import Card, Form, Library, Problem
from quiz.session import asks
from quiz.settings import Settings
from quiz.sitting import Sitting, Wish
from quiz.trainer import Trainer
from tests.tui import samples

Make = Callable[..., Trainer]
Take = Callable[..., Sitting]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes a trainer; every one of a test shares the same history."""
    opened: list[History] = []

    def make(
        *libraries: Library,
        problems: tuple[Problem, ...] = (),
        theme: str = "ink",
        **settings: object,
    ) -> Trainer:
        now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
        history = History(tmp_path / "history.db", now=lambda: now)
        opened.append(history)
        chosen = Settings(theme=theme, animation=False, **settings)  # type: ignore[arg-type]
        return Trainer(libraries, problems, chosen, history, clock=lambda: 0.0)

    yield make
    for history in opened:
        history.close()


@pytest.fixture
def trainer(make: Make) -> Trainer:
    """Over the sample library."""
    return make(samples.LIBRARY)


@pytest.fixture
def take() -> Take:
    """Begins a test of just these cards, in this order."""

    def take(trainer: Trainer, *cards: Card, form: Form | None = None, **wish: object) -> Sitting:
        keys = tuple(next(ask.key for ask in asks([card])) for card in cards)
        wanted = Wish(cards=keys, form=form, seed=5, **wish)  # type: ignore[arg-type]
        sitting = trainer.sit(wanted)
        assert sitting is not None
        return sitting

    return take
