"""The commands that move decks elsewhere: `export`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli import compose, out
from quiz.model import UsageError

if TYPE_CHECKING:
    pass


def export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what to write: FILE.apkg")
    parser.add_argument("deck", nargs="*", metavar="DECK", help="decks (else all)")
    parser.add_argument("--tag", default="", help="only cards with this tag")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be")


def export(args: argparse.Namespace) -> int:
    file = Path(args.file)
    if file.suffix != ".apkg":
        raise UsageError(f"{file.name}: the suffix says what to write, and there is .apkg")
    from quiz.anki.package import export

    loaded = compose.libraries_of(args)
    report = export(loaded.libraries, file, decks=args.deck, tag=args.tag, dry_run=args.dry_run)
    counts = f"{report.notes} notes, {report.cards} cards"
    if args.dry_run:
        decks = f"{len(report.decks)} deck{'s' if len(report.decks) != 1 else ''}"
        counts = f"{decks}, {counts}; not yet locked: {report.unlocked}"
    out.say(f"{'Would write' if args.dry_run else 'Wrote'} {report.path}: {counts}.")
    if args.dry_run:
        out.say_lines(f"  {name}" for name in report.decks)
    for remark in report.remarks:
        print(remark)
    out.name_problems(loaded.problems)
    return 0
