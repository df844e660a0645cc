import io
import json
import os
import random
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_make import PIXEL, imported, through_anki, zipped

from quiz import keys
from quiz.anki.package import export
from quiz.check import check
from quiz.cli import run
from quiz.importing import package as reader
from quiz.library import load_library, shipped
from quiz.model import Card, Deck, Identity, Library, Severity, Unusable

GENERATIONS = ("genanki", "legacy", "today")


@pytest.fixture(scope="session")
def packages(tmp_path_factory) -> dict[str, Path]:
    """The shipped library as a package of each generation."""
    folder = tmp_path_factory.mktemp("packages")
    library, _ = load_library(shipped())
    ours = folder / "ours.apkg"
    export(library, ours)
    return {
        "genanki": ours,
        "legacy": through_anki(ours, folder / "legacy", legacy=True),
        "today": through_anki(ours, folder / "today", legacy=False),
    }


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> bytes:
    """A package of today with one note and a picture."""
    folder = tmp_path_factory.mktemp("small")

    def fill(collection):
        (folder / "a.png").write_bytes(PIXEL)
        name = collection.media.add_file(str(folder / "a.png"))
        note = collection.new_note(collection.models.by_name("Basic"))
        note["Front"], note["Back"] = f'Who? <img src="{name}" alt="A man">', "Mao"
        note.tags = ["x"]
        collection.add_note(note, collection.decks.id("History::Wars"))

    return through_anki(None, folder / "anki", legacy=False, fill=fill).read_bytes()


@pytest.mark.parametrize("generation", GENERATIONS)
def test_shipped_cards_come_back_as_they_were(generation, packages, tmp_path):
    before, _ = load_library(shipped())
    report = imported(packages[generation], tmp_path)
    after, problems = load_library(tmp_path)
    assert not problems
    assert (report.left_out, report.simplified) == ([], [])
    decks = {deck.slug: deck for deck in after.decks}
    for deck in before.decks:
        back = decks[deck.slug]
        assert (back.title, back.description) == (deck.title, deck.description)
        assert [keys.of_card(c) for c in back.cards] == [keys.of_card(c) for c in deck.cards]
    assert imported(packages[generation], tmp_path).unchanged == report.notes


def test_pictures_of_ours_come_back(tmp_path):
    (tmp_path / "one" / "decks" / "maps").mkdir(parents=True)
    (tmp_path / "one" / "decks" / "maps" / "k.png").write_bytes(PIXEL)
    card = Card(identity=Identity("l", "d", "c"), prompt="?a", answer="b", image="maps/k.png",
                alt="A map")  # fmt: skip
    library = Library("l", "L", tmp_path / "one", decks=(Deck("d", "D", (card,)),))
    export(library, tmp_path / "x.apkg")
    imported(tmp_path / "x.apkg", tmp_path / "two")
    assert (tmp_path / "two" / "decks" / "maps" / "k.png").read_bytes() == PIXEL
    ((deck,), _) = load_library(tmp_path / "two")[0].decks, 0
    assert keys.of_card(deck.cards[0]) == keys.of_card(card)


def test_a_package_of_today(small, tmp_path):
    (tmp_path / "x.apkg").write_bytes(small)
    imported(tmp_path / "x.apkg", tmp_path / "lib")
    library, problems = load_library(tmp_path / "lib")
    assert not problems
    (deck,) = library.decks
    assert (deck.slug, deck.title) == ("history-wars", "History: Wars")
    (card,) = deck.cards
    assert (card.prompt, card.answer, card.alt, card.tags) == ("Who?", "Mao", "A man", ("x",))
    assert (tmp_path / "lib" / "decks" / card.image).read_bytes() == PIXEL


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def database(script: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder, "c"))
        connection.executescript(script)
        connection.close()
        return Path(folder, "c").read_bytes()


COL = "CREATE TABLE col (models, decks); CREATE TABLE cards (nid, ord, did, odid);"
NOTES = "CREATE TABLE notes (id, guid, mid, tags, flds);"
LOOP = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i, i, i, i, i FROM n"


