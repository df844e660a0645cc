"""What docs/formats.md says of each format is so."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from zipfile import ZipFile

import pytest
from exchange_make import ROOT, example, written

from quiz.anki.package import export
from quiz.exchange import table
from quiz.exchange.export import FORMATS
from quiz.model import CardType

PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
EVIDENCE = {
    "explanation": "The keeper's log opens with it: oil was short",
    "why each wrong option is wrong": "No order of the Admiralty reached Kettle Bay before 1830.",
    "whose claim a wrong option is": "So says Kettle Bay Gazette, jubilee number, par. 2.",
    "source, section and paragraph": 'The Log of the Light at Kettle Bay, "Why a light", par. 3',
    "the address of a source": "https://example.org/log",
    "works outside the documents": "Oil bills of the parish, 1812 to 1840, box 3",
    "disagreements with their verdict": "4 March 1812, certain; the bills for oil begin",
    "'According to TITLE'": "According to Kettle Bay Gazette, jubilee number, who was to blame",
    "hint": "In the year after the tower was finished.",
    "tags": "reading-sources",
    "picture": "iVBORw0KGgo",
    "words for the picture": "A lamp with a round wick, seen from the front.",
    "other right answers": "the fourth of March 1812",
    "other spellings of names": "Kettle Haven",
    "the card's identity": "kettle-bay/harbour/light-first-lit",
    "retired cards": "彭德怀",
}
MOODLE = {
    "shortanswer": "Short answer", "numerical": "Numerical", "multichoice": "Multiple choice",
    "truefalse": "True/False", "cloze": "Embedded answers (Cloze)", "ordering": "Ordering",
    "matching": "Matching", "essay": "Essay",
}  # fmt: skip


def rows(heading: str) -> list[list[str]]:
    """The rows of the table below a heading, the first of them its own heads."""
    _, _, below = PAGE.partition(f"## {heading}\n")
    lines = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells[0], *cells[2:]]


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, str]:
    """What each format's file says, without its way to write it."""
    path = tmp_path_factory.mktemp("formats") / "x.apkg"
    export(example(), path)
    with ZipFile(path) as package:
        (path.parent / "collection").write_bytes(package.read("collection.anki2"))
        with closing(sqlite3.connect(path.parent / "collection")) as connection:
            notes = "\n".join(map("\n".join, connection.execute("SELECT flds, tags FROM notes")))
        if json.loads(package.read("media")):
            notes += "iVBORw0KGgo"
    texts = {".apkg": notes} | {suffix: written(example(), suffix) for suffix in FORMATS}
    texts[".gift"] = re.sub(r"\\([~=#{}:\\])", r"\1", texts[".gift"])
    for suffix in (".apkg", ".gift", ".xml", ".html"):
        unescaped = html.unescape(html.unescape(texts[suffix]))
        texts[suffix] = unescaped + " ".join(re.sub(r"<[^>]*>", "", unescaped).split())
    return texts | {
        suffix: "\n".join(cell for row in csv.reader(io.StringIO(texts[suffix]), delimiter=sign)
                          for cell in row)
        for suffix, sign in ((".csv", ","), (".tsv", "\t"))
    }  # fmt: skip


def test_the_table_of_what_each_format_holds_names_all_formats_and_features():
    (head, *body) = rows("What each format holds")
    suffixes = re.findall(r"`(\.\w+)`", " ".join(head))
    assert {*suffixes} == {".apkg", *FORMATS}
    assert [row[0] for row in body] == list(EVIDENCE)


@pytest.mark.parametrize("feature", EVIDENCE)
def test_each_format_holds_what_the_table_says(files, feature):
    (head, *body) = rows("What each format holds")
    (row,) = (row for row in body if row[0] == feature)
    for named, cell in zip(head[1:], row[1:], strict=True):
        for suffix in re.findall(r"`(\.\w+)`", named):
            found = EVIDENCE[feature] in files[suffix]
            if cell.startswith("yes"):
                assert found, suffix
            elif cell == "no":
                assert not found, suffix
            elif cell == "its file's name":
                assert not found, suffix
                assert "images/lamp.png" in files[suffix]
            else:
                assert cell == "as data", suffix


def test_each_type_becomes_what_the_table_says():
    (head, *body) = rows("What becomes of each type of card")
    assert [row[0] for row in body] == [type_.value for type_ in CardType]
    column = head.index("`.xml` in Moodle")
    questions = ET.fromstring(written(example(), ".xml"))
    kinds = {q.findtext("name/text"): q.get("type") for q in questions}
    for row in body:
        cards = [c for c in example().cards() if c.type == row[0] and not c.retired]
        assert cards
        for card in cards:
            assert row[column].startswith(MOODLE[kinds[str(card.identity)]])


def test_the_columns_that_the_page_names_are_there():
    (_, *body) = rows("Tables")
    for row in body:
        assert {*re.findall(r"`(\w+)`", row[0])} <= {*table.COLUMNS}


def test_every_suffix_is_shown_in_an_example():
    (block, *_) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert all(f"{suffix} " in block for suffix in (".apkg", *FORMATS))
