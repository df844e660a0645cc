"""The commands: parse, call, print. The only place that composes; it imports lazily."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from quiz.model import QuizError, Unusable, UsageError

if TYPE_CHECKING:
    from quiz.coverage import Coverage
    from quiz.library import Loaded, Target
    from quiz.model import Library, Problem
    from quiz.sitting import Wish
    from quiz.trainer import DeckRow, Trainer

Args = argparse.Namespace


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see `{self.prog} --help`")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its line in the overview, an example, its arguments, what it does."""

    help: str
    example: str
    arguments: Callable[[argparse.ArgumentParser], object]
    run: Callable[[Args], int]


def run(argv: Sequence[str]) -> int:
    """Run the command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        args = _parse(argv)
        return args.run(args) if args.command else _app(args)
    except QuizError as error:
        from quiz.markdown import printable

        print(f"quiz: {printable(str(error))}".replace("\n", " "), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader has gone, as with `quiz decks | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parse(argv: Sequence[str]) -> Args:
    parser = _Parser(
        prog="quiz",
        description="A quiz and flashcard trainer for history learned from documents."
        " Without a command it opens the app.",
        epilog="example: quiz take china-enters -n 5",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="the version; with -v its parts")
    parser.add_argument("-v", "--verbose", action="store_true", help=argparse.SUPPRESS)
    _places(parser, "")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=command.help,
            description=command.help[0].upper() + command.help[1:] + ".",
            epilog=f"example: {command.example}",
            allow_abbrev=False,
        )
        if name in argv:  # the others' arguments would only cost time
            _places(sub, "_after")
            command.arguments(sub)
            sub.set_defaults(run=command.run)
    args = parser.parse_args(argv)
    if args.version:
        _version()
        sys.exit(0)
    args.library = args.library + getattr(args, "library_after", [])
    args.home = getattr(args, "home_after", None) or args.home
    return args


def _places(parser: argparse.ArgumentParser, suffix: str) -> None:
    parser.add_argument(
        "--library",
        dest=f"library{suffix}",
        metavar="DIR",
        action="append",
        default=[],
        help="a library to use (repeatable; else QUIZ_LIBRARY, the nearest upwards, the shipped)",
    )
    parser.add_argument(
        "--home",
        dest=f"home{suffix}",
        metavar="DIR",
        help="where history and settings live (else QUIZ_HOME, the platform's data folder)",
    )


# -- composing ----------------------------------------------------------------------------


def _home(args: Args) -> Path:
    from quiz.settings import home_folder

    return home_folder(args.home)


def _load(args: Args) -> Loaded:
    """The base libraries, those of the settings and the learner's own, overrides laid over."""
    from quiz import library
    from quiz.settings import load

    home = _home(args)
    folders = [*_base(args), *load(home / "config.toml").libraries]
    if library.is_library(home):
        folders.append(home)
    loaded = library.load(folders)
    overridden = library.with_overrides(loaded.libraries, home / "overrides.yaml")
    return library.Loaded(overridden.libraries, (*loaded.problems, *overridden.problems))


def _base(args: Args) -> list[Path]:
    from quiz import library

    given = args.library or [p for p in os.environ.get("QUIZ_LIBRARY", "").split(os.pathsep) if p]
    return library.base(given, Path.cwd())


def _trainer(args: Args, *, reading: bool = False) -> Trainer:
    """Everything composed. With `reading` a history that does not exist is not made."""
    from quiz.history import History
    from quiz.memo import Memo
    from quiz.settings import load
    from quiz.trainer import Trainer

    home = _home(args)
    settings = load(home / "config.toml")
    loaded = _load(args)
    path = home / "history.db"
    history = History(
        Path(":memory:") if reading and not path.exists() else path,
        day_starts=settings.day_starts,
    )
    return Trainer(
        loaded.libraries,
        loaded.problems,
        settings,
        history,
        memo=Memo(home / "schedule.json"),
        home=home,
        load=lambda: _load(args),
    )


# -- the app and sittings -----------------------------------------------------------------


