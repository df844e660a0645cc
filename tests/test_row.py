"""The row of days over months of study: no innocent act breaks it, and a day left out does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import make
import pytest

from quiz.model import Mode
from quiz.settings import Settings
from quiz.sitting import Wish

CARDS = tuple(
    replace(make.AIM, identity=make.AIM.identity._replace(card=f"c{n}")) for n in range(4)
)
STUDY = Wish(mode=Mode.STUDY)


def study(trainer, clock, days):
    """So many days, and on to the next with an answer, on which all is answered that is offered;
    the row of days then."""
    sitting = None
    while days > 0 or not sitting:
        clock.move(days=1)
        days -= 1
        if sitting := trainer.sit(STUDY):
            while sitting.question:
                sitting.answer(("A",))
            sitting.end()
    return row(trainer)


def row(trainer):
    return trainer.figures().streak


@pytest.fixture
def studied():
    """Who studied four cards for some 90 days, on most of which nothing was due."""
    clock = make.Clock()
    trainer = make.trainer(make.library(*CARDS), clock=clock)
    length = study(trainer, clock, 90)
    assert length == gone(trainer)
    assert len(trainer.figures().answers) < 45
    return trainer, clock


def gone(trainer):
    """The days since the first, both counted."""
    return (trainer.day - make.START).days


@pytest.mark.parametrize("retention", [0.70, 0.80, 0.89, 0.91, 0.95, 0.99])
def test_another_share_to_be_known_leaves_the_row_as_it_is(studied, retention):
    trainer, clock = studied
    trainer.settings = Settings(retention=retention)
    assert row(trainer) == gone(trainer)
    assert study(trainer, clock, 60) == gone(trainer)
    trainer.settings = Settings()
    assert row(trainer) == gone(trainer)
    assert study(trainer, clock, 60) == gone(trainer)


def test_an_exam_that_is_set_and_passes_leaves_the_row_as_it_is(studied):
    trainer, clock = studied
    trainer.settings = Settings(exam_date=trainer.day + timedelta(days=20))
    assert row(trainer) == gone(trainer)
    assert study(trainer, clock, 40) == gone(trainer)
    trainer.settings = Settings(exam_date=make.START + timedelta(days=30))
    assert row(trainer) == gone(trainer)


def test_what_is_taken_up_again_counts_from_that_day(studied):
    trainer, clock = studied
    trainer.suspend(CARDS[0])
    study(trainer, clock, 120)
    trainer.suspend(CARDS[0])
    assert trainer.today().due == 1
    assert row(trainer) == gone(trainer)
    clock.move(days=2)
    assert row(trainer) == 0  # it was due yesterday, and left
    assert study(trainer, clock, 1) == 1


def test_a_card_that_is_reset_takes_no_days_along(studied):
    trainer, clock = studied
    for card in CARDS:
        trainer.reset(card)
    assert row(trainer) == gone(trainer)
    assert study(trainer, clock, 9) == gone(trainer)


def test_a_day_on_which_what_was_due_was_left_breaks_the_row(studied):
    trainer, clock = studied
    while not trainer.today().due:
        clock.move(days=1)
    assert row(trainer) == gone(trainer) - 1  # today may still be answered
    clock.move(days=1)
    assert row(trainer) == 0
    assert study(trainer, clock, 1) == 1


@pytest.mark.parametrize(
    "settings",
    [None, {}, [], {"retention": 0.0, "exam_date": None}, {"retention": "0.9", "exam_date": None},
     {"retention": 0.9}, {"retention": 0.9, "exam_date": 7}, {"retention": 10**400},
     {"retention": 0.9, "exam_date": "soon"}, {"retention": float("nan"), "exam_date": ""}],
)  # fmt: skip
def test_a_sitting_whose_settings_cannot_be_read_aimed_as_today(studied, settings):
    trainer, _ = studied
    day = trainer._now()
    begun = {
        uuid: event._replace(data={**event.data, "settings": settings})
        for uuid, event in day.log.begun.items()
    }
    from quiz.stats import figures

    of = day._replace(log=day.log._replace(begun=begun))
    assert figures(of, trainer.libraries, trainer.target) == trainer.figures()
