"""A card's identity in Anki, and its own keys as JSON from which an import gives it back. Pure."""

from __future__ import annotations

import json
import re

from quiz import compact, keys
from quiz.markdown import printable
from quiz.model import Card

_OPENS = re.compile(r'\[(?!\{?")')
"""A bracket in a text: JSON's own stand before a quote or a brace with one, where a text would have
a backslash too, or end; at its end a bracket does nothing."""


def key(card: Card) -> str:
    """What the note's GUID is made from: the identity under which the card was first released."""
    library, deck, slug = card.identity
    if card.was:
        *named, deck, slug = card.was[0].split("/")
        library = named[0] if named else library
    return _kept(compact.written((library, deck, slug)).decode())


def as_json(card: Card) -> str:
    """The card's keys as `keys.of_card` names them, the same for equal cards: compact JSON, its
    keys in order of the alphabet, with nothing in it that needs cleaning."""
    return _kept(compact.written(keys.of_card(card)).decode())


def is_plain(written: str) -> bool:
    """Whether a card's texts, by their JSON, are printable ASCII in which only stars can act."""
    acts = (  # a chain of `in` takes a third of the time of anything shorter
        "\\" in written
        or "&" in written
        or "<" in written
        or ">" in written
        or "_" in written
        or "`" in written
        or "\x7f" in written
        or _OPENS.search(written)
    )
    return written.isascii() and not acts


def _kept(written: str) -> str:
    """JSON in which what Anki's field would lose stands as an escape."""
    if written.isascii() and "\x7f" not in written:  # what is below a space is escaped already
        return written
    return re.sub(r"[^\x20-\x7e]", lambda char: _escaped(char[0]), written)


def _escaped(char: str) -> str:
    return char if printable(char) == char else json.dumps(char)[1:-1]
