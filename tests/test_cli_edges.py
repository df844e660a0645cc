"""The commands where the terminal, the folder or the libraries are not as one would wish."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import make
import pytest

from quiz.cli import COMMANDS, out, parser_of, placed, run
from quiz.history import History
from quiz.jsonlines import dump
from quiz.model import EventKind, Place, Problem
from quiz.sitting import Wish

ROOT = Path(__file__).parent.parent
posix = pytest.mark.skipif(os.name != "posix" or not shutil.which("bash"), reason="no bash")

DECK = """\
deck: d
title: {title}
cards:
- id: a
  question: "Who{odd}?"
  answer: {title}
"""


def library(root: Path, slug: str, *, title: str = "One", odd: str = "") -> Path:
    (root / "decks").mkdir(parents=True)
    (root / "decks" / "library.yaml").write_text(f"library: {slug}\ntitle: Lib\n", "utf-8")
    (root / "decks" / "d.yaml").write_text(DECK.format(title=title, odd=odd), "utf-8")
    return root


@pytest.fixture
def home(tmp_path):
    """A home in whose history stands one event, with letters of two scripts."""
    folder = tmp_path / "home"
    with History(folder / "history.db", now=make.Clock()) as history:
        history.record(EventKind.BURY, {"card": "lib/d/Zürich-彭"})
    return folder


def shell(line: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a line of a shell, in which `quiz` is the program."""
    quiz = f"quiz() {{ '{sys.executable}' -m quiz \"$@\"; }}"
    return subprocess.run(
        ["bash", "-c", f"{quiz}\n{line}"], capture_output=True, text=True, encoding="utf-8",
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, timeout=60,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


# -- data for programs ---------------------------------------------------------------------


@posix
def test_data_is_utf8_whatever_the_terminal_s_encoding_is(tmp_path, home):
    root = library(tmp_path / "lib", "lib", title="Zürich 彭")
    for encoding in ("ascii", "cp1252"):
        here = {"PYTHONIOENCODING": encoding, "QUIZ_HOME": str(home), "QUIZ_LIBRARY": str(root)}
        assert "Zürich-彭" in shell("quiz history export", tmp_path, **here).stdout
        assert "Zürich 彭" in shell("quiz show d/a --json", tmp_path, **here).stdout
        assert "Z?rich" in shell("quiz show d/a", tmp_path, **(here | {"PYTHONIOENCODING": "ascii"})
                                 ).stdout  # fmt: skip


def test_json_holds_nothing_that_acts_on_a_terminal(capsys):
    for text in ("\x9b31m", "\u202e", "\x1b[31m", "\ud800", "a\tb"):
        data = {"text": f"彭 {text}"}
        assert out.say_json(data) == 0
        said = capsys.readouterr().out
        assert said.replace("\n", "").isprintable()
        assert json.loads(said) == data
    out.say_json({"text": "彭"})
    assert "彭" in capsys.readouterr().out


def test_what_shows_a_card_with_odd_characters_says_them_escaped(tmp_path, capsys):
    root = library(tmp_path / "lib", "lib", odd="\\u202e")
    for command in (["show", "d/a"], ["find", "who"]):
        assert run([*command, "--json", "--library", str(root)]) == 0
        said = capsys.readouterr().out
        assert "\\u202e" in said
        assert said.isascii()


def test_find_says_no_with_and_without_json(tmp_path, capsys):
    root = library(tmp_path / "lib", "lib")
    for json_ in ([], ["--json"]):
        assert run(["find", "zzz", "--library", str(root), *json_]) == 1
        assert run(["find", "who", "--library", str(root), *json_]) == 0
    assert "Nothing found." in capsys.readouterr().out


def test_what_is_not_utf8_is_told_so(tmp_path, capsys):
    root = library(tmp_path / "lib", "lib", odd="  ")
    bad = root / "decks" / "bad.yaml"
    bad.write_bytes("deck: bad\ntitle: Z\xfcrich\n".encode("latin-1"))
    assert run(["format", "--check", str(root)]) == 1
    said = capsys.readouterr().out
    assert f"{bad}: left as it is, it is not UTF-8: `quiz check {bad}`\n" in said
    assert f"{root / 'decks' / 'd.yaml'}: would change\n" in said
    log = tmp_path / "log"
    log.write_bytes(b'{"uuid": "\xfc"}')
    assert run(["history", "merge", str(log), "--home", str(tmp_path)]) == 3
    assert capsys.readouterr().err == f"quiz: {log} cannot be read: it is not UTF-8\n"


# -- the history without libraries ---------------------------------------------------------


def test_the_history_is_saved_though_libraries_and_settings_are_lost(tmp_path, home, capsys):
    (home / "config.toml").write_text("retention = 7")
    here = ["--library", str(tmp_path / "nowhere"), "--home"]
    assert run(["history", "export", *here, str(home)]) == 0
    (tmp_path / "log.jsonl").write_text(capsys.readouterr().out, encoding="utf-8-sig")
    other = str(tmp_path / "other")
    for said in ("Merged 1 new event of 1.\n", "Merged 0 new events of 1.\n"):
        assert run(["history", "merge", str(tmp_path / "log.jsonl"), *here, other]) == 0
        assert capsys.readouterr().out == said
    assert [*Path(other).glob("history-*")] == []  # there was nothing to keep
    with History(home / "history.db") as one, History(tmp_path / "other" / "history.db") as two:
        assert list(dump(one.events())) == list(dump(two.events()))


def ahead(**by):
    """A clock so far ahead of this one."""
    return make.Clock(datetime.now(UTC) + timedelta(**by))


def answered(path, clock, *cards):
    """A history in which each card was answered, three seconds apart."""
    trainer = make.trainer(make.library(*cards), path=path, clock=clock)
    with trainer.history:
        sitting = trainer.sit(Wish(seed=1))
        for _ in cards:
            clock.move(seconds=3)
            sitting.answer(())
        return list(trainer.history.events())


def test_a_merge_keeps_a_copy_and_tells_of_a_clock_far_ahead(tmp_path, capsys):
    here = tmp_path / "here"
    answered(here / "history.db", ahead(), make.AIM)
    far = answered(tmp_path / "two.db", ahead(days=1500), make.LEADER, make.MEN)
    near = answered(tmp_path / "three.db", ahead(hours=20), make.YALU)
    (tmp_path / "log").write_text("\n".join(dump([*far, *near])))
    command = ["history", "merge", str(tmp_path / "log"), "--home", str(here)]
    assert run(command) == 0
    said = capsys.readouterr()
    (copy,) = here.glob("history-*.db")
    assert said.out == f"Merged 5 new events of 5; a copy from before: {copy}\n"
    assert said.err == (
        "quiz: stamped more than a day ahead of this clock: 3 of these, the last on"
        f" {far[-1].day}; what was answered there comes due only after its day, and"
        " `quiz history undo` passes it over\n"
    )
    assert run(command) == 0
    assert capsys.readouterr().err == ""


def test_undo_takes_back_what_is_not_far_ahead_of_the_clock(tmp_path, capsys):
    path, here = tmp_path / "history.db", ["history", "undo", "--home", str(tmp_path)]
    answered(path, ahead(days=1500), make.LEADER)
    assert run(here) == 1
    assert capsys.readouterr().err == "quiz: there is no answer to take back\n"
    answered(path, ahead(days=-3), make.MEN)
    answered(path, ahead(hours=20), make.AIM)
    for card in ("aim", "men"):
        assert run(here) == 0
        assert f"the answer to lib/deck/{card} of" in capsys.readouterr().out
    assert run(here) == 1


def test_what_differs_under_one_name_is_not_merged(tmp_path, capsys):
    """What then counted would hang on which of the two came first."""
    (begun, review) = answered(tmp_path / "history.db", ahead(), make.AIM)
    (tmp_path / "log").write_text("\n".join(dump([begun, review._replace(day="2026-11-01")])))
    assert run(["history", "merge", str(tmp_path / "log"), "--home", str(tmp_path)]) == 3
    why = f"{review.uuid} is another event in the history: take it out; nothing was merged"
    assert capsys.readouterr().err == f"quiz: {tmp_path / 'log'}: {why}\n"


def test_a_log_that_was_cut_off_is_told_so(tmp_path, home, capsys):
    assert run(["history", "export", "--home", str(home)]) == 0
    (tmp_path / "log").write_text(capsys.readouterr().out[:-9], encoding="utf-8")
    assert run(["history", "merge", str(tmp_path / "log"), "--home", str(tmp_path)]) == 3
    assert capsys.readouterr().err == (
        f"quiz: {tmp_path / 'log'}: line 1 is no event: the file ends within it, so export it"
        " again; nothing was merged\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_log_is_merged_in_the_encoding_that_a_shell_gave_it(encoding, tmp_path, home, capsys):
    assert run(["history", "export", "--home", str(home)]) == 0
    lines = capsys.readouterr().out.replace("\n", "\r\n")
    (tmp_path / "log").write_bytes(lines.encode(encoding))
    assert run(["history", "merge", str(tmp_path / "log"), "--home", str(tmp_path)]) == 0
    with History(home / "history.db") as one, History(tmp_path / "history.db") as two:
        assert list(one.events()) == list(two.events())


def test_what_is_no_log_or_no_home_is_said_in_words(tmp_path, home, capsys):
    for file, why in {"nosuch": "No such file or directory", "home": "Is a directory"}.items():
        assert run(["history", "merge", str(tmp_path / file), "--home", str(tmp_path)]) == 3
        assert capsys.readouterr().err == f"quiz: {tmp_path / file} cannot be read: {why}\n"
    (tmp_path / "bad").write_bytes(b"\xff\xfe\x00")
    assert run(["history", "merge", str(tmp_path / "bad"), "--home", str(tmp_path)]) == 3
    capsys.readouterr()
    assert run(["history", "merge", str(home / "history.db"), "--home", str(tmp_path)]) == 3
    advice = "merge what `quiz history export --home FOLDER` prints where it is history.db"
    assert capsys.readouterr().err == f"quiz: {home / 'history.db'} is a database: {advice}\n"
    (tmp_path / "file").write_text("x")
    for command in ("decks", "history export", "history undo", "check", "new deck"):
        assert run([*command.split(), "--home", str(tmp_path / "file")]) == 3
        said = f"the home folder {tmp_path / 'file'} is a file: name a folder with --home\n"
        assert capsys.readouterr().err.endswith(said)


def test_an_answer_is_taken_back_without_libraries(tmp_path, capsys):
    home = tmp_path / "home"
    trainer = make.trainer(make.library(make.AIM), path=home / "history.db")
    with trainer.history:
        trainer.sit(Wish(seed=1)).answer(("B",))
    command = ["history", "undo", "--library", str(tmp_path / "nowhere"), "--home", str(home)]
    assert run(command) == 0
    assert capsys.readouterr().out.startswith("Taken back: the answer to lib/deck/aim of ")
    assert run(command) == 1


# -- names ---------------------------------------------------------------------------------


def test_a_card_of_several_libraries_is_shown_by_its_whole_name(tmp_path, capsys):
    one, two = library(tmp_path / "1", "one"), library(tmp_path / "2", "two", title="Two")
    here = ["--library", str(one), "--library", str(two)]
    assert run(["show", "d/a", *here]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "quiz: several cards are called 'd/a': say one/d/a or two/d/a\n"
    assert run(["show", "two/d/a", "--json", *here]) == 0
    assert json.loads(capsys.readouterr().out)["card"]["answer"] == "Two"


def test_a_card_is_shown_by_its_name_of_today_though_another_was_called_so(tmp_path, capsys):
    root = library(tmp_path / "lib", "lib")
    deck = root / "decks" / "d.yaml"
    deck.write_text(deck.read_text("utf-8") + "- id: b\n  question: B?\n  answer: b\n"
                    "  was: [d/a]\n", "utf-8")  # fmt: skip
    assert run(["show", "lib/d/a", "--json", "--library", str(root)]) == 0
    assert json.loads(capsys.readouterr().out)["card"]["identity"] == "lib/d/a"
    assert run(["show", "d/a", "--json", "--library", str(root)]) == 0
    assert json.loads(capsys.readouterr().out)["card"]["identity"] == "lib/d/a"


NOTHING = "quiz: there is no card, fact, source or conflict "


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("d", "quiz: 'd' is a deck: `quiz take d` asks it; a card of it is d/CARD\n"),
        (
            "lib/d",
            "quiz: 'lib/d' is a deck: `quiz take lib/d` asks it; a card of it is lib/d/CARD\n",
        ),
        ("d/first-crad", f"{NOTHING}'d/first-crad': did you mean 'd/first-card'?\n"),
        ("first-crad", f"{NOTHING}'first-crad': did you mean 'd/first-card'?\n"),
        ("first-card", f"{NOTHING}'first-card': did you mean 'd/first-card'?\n"),
        ("zzz", f"{NOTHING}'zzz': `quiz find TEXT` searches\n"),
        ("\x1b[31m", f"{NOTHING}'\\x1b[31m': `quiz find TEXT` searches\n"),
    ],
)
def test_what_show_does_not_know_is_answered_with_what_was_meant(tmp_path, capsys, name, said):
    root = library(tmp_path / "lib", "lib")
    deck = root / "decks" / "d.yaml"
    deck.write_text(deck.read_text("utf-8").replace("id: a", "id: first-card"), "utf-8")
    assert run(["show", name, "--library", str(root)]) == 1
    assert capsys.readouterr() == ("", said)


def test_a_fact_s_near_miss_is_named_too(capsys):
    example = ["--library", str(ROOT / "tests" / "example")]
    assert run(["show", "harbuor-log:1a", *example]) == 1
    assert "did you mean 'harbour-log:1a'?" in capsys.readouterr().err


def test_of_several_words_each_must_be_found(tmp_path, capsys):
    root = library(tmp_path / "lib", "lib", title="Cross the Yalu")
    assert run(["find", "yalu", "cross", "--library", str(root)]) == 0
    assert capsys.readouterr().out == "d/a: Who?\n"
    assert run(["find", "yalu cross", "--library", str(root)]) == 1


def test_how_often_is_said_in_english(tmp_path, capsys):
    home = tmp_path / "home"
    root = library(tmp_path / "lib", "lib")
    trainer = make.trainer(make.library(make.card("a", deck="d", answer="One")),
                           path=home / "history.db")  # fmt: skip
    with trainer.history:
        trainer.sit(Wish(seed=1)).answer(("One",))
    assert run(["show", "d/a", "--library", str(root), "--home", str(home)]) == 0
    assert "History      asked 1 time, right 1, last on" in capsys.readouterr().out


# -- advice --------------------------------------------------------------------------------


def advised(said: str) -> list[str]:
    """The arguments of the command that stands in a message."""
    return shlex.split(said.partition("`quiz ")[2].partition("`")[0])


def test_the_check_that_is_advised_names_the_slip_in_overrides(tmp_path, capsys):
    root, home = library(tmp_path / "lib", "lib"), tmp_path / "my home"
    home.mkdir()
    (home / "overrides.yaml").write_text("overrides:\n- card: lib/d/a\n  accpet: [one]\n")
    assert run(["decks", "--library", str(root), "--home", str(home)]) == 0
    assert run(advised(capsys.readouterr().err)) == 1
    said = capsys.readouterr().out
    assert "overrides.yaml:3:3: " in said
    assert "did you mean 'accept'?" in said


def test_what_no_check_of_a_file_shows_is_said_itself(tmp_path, capsys):
    one, twin = library(tmp_path / "1", "lib"), library(tmp_path / "2", "lib")
    home = tmp_path / "home"
    home.mkdir()
    (home / "config.toml").write_text('libraries = ["gone"]')
    here = ["--library", str(one), "--library", str(twin), "--home", str(home)]
    assert run(["decks", *here]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"quiz: {twin} is called 'lib' as {one} is")
    assert second.startswith(f"quiz: config.toml names {home / 'gone'} under `libraries`")
    assert run(["new", "my-deck", *advised(second)[2:]]) == 0
    capsys.readouterr()
    assert run(["decks", *here[2:]]) == 0
    assert capsys.readouterr().err == ""


def test_where_there_are_no_decks_the_problems_are_named_too(tmp_path, capsys):
    root = library(tmp_path / "lib", "lib")
    (root / "decks" / "d.yaml").rename(root / "decks" / "d.yml")
    assert run(["decks", "--library", str(root), "--home", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("There are no decks yet")
    assert "problem" in said.err


def test_only_rules_of_near_names_are_offered(capsys):
    assert run(["check", "--explain", "nosuch"]) == 2
    assert capsys.readouterr().err == (
        "quiz: there is no rule 'nosuch': `quiz check` names each with its problems\n"
    )
    assert run(["check", "--explain", "anchors"]) == 2
    assert "did you mean anchor?" in capsys.readouterr().err


def test_paths_are_so_named_that_a_shell_reads_them(capsys):
    files = ("/a b/it's.yaml", "/plain.yaml", "/a b/it's.yaml", "/$(rm x)\x1b.yaml")
    out.name_problems([Problem(Place(file, 1, 1), "rule", "m") for file in files])
    assert capsys.readouterr().err == (
        "quiz: 4 problems in the decks:"
        """ `quiz check '/a b/it'"'"'s.yaml' /plain.yaml '/$(rm x).yaml'`\n"""
    )


def test_a_command_may_be_called_as_a_keyword_of_python():
    for name, command in COMMANDS.items():
        module = __import__(f"quiz.cli.{command.module}", fromlist=["x"])
        assert not hasattr(module, "import")
        assert callable(getattr(module, "import_" if name == "import" else name))


# -- streams and folders -------------------------------------------------------------------

NO_TERMINAL = "quiz: the app needs a terminal: `quiz take --plain` asks without a screen"


@posix
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("quiz decks", 3, "quiz: the working folder is gone: change to one that exists\n"),
        ("quiz history export", 3, "quiz: the working folder is gone: change to one that exists\n"),
        ("quiz --help >/dev/null", 0, ""),
    ],
)
def test_a_working_folder_that_was_deleted_is_one_line(tmp_path, line, code, said):
    done = shell(f"mkdir x && cd x && rmdir ../x && {line}", tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    # Bash itself may say that it does not know where it is.
    assert "".join(part for part in done.stderr.splitlines(True) if "getcwd" not in part) == said


@posix
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("quiz decks 2>&-", 0, ""),
        ("quiz nonsense 2>&-", 2, ""),
        ("quiz take --plain -n 1 <&- >/dev/null", 0, ""),
        ("quiz <&-", 2, NO_TERMINAL),
        ("quiz >&-", 2, NO_TERMINAL),
        ("quiz decks | sleep 0; exit ${PIPESTATUS[0]}", 0, ""),
    ],
)
def test_a_stream_that_is_closed_is_no_traceback(tmp_path, line, code, said):
    root = library(tmp_path / "lib", "lib")
    done = shell(line, tmp_path, QUIZ_LIBRARY=str(root))
    assert (done.returncode, done.stderr.strip()) == (code, said)
    assert "quiz: " not in done.stdout


