"""Strict YAML: the bytes of a file to nodes with positions, and every Problem of its syntax.

The parser's events are read, not the values that YAML would guess, so every scalar stays the
text that its author wrote. No tag, anchor, alias or merge key acts, and depth and size are
bounded before anything is built. A scalar's node is its event; PyYAML's marks count lines,
columns and characters from 0 and are exact for any script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from quiz.model import Place, Problem

LARGEST = 8 * 1024 * 1024
"""Bytes of a file."""
DEEPEST = 16
"""Levels of lists and mappings."""

FAST = hasattr(yaml, "CParser")
"""Whether PyYAML has its C parser; without it reading takes some fifteen times as long."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_REFERENCE = re.compile(r"[a-z0-9]+(?:[-/:][a-z0-9]+)*\Z")  # slugs, citations, identities
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMENT = re.compile(r"[ \t]+#")


@dataclass(frozen=True, slots=True)
class Mark:
    """A position, all from 0; it has the attributes of the parser's own marks."""

    index: int
    line: int
    column: int


class Map:
    """A mapping: its pairs in the order written, duplicate keys dropped."""

    __slots__ = ("pairs", "start_mark")

    def __init__(self, start_mark: Mark) -> None:
        self.start_mark = start_mark
        self.pairs: dict[str, tuple[ScalarEvent, Node]] = {}


class Seq:
    """A list."""

    __slots__ = ("flow", "items", "start_mark")

    def __init__(self, start_mark: Mark, flow: bool) -> None:
        self.start_mark = start_mark
        self.flow = flow
        self.items: list[Node] = []


Node: TypeAlias = Any
"""A ScalarEvent (PyYAML's, untyped), a Map or a Seq; each has its `start_mark`."""
Report = Callable[[Mark, str, str], None]
"""Takes where, the rule's slug and what is wrong and would be right."""


@dataclass(frozen=True, slots=True)
class _Broken(Exception):
    """Reading cannot go on from here."""

    mark: Mark
    rule: str
    message: str


