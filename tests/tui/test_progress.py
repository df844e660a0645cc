"""The screen of progress: the figures of `quiz stats`, whole at every size."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from quiz.history import History
from quiz.model import Mode
from quiz.progress import text
from quiz.sitting import Wish
from quiz.trainer import Trainer
from quiz.tui.app import QuizApp
from quiz.tui.home import HomeScreen
from quiz.tui.progress import ProgressScreen
from tests.tui.samples import CHOICE, CROSSING, EMPTY, LIBRARY, hostile_library
from tests.tui.screens import footer, screen_text

SIZES = [(80, 24), (120, 40), (50, 16)]


@pytest.fixture
def studied(make, tmp_path):
    """Makes a trainer after some weeks of study: every fourth answer wrong."""

    def studied(**settings):
        moment = datetime(2026, 10, 1, 12, tzinfo=UTC)
        seconds = 0.0
        trainer = make(LIBRARY, **settings)
        with History(tmp_path / "history.db", now=lambda: moment) as history:
            earlier = Trainer((LIBRARY,), (), trainer.settings, history, clock=lambda: seconds)
            for day in range(0, 53, 4):
                moment = datetime(2026, 10, 1, 12, tzinfo=UTC) + timedelta(days=day)
                sitting = earlier.sit(Wish(mode=Mode.STUDY, new=3, seed=day))
                for n in range(9):
                    if sitting is None or sitting.question is None:
                        break
                    card = sitting.question.card
                    sitting.show()
                    seconds += 7 + n
                    wrong = card.distractors[0].text if card.distractors else "no idea"
                    sitting.answer((wrong if n % 4 == 3 else card.answer,))
                if sitting is not None:
                    sitting.end()
        return trainer

    return studied


async def read(app, pilot):
    """Every line of the page, gathered by scrolling through it."""
    await pilot.press("p")
    await pilot.pause()
    assert isinstance(app.screen, ProgressScreen)
    strips = app.screen.query_one("#body").query_one("Static").render_lines
    size = app.screen.query_one("#body > Static").outer_size
    return [strip.text.rstrip() for strip in strips(size.region)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_shows_the_lines_of_the_command(studied, size):
    trainer = studied()
    app = QuizApp(trainer)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        lines = await read(app, pilot)
        width = app.screen.query_one("#body > Static").size.width
        wanted = list(text(trainer.figures(), width))
        assert lines[: len(wanted)] == wanted
        found = "\n".join(lines)
        for title in ("So far", "Answers a day", "Due in the coming days", "Time in the last",
                      "Recalled when asked again (target 90 %)", "Decks", "Sources",
                      "Hardest cards", "Wrong options chosen"):  # fmt: skip
            assert f"\n{title}" in f"\n{found}"
        assert "China enters the war" in found


async def test_the_page_scrolls_and_esc_goes_back(studied):
    app = QuizApp(studied())
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "So far" in screen_text(app)
        assert footer(app).startswith("↑↓ scroll")
        await pilot.press("end")
        await pilot.pause()
        assert "Wrong options chosen" in screen_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_the_page_follows_the_width(studied):
    app = QuizApp(studied())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        wide = screen_text(app)
        await pilot.resize_terminal(50, 24)
        await pilot.pause()
        narrow = screen_text(app)
        row = next(line for line in narrow.split("\n") if line.strip().startswith("Wed"))
        assert len(row) < len(next(x for x in wide.split("\n") if x.strip().startswith("Wed")))


async def test_before_the_first_answer_it_says_what_to_press(trainer):
    app = QuizApp(trainer)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        shown = screen_text(app)
        assert "Nothing is answered yet." in shown
        assert "Enter on the home begins" in shown


async def test_without_decks_it_names_no_key_that_does_nothing(make):
    app = QuizApp(make(EMPTY))
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("p")
        assert "Nothing is answered yet." in screen_text(app)
        assert "Enter on the home" not in screen_text(app)


async def test_texts_of_decks_are_shown_as_written(make, take):
    trainer = make(hostile_library())
    sitting = take(trainer, hostile_library().decks[0].cards[0])
    sitting.answer((hostile_library().decks[0].cards[0].distractors[0].text,))
    app = QuizApp(trainer)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        found = "\n".join(await read(app, pilot))
        assert "w [b]x[/b] dict[str, int]" in found
        assert "\u202e" not in found
        assert "\x1b" not in found


async def test_today_is_the_study_day(make, take):
    trainer = make(LIBRARY)
    take(trainer, CROSSING, CHOICE).answer(("25 October 1950",))
    assert trainer.figures().answers == {date(2026, 11, 22): 1}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40", "50x16"])
@pytest.mark.parametrize("theme", ["ink", "paper"])
def test_progress(snap_compare, studied, size, theme):
    assert snap_compare(QuizApp(studied(theme=theme)), press=["p"], terminal_size=size)


def test_progress_further_down(snap_compare, studied):
    assert snap_compare(QuizApp(studied()), press=["p", "end"], terminal_size=(80, 24))


def test_progress_without_colour(snap_compare, monkeypatch, studied):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(QuizApp(studied()), press=["p"])


def test_no_progress_yet(snap_compare, trainer):
    assert snap_compare(QuizApp(trainer), press=["p"])
