"""Tables, taken in by Anki's own importer and by ours."""

from __future__ import annotations

import csv
import io
import re
from itertools import takewhile
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.import_export_pb2 import ImportCsvRequest
from exchange_make import (
    HOSTILE,
    TEXTS,
    cards_of,
    every_type,
    example,
    hostile,
    library_of,
    shipped,
    shown,
    squeezed,
    written,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import example as sample
from hypothesis import strategies as st
from make import card

from quiz import keys
from quiz.cli import run
from quiz.exchange import table
from quiz.importing.csvfile import rows_of
from quiz.library import load_library
from quiz.library.shapes import CARD, CARD_OF
from quiz.markdown import printable
from quiz.model import Card, CardType, Distractor, Library, Pair
from quiz.references import References

SEPARATORS = {".csv": ",", ".tsv": "\t"}


def rows(text: str, separator: str) -> list[dict[str, str]]:
    """The rows as a spreadsheet reads them, by the names of the columns."""
    lines = text.removeprefix("\ufeff").split("\n")
    told = list(takewhile(lambda line: line.startswith("#"), lines))
    (named,) = (line for line in told if line.startswith("#columns:"))
    columns = named.removeprefix("#columns:").split(separator)
    body = io.StringIO("\n".join(lines[len(told) :]))
    return [dict(zip(columns, row, strict=True)) for row in csv.reader(body, delimiter=separator)]


def clean(value):
    """The keys as a row can hold them: without control characters, list members on one line."""
    if isinstance(value, list):
        return [clean_member(member) for member in value]
    return printable(value).strip()


def clean_member(member):
    if isinstance(member, dict):
        cleaned = {key: clean_member(text) for key, text in member.items()}
        if "left" in member:
            cleaned["left"] = re.sub(r" *= *", "=", cleaned["left"])
        return cleaned
    return re.sub(r" *\| *", "|", " ".join(printable(member).split()))


def expected(asked: Card) -> dict:
    """The keys that come back."""
    return {
        key: clean(value)
        for key, value in keys.of_card(asked).items()
        if key not in ("id", "was", "allow", "retired")
    }


@pytest.mark.parametrize("suffix", SEPARATORS)
@pytest.mark.parametrize("library", [shipped, example])
def test_what_was_written_is_read_back(library, suffix, tmp_path):
    path = tmp_path / f"cards{suffix}"
    path.write_bytes(written(library(), suffix).encode())
    found = [draft.keys for draft in rows_of(path)]
    assert found == [expected(asked) for asked in cards_of(library(), *CardType)]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=3, max_size=8))
@sample(["1", "1", "|1"])
def test_any_text_is_read_back(tmp_path, texts):
    library = library_of(every_type(*texts), *texts)
    path = tmp_path / "cards.csv"
    path.write_bytes(written(library, ".csv").encode())
    found = [draft.keys for draft in rows_of(path)]
    for keys_, asked in zip(found, library.cards(), strict=True):
        wanted = expected(asked)
        assert {k: v for k, v in keys_.items() if k != "tags"} == {
            k: v for k, v in wanted.items() if k != "tags" and v
        }


def test_an_export_is_imported_as_decks(tmp_path, capsys):
    path = tmp_path / "cards.csv"
    path.write_bytes(written(shipped(), ".csv").encode())
    assert run(["import", str(path), "--into", str(tmp_path / "lib")]) == 0
    assert "Left out" not in capsys.readouterr().out
    library, problems = load_library(tmp_path / "lib")
    assert not problems
    assert {deck.title for deck in library.decks} == {deck.title for deck in shipped().decks}
    assert len(list(library.cards())) == len(list(shipped().cards()))
    again = {c.prompt: keys.of_card(c) for c in library.cards()}
    for asked in shipped().cards():
        assert {k: v for k, v in again[asked.prompt].items() if k != "id"} == expected(asked)
    assert run(["import", str(path), "--into", str(tmp_path / "lib")]) == 0
    assert " 0 new, 0 updated" in capsys.readouterr().out


def test_a_spreadsheet_that_fills_its_lines_up_can_still_be_imported(tmp_path):
    text = written(example(), ".csv")
    columns = len(table.COLUMNS)
    head = [f"#separator:Comma{',' * (columns - 1)}", f"#html:false{',' * (columns - 1)}"]
    body = text.removeprefix("\ufeff").split("\n")[2:]
    path = tmp_path / "saved.csv"
    path.write_text("\n".join([*head, *body]), encoding="utf-8")
    assert len(list(rows_of(path))) == 14


# -- Anki -------------------------------------------------------------------------------------


@pytest.fixture
def collection(tmp_path: Path):
    (tmp_path / "anki").mkdir()
    opened = Collection(str(tmp_path / "anki" / "collection.anki2"))
    yield opened
    opened.close()


