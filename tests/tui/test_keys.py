"""Keys as a terminal sends them: Alt with its letter, arrows over a full page, Ctrl+C, Ctrl+Z."""

from __future__ import annotations

import re
import signal
from dataclasses import replace

import pytest
from textual import events

from quiz.model import Deck
from quiz.tui.app import QuizApp
from quiz.tui.progress import ProgressScreen
from quiz.tui.screen import ALL_KEYS, QuizScreen
from quiz.tui.widgets.body import Body
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList
from tests.tui.samples import (
    CHOICE,
    CROSSING,
    LIBRARY,
    MATCH,
    OPEN,
    ORDER,
    PROBLEMS,
    SELECT,
    TYPED,
)
from tests.tui.screens import footer, screen_text

MANY = [replace(CROSSING, identity=CROSSING.identity._replace(card=f"c{n}"),
                prompt=f"Marshal {n}?") for n in range(40)]  # fmt: skip


async def send(app, pilot, key: str, character: str | None = None) -> None:
    """A key as the driver of a terminal posts it."""
    app.post_message(events.Key(key, character))
    await pilot.pause()
    await pilot.pause()


# -- alt ----------------------------------------------------------------------------------------


async def test_alt_and_a_letter_is_a_command_while_an_answer_is_typed(trainer, take):
    sitting = take(trainer, CHOICE, TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("1", "enter")
        await send(app, pilot, "P", "P")
        assert app.screen.query_one("#typed").value == "P"
        await send(app, pilot, "alt+u", "u")
        assert app.screen.query_one("#typed").value == ""
        assert len(sitting.session.answers) == 1
        await send(app, pilot, "alt+u", "u")
        assert not sitting.session.answers
        assert "Taken back" in screen_text(app)


async def test_alt_and_a_letter_is_a_command_while_a_text_is_found(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash")
        await send(app, pilot, "alt+d", "d")
        assert app.screen.query_one("#find").value == ""
        assert "Find   China enters the war" in screen_text(app)


async def test_alt_and_a_letter_is_not_typed_into_a_setting(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("comma", "enter")
        before = app.screen.query_one("#value").value
        await send(app, pilot, "alt+x", "x")
        assert app.screen.query_one("#value").value == before


@pytest.mark.parametrize(("keys", "shown"), [
    (["slash", *"peng"], {"enter", "↑", "↓", "page up", "page down"}),
    (["t", "1", "enter"], {"enter", "↑", "↓", "page up", "page down"}),
    (["comma", "enter"], {"enter"}),
], ids=["find", "question", "settings"])  # fmt: skip
async def test_the_keys_beside_those_that_edit_are_named_while_something_is_typed(
    trainer, take, keys, shown
):
    start = take(trainer, CHOICE, TYPED) if keys[0] == "t" else None
    app = QuizApp(trainer, start)
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press(*keys[start is not None :])
        await send(app, pilot, "f1")
        named = {re.split("  +", text.strip())[0] for text in screen_text(app).split("\n")}
        assert shown <= named


async def test_esc_and_y_at_once_ask_before_they_end(trainer, take):
    sitting = take(trainer, CHOICE, TYPED)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await send(app, pilot, "alt+y", "y")  # as which a terminal sends them
        assert "End this test?" in screen_text(app)
        await pilot.press("n", "1", "enter")
        await send(app, pilot, "alt+y", "y")
        assert app.screen_stack[-2].query_one("#typed").value == ""
        await pilot.press("y")
        assert "of 1 right" in screen_text(app)


# -- a page that scrolls ------------------------------------------------------------------------


@pytest.mark.parametrize(("keys", "marked"), [
    (["down"], 1), (["pagedown"], 10), (["pagedown", "pagedown", "up"], 19),
    (["pagedown", "down", "pageup"], 1),
])  # fmt: skip
async def test_the_mark_moves_among_more_hits_than_fit(make, keys, marked):
    deck = Deck("volunteers", "China enters the war", tuple(MANY))
    app = QuizApp(make(replace(LIBRARY, decks=(deck,))))
    async with app.run_test() as pilot:
        await pilot.press("slash", *"marshal")
        assert "40 found" in screen_text(app)
        await pilot.press(*keys)
        assert app.screen.query_one(MarkedList).mark == marked
        assert f"›  card  Marshal {marked}?" in screen_text(app)


@pytest.mark.parametrize(
    "keys", [[], ["slash"], ["s"], ["s", "enter"], ["p"], ["comma"], ["space"], ["t"],
             ["slash", *"peng", "enter"]], ids=" ".join)  # fmt: skip
async def test_no_page_has_keys_of_its_own_over_those_of_its_screen(trainer, keys):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        assert isinstance(app.screen, QuizScreen)
        body = app.screen.query_one("#body")
        assert isinstance(body, Body)
        assert not list(body._bindings)
        taken = {active.node for active in app.screen.active_bindings.values()}
        assert body not in taken


# -- leaving ------------------------------------------------------------------------------------


async def test_ctrl_c_says_on_the_line_of_keys_how_to_leave(trainer, monkeypatch):
    monkeypatch.setattr("quiz.tui.widgets.keyline._WHILE", 0.5)
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+c")
        assert footer(app) == "Press ctrl+q to leave"
        assert not app._notifications
        await pilot.pause(0.7)
        assert "? keys" in footer(app)


async def test_ctrl_z_gives_the_shell_back_where_there_is_such_a_thing(trainer, monkeypatch):
    given = []

    def suspend(app: QuizApp) -> None:
        given.append(app)

    monkeypatch.setattr(QuizApp, "action_suspend_process", suspend)
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+z")
        assert given == [app] * hasattr(signal, "SIGTSTP")
        monkeypatch.delattr(signal, "SIGTSTP", raising=False)
        await pilot.press("ctrl+z")
        assert len(given) <= 1
        assert app.check_action("suspend_process", ()) is False


async def test_the_list_of_commands_names_nothing_twice(trainer, take):
    for app, keys in (
        (QuizApp(trainer), []),
        (QuizApp(trainer, take(trainer, CHOICE)), ["1", "enter"]),
    ):
        async with app.run_test() as pilot:
            await pilot.press(*keys)
            titles = [command.title for command in app.get_system_commands(app.screen)]
            assert len(titles) == len(set(titles))
            assert {"Quit", "Theme"} <= set(titles)


# -- keys that come faster than they are drawn --------------------------------------------------


async def burst(app, pilot, *keys: str) -> None:
    """Keys that arrive together, as over a slow line."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(5):
        await pilot.pause()


async def test_enter_does_not_overtake_the_key_before_it_on_the_home(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await burst(app, pilot, "p", "enter")
        assert isinstance(app.screen, ProgressScreen)


async def test_enter_does_not_overtake_the_key_before_it_in_the_result(trainer, take):
    sitting = take(trainer, CHOICE)
    app = QuizApp(trainer, sitting)
    async with app.run_test() as pilot:
        await pilot.press("space", "enter")
        await burst(app, pilot, "u", "enter")
        assert "Taken back: asked again." in screen_text(app)


async def test_what_is_typed_at_once_after_the_key_that_finds_is_found(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in ("slash", *"peng"):
            app.post_message(events.Key(key, "/" if key == "slash" else key))
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one("#find").value == "peng"
        assert "6 found" in screen_text(app)


# -- the line of keys ---------------------------------------------------------------------------

NARROW = [
    (CHOICE, [], "1-3 answer  space don't know  esc leave  ? keys"),
    (TYPED, [], "enter answer  F2 hint  esc leave  F1 keys"),
    (CROSSING, ["3"], "enter next  ↓ more  s source  esc leave  ? keys"),
    (TYPED, [*"peng dehuia", "enter"], "y counts  n does not  u undo  esc leave  ? keys"),
    (SELECT, ["1", "2"], "1-4 tick  enter confirm  esc leave  ? keys"),
    (ORDER, ["2", "1"], "1-4 first to last  esc leave  ? keys"),
    (MATCH, ["2", "1"], "enter confirm  1-3 match  esc leave  ? keys"),
    (OPEN, ["enter", "1"], "1-3 you had it  enter confirm  esc leave  ? keys"),
]


@pytest.mark.parametrize(("card", "keys", "shown"), NARROW)
async def test_where_it_is_narrow_what_goes_on_and_what_leaves_is_shown(
    trainer, take, card, keys, shown
):
    app = QuizApp(trainer, take(trainer, card))
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert footer(app) == shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 16)])
async def test_the_home_says_what_leaves(trainer, size):
    app = QuizApp(trainer)
    async with app.run_test(size=size):
        keys = re.split(" {2,3}", footer(app))
        assert keys[:2] == ["enter study", "t test"]
        assert keys[-2:] == ["q quit", "? keys"]


@pytest.mark.parametrize("problems", [(), PROBLEMS], ids=["sound", "problems"])
async def test_the_home_names_the_same_keys_where_a_deck_has_errors(make, problems):
    app = QuizApp(make(LIBRARY, problems=problems))
    async with app.run_test(size=(80, 24)):
        keys = re.split(" {2,3}", footer(app))
        assert ("! fix" in keys) == bool(problems)
        assert {"space read", "/ find", "p progress"} <= set(keys)


@pytest.mark.parametrize(("width", "shown"), [
    (30, "1 a longer word  2 b  ? keys"), (24, "2 b  ? keys"), (8, "? keys"),
])  # fmt: skip
async def test_of_the_other_keys_as_many_as_fit_are_shown(trainer, width, shown):
    app = QuizApp(trainer)
    async with app.run_test(size=(width, 16)):
        app.screen.query_one(KeyLine).show([Key("1", "a longer word"), Key("2", "b"), ALL_KEYS])
        assert footer(app) == shown
