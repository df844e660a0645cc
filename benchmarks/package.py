"""How fast decks go to Anki and come back: beside the same rows, moved at the least."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks import made
from benchmarks.measure import Growth, Measure, here, least, measured
from quiz import library
from quiz.anki.package import export
from quiz.cli import run
from quiz.model import Library

_COLLECTION = "collection.anki2"


def measures(folder: Path, *, quick: bool) -> Iterator[Measure]:
    """Export and import of 10,000 notes."""
    count, times = (200, 1) if quick else (10_000, 5)
    loaded = _made(folder / "library", count)
    package = folder / "made.apkg"
    export(loaded, package)
    statements, tables = _tables(package)
    yield measured(
        f"export of {count:,} notes / the same rows by `executemany` and deflate 1",
        here(lambda: export(loaded, package)),
        here(lambda: _write(folder / "floor.apkg", statements, tables)),
        1.5,
        times=times,
    )
    home = folder / "home"
    _bring(package, home)
    texts = [(path.name, path.read_text("utf-8")) for path in (home / "decks").glob("*.yaml")]
    yield measured(
        f"import of {count:,} notes / unzip, read the rows, write the same YAML",
        here(lambda: _bring(package, home)),
        here(lambda: _copy(package, texts, folder / "copied")),
        3,
        times=times,
    )


def growth(folder: Path, *, quick: bool) -> Iterator[Growth]:
    """Export and import at two sizes."""
    sizes, times = ((50, 200), 1) if quick else ((100, 10_000), 3)
    exports, imports = [], []
    for size in sizes:
        loaded = _made(folder / f"grown-{size}", size)
        package, home = folder / f"{size}.apkg", folder / f"home-{size}"
        exports.append(least(here(lambda made=loaded, to=package: export(made, to)), times))  # type: ignore[misc]
        imports.append(least(here(lambda of=package, to=home: _bring(of, to)), times))  # type: ignore[misc]
    yield Growth("export, notes", sizes, (exports[0], exports[1]))
    yield Growth("import, notes", sizes, (imports[0], imports[1]))


def _made(root: Path, count: int) -> Library:
    loaded, _ = library.load_library(made.library(root, count))
    return loaded


def _bring(package: Path, home: Path) -> None:
    """Import into an empty library."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        code = run(["import", str(package), "--into", str(home), "--home", str(home)])
    if code:
        raise RuntimeError(f"the import of {package} ended with {code}")


def _copy(package: Path, texts: list[tuple[str, str]], to: Path) -> None:
    """Unzip, read every row, write texts."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    _tables(package)
    for name, text in texts:
        (to / name).write_text(text, encoding="utf-8")


def _tables(package: Path) -> tuple[list[str], dict[str, list[tuple[Any, ...]]]]:
    """The statements that make a package's tables and indices, and the rows of each table."""
    with TemporaryDirectory() as folder:
        with ZipFile(package) as opened:
            opened.extract(_COLLECTION, folder)
        with closing(sqlite3.connect(Path(folder, _COLLECTION))) as database:
            made_by = database.execute(
                "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL"
                " AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
            tables = {
                name: database.execute(f"SELECT * FROM {name}").fetchall()
                for name, kind, _ in made_by
                if kind == "table"
            }
            return [sql for _, _, sql in made_by], tables


def _write(path: Path, statements: list[str], tables: dict[str, list[tuple[Any, ...]]]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, _COLLECTION)
        with closing(sqlite3.connect(file)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            for statement in statements:
                database.execute(statement)
            for name, rows in tables.items():
                if rows:
                    places = ", ".join("?" * len(rows[0]))
                    database.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
            database.commit()
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as package:
            package.write(file, _COLLECTION)