def hostile(small: bytes) -> dict[str, bytes | list[tuple[str, bytes]]]:
    real = members(small)
    old = database(COL + NOTES + "INSERT INTO col VALUES ('{}', '{}')")
    bomb = zstandard.ZstdCompressor().compress(bytes(300 << 20))
    return {
        "empty": b"",
        "no zip": b"x" * 1000,
        "truncated": small[: len(small) // 2],
        "no collection": [("media", b"{}")],
        "cut zstd": [("collection.anki21b", real["collection.anki21b"][:200])],
        "no zstd": [("collection.anki21b", b"nothing")],
        "bomb": [("collection.anki21b", bomb)],
        "no sqlite": [("collection.anki2", b"SQLite format 3\0" + b"x" * 5000)],
        "no database": [("collection.anki2", b"")],
        "no tables": [("collection.anki2", database("CREATE TABLE x (y)"))],
        "views": [("collection.anki2", database(f"{COL} CREATE VIEW notes AS {LOOP}"))],
        "bad json": [("collection.anki2", database(f"{COL}{NOTES}INSERT INTO col VALUES('{{',1)"))],
        "no notetype": [
            ("collection.anki2", database(f"{COL}{NOTES}INSERT INTO col VALUES('{{}}', '{{}}');"
                                          "INSERT INTO notes VALUES (1, 'g', 7, '', 'a')")),
        ],
        "deep media": [("collection.anki2", old), ("media", b"[" * 100_000)],
        "odd media": [("collection.anki2", old), ("media", b"[1]")],
        "bad media": [("collection.anki21b", real["collection.anki21b"]), ("media", b"{}")],
    }  # fmt: skip


@pytest.mark.parametrize("kind", range(16))
def test_hostile_packages_are_refused_in_one_line(kind, small, tmp_path, monkeypatch, capsys):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    content = list(hostile(small).values())[kind]
    path = tmp_path / "x.apkg"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        zipped(path, content)
    assert run(["import", str(path), "--into", str(tmp_path / "lib")]) == 3
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.err.startswith("quiz: ")
    assert not (tmp_path / "lib").exists()
    assert not list((tmp_path / "tmp").iterdir())


def test_a_zip_that_swells_is_refused(tmp_path):
    with ZipFile(tmp_path / "x.apkg", "w", ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", bytes(200 << 20))
    with pytest.raises(Unusable, match="unpacks to far more"):
        imported(tmp_path / "x.apkg", tmp_path / "lib")


@pytest.mark.parametrize("kind", ["folder", "pipe", "missing"])
def test_what_is_no_file_is_refused(kind, tmp_path):
    path = tmp_path / "x.apkg"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(Unusable, match="cannot be imported"):
        imported(path, tmp_path / "lib")


def test_a_picture_that_cannot_be_unpacked_is_named(small, tmp_path):
    broken = members(small) | {"0": b"no zstd"}
    report = imported(zipped(tmp_path / "x.apkg", broken.items()), tmp_path / "lib")
    assert len(report.new) == 1
    assert "cannot be unpacked" in report.simplified[0].reason


def test_too_many_notes_are_refused(small, tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MOST_NOTES", 0)
    (tmp_path / "x.apkg").write_bytes(small)
    with pytest.raises(Unusable, match="over 0 notes"):
        imported(tmp_path / "x.apkg", tmp_path / "lib")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 1 << 30), inside=st.booleans())
def test_damaged_packages_are_imported_or_refused(seed, inside, small, tmp_path):
    chance = random.Random(seed)

    def damaged(data: bytes) -> bytes:
        wrong = bytearray(data)
        for _ in range(chance.randint(1, 20)):
            wrong[chance.randrange(len(wrong))] = chance.randrange(256)
        return bytes(wrong)

    path = tmp_path / "x.apkg"
    if inside:
        parts = members(small)
        raw = zstandard.ZstdDecompressor().stream_reader(parts["collection.anki21b"]).read()
        parts["collection.anki21b"] = zstandard.ZstdCompressor().compress(damaged(raw))
        zipped(path, parts.items())
    else:
        path.write_bytes(damaged(small))
    with suppress(Unusable):
        imported(path, tmp_path / "lib", dry_run=True)
    assert not (tmp_path / "lib").exists()


def test_the_command_reports(small, tmp_path, capsys):
    (tmp_path / "x.apkg").write_bytes(small)
    assert run(["import", str(tmp_path / "x.apkg"), "--dry-run"]) == 0
    assert "1 notes with 1 cards" in capsys.readouterr().out
    assert run(["import", str(tmp_path / "x.apkg")]) == 0
    assert run(["check", os.environ["QUIZ_HOME"]]) == 0
    assert run(["import", str(tmp_path / "x.doc")]) == 2


@pytest.mark.skipif("QUIZ_TEST_PACKAGES" not in os.environ, reason="QUIZ_TEST_PACKAGES not set")
def test_packages_of_others_are_accounted_for(tmp_path):
    found = sorted(Path(os.environ["QUIZ_TEST_PACKAGES"]).glob("*.apkg"))
    assert found
    for package in found:
        for generation in GENERATIONS:
            folder = tmp_path / package.stem / generation
            folder.mkdir(parents=True)
            if generation != "genanki":
                path = through_anki(package, folder / "a", legacy=generation == "legacy")
            else:
                path = package
            report = imported(path, folder / "lib")
            assert len(report.new) + len(report.left_out) >= report.notes
            library, problems = load_library(folder / "lib")
            problems += check(library)
            assert not [p for p in problems if p.severity is Severity.ERROR and report.new]
            record = folder / "lib" / "decks" / ".imported.json"
            cards = json.loads(record.read_text())["cards"] if record.exists() else {}
            assert len(cards) == len(report.new)
            assert "&nbsp;" not in "".join(c.prompt + c.answer for c in library.cards())
