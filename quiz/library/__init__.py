"""Finds and loads libraries; what cannot be read becomes Problems, never exceptions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from quiz.collector import collector_off
from quiz.library.disk import content, shown, yaml_files_of
from quiz.markdown import printable
from quiz.model import (
    Card,
    Conflict,
    Deck,
    Library,
    Name,
    Place,
    Problem,
    Severity,
    Source,
    Unusable,
)

if TYPE_CHECKING:  # with YAML they cost 25 ms, and a start from what was kept needs none
    from quiz.library.build import Builder
    from quiz.library.nodes import Node

T = TypeVar("T", Deck, Source)

NAMES_FILE, CONFLICTS_FILE, LIBRARY_FILE = "names.yaml", "conflicts.yaml", "library.yaml"

AMONG = frozenset(("duplicate-library", "no-library"))
"""Rules on which libraries are used together, which the check of one of their files cannot show."""


class Loaded(NamedTuple):
    """Libraries with everything sound in them, and the Problems of the rest."""

    libraries: tuple[Library, ...]
    problems: tuple[Problem, ...]


def shipped() -> Path:
    """The library that comes with the program: in the wheel, or in the checkout around it."""
    package = Path(__file__).parent.parent
    carried = package / "shipped"
    return carried if carried.is_dir() else package.parent


def is_library(folder: Path) -> bool:
    """Whether a folder holds `decks/library.yaml`."""
    return os.path.isfile(folder / "decks" / LIBRARY_FILE)  # noqa: PTH113 - this never raises


def base(given: Sequence[str], start: Path) -> list[Path]:
    """The folders of the base libraries: those given, else the nearest upwards, else the
    shipped one. Raises Unusable for a given folder that is no library."""
    for folder in map(Path, given):
        if not is_library(folder):
            missing = "does not exist" if not folder.exists() else f"has no decks/{LIBRARY_FILE}"
            raise Unusable(f"{folder} is no library: it {missing}")
    if given:
        return [Path(folder) for folder in given]
    start = start.absolute()
    return [next((f for f in (start, *start.parents) if is_library(f)), shipped())]


def load(folders: Iterable[Path]) -> Loaded:
    """Load libraries. A folder named twice counts once; of two libraries of one name the
    second is left out, with a Problem, and so is one whose name cannot be read. A folder that is
    no library is one of `config.toml`: the base libraries are known to be some."""
    libraries: dict[str, Library] = {}
    problems: list[Problem] = []
    roots: set[Path] = set()
    for folder in folders:
        root = Path(os.path.realpath(folder))
        if root in roots:
            continue
        roots.add(root)
        library, found = load_library(folder)
        problems += found
        place = Place(shown(folder / "decks" / LIBRARY_FILE), 1, 1)
        if library.slug in libraries:
            first = _quoted(libraries[library.slug].root)
            message = (
                f"{_quoted(folder)} is called {library.slug!r} as {first} is, so its decks are not"
                f" used: give one of the two another name in its decks/{LIBRARY_FILE}"
            )
            problems.append(Problem(place, "duplicate-library", message))
        elif library.slug:
            libraries[library.slug] = library
        elif not is_library(folder):
            message = (
                f"config.toml names {_quoted(folder)} under `libraries`, which is no library: take"
                f" it out there, or begin one with `quiz new DECK --into {_quoted(folder)}`"
            )
            problems.append(Problem(place, "no-library", message))
    return Loaded(tuple(libraries.values()), tuple(problems))


def load_library(folder: Path) -> tuple[Library, list[Problem]]:
    """One library; without `library.yaml` its slug is empty, and only checks can use it.

    Raises Unusable where the folder cannot be listed.
    """
    return _load(folder, yaml_files_of(folder / "decks"), yaml_files_of(folder / "seeds"))


def files(folder: Path) -> list[Path]:
    """The files that `load_library` reads. Raises Unusable."""
    return yaml_files_of(folder / "decks") + yaml_files_of(folder / "seeds")


def _load(
    folder: Path, deck_files: Iterable[Path], seed_files: Iterable[Path]
) -> tuple[Library, list[Problem]]:
    from quiz.library.build import Builder, make_library

    problems: list[Problem] = []

    def opened(paths: Iterable[Path]) -> Iterator[tuple[Path, Builder, Node | None]]:
        for path in paths:
            node, found = _read(path)
            if node is not None or not found:
                yield path, Builder(shown(path), found), node
            problems.extend(_once("not-utf8", found))

    values: dict[str, Any] = {}
    sources: list[Source] = []
    conflicts: list[Conflict] = []
    names: list[Name] = []
    decks: list[Deck] = []
    with collector_off():
        for _, builder, node in opened([folder / "decks" / LIBRARY_FILE] * is_library(folder)):
            values = builder.library(node)
        for path, builder, node in opened(sorted(seed_files, key=_conflicts_last)):
            if path.name == CONFLICTS_FILE:
                standings = {fact.citation: fact.standing for s in sources for fact in s.facts}
                conflicts += builder.conflicts(node, standings)
            elif path.name == NAMES_FILE:
                names += builder.names(node)
            elif source := builder.source(node):
                sources.append(source)
        slug = values.get("library", "")
        for path, builder, node in opened(p for p in deck_files if p.name != LIBRARY_FILE):
            if deck := builder.deck(node, slug, path.stem):
                decks.append(deck)
    decks = _unique(decks, "duplicate-deck", problems)
    sources = _unique(sources, "duplicate-source", problems)
    library = make_library(
        values,
        root=folder,
        decks=tuple(sorted(decks, key=_teaching_order)),
        sources=tuple(sources),
        conflicts=tuple(conflicts),
        names=tuple(names),
        sourced=os.path.isdir(folder / "seeds"),  # noqa: PTH112 - this never raises
    )
    return library, sorted(problems, key=lambda problem: problem.place)


class Target(NamedTuple):
    """What `quiz check PATH` is to look at: a library, and which of its files were meant."""

    library: Library
    problems: tuple[Problem, ...]
    file: str = ""
    """Only this file's Problems were asked for; empty for all."""

    def covers(self, problem: Problem) -> bool:
        """Whether the Problem is of a file that was meant."""
        return self.file in ("", problem.place.file)


