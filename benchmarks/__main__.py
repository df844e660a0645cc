"""`python -m benchmarks [--quick] [--only NAME] [--write FILE]`: every ratio beside what is asked.

Compile first (`python -m compileall -q quiz`), and let the machine rest.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Growth, Measure

GROUPS = ("start", "library", "study", "package", "app")
"""The modules beside this one: each has `measures(folder, quick)`, and `growth` where sizes
tell something."""


def main(argv: Sequence[str]) -> int:
    """Measure, and print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=GROUPS, help="one group (repeatable)")
    parser.add_argument("--quick", action="store_true", help="small sizes: does it still run?")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the tables in a file too")
    args = parser.parse_args(argv)
    measures: list[Measure] = []
    growths: list[Growth] = []
    for name in args.only or GROUPS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        group = import_module(f"benchmarks.{name}")
        with TemporaryDirectory(prefix="quiz-benchmarks-") as folder:
            measures += group.measures(Path(folder), quick=args.quick)
            if hasattr(group, "growth"):
                growths += group.growth(Path(folder), quick=args.quick)
    text = "\n".join(report(measures, growths)) + "\n"
    print(text, end="")
    if args.write:
        args.write.write_text(text, encoding="utf-8")
    return 0


def report(measures: Iterable[Measure], growths: Iterable[Growth]) -> Iterator[str]:
    """The lines of both tables."""
    today = datetime.now(UTC).date().isoformat()
    yield f"{today}, Python {platform.python_version()}, {platform.system()}."
    yield ""
    yield "| what / against | figure | floor | ratio | by the clock | at most | |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for one in measures:
        reached = (
            "reached" if one.ratio <= one.most else f"missed by {one.ratio / one.most - 1:.0%}"
        )
        wall = "" if one.wall is None else f"{one.wall:.2f}"
        costs = f"{_number(one.figure)} {one.unit} | {_number(one.floor)} {one.unit}"
        yield f"| {one.name} | {costs} | {one.ratio:.2f} | {wall} | {one.most:g} | {reached} |"
    rows = list(growths)
    if rows:
        yield ""
        yield "| growth | from | to | the work | the cost |"
        yield "| --- | ---: | ---: | ---: | ---: |"
    for row in rows:
        (few, many), (low, high) = row.sizes, row.costs
        yield (
            f"| {row.name} | {few:,}: {_number(low)} ms | {many:,}: {_number(high)} ms"
            f" | x {many / few:g} | x {high / low:.1f} |"
        )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