@posix
@pytest.mark.parametrize(
    ("sink", "why"), [(">&-", "Bad file descriptor"), (">/dev/full", "No space left on device")]
)
@pytest.mark.parametrize(
    "command",
    ["decks", "decks --json", "stats", "find One", "check", "schema", "new deck", "history export",
     "take --plain -n 1", "--help", "find --help", "--version", "-v --version", "--completion zsh"],
)  # fmt: skip
def test_what_cannot_be_printed_is_a_failure_in_one_line(home, sink, why, command):
    if sink == ">/dev/full" and not Path("/dev/full").exists():
        pytest.skip("there is no full device")
    root = library(home.parent / "lib", "lib")
    for unbuffered in ("", "1"):
        done = shell(f"quiz {command} {sink}", home, QUIZ_LIBRARY=str(root), QUIZ_HOME=str(home),
                     PYTHONUNBUFFERED=unbuffered)  # fmt: skip
        assert done.returncode == 3
        assert done.stderr.startswith("quiz: not all could be printed: ")
        assert done.stderr.endswith(f"{why}\n")
        assert done.stderr.count("\n") == 1
        (home / "decks" / "deck.yaml").unlink(missing_ok=True)


@posix
def test_what_was_printed_before_a_failure_is_a_failure_too(tmp_path):
    root = library(tmp_path / "lib", "lib", odd="\\q")
    done = shell("quiz check >&-", tmp_path, QUIZ_LIBRARY=str(root))
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


