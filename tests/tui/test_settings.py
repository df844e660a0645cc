"""The settings screen: each change is saved at once."""

from __future__ import annotations

import tomllib

import pytest

from quiz.tui.app import QuizApp
from quiz.tui.home import HomeScreen
from tests.tui.screens import footer, screen_text


@pytest.fixture
def kept(trainer, tmp_path):
    """A trainer whose settings are kept, and their file."""
    trainer.home = tmp_path
    return trainer, tmp_path / "config.toml"


async def test_arrows_change_a_setting_and_save_it(kept):
    trainer, file = kept
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("comma", "right", "right")
        assert tomllib.loads(file.read_text()) == {"new_per_day": 12}
        assert trainer.settings.new_per_day == 12
        await pilot.press("down", "down", "left")
        assert "0.89" in screen_text(app)
        await pilot.press(*["down"] * 3, "right", "right")
        assert app.theme == trainer.settings.theme == "paper"
        await pilot.press("left")
        assert app.theme == "ink"
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_setting_is_typed_and_what_cannot_be_is_told(kept):
    trainer, file = kept
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("comma", *["down"] * 3)
        assert footer(app).startswith("enter type it")
        await pilot.press("enter", *"soon", "enter")
        assert "✗ Exam cannot be 'soon': write it as 2026-12-31" in screen_text(app)
        await pilot.press("backspace")
        assert "✗" not in screen_text(app)
        await pilot.press(*["backspace"] * 3, *"2027-06-01", "enter")
        assert "2027-06-01" in screen_text(app)
        assert "✗" not in screen_text(app)
        assert tomllib.loads(file.read_text()) == {"exam_date": "2027-06-01"}
        await pilot.press("enter", *"9", "escape")
        assert "2027-06-019" not in screen_text(app)
        assert "enter type it" in footer(app)


async def test_what_cannot_be_is_told_by_the_name_of_its_row_until_it_is_left(kept):
    trainer, file = kept
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("comma", "enter", *["backspace"] * 2, *"abc", "enter")
        said = "✗ New cards a day cannot be 'abc': it is a whole number from 0 to 9999"
        assert said in screen_text(app)
        await pilot.press("escape")
        assert "✗" not in screen_text(app)
        assert not file.exists()


async def test_a_theme_that_there_is_not_is_told_and_not_saved(kept):
    trainer, file = kept
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("comma", *["down"] * 5, "enter", *["backspace"] * 4, *"pink", "enter")
        said = "✗ Theme cannot be 'pink': it is auto, ink, paper or a theme of Textual"
        assert said in screen_text(app)
        assert not file.exists()
        await pilot.press(*["backspace"] * 4, *"nord", "enter")
        assert app.theme == trainer.settings.theme == "nord"


async def test_arrows_go_through_every_theme_and_back_to_the_first(kept):
    trainer, _ = kept
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("comma", *["down"] * 5)
        first, seen = trainer.settings.theme, []
        while trainer.settings.theme != first or not seen:
            await pilot.press("right")
            assert trainer.settings.theme not in seen
            assert "✗" not in screen_text(app)
            seen.append(trainer.settings.theme)
        assert set(seen) == {"auto", *app.available_themes}


async def test_animation_is_on_or_off_and_enter_changes_it(kept):
    trainer, file = kept
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("comma", *["down"] * 6)
        assert footer(app).startswith("←→ change   enter change")
        assert "off" in next(one for one in screen_text(app).split("\n") if "Animation" in one)
        await pilot.press("enter")
        assert "on" in next(one for one in screen_text(app).split("\n") if "Animation" in one)[20:]
        assert tomllib.loads(file.read_text()) == {"animation": True}


async def test_without_a_home_nothing_is_changed(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("comma", "right")
        assert "✗ there is no home folder" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (50, 16)], ids=["80x24", "50x16"])
def test_how_it_looks(snap_compare, trainer, size):
    assert snap_compare(QuizApp(trainer), press=["comma", "down", "enter"], terminal_size=size)