def _app(args: Args) -> int:
    _need_terminal("`quiz take --plain` asks without a screen")
    from quiz.tui.app import QuizApp

    QuizApp(_trainer(args)).run()
    return 0


def _need_terminal(instead: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(f"the app needs a terminal: {instead}")


def _take_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deck", nargs="*", metavar="DECK", help="decks to draw from (else all)")
    parser.add_argument("-n", type=_count, metavar="N", help="how many cards (else 10)")
    parser.add_argument("--tag", default="", help="only cards with this tag")
    parser.add_argument("--form", choices=_forms(), help="only questions of this form")
    parser.add_argument("--minutes", type=_minutes, metavar="M", help="end after so many minutes")
    parser.add_argument(
        "--feedback", choices=("now", "end"), default="now", help="verdicts at once, or at the end"
    )
    parser.add_argument("--seed", type=int, metavar="S", help="the same seed draws the same test")
    parser.add_argument("--plain", action="store_true", help="line by line, without a screen")


def _forms() -> list[str]:
    from quiz.model import Form

    return list(Form)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 9999:
        raise argparse.ArgumentTypeError(f"{text!r} is no count from 1 to 9999")
    return int(text)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 1440:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes up to 1440")
    return minutes


def _take(args: Args) -> int:
    if not args.plain:
        _need_terminal("add --plain to be asked line by line")
    from quiz.model import Form
    from quiz.sitting import Wish

    trainer = _trainer(args)
    wish = Wish(
        decks=_deck_names(trainer, args.deck),
        count=args.n or trainer.settings.test_cards,
        tag=args.tag,
        form=Form(args.form) if args.form else None,
        minutes=args.minutes,
        feedback=args.feedback,
        seed=args.seed,
    )
    nothing = "There is no card to ask: `quiz decks` lists what there is."
    return _sit(trainer, wish, plain=args.plain, nothing=nothing)


def _study_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deck", nargs="*", metavar="DECK", help="decks to study (else all)")
    parser.add_argument("--new", type=_new_count, metavar="N", help="new cards (else 10 a day)")
    parser.add_argument("--minutes", type=_minutes, metavar="M", help="end after so many minutes")
    parser.add_argument("--tag", default="", help="only cards with this tag")
    parser.add_argument("--plain", action="store_true", help="line by line, without a screen")


def _new_count(text: str) -> int:
    return 0 if text == "0" else _count(text)


def _study(args: Args) -> int:
    if not args.plain:
        _need_terminal("add --plain to be asked line by line")
    from quiz.model import Mode
    from quiz.sitting import Wish

    trainer = _trainer(args)
    wish = Wish(
        mode=Mode.STUDY,
        decks=_deck_names(trainer, args.deck),
        new=args.new,
        tag=args.tag,
        minutes=args.minutes,
    )
    nothing = "Nothing is due today. `quiz take` tests you meanwhile."
    return _sit(trainer, wish, plain=args.plain, nothing=nothing)


def _sit(trainer: Trainer, wish: Wish, *, plain: bool, nothing: str) -> int:
    with trainer.history:
        sitting = trainer.sit(wish)
        if sitting is None:
            print(nothing)
            return 0 if wish.mode == "study" else 1
        if plain:
            from quiz.plain import Plain

            sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
            Plain(sitting, trainer.references, sys.stdin, sys.stdout).run()
        else:
            from quiz.tui.app import QuizApp

            QuizApp(trainer, sitting).run()
    return 0


def _deck_names(trainer: Trainer, given: Sequence[str]) -> tuple[str, ...]:
    found = (trainer.find_deck(name) for name in given)
    return tuple(f"{library.slug}/{deck.slug}" for library, deck in found)


# -- looking ------------------------------------------------------------------------------


def _decks(args: Args) -> int:
    with (trainer := _trainer(args, reading=True)).history:
        rows = trainer.rows()
    if args.json:
        _print_json({"decks": [_deck_data(row) for row in rows]})
        return 0
    if not rows:
        print("There are no decks yet: `quiz new DECK` writes one to fill in.")
        return 0
    lines: list[tuple[str, ...]] = [("Deck", "Title", "Cards", "Known", "Due", "New", "Test")]
    for row in rows:
        test = f"{row.last_test.score}/{row.last_test.of}" if row.last_test else "-"
        counts = (row.cards, row.known, row.due, row.new)
        lines.append((row.deck.slug, row.deck.title, *map(str, counts), test))
    _print_table(lines, right={2, 3, 4, 5, 6})
    _name_problems(trainer.problems)
    return 0


def _deck_data(row: DeckRow) -> dict[str, Any]:
    test = row.last_test
    return {
        "library": row.library.slug,
        "deck": row.deck.slug,
        "title": row.deck.title,
        "cards": row.cards,
        "known": row.known,
        "due": row.due,
        "new": row.new,
        "last_test": test and {"score": test.score, "of": test.of, "time": _iso(test.time)},
    }


def _stats(args: Args) -> int:
    with (trainer := _trainer(args, reading=True)).history:
        figures = trainer.figures()
    if args.json:
        return _print_json(figures.data())
    from quiz.progress import text

    _print_lines(text(figures, _STATS_WIDTH))
    if not figures.answers:
        print("\n`quiz study` begins.")
    return 0


_STATS_WIDTH = 78


def _iso(milliseconds: int) -> str:
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _show(args: Args) -> int:
    from quiz import keys, show
    from quiz.references import References, find_cards

    loaded = _load(args)
    for card in find_cards(loaded.libraries, args.id):
        library = next(lib for lib in loaded.libraries if lib.slug == card.identity.library)
        if args.json:
            data = {"identity": str(card.identity)} | keys.of_card(card)
            return _print_json({"card": data})
        with (trainer := _trainer(args, reading=True)).history:
            return _print_lines(show.card(card, References(library), trainer.log()))
    for library in loaded.libraries:
        references = References(library)
        if fact := references.facts.get(args.id):
            if args.json:
                return _print_json({"fact": keys.of_fact(fact)})
            return _print_lines(show.fact(fact, references))
        if source := references.sources.get(args.id):
            if args.json:
                return _print_json({"source": keys.of_source(source)})
            return _print_lines(show.source(source, references))
        for conflict in library.conflicts:
            if conflict.id == args.id:
                if args.json:
                    return _print_json({"conflict": keys.of_conflict(conflict)})
                return _print_lines(show.conflict(conflict, references))
    raise QuizError(
        f"there is no card, fact, source or conflict {args.id!r}: `quiz find TEXT` searches"
    )


def _find(args: Args) -> int:
    from quiz.find import find

    found = find(_load(args).libraries, args.text)
    if args.json:
        return _print_json(found.data())
    lines = list(found.lines())
    if not lines:
        print("Nothing found.")
        return 1
    return _print_lines(lines)


def _history(args: Args) -> int:
    from quiz.jsonlines import dump, load

    trainer = _trainer(args, reading=args.action == "export")
    with trainer.history as history:
        match args.action:
            case "export":
                return _print_lines(dump(history.events()), clean=False)
            case "merge":
                if not args.file:
                    raise UsageError("merge needs a FILE of JSON lines; see `quiz history --help`")
                with _readable(Path(args.file)):
                    text = Path(args.file).read_text(encoding="utf-8")
                try:
                    events = list(load(text.splitlines()))
                except ValueError as error:
                    raise Unusable(f"{args.file}: {error}; nothing was merged") from error
                copy = history.backup()
                added = history.add(events)
                print(f"Merged {added} new events of {len(events)}; a copy from before: {copy}")
            case _:
                review = trainer.undo()
                if review is None:
                    raise QuizError("there is no answer to take back")
                _print(f"Taken back: the answer to {review.card} of {review.day}.")
    return 0


# -- authoring ----------------------------------------------------------------------------


def _new(args: Args) -> int:
    from quiz.new import new_deck

    file = new_deck(args.deck, Path(args.into) if args.into else _home(args))
    print(f"Wrote {file}: fill it in, then `quiz check {file}`.")
    return 0


def _check(args: Args) -> int:
    if args.explain is not None:
        return _explain(args.explain)
    from quiz.check import check
    from quiz.library import check_target
    from quiz.model import Severity

    problems: list[Problem] = []
    cards = 0
    for path in map(Path, args.path) if args.path else _base(args):
        target = check_target(path)
        found = [*target.problems, *check(target.library), *_lock_problems(target, args.release)]
        if args.documents:
            found += _held_against(target.library, Path(args.documents))
        cards += sum(1 for _ in target.library.cards())
        problems += [p for p in found if target.covers(p)]
    if args.json:
        _print_json({"problems": [_problem_data(problem) for problem in problems]})
    else:
        _print_problems(problems, cards)
    return int(any(args.strict or problem.severity is Severity.ERROR for problem in problems))


def _held_against(library: Library, folder: Path) -> list[Problem]:
    """The library, and the prose beside it, held against the source documents."""
    from quiz.check.documents import Text, check_documents
    from quiz.check.rule import Checked
    from quiz.model import Place

    documents = {}
    for source in library.sources:
        file = folder / source.document
        if file.is_file() and file.parent == folder:
            with _readable(file):
                documents[source.document] = file.read_bytes()
    prose = []
    for file in sorted([*library.root.glob("*.md"), *library.root.glob("docs/*.md")]):
        with _readable(file):
            prose.append(Text(file.read_text(encoding="utf-8"), Place(str(file), 1, 1)))
    if not folder.is_dir():
        raise Unusable(f"{folder} is no folder: name the one that holds the documents")
    return list(check_documents(Checked(library), documents, prose))


def _explain(rule: str) -> int:
    from quiz.check.explain import explain, near

    document = (Path(__file__).parent / "check" / "rules.md").read_text(encoding="utf-8")
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
    if not has_lock or _errors(target.problems):
        return []
    from quiz.anki import lock

    released = lock.read(library)
    return lock.problems(released, library, release=release) if released else []


def _errors(problems: Iterable[Problem]) -> int:
    from quiz.model import Severity

    return sum(problem.severity is Severity.ERROR for problem in problems)


def _lock(args: Args) -> int:
    from time import time

    from quiz.anki import lock
    from quiz.check import check
    from quiz.library import check_target, shipped
    from quiz.new import write

    given = args.library or os.environ.get("QUIZ_LIBRARY")
    for folder in _base(args):
        if folder == shipped() and not (given or Path.cwd().is_relative_to(folder)):
            raise UsageError("the shipped library is never written: name yours with --library DIR")
        target = check_target(folder)
        library = target.library
        if errors := _errors([*target.problems, *check(library)]):
            some = f"{errors} error{'s' if errors != 1 else ''}"
            raise QuizError(f"nothing was locked: {folder} has {some}; `quiz check` names them")
        old = lock.read(library)
        new = lock.updated(old or lock.Lock(), library, int(time()))
        changes = lock.changes(old or lock.Lock(), new)
        for what in ("new", "changed", "gone"):
            _print_lines(f"{what}: {name}" for name in getattr(changes, what))
        if old is not None and not changes:
            print(f"The lock of {library.slug} is up to date: {len(new.notes)} cards.")
            continue
        if not args.dry_run:
            write(lock.path(library), lock.render(new))
        done = "Would lock" if args.dry_run else "Locked"
        print(f"{done} {len(new.notes)} cards of {library.slug}: {changes}.")
        if left := lock.problems(new, library, release=True):
            some = f"{len(left)} problem{'s' if len(left) != 1 else ''}"
            print(f"quiz: {some} for a release: `quiz check --release`", file=sys.stderr)
    return 0


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


def _print_problems(problems: Sequence[Problem], cards: int) -> None:
    by_rule: dict[str, list[Problem]] = {}
    for problem in problems:
        by_rule.setdefault(problem.rule, []).append(problem)
    for rule, found in sorted(by_rule.items()):
        _print(f"{rule} ({found[0].severity}, {len(found)})")
        for problem in found:
            subject = f"{problem.card}: " if problem.card else ""
            place = f"{problem.place.file}:{problem.place.line}:{problem.place.column}"
            _print(f"  {place}: {subject}{problem.message}")
        print()
    counted = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    print(f"{counted}, {cards} sound cards." if problems else f"No problems, {cards} cards.")


def _format(args: Args) -> int:
    from quiz.library import yaml_files
    from quiz.library.format import formatted
    from quiz.new import write

    changed = broken = 0
    for file in yaml_files(map(Path, args.path) if args.path else _base(args)):
        with _readable(file):
            old = file.read_bytes().decode("utf-8-sig")
        new, problems = formatted(old, str(file))
        if problems:
            broken += 1
            _print(f"{file}: left as it is, {len(problems)} problems: `quiz check {file}`")
        elif new != old:
            changed += 1
            _print(f"{file}: {'would change' if args.check else 'formatted'}")
            if not args.check:
                write(file, new)
    return int(bool(broken or (args.check and changed)))


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{file} cannot be read: {error}") from error


def _coverage(args: Args) -> int:
    from quiz.coverage import coverage

    found = [covered for library in _load(args).libraries for covered in coverage(library)]
    if args.json:
        return _print_json({"sources": [_coverage_data(covered) for covered in found]})
    for covered in found:
        source, core = covered.source, len(covered.core_unasked)
        _print(
            f"{source.slug}: {covered.facts} facts, {covered.asked} asked,"
            f" {len(covered.unasked)} not asked, {core} of them core"
        )
        for fact in covered.unasked:
            _print(f"  {fact.citation}{' core' if fact.core else ''}: {fact.text}")
    return 0


def _coverage_data(covered: Coverage) -> dict[str, Any]:
    return {
        "source": covered.source.slug,
        "facts": covered.facts,
        "asked": covered.asked,
        "unasked": len(covered.unasked),
        "core_unasked": len(covered.core_unasked),
    }


def _diff(args: Args) -> int:
    from quiz import diff, library

    sides = [
        library.load(library.base([side], Path.cwd())).libraries for side in (args.old, args.new)
    ]
    found = diff.diff(*map(diff.cards, sides))
    if args.json:
        _print_json(found.data())
    else:
        for what, names in found.data().items():
            for name in names:
                _print(f"{what}: {name}")
        if not found:
            print("No card differs.")
    return int(bool(found))


def _schema(args: Args) -> int:
    from quiz.schema import json_schema

    return _print_json(json_schema(args.kind))


def _export(args: Args) -> int:
    file = Path(args.file)
    if file.suffix != ".apkg":
        raise UsageError(f"{file.name}: the suffix says what to write, and there is .apkg")
    from quiz.anki.package import export

    loaded = _load(args)
    report = export(loaded.libraries, file, decks=args.deck, tag=args.tag, dry_run=args.dry_run)
    counts = f"{report.notes} notes, {report.cards} cards"
    if args.dry_run:
        decks = f"{len(report.decks)} deck{'s' if len(report.decks) != 1 else ''}"
        counts = f"{decks}, {counts}; not yet locked: {report.unlocked}"
    _print(f"{'Would write' if args.dry_run else 'Wrote'} {report.path}: {counts}.")
    if args.dry_run:
        _print_lines(f"  {name}" for name in report.decks)
    for remark in report.remarks:
        print(remark)
    _name_problems(loaded.problems)
    return 0


def _version() -> None:
    import platform

    from quiz import __version__

    print(f"quiz {__version__}")
    import sqlite3

    import yaml

    from quiz.library.reader import FAST

    parser = "C parser" if FAST else "Python parser, some 15 times slower"
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    print(f"PyYAML {yaml.__version__} ({parser})")


# -- printing -----------------------------------------------------------------------------


def _print(text: str) -> None:
    """Print outside text, cleaned."""
    from quiz.markdown import printable

    print(printable(text))


def _print_lines(lines: Iterable[str], *, clean: bool = True) -> int:
    for line in lines:
        if clean:
            _print(line)
        else:
            print(line)
    return 0


def _print_json(data: object) -> int:
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2))
    return 0


