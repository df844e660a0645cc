"""Makes the pictures of the docs: the app, driven by keys, drawn to SVG.

Run it from the checkout: `.venv/bin/python docs/pictures.py`.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from quiz.history import History
from quiz.library import load
from quiz.settings import Settings
from quiz.sitting import Wish
from quiz.trainer import Trainer
from quiz.tui.app import QuizApp

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
YALU = "china-korean-war/china-enters/pva-crosses-yalu"


def trainer(theme: str) -> Trainer:
    """The shipped library, a history in memory, a clock that stands still."""
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    history = History(Path(":memory:"), now=lambda: noon)
    loaded = load([ROOT])
    settings = Settings(theme=theme, animation=False)
    return Trainer(loaded.libraries, loaded.problems, settings, history, lambda: 0.0)


async def draw(name: str, app: QuizApp, *keys: str, size: tuple[int, int] = (80, 24)) -> None:
    """Press keys and save what is on the screen."""
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        IMAGES.mkdir(exist_ok=True)
        (IMAGES / f"{name}.svg").write_text(app.export_screenshot(title="quiz"), encoding="utf-8")


def verdict(theme: str) -> QuizApp:
    """The app at the question on the Yalu."""
    composed = trainer(theme)
    return QuizApp(composed, composed.sit(Wish(cards=(YALU,), seed=4)))


async def main() -> None:
    """Draw them all."""
    await draw("verdict", verdict("ink"), "2")
    await draw("question", verdict("ink"))
    await draw("home", QuizApp(trainer("ink")), size=(120, 40))


if __name__ == "__main__":
    asyncio.run(main())
