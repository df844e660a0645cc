"""`tools/release.py` as a real process: the package that is handed out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from anki.collection import Collection
from anki_real import counts, take_in

ROOT = Path(__file__).parent.parent.parent
Edit = Callable[[str, str], None]


def call(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, command)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )


def lock(moon: Path) -> None:
    assert call("-m", "quiz", "lock", cwd=moon).returncode == 0


def release(moon: Path, *more: object) -> subprocess.CompletedProcess[str]:
    script = ROOT / "tools" / "release.py"
    return call(script, *more, "--library", moon, "--into", moon / "dist", cwd=moon)


def test_a_release_and_the_next_one(
    moon: Path, edit: Edit, tmp_path: Path, collection: Collection
) -> None:
    lock(moon)
    done = release(moon)
    assert (done.returncode, done.stderr) == (0, "")
    package = moon / "dist" / "test.apkg"
    assert f"Hand out {package}: Test, 1 deck, 2 notes, 2 cards, 0 pictures; " in done.stdout
    assert sha256(package.read_bytes()).hexdigest() in done.stdout
    assert "does not remove cards that are gone" in done.stdout
    assert [file.name for file in package.parent.iterdir()] == ["test.apkg"]
    assert counts(take_in(collection, package)) == {"new": 2}

    last = package.rename(tmp_path / "last.apkg")
    edit("Buzz Aldrin", "Edwin Aldrin")
    lock(moon)
    done = release(moon, last)
    assert done.returncode == 0, done.stderr
    assert f"Against {last}:\nchanged: test/moon/second\n" in done.stdout
    assert counts(take_in(collection, package)) == {"updated": 1, "duplicate": 1}


def test_what_is_not_ready_is_not_written(moon: Path, edit: Edit) -> None:
    done = release(moon)
    assert done.returncode == 1
    assert done.stderr == (
        "release: notes are not locked yet: run `quiz lock`, and commit decks/cards.lock\n"
    )
    lock(moon)
    edit("Buzz Aldrin", "Edwin Aldrin")
    done = release(moon)
    assert done.returncode == 1
    assert "stale-lock" in done.stdout
    assert not list(moon.rglob("*.apkg"))


def released(library: Path, folder: Path) -> Path:
    """The package of a release, whose lock is made to be of long ago."""
    file = library / "decks" / "cards.lock"
    lock(library)
    file.write_text(re.sub(r"\d{10}\n", "1700000000\n", file.read_text()))
    assert release(library).returncode == 0
    return (library / "dist" / "test.apkg").rename(folder / "last.apkg")


def test_a_lock_that_was_lost_is_noticed_against_the_last_release(
    moon: Path, edit: Edit, tmp_path: Path
) -> None:
    file, last = moon / "decks" / "cards.lock", released(moon, tmp_path)
    edit("Buzz Aldrin", "Edwin Aldrin")
    lock(moon)
    file.write_text(re.sub(r"\d{10}\n", "1700000000\n", file.read_text()))
    done = release(moon, last)
    assert done.returncode == 1
    assert done.stderr.startswith("release: test/moon/second changed, but is no newer than")
    edit("Edwin Aldrin", "Buzz Aldrin")
    file.unlink()
    lock(moon)
    assert "did not change, but is newer than" in release(moon, last).stderr
    assert not list(moon.rglob("*.apkg"))


def test_a_card_that_was_changed_and_changed_back_says_how_to_release_it(
    moon: Path, edit: Edit, tmp_path: Path, collection: Collection
) -> None:
    file, last = moon / "decks" / "cards.lock", released(moon, tmp_path)
    for old, new in (("Buzz Aldrin", "Edwin Aldrin"), ("Edwin Aldrin", "Buzz Aldrin")):
        edit(old, new)
        lock(moon)
    done = release(moon, last)
    assert done.returncode == 1
    assert "release: test/moon/second did not change, but is newer than in" in done.stderr
    (time,) = re.findall(r"end its line in decks/cards\.lock with (\d+);", done.stderr)
    file.write_text(re.sub(r"(\tmoon/second\t.*\t)\d+\n", rf"\g<1>{time}\n", file.read_text()))
    assert release(moon, last).returncode == 0
    take_in(collection, last)
    again = take_in(collection, moon / "dist" / "test.apkg")
    assert counts(again) == {"duplicate": 2}


def test_a_last_package_that_is_none(moon: Path, tmp_path: Path) -> None:
    lock(moon)
    (tmp_path / "x.apkg").write_bytes(b"no zip")
    for last in (tmp_path / "x.apkg", tmp_path / "missing.apkg"):
        done = release(moon, last)
        assert done.returncode == 3
        assert "is no package that quiz wrote" in done.stderr
        assert done.stderr.count("\n") == 1
    assert release(moon, "--nope").returncode == 2
