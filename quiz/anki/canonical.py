"""A card's identity in Anki, and its own keys as JSON from which an import gives it back. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
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
    names, writers, values = _TABLE[card.type]
    filled = zip(names, writers, values(card), strict=True)
    members = [f'"{name}":{written(value)}' for name, written, value in filled if value]
    return _kept(f"{{{','.join(members)}}}")


def array(texts: Iterable[str]) -> str:
    """Texts as compact JSON."""
    return f"[{','.join(map(_text, texts))}]"


def _distractors(wrong: Iterable[Distractor]) -> str:
    each = [
        f'{{"text":{_text(d.text)},"why":{_text(d.why)}}}' if d.why else _text(d.text)
        for d in wrong
    ]
    return f"[{','.join(each)}]"


def _items(items: Iterable[Item]) -> str:
    each = [
        f'{{"label":{_text(i.label)},"text":{_text(i.text)}}}' if i.label else _text(i.text)
        for i in items
    ]
    return f"[{','.join(each)}]"


def _pairs(pairs: Iterable[Pair]) -> str:
    each = [f'{{"left":{_text(pair.left)},"right":{_text(pair.right)}}}' for pair in pairs]
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


def _table(kind: CardType) -> tuple[list[str], list[Callable[[Any], str]], Callable[[Card], Any]]:
    """Of such cards: the keys in order, what writes the value of each, what gives the values."""
    own = {kind.prompt_key: ("prompt", _text)}
    if kind is not CardType.SHORT_ANSWER:
        own["type"] = ("type", _text)
    rows = sorted((_WRITERS | own).items())
    attributes = attrgetter(*[attribute for _, (attribute, _) in rows])
    return [name for name, _ in rows], [write for _, (_, write) in rows], attributes


_TABLE = {kind: _table(kind) for kind in CardType}


def _kept(written: str) -> str:
    """JSON in which what Anki's field would lose stands as an escape."""
    if written.isprintable():
        return written
    return re.sub(r"[^\x20-\x7e]", lambda char: _escaped(char[0]), written)


def _escaped(char: str) -> str:
    return char if printable(char) == char else json.dumps(char)[1:-1]
