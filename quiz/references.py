"""What refers to what: from citations to facts and sources, from facts to conflicts and cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from quiz.model import Card, Conflict, Deck, Fact, Library, Source
from quiz.session import asks


class References:
    """The cross references of one library, each table built when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by slug."""
        return {source.slug: source for source in self.library.sources}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts by citation, `alpha-history:31b`."""
        return {f.citation: f for source in self.library.sources for f in source.facts}

    @cached_property
    def _conflicts(self) -> dict[str, list[Conflict]]:
        found: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.library.conflicts:
            for citation in {c for claim in conflict.claims for c in claim.facts}:
                found[citation].append(conflict)
        return found

    @cached_property
    def _citing(self) -> dict[str, list[Card]]:
        found: dict[str, list[Card]] = defaultdict(list)
        for card in self.library.cards():
            for citation in dict.fromkeys(card.cited):
                found[citation].append(card)
        return found

    def facts_of(self, card: Card) -> Iterator[Fact]:
        """The facts that bear out the card's answer, as far as they exist."""
        return (self.facts[c] for c in card.sources if c in self.facts)

    def discussed_by(self, card: Card) -> Iterator[Fact]:
        """The facts that the card is about without resting on them."""
        return (self.facts[c] for c in card.about if c in self.facts)

    def conflicts_of(self, card: Card) -> tuple[Conflict, ...]:
        """The conflicts that the card shows: those with a claim among what it cites."""
        found = {c.id: c for citation in card.cited for c in self._conflicts.get(citation, ())}
        return tuple(found.values())

    def conflicts_on(self, citation: str) -> tuple[Conflict, ...]:
        """The conflicts in which one fact is a claim."""
        return tuple(self._conflicts.get(citation, ()))

    def conflicts_with(self, source: Source) -> tuple[Conflict, ...]:
        """The conflicts in which a document takes part, in the order of its facts."""
        found = {c.id: c for f in source.facts for c in self._conflicts.get(f.citation, ())}
        return tuple(found.values())

    def citing(self, citation: str) -> tuple[Card, ...]:
        """The cards that rest on a fact or discuss it."""
        return tuple(self._citing.get(citation, ()))

    def facts_behind(self, deck: Deck) -> tuple[Fact, ...]:
        """Every fact that the deck's cards rest on, in the order of the cards."""
        cited = dict.fromkeys(c for card in deck.cards for c in card.sources)
        return tuple(self.facts[c] for c in cited if c in self.facts)


def names(card: Card) -> tuple[str, ...]:
    """`LIBRARY/DECK/CARD` of a card and of all that it was called before."""
    return (str(card.identity), *former(card.was, card.identity.library))


def former(was: Iterable[str], library: str) -> Iterator[str]:
    """`LIBRARY/DECK/CARD` of each former identity of a card; one of two parts is of the library
    that the card is in."""
    return (name if name.count("/") == 2 else f"{library}/{name}" for name in was)


def known_as(libraries: Iterable[Library]) -> dict[str, str]:
    """What a question is called today (`Ask.key`), by each key that it had before. A name that a
    card has today is that card's, whoever else claims it."""
    cards = [card for library in libraries for card in library.cards()]
    renamed = [card for card in cards if card.was]
    claimed = {tuple(name.split("/")) for card in renamed for name in names(card)[1:]}
    today = {str(card.identity) for card in cards if card.identity in claimed}
    return {
        name + ask.key.removeprefix(str(ask.card.identity)): ask.key
        for ask in asks(renamed)
        for name in names(ask.card)[1:]
        if name not in today
    }


def find_cards(libraries: Iterable[Library], name: str) -> list[Card]:
    """Cards called `LIBRARY/DECK/CARD`, `DECK/CARD`, or by a former identity of either form."""
    name = name.partition("#")[0]
    return [
        card
        for library in libraries
        for card in library.cards()
        if any(name in (full, full.partition("/")[2]) for full in names(card))
    ]
