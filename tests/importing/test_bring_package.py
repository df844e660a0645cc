import io
import json
import os
import random
import sqlite3
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_make import (
    CLOZE,
    PIXEL,
    imported,
    note,
    reasons,
    taken_in,
    through_anki,
    whole_collection,
    zipped,
)
from test_bring_write import brought

from quiz import keys
from quiz.anki.package import export
from quiz.check import check
from quiz.cli import run
from quiz.importing import package as reader
from quiz.importing.package import AnkiDeck, Notetype, Template
from quiz.library import load_library, shipped
from quiz.markdown import plain, printable
from quiz.model import Card, Deck, Identity, Library, Severity, Unusable

GENERATIONS = ("genanki", "legacy", "today")
COLLECTIONS = ("whole legacy", "whole today")


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
        **{
            f"whole {name}": whole_collection(
                folder / f"whole {name}", legacy=legacy, fill=lambda there: taken_in(there, ours)
            )
            for name, legacy in (("legacy", True), ("today", False))
        },
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


@pytest.mark.parametrize("generation", [*GENERATIONS, *COLLECTIONS])
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


def collection(models: object, notes: str = "", cards: str = "", decks: object = None) -> bytes:
    """A collection of the oldest schema."""
    settings = [json.dumps(one or {}).replace("'", "''") for one in (models, decks)]
    head = f"INSERT INTO col VALUES ('{settings[0]}', '{settings[1]}');"
    return database(COL + NOTES + head + notes + cards)


def basic(**changed: object) -> dict[str, object]:
    template = {"name": "c", "qfmt": "{{Front}}", "afmt": "{{Back}}", "ord": 0}
    fields = [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}]
    return {"1": {"name": "Basic", "type": 0, "flds": fields, "tmpls": [template]} | changed}


def rows(number: int, table: str, values: str) -> str:
    return (
        f"INSERT INTO {table} WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        f" WHERE i < {number}) SELECT {values} FROM n;"
    )


def flagged(data: bytes, at: int, value: bytes) -> bytes:
    """A zip whose local and central headers have other bytes at a place."""
    wrong = bytearray(data)
    for sign, shift in ((b"PK\3\4", 0), (b"PK\1\2", 2)):
        start = wrong.find(sign) + at + shift
        wrong[start : start + len(value)] = value
    return bytes(wrong)


