"""Picks before they are confirmed: `u` takes them back, and all are in reach where it is narrow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.model import Item, Pair
from quiz.tui.app import QuizApp
from tests.tui.samples import CHOICE, LIBRARY, MATCH, OPEN, ORDER, SELECT
from tests.tui.screens import footer, part, screen_text

NARROW = (50, 16)

WORDS = replace(MATCH, pairs=(
    Pair("client state", "one that is independent in name and ruled from outside"),
    Pair("satellite", "one that leans on a stronger one and is said to obey it"),
    Pair("superpower", "one of the two that outweighed the rest after the year 1945"),
    Pair("proxy war", "a fight of great powers through others who do the dying"),
))  # fmt: skip
LONG_ORDER = replace(ORDER, items=tuple(
    Item(f"{n} {'event of the long war in Korea ' * 2}") for n in range(1, 7)
))  # fmt: skip


def narrow(make, take, *cards) -> QuizApp:
    library = replace(LIBRARY, decks=(replace(LIBRARY.decks[0], cards=cards),))
    trainer = make(library)
    return QuizApp(trainer, take(trainer, *cards))


@pytest.mark.parametrize(("card", "does"), [
    (CHOICE, set()), (SELECT, {"Tick or place", "Take back the last pick"}),
    (MATCH, {"Take back the last pick"}),
    (ORDER, {"Tick or place", "Take back the last pick", "Move up", "Move down"}),
], ids=["choice", "select", "match", "order"])  # fmt: skip
async def test_only_keys_that_do_something_with_these_options_are_named(trainer, take, card, does):
    app = QuizApp(trainer, take(trainer, card))
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("down", "question_mark")
        text = screen_text(app)
        every = {"Tick or place", "Take back the last pick", "Move up", "Move down"}
        assert {word for word in every if word in text} == does


@pytest.mark.parametrize("key", ["x", "right"])
async def test_a_line_to_match_is_no_option_to_tick(trainer, take, key):
    app = QuizApp(trainer, take(trainer, MATCH))
    async with app.run_test() as pilot:
        empty = part(app, "options")
        await pilot.press(key)
        assert part(app, "options") == empty


async def test_moving_is_named_once_there_are_two_to_move(trainer, take):
    app = QuizApp(trainer, take(trainer, ORDER))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("1")
        assert "move" not in footer(app)
        await pilot.press("2")
        assert "shift+↑↓ move" in footer(app)


@pytest.mark.parametrize(
    ("card", "picks", "sign"),
    [(ORDER, ["1", "2"], "· "), (MATCH, ["1"], "1 "), (SELECT, ["1", "2"], "[x]")],
    ids=["order", "match", "select"],
)
async def test_u_takes_back_the_last_pick_before_it_goes_back_a_question(
    trainer, take, card, picks, sign
):
    sitting = take(trainer, CHOICE, card)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1", "enter")
        empty = part(app, "options")
        await pilot.press(picks[0])
        one = part(app, "options")
        assert sign in one
        await pilot.press(*picks[1:], *["u"] * (len(picks) - 1))
        assert part(app, "options").count(sign) == one.count(sign)
        assert "u undo" not in footer(app)
        await pilot.press("u")
        assert part(app, "options").replace("›", " ") == empty.replace("›", " ")
        assert len(sitting.session.answers) == 1
        assert "u undo" in footer(app)
        await pilot.press("u")
        assert sitting.session.answers == ()
        assert sitting.question.card == CHOICE


async def test_u_on_a_whole_order_keeps_the_answer_before_and_the_other_places(trainer, take):
    sitting = take(trainer, CHOICE, ORDER)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", "1", "2", "3", "u")
        assert len(sitting.session.answers) == 1
        options = part(app, "options")
        assert "2· " in options
        assert "3· " not in options


async def test_u_takes_back_ticked_points_and_then_the_answer_before(trainer, take):
    sitting = take(trainer, CHOICE, OPEN)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", "enter", "2", "3", "u")
        assert part(app, "options").count("[x]") == 1
        await pilot.press("u", "u")
        assert sitting.question.card == CHOICE


async def test_a_tick_taken_off_is_not_the_last_pick(trainer, take):
    app = QuizApp(trainer, take(trainer, SELECT))
    async with app.run_test() as pilot:
        await pilot.press("1", "2", "3", "3", "u")
        first, second = part(app, "options").split("\n")[:2]
        assert "[x]" in first
        assert "[ ]" in second


# -- where it is narrow -------------------------------------------------------------------------


async def test_what_is_matched_keeps_to_one_line_and_what_is_left_hangs(make, take):
    app = narrow(make, take, WORDS)
    async with app.run_test(size=NARROW) as pilot:
        before = part(app, "options").split("\n")
        await pilot.press("1", "2", "3")
        after = part(app, "options").split("\n")
        assert len(after) == len(before)
        assert after[5:] == before[5:]
        assert all(line.endswith("…") for line in after[:4])
        assert [line[:3] for line in after[5:]] == ["1  ", "   ", "2  ", "   ", "3  ", "   ",
                                                    "4  ", "   "]  # fmt: skip


async def test_all_that_can_be_matched_is_within_reach_of_the_arrows(make, take):
    app = narrow(make, take, WORDS)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("1", "2", "3")
        await pilot.pause()
        assert "4  " not in screen_text(app)
        assert "↓ more" in footer(app)
        await pilot.press(*["down"] * 8)
        await pilot.pause()
        assert "4  " in screen_text(app)
        assert "more" not in footer(app)
        await pilot.press(*["up"] * 12)
        await pilot.pause()
        assert "Match each person" in screen_text(app)


@pytest.mark.parametrize("presses", range(7))
async def test_an_order_says_that_there_is_more_at_every_step(make, take, presses):
    app = narrow(make, take, LONG_ORDER)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(*"123456"[:presses])
        await pilot.pause()
        assert app.screen.board.more
        assert "↓ more" in footer(app)
        places = part(app, "options").split("Your order\n")[1].split("\n")
        assert len(places) == 6


async def test_a_page_down_to_the_end_leaves_no_more(make, take):
    app = narrow(make, take, LONG_ORDER)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("1", "pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert "Your order" in screen_text(app)
        assert "more" not in footer(app)


async def test_a_line_break_in_what_is_matched_is_a_space_there(make, take):
    pairs = (Pair("a", "one\\\ntwo"), Pair("b", "three"), Pair("c", "four"))
    app = narrow(make, take, replace(MATCH, pairs=pairs))
    async with app.run_test() as pilot:
        shown = app.start.question.shown
        await pilot.press(str(shown.index("one\\\ntwo") + 1))
        assert "one two" in part(app, "options").split("\n")[0]
