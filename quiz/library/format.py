"""The canonical layout of a library's files: keys in one order, one card a block, comments kept.

The text is written anew from its nodes, so no value changes; comments travel with the key or
list item that they stand before (or behind, on its line). Formatting twice is formatting once.
Line ends become `\\n`; the breaks of Unicode, such as U+2028, are Problems where they stand bare.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import yaml

from quiz.library import shapes
from quiz.library.nodes import Map, Mark, Node, Seq, Text, mark_of, values
from quiz.library.reader import FAST, SLUG, read
from quiz.library.shapes import CARD, DOCUMENT, FILES, PARTS, PATTERNS, Kind, Shape
from quiz.markdown import printable
from quiz.model import Problem

WIDTH = 80

_REFERENCE = re.compile(r"[a-z0-9]+(?:[-/:][a-z0-9]+)*").fullmatch
_IN_FLOW = re.compile(rf"{shapes.SLUG}|{PATTERNS[Kind.CITATION]}").fullmatch
_FLOWING: Mapping[Kind, Callable[[str], object]] = {
    # what may stand in [ ] in a list of each kind; the same tags and citations return all the time
    **dict.fromkeys((Kind.CITATIONS, Kind.CARD_NAMES), lru_cache(4096)(_REFERENCE)),
    Kind.TAGS: lru_cache(4096)(_IN_FLOW),
}
_BARE = frozenset({Kind.TEXT, *(kind for kind in Kind if "texts" in kind), Kind.REASONS})
"""Kinds whose texts YAML might take for a number or a truth value elsewhere, so they are quoted."""

_IS_ORDINARY = re.compile(
    r"(?:(?:[0-9]+ )?+[A-Za-z]{0}{{5,}}+"
    r"|(?!(?i:yes|no|on|off|true|false|null)\Z)[A-Za-z]{0}{{0,4}}+)"
    r"(?::(?! ){0}++)*+(?<! )".format(r"[ !\"$-9;-~]")
).fullmatch
"""Most texts: words in ASCII, perhaps behind a number, none a truth value, without comment; a colon
stands only within a word, as in citations."""
_SIGNS = tuple(",[]{}#&*!|>'\"%@`")
"""What begins anything but a plain text."""
_GUESSES = yaml.SafeLoader.yaml_implicit_resolvers
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def formatted(text: str, file: str) -> tuple[str, list[Problem]]:
    """The text in canonical layout; as it was where it has Problems, or a shape for which there
    is no such layout, which `quiz check` names."""
    unix = re.sub(r"\r\n?", "\n", text)
    node, problems = read(unix.encode(), file)
    if problems or not isinstance(node, Map):
        return text, problems
    shape = next((shape for key, shape in _BY_FIRST_KEY.items() if key in node.pairs), None)
    if shape is None or not _has_layout(node, unix):
        return text, []
    writer = _Writer(unix, node)
    lines = [*writer.mapping(node, shape, ""), *writer.rest()]
    return "\n".join(lines).strip("\n") + "\n", []


def _has_layout(node: Node | None, text: str) -> bool:
    """Whether it has no empty mapping, no list within a list and no key that needs quotes; nor
    bare words in [ ]: on lines of their own, what commas divide would be a Problem no more."""
    if isinstance(node, Map):
        layouts = (
            _is_plain(key, Kind.FLAG) and _has_layout(value, text)
            for key, (_, value) in node.pairs.items()
        )
        return bool(node.pairs) and all(layouts)
    if isinstance(node, Seq):
        return not any(
            not _has_layout(item, text)
            or isinstance(item, Seq)
            or (node.flow and isinstance(item, tuple) and _is_bare(item, text))
            for item in node.items
        )
    return True


def _is_bare(item: Text, text: str) -> bool:
    """Whether it is no slug or citation, and was written in this text without quotes."""
    return not _REFERENCE(item[0]) and text[item[1].index : item[1].index + 1] not in "\"'"


_BY_FIRST_KEY: Mapping[str, Shape] = {next(iter(shape.keys)): shape for shape in FILES.values()}


def block(card: Mapping[str, Any]) -> str:
    """A card of a deck in canonical layout, from its keys, as `quiz.keys.of_card` gives them.

    What `formatted` makes of the same card, some fifteen times as fast.
    """
    lines: list[str] = []
    for key, kind, before in _in_order(tuple(card)):
        value = card[key]
        if isinstance(value, str):
            lines.append(_scalar(value, kind, f"{before} ", "    "))
        elif isinstance(value, dict):
            lines.append(before)
            for name, text in value.items():
                lines.append(_scalar(text, _TEXT, f"    {name}: ", "      "))
        elif kind is not _TEXTS and (flow := _flow_of(before, value, kind)):
            lines.append(flow)
        else:
            lines.append(before)
            for member in value:
                if isinstance(member, str):
                    lines.append(_scalar(member, _TEXT, "  - ", "    "))
                else:
                    sign = "-"
                    for part in PARTS[kind].keys:
                        if part in member:
                            start = f"  {sign} {part}: "
                            lines.append(_scalar(member[part], _TEXT, start, "      "))
                            sign = " "
    lines[0] = f"-{lines[0][1:]}"
    return "\n".join(lines) + "\n"


_TEXT, _TEXTS = Kind.TEXT, Kind.TEXTS
_PLACES: Mapping[str, int] = {key: place for place, key in enumerate(CARD.keys)}


@lru_cache(maxsize=1024)  # few of all the keys stand in one card, and most cards have the same
def _in_order(keys: tuple[str, ...]) -> list[tuple[str, Kind, str]]:
    """The keys of a card in canonical order: each with its kind, and as its line begins."""
    return [(key, CARD.keys[key], f"  {key}:") for key in sorted(keys, key=_PLACES.__getitem__)]


def _flow_of(before: str, members: list[Any], kind: Kind) -> str:
    """The list in [ ] where its members may stand there and it fits a line; else empty."""
    fits = _FLOWING.get(kind, _IN_FLOW)
    for member in members:
        if not isinstance(member, str) or not fits(member):
            return ""
    line = f"{before} [{', '.join(members)}]"
    return line if len(line) <= WIDTH else ""


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
            flow = self._flow(key, value, kind, indent)
            if flow and (kind is not Kind.TEXTS or not value.items):
                yield from _with(flow, behind, indent)
                return
            yield from _with(f"{indent}{key}:", behind, indent)
            yield from self._items(value, kind, indent)
        else:
            text = _scalar(value[0], kind, f"{indent}{key}: ", f"{indent}  ")
            yield from _with(text, behind, indent)

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
            elif isinstance(item, tuple):
                behind = self._behind.pop(mark.line, "")
                text = _scalar(item[0], Kind.TEXT, f"{indent}- ", f"{indent}  ")
                yield from _with(text, behind, indent)

    def _flow(self, key: str, value: Seq, kind: Kind, indent: str) -> str:
        """As `_flow_of`; empty too where a member has a comment."""
        marks = [mark_of(item).line for item in value.items]
        commented = any(line in self._own or line in self._behind for line in marks)
        members = [item[0] if isinstance(item, tuple) else None for item in value.items]
        return "" if commented else _flow_of(f"{indent}{key}:", members, kind)

    def _comments_of(self, mark: Mark, indent: str) -> Iterator[str]:
        for comment in self._own.pop(mark.line, ()):
            yield f"{indent}{comment}"


def _with(text: str, behind: str, indent: str) -> Iterator[str]:
    """The lines of a text, with the comment behind the first; above it where it could be taken
    for the text. Where there are more, the first ends with `>-` or the like."""
    line, *more = text.split("\n")
    bare = line.lstrip().removeprefix("- ")
    bare = bare.partition(": ")[2] or bare
    if behind and not (more or line.endswith((":", "]")) or SLUG.match(bare)):
        yield f"{indent}{behind}"
        behind = ""
    yield f"{line}  {behind}" if behind else line
    yield from more


def _scalar(value: str, kind: Kind, before: str, indent: str) -> str:
    """The lines of a text behind its key: plain, quoted, folded or literal, as it needs."""
    width = len(before) + len(value)
    if width <= WIDTH and _IS_ORDINARY(value):
        return before + value
    if "\n" in value:
        return before + _literal(value, indent)
    if width <= WIDTH and _is_plain(value, kind):
        return before + value if value else before.rstrip(" ")
    if width + 2 > WIDTH and _folds(value):
        lines = _folding(WIDTH - 2 - len(indent))(value)
        return f"{before}>-\n{indent}" + f"\n{indent}".join(lines)
    return before + (value if _is_plain(value, kind) else _quoted(value))


def _literal(value: str, indent: str) -> str:
    """A text of several lines; in quotes where YAML would not give it back as it is."""
    body = value.rstrip("\n")
    lines, ends = body.split("\n"), len(value) - len(body)
    shown = all(line == line.rstrip() and _is_shown(line) for line in lines)
    if shown and body and not body.startswith((" ", "\n")) and ends < 2:
        sign = "|" if ends else "|-"
        return "\n".join([sign, *(f"{indent}{line}" if line else "" for line in lines)])
    return quoted(value)


def _folds(value: str) -> bool:
    """Whether it is words with single spaces between, as folding would give them back."""
    between = " " in value and "  " not in value and value[0] not in " #" and value[-1] != " "
    return between and _is_shown(value)


@cache
def _folding(width: int) -> Callable[[str], list[str]]:
    """What divides a text into lines of at most so many characters, where its words allow."""
    return re.compile(rf"(.{{1,{width}}}|[^ ]+)(?: |\Z)").findall


def quoted(value: str) -> str:
    """A text in double quotes, as YAML reads it; what nobody would see of it is escaped."""
    written = _ENCODE(value)
    return written if _is_shown(written) else "".join(map(_escaped, written))


def _escaped(char: str) -> str:
    if _is_shown(char):
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _is_shown(value: str) -> bool:
    """Whether a line has no sign that is invisible and acts, as controls and turns of direction
    do; spaces of all widths and joined emoji are no such signs."""
    return value.isprintable() or printable(value) == value


def _quoted(value: str) -> str:
    """In the quotes that need no escape, where there are such."""
    is_marked = '"' in value or "\\" in value
    return f"'{value}'" if is_marked and "'" not in value and _is_shown(value) else quoted(value)


def _is_plain(value: str, kind: Kind) -> bool:
    """Whether a value may stand without quotes: it is read back as it is, and is no number or
    truth value to others who read YAML."""
    if _IS_ORDINARY(value):
        return True
    if not value.isprintable() or value != value.strip():
        return False
    if kind in _BARE and any(guess.match(value) for _, guess in _GUESSES.get(value[:1], ())):
        return False
    if value.startswith(_SIGNS) or value.endswith(":") or ": " in value or " #" in value:
        return False
    if not value.startswith(("-", "?", ":")):  # else only a parser can tell
        return True
    node, problems = read(f"k: {value}\n".encode(), "")
    return not problems and values(node) == {"k": value}


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
    loader = yaml.CSafeLoader if FAST else yaml.SafeLoader  # the one that `read` took
    spans = [
        (token.start_mark.index, token.end_mark.index)
        if token.style not in ("|", ">")
        else (text.find("\n", token.start_mark.index), token.end_mark.index)  # its sign is no text
        for token in yaml.scan(text, Loader=loader)
        if isinstance(token, yaml.ScalarToken)
    ]
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
