"""Strict YAML: the bytes of a file to nodes with positions, and every Problem of its syntax.

The parser's events are read, not the values that YAML would guess, so every scalar stays the
text that its author wrote. No tag, anchor, alias or merge key acts, and depth and size are
bounded before anything is built. PyYAML's marks count lines, columns and characters from 0 and
are exact for any script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from quiz.library import shapes
from quiz.library.merges import first_version
from quiz.library.nodes import Map, Mark, Node, Pairs, Seq, Text
from quiz.library.slips import advice
from quiz.model import Place, Problem

LARGEST = 8 * 1024 * 1024
"""Bytes of a file."""
DEEPEST = 16
"""Levels of lists and mappings."""

FAST: bool = yaml.__with_libyaml__
"""Whether PyYAML has its C parser; without it reading takes some fifteen times as long."""

SLUG = re.compile(rf"(?:{shapes.SLUG})\Z")

# Controls, what YAML counts as a line break and editors do not, and bytes that were no UTF-8.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_ORDINARY = bytes([9, 10, 13, *range(0x20, 0x7F)])
_MANY = 20  # forbidden characters after which a file is taken for no text at all
_SALVAGED = 500  # blocks with a syntax error after which a file is given up


Report = Callable[..., None]
"""Takes the mark, the rule's slug, what is wrong and would be right, and perhaps the card."""

_START = Mark(0, 0, 0)


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

    def report(mark: Mark, rule: str, message: str, card: str = "") -> None:
        place = Place(file, mark.line + 1, mark.column + 1)
        problems.append(Problem(place, rule, message, card))

    if len(data) > LARGEST:
        report(_START, "too-large", f"the file is over {LARGEST >> 20} MiB: split it")
        return None, problems
    text = _decoded(data, report)
    if text is None:
        return None, problems
    before = len(problems)
    try:
        return _compose(text, report), problems
    except _Broken as broken:
        whole = broken
    del problems[before:]  # what was met until then is met again
    text, merged = first_version(text)
    for line in merged:
        message = (
            "a merge left two versions here: keep one of them, and delete the lines that begin"
            " with <<<<<<<, ======= and >>>>>>>"
        )
        report(Mark(0, line, 0), "syntax", message)
    root = _salvage(text, report)
    if not any(p.rule == whole.rule for p in problems[before:]):
        report(whole.mark, whole.rule, whole.message)
    return root, problems