@posix
def test_where_nothing_is_printed_a_closed_stream_fails_nothing(tmp_path):
    done = shell("quiz history export >&-", tmp_path, QUIZ_HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


# -- tables --------------------------------------------------------------------------------

ROWS = [("Deck", "Title", "Cards"), ("war", "How it broke out and who wanted it", "25")]


def test_a_table_is_whole_where_it_fits_or_no_terminal_is():
    whole = ["Deck  Title                               Cards",
             "war   How it broke out and who wanted it     25"]  # fmt: skip
    assert list(out.table(ROWS, {2}, 1, None)) == whole
    assert list(out.table(ROWS, {2}, 1, len(whole[0]))) == whole


@pytest.mark.parametrize("columns", [24, 30, 46])
def test_a_table_fits_the_terminal(columns):
    head, row = out.table(ROWS, {2}, 1, columns)
    assert len(head) == len(row) == columns
    assert row.startswith("war   How it")
    assert "…  " in row


def test_a_table_is_aligned_though_characters_are_wide():
    rows = [("Deck", "Title", "Cards"), ("a", "彭德懷", "1"), ("b", "Józef", "22")]
    assert list(out.table(rows, {2}, 1, None)) == [
        "Deck  Title   Cards",
        "a     彭德懷      1",
        "b     Józef      22",
    ]
    wide = [("Deck", "Title", "Cards"), ("a", "彭德懷與朝鮮戰爭", "1")]
    assert list(out.table(wide, {2}, 1, 24)) == [
        "Deck  Title        Cards",
        "a     彭德懷與朝…      1",
    ]


def test_a_title_is_not_cut_to_nothing():
    assert list(out.table(ROWS, {2}, 1, 10))[1] == "war   How it br…     25"


@posix
def test_decks_are_listed_as_wide_as_the_terminal(tmp_path):
    import pty

    root = library(tmp_path / "lib", "lib", title="A title that is long " * 5)
    leader, follower = pty.openpty()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "60",
        "QUIZ_LIBRARY": str(root),
    }
    command = [sys.executable, "-m", "quiz", "decks"]
    subprocess.run(command, stdout=follower, cwd=tmp_path, env=environment, check=True)
    os.close(follower)
    lines = os.read(leader, 10_000).decode().split("\r\n")
    os.close(leader)
    assert max(map(len, lines)) == 60
    piped = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=True)
    assert b"long A title" in piped.stdout


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("export x.json --tag core nasty", {"file": "x.json", "deck": ["nasty"], "tag": "core"}),
        ("export x.json --library . a b", {"deck": ["a", "b"], "library": ["."]}),
        ("export x.json a --dry-run b --tag=c d", {"deck": ["a", "b", "d"], "tag": "c"}),
        ("--library x export --library y f a", {"deck": ["a"], "library": ["x", "y"]}),
        ("take a -n 5 b --seed -7 c --plain d", {"deck": [*"abcd"], "n": 5, "seed": -7}),
        ("take a -n5 b", {"deck": ["a", "b"], "n": 5}),
        ("study a --new 3 b", {"deck": ["a", "b"], "new": 3}),
        ("check a --strict b --explain x c", {"path": [*"abc"], "strict": True, "explain": "x"}),
        ("format a --check b", {"path": ["a", "b"], "check": True}),
        ("find the --json 38", {"text": ["the", "38"], "json": True}),
        ("find a --json -- --b --json", {"text": ["a", "--b", "--json"], "json": True}),
        ("find -38 --json degrees -5", {"text": ["-38", "degrees", "-5"], "json": True}),
        ("diff old --json new", {"old": "old", "new": "new", "json": True}),
        ("history merge --home h f", {"action": "merge", "file": "f", "home": "h"}),
        ("import f --into d", {"file": "f", "into": "d"}),
    ],
)
def test_options_stand_between_arguments(line, wanted):
    argv = line.split()
    args = vars(placed(parser_of(argv).parse_args(argv)))
    assert {key: args[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("export x.json --tag", "argument --tag: expected one argument"),
        ("export x.json --tag --dry-run a", "argument --tag: expected one argument"),
        ("export --tag x.json", "the following arguments are required: FILE"),
        ("export x.json --tga core a", "unrecognized arguments: --tga"),
        ("take a -n x b", "argument -n: 'x' is no count from 1 to 9999"),
        ("take a -n ² b", "argument -n: '²' is no count from 1 to 9999"),
    ],
)
def test_options_that_cannot_be_read_are_named(capsys, line, said):
    assert run(line.split()) == 2
    assert said in capsys.readouterr().err


