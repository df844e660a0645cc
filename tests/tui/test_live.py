"""A deck that is saved while the app is open: its cards and its problems appear in place."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from quiz.advice import advice
from quiz.files import write
from quiz.history import History
from quiz.library import Loaded, is_library, load
from quiz.model import Mode, Unusable
from quiz.new import new_deck
from quiz.settings import Settings
from quiz.sitting import Wish
from quiz.trainer import Trainer
from quiz.tui.app import QuizApp
from quiz.tui.home import HomeScreen
from quiz.tui.problems import ProblemsScreen
from quiz.tui.question import QuestionScreen
from quiz.watch import Watch
from tests.tui.samples import HOSTILE
from tests.tui.screens import footer, screen_text

SOUND = """\
deck: rivers
title: Rivers
cards:
- id: border
  type: choice
  question: Which river is the border?
  answer: the Yalu
  distractors:
  - text: the Han
    why: That flows through Seoul.
  - text: the Imjin
    why: That flows south of Kaesong.
"""
DOUBTFUL = SOUND.replace("Which river is the border?", "Which river is the Yalu border?")
"""A word of the prompt returns in the answer alone."""
BROKEN = SOUND + "- id: second\n  question: Which one froze?\n- id: third\n  answr: x\n"


class Folder:
    """A learner's home with an app over it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.unreadable = ""

    def load(self) -> Loaded:
        if self.unreadable:
            raise Unusable(self.unreadable)
        return load([self.root] if is_library(self.root) else [])

    def trainer(self) -> Trainer:
        loaded = self.load()
        settings = Settings(theme="ink", animation=False)
        return Trainer(loaded.libraries, loaded.problems, settings, History(Path(":memory:")),
                       home=self.root, load=self.load)  # fmt: skip

    def save(self, text: str, name: str = "rivers") -> Path:
        file = self.root / "decks" / f"{name}.yaml"
        write(file, text)
        return file


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr("quiz.tui.home.EVERY", 0.02)
    monkeypatch.setattr("quiz.tui.problems.EVERY", 0.02)
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path / "home")


async def seen(pilot, text: str, *, gone: bool = False) -> bool:
    """Wait until a text stands on the screen, or no more; 20 seconds at most."""
    return await until(pilot, lambda: (text in screen_text(pilot.app)) is not gone)


async def until(pilot, condition) -> bool:
    """Wait until something holds; 20 seconds at most."""
    for _ in range(1000):
        if condition():
            return True
        await pilot.pause(0.02)
    return False


async def test_a_new_deck_appears_in_an_app_that_had_none(folder):
    app = QuizApp(folder.trainer())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "There is no library here." in screen_text(app)
        new_deck("my-deck", folder.root)
        assert await seen(pilot, "My deck")
        assert await seen(pilot, "2 new")
        folder.save(SOUND)
        assert await seen(pilot, "Rivers")
        assert await seen(pilot, "3 new")


