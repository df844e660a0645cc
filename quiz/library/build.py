"""Nodes to model values: every key checked against its shape, every Problem with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from quiz import cloze
from quiz.library import shapes
from quiz.library.reader import Map, Mark, Node, Seq, mark_of
from quiz.library.shapes import CARD_OF, Kind, Shape
from quiz.markdown import printable
from quiz.model import (
    Card,
    CardType,
    Claim,
    Conflict,
    Deck,
    Distractor,
    Fact,
    Identity,
    Item,
    Library,
    Name,
    Pair,
    Place,
    Problem,
    Source,
    Standing,
)

T = TypeVar("T")

_PATTERNS = {kind: re.compile(pattern) for kind, pattern in shapes.PATTERNS.items()}
_REFERENCE = re.compile(rf"{shapes.SLUG}|{shapes.PATTERNS[Kind.CITATION]}")
_VALUES: Mapping[Kind, Callable[[str], Any]] = {
    # what a checked text becomes, where it does not stay one
    Kind.FLAG: "true".__eq__,
    Kind.WHOLE: int,
    Kind.STANDING: Standing,
}
_MATCHES = {kind: pattern.fullmatch for kind, pattern in _PATTERNS.items()}
_MATCHES[Kind.TEXT] = re.compile(r"\S").search
_REFERENCES = (Kind.CITATIONS, Kind.CARD_NAMES)
TEXT = Kind.TEXT
_TYPES = {str(type_): type_ for type_ in CardType}
_PROMPTS = {type_: type_.prompt_key for type_ in CardType}
_FIRST = Mark(0, 0, 0)
_GUESSES = 100  # 'did you mean' is worked out for so many Problems of a file, it is slow


class Builder:
    """Builds the values of one file; `problems` are first the reader's, then its own too.

    A card, fact, conflict, name or override with a Problem is left out.
    """

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self._subject = ""  # the id of what is being read
        self._standings: Mapping[str, Standing] = {}  # of facts, by citation
        self._faults = sorted((problem.place, i) for i, problem in enumerate(problems))
        self._named = {problem.place for problem in problems}
        one_text, one_of = self._text, self._checked
        self._readers: dict[Kind, Callable[[Node, Kind], Any]] = {
            Kind.TEXT: one_text,
            **dict.fromkeys(_PATTERNS, one_of),
            **dict.fromkeys(shapes.LISTS, self._texts),
            **dict.fromkeys(shapes.PARTS, self._list),
            Kind.REASONS: self._reasons,
            Kind.DOCUMENT: self._document,
            Kind.DISTRACTORS: self._distractors,
            Kind.ITEMS: self._items,
            Kind.PAIRS: self._pairs,
            Kind.CLAIMS: self._claims,
        }

    # -- files ----------------------------------------------------------------------------

    def library(self, node: Node | None) -> dict[str, Any]:
        """The keys of `library.yaml` that can be read."""
        return self._file(node, shapes.LIBRARY)

    def deck(self, node: Node | None, library: str, stem: str) -> Deck | None:
        """A deck with its sound cards; its slug is the file's stem where none can be read."""
        values = self._file(node, shapes.DECK)
        slug = values.get("deck", stem)
        if not isinstance(node, Map) or not _PATTERNS[Kind.SLUG].fullmatch(slug):
            return None
        tags = values.get("tags", ())
        of = Identity(library, slug, "")
        written = node.pairs.get("deck")
        return Deck(
            slug=slug,
            title=values.get("title", slug),
            cards=self._each(values.get("cards"), lambda node: self._card(node, of, tags)),
            description=values.get("description", ""),
            order=values.get("order"),
            tags=tags,
            place=self._place(mark_of(written[1]) if written and written[1] else node.start_mark),
        )

    def source(self, node: Node | None) -> Source | None:
        """A source with its sound facts."""
        values = self._file(node, shapes.SOURCE)
        if "source" not in values or not isinstance(node, Map):
            return None
        slug = values.pop("source")
        name, sha256 = values.pop("document", ("", ""))
        facts = self._each(values.pop("facts", None), lambda node: self._fact(node, slug))
        for fact in facts:
            if fact.standing is not Standing.SOUND and not fact.note:
                message = f"a fact that is {fact.standing} needs a 'note' that says why"
                self.problems.append(Problem(fact.place, "missing-key", message, fact.id))
        return Source(
            slug=slug,
            title=values.pop("title", slug),
            document=name,
            sha256=sha256,
            assessment=values.pop("assessment", ""),
            facts=facts,
            place=self._place(node.start_mark),
            **values,
        )

    def conflicts(
        self, node: Node | None, standings: Mapping[str, Standing]
    ) -> tuple[Conflict, ...]:
        """The conflicts; a claim stands as its facts do where the author does not say."""
        self._standings = standings
        return self._each(self._file(node, shapes.CONFLICTS).get("conflicts"), self._conflict)

    def names(self, node: Node | None) -> tuple[Name, ...]:
        """The names."""
        return self._each(self._file(node, shapes.NAMES).get("names"), self._name)

    def overrides(self, node: Node | None) -> tuple[dict[str, Any], ...]:
        """The learner's overrides, as mappings with `card` and what replaces or adds."""
        listed = self._file(node, shapes.OVERRIDES).get("overrides")
        return self._each(listed, lambda node: self._map(node, shapes.OVERRIDE), "card")

    def _file(self, node: Node | None, shape: Shape) -> dict[str, Any]:
        if node is None:
            self._problem(_FIRST, "empty-file", f"the file is empty, expected is {shape.name}")
            return {}
        return self._map(node, shape) or {}

    # -- what the lists of files hold -----------------------------------------------------

    def _each(
        self, listed: Seq | None, read: Callable[[Node], T | None], name: str = "id"
    ) -> tuple[T, ...]:
        """The members without a Problem, the first of each name; Problems carry the name."""
        found = []
        first: dict[str, int] = {}
        for node in listed.items if listed else ():
            before = len(self.problems)
            _, named = (isinstance(node, Map) and node.pairs.get(name)) or (None, None)
            if isinstance(named, tuple):
                self._subject = named[0]
                line = first.setdefault(named[0], named[1].line)
                if line != named[1].line:
                    message = f"line {line + 1} has this {name} already: give it another"
                    self._problem(named[1], "duplicate-id", message)
            value = read(node)
            claimed = bool(self._faults) and self._claimed(node)
            if value is not None and len(self.problems) == before and not claimed:
                found.append(value)
            self._subject = ""
        return tuple(found)

    def _claimed(self, node: Node) -> bool:
        """Whether the reader met a Problem in this node; such a Problem gets its name."""
        if not isinstance(node, Map):
            return False
        low = bisect_left(self._faults, (self._place(node.start_mark), -1))
        high = bisect_left(self._faults, (self._place(node.end_mark), -1))
        for _, i in self._faults[low:high]:
            self.problems[i] = self.problems[i]._replace(card=printable(self._subject[:64]))
        return high > low

    def _card(self, node: Node, of: Identity, deck_tags: tuple[str, ...]) -> Card | None:
        type_ = CardType.SHORT_ANSWER
        _, written = (isinstance(node, Map) and node.pairs.get("type")) or (None, None)
        if written is not None:
            if not isinstance(written, tuple) or written[0] not in _TYPES:
                self._wrong(written, Kind.TYPE)
                return None
            type_ = _TYPES[written[0]]
        values = self._map(node, CARD_OF[type_])
        if values is None or not isinstance(node, Map):
            return None
        values["type"] = type_
        if deck_tags or "tags" in values:
            values["tags"] = tuple(dict.fromkeys((*deck_tags, *values.get("tags", ()))))
        if "according-to" in values:
            values["according_to"] = values.pop("according-to")
        if type_ is CardType.TRUE_FALSE and "answer" in values:
            values["answer"] = "true" if values["answer"] else "false"
        prompt = _PROMPTS[type_]
        if "id" not in values or prompt not in values:  # there is a Problem about it
            return None
        values["identity"] = Identity(of[0], of[1], values.pop("id"))
        values["prompt"] = values.pop(prompt)
        values["place"] = self._place(mark_of(node.pairs["id"][1] or node))
        if type_ is CardType.CLOZE:
            self._check_gaps(values["prompt"], node)
        return _new_card(values)

    def _check_gaps(self, text: str, node: Map) -> None:
        found = cloze.gaps(text)
        if not found:
            message = "the text has no gap: write {{c1::what is hidden}}"
        elif any(gap.number == 0 or not gap.answer.strip() for gap in found):
            message = "a gap is empty, or its number is 0: write {{c1::what is hidden}}"
        else:
            return
        self._problem(mark_of(node.pairs["text"][1] or node), "cloze-without-gap", message)

    def _fact(self, node: Node, source: str) -> Fact | None:
        values = self._map(node, shapes.FACT)
        if values is None or not shapes.FACT.required <= values.keys():
            return None
        place = self._place(mark_of(node))
        return Fact(source=source, text=values.pop("fact"), place=place, **values)

    def _conflict(self, node: Node) -> Conflict | None:
        values = self._map(node, shapes.CONFLICT)
        if values is None or not shapes.CONFLICT.required <= values.keys():
            return None
        return Conflict(place=self._place(mark_of(node)), **values)

    def _name(self, node: Node) -> Name | None:
        values = self._map(node, shapes.NAME)
        if values is None or not shapes.NAME.required <= values.keys():
            return None
        return Name(place=self._place(mark_of(node)), **values)

    # -- values ---------------------------------------------------------------------------

    def _map(self, node: Node, shape: Shape) -> dict[str, Any] | None:
        """The values of a mapping that can be read; None where it is no mapping."""
        if not isinstance(node, Map):
            message = f"expected {shape.name} with its keys: {', '.join(shape.keys)}"
            self._problem(mark_of(node), "wrong-shape", message)
            return None
        values: dict[str, Any] = {}
        readers, keys = self._readers, shape.keys
        for key, (mark, value) in node.pairs.items():
            kind = keys.get(key)
            if kind is TEXT and isinstance(value, tuple) and value[0] and not value[0].isspace():
                values[key] = value[0]  # most of all values, so without a call
            elif value is None:
                pass  # it has its Problem
            elif kind is None:
                self._unknown(key, mark, shape)
            else:
                read = readers[kind](value, kind)
                if read is not None:
                    values[key] = read
        if not shape.required <= node.pairs.keys():
            missing = [repr(key) for key in keys if key in shape.required - node.pairs.keys()]
            self._problem(
                node.start_mark, "missing-key", f"{shape.name} needs {', '.join(missing)}"
            )
        for key, (low, high) in shape.counts.items() if shape.counts else ():
            listed = node.pairs[key][1] if key in node.pairs else None
            if isinstance(listed, Seq) and listed.items and not low <= len(listed.items) <= high:
                bounds = f"{shape.name} has {low} to {high} {key}, this one {len(listed.items)}"
                self._problem(listed.start_mark, "wrong-count", bounds)
        return values

    def _text(self, node: Node, kind: Kind) -> str | None:
        if isinstance(node, tuple) and node[0] and not node[0].isspace():
            return node[0]
        self._wrong(node, kind)
        return None

    def _checked(self, node: Node, kind: Kind) -> Any:  # noqa: ANN401 - what each kind reads as
        if not isinstance(node, tuple) or not _PATTERNS[kind].fullmatch(node[0]):
            self._wrong(node, kind)
            return None
        if kind is Kind.DAY:
            try:
                date.fromisoformat(node[0])
            except ValueError:
                self._wrong(node, kind)
                return None
        convert = _VALUES.get(kind)
        return convert(node[0]) if convert else node[0]

    def _list(self, node: Node, kind: Kind) -> Seq | None:
        """The list itself, whoever owns it reads its members."""
        if not isinstance(node, Seq):
            self._wrong(node, kind)
            return None
        if not node.items:
            message = f"expected {kind}, found none: write them, or leave the key out"
            self._problem(node.start_mark, "empty-list", message)
        elif node.flow:
            for item in node.items:
                if not isinstance(item, tuple) or not _REFERENCE.fullmatch(item[0]):
                    message = (
                        "only slugs and citations may stand in [ ], where each comma divides:"
                        " write each text on a line of its own after '- '"
                    )
                    self._problem(mark_of(item), "flow-text", message)
                    return None
        return node

    def _texts(self, node: Node, kind: Kind) -> tuple[str, ...]:
        member = shapes.LISTS[kind]
        matches = _MATCHES[member]
        found = []
        if isinstance(node, Seq) and node.items and kind in _REFERENCES:
            listed: Seq | None = node  # nothing else fits into it, in [ ] or not
        else:
            listed = self._list(node, kind)
        for item in listed.items if listed else ():
            if isinstance(item, tuple) and matches(item[0]):
                found.append(item[0])
            else:
                self._wrong(item, member)
        return tuple(found)

    def _reasons(self, node: Node, kind: Kind) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(node, Map) or not node.pairs:
            self._wrong(node, kind)
            return None
        found = []
        for rule, (mark, value) in node.pairs.items():
            self._checked((rule, mark), Kind.SLUG)
            if value is not None and (reason := self._text(value, TEXT)):
                found.append((rule, reason))
        return tuple(found)

    def _document(self, node: Node, _: Kind) -> tuple[str, str] | None:
        values = self._map(node, shapes.DOCUMENT)
        return None if values is None else (values.get("name", ""), values.get("sha256", ""))

    def _distractors(self, node: Node, kind: Kind) -> tuple[Distractor, ...]:
        return self._parts(node, kind, Distractor)

    def _items(self, node: Node, kind: Kind) -> tuple[Item, ...]:
        return self._parts(node, kind, Item)

    def _pairs(self, node: Node, kind: Kind) -> tuple[Pair, ...]:
        return self._parts(node, kind, Pair)

    def _claims(self, node: Node, kind: Kind) -> tuple[Claim, ...]:
        def make(says: str, facts: tuple[str, ...] = (), standing: Standing | None = None) -> Claim:
            of_facts = (self._standings[cited] for cited in facts if cited in self._standings)
            return Claim(says, facts, standing or next(of_facts, Standing.SOUND))

        return self._parts(node, kind, make)

    def _parts(self, node: Node, kind: Kind, make: Callable[..., T]) -> tuple[T, ...]:
        """A list of mappings of one shape, or of texts where those may stand alone."""
        listed = self._list(node, kind)
        shape = shapes.PARTS[kind]
        alone = kind in shapes.TEXT_ALONE
        found = []
        for item in listed.items if listed else ():
            if alone and isinstance(item, tuple):
                if text := self._text(item, Kind.TEXT):
                    found.append(make(text))
            else:
                before = len(self.problems)
                values = self._map(item, shape)
                if not values or not shape.required <= values.keys():
                    continue  # which has its Problem, here or by what the reader named
                if len(self.problems) == before:
                    found.append(make(**values))
        return tuple(found)

    # -- problems -------------------------------------------------------------------------

    def _place(self, mark: Mark) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _problem(self, mark: Mark, rule: str, message: str) -> None:
        place = self._place(mark)
        if place not in self._named:  # what the reader named there is the cause
            self.problems.append(Problem(place, rule, message, printable(self._subject[:64])))

    def _wrong(self, node: Node, kind: Kind) -> None:
        one = kind is TEXT or kind in _PATTERNS
        rule = "wrong-shape"
        if isinstance(node, Seq):
            found = "a list"
        elif isinstance(node, Map):
            found = "keys with values" + (": quote a text with ': ' in it" if one else "")
        elif not node[0].strip():
            rule, found = "empty-text", "nothing: write it, or leave the key out"
        elif one:
            rule, found = "bad-value", f"{node[0][:40]!r}{self._meant(node[0], kind)}"
        else:
            found = "a text"
        if rule == "wrong-shape" and (kind in shapes.LISTS or kind in shapes.PARTS):
            found += ": begin each on a line of its own with '- '"
        self._problem(mark_of(node), rule, f"expected {kind}, found {found}")

    def _unknown(self, key: str, mark: Mark, shape: Shape) -> None:
        if key == "<<":
            message = "nothing is merged by '<<': write the keys out"
            self._problem(mark, "merge-key", message)
            return
        message = f"{shape.name} has no key {key[:40]!r}"
        types = [type_ for type_ in CardType if key in CARD_OF[type_].keys]
        if types and shape in CARD_OF.values():
            message += f", which belongs to the type {' or '.join(types)}"
        else:
            message += self._near(key, shape.keys)
        self._problem(mark, "unknown-key", message)

    def _meant(self, value: str, kind: Kind) -> str:
        """What a value was probably meant to be."""
        low = value[:64].lower()
        slug = re.sub("[^a-z0-9]+", "-", low).strip("-")
        for near in (low, slug):
            if near != value and _PATTERNS[kind].fullmatch(near):
                return f": did you mean {near!r}?"
        closed = re.fullmatch(r"[a-z|-]+", shapes.PATTERNS[kind])
        return self._near(low, closed[0].split("|")) if closed else ""

    def _near(self, value: str, known: Iterable[str]) -> str:
        if len(self.problems) >= _GUESSES:
            return ""
        from difflib import get_close_matches  # 5 ms, and only mistakes need it

        near = get_close_matches(value[:64], known, 1)
        return f": did you mean {near[0]!r}?" if near else ""


_SET = {field.name: getattr(Card, field.name).__set__ for field in fields(Card)}
_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Card)}


def _new_card(values: dict[str, Any]) -> Card:
    """`Card(**values)` in a third of the time: a frozen dataclass asks `object.__setattr__` to
    find each of its fields anew, and this was the largest part of building a deck."""
    card = object.__new__(Card)
    for set_field, value in zip(_SET.values(), (_DEFAULTS | values).values(), strict=True):
        set_field(card, value)
    return card


def make_library(values: Mapping[str, Any], **rest: Any) -> Library:  # noqa: ANN401 - as Library
    """A Library from the keys of `library.yaml` and what was loaded around it."""
    known = {key: values[key] for key in ("language", "authors", "licence") if key in values}
    slug = values.get("library", "")
    return Library(slug=slug, title=values.get("title", slug), **known, **rest)
