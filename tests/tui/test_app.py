"""What holds for the whole app: keys, themes, outside text."""

from __future__ import annotations

import io
import re
import signal

import pytest
from textual.app import App
from textual.binding import Binding
from textual.color import Color
from textual.content import Content

from quiz.session import asks
from quiz.sitting import Wish
from quiz.tui.app import QuizApp
from quiz.tui.card import CardScreen
from quiz.tui.confirm import Confirm
from quiz.tui.find import FindScreen
from quiz.tui.help import HelpScreen
from quiz.tui.home import HomeScreen
from quiz.tui.problems import ProblemsScreen
from quiz.tui.question import QuestionScreen
from quiz.tui.reader import ReaderScreen
from quiz.tui.render import Stack, Table, card_text
from quiz.tui.result import ResultScreen
from quiz.tui.screen import QuizScreen
from quiz.tui.settings import SettingsScreen
from quiz.tui.sources import SourceScreen, SourcesScreen
from quiz.tui.themes import INK, PAPER, by_terminal
from quiz.tui.widgets.keyline import KeyLine
from quiz.tui.widgets.marked_list import MarkedList
from tests.tui.samples import HARMLESS, HOSTILE, LIBRARY, hostile_library
from tests.tui.screens import screen_text

BOUND = [QuizApp, QuizScreen, HomeScreen, QuestionScreen, ResultScreen, ReaderScreen, HelpScreen,
         FindScreen, CardScreen, SourcesScreen, SourceScreen, SettingsScreen, ProblemsScreen,
         Confirm, MarkedList]  # fmt: skip


@pytest.mark.parametrize("owner", BOUND)
def test_every_binding_has_id_description_tooltip_and_action(owner):
    for binding in owner.BINDINGS:
        assert isinstance(binding, Binding)
        assert binding.id, binding
        assert binding.description, binding
        assert binding.tooltip, binding
        place, _, action = binding.action.partition("(")[0].rpartition(".")
        assert hasattr(App if place == "app" else owner, f"action_{action}"), binding


def test_ids_of_bindings_are_unique():
    ids = [b.id for owner in BOUND if "BINDINGS" in vars(owner) for b in owner.BINDINGS]
    assert len(set(ids)) == len(ids)


async def every_screen(app, pilot):
    """Walk through the screens that need no sitting."""
    yield
    for there, back in ((("space",), 1), (("s",), 1), (("s", "enter"), 2), (("slash", "a", "l"), 1),
                        (("s", "enter", "enter"), 3), (("s", "c"), 2), (("f3",), 1),
                        (("slash", "a", "l", "enter"), 2), (("question_mark",), 1)):  # fmt: skip
        await pilot.press(*there)
        yield
        await pilot.press(*["escape"] * back)


async def test_every_key_on_the_line_of_keys_has_its_action(trainer):
    app = QuizApp(trainer)
    async with app.run_test() as pilot:
        async for _ in every_screen(app, pilot):
            for key in app.screen.query_one(KeyLine).keys:
                place, _, action = key.action.partition("(")[0].rpartition(".")
                owner = app if place == "app" else app.screen
                assert not action or hasattr(owner, f"action_{action}"), key


# -- outside text -------------------------------------------------------------------------------

ESCAPES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def assert_harmless(app: App[None], *, whole: bool = True) -> None:
    text = screen_text(app)
    assert not ESCAPES.search(text)
    joined = re.sub(r"\s+", "", text)
    assert "彭德怀" in joined
    if whole:
        assert re.sub(r"\s+", "", HARMLESS)[:20] in joined


async def test_hostile_text_is_shown_as_written_on_the_reading_screens(make):
    app = QuizApp(make(hostile_library()), notice=HOSTILE)
    async with app.run_test(size=(100, 60), notifications=True) as pilot:
        async for _ in every_screen(app, pilot):
            if not isinstance(app.screen, HelpScreen | FindScreen):
                assert_harmless(app)