def hostile(small: bytes) -> dict[str, bytes | list[tuple[str, bytes]]]:
    real = members(small)
    old = collection({})
    bomb = zstandard.ZstdCompressor().compress(bytes(300 << 20))
    one = io.BytesIO()
    with ZipFile(one, "w") as archive:
        archive.writestr("collection.anki2", old)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_LZMA) as archive:
        archive.writestr("collection.anki2", old)
    wide = basic(flds=[{"name": f"f{n}"} for n in range(1001)])
    old_col = "CREATE TABLE col (models, decks); CREATE TABLE notes (id, guid, mid, tags, flds);"
    return {
        "empty": b"",
        "no zip": b"x" * 1000,
        "truncated": small[: len(small) // 2],
        "encrypted": flagged(one.getvalue(), 6, b"\1\0"),
        "lying size": flagged(one.getvalue(), 22, b"\x10\0\0\0"),
        "lying checksum": flagged(one.getvalue(), 14, b"abcd"),
        "unknown compression": flagged(one.getvalue(), 8, b"\x63\0"),
        "rare compression": packed.getvalue(),
        "no collection": [("media", b"{}")],
        "cut zstd": [("collection.anki21b", real["collection.anki21b"][:200])],
        "no zstd": [("collection.anki21b", b"nothing")],
        "bomb": [("collection.anki21b", bomb)],
        "no sqlite": [("collection.anki2", b"SQLite format 3\0" + b"x" * 5000)],
        "no database": [("collection.anki2", b"")],
        "cut database": [("collection.anki2", old[:5000])],
        "no tables": [("collection.anki2", database("CREATE TABLE x (y)"))],
        "no cards": [("collection.anki2", database(old_col))],
        "views": [("collection.anki2", database(f"{COL} CREATE VIEW notes AS {LOOP}"))],
        "other columns": [("collection.anki2", database(f"{COL} CREATE TABLE notes (x)"))],
        "no row": [("collection.anki2", database(COL + NOTES))],
        "utf-16": [("collection.anki2", database(f"PRAGMA encoding = 'UTF-16le'; {COL + NOTES}"))],
        "bad json": [("collection.anki2", database(f"{COL}{NOTES}INSERT INTO col VALUES('{{',1)"))],
        "deep json": [
            ("collection.anki2", database(f"{COL}{NOTES}INSERT INTO col VALUES('{'[' * 99999}',1)"))
        ],
        "odd models": [("collection.anki2", collection([1]))],
        "odd fields": [("collection.anki2", collection(basic(flds={"a": 1})))],
        "wide notetype": [("collection.anki2", collection(wide))],
        "no notetype": [
            ("collection.anki2", collection({}, "INSERT INTO notes VALUES (1, 'g', 7, '', 'a');"))
        ],
        "a million notes": [
            ("collection.anki2", collection(basic(), rows(1_000_000, "notes", "i,i,1,'',i")))
        ],
        "a million cards": [
            ("collection.anki2", collection(basic(), rows(1_000_001, "cards", "1,0,1,0")))
        ],
        "much text": [
            ("collection.anki2",
             collection(basic(), rows(30, "notes", "i,i,1,'',hex(zeroblob(50000))"))),
        ],
        "deep media": [("collection.anki2", old), ("media", b"[" * 100_000)],
        "odd media": [("collection.anki2", old), ("media", b"[1]")],
        "bad media": [("collection.anki21b", real["collection.anki21b"]), ("media", b"{}")],
    }  # fmt: skip


@pytest.fixture(scope="session")
def hostiles(small, tmp_path_factory) -> list[Path]:
    """Each of them, as a file."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = []
    for name, content in hostile(small).items():
        paths.append(folder / f"{name}.apkg")
        if isinstance(content, bytes):
            paths[-1].write_bytes(content)
        else:
            zipped(paths[-1], content)
    return paths


def test_each_hostile_package_is_tried(hostiles):
    assert len(hostiles) == HOSTILE


HOSTILE = 33


@pytest.mark.parametrize("kind", range(HOSTILE))
def test_a_hostile_package_is_refused_in_one_line(kind, hostiles, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(reader, "MOST_TEXT", 1 << 20)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    path = hostiles[kind]
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


NAMES = (
    "../../out.png",
    "/etc/out.png",
    "C:\\\\out.png",
    "a/../../out.png",
    "\x1b[31m.png",
    "x" * 300,
)


def test_names_and_links_lead_nowhere(tmp_path):
    media = {str(n): name for n, name in enumerate(NAMES)}
    listed = "".join(
        f"INSERT INTO notes VALUES ({n}, 'g{n}', 1, '', 'Where {n}? <img src=\"{name}\">\x1fx');"
        f"INSERT INTO cards VALUES ({n}, 0, 1, 0);"
        for n, name in enumerate(NAMES)
    )
    link = ZipInfo("0")
    link.external_attr = 0o120777 << 16
    decks = {"1": {"name": "../..::/etc::\x1b]0;x\x07\u202e<script>", "desc": "<b onclick=x>y"}}
    with ZipFile(tmp_path / "x.apkg", "w") as archive:
        archive.writestr("collection.anki2", collection(basic(), listed, decks=decks))
        archive.writestr("media", json.dumps(media))
        archive.writestr("../outside", b"x")
        archive.writestr("/absolute", b"x")
        archive.writestr(link, b"/etc/passwd")
        for n in range(1, len(NAMES)):
            archive.writestr(str(n), PIXEL)
    report = imported(tmp_path / "x.apkg", tmp_path / "deep" / "lib")
    assert len(report.new) == len(NAMES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep", "x.apkg"]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["lib"]
    files = [path for path in (tmp_path / "deep").rglob("*") if not path.is_dir()]
    assert not any(path.is_symlink() for path in files)
    assert {path.suffix for path in files} == {".yaml", ".png", ".json"}
    library, problems = load_library(tmp_path / "deep" / "lib")
    assert not problems
    (deck,) = library.decks
    assert (deck.title, deck.description) == ("../..: /etc: ]0;x<script>", "**y**")


ODD = (
    "\x00", "a\x00b", "\x1b[31m", "\u202eabc", "\ufffe", "\uffff", "\ud800", "\u2028", "{{c1::",
    "<script>alert(1)</script>", "<img src=x onerror=y>", "[link](javascript:x)", "- id: x", "!!x",
    "&#0;&#x202e;", "[b]x[/b]", "~", "<" * 500, "'", '"', "#", "%", "@x", "\\",
)  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_text_anywhere_is_imported_and_read(text, tmp_path):
    made = Notetype(
        text,
        False,
        (text, "Back", "b"),
        (Template(text, f"{{{{{text}}}}}{text}?", f"{{{{Back}}}}{text}{{{{b}}}}"),),
    )
    notes = [
        note(text, text, text, notetype=made, deck=AnkiDeck((text, text), text), tags=(text,)),
        note(f"What {text}?", text, deck=AnkiDeck((text,)), guid=text),
        note(f"{{{{c1::{text}}}}} and {{{{c2::b::{text}}}}}", text, notetype=CLOZE, guid="c"),
    ]
    brought(tmp_path, *notes)
    assert brought(tmp_path, *notes).new == []
    library, problems = load_library(tmp_path)
    assert not problems
    for card in library.cards():
        shown = plain(card.prompt) + plain(card.answer)
        assert printable(shown) == shown
        assert "<script" not in shown


def test_numbers_of_cards_that_no_template_has(tmp_path):
    assert reasons("a", "b", ords=(-1,)) == ["its note type has no such card"]
    assert reasons("a", "b", ords=(-7,)) == reasons("a", "b", ords=(1 << 60,))
    bare = Notetype("None", True, ("Text",), ())
    assert reasons("{{c1::a}}", notetype=bare, ords=(0,)) == ["its note type has no such card"]
    empty = Notetype("None", True, (), ())
    assert reasons(notetype=empty, ords=(0,)) == ["it is empty"]


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
    assert "is missing or damaged" in report.simplified[0].reason


def computed(columns: str) -> bytes:
    """A collection whose notes are computed as they are read."""
    row = "INSERT INTO notes (id) VALUES (1);"
    return database(f"{COL} CREATE TABLE notes ({columns}); {row}"
                    "INSERT INTO col VALUES ('{}', '{}');")  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        computed("id, guid, mid, tags, flds GENERATED ALWAYS AS (hex(zeroblob(20000000 + id)))"),
        database(f"{COL} CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, tags, flds)"),
    ],
)
def test_a_table_that_is_computed_is_refused(content, tmp_path):
    package = zipped(tmp_path / "x.apkg", [("collection.anki2", content)])
    with pytest.raises(Unusable, match="lacks the tables"):
        imported(package, tmp_path / "lib")


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ("MOST_SHOWN", "show too much"),
        ("MOST_PLACES", "show too much"),
        ("MOST_DECKS", "over 1 decks"),
        ("_MOST_TAGS", "bytes of tags"),
        ("_LARGEST_JSON", "are over 0 MiB"),
    ],
)
def test_what_would_swell_is_refused(limit, reason, tmp_path, monkeypatch):
    notes = "INSERT INTO notes VALUES (1, 'g', 1, 'a b', 'x\x1fy');"
    cards = "INSERT INTO cards VALUES (1, 0, 1, 0); INSERT INTO cards VALUES (1, 1, 1, 0);"
    decks = {"1": {"name": "A"}, "2": {"name": "B"}}
    content = collection(basic(), notes, cards, decks)
    package = zipped(tmp_path / "x.apkg", [("collection.anki2", content)])
    assert imported(package, tmp_path / "one").new
    monkeypatch.setattr(reader, limit, 1)
    with pytest.raises(Unusable, match=reason):
        imported(package, tmp_path / "lib")
    assert not (tmp_path / "lib").exists()


def test_where_memory_ends_it_is_said(small, tmp_path, monkeypatch, capsys):
    def full(*_, **__):
        raise MemoryError

    monkeypatch.setattr("quiz.importing.write.bring", full)
    (tmp_path / "x.apkg").write_bytes(small)
    assert run(["import", str(tmp_path / "x.apkg"), "--into", str(tmp_path / "lib")]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "more memory than there is" in said


@pytest.mark.parametrize("written", ["a%20b%2B.png", "a b+.png"])
def test_a_picture_is_found_by_its_address(written, tmp_path):
    notes = f"INSERT INTO notes VALUES (1, 'g', 1, '', 'Where? <img src=\"{written}\">\x1fx');"
    content = collection(basic(), f"{notes}INSERT INTO cards VALUES (1, 0, 1, 0);")
    listed = json.dumps({"0": "a b+.png"}).encode()
    members = [("collection.anki2", content), ("media", listed), ("0", PIXEL)]
    report = imported(zipped(tmp_path / "x.apkg", members), tmp_path / "lib")
    assert (report.pictures, report.simplified) == (1, [])


def test_a_picture_that_is_asked_for_twice_counts_once(small, tmp_path, monkeypatch):
    (tmp_path / "x.apkg").write_bytes(small)
    monkeypatch.setattr(reader, "LARGEST_MEDIA", len(PIXEL))
    assert imported(tmp_path / "x.apkg", tmp_path / "lib").pictures == 1
    monkeypatch.setattr(reader, "LARGEST_MEDIA", len(PIXEL) - 1)
    with pytest.raises(Unusable, match="media are over"):
        imported(tmp_path / "x.apkg", tmp_path / "other")


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
    assert "1 note with 1 card; 1 card of" in capsys.readouterr().out
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


def test_the_report_as_json_names_all(tmp_path, capsys):
    listed = rows(40, "notes", "i,i,1,'','What is ' || i || '?'||char(31)||'It is so. ' || i || "
                  "' is what it is. And no more of it can be said here.'")  # fmt: skip
    content = collection(basic(), listed, rows(40, "cards", "i,0,1,0"))
    path = zipped(tmp_path / "x.apkg", [("collection.anki2", content)])
    assert run(["import", str(path), "--into", str(tmp_path / "lib"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["notes"], said["cards_in_anki"], said["decks"]) == (40, 40, ["default"])
    assert len(said["new"]) == len(said["simplified"]) == 40
    assert said["simplified"][0]["name"] == "What is 1?"
    assert (said["updated"], said["unchanged"], said["edited"], said["left_out"]) == ([], 0, [], [])
    assert run(["import", str(path), "--into", str(tmp_path / "two")]) == 0
    told = capsys.readouterr().out
    assert "and 30 more" in told
    assert "What is 30?" not in told


def test_a_bar_moves_while_notes_are_read(tmp_path, monkeypatch):
    told = []

    @contextmanager
    def bar(label):
        yield lambda done, of: told.append((label, done, of))

    monkeypatch.setattr("quiz.cli.bring.bar", bar)
    listed = rows(250, "notes", "i,i,1,'',i || char(31) || 'x'")
    content = collection(basic(), listed, rows(250, "cards", "i,0,1,0"))
    path = zipped(tmp_path / "x.apkg", [("collection.anki2", content)])
    assert run(["import", str(path), "--into", str(tmp_path / "lib")]) == 0
    assert told == [("Reading", 0, 250), ("Reading", 100, 250), ("Reading", 200, 250)]
