from __future__ import annotations

import json
import re
from contextlib import suppress

import make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz import today
from quiz.events import Replayed, last_tests
from quiz.history import History, Reader
from quiz.jsonlines import dump, load
from quiz.schedule import Target, fold
from quiz.sitting import Wish, resume
from quiz.stats import answers_by_day, retention


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
        assert Replayed.of(merged.events()).log == Replayed.of([*logs[0], *logs[1]]).log


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
        '{"uuid":"u","device":"d","time":1,"offset":0,"day":"2026-11-22","kind":"undo","of":1e999}',
        '{"uuid":"u","device":"d","time":1,"offset":0,"day":"2026-11-22","kind":"undo","of":"y","x":1e999}',
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


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nonsense", "line 1 is no event: it is no JSON from character 1 on"),
        ('{"uuid": "u"\n', "line 1 is no event: it is no JSON from character 13 on"),
        ('\n{"uuid": x}', "line 2 is no event: it is no JSON from character 10 on"),
        ('\n{"uuid": "u', "line 2 is no event: the file ends within it, so export it again"),
    ],
)
def test_where_a_line_is_broken_is_said_and_whether_the_file_ends_there(text, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        list(load(text.split("\n")))


STAMP = {"uuid": "u", "device": "d", "time": 1_700_000_000_000, "offset": 60, "day": "2026-11-22"}
BEGUN = {"kind": "session", "state": "begun", "mode": "study", "seed": 1, "settings": {},
         "plan": [["lib/deck/yalu", "choice"]], "wish": Wish(seed=1).data()}  # fmt: skip
REVIEW = {"kind": "review", "session": "u", "card": "lib/deck/yalu", "form": "choice",
          "shown": ["a", "b"], "response": ["a"], "outcome": "correct", "right": 1, "of": 1,
          "note": "", "grade": "good", "seconds": 1.5, "hint": False, "digest": "x"}  # fmt: skip
OTHERS = (
    {"kind": "session", "state": "ended", "mode": "test", "session": "u"},
    {"kind": "amend", "of": "r", "as": "right"},
    {"kind": "undo", "of": "x"},
    {"kind": "suspend", "card": "lib/deck/yalu", "on": True},
    {"kind": "bury", "card": "lib/deck/yalu"},
    {"kind": "reset", "card": "lib/deck/yalu"},
    {"kind": "first", "cards": ["lib/deck/yalu"]},
)
EVENTS = [STAMP | BEGUN, STAMP | REVIEW | {"uuid": "r"}]
EVENTS += [STAMP | event | {"uuid": f"o{n}"} for n, event in enumerate(OTHERS)]
WRONG = [None, True, -1, 2**70, 0.5, float("nan"), "", "x", "\x1b[2J", "\ud800", [], ["x"], [1],
         [["x"]], [["x", "dance"]], {}, {"x": 1}]  # fmt: skip


def readable(events):
    """The events as they are merged; none where one of them is none."""
    with suppress(ValueError):
        yield from list(load(map(json.dumps, events)))


KNOWN_AS = {"lib/deck/old": "lib/deck/yalu", "a": "lib/deck/yalu"}
"""Former names, as where a card has `was`."""


def use(events):
    """Everything that is ever made of a log."""
    with History(make.Path(":memory:"), now=make.Clock()) as history:
        history.add(events)
        log = Reader(history).log(KNOWN_AS)
        assert {e.uuid for e in load(dump(history.events()))} == {e.uuid for e in events}
    libraries = (make.library(),)
    resume(libraries, Wish(seed=1), log, grade=None, record=None, clock=float)
    return (
        fold(log.studied(), Target()),
        last_tests(log),
        answers_by_day(log.reviews),
        retention(log.studied()),
        today.corrected(libraries, log),
        today.pace(log.reviews),
    )


def test_events_of_every_kind_are_read():
    use(list(load(map(json.dumps, EVENTS))))


@pytest.mark.parametrize(
    "besides",
    [
        {"kind": "undo", "of": "z", "card": ["a"]},
        {"kind": "undo", "of": "z", "plan": []},
        {"kind": "amend", "of": "r", "as": "right", "cards": 5},
        {"kind": "first", "cards": ["a"], "card": {}},
        {"kind": "session", "state": "ended", "mode": "test", "session": "u", "plan": 1, "wish": 2},
    ],
)
def test_what_a_later_version_added_is_kept_and_never_read(besides):
    (event,) = load([json.dumps(STAMP | besides)])
    assert STAMP | besides == json.loads(next(dump([event])))
    use([event])


def test_what_is_nested_deeply_besides_never_enters_a_history():
    """Where the stack is high already, as under a screen, it could not be read again."""
    line = json.dumps(STAMP | {"kind": "undo", "of": "x"})
    deep = "[" * 500 + "]" * 500
    with pytest.raises(ValueError, match="line 1 is no event"):
        list(load([line.replace("}", f',"x":{deep}}}')]))


@pytest.mark.parametrize("wish", [{"cards": 5}, {"cards": [[]]}, {"mode": "dance"}, {"form": {}},
                                  {"seed": 0.5}, {"minutes": "1"}, {"decks": "d"}, []])  # fmt: skip
def test_a_wish_is_checked_whole(wish):
    with pytest.raises(ValueError, match="'wish' cannot be"):
        list(load([json.dumps(EVENTS[0] | {"wish": wish})]))


NAMES = sorted({name for event in EVENTS for name in event} - {*STAMP, "kind"})
VALUES = (
    st.sampled_from([value for event in EVENTS for value in event.values()])
    | st.sampled_from(["lib/deck/old", "a", [], ["a"], {}, {"cards": ["a"]}, {"cards": 5}, 0, 1])
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    )
)
CHANGES = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), VALUES, max_size=4)


