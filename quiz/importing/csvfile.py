"""Reads tables of text: Anki's and Quizlet's exports, or a header row with the keys of cards.

| first lines | what each row below is |
| `#separator:tab`, `#deck column:3` and the like | a note of Anki |
| `question,answer,...`, the keys of a deck | a card; members of a list stand between ` | ` |
| `#columns:id,deck,...,type,...` | a card, as `quiz export` writes it |
| `Front,Back,...` or `Term,Definition,...` | a note; columns behind the two explain it |
| anything else | the same, and the first row is one too |

A cell that stands in quotes as a whole is what stands between them. Other quotes are text, as
Quizlet writes them, who quotes nothing.
"""

from __future__ import annotations

import html
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from quiz.exchange import table
from quiz.importing.cards import drafts
from quiz.importing.draft import CONTROL, Draft, LeftOut
from quiz.importing.package import AnkiDeck, AnkiNote, Notetype, Template
from quiz.markdown import printable
from quiz.model import Unusable

_LARGEST = 64 << 20
_LARGEST_CELL = 1 << 17
_MOST_ROWS = 200_000
_MOST_CELLS = 4_000_000
"""Of all rows together."""
_WIDEST = 1_000
_GUESSES = 100
"""Columns up to which 'did you mean' is worked out for each, it is slow."""
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_HEADERS = (["front", "back"], ["question", "answer"], ["term", "definition"])
"""How a first row begins that is no note."""
_EXCEL = re.compile(r"\s*sep=([,;|\t])\r?\n", re.IGNORECASE)
"""A first line that tells Excel what parts the cells."""


def rows_of(path: Path) -> Iterator[Draft | LeftOut]:
    """The cards of a table, deck by deck where it names decks, else all in one called as the file.

    Raises Unusable for a file that cannot be read as text.
    """
    text = _read(path)
    excel = _EXCEL.match(text)
    text = text[excel.end() :] if excel else text
    said, start = _said(text)
    separator = excel[1] if excel else said.get("separator", "")
    separator = _SEPARATORS.get(separator.lower(), separator[:1]) or _guessed(text[start:], path)
    rows = _bounded(_rows(text, start, separator), path)
    title = said.get("deck", path.stem)
    named = said["columns"].split(separator) if "columns" in said else []
    header = [cell.strip().lower() for cell in named or next(iter(rows), [])]
    is_ours = bool(table.PROMPTS & set(header)) and (not said or "type" in header)
    if not named and (is_ours or ("separator" not in said and header[:2] in _HEADERS)):
        named = rows.pop(0)
    if not rows:
        raise Unusable(f"{path} cannot be imported: it has no rows, and each row is a card")
    if is_ours:
        header += [""] * (max(map(len, rows)) - len(header))
        for name, count in Counter(header).items():
            if name and count > 1:
                raise Unusable(f"{path} cannot be imported: two columns are called {name!r}")
        for n, row in enumerate(rows, 2):
            cells = [CONTROL.sub("", printable(table.unguarded(cell))) for cell in row]
            yield _card(header, cells, title, f"row {n}")
    else:
        places = {"deck column", "guid column"}
        names_decks = named and "deck" in header[2:] and not places & said.keys()
        own = {_note(row, said, title, named).guid for row in rows} if names_decks else set()
        for row in rows:
            note = _note(row, said, title, named)
            guid = _guid(_path(title, title), note.fields[0])
            former = f"{guid}#0" if names_decks and guid not in own else ""
            for one in drafts(note):
                yield one._replace(former=former) if isinstance(one, Draft) else one


def _bounded(found: Iterator[list[str]], path: Path) -> list[list[str]]:
    """The rows; Unusable where they are too many, or too large."""
    rows: list[list[str]] = []
    left = _MOST_CELLS
    for row in found:
        rows.append(row)
        left -= len(row)
        if len(row) > _WIDEST:
            raise Unusable(f"{path} cannot be imported: a row has over {_WIDEST:,} cells")
        if left < 0 or len(rows) > _MOST_ROWS:
            most = f"{_MOST_ROWS:,} rows or {_MOST_CELLS:,} cells"
            raise Unusable(f"{path} cannot be imported: it has over {most}: divide it")
        if len(max(row, key=len)) > _LARGEST_CELL:
            most = f"{_LARGEST_CELL:,} characters"
            raise Unusable(f"{path} cannot be imported: a cell is over {most}")
    return rows


