"""Tables of cards, comma- or tab-separated: for spreadsheets, Anki's importer, and back again.

The first lines begin with `#` and tell Anki, and `quiz import`, what the columns are. Then comes a
row for each card: `Front` and `Back` as text for any flashcard program, and the keys of the card.
Members of a list stand between ` | `. A cell that a spreadsheet would take for a formula begins
with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from quiz import cloze, feedback, mixing
from quiz import keys as keys_of
from quiz.choosing import Part
from quiz.exchange import markup
from quiz.exchange.taken import Taken
from quiz.library.shapes import CARD, DISTRACTOR, ITEM, LISTS, PARTS, Kind
from quiz.markdown import plain, printable
from quiz.model import Card, CardType
from quiz.references import References

PROMPTS = frozenset(type_.prompt_key for type_ in CardType)
"""The columns of which a table of cards has at least one."""

_ABOUT = ("id", "deck", "tags", "Front", "Back")
_BESIDE = {"distractors": ("why", DISTRACTOR), "items": ("labels", ITEM)}
"""Lists whose members have a second text, and the columns for it: as many members, `-` for none."""
_LEFT_OUT = frozenset(("id", "tags", "retired", "was", "allow"))
COLUMNS = (
    *_ABOUT,
    *(
        column
        for key in CARD.keys
        if key not in _LEFT_OUT
        for column in (key, *(_BESIDE[key][:1] if key in _BESIDE else ()))
    ),
)
"""The columns, in their order."""
KNOWN = frozenset((*map(str.lower, COLUMNS), *CARD.keys))
"""The columns that are read, in lower case, and those that repeat what they say."""

_BETWEEN = re.compile(r"\s+\|\s+|\n")
_BAR = re.compile(r" *\| *")
_EQUALS = re.compile(r" *= *")
_NONE = "-"
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")
_WHERE = {"guid": "id", "deck": "deck", "tags": "tags"}


def comma(taken: Taken) -> Iterator[str]:
    """The file, row by row, with commas."""
    yield from _pieces(taken, ",", "Comma")


def tab(taken: Taken) -> Iterator[str]:
    """The file, row by row, with tabs."""
    yield from _pieces(taken, "\t", "Tab")


def _pieces(taken: Taken, separator: str, name: str) -> Iterator[str]:
    yield f"\ufeff#separator:{name}\n#html:false\n"  # the mark tells Excel that it is UTF-8
    yield f"#columns:{separator.join(COLUMNS)}\n#notetype:Basic\n"
    for what, column in _WHERE.items():
        yield f"#{what} column:{COLUMNS.index(column) + 1}\n"
    line = io.StringIO()
    # Each cell in quotes, so that no spreadsheet that splits at other signs finds a formula in one.
    rows = csv.writer(line, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for part in taken.parts:
        references = taken.references[part.library.slug]
        for card in taken.cards(part):
            cells = _cells(card, part, references)
            if card.allow or card.was:
                taken.lose("card", "without 'was' and 'allow', which a table has no column for")
            rows.writerow(_guarded(cells.get(column, "")) for column in COLUMNS)
            yield line.getvalue()
            line.seek(0)
            line.truncate()


def _cells(card: Card, part: Part, references: References) -> dict[str, str]:
    written = keys_of.of_card(card)
    cells = {key: _cell(value) for key, value in written.items() if key not in _LEFT_OUT}
    for key, (column, shape) in _BESIDE.items():
        text, other = shape.keys
        members = [m if isinstance(m, dict) else {text: m} for m in written.get(key, ())]
        if any(other in member for member in members):
            cells[column] = _joined(member.get(other, _NONE) for member in members)
    return cells | {
        "id": str(card.identity),
        "deck": _line(part.deck.title),
        "tags": " ".join(card.tags),
        "Front": front(card, references),
        "Back": back(card, references),
    }


def _cell(value: Any) -> str:  # noqa: ANN401 - a text or a list, as YAML has it
    if isinstance(value, str):
        return value
    return " | ".join(
        _member(member)
        if isinstance(member, str)
        else f"{_EQUALS.sub('=', _member(member['left']))} = {_member(member['right'])}"
        if "left" in member
        else _member(member["text"])
        for member in value
    )


def _joined(members: Iterable[str]) -> str:
    """Members with ` | ` between them."""
    return " | ".join(map(_member, members))


def _member(text: str) -> str:
    """A text in a line; a bar of its own loses the spaces around it."""
    return _BAR.sub("|", _line(text))


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _guarded(cell: str) -> str:
    """The cell so that no spreadsheet computes it."""
    cell = printable(cell)
    is_formula = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


# -- the two sides ----------------------------------------------------------------------------


def front(card: Card, references: References) -> str:
    """The question as text, with what is to be chosen, ordered or matched."""
    prompt = feedback.prompt(card, references)
    if card.type is CardType.CLOZE:
        prompt = _blanked(prompt)
    lines = [plain(prompt), plain(markup.task(card)) if card.type is not CardType.NUMBER else ""]
    if card.type is CardType.NUMBER and card.unit:
        lines.append(f"(in {plain(card.unit)})")
    match card.type:
        case CardType.CHOICE | CardType.SELECT:
            lines += (f"- {plain(option)}" for option in mixing.mixed(card))
        case CardType.ORDER:
            lines += (f"- {plain(t)}" for t in mixing.mixed(card))
        case CardType.MATCH:
            lines += (f"- {plain(pair.left)}" for pair in card.pairs)
            lines.append("with")
            lines += (f"- {plain(t)}" for t in mixing.mixed(card))
    return "\n".join(filter(None, lines))


def back(card: Card, references: References) -> str:
    """The answer as text, with the reason, who disagrees, and the source."""
    is_cloze = card.type is CardType.CLOZE
    lines = [plain(cloze.filled(card.prompt) if is_cloze else feedback.key(card))]
    lines += (f"- {plain(point)}" for point in card.points)
    lines.append(plain(card.explanation))
    for table in feedback.conflicts(card, references):
        lines.append(f"Documents disagree: {plain(table.question)}")
        lines += (f"- {plain(c.says)} ({c.who}; {c.standing})" for c in table.claims)
        lines.append(plain(table.verdict))
    lines += (f"Source: {place}" for place in feedback.citations(card, references))
    lines += (f"Source: {plain(work)}" for work in card.outside)
    return "\n".join(filter(None, map(printable, lines)))


def _blanked(text: str) -> str:
    """The text with every gap open."""

    def shown(part: cloze.Part) -> str:
        if isinstance(part, str):
            return part
        return f"\\_\\_\\_\\_\\_ ({part.hint})" if part.hint else "\\_\\_\\_\\_\\_"

    return "".join(map(shown, cloze.parse(text)))


# -- and back ---------------------------------------------------------------------------------


def read(row: Mapping[str, str]) -> dict[str, Any]:
    """The keys of a card from a row, whose columns are named in lower case; all but its `id`."""
    cells = {column: cell.strip() for column, cell in row.items()}
    keys: dict[str, Any] = {}
    for key, cell in cells.items():
        if key == "id" or key not in CARD.keys or not cell:
            continue
        kind = CARD.keys[key]
        members = cell.split() if kind is Kind.TAGS else _BETWEEN.split(cell)
        if kind in LISTS:
            keys[key] = members
        elif kind is Kind.PAIRS:
            parts = (member.partition(" = ") for member in members)
            keys[key] = [{"left": left.strip(), "right": right.strip()} for left, _, right in parts]
        elif kind in PARTS:
            keys[key] = _with_second(key, members, cells)
        else:
            keys[key] = cell
    return keys


def _with_second(key: str, members: list[str], cells: Mapping[str, str]) -> list[Any]:
    """Members as texts, or with their second text where the column beside has it."""
    column, shape = _BESIDE[key]
    seconds = _BETWEEN.split(cells.get(column, ""))
    if len(seconds) != len(members):
        return list(members)
    first, second = shape.keys
    return [
        {first: text, second: other} if other not in ("", _NONE) else text
        for text, other in zip(members, seconds, strict=True)
    ]


@lru_cache  # each row has the same columns
def meant(column: str) -> str:
    """Advice on which of the `KNOWN` columns is meant by another one; empty where none is near."""
    from difflib import get_close_matches  # 5 ms, and only mistakes need it

    near = get_close_matches(column, sorted(KNOWN), 1)
    return f": did you mean {near[0]!r}?" if near else ""


def unguarded(cell: str) -> str:
    """The cell as it was before it was kept from being computed."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
