"""Renders Anki's templates: which fields a side of a card shows, and in which words. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_OTHER_BRACES = "{{=<% %>=}}"
"""How a template of old begins whose fields stand as `<%Field%>`."""
_SPECIAL = {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}
_DROPPED = re.compile(r"<(svg|canvas|style|script)\b|<(!--)", re.IGNORECASE)
_DRAWING = "<svg></svg>"
_SPOKEN = "[sound:spoken by the device]"
_SEEN = re.compile(r"<img\b|\[sound:", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>|&nbsp;|\s")
_RUBY = re.compile(r" ?([^ >\[\]]{1,200})\[(?!sound:|anki:|latex)([^\[\]]+)\]")
_LARGEST = 2 << 20
_SHORT = _LONGEST = 20_000


Values = Mapping[str, str]
Change = Callable[[str], str]


class Side(NamedTuple):
    """One side of a card."""

    markup: str
    """HTML, fields filled in; drawings stand as empty ones, scripts and styles are gone."""
    shown: tuple[str, ...]
    """The fields whose contents it shows, in order, each once; empty ones are left out."""
    typed: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    """The fields that are shown with their gaps."""
    changed: tuple[tuple[str, Change], ...] = ()
    """The fields of which a filter shows something else, and what it makes of them."""

    def filtered(self, values: Values) -> Values:
        """The fields as this side shows them."""
        if not self.changed:
            return values
        return {**values, **{field: change(values[field]) for field, change in self.changed}}


_Piece = str | tuple[str, Change | None]
"""Text, or a field and what a filter makes of its contents."""


def rendered(template: str, values: Values, filled: tuple[str, ...]) -> Side:
    """A side of a card of a note; `filled` are its fields that are not blank.

    `{{FrontSide}}` shows nothing of its own.
    """
    pieces, side = _planned(template, tuple(values), filled)
    if len(pieces) == 1 and isinstance(pieces[0], tuple) and pieces[0][1] is None:
        return Side(values[pieces[0][0]], *side[1:])
    left = _LARGEST
    said = []
    for piece in pieces:
        said.append(_said(piece, values))
        left -= len(said[-1])
        if left < 0:  # a field that stands there many times
            break
    return Side("".join(said), *side[1:])


def _said(piece: _Piece, values: Values) -> str:
    if isinstance(piece, str):
        return piece
    field, change = piece
    return change(values[field]) if change else values[field]


@lru_cache(maxsize=1024)
def _planned(
    template: str, fields: tuple[str, ...], filled: tuple[str, ...]
) -> tuple[list[_Piece], Side]:
    """What a side consists of in all notes of which the same fields are filled."""
    known, full = frozenset(fields), frozenset(filled)
    pieces: list[_Piece] = []
    shown: list[str] = []
    typed: list[str] = []
    hints: list[str] = []
    gaps: list[str] = []
    changed: dict[str, Change] = {}
    open_: list[bool] = []
    spoken, last = False, 0
    for n, piece in enumerate(_TOKEN.split(_light(template))):
        sign, name = (piece.strip()[:1], piece.strip()[1:].strip()) if n % 2 else ("", "")
        if sign in ("#", "^") and n % 2:
            has = name in full if name in known else _is_always_full(name)
            open_.append(has == (sign == "#"))
        elif sign == "/" and n % 2:
            del open_[-1:]
        elif not all(open_):
            continue
        elif n % 2 == 0:
            if piece:
                pieces.append(piece)
        else:
            *filters, field = (part.strip() for part in piece.split(":"))
            if field not in known:
                continue
            last = len(pieces) + 1
            if "type" in filters:
                typed.append(field)
            elif "hint" in filters:
                hints.append(field)
            elif any(name.startswith("tts") for name in filters):
                spoken = True
            else:
                if "cloze" in filters:
                    gaps.append(field)
                change = next((_FILTERS[name] for name in filters if name in _FILTERS), None)
                pieces.append((field, change))
                if change:
                    changed.setdefault(field, change)
                if field in full:
                    shown.append(field)
                continue
            pieces.append("")
    tail = "".join(piece for piece in pieces[last:] if isinstance(piece, str))
    if last and _DRAWING in tail:  # what stands around a drawing says nothing without it
        pieces[last:] = [_DRAWING]
    if spoken and not shown:
        pieces.append(_SPOKEN)
    named = [tuple(dict.fromkeys(names)) for names in (shown, typed, hints, gaps)]
    side = Side("", named[0], named[1], named[2], named[3], tuple(changed.items()))
    return [piece for piece in pieces if piece], side


def _is_always_full(name: str) -> bool:
    """Whether a section shows that no field of the note decides: of a gap, or of the card."""
    return name in _SPECIAL or re.match(r"c\d", name) is not None


_FILTERS: Mapping[str, Change] = {
    "furigana": lambda value: _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", value),
    "kanji": lambda value: _RUBY.sub(r"\1", value),
    "kana": lambda value: _RUBY.sub(r"\2", value),
}
"""Japanese readings, written `漢字[かんじ]`."""


def is_blank(markup: str) -> bool:
    """Whether a field shows and plays nothing."""
    if "<" not in markup and "&" not in markup:
        return not markup or markup.isspace()
    return not _SEEN.search(markup) and not _TAGS.sub("", markup[:_SHORT]).strip()


@lru_cache(maxsize=256)
def _light(template: str) -> str:
    """The template without what is neither text nor field, and not too long."""
    if template.lstrip().startswith(_OTHER_BRACES):
        template = template.lstrip().removeprefix(_OTHER_BRACES)
        template = template.replace("<%", "{{").replace("%>", "}}")
    return _kept(template)[:_LONGEST]


def _kept(template: str) -> str:
    template = template[:_LARGEST]
    low = template.lower()
    kept = []
    at = 0
    while found := _DROPPED.search(template, at):
        kept.append(template[at : found.start()])
        if found[2]:
            end = low.find("-->", found.end())
            at = end + 3
        else:
            name = found[1].lower()
            kept.append(_DRAWING if name in ("svg", "canvas") else "")
            closing = low.find(f"</{name}", found.end())
            end = low.find(">", closing) if closing >= 0 else -1
            at = end + 1
        if end < 0:
            return "".join(kept)
    kept.append(template[at:])
    return "".join(kept)
