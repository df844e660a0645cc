"""Holding a library against its documents: every text of it, and the limits of what is shared."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import make
import pytest

from quiz.check.documents import Text, check_documents, paragraphs
from quiz.check.rule import Checked
from quiz.model import (
    Claim,
    Conflict,
    Deck,
    Distractor,
    Fact,
    Item,
    Library,
    Name,
    Pair,
    Place,
    Standing,
)

LINE = "On the nineteenth the army crossed the cold river by night"
DOCUMENT = f"{LINE}\n\nA second paragraph of what was then a young People’s Republic"
COPIED = "the army crossed the cold river by"
PLACE = Place("file.yaml", 3, 1)


def source(*facts, document=DOCUMENT, **fields):
    digest = sha256(document.encode()).hexdigest()
    fields = {"document": "doc.txt", "sha256": digest, "place": PLACE} | fields
    return make.source("doc", "A Title", *facts)._replace(**fields)


def found(library, document=DOCUMENT, more=()):
    return list(check_documents(Checked(library), {"doc.txt": document.encode()}, more))


def library(*cards, document=DOCUMENT, **fields):
    fields = {"sources": (source(document=document),), "conflicts": ()} | fields
    return make.library(*(cards or (make.card(answer="x"),)), **fields)


def rules(text, document=DOCUMENT, **fields):
    """What is told of a text beside a library."""
    given = found(library(document=document, **fields), document, [Text(text, PLACE)])
    return [problem.rule for problem in given]


# -- every text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"prompt": COPIED},
        {"answer": COPIED},
        {"answers": ("x", COPIED)},
        {"accept": ("x", COPIED)},
        {"points": ("x", COPIED)},
        {"hint": COPIED},
        {"explanation": COPIED},
        {"alt": COPIED},
        {"distractors": (Distractor("x"), Distractor(COPIED))},
        {"distractors": (Distractor("x", COPIED),)},
        {"items": (Item("x"), Item(COPIED))},
        {"pairs": (Pair("x", "y"), Pair(COPIED, "z"))},
        {"pairs": (Pair("x", COPIED),)},
    ],
)
def test_words_copied_into_a_card_are_told_at_the_card(fields):
    (problem,) = found(library(make.card("one", place=PLACE, **fields)))
    assert problem.message == f"{COPIED!r} stands in doc.txt too: say it in own words"
    assert (problem.rule, problem.place, problem.card) == ("copied-words", PLACE, "one")


def conflict(**fields):
    fields = {"claims": (), "verdict": "Nobody knows."} | fields
    return Conflict("dead", fields.pop("question", "How many?"), place=PLACE, **fields)


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"decks": (Deck("d", "D", (), description=COPIED, place=PLACE),)}, ""),
        ({"sources": (source(assessment=COPIED),)}, "doc"),
        ({"sources": (source(Fact("doc", "1a", COPIED, place=PLACE)),)}, "doc:1a"),
        ({"sources": (source(Fact("doc", "1a", "Own.", note=COPIED, place=PLACE)),)}, "doc:1a"),
        ({"conflicts": (conflict(question=COPIED),)}, "dead"),
        ({"conflicts": (conflict(verdict=COPIED),)}, "dead"),
        ({"conflicts": (conflict(claims=(Claim(COPIED, (), Standing.SOUND),)),)}, "dead"),
        ({"names": (Name("n", "Peng", glossary=COPIED, place=PLACE),)}, "n"),
    ],
)
def test_words_copied_elsewhere_are_told_there(fields, subject):
    (problem,) = found(library(**fields))
    assert (problem.rule, problem.place, problem.card) == ("copied-words", PLACE, subject)


# -- what may be shared -----------------------------------------------------------------------

MAY_BE_SHARED = [
    {"title": LINE},
    {"decks": (Deck("d", LINE, ()),)},
    {"names": (Name("n", LINE),)},
    {"names": (Name("n", "Peng", variants=(LINE.upper(),)),)},
    {"sources": (source(title=LINE),)},
    {"sources": (source(Fact("doc", "1a", "Own words.", section=LINE)),)},
]


@pytest.mark.parametrize("fields", MAY_BE_SHARED)
def test_a_name_a_title_and_a_section_may_be_shared(fields):
    assert rules(f"See {LINE}.") == ["copied-words"]
    given = found(replace(library(), **fields), more=[Text(f"See {LINE}.", PLACE)])
    assert given == []


def test_the_longest_name_goes_first():
    """Else a name at its beginning would leave the rest of it."""
    names = (Name("a", "On the nineteenth"), Name("b", LINE), Name("c", "On"))
    assert rules(f"See {LINE}.", names=names) == []
    assert rules(f"See {LINE}.", names=(names[0], names[2])) == ["copied-words"]


def test_a_name_is_a_whole_word():
    assert rules(COPIED, names=(Name("n", "river"),)) == []
    assert rules(COPIED, names=(Name("n", "rive"),)) == ["copied-words"]


@pytest.mark.parametrize(("words", "copied"), [(14, False), (15, True)])
@pytest.mark.parametrize("signs", ["''", "‘’", '""', "“”", "**", "__"])
def test_a_quotation_of_fifteen_words_is_copied(signs, words, copied):
    text = LINE + " then" * (words - len(LINE.split()))
    before, after = signs
    assert rules(f"He said {before}{text}{after}.") == ["copied-words"] * copied


def test_the_last_words_of_a_document_are_shared_from_seven_on():
    six = "then a young people's republic"
    assert rules(f"It became what was {six}") == ["copied-words"]
    assert rules(f"It was {six}") == []
    assert rules(f"It is said that he was {six}") == []


def test_a_name_that_is_taken_out_equals_nothing_in_a_document():
    """Not even a NUL, which a file that is no text may hold."""
    document = "one two three \x00 four five six"
    text = "one two three Peng four five six"
    assert rules(text, document, names=(Name("n", "Peng"),)) == []


def test_a_library_without_any_name_or_title_is_held_against_documents():
    text = Text("The army - crossed; the (cold) river, by ...", PLACE)
    assert [p.rule for p in found(Library("", "", Path()), more=[text])] == ["copied-words"]


# -- the documents themselves -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "at", "missing"),
    [("2a", "", ""), ("1a", "1-2", ""), ("3a", "", "3"), ("1a", "1-3", "3"), ("12b", "2", "12")],
)
def test_every_paragraph_that_a_fact_names_exists(id_, at, missing):
    fact = Fact("doc", id_, "Own words.", at=at, place=PLACE)
    told = [(p.message, p.place, p.card) for p in found(library(sources=(source(fact),)))]
    message = f"doc.txt has 2 paragraphs, there is none {missing}"
    assert told == ([(message, PLACE, f"doc:{id_}")] if missing else [])


def test_a_document_that_is_missing_or_another_is_named_with_its_source():
    other = "0" * 64
    changed = library(sources=(source(sha256=other), source()._replace(document="gone.txt")))
    digest = sha256(DOCUMENT.encode()).hexdigest()
    assert [(p.message, p.place, p.card) for p in found(changed)] == [
        (f"doc.txt has sha256 {digest}: read it again before you change this", PLACE, "doc"),
        ("the document 'gone.txt' is not in the folder given", PLACE, "doc"),
    ]


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ("a\nb", 2),
        ("a\r\n\r\nb\r\n", 2),
        ("a\rb\r\rc", 3),
        ("a\fb\vc\x1cd\x85e\u2028f\u2029g", 1),
        ("a\n\f\n\u2028\nb", 2),
        ("", 0),
    ],
)
def test_paragraphs_are_lines_as_editors_count_them(document, count):
    assert len(paragraphs(document)) == count
