"""Nodes to the values of the model: decks, sources, conflicts, names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from quiz import cloze
from quiz.library import shapes
from quiz.library.cards import new_card
from quiz.library.nodes import Map, Mark, Node, Seq, mark_of
from quiz.library.shapes import CARD_OF, Kind, Shape
from quiz.library.values import Values
from quiz.markdown import printable
from quiz.model import (
    Card,
    CardType,
    Claim,
    Conflict,
    Deck,
    Fact,
    Identity,
    Library,
    Name,
    Problem,
    Source,
    Standing,
)

T = TypeVar("T")

_SLUG = re.compile(shapes.PATTERNS[Kind.SLUG])
_TYPES = {str(type_): type_ for type_ in CardType}
_PROMPTS = {type_: type_.prompt_key for type_ in CardType}
_FIRST = Mark(0, 0, 0)


class Builder:
    """Builds the values of one file; `problems` are first the reader's, then its own too.

    A card, fact, conflict, name or override with a Problem is left out.
    """

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.problems = problems
        self._values = Values(file, problems)
        self._faults = sorted((problem.place, i) for i, problem in enumerate(problems))

    # -- files ----------------------------------------------------------------------------

    def library(self, node: Node | None) -> dict[str, Any]:
        """The keys of `library.yaml` that can be read."""
        return self._file(node, shapes.LIBRARY)

    def deck(self, node: Node | None, library: str, stem: str) -> Deck | None:
        """A deck with its sound cards; its slug is the file's stem where none can be read."""
        values = self._file(node, shapes.DECK)
        slug = values.get("deck", stem)
        if not values or not isinstance(node, Map) or not _SLUG.fullmatch(slug):
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
            place=self._values.place(
                mark_of(written[1]) if written and written[1] else node.start_mark
            ),
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
            place=self._values.place(node.start_mark),
            **values,
        )

    def conflicts(
        self, node: Node | None, standings: Mapping[str, Standing]
    ) -> tuple[Conflict, ...]:
        """The conflicts; a claim stands as its facts do where the author does not say."""
        listed = self._file(node, shapes.CONFLICTS).get("conflicts")
        return self._each(listed, lambda node: self._conflict(node, standings))

    def names(self, node: Node | None) -> tuple[Name, ...]:
        """The names."""
        return self._each(self._file(node, shapes.NAMES).get("names"), self._name)

    def overrides(self, node: Node | None) -> tuple[dict[str, Any], ...]:
        """The learner's overrides, as mappings with `card`, what replaces or adds, and `place`."""
        listed = self._file(node, shapes.OVERRIDES).get("overrides")
        return self._each(listed, self._override, "card")

    def _file(self, node: Node | None, shape: Shape) -> dict[str, Any]:
        if node is None:
            self._values.problem(
                _FIRST, "empty-file", f"the file is empty, expected is {shape.name}"
            )
            return {}
        kind, home = _other_kind(node, shape)
        if home:
            message = f"this is {kind.name}, which is read from {home} alone: move it there"
            self._values.problem(mark_of(node), "misplaced-file", message)
            return {}
        return self._values.mapping(node, shape) or {}

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
                self._values.subject = named[0]
                line = first.setdefault(named[0], named[1].line)
                if line != named[1].line:
                    advice = "give it another" if name == "id" else "put both into one entry"
                    message = f"line {line + 1} has this {name} already: {advice}"
                    self._values.problem(named[1], "duplicate-id", message)
            value = read(node)
            claimed = bool(self._faults) and self._claimed(node)
            if value is not None and len(self.problems) == before and not claimed:
                found.append(value)
            self._values.subject = ""
        return tuple(found)

    def _claimed(self, node: Node) -> bool:
        """Whether the reader met a Problem in this node; such a Problem gets its name."""
        if not isinstance(node, Map):
            return False
        low = bisect_left(self._faults, (self._values.place(node.start_mark), -1))
        high = bisect_left(self._faults, (self._values.place(node.end_mark), -1))
        for _, i in self._faults[low:high]:
            self.problems[i] = self.problems[i]._replace(card=printable(self._values.subject[:64]))
        return high > low

    def _card(self, node: Node, of: Identity, deck_tags: tuple[str, ...]) -> Card | None:
        type_ = CardType.SHORT_ANSWER
        _, written = (isinstance(node, Map) and node.pairs.get("type")) or (None, None)
        if written is not None:
            if not isinstance(written, tuple) or written[0] not in _TYPES:
                self._values.wrong(written, Kind.TYPE)
                return None
            type_ = _TYPES[written[0]]
        values = self._values.mapping(node, CARD_OF[type_])
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
        values["place"] = self._values.place(mark_of(node.pairs["id"][1] or node))
        if type_ is CardType.CLOZE:
            self._check_gaps(values["prompt"], node)
        return new_card(values)

    def _check_gaps(self, text: str, node: Map) -> None:
        found = cloze.gaps(text)
        if not found:
            message = "the text has no gap: write {{c1::what is hidden}}"
        elif any(gap.number == 0 or not gap.answer.strip() for gap in found):
            message = "a gap is empty, or its number is 0: write {{c1::what is hidden}}"
        else:
            return
        self._values.problem(mark_of(node.pairs["text"][1] or node), "cloze-without-gap", message)

    def _fact(self, node: Node, source: str) -> Fact | None:
        values = self._values.mapping(node, shapes.FACT)
        if values is None or not shapes.FACT.required <= values.keys():
            return None
        place = self._values.place(mark_of(node))
        return Fact(source=source, text=values.pop("fact"), place=place, **values)

    def _conflict(self, node: Node, standings: Mapping[str, Standing]) -> Conflict | None:
        values = self._values.mapping(node, shapes.CONFLICT)
        if values is None or not shapes.CONFLICT.required <= values.keys():
            return None
        claims = tuple(_claim(standings, **claim) for claim in values.pop("claims"))
        return Conflict(place=self._values.place(mark_of(node)), claims=claims, **values)

    def _override(self, node: Node) -> dict[str, Any] | None:
        values = self._values.mapping(node, shapes.OVERRIDE)
        if values is None or "card" not in values:
            return None
        return {**values, "place": self._values.place(mark_of(node))}

    def _name(self, node: Node) -> Name | None:
        values = self._values.mapping(node, shapes.NAME)
        if values is None or not shapes.NAME.required <= values.keys():
            return None
        return Name(place=self._values.place(mark_of(node)), **values)


