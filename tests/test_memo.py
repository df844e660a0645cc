from __future__ import annotations

import os

from make import review

from quiz import schedule
from quiz.memo import Memo
from quiz.schedule import Target, fold

REVIEWS = [review(day, day > 0, f"lib/deck/{n}") for n in range(3) for day in (0, n + 2, 30)]
FOLD = fold(REVIEWS, Target())


def test_a_grade_that_was_amended_is_folded_anew(tmp_path):
    file = tmp_path / "schedule.json"
    Memo(file).fold(REVIEWS, Target())
    *before, last = REVIEWS
    amended = [*before, review(30, not last.outcome.score, last.card)]
    assert Memo(file).fold(amended, Target()) == fold(amended, Target()) != FOLD


def test_a_fold_is_kept_in_the_process_too(monkeypatch):
    memo = Memo()
    assert memo.fold(REVIEWS, Target()) == FOLD
    monkeypatch.setattr(schedule, "remember", None)
    assert memo.fold(REVIEWS, Target()) == FOLD


def test_the_file_is_written_only_where_something_has_changed(tmp_path):
    file = tmp_path / "schedule.json"
    Memo(file).fold(REVIEWS, Target())
    os.utime(file, (1, 1))
    Memo(file).fold(REVIEWS, Target())
    assert file.stat().st_mtime == 1
    Memo(file).fold(REVIEWS[:-1], Target())
    assert file.stat().st_mtime > 1