def yaml_files(paths: Iterable[Path]) -> list[Path]:
    """The files of libraries, of folders of decks, and those named themselves.

    Raises Unusable.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise Unusable(f"{path} does not exist: name a library or one of its files")
        within = (path / "decks", path / "seeds") if (path / "decks").is_dir() else (path,)
        for folder in within:
            found += yaml_files_of(folder) if path.is_dir() else [path]
    return found


def check_target(path: Path) -> Target:
    """A library to check: a folder with `decks/`, that folder of decks itself, a folder of
    loose decks, or the library around one file, which may be a learner's `overrides.yaml`.
    Raises Unusable."""
    from quiz.library.overrides import OVERRIDES_FILE

    if not path.exists():
        raise Unusable(f"{path} does not exist: name a library or one of its files")
    folder = path.absolute() if path.is_dir() else path.absolute().parent
    if not (folder / "decks").is_dir() and folder.name in ("decks", "seeds"):
        folder = folder.parent
    if (folder / "decks").is_dir():
        library, problems = load_library(folder)
        problems += _too_deep(folder)
        if path.is_file() and path.name not in (OVERRIDES_FILE, "cards.lock"):
            problems += _passed_by(path, folder)
        if not is_library(folder):
            message = "there is none, so the decks can only be checked: `quiz new` writes one"
            problems.append(_without_name(folder, message))
    else:
        files = yaml_files_of(folder) if path.is_dir() else [path]
        if not files:
            raise Unusable(f"{path} is no library: it has no decks/, and no YAML file to check")
        decks = [file for file in files if file.name != OVERRIDES_FILE]
        library, problems = _load(folder, decks, [])
    if path.is_file() or not (folder / "decks").is_dir():
        problems += with_overrides((), folder / OVERRIDES_FILE).problems
    return Target(library, tuple(problems), "" if path.is_dir() else shown(path))


def _passed_by(path: Path, folder: Path) -> list[Problem]:
    """The Problem that a file which was named is none of those that are read of a library."""
    if any(path.samefile(file) for file in files(folder) if file.exists()):
        return []
    message = "it is not read: move a deck into decks/, and a source into seeds/"
    found = content(path)
    if isinstance(found, bytes):
        found = Problem(Place(shown(path), 1, 1), "misplaced-file", message)
    return [found]


def passed_over(start: Path) -> list[Problem]:
    """The Problem that decks where one stands, or around it, are no library, as nothing says what
    it is called."""
    folder = start.parent if start.name in ("decks", "seeds") else start
    if is_library(folder) or not yaml_files_of(folder / "decks"):
        return []
    file = Path(shown(folder)) / "decks" / LIBRARY_FILE
    message = (
        f"there is no {printable(str(file))}, so the decks beside it are not used:"
        f" `quiz new DECK --into {_quoted(Path(shown(folder)))}` writes it, with a deck to fill in"
    )
    return [_without_name(folder, message)]


def _without_name(folder: Path, message: str) -> Problem:
    place = Place(shown(folder / "decks" / LIBRARY_FILE), 1, 1)
    return Problem(place, "no-library", message, severity=Severity.WARNING)


def _too_deep(folder: Path) -> Iterator[Problem]:
    """The Problems that files lie in folders of `decks/` and `seeds/`, where none is read."""
    for within in (folder / "decks", folder / "seeds"):
        for deeper in sorted(within.iterdir()) if within.is_dir() else ():
            for file in yaml_files_of(deeper) if deeper.name[0] != "." else ():
                message = f"it is not read: move it up into {within.name}/"
                yield Problem(Place(shown(file), 1, 1), "misplaced-file", message)


def with_overrides(libraries: Iterable[Library], path: Path) -> Loaded:
    """The libraries with a learner's `overrides.yaml` laid over them, where there is one."""
    from quiz.references import names

    libraries = tuple(libraries)
    by_card, problems = laid_over(path)

    def overridden(card: Card) -> Card:
        values = next((by_card[name] for name in names(card) if name in by_card), None)
        if values is None:
            return card
        return replace(
            card,
            accept=(*card.accept, *values.get("accept", ())),
            explanation=values.get("explanation", card.explanation),
            note=values.get("note", card.note),
        )

    def changed(deck: Deck) -> Deck:
        return replace(deck, cards=tuple(map(overridden, deck.cards)))

    if by_card:
        libraries = tuple(
            replace(library, decks=tuple(map(changed, library.decks))) for library in libraries
        )
    return Loaded(libraries, tuple(_once("not-utf8", problems)))


