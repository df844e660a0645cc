"""The commands that move decks elsewhere: `export`."""

from __future__ import annotations

import argparse
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quiz.choosing import Part, chosen, meant
from quiz.cli import compose, out
from quiz.cli.bar import bar
from quiz.counted import counted
from quiz.model import Unusable, UsageError

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
            several = counted(len(packed.decks), "deck")
            counts = f"{several}, {counts}; not yet locked: {packed.unlocked}"
        decks, remarks = packed.decks, packed.remarks
        retired, laid_over = True, {"accept", "explanation", "note"}
    else:
        from quiz.exchange import export as others

        made = _written(others.export, loaded, file, args)
        counts = f"{counted(len(made.decks), 'deck')}, {counted(made.cards, 'card')}"
        decks, remarks = made.decks, made.remarks
        retired, laid_over = FORMATS[suffix].retired, {"accept", "explanation"}
    out.say(f"{'Would write' if args.dry_run else 'Wrote'} {file}: {counts}.")
    if args.dry_run:
        out.say_lines(f"  {name}" for name in decks)
    parts = chosen(loaded.libraries, args.deck, args.tag)
    out.say_lines(_on_top(args, loaded, parts))
    out.say_lines(_changed(args, parts, laid_over, retired=retired))
    out.say_lines(_left_out(args, loaded))
    out.say_lines(_unknown(loaded, parts, retired=retired))
    out.say_lines(remarks)
    out.name_problems(loaded.problems)
    return 0


def _written(
    export: Callable[..., Report], loaded: Loaded, file: Path, args: argparse.Namespace
) -> Report:
    with suppress(OSError):  # of which writing tells
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe or device would be replaced
            raise Unusable(f"{file} cannot be written: it is there, and is no file")
    with bar("Writing") as advance:
        return export(
            loaded.libraries,
            file,
            decks=args.deck,
            tag=args.tag,
            dry_run=args.dry_run,
            progress=advance,
        )


def _on_top(args: argparse.Namespace, loaded: Loaded, parts: Iterable[Part]) -> Iterator[str]:
    """Whose decks were taken besides those of the libraries that are worked on."""
    base = compose.folders_of(args)
    if args.deck or compose.only_shipped(base):
        return
    worked_on = set(map(os.path.realpath, base))
    home = os.path.realpath(compose.home_of(args))
    decks = Counter(part.library.slug for part in parts)
    others = []
    for library in loaded.libraries:
        root = os.path.realpath(library.root)
        if decks[library.slug] and root not in worked_on:
            whose = "your own library" if root == home else "which your config.toml names"
            others.append(f"{counted(decks[library.slug], 'deck')} of {library.slug}, {whose}")
    if others:
        yield f"With {', and '.join(others)}: name decks to leave them out."


def _changed(
    args: argparse.Namespace, parts: Iterable[Part], keys: set[str], *, retired: bool
) -> Iterator[str]:
    """How many cards carry what the learner laid over them under these keys."""
    from quiz.library import laid_over

    laid, _ = laid_over(compose.home_of(args) / "overrides.yaml")
    changed = {name for name, values in laid.items() if keys & values.keys()}
    if not changed:
        return
    from quiz.references import names

    count = sum(
        not changed.isdisjoint(names(card))
        for part in parts
        for card in part.cards
        if retired or not card.retired
    )
    if count:
        them = "it" if count == 1 else "them"
        whole = f"{counted(count, 'card')} as your overrides.yaml changes {them}"
        yield f"{whole}: whoever gets the file can read that."


def _left_out(args: argparse.Namespace, loaded: Loaded) -> Iterator[str]:
    """How many cards have Problems, and what names these."""
    from quiz.library import AMONG

    found = [
        problem
        for problem in loaded.problems
        if Path(problem.place.file).parent.name == "decks" and problem.rule not in AMONG
    ]
    if args.deck:
        files = {deck.place.file for _, deck in meant(loaded.libraries, args.deck)}
        found = [problem for problem in found if problem.place.file in files]
    cards = dict.fromkeys((p.place.file, p.card) for p in found if p.card)
    if cards:
        some = f"{counted(len(cards), 'card')} with problems {'is' if len(cards) == 1 else 'are'}"
        yield f"{some} left out: {out.check_of(file for file, _ in cards)} names them."
    if rest := [problem.place.file for problem in found if not problem.card]:
        yield f"What cannot be read of decks is left out: {out.check_of(rest)} says why."


def _unknown(loaded: Loaded, parts: Iterable[Part], *, retired: bool) -> Iterator[str]:
    """How many cards cite facts that are not there, and what says why."""
    from quiz.references import References

    found = []
    for part in parts:
        if not part.library.sourced:  # as after an import, which brings citations alone
            continue
        facts = References(part.library).facts.keys()
        cards = [card for card in part.cards if retired or not card.retired]
        found += [part.deck.place.file for card in cards if not facts >= set(card.cited)]
    if found:
        places = (Path(problem.place.file) for problem in loaded.problems)
        seeds = [str(place) for place in places if place.parent.name == "seeds"]
        one = len(found) == 1
        cite, go = ("a fact", "goes without it") if one else ("facts", "go without them")
        some = f"{counted(len(found), 'card')} {'cites' if one else 'cite'} {cite}"
        yield f"{some} that no source has, and {go}: {out.check_of([*found, *seeds])} says why."
