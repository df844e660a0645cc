"""Renders Anki's templates: which fields a side of a card shows, and in which words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_SPECIAL = {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}
_DROPPED = re.compile(r"<(svg|canvas|style|script)\b", re.IGNORECASE)
_DRAWING = "<svg></svg>"
_SEEN = re.compile(r"<img\b|\[sound:", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>|&nbsp;|\s")
_LARGEST = 2 << 20
_SHORT = 20_000


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card."""

    markup: str
    """HTML, fields filled in; drawings stand as empty ones, scripts and styles are gone."""
    shown: tuple[str, ...]
    """The fields whose contents it shows, in order, each once; empty ones are left out."""
    typed: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    """The fields that are shown with their gaps."""


def rendered(template: str, values: Mapping[str, str]) -> Side:
    """A side of a card of a note; `{{FrontSide}}` shows nothing of its own."""
    pieces: list[str] = []
    shown: list[str] = []
    typed: list[str] = []
    hints: list[str] = []
    gaps: list[str] = []
    open_: list[bool] = []
    last = 0
    for n, piece in enumerate(_TOKEN.split(_light(template))):
        sign, name = (piece.strip()[:1], piece.strip()[1:].strip()) if n % 2 else ("", "")
        if sign in ("#", "^") and n % 2:
            full = not is_blank(values.get(name, "x" if re.match(r"c\d", name) else ""))
            open_.append(full == (sign == "#"))
        elif sign == "/" and n % 2:
            del open_[-1:]
        elif not all(open_):
            continue
        elif n % 2 == 0:
            pieces.append(piece)
        else:
            *filters, field = (part.strip() for part in piece.split(":"))
            value = values.get(field, "")
            if field in _SPECIAL and field not in values:
                continue
            last = len(pieces) + 1
            if "cloze" in filters:
                gaps.append(field)
            elif "type" in filters:
                typed.append(field)
                pieces.append("")
                continue
            elif "hint" in filters:
                hints.append(field)
                pieces.append("")
                continue
            pieces.append(value)
            if not is_blank(value):
                shown.append(field)
    tail = "".join(pieces[last:])
    if last and _DRAWING in tail:  # what stands around a drawing says nothing without it
        pieces[last:] = [_DRAWING]
    return Side(
        "".join(pieces), tuple(dict.fromkeys(shown)), tuple(typed), tuple(hints), tuple(gaps)
    )


def is_blank(markup: str) -> bool:
    """Whether a field shows and plays nothing."""
    if not markup.strip():
        return True
    if "<" not in markup and "&" not in markup:
        return False
    return not _SEEN.search(markup) and not _TAGS.sub("", markup[:_SHORT]).strip()


@lru_cache(maxsize=256)
def _light(template: str) -> str:
    """The template without what is neither text nor field."""
    template = template[:_LARGEST]
    low = template.lower()
    kept = []
    at = 0
    while found := _DROPPED.search(template, at):
        name = found[1].lower()
        kept.append(template[at : found.start()])
        kept.append(_DRAWING if name in ("svg", "canvas") else "")
        closing = low.find(f"</{name}", found.end())
        if closing < 0:
            return "".join(kept)
        end = low.find(">", closing)
        at = end + 1 if end >= 0 else len(template)
    kept.append(template[at:])
    return "".join(kept)
