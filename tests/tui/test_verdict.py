"""What the verdict says, and what its keys do: sources, glossary, editing, looking back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.library import load, overrides, with_overrides
from quiz.model import Form, Mode, Name
from quiz.sitting import Wish
from quiz.tui.app import QuizApp
from quiz.tui.lookback import LookBack
from quiz.tui.question import QuestionScreen
from tests.tui.samples import (
    CHOICE,
    CROSSING,
    LIBRARY,
    MATCH,
    NAMES,
    ORDER,
    SELECT,
    TYPED,
)
from tests.tui.screens import footer, part, screen_text


def digit(sitting, text: str) -> str:
    return str(sitting.question.shown.index(text) + 1)


# -- what it says -------------------------------------------------------------------------------


@pytest.mark.parametrize("card", [ORDER, MATCH], ids=["order", "match"])
async def test_where_nothing_was_answered_no_line_is_called_wrong(trainer, take, card):
    app = QuizApp(trainer, take(trainer, card))
    async with app.run_test() as pilot:
        await pilot.press("space")
        assert "✗" not in part(app, "options")
        assert "✗ Not known" in part(app, "verdict")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (("Lin Biao",), "✗ Not quite · 1 of 2 found"),
        (("Lin Biao", "Mao Zedong"), "✗ Not quite · 1 of 2 found, 1 wrong"),
        (("Mao Zedong", "Peng Dehuai"), "✗ Not quite · 0 of 2 found, 2 wrong"),
        (("Lin Biao", "Zhou Enlai"), "✓ Right · 2 of 2 found"),
    ],
)
async def test_select_says_how_many_of_the_right_ones_were_found(trainer, take, chosen, said):
    sitting = take(trainer, SELECT)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(*(digit(sitting, text) for text in chosen), "enter")
        assert part(app, "verdict").split("\n")[0] == said


async def test_a_near_miss_that_does_not_count_says_so(trainer, take):
    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test() as pilot:
        await pilot.press(*"peng dehuia", "enter", "n")
        assert "≈ Close, not counted" in part(app, "verdict")


async def test_what_historians_hold_comes_before_the_claims(trainer, take):
    app = QuizApp(trainer, take(trainer, CROSSING))
    async with app.run_test() as pilot:
        await pilot.press("1")
        said = part(app, "verdict")
        places = [said.index(text) for text in (
            "! Documents disagree: When did the crossing begin?", "19 October, certain", "mistaken",
        )]  # fmt: skip
        assert places == sorted(places)


# -- the sources --------------------------------------------------------------------------------


@pytest.mark.parametrize("down", [0, 2])
async def test_when_the_sources_are_hidden_again_the_page_stands_as_before(trainer, take, down):
    app = QuizApp(trainer, take(trainer, CROSSING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", *["down"] * down)
        await pilot.pause()
        before = screen_text(app)
        await pilot.press("s")
        await pilot.pause()
        assert screen_text(app) != before
        await pilot.press("s")
        await pilot.pause()
        assert screen_text(app) == before


# -- the last verdict ---------------------------------------------------------------------------


@pytest.mark.parametrize("leave", ["enter", "escape", "v"])
async def test_the_last_verdict_is_read_again_and_nothing_changes(trainer, take, leave):
    sitting = take(trainer, CROSSING, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        assert "look back" not in footer(app)
        await pilot.press("1", "enter", "down")
        before, answers = screen_text(app), sitting.session.answers
        assert "v look back" in footer(app)
        await pilot.press("v")
        assert isinstance(app.screen, LookBack)
        for shown in (CROSSING.prompt, "Regiments crossed", "Documents disagree", "1 October 1950"):
            assert shown in screen_text(app)
        await pilot.press("o", "g", "x", "1", "u", leave)
        assert screen_text(app) == before
        assert sitting.session.answers == answers
        await pilot.press("question_mark")
        assert "Look back" in screen_text(app)


async def test_it_is_read_with_alt_while_an_answer_is_typed(trainer, take):
    app = QuizApp(trainer, take(trainer, CHOICE, TYPED))
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", *"pv")
        assert "alt+v look back" in footer(app)
        await pilot.press("alt+v")
        assert CHOICE.prompt in screen_text(app)
        await pilot.press("enter")
        assert app.screen.query_one("#typed").value == "pv"
        assert app.screen.focused.id == "typed"


async def test_before_the_first_answer_there_is_none(trainer, take):
    app = QuizApp(trainer, take(trainer, CHOICE))
    async with app.run_test() as pilot:
        await pilot.press("v")
        assert "Nothing is answered yet." in screen_text(app)


async def test_verdicts_that_come_at_the_end_are_not_read_before(trainer, take):
    app = QuizApp(trainer, take(trainer, CHOICE, SELECT, feedback="end"))
    async with app.run_test() as pilot:
        await pilot.press("1", "v")
        assert "The verdicts come at the end." in screen_text(app)
        assert "look back" not in footer(app)


async def test_the_last_verdict_does_not_tell_what_is_asked_again(make):
    library = replace(LIBRARY, decks=(replace(LIBRARY.decks[0], cards=(CHOICE,)),))
    trainer = make(library)
    app = QuizApp(trainer, trainer.sit(Wish(mode=Mode.STUDY)))
    async with app.run_test() as pilot:
        await pilot.press("space", "enter", "v")
        assert isinstance(app.screen, QuestionScreen)
        assert "on this card too: answer first." in screen_text(app)
        assert "look back" not in footer(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 16)], ids=["80x24", "120x40", "50x16"])
def test_how_looking_back_looks(snap_compare, trainer, take, size):
    app = QuizApp(trainer, take(trainer, CROSSING, CHOICE))
    assert snap_compare(app, press=["1", "enter", "v"], terminal_size=size)


# -- the glossary -------------------------------------------------------------------------------


async def test_the_glossary_withholds_until_the_answer_what_gives_it_away(make, take):
    yalu = Name("yalu", "Yalu", "place", glossary="River. Crossed on 19 October 1950.")
    trainer = make(replace(LIBRARY, names=(*NAMES, yalu)))
    app = QuizApp(trainer, take(trainer, CROSSING, TYPED, form=Form.TYPED))
    async with app.run_test() as pilot:
        await pilot.press("f3")
        assert "1 name withheld until you have answered." in screen_text(app)
        assert "1950" not in screen_text(app)
        await pilot.press("escape", *"x", "enter", "f3")
        assert "Crossed on 19 October 1950." in screen_text(app)
        assert "withheld" not in screen_text(app)


# -- editing where the overrides are broken -----------------------------------------------------

BROKEN = 'overrides:\n- card: war/volunteers/commander\n  note: "Look up.\n'


@pytest.fixture
def unwritable(kept, tmp_path, monkeypatch):
    """A trainer over a deck that cannot be written, and the learner's broken overrides."""
    trainer, _ = kept
    file = tmp_path / "overrides.yaml"
    file.write_text(BROKEN)

    def read():
        loaded = load([tmp_path / "lib"])
        overridden = with_overrides(loaded.libraries, file)
        return overridden._replace(problems=(*loaded.problems, *overridden.problems))

    trainer.libraries, trainer.load = read().libraries, read
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    return trainer, file


