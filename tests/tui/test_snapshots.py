"""How every screen looks, pinned. After a change run with `--snapshot-update`, and look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.model import Card, Form, Mode
from quiz.sitting import Wish
from quiz.tui.app import QuizApp
from tests.tui.samples import (
    CHOICE,
    CLOZE,
    CROSSING,
    EMPTY,
    IMAGE,
    LIBRARY,
    LONG,
    MATCH,
    OPEN,
    ORDER,
    PROBLEMS,
    SELECT,
    TRUE_FALSE,
    TYPED,
)

SIZES = [(80, 24), (120, 40), (50, 16)]

sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40", "50x16"])

HOME: dict[str, list[str]] = {
    "decks": [],
    "facts": ["space"],
    "sources": ["s"],
    "source": ["s", "enter"],
    "find": ["slash", *"peng"],
    "card": ["slash", *"peng", "enter"],
    "keys": ["question_mark"],
    "fact": ["s", "enter", "down", "enter"],
    "conflicts": ["s", "c"],
    "glossary": ["f3"],
    "find-new": ["slash", "tab", "tab", *"peng"],
    "find-suspended": ["slash", "alt+d", "down", "alt+x"],
    "reset": ["slash", *"peng", "enter", "r"],
}

FORMS: dict[str, tuple[Card, Form | None, list[str]]] = {
    "choice": (CROSSING, None, []),
    "choice-marked": (CROSSING, None, ["f2", "down"]),
    "choice-wrong": (CROSSING, None, ["3"]),
    "choice-right": (CHOICE, None, ["3"]),
    "choice-not-known": (CHOICE, None, ["space"]),
    "truth-wrong": (TRUE_FALSE, None, ["t"]),
    "typed": (TYPED, None, ["f2", *"Peng"]),
    "typed-doubt": (TYPED, None, ["enter"]),
    "typed-unread": (CROSSING, Form.TYPED, [*"autumn 1950", "enter"]),
    "typed-close": (TYPED, None, [*"peng dehuia", "enter"]),
    "typed-wrong": (CROSSING, Form.TYPED, [*"12 December 1950", "enter"]),
    "typed-picture": (IMAGE, None, []),
    "cloze": (CLOZE, None, []),
    "cloze-right": (CLOZE, None, [*"Zhou Enlai", "enter"]),
    "select-begun": (SELECT, None, ["1", "2"]),
    "select-wrong": (SELECT, None, ["1", "3", "enter"]),
    "order-begun": (ORDER, None, ["2", "1"]),
    "order-wrong": (ORDER, None, ["2", "1", "3", "enter"]),
    "match-begun": (MATCH, None, ["2"]),
    "match-wrong": (MATCH, None, ["2", "1", "enter"]),
    "open-revealed": (OPEN, None, [*"By surprise", "enter", "1"]),
    "open-told": (OPEN, None, [*"By surprise", "enter", "1", "enter"]),
    "long": (LONG, None, []),
    "long-wrong": (LONG, None, ["1"]),
    "source": (TRUE_FALSE, None, ["f", "s"]),
    "leaving": (CHOICE, None, ["escape"]),
}

RESULT = ["2", "enter", *"Lin Biao", "enter", "enter", "f", "enter", "1", "enter", "enter"]
AT_THREE_SIZES = ("choice-wrong", "typed-close", "select-wrong", "order-begun", "match-begun",
                  "open-revealed", "long", "long-wrong")  # fmt: skip


@sizes
@pytest.mark.parametrize("theme", ["ink", "paper"])
def test_home(snap_compare, make, size, theme):
    app = QuizApp(make(LIBRARY, theme=theme, problems=PROBLEMS))
    assert snap_compare(app, terminal_size=size)


@pytest.mark.parametrize("screen", HOME)
def test_reading(snap_compare, make, screen):
    assert snap_compare(QuizApp(make(LIBRARY)), press=HOME[screen])


@pytest.mark.parametrize(
    "screen",
    ["find", "find-suspended", "card", "reset", "keys", "facts", "sources", "source", "glossary"],
)
def test_reading_where_it_is_narrow(snap_compare, make, screen):
    assert snap_compare(QuizApp(make(LIBRARY)), press=HOME[screen], terminal_size=(50, 16))


@pytest.mark.parametrize("libraries", [(EMPTY,), ()], ids=["no-decks", "no-library"])
def test_empty_home(snap_compare, make, libraries):
    assert snap_compare(QuizApp(make(*libraries)), terminal_size=(50, 16))


@pytest.mark.parametrize("name", FORMS)
def test_question(snap_compare, trainer, take, name):
    card, form, keys = FORMS[name]
    assert snap_compare(QuizApp(trainer, take(trainer, card, form=form)), press=keys)


@pytest.mark.parametrize("size", SIZES[1:], ids=["120x40", "50x16"])
@pytest.mark.parametrize("name", AT_THREE_SIZES)
def test_question_at_other_sizes(snap_compare, trainer, take, name, size):
    card, form, keys = FORMS[name]
    app = QuizApp(trainer, take(trainer, card, form=form))
    assert snap_compare(app, press=keys, terminal_size=size)


@pytest.mark.parametrize("name", ["choice", "choice-wrong", "typed", "open-revealed"])
def test_question_on_paper(snap_compare, make, take, name):
    card, form, keys = FORMS[name]
    trainer = make(LIBRARY, theme="paper")
    assert snap_compare(QuizApp(trainer, take(trainer, card, form=form)), press=keys)


@sizes
def test_result(snap_compare, trainer, take, size):
    app = QuizApp(trainer, take(trainer, CROSSING, TYPED, TRUE_FALSE, SELECT))
    assert snap_compare(app, press=RESULT, terminal_size=size)


@pytest.mark.parametrize("name", ["choice-wrong", "typed-close"])
def test_without_colour(snap_compare, monkeypatch, trainer, take, name):
    monkeypatch.setenv("NO_COLOR", "1")
    card, form, keys = FORMS[name]
    assert snap_compare(QuizApp(trainer, take(trainer, card, form=form)), press=keys)


def test_a_resumed_test(snap_compare, make, take):
    trainer = make(LIBRARY)
    take(trainer, CHOICE, SELECT, TRUE_FALSE).answer(("To win back Taiwan",))
    assert snap_compare(QuizApp(trainer, take(trainer, CHOICE, SELECT, TRUE_FALSE)))


# -- study --------------------------------------------------------------------------------------

STUDY: dict[str, tuple[Card, list[str]]] = {
    "missed": (CROSSING, ["space"]),
    "suspended": (CROSSING, ["space", "x"]),
    "buried": (CROSSING, ["space", "b"]),
    "alias": (TYPED, [*"The marshal", "enter", "o"]),
    "source": (CROSSING, ["space", "s"]),
    "glossary": (TYPED, ["enter", "enter", "f3"]),
    "leaving": (TYPED, ["escape"]),
    "again": (TYPED, ["enter", "enter", "enter", *"Zhou Enlai", "enter", "enter"]),
}


def studying(make, *cards: Card, **settings: object) -> QuizApp:
    library = replace(LIBRARY, decks=(replace(LIBRARY.decks[0], cards=cards),))
    trainer = make(library, **settings)
    sitting = trainer.sit(Wish(mode=Mode.STUDY, seed=5))
    assert sitting is not None
    return QuizApp(trainer, sitting)


@pytest.mark.parametrize("name", STUDY)
def test_study(snap_compare, make, name):
    card, keys = STUDY[name]
    app = studying(make, card, replace(CLOZE, prompt="{{c1::Zhou Enlai}} warned."))
    assert snap_compare(app, press=keys)


@pytest.mark.parametrize("name", ["missed", "alias", "suspended"])
def test_study_where_it_is_narrow(snap_compare, make, name):
    card, keys = STUDY[name]
    assert snap_compare(studying(make, card, CHOICE), press=keys, terminal_size=(50, 16))


@sizes
def test_result_of_study(snap_compare, make, size):
    app = studying(make, TYPED, OPEN, IMAGE)
    keys = ["enter", "enter", "enter", "enter", "1", "2", "3", "enter", "enter", *"the Yalu",
            "enter", "enter", *"Peng Dehuai", "enter", "enter"]  # fmt: skip
    assert snap_compare(app, press=keys, terminal_size=size)


@sizes
def test_home_with_nothing_due(snap_compare, make, size):
    app = QuizApp(make(LIBRARY, new_per_day=0))
    assert snap_compare(app, press=["enter"], terminal_size=size)


@sizes
def test_home_with_a_test_that_goes_on(snap_compare, make, size):
    trainer = make(LIBRARY, problems=PROBLEMS)
    sitting = trainer.sit(Wish(decks=("war/volunteers",)))
    sitting.answer(())
    sitting.answer(())
    assert snap_compare(QuizApp(trainer), terminal_size=size)


@sizes
def test_home_with_a_correction(snap_compare, make, size):
    first = studying(make, CHOICE, TYPED)
    first.start.answer(())
    first.start.answer(("Peng Dehuai",))
    first.start.end()
    now = replace(CHOICE, corrected="2026-11-24")
    library = replace(LIBRARY, decks=(replace(LIBRARY.decks[0], cards=(now, TYPED, OPEN)),))
    assert snap_compare(QuizApp(make(library)), terminal_size=size)


def test_a_test_whose_misses_come_first(snap_compare, trainer, take):
    app = QuizApp(trainer, take(trainer, CROSSING, TYPED, TRUE_FALSE, SELECT))
    assert snap_compare(app, press=[*RESULT, "a"])


@pytest.mark.parametrize("screen", ["exclamation_mark", "ctrl+p"], ids=["problems", "commands"])
@sizes
def test_problems_and_commands(snap_compare, make, screen, size):
    app = QuizApp(make(LIBRARY, problems=PROBLEMS))
    assert snap_compare(app, press=[screen, "down"], terminal_size=size)


def test_commands_on_paper(snap_compare, make):
    assert snap_compare(QuizApp(make(LIBRARY, theme="paper")), press=["ctrl+p", *"pro"])
