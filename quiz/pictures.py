"""Finds a card's picture, which lies beside its deck and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from quiz.model import Card, Library, Unusable

_HEAD = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|RIFF.{4}WEBP", re.DOTALL)
"""How a PNG, JPEG, GIF, BMP and WebP begin."""
LARGEST = 32 << 20
"""Bytes of a picture."""


def find(card: Card, library: Library) -> Path:
    """The file of a card's picture. Raises Unusable where it is missing, too large or elsewhere."""
    return beside(library.root / "decks", card.image)


def beside(folder: Path, image: str) -> Path:
    """The file that `image` names in a folder of decks. Raises Unusable as `find` does."""
    try:
        path = (folder / image).resolve()
        there = path.is_file()
        size = path.stat().st_size if there else 0
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a NUL
        raise Unusable(f"image {image!r} cannot be found: {error}") from error
    if ".." in re.split(r"[/\\]", image) or not path.is_relative_to(folder.resolve()):
        raise Unusable(f"image {image!r} lies outside the folder of the decks: copy it there")
    if not there:  # or a folder, or a pipe, which would be waited for
        raise Unusable(f"image {image!r} is not beside the deck: put it there")
    if size > LARGEST:
        raise Unusable(f"image {image!r} is over {LARGEST >> 20} MiB: make it smaller")
    return path


def is_shown(path: Path) -> bool:
    """Whether a file begins as a picture that app and Anki show. Raises Unusable where it cannot
    be read."""
    try:
        with path.open("rb") as file:
            return _HEAD.match(file.read(16)) is not None
    except OSError as error:
        raise Unusable(f"image {path.name!r} cannot be read: {error.strerror or error}") from error