_HOMES = (
    (shapes.LIBRARY, "decks/library.yaml"),
    (shapes.DECK, "decks/"),
    (shapes.SOURCE, "seeds/"),
    (shapes.CONFLICTS, "seeds/conflicts.yaml"),
    (shapes.NAMES, "seeds/names.yaml"),
    (shapes.OVERRIDES, "your home folder"),
)
"""Where each kind of file is read from."""


def _other_kind(node: Node, shape: Shape) -> tuple[Shape, str]:
    """The kind of a file that is not of the one expected, as its first key tells, and where such
    files lie; no place where it is what it should be, or nothing known."""
    keys = node.pairs if isinstance(node, Map) else {}
    for kind, home in _HOMES:
        if next(iter(shape.keys)) not in keys and next(iter(kind.keys)) in keys:
            return kind, home
    return shape, ""


def _claim(
    standings: Mapping[str, Standing],
    says: str,
    facts: tuple[str, ...] = (),
    standing: Standing | None = None,
) -> Claim:
    of_facts = (standings[cited] for cited in facts if cited in standings)
    return Claim(says, facts, standing or next(of_facts, Standing.SOUND))


def make_library(values: Mapping[str, Any], **rest: Any) -> Library:  # noqa: ANN401 - as Library
    """A Library from the keys of `library.yaml` and what was loaded around it."""
    known = {key: values[key] for key in ("language", "authors", "licence") if key in values}
    slug = values.get("library", "")
    return Library(slug=slug, title=values.get("title", slug), **known, **rest)
