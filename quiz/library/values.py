"""Nodes to plain values: every key checked against its shape, every Problem with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from quiz.library import shapes
from quiz.library.nodes import Map, Mark, Node, Seq, mark_of
from quiz.library.reader import MERGE
from quiz.library.shapes import CARD_OF, Kind, Shape
from quiz.markdown import printable
from quiz.model import CardType, Distractor, Item, Pair, Place, Problem, Standing

TEXT = Kind.TEXT
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in shapes.PATTERNS.items()}
_REFERENCE = re.compile(rf"{shapes.SLUG}|{shapes.PATTERNS[Kind.CITATION]}")
_VALUES: Mapping[Kind, Callable[[str], Any]] = {
    # what a checked text becomes, where it does not stay one
    Kind.FLAG: "true".__eq__,
    Kind.WHOLE: int,
    Kind.STANDING: Standing,
}
_MEMBERS: Mapping[Kind, Callable[[str], object]] = {
    # what a member of a list of texts must match; the same tags and citations return all the time
    TEXT: re.compile(r"\S").search,
    **{
        kind: lru_cache(maxsize=4096)(_PATTERNS[kind].fullmatch)
        for kind in (Kind.CARD_NAME, Kind.CITATION, Kind.TAG)
    },
}
_PARTS: Mapping[Kind, Callable[..., object]] = {
    # what each mapping of such a list becomes
    Kind.DISTRACTORS: Distractor,
    Kind.ITEMS: Item,
    Kind.PAIRS: Pair,
    Kind.CLAIMS: dict,
}
_REFERENCES = (Kind.CITATIONS, Kind.CARD_NAMES)
_PROMPT = ("question", "statement", "text")
_MEANT: Mapping[str, tuple[str, ...]] = {
    # what people write for a key or a type of card that is spelt quite otherwise
    **dict.fromkeys((*_PROMPT, "prompt", "front"), _PROMPT),
    **dict.fromkeys(("back", "solution", "correct"), ("answer", "answers")),
    **dict.fromkeys(("options", "choices", "wrong"), ("distractors",)),
    **dict.fromkeys(("because", "reason", "feedback"), ("why", "explanation")),
    **dict.fromkeys(("picture", "photo"), ("image",)),
    "name": ("title",),
    **dict.fromkeys(("multiple-choice", "mc"), ("choice",)),
    **dict.fromkeys(("gap", "gaps", "gap-text"), ("cloze",)),
}
_GUESSES = 100  # 'did you mean' is worked out for so many Problems of a file, it is slow


@lru_cache(maxsize=4096)
def _once(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Of equal lists always the same one: most tags and citations of a large library return."""
    return texts


def _citation(node: Map) -> str:
    """The citation that a mapping was to be: with a space in it, YAML takes it for a key."""
    pairs = [(key, value[0]) for key, (_, value) in node.pairs.items() if isinstance(value, tuple)]
    text = ",".join(map(":".join, pairs))
    return text if _PATTERNS[Kind.CITATION].fullmatch(text) else ""


def _is_text(node: Map, shape: Shape) -> bool:
    """Whether a mapping was to be a text with ': ' in it: its one key is several words."""
    return len(node.pairs) == 1 and any(" " in key for key in node.pairs.keys() - shape.keys)


