"""Builds the package for Anki that is handed out: checks, says what it changes, writes, reads back.

    python tools/release.py [LAST.apkg] [--library DIR] [--into DIR]

Exit codes are those of `quiz`: 0 done, 1 not ready for a release, 2 usage, 3 unusable file.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from quiz.anki import notetypes, versions
from quiz.anki.package import Report, export
from quiz.cli import run
from quiz.cli.bring import open_database
from quiz.counted import counted
from quiz.diff import diff
from quiz.importing.package import opened
from quiz.library import load
from quiz.markdown import printable
from quiz.model import Library, QuizError, Unusable

ROOT = Path(__file__).parent.parent

Rows = dict[str, tuple[int, str, tuple[str, str]]]
"""Time, identity, and fields with tags of each note, by GUID, by which Anki finds it."""
_IDENTITY = {
    kind.id: kind.fields.index("Identity") for kind in (notetypes.quiz(), notetypes.quiz_cloze())
}


def main() -> int:
    """Release; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("last", nargs="?", type=Path, help="the package handed out before, if any")
    parser.add_argument("--library", type=Path, default=ROOT, help="else that of the repository")
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="else dist/")
    args = parser.parse_args()
    try:
        return release(args.library, args.last, args.into)
    except QuizError as error:
        print(f"release: {printable(str(error))}", file=sys.stderr)
        return error.exit_code


def release(folder: Path, last: Path | None, into: Path) -> int:
    """Write the package of a library; nothing is written unless it is ready."""
    if code := run(["check", "--release", str(folder)]):
        return code
    (library,) = load([folder]).libraries
    before = rows(last) if last else {}
    into.mkdir(parents=True, exist_ok=True)
    target = into / f"{library.slug}.apkg"
    with TemporaryDirectory(dir=into) as beside:
        made = Path(beside, target.name)
        report = export(library, made)
        if report.unlocked:
            raise QuizError(
                "notes are not locked yet: run `quiz lock`, and commit decks/cards.lock"
            )
        read_back(made, library, report)
        compare(before, rows(made))
        if last:
            print(f"Against {last}:")
            run(["diff", str(last), str(made)])
        made.replace(target)
    say(target, library, report)
    return 0


def read_back(made: Path, library: Library, report: Report) -> None:
    """Whether the package holds what was exported. Raises QuizError where it does not."""
    with opened(made, open_database) as package:
        found = (
            len(package.notes),
            sum(len(note.ords) for note in package.notes),
            {"::".join(note.deck.path) for note in package.notes},
        )
        differing = diff(versions.of_libraries([library]), versions.of_notes(package.notes))
    if found != (report.notes, report.cards, set(report.decks)) or differing:
        raise QuizError(f"{made.name} does not hold what was exported: {found}, {differing.data()}")


def rows(package: Path) -> Rows:
    """The notes of a package that quiz wrote. Raises Unusable for any other."""
    try:
        with TemporaryDirectory() as folder, ZipFile(package) as archive:
            database = archive.extract("collection.anki2", folder)
            with closing(sqlite3.connect(database)) as connection:
                found = connection.execute("SELECT guid, mod, mid, flds, tags FROM notes")
                return {
                    guid: (time, fields.split("\x1f")[_IDENTITY[kind]], (fields, tags))
                    for guid, time, kind, fields, tags in found
                }
    except (OSError, LookupError, ValueError, BadZipFile, sqlite3.Error) as error:
        raise Unusable(f"{package} is no package that quiz wrote: {error}") from error


def compare(before: Rows, now: Rows) -> None:
    """Whether Anki will update exactly what changed. Raises QuizError where it would not."""
    for guid, (time, name, content) in now.items():
        earlier, _, former = before.get(guid, (time, name, content))
        if content != former and time <= earlier:
            raise QuizError(
                f"{name} changed, but is no newer than in the last package: decks/cards.lock does"
                " not continue that of the last release"
            )
        if content == former and time > earlier:
            raise QuizError(
                f"{name} did not change, but is newer than in the last package: where it was"
                f" changed and changed back, end its line in decks/cards.lock with {earlier};"
                " otherwise the lock does not continue that of the last release"
            )


def say(target: Path, library: Library, report: Report) -> None:
    """What to hand out, and with which words."""
    content = target.read_bytes()
    counts = {
        "deck": len(report.decks),
        "note": report.notes,
        "card": report.cards,
        "picture": report.media,
    }
    holds = ", ".join(counted(number, noun) for noun, number in counts.items())
    print(f"\nHand out {target}: {library.title}, {holds}; {len(content) / 1e6:.1f} MB.")
    print(f"SHA-256: {sha256(content).hexdigest()}")
    print("Tell those who import it:", *report.remarks)
    print("Keep this file: the next release is compared with it.")


if __name__ == "__main__":
    sys.exit(main())
