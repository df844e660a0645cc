"""Study in the app: today, what comes back, what is put away, the result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.model import Deck, EventKind, Form, Library, Mode
from quiz.session import asks
from quiz.sitting import Wish
from quiz.tui.app import QuizApp
from quiz.tui.home import HomeScreen
from quiz.tui.question import QuestionScreen
from quiz.tui.result import ResultScreen
from tests.tui.samples import CHOICE, CROSSING, DECK, LIBRARY, OPEN, SELECT, TRUE_FALSE, TYPED
from tests.tui.screens import footer, part, screen_text

STUDY = Wish(mode=Mode.STUDY)


def library(*cards, title: str = "China enters the war") -> Library:
    return replace(LIBRARY, decks=(Deck("volunteers", title, cards),))


@pytest.fixture
def study(make):
    """An app that studies just these cards, in this order, with its trainer."""

    def study(*cards, **settings):
        trainer = make(library(*cards), **settings)
        sitting = trainer.sit(STUDY)
        assert sitting is not None
        return QuizApp(trainer, sitting), trainer, sitting

    return study


def digit(sitting, text: str) -> str:
    return str(sitting.question.shown.index(text) + 1)


# -- the home -----------------------------------------------------------------------------------


async def test_enter_on_the_home_studies_today(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "10 new, about 2 min" in screen_text(app)
        assert footer(app).startswith("enter study   t test   space read")
        await pilot.press("enter")
        assert isinstance(app.screen, QuestionScreen)
        assert app.screen._sitting.session.mode is Mode.STUDY
        await pilot.press("escape", "y")
        assert isinstance(app.screen, HomeScreen)
        assert "10 new" in screen_text(app)


async def test_enter_goes_on_with_what_was_broken_off(make):
    trainer = make(LIBRARY)
    trainer.sit(STUDY).answer(("19 October 1950",))
    app = QuizApp(make(LIBRARY))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "9 left, about 2 min" in screen_text(app)
        await pilot.press("enter")
        assert "Resumed: 1 of 10 answered." in screen_text(app)


async def test_nothing_due_says_so_and_offers_a_test(make):
    trainer = make(LIBRARY, new_per_day=0)
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Today   nothing due" in screen_text(app)
        assert "t  Test this deck" in screen_text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, HomeScreen)
        assert "Nothing is due today. t tests the marked deck." in screen_text(app)


async def test_what_was_corrected_is_named_on_the_home_and_when_it_is_asked(make):
    trainer = make(library(CHOICE))
    sitting = trainer.sit(STUDY)
    sitting.answer((CHOICE.answer,))
    sitting.end()
    now = replace(CHOICE, corrected="2026-11-23", answer="To keep the Americans away")
    again = make(library(now))
    app = QuizApp(again)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Corrected since you last answered it: What did Beijing give" in screen_text(app)
        assert "1 due" in screen_text(app)
        await pilot.press("enter")
        assert "Corrected since you last answered it." in screen_text(app)


# -- the sitting --------------------------------------------------------------------------------


async def test_a_missed_card_comes_back_until_it_is_recalled(study):
    app, _, sitting = study(CHOICE, TYPED)
    async with app.run_test() as pilot:
        await pilot.press("space")
        assert "asked again in this sitting" in part(app, "verdict")
        await pilot.press("enter")
        assert "0 of 2 done" in screen_text(app)
        await pilot.press(*"Peng Dehuai", "enter")
        assert "asked again" not in part(app, "verdict")
        assert "1 of 2 done" in screen_text(app)
        await pilot.press("enter")
        assert "Missed before: asked again." in screen_text(app)
        assert "1 of 2 done" in screen_text(app)
        await pilot.press(digit(sitting, CHOICE.answer), "enter")
        assert isinstance(app.screen, ResultScreen)


async def test_a_hint_or_a_guess_brings_the_card_back(study):
    app, trainer, sitting = study(CHOICE, CROSSING)
    async with app.run_test() as pilot:
        await pilot.press(digit(sitting, CHOICE.answer), "g")
        assert "a guess · asked again in this sitting" in part(app, "verdict")
        await pilot.press("enter", "f2", digit(sitting, CROSSING.answer))
        assert "with the hint · asked again in this sitting" in part(app, "verdict")
        await pilot.press("enter")
        assert isinstance(app.screen, QuestionScreen)
    assert [review.grade for review in trainer.log().reviews] == ["again", "again"]


async def test_x_suspends_and_takes_up_again(study):
    app, trainer, _ = study(CHOICE, TYPED)
    key = str(CHOICE.identity)
    async with app.run_test() as pilot:
        await pilot.press("space", "x")
        assert "Suspended" in screen_text(app)
        assert "asked again in this sitting" not in screen_text(app)
        assert "x take up" in footer(app)
        assert trainer.log().suspended == {key}
        await pilot.press("x")
        assert "Taken up again." in screen_text(app)
        assert trainer.log().suspended == frozenset()
        await pilot.press("x", "enter", *"Peng Dehuai", "enter", "enter")
        assert isinstance(app.screen, ResultScreen)
    assert trainer.today() == trainer.today()._replace(due=0, new=0, left=0)


async def test_b_puts_off_until_tomorrow_and_undo_takes_that_back_too(study):
    app, trainer, _ = study(CHOICE, TYPED)
    key = str(CHOICE.identity)
    async with app.run_test() as pilot:
        await pilot.press("space", "b")
        assert "Put off" in screen_text(app)
        assert trainer.log().buried == {key: "2026-11-22"}
        await pilot.press("u")
        assert "Taken back" in screen_text(app)
        assert CHOICE.prompt in screen_text(app)
        assert trainer.log().buried == {}


async def test_what_was_put_away_stays_away_in_a_resumed_study(make):
    trainer = make(library(CHOICE, TYPED))
    sitting = trainer.sit(STUDY)
    sitting.answer(())
    sitting.put_away(EventKind.SUSPEND)
    again = make(library(CHOICE, TYPED)).sit(STUDY)
    assert again.uuid == sitting.uuid
    again.answer(("Peng Dehuai",))
    assert again.question is None


async def test_leaving_early_says_what_stays_due(study):
    app, _, _ = study(CHOICE, TYPED)
    async with app.run_test() as pilot:
        await pilot.press("escape")
        assert "End study? 0 of 2 done; the rest stays due." in screen_text(app)


async def test_undo_after_the_last_card(study):
    app, trainer, sitting = study(CHOICE)
    async with app.run_test() as pilot:
        await pilot.press(digit(sitting, CHOICE.answer), "enter", "u")
        assert isinstance(app.screen, QuestionScreen)
        assert trainer.log().reviews == ()
        assert CHOICE.prompt in screen_text(app)


async def test_an_open_card_is_good_with_half_its_points(study):
    app, trainer, _ = study(OPEN)
    async with app.run_test() as pilot:
        await pilot.press("enter", "1", "2", "enter", "enter")
        assert isinstance(app.screen, ResultScreen)
    assert trainer.log().reviews[0].grade == "good"


# -- the result ---------------------------------------------------------------------------------


async def test_the_result_says_what_was_learnt_what_was_missed_and_what_comes_back(study):
    app, _, sitting = study(CHOICE, TYPED)
    async with app.run_test() as pilot:
        await pilot.press("space", "enter", *"Peng Dehuai", "enter", "enter")
        await pilot.press(digit(sitting, CHOICE.answer), "enter")
        text = screen_text(app)
        assert "1 of 2 at the first try" in text
        assert "Of these, due again: 1 tomorrow · 1 in 2 days" in text
        assert "Learnt 2" in text
        assert f"✗  {CHOICE.prompt}" in text
        assert "a learn" not in footer(app)


async def test_a_puts_the_misses_of_a_test_first_among_the_new(trainer, take):
    app = QuizApp(trainer, take(trainer, OPEN, TRUE_FALSE, SELECT))
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter", "enter", "space", "enter", "space", "enter")
        assert "a learn missed first" in footer(app)
        await pilot.press("a", "a")
        assert "2 cards put first among the new cards of study." in screen_text(app)
    _, new = trainer.queue(STUDY)
    assert [ask.card for ask in new[:2]] == [OPEN, SELECT]
    firsts = [event for event in trainer.history.events() if event.kind is EventKind.FIRST]
    assert len(firsts) == 1


async def test_misses_that_study_never_asks_are_not_put_first(trainer, take):
    app = QuizApp(trainer, take(trainer, TRUE_FALSE))
    async with app.run_test() as pilot:
        await pilot.press("space", "enter", "a")
        assert "None of these is new to study" in screen_text(app)


# -- changing cards -----------------------------------------------------------------------------


async def test_an_override_offers_the_typed_answer_as_an_alias(kept):
    trainer, file = kept
    app = QuizApp(trainer, trainer.sit(STUDY))
    async with app.run_test() as pilot:
        await pilot.press(*"[b]P. D.", "enter", "o")
        assert 'Accept "[b]P. D." from now on?' in screen_text(app)
        assert footer(app).startswith("y accept   n no   enter next")
        await pilot.press("y")
        assert "Kept in volunteers.yaml." in screen_text(app)
        assert "Counted as right" in screen_text(app)
        assert file.read_text() == DECK.replace("Dehuai\n", 'Dehuai\n  accept:\n  - "[b]P. D."\n')
        await pilot.press("u", *"[b]P. D.", "enter")
        assert "✓ Right" in part(app, "verdict")


@pytest.mark.parametrize("keys", [("n",), ("enter",), ("u",)])
async def test_an_alias_is_not_kept_unasked(kept, keys):
    trainer, file = kept
    app = QuizApp(trainer, trainer.sit(STUDY))
    async with app.run_test() as pilot:
        await pilot.press(*"P. D.", "enter", "o", *keys)
        assert "Accept" not in screen_text(app)
    assert file.read_text() == DECK


async def test_no_alias_is_offered_for_what_the_card_rejects(kept):
    trainer, _ = kept
    app = QuizApp(trainer, trainer.sit(STUDY))
    async with app.run_test() as pilot:
        await pilot.press(*"Lin-Biao", "enter", "o")
        assert "Counted as right" in screen_text(app)
        assert "Accept" not in screen_text(app)


async def test_a_file_that_cannot_be_written_is_said(kept):
    trainer, _ = kept
    trainer.home = None
    app = QuizApp(trainer, trainer.sit(STUDY))
    async with app.run_test() as pilot:
        await pilot.press(*"P. D.", "enter", "o", "y")
        assert "Not kept: there is no home folder" in screen_text(app)


async def test_edit_opens_the_editor_and_shows_the_card_as_it_is_now(kept, monkeypatch):
    trainer, file = kept
    opened = []

    def edit(wanted: str, path: Path, line: int) -> None:
        opened.append((wanted, path, line))
        led = DECK.replace("commanded?", "led them?")
        file.write_text(led + "  explanation: Since 8 October.\n")

    monkeypatch.setattr("quiz.editor.edit", edit)
    app = QuizApp(trainer, trainer.sit(STUDY))
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter", "e")
        assert opened == [("editor", file, 4)]
        text = screen_text(app)
        assert "Read again: the file has no problems." in text
        assert "Since 8 October." in text
        await pilot.press("enter")
        assert "Who led them?" in screen_text(app)


async def test_edit_shows_the_problems_before_the_card_goes_on(kept, monkeypatch):
    trainer, file = kept
    broken = DECK.replace("answer: Peng Dehuai", "anser: [b] Peng")
    monkeypatch.setattr("quiz.editor.edit", lambda *_: file.write_text(broken))
    app = QuizApp(trainer, trainer.sit(STUDY))
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter", "e")
        assert "! The file has" in screen_text(app)
        assert "line 6: " in screen_text(app)
        await pilot.press("enter")  # the card as it was goes on
        assert "Who commanded?" in screen_text(app)


async def test_edit_without_an_editor_or_a_terminal_says_so(kept, monkeypatch):
    trainer, _ = kept
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    trainer.settings = trainer.settings._replace(editor="")
    app = QuizApp(trainer, trainer.sit(STUDY))
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter", "e")
        assert "Not edited: no editor is known" in screen_text(app)
        monkeypatch.undo()
        await pilot.press("e")
        assert "Not edited: the editor needs a terminal of its own." in screen_text(app)


# -- the glossary -------------------------------------------------------------------------------


async def test_the_glossary_tells_no_name_of_the_answer_beforehand(study):
    app, _, _ = study(TYPED)
    async with app.run_test() as pilot:
        await pilot.press(*"Lin", "f3")
        assert "No name of the glossary occurs here." in screen_text(app)
        await pilot.press("escape", "enter", "ctrl+g")
        assert "Commander of the Volunteers" in screen_text(app)
        await pilot.press("escape")
        assert "Not quite" in screen_text(app)


async def test_the_glossary_from_home_and_from_find(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("f3")
        assert "P'eng Te-huai" in screen_text(app)
        await pilot.press("escape", "slash", *"peng", "f3")
        assert "Commander of the Volunteers" in screen_text(app)


async def test_a_typed_form_comes_once_the_card_holds(make):
    trainer = make(library(CROSSING))
    sitting = trainer.sit(STUDY)
    assert sitting.question.form is Form.CHOICE


# -- whose view it is, and what was left --------------------------------------------------------


async def test_whose_view_a_card_tells_is_said_on_the_result_in_find_and_at_home(make):
    view = replace(TYPED, prompt="who commanded?", according_to="alpha", corrected="Was Lin Biao.")
    trainer = make(library(view))
    whole = "According to Alpha History, who commanded?"
    sitting = trainer.sit(STUDY)
    app = QuizApp(trainer, sitting)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"Peng Dehuai", "enter", "enter")
        assert "Learnt 1" in screen_text(app)
        assert whole in " ".join(screen_text(app).split())
        assert "Of these, due again: 1 " in screen_text(app)
    app = QuizApp(trainer)
    async with app.run_test(size=(120, 40)) as pilot:
        home = app.screen
        home._corrected = (asks([view])[0],)
        home._fill()
        await pilot.pause()
        said = " ".join(part(app, "notice").split())
        assert "answered it: According to Alpha History, who comm" in said
        await pilot.press("slash", *"alpha history, who")
        assert f"card  {whole}" in screen_text(app)


async def test_a_long_question_is_whole_on_the_result(make):
    long = replace(TYPED, prompt="Who, " + "of all the marshals, " * 4 + "commanded them there?")
    trainer = make(library(long))
    app = QuizApp(trainer, trainer.sit(STUDY))
    async with app.run_test() as pilot:
        await pilot.press(*"Peng Dehuai", "enter", "enter")
        assert "commanded them there?" in " ".join(screen_text(app).split())