def _decoded(data: bytes, report: Report) -> str | None:
    """The text of a file, U+FFFD in place of what is not text; None where nearly nothing is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report(_START, "not-utf8", "the file is UTF-16: save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "surrogateescape")
    else:
        unusual = data.translate(None, _ORDINARY).decode()
        if not _FORBIDDEN.search(unusual):  # which is much shorter than the text
            return text
    for count, found in enumerate(_FORBIDDEN.finditer(text), 1):
        code = ord(found[0])
        mark = _mark(text[: found.start()])
        if 0xDC80 <= code <= 0xDCFF:
            byte = f"the byte {code - 0xDC00:#04x} is not UTF-8: save the file as UTF-8"
            report(mark, "not-utf8", byte)
        else:
            name = f"the invisible character U+{code:04X} is not text: delete it"
            report(mark, "control-character", name)
        if count == _MANY:
            return None
    return _FORBIDDEN.sub("\ufffd", text)


def _mark(before: str) -> Mark:
    """The position behind a text."""
    lines = re.split(r"\r\n|\r|\n", before)
    return Mark(len(before), len(lines) - 1, len(lines[-1]))


def _compose(text: str, report: Report, first_line: int = 0) -> Node | None:
    """The nodes of one document, lines counted from `first_line`; None for an empty document.

    Raises _Broken.
    """

    def shifted(mark: Mark) -> Mark:
        return Mark(mark.index, mark.line + first_line, mark.column)

    get_event = (yaml.cyaml.CParser if FAST else yaml.SafeLoader)(text).get_event

    def get_shifted() -> Event:
        event = get_event()
        event.start_mark, event.end_mark = shifted(event.start_mark), shifted(event.end_mark)
        return event

    try:
        events = _guarded(get_shifted if first_line else get_event, text, report)
        return _Nodes(events, report).first_document()
    except yaml.MarkedYAMLError as error:
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        marks = [error.problem_mark, error.context_mark]
        if any(word in said for word in ("unexpected", "simple key", "flow")):
            marks.reverse()  # where it was opened tells more than where its end was missed
        mark = next(filter(None, marks), _START)
        if mark.index >= len(text):  # the parser counts a line more where the last has no end
            mark = _mark(text.rstrip())
        meant, line, column = advice(said, text, mark.line, mark.column)
        raise _Broken(shifted(Mark(mark.index, line, column)), "syntax", meant) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the Python parser's
        raise _Broken(shifted(_START), "syntax", f"this is no YAML: {error}") from error


def _guarded(get_event: Callable[[], Event], text: str, report: Report) -> Callable[[], Event]:
    """The events, with a report of each tag, anchor, text that a comment cuts short and escape
    of a forbidden character; the very function given where the text can have none of them. Its
    results raise _Broken."""
    comments = _comments(text)
    marked = "!" in text or "&" in text or not FAST
    escaped = "\\" in text
    if not comments and not marked and not escaped:
        return get_event

    def guarded() -> Event:
        event = get_event()
        if marked and isinstance(event, (ScalarEvent, CollectionStartEvent)):
            _refuse(event, report)
        if (
            type(event) is ScalarEvent
            and not event.style
            and comments
            and event.end_mark.index in comments
        ):
            _cut_short((event.value, event.start_mark), report)
        if escaped and type(event) is ScalarEvent and event.style == '"':
            _escape(event, report)
        return event

    return guarded


class _Nodes:
    """Builds nodes from events; each method raises _Broken.

    That texts are made where they are met, without a call, halves the time of the whole.
    """

    def __init__(self, get_event: Callable[[], Event], report: Report) -> None:
        self.get_event = get_event
        self.report = report

    def first_document(self) -> Node | None:
        """The root of the first document; None where it is empty or there is none."""
        while type(event := self.get_event()) is not DocumentStartEvent:
            if type(event) is StreamEndEvent:
                return None
        root = self._node(self.get_event(), 0)
        while type(event := self.get_event()) is not StreamEndEvent:
            if type(event) is DocumentStartEvent:
                message = "what follows '---' is not read: put it into a file of its own"
                self.report(event.start_mark, "second-document", message)
                break
        return None if isinstance(root, tuple) and not root[0] else root

    def _node(self, event: Event, depth: int) -> Node:
        """The node that begins with an event, inside of so many others."""
        if type(event) is ScalarEvent:
            return event.value, event.start_mark
        if type(event) is AliasEvent:
            name = f"*{event.anchor}"
            message = f"quote a text that begins with '*': '{name[:40]}'"
            self.report(event.start_mark, "alias", message)
            return name, event.start_mark
        if depth == DEEPEST:
            message = f"lists and keys are over {DEEPEST} levels deep"
            raise _Broken(event.start_mark, "too-deep", message)
        if type(event) is MappingStartEvent:
            return self._map(event, depth + 1)
        return self._seq(event, depth + 1)

    def _map(self, start: Event, depth: int) -> Map:
        get_event = self.get_event
        found = Map(start.start_mark)
        pairs = found.pairs
        while type(event := get_event()) is not MappingEndEvent:
            if type(event) is ScalarEvent:
                key, mark = event.value, event.start_mark
            else:
                key, mark = self._key(event, depth)
            event = get_event()
            if key in pairs:
                _twice(key, mark, pairs[key][0], self.report)
                self._node(event, depth)
            elif type(event) is ScalarEvent:
                pairs[key] = (mark, (event.value, event.start_mark))
            else:
                pairs[key] = (mark, self._node(event, depth))
        found.end_mark = event.end_mark
        return found

    def _key(self, event: Event, depth: int) -> Text:
        """A key that is not written as a text."""
        if type(event) is not AliasEvent and depth < DEEPEST:
            raise _Broken(event.start_mark, "syntax", "a key must be a text: quote it")
        return self._node(event, depth)  # type: ignore[return-value]  # or it is too deep

    def _seq(self, start: Event, depth: int) -> Seq:
        get_event = self.get_event
        found = Seq(start.start_mark, bool(start.flow_style))
        items = found.items
        while type(event := get_event()) is not SequenceEndEvent:
            if type(event) is ScalarEvent:
                items.append((event.value, event.start_mark))
            else:
                items.append(self._node(event, depth))
        found.end_mark = event.end_mark
        return found


def _refuse(event: Event, report: Report) -> None:
    """Report a tag and an anchor. Raises _Broken for half a character."""
    if event.tag is not None:
        message = "quote a text that begins with '!': the tags of YAML are not read"
        report(event.start_mark, "tag", message)
    if event.anchor is not None:
        message = f"quote a text that begins with '&': '&{event.anchor[:40]}' is not read"
        report(event.start_mark, "anchor", message)
    if not FAST and re.search("[\ud800-\udfff]", getattr(event, "value", "")):
        message = "an escape after '\\' names no character"  # the C parser refuses it by itself
        raise _Broken(event.start_mark, "syntax", message)


def _escape(event: Event, report: Report) -> None:
    """Report the first forbidden character that a text has by an escape; U+FFFD stands in place
    of each, as where they are written themselves."""
    if found := _FORBIDDEN.search(event.value):
        name = f"an escape makes the invisible character U+{ord(found[0]):04X}: delete it"
        report(event.start_mark, "control-character", name)
        event.value = _FORBIDDEN.sub("\ufffd", event.value)


def _twice(key: str, mark: Mark, first: Mark, report: Report) -> None:
    message = f"{key[:40]!r} stands in line {first.line + 1} already: keep one of the two"
    report(mark, "duplicate-key", message)


def _comments(text: str) -> set[int]:
    """Where the white space before each '#' begins; a plain text that ends there is cut short."""
    found = set()
    for sign in re.finditer("#+", text) if "#" in text else ():
        start = sign.start()
        while start and text[start - 1] in " \t":
            start -= 1
        if start < sign.start():
            found.add(start)
    return found


def _cut_short(text: Text, report: Report) -> None:
    if SLUG.match(text[0]):
        return
    message = (
        f"the text ends with {text[0][-20:]!r}, the rest of the line is a comment: quote the"
        " text, or put the comment on a line of its own"
        if text[0]
        else "all of the text is a comment: quote a text that begins with '#'"
    )
    report(text[1], "comment-in-text", message)


_ITEM = r"- +(?:id|card)(?: *[:：]| +[a-z0-9-]+ *$)"


def _salvage(text: str, report: Report) -> Node | None:
    """What can be read of a text with a syntax error: top-level keys and `- id:` blocks, each
    on its own. The blocks become the list of the key that stands before them."""
    text = re.sub(r"\r\n?", "\n", text)
    first = re.search(rf"^( *){_ITEM}", text, re.MULTILINE)
    indent = first[1] if first else ""
    blocks = re.compile(rf"^(?:(?:{indent}| *\t[ \t]*){_ITEM}|[a-z][a-z-]* *[:：])", re.MULTILINE)
    starts = [found.start() for found in blocks.finditer(text)]
    root = Map(_START)
    line = text.count("\n", 0, starts[0]) if starts else 0
    broken = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        block = text[start:end]
        try:
            node = _compose(block, report, line)
        except _Broken as slip:
            node = None
            card = re.match(r"\s*- +(?:id|card)[ :：]+[\"']?([^\s\"':：]{1,64})", block)
            report(slip.mark, slip.rule, slip.message, card[1] if card else "")
            broken += 1
        if named := re.match("[a-z][a-z-]*", block):
            lost: Pairs = {named[0]: (Mark(0, line, 0), None)}
            for key, (mark, value) in (node.pairs if isinstance(node, Map) else lost).items():
                if key not in root.pairs:
                    root.pairs[key] = (mark, value)
                elif node is not None:
                    _twice(key, mark, root.pairs[key][0], report)
        elif root.pairs:
            key = next(reversed(root.pairs))
            mark, value = root.pairs[key]
            if value is None or (isinstance(value, tuple) and not value[0]):
                value = Seq(mark)  # empty until a block of it can be read
                root.pairs[key] = (mark, value)
            if isinstance(value, Seq) and isinstance(node, Seq):
                value.items += node.items
        line += block.count("\n")
        if broken == _SALVAGED:
            message = f"{broken} blocks cannot be read, the rest of the file is left out"
            report(Mark(0, line, 0), "syntax", message)
            break
    for key, (mark, value) in root.pairs.items():
        if isinstance(value, Seq) and value.start_mark == mark and not value.items:
            root.pairs[key] = (mark, None)
    return root if root.pairs else None


def ends(text: str) -> Mapping[int, int]:
    """Where each scalar ends, by where it begins."""
    loader = yaml.CSafeLoader if FAST else yaml.SafeLoader
    return {
        event.start_mark.index: event.end_mark.index
        for event in yaml.parse(text, Loader=loader)
        if isinstance(event, yaml.ScalarEvent)
    }
