"""The commands as real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "tests" / "example"


@pytest.fixture
def quiz(tmp_path):
    """Runs `quiz` in a fresh folder with a fresh home."""

    def call(*arguments, text="", env=None, cwd=None):
        return subprocess.run(
            [sys.executable, "-m", "quiz", *map(str, arguments)],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd or tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            timeout=60,
            check=False,
        )

    return call


def one_line(done, code):
    """The command failed with this code and one line that is no traceback."""
    assert done.returncode == code, done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("quiz: ")
    assert "Traceback" not in done.stderr
    return done.stderr


def test_the_overview_names_every_command(quiz):
    from quiz.cli import COMMANDS

    overview = quiz("--help").stdout
    assert all(command in overview for command in COMMANDS)


def test_a_command_that_does_not_exist_names_those_that_do(quiz):
    from quiz.cli import COMMANDS

    for place in ((), ("--home", "decks")):
        said = one_line(quiz(*place, "dekcs"), 2)
        assert all(repr(command) in said for command in COMMANDS)
        assert said.endswith("did you mean `quiz decks`?\n")


def test_a_library_may_be_called_as_a_command_is(quiz, tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "decks")
    assert "harbour" in quiz("--library", "decks", "decks").stdout


def test_help_is_as_wide_as_the_terminal(quiz):
    for width in (50, 100):
        lines = quiz("check", "--help", env={"COLUMNS": str(width)}).stdout.splitlines()
        assert width - 25 < max(map(len, lines)) < width
    assert "usage" in quiz("check", "--help", env={"COLUMNS": "wide"}).stdout


COMMANDS = ("decks", "take", "study", "show", "find", "new", "check", "coverage", "diff", "format",
            "lock", "history", "schema", "export", "stats")  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(quiz, command):
    done = quiz(command, "--help")
    assert done.returncode == 0
    assert f"example: quiz {command}" in " ".join(done.stdout.split())


def test_the_version_is_told_with_and_without_its_parts(quiz):
    from quiz import __version__

    assert quiz("--version").stdout == f"quiz {__version__}\n"
    verbose = quiz("--version", "-v").stdout
    assert verbose.startswith(f"quiz {__version__}\n")
    assert "C parser" in verbose


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("take", "-n", "0"),
        ("take", "-n", "x"),
        ("take", "--form", "dance"),
        ("take", "--minutes", "nan"),
        ("take", "nowhere", "--plain"),
        ("take", "--tag", "nope", "--plain"),
        ("study", "--tag", "nope", "--plain"),
        ("export",),
        ("history", "export", "backup.jsonl"),
        ("history", "undo", "china-enters"),
        ("take",),
        (),
        ("show",),
        ("new", "Not A Slug"),
        ("export", "x.docx"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(quiz, arguments):
    one_line(quiz(*arguments), 2)


def test_decks_are_listed_as_a_table_and_as_json(quiz):
    table = quiz("decks", "--library", EXAMPLE)
    assert table.returncode == 0, table.stderr
    data = json.loads(quiz("--library", EXAMPLE, "decks", "--json").stdout)
    for deck in data["decks"]:
        assert set(deck) == {"library", "deck", "title", "cards", "known", "due", "new",
                             "last_test"}  # fmt: skip
        assert deck["title"] in table.stdout
        assert deck["last_test"] is None
        assert deck["cards"] == deck["new"] > 0


def test_looking_leaves_nothing_behind(quiz, tmp_path):
    home = tmp_path / "untouched"
    assert quiz("decks", "--home", home).returncode == 0
    assert quiz("check", "--home", home).returncode == 0
    assert not home.exists()


def test_a_test_is_taken_by_piped_answers_and_becomes_the_last_test(quiz):
    deck = json.loads(quiz("decks", "--json").stdout)["decks"][0]["deck"]
    done = quiz("take", deck, "--plain", "-n", 3, text="\n\n\n\n\n\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Score: 0/3"
    last = json.loads(quiz("decks", "--json").stdout)["decks"][0]["last_test"]
    assert (last["score"], last["of"]) == (0, 3)
    assert last["time"].endswith("Z")


@pytest.mark.parametrize("answered", [0, 1, 2, 5])
def test_kill_9_after_any_answer_loses_none_and_the_sitting_resumes(quiz, tmp_path, answered):
    command = [sys.executable, "-m", "quiz", "take", "--plain", "-n", "6", "--form", "typed"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    for n in range(1, answered + 2):
        for line in process.stdout:
            if line.startswith(f"Question {n} of 6"):
                break
        if n <= answered:
            process.stdin.write("1066\n")
            process.stdin.flush()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    done = quiz("take", "--plain", "-n", 6, "--form", "typed", text="\n" * 6)
    if answered:
        assert f"Resumed: {answered} of 6 answered." in done.stdout
    assert done.stdout.count("Question ") == 6 - answered
    assert done.stdout.count("You said: 1066") == answered
    assert done.stdout.splitlines()[-1] == "Score: 0/6"


def test_a_seed_gives_the_same_test(quiz, tmp_path):
    first, second = (
        quiz("take", "--plain", "-n", 4, "--seed", 7, "--home", tmp_path / home, text="\n" * 8)
        for home in ("one", "two")
    )
    assert first.stdout == second.stdout


def test_a_missing_library_is_exit_3(quiz, tmp_path):
    for arguments in (("decks", "--library", "nowhere"), ("check", "nowhere")):
        assert "nowhere" in one_line(quiz(*arguments), 3)
    one_line(quiz("decks", env={"QUIZ_LIBRARY": "nowhere"}), 3)
    (tmp_path / "empty").mkdir()
    assert "library.yaml" in one_line(quiz("decks", "--library", "empty"), 3)


def test_an_unusable_home_is_exit_3(quiz, tmp_path):
    (tmp_path / "file").write_text("no folder")
    one_line(quiz("take", "--plain", "--home", tmp_path / "file"), 3)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "history.db").write_bytes(b"no database" * 100)
    one_line(quiz("take", "--plain", "--home", tmp_path / "broken"), 3)
    (tmp_path / "broken" / "config.toml").write_text("retention = 7")
    assert "retention" in one_line(quiz("decks", "--home", tmp_path / "broken"), 3)


def test_the_nearest_library_upwards_is_used(quiz, tmp_path):
    below = EXAMPLE / "decks"
    here = json.loads(quiz("decks", "--json", cwd=below).stdout)
    given = json.loads(quiz("decks", "--json", "--library", EXAMPLE).stdout)
    assert here == given


def test_show_finds_cards_facts_sources_and_conflicts(quiz):
    from quiz.library import load_library

    library, _ = load_library(EXAMPLE)
    card = next(library.cards())
    name = f"{card.identity.deck}/{card.identity.card}"
    data = json.loads(quiz("show", name, "--json", "--library", EXAMPLE).stdout)
    assert data["card"]["identity"] == str(card.identity)
    fact = library.sources[0].facts[0].citation
    assert json.loads(quiz("show", fact, "--json", "--library", EXAMPLE).stdout)["fact"]
    source = library.sources[0].slug
    assert json.loads(quiz("show", source, "--json", "--library", EXAMPLE).stdout)["source"]
    conflict = library.conflicts[0].id
    assert json.loads(quiz("show", conflict, "--json", "--library", EXAMPLE).stdout)["conflict"]
    for subject in (name, fact, source, conflict):
        assert quiz("show", subject, "--library", EXAMPLE).stdout
    one_line(quiz("show", "no/such", "--library", EXAMPLE), 1)


def test_show_gives_back_the_keys_of_every_card(quiz):
    from quiz import keys
    from quiz.library import load_library

    library, _ = load_library(EXAMPLE)
    for card in library.cards():
        name = str(card.identity)
        data = json.loads(quiz("show", name, "--json", "--library", EXAMPLE).stdout)["card"]
        assert data == {"identity": name} | keys.of_card(card)
        break


def test_find_finds_in_any_case(quiz):
    assert "pva-crosses-yalu" in quiz("find", "yalu", cwd=ROOT).stdout
    found = json.loads(quiz("find", "YALU", "--json", cwd=ROOT).stdout)
    assert found["cards"]
    assert found["facts"]
    assert found["names"]
    nothing = quiz("find", "zzzzzz")
    assert nothing.returncode == 1


@pytest.mark.parametrize("command", ["lock", "format"])
def test_who_has_no_library_here_is_told_where_ones_own_lies(quiz, tmp_path, command):
    home = tmp_path / "my home"
    done = quiz(command, "--home", home)
    one_line(done, 2)
    assert f"begin one in {home} with `quiz new DECK`" in done.stderr
    assert quiz("new", "my-deck", "--home", home).returncode == 0
    done = quiz(command, "--home", home)
    one_line(done, 2)
    assert done.stderr.endswith(f"name yours, --library '{home}'\n")
    assert quiz(command, "--library", home).returncode == 0


@pytest.mark.parametrize("deck", ["my-deck", "no", "1950", "null", "x" * 64])
def test_a_new_deck_and_its_library_are_laid_out_as_format_does(quiz, tmp_path, deck):
    assert quiz("new", deck, "--into", tmp_path).returncode == 0
    done = quiz("format", "--check", tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert quiz("check", "--strict", tmp_path).returncode == 0


def test_a_new_deck_is_live_and_sound(quiz, tmp_path):
    home = tmp_path / "mine"
    assert quiz("new", "my-deck", "--home", home).returncode == 0
    decks = json.loads(quiz("decks", "--json", "--home", home).stdout)["decks"]
    own = [deck for deck in decks if deck["deck"] == "my-deck"]
    assert len(own) == 1
    assert own[0]["library"].startswith("own-")
    assert quiz("check", home).returncode == 0
    one_line(quiz("new", "my-deck", "--home", home), 2)
    assert quiz("new", "other", "--into", tmp_path / "place").returncode == 0
    assert (tmp_path / "place" / "decks" / "library.yaml").exists()


def test_check_names_each_problem_and_exits_1(quiz):
    done = quiz("check", ROOT / "tests" / "broken", "--json")
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    assert len(problems) >= 20
    for problem in problems:
        assert set(problem) == {"file", "line", "column", "rule", "severity", "card", "message"}
    text = quiz("check", ROOT / "tests" / "broken")
    assert text.returncode == 1
    assert "Traceback" not in text.stdout + text.stderr
    for problem in problems:
        assert f"{problem['file']}:{problem['line']}:{problem['column']}" in text.stdout


def test_the_shipped_library_has_no_problem(quiz):
    done = quiz("check", ROOT)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("No problems")


def test_a_folder_without_decks_is_not_called_sound(quiz, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "no library" in one_line(quiz("check", str(tmp_path / "empty")), 3)


def test_a_form_that_does_not_exist_is_answered_with_those_that_do(quiz):
    said = one_line(quiz("take", "--form", "dance"), 2)
    assert "'true-false'" in said
    assert "Form" not in said


def test_one_file_can_be_checked(quiz, tmp_path):
    (tmp_path / "deck.yaml").write_text("deck: x\ntitle: X\ncards:\n- id: a\n  answer: b\n")
    done = quiz("check", "deck.yaml")
    assert done.returncode == 1
    assert "deck.yaml:4:3" in done.stdout
    assert quiz("check", ROOT / "decks" / "china-enters.yaml").returncode == 0


@pytest.mark.parametrize(
    ("opener", "times"), [("[", 1_000_000), ("{a: ", 100_000), ("- ", 100_000)]
)
def test_deep_nesting_neither_crashes_nor_hangs(quiz, tmp_path, opener, times):
    bomb = opener * times
    (tmp_path / "deck.yaml").write_text(f"deck: x\ntitle: X\ncards: {bomb}")
    begun = time.monotonic()
    done = quiz("check", "deck.yaml")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert time.monotonic() - begun < 30


def test_a_reader_that_leaves_early_is_no_error():
    done = subprocess.run(
        f"{sys.executable} -m quiz find a | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""


def test_study_introduces_cards_and_says_when_nothing_is_due(quiz):
    first = quiz("study", "china-enters", "--plain", "--new", 2, text="\n" * 20)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1] == "Score: 0/2"
    decks = json.loads(quiz("decks", "--json").stdout)["decks"]
    (deck,) = [d for d in decks if d["deck"] == "china-enters"]
    assert (deck["new"], deck["due"]) == (deck["cards"] - 2, 0)
    again = quiz("study", "--plain", "--new", 0)
    assert again.returncode == 0
    assert again.stdout.startswith("Nothing is due")


def test_the_history_is_exported_merged_and_taken_back(quiz, tmp_path):
    quiz("take", "--plain", "-n", 2, text="\n\n\n\n", env={"QUIZ_HOME": str(tmp_path / "one")})
    lines = quiz("history", "export", "--home", tmp_path / "one").stdout
    assert all(json.loads(line)["uuid"] for line in lines.splitlines())
    (tmp_path / "log.jsonl").write_text(lines, encoding="utf-8")
    for added in (len(lines.splitlines()), 0):
        merged = quiz("history", "merge", "log.jsonl", "--home", tmp_path / "two")
        assert merged.returncode == 0, merged.stderr
        assert merged.stdout.startswith(f"Merged {added} new events")
    assert quiz("history", "export", "--home", tmp_path / "two").stdout == lines
    assert quiz("history", "undo", "--home", tmp_path / "two").returncode == 0
    (tmp_path / "bad.jsonl").write_text("{}\n")
    assert "line 1" in one_line(quiz("history", "merge", "bad.jsonl"), 3)
    one_line(quiz("history", "undo"), 1)


def test_coverage_counts_and_diff_says_no_where_cards_differ(quiz):
    sources = json.loads(quiz("coverage", "--json").stdout)["sources"]
    for source in sources:
        assert source["facts"] == source["asked"] + source["unasked"]
        assert source["core_unasked"] == 0
    assert quiz("diff", ROOT, ROOT).returncode == 0
    done = quiz("diff", EXAMPLE, ROOT, "--json")
    assert done.returncode == 1
    assert set(json.loads(done.stdout)) == {"new", "changed", "corrected", "retired", "gone"}


def test_format_lays_out_and_check_says_whether_it_would(quiz, tmp_path):
    deck = tmp_path / "deck.yaml"
    deck.write_text("title: 'X'\ndeck: x\ncards:\n- answer: b\n  id: a\n  question: c\n")
    assert quiz("format", deck, "--check").returncode == 1
    assert quiz("format", deck).returncode == 0
    assert deck.read_text() == (
        "deck: x\ntitle: X\ncards:\n\n- id: a\n  question: c\n  answer: b\n"
    )
    assert quiz("format", deck, "--check").returncode == 0
    deck.write_text("deck: [")
    assert quiz("format", deck).returncode == 1
    assert deck.read_text() == "deck: ["


def test_check_holds_the_library_against_its_documents(quiz, tmp_path):
    changed = quiz("check", EXAMPLE, "--documents", tmp_path)
    assert changed.returncode == 1
    assert "document-changed" in changed.stdout
    one_line(quiz("check", EXAMPLE, "--documents", tmp_path / "nowhere"), 3)


def test_stats_before_and_after_the_first_answers(quiz, tmp_path):
    places = ("--library", EXAMPLE, "--home", tmp_path / "home")
    assert quiz("stats", *places).stdout.endswith("\n`quiz study` begins.\n")
    assert not (tmp_path / "home").exists()
    quiz("study", "--plain", "--new", "3", *places, text="\n\n\n")
    shown = quiz("stats", *places).stdout
    assert shown.startswith("So far\n1 day in a row\n0 known, 3 learning, ")
    assert all(len(line) <= 80 for line in shown.split("\n"))
    assert "\x1b" not in shown
    data = json.loads(quiz("stats", "--json", *places).stdout)
    assert [day["answers"] for day in data["days"]] == [3]
    assert data["cards"]["learning"] == 3
    assert data["streak"] == 1


def test_who_is_asked_line_by_line_hears_that_cards_are_missing(quiz, tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "lib")
    deck = next((tmp_path / "lib" / "decks").glob("[!l]*.yaml"))
    text = deck.read_text("utf-8")
    deck.write_text(f"{text}\n- id: broken\n  question: What is missing?\n", encoding="utf-8")
    for command in ("take", "study"):
        done = quiz(command, "--plain", "--library", tmp_path / "lib", text=":quit\n")
        assert done.returncode == 0
        assert "1 problem in the decks: `quiz check " in done.stderr
