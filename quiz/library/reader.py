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
from itertools import islice

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
from quiz.library.nodes import Map, Mark, Node, Seq, Text
from quiz.model import Place, Problem

LARGEST = 8 * 1024 * 1024
"""Bytes of a file."""
DEEPEST = 16
"""Levels of lists and mappings."""

MERGE = "nothing is merged by '<<': write the keys out"

FAST: bool = yaml.__with_libyaml__
"""Whether PyYAML has its C parser; without it reading takes some fifteen times as long."""

SLUG = re.compile(rf"(?:{shapes.SLUG})\Z")

# Controls, what YAML counts as a line break and editors do not, and bytes that were no UTF-8.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_ORDINARY = bytes([9, 10, 13, *range(0x20, 0x7F)])
_MANY = 20  # forbidden characters after which a file is taken for no text at all

Report = Callable[..., None]
"""Takes the mark, the rule's slug, what is wrong and would be right, and perhaps the card."""

_START = Mark(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Broken(Exception):
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
        if rule == "syntax" and any(problem.place == place for problem in problems):
            return  # what was named there is the cause
        problems.append(Problem(place, rule, message, card))

    if len(data) > LARGEST:
        report(_START, "too-large", f"the file is over {LARGEST >> 20} MiB: split it")
        return None, problems
    text = _decoded(data, report)
    if text is None:
        return None, problems
    before = len(problems)
    whole: Broken | None = None
    try:
        root = _compose(text, report)
    except Broken as broken:
        whole = broken
    else:
        if len(problems) == before:
            return root, problems
    from quiz.library.salvage import are_aligned, salvaged  # 4 ms, and only Problems need it

    if not whole and are_aligned(text):
        return root, problems
    del problems[before:]  # what was met until then is met again
    text, merged = first_version(text)
    for line in merged:
        message = (
            "a merge left two versions here: keep one of them, and delete the lines that begin"
            " with <<<<<<<, ======= and >>>>>>>"
        )
        report(Mark(0, line, 0), "syntax", message)
    root = salvaged(text, _compose, report)
    if whole and not any(p.rule == whole.rule for p in problems[before:]):
        report(whole.mark, whole.rule, whole.message)
    return root, problems


def _decoded(data: bytes, report: Report) -> str | None:
    """The text of a file, U+FFFD in place of what is not text; None where nearly nothing is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:2].count(0) == 1:
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
    forbidden = list(islice(_FORBIDDEN.finditer(text), _MANY))
    if len(forbidden) == _MANY:
        message = "the file holds much that is no text: save it as plain text in UTF-8"
        report(_mark(text[: forbidden[0].start()]), "not-utf8", message)
        return None
    for found in forbidden:
        code = ord(found[0])
        mark = _mark(text[: found.start()])
        if 0xDC80 <= code <= 0xDCFF:
            byte = f"the byte {code - 0xDC00:#04x} is not UTF-8: save the file as UTF-8"
            report(mark, "not-utf8", byte)
        else:
            name = f"the invisible character U+{code:04X} is not text: delete it"
            report(mark, "control-character", name)
    return _FORBIDDEN.sub("\ufffd", text)


def _mark(before: str) -> Mark:
    """The position behind a text."""
    lines = re.split(r"\r\n|\r|\n", before)
    return Mark(len(before), len(lines) - 1, len(lines[-1]))


def _compose(text: str, report: Report, first_line: int = 0) -> Node | None:
    """The nodes of one document, lines counted from `first_line`; None for an empty document.

    Raises Broken.
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
        return _Nodes(events, report).first_document(text)
    except yaml.MarkedYAMLError as error:
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        marks = [error.problem_mark, error.context_mark]
        if any(word in said for word in ("unexpected", "simple key", "flow")):
            marks.reverse()  # where it was opened tells more than where its end was missed
        mark = next(filter(None, marks), _START)
        if mark.index >= len(text):  # the parser counts a line more where the last has no end
            mark = _mark(text.rstrip())
        from quiz.library.slips import advice  # 2 ms, likewise

        meant, line, column = advice(said, text, mark.line, mark.column)
        raise Broken(shifted(Mark(mark.index, line, column)), "syntax", meant) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the Python parser's
        raise Broken(shifted(_START), "syntax", f"this is no YAML: {error}") from error


def _guarded(get_event: Callable[[], Event], text: str, report: Report) -> Callable[[], Event]:
    """The events, with a report of each tag, anchor, text that a comment cuts short and escape
    of a forbidden character; the very function given where the text can have none of them. Its
    results raise Broken."""
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
    """Builds nodes from events; each method raises Broken.

    That texts are made where they are met, without a call, halves the time of the whole.
    """

    def __init__(self, get_event: Callable[[], Event], report: Report) -> None:
        self.get_event = get_event
        self.report = report

    def first_document(self, text: str) -> Node | None:
        """The root of a text's first document; None where it is empty or there is none."""
        while type(event := self.get_event()) is not DocumentStartEvent:
            if type(event) is StreamEndEvent:
                return None
        root = self._node(self.get_event(), 0)
        while type(event := self.get_event()) is not StreamEndEvent:
            if type(event) is DocumentStartEvent:
                from quiz.library.salvage import begins_file

                mark = event.start_mark
                if not begins_file(text[mark.index :]):
                    raise Broken(
                        mark, "second-document", "'---' begins another file: delete this line"
                    )
                message = "what follows '---' is not read: put it into a file of its own"
                self.report(mark, "second-document", message)
                break
        return None if isinstance(root, tuple) and not root[0] else root

    def _node(self, event: Event, depth: int) -> Node:
        """The node that begins with an event, inside of so many others."""
        if type(event) is ScalarEvent:
            return event.value, event.start_mark
        if type(event) is AliasEvent:
            name = f"*{event.anchor}"
            message = f"'{name[:40]}' stands for nothing here: quote a text that begins with '*'"
            self.report(event.start_mark, "alias", message)
            return name, event.start_mark
        if depth == DEEPEST:
            message = f"lists and keys are over {DEEPEST} levels deep"
            raise Broken(event.start_mark, "too-deep", message)
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
                key, mark = self._key(event, start, depth)
            event = get_event()
            if key in pairs:
                is_next = len(pairs) > 1 and key == next(iter(pairs))
                twice(key, mark, pairs[key][0], self.report, is_next=is_next)
                self._node(event, depth)
                if is_next:  # what follows is another's
                    found.end_mark = self._skip(start, depth)
                    return found
            elif type(event) is ScalarEvent:
                pairs[key] = (mark, (event.value, event.start_mark))
            elif key == "<<" and type(event) is AliasEvent:
                self.report(mark, "merge-key", MERGE)
                pairs[key] = (mark, (f"*{event.anchor}", event.start_mark))
            else:
                pairs[key] = (mark, self._node(event, depth))
        found.end_mark = event.end_mark
        return found

    def _key(self, event: Event, start: Event, depth: int) -> Text:
        """A key that is not written as a text, in a mapping that began so."""
        if type(event) is not AliasEvent and depth < DEEPEST:
            if getattr(start, "flow_style", False):
                message = "a text that begins with '{' must be quoted"
                raise Broken(start.start_mark, "syntax", message)
            raise Broken(event.start_mark, "syntax", "a key must be a text: quote it")
        return self._node(event, depth)  # type: ignore[return-value]  # or it is too deep

    def _skip(self, start: Event, depth: int) -> Mark:
        """Where a mapping ends, of which nothing more is wanted."""
        while type(event := self.get_event()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                self._key(event, start, depth)
            self._node(self.get_event(), depth)
        end: Mark = event.end_mark
        return end

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
    """Report a tag and an anchor. Raises Broken for half a character."""
    if event.tag is not None:
        message = "quote a text that begins with '!': the tags of YAML are not read"
        report(event.start_mark, "tag", message)
    if event.anchor is not None:
        message = f"quote a text that begins with '&': '&{event.anchor[:40]}' is not read"
        report(event.start_mark, "anchor", message)
    if not FAST and re.search("[\ud800-\udfff]", getattr(event, "value", "")):
        message = "an escape after '\\' names no character"  # the C parser refuses it by itself
        raise Broken(event.start_mark, "syntax", message)


def _escape(event: Event, report: Report) -> None:
    """Report the first forbidden character that a text has by an escape; U+FFFD stands in place
    of each, as where they are written themselves."""
    if found := _FORBIDDEN.search(event.value):
        name = f"an escape makes the invisible character U+{ord(found[0]):04X}: delete it"
        report(event.start_mark, "control-character", name)
        event.value = _FORBIDDEN.sub("\ufffd", event.value)


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


def twice(key: str, mark: Mark, first: Mark, report: Report, *, is_next: bool = False) -> None:
    """Report a key that stands twice; with `is_next` it is one with which another begins."""
    other = "begin another with '- ', or " if is_next else ""
    message = f"{key[:40]!r} stands in line {first.line + 1} already: {other}keep one of the two"
    report(mark, "duplicate-key", message)


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


def ends(text: str) -> Mapping[int, int]:
    """Where each scalar ends, by where it begins."""
    loader = yaml.CSafeLoader if FAST else yaml.SafeLoader
    return {
        event.start_mark.index: event.end_mark.index
        for event in yaml.parse(text, Loader=loader)
        if isinstance(event, yaml.ScalarEvent)
    }
