"""The canonical layout of a library's files: keys in one order, one card a block, comments kept.

The text is written anew from its nodes, so no value changes; comments travel with the key or
list item that they stand before (or behind, on its line). Formatting twice is formatting once.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise

import yaml

from quiz.library.reader import Map, Mark, Node, Seq, mark_of, read
from quiz.library.shapes import DOCUMENT, FILES, PARTS, Kind, Shape
from quiz.model import Problem

WIDTH = 80

_REFERENCE = re.compile(r"[a-z0-9]+(?:[-/:][a-z0-9]+)*\Z")
_BARE = frozenset({Kind.TEXT, *(kind for kind in Kind if "texts" in kind), Kind.REASONS})
"""Kinds whose texts YAML might take for a number or a truth value elsewhere, so they are quoted."""

_FOLDS = re.compile(r"[^\s#]\S*(?: \S+)+\Z")
"""Words with single spaces between, as folding would give them back."""


def formatted(text: str, file: str) -> tuple[str, list[Problem]]:
    """The text in canonical layout; with Problems, the text as it was."""
    node, problems = read(text.encode(), file)
    if problems or not isinstance(node, Map):
        return text, problems
    shape = next((shape for key, shape in _BY_FIRST_KEY.items() if key in node.pairs), None)
    if shape is None:
        return text, []
    writer = _Writer(text, node)
    lines = [*writer.mapping(node, shape, ""), *writer.rest()]
    return "\n".join(lines).strip("\n") + "\n", []


_BY_FIRST_KEY: Mapping[str, Shape] = {next(iter(shape.keys)): shape for shape in FILES.values()}


class _Writer:
    """Writes nodes; the comments of the old text are taken up on the way."""

    def __init__(self, text: str, root: Map) -> None:
        lines = sorted({mark.line for mark in _anchors(root)})
        self._own: dict[int, list[str]] = {}
        self._behind: dict[int, str] = {}
        self._last: list[str] = []
        written = text.split("\n")
        self._spaced = {line for line in lines if _follows_blank(written, line)}
        for line, comment, alone in _comments(text):
            if not alone and line in lines:
                self._behind[line] = comment
                continue
            anchor = next((a for a in lines if a >= line), None)
            (self._last if anchor is None else self._own.setdefault(anchor, [])).append(comment)

    def mapping(self, node: Map, shape: Shape | None, indent: str) -> Iterator[str]:
        """The lines of a mapping, in the order of its shape's keys."""
        order = {key: place for place, key in enumerate(shape.keys if shape else ())}
        for key, (mark, value) in sorted(
            node.pairs.items(), key=lambda pair: order.get(pair[0], len(order))
        ):
            if value is None:
                continue
            kind = shape.keys.get(key, Kind.TEXT) if shape else Kind.TEXT
            yield from self._comments_of(mark, indent)
            yield from self._pair(key, value, kind, indent, self._behind.pop(mark.line, ""))

    def rest(self) -> Iterator[str]:
        """Comments behind everything."""
        yield from self._last

    def _pair(self, key: str, value: Node, kind: Kind, indent: str, behind: str) -> Iterator[str]:
        if isinstance(value, Map):
            yield from _with(f"{indent}{key}:", behind, indent)
            shape = DOCUMENT if kind is Kind.DOCUMENT else None
            yield from self.mapping(value, shape, f"{indent}  ")
        elif isinstance(value, Seq):
            flow = self._flow(key, value, indent)
            if flow and kind is not Kind.TEXTS:
                yield from _with(flow, behind, indent)
                return
            yield from _with(f"{indent}{key}:", behind, indent)
            yield from self._items(value, kind, indent)
        else:
            first, *more = _scalar(value[0], kind, f"{indent}{key}: ", f"{indent}  ")
            yield from _with(first, behind, indent)
            yield from more

    def _items(self, value: Seq, kind: Kind, indent: str) -> Iterator[str]:
        for place, item in enumerate(value.items):
            mark = mark_of(item)
            if kind is Kind.CARDS or (place and mark.line in self._spaced and not indent):
                yield ""
            yield from self._comments_of(mark, indent)
            if isinstance(item, Map):
                lines = list(self.mapping(item, PARTS.get(kind), f"{indent}  "))
                own = next(n for n, line in enumerate(lines) if not line.lstrip().startswith("#"))
                yield from (line[2:] for line in lines[:own])
                yield f"{indent}- {lines[own].lstrip()}"
                yield from lines[own + 1 :]
            elif not isinstance(item, Seq):
                behind = self._behind.pop(mark.line, "")
                first, *more = _scalar(item[0], Kind.TEXT, f"{indent}- ", f"{indent}  ")
                yield from _with(first, behind, indent)
                yield from more

    def _flow(self, key: str, value: Seq, indent: str) -> str:
        """The list in [ ] where its members are references and it fits a line; else empty."""
        members = [item[0] for item in value.items if isinstance(item, tuple)]
        marks = [mark_of(item).line for item in value.items]
        commented = any(line in self._own or line in self._behind for line in marks[1:])
        line = f"{indent}{key}: [{', '.join(members)}]"
        bare = len(members) == len(value.items) and all(map(_REFERENCE.match, members))
        return line if bare and len(line) <= WIDTH and not commented else ""

    def _comments_of(self, mark: Mark, indent: str) -> Iterator[str]:
        for comment in self._own.pop(mark.line, ()):
            yield f"{indent}{comment}"


