"""The home, and the screens that are read: facts, find, sources, keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from quiz import events
from quiz.tui.app import QuizApp
from quiz.tui.home import HomeScreen
from quiz.tui.reader import ReaderScreen
from tests.tui.samples import EMPTY, LIBRARY, PROBLEMS
from tests.tui.screens import footer, screen_text


async def test_the_decks_stand_with_their_figures(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        text = screen_text(app)
        for shown in ("Today", "10 new, about 2 min", "Enter  Study", "Known",
                      "Due", "New", "Test", "0/12", "› China enters the war"):  # fmt: skip
            assert shown.replace("› ", "›  ") in text


async def test_an_empty_history_is_greeted_with_one_thing_to_do(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Enter asks the first 10 cards: 1 to 4 answer, Space if you" in screen_text(app)
        await pilot.press("t")
        app.screen._sitting.answer(())
        await pilot.press("escape", "y", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "asks the first" not in screen_text(app)


async def test_a_screen_that_opens_while_the_app_closes_has_no_keys_to_show(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.pause()
        screen = ReaderScreen("A page", "A text")  # which then mounts without its parts
        screen.show_keys()
        assert not screen.query("*")


async def test_up_and_down_mark_a_deck_by_arrows_and_letters(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "j")
        assert "›  Roots" in screen_text(app)
        await pilot.press("k")
        assert "›  China" in screen_text(app)


async def test_columns_drop_and_titles_shorten_where_it_is_narrow(trainer):
    app = QuizApp(trainer)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert "Known" in text
        assert "Test " not in text.split("\n")[3]
        assert "…" in text
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        text = screen_text(app)
        assert "Why and how the Volunteers went to Korea" in text
        assert "The Volunteers began to cross" in text


async def test_the_mark_stays_in_view_where_the_screen_becomes_smaller(make):
    deck = LIBRARY.decks[0]
    decks = tuple(replace(deck, slug=f"d{n}", title=f"Deck {n}") for n in range(60))
    app = QuizApp(make(replace(LIBRARY, decks=decks)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("pagedown", "pagedown", "pagedown")
        for size in ((120, 24), (80, 24), (50, 16)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "›  Deck 30" in screen_text(app)


async def test_the_page_follows_the_mark(trainer):
    app = QuizApp(trainer)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("down")
        assert "Peng Dehuai was given" in screen_text(app)
        assert "The Volunteers began" not in screen_text(app)


async def test_the_last_test_shows(trainer, monkeypatch):
    when = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
    monkeypatch.setattr(
        "quiz.today.last_tests", lambda log: {"war/volunteers": events.TestResult(9, 10, when)}
    )
    app = QuizApp(trainer)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "9/10" in screen_text(app)
        assert "9 of 10 right, 20 November 2026" in screen_text(app)


async def test_no_decks_and_no_library_say_what_to_do(make):
    for trainer, says in ((make(EMPTY), "There are no decks yet."), (make(), "no library here")):
        app = QuizApp(trainer)
        async with app.run_test() as pilot:
            await pilot.press("enter", "t", "space", "slash", "s", "down")
            assert isinstance(app.screen, HomeScreen)
            assert says in screen_text(app)
            assert "quiz new DECK" in screen_text(app)
            await pilot.press("q")
        assert not app.is_running


async def test_space_reads_the_facts_with_their_citations(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("space")
        text = screen_text(app)
        assert 'Alpha History, "Battle at Yalu River", par. 31' in text
        assert "! disputed: Estimates run" in text
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_find_lists_cards_facts_and_names_and_shows_each_whole(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"peng")
        text = screen_text(app)
        assert "6 found" in text
        for kind in ("card", "fact", "name"):
            assert kind in text
        await pilot.press("enter")
        assert isinstance(app.screen, ReaderScreen)
        assert "war/volunteers/commander" in screen_text(app)
        await pilot.press("escape", *["down"] * 4, "enter")
        assert "Asked by" in screen_text(app)
        await pilot.press("escape", "down", "enter")
        assert "P'eng Te-huai" in screen_text(app)
        await pilot.press("escape", *"zzz")
        assert "Nothing found." in screen_text(app)
        await pilot.press("enter", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_sources_show_assessment_and_what_stands_disputed(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("s")
        text = screen_text(app)
        assert "A teaching site" in text
        assert "3 facts · 1 core · 1 disputed · 1 disagreement" in text
        assert "1 mistaken" in text
        await pilot.resize_terminal(50, 16)
        await pilot.pause()
        assert "A teaching site" not in screen_text(app)
        assert "1 mistaken" in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await pilot.press("down", "enter")
        text = screen_text(app)
        assert "The crossing began on 1 October 1950." in text
        assert "! mistaken: That is the day" in text
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_title_in_lower_case_begins_a_line_with_a_capital(make):
    alpha = LIBRARY.sources[0]._replace(title="a book-shop page")
    app = QuizApp(make(replace(LIBRARY, sources=(alpha, *LIBRARY.sources[1:]))))
    async with app.run_test() as pilot:
        await pilot.press("s")
        assert "›  A book-shop page" in screen_text(app)
        await pilot.press("enter")
        assert "  A book-shop page" in screen_text(app)


async def test_all_keys_are_listed(trainer):
    app = QuizApp(trainer)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("question_mark")
        text = screen_text(app)
        for shown in ("Read the facts", "Find cards, facts and names", "ctrl+q", "↑  k"):
            assert shown in text
        await pilot.press("escape", "f1")
        assert "All keys" in screen_text(app)


async def test_the_keys_of_a_question_are_those_that_work_now(trainer):
    app = QuizApp(trainer)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("t", "f1")
        text = screen_text(app)
        assert "End the sitting, or go on later" in text
        assert "I was right" not in text


async def test_all_keys_are_named_as_they_are_pressed_those_that_move_last(make):
    app = QuizApp(make(LIBRARY, problems=PROBLEMS))
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("question_mark")
        first = [text.split()[0] for text in screen_text(app).split("\n") if text.strip()]
        assert first.index("enter") < first.index("!") < first.index("↑")


async def test_the_footer_always_ends_with_all_keys(trainer):
    app = QuizApp(trainer)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        assert footer(app).endswith("? keys")


# -- browsing -----------------------------------------------------------------------------------


async def test_find_filters_cards_by_how_they_stand(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", "tab")
        assert "Only due · Nothing found." in screen_text(app)
        await pilot.press("tab")
        assert "Only new · 12 found" in screen_text(app)
        await pilot.press(*"peng")
        assert "Only new · 4 found" in screen_text(app)
        assert "fact" not in screen_text(app)
        await pilot.press("shift+tab", "shift+tab")
        assert "6 found" in screen_text(app)
        assert "Only" not in screen_text(app)


async def test_find_suspends_and_shows_the_history(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"peng", "alt+x")
        assert "Suspended: study asks it no more." in screen_text(app)
        await pilot.press("enter")
        assert "never asked; suspended" in screen_text(app)
        await pilot.press("escape", "alt+x")
        assert "Taken up again." in screen_text(app)
        assert trainer.log().suspended == frozenset()


async def test_find_tests_what_is_listed(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        await pilot.press("slash", *"peng", "alt+t")
        assert "1 of 4" in screen_text(app)
        await pilot.press("escape", "y")
        assert "6 found" in screen_text(app)
        await pilot.press("slash", "alt+t")
        assert "Nothing found." in screen_text(app)


async def test_a_wide_home_shows_no_less_of_a_title_than_a_narrower_one(make):
    title = "The Volunteers cross the Yalu in secret, October to December 1950"
    decks = (replace(LIBRARY.decks[0], title=title), LIBRARY.decks[1])
    app = QuizApp(make(replace(LIBRARY, decks=decks)))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = []
        for size in ((80, 24), (110, 30), (150, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            text = screen_text(app)
            assert "0/12" in text
            (line,) = [line for line in text.split("\n") if "›" in line]
            shown.append(len(line.split("…")[0].strip()))
        assert shown[0] <= shown[1] <= shown[2]


async def test_bars_stand_on_a_wide_home_where_titles_are_whole(make):
    decks = (replace(LIBRARY.decks[0], title="China"), replace(LIBRARY.decks[1], title="Roots"))
    app = QuizApp(make(replace(LIBRARY, decks=decks)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "──────────  0/12" in screen_text(app)


async def test_what_is_known_stands_beside_an_unfinished_test_where_it_is_narrow(trainer):
    app = QuizApp(trainer)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("t")
        app.screen._sitting.answer(())
        await pilot.press("ctrl+q")
    app = QuizApp(trainer)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert "1 of 10 …" in text
        assert "0/12" in text