def _read(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unusable(f"{path} cannot be imported: it is a folder or a pipe")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise Unusable(f"{path} cannot be imported: it is over {_LARGEST >> 20} MiB")
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return data.decode("utf-16" if wide else "utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        raise Unusable(f"{path} cannot be imported: save it as UTF-8") from error
    except OSError as error:
        raise Unusable(f"{path} cannot be imported: {error.strerror or error}") from error


def _said(text: str) -> tuple[dict[str, str], int]:
    """What Anki's lines with '#' say, and where the rows begin."""
    said: dict[str, str] = {}
    at = 0
    while line := re.compile(r"#([a-z ]+):(.*)(?:\r?\n|\Z)").match(text, at):
        value = line[2].strip("\r")
        said[line[1]] = value.rstrip(",;\t") or value  # a spreadsheet fills lines up
        at = line.end()
    return said, at


_COLUMN = re.compile("[1-9][0-9]{0,3}")


def _guessed(text: str, path: Path) -> str:
    first = re.sub('"[^"]*"', "", text.lstrip("\r\n")).partition("\n")[0]
    if "\t" in first or path.suffix.lower() == ".tsv":
        return "\t"
    return ";" if first.count(";") > first.count(",") else ","


def _rows(text: str, start: int, separator: str) -> Iterator[list[str]]:
    """The cells of each row that has any."""
    sign = re.escape(separator)
    cells = re.compile(
        rf'(?:"((?:[^"]++|"")*+)" *?(?=[{sign}\r\n]|\Z)|([^{sign}\r\n]*+))({sign}|\r\n?|\n|\Z)'
    )
    row: list[str] = []
    for found in cells.finditer(text, start):
        quoted, bare, end = found.groups()
        row.append(bare if quoted is None else quoted.replace('""', '"'))
        if end != separator:
            if any(map(str.strip, row)):
                yield row
            row = []


def _note(row: list[str], said: Mapping[str, str], title: str, named: Sequence[str]) -> AnkiNote:
    """A row as the note that it was, or might be."""
    special = {
        name: n
        for n, column in enumerate(named)
        if n > 1 and (name := column.strip().lower()) in ("deck", "tags")
    }
    special |= {
        what: int(said[f"{what} column"]) - 1
        for what in ("guid", "notetype", "deck", "tags")
        if _COLUMN.fullmatch(said.get(f"{what} column", ""))
    }

    def cell(what: str) -> str:
        return row[special[what]] if what in special and special[what] < len(row) else ""

    places = [n for n in range(len(row)) if n not in special.values()]
    values = [row[n] if said.get("html") == "true" else _markup(row[n]) for n in places]
    more = [named[n].strip() if n < len(named) else "" for n in places[2:]]
    names = ["Front", "Back", *(_once(name, n) for n, name in enumerate(more, 3))]
    first = {name: n for n, name in reversed([*enumerate(names)])}
    names = [name if first[name] == n else f"{name} ({n})" for n, name in enumerate(names)]
    values += [""] * (2 - len(values))
    gaps = "{{c" in values[0]
    front = "{{cloze:Front}}" if gaps else "{{Front}}"
    back = " ".join(f"{{{{{name}}}}}" for name in names[1:])
    deck = _path(cell("deck") or title, title)
    return AnkiNote(
        guid=cell("guid") or _guid(deck, values[0]),
        notetype=Notetype("Row", gaps, tuple(names), (Template("Row", front, back),)),
        raw=[value.encode("utf-8", "replace") for value in values],
        tags=tuple(f"{cell('tags')} {said.get('tags', '')}".split()),
        deck=AnkiDeck(deck),
        ords=(0,),
    )


def _path(deck: str, title: str) -> tuple[str, ...]:
    return tuple(filter(None, deck.split("::"))) or (title,)


def _guid(deck: tuple[str, ...], front: str) -> str:
    """What stands for the GUID of a note that has none."""
    return sha256("\0".join((*deck, front)).encode(errors="replace")).hexdigest()[:20]


def _once(name: str, column: int) -> str:
    """The name of a further field."""
    return name or f"Extra {column}"


def _markup(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _card(header: Sequence[str], cells: Sequence[str], title: str, name: str) -> Draft:
    """A row whose columns are keys of a card; a library reads it as if it stood in a deck."""
    row = dict(zip(header, cells, strict=False))
    keys = table.read(row)
    lost = [
        f"the column {column[:64]!r} is left out, cards have no such key"
        f"{table.meant(column[:64]) if len(header) <= _GUESSES else ''}"
        if column
        else "a cell behind the last column is left out: a text with commas stands in quotes"
        for column, cell in zip(header, cells, strict=False)
        if column not in table.KNOWN and cell.strip()
    ]
    deck = row.get("deck", "").strip() or title
    prompt = next((keys[key] for key in keys if key in table.PROMPTS), "")
    known = row.get("id", "").strip() or prompt
    digest = sha256(f"{deck}\0{known}".encode(errors="replace")).hexdigest()
    return Draft(
        key=f"row-{digest[:20]}", origin=f"table:{deck}", title=deck, keys=keys,
        name=" ".join(prompt.split())[:60] or name, simplified=tuple(dict.fromkeys(lost)),
    )  # fmt: skip
