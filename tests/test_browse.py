"""How cards stand, and suspending them from a list."""

from __future__ import annotations

from dataclasses import replace

import make

from quiz.browse import Only
from quiz.model import EventKind, Mode
from quiz.schedule import LEECH
from quiz.sitting import Wish

STUDY = Wish(mode=Mode.STUDY)


def listed(trainer, only):
    shelf, (library,) = trainer.shelf(), trainer.libraries
    return [card.identity.card for card in library.cards() if shelf.holds(only, card)]


def study(trainer, clock, *responses):
    for response in responses:
        sitting = trainer.sit(STUDY)
        sitting.answer(response)
        sitting.end()
        clock.move(days=200)


def test_cards_by_how_they_stand():
    clock = make.Clock()
    corrected = replace(make.MEN, corrected="2026-01-01")
    trainer = make.trainer(make.library(make.AIM, make.YALU, corrected, make.CLAIM), clock=clock)
    assert listed(trainer, Only.NEW) == ["aim", "yalu", "men"]
    assert listed(trainer, Only.ALL) == ["aim", "yalu", "men", "claim"]
    assert listed(trainer, Only.CONFLICT) == ["yalu"]
    assert listed(trainer, Only.CORRECTED) == ["men"]
    study(trainer, clock, ("A",))
    assert listed(trainer, Only.DUE) == ["aim"]
    trainer.suspend(make.AIM)
    assert listed(trainer, Only.DUE) == []
    assert listed(trainer, Only.SUSPENDED) == ["aim"]


def test_a_card_often_forgotten_is_a_leech_and_says_so():
    clock = make.Clock()
    trainer = make.trainer(make.library(make.AIM), clock=clock)
    study(trainer, clock, *[("A",), ("B",)] * (LEECH - 1))
    assert listed(trainer, Only.LEECH) == []
    study(trainer, clock, ("A",), ("B",))
    assert listed(trainer, Only.LEECH) == ["aim"]
    (told,) = trainer.shelf().told(make.AIM)
    assert "asked 8 times, right 4" in told
    assert "due on 20" in told
    assert "often forgotten" in told


def test_to_suspend_a_card_is_to_suspend_each_of_its_gaps():
    trainer = make.trainer(make.library(make.GAPS))
    first = f"{make.GAPS.identity}#c1"
    trainer.history.record(EventKind.SUSPEND, {"card": first, "on": True})
    assert trainer.suspend(make.GAPS)
    assert len(trainer.log().suspended) == 2
    assert next(trainer.shelf().told(make.GAPS)) == "gap 1: never asked; suspended"
    assert not trainer.suspend(make.GAPS)
    assert trainer.log().suspended == frozenset()
    events = [e for e in trainer.history.events() if e.kind is EventKind.SUSPEND]
    assert len(events) == 4


def test_to_reset_a_card_makes_it_new_and_keeps_its_history():
    clock = make.Clock()
    trainer = make.trainer(make.library(make.AIM), clock=clock)
    study(trainer, clock, ("A",))
    assert listed(trainer, Only.DUE) == ["aim"]
    trainer.reset(make.AIM)
    assert listed(trainer, Only.DUE) == []
    assert listed(trainer, Only.NEW) == ["aim"]
    (told,) = trainer.shelf().told(make.AIM)
    assert told.startswith("asked ")
    assert told.endswith("; new to study")
