"""The rules a library must meet beyond its syntax. Pure: libraries in, Problems out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from quiz.grading import Context, accepted, normalise, number_range, readable
from quiz.model import Card, CardType, Library, Mode, Problem, Severity, Standing
from quiz.references import References

Findings = Iterator[str]
"""Messages: what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a rule may look at besides the card."""

    library: Library
    references: References
    context: Context


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for cards: its slug, where it applies, and what it finds."""

    slug: str
    find: Callable[[Card, Checked], Findings]
    sourced_only: bool = False
    """It applies only where the library has `seeds/`."""


def check(library: Library) -> list[Problem]:
    """Every Problem of a loaded library that its syntax does not show, in the files' order."""
    checked = Checked(library, References(library), Context.of([library], Mode.TEST))
    problems = [
        Problem(card.place, rule.slug, message, card.identity.card, Severity.ERROR)
        for card in library.cards()
        for rule in RULES
        if library.sourced or not rule.sourced_only
        for message in rule.find(card, checked)
    ]
    problems += _conflicts(checked) + _names(library)
    return sorted(problems, key=lambda problem: problem.place)


# -- what a card rests on -----------------------------------------------------------------


def _unsourced(card: Card, _: Checked) -> Findings:
    if not card.sources and not (card.outside and card.about):
        yield "it cites no fact: give `sources`, or `outside` beside `about`"


def _unknown_fact(card: Card, checked: Checked) -> Findings:
    for citation in card.cited:
        if citation not in checked.references.facts:
            yield f"there is no fact {citation}"
    if card.according_to and card.according_to not in checked.references.sources:
        yield f"`according-to` names no source: {card.according_to}"


def _key_mistaken(card: Card, checked: Checked) -> Findings:
    for fact in checked.references.facts_of(card):
        if fact.standing in (Standing.MISTAKEN, Standing.VAGUE):
            yield f"{fact.citation} is {fact.standing}: move it to `about`, or leave it out"


def _unattributed_opinion(card: Card, checked: Checked) -> Findings:
    for fact in checked.references.facts_of(card):
        if fact.standing is Standing.OPINION and not card.according_to:
            yield f"{fact.citation} is an opinion: add `according-to: {fact.source}`"


def _undisclosed_dispute(card: Card, checked: Checked) -> Findings:
    for fact in checked.references.facts_of(card):
        disclosed = card.according_to or checked.references.conflicts_on(fact.citation)
        if fact.standing is Standing.DISPUTED and not disclosed:
            yield (
                f"{fact.citation} is disputed: add `according-to: {fact.source}`,"
                " or a conflict with its claims"
            )


# -- options and answers ------------------------------------------------------------------


def _distractor_accepted(card: Card, checked: Checked) -> Findings:
    for distractor in card.distractors:
        if card.type is CardType.SELECT:
            key = {normalise(answer) for answer in card.answers}
            wrong = normalise(distractor.text) in key
        else:
            wrong = accepted(card, distractor.text, checked.context)
        if wrong:
            yield f"the distractor {distractor.text!r} is an accepted answer: replace it"


def _duplicate_option(card: Card, _: Checked) -> Findings:
    groups = (
        [d.text for d in card.distractors],
        card.answers,
        [item.text for item in card.items],
        [pair.left for pair in card.pairs],
        [pair.right for pair in card.pairs],
        card.points,
    )
    for group in groups:
        for first, second in combinations(group, 2):
            if normalise(first) == normalise(second):
                yield f"{second!r} stands there twice: remove one"


def _overlapping_ranges(card: Card, _: Checked) -> Findings:
    if card.type is not CardType.NUMBER:
        return
    options = [card.range or card.answer, *(d.text for d in card.distractors)]
    ranges = [(text, number_range(text, card.unit)) for text in options]
    for (first, one), (second, two) in combinations(ranges, 2):
        if one and two and one[0] < two[1] and two[0] < one[1]:
            yield f"{first!r} and {second!r} overlap: an answer could be both"


def _accept_unreadable(card: Card, _: Checked) -> Findings:
    if card.type not in (CardType.DATE, CardType.NUMBER):
        return
    if not readable(card, card.answer):
        kind = f"{card.precision} " if card.precision else ""
        yield f"the answer {card.answer!r} cannot be read as a {kind}{card.type}"
    for text in card.accept if card.type is CardType.NUMBER else ():
        if not readable(card, text):
            yield f"`accept` {text!r} cannot be read as a number"


def _missing_image(card: Card, checked: Checked) -> Findings:
    if not card.image:
        return
    folder = (checked.library.root / "decks").resolve()
    file = (folder / card.image).resolve()
    if not file.is_relative_to(folder):
        yield f"the image {card.image!r} lies outside the folder of the decks"
    elif not file.is_file():
        yield f"there is no image {card.image!r} beside the deck"


RULES = (
    Rule("unsourced", _unsourced, sourced_only=True),
    Rule("unknown-fact", _unknown_fact, sourced_only=True),
    Rule("key-mistaken", _key_mistaken, sourced_only=True),
    Rule("unattributed-opinion", _unattributed_opinion, sourced_only=True),
    Rule("undisclosed-dispute", _undisclosed_dispute, sourced_only=True),
    Rule("distractor-accepted", _distractor_accepted),
    Rule("duplicate-option", _duplicate_option),
    Rule("overlapping-ranges", _overlapping_ranges),
    Rule("accept-unreadable", _accept_unreadable),
    Rule("missing-image", _missing_image),
)


def _conflicts(checked: Checked) -> list[Problem]:
    return [
        Problem(conflict.place, "unknown-fact", f"there is no fact {citation}", conflict.id)
        for conflict in checked.library.conflicts
        for claim in conflict.claims
        for citation in claim.facts
        if citation not in checked.references.facts
    ]


def _names(library: Library) -> list[Problem]:
    owners: dict[str, str] = {}
    problems = []
    for name in library.names:
        for written in dict.fromkeys(normalise(text) for text in (name.name, *name.variants)):
            owner = owners.setdefault(written, name.id)
            if owner != name.id:
                message = f"{written!r} is also a variant of {owner}: a variant has one name"
                problems.append(Problem(name.place, "ambiguous-name", message, name.id))
    return problems
