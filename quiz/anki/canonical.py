"""A card's identity in Anki, and its own keys as JSON from which an import gives it back. Pure."""

from __future__ import annotations

import json
import re

from quiz.markdown import printable
from quiz.model import Card, CardType

# What the decks' YAML names otherwise than the model does.
_SAME_NAME = (
    "answer accept reject precision within range unit points hint explanation sources about "
    "outside tags image alt was corrected"
).split()


def key(card: Card) -> str:
    """What the note's GUID is made from: the identity under which the card was first released."""
    library, deck, slug = card.identity
    if card.was:
        *named, deck, slug = card.was[0].split("/")
        library = named[0] if named else library
    return _compact([library, deck, slug])


def mapping(card: Card) -> dict[str, object]:
    """The card as its deck's YAML has it: only keys that are filled."""
    own: dict[str, object] = {"id": card.identity.card, "type": card.type.value}
    own[card.type.prompt_key] = card.prompt
    own |= {name: getattr(card, name) for name in _SAME_NAME}
    if card.type is CardType.SELECT:
        own["answers"] = card.answers
    own["distractors"] = [{"text": d.text, "why": d.why} if d.why else d.text for d in card.distractors]
    own["items"] = [{"text": i.text, "label": i.label} if i.label else i.text for i in card.items]
    own["pairs"] = [{"left": pair.left, "right": pair.right} for pair in card.pairs]
    own["according-to"] = card.according_to
    own["allow"] = dict(card.allow)
    own["retired"] = "true" if card.retired else ""
    return {name: value for name, value in own.items() if value}


def as_json(card: Card) -> str:
    """`mapping` as JSON that is the same for equal cards, in which nothing needs cleaning."""
    return _compact(mapping(card))


def _compact(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if written.isascii():  # controls are escaped already
        return written
    return re.sub(r"[^\x00-\x7e]", lambda char: _kept(char[0]), written)


def _kept(char: str) -> str:
    """A character that Anki's field would lose, as JSON's escape."""
    return char if printable(char) == char else json.dumps(char)[1:-1]
