"""Finds a card's picture, which lies beside its deck and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from quiz.model import Card, Library, Unusable


def find(card: Card, library: Library) -> Path:
    """The file of a card's picture. Raises Unusable where it is missing or lies elsewhere."""
    return beside(library.root / "decks", card.image)


def beside(folder: Path, image: str) -> Path:
    """The file that `image` names in a folder of decks. Raises Unusable as `find` does."""
    try:
        path = (folder / image).resolve()
        there = path.is_file()
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a NUL
        raise Unusable(f"image {image!r} cannot be found: {error}") from error
    if ".." in re.split(r"[/\\]", image) or not path.is_relative_to(folder.resolve()):
        raise Unusable(f"image {image!r} lies outside the folder of the decks: copy it there")
    if not there:  # or a folder, or a pipe, which would be waited for
        raise Unusable(f"image {image!r} is not beside the deck: put it there")
    return path
