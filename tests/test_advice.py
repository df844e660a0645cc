"""Which libraries are the learner's own, and what the rules say of them."""

from dataclasses import replace

import make
import pytest

from quiz.advice import advice, own
from quiz.library import load_library, shipped
from quiz.new import new_deck


@pytest.fixture
def mine(tmp_path):
    new_deck("rivers", tmp_path)
    return load_library(tmp_path)[0]


def test_the_shipped_library_is_not_ones_own_though_one_stands_in_it(mine, monkeypatch):
    monkeypatch.chdir(shipped())
    assert own([replace(mine, root=shipped()), mine]) == (mine,)


def test_a_library_that_cannot_be_written_is_not_ones_own(mine, monkeypatch):
    assert own([mine]) == (mine,)
    monkeypatch.setattr("quiz.library.overrides.os.access", lambda *_: False)
    assert own([mine]) == ()


def test_every_library_is_checked():
    two = [make.library(slug=slug, conflicts=()) for slug in ("one", "two")]
    rules = [problem.rule for problem in advice(two)]
    assert rules
    assert rules == [problem.rule for problem in advice(two[:1])] * 2
