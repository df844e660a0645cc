"""A card's identity in Anki, and its own keys as JSON from which an import gives it back. Pure."""

from __future__ import annotations

import json
import re

from quiz import keys
from quiz.markdown import printable
from quiz.model import Card

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def key(card: Card) -> str:
    """What the note's GUID is made from: the identity under which the card was first released."""
    library, deck, slug = card.identity
    if card.was:
        *named, deck, slug = card.was[0].split("/")
        library = named[0] if named else library
    return _compact([library, deck, slug])


def as_json(card: Card) -> str:
    """The card's keys, the same for equal cards, with nothing in them that needs cleaning."""
    return _compact(keys.of_card(card))


def _compact(value: object) -> str:
    written = _JSON.encode(value)
    if written.isascii() and written.isprintable():
        return written
    return re.sub(r"[^\x20-\x7e]", lambda char: _kept(char[0]), written)


def _kept(char: str) -> str:
    """A character that Anki's field would lose, as JSON's escape."""
    return char if printable(char) == char else json.dumps(char)[1:-1]
