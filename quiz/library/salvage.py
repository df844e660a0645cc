"""What can be read of a file with a syntax error: its keys and the blocks of its list (its cards,
its facts), each on its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from quiz.library.nodes import Map, Mark, Node, Pairs, Seq, mark_of
from quiz.library.reader import Broken, Report, twice
from quiz.library.shapes import FILES, PARTS
from quiz.library.slips import SIGN, misaligned

Compose = Callable[[str, Report, int], Node | None]
"""The nodes of a text whose first line has this number. Raises Broken."""

_MOST = 500  # blocks with a syntax error after which a file is given up
_LISTS: Mapping[str, str] = {
    # the key of the list that a file is for, by the key with which such a file begins
    next(iter(shape.keys)): key
    for shape in FILES.values()
    for key, kind in shape.keys.items()
    if kind in PARTS
}
_INNER = {key for shape in PARTS.values() for key in shape.keys}.difference(
    *(shape.keys for shape in FILES.values())
)
"""Keys that belong to cards, facts and their parts alone, however they are indented."""

_WORDS = re.compile(
    rf"^(?:{'|'.join(sorted({key for shape in FILES.values() for key in shape.keys}))})\b",
    re.MULTILINE,
)
_ITEM = rf"(?:{SIGN}(?:id|card) *[:：]|- +(?:id|card) +[a-z0-9-]+ *$)"
_FOLDED = (
    r"(?P<at> +)(?:- +)*(?:[a-z][a-z-]* *: +)?[>|][-+0-9]*[ \t\r]*\n"
    r"(?:(?:(?P=at) .*|[ \t\r]*)\n)*"
)
"""A text of several lines, in which nothing begins."""
_BLOCKS = re.compile(
    rf"^(?:(?P<indent>[ \t]*){_ITEM}"
    rf"|(?!(?:{'|'.join(sorted(_INNER))}) *[:：])(?P<key>[a-z][a-z-]*) *[:：]"
    rf"|(?P<bare>{'|'.join(sorted(set(_LISTS.values())))})[ \t]*$"
    r"|(?P<divided>---|\.\.\.)[ \t]*$"
    rf"|{_FOLDED})",
    re.MULTILINE,
)
_NAMED = re.compile(r"[^A-Za-z]*(?:id|card)[ :：]+[\"']?([^\s\"':：]{1,64})")
_BEGINS = re.compile(rf"^(?:{'|'.join(next(iter(s.keys)) for s in FILES.values())}):", re.MULTILINE)


def begins_file(text: str) -> bool:
    """Whether a text has the key with which some file of a library begins."""
    return bool(_BEGINS.search(text))


def are_aligned(text: str) -> bool:
    """Whether the blocks of the list that the file is for are indented alike."""
    found = _BLOCKS.finditer(text)
    return len({block["indent"] for block in found if block["indent"] is not None}) < 2


def salvaged(text: str, compose: Compose, report: Report) -> Node | None:
    """What can be read: top-level keys, and the `- id:` blocks as the list that the file is for,
    or else of the key that stands before them."""
    root = Map(Mark(0, 0, 0))
    text = re.sub(r"\r\n?", "\n", text)
    aligned = _alignment(text)
    broken = met = 0
    for found, block, line in _blocks(text):
        key, indent = found["key"] or found["bare"], found["indent"]
        card = ""
        if not key:
            named = _NAMED.match(block)
            card = named[1] if named else ""
            met += indent == aligned
        node: Node | None = None
        if not key and indent != aligned and not indent.strip(" "):
            message = misaligned(len(indent), str(len(aligned)), "above" if met else "below")
            report(Mark(0, line, len(indent)), "syntax", message, card)
        else:
            try:
                node = compose(block, report, line)
            except Broken as slip:
                report(slip.mark, slip.rule, slip.message, card)
                broken += 1
        if key:
            if found["bare"]:
                message = f"write '{key}:', with a colon behind it"
                report(Mark(0, line, len(key)), "syntax", message)
            _add_keys(root, node, Mark(0, line, 0), block, report)
        elif root.pairs:
            listed = _list_of(root, Mark(0, line, len(indent)), report)
            if isinstance(node, Seq):
                listed.items += node.items
        if broken == _MOST:
            message = f"{broken} blocks cannot be read, the rest of the file is left out"
            report(Mark(0, line + block.count("\n"), 0), "syntax", message)
            break
    for key, (mark, value) in root.pairs.items():
        if isinstance(value, Seq) and value.start_mark == mark and not value.items:
            root.pairs[key] = (mark, None)
    return root if root.pairs else None


def _blocks(text: str) -> Iterator[tuple[re.Match[str], str, int]]:
    """Each block of a text with what begins it, and its line, from 0; none for a line of `---`."""
    starts = [found for found in _BLOCKS.finditer(text) if not found["at"]]
    line = at = 0
    for found, following in zip_longest(starts, starts[1:]):
        line, at = line + text.count("\n", at, found.start()), found.start()
        if not found["divided"]:
            yield found, text[at : following.start() if following else len(text)], line


def _add_keys(root: Map, node: Node | None, mark: Mark, block: str, report: Report) -> None:
    """Add what a block of top-level keys says, or that they are there at least."""
    lost: Pairs = dict.fromkeys(_WORDS.findall(block), (mark, None))
    for name, pair in (node.pairs if isinstance(node, Map) else lost).items():
        if name not in root.pairs or root.pairs[name][1] is None:
            root.pairs[name] = pair
        elif node is not None:
            twice(name, pair[0], root.pairs[name][0], report)


def _alignment(text: str) -> str:
    """How most blocks of a text's list are indented; of ways as frequent, that of the first."""
    indents = (found["indent"] for found in _BLOCKS.finditer(text))
    most = Counter(one for one in indents if one is not None and not one.strip(" ")).most_common(1)
    return most[0][0] if most else ""


def _list_of(root: Map, mark: Mark, report: Report) -> Seq:
    """The list to which a block at a mark belongs; what stands in its place is reported."""
    last = next(reversed(root.pairs))
    key = next((key for first, key in _LISTS.items() if first in root.pairs), last)
    if key not in root.pairs:
        report(mark, "syntax", f"write '{key}:' on a line of its own above this")
        root.pairs[key] = (mark, Seq(mark))
    mark, value = root.pairs[key]
    if not isinstance(value, Seq):
        if isinstance(value, Map) or (value and value[0]):
            if key not in _LISTS.values():
                return Seq(mark)  # which nothing holds
            other = "keys with values" if isinstance(value, Map) else "a text"
            message = f"expected a list, found {other}: begin each of it with '- '"
            report(mark_of(value), "syntax", message)
        value = Seq(mark)  # empty until a block of it can be read
        root.pairs[key] = (mark, value)
    return value
