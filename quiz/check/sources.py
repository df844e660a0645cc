"""Rules on what a card rests on."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.check.rule import Checked, Findings, Rule
from quiz.check.words import normal
from quiz.model import Card, Problem, Severity, Standing


def _unsourced(card: Card, _: Checked) -> Findings:
    if not card.sources and not (card.outside and card.about):
        yield "it cites no fact: give `sources`, or `outside` beside `about`"


def _unknown_fact(card: Card, checked: Checked) -> Findings:
    for citation in card.cited:
        if citation not in checked.references.facts and not checked.may_be(citation):
            yield _no_fact(citation)
    source = card.according_to
    if source and source not in checked.references.sources and not checked.may_be(source):
        yield (
            f"there is no source {source}:"
            " `according-to` names one as its file in `seeds/` does under `source`"
        )


def _no_fact(citation: str) -> str:
    return f"there is no fact {citation}: cite one of `seeds/`, or write it there"


def _key_mistaken(card: Card, checked: Checked) -> Findings:
    for fact in checked.references.facts_of(card):
        if fact.standing in (Standing.MISTAKEN, Standing.VAGUE):
            yield f"{fact.citation} is {fact.standing}: move it to `about`, or leave it out"


def _unattributed_opinion(card: Card, checked: Checked) -> Findings:
    for fact in checked.references.facts_of(card):
        if fact.standing is Standing.OPINION and not _attributed(card, checked):
            yield f"{fact.citation} is an opinion: add `according-to: {fact.source}`"


def _undisclosed_dispute(card: Card, checked: Checked) -> Findings:
    if checked.lost_conflict:  # which may be the one that discloses it
        return
    for fact in checked.references.facts_of(card):
        if fact.standing is Standing.DISPUTED and not (
            checked.references.conflicts_on(fact.citation) or _attributed(card, checked)
        ):
            yield (
                f"{fact.citation} is disputed: add `according-to: {fact.source}`,"
                " or a conflict with its claims"
            )


def _attributed(card: Card, checked: Checked) -> bool:
    """Whether the learner is told whose view it is: that of a source which the card cites."""
    return card.according_to in {fact.source for fact in checked.references.facts_of(card)}


def _future_correction(card: Card, checked: Checked) -> Findings:
    if checked.latest and card.corrected > checked.latest:
        yield f"`corrected` is {card.corrected}, which is still to come: write the day it was done"


RULES = (
    Rule("unsourced", _unsourced, sourced_only=True),
    Rule("unknown-fact", _unknown_fact, sourced_only=True),
    Rule("key-mistaken", _key_mistaken, sourced_only=True),
    Rule("unattributed-opinion", _unattributed_opinion, sourced_only=True),
    Rule("undisclosed-dispute", _undisclosed_dispute, sourced_only=True),
    Rule("future-correction", _future_correction),
)


def conflicts_cite_facts(checked: Checked) -> Iterator[Problem]:
    """`unknown-fact` of conflicts."""
    for conflict in checked.library.conflicts:
        for claim in conflict.claims:
            for citation in claim.facts:
                if citation not in checked.references.facts and not checked.may_be(citation):
                    yield Problem(conflict.place, "unknown-fact", _no_fact(citation), conflict.id)


def names_are_unambiguous(checked: Checked) -> Iterator[Problem]:
    """`ambiguous-name`: where two names share a spelling, the one is accepted for the other."""
    owners: dict[str, str] = {}
    for name in checked.library.names:
        for text in (name.name, *name.variants):
            owner = owners.setdefault(normal(text), name.id)
            if owner != name.id:
                message = f"{text!r} is a spelling of {owner} too: leave it to one of the two"
                yield Problem(name.place, "ambiguous-name", message, name.id, Severity.WARNING)


def core_facts_are_asked(checked: Checked) -> Iterator[Problem]:
    """`core-unasked`: who knows the cards should know the subject's skeleton."""
    if checked.lost_card:  # which may ask it
        return
    asked = _asked(checked)
    for source in checked.library.sources:
        for fact in source.facts:
            if fact.core and fact.citation not in asked:
                message = f"no card asks the core fact {fact.citation}: write one"
                yield Problem(fact.place, "core-unasked", message, fact.id, Severity.WARNING)


def conflicts_are_met(checked: Checked) -> Iterator[Problem]:
    """`unmet-conflict`: a conflict that no card shows is never told to a learner."""
    if checked.lost_card:  # which may show it
        return
    asked = _asked(checked)
    for conflict in checked.library.conflicts:
        if not asked.intersection(c for claim in conflict.claims for c in claim.facts):
            message = "no card shows it: let one cite or discuss a fact of its claims"
            yield Problem(conflict.place, "unmet-conflict", message, conflict.id, Severity.WARNING)


def _asked(checked: Checked) -> set[str]:
    """What cards that are asked cite or discuss."""
    return {citation for card in checked.cards for citation in card.cited}
