"""A learner's additions to cards: spliced into the deck where it can be written, else kept in
`overrides.yaml`. Every byte but the addition stays as it was."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from quiz.files import write
from quiz.library import shipped
from quiz.library.format import quoted
from quiz.library.nodes import Map, Node, Seq, values
from quiz.library.reader import ends, read
from quiz.markdown import escape, plain, printable
from quiz.model import Card, Problem, QuizError, Unusable
from quiz.references import names

OVERRIDES_FILE = "overrides.yaml"


class _Kind(NamedTuple):
    """Where a file lists its cards, and behind which key an alias is put."""

    listed: str
    named: str
    behind: str


_BREAKING = frozenset(("syntax", "too-deep", "too-large", "control-character", "not-utf8"))
"""Rules that, once broken, leave no telling where in a file a text stands."""

_DECK = _Kind("cards", "id", "answer")
_OVERRIDES = _Kind("overrides", "card", "card")


def writable(file: Path, root: Path) -> bool:
    """Whether a deck's file is the learner's to change: the shipped library is not, unless it is
    the checkout that is worked on."""
    if root.resolve() == shipped().resolve() and not Path.cwd().is_relative_to(root.resolve()):
        return False
    return file.is_file() and os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def accept(card: Card, alias: str, *, root: Path, home: Path) -> Path:
    """Keep a text as an answer that counts; the file in which it stands now.

    Raises Unusable where nothing can be written, QuizError for a text in which nothing can be seen
    and where `overrides.yaml` is broken.
    """
    alias = " ".join(printable(alias).split())
    if not alias:
        raise QuizError("there is nothing in this answer that could be accepted")
    alias = alias if plain(alias) == alias else escape(alias)  # what was typed is no Markdown
    file = Path(card.place.file)
    if writable(file, root):
        text = _text(file)
        new = _with_alias(text, _DECK, (card.identity.card,), alias)
        if new is not None:
            write(file, new)
            return file
    file = home / OVERRIDES_FILE
    text = _text(file)
    new = _with_alias(_with_entry(text, card), _OVERRIDES, names(card), alias)
    if new is None:
        _, problems = read(text.encode(), "")
        line = _faulty(problems)
        raise QuizError(f"{file.name} cannot be added to: mend its YAML at line {line}, e opens it")
    write(file, new)
    return file


def place_to_edit(card: Card, *, root: Path, home: Path) -> tuple[Path, int]:
    """The file in which the learner changes a card, and its line there, counted from 1.

    An entry of `overrides.yaml` is made where the deck cannot be written; a broken one is left as
    it is, and the line is that of its fault. Raises Unusable where nothing can be read or written.
    """
    file = Path(card.place.file)
    if writable(file, root):
        return file, card.place.line
    file = home / OVERRIDES_FILE
    data = _bytes(file)
    _, problems = read(data, "")
    if _is_broken(problems):
        return file, _faulty(problems)
    old = data.decode()
    text = _with_entry(old, card)
    root_node, problems = read(text.encode(), "")
    entry = _entry(root_node, _OVERRIDES, names(card))
    if entry is None or _is_broken(problems):  # sound YAML, but no list of overrides
        return file, 1
    if text != old:
        write(file, text)
    return file, entry.start_mark.line + 1


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise Unusable(f"{file} cannot be read: {error.strerror or error}") from error


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode()
    except UnicodeDecodeError as error:
        raise Unusable(f"{file} cannot be read: it is not UTF-8") from error


def _with_entry(text: str, card: Card) -> str:
    """The text of `overrides.yaml` with an entry for the card at its end, if it has none."""
    root, _ = read(text.encode(), "")
    if _entry(root, _OVERRIDES, names(card)):
        return text
    _, listed = root.pairs.get("overrides", (None, None)) if isinstance(root, Map) else (None, None)
    end = _newline(text)
    if text and not text.endswith("\n"):
        text += end
    indent = ""
    if isinstance(listed, Seq) and listed.items and isinstance(listed.items[0], Map):
        indent = " " * (listed.items[0].start_mark.column - 2)
    elif root is None:
        text += f"overrides:{end}"
    lines = [f"- card: {card.identity}", *(f"  # {comment}" for comment in _comments(card))]
    return text + "".join(f"{indent}{line}{end}" for line in lines)


def _comments(card: Card) -> Iterable[str]:
    """What the entry of a card is about, a line each, and what may stand there."""
    answer = card.answer or "; ".join(card.answers)
    for label, told in (("Asked", card.prompt), ("Answer", answer)):
        if line := "".join(filter(str.isprintable, " ".join(told.split()))):
            yield f"{label}: {line}"
    yield "accept (a list), note and explanation may stand here"


def _with_alias(text: str, kind: _Kind, called: Iterable[str], alias: str) -> str | None:
    """The text with one more alias under a card's `accept`; None where it cannot be spliced."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    root, problems = read(text.encode(), "")
    entry = _entry(root, kind, called)
    if entry is None or _is_broken(problems) or text[entry.start_mark.index] == "{":
        return None
    _, aliases = entry.pairs.get("accept", (None, None))
    known = values(aliases) if aliases is not None else []
    if not isinstance(known, list):
        return None
    if alias in known:
        return mark + text
    new = _spliced(text, entry, kind, quoted(alias))
    if new is None:
        return None
    again, found = read(new.encode(), "")
    changed = _entry(again, kind, called)
    sound = len(found) == len(problems) and changed is not None
    if not sound or _but_accept(changed) != _but_accept(entry):
        return None
    return mark + new if values(changed)["accept"] == [*known, alias] else None


