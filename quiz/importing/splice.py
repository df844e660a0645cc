"""New and changed cards into the text of a deck that its author may have edited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from quiz.library.format import block
from quiz.library.nodes import Map, Seq, mark_of
from quiz.library.reader import read

Cards = Mapping[str, Mapping[str, Any]]
"""The keys of cards by their ids."""


def spliced(old: str, fresh: Cards) -> str | None:
    """The deck's text with these cards in it: those it has are replaced where they stand, the
    others follow its last one. Every other character is kept. None where that cannot be done.
    """
    found = list(_blocks(old))
    if not found:
        return None
    left = dict(fresh)
    pieces = []
    at = 0
    for start, end, indent, slug in found:
        if slug in left:
            pieces += [old[at:start], _indented(block(left.pop(slug)), indent)]
            at = end
    last, indent = found[-1][1:3]
    pieces += [old[at:last]]
    if left:
        gap = "" if not pieces[-1] or pieces[-1].endswith("\n") else "\n"
        pieces += [gap, *(f"\n{_indented(block(keys), indent)}" for keys in left.values())]
    new = "".join([*pieces, old[last:]])
    if "\r\n" in old:
        new = re.sub(r"\r?\n", "\r\n", new)
    wanted = [slug for *_, slug in found] + list(left)
    node, problems = read(new.encode(), "")
    _, listed = node.pairs.get("cards", (None, None)) if isinstance(node, Map) else (None, None)
    cards = listed.items if isinstance(listed, Seq) else []
    return new if not problems and [_id(card) for card in cards] == wanted else None


def _blocks(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where each card stands, from the line of its dash to behind its last line; the white space
    before the dash, and its id."""
    node, _ = read(text.encode(), "")
    _, listed = node.pairs.get("cards", (None, None)) if isinstance(node, Map) else (None, None)
    for item in listed.items if isinstance(listed, Seq) and not listed.flow else ():
        dash = text.rfind("-", 0, mark_of(item).index + 1)
        start = text.rfind("\n", 0, dash) + 1
        if text[start:dash].strip() or not isinstance(item, Map):
            yield start, start, "", ""  # nothing can be put there, and the caller will see it
            continue
        lines = text[start : item.end_mark.index].splitlines(keepends=True)
        while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            lines.pop()
        yield start, start + len("".join(lines)), text[start:dash], _id(item)


def _id(item: object) -> str:
    _, named = item.pairs.get("id", (None, None)) if isinstance(item, Map) else (None, None)
    return named[0] if isinstance(named, tuple) else ""


def _indented(text: str, indent: str) -> str:
    return re.sub(r"(?m)^(?=.)", indent, text) if indent else text
