"""The names of a library: their respellings made equal, and the texts that rival an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quiz import cloze
from quiz.grading.text import Normal, Words, normal
from quiz.markdown import plain
from quiz.model import Card, CardType, Library, Name

Ids = frozenset[str]


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
    def _longest(self) -> int:
        return max(map(len, self._ids), default=0) + len("s")

    @cached_property
    def _rivals(self) -> frozenset[str]:
        texts = [text for name in self._names.values() for text in spellings(name)]
        for card in self.library.cards() if self.library else ():
            texts += keys(card)
        return frozenset(form for text in texts for form in _forms(normal(plain(text))))

    def same(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether two texts are one when each name is written alike, hyphens aside."""
        first, second = self._segments(one), self._segments(other)
        return len(first) == len(second) and all(map(_alike, first, second))

    def is_rival(self, text: Normal) -> bool:
        """Whether this is, whole, a name or an answer of the library."""
        return not self._rivals.isdisjoint(_forms(text))

    def named(self, words: Sequence[str]) -> Ids:
        """The ids of every name in a text."""
        return Ids().union(*(ids for _, _, ids in self._spans(words)))

    def respelt(
        self, words: Words, ways: Callable[[Name], Sequence[str]]
    ) -> Iterator[tuple[Words, str]]:
        """A text with one of its names written in each of these ways; and that way."""
        for start, end, ids in self._spans(words):
            for name in sorted(ids):
                for way in ways(self._names[name]):
                    yield (*words[:start], *normal(way).words, *words[end:]), way

    def _spans(self, words: Sequence[str]) -> list[tuple[int, int, Ids]]:
        """Where names stand, the longest first: start, end and whose name it is."""
        spans = []
        at = 0
        while at < len(words) and self._ids:
            found = None
            for end in range(at + 1, len(words) + 1):
                key = _key(words[at:end])
                if len(key) > self._longest:
                    break
                if ids := self._ids.get(key) or self._ids.get(_without_genitive(key)):
                    found = (at, end, ids)
            if found:
                spans.append(found)
            at = found[1] if found else at + 1
        return spans

    def _segments(self, words: Sequence[str]) -> list[str | Ids]:
        """Names as ids, and what stands between them as one text each."""
        segments: list[str | Ids] = []
        plain_from = 0
        for start, end, ids in self._spans(words):
            segments += [_key(words[plain_from:start]), ids]
            plain_from = end
        return [segment for segment in (*segments, _key(words[plain_from:])) if segment]


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
    return " ".join(words) if any(map(str.isdigit, solid)) else solid


def _without_genitive(key: str) -> str:
    """Without the s whose apostrophe is gone; `USS` is not the genitive of `US`."""
    return key[:-1] if key.endswith("s") and len(key) > 3 else key


def _forms(text: Normal) -> tuple[str, str]:
    joined = " ".join(text.words)
    return joined, text.solid or joined


def _alike(one: str | Ids, other: str | Ids) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return not one.isdisjoint(other)
