"""`quiz export` as a real process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from exchange_make import EXAMPLE, ROOT, shipped

from quiz.exchange.export import FORMATS, export

SUFFIXES = (".apkg", *FORMATS)


@pytest.fixture
def quiz(tmp_path):
    def call(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "quiz", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )

    return call


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_dry_run_says_what_would_be_and_writes_nothing(quiz, tmp_path, suffix):
    done = quiz("export", f"x{suffix}", "harbour", "--library", EXAMPLE, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Would write x{suffix}: 1 deck, 11 ")
    assert "The harbour and its light" in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_it_writes_one_file_and_counts(quiz, tmp_path, suffix):
    done = quiz("export", f"x{suffix}", "--tag", "core", "--library", EXAMPLE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Wrote x{suffix}: 1 deck, 1 card.\n")
    assert [path.name for path in tmp_path.iterdir()] == [f"x{suffix}"]
    first = (tmp_path / f"x{suffix}").read_bytes()
    quiz("export", f"x{suffix}", "--tag", "core", "--library", EXAMPLE)
    assert (tmp_path / f"x{suffix}").read_bytes() == first


def test_what_a_format_cannot_hold_is_said(quiz):
    done = quiz("export", "x.gift", "--library", EXAMPLE)
    assert done.stdout.splitlines()[1:] == [
        "1 retired card left out: nobody is asked them any more.",
        "3 hints left out: GIFT has none.",
        "1 order card written as matching with places: GIFT has no ordering.",
    ]


@pytest.mark.parametrize("name", ["x.docx", "x", ".gift", "x.CSVX"])
def test_an_unknown_suffix_names_the_known_ones(quiz, name):
    done = quiz("export", name, "--library", EXAMPLE)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert all(suffix in done.stderr for suffix in SUFFIXES)


@pytest.mark.parametrize("arguments", [("nowhere",), ("--tag", "nothing")])
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_choice_of_nothing_is_exit_2(quiz, tmp_path, suffix, arguments):
    done = quiz("export", f"x{suffix}", *arguments, "--library", EXAMPLE)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_cannot_be_written_is_exit_3_and_leaves_nothing(quiz, tmp_path, suffix):
    (tmp_path / "file").write_text("no folder")
    (tmp_path / f"folder{suffix}").mkdir()
    for target in (f"file/x{suffix}", f"folder{suffix}", f"nowhere/x{suffix}"):
        done = quiz("export", target, "--library", EXAMPLE)
        assert done.returncode == 3, done.stderr
        assert done.stderr.count("\n") == 1
        assert target in done.stderr
        assert "Traceback" not in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"file", f"folder{suffix}"}


@pytest.mark.parametrize("suffix", [".gift", ".xml", ".html"])
def test_a_missing_picture_is_exit_3_and_leaves_the_old_file(quiz, tmp_path, suffix):
    (tmp_path / "lib" / "decks").mkdir(parents=True)
    (tmp_path / "lib" / "decks" / "library.yaml").write_text("library: own-x\ntitle: X\n")
    (tmp_path / "lib" / "decks" / "d.yaml").write_text(
        "deck: d\ntitle: D\ncards:\n- id: a\n  question: Q?\n  answer: A\n"
        "  image: gone.png\n  alt: Gone.\n"
    )
    (tmp_path / f"x{suffix}").write_text("old")
    done = quiz("export", f"x{suffix}", "--library", tmp_path / "lib")
    assert done.returncode == 3
    assert "own-x/d/a: image 'gone.png'" in done.stderr
    assert (tmp_path / f"x{suffix}").read_text() == "old"
    assert quiz("export", "x.csv", "--library", tmp_path / "lib").returncode == 0


@pytest.mark.parametrize("suffix", [".apkg", ".html"])
def test_a_picture_without_end_is_not_read(quiz, tmp_path, suffix):
    deck = DECK.format("d") + "  image: x.png\n  alt: X.\n"
    base = own(tmp_path / "base", "base", d=deck)
    (base / "decks" / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    os.truncate(base / "decks" / "x.png", (32 << 20) + 1)
    done = quiz("export", f"x{suffix}", "--library", base)
    assert done.returncode == 3
    assert done.stderr.endswith("image 'x.png' is over 32 MiB: make it smaller\n")
    assert "image 'x.png' is over 32 MiB" in quiz("check", base).stdout


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_deck_of_retired_cards_alone_is_no_traceback(quiz, tmp_path, suffix):
    (tmp_path / "lib" / "decks").mkdir(parents=True)
    (tmp_path / "lib" / "decks" / "library.yaml").write_text("library: own-x\ntitle: X\n")
    (tmp_path / "lib" / "decks" / "d.yaml").write_text(
        "deck: d\ntitle: D\ncards:\n- id: a\n  question: Q?\n  answer: A\n  retired: true\n"
    )
    done = quiz("export", f"x{suffix}", "--library", tmp_path / "lib")
    assert done.returncode == (0 if suffix == ".json" else 2), done.stderr
    assert "Traceback" not in done.stderr


DECK = "deck: {0}\ntitle: {0}\ncards:\n- id: a\n  question: Q?\n  answer: A\n  tags: [t]\n"


def own(folder, slug, *decks, **texts):
    """A library with decks of one card each, and those whose text is given."""
    (folder / "decks").mkdir(parents=True)
    (folder / "decks" / "library.yaml").write_text(f"library: {slug}\ntitle: X\n")
    for deck, text in {**{deck: DECK.format(deck) for deck in decks}, **texts}.items():
        (folder / "decks" / f"{deck}.yaml").write_text(text)
    return folder


def said(done):
    """The remarks that all formats share."""
    assert done.returncode == 0, done.stderr
    ours = ("With ", "your overrides.yaml", "left out: `quiz check", "that no source has")
    return [line for line in done.stdout.splitlines() if any(part in line for part in ours)]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_decks_that_come_on_top_are_named(quiz, tmp_path, suffix):
    base = own(tmp_path / "base", "base", "a")
    home = own(tmp_path / "home", "own-1", "b", "c")
    extra = own(tmp_path / "extra", "extra", "d")
    call = ("export", f"x{suffix}", "--home", home, "--library", base)
    own_ones = "With 2 decks of own-1, your own library"
    assert said(quiz(*call)) == [f"{own_ones}: name decks to leave them out."]
    assert said(quiz(*call, "a")) == []
    assert said(quiz(*call[:-2])) == []  # the shipped library is not worked on
    assert said(quiz("export", f"x{suffix}", "--library", home, "--home", home)) == []
    (home / "config.toml").write_text(f"libraries = ['{extra}']\n")
    of_config = "With 1 deck of extra, which your config.toml names"
    both = f"{of_config}, and {own_ones[5:]}: name decks to leave them out."
    assert said(quiz(*call, "--tag", "t")) == [both]


OVERRIDES = """\
overrides:
- card: base/a/a
  accept:
  - B