def text_of(field: str) -> str:
    """What Anki made of a cell that is no HTML."""
    field = field.replace("<br>", "\n")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"),
                         ("&amp;", "&")):  # fmt: skip
        field = field.replace(entity, sign)
    return field


@pytest.mark.parametrize("suffix", SEPARATORS)
@pytest.mark.parametrize("library", [shipped, example, hostile])
def test_anki_imports_every_row_as_it_stands(library, suffix, collection, tmp_path):
    path = tmp_path / f"cards{suffix}"
    text = written(library(), suffix)
    path.write_bytes(text.encode())
    metadata = collection.get_csv_metadata(str(path), None)
    assert tuple(metadata.column_labels) == table.COLUMNS
    assert not metadata.is_html
    assert (metadata.guid_column, metadata.deck_column, metadata.tags_column) == (1, 2, 3)
    assert list(metadata.global_notetype.field_columns) == [4, 5]
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    notes = {note.guid: note for note in map(collection.get_note, collection.find_notes(""))}
    wanted = {row["id"]: row for row in rows(text, SEPARATORS[suffix])}
    assert notes.keys() == wanted.keys()
    assert len(notes) == len(list(cards_of(library(), *CardType)))
    for guid, row in wanted.items():
        note = notes[guid]
        assert [text_of(field) for field in note.fields] == [row["Front"], row["Back"]]
        assert set(note.tags) == set(row["tags"].split())
        (first, *_) = note.cards()
        assert collection.decks.name(first.did) == row["deck"]
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    assert len(collection.find_notes("")) == len(notes)


# -- cells ------------------------------------------------------------------------------------


def test_no_cell_is_a_formula_and_numbers_stay_numbers():
    found = rows(written(hostile(), ".csv"), ",")
    cells = [cell for row in found for cell in row.values()]
    for cell in cells:
        assert not re.match(r"[=+\-@\t\r]", cell) or re.fullmatch(r"[+-]?[\d.,]+", cell)
    assert '\'=HYPERLINK("http://e.example","x")' in cells
    assert "''=quoted" in cells
    minus = card("minus", type=CardType.NUMBER, answer="-196")
    (row,) = rows(written(library_of((minus,)), ".csv"), ",")
    assert row["answer"] == "-196"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_guard_comes_off_again(text):
    wanted = printable(text)
    assert table.unguarded(table._guarded(text)) == wanted


def test_no_line_of_a_card_is_a_comment_to_anki():
    text = written(hostile(), ".tsv").removeprefix("\ufeff")
    for row in csv.reader(io.StringIO(text), delimiter="\t"):
        assert row[0].startswith(("hostile/deck/card-", "#"))


def test_columns_are_the_keys_of_a_card():
    assert {*table.COLUMNS} >= {*CARD.keys} - {"was", "allow", "retired"}
    for type_ in CardType:
        assert {*table.COLUMNS} >= CARD_OF[type_].required


def test_second_texts_stand_beside_their_members():
    asked = card(
        "a",
        type=CardType.CHOICE,
        answer="x",
        distractors=(Distractor("y", "why y"), Distractor("z")),
    )
    (row,) = rows(written(library_of((asked,)), ".csv"), ",")
    assert (row["distractors"], row["why"]) == ("y | z", "why y | -")
    assert table.read({"distractors": "y | z", "why": "why y | -"}) == {
        "distractors": [{"text": "y", "why": "why y"}, "z"]
    }
    assert table.read({"distractors": "y | z", "why": "one"}) == {"distractors": ["y", "z"]}


def test_the_two_sides_say_what_a_card_says():
    library: Library = example()
    references = References(library)
    by_type = {asked.type: asked for asked in library.cards()}
    choice = table.front(by_type[CardType.CHOICE], references)
    assert choice.startswith("According to Kettle Bay Gazette, jubilee number, who was to blame")
    assert "- The council, which paid for half the oil" in choice
    assert "_____ (the ferryman) rowed the ferry from _____" in table.front(
        by_type[CardType.CLOZE], references
    )
    (log,) = (c for c in library.cards() if c.identity.card == "light-first-lit")
    back = table.back(log, references).split("\n")
    assert back[0] == "4 March 1812"
    assert "- 4 March 1821 (Kettle Bay Gazette, jubilee number, par. 2; mistaken)" in back
    assert back[-1] == 'Source: The Log of the Light at Kettle Bay, "Why a light", par. 3'
    for asked in library.cards():
        assert shown(asked.explanation) in squeezed(table.back(asked, references))


def test_pairs_keep_their_sides():
    asked = card("m", type=CardType.MATCH, pairs=(Pair("a", "1 = one"), Pair("b", "2")))
    (row,) = rows(written(library_of((asked,)), ".csv"), ",")
    assert table.read(row)["pairs"] == [
        {"left": "a", "right": "1 = one"},
        {"left": "b", "right": "2"},
    ]
