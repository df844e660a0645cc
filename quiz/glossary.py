"""Which names stand in a text: for the glossary on demand. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.grading.context import Vocabulary
from quiz.grading.text import normal
from quiz.markdown import plain
from quiz.model import Library, Name


def names_in(library: Library, texts: Iterable[str]) -> tuple[Name, ...]:
    """The names that occur in texts, in the order of the library's list, each once."""
    vocabulary = Vocabulary(library)
    found: set[str] = set()
    for text in texts:
        found |= vocabulary.named(normal(plain(text)).words)
    return tuple(name for name in library.names if name.id in found)


def listed(libraries: Iterable[Library]) -> tuple[Name, ...]:
    """Every name that has a line of the glossary, by the alphabet."""
    names = (name for library in libraries for name in library.names if name.glossary)
    return tuple(sorted(names, key=lambda name: name.name.casefold()))
