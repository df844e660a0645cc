from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.events import Replayed, renamed
from quiz.history import VERSION, History, Reader
from quiz.model import Event, EventKind, Mode, Unusable, Verdict
from quiz.sitting import Wish

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.fixture
def history(tmp_path):
    with History(tmp_path / "sub" / "history.db", now=make.Clock()) as opened:
        yield opened


def test_an_event_comes_back_as_it_was_recorded(history):
    event = history.record(EventKind.SUSPEND, {"card": "彭德怀\u202e\x1b", "on": True})
    assert list(history.events()) == [event]
    assert event.day == "2026-11-22"
    assert event.device == history.device


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_any_data_comes_back_unchanged(data):
    with History(make.Path(":memory:"), now=make.Clock()) as history:
        history.record(EventKind.BURY, data)
        assert [event.data for event in history.events()] == [data]


def test_times_rise_even_where_the_clock_stands_still(history):
    times = [history.record(EventKind.BURY, {}).time for _ in range(5)]
    assert times == sorted(set(times))


def test_what_is_said_after_the_clock_was_set_back_counts_as_later(tmp_path):
    clock = make.Clock()
    trainer = make.trainer(make.library(make.AIM), path=tmp_path / "history.db", clock=clock)
    with trainer.history:
        assert trainer.suspend(make.AIM)
    clock.move(minutes=-30)
    trainer = make.trainer(make.library(make.AIM), path=tmp_path / "history.db", clock=clock)
    with trainer.history:
        assert not trainer.suspend(make.AIM)
        assert trainer.log().suspended == frozenset()


def test_one_wrong_clock_carries_on_for_no_more_than_a_day(history):
    clock = make.Clock()
    first = history.record(EventKind.BURY, {})
    for hours in (20, 100_000):
        at = first.time + hours * 3_600_000
        history.add([first._replace(uuid=f"from elsewhere {hours}", time=at)])
    assert history.record(EventKind.BURY, {}).time == first.time + 20 * 3_600_000 + 1
    clock.move(hours=25)
    history._now = clock
    assert history.record(EventKind.BURY, {}).time == clock.seconds() * 1000


def test_what_a_clock_far_ahead_said_of_a_card_is_overruled():
    """Nothing can follow it in time, so it is taken back."""
    clock, key = make.Clock(), str(make.AIM.identity)
    trainer = make.trainer(make.library(make.AIM, make.LEADER), clock=clock)
    clock.move(days=400)
    sitting = trainer.sit(Wish(mode=Mode.STUDY, seed=1))
    sitting.answer(("A",))
    sitting.answer(("Peng Dehuai",))
    sitting.end()
    trainer.history.record(EventKind.BURY, {"card": key})
    assert trainer.suspend(make.AIM)
    clock.move(days=-400)
    assert not trainer.suspend(make.AIM)
    assert trainer.log().suspended == frozenset()
    buried = trainer.history.record(EventKind.BURY, {"card": key})
    assert buried.time < clock.seconds() * 1000 + 10
    assert trainer.log().buried == {key: "2026-11-22"}
    assert len(trainer.memories(trainer.log())) == 2
    trainer.reset(make.AIM)
    assert trainer.memories(trainer.log()).keys() == {str(make.LEADER.identity)}
    clock.move(days=1)
    trainer.sit(Wish(mode=Mode.STUDY)).answer(("A",))
    assert str(trainer.memories(trainer.log())[key].last) == "2026-11-23"


def test_the_device_stays_the_same(tmp_path):
    path = tmp_path / "history.db"
    with History(path) as first:
        device = first.device
    with History(path) as second:
        assert second.device == device


def test_adding_what_is_there_changes_nothing(history):
    events = [history.record(EventKind.BURY, {"n": n}) for n in range(3)]
    assert history.add(events) == 0
    assert list(history.events()) == events