- card: base/old/name
  explanation: Why.
- card: base/c/a
  note: Mine.
- card: base/d/a
"""


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_a_learner_laid_over_cards_is_announced(quiz, tmp_path, suffix):
    renamed = DECK.format("b") + "  was: [old/name]\n"
    base = own(tmp_path / "base", "base", "a", "c", "d", b=renamed)
    (tmp_path / "home").mkdir()
    call = ("export", f"x{suffix}", "--home", tmp_path / "home", "--library", base)
    assert said(quiz(*call)) == []
    (tmp_path / "home" / "overrides.yaml").write_text(OVERRIDES)
    count = 3 if suffix == ".apkg" else 2  # no other format holds notes
    tail = "whoever gets the file can read that."
    assert said(quiz(*call)) == [f"{count} cards as your overrides.yaml changes them: {tail}"]
    assert said(quiz(*call, "b")) == [f"1 card as your overrides.yaml changes it: {tail}"]
    assert said(quiz(*call, "d")) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_cards_left_out_for_problems_are_counted(quiz, tmp_path, suffix):
    faulty = DECK.format("b") + "- id: b\n  quest: B?\n- id: c\n  question: C: d\n"
    base = own(tmp_path / "base", "base", "a", b=faulty, c="[")
    call = ("export", f"x{suffix}", "--library", base)
    two = "2 cards with problems are left out: `quiz check base/decks/b.yaml` names them."
    assert said(quiz(*call)) == [
        two,
        "What cannot be read of decks is left out: `quiz check base/decks/c.yaml` says why.",
    ]
    assert said(quiz(*call, "b")) == [two]
    assert said(quiz(*call, "a")) == []


SEED = """\
source: s
title: S
document:
  name: s.txt
  sha256: {0}
