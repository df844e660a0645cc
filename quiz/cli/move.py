"""The commands that move decks elsewhere: `export`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quiz.cli import compose, out
from quiz.cli.bar import bar
from quiz.counted import counted
from quiz.model import UsageError

if TYPE_CHECKING:
    from quiz.library import Loaded

Report = TypeVar("Report")

_PACKAGE = ".apkg"


def export_arguments(parser: argparse.ArgumentParser) -> None:
    from quiz.exchange.export import FORMATS

    suffixes = ", ".join((_PACKAGE, *FORMATS))
    parser.add_argument("file", metavar="FILE", help=f"what to write, by its suffix: {suffixes}")
    parser.add_argument("deck", nargs="*", default=[], metavar="DECK", help="decks (else all)")
    parser.add_argument("--tag", default="", help="only cards with this tag")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be")


def export(args: argparse.Namespace) -> int:
    from quiz.exchange.export import FORMATS

    file = Path(args.file)
    suffix = file.suffix.lower()
    if suffix != _PACKAGE and suffix not in FORMATS:
        known = ", ".join((_PACKAGE, *FORMATS))
        raise UsageError(f"{file.name}: the suffix says what to write, and there are {known}")
    loaded = compose.libraries_of(args)
    if suffix == _PACKAGE:
        from quiz.anki import package

        packed = _written(package.export, loaded, file, args)
        counts = f"{counted(packed.notes, 'note')}, {counted(packed.cards, 'card')}"
        if args.dry_run:
            decks = counted(len(packed.decks), "deck")
            counts = f"{decks}, {counts}; not yet locked: {packed.unlocked}"
        _say(args, file, counts, packed.decks, packed.remarks)
    else:
        from quiz.exchange import export as others

        made = _written(others.export, loaded, file, args)
        counts = f"{counted(len(made.decks), 'deck')}, {counted(made.cards, 'card')}"
        _say(args, file, counts, made.decks, made.remarks)
    out.name_problems(loaded.problems)
    return 0


def _written(
    export: Callable[..., Report], loaded: Loaded, file: Path, args: argparse.Namespace
) -> Report:
    with bar("Writing") as advance:
        return export(
            loaded.libraries,
            file,
            decks=args.deck,
            tag=args.tag,
            dry_run=args.dry_run,
            progress=advance,
        )


def _say(
    args: argparse.Namespace, file: Path, counts: str, decks: Iterable[str], remarks: Iterable[str]
) -> None:
    out.say(f"{'Would write' if args.dry_run else 'Wrote'} {file}: {counts}.")
    if args.dry_run:
        out.say_lines(f"  {name}" for name in decks)
    out.say_lines(remarks)