class Values:
    """The values of one file's nodes; `problems` are first the reader's, then its own too.

    What has a Problem has no value. A text stays a text, a list becomes a tuple; lists of what
    only some files hold (cards, facts) stay nodes.
    """

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.subject = ""
        """The id of what is being read: Problems carry it."""
        self._needed = False
        """Whether the key that is being read may not be left out."""
        self._named = {problem.place for problem in problems}
        self._readers: dict[Kind, Callable[[Node, Kind], Any]] = {
            TEXT: self._text,
            **dict.fromkeys(_PATTERNS, self._checked),
            **dict.fromkeys(shapes.LISTS, self._texts),
            **dict.fromkeys(shapes.PARTS, self._list),
            **dict.fromkeys(_PARTS, self._parts),
            Kind.REASONS: self._reasons,
            Kind.DOCUMENT: self._document,
        }

    def mapping(self, node: Node, shape: Shape) -> dict[str, Any] | None:
        """The values of a mapping that can be read; None where it is no mapping."""
        if not isinstance(node, Map):
            message = f"expected {shape.name} with its keys: {', '.join(shape.keys)}"
            self.problem(mark_of(node), "wrong-shape", message)
            return None
        values: dict[str, Any] = {}
        meant = set()  # keys that are there, misspelt
        readers, keys = self._readers, shape.keys
        for key, (mark, value) in node.pairs.items():
            kind = keys.get(key)
            if kind is TEXT and type(value) is tuple and (text := value[0]) and not text.isspace():
                values[key] = text  # most of all values, so without a call
            elif value is None:
                pass  # it has its Problem
            elif kind is None:
                meant.add(self._unknown(key, mark, shape, node))
            else:
                self._needed = key in shape.required
                read = readers[kind](value, kind)
                if read is not None:
                    values[key] = read
        if not shape.required <= node.pairs.keys():
            lacks = shape.required - node.pairs.keys() - meant
            if missing := ", ".join(repr(key) for key in keys if key in lacks):
                self.problem(node.start_mark, "missing-key", f"{shape.name} needs {missing}")
        for key, (low, high) in shape.counts.items() if shape.counts else ():
            listed = node.pairs[key][1] if key in node.pairs else None
            if (
                isinstance(listed, Seq)
                and listed.items
                and not low <= len(listed.items) <= high
                and not self._is_named_in(listed)
            ):
                bounds = f"{shape.name} has {low} to {high} {key}, this one {len(listed.items)}"
                self.problem(listed.start_mark, "wrong-count", bounds)
        return values

    # -- kinds ----------------------------------------------------------------------------

    def _text(self, node: Node, kind: Kind) -> str | None:
        if isinstance(node, tuple) and node[0] and not node[0].isspace():
            return node[0]
        self.wrong(node, kind)
        return None

    def _checked(self, node: Node, kind: Kind) -> Any:  # noqa: ANN401 - what each kind reads as
        if not isinstance(node, tuple) or not _PATTERNS[kind].fullmatch(node[0]):
            self.wrong(node, kind)
            return None
        if kind is Kind.DAY:
            try:
                date.fromisoformat(node[0])
            except ValueError:
                self.wrong(node, kind)
                return None
        convert = _VALUES.get(kind)
        return convert(node[0]) if convert else node[0]

    def _list(self, node: Node, kind: Kind) -> Seq | None:
        """The list itself, whoever owns it reads its members."""
        if not isinstance(node, Seq):
            self.wrong(node, kind)
            return None
        if not node.items:
            message = f"expected {kind}, found none: {self._remedy(kind)}"
            self.problem(node.start_mark, "empty-list", message)
        elif node.flow:
            for item in node.items:
                if not isinstance(item, tuple) or not _REFERENCE.fullmatch(item[0]):
                    message = (
                        "only slugs and citations may stand in [ ], where each comma divides:"
                        " write each text on a line of its own after '- '"
                    )
                    self.problem(mark_of(item), "flow-text", message)
                    return None
        return node

    def _texts(self, node: Node, kind: Kind) -> tuple[str, ...]:
        member = shapes.LISTS[kind]
        matches = _MEMBERS[member]
        if kind in _REFERENCES and isinstance(node, Seq) and node.items:
            items = node.items  # nothing else fits into it, in [ ] or not
        else:
            listed = self._list(node, kind)
            items = listed.items if listed else []
        found = [item[0] for item in items if type(item) is tuple and matches(item[0])]
        if len(found) < len(items):
            for item in items:
                if not isinstance(item, tuple) or not matches(item[0]):
                    self.wrong(item, member)
        return tuple(found) if member is TEXT else _once(tuple(found))

    def _reasons(self, node: Node, kind: Kind) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(node, Map) or not node.pairs:
            self.wrong(node, kind)
            return None
        found = []
        for rule, (mark, value) in node.pairs.items():
            self._checked((rule, mark), Kind.SLUG)
            if value is not None and (reason := self._text(value, TEXT)):
                found.append((rule, reason))
        return tuple(found)

    def _document(self, node: Node, _: Kind) -> tuple[str, str] | None:
        values = self.mapping(node, shapes.DOCUMENT)
        return None if values is None else (values.get("name", ""), values.get("sha256", ""))

    def _parts(self, node: Node, kind: Kind) -> tuple[object, ...]:
        """A list of mappings of one shape, or of texts where those may stand alone."""
        listed = self._list(node, kind)
        shape, make = shapes.PARTS[kind], _PARTS[kind]
        alone = kind in shapes.TEXT_ALONE
        found = []
        for item in listed.items if listed else ():
            if alone and isinstance(item, tuple):
                if text := self._text(item, TEXT):
                    found.append(make(text))
            elif alone and isinstance(item, Map) and _is_text(item, shape):
                self.wrong(item, TEXT)
            else:
                before = len(self.problems)
                values = self.mapping(item, shape)
                if not values or not shape.required <= values.keys():
                    continue  # which has its Problem, here or by what the reader named
                if len(self.problems) == before:
                    found.append(make(**values))
        return tuple(found)

    # -- problems -------------------------------------------------------------------------

    def place(self, mark: Mark) -> Place:
        """A position in this file."""
        return Place(self.file, mark.line + 1, mark.column + 1)

    def problem(self, mark: Mark, rule: str, message: str) -> None:
        """Add a Problem, but where the reader has one."""
        place = self.place(mark)
        if place not in self._named:  # what the reader named there is the cause
            self.problems.append(Problem(place, rule, message, printable(self.subject[:64])))

    def _is_named_in(self, node: Seq) -> bool:
        """Whether the reader has a Problem within a list: it may hold other than it seems."""
        first, last = self.place(node.start_mark), self.place(node.end_mark)
        return any(first <= place < last for place in self._named)

    def wrong(self, node: Node, kind: Kind) -> None:
        """Add the Problem that a node is nothing of this kind."""
        one = kind is TEXT or kind in _PATTERNS
        rule = "wrong-shape"
        if isinstance(node, Seq):
            quote = ": quote a text that begins with '['"
            found = f"a list{quote if kind is TEXT and node.flow else ''}"
        elif isinstance(node, Map):
            found = "keys with values" + (": quote a text with ': ' or '{' in it" if one else "")
            if kind is Kind.CITATION and (meant := _citation(node)):
                found = f"a space in it: write {meant}"
        elif not node[0].strip():
            rule, found = "empty-text", f"nothing: {self._remedy(kind)}"
        elif one:
            rule, found = "bad-value", f"{node[0][:40]!r}{self._meant(node[0], kind)}"
        else:
            found = "a text"
        if rule == "wrong-shape" and (kind in shapes.LISTS or kind in shapes.PARTS):
            begin = "begin each on a line of its own with '- '"
            flows = isinstance(node, tuple) and (kind is Kind.TAGS or kind in _REFERENCES)
            found += f": put [ ] around it, or {begin}" if flows else f": {begin}"
        self.problem(mark_of(node), rule, f"expected {kind}, found {found}")

    def _remedy(self, kind: Kind) -> str:
        """What to do where nothing was written."""
        if kind is Kind.CARDS:
            return "write a card, '- id: ' with its question and its answer beneath"
        return "write it" if self._needed else "write it, or leave the key out"

    def _unknown(self, key: str, mark: Mark, shape: Shape, node: Map) -> str:
        """Add the Problem that a mapping of this shape has no such key; the key that was probably
        meant."""
        if key == "<<":
            self.problem(mark, "merge-key", MERGE)
            return ""
        others = [name for name in shape.keys if name not in node.pairs]
        lacks = [name for name in others if name in shape.required]
        near = self._near(key.lower(), lacks) or self._near(key.lower(), others)
        message = f"{shape.name} has no key {key[:40]!r}"
        types = [type_ for type_ in CardType if key in CARD_OF[type_].keys]
        if types and near not in lacks and shape in CARD_OF.values():
            message += f", which belongs to the type {' or '.join(types)}"
        elif near:
            message += f": did you mean {near!r}?"
        elif key == next(iter(node.pairs)) != "id" and lacks[:1] == [next(iter(shape.keys))]:
            near = lacks[0]  # with which each of them begins
            message += f": did you mean {near!r}?"
        elif types and shape in (shapes.DECK, *shapes.PARTS.values()):
            message += ", which belongs to a card: check how far it is indented"
        self.problem(mark, "unknown-key", message)
        return near

    def _meant(self, value: str, kind: Kind) -> str:
        """What a value was probably meant to be."""
        if kind is Kind.FILE:
            return ""
        low = value[:64].lower()
        bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", low))  # no accents
        slug = re.sub("[^a-z0-9]+", "-", bare).strip("-")
        for near in (low, slug):
            if near != value and _PATTERNS[kind].fullmatch(near):
                return f": did you mean {near!r}?"
        closed = re.fullmatch(r"[a-z|-]+", shapes.PATTERNS[kind])
        guess = self._near(low, closed[0].split("|")) if closed else ""
        return f": did you mean {guess!r}?" if guess else ""

    def _near(self, value: str, known: Collection[str]) -> str:
        if len(self.problems) >= _GUESSES:
            return ""
        from difflib import get_close_matches  # 5 ms, and only mistakes need it

        close = get_close_matches(value[:64], known, 1)
        return next(iter((*close, *(key for key in _MEANT.get(value, ()) if key in known))), "")