def test_the_log_cannot_be_changed_or_shortened(tmp_path):
    path = tmp_path / "history.db"
    with History(path) as history:
        history.record(EventKind.BURY, {})
    database = sqlite3.connect(path)
    for statement in ("DELETE FROM event", "UPDATE event SET day = ''"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(statement)
    database.close()


def test_two_open_copies_lose_nothing(tmp_path):
    path = tmp_path / "history.db"
    with History(path) as one, History(path) as two:
        for n in range(20):
            (one, two)[n % 2].record(EventKind.BURY, {"n": n})
        assert sorted(event.data["n"] for event in one.events()) == list(range(20))


def test_what_was_recorded_survives_kill_9(tmp_path):
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from quiz.history import History
        from quiz.model import EventKind
        history = History(Path(sys.argv[1]))
        for n in range(10_000):
            history.record(EventKind.BURY, {"n": n})
            print(n, flush=True)
    """)
    path = tmp_path / "history.db"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    )
    for line in process.stdout:
        if line.strip() == "50":
            os.kill(process.pid, signal.SIGKILL)
            break
    told = [int(line) for line in process.stdout]
    process.stdout.close()
    process.wait()
    with History(path) as history:
        kept = [event.data["n"] for event in history.events()]
    assert kept == list(range(len(kept)))
    assert len(kept) > max([50, *told])


def test_a_file_that_is_no_database_is_named_in_one_line(tmp_path):
    path = tmp_path / "history.db"
    path.write_bytes(b"not a database, but long enough to be taken for one" * 40)
    with pytest.raises(Unusable, match=r"history\.db cannot be used .*move history\.db\* away"):
        History(path)
    assert path.read_bytes().startswith(b"not a database")


def test_a_damaged_history_names_its_latest_copy(tmp_path):
    clock, path = make.Clock(), tmp_path / "history.db"
    with History(path, now=clock) as history:
        event = history.record(EventKind.BURY, {})
        for _ in range(2):
            clock.move(days=20)
            copy = history.backup()
    (tmp_path / "history-notes.db").write_bytes(b"no copy")
    path.write_bytes(b"damaged" * 400)
    with pytest.raises(
        Unusable, match=rf"move history\.db\* away, put its latest copy {copy.name} in its place"
    ):
        History(path)
    copy.replace(path)
    with History(path) as history:
        assert list(history.events()) == [event]


LIVED = [
    (EventKind.SESSION, {"mode": "study", "state": "begun", "plan": [], "seed": 1, "wish": {}}),
    (EventKind.REVIEW, {"session": "s", "card": "lib/deck/aim", "form": "typed", "shown": [],
                        "response": ["é"], "outcome": "wrong", "right": 0, "of": 1, "note": "",
                        "grade": "again", "seconds": 1.0, "hint": False, "digest": "x"}),
    (EventKind.SUSPEND, {"card": "lib/deck/aim", "on": True}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [
        (b'"card":', b'"card";'),  # no JSON
        (b'"card":', b'"ca\xffd":'),  # no UTF-8
        (b'"outcome":', b'"outc0me":'),  # no review
        (b'"wrong"', b'"wrung"'),
        (b"2026-11-22", b"2026-f1-22"),  # no day
        (b"review{", b"revieu{"),  # no kind
        (b"CREATE TABLE event", b"CREATE TABLE ev\xffnt"),
    ],
)
def test_a_history_damaged_in_a_place_is_told_in_one_line(whole, damaged, tmp_path):
    """As a failing disk leaves it: SQLite itself sees nothing wrong with most of these."""
    path = tmp_path / "history.db"
    with History(path, now=make.Clock()) as history:
        for kind, data in LIVED:
            history.record(kind, data)
    bytes_ = path.read_bytes()
    assert whole in bytes_
    path.write_bytes(bytes_.replace(whole, damaged))
    with (
        pytest.raises(Unusable, match=r"history\.db cannot be used .*move history\.db\* away"),
        History(path) as history,
    ):
        Reader(history).log({})


def test_a_fault_of_the_program_is_not_taken_for_damage(history, monkeypatch):
    history.record(*LIVED[2])
    monkeypatch.setattr(Replayed, "then", lambda *_: {}["x"])
    with pytest.raises(KeyError, match="x"):
        Reader(history).log({})


def test_the_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "history.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE pages (address TEXT)")
    database.close()
    before = path.read_bytes()
    with pytest.raises(Unusable, match=r"history\.db is of another program: name a folder with"):
        History(path)
    assert path.read_bytes() == before


def test_a_history_without_its_device_is_told_in_one_line(tmp_path):
    path = tmp_path / "history.db"
    History(path).close()
    database = sqlite3.connect(path)
    database.execute("DELETE FROM device")
    database.commit()
    database.close()
    with pytest.raises(Unusable, match=r"damaged\): move history\.db\* away"):
        History(path)


def test_a_copy_that_fails_leaves_nothing_behind(history, tmp_path, monkeypatch):
    history.record(EventKind.BURY, {})

    def full(place):
        place.write_bytes(b"half")
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(Unusable, match="disk full"):
        history.backup()
    assert [file.name for file in (tmp_path / "sub").glob("history-*")] == []


def test_a_home_that_is_a_file_is_named(tmp_path):
    (tmp_path / "home").write_text("x")
    with pytest.raises(Unusable, match="--home"):
        History(tmp_path / "home" / "history.db")


def test_what_is_there_already_is_not_lacking(history):
    old = history.record(EventKind.BURY, {})
    new = old._replace(uuid="new")
    assert history.lacking([old, new]) == [new]
    assert history.lacking([new, old, new]) == [new]
    for events in ([old._replace(day="2026-11-23")], [new, new._replace(data={"card": "a"})]):
        with pytest.raises(ValueError, match=f"{events[-1].uuid}.*: take"):
            history.lacking(events)


# -- what cannot be written ---------------------------------------------------------------

SEE = """
import os, sys
from pathlib import Path
from resource import RLIMIT_FSIZE, setrlimit
from quiz.cli import run
from quiz.history import History
from quiz.model import EventKind, Unusable
home, killed = Path(sys.argv[1]), len(sys.argv) > 2
if killed:
    History(home / "history.db").record(EventKind.BURY, {"card": "a/b/last"})
    os.kill(os.getpid(), 9)
setrlimit(RLIMIT_FSIZE, (0, 0))  # no file grows, as on a full disk
"""


def see(home, *commands):
    """What commands print where no file can grow, and their exit codes."""
    code = SEE + f"sys.exit(max(run([*c.split(), '--home', str(home)]) for c in {commands!r}))"
    called = [sys.executable, "-c", code, str(home)]
    return subprocess.run(called, capture_output=True, text=True, check=False)


posix = pytest.mark.skipif(os.name != "posix", reason="needs a limit to the size of files")


@posix
def test_a_history_on_a_full_disk_is_read(tmp_path):
    with History(tmp_path / "history.db") as history:
        history.record(EventKind.BURY, {"card": "a/b/c"})
    done = see(tmp_path, "history export", "decks", "stats")
    assert (done.returncode, done.stderr) == (0, "")
    assert '"card":"a/b/c"' in done.stdout
    done = see(tmp_path, "take --plain")
    assert done.returncode == 3
    assert "see that its disk is sound and has room, or name another" in done.stderr


@posix
def test_a_history_that_a_full_disk_left_empty_is_none(tmp_path):
    assert see(tmp_path, "take --plain").returncode == 3
    assert (tmp_path / "history.db").read_bytes() == b""
    done = see(tmp_path, "decks", "history export")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no answer to take back" in see(tmp_path, "history undo").stderr


@posix
def test_what_cannot_be_taken_back_on_a_full_disk_is_told_so(tmp_path):
    trainer = make.trainer(path=tmp_path / "history.db")
    with trainer.history:
        trainer.sit(Wish(seed=1)).answer(())
    done = see(tmp_path, "history undo")
    assert done.returncode == 3
    assert "or make room on its disk" in done.stderr


@posix
def test_what_a_killed_process_left_is_read_on_a_full_disk(tmp_path):
    subprocess.run([sys.executable, "-c", SEE, str(tmp_path), "killed"], check=False)
    assert (tmp_path / "history.db-wal").stat().st_size
    done = see(tmp_path, "history export")
    assert (done.returncode, done.stderr) == (0, "")
    assert '"card":"a/b/last"' in done.stdout


def refused(code):
    """A `sqlite3.connect` that fails for all but who only reads."""

    def connect(place, **how):
        if how["uri"]:
            return connected(place, **how)
        error = sqlite3.OperationalError("no")
        error.sqlite_errorcode = code
        raise error

    connected = sqlite3.connect
    return connect


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (sqlite3.SQLITE_BUSY, "close what else has it open, then try again"),
        (sqlite3.SQLITE_FULL, "has room"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "has room"),
        (sqlite3.SQLITE_READONLY, "make its folder writable or make room on its disk"),
        (sqlite3.SQLITE_CANTOPEN, "make its folder writable or make room on its disk"),
        (sqlite3.SQLITE_CORRUPT, r"move history\.db\* away, then `quiz history merge"),
    ],
)
def test_the_advice_is_that_of_the_failure(code, advice, tmp_path, monkeypatch):
    History(tmp_path / "history.db").close()
    monkeypatch.setattr(sqlite3, "connect", refused(code))
    with pytest.raises(Unusable, match=rf"history\.db cannot be used \(no\): .*{advice}"):
        History(tmp_path / "history.db")


def test_who_only_reads_needs_nothing_that_can_be_written(tmp_path, monkeypatch):
    path = tmp_path / "a %3f?#.db"
    with History(path) as history:
        event = history.record(EventKind.BURY, {})
    monkeypatch.setattr(sqlite3, "connect", refused(sqlite3.SQLITE_CANTOPEN))
    with History(path, reading=True) as history:
        assert list(history.events()) == [event]
        with pytest.raises(Unusable, match=r"readonly.*make its folder writable or make room"):
            history.record(EventKind.BURY, {})
    monkeypatch.setattr(sqlite3, "connect", refused(sqlite3.SQLITE_BUSY))
    with pytest.raises(Unusable, match="try again"):
        History(path, reading=True)


def test_a_newer_database_is_left_alone(tmp_path):
    path = tmp_path / "history.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE event (of_another_shape)")
    database.execute(f"PRAGMA user_version = {VERSION + 1}")
    database.close()
    before = path.read_bytes()
    with pytest.raises(Unusable, match="newer quiz"):
        History(path)
    for command in (["study", "--plain"], ["stats"], ["history", "export"]):
        called = [sys.executable, "-m", "quiz", "--home", str(tmp_path), *command]
        done = subprocess.run(called, capture_output=True, text=True, check=False)
        assert done.returncode == 3
        (line,) = done.stderr.splitlines()
        assert line.endswith("was written by a newer quiz: update quiz to use it")
    assert path.read_bytes() == before
    assert [*tmp_path.glob("history*")] == [path]


HOMES = Path(__file__).parent / "homes"


def test_there_is_a_history_of_every_version():
    names = {file.name for file in HOMES.iterdir()}
    assert names == {f"history-{version}.sql" for version in range(1, VERSION + 1)}


@pytest.mark.parametrize("file", sorted(HOMES.iterdir()), ids=lambda file: file.stem)
def test_the_history_of_an_older_version_opens_and_goes_on(file, tmp_path):
    path = tmp_path / "history.db"
    database = sqlite3.connect(path)
    database.executescript(file.read_text(encoding="utf-8"))
    (device,) = database.execute("SELECT id FROM device").fetchone()
    old = {uuid for (uuid,) in database.execute("SELECT uuid FROM event")}
    database.close()
    trainer = make.trainer(path=path, clock=make.Clock(datetime(2026, 11, 24, 12, tzinfo=UTC)))
    log = trainer.log()
    said = [(r.card, r.response, r.outcome.verdict, r.guess) for r in log.reviews]
    assert said == [
        ("lib/deck/men", ("x",), Verdict.WRONG, False),
        ("lib/deck/claim", ("A",), Verdict.WRONG, False),
        ("lib/deck/leader", ("彭德怀",), Verdict.CORRECT, False),
        ("lib/deck/yalu", ("19 October 1950",), Verdict.CORRECT, False),
        ("lib/deck/leader", ("Peng Dehuai",), Verdict.CORRECT, False),
    ]
    assert (len(log.begun), len(log.ended), log.suspended) == (2, 1, {"lib/deck/leader"})
    assert set(trainer.memories(log)) == {"lib/deck/yalu", "lib/deck/leader"}
    trainer.sit(Wish(seed=3)).answer(("x",))
    assert trainer.history.device == device
    assert len({event.uuid for event in trainer.history.events()} - old) == 2
    trainer.history.close()
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
    database.close()


def test_the_offset_and_the_study_day_are_of_the_learner_s_clock(tmp_path):
    moment = datetime.fromisoformat("2026-11-22T01:30:00+05:30")
    with History(tmp_path / "h.db", now=lambda: moment) as history:
        event = history.record(EventKind.BURY, {})
    assert event.offset == 330
    assert event.day == "2026-11-21"
    assert event.time == moment.astimezone(UTC).timestamp() * 1000


# -- the meaning, kept up -----------------------------------------------------------------

CARDS = ("lib/deck/old", "lib/deck/new", "lib/deck/x")
NAMES = {}, {"lib/deck/old": "lib/deck/new"}


@st.composite
def added(draw):
    """Events in the batches in which a history gets them: most of them later than all before and
    of one sitting, some merged from elsewhere, some taking back or amending what is (not) there."""
    now, uuids, batches = 50, st.integers(0, 40).map("u{}".format), []
    fresh = draw(st.permutations(range(40)))
    for size in draw(st.lists(st.integers(1, 4), min_size=1, max_size=10)):
        batch = []
        for _ in range(min(size, len(fresh))):
            now += draw(st.sampled_from([0, 1, 1, 1, 5, 200, -7]))
            kind = draw(st.sampled_from([EventKind.REVIEW, EventKind.REVIEW, *EventKind]))
            near = [*(e.uuid for e in batch), *map("u{}".format, fresh[-6:]), "nowhere"]
            of = draw(st.sampled_from(near) | uuids)
            card = draw(st.sampled_from(CARDS))
            match kind:
                case EventKind.SESSION:
                    mode = draw(st.sampled_from(["test", "study"]))
                    data = {"mode": mode, "state": "begun", "plan": [[card, "typed"]],
                            "seed": 1, "wish": {"cards": [card]}}  # fmt: skip
                    if draw(st.booleans()):
                        data = {"mode": mode, "state": "ended", "session": of}
                case EventKind.REVIEW:
                    data = {"session": of, "card": card, "form": "typed", "shown": [],
                            "response": ["a"], "outcome": "wrong", "right": 0, "of": 1, "note": "",
                            "grade": "again", "seconds": 1.0, "hint": draw(st.booleans()),
                            "digest": ""}  # fmt: skip
                case EventKind.AMEND:
                    data = {"of": of, "as": draw(st.sampled_from(["right", "guess"]))}
                case EventKind.UNDO:
                    data = {"of": of}
                case EventKind.SUSPEND:
                    data = {"card": card, "on": draw(st.booleans())}
                case EventKind.FIRST:
                    data = {"cards": draw(st.permutations(CARDS))[:2]}
                case _:
                    data = {"card": card}
            day = f"2026-11-{20 + max(0, now) // 100 % 9}"
            batch.append(Event(f"u{fresh.pop()}", "d", now, 0, day, kind, data))
        batches.append((batch, draw(st.sampled_from([NAMES[0]] * 9 + [NAMES[1]]))))
    return batches


@given(added())
@settings(max_examples=150, deadline=None)
def test_a_kept_meaning_is_that_of_all_events_whatever_is_added(batches):
    with History(Path(":memory:")) as history:
        reader = Reader(history)
        for batch, known_as in batches:
            history.add(batch)
            assert reader.log(known_as) == Replayed.of(renamed(history.events(), known_as)).log


def test_what_only_follows_is_not_read_again(history, monkeypatch):
    reader = Reader(history)
    first = history.record(EventKind.SUSPEND, {"card": "a", "on": True})
    assert reader.log({}).suspended == {"a"}
    with monkeypatch.context() as patched:
        patched.setattr(Replayed, "of", None)
        history.record(EventKind.SUSPEND, {"card": "b", "on": True})
        assert reader.log({}).suspended == {"a", "b"}
        assert reader.log({}) is reader.log({})
    history.record(EventKind.UNDO, {"of": first.uuid})
    assert reader.log({}).suspended == {"b"}


def test_what_another_process_added_is_read(history, tmp_path):
    reader = Reader(history)
    history.record(EventKind.SUSPEND, {"card": "a", "on": True})
    reader.log({})
    with History(tmp_path / "sub" / "history.db") as other:
        other.record(EventKind.SUSPEND, {"card": "b", "on": True})
        earlier = Event("u", "d", 1, 0, "2026-11-22", EventKind.BURY, {"card": "c"})
        other.add([earlier])
    assert reader.log({}) == Replayed.of(history.events()).log
    assert reader.log({}).buried == {"c": "2026-11-22"}
