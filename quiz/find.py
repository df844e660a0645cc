"""Cards, facts and names that contain a text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quiz import cloze
from quiz.feedback import prompt
from quiz.markdown import plain
from quiz.model import Card, Fact, Library, Name
from quiz.references import References


@dataclass(frozen=True, slots=True)
class Found:
    """What contains a text, in the order of the libraries."""

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
            yield f"{card.identity.deck}/{card.identity.card}: {plain(cloze.filled(asked))}"
        for fact in self.facts:
            yield f"{fact.citation}: {plain(fact.text)}"
        for name in self.names:
            yield f"{name.name}: {plain(name.glossary)}" if name.glossary else name.name


def find(libraries: Iterable[Library], text: str) -> Found:
    """Everything that contains the text, in any case, Markdown left out."""
    libraries = tuple(libraries)
    wanted = text.casefold()

    def holds(*texts: str) -> bool:
        return any(wanted in plain(candidate).casefold() for candidate in texts)

    cards = [
        (card, asked)
        for library in libraries
        for card, asked in _asked(library)
        if holds(cloze.filled(asked), *_texts(card), str(card.identity))
    ]
    return Found(
        tuple(card for card, _ in cards),
        tuple(
            fact
            for library in libraries
            for source in library.sources
            for fact in source.facts
            if holds(fact.text, fact.note)
        ),
        tuple(
            name
            for library in libraries
            for name in library.names
            if holds(name.name, name.glossary, *name.variants)
        ),
        tuple(asked for _, asked in cards),
    )


def _asked(library: Library) -> Iterator[tuple[Card, str]]:
    references = References(library)
    return ((card, prompt(card, references)) for card in library.cards())


def _texts(card: Card) -> Iterator[str]:
    yield from (card.answer, card.explanation, card.hint)
    yield from (*card.answers, *card.accept, *card.tags, *card.points)
    yield from (distractor.text for distractor in card.distractors)
    yield from (item.text for item in card.items)
    yield from (f"{pair.left} - {pair.right}" for pair in card.pairs)
