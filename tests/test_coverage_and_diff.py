from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import make
import pytest

from quiz.check.documents import Text, check_documents, paragraphs
from quiz.check.rule import Checked
from quiz.coverage import coverage
from quiz.diff import Version, diff, version
from quiz.library import load_library
from quiz.model import Deck, Fact, Place

CORE = Fact("alpha", "50a", "It was core.", core=True)


def test_a_fact_counts_as_asked_where_a_card_cites_or_discusses_it():
    alpha = make.source("alpha", "Alpha", *make.FACTS, CORE)
    beta = make.source("diplomat", "The Diplomat", make.ERROR)
    first, second = coverage(make.library(make.YALU, sources=(alpha, beta)))
    assert (first.facts, first.asked) == (3, 1)
    assert first.unasked == (make.FACTS[1], CORE)
    assert first.core_unasked == (CORE,)
    assert (second.asked, second.unasked) == (1, ())


def test_a_retired_card_asks_nothing():
    (alpha, _) = coverage(make.library(replace(make.YALU, retired=True)))
    assert alpha.asked == 0


def compared(old, new):
    return diff(map(version, old), map(version, new))


def test_diff_names_what_is_new_changed_corrected_retired_and_gone():
    a, b, c, d, e, g = (make.card(name, answer="x") for name in "abcdeg")
    new = make.card("n", answer="x")
    found = compared(
        [a, b, c, d, e, g],
        [
            a,
            replace(b, answer="y"),
            replace(c, answer="y", corrected="2026-11-22"),
            replace(d, retired=True),
            new,
            replace(e, identity=e.identity._replace(card="renamed"), was=("deck/e",)),
        ],
    )
    assert found.new == ("lib/deck/n",)
    assert found.changed == ("lib/deck/b", "lib/deck/renamed")
    assert found.corrected == ("lib/deck/c",)
    assert found.retired == ("lib/deck/d",)
    assert found.gone == ("lib/deck/g",)
    assert found


def test_nothing_differs_from_itself():
    assert not compared(make.TEN, make.TEN)


def test_what_anki_shows_counts_where_both_sides_know_it():
    old = Version(("lib/deck/a",), {"id": "a"}, "shown", "guid")
    assert not diff([old], [old])
    assert diff([old], [old._replace(shown="other")]).changed == ("lib/deck/a",)


def test_a_card_of_a_package_is_known_by_its_guid_whatever_it_is_called():
    old = Version(("lib/deck/a",), {"id": "a"}, "shown", "guid")
    renamed = old._replace(names=("lib/deck/b",), keys={"id": "b"})
    found = diff([old], [renamed])
    assert (found.changed, found.new, found.gone) == (("lib/deck/b",), (), ())
    other = old._replace(guid="other", names=("lib/deck/c",))
    assert diff([old], [other]).gone == ("lib/deck/a",)


def test_a_card_can_be_corrected_and_retired_at_once():
    old = make.card("a", answer="x")
    found = compared([old], [replace(old, corrected="2026-11-22", retired=True)])
    assert found.corrected == found.retired == ("lib/deck/a",)
    assert not found.changed


DOCUMENT = "\n".join(
    [
        "On the nineteenth the army crossed the cold river by night",
        "",
        "  ",
        "A second paragraph about People’s Volunteer Army of the whole People's Republic",
    ]
)


def documented(text="Own words.", paragraph="2a", sha=None, **fields):
    fact = Fact("doc", paragraph, text)
    digest = sha or sha256(DOCUMENT.encode()).hexdigest()
    source = make.source("doc", "A Title", fact)._replace(document="doc.txt", sha256=digest)
    library = make.library(make.card(answer="x"), sources=(source,), conflicts=(), **fields)
    return Checked(library)


def rules(checked, more=()):
    found = check_documents(checked, {"doc.txt": DOCUMENT.encode()}, more)
    return [problem.rule for problem in found]


def test_paragraphs_are_the_lines_that_hold_something():
    assert len(paragraphs(DOCUMENT)) == 2


def test_a_sound_library_agrees_with_its_documents():
    assert rules(documented()) == []


@pytest.mark.parametrize(
    "text",
    [
        "the army crossed the cold river by",
        "Then THE ARMY, crossed the cold river by; and then a boat",
        "second paragraph about people's volunteer army of the",
    ],
)
def test_seven_words_in_a_row_are_copied(text):
    assert rules(documented(text)) == ["copied-words"]


@pytest.mark.parametrize(
    "text",
    [
        "the army crossed the cold river",
        "the army crossed the very cold river by night",
        "so says 'the army crossed the cold river by night'",
        "see *The army crossed the cold river by night*",
    ],
)
def test_six_words_a_quotation_or_a_title_are_not(text):
    assert rules(documented(text)) == []


def test_a_long_quotation_is_copied():
    long = DOCUMENT.splitlines()[0] + " and on and on and on and on and on"
    assert rules(documented(f"'{long}'")) == ["copied-words"]


def test_names_are_masked():
    text = "paragraph about People's Volunteer Army of the whole People's Republic"
    assert rules(documented(text)) == ["copied-words"]
    names = (make_name("People's Volunteer Army"), make_name("People's Republic"))
    assert rules(documented(text, names=names)) == []


def make_name(text):
    from quiz.model import Name

    return Name("n", text)


def test_other_texts_are_held_against_the_documents_too():
    text = Text("the army crossed the cold river by", Place("README.md", 1, 1))
    assert rules(documented(), [text]) == ["copied-words"]


def test_every_text_of_a_card_is_looked_at():
    copied = "the army crossed the cold river by"
    for field in ("prompt", "answer", "hint", "explanation"):
        card = replace(make.card(answer="x"), **{field: copied})
        checked = documented(decks=(Deck("d", "D", (card,)),))
        assert rules(checked) == ["copied-words"], field


def test_a_changed_document_and_a_missing_paragraph_are_named():
    assert rules(documented(sha="0" * 64)) == ["document-changed"]
    assert rules(documented(paragraph="3a")) == ["paragraph-missing"]
    assert [p.rule for p in check_documents(documented(), {})] == ["document-changed"]


@pytest.mark.skipif("QUIZ_TEST_DOCUMENTS" not in os.environ, reason="the documents are not given")
def test_the_shipped_library_agrees_with_its_documents_and_shares_no_words():
    root = Path(__file__).parent.parent
    library, _ = load_library(root)
    folder = Path(os.environ["QUIZ_TEST_DOCUMENTS"])
    documents = {file.name: file.read_bytes() for file in folder.iterdir()}
    prose = [*root.glob("*.md"), *root.glob("docs/*.md")]
    more = [Text(file.read_text(encoding="utf-8"), Place(file.name, 1, 1)) for file in prose]
    assert list(check_documents(Checked(library), documents, more)) == []