def _print_table(rows: Sequence[Sequence[str]], right: set[int]) -> None:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = (
            cell.rjust(width) if n in right else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        _print("  ".join(cells).rstrip())


def _name_problems(problems: Sequence[Problem]) -> None:
    if problems:
        some = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        print(f"quiz: {some} in the decks: `quiz check` names them", file=sys.stderr)


# -- the table ----------------------------------------------------------------------------


def _json_flag(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object")


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="DECK/CARD, SOURCE:FACT, a source or a conflict")
    _json_flag(parser)


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="what to look for, in any case")
    _json_flag(parser)


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("export", "merge", "undo"), help="what to do")
    parser.add_argument("file", nargs="?", metavar="FILE", help="JSON lines to merge")


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deck", metavar="DECK", help="the deck's slug, such as my-deck")
    parser.add_argument("--into", metavar="DIR", help="the library (else your own)")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="*", metavar="PATH", help="libraries or files (else here)")
    parser.add_argument(
        "--release", action="store_true", help="make errors of what Anki could not follow"
    )
    parser.add_argument("--strict", action="store_true", help="warnings alone exit 1 too")
    parser.add_argument("--documents", metavar="DIR", help="hold all texts against the documents")
    parser.add_argument("--explain", metavar="RULE", help="why a rule is, with an example")
    _json_flag(parser)


