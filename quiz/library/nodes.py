"""What a file of YAML holds: texts, mappings and lists, each with its position."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias


class Mark(NamedTuple):
    """A position, all from 0; it has the attributes of the parser's own marks."""

    index: int  # type: ignore[assignment]  # hides a method of tuples
    line: int
    column: int


Text: TypeAlias = tuple[str, Mark]
"""A scalar, whatever YAML would make of it, and where it begins."""


class Map:
    """A mapping: its pairs in the order written, duplicate keys dropped."""

    __slots__ = ("end_mark", "pairs", "start_mark")

    def __init__(self, start_mark: Mark) -> None:
        self.start_mark = self.end_mark = start_mark
        self.pairs: Pairs = {}
        """Of each key, where it stands and its value; None where a syntax error hides it."""


class Seq:
    """A list; `flow` where it is written in [ ]."""

    __slots__ = ("end_mark", "flow", "items", "start_mark")

    def __init__(self, start_mark: Mark, flow: bool = False) -> None:
        self.start_mark = self.end_mark = start_mark
        self.flow = flow
        self.items: list[Node] = []


Node: TypeAlias = Text | Map | Seq
Pairs: TypeAlias = dict[str, tuple[Mark, Node | None]]


def mark_of(node: Node) -> Mark:
    """Where a node begins."""
    return node[1] if isinstance(node, tuple) else node.start_mark


def values(node: Node | None) -> Any:  # noqa: ANN401 - text, list or dict
    """What a node says, without its places."""
    if isinstance(node, Map):
        return {key: values(value) for key, (_, value) in node.pairs.items()}
    if isinstance(node, Seq):
        return [values(item) for item in node.items]
    return node[0] if node else None
