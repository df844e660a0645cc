"""The command `import`: decks of others become YAML decks."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.cli import compose, out
from quiz.cli.bar import bar
from quiz.collector import collector_off
from quiz.counted import counted
from quiz.model import Unusable, UsageError

if TYPE_CHECKING:
    from quiz.importing.draft import Draft, LeftOut
    from quiz.importing.package import Query
    from quiz.importing.write import Report

_PACKAGES = (".apkg", ".colpkg")
_TABLES = (".csv", ".tsv", ".txt")
_TOLD = 100
"""Notes after which the bar may move."""
_NAMED = 10
"""Names that are said of a group, and"""
_REASONS = 20
"""groups; `--json` gives them all."""
_AT_ONCE = 100
_LONGEST_VALUE = 64 << 20
_STEPS = 1_000_000
_MOST_STEPS = 3_000
"""Millions of steps of SQLite's machine after which a query is given up."""


def import_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `import`."""
    parser.add_argument("file", metavar="FILE", help="an .apkg, .colpkg, .csv, .tsv or .txt")
    parser.add_argument("--into", metavar="DIR", help="the library (else your own)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be")
    out.json_flag(parser)


def import_(args: argparse.Namespace) -> int:
    """Import a file."""
    file = Path(args.file)
    root = Path(args.into) if args.into else compose.home_of(args)
    suffix = file.suffix.lower()
    if suffix not in (*_PACKAGES, *_TABLES):
        known = ", ".join((*_PACKAGES, *_TABLES))
        raise UsageError(f"{file}: the suffix says what to read: {known}")
    read = _table if suffix in _TABLES else _package
    try:
        with collector_off():
            report = read(file, root, args.dry_run)
    except MemoryError as error:
        reason = "it takes more memory than there is: export fewer decks at a time"
        raise Unusable(f"{file} cannot be imported: {reason}") from error
    if args.json:
        return out.say_json(_as_json(report))
    _say(report, file, args.dry_run)
    return 0


def _table(file: Path, root: Path, dry_run: bool) -> Report:
    from quiz.importing.csvfile import rows_of
    from quiz.importing.draft import bounded
    from quiz.importing.write import bring

    rows = list(bounded(rows_of(file), file))
    report = bring(rows, lambda _: None, root, dry_run=dry_run)
    report.notes = report.cards_in_anki = len(rows)
    return report


def _package(file: Path, root: Path, dry_run: bool) -> Report:
    from quiz.importing.cards import drafts
    from quiz.importing.draft import bounded
    from quiz.importing.package import opened
    from quiz.importing.write import bring

    with opened(file, open_database) as package, bar("Reading") as advance:
        notes = cards = 0

        def found() -> Iterator[Draft | LeftOut]:
            nonlocal notes, cards
            for note in package.notes:
                if notes % _TOLD == 0:
                    advance(notes, len(package.notes))
                notes += 1
                cards += len(note.ords)
                yield from drafts(note)

        report = bring(bounded(found(), file), package.media, root, dry_run=dry_run)
        report.notes, report.cards_in_anki = notes, cards
    return report


def _as_json(report: Report) -> dict[str, object]:
    lost = {"simplified": report.simplified, "left_out": report.left_out}
    return {
        "library": str(report.root),
        "notes": report.notes,
        "cards_in_anki": report.cards_in_anki,
        "decks": report.decks,
        "pictures": report.pictures,
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "edited": report.edited,
        **{what: [one._asdict() for one in each] for what, each in lost.items()},
    }


def _say(report: Report, file: Path, dry_run: bool) -> None:
    """The report: what came in, what was simplified, what was left out, and why."""
    brought = len(report.new) + len(report.updated) + report.unchanged
    would = "Would import" if dry_run else "Imported"
    held = f"{counted(report.notes, 'note')} with {counted(report.cards_in_anki, 'card')}"
    if brought:
        out.say(
            f"{would} {file}: {held}; {counted(brought, 'card')} of {report.root / 'decks'}:"
            f" {len(report.new):,} new, {len(report.updated):,} updated,"
            f" {report.unchanged:,} as before."
        )
    else:
        out.say(f"{would} nothing from {file}: it has {held}.")
    if report.decks:
        out.say(f"Decks: {_first(report.decks)}. Pictures: {report.pictures:,}.")
    _say_group("Simplified", report.simplified)
    _say_group("Left out", report.left_out)
    if report.edited:
        out.say(f"Edited or deleted here, so left as they are ({len(report.edited):,}):")
        out.say(f"  {_first(report.edited)}")


def _first(names: list[str]) -> str:
    """The first of some names; `--json` gives them all."""
    more = f", and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _say_group(title: str, lost: list[LeftOut]) -> None:
    by_reason: dict[str, list[str]] = {}
    for one in lost:
        by_reason.setdefault(one.reason, []).append(" ".join(one.name.split()))
    reasons = sorted(by_reason.items(), key=lambda reason: -len(reason[1]))
    for reason, names in reasons[:_REASONS]:
        out.say(f"{title}: {reason} ({len(names):,}):".replace("\n", " "))
        out.say_lines(f"  {name}" for name in names[:_NAMED])
        if len(names) > _NAMED:
            out.say(f"  and {len(names) - _NAMED:,} more")
    if len(reasons) > _REASONS:
        rest = sum([len(names) for _, names in reasons[_REASONS:]])
        out.say(f"{title}: {rest:,} more, for other reasons; --json names them all")


@contextmanager
def open_database(path: Path) -> Iterator[Query]:
    """A database of unknown origin, to read: no step of it writes, and none takes for ever.

    Raises Unusable, and so does each query.
    """
    import sqlite3

    steps = 0

    def watch() -> int:
        nonlocal steps
        steps += 1
        return int(steps > _MOST_STEPS)

    def folded(one: str, two: str) -> int:
        left, right = one.casefold(), two.casefold()
        return (left > right) - (left < right)

    @contextmanager
    def readable() -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            reason = re.sub(r"\s+", " ", str(error))
            raise Unusable(f"its collection cannot be read: {reason}") from error

    # Whether it is Anki's or not, nothing beside the file is looked for.
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with ExitStack() as stack:
        with readable():
            connection = stack.enter_context(closing(sqlite3.connect(address, uri=True)))
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            connection.create_collation("unicase", folded)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.set_progress_handler(watch, _STEPS)

        def query(sql: str) -> Iterator[tuple[Any, ...]]:
            with readable():
                rows = connection.execute(sql)
                while some := rows.fetchmany(_AT_ONCE):
                    yield from some

        yield query
