"""A whole sitting: resuming, leaving, the result and what can be done from there."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from quiz.model import Unusable
from quiz.sitting import Wish
from quiz.tui.app import QuizApp
from quiz.tui.confirm import Confirm
from quiz.tui.home import HomeScreen
from quiz.tui.question import QuestionScreen
from quiz.tui.result import ResultScreen, duration
from tests.tui.samples import (
    CHOICE,
    CLOZE,
    CROSSING,
    LIBRARY,
    MATCH,
    ORDER,
    SELECT,
    TRUE_FALSE,
    TYPED,
)
from tests.tui.screens import footer, part, screen_text


async def test_a_test_from_home_to_result_and_back(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("down")
        assert "t test" in footer(app)
        await pilot.press("t")
        assert isinstance(app.screen, QuestionScreen)
        await pilot.press(*"the 38th", "enter", "enter")
        assert isinstance(app.screen, ResultScreen)
        assert "1 of 1 right" in screen_text(app)
        assert "nothing missed" in screen_text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, HomeScreen)
        assert "1/1" in screen_text(app)


async def test_the_result_shows_each_miss_with_what_was_said_and_the_answer(trainer, take):
    sitting = take(trainer, CROSSING, TYPED, TRUE_FALSE, SELECT)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        wrong = str(sitting.question.shown.index("1 October 1950") + 1)
        await pilot.press(
            wrong, "enter", *"Lin Biao", "enter", "enter", "f", "enter", "space", "enter"
        )
        text = screen_text(app)
        assert "1 of 4 right" in text
        for shown in ("You said", "1 October 1950", "19 October 1950", "!", "Lin Biao",
                      "Peng Dehuai", "not known", "Lin Biao; Zhou Enlai"):  # fmt: skip
            assert shown in text
        asked = [line for line in text.split("\n") if "✗" in line or "✓" in line]
        assert "✓  The crossing was noticed" in asked[-1]
        assert len(asked) == 4
        assert trainer.log().ended == {sitting.uuid}


async def test_the_sign_of_a_miss_stands_beside_a_prompt_without_spaces(make, take):
    card = replace(TYPED, prompt="中国人民志愿军司令员是谁" * 6)
    trainer = make(replace(LIBRARY, decks=(replace(LIBRARY.decks[0], cards=(card,)),)))
    app = QuizApp(trainer, take(trainer, card))
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("enter", "enter", "enter")
        assert isinstance(app.screen, ResultScreen)
        assert "›  ✗  中国" in screen_text(app)


async def test_a_miss_opens_with_its_whole_verdict(trainer, take):
    app = QuizApp(trainer, take(trainer, CHOICE, CROSSING))
    async with app.run_test() as pilot:
        await pilot.press("space", "enter", "space", "enter", "down", "space")
        text = screen_text(app)
        assert "On what day" in text
        assert "Documents disagree" in text
        await pilot.press("escape")
        assert isinstance(app.screen, ResultScreen)


async def test_what_was_right_opens_too_and_tells_a_guess(trainer, take):
    sitting = take(trainer, CHOICE, TRUE_FALSE, feedback="end")
    sitting.answer((CHOICE.answer,))
    sitting.guess()
    app = QuizApp(trainer, sitting)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("t")
        assert isinstance(app.screen, ResultScreen)
        text = screen_text(app)
        assert text.index("✗  The crossing") < text.index("✓  What did Beijing")
        assert "· a guess" in text
        assert "space show" in footer(app)
        await pilot.press("down", "space")
        assert "✓ Right · a guess" in screen_text(app)
        assert "2 of 2" in screen_text(app)


async def test_retry_asks_what_was_missed(trainer, take):
    sitting = take(trainer, CHOICE, TRUE_FALSE, MATCH)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("space", "enter", "f", "enter", "space", "enter", "r")
        assert isinstance(app.screen, QuestionScreen)
        assert "1 of 2" in screen_text(app)
        assert CHOICE.prompt in screen_text(app)
        await pilot.press("space", "enter", "space", "enter")
        assert "0 of 2 right" in screen_text(app)
        assert len(trainer.log().ended) == 2


async def test_there_is_no_retry_where_nothing_was_missed(trainer, take):
    app = QuizApp(trainer, take(trainer, TRUE_FALSE))
    async with app.run_test() as pilot:
        await pilot.press("f", "enter", "r")
        assert isinstance(app.screen, ResultScreen)
        assert "retry" not in footer(app)


async def test_undo_from_the_result_asks_the_last_again(trainer, take):
    sitting = take(trainer, CHOICE, TRUE_FALSE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("space", "enter", "t", "enter", "u")
        assert isinstance(app.screen, QuestionScreen)
        assert len(sitting.session.answers) == 1
        assert "Taken back" in screen_text(app)
        assert trainer.log().ended == frozenset()
        await pilot.press("f", "enter")
        assert "1 of 2 right" in screen_text(app)
        assert trainer.log().ended == {sitting.uuid}


async def test_enter_on_the_result_ends_an_app_that_began_with_the_test(trainer, take):
    app = QuizApp(trainer, take(trainer, TRUE_FALSE))
    async with app.run_test() as pilot:
        await pilot.press("f", "enter")
        assert "enter done" in footer(app)
        await pilot.press("enter")
    assert app.return_code == 0
    assert not app.is_running


async def test_verdicts_at_the_end_only(trainer, take):
    sitting = take(trainer, CHOICE, TYPED, CROSSING, feedback="end")
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1")
        assert "2 of 3" in screen_text(app)
        assert part(app, "verdict") == ""
        await pilot.press(*"peng dehuia", "enter")  # a near miss is not asked: it would tell
        assert "3 of 3" in screen_text(app)
        await pilot.press("space")
        assert isinstance(app.screen, ResultScreen)
        assert "peng dehuia" in screen_text(app)


async def test_esc_asks_and_stays_or_leaves_with_everything_saved(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("t")
        sitting = app.screen._sitting
        await pilot.press("escape")
        assert "End this test? 0 of 10 answered." in screen_text(app)
        assert "y end   n esc stay   ctrl+q go on later" in screen_text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        assert isinstance(app.screen, QuestionScreen)
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, QuestionScreen)
        assert trainer.log().ended == frozenset()
        await pilot.press("escape", "y")
        assert isinstance(app.screen, HomeScreen)
        assert trainer.log().ended == {sitting.uuid}


async def test_a_test_that_is_ended_early_shows_what_was_missed(trainer, take):
    sitting = take(trainer, CHOICE, SELECT, TRUE_FALSE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("space", "escape", "y")
        assert isinstance(app.screen, ResultScreen)
        assert "0 of 1 right · 0 s · 2 not asked" in screen_text(app)
        assert CHOICE.prompt in screen_text(app)
        assert trainer.log().ended == {sitting.uuid}
        await pilot.press("u")
        assert isinstance(app.screen, QuestionScreen)
        assert trainer.log().ended == frozenset()
        await pilot.press("space", "escape", "y", "enter")
    assert not app.is_running
    assert trainer.log().ended == {sitting.uuid}


async def test_the_home_shows_a_test_that_goes_on(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("t", "ctrl+q")
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert " of 10 …" not in screen_text(app)  # nothing was answered
        await pilot.press("t")
        app.screen._sitting.answer(())
        await pilot.press("ctrl+q")
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "1 of 10 …" in screen_text(app)
        assert "t finish test" in footer(app)
        await pilot.press("down")
        assert "t test" in footer(app)
        await pilot.press("up", "t")
        assert "Resumed: 1 of 10 answered." in screen_text(app)
        await pilot.press("escape", "y", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert " of 10 …" not in screen_text(app)


async def test_the_home_shows_no_test_that_it_would_not_go_on_with(trainer):
    trainer.sit(Wish(decks=("war/volunteers",), count=10, seed=3)).answer(())
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert " of 10 …" not in screen_text(app)


async def test_esc_while_typing_keeps_what_was_typed(trainer, take):
    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test() as pilot:
        await pilot.press(*"Peng", "escape", "n", *" Dehuai", "enter")
        assert "Right" in screen_text(app)


@pytest.mark.parametrize("before", [(), ("escape",), ("f1",)], ids=["asking", "leaving", "help"])
async def test_ctrl_q_leaves_a_test_that_resumes_and_says_so(make, take, before):
    trainer = make(LIBRARY)
    first = take(trainer, CHOICE, SELECT, TRUE_FALSE)
    app = QuizApp(trainer, first)
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", *before, "ctrl+q")
    assert not app.is_running
    again = make(LIBRARY)
    second = take(again, CHOICE, SELECT, TRUE_FALSE)
    assert second.uuid == first.uuid
    app = QuizApp(again, second)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Resumed: 1 of 3 answered." in screen_text(app)
        assert "2 of 3" in screen_text(app)
        assert SELECT.prompt in screen_text(app)
        await pilot.press("u")
        assert CHOICE.prompt in screen_text(app)


async def test_a_notice_shows_on_the_first_screen(trainer, take):
    app = QuizApp(trainer, notice="[b]Corrected[/b]: 2 cards")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "[b]Corrected[/b]: 2 cards" in screen_text(app)
    app = QuizApp(trainer, take(trainer, CHOICE), notice="Only 1 card fits.")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Only 1 card fits." in screen_text(app)


async def test_a_history_that_cannot_be_written_ends_the_app_without_a_traceback(trainer, take):
    sitting = take(trainer, CHOICE)

    def full(kind, data):
        raise Unusable("the disk is full")

    sitting.record = full
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.simulate_key("1")
        async with asyncio.timeout(60):
            while app.is_running:
                await asyncio.sleep(0.01)
    assert str(app.failure) == "the disk is full"
    assert app.return_code == 3


async def test_a_test_ends_when_its_minutes_are_over(trainer):
    now = [0.0]
    trainer.clock = lambda: now[0]
    sitting = trainer.sit(Wish(decks=("war/volunteers",), minutes=1, seed=5))
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        now[0] = 61.0
        await pilot.press("escape", "n")
        sitting.answer(())
        app.screen.ask_next()
        await pilot.pause()
        assert "time was up · 9 not asked" in screen_text(app)


async def test_a_whole_test_of_every_form_scores_right(trainer, take):
    sitting = take(trainer, CROSSING, TYPED, TRUE_FALSE, SELECT, CLOZE, ORDER, MATCH)
    app = QuizApp(trainer, sitting)

    def keys(texts):
        return [str(sitting.question.shown.index(text) + 1) for text in texts]

    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press(*keys(["19 October 1950"]), "enter")
        await pilot.press(*"Marshal Peng", "enter", "enter")
        await pilot.press("f", "enter")
        await pilot.press(*keys(SELECT.answers), "enter", "enter")
        await pilot.press(*"Zhou Enlai", "enter", "enter")
        await pilot.press(*keys(item.text for item in ORDER.items), "enter", "enter")
        await pilot.press(*keys(pair.right for pair in MATCH.pairs), "enter", "enter")
        assert "7 of 7 right" in screen_text(app)


def test_a_duration_in_words():
    assert [duration(s) for s in (0, 59.6, 60, 134, 3720)] == [
        "0 s",
        "1 min",
        "1 min",
        "2 min 14 s",
        "1 h 2 min",
    ]
