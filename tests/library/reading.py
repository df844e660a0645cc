"""Deck texts for the tests of the library, and what is read from them."""

from __future__ import annotations

from quiz.library.build import Builder
from quiz.library.nodes import Map, Seq
from quiz.library.reader import read

HEAD = "deck: d\ntitle: T\ncards:\n"
SOUND = "- id: {}\n  question: Q?\n  answer: A\n"


def nodes(text: str | bytes):
    """The nodes of a text without positions, and its Problems."""
    data = text if isinstance(text, bytes) else text.encode()
    root, problems = read(data, "f.yaml")
    return bare(root), problems


def bare(node):
    """A node as dicts, lists and texts."""
    if isinstance(node, Map):
        return {key: bare(value) for key, (_, value) in node.pairs.items()}
    if isinstance(node, Seq):
        return [bare(item) for item in node.items]
    return node[0] if isinstance(node, tuple) else node


def build(text: str | bytes, kind: str = "deck"):
    """What a file of one kind is built to, and all its Problems in its order."""
    data = text if isinstance(text, bytes) else text.encode()
    root, problems = read(data, "f.yaml")
    value = None
    if root is not None or not problems:
        builder = Builder("f.yaml", problems)
        value = {
            "deck": lambda: builder.deck(root, "lib", "stem"),
            "source": lambda: builder.source(root),
            "conflicts": lambda: builder.conflicts(root, {}),
            "names": lambda: builder.names(root),
            "library": lambda: builder.library(root),
            "overrides": lambda: builder.overrides(root),
        }[kind]()
    return value, sorted(problems, key=lambda problem: problem.place)


def places(problems) -> list[tuple[int, int, str]]:
    return [(p.place.line, p.place.column, p.rule) for p in problems]


def found(text: str | bytes, kind: str = "deck") -> list[tuple[int, int, str]]:
    """Line, column and rule of each Problem of a file."""
    return places(build(text, kind)[1])


def ids(deck) -> list[str]:
    return [card.identity.card for card in deck.cards]


def deck(card: str) -> str:
    """A deck with a sound card, this one from line 7 on, and another sound one."""
    return HEAD + SOUND.format("first") + card + SOUND.format("last")