def read(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The root node of a file, and the Problems met; None where nothing can be read.

    After a syntax error each block that begins with `- id:` is read on its own, so that one
    slip does not hide the rest.
    """
    problems: list[Problem] = []

    def report(mark: Mark, rule: str, message: str) -> None:
        problems.append(Problem(Place(file, mark.line + 1, mark.column + 1), rule, message))

    if len(data) > LARGEST:
        report(_START, "too-large", f"the file is over {LARGEST >> 20} MiB: split it")
        return None, problems
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        report(_mark(before), "not-utf8", f"byte {data[error.start]:#04x}: save it as UTF-8")
        return None, problems
    for found in _FORBIDDEN.finditer(text):
        code = ord(found[0])
        report(_mark(text[: found.start()]), "control-character", f"U+{code:04X} is not text")
        if len(problems) == 20:  # a binary file is named once, not at each byte
            return None, problems
    if problems:
        text = _FORBIDDEN.sub("\ufffd", text)
    try:
        return _compose(text, _events(text), report), problems
    except _Broken as broken:
        whole = broken
    found_before = len(problems)
    root = _salvage(text, report)
    if not any(p.rule in ("syntax", "too-deep") for p in problems[found_before:]):
        report(whole.mark, whole.rule, whole.message)
    return root, list(dict.fromkeys(problems))


_START = Mark(0, 0, 0)


def _mark(before: str) -> Mark:
    """The position behind a text."""
    lines = before.split("\n")
    return Mark(len(before), len(lines) - 1, len(lines[-1]))


def _events(text: str, first_line: int = 0) -> Iterator[Event]:
    """The parser's events, their lines counted from `first_line`. Raises _Broken."""
    parser = yaml.CParser(text) if FAST else yaml.SafeLoader(text)
    try:
        while True:
            event = parser.get_event()
            if first_line:
                event.start_mark = _shifted(event.start_mark, first_line)
                event.end_mark = _shifted(event.end_mark, first_line)
            yield event
            if type(event) is StreamEndEvent:
                return
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark or _START
        message = _advice(error)
        raise _Broken(_shifted(mark, first_line), "syntax", message) from error
    except yaml.YAMLError as error:
        raise _Broken(_shifted(_START, first_line), "syntax", f"no YAML: {error}") from error
    except RecursionError as error:  # only the Python parser can
        raise _Broken(_shifted(_START, first_line), "too-deep", "nested too deep") from error


def _shifted(mark: Mark, lines: int) -> Mark:
    return Mark(mark.index, mark.line + lines, mark.column)


def _advice(error: yaml.MarkedYAMLError) -> str:
    problem = " ".join(str(part) for part in (error.context, error.problem) if part)
    if "mapping values are not allowed" in problem:
        return "a text with ': ' in it must be quoted, or written as a block after '>-'"
    if "cannot start any token" in problem:
        return f"{problem}: quote a text that begins with such a character"
    if "found unexpected end of stream" in problem or "quoted scalar" in problem:
        return f"{problem}: a quote is opened and not closed"
    return f"{problem}: check indentation and quotes"


def _compose(text: str, events: Iterator[Event], report: Report) -> Node | None:
    """Build the nodes of one document; None for an empty one. Raises _Broken."""
    commented = " #" in text or "\t#" in text
    stack: list[Map | Seq] = []
    keys: list[ScalarEvent | None] = []  # the key that awaits its value, for each level
    root: Node | None = None
    documents = 0
    for event in events:
        kind = type(event)
        if kind is ScalarEvent:
            node: Node = event
            if event.tag is not None or event.anchor is not None:
                _refuse(event, report)
            if commented and not event.style:
                rest = _COMMENT.match(text, event.end_mark.index)
                if rest and not SLUG.match(event.value):
                    report(
                        event.start_mark,
                        "comment-in-text",
                        f"the text ends at {event.value[-20:]!r} and the rest of the line is a"
                        " comment: quote the text, or put the comment on a line of its own",
                    )
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            keys.pop()
            continue
        elif kind is MappingStartEvent:
            if event.tag is not None or event.anchor is not None:
                _refuse(event, report)
            node = Map(event.start_mark)
        elif kind is SequenceStartEvent:
            if event.tag is not None or event.anchor is not None:
                _refuse(event, report)
            node = Seq(event.start_mark, bool(event.flow_style))
        elif kind is AliasEvent:
            report(event.start_mark, "alias", f"*{event.anchor}: aliases are not read, quote it")
            node = ScalarEvent(
                None, None, (True, False), f"*{event.anchor}", event.start_mark, event.end_mark
            )
        else:
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _Broken(event.start_mark, "syntax", "a second document: remove '---'")
            continue
        if not stack:
            root = node
        else:
            _attach(stack[-1], keys, node, report)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            if len(stack) == DEEPEST:
                raise _Broken(event.start_mark, "too-deep", f"nested over {DEEPEST} levels deep")
            stack.append(node)
            keys.append(None)
    return root


def _attach(parent: Map | Seq, keys: list[ScalarEvent | None], node: Node, report: Report) -> None:
    if type(parent) is Seq:
        parent.items.append(node)
        if parent.flow and type(node) is ScalarEvent and not _REFERENCE.match(node.value):
            parent.flow = False  # once a list is enough
            report(
                node.start_mark,
                "flow-text",
                "a list in [ ] is for slugs and citations, a comma in a text would split it:"
                " write each text on a line of its own after '- '",
            )
        return
    key = keys[-1]
    if key is None:
        if type(node) is not ScalarEvent:
            report(node.start_mark, "wrong-shape", "a key must be a text")
            node = ScalarEvent(None, None, (True, False), "?", node.start_mark, node.start_mark)
        elif node.value == "<<" and not node.style:
            report(node.start_mark, "merge-key", "'<<' merges nothing here: write the keys out")
        keys[-1] = node
        return
    keys[-1] = None
    assert type(parent) is Map
    if key.value in parent.pairs:
        line = parent.pairs[key.value][0].start_mark.line + 1
        report(key.start_mark, "duplicate-key", f"{key.value!r} stands in line {line} already")
    else:
        parent.pairs[key.value] = (key, node)


def _refuse(event: Event, report: Report) -> None:
    if event.tag is not None:
        report(event.start_mark, "tag", f"the tag {event.tag!r} is not read: quote the text")
    if event.anchor is not None:
        report(event.start_mark, "anchor", f"the anchor &{event.anchor} is not read: quote it")


def _salvage(text: str, report: Report) -> Node | None:
    """What can be read of a text with a syntax error: top-level keys and `- id:` blocks, each
    on its own. The blocks become the list of the key that stands before them."""
    first = re.search(r"^( *)- id:", text, re.MULTILINE)
    indent = first[1] if first else ""
    starts = [m.start() for m in re.finditer(rf"^(?:{indent}- id:|[a-z][a-z-]*:)", text, re.M)]
    if not starts:
        return None
    root = Map(_START)
    items: Seq | None = None
    line = text.count("\n", 0, starts[0])
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        block = text[start:end]
        try:
            node = _compose(block, _events(block, line), report)
        except _Broken as broken:
            report(broken.mark, broken.rule, broken.message)
            node = None
        line += block.count("\n")
        if type(node) is Seq and items is not None:
            items.items += node.items
        elif type(node) is Map:
            for name, (key, value) in node.pairs.items():
                if name in root.pairs:
                    continue
                if type(value) is ScalarEvent and not value.value and not value.style:
                    items = Seq(value.start_mark, False)
                    root.pairs[name] = (key, items)
                else:
                    root.pairs[name] = (key, value)
    return root