assessment: A.
facts:
- id: 1a
  fact: F.
"""


@pytest.mark.parametrize("suffix", [".apkg", ".csv"])
def test_facts_that_are_not_there_are_told(quiz, tmp_path, suffix):
    cited = DECK + "  sources: [{1}]\n"
    retired = "- id: b\n  question: B?\n  answer: B\n  sources: [s:9a]\n  retired: true\n"
    two = cited.format("b", "s:2a") + "- id: c\n  question: C?\n  answer: C\n  about: [t:1a]\n"
    sound = cited.format("a", "s:1a") + retired
    base = own(tmp_path / "base", "base", a=sound, b=two, c=cited.format("c", "s:3a"))
    call = ("export", f"x{suffix}", "--dry-run", "--library", base)
    assert said(quiz(*call)) == []  # nothing is known of sources
    (base / "seeds").mkdir()
    (base / "seeds" / "s.yaml").write_text(SEED.format("0" * 64))
    all_cards = suffix == ".apkg"  # the retired too
    tail = "`quiz check base/decks/{}.yaml` says why."
    one = f"1 card cites a fact that no source has, and goes without it: {tail}"
    assert said(quiz(*call, "c")) == [one.format("c")]
    assert said(quiz(*call, "a")) == ([one.format("a")] if all_cards else [])
    some = f"2 cards cite facts that no source has, and go without them: {tail}"
    assert said(quiz(*call, "b")) == [some.format("b")]
    assert "there is no fact s:2a" in quiz("check", base / "decks" / "b.yaml").stdout
    (base / "seeds" / "t.yaml").write_text("[")
    both = "base/decks/b.yaml base/seeds/t.yaml"
    assert f": `quiz check {both}` says why." in said(quiz(*call, "b"))[0]


@pytest.mark.parametrize("suffix", [".apkg", ".csv"])
def test_a_pipe_is_not_replaced(quiz, tmp_path, suffix):
    os.mkfifo(tmp_path / f"x{suffix}")
    done = quiz("export", f"x{suffix}", "--library", EXAMPLE)
    assert done.returncode == 3
    assert done.stderr == f"quiz: x{suffix} cannot be written: it is there, and is no file\n"
    assert (tmp_path / f"x{suffix}").is_fifo()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_deck_of_several_libraries_is_asked_for_by_its_whole_name(quiz, tmp_path, suffix):
    one, two = own(tmp_path / "1", "one", "a", "b"), own(tmp_path / "2", "two", "a")
    call = ("export", f"x{suffix}", "--library", one, "--library", two)
    done = quiz(*call, "b", "a")
    assert done.returncode == 2
    assert done.stderr == "quiz: several libraries have a deck 'a': say one/a or two/a\n"
    assert quiz(*call, "two/a", "b").stdout.startswith(f"Wrote x{suffix}: 2 ")
    assert "did you mean 'b'?" in quiz(*call, "bb").stderr


def test_titles_do_not_act_on_the_terminal(quiz, tmp_path):
    (tmp_path / "lib" / "decks").mkdir(parents=True)
    (tmp_path / "lib" / "decks" / "library.yaml").write_text("library: own-x\ntitle: X\n")
    (tmp_path / "lib" / "decks" / "d.yaml").write_text(
        'deck: d\ntitle: "D \\e]0;owned\\a"\ncards:\n- id: a\n  question: Q?\n  answer: A\n'
    )
    done = quiz("export", "x.csv", "--library", tmp_path / "lib", "--dry-run")
    assert "\x1b" not in done.stdout + done.stderr


def test_progress_goes_up_to_the_number_of_cards(tmp_path):
    told = []
    for suffix in FORMATS:
        export([shipped()], tmp_path / f"x{suffix}", progress=lambda *at: told.append(at))
        total = len(list(shipped().cards()))
        assert told[-1] == (total, total)
        assert told == sorted(told)
        assert len(told) > 3
        told.clear()