def _is_broken(problems: Iterable[Problem]) -> bool:
    return any(problem.rule in _BREAKING for problem in problems)


def _faulty(problems: Iterable[Problem]) -> int:
    """The line of the first fault that breaks a file; 1 where there is none."""
    return min((p.place.line for p in problems if p.rule in _BREAKING), default=1)


def _spliced(text: str, entry: Map, kind: _Kind, alias: str) -> str | None:
    places, end = ends(text), _newline(text)
    key_mark, aliases = entry.pairs.get("accept", (None, None))
    if key_mark is None:
        key_mark, value = entry.pairs.get(kind.behind, (None, None))
        if key_mark is None:  # it was taken out since the deck was read
            return None
        indent = " " * key_mark.column
        at = _line_end(text, places, value)
        added = f"{indent}accept:{end}{indent}- {alias}"
    elif isinstance(aliases, Seq) and aliases.flow:
        start, stop = aliases.start_mark.index, aliases.end_mark.index
        indent = " " * key_mark.column
        lines = [f"{indent}- {value}" for value in values(aliases)]
        block = end + end.join([*lines, f"{indent}- {alias}"])
        return text[:start].rstrip(" ") + block + text[stop:] if "#" not in text[start:stop] else (
            None)  # fmt: skip
    elif isinstance(aliases, Seq) and aliases.items and isinstance(aliases.items[-1], tuple):
        begins = aliases.items[-1][1].index
        prefix = text[text.rfind("\n", 0, begins) + 1 : begins]
        at = _line_end(text, places, aliases.items[-1])
        added = prefix + alias
    else:
        return None
    if at is None:
        return None
    return f"{text[:at]}{end}{added}{text[at:]}"


def _line_end(text: str, places: Mapping[int, int], value: Node | None) -> int | None:
    """The end of the line on which a scalar ends, before its line break."""
    if not isinstance(value, tuple):
        return None
    begins = value[1].index
    last = begins + len(text[begins : places[begins]].rstrip())
    line_break = text.find("\n", last)
    if line_break < 0:
        return len(text)
    return line_break - (text[line_break - 1] == "\r")


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _entry(root: Node | None, kind: _Kind, called: Iterable[str]) -> Map | None:
    """The mapping of one card, under the first of its names that has one."""
    _, listed = root.pairs.get(kind.listed, (None, None)) if isinstance(root, Map) else (None, None)
    items = (
        [item for item in listed.items if isinstance(item, Map)] if isinstance(listed, Seq) else []
    )
    found = {str(values(item).get(kind.named)): item for item in reversed(items)}
    return next((found[name] for name in called if name in found), None)


def _but_accept(entry: Map | None) -> dict[str, object]:
    return {key: value for key, value in values(entry).items() if key != "accept"}
