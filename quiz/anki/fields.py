"""From a card to its note in Anki: fields, tags, and which cards it makes. Pure.

Fields hold content; the words around it stand in the templates, where a better wording changes
no note.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quiz import cloze
from quiz.anki import canonical, notetypes
from quiz.anki.content import content, wrong_answers
from quiz.anki.gaps import cloze_text
from quiz.anki.notetypes import Notetype
from quiz.anki.shared import Cited, Dispute, Shared, tag
from quiz.html import attribute, escape, inline, is_blank, listed, words
from quiz.markdown import plain
from quiz.model import Card, CardType, Deck, Unusable

Tags = tuple[str, ...]
_EMPTY = {
    kind.cloze: dict.fromkeys(kind.fields, "")
    for kind in (notetypes.quiz(), notetypes.quiz_cloze())
}
_TYPE_TAGS = {kind: f"type::{kind}" for kind in CardType}


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
    cited, disputes = shared.cited(card.sources), shared.disputes(card.cited)
    told = _told(card, disputes) if disputes else {}
    kind = notetype(card)
    filled = _EMPTY[kind.cloze] | content(card, told)
    filled["Topic"] = words(deck.title)
    filled["Corrected"] = words(card.corrected)
    filled["Conflict"] = "".join([dispute.markup for dispute in disputes])
    filled["Sources"] = listed(dict.fromkeys([one.markup for one in cited]), "sources")
    filled["Note"] = inline(card.note)
    filled["Language"] = shared.language
    filled["Identity"] = escape(str(card.identity))
    if card.retired:
        filled["Retired"] = "retired"
    if image:
        filled["Image"] = f'<img src="{image}" alt="{attribute(plain(card.alt))}">'
    lead = f"According to {shared.title(card.according_to)}, " if card.according_to else ""
    ords: tuple[int, ...] = (0,)
    if kind.cloze:
        filled["Text"] = cloze_text(card.prompt, lead)
        ords = tuple([number - 1 for number in cloze.numbers(card.prompt)])
    else:
        filled["Prompt"] = lead + inline(card.prompt)
        if is_blank(filled["Prompt"]):
            raise Unusable("the prompt has nothing that can be seen, so its card would be blank")
    tags = _tags(card, cited, shared.cited(card.about), bool(disputes))
    return Note(canonical.key(card), kind, tuple(filled.values()), tags, ords)


def _told(card: Card, disputes: Sequence[Dispute]) -> dict[str, str]:
    """Whose claim each wrong answer repeats, as HTML; only those that repeat one."""
    told = {}
    for wrong in wrong_answers(card):
        if whose := next(filter(None, [dispute.whose(wrong) for dispute in disputes]), ""):
            told[wrong] = whose
    return told


def notetype(card: Card) -> Notetype:
    """The note type of such a card."""
    return notetypes.quiz_cloze() if card.type is CardType.CLOZE else notetypes.quiz()


def _tags(card: Card, cited: Sequence[Cited], about: Sequence[Cited], is_disputed: bool) -> Tags:
    """The card's own tags, and what Anki's browser should find it by; sorted, each once."""
    named = {*map(tag, card.tags), tag(f"deck::{card.identity.deck}"), _TYPE_TAGS[card.type]}
    for fact in cited:
        named.update(fact.tags)
    for fact in about:
        named.update(fact.discussed)
    if card.retired:
        named.add("retired")
    if is_disputed:
        named.add("disputed")
    named.discard("")
    return tuple(sorted(named))
