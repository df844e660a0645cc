"""Every form by the keyboard alone, right and wrong, and what a learner may say afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.model import Card, CardType, Form, Identity, Verdict
from quiz.tui.app import QuizApp
from tests.tui.samples import (
    CHOICE,
    CLOZE,
    CROSSING,
    IMAGE,
    LIBRARY,
    MATCH,
    NUMBER,
    OPEN,
    ORDER,
    SELECT,
    TRUE_FALSE,
    TYPED,
)
from tests.tui.screens import footer, part, screen_text


def digit(sitting, text: str) -> str:
    return str(sitting.question.shown.index(text) + 1)


def wrong_digit(sitting) -> str:
    card = sitting.question.card
    return digit(sitting, next(text for text in sitting.question.shown if text != card.answer))


async def test_a_digit_answers_a_choice_at_once_and_the_verdict_grows_below(trainer, take):
    sitting = take(trainer, CROSSING)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(digit(sitting, "25 October 1950"))
        text = screen_text(app)
        assert sitting.session.last.outcome.verdict is Verdict.WRONG
        said = ("On what day did", "19 October 1950", "the first clash", "✓", "✗", "Not quite")
        why = ("Regiments crossed", "Documents disagree", "The Diplomat, par. 4", "mistaken")
        for shown in (*said, *why, 'Alpha History, "Battle at Yalu River", par. 31'):
            assert shown in text


async def test_whose_claim_a_wrong_choice_was_is_said(trainer, take):
    sitting = take(trainer, CROSSING)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(digit(sitting, "1 October 1950"))
        assert "So says The Diplomat, par. 4." in screen_text(app)


async def test_a_right_choice(trainer, take):
    sitting = take(trainer, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(digit(sitting, CHOICE.answer))
        assert sitting.session.score == 1
        assert "✓ Right" in part(app, "verdict")


async def test_arrows_and_enter_answer_too_and_a_stray_enter_answers_nothing(trainer, take):
    sitting = take(trainer, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert not sitting.session.answers
        assert "Press the digit" in screen_text(app)
        await pilot.press("down", "down", "up", "enter")
        assert sitting.session.last.response == (sitting.session.plan[0].shown[0],)


@pytest.mark.parametrize(
    ("key", "score"), [("1", 0), ("2", 1), ("t", 0), ("f", 1)], ids=["1", "2", "t", "f"]
)
async def test_true_or_false(trainer, take, key, score):
    sitting = take(trainer, TRUE_FALSE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(key)
        assert sitting.session.score == score
        assert "marched by night" in part(app, "verdict")


async def test_select_ticks_with_digits_and_confirms_with_enter(trainer, take):
    sitting = take(trainer, SELECT)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert not sitting.session.answers
        wrong = digit(sitting, "Mao Zedong")
        await pilot.press(wrong, wrong, digit(sitting, "Lin Biao"), digit(sitting, "Zhou Enlai"))
        assert "[x]" in part(app, "options")
        await pilot.press("enter")
        assert sitting.session.score == 1


async def test_select_shows_what_was_left_out_and_why_a_tick_was_wrong(trainer, take):
    sitting = take(trainer, SELECT)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(digit(sitting, "Mao Zedong"), "enter")
        text = screen_text(app)
        assert "He pressed for it." in text
        assert text.count("left out") == 2
        assert "0 of 2 found, 1 wrong" in text


async def test_enter_ticks_a_marked_option_and_x_more_of_them(trainer, take):
    sitting = take(trainer, SELECT)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("down", "enter")
        assert not sitting.session.answers
        await pilot.press("down", "x", "enter")
        assert sitting.session.last.response == sitting.session.plan[0].shown[:2]


async def test_space_does_not_throw_away_what_was_begun(trainer, take):
    sitting = take(trainer, SELECT)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1", "space")
        assert not sitting.session.answers
        await pilot.press("backspace", "space")
        assert sitting.session.last.response == ()


async def test_order_takes_the_digits_first_to_last_and_places_the_rest(trainer, take):
    sitting = take(trainer, ORDER)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        for item in ORDER.items[:3]:
            await pilot.press(digit(sitting, item.text))
        assert "4. Chosin" in part(app, "options")
        await pilot.press("enter")
        assert sitting.session.score == 1
        assert "27 November" in screen_text(app)


async def test_order_takes_back_and_moves_the_marked_item(trainer, take):
    sitting = take(trainer, ORDER)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        keys = [digit(sitting, item.text) for item in ORDER.items]
        await pilot.press(keys[3], "backspace", keys[0], keys[2], keys[1], "shift+up", "enter")
        assert sitting.session.last.response == tuple(item.text for item in ORDER.items)


async def test_order_by_arrows_alone(trainer, take):
    sitting = take(trainer, ORDER)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("down", "enter", "down", "enter", "down", "enter", "enter")
        assert sitting.session.last.response == sitting.session.plan[0].shown


async def test_a_wrong_order_shows_the_places_given(trainer, take):
    sitting = take(trainer, ORDER)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        keys = [digit(sitting, item.text) for item in ORDER.items]
        await pilot.press(keys[1], keys[0], keys[2], "enter")
        text = screen_text(app)
        assert "2 of 4 right" in text
        assert "you: 2" in text


async def test_match_goes_down_the_lines_and_the_last_follows(trainer, take):
    sitting = take(trainer, MATCH)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        for pair in MATCH.pairs[:2]:
            await pilot.press(digit(sitting, pair.right))
        await pilot.press("enter")
        assert sitting.session.score == 1


async def test_match_can_be_corrected_line_by_line(trainer, take):
    sitting = take(trainer, MATCH)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        first, second, third = (digit(sitting, pair.right) for pair in MATCH.pairs)
        await pilot.press(second, "enter", "backspace", first, second, "enter")
        assert sitting.session.score == 1
        await pilot.press("u", third, second, "enter")
        text = screen_text(app)
        assert "1 of 3 right" in text
        assert "you: UN commander" in text


async def test_open_reveals_then_the_points_are_ticked(trainer, take):
    sitting = take(trainer, OPEN)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        assert OPEN.points[0] not in screen_text(app)
        await pilot.press(*"surprise", "enter")
        assert "Its size was not seen" in screen_text(app)
        await pilot.press("1", "2", "3", "enter")
        assert sitting.session.score == 1
        assert sitting.session.last.response == OPEN.points


async def test_open_with_some_points_and_with_none(trainer, take):
    sitting = take(trainer, OPEN)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("enter", "2", "enter")
        assert sitting.session.last.response == (OPEN.points[1],)
        assert "1 of 3 right" in screen_text(app)
        await pilot.press("u", "enter", "space")
        assert sitting.session.last.response == ()


async def test_open_without_points_asks_whether_it_was_known(make, take):
    card = Card(identity=Identity("war", "volunteers", "x"), prompt="Why?", answer="Because.",
                type=CardType.OPEN)  # fmt: skip
    deck = LIBRARY.decks[0]
    library = type(LIBRARY)("war", "W", LIBRARY.root, (type(deck)(deck.slug, "D", (card,)),))
    trainer = make(library)
    sitting = take(trainer, card)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert "Did you know it?" in screen_text(app)
        await pilot.press("1", "enter")
        assert sitting.session.score == 1


# -- typed ------------------------------------------------------------------------------------


async def test_a_typed_answer(trainer, take):
    sitting = take(trainer, TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(*"peng dehuai", "enter")
        assert sitting.session.score == 1
        assert "Right" in part(app, "verdict")
        assert app.screen.focused is None


async def test_a_wrong_typed_answer_stands_above_the_right_one(trainer, take):
    sitting = take(trainer, CROSSING, form=Form.TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(*"12 December 1950", "enter")
        options = part(app, "options")
        assert options.index("✗  12 December 1950") < options.index("✓  19 October 1950")


async def test_a_gap_is_typed_and_its_hint_shows(trainer, take):
    sitting = take(trainer, CLOZE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        assert "[premier] warned through India" in screen_text(app)
        assert "{{c1" not in screen_text(app)
        await pilot.press(*"zhou enlai", "enter")
        assert sitting.session.score == 1


@pytest.mark.parametrize(("key", "score"), [("y", 1), ("n", 0)])
async def test_a_near_miss_asks_whether_it_counts(trainer, take, key, score):
    sitting = take(trainer, TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(*"peng dehuia", "enter")
        assert sitting.session.last.outcome.verdict is Verdict.CLOSE
        assert "Does it count?" in screen_text(app)
        await pilot.press("enter", "space")  # no answer to that
        assert "Does it count?" in screen_text(app)
        await pilot.press(key)
        assert sitting.session.score == score
        assert ("Counted as right" in screen_text(app)) == bool(score)


async def test_an_empty_enter_asks_before_it_is_dont_know(trainer, take):
    sitting = take(trainer, TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert "You don't know?" in screen_text(app)
        await pilot.press("p")
        assert "You don't know?" not in screen_text(app)
        await pilot.press("backspace", "enter")
        assert not sitting.session.answers
        await pilot.press("enter")
        assert sitting.session.last.response == ()
        assert "Not known" in screen_text(app)


@pytest.mark.parametrize(
    ("card", "text", "asked"),
    [(CROSSING, "zzz", "read as a date"), (NUMBER, "many", "read as a number")],
    ids=["date", "number"],
)
async def test_what_cannot_be_read_is_asked_again_and_the_same_enter_answers(
    trainer, take, card, text, asked
):
    sitting = take(trainer, card, form=Form.TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press(*text, "enter")
        assert not sitting.session.answers
        assert asked in part(app, "hint")
        await pilot.press("x")
        assert part(app, "hint") == ""
        await pilot.press("enter")
        assert not sitting.session.answers
        await pilot.press("enter")
        assert sitting.session.last.response == (f"{text}x",)
        assert "Not quite" in screen_text(app)


@pytest.mark.parametrize("text", ["19 october 1950", "October 1950", "1950", "20 October 1950"])
async def test_a_date_that_can_be_read_is_graded_at_once(trainer, take, text):
    sitting = take(trainer, CROSSING, form=Form.TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(*text, "enter")
        assert sitting.session.last.response == (text,)


async def test_what_invites_to_answer_is_seen_whole_where_it_is_narrow(trainer, take):
    app = QuizApp(trainer, take(trainer, OPEN))
    async with app.run_test(size=(50, 16)):
        assert "In words or in your head, then Enter" in screen_text(app)


async def test_commands_are_letters_in_a_typed_answer_and_work_with_alt(trainer, take):
    sitting = take(trainer, CHOICE, TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", *"u1tfos?")
        assert app.screen.query_one("#typed").value == "u1tfos?"
        await pilot.press("f2")
        assert "A marshal from Hunan." in screen_text(app)
        await pilot.press("f1")
        assert "All keys" in screen_text(app)
        await pilot.press("escape", "alt+u")
        assert app.screen.query_one("#typed").value == ""
        await pilot.press("alt+u")
        assert sitting.session.answers == ()
        assert sitting.question.card == CHOICE


async def test_the_line_to_type_in_has_the_focus_only_while_typing(trainer, take):
    sitting = take(trainer, CHOICE, TYPED, CLOZE, TRUE_FALSE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        assert app.screen.focused is None
        await pilot.press("1", "enter")
        assert app.screen.focused.id == "typed"
        await pilot.press("x", "enter")
        assert app.screen.focused is None
        await pilot.press("enter")
        assert app.screen.focused.id == "typed"
        assert app.screen.focused.value == ""
        await pilot.press("x", "enter", "enter")
        assert app.screen.focused is None


async def test_of_a_paste_that_is_too_long_as_much_is_taken_as_fits(trainer, take):
    from textual.events import Paste

    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test() as pilot:
        typed = app.screen.query_one("#typed")
        await pilot.press(*"Peng")
        for _ in range(2):
            typed.post_message(Paste(" 彭德怀" * 300))
            await pilot.pause()
        assert len(typed.value) == 500
        assert typed.value.startswith("Peng 彭德怀 彭")


async def test_control_characters_cannot_be_typed_or_pasted(trainer, take):
    from textual.events import Paste

    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test() as pilot:
        app.screen.query_one("#typed").post_message(Paste("a\x1b[31mb\u202ec"))
        await pilot.pause()
        assert app.screen.query_one("#typed").value == "a[31mbc"


async def test_a_unit_and_a_picture_are_named(trainer, take):
    app = QuizApp(trainer, take(trainer, NUMBER, IMAGE))
    async with app.run_test() as pilot:
        assert "Type the answer (men)" in screen_text(app)
        await pilot.press(*"300000", "enter", "enter")
        assert "Picture: A map of the border" in screen_text(app)


# -- hint, don't know, and what is said afterwards ----------------------------------------------


async def test_the_hint_shows_and_is_noted(trainer, take):
    sitting = take(trainer, CROSSING)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        assert "F2 hint" in footer(app)
        await pilot.press("f2")
        assert "Pyongyang fell" in part(app, "hint")
        await pilot.press("1")
        assert sitting.session.last.hint
        assert "with the hint" in screen_text(app)


async def test_no_hint_is_said_and_not_noted(trainer, take):
    sitting = take(trainer, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        assert "hint" not in footer(app)
        await pilot.press("f2")
        assert "no hint" in screen_text(app)
        await pilot.press("1")
        assert not sitting.session.last.hint


async def test_space_is_dont_know_then_next(trainer, take):
    sitting = take(trainer, CHOICE, TRUE_FALSE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("space")
        assert sitting.session.last.response == ()
        assert "Not known" in screen_text(app)
        await pilot.press("space")
        assert "The crossing was noticed" in screen_text(app)
        assert "2 of 2" in screen_text(app)


async def test_i_was_right(trainer, take):
    sitting = take(trainer, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(wrong_digit(sitting))
        assert "o I was right" in footer(app)
        await pilot.press("o")
        assert sitting.session.score == 1
        assert "Counted as right" in screen_text(app)
        assert "I was right" not in footer(app)


async def test_i_guessed(trainer, take):
    sitting = take(trainer, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(digit(sitting, CHOICE.answer), "g")
        assert sitting.session.last.guess
        assert "a guess" in part(app, "verdict")
        assert "g not guessed" in footer(app)
        await pilot.press("g")
        assert not sitting.session.last.guess
        assert "a guess" not in part(app, "verdict")
        assert not trainer.log().reviews[-1].guess


async def test_the_source_panel_opens_and_closes(trainer, take):
    app = QuizApp(trainer, take(trainer, TRUE_FALSE))
    async with app.run_test() as pilot:
        await pilot.press("t", "s")
        text = part(app, "source")
        for shown in ("Some 300,000 men", "par. 33", "disputed", "Estimates run", "A teaching site",
                      "https://example.org/korea"):  # fmt: skip
            assert shown in text
        await pilot.press("s")
        assert part(app, "source") == ""


async def test_undo_takes_back_many_levels(trainer, take):
    sitting = take(trainer, CHOICE, SELECT, TRUE_FALSE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", "1", "enter", "enter")
        assert len(sitting.session.answers) == 2
        await pilot.press("u")
        assert sitting.question.card == SELECT
        assert "Taken back" in screen_text(app)
        await pilot.press("u")
        assert sitting.question.card == CHOICE
        await pilot.press("u")
        assert "nothing to take back" in screen_text(app)


async def test_undo_on_the_verdict_asks_the_same_again(trainer, take):
    sitting = take(trainer, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1", "u")
        assert not sitting.session.answers
        assert part(app, "verdict") == ""
        await pilot.press(digit(sitting, CHOICE.answer))
        assert sitting.session.score == 1


async def test_keys_of_the_verdict_do_nothing_before_it(trainer, take):
    sitting = take(trainer, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("o", "g", "s", "y", "n", "t", "9")
        assert not sitting.session.answers


async def test_an_option_and_a_key_answer_to_the_mouse(trainer, take):
    sitting = take(trainer, CHOICE, SELECT)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click("#options", offset=(8, 1))
        assert sitting.session.last.response == (sitting.session.plan[0].shown[1],)
        await pilot.click("KeyLine", offset=(3, 0))
        assert sitting.question.card == SELECT
        assert "Who spoke against" in screen_text(app)


async def test_a_long_verdict_scrolls_and_the_question_stays_in_view(trainer, take):
    sitting = take(trainer, CROSSING)
    app = QuizApp(trainer, sitting)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "On what day" in screen_text(app)
        assert "↓ more" in footer(app)
        await pilot.press("pagedown", "pagedown")
        assert "Battle at Yalu" in screen_text(app)


async def test_resizing_at_any_time_keeps_what_was_typed_and_picked(trainer, take):
    app = QuizApp(trainer, take(trainer, TYPED, SELECT))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"Marshal")
        await pilot.resize_terminal(50, 16)
        await pilot.press(*" Peng")
        await pilot.resize_terminal(80, 24)
        await pilot.press("enter")
        assert "Right" in screen_text(app)
        await pilot.press("enter", "1")
        await pilot.resize_terminal(20, 6)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "[x]" in part(app, "options")


# -- small terminals ----------------------------------------------------------------------------


async def test_what_is_typed_is_in_sight_beneath_a_prompt_that_fills_the_screen(trainer, take):
    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Pen")
        await pilot.resize_terminal(20, 5)
        await pilot.press("g")
        await pilot.pause()
        assert "Peng" in screen_text(app)


@pytest.mark.parametrize(("height", "lines"), [(16, 13), (24, 20), (40, 33)])
async def test_most_lines_are_the_questions(trainer, take, height, lines):
    app = QuizApp(trainer, take(trainer, CROSSING))
    async with app.run_test(size=(80, height)) as pilot:
        await pilot.pause()
        assert app.screen.body.size.height == lines


async def test_more_below_is_of_the_question_at_hand(trainer, take):
    app = QuizApp(trainer, take(trainer, CROSSING, CHOICE, SELECT))
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "more" in footer(app)
        await pilot.press("enter")
        await pilot.pause()
        assert not app.screen.board.more
        assert "more" not in footer(app)


async def test_options_out_of_sight_are_more_below_from_the_start(trainer, take):
    app = QuizApp(trainer, take(trainer, CHOICE, ORDER))
    async with app.run_test(size=(50, 9)) as pilot:
        await pilot.press("1", "enter")
        await pilot.pause()
        assert "4." not in screen_text(app)
        assert "↓ more" in footer(app)


async def test_a_blank_line_at_the_end_is_not_more(trainer, take):
    app = QuizApp(trainer, take(trainer, CHOICE))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        board = app.screen.board
        last = max(part.virtual_region.bottom for part in board.children if part.display)
        used = 12 - board.scrollable_content_region.height
        for height, more in ((last + used, False), (last + used - 1, True)):
            await pilot.resize_terminal(80, height)
            await pilot.pause()
            assert board.more is more
            assert ("↓ more" in footer(app)) is more


async def test_what_is_placed_bears_its_place(trainer, take):
    sitting = take(trainer, ORDER)
    app = QuizApp(trainer, sitting)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("3", "1")
        options = part(app, "options")
        assert f"3  1· {sitting.question.shown[2]}" in options
        assert f"1  2· {sitting.question.shown[0]}" in options
        await pilot.press("backspace")
        assert "2· " not in part(app, "options")


@pytest.mark.parametrize(
    ("card", "one", "more"),
    [(ORDER, "2 items have no place yet.", ["1", "2"]),
     (MATCH, "2 lines have no match yet.", ["1"])],
    ids=["order", "match"],
)  # fmt: skip
async def test_enter_on_what_is_begun_says_how_much_is_missing(trainer, take, card, one, more):
    sitting = take(trainer, card)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press(*more, "enter")
        assert not sitting.session.answers
        assert one in screen_text(app)
        await pilot.press("3")
        assert "yet." not in screen_text(app)


async def test_a_hint_asked_for_after_an_early_enter_stays(trainer, take):
    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test() as pilot:
        await pilot.press("enter", "f2", "P")
        assert "A marshal from Hunan." in screen_text(app)


async def test_the_source_is_shown_as_far_as_there_is_room(trainer, take):
    app = QuizApp(trainer, take(trainer, CROSSING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "s")
        await pilot.pause()
        lines = part(app, "source").split("\n")
        shown = screen_text(app)
        height = app.screen.board.scrollable_content_region.height
        assert all(line.strip() in shown for line in lines[:height])


async def test_a_work_outside_is_named_once(make, take):
    book = "Chen Jian, *China's Road*, p. 1"
    conflict = LIBRARY.conflicts[0]._replace(outside=(book, "Another, p. 2"))
    card = replace(CROSSING, outside=(book,))
    deck = replace(LIBRARY.decks[0], cards=(card,))
    trainer = make(replace(LIBRARY, decks=(deck,), conflicts=(conflict,)))
    app = QuizApp(trainer, take(trainer, card))
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        said = part(app, "verdict")
        assert said.count("China's Road") == 1
        assert said.count("Outside") == 1


async def test_a_near_miss_names_its_keys_once(trainer, take):
    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test() as pilot:
        await pilot.press(*"peng dehuia", "enter")
        assert "Does it count?" in screen_text(app)
        assert screen_text(app).count("y ") == 1
        assert "y counts   n does not" in footer(app)
