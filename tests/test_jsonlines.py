from __future__ import annotations

import json

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.events import replay
from quiz.history import History
from quiz.jsonlines import dump, load
from quiz.sitting import Wish


def log(clock, seed):
    """The events of a short sitting with an undo and an amend."""
    trainer = make.trainer(clock=clock)
    sitting = trainer.sit(Wish(seed=seed, count=4))
    for response in ((), ("x",), ("A",)):
        clock.move(seconds=3)
        sitting.answer(response)
    sitting.guess()
    sitting.undo()
    sitting.answer(("彭\u202e\x1b",))
    sitting.end()
    return list(trainer.history.events())


def test_a_log_comes_back_from_its_lines():
    events = log(make.Clock(), 1)
    lines = list(dump(events))
    assert all("\n" not in line for line in lines)
    assert list(load(lines)) == events
    assert {"uuid", "device", "time", "offset", "day", "kind"} <= json.loads(lines[0]).keys()


@given(st.permutations(range(2)), st.integers(1, 3))
def test_a_merge_is_a_union_in_any_order_any_number_of_times(order, times):
    clock = make.Clock()
    logs = [log(clock, 1), log(clock, 2)]
    with History(make.Path(":memory:"), now=clock) as merged:
        for _ in range(times):
            for n in order:
                merged.add(load(dump(logs[n])))
        assert replay(merged.events()) == replay([*logs[0], *logs[1]])


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        "{}",
        '{"uuid":1}',
        "[" * 100_000,
        '{"uuid":"u","device":"d","time":1,"offset":0,"day":"","kind":"dance"}',
        '{"uuid":"u","device":"d","time":1,"offset":0,"day":"","kind":"undo"}',
        '{"uuid":"u","device":"d","time":true,"offset":0,"day":"","kind":"undo","of":"x"}',
    ],
)
def test_what_is_no_event_is_named_with_its_line(line):
    good = next(dump(log(make.Clock(), 1)))
    with pytest.raises(ValueError, match="line 3"):
        list(load([good, "", line]))


@given(st.lists(st.text(max_size=40), min_size=1).filter(lambda lines: any(map(str.strip, lines))))
def test_no_text_breaks_the_reader(lines):
    with pytest.raises(ValueError, match=r"^line \d+ is no event"):
        list(load(lines))