async def test_e_opens_broken_overrides_where_they_are_broken(unwritable, monkeypatch):
    trainer, file = unwritable
    opened = []
    mended = BROKEN.replace("up.\n", 'up."\n')

    def edit(wanted, path, line):
        assert file.read_text() == BROKEN
        opened.append((path, line))
        if len(opened) == 2:
            file.write_text(mended)

    monkeypatch.setattr("quiz.editor.edit", edit)
    app = QuizApp(trainer, trainer.sit(Wish(mode=Mode.STUDY)))
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter", "e")
        assert "! The file has 1 problem: e opens it again" in screen_text(app)
        await pilot.press("e")
        assert opened == [(file, 3)] * 2
        assert "Read again: the file has no problems." in screen_text(app)
        assert "Look up." in screen_text(app)


async def test_an_alias_that_broken_overrides_cannot_take_names_the_key_that_opens_them(unwritable):
    trainer, file = unwritable
    app = QuizApp(trainer, trainer.sit(Wish(mode=Mode.STUDY)))
    async with app.run_test() as pilot:
        await pilot.press(*"the marshal", "enter", "o")
        assert 'Accept "the marshal" from now on?' in screen_text(app)
        await pilot.press("y")
        said = "Not kept: overrides.yaml cannot be added to: mend its YAML at line 3, e opens it."
        assert said in " ".join(screen_text(app).split())
        assert file.read_text() == BROKEN


@pytest.mark.parametrize(("answer", "named"), [("Peng Dehuai", False), ("Zhou Enlai", True)])
async def test_i_was_right_is_named_only_where_it_changes_something(trainer, take, answer, named):
    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test(size=(100, 50)) as pilot:
        app.screen.answer((answer,))
        await pilot.press("question_mark")
        assert ("I was right" in screen_text(app)) == named
