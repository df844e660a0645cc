from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection

_DECK = """\
deck: moon
title: The Moon
cards:
- id: first
  question: Who stepped out first?
  answer: Neil Armstrong
- id: second
  question: Who stepped out second?
  answer: Buzz Aldrin
"""


@pytest.fixture
def moon(tmp_path: Path) -> Path:
    """A library of two cards on the disk."""
    decks = tmp_path / "moon" / "decks"
    decks.mkdir(parents=True)
    (decks / "library.yaml").write_text("library: test\ntitle: Test\nlanguage: en\n")
    (decks / "moon.yaml").write_text(_DECK)
    return tmp_path / "moon"


@pytest.fixture
def edit(moon: Path) -> Callable[[str, str], None]:
    """Replaces a text of its deck."""

    def replaced(old: str, new: str) -> None:
        file = moon / "decks" / "moon.yaml"
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))

    return replaced


@pytest.fixture
def collection(tmp_path: Path):
    (tmp_path / "anki").mkdir()
    opened = Collection(str(tmp_path / "anki" / "collection.anki2"))
    yield opened
    opened.close()
