"""Cards, facts and names that contain a text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quiz import cloze
from quiz.feedback import prompt
from quiz.grading.text import fold
from quiz.markdown import plain
from quiz.model import Card, Fact, Library, Name
from quiz.references import References


@dataclass(frozen=True, slots=True)
class Found:
    """What contains a text, in the order of the libraries; cards that show it come first."""

    cards: tuple[Card, ...] = ()
    facts: tuple[Fact, ...] = ()
    names: tuple[Name, ...] = ()
    prompts: tuple[str, ...] = ()
    """What each of the cards asks, whose view it is included."""

    def data(self) -> dict[str, Any]:
        """As JSON values: identities, citations and ids, each with its text."""
        return {
            "cards": [{"identity": str(card.identity), "prompt": asked}
                      for card, asked in zip(self.cards, self.prompts, strict=True)],
            "facts": [{"fact": f.citation, "text": f.text} for f in self.facts],
            "names": [{"name": n.name, "id": n.id, "glossary": n.glossary} for n in self.names],
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """A line for each."""
        for card, asked in zip(self.cards, self.prompts, strict=True):
            yield f"{card.identity.short}: {plain(cloze.filled(asked))}"
        for fact in self.facts:
            yield f"{fact.citation}: {plain(fact.text)}"
        for name in self.names:
            yield f"{name.name}: {plain(name.glossary)}" if name.glossary else name.name


def find(libraries: Iterable[Library], *texts: str) -> Found:
    """Everything that contains each of the texts, in any case and with or without accents,
    Markdown left out. Cards that have them in prompt and answer come before the others."""
    libraries = tuple(libraries)
    wanted = [fold(text) or text for text in texts]

    def holds(said: str) -> bool:
        return all(text in said for text in wanted)

    first, then = [], []
    for library in libraries:
        for card, asked in _asked(library):
            shown = _folded(cloze.filled(asked), card.answer, *card.answers)
            if holds(shown):
                first.append((card, asked))
            elif holds(f"{shown}|{_folded(*_more(card))}"):
                then.append((card, asked))
    return Found(
        tuple(card for card, _ in first + then),
        tuple(
            fact
            for library in libraries
            for source in library.sources
            for fact in source.facts
            if holds(_folded(fact.text, fact.note))
        ),
        tuple(
            name
            for library in libraries
            for name in library.names
            if holds(_folded(name.name, name.glossary, *name.variants))
        ),
        tuple(asked for _, asked in first + then),
    )


def _folded(*texts: str) -> str:
    """Texts as they are compared, parted by a bar, so that nothing is found across two."""
    return fold("|".join(map(plain, texts)))


def _asked(library: Library) -> Iterator[tuple[Card, str]]:
    references = References(library)
    return ((card, prompt(card, references)) for card in library.cards())


def _more(card: Card) -> Iterator[str]:
    """What a card holds beside its prompt and answer."""
    yield from (card.explanation, card.hint, str(card.identity))
    yield from (*card.accept, *card.tags, *card.points)
    yield from (distractor.text for distractor in card.distractors)
    yield from (item.text for item in card.items)
    yield from (f"{pair.left} - {pair.right}" for pair in card.pairs)
