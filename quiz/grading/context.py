"""What grading knows besides the card: names and their respellings, rival answers, the mode."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from quiz import cloze
from quiz.grading.text import Normal, Words, fold, has_digit, normal
from quiz.markdown import plain
from quiz.model import Card, CardType, Library, Mode, Name

Ids = frozenset[str]

_START = 3
_SIGNS = re.compile(r"[\W_]+")


class _Named(NamedTuple):
    """Where names stand in a text."""

    spans: list[tuple[int, int, Ids]]
    """Start, end and whose name it is."""
    between: list[str]
    """What stands before, between and after them, as one text each."""


@dataclass(frozen=True)
class Vocabulary:
    """What one library knows of names and answers, worked out when first needed."""

    library: Library | None = None

    @cached_property
    def _names(self) -> dict[str, Name]:
        return {name.id: name for name in self.library.names} if self.library else {}

    @cached_property
    def _ids(self) -> dict[str, Ids]:
        """Whose name each known spelling is; two names may share one."""
        ids: dict[str, Ids] = {}
        for name in self._names.values():
            for spelling in spellings(name):
                key = _key(normal(spelling).words)
                ids[key] = ids.get(key, Ids()) | {name.id}
        return ids

    @cached_property
    def _starts(self) -> dict[str, int]:
        """The first letters of every spelling, also without its spaces, and the length of the
        longest that begins so, as a genitive: most words begin no name."""
        return {
            start[:length]: len(key) + len("s")
            for key in sorted(self._ids, key=len)
            for start in (key, key.replace(" ", ""))
            for length in range(1, _START + 1)
        }

    @cached_property
    def _answers(self) -> list[tuple[str, str]]:
        """Every answer, with its letters alone before it."""
        cards = self.library.cards() if self.library else ()
        return [(_SIGNS.sub("", fold(text)), text) for card in cards for text in keys(card)]

    def same(self, one: Words, other: Words) -> bool:
        """Whether two texts are one when each name is written alike, hyphens aside."""
        first, second = self._read(one), self._read(other)
        return first.between == second.between and not any(
            a.isdisjoint(b) for (_, _, a), (_, _, b) in zip(first.spans, second.spans, strict=True)
        )

    def called(self, text: Normal) -> tuple[Name, ...]:
        """The names that a text is, whole."""
        return tuple(self._names[id_] for id_ in sorted(self._ids.get(_key(text.words), Ids())))

    def is_answer(self, text: Normal) -> bool:
        """Whether this is, whole, an answer of the library."""
        # Few answers hold its longest word, so few are normalised.
        longest = max((word for word in text.words if word.isalpha()), key=len, default="")
        return any(
            text.same(normal(plain(answer)))
            for letters, answer in self._answers
            if longest in letters
        )

    def named(self, words: Words, beside: Words = ()) -> Ids:
        """The ids of every name in a text, but for those whose words stand `beside` it alike: the
        Mao of `Mao Anyin` is there because `Mao Anying` is meant."""
        spans = self._read(words).spans
        if not spans:
            return Ids()
        return Ids().union(*(ids for a, b, ids in spans if words[a:b] != beside[a:b]))

    def respelt(
        self, words: Words, ways: Callable[[Name], Sequence[str]]
    ) -> Iterator[tuple[Words, str]]:
        """A text with one of its names written in each of these ways; and that way."""
        for start, end, ids in self._read(words).spans:
            for name in sorted(ids):
                for way in ways(self._names[name]):
                    yield (*words[:start], *normal(way).words, *words[end:]), way

    @cached_property
    def _read(self) -> Callable[[Words], _Named]:
        return lru_cache(maxsize=4096)(self._find_names)

    def _find_names(self, words: Words) -> _Named:
        spans = self._find_spans(words)
        starts = [0, *(end for _, end, _ in spans)]
        ends = [*(start for start, _, _ in spans), len(words)]
        return _Named(spans, [_key(words[a:b]) for a, b in zip(starts, ends, strict=True)])

    def _find_spans(self, words: Words) -> list[tuple[int, int, Ids]]:
        """Names from left to right, of those that begin at one word the longest."""
        spans: list[tuple[int, int, Ids]] = []
        starts, ids_of, digits = self._starts, self._ids.get, has_digit("".join(words))
        for at in [at for at, word in enumerate(words) if word[:_START] in starts]:
            if spans and at < spans[-1][1]:
                continue
            found, solid = None, ""
            for end in range(at + 1, len(words) + 1):
                solid += words[end - 1]
                key = " ".join(words[at:end]) if digits and has_digit(solid) else solid
                if len(key) > starts.get(key[:_START], 0):
                    break
                if ids := ids_of(key) or ids_of(_without_genitive(key, words[end - 1])):
                    found = (at, end, ids)
            if found:
                spans.append(found)
        return spans


@dataclass(frozen=True)
class Context:
    """What grading has to know besides the card: its library's names and answers, the mode."""

    mode: Mode
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=lambda: MappingProxyType({}))
    """By library; the names of a library apply in all its decks."""

    @classmethod
    def of(cls, libraries: Iterable[Library], mode: Mode) -> Context:
        """The context of a sitting; names and rivals are worked out when first needed."""
        return cls(mode, {library.slug: Vocabulary(library) for library in libraries})

    def vocabulary(self, card: Card) -> Vocabulary:
        """The names and answers that apply to a card."""
        return self.vocabularies.get(card.identity.library, _NO_WORDS)


_NO_WORDS = Vocabulary()


def spellings(name: Name) -> tuple[str, ...]:
    """Every way in which a name may be written."""
    return (name.name, *name.variants)


def keys(card: Card) -> tuple[str, ...]:
    """Every text that is right for a card, as its author wrote it."""
    if card.type is CardType.CLOZE:
        return tuple(gap.answer for gap in cloze.gaps(card.prompt))
    return tuple(text for text in (card.answer, *card.answers, *card.accept) if text)


def _key(words: Sequence[str]) -> str:
    """Words without the spaces between them, which matter only where there are digits."""
    solid = "".join(words)
    return " ".join(words) if has_digit(solid) else solid


def _without_genitive(key: str, last: str) -> str:
    """Without the s whose apostrophe is gone; `USS` is not the genitive of `US`, and the S of
    `Truman, S.` is an initial."""
    return key[:-1] if key.endswith("s") and len(key) > 3 and last != "s" else key
