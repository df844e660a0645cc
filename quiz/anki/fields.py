"""From a card to its note in Anki: fields, tags, and which cards it makes. Pure.

Fields hold content; the words around it stand in the templates, where a better wording changes
no note. Nothing on the front says which option, order or pairing is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256

from quiz import cloze, feedback
from quiz.anki import canonical, notetypes
from quiz.anki.html import attribute, cloze_text, escape, inline, is_blank, link, words
from quiz.anki.notetypes import Notetype
from quiz.markdown import plain, printable
from quiz.model import Card, CardType, Conflict, Deck, Fact, Standing, Unusable
from quiz.references import References

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


@dataclass(frozen=True, slots=True)
class Note:
    """A card as Anki keeps it."""

    key: str
    """Its GUID is a hash of this."""
    notetype: Notetype
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    ords: tuple[int, ...]
    """The cards it makes: which template, or which gap less one."""


def note(card: Card, deck: Deck, references: References, image: str = "") -> Note:
    """The note of a card of a library's deck; `image` is the name of its picture in Anki's media.

    Raises Unusable for a card that Anki could not ask.
    """
    filled = _common(card, references, image)
    filled["Topic"] = words(deck.title)
    if card.type is CardType.CLOZE:
        filled["Text"] = cloze_text(card.prompt, _lead(card, references))
        ords = tuple(number - 1 for number in cloze.numbers(card.prompt))
    else:
        filled |= _question(card, references)
        ords = (0,)
        if is_blank(filled["Prompt"]):
            raise Unusable("the prompt has nothing that can be seen, so its card would be blank")
    kind = notetype(card)
    fields = tuple((_empty(kind) | filled).values())
    return Note(canonical.key(card), kind, fields, _tags(card, references), ords)


@cache
def _empty(notetype: Notetype) -> dict[str, str]:
    return dict.fromkeys(notetype.fields, "")


def notetype(card: Card) -> Notetype:
    """The note type of such a card."""
    return notetypes.quiz_cloze() if card.type is CardType.CLOZE else notetypes.quiz()


def hashed(texts: Iterable[str], seed: str) -> list[str]:
    """Texts in an order that says nothing and stays as it is, whatever order they come in."""
    return sorted(
        texts, key=lambda text: sha256(f"{seed}/{text}".encode(errors="replace")).digest()
    )


def _common(card: Card, references: References, image: str) -> dict[str, str]:
    """The fields of both note types."""
    return {
        "Kind": card.type.value,
        "Task": _task(card),
        "Image": f'<img src="{image}" alt="{attribute(plain(card.alt))}">' if image else "",
        "Hint": inline(card.hint),
        "Explanation": inline(card.explanation),
        "Corrected": words(card.corrected),
        "Conflict": "".join(map(_dispute, feedback.conflicts(card, references))),
        "Sources": _list(_sources(card, references), "sources"),
        "Outside": _list(map(inline, card.outside), "sources"),
        "Note": inline(card.note),
        "Retired": "retired" if card.retired else "",
        "Language": attribute(references.library.language),
        "Identity": escape(str(card.identity)),
        "Card": escape(canonical.as_json(card)),
    }


def _question(card: Card, references: References) -> dict[str, str]:
    """The fields of a card that is asked whole."""
    filled = {
        "Prompt": _lead(card, references) + inline(card.prompt),
        "Answer": _answer(card),
        "Points": _list(map(inline, card.points), "points"),
    }
    match card.type:
        case CardType.CHOICE | CardType.SELECT:
            options = _options(card)
            solved = (_solved(card, option, references) for option in options)
            filled["Options"] = _list(map(inline, options), "options", "ol")
            filled["Solved"] = f'<ol class="options">{"".join(solved)}</ol>'
        case CardType.ORDER:
            filled["Items"] = _list(map(inline, _shuffled_items(card)), "items", "ol")
        case CardType.MATCH:
            filled["Pairs"] = _shuffled_pairs(card)
        case kind if kind in _TYPED:
            filled["Typed"] = escape(plain(card.answer))
            filled["Accept"] = "; ".join(_accepted(card))
            filled["WhyNot"] = "".join(_mistakes(card, references))
    return filled


def _lead(card: Card, references: References) -> str:
    """'According to TITLE, ' where the answer is a source's view."""
    if not card.according_to:
        return ""
    source = references.sources.get(card.according_to)
    return f"According to {words(source.title if source else card.according_to)}, "


def _task(card: Card) -> str:
    if card.type is CardType.NUMBER and card.unit:
        return f"In {inline(card.unit)}."
    return _TASKS.get(card.type) or _PRECISION.get(card.precision, "")


