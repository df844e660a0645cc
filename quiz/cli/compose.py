"""What commands work on: the home folder, the libraries, the trainer with all of them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.model import UsageError

if TYPE_CHECKING:
    from quiz.history import History
    from quiz.library import Loaded
    from quiz.settings import Settings
    from quiz.trainer import Trainer


def home_of(args: argparse.Namespace) -> Path:
    """The learner's home folder."""
    from quiz.settings import home_folder

    return home_folder(args.home)


def libraries_of(args: argparse.Namespace, *, seeds: bool = True) -> Loaded:
    """The base libraries, those of the settings and the learner's own, overrides laid over. What
    does not need them says so: libraries without `seeds` are made in half the time."""
    from quiz.library import is_library, kept, passed_over

    home = home_of(args)
    base = folders_of(args)
    folders = [*base, *settings_of(args).libraries]
    if is_library(home):
        folders.append(home)
    loaded = kept.load(folders, home / "overrides.yaml", home / "libraries.json", seeds=seeds)
    if not _named(args) and only_shipped(base):
        loaded = loaded._replace(problems=(*loaded.problems, *passed_over(Path.cwd())))
    return loaded


def settings_of(args: argparse.Namespace) -> Settings:
    """The learner's settings. Raises Unusable."""
    from quiz.settings import load

    return load(home_of(args) / "config.toml")


def history_of(args: argparse.Namespace, settings: Settings, *, reading: bool = False) -> History:
    """The learner's history; with `reading` one that does not exist is not made, and one that
    cannot be written will do.

    Raises Unusable.
    """
    from quiz.history import History

    path = home_of(args) / "history.db"
    return History(
        Path(":memory:") if reading and not path.exists() else path,
        day_starts=settings.day_starts,
        reading=reading,
    )


def folders_of(args: argparse.Namespace) -> list[Path]:
    """The folders of the base libraries. Raises Unusable."""
    from quiz import library

    return library.base(_named(args), Path.cwd())


def _named(args: argparse.Namespace) -> list[str]:
    return args.library or [p for p in os.environ.get("QUIZ_LIBRARY", "").split(os.pathsep) if p]


def writable_of(args: argparse.Namespace) -> list[Path]:
    """The folders of the base libraries, to be written. Raises Unusable, and UsageError for the
    shipped library unless it is named or worked on."""
    from shlex import quote

    from quiz.library import is_library

    folders, home = folders_of(args), home_of(args)
    if not _named(args) and only_shipped(folders):
        yours = f"name yours with --library DIR, or begin one in {home} with `quiz new DECK`"
        if is_library(home):
            yours = f"name yours, --library {quote(str(home))}"
        raise UsageError(f"the shipped library is never written: {yours}")
    return folders


def only_shipped(folders: list[Path]) -> bool:
    """Whether these are the shipped library alone, and nobody is at work in it."""
    from quiz.library import shipped

    return folders == [shipped()] and not Path.cwd().is_relative_to(shipped())


def trainer_of(args: argparse.Namespace, *, reading: bool = False, seeds: bool = True) -> Trainer:
    """Everything composed. With `reading` a history that does not exist is not made."""
    from quiz.memo import Memo
    from quiz.trainer import Trainer

    home = home_of(args)
    settings = settings_of(args)
    loaded = libraries_of(args, seeds=seeds)
    return Trainer(
        loaded.libraries,
        loaded.problems,
        settings,
        history_of(args, settings, reading=reading),
        memo=Memo(home / "schedule.json"),
        home=home,
        load=lambda: libraries_of(args),
    )
