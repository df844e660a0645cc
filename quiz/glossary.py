"""Which names stand in a text, and which give an answer away: for the glossary on demand. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quiz import cloze
from quiz.grading import Context, accepted
from quiz.grading.context import Vocabulary, spellings
from quiz.grading.text import normal
from quiz.markdown import plain
from quiz.model import Ask, Card, CardType, Library, Name

_VALUES = (CardType.DATE, CardType.NUMBER)
_BETWEEN = re.compile(r"[\s;:()\[\]\"“”]+")
_WITHIN = re.compile(r"['’]s\b|[-–—/]")
"""What may join a key to other words: `China's`, `5-24 October`."""
_MOST = 6
"""So many words of a text are compared with a key, and more only where the key has more."""


def names_in(vocabulary: Vocabulary, texts: Iterable[str]) -> tuple[Name, ...]:
    """The names that occur in texts, in the order of the library's list, each once."""
    found: set[str] = set()
    for text in texts:
        found |= vocabulary.named(normal(plain(text)).words)
    names = vocabulary.library.names if vocabulary.library else ()
    return tuple(name for name in names if name.id in found)


def listed(libraries: Iterable[Library]) -> tuple[Name, ...]:
    """Every name that has a line of the glossary, by the alphabet."""
    names = (name for library in libraries for name in library.names if name.glossary)
    return tuple(sorted(names, key=lambda name: name.name.casefold()))


def harmless(names: Iterable[Name], ask: Ask, context: Context) -> tuple[Name, ...]:
    """Those of the names that hold no answer to what is asked, neither in a spelling nor in what
    the glossary says of them. Parts of their texts are compared as answers are graded."""
    keys = _keys(ask)
    if not keys:
        return tuple(names)
    card, most = _typed(ask, keys), max(_MOST, *(len(key.split()) for key in keys))

    def holds(text: str) -> bool:
        return any(accepted(card, part, context) for part in _parts(text, most))

    return tuple(name for name in names if not any(map(holds, (*spellings(name), name.glossary))))


def _keys(ask: Ask) -> tuple[str, ...]:
    """Every text that answers what is asked, or a part of it; of true and false neither."""
    card = ask.card
    if ask.gap:
        return cloze.answers(card.prompt, ask.gap)
    if card.type is CardType.TRUE_FALSE:
        return ()
    labels = (item.label for item in card.items)
    rights = (pair.right for pair in card.pairs)
    return tuple(filter(None, (card.answer, *card.answers, *card.accept, *labels, *rights)))


def _typed(ask: Ask, keys: tuple[str, ...]) -> Card:
    """The card as if it were typed and each of these an answer."""
    card, (answer, *others) = ask.card, keys
    kind = card.type if card.type in _VALUES else CardType.SHORT_ANSWER
    prompt = cloze.blanked(card.prompt, ask.gap) if ask.gap else card.prompt
    return replace(card, type=kind, prompt=prompt, answer=answer, answers=(), accept=tuple(others))


def _parts(text: str, most: int) -> Iterator[str]:
    """Every run of at most so many words of a text."""
    bare = plain(text)
    for way in dict.fromkeys((bare, _WITHIN.sub(" ", bare))):
        words = [word for word in _BETWEEN.split(way) if word]
        for start in range(len(words)):
            for end in range(start + 1, min(start + most, len(words)) + 1):
                yield " ".join(words[start:end])
