"""Writes decks in the format that a file's suffix names, whole or not at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from quiz.choosing import Part, chosen
from quiz.counted import counted
from quiz.exchange.taken import Progress, Taken
from quiz.files import write
from quiz.model import Library, Unusable, UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """The function that gives a file's text in pieces."""

    module: str
    function: str = "pieces"
    retired: bool = False
    """It takes retired cards too."""


FORMATS = {
    ".csv": Format("table", "comma"),
    ".tsv": Format("table", "tab"),
    ".gift": Format("gift"),
    ".xml": Format("moodle"),
    ".html": Format("sheet"),
    ".json": Format("data", retired=True),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What an export wrote, or would."""

    path: Path
    decks: tuple[str, ...]
    """Their titles."""
    cards: int
    """Those of which the file holds something."""
    remarks: tuple[str, ...]
    """What the format could not hold, a line each."""


def export(
    libraries: Iterable[Library],
    path: Path,
    *,
    decks: Collection[str] = (),
    tag: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Write all decks, or those called `DECK` or `LIBRARY/DECK`; with `tag`, cards that have it.

    Equal libraries give equal bytes. A failure leaves the file at `path` as it was, and so does a
    dry run. Raises UsageError for a suffix, decks or a tag that cannot be meant, and Unusable for
    a picture that is missing or a file that cannot be written.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if not format_:
        raise UsageError(f"{path.name}: the suffix says what to write: {', '.join(FORMATS)}")
    parts = chosen(libraries, decks, tag)
    retired = 0
    if not format_.retired:
        served = [_served(part) for part in parts]
        retired = sum(len(part.cards) for part in parts) - sum(len(part.cards) for part in served)
        parts = [part for part in served if part.cards]
        if not parts:
            raise UsageError("every card of it is retired, and those go into .apkg and .json alone")
    taken = Taken(parts, progress)
    folder = path.resolve().parent
    if not folder.is_dir():
        raise Unusable(f"{path} cannot be written: there is no folder {folder}")
    module = import_module(f"quiz.exchange.{format_.module}")
    pieces = cast("Callable[[Taken], Iterator[str]]", getattr(module, format_.function))(taken)
    if dry_run:
        deque(pieces, maxlen=0)
    else:
        write(path.resolve(), "".join(pieces))
    remarks = taken.losses
    if retired:
        remarks = (
            f"{counted(retired, 'retired card')} left out: nobody is asked them any more.",
            *remarks,
        )
    titles = tuple(dict.fromkeys(part.deck.title for part in parts))
    return Report(path, titles, taken.written, remarks)


def _served(part: Part) -> Part:
    return replace(part, cards=tuple(card for card in part.cards if not card.retired))
