"""What was kept of libraries gives what reading them gives, or is left alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz import library
from quiz.library import Loaded, kept

EXAMPLE = Path(__file__).parent.parent / "example"
DECK = (EXAMPLE / "decks" / "harbour.yaml").read_text(encoding="utf-8")
BAD = "- id: bad\n"


@pytest.fixture(autouse=True)
def _settled(monkeypatch):
    monkeypatch.setattr(kept, "_SETTLED", -(10**12))


@pytest.fixture
def root(tmp_path):
    return Path(shutil.copytree(EXAMPLE, tmp_path / "lib"))


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def load(root: Path, home: Path) -> library.Loaded:
    return kept.load([root], home / "overrides.yaml", home / "libraries.json")


def reading(root: Path, home: Path) -> library.Loaded:
    loaded = library.load([root])
    overridden = library.with_overrides(loaded.libraries, home / "overrides.yaml")
    return library.Loaded(overridden.libraries, (*loaded.problems, *overridden.problems))


@pytest.fixture
def no_reading(monkeypatch):
    def refuse(*_):
        raise AssertionError("it was read")

    return lambda: monkeypatch.setattr(library, "load", refuse)


def test_what_was_kept_is_what_was_read(root, home, no_reading):
    first = load(root, home)
    assert first.problems == ()
    no_reading()
    again = load(root, home)
    assert again == first
    assert repr(again) == repr(first)  # with every place and the type of every value


def test_another_parser_may_read_otherwise(root, home, tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(library, "load", lambda folders: read.append(1) or library.Loaded((), ()))
    parser = tmp_path / "site" / "yaml"
    for change in (
        lambda: parser.mkdir(parents=True),
        lambda: (parser / "__init__.py").write_text(""),
        lambda: (parser / "_yaml.so").write_text(""),  # the C part
        (parser / "_yaml.so").unlink,
        lambda: (parser / "__init__.py").write_text("__version__ = '9'"),
    ):
        change()
        monkeypatch.syspath_prepend(parser.parent)  # where it is looked for, and not imported
        load(root, home)
        load(root, home)
    assert len(read) == 5


def test_decks_alone_are_read_where_nobody_asks_for_the_seeds(root, home, no_reading):
    whole = load(root, home)
    no_reading()
    found = kept.load([root], home / "overrides.yaml", home / "libraries.json", seeds=False)
    bare = {"sources": (), "conflicts": (), "names": ()}
    assert repr(found) == repr(Loaded(tuple(replace(lib, **bare) for lib in whole.libraries), ()))
    assert all(getattr(whole.libraries[0], name) for name in bare)


def test_the_shipped_library_is_kept_whole(home, no_reading):
    first = load(library.shipped(), home)
    assert not first.problems
    no_reading()
    assert repr(load(library.shipped(), home)) == repr(first)


@pytest.mark.parametrize(
    "change",
    [
        lambda root, _: (root / "decks/harbour.yaml").write_text(DECK.replace("1812", "1813")),
        lambda root, _: (root / "decks/two.yaml").write_text(DECK.replace("harbour", "two", 1)),
        lambda root, _: (root / "decks/harbour.yaml").unlink(),
        lambda root, _: (root / "seeds/names.yaml").unlink(),
        lambda root, _: (root / "decks/library.yaml").write_text("library: l\ntitle: L\n"),
        lambda root, _: (root / "decks/one.yml").write_text(DECK),
        lambda _, home: shutil.copy(EXAMPLE / "home" / "overrides.yaml", home),
    ],
)
def test_a_change_of_any_file_is_seen(root, home, change):
    before = load(root, home)
    change(root, home)
    after = load(root, home)
    assert repr(after) == repr(reading(root, home)) != repr(before)


def test_a_change_is_seen_although_size_and_date_are_the_same(root, home):
    load(root, home)
    file = root / "decks" / "harbour.yaml"
    was = file.stat()
    file.write_text(DECK.replace("answer: 4 March", "answer: 5 March"), encoding="utf-8")
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert load(root, home).libraries[0].decks[0].cards[0].answer == "5 March 1812"


def test_seeds_that_appear_are_seen_although_they_are_empty(tmp_path, home):
    root = tmp_path / "bare"
    (root / "decks").mkdir(parents=True)
    (root / "decks" / "library.yaml").write_text("library: bare\ntitle: Bare\n")
    assert not load(root, home).libraries[0].sourced
    (root / "seeds").mkdir()
    assert load(root, home).libraries[0].sourced


def test_a_file_that_has_just_changed_is_not_relied_on(root, home, monkeypatch):
    monkeypatch.setattr(kept, "_SETTLED", 2_000_000_000)
    load(root, home)
    assert not (home / "libraries.json").exists()


def test_a_library_with_problems_is_read_each_time(root, home):
    (root / "decks" / "harbour.yaml").write_text(DECK + BAD, encoding="utf-8")
    first = load(root, home)
    assert first.problems
    assert not (home / "libraries.json").exists()
    assert load(root, home) == first


def test_nothing_is_made_where_there_is_no_home(root, tmp_path):
    assert load(root, tmp_path / "nowhere").libraries
    assert not (tmp_path / "nowhere").exists()


def test_other_code_reads_anew(root, home, monkeypatch, tmp_path):
    load(root, home)
    before = (home / "libraries.json").read_bytes()
    (tmp_path / "new.py").write_text("")
    monkeypatch.setattr(kept, "_CODE", [*kept._CODE, tmp_path / "new.py"])
    load(root, home)
    assert (home / "libraries.json").read_bytes() != before


def damaged(data: bytes) -> list[bytes]:
    head, decks, seeds, _ = data.split(b"\n")
    body = decks.partition(b" ")[2]

    def summed(new: bytes) -> bytes:
        return b"%s\n%08x %s\n%s\n" % (head, kept.crc32(new), new, seeds)

    def seeded(new: bytes) -> bytes:
        return b"%s\n%s\n%08x %s\n" % (head, decks, kept.crc32(new), new)

    return [
        b"",
        data[:-2],
        data[: len(data) // 2],
        data.replace(b"1812", b"1813"),
        b"\xff" + data,
        head,
        head + b"\n" + decks + b"\n",
        b"\n\n\n",
        seeded(b""),
        seeded(b"7"),
        seeded(b"[]"),
        seeded(b"[7]"),
        seeded(b"[{},{}]"),
        seeded(b'[{"names":[{}]}]'),
        seeded(b'[{"root":[]}]'),
        summed(b""),
        summed(b"7"),
        summed(b"[7]"),
        summed(b"[{}]"),
        summed(b'{"a": 1}'),
        summed(b"[" * 100_000),
        summed(body.replace(b'"date"', b'"dat"').replace(b'"cloze"', b'"gap"')),
        summed(body.replace(b'"prompt"', b'"__class__"')),
        summed(body.replace(b'"place":[', b'"place":[1,2,3,4,')),
    ]


def test_a_damaged_file_costs_only_time(root, home):
    expected = repr(load(root, home))
    file = home / "libraries.json"
    for data in damaged(file.read_bytes()):
        file.write_bytes(data)
        assert repr(load(root, home)) == expected, data[:80]


def test_where_nothing_can_be_written_it_is_read(root, home):
    (home / "libraries.json").mkdir()
    assert repr(load(root, home)) == repr(load(root, home)) == repr(reading(root, home))


LINES = [*DECK.splitlines(), "- id: more", "  question: Q?", "  answer: '#1'", "  hint: |", ""]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(LINES), max_size=12), st.text(max_size=20))
def test_any_library_is_kept_as_it_is_read(tmp_path_factory, lines, text):
    folder = tmp_path_factory.mktemp("any")
    root = Path(shutil.copytree(EXAMPLE, folder / "lib"))
    deck = root / "decks" / "harbour.yaml"
    more = "\n".join([*lines, f"  explanation: {json.dumps(text)}"])
    deck.write_text(f"{DECK}\n- id: any\n  question: Q?\n  answer: A\n{more}\n", encoding="utf-8")
    expected = repr(reading(root, folder))
    assert repr(load(root, folder)) == repr(load(root, folder)) == expected


def test_a_second_start_reads_no_yaml(home, tmp_path):
    code = (
        "import sys; from quiz.library import kept; kept._SETTLED = -(10**12);"
        "from quiz.cli import run; run(['decks']); print('yaml' in sys.modules)"
    )
    environment = {**os.environ, "QUIZ_HOME": str(home)}

    def start() -> str:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                              check=True, env=environment)  # fmt: skip
        return done.stdout.split()[-1]

    assert [start(), start()] == ["True", "False"]