def _with(line: str, behind: str, indent: str) -> Iterator[str]:
    """A line with the comment behind it; above it where it could be taken for its text."""
    bare = line.rpartition(" ")[2] if ": " in line else line
    if behind and not (line.endswith((":", "]")) or _REFERENCE.match(bare)):
        yield f"{indent}{behind}"
        behind = ""
    yield f"{line}  {behind}" if behind else line


def _scalar(value: str, kind: Kind, before: str, indent: str) -> list[str]:
    """A text behind its key: plain, quoted, folded or literal, as it needs."""
    if "\n" in value:
        body, ends = value.rstrip("\n"), len(value) - len(value.rstrip("\n"))
        lines = body.split("\n")
        printable = all(line == line.rstrip() and line.isprintable() for line in lines)
        if printable and body and not body.startswith((" ", "\n")) and ends < 2:
            sign = "|" if ends else "|-"
            return [before + sign, *(f"{indent}{line}" if line else "" for line in lines)]
        return [before + json.dumps(value, ensure_ascii=not value.isprintable())]
    plain = _is_plain(value, kind)
    if plain and len(before) + len(value) <= WIDTH:
        return [before + value]
    if len(before) + len(value) + 2 > WIDTH and _FOLDS.match(value) and value.isprintable():
        width = WIDTH - 2 - len(indent)
        lines = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
        if not any(line.startswith("#") for line in lines) or len(lines) > 1:
            return [f"{before}>-", *(indent + line for line in lines)]
    return [before + (value if plain else _quoted(value))]


def _quoted(value: str) -> str:
    if value.isprintable() and "\\" not in value and '"' not in value:
        return f'"{value}"'
    if value.isprintable() and "'" not in value:
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=not value.isprintable())


def _is_plain(value: str, kind: Kind) -> bool:
    """Whether a value may stand without quotes: it is read back as it is, and is no number or
    truth value to others who read YAML."""
    if not value.isprintable() or value != value.strip():
        return False
    if (
        kind in _BARE
        and yaml.SafeLoader("").resolve(yaml.ScalarNode, value, (True, False))
        != "tag:yaml.org,2002:str"
    ):
        return False
    node, problems = read(f"k: {value}\n".encode(), "")
    return not problems and isinstance(node, Map) and _value(node) == value and " #" not in value


def _value(node: Map) -> str | None:
    _, value = node.pairs.get("k", (None, None))
    return value[0] if isinstance(value, tuple) else None


def _anchors(node: Node) -> Iterator[Mark]:
    """Where keys and list items begin."""
    if isinstance(node, Map):
        for mark, value in node.pairs.values():
            yield mark
            if isinstance(value, Map | Seq):
                yield from _anchors(value)
    elif isinstance(node, Seq):
        for item in node.items:
            yield mark_of(item)
            yield from _anchors(item)


def _comments(text: str) -> Iterator[tuple[int, str, bool]]:
    """The comments of a text: line, text, and whether it stands alone on its line."""
    if "#" not in text:
        return
    loader = yaml.SafeLoader(text)
    spans: list[tuple[int, int]] = []
    while not isinstance(token := loader.get_token(), yaml.StreamEndToken):
        if isinstance(token, yaml.ScalarToken):
            spans.append((token.start_mark.index, token.end_mark.index))
    gaps = pairwise([0, *(edge for span in spans for edge in span), len(text)])
    for number, (start, end) in enumerate(gaps):
        if number % 2 == 0:
            for found in re.finditer(r"(?:^|(?<=\s))#[^\n]*", text[start:end]):
                at = start + found.start()
                line_start = text.rfind("\n", 0, at) + 1
                alone = not text[line_start:at].strip()
                yield text.count("\n", 0, at), found[0].rstrip(), alone


def _follows_blank(lines: list[str], line: int) -> bool:
    """Whether a blank line stands before a line and the comments above it."""
    while line and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return bool(line) and not lines[line - 1].strip()
