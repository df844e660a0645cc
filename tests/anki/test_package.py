import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import genanki
import pytest
from anki_example import PIXEL, TIME, identity, library

from quiz.anki.lock import deck_name
from quiz.anki.package import export
from quiz.anki.rows import guid_for
from quiz.model import Card, CardType, Deck, Library, Unusable, UsageError


def with_cards(root: Path, *cards: Card, **changes) -> Library:
    (root / "decks").mkdir(parents=True, exist_ok=True)
    return Library("first-landing", "L", root, decks=(Deck("landing", "D", cards, **changes),))


def asked(name: str = "x", **changes) -> Card:
    return Card(**{"identity": identity(name), "prompt": "?", "answer": "!", **changes})


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    made = library(tmp_path)
    one, two = tmp_path / "one.apkg", tmp_path / "two.apkg"
    export(made, one, timestamp=TIME)
    export(made, two, timestamp=TIME)
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as package:
        assert package.namelist() == ["collection.anki2", "media", "0"]
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_DEFLATED}


def test_the_report_counts(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    report = export(
        library(tmp_path),
        tmp_path / "x.apkg",
        timestamp=TIME,
        progress=lambda done, total: steps.append((done, total)),
    )
    assert (len(report.decks), report.notes, report.cards, report.media) == (1, 12, 13, 1)
    assert steps == [(12, 12)]
    assert "cards.lock" in report.remarks[0]


def test_decks_and_tags_choose(tmp_path: Path) -> None:
    made = library(tmp_path)
    path = tmp_path / "x.apkg"
    assert export(made, path, tag="apollo").notes == 1
    assert export(made, path, decks=["landing"]).notes == 12
    assert export([made], path, decks=["first-landing/landing"]).notes == 12
    with pytest.raises(UsageError, match="there is no deck 'nope'"):
        export(made, path, decks=["nope"])
    with pytest.raises(UsageError, match="no card has the tag"):
        export(made, path, tag="nope")


def test_the_time_is_now_and_never_later(tmp_path: Path) -> None:
    before = int(time.time())
    report = export(library(tmp_path), tmp_path / "x.apkg")
    assert before <= report.timestamp <= time.time()
    for wrong in (0, -1, before + 10_000):
        with pytest.raises(UsageError, match="timestamp"):
            export(library(tmp_path), tmp_path / "x.apkg", timestamp=wrong)


def test_a_failure_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "x.apkg"
    target.write_bytes(b"old")
    broken = with_cards(tmp_path, asked("a"), asked("b", type=CardType.CLOZE, prompt="no gap"))
    with pytest.raises(Unusable, match=r"first-landing/landing/b: .*no gap"):
        export(broken, target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == ["x.apkg"]
    assert not list((tmp_path / "temporary").iterdir())


def test_a_medium_that_vanishes_while_zipping_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.apkg"
    target.write_bytes(b"old")
    made = library(tmp_path / "library")
    picture = made.root / "decks" / "map.png"
    with pytest.raises(Unusable, match=r"map\.png cannot be read"):
        export(made, target, progress=lambda *_: picture.unlink())
    assert target.read_bytes() == b"old"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("where", ["missing/x.apkg", "file/x.apkg", "folder"])
def test_a_target_that_cannot_be_written(where: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(Unusable, match=r"^[^\n]*cannot be written[^\n]*$"):
        export(with_cards(tmp_path, asked()), tmp_path / where)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["decks", "file", "folder"]


def test_a_link_to_a_package_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.apkg").symlink_to(tmp_path / "real.apkg")
    export(with_cards(tmp_path, asked()), tmp_path / "link.apkg")
    assert (tmp_path / "link.apkg").is_symlink()
    assert zipfile.is_zipfile(tmp_path / "real.apkg")


def test_the_package_has_the_users_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    export(with_cards(tmp_path, asked()), tmp_path / "x.apkg")
    assert (tmp_path / "x.apkg").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize(
    "image",
    [
        *("missing.png", "../out.png", "/etc/passwd", "link.png", "a/../../out.png", "..\\x.png"),
        *("circle.png", "nul\0.png", "."),
    ],
)
def test_pictures_lie_beside_the_deck(image: str, tmp_path: Path) -> None:
    made = with_cards(tmp_path, asked(image=image))
    (tmp_path / "out.png").write_bytes(PIXEL)
    (tmp_path / "decks" / "link.png").symlink_to(tmp_path / "out.png")
    (tmp_path / "decks" / "circle.png").symlink_to("circle.png")
    with pytest.raises(Unusable, match="landing/x: image"):
        export(made, tmp_path / "x.apkg")


def test_pictures_are_named_by_content(tmp_path: Path) -> None:
    made = with_cards(
        tmp_path,
        asked("a", image="a/map.PNG"),
        asked("b", image="b/map.png"),
        asked("c", image="same.png"),
        asked("d", image="strange.<b>"),
    )
    for name in ("a/map.PNG", "b/map.png", "same.png", "strange.<b>"):
        path = tmp_path / "decks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PIXEL + (b"b" if name.startswith("b") else b""))
    report = export(made, tmp_path / "x.apkg")
    assert report.media == 3  # two of one content and suffix, one without a suffix that can stay


def test_two_cards_of_one_first_identity_are_refused(tmp_path: Path) -> None:
    made = with_cards(tmp_path, asked("a"), asked("b", was=("landing/a",)))
    with pytest.raises(Unusable, match="landing/b and first-landing/landing/a"):
        export(made, tmp_path / "x.apkg")


def test_deck_names_have_two_levels_and_no_more(tmp_path: Path) -> None:
    deck = Deck("d", " A::B\n\u202e c ", ())
    assert deck_name(replace(library(tmp_path), title=":L:::: M:"), deck) == "L: M::A:B c"
    assert deck_name(library(tmp_path), replace(deck, title="::")) == "The First Landing::d"


def test_no_temporary_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    export(library(tmp_path / "library"), tmp_path / "x.apkg")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library", "temporary", "x.apkg"]
    assert not list((tmp_path / "temporary").iterdir())


def test_guids_are_those_of_genanki() -> None:
    for n in range(1000):
        key = f'["lib","deck","{n}"]'
        assert guid_for(key) == genanki.guid_for(key)


def test_the_collection_has_all_that_anki_looks_things_up_by(tmp_path: Path) -> None:
    export(with_cards(tmp_path, asked()), tmp_path / "a.apkg")
    with closing(sqlite3.connect(":memory:")) as plain, closing(collection(tmp_path)) as made:
        genanki.Package([]).write_to_db(plain.cursor(), 1.0, iter(range(9)))
        named = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
        assert made.execute(named).fetchall() == plain.execute(named).fetchall() != []
        assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_where_isal_is_missing_the_package_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = with_cards(tmp_path, asked())
    export(made, tmp_path / "fast.apkg", timestamp=1_700_000_000)
    monkeypatch.setitem(sys.modules, "isal", None)
    export(made, tmp_path / "slow.apkg", timestamp=1_700_000_000)
    with (
        zipfile.ZipFile(tmp_path / "fast.apkg") as fast,
        zipfile.ZipFile(tmp_path / "slow.apkg") as slow,
    ):
        assert fast.namelist() == slow.namelist()
        assert [fast.read(n) for n in fast.namelist()] == [slow.read(n) for n in slow.namelist()]
        sizes = [each.getinfo("collection.anki2").compress_size for each in (fast, slow)]
    assert sizes[0] != sizes[1]  # by one of them each


def collection(folder: Path) -> sqlite3.Connection:
    with zipfile.ZipFile(folder / "a.apkg") as package:
        package.extract("collection.anki2", folder)
    return sqlite3.connect(folder / "collection.anki2")


def test_importing_the_module_is_cheap() -> None:
    """genanki costs as much as the rest of a command: it is imported by an export alone."""
    code = "import sys, quiz.anki.package; sys.exit('genanki' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
