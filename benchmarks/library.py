"""How fast a library is read and checked: beside the C parser's events on the same files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks import made
from benchmarks.measure import Growth, Measure, here, least, measured, process
from quiz.library import files, load_library

_CHECK = "from quiz.__main__ import main; raise SystemExit(main() > 1)"
# The command as a process of its own, since it finds nothing in memory either. That it finds
# Problems in what is made, which is exit code 1, is no failure here.


def measures(folder: Path, *, quick: bool) -> Iterator[Measure]:
    """Loading and checking 10,000 cards."""
    count, times = (500, 1) if quick else (10_000, 5)
    root = made.library(folder / "measured", count)
    floor = here(lambda: _events(root))
    yield measured(
        f"load {count:,} cards / the C parser's events",
        here(lambda: load_library(root)),
        floor,
        2,
        times=times,
    )
    yield measured(
        f"load and check {count:,} cards / the C parser's events",
        process("-c", _CHECK, "check", str(root)),
        floor,
        8,
        times=times,
    )


def growth(folder: Path, *, quick: bool) -> Iterator[Growth]:
    """Loading and checking at two sizes."""
    sizes, times = ((50, 500), 1) if quick else ((100, 10_000), 3)
    roots = [made.library(folder / str(size), size) for size in sizes]
    loads = [least(here(lambda root=root: load_library(root)), times) for root in roots]  # type: ignore[misc]
    checks = [least(process("-c", _CHECK, "check", str(root)), times) for root in roots]
    yield Growth("load, cards", sizes, (loads[0], loads[1]))
    yield Growth("load and check, cards", sizes, (checks[0], checks[1]))


def _events(root: Path) -> None:
    """Read the same files with the parser alone."""
    parser_of = yaml.cyaml.CParser if yaml.__with_libyaml__ else yaml.SafeLoader
    for file in files(root):
        parser = parser_of(file.read_text(encoding="utf-8"))
        while parser.get_event() is not None:
            pass
