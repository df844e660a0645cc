"""Makes the pictures of the docs: the app, driven by keys, drawn to SVG.

Run it from the checkout: `.venv/bin/python docs/pictures.py`.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from quiz.history import History
from quiz.library import load
from quiz.model import Mode
from quiz.settings import Settings
from quiz.sitting import Wish
from quiz.trainer import Trainer
from quiz.tui.app import QuizApp

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
YALU = "china-korean-war/china-enters/pva-crosses-yalu"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAYS = 24
"""Of the study behind the pictures that need some."""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        """The moment now, for the history."""
        return self.moment

    def seconds(self) -> float:
        """The same as a number, for sittings."""
        return self.moment.timestamp()


def trainer(clock: Clock | None = None) -> Trainer:
    """The shipped library and a history in memory."""
    clock = clock or Clock()
    history = History(Path(":memory:"), now=clock)
    loaded = load([ROOT])
    settings = Settings(theme="ink", animation=False)
    return Trainer(loaded.libraries, loaded.problems, settings, history, clock.seconds)


def studied() -> Trainer:
    """The same after some weeks of study, in which most days were kept."""
    clock, rng = Clock(), Random(4)
    composed = trainer(clock)
    for day in range(DAYS, 0, -1):
        clock.moment = NOON - timedelta(days=day)
        if rng.random() < 0.1:
            continue
        if sitting := composed.sit(Wish(mode=Mode.STUDY, seed=day)):
            while sitting.question:
                sitting.show()
                clock.moment += timedelta(seconds=rng.uniform(4, 16))
                sitting.answer(())
                if rng.random() < 0.8:
                    sitting.right()
            sitting.end()
    clock.moment = NOON
    return composed


async def draw(name: str, app: QuizApp, *keys: str, size: tuple[int, int] = (80, 24)) -> None:
    """Press keys and save what is on the screen."""
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        IMAGES.mkdir(exist_ok=True)
        (IMAGES / f"{name}.svg").write_text(app.export_screenshot(title="quiz"), encoding="utf-8")


def yalu() -> QuizApp:
    """The app at the question on the Yalu."""
    composed = trainer()
    return QuizApp(composed, composed.sit(Wish(cards=(YALU,), seed=4)))


async def main() -> None:
    """Draw them all."""
    await draw("verdict", yalu(), "2", size=(80, 34))
    await draw("question", yalu())
    weeks = studied()
    await draw("home", QuizApp(weeks), size=(120, 40))
    await draw("progress", QuizApp(weeks), "p", size=(80, 40))


if __name__ == "__main__":
    asyncio.run(main())