def _answer(card: Card) -> str:
    match card.type:
        case CardType.TRUE_FALSE:
            return card.answer.capitalize()
        case CardType.SELECT:
            return _list(map(inline, card.answers), "answers")
        case CardType.ORDER:
            return _list((_labelled(inline(i.text), i.label) for i in card.items), "order", "ol")
        case CardType.MATCH:
            sides = ((inline(pair.left), inline(pair.right)) for pair in card.pairs)
            rows = (f"<b>{left}</b> <span>{right}</span>" for left, right in sides)
            return _list(rows, "matched")
        case _:
            return inline(feedback.with_unit(card, card.answer))


def _labelled(item: str, label: str) -> str:
    return f"{item} <small>{inline(label)}</small>" if label else item


def _options(card: Card) -> list[str]:
    key = card.answers if card.type is CardType.SELECT else (card.answer,)
    return hashed((*key, *(wrong.text for wrong in card.distractors)), str(card.identity))


def _solved(card: Card, option: str, references: References) -> str:
    if option in (card.answer, *card.answers):
        return f'<li class="right"><span class="sign">✓</span> {inline(option)}</li>'
    return f'<li class="wrong">{inline(option)}{_why(card, option, references)}</li>'


def _mistakes(card: Card, references: References) -> Iterator[str]:
    """What must not be taken for the answer of a card without options."""
    for wrong in dict.fromkeys((*(wrong.text for wrong in card.distractors), *card.reject)):
        why = _why(card, wrong, references)
        yield f'<div class="mistake"><span class="sign">✗</span> {inline(wrong)}{why}</div>'


def _why(card: Card, wrong: str, references: References) -> str:
    """Why it is wrong, and whose claim it is."""
    reasons = [
        inline(feedback.why_not(card, wrong)),
        words(feedback.whose(wrong, card, references)),
    ]
    told = " ".join(reason for reason in reasons if reason)
    return f'<div class="why">{told}</div>' if told else ""


def _accepted(card: Card) -> Iterator[str]:
    """What else is right."""
    yield from map(inline, card.accept)
    if card.range:
        yield inline(feedback.with_unit(card, card.range))
    if card.within:
        yield f"within {inline(card.within)}"


def _shuffled_items(card: Card) -> list[str]:
    right = [item.text for item in card.items]
    shown = hashed(right, str(card.identity))
    return [*shown[1:], shown[0]] if shown == right else shown  # the key would be no question


def _shuffled_pairs(card: Card) -> str:
    left = (inline(pair.left) for pair in card.pairs)
    right = hashed((pair.right for pair in card.pairs), str(card.identity))
    return _list(left, "left", "ol") + _list(map(inline, right), "right", 'ol type="a"')


@lru_cache(maxsize=1024)  # several cards show it
def _dispute(table: feedback.ConflictTable) -> str:
    claims = (
        f'<tr class="{claim.standing}"><td>{inline(claim.says)}</td>'
        f"<td>{words(claim.who)}</td><td>{claim.standing}</td></tr>"
        for claim in table.claims
    )
    return (
        f'<div class="dispute"><p class="about">{inline(table.question)}</p>'
        f"<table>{''.join(claims)}</table><p>{inline(table.verdict)}</p>"
        f"{_list(map(inline, table.outside), 'sources')}</div>"
    )


def _sources(card: Card, references: References) -> Iterator[str]:
    """Where the facts stand that bear out the answer, each place once."""
    places = {feedback.citation(f, references): f for f in references.facts_of(card)}
    for place, fact in places.items():
        yield _reference(place, references.sources[fact.source].url)


@lru_cache(maxsize=4096)  # several cards rest on it
def _reference(place: feedback.Citation, url: str) -> str:
    return link(url, words(place.title)) + words(str(place).removeprefix(place.title))


def _tags(card: Card, references: References) -> tuple[str, ...]:
    """The card's own tags, and what Anki's browser should find it by; sorted, each once."""
    facts = [references.facts[c] for c in card.cited if c in references.facts]
    conflicts = references.conflicts_of(card)
    named = [*card.tags, f"deck::{card.identity.deck}", f"type::{card.type}"]
    named += [f"source::{fact.source}" for fact in facts]
    named += ["core"] if any(fact.core for fact in references.facts_of(card)) else []
    named += ["retired"] if card.retired else []
    named += ["disputed"] if _disputed(facts, conflicts) else []
    return tuple(sorted({tag for name in named if (tag := _tag(name))}))


def _disputed(facts: Iterable[Fact], conflicts: Iterable[Conflict]) -> bool:
    return any(conflicts) or any(fact.standing is Standing.DISPUTED for fact in facts)


@lru_cache(maxsize=4096)
def _tag(name: str) -> str:
    """Without white space and quotes, which Anki would take out again."""
    return _NO_TAG.sub("_", printable(name)).strip("_:")


def _list(entries: Iterable[str], name: str, element: str = "ul") -> str:
    """A list in HTML; empty where it has no entries."""
    inside = "".join(f"<li>{entry}</li>" for entry in entries)
    closing = element.partition(" ")[0]
    return f'<{element} class="{name}">{inside}</{closing}>' if inside else ""
