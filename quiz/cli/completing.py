"""Completion in the shell, by argcomplete: imported when a shell asks, and at no other time."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import argcomplete
from argcomplete.completers import DirectoriesCompleter, SuppressCompleter
from argcomplete.shell_integration import shellcode

from quiz import cli
from quiz.cli import compose
from quiz.cli.look import ids
from quiz.model import Library, QuizError

_PLAIN = re.compile(r"[\w.:/@+-]+")
"""Names that no shell reads as anything else; others are typed in full."""


def script(shell: str) -> str:
    """What a shell has to evaluate to ask `quiz` for completions."""
    return shellcode(["quiz"], shell=shell)


def answer() -> None:
    """Tell the shell what may stand at the cursor, and end the process.

    The shell says what was typed in `COMP_LINE` and where the cursor is in `COMP_POINT`.
    """
    parser = cli.parser_of(os.environ.get("COMP_LINE", "").split()[1:])
    for action in _actions(parser):
        if completer := _COMPLETERS.get(str(action.metavar or action.dest)):
            action.completer = completer  # type: ignore[attr-defined]
    argcomplete.autocomplete(parser, always_complete_options=False)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The actions of a parser and of its commands, but for what is only now given a name."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from (a for a in _actions(sub) if (name, a.dest) != ("new", "deck"))


def _names(names: Callable[[Library, str], Iterable[str]]) -> Callable[..., list[str]]:
    """A completer that offers names of the libraries; none where they cannot be used.

    `names` gives those of one library, of which some may fit what was typed.
    """

    def complete(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
        found: dict[str, None] = {}
        with suppress(QuizError, OSError):
            for library in compose.libraries_of(cli.placed(parsed_args)).libraries:
                found |= dict.fromkeys(names(library, prefix))
        return [name for name in found if name.startswith(prefix) and _PLAIN.fullmatch(name)]

    return complete


def _decks(library: Library, typed: str) -> Iterator[str]:
    """The decks, with their library only where that is being typed."""
    before = f"{library.slug}/" if "/" in typed else ""
    yield from (f"{before}{deck.slug}" for deck in library.decks)


def _tags(library: Library, _: str) -> Iterator[str]:
    yield from (tag for card in library.cards() for tag in card.tags)


def _rules(**_: object) -> Iterable[str]:
    from quiz.check.explain import sections

    document = Path(__file__).parent.parent / "check" / "rules.md"
    return sections(document.read_text(encoding="utf-8"))


_COMPLETERS = {
    # by what the help calls an argument; where none is named, files are offered
    "DECK": _names(_decks),
    "tag": _names(_tags),
    "ID": _names(lambda library, _: ids(library)),
    "RULE": _rules,
    "DIR": DirectoriesCompleter(),
    **dict.fromkeys(("N", "M", "S", "TEXT"), SuppressCompleter()),
}
