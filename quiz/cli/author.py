"""The commands of authors: `new`, `format`, `lock`, `coverage`, `diff`, `schema`."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.cli import checking, compose, out
from quiz.counted import counted
from quiz.markdown import printable
from quiz.model import QuizError, Unusable

if TYPE_CHECKING:
    from quiz.coverage import Coverage
    from quiz.diff import Version
    from quiz.model import Library


def new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deck", metavar="DECK", help="the deck's slug, such as my-deck")
    parser.add_argument("--into", metavar="DIR", help="the library (else your own)")


def new(args: argparse.Namespace) -> int:
    from quiz.new import new_deck

    file = new_deck(args.deck, Path(args.into) if args.into else compose.home_of(args))
    command = shlex.join(["quiz", "check", str(file)])
    print(f"Wrote {file}: fill it in. An open app follows as it is saved; so does `{command}`.")
    return 0


coverage_arguments = out.json_flag


def coverage(args: argparse.Namespace) -> int:
    from quiz.coverage import coverage

    loaded = compose.libraries_of(args)
    out.name_problems(loaded.problems)
    found = [covered for library in loaded.libraries for covered in coverage(library)]
    if args.json:
        return out.say_json({"sources": [_coverage_data(covered) for covered in found]})
    for covered in found:
        source, core = covered.source, len(covered.core_unasked)
        out.say(
            f"{source.slug}: {counted(covered.facts, 'fact')}, {covered.asked} asked,"
            f" {len(covered.unasked)} not asked, {core} of them core"
        )
        for fact in covered.unasked:
            out.say(f"  {fact.citation}{' core' if fact.core else ''}: {fact.text}")
    return 0


def _coverage_data(covered: Coverage) -> dict[str, Any]:
    return {
        "source": covered.source.slug,
        "facts": covered.facts,
        "asked": covered.asked,
        "unasked": len(covered.unasked),
        "core_unasked": len(covered.core_unasked),
    }


def diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Say which cards differ between two libraries or packages (.apkg, .colpkg) that were"
        " exported from one: new, changed, corrected, retired, gone. Libraries are compared by what"
        " their authors wrote. Where a package is on either side, everything that Anki would get"
        " counts, so that a changed verdict of a conflict changes each card that shows it; a"
        " library beside a package is compared as it would be exported now. Exits with 1 where"
        " anything differs."
    )
    parser.add_argument("old", metavar="OLD", help="a library or a package")
    parser.add_argument("new", metavar="NEW", help="its newer version")
    out.json_flag(parser)


def diff(args: argparse.Namespace) -> int:
    from quiz import diff

    as_in_anki = any(map(_is_package, (args.old, args.new)))
    found = diff.diff(*[_versions(side, as_in_anki) for side in (args.old, args.new)])
    if args.json:
        out.say_json(found.data())
    else:
        for what, names in found.data().items():
            for name in names:
                out.say(f"{what}: {name}")
        if not found:
            print("No card differs.")
    return int(bool(found))


def _is_package(side: str) -> bool:
    return Path(side).suffix.lower() in (".apkg", ".colpkg") and not Path(side).is_dir()


def _versions(side: str, as_in_anki: bool) -> list[Version]:
    """The cards of a library or package, to be compared. Raises Unusable."""
    if not as_in_anki:
        from quiz.diff import version

        return [version(card) for library in _libraries(side) for card in library.cards()]
    from quiz.anki import versions

    if not _is_package(side):
        return list(versions.of_libraries(_libraries(side)))
    from quiz.cli.bring import open_database
    from quiz.importing.package import opened

    with opened(Path(side), open_database) as package:
        found = list(versions.of_notes(package.notes))
        others = len(package.notes) - len(found)
    if not found:
        raise Unusable(
            f"{side} holds no card that quiz exported, so there is nothing to compare:"
            " `quiz import` brings decks of others"
        )
    if others:
        some = counted(others, "note")
        why = "of others, or with fields that were changed by hand"
        print(f"quiz: not compared: {some} of {printable(side)}, {why}", file=sys.stderr)
    return found


def _libraries(side: str) -> tuple[Library, ...]:
    from quiz import library

    loaded = library.load(library.base([side], Path.cwd()))
    out.name_problems(loaded.problems)
    return loaded.libraries


def format_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="*", metavar="PATH", help="libraries or files (else here)")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if it would")


def format(args: argparse.Namespace) -> int:  # noqa: A001 - the name of the command
    from quiz.files import write
    from quiz.library import yaml_files
    from quiz.library.disk import content
    from quiz.library.format import formatted
    from quiz.model import Problem

    changed = broken = 0
    for file in yaml_files(map(Path, args.path) if args.path else compose.writable_of(args)):
        data = content(file)
        try:
            old = "" if isinstance(data, Problem) else data.decode("utf-8-sig")
        except UnicodeDecodeError:
            broken += 1
            out.say(f"{file}: left as it is, it is not UTF-8: {out.check_of([str(file)])}")
            continue
        new, problems = (old, [data]) if isinstance(data, Problem) else formatted(old, str(file))
        if problems:
            broken += 1
            some = counted(len(problems), "problem")
            out.say(f"{file}: left as it is, {some}: {out.check_of([str(file)])}")
        elif new != old:
            changed += 1
            out.say(f"{file}: {'would change' if args.check else 'formatted'}")
            if not args.check:
                write(file, new)
    return int(bool(broken or (args.check and changed)))


def lock_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="write nothing")


def lock(args: argparse.Namespace) -> int:
    from time import time

    from quiz.anki import lock
    from quiz.check import check
    from quiz.files import write
    from quiz.library import check_target

    for folder in compose.writable_of(args):
        target = check_target(folder)
        library = target.library
        if errors := checking.errors([*target.problems, *check(library)]):
            some = counted(errors, "error")
            raise QuizError(f"nothing was locked: {folder} has {some}; `quiz check` names them")
        old = lock.read(library)
        new = lock.updated(old or lock.Lock(), library, int(time()))
        changes = lock.changes(old or lock.Lock(), new)
        for what in ("new", "changed", "gone"):
            out.say_lines(f"{what}: {name}" for name in getattr(changes, what))
        if old is not None and not changes:
            print(f"The lock of {library.slug} is up to date: {counted(len(new.notes), 'card')}.")
            continue
        if not args.dry_run:
            write(lock.path(library), lock.render(new))
        done = "Would lock" if args.dry_run else "Locked"
        print(f"{done} {counted(len(new.notes), 'card')} of {library.slug}: {changes}.")
        if left := lock.problems(new, library, release=True):
            some = counted(len(left), "problem")
            print(f"quiz: {some} for a release: `quiz check --release`", file=sys.stderr)
    return 0


def schema_arguments(parser: argparse.ArgumentParser) -> None:
    from quiz.schema import KINDS

    parser.add_argument("kind", nargs="?", choices=KINDS, default=KINDS[0], help="which file")


def schema(args: argparse.Namespace) -> int:
    from quiz.schema import json_schema

    return out.say_json(json_schema(args.kind))
