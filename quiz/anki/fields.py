"""From a card to its note in Anki: fields, tags, and which cards it makes. Pure.

Fields hold content; the words around it stand in the templates, where a better wording changes
no note. Nothing on the front says which option, order or pairing is right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from quiz import cloze, feedback, mixing
from quiz.anki import canonical, notetypes
from quiz.anki.gaps import cloze_text
from quiz.anki.notetypes import Notetype
from quiz.anki.shared import Cited, Dispute, Shared
from quiz.html import attribute, escape, inline, is_blank, listed, words
from quiz.markdown import plain, printable
from quiz.model import Card, CardType, Deck, Unusable

_TYPED = (CardType.SHORT_ANSWER, CardType.DATE, CardType.NUMBER)

_TASKS = {
    CardType.CHOICE: "Choose one.",
    CardType.SELECT: "Choose all that apply.",
    CardType.TRUE_FALSE: "True or false, and why?",
    CardType.ORDER: "Put them in order.",
    CardType.MATCH: "Match the two sides.",
}
_PRECISION = {"day": "To the day.", "month": "To the month.", "year": "To the year."}

_NO_TAG = re.compile(r'[\s"]+')


class Note(NamedTuple):
    """A card as Anki keeps it."""

    key: str
    """Its GUID is a hash of this."""
    notetype: Notetype
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    ords: tuple[int, ...]
    """The cards it makes: which template, or which gap less one."""


def note(card: Card, deck: Deck, shared: Shared, image: str = "") -> Note:
    """The note of a card of a library's deck; `image` is the name of its picture in Anki's media.

    Raises Unusable for a card that Anki could not ask.
    """
    name = str(card.identity)
    cited, disputes = shared.cited(card.sources), shared.disputes(card)
    filled = {
        "Kind": str(card.type),
        "Topic": words(deck.title),
        "Task": _task(card),
        "Image": f'<img src="{image}" alt="{attribute(plain(card.alt))}">' if image else "",
        "Hint": inline(card.hint),
        "Explanation": inline(card.explanation),
        "Corrected": words(card.corrected),
        "Conflict": "".join([dispute.markup for dispute in disputes]),
        "Sources": listed({one.place: one.markup for one in cited}.values(), "sources"),
        "Outside": listed(map(inline, card.outside), "sources"),
        "Note": inline(card.note),
        "Retired": "retired" if card.retired else "",
        "Language": shared.language,
        "Identity": escape(name),
        "Card": escape(canonical.as_json(card)),
    }
    lead = f"According to {shared.title(card.according_to)}, " if card.according_to else ""
    if card.type is CardType.CLOZE:
        filled["Text"] = cloze_text(card.prompt, lead)
        ords = tuple(number - 1 for number in cloze.numbers(card.prompt))
    else:
        filled["Prompt"] = lead + inline(card.prompt)
        filled |= _question(card, name, disputes)
        ords = (0,)
        if is_blank(filled["Prompt"]):
            raise Unusable("the prompt has nothing that can be seen, so its card would be blank")
    kind = notetype(card)
    fields = tuple((_empty(kind.cloze) | filled).values())
    tags = _tags(card, cited, shared.cited(card.about), disputes)
    return Note(canonical.key(card), kind, fields, tags, ords)


@cache
def _empty(cloze: bool) -> dict[str, str]:
    return dict.fromkeys((notetypes.quiz_cloze() if cloze else notetypes.quiz()).fields, "")


def notetype(card: Card) -> Notetype:
    """The note type of such a card."""
    return notetypes.quiz_cloze() if card.type is CardType.CLOZE else notetypes.quiz()


def _question(card: Card, name: str, disputes: Collection[Dispute]) -> dict[str, str]:
    """The fields of a card that is asked whole, but for its prompt."""
    filled = {"Answer": _answer(card), "Points": listed(map(inline, card.points), "points")}
    match card.type:
        case CardType.CHOICE | CardType.SELECT:
            options = [(option, inline(option)) for option in mixing.options(card)]
            solved = [_solved(card, *option, disputes) for option in options]
            filled["Options"] = listed([markup for _, markup in options], "options", "ol")
            filled["Solved"] = f'<ol class="options">{"".join(solved)}</ol>'
        case CardType.ORDER:
            filled["Items"] = listed(map(inline, _shuffled_items(card, name)), "items", "ol")
        case CardType.MATCH:
            filled["Pairs"] = _shuffled_pairs(card, name)
        case kind if kind in _TYPED:
            filled["Typed"] = escape(plain(card.answer))
            filled["Accept"] = "; ".join(_accepted(card))
            filled["WhyNot"] = "".join(_mistakes(card, disputes))
    return filled


def _task(card: Card) -> str:
    if card.type is CardType.NUMBER and card.unit:
        return f"In {inline(card.unit)}."
    return _TASKS.get(card.type) or _PRECISION.get(card.precision, "")


def _answer(card: Card) -> str:
    match card.type:
        case CardType.TRUE_FALSE:
            return card.answer.capitalize()
        case CardType.SELECT:
            return listed(map(inline, card.answers), "answers")
        case CardType.ORDER:
            return listed((_labelled(inline(i.text), i.label) for i in card.items), "order", "ol")
        case CardType.MATCH:
            sides = ((inline(pair.left), inline(pair.right)) for pair in card.pairs)
            rows = (f"<b>{left}</b> <span>{right}</span>" for left, right in sides)
            return listed(rows, "matched")
        case _:
            return inline(feedback.with_unit(card, card.answer))


def _labelled(item: str, label: str) -> str:
    return f"{item} <small>{inline(label)}</small>" if label else item


def _solved(card: Card, option: str, markup: str, disputes: Iterable[Dispute]) -> str:
    if option == card.answer or option in card.answers:
        return f'<li class="right"><span class="sign">✓</span> {markup}</li>'
    return f'<li class="wrong">{markup}{_why(card, option, disputes)}</li>'


def _mistakes(card: Card, disputes: Iterable[Dispute]) -> Iterator[str]:
    """What must not be taken for the answer of a card without options."""
    for wrong in dict.fromkeys((*[wrong.text for wrong in card.distractors], *card.reject)):
        why = _why(card, wrong, disputes)
        yield f'<div class="mistake"><span class="sign">✗</span> {inline(wrong)}{why}</div>'


def _why(card: Card, wrong: str, disputes: Iterable[Dispute]) -> str:
    """Why it is wrong, and whose claim it is."""
    told = inline(feedback.why_not(card, wrong))
    if whose := next(filter(None, [dispute.whose(wrong) for dispute in disputes]), ""):
        told = f"{told} {whose}" if told else whose
    return f'<div class="why">{told}</div>' if told else ""


def _accepted(card: Card) -> Iterator[str]:
    """What else is right."""
    yield from map(inline, card.accept)
    if card.range:
        yield inline(feedback.with_unit(card, card.range))
    if card.within:
        yield f"within {inline(card.within)}"


def _shuffled_items(card: Card, name: str) -> list[str]:
    right = [item.text for item in card.items]
    shown = mixing.mixed(right, name)
    return [*shown[1:], shown[0]] if shown == right else shown  # the key would be no question


def _shuffled_pairs(card: Card, name: str) -> str:
    left = (inline(pair.left) for pair in card.pairs)
    right = mixing.mixed((pair.right for pair in card.pairs), name)
    return listed(left, "left", "ol") + listed(map(inline, right), "right", 'ol type="a"')


def _tags(
    card: Card, cited: Sequence[Cited], about: Sequence[Cited], disputes: Collection[Dispute]
) -> tuple[str, ...]:
    """The card's own tags, and what Anki's browser should find it by; sorted, each once."""
    facts = [*cited, *about]
    named = [*card.tags, f"deck::{card.identity.deck}", f"type::{card.type}"]
    named += [fact.tag for fact in facts]
    if any(fact.core for fact in cited):
        named.append("core")
    if card.retired:
        named.append("retired")
    if disputes or any(fact.disputed for fact in facts):
        named.append("disputed")
    return tuple(sorted(filter(None, set(map(_tag, named)))))


@lru_cache(maxsize=4096)
def _tag(name: str) -> str:
    """Without white space and quotes, which Anki would take out again."""
    return _NO_TAG.sub("_", printable(name)).strip("_:")