def _lock_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="write nothing")


def _format_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="*", metavar="PATH", help="libraries or files (else here)")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if it would")


def _diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="a library")
    parser.add_argument("new", metavar="NEW", help="its newer version")
    _json_flag(parser)


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    from quiz.schema import KINDS

    parser.add_argument("kind", nargs="?", choices=KINDS, default=KINDS[0], help="which file")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what to write: FILE.apkg")
    parser.add_argument("deck", nargs="*", metavar="DECK", help="decks (else all)")
    parser.add_argument("--tag", default="", help="only cards with this tag")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be")


COMMANDS = {
    "decks": Command("list the decks", "quiz decks --json", _json_flag, _decks),
    "take": Command("take a test", "quiz take china-enters -n 5", _take_arguments, _take),
    "study": Command(
        "study what is due today, then new cards",
        "quiz study --minutes 10",
        _study_arguments,
        _study,
    ),
    "stats": Command(
        "say how learning goes: days, what is due, what is known",
        "quiz stats --json",
        _json_flag,
        _stats,
    ),
    "show": Command(
        "show a card, fact, source or conflict whole",
        "quiz show china-enters/pva-crosses-yalu",
        _show_arguments,
        _show,
    ),
    "find": Command("find cards, facts and names", "quiz find Yalu", _find_arguments, _find),
    "history": Command(
        "print the log, merge another, or take back the last answer",
        "quiz history export > log.jsonl",
        _history_arguments,
        _history,
    ),
    "new": Command("write a deck to fill in", "quiz new my-deck", _new_arguments, _new),
    "check": Command("check a library", "quiz check", _check_arguments, _check),
    "format": Command(
        "lay the library's files out canonically", "quiz format", _format_arguments, _format
    ),
    "lock": Command(
        "write down what is released to Anki", "quiz lock --dry-run", _lock_arguments, _lock
    ),
    "coverage": Command(
        "say which facts the cards ask", "quiz coverage --json", _json_flag, _coverage
    ),
    "diff": Command(
        "say which cards differ between two libraries",
        "quiz diff last-year this-year",
        _diff_arguments,
        _diff,
    ),
    "schema": Command(
        "print the JSON Schema of a file, for editors",
        "quiz schema deck",
        _schema_arguments,
        _schema,
    ),
    "export": Command(
        "export decks, to Anki",
        "quiz export china.apkg china-enters",
        _export_arguments,
        _export,
    ),
}
