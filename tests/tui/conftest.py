"""Fixtures: a trainer over the sample library, its history in `tmp_path`, its clock still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.history import History
from quiz.library import load
from quiz.model import Card, Form, Library, Problem
from quiz.session import asks
from quiz.settings import Settings
from quiz.sitting import Sitting, Wish
from quiz.trainer import Trainer
from quiz.tui.app import QuizApp
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
def kept(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Trainer, Path]:
    """A trainer over a deck in a file that can be written, and that file."""
    decks = tmp_path / "lib" / "decks"
    decks.mkdir(parents=True)
    (decks / "library.yaml").write_text("library: war\ntitle: War\n")
    file = decks / "volunteers.yaml"
    file.write_text(samples.DECK)
    trainer = make(*load([tmp_path / "lib"]).libraries, editor="editor")
    trainer.home = tmp_path
    trainer.load = lambda: load([tmp_path / "lib"])
    monkeypatch.setattr(QuizApp, "suspend", lambda self: nullcontext())
    return trainer, file


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
