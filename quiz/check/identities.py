"""Rules on what cards were called: that each former name leads to one card."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.check.rule import Checked
from quiz.model import Card, Problem
from quiz.references import former


def former_names_are_free(checked: Checked) -> Iterator[Problem]:
    """`former-name-taken`: the answers to the card of a name would count for another card too.

    Of retired cards as well: they keep their names.
    """
    library = checked.library
    renamed = [card for card in library.cards() if card.was]
    if not renamed:
        return
    current = {str(card.identity) for card in library.cards()}
    owners: dict[str, Card] = {}
    for card in renamed:
        for name in dict.fromkeys(former(card.was, library.slug)):
            owner = owners.setdefault(name, card)
            if name in current:
                why = "as a card is called today: take it out"
            elif owner is not card:
                why = f"as that of {owner.identity.short} does: leave it to one of the two"
            else:
                continue
            message = f"`was` names {name.removeprefix(f'{library.slug}/')}, {why}"
            yield Problem(card.place, "former-name-taken", message, card.identity.card)
