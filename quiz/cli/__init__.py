"""The commands: parse, call, print. The only place that composes; it imports lazily."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from quiz.model import QuizError, Unusable, UsageError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Command(NamedTuple):
    """One command: its line in the overview, an example, and the module beside this one that
    has the functions NAME(args), which gives the exit code, and NAME_arguments(parser). A NAME
    that is a keyword of Python is followed by `_` there."""

    help: str
    example: str
    module: str


COMMANDS = {
    "decks": Command("list the decks", "quiz decks --json", "look"),
    "take": Command("take a test", "quiz take china-enters -n 5", "sit"),
    "study": Command("study what is due today, then new cards", "quiz study --minutes 10", "sit"),
    "stats": Command("say how learning goes: days, due, known", "quiz stats --json", "look"),
    "show": Command(
        "show a card, fact, source or conflict whole",
        "quiz show china-enters/pva-crosses-yalu",
        "look",
    ),
    "find": Command("find cards, facts and names", "quiz find Yalu", "look"),
    "history": Command(
        "print the log, merge another, or take back the last answer",
        "quiz history export > log.jsonl",
        "look",
    ),
    "new": Command("write a deck to fill in", "quiz new my-deck", "author"),
    "check": Command("check a library", "quiz check", "checking"),
    "format": Command("lay the library's files out canonically", "quiz format", "author"),
    "lock": Command("write down what is released to Anki", "quiz lock --dry-run", "author"),
    "coverage": Command("say which facts the cards ask", "quiz coverage --json", "author"),
    "diff": Command(
        "say which cards differ between libraries or packages",
        "quiz diff last-year this-year",
        "author",
    ),
    "schema": Command("print the JSON Schema of a file, for editors", "quiz schema deck", "author"),
    "export": Command(
        "export decks to Anki, Moodle, a table, a sheet, JSON",
        "quiz export china.html china-enters",
        "move",
    ),
    "import": Command(
        "import decks of Anki, or tables, as YAML", "quiz import deck.apkg --dry-run", "bring"
    ),
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        from difflib import get_close_matches  # 5 ms, and only mistakes need it

        _, _, asked = message.partition("COMMAND: invalid choice: '")
        near = get_close_matches(asked.partition("'")[0], COMMANDS, 1)
        advice = f": did you mean `quiz {near[0]}`?" if near else f"; see `{self.prog} --help`"
        raise UsageError(f"{message}{advice}")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print the help. Raises OSError where it cannot be written, which argparse would hide."""
        print(message, end="", file=file)


class _Command(_Parser):
    """The arguments of one command, whose options may stand between the others."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str], namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse does it, which takes all arguments that are no options where the first
        stands, so the options are moved before them, each with its value."""
        options: list[str] = []
        others: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                others += [arg, *rest]
            elif self._parse_optional(arg) is None:
                others.append(arg)
            else:
                options.append(arg)
                action = self._option_string_actions.get(arg)
                if action and action.nargs is None:  # then its value follows
                    options.append(next(rest, ""))
        moved = len(options) + len(others) == len(args)  # else the last one lacks its value
        return super().parse_known_args([*options, *others] if moved else args, namespace)


def run(argv: Sequence[str]) -> int:
    """Run the command line; the exit code."""
    try:
        _open_streams()
        code = _run(argv)
        sys.stdout.flush()  # what cannot be written fails here, not as Python ends
        return code
    except BrokenPipeError:  # the reader has gone, as with `quiz decks | head`
        _print_no_more()
        return 0
    except OSError as error:  # such as a full disk behind `>`
        _print_no_more()
        where = "" if error.filename else "not all could be printed: "
        return _fail(Unusable(f"{where}{error}"))


def _run(argv: Sequence[str]) -> int:
    """The exit code, before it is known whether all that was printed could be written."""
    try:
        args = placed(parser_of(argv).parse_args(argv))
        if args.version:
            return _version()
        if args.completion:
            return _completion(args.completion)
        _stand_somewhere()
        command = args.command or "app"
        module = import_module(f"quiz.cli.{COMMANDS[command].module if args.command else 'sit'}")
        code: int = getattr(module, f"{command}_" if iskeyword(command) else command)(args)
        return code
    except QuizError as error:
        return _fail(error)
    except KeyboardInterrupt:
        return 130
    except SystemExit:  # after `--help`
        return 0


def _open_streams() -> None:
    """See that the standard streams exist, and that what they cannot print fails nothing. From one
    that was closed, as with `<&-`, nothing comes, and what goes to it is lost; but where that is
    the output, printing fails as on a full disk."""
    closed = {
        "stdin": (os.O_RDONLY, "r"),
        "stdout": (os.O_RDONLY, "w"),
        "stderr": (os.O_WRONLY, "w"),
    }
    for name, (flag, mode) in closed.items():
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flag), mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _stand_somewhere() -> None:
    """Raise Unusable where the working folder has been deleted."""
    try:
        Path.cwd()
    except FileNotFoundError as error:
        raise Unusable("the working folder is gone: change to one that exists") from error


def _fail(error: QuizError) -> int:
    """Say in one line what is wrong; the exit code."""
    from quiz.markdown import printable

    print(f"quiz: {printable(str(error))}".replace("\n", " "), file=sys.stderr)
    return error.exit_code


def _print_no_more() -> None:
    """Let what is still to be printed go nowhere, or it would fail again as Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _help(prog: str) -> argparse.HelpFormatter:
    """Help as wide as the terminal. Argparse asks for it with each argument, and would import
    `shutil` to know the width, which costs 2 ms."""
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 80
    return argparse.HelpFormatter(prog, width=columns - 2)


def parser_of(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the whole line, with the arguments of the commands that it names."""
    parser = _Parser(
        prog="quiz",
        description="A quiz and flashcard trainer for history learned from documents."
        " Without a command it opens the app.",
        epilog="example: quiz take china-enters -n 5",
        formatter_class=_help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="the version; with -v its parts")
    parser.add_argument("-v", "--verbose", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--completion",
        choices=("bash", "zsh", "fish"),
        help="print what switches on completion in a shell",
    )
    _places(parser, "")
    commands = parser.add_subparsers(
        dest="command",
        metavar="COMMAND",
        title="commands",
        prog=parser.prog,
        parser_class=_Command,
    )
    asked = argv[0] if argv else ""
    for name, command in ({asked: COMMANDS[asked]} if asked in COMMANDS else COMMANDS).items():
        sub = commands.add_parser(
            name,
            help=command.help,
            description=command.help[0].upper() + command.help[1:] + ".",
            epilog=f"example: {command.example}",
            formatter_class=_help,
            allow_abbrev=False,
        )
        if name in argv:  # the others' arguments would only cost time
            _places(sub, "_after")
            getattr(import_module(f"quiz.cli.{command.module}"), f"{name}_arguments")(sub)
    return parser


def placed(args: argparse.Namespace) -> argparse.Namespace:
    """The arguments with what stood before and behind the command's name as one."""
    args.library = args.library + getattr(args, "library_after", [])
    args.home = getattr(args, "home_after", None) or args.home
    return args


def _places(parser: argparse.ArgumentParser, suffix: str) -> None:
    """The options that may stand before or behind the command's name."""
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


def _completion(shell: str) -> int:
    from quiz.cli.completing import script

    print(script(shell))
    return 0


def _version() -> int:
    import platform

    from quiz import __version__

    print(f"quiz {__version__}")
    import sqlite3

    import yaml

    from quiz.library.reader import FAST

    parser = "C parser" if FAST else "Python parser, some 15 times slower"
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    print(f"PyYAML {yaml.__version__} ({parser})")
    return 0