def laid_over(path: Path) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """What a learner's `overrides.yaml` lays over cards, as mappings by the names that it gives
    these, and its Problems."""
    if not os.path.lexists(path):
        return {}, []
    from quiz.library.build import Builder

    node, problems = _read(path)
    unread = node is None and problems
    overrides = () if unread else Builder(shown(path), problems).overrides(node)
    return {values["card"]: values for values in overrides}, problems


def astray(loaded: Loaded, path: Path) -> list[Problem]:
    """The Problems that entries of `overrides.yaml` are for cards that the libraries do not have;
    none for libraries that are not loaded, or of which something could not be read."""
    from quiz.references import names

    by_card, _ = laid_over(path)
    known = {
        name for library in loaded.libraries for card in library.cards() for name in names(card)
    }
    whole = [library.slug for library in loaded.libraries if not _has_problems(library, loaded)]
    return [
        Problem(
            values["place"],
            "unknown-card",
            "there is no such card: correct its name, or take the entry out",
            card,
            Severity.WARNING,
        )
        for card, values in by_card.items()
        if card not in known and card.partition("/")[0] in whole
    ]


def _has_problems(library: Library, loaded: Loaded) -> bool:
    root = library.root.absolute() / "decks"
    return any(Path(p.place.file).absolute().is_relative_to(root) for p in loaded.problems)


def _once(rule: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The Problems, those of one rule up to the first: each of them left out the card that it
    stands in, but all have one cause and one cure."""
    met = False
    for problem in problems:
        if problem.rule != rule or not met:
            yield problem
        met = met or problem.rule == rule


def _read(path: Path) -> tuple[Node | None, list[Problem]]:
    from quiz.library.reader import read

    data = content(path)
    return (None, [data]) if isinstance(data, Problem) else read(data, shown(path))


def _conflicts_last(path: Path) -> tuple[bool, str]:
    """A claim stands as its facts do, so these are read first."""
    return path.name == CONFLICTS_FILE, path.name


def _quoted(folder: Path) -> str:
    """A folder as a shell reads it."""
    from shlex import quote  # half a millisecond, and only Problems need it

    return printable(quote(str(folder)))


def _teaching_order(deck: Deck) -> tuple[int, str]:
    return (deck.order if deck.order is not None else 1_000_000, deck.slug)


def _unique(values: list[T], rule: str, problems: list[Problem]) -> list[T]:
    seen: dict[str, T] = {}
    for value in values:
        if value.slug in seen:
            first = seen[value.slug].place.file
            message = f"{value.slug!r} stands in {printable(first)} already: give it another name"
            problems.append(Problem(value.place, rule, message))
        else:
            seen[value.slug] = value
    return list(seen.values())