@given(st.sampled_from(EVENTS), CHANGES)
@settings(max_examples=300, deadline=None)
def test_what_can_be_merged_can_be_folded_renamed_exported_and_merged_again(event, changes):
    if events := list(readable([event | changes])):
        assert list(load(dump(events))) == events
        use(events)


@pytest.mark.parametrize(("n", "name"), [(n, name) for n, e in enumerate(EVENTS) for name in e])
def test_an_event_that_could_not_be_folded_never_enters_a_history(n, name):
    """The history is never changed again: what got in would break every later start."""
    for wrong in WRONG:
        events = [*EVENTS]
        events[n] = events[n] | {name: wrong}
        if read := list(readable(events)):
            use(read)


@pytest.mark.parametrize(
    ("n", "name", "wrong"),
    [
        (0, "time", -1),
        (0, "time", 2**63),
        (0, "day", "2026-11-31"),
        (0, "day", "20261122"),
        (0, "day", "9999-12-31"),
        (0, "day", "0001-01-01"),
        (0, "time", 32_503_680_000_000),
        (0, "mode", "dance"),
        (0, "plan", [["lib/deck/yalu"]]),
        (1, "outcome", "right"),
        (1, "grade", "easy"),
        (1, "form", "song"),
        (1, "right", 2),
        (1, "of", 0),
        (1, "seconds", -0.1),
        (1, "seconds", True),
        (1, "seconds", "1"),
        (1, "shown", "ab"),
        (1, "note", 1),
        (1, "corrected", None),
        (1, "card", ""),
        (3, "as", "wrong"),
        (5, "on", 1),
        (8, "cards", "lib/deck/yalu"),
    ],
)
def test_a_value_that_cannot_be_is_named(n, name, wrong):
    with pytest.raises(ValueError, match=f"line 1 is no event: '{name}' cannot be "):
        list(load([json.dumps(EVENTS[n] | {name: wrong})]))


@pytest.mark.parametrize("response", ["a\u2028b", "a\x85b", "\x1b[2J", "\u202eab", "\ud800"])
def test_what_ends_a_line_or_acts_is_written_as_its_escape(response):
    event = EVENTS[1] | {"response": [response]}
    (line,) = dump(load([json.dumps(event)]))
    assert line.isprintable()
    assert line.splitlines() == [line]
    assert json.loads(line)["response"] == [response]
