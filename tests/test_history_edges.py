from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import make
import pytest

from quiz.history import History
from quiz.model import Event, EventKind


@pytest.fixture
def history(tmp_path) -> Iterator[History]:
    with History(tmp_path / "history.db", now=make.Clock()) as opened:
        yield opened


def event(uuid: str, time: int) -> Event:
    return Event(uuid, "device", time, 0, "2026-11-22", EventKind.BURY, {})


def test_of_events_that_cannot_be_read_to_the_end_none_is_added_and_the_log_goes_on(history):
    def broken() -> Iterator[Event]:
        yield event("a", 1)
        raise RuntimeError("the end is missing")

    with pytest.raises(RuntimeError, match="the end is missing"):
        history.add(broken())
    assert list(history.events()) == []
    assert history.add([event("b", 2)]) == 1
    assert list(history.events()) == [event("b", 2)]


def test_events_come_by_time_and_uuid_whatever_order_they_were_added_in(history):
    events = [event("c", 2), event("a", 3), event("b", 1), event("a2", 2)]
    history.add(events)
    assert list(history.events()) == sorted(events, key=lambda event: (event.time, event.uuid))


def test_who_reads_waits_for_nobody_who_writes(history, tmp_path):
    history.record(EventKind.BURY, {})
    with sqlite3.connect(tmp_path / "history.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert len(list(history.events())) == 1
        other.execute("ROLLBACK")
    other.close()
