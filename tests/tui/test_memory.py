"""What is closed goes, and what grading knows is made once."""

from __future__ import annotations

import gc
from weakref import WeakSet

import pytest
from textual.screen import Screen

from quiz.library import Loaded
from quiz.model import EventKind, Mode
from quiz.tui.app import QuizApp
from quiz.tui.home import HomeScreen
from tests.tui import samples


@pytest.fixture
def young_only():
    """Garbage is looked for only when a test asks, so that nothing grows old by chance."""
    was = gc.get_threshold()
    gc.collect()
    gc.set_threshold(10**9, *was[1:])
    yield
    gc.set_threshold(*was)


async def test_screens_that_were_closed_go_although_the_history_was_read_between(
    trainer, young_only
):
    screens: WeakSet[Screen] = WeakSet()
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        for keys in (("t", "space", "escape", "y"), ("slash", "w", "a"), ("p",), ("f3",)):
            for key in keys:
                await pilot.press(key)
                screens.add(app.screen)
            while not isinstance(app.screen, HomeScreen):
                await pilot.press("escape")
                screens.add(app.screen)
        await pilot.pause()
        gc.collect(1)  # what survived once; a full collection is rare
        assert {type(screen).__name__ for screen in screens} == {"HomeScreen"}


def test_reading_the_history_makes_no_garbage_old(trainer, young_only):
    class Cycle:
        def __init__(self) -> None:
            self.itself = self

    left: WeakSet[Cycle] = WeakSet([Cycle()])
    trainer.history.record(EventKind.SUSPEND, {"card": "a/b/c", "on": True})
    trainer.memories(trainer.log())
    gc.collect(1)
    assert not left


def test_what_grading_knows_is_kept_until_the_libraries_are_read_anew(trainer):
    study, test = trainer.context(Mode.STUDY), trainer.context(Mode.TEST)
    assert (study.mode, test.mode) == (Mode.STUDY, Mode.TEST)
    card = next(samples.LIBRARY.cards())
    assert study.vocabulary(card) is test.vocabulary(card)

    trainer.load = lambda: Loaded((samples.LIBRARY,), ())
    trainer.reload()
    assert trainer.context(Mode.STUDY).vocabulary(card) is not study.vocabulary(card)
