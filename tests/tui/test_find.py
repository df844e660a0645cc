"""The browser of cards: decks, what is suspended, changing a card, studying what is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.model import Deck, EventKind, Mode
from quiz.sitting import Wish
from quiz.tui.app import QuizApp
from quiz.tui.card import CardScreen
from quiz.tui.find import FindScreen
from quiz.tui.question import QuestionScreen
from quiz.tui.widgets.keyline import KeyLine
from tests.tui.samples import CHOICE, CLOZE, CROSSING, DECK, LIBRARY, TYPED
from tests.tui.screens import footer, screen_text

STUDY = Wish(mode=Mode.STUDY)
OTHER = replace(CHOICE, identity=CHOICE.identity._replace(deck="other"))


def library(*cards):
    return replace(LIBRARY, decks=(Deck("volunteers", "China enters the war", cards),
                                   Deck("other", "[b]Other", (OTHER,))))  # fmt: skip


def answered(trainer, *responses):
    sitting = trainer.sit(STUDY)
    for response in responses:
        sitting.answer((response,))
    sitting.end()


# -- decks --------------------------------------------------------------------------------------


async def test_alt_d_goes_through_the_decks_and_back_to_all(make):
    app = QuizApp(make(library(CROSSING, TYPED)))
    async with app.run_test() as pilot:
        await pilot.press("slash")
        assert "Find   all decks" in screen_text(app)
        await pilot.press("alt+d")
        assert "Find   China enters the war" in screen_text(app)
        assert "2 found" in screen_text(app)
        await pilot.press("alt+d")
        assert "Find   [b]Other" in screen_text(app)
        assert "1 found" in screen_text(app)
        await pilot.press("alt+d")
        assert "Find   all decks" in screen_text(app)
        assert "found" not in screen_text(app)


async def test_deck_filter_and_text_go_together(make):
    app = QuizApp(make(library(CROSSING, TYPED)))
    async with app.run_test() as pilot:
        await pilot.press("slash", "tab", "tab", "alt+d", *"commander")
        assert "Only new · 1 found" in screen_text(app)
        await pilot.press("alt+d")
        assert "Only new · Nothing found." in screen_text(app)


async def test_only_card_keys_on_the_line_where_a_card_is_marked(make):
    app = QuizApp(make(library(TYPED)))
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("slash")
        assert footer(app) == "tab filter   alt+d deck   esc back   F1 keys"
        await pilot.press(*"peng")
        assert app.screen.card == TYPED
        assert "alt+x" in {key.label for key in app.screen.query_one(KeyLine).keys}
        await pilot.press("down")
        await pilot.pause()
        assert app.screen.card is None
        assert "alt+x" not in {key.label for key in app.screen.query_one(KeyLine).keys}
        await pilot.press("alt+r", "alt+x", "alt+e")
        assert isinstance(app.screen, FindScreen)


# -- suspended ----------------------------------------------------------------------------------


async def test_a_suspended_card_says_so_in_the_list(make):
    trainer = make(library(CROSSING, TYPED))
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", "alt+d", "down", "alt+x")
        text = screen_text(app)
        assert "›  card  ‖ suspended  Who commanded" in text
        assert "Suspended: study asks it no more." in text
        assert text.count("‖") == 1
        assert "take up" in {key.word for key in app.screen.query_one(KeyLine).keys}
        await pilot.press("enter")
        assert "x take up" in footer(app)
        await pilot.press("x")
        assert "Taken up again." in screen_text(app)
        assert "x suspend" in footer(app)
        await pilot.press("escape")
        assert "‖" not in screen_text(app)
        assert app.screen.card == TYPED


# -- reset --------------------------------------------------------------------------------------


async def test_reset_asks_first_and_makes_the_card_new(make):
    trainer = make(library(TYPED, CLOZE))
    answered(trainer, "Peng Dehuai", "Zhou Enlai", "India")
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"warned", "alt+r")
        assert "Reset? Study takes the card for new" in screen_text(app)
        await pilot.press("n")
        assert not [e for e in trainer.history.events() if e.kind is EventKind.RESET]
        await pilot.press("alt+r", "y")
        assert "Reset: it is new again." in screen_text(app)
        await pilot.press("enter")
        assert "new to study" in screen_text(app)
    reset = [e.data for e in trainer.history.events() if e.kind is EventKind.RESET]
    assert reset == [{"card": f"{CLOZE.identity}#c{gap}"} for gap in (1, 2)]
    memories = trainer.memories(trainer.log())
    assert set(memories) == {str(TYPED.identity)}


async def test_reset_in_the_preview(make):
    trainer = make(library(TYPED))
    answered(trainer, "Peng Dehuai")
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"commanded", "enter")
        assert isinstance(app.screen, CardScreen)
        assert "due on 20" in screen_text(app)
        assert "r reset" in footer(app)
        await pilot.press("r", "y")
        assert "Reset: it is new again." in screen_text(app)
        assert "due on" not in screen_text(app)
        assert trainer.today().new == 2


# -- edit ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [("alt+e",), ("enter", "e"), ("enter", "alt+e")])
async def test_edit_shows_the_card_as_it_is_now(kept, monkeypatch, keys):
    trainer, file = kept
    led = DECK.replace("commanded?", "led [b]them?")
    monkeypatch.setattr("quiz.editor.edit", lambda *_: file.write_text(led))
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"peng", *keys)
        assert "Read again: the file has no problems." in screen_text(app)
        assert "Who led [b]them?" in screen_text(app)
        await pilot.press("escape")
        if isinstance(app.screen, FindScreen):
            assert "Who led [b]them?" in screen_text(app)


@pytest.mark.parametrize("keys", [("alt+e",), ("enter", "e")])
async def test_edit_names_the_problems(kept, monkeypatch, keys):
    trainer, file = kept
    broken = DECK.replace("answer: Peng Dehuai", "anser: [b] Peng")
    monkeypatch.setattr("quiz.editor.edit", lambda *_: file.write_text(broken))
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"commanded", *keys)
        assert "! The file has" in screen_text(app)
        assert f": {'Alt+E' if keys == ('alt+e',) else 'e'} opens it again" in screen_text(app)
        assert "line 6: " in screen_text(app)


async def test_edit_without_a_terminal_says_so(make):
    app = QuizApp(make(library(TYPED)))
    async with app.run_test() as pilot:
        await pilot.press("slash", *"commanded", "alt+e")
        assert "Not edited: the editor needs a terminal of its own." in screen_text(app)


# -- study of what is shown ---------------------------------------------------------------------


async def test_alt_s_studies_what_is_shown_whatever_the_day_allows(make):
    trainer = make(library(CROSSING, TYPED), new_per_day=0)
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"commanded", "alt+s")
        assert isinstance(app.screen, QuestionScreen)
        assert "0 of 1 done" in screen_text(app)
        assert app.screen._sitting.session.mode is Mode.STUDY
        await pilot.press(*"Peng Dehuai", "enter", "enter", "enter")
        assert isinstance(app.screen, FindScreen)
        await pilot.press("alt+s")
        assert "None of these is due or new." in screen_text(app)
    assert set(trainer.memories(trainer.log())) == {str(TYPED.identity)}


async def test_a_study_of_what_is_shown_resumes(make):
    cards = library(CROSSING, TYPED)
    keys = (str(TYPED.identity), str(OTHER.identity))
    wish = Wish(mode=Mode.STUDY, cards=keys, new=2)
    first = make(cards).sit(wish)
    assert {question.ask.key for question in first.session.plan} == set(keys)
    first.answer(())
    first.right()
    again = make(cards).sit(wish)
    assert (again.uuid, again.resumed) == (first.uuid, 1)
    assert make(cards).sit(STUDY).uuid != first.uuid


async def test_the_list_follows_what_was_studied(make):
    app = QuizApp(make(library(TYPED)))
    async with app.run_test() as pilot:
        await pilot.press("slash", "tab", "tab", *"commanded")
        assert "Only new · 1 found" in screen_text(app)
        await pilot.press("alt+s", *"Peng Dehuai", "enter", "enter", "enter")
        assert "Only new · Nothing found." in screen_text(app)