async def test_problems_come_and_go_with_each_save(folder):
    new_deck("my-deck", folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "error" not in screen_text(app)
        folder.save(BROKEN)
        assert await seen(pilot, "! 3 errors")
        text = screen_text(app)
        assert "rivers.yaml:13:3  second: " in text
        assert "! fix" in footer(app)
        folder.save(SOUND)
        assert await seen(pilot, "error", gone=True)
        folder.save("deck: [", "rivers")
        assert await seen(pilot, "! 2 errors")
        assert "rivers.yaml:1:" in screen_text(app)
        await pilot.press("down", "up", "t", "escape", "y")
        assert isinstance(app.screen, HomeScreen)


async def test_the_marked_deck_stays_marked(folder):
    folder.save(SOUND, "rivers")
    new_deck("my-deck", folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test() as pilot:
        await pilot.press("down")
        assert "›  Rivers" in screen_text(app)
        folder.save(SOUND.replace("rivers", "lakes").replace("Rivers", "Lakes"), "lakes")
        assert await seen(pilot, "Lakes")
        assert "›  Rivers" in screen_text(app)


async def test_a_sitting_is_not_touched_and_the_home_is_new_after_it(folder):
    new_deck("first", folder.root)
    folder.save(SOUND)
    app = QuizApp(folder.trainer())
    async with app.run_test() as pilot:
        await pilot.press("down", "t")
        assert isinstance(app.screen, QuestionScreen)
        before = screen_text(app)
        folder.save("deck: [")
        await pilot.pause(0.2)
        assert screen_text(app) == before
        await pilot.press("1", "u")
        assert "Taken back" in screen_text(app)
        await pilot.press("1", "enter", "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "! 2 errors" in screen_text(app)


async def test_the_list_of_problems_follows_too_and_opens_the_editor(folder, monkeypatch):
    new_deck("my-deck", folder.root)
    file = folder.save(BROKEN)
    opened = []

    def edit(wanted: str, path: Path, line: int) -> None:
        opened.append((path.absolute(), line))
        path.write_text(SOUND)

    monkeypatch.setattr("quiz.editor.edit", edit)
    monkeypatch.setattr(QuizApp, "suspend", lambda self: nullcontext())
    app = QuizApp(folder.trainer())
    async with app.run_test() as pilot:
        await pilot.press("exclamation_mark")
        assert isinstance(app.screen, ProblemsScreen)
        text = screen_text(app)
        assert "3 errors" in text
        assert "rivers.yaml:13:3" in text
        folder.save(BROKEN.replace("- id: third\n  answr: x\n", ""))
        assert await seen(pilot, "1 error\n")
        await pilot.press("enter")
        assert opened == [(file, 13)]
        assert await seen(pilot, "There are none")
        await pilot.press("escape", "down", "e")
        assert opened[1] == (file, 1)


async def test_rules_are_run_on_decks_of_ones_own(folder):
    folder.save(DOUBTFUL)
    new_deck("my-deck", folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "error" not in screen_text(app)
        await pilot.press("exclamation_mark")
        assert await seen(pilot, "rivers.yaml:4:7  warning: border: 'yalu' of the prompt")
        assert await seen(pilot, "1 warning\n")
        assert "cueing-word in home/decks/rivers.yaml" in screen_text(app)
        folder.save(SOUND)
        assert await seen(pilot, "There are none")


async def test_what_cannot_be_read_stands_before_what_rules_say(folder):
    folder.save(DOUBTFUL)
    folder.save(BROKEN.replace("deck: rivers", "deck: zzz"), "zzz")
    new_deck("my-deck", folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("exclamation_mark")
        assert await seen(pilot, "3 errors, 1 warning\n")
        text = screen_text(app)
        assert text.index("zzz.yaml:15:3") < text.index("rivers.yaml:4:7")


async def test_nothing_waits_for_the_rules_and_what_they_miss_they_see_next(folder, monkeypatch):
    begun, may_end = [], Event()

    def slow(libraries, loading):
        begun.append(libraries)
        may_end.wait(20)
        return advice(libraries, loading)

    monkeypatch.setattr("quiz.tui.problems.advice", slow)
    folder.save(BROKEN)
    new_deck("my-deck", folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("exclamation_mark")
        assert await seen(pilot, "3 errors, checking")
        folder.save(DOUBTFUL)
        assert await seen(pilot, "none, checking")
        await pilot.press("escape", "t")
        assert isinstance(app.screen, QuestionScreen)
        await pilot.press("escape", "y", "escape", "exclamation_mark")
        assert await until(pilot, lambda: len(begun) == 2)
        folder.save(DOUBTFUL + "# saved once more\n")
        await pilot.pause(0.2)
        assert len(begun) == 2  # one run at a time
        may_end.set()
        assert await seen(pilot, "warning: border")
        assert await until(pilot, lambda: len(begun) == 3)


async def test_the_shipped_library_is_checked_before_a_release_alone(folder, monkeypatch):
    folder.save(DOUBTFUL)
    new_deck("my-deck", folder.root)
    monkeypatch.setattr("quiz.library.shipped", lambda: folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test() as pilot:
        await pilot.press("exclamation_mark")
        assert isinstance(app.screen, HomeScreen)
        folder.save("deck: [")
        assert await seen(pilot, "! 2 errors")
        await pilot.press("exclamation_mark")
        folder.save(DOUBTFUL)
        assert await seen(pilot, "There are none")
        assert "checking" not in screen_text(app)


async def test_a_deck_that_cannot_be_edited_says_so(folder, monkeypatch):
    folder.save(SOUND)
    new_deck("my-deck", folder.root)
    monkeypatch.setattr(QuizApp, "suspend", lambda self: nullcontext())
    app = QuizApp(folder.trainer())
    async with app.run_test() as pilot:
        await pilot.press("down", "e")
        assert "Not edited: no editor is known" in screen_text(app)
        monkeypatch.setattr("quiz.library.overrides.writable", lambda *_: False)
        await pilot.press("e")
        assert "Not edited: rivers.yaml cannot be written" in screen_text(app)


@pytest.mark.parametrize("text", ["", "\0", "\ufeff", "- " * 40, "{" * 40, HOSTILE, "deck: &a *a"])
async def test_no_deck_takes_the_app_down(folder, text):
    new_deck("my-deck", folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        folder.save(text)
        assert await seen(pilot, "rivers.yaml:1:")
        await pilot.press("exclamation_mark", "down", "escape")
        folder.save(SOUND)
        assert await seen(pilot, "error", gone=True)


async def test_libraries_that_cannot_be_read_stay_as_they_were(folder):
    new_deck("my-deck", folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test() as pilot:
        await pilot.pause()
        folder.unreadable = "decks cannot be listed: Permission denied"
        folder.save(SOUND)
        assert await seen(pilot, "Permission denied")
        assert "My deck" in screen_text(app)
        folder.unreadable = ""
        folder.save(SOUND.replace("Rivers", "Streams"))
        assert await seen(pilot, "Streams")


async def test_a_home_left_open_follows_the_day_and_what_others_record(folder, monkeypatch):
    new_deck("my-deck", folder.root)
    folder.save(SOUND)
    trainer = folder.trainer()
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    monkeypatch.setattr(trainer.history, "_now", lambda: now)
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "3 new" in screen_text(app)
        sitting = trainer.sit(Wish(mode=Mode.STUDY))  # as another process would
        while sitting.question:
            sitting.answer(())
            sitting.right()
        sitting.end()
        assert await seen(pilot, "nothing due")
        await pilot.press("enter")
        assert "Nothing is due today." in screen_text(app)
        now += timedelta(days=30)
        assert await seen(pilot, "3 due")
        assert "Nothing is due today." not in screen_text(app)


def test_nothing_is_read_where_nothing_was_saved(folder, monkeypatch):
    folder.save(SOUND)
    new_deck("my-deck", folder.root)
    trainer = folder.trainer()
    watch = Watch(trainer)
    monkeypatch.setattr(trainer, "load", lambda: pytest.fail("read for nothing"))
    assert not watch.refresh()
    (folder.root / "decks" / ".rivers.yaml.swp").touch()
    assert not watch.refresh()


def test_a_library_whose_name_is_mended_appears(folder):
    new_deck("my-deck", folder.root)
    head = folder.root / "decks" / "library.yaml"
    sound = head.read_text()
    head.write_text("title: x\n")
    trainer = folder.trainer()
    assert not trainer.libraries
    watch = Watch(trainer)
    assert not watch.refresh()
    head.write_text(sound)
    assert watch.refresh()
    assert len(trainer.libraries) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_rules_that_fail_are_not_waited_for(folder, monkeypatch):
    def failing(libraries):
        raise OSError("the disk is gone")

    monkeypatch.setattr("quiz.tui.problems.advice", failing)
    new_deck("my-deck", folder.root)
    app = QuizApp(folder.trainer())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("exclamation_mark")
        assert await until(pilot, lambda: "checking" not in screen_text(app))
        assert isinstance(app.screen, ProblemsScreen)
