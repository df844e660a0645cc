"""A card's picture, named by its content for Anki's one flat folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from quiz import pictures
from quiz.model import Card, Library, Unusable


@dataclass(frozen=True, slots=True)
class Medium:
    """A file that goes into the package."""

    name: str
    """In Anki: Anki ignores new content under an old name, so the name is the content's hash."""
    path: Path


def picture(card: Card, library: Library) -> Medium:
    """The picture of a card that has one. Raises Unusable where it is missing or lies elsewhere."""
    path = pictures.find(card, library)
    digest = sha256(content(path)).hexdigest()
    suffix = re.search(r"[.][a-z0-9]+$", card.image.lower())
    return Medium(f"quiz-{digest[:32]}{suffix[0] if suffix else ''}", path)


def content(path: Path) -> bytes:
    """The bytes of a picture. Raises Unusable where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unusable(f"image {path} cannot be read: {error.strerror}") from error