ANSWERS = {
    "choice": ["1"], "typed": [(*"[b]x", "enter")], "select": ["1", ("enter",)], "truth": ["f"],
    "cloze": [(*"[i]x", "enter")], "order": ["1", "2", ("enter",)],
    "match": ["1", "2", ("enter",)], "open": [(*"[b]x", "enter"), "1", ("enter",)],
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
async def test_hostile_text_is_shown_as_written_in_every_form(make, name):
    trainer = make(hostile_library())
    card = next(c for c in trainer.libraries[0].cards() if c.identity.card == name)
    sitting = trainer.sit(Wish(cards=(asks([card])[0].key,), seed=1))
    app = QuizApp(trainer, sitting, notice=HOSTILE)
    async with app.run_test(size=(100, 60), notifications=True) as pilot:
        await pilot.press("f2")
        assert_harmless(app)
        for keys in ANSWERS[name]:
            await pilot.press(*keys)
            assert_harmless(app)
        assert sitting.session.answers
        await pilot.press("s")
        assert_harmless(app)
        await pilot.press("enter")
        assert isinstance(app.screen, ResultScreen)
        assert not ESCAPES.search(screen_text(app))
        if sitting.session.missed:
            await pilot.press("space")
            assert_harmless(app)


def test_card_text_keeps_brackets_and_knows_markdown():
    content = card_text("[b]*em* dict[str, int] `code` [site](https://example.org)")
    assert content.plain == "[b]em dict[str, int] code site"
    assert [content.plain[s.start : s.end] for s in content.spans] == ["em", "code", "site"]


def test_a_link_that_is_no_web_address_is_only_text():
    content = card_text("[click](javascript:alert)")
    assert not content.spans


# -- tables -------------------------------------------------------------------------------------


def table(*rows: tuple[str, ...]) -> Table:
    return Table([tuple(map(Content, row)) for row in rows])


def test_columns_shrink_from_the_widest_until_they_fit():
    wide = table(("a", "b" * 30, "c" * 60))
    assert wide.widths(100) == [1, 30, 60]
    assert wide.widths(65) == [1, 30, 30]
    assert sum(wide.widths(45)) + 4 <= 45
    assert all(width >= 1 for width in wide.widths(3))


def test_a_row_of_one_cell_runs_across_and_lines_belong_to_rows():
    mixed = table(("one two three four five six",), ("1", "x"), ("2", "y"))
    assert mixed.heights(14) == [2, 1, 1]
    assert [mixed.row_at(14, y) for y in range(-1, 5)] == [None, 0, 0, 1, 2, None]
    assert mixed.lines_of(14, 2) == (3, 1)
    assert Stack([mixed, mixed]).get_height({}, 14) == 8


# -- themes -------------------------------------------------------------------------------------

TEXTS = ("foreground", "text-muted", "text-disabled", "text-accent", "text-success", "text-error",
         "text-warning")  # fmt: skip


@pytest.mark.parametrize("theme", [PAPER, INK], ids=["paper", "ink"])
@pytest.mark.parametrize("ground", ["background", "surface"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_enough(theme, ground, text):
    colors = theme.to_color_system().generate()
    assert contrast(Color.parse(colors[text]), Color.parse(colors[ground])) >= 4.5


@pytest.mark.parametrize("theme", [PAPER, INK], ids=["paper", "ink"])
@pytest.mark.parametrize("text", ["foreground", "text-muted", "text-accent"])
def test_the_marked_command_stands_out_enough(theme, text):
    colors = theme.to_color_system().generate()
    ground = Color.parse(colors["surface"]).blend(Color.parse(colors["panel"]), 0.5)
    assert contrast(Color.parse(colors[text]), ground) >= 4.5


@pytest.mark.parametrize("theme", [PAPER, INK], ids=["paper", "ink"])
@pytest.mark.parametrize("share", [0.62, 0.75, 0.88, 1])
def test_shades_of_the_calendar_stand_out_as_signs_must(theme, share):
    colors = theme.to_color_system().generate()
    ground = Color.parse(colors["background"])
    assert contrast(ground.blend(Color.parse(colors["accent"]), share), ground) >= 3


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(
    ("value", "name"),
    [("15;0", "ink"), ("0;15", "paper"), ("0;default;7", "paper"), ("12;8", "ink"), ("", "ink"),
     ("x", "ink")],
)  # fmt: skip
def test_the_theme_follows_the_terminal(value, name):
    assert by_terminal({"COLORFGBG": value}) == name
    assert by_terminal({}) == "ink"


async def test_the_settings_name_a_theme_and_an_unknown_one_is_said(make):
    assert QuizApp(make(LIBRARY, theme="paper")).theme == "paper"
    assert QuizApp(make(LIBRARY, theme="nord")).theme == "nord"
    app = QuizApp(make(LIBRARY, theme="[b]none"))
    assert app.theme == "ink"
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "There is no theme '[b]none'" in screen_text(app)


async def test_animation_off_is_off(make):
    app = QuizApp(make(LIBRARY))
    assert app.animation_level == "none"


@pytest.mark.parametrize(("level", "blinks"), [("none", False), ("full", True)])
async def test_the_cursor_blinks_only_where_things_may_move(make, level, blinks):
    app = QuizApp(make(LIBRARY))
    app.animation_level = level  # as TEXTUAL_ANIMATIONS sets it
    async with app.run_test() as pilot:
        await pilot.press("slash")
        assert app.screen.query_one("#find").cursor_blink is blinks


async def test_every_theme_of_textual_draws_every_role(trainer, take):
    from tests.tui.samples import CROSSING

    app = QuizApp(trainer, take(trainer, CROSSING))
    async with app.run_test() as pilot:
        await pilot.press("1")
        for name in app.available_themes:
            app.theme = name
            await pilot.pause()
            assert "Documents disagree" in screen_text(app)


@pytest.mark.parametrize(
    "theme", ["textual-light", "catppuccin-latte", "solarized-light", "nord", "textual-dark"]
)
async def test_no_text_has_the_colour_of_its_ground_in_a_theme_of_textual(make, take, theme):
    from tests.tui.samples import CROSSING

    trainer = make(LIBRARY, theme=theme)
    app = QuizApp(trainer, take(trainer, CROSSING))
    async with app.run_test() as pilot:
        await pilot.press("1")
        await pilot.pause()
        strips = app.screen._compositor.render_strips(app.size)
        styles = {s.style for strip in strips for s in strip if re.search(r"\w", s.text)}
        assert len(styles) > 5
        for style in styles:
            text, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            assert contrast(text, ground) > 2


def test_no_colour_is_named_outside_the_themes():
    from pathlib import Path

    import quiz.tui

    folder = Path(quiz.tui.__file__).parent
    for file in [*folder.rglob("*.py"), *folder.rglob("*.tcss")]:
        if file.name != "themes.py":
            assert not re.search(r"#[0-9a-f]{3,8}\b", file.read_text(encoding="utf-8")), file


# -- commands and title -------------------------------------------------------------------------


def commands(app) -> dict[str, str]:
    return {command.title: command.help for command in app.get_system_commands(app.screen)}


async def test_the_list_of_commands_names_what_the_keys_do(trainer):
    app = QuizApp(trainer)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        found = commands(app)
        wanted = {"Study today", "Test", "Find", "Sources", "Progress", "Glossary", "Settings",
                  "Read the facts", "All keys", "Edit", "Theme", "Quit"}  # fmt: skip
        wanted |= {"To the shell"} if hasattr(signal, "SIGTSTP") else set()
        assert set(found) == wanted
        assert all(found.values())
        await pilot.press("ctrl+p", *"sett", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        await pilot.press("escape", "ctrl+p", *"theme", "enter")
        await pilot.pause()
        assert "›  Theme" in screen_text(app)


async def test_the_commands_of_a_question_are_its_own(trainer, take):
    from tests.tui.samples import TYPED

    app = QuizApp(trainer, take(trainer, TYPED))
    async with app.run_test() as pilot:
        assert {"Hint", "Leave"} <= set(commands(app))
        assert "I was right" not in commands(app)
        await pilot.press("ctrl+p", *"hint", "enter")
        await pilot.pause()
        assert "A marshal from Hunan." in screen_text(app)
        await pilot.press(*"x", "enter")
        assert {"I was right", "Source", "Suspend"} <= set(commands(app))


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(("kind", "titled"), [("xterm-256color", True), ("dumb", False)])
def test_the_window_has_a_title_while_the_app_runs(monkeypatch, trainer, kind, titled):
    terminal = Terminal()
    monkeypatch.setattr("sys.__stdout__", terminal)
    monkeypatch.setenv("TERM", kind)

    def fails(self, *args, **kwargs):
        terminal.write("|")
        raise KeyboardInterrupt

    monkeypatch.setattr(App, "run", fails)
    with pytest.raises(KeyboardInterrupt):
        QuizApp(trainer).run()
    around = "\x1b[22;2t\x1b]2;quiz\x07|\x1b]2;\x07\x1b[23;2t"
    assert terminal.getvalue() == (around if titled else "|")
