"""New and changed cards into the text of a deck that its author may have edited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from quiz.library.format import block
from quiz.library.nodes import Map, Node, Seq, mark_of, values
from quiz.library.reader import ends, read

Cards = Mapping[str, Mapping[str, Any]]
"""The keys of cards by their ids."""

_COMMENT = re.compile(r"\s*(?:#|\Z)")
"""A line that says nothing."""


def spliced(old: str, fresh: Cards) -> str | None:
    """The deck's text with these cards in it: those it has are replaced where they stand, the
    others follow its last one. Every other character is kept. None where that cannot be done
    without changing what else the deck says.
    """
    node, _ = read(old.encode(), "")
    found = list(_blocks(old, node))
    if not found:
        return None
    left = dict(fresh)
    pieces = []
    at = 0
    for start, behind, indent, slug in found:
        if slug in left:
            pieces += [old[at:start], _indented(block(left.pop(slug)), indent)]
            at = _end(old, start, behind)
    start, behind, indent, _ = found[-1]
    last = _end(old, start, behind)
    pieces += [old[at:last]]
    if left:
        gap = "" if not pieces[-1] or pieces[-1].endswith("\n") else "\n"
        pieces += [gap, *(f"\n{_indented(block(keys), indent)}" for keys in left.values())]
    new = "".join([*pieces, old[last:]])
    if "\r\n" in old:
        new = re.sub(r"\r?\n", "\r\n", new)
    again, problems = read(new.encode(), "")
    deck = values(node)
    cards = [fresh.get(card["id"], card) for card in deck["cards"]]
    wanted = deck | {"cards": [*cards, *left.values()]}
    return new if not problems and values(again) == wanted else None


def _blocks(text: str, node: Node | None) -> Iterator[tuple[int, int, str, str]]:
    """Where each card stands, from the line of its dash to what the deck says next; the white
    space before the dash, and its id."""
    _, listed = node.pairs.get("cards", (None, None)) if isinstance(node, Map) else (None, None)
    for item in listed.items if isinstance(listed, Seq) and not listed.flow else ():
        dash = text.rfind("-", 0, mark_of(item).index + 1)
        start = text.rfind("\n", 0, dash) + 1
        if text[start:dash].strip() or not isinstance(item, Map):
            yield start, start, "", ""  # nothing can be put there, and the caller will see it
            continue
        _, named = item.pairs.get("id", (None, None))
        slug = named[0] if isinstance(named, tuple) else ""
        yield start, item.end_mark.index, text[start:dash], slug


def _end(deck: str, start: int, behind: int) -> int:
    """Where a card ends: before the blank lines and comments that follow it, but no line of its
    own texts is a comment."""
    text = deck[start:behind]
    own = 0
    if "#" in text:
        own = max(begin + len(text[begin:end].rstrip()) for begin, end in ends(text).items())
    for line in reversed(text.splitlines(keepends=True)):
        if behind - len(line) < start + own or not _COMMENT.match(line):
            break
        behind -= len(line)
    return behind


def _indented(text: str, indent: str) -> str:
    return re.sub(r"(?m)^(?=.)", indent, text) if indent else text
