"""What the rules of `quiz check` say of the libraries that are the learner's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from quiz.model import Library, Problem


def own(libraries: Iterable[Library]) -> tuple[Library, ...]:
    """Those that the learner can write; the shipped one is checked before a release."""
    from quiz.library import LIBRARY_FILE, shipped
    from quiz.library.overrides import writable

    return tuple(
        library
        for library in libraries
        if library.root.resolve() != shipped().resolve()
        and writable(library.root / "decks" / LIBRARY_FILE, library.root)
    )


def advice(libraries: Iterable[Library], loading: Collection[Problem] = ()) -> list[Problem]:
    """What is found in libraries, each one's by file and line, but not what may only follow from
    the Problems of `loading` them. It takes some 0.3 ms a card."""
    from quiz.check import check

    return [problem for library in libraries for problem in check(library, loading)]
