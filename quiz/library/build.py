"""Nodes to model values: every key checked against its shape, every Problem with its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from yaml.events import ScalarEvent

from quiz import cloze
from quiz.library import shapes
from quiz.library.reader import SLUG, Map, Mark, Node, Seq
from quiz.library.shapes import Kind, Shape
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

_PATTERNS = {
    Kind.FACT_ID: re.compile(r"[1-9][0-9]{0,4}[a-z]{1,2}\Z"),
    Kind.PARAGRAPHS: re.compile(r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4})?\Z"),
    Kind.DAY: re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z"),
    Kind.SHA256: re.compile(r"[0-9a-f]{64}\Z"),
    Kind.PRECISION: re.compile(r"(?:day|month|year)\Z"),
    Kind.STANDING: re.compile(r"(?:sound|disputed|mistaken|vague|opinion)\Z"),
    Kind.WHOLE: re.compile(r"[0-9]{1,6}\Z"),
    Kind.FLAG: re.compile(r"(?:true|false)\Z"),
    Kind.TYPE: re.compile(rf"(?:{'|'.join(CardType)})\Z"),
    Kind.SLUG: SLUG,
}
_MEMBERS = {
    Kind.CITATIONS: re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*:[1-9][0-9]{0,4}[a-z]{1,2}\Z"),
    Kind.CARD_NAMES: re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*){1,2}\Z"),
    Kind.TAGS: re.compile(r"\S+\Z"),
    Kind.TEXTS: re.compile(r"(?s).*\Z"),
}


class Builder:
    """Builds the values of one file and adds its Problems to a list."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.subject = ""
        """The card, fact or name that is being read; Problems carry it."""
        self._standings: Mapping[str, Standing] = {}
        self._readers: Mapping[Kind, Callable[[Node], Any]] = {
            Kind.TEXT: self._text,
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
        return self._map(node, shapes.LIBRARY, "library") or {}

    def deck(self, node: Node | None, library: str, stem: str) -> Deck | None:
        """A deck with its sound cards; its slug is the file's stem where it has none."""
        values = self._map(node, shapes.DECK, "deck")
        slug = (values or {}).get("deck") or stem
        if values is None or not isinstance(node, Map) or not SLUG.match(slug):
            return None
        listed = values.get("cards", ())
        tags = values.get("tags", ())
        cards = self._each(listed, lambda n: self._card(n, Identity(library, slug, ""), tags))
        return Deck(
            slug=slug,
            title=values.get("title", slug),
            cards=tuple(self._unique(cards, lambda card: card.identity.card)),
            description=values.get("description", ""),
            order=values.get("order"),
            tags=tags,
            place=self._place(node.pairs["deck"][1] if "deck" in node.pairs else node),
        )

    def source(self, node: Node | None) -> Source | None:
        """A source with its sound facts."""
        values = self._map(node, shapes.SOURCE, "source")
        if node is None or not values or "source" not in values:
            return None
        slug = values["source"]
        facts = self._each(values.get("facts", ()), lambda n: self._fact(n, slug))
        name, sha256 = values.get("document", ("", ""))
        return Source(
            slug=slug,
            title=values.get("title", slug),
            document=name,
            sha256=sha256,
            assessment=values.get("assessment", ""),
            facts=tuple(self._unique(facts, lambda fact: fact.id)),
            authors=values.get("authors", ()),
            publisher=values.get("publisher", ""),
            published=values.get("published", ""),
            url=values.get("url", ""),
            rights=values.get("rights", ""),
            place=self._place(node),
        )

    def conflicts(
        self, node: Node | None, standings: Mapping[str, Standing]
    ) -> tuple[Conflict, ...]:
        """The conflicts; `standings` are the facts', for claims that do not say their own."""
        self._standings = standings
        values = self._map(node, shapes.CONFLICTS, "conflicts") or {}
        found = self._each(values.get("conflicts", ()), self._conflict)
        return tuple(self._unique(found, lambda conflict: conflict.id))

    def names(self, node: Node | None) -> tuple[Name, ...]:
        """The names."""
        values = self._map(node, shapes.NAMES, "names") or {}
        found = self._each(values.get("names", ()), self._name)
        return tuple(self._unique(found, lambda name: name.id))

    def overrides(self, node: Node | None) -> list[dict[str, Any]]:
        """The learner's overrides, as mappings with `card` and what replaces or adds."""
        values = self._map(node, shapes.OVERRIDES, "overrides") or {}
        return self._each(
            values.get("overrides", ()), lambda n: self._map(n, shapes.OVERRIDE, "override")
        )

    # -- parts ----------------------------------------------------------------------------

    def _card(self, node: Node, of: Identity, deck_tags: tuple[str, ...]) -> Card | None:
        before = len(self.problems)
        self._about(node)
        type_ = CardType.SHORT_ANSWER
        if isinstance(node, Map) and "type" in node.pairs:
            written = node.pairs["type"][1]
            if type(written) is not ScalarEvent or not _PATTERNS[Kind.TYPE].match(written.value):
                self._wrong(written, Kind.TYPE, self._near(written, CardType))
                return None
            type_ = CardType(written.value)
        values = self._map(node, shapes.CARD, f"{type_} card", type_)
        if values is None or not isinstance(node, Map) or len(self.problems) > before:
            return None
        values.pop("type", None)
        card = Card(
            identity=of._replace(card=values.pop("id")),
            type=type_,
            prompt=values.pop(type_.prompt_key),
            according_to=values.pop("according-to", ""),
            tags=tuple(dict.fromkeys((*deck_tags, *values.pop("tags", ())))),
            place=self._place(node.pairs["id"][1]),
            **values,
        )
        if problem := self._no_key(card):
            self._problem(node.pairs["id"][1].start_mark, *problem)
            return None
        return card

    @staticmethod
    def _no_key(card: Card) -> tuple[str, str] | None:
        """Why the card cannot be asked at all: the rule and the message."""
        if card.type is CardType.TRUE_FALSE and card.answer not in ("true", "false"):
            return "no-key", f"answer must be true or false, not {card.answer[:40]!r}"
        if card.type is CardType.CLOZE:
            gaps = cloze.gaps(card.prompt)
            if not gaps:
                return "cloze-without-gap", "there is no gap: write {{c1::answer}}"
            if any(gap.number == 0 or not gap.answer.strip() for gap in gaps):
                return "cloze-without-gap", "a gap is empty or numbered 0: write {{c1::answer}}"
        return None

    def _fact(self, node: Node, source: str) -> Fact | None:
        before = len(self.problems)
        self._about(node)
        values = self._map(node, shapes.FACT, "fact")
        if values is None or len(self.problems) > before:
            return None
        fact = Fact(source=source, text=values.pop("fact"), place=self._place(node), **values)
        if fact.standing is not Standing.SOUND and not fact.note:
            self._problem(node.start_mark, "missing-key", f"a {fact.standing} fact needs a note")
        return fact

    def _conflict(self, node: Node) -> Conflict | None:
        before = len(self.problems)
        self._about(node)
        values = self._map(node, shapes.CONFLICT, "conflict")
        if values is None or len(self.problems) > before:
            return None
        return Conflict(place=self._place(node), **values)

    def _name(self, node: Node) -> Name | None:
        before = len(self.problems)
        self._about(node)
        values = self._map(node, shapes.NAME, "name")
        if values is None or len(self.problems) > before:
            return None
        return Name(place=self._place(node), **values)

    # -- values ---------------------------------------------------------------------------

    def _map(
        self, node: Node | None, shape: Shape, what: str, type_: CardType | None = None
    ) -> dict[str, Any] | None:
        """The values of a mapping that can be read; None where it is no mapping."""
        if node is None:
            self._problem(_FIRST, "empty-file", f"there is nothing in it: a {what} is expected")
            return None
        if type(node) is not Map:
            self._problem(node.start_mark, "wrong-shape", f"a {what} is a mapping of keys")
            return None
        values: dict[str, Any] = {}
        allowed = shapes.ALLOWED_OF[type_] if type_ else shape
        for key, (written, value) in node.pairs.items():
            if key not in allowed:
                if key != "<<":  # the reader has named it
                    near = self._near(written, allowed)
                    message = f"a {what} has no key {key[:40]!r}{near}"
                    self._problem(written.start_mark, "unknown-key", message)
                continue
            kind = shape[key]
            reader = self._readers.get(kind)
            read = reader(value) if reader else self._checked(value, kind)
            if read is not None:
                values[key] = read
        required = shapes.REQUIRED_OF[type_] if type_ else shapes.REQUIRED[what]
        if not required <= node.pairs.keys():
            missing = ", ".join(f"{key!r}" for key in shape if key in required - node.pairs.keys())
            self._problem(node.start_mark, "missing-key", f"a {what} needs {missing}")
        for key, (low, high) in shapes.COUNTS.get(type_, {}).items() if type_ else ():
            if key in values and not low <= len(values[key]) <= high:
                mark = node.pairs[key][1].start_mark
                count = f"{len(values[key])} {key}: a {what} has {low} to {high}"
                self._problem(mark, "wrong-count", count)
        return values

    def _text(self, node: Node) -> str | None:
        if type(node) is not ScalarEvent:
            self._wrong(node, Kind.TEXT)
            return None
        value: str = node.value
        if not value or value.isspace():
            self._problem(
                node.start_mark, "empty-text", "the text is empty: fill it in or leave the key out"
            )
            return None
        return value

    def _checked(self, node: Node, kind: Kind) -> Any:  # noqa: ANN401 - what each kind reads as
        if kind in _MEMBERS:
            return self._members(node, kind)
        if kind not in _PATTERNS:  # lists whose members are read by their owner
            if type(node) is Seq:
                return node
            self._wrong(node, kind)
            return None
        value = self._text(node)
        if value is None:
            return None
        if not _PATTERNS[kind].match(value) or (kind is Kind.SLUG and len(value) > 64):
            self._wrong(node, kind)
            return None
        match kind:
            case Kind.FLAG:
                return value == "true"
            case Kind.WHOLE:
                return int(value)
            case Kind.STANDING:
                return Standing(value)
            case Kind.TYPE:
                return CardType(value)
        return value

    def _members(self, node: Node, kind: Kind) -> tuple[str, ...] | None:
        if type(node) is not Seq:
            self._wrong(node, kind)
            return None
        pattern = _MEMBERS[kind]
        found = []
        for item in node.items:
            value = self._text(item)
            if value is None:
                continue
            if pattern.match(value):
                found.append(value)
            else:
                self._wrong(item, kind)
        return tuple(found)

    def _reasons(self, node: Node) -> tuple[tuple[str, str], ...] | None:
        if type(node) is not Map:
            self._wrong(node, Kind.REASONS)
            return None
        found = ((rule, self._text(value)) for rule, (_, value) in node.pairs.items())
        return tuple((rule, reason) for rule, reason in found if reason)

    def _document(self, node: Node) -> tuple[str, str] | None:
        values = self._map(node, shapes.DOCUMENT, "document")
        return values and (values.get("name", ""), values.get("sha256", ""))  # type: ignore[return-value]

    def _distractors(self, node: Node) -> tuple[Distractor, ...] | None:
        return self._texts_or_maps(
            node, Kind.DISTRACTORS, shapes.DISTRACTOR, "distractor", Distractor
        )

    def _items(self, node: Node) -> tuple[Item, ...] | None:
        return self._texts_or_maps(node, Kind.ITEMS, shapes.ITEM, "item", Item)

    def _texts_or_maps(
        self, node: Node, kind: Kind, shape: Shape, what: str, make: Callable[..., T]
    ) -> tuple[T, ...] | None:
        if type(node) is not Seq:
            self._wrong(node, kind)
            return None
        found = []
        for item in node.items:
            if type(item) is Map:
                values = self._map(item, shape, what)
                if values and "text" in values:
                    found.append(make(**values))
            elif text := self._text(item):
                found.append(make(text))
        return tuple(found)

    def _pairs(self, node: Node) -> tuple[Pair, ...] | None:
        if type(node) is not Seq:
            self._wrong(node, Kind.PAIRS)
            return None
        read = [self._map(item, shapes.PAIR, "pair") for item in node.items]
        return tuple(Pair(**values) for values in read if values and len(values) == 2)

    def _claims(self, node: Node) -> tuple[Claim, ...] | None:
        if type(node) is not Seq:
            self._wrong(node, Kind.CLAIMS)
            return None
        read = [self._map(item, shapes.CLAIM, "claim") for item in node.items]
        return tuple(self._claim(values) for values in read if values and "says" in values)

    def _claim(self, values: Mapping[str, Any]) -> Claim:
        facts: tuple[str, ...] = values.get("facts", ())
        of_facts = (self._standings[c] for c in facts if c in self._standings)
        standing = values.get("standing") or next(of_facts, Standing.SOUND)
        return Claim(values["says"], facts, standing)

    # -- helpers --------------------------------------------------------------------------

    def _each(self, listed: Seq | tuple[()], read: Callable[[Node], T | None]) -> list[T]:
        found = []
        for node in listed.items if isinstance(listed, Seq) else ():
            value = read(node)
            self.subject = ""
            if value is not None:
                found.append(value)
        return found

    def _unique(self, values: Iterable[T], name: Callable[[T], str]) -> Iterable[T]:
        seen: dict[str, T] = {}
        for value in values:
            first = seen.setdefault(name(value), value)
            if first is value:
                yield value
            else:
                place: Place = value.place  # type: ignore[attr-defined]
                line = first.place.line  # type: ignore[attr-defined]
                message = f"the id {name(value)!r} stands in line {line} already: give it another"
                self.problems.append(Problem(place, "duplicate-id", message, name(value)))

    def _about(self, node: Node) -> None:
        """Problems from here on are about this card, fact or name."""
        named = node.pairs.get("id") if isinstance(node, Map) else None
        value: Any = named[1] if named else None
        self.subject = value.value[:64] if type(value) is ScalarEvent else ""

    def _place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _problem(self, mark: Mark, rule: str, message: str) -> None:
        place = Place(self.file, mark.line + 1, mark.column + 1)
        self.problems.append(Problem(place, rule, message, self.subject))

    def _wrong(self, node: Node, kind: Kind, hint: str = "") -> None:
        if type(node) is ScalarEvent:
            rule = "empty-text" if not node.value else "bad-value"
            written = f"{node.value[:40]!r}" if node.value else "nothing"
        else:
            rule, written = "wrong-shape", "a list" if type(node) is Seq else "a mapping"
        self._problem(node.start_mark, rule, f"{written} is not {kind}{hint}")

    def _near(self, node: Node, known: Iterable[str]) -> str:
        value = node.value if type(node) is ScalarEvent else ""
        near = difflib.get_close_matches(value, list(known), 1)
        return f": did you mean {near[0]!r}?" if near else ""


_FIRST = Mark(0, 0, 0)


def make_library(values: Mapping[str, Any], **rest: Any) -> Library:  # noqa: ANN401 - as Library
    """A Library from the keys of `library.yaml` and what was loaded around it."""
    known = {key: values[key] for key in ("language", "authors", "licence") if key in values}
    slug = values.get("library", "")
    return Library(slug=slug, title=values.get("title", slug), **known, **rest)