# -- tables that are imported --------------------------------------------------------------


def test_a_column_that_is_no_key_is_named_once_with_the_key_that_is_near(tmp_path, capsys):
    file = tmp_path / "t.csv"
    file.write_text(
        "question,answer,explantion,typ,source-url\n"
        "What is A?,B,Because of C.,choice,\nWhat is D?,E,For F.,,\n",
        "utf-8",
    )
    line = ["import", str(file), "--into", str(tmp_path / "into"), "--dry-run"]
    wanted = [
        "the column 'explantion' is left out, cards have no such key: did you mean 'explanation'?",
        "the column 'typ' is left out, cards have no such key: did you mean 'type'?",
    ]
    assert run(line) == 0
    said = capsys.readouterr().out.splitlines()
    assert [x for x in said if "the column" in x] == [
        f"Simplified: {wanted[0]} (2):",
        f"Simplified: {wanted[1]} (1):",
    ]
    assert run([*line, "--json"]) == 0
    simplified = json.loads(capsys.readouterr().out)["simplified"]
    assert {one["reason"] for one in simplified} == set(wanted)


def test_columns_of_a_table_that_is_no_deck_are_no_keys(tmp_path, capsys):
    for name, text in (("anki.txt", "#separator:tab\n#columns:Front\tBack\tTyp\na\tb\tc\n"),
                       ("quizlet.csv", "Term,Definition,Typ\na,b,c\n"),
                       ("bare.tsv", "typ\tanswr\na\tb\n")):  # fmt: skip
        (tmp_path / name).write_text(text, "utf-8")
        line = ["import", str(tmp_path / name), "--into", str(tmp_path / "into"), "--dry-run"]
        assert run(line) == 0
        assert "the column" not in capsys.readouterr().out
