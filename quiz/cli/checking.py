"""`quiz check`: every rule, grouped, explained, held against documents and releases."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.cli import compose, out
from quiz.counted import counted
from quiz.model import Severity, Unusable, UsageError

if TYPE_CHECKING:
    from quiz.library import Target
    from quiz.model import Library, Problem


def check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="*", metavar="PATH", help="libraries or files (else here)")
    parser.add_argument(
        "--release", action="store_true", help="make errors of what Anki could not follow"
    )
    parser.add_argument("--strict", action="store_true", help="warnings alone exit 1 too")
    parser.add_argument("--documents", metavar="DIR", help="hold all texts against the documents")
    parser.add_argument("--explain", metavar="RULE", help="why a rule is, with an example")
    out.json_flag(parser)


def check(args: argparse.Namespace) -> int:
    if args.explain is not None:
        return _explain(args.explain)
    from quiz.check import check
    from quiz.library import astray, check_target
    from quiz.library.overrides import OVERRIDES_FILE

    problems: list[Problem] = []
    checked: list[Library] = []
    latest = str((datetime.now(UTC) + timedelta(days=1)).date())  # somewhere it is that day already
    for path in map(Path, args.path) if args.path else _here(args):
        target = check_target(path)
        found = [*target.problems, *check(target.library, target.problems, latest)]
        found += _lock_problems(target, args.release)
        if args.documents:
            found += _held_against(target.library, Path(args.documents))
        if path.name == OVERRIDES_FILE:
            found += astray(compose.libraries_of(args), path)
        checked.append(target.library)
        problems += [p for p in found if target.covers(p)]
    if args.json:
        out.say_json({"problems": [_problem_data(problem) for problem in problems]})
    else:
        _print_problems(problems, checked)
    return int(any(args.strict or problem.severity is Severity.ERROR for problem in problems))


def _here(args: argparse.Namespace) -> list[Path]:
    """The base libraries; in place of the shipped one, where it is not worked on, the decks here
    that are no library yet, and beside it the learner's own."""
    from quiz.library import is_library, passed_over

    folders, home = compose.folders_of(args), compose.home_of(args)
    if not compose.only_shipped(folders):
        return folders
    if passed_over(Path.cwd()):
        return [Path.cwd()]
    return [*folders, home] if is_library(home) else folders


def _held_against(library: Library, folder: Path) -> list[Problem]:
    """The library, and the prose beside it, held against the source documents."""
    from quiz.check.documents import Text, check_documents
    from quiz.check.rule import Checked
    from quiz.model import Place

    documents = {}
    for source in library.sources:
        file = folder / source.document
        if file.is_file() and file.parent == folder:
            with out.readable(file):
                documents[source.document] = file.read_bytes()
    prose = []
    for file in sorted([*library.root.glob("*.md"), *library.root.glob("docs/*.md")]):
        with out.readable(file):
            prose.append(Text(file.read_text(encoding="utf-8"), Place(str(file), 1, 1)))
    if not folder.is_dir():
        raise Unusable(f"{folder} is no folder: name the one that holds the documents")
    return list(check_documents(Checked(library), documents, prose))


def _explain(rule: str) -> int:
    from quiz.check.explain import explain, near

    document = (Path(__file__).parent.parent / "check" / "rules.md").read_text(encoding="utf-8")
    if section := explain(document, rule):
        print(section)
        return 0
    meant = " or ".join(near(document, rule))
    advice = f"did you mean {meant}?" if meant else "`quiz check` names each with its problems"
    raise UsageError(f"there is no rule {rule!r}: {advice}")


def _lock_problems(target: Target, release: bool) -> list[Problem]:
    """What a library's lock says against a release; cards that were left out would seem gone."""
    library = target.library
    has_lock = library.slug and (library.root / "decks" / "cards.lock").exists()
    if not has_lock or errors(target.problems):
        return []
    from quiz.anki import lock

    released = lock.read(library)
    return lock.problems(released, library, release=release) if released else []


def errors(problems: Iterable[Problem]) -> int:
    """How many of the Problems are errors."""
    return sum(problem.severity is Severity.ERROR for problem in problems)


def _problem_data(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "rule": problem.rule,
        "severity": problem.severity,
        "card": problem.card,
        "message": problem.message,
    }


def _print_problems(problems: Sequence[Problem], checked: Sequence[Library]) -> None:
    by_rule: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        by_rule.setdefault((problem.severity, problem.rule), []).append(problem)
    for (severity, rule), found in sorted(by_rule.items()):  # errors first
        out.say(f"{rule} ({severity}, {len(found)})")
        for problem in found:
            subject = f"{problem.card}: " if problem.card else ""
            place = f"{problem.place.file}:{problem.place.line}:{problem.place.column}"
            out.say(f"  {place}: {subject}{problem.message}")
        print()
    some = counted(len(problems), "problem") if problems else "No problems"
    if not any(library.decks for library in checked):  # such as the learner's overrides
        print(f"{some}.")
        return
    faulty = {problem.place for problem in problems if problem.severity is Severity.ERROR}
    cards = sum(card.place not in faulty for library in checked for card in library.cards())
    of = ", ".join(dict.fromkeys(library.slug for library in checked if library.slug))
    sound = counted(cards, "sound card" if problems else "card")
    print(f"{some}, {sound}{' of ' if of else ''}{of}.")
