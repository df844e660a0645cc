"""A card's identity in Anki, and its own keys as JSON from which an import gives it back. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from itertools import compress
from json.encoder import encode_basestring as _text
from operator import attrgetter
from typing import Any

from quiz.markdown import printable
from quiz.model import Card, CardType, Distractor, Item, Pair


def key(card: Card) -> str:
    """What the note's GUID is made from: the identity under which the card was first released."""
    library, deck, slug = card.identity
    if card.was:
        *named, deck, slug = card.was[0].split("/")
        library = named[0] if named else library
    return _kept(array((library, deck, slug)))


def as_json(card: Card) -> str:
    """The card's keys as `keys.of_card` names them, the same for equal cards: compact JSON, its
    keys in order of the alphabet, with nothing in it that needs cleaning."""
    writers, values_of = _TABLE[card.type]
    values = values_of(card)
    filled = zip(compress(writers, values), filter(None, values), strict=True)
    members = [name + write(value) for (name, write), value in filled]
    return _kept(f"{{{','.join(members)}}}")


def is_plain(written: str) -> bool:
    """Whether a card's texts, by their JSON, are printable ASCII in which only stars can act."""
    if not written.isascii() or any(map(written.__contains__, "\\&<>_`\x7f")):
        return False
    # JSON itself opens lists, after a quote that would have a backslash before it in a text.
    return written.count("[") == written.count('":[')


def array(texts: Iterable[str]) -> str:
    """Texts as compact JSON."""
    return f"[{','.join(map(_text, texts))}]"


def _distractors(wrong: Iterable[Distractor]) -> str:
    each = [
        f'{{"text":{_text(text)},"why":{_text(why)}}}' if why else _text(text)
        for text, why in wrong
    ]
    return f"[{','.join(each)}]"


def _items(items: Iterable[Item]) -> str:
    each = [
        f'{{"label":{_text(label)},"text":{_text(text)}}}' if label else _text(text)
        for text, label in items
    ]
    return f"[{','.join(each)}]"


def _pairs(pairs: Iterable[Pair]) -> str:
    each = [f'{{"left":{_text(left)},"right":{_text(right)}}}' for left, right in pairs]
    return f"[{','.join(each)}]"


def _reasons(allowed: Iterable[tuple[str, str]]) -> str:
    each = [f"{_text(rule)}:{_text(reason)}" for rule, reason in sorted(dict(allowed).items())]
    return f"{{{','.join(each)}}}"


_WRITERS: dict[str, tuple[str, Callable[[Any], str]]] = {
    # the key, and the attribute of the card with what writes it
    "about": ("about", array),
    "accept": ("accept", array),
    "according-to": ("according_to", _text),
    "allow": ("allow", _reasons),
    "alt": ("alt", _text),
    "answer": ("answer", _text),
    "answers": ("answers", array),
    "corrected": ("corrected", _text),
    "distractors": ("distractors", _distractors),
    "explanation": ("explanation", _text),
    "hint": ("hint", _text),
    "id": ("identity.card", _text),
    "image": ("image", _text),
    "items": ("items", _items),
    "outside": ("outside", array),
    "pairs": ("pairs", _pairs),
    "points": ("points", array),
    "precision": ("precision", _text),
    "range": ("range", _text),
    "reject": ("reject", array),
    "retired": ("retired", lambda _: '"true"'),
    "sources": ("sources", array),
    "tags": ("tags", array),
    "unit": ("unit", _text),
    "was": ("was", array),
    "within": ("within", _text),
}


_Writers = list[tuple[str, Callable[[Any], str]]]


def _table(kind: CardType) -> tuple[_Writers, Callable[[Card], Any]]:
    """Of such cards: the keys in order, each with what writes its value; what gives the values."""
    own = {kind.prompt_key: ("prompt", _text)}
    if kind is not CardType.SHORT_ANSWER:
        own["type"] = ("type", _text)
    rows = sorted((_WRITERS | own).items())
    attributes = attrgetter(*[attribute for _, (attribute, _) in rows])
    return [(f'"{name}":', write) for name, (_, write) in rows], attributes


_TABLE = {kind: _table(kind) for kind in CardType}


def _kept(written: str) -> str:
    """JSON in which what Anki's field would lose stands as an escape."""
    if written.isascii() and "\x7f" not in written:  # what is below a space is escaped already
        return written
    return re.sub(r"[^\x20-\x7e]", lambda char: _escaped(char[0]), written)


def _escaped(char: str) -> str:
    return char if printable(char) == char else json.dumps(char)[1:-1]
