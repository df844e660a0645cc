"""Moodle XML, read back by the standard library's parser and by what Moodle's importer expects."""

from __future__ import annotations

import base64
import math
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from exchange_make import (
    HOSTILE,
    TEXTS,
    cards_of,
    every_type,
    example,
    hostile,
    is_inert,
    library_of,
    seen,
    shipped,
    shown,
    written,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import example as tried
from hypothesis import strategies as st
from make import card, distractors
from moodle_reads import gaps, gaps_in_new_versions, short

from quiz import cloze
from quiz.exchange import moodle
from quiz.exchange.export import export
from quiz.exchange.questions import id_number
from quiz.exchange.typed import Names, right, right_in_gap
from quiz.exchange.typed import shown as as_typed
from quiz.markdown import printable
from quiz.model import Card, CardType, Identity, Item, Library, Pair

KINDS = {
    CardType.SHORT_ANSWER: "shortanswer",
    CardType.DATE: "shortanswer",
    CardType.NUMBER: "numerical",
    CardType.CHOICE: "multichoice",
    CardType.SELECT: "multichoice",
    CardType.TRUE_FALSE: "truefalse",
    CardType.CLOZE: "cloze",
    CardType.ORDER: "ordering",
    CardType.MATCH: "matching",
    CardType.OPEN: "essay",
}
SHARES = {0, 5, 10, 100 / 9, 12.5, 100 / 7, 100 / 6, 20, 25, 30, 100 / 3, 40, 50, 60, 200 / 3, 70,
          75, 80, 250 / 3, 90, 100}  # fmt: skip
"""The shares of the points that Moodle takes."""


def read_back(library: Library) -> dict[str, ET.Element]:
    root = ET.fromstring(written(library, ".xml"))
    assert root.tag == "quiz"
    questions = [q for q in root if q.get("type") != "category"]
    assert len({text(q, "name") for q in questions}) == len(questions)
    assert len({text_of(q, "idnumber") for q in questions}) == len(questions)
    return {text(q, "name"): q for q in questions}


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{name}/text") or ""


def text_of(element: ET.Element, name: str) -> str:
    return element.findtext(name) or ""


def answers(question: ET.Element) -> list[tuple[str, float, str]]:
    """Text, share in percent, and feedback of each."""
    found = []
    for answer in question.findall("answer"):
        share = float(answer.get("fraction", "x"))
        assert any(math.isclose(abs(share), known, abs_tol=1e-3) for known in SHARES), share
        found.append((answer.findtext("text") or "", share, text(answer, "feedback")))
    return found


def agrees(library: Library, expected: Library | None = None) -> None:
    """Every field of every card stands where Moodle reads it."""
    found = read_back(library)
    expected = expected or library
    names = Names(expected)
    for asked in cards_of(expected, *CardType):
        _agrees(found.pop(str(asked.identity)), asked, names)
    assert not found


def _agrees(question: ET.Element, asked: Card, names: Names) -> None:
    assert question.get("type") == KINDS[asked.type]
    assert text_of(question, "idnumber") == id_number(str(asked.identity))
    assert [tag.findtext("text") for tag in question.findall("tags/tag")] == list(asked.tags)
    prompt, general = text(question, "questiontext"), text(question, "generalfeedback")
    for part in ("questiontext", "generalfeedback", "hint", "graderinfo", "subquestion"):
        for element in question.findall(part):
            assert element.get("format") == "html"
            assert is_inert(element.findtext("text") or "")
    assert shown(asked.explanation) in seen(general)
    assert seen(text(question, "hint")) == (
        shown(asked.hint) if asked.type is not CardType.OPEN else ""
    )
    if asked.type is not CardType.CLOZE:
        assert shown(asked.prompt) in seen(prompt)
        assert text_of(question, "defaultgrade") == "1"
    _answers_agree(question, asked, names)


def _answers_agree(question: ET.Element, asked: Card, names: Names) -> None:
    prompt, general = text(question, "questiontext"), text(question, "generalfeedback")
    told = [seen(feedback) for _, _, feedback in answers(question)] if asked.items == () else []
    whys = {shown(d.text): shown(d.why) for d in asked.distractors}
    match asked.type:
        case CardType.SHORT_ANSWER | CardType.DATE:
            given = [short(answer) for answer, share, _ in answers(question) if share == 100]
            assert given == right(asked, names)
            for why in whys.values():
                assert any(feedback.startswith(why) for feedback in told)
        case CardType.NUMBER:
            assert all(a.find("tolerance") is not None for a in question.findall("answer"))
            for why in whys.values():
                assert why in seen(general) or any(why in feedback for feedback in told)
        case CardType.CHOICE:
            assert text_of(question, "single") == "true"
            share = {seen(answer): share for answer, share, _ in answers(question)}
            assert share == {shown(asked.answer): 100, **dict.fromkeys(whys, 0)}
            for answer, share, feedback in answers(question):
                assert seen(feedback).startswith("" if share else whys[seen(answer)])
        case CardType.SELECT:
            assert text_of(question, "single") == "false"
            share = {seen(answer): share for answer, share, _ in answers(question)}
            assert set(share) == {*map(shown, asked.answers), *whys}
            assert sum(share[shown(t)] for t in asked.answers) == pytest.approx(100, abs=1e-2)
            assert sum(share[t] for t in whys) == pytest.approx(-100, abs=1e-2)
        case CardType.TRUE_FALSE:
            assert {answer: share for answer, share, _ in answers(question)} == {
                "true": 100 * (asked.answer == "true"),
                "false": 100 * (asked.answer == "false"),
            }
        case CardType.CLOZE:
            rest, right_in = gaps(prompt)
            outer = [part for part in cloze.parse(asked.prompt) if not isinstance(part, str)]
            assert right_in == [right_in_gap((gap.answer,), names) for gap in outer]
            if not any("~" in text for texts in right_in for text in texts):
                assert gaps_in_new_versions(prompt) == (rest, right_in)
            assert "{" not in rest
            assert "}" not in rest
            for part in cloze.parse(asked.prompt):
                if isinstance(part, str) and part.isalnum():
                    assert part in seen(rest)
        case CardType.ORDER:
            items = [seen(a.findtext("text") or "") for a in question.findall("answer")]
            assert items == [shown(item.text) for item in asked.items]
            places = [a.get("fraction") for a in question.findall("answer")]
            assert places == [str(n) for n in range(1, len(items) + 1)]
        case CardType.MATCH:
            pairs = [
                (seen(pair.findtext("text") or ""), pair.findtext("answer/text"))
                for pair in question.findall("subquestion")
            ]
            assert pairs == [(shown(p.left), as_typed(p.right)) for p in asked.pairs]
        case CardType.OPEN:
            for wanted in (asked.answer, *asked.points):
                assert shown(wanted) in seen(text(question, "graderinfo"))
                assert shown(wanted) in seen(general)


def kept(text: str) -> str:
    """Without noncharacters, some of which no XML may hold."""
    return text.translate(dict.fromkeys((0xFFFE, 0xFFFF, 0xFDD0, 0xFDD2)))


@pytest.mark.parametrize("library", [shipped, example])
def test_every_card_is_read_as_it_was_written(library):
    agrees(library())


def test_hostile_texts_are_read_as_they_were_written():
    agrees(hostile(), hostile(tuple(map(kept, HOSTILE))))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=3, max_size=8))
@tried(["1\x1b", "::1", "1"])
def test_any_text_is_read_as_it_was_written(texts):
    agrees(library_of(every_type(*texts), *texts))


def test_no_section_can_be_closed_and_no_control_character_stays():
    text = written(hostile(), ".xml")
    assert "<![CDATA[" not in text
    assert "]]>" not in text.replace("]]&gt;", "")
    assert text == printable(text)
    assert "\ufffe" not in text
    assert "\uffff" not in text
    assert "boom()" in text
    assert "<script" not in text


def test_categories_are_the_titles_and_hold_the_description():
    root = ET.fromstring(written(example(), ".xml"))
    first, second = (q for q in root if q.get("type") == "category")
    assert text(first, "category") == "top/Kettle Bay/The harbour and its light"
    assert "lighthouse, a ferry" in text(first, "info")
    assert text(second, "category") == "top/Kettle Bay/The quarrel over the light"
    assert list(root).index(first) < list(root).index(second)


def test_a_picture_is_a_file_of_the_question():
    question = read_back(example())["kettle-bay/quarrel/lamp-drawing"]
    (file,) = question.findall("questiontext/file")
    assert (file.get("name"), file.get("path"), file.get("encoding")) == ("lamp.png", "/", "base64")
    picture = (example().root / "decks" / "images" / "lamp.png").read_bytes()
    assert base64.b64decode(file.text or "") == picture
    assert (
        '<img src="@@PLUGINFILE@@/lamp.png" alt="A lamp with a round wick, seen from the front.">'
        in text(question, "questiontext")
    )


def test_numbers_have_tolerance_and_a_unit_that_may_be_typed():
    question = read_back(example())["kettle-bay/harbour/herring-landed"]
    found = [(a.findtext("text"), a.findtext("tolerance")) for a in question.findall("answer")]
    assert found == [("12500", "0"), ("12500", "500")]
    assert question.findtext("units/unit/unit_name") == "barrels"
    assert question.findtext("units/unit/multiplier") == "1"
    two_words = card("n", type=CardType.NUMBER, answer="1.5 million", unit="million people")
    question = read_back(library_of((two_words,)))["lib/deck/n"]
    assert question.findtext("answer/text") == "1.5"
    assert question.find("units") is None


@pytest.mark.parametrize(
    ("answer", "unit", "value"),
    [
        ("5", "thousand men", "5"),
        ("5,000", "thousand men", "5"),
        ("5 thousand", "thousand men", "5"),
        ("1,500", "million tons", "1500"),
        ("1,500,000", "million tons", "1.5"),
        ("half a million", "million tons", "0.5"),
        ("0.5 million", "million tons", "0.5"),
        ("50", "hundred men", "50"),
        ("2 to 3 million", "million people", "2.5"),
    ],
)
def test_the_key_is_in_the_unit_that_is_asked(answer, unit, value):
    asked = card("n", type=CardType.NUMBER, answer=answer, unit=unit)
    question = read_back(library_of((asked,)))["lib/deck/n"]
    assert question.findtext("answer/text") == value


def test_a_gap_shows_its_hint_and_takes_other_names():
    prompt = text(read_back(example())["kettle-bay/harbour/ferryman-gaps"], "questiontext")
    rest, right_in = gaps(prompt)
    assert seen(rest) == (
        "_____ (the ferryman) rowed the ferry from _____ to the island; steam replaced him in 1838."
    )
    assert right_in == [["Josiah Pell"], ["Kettle Bay", "Kettlebay", "Kettle Haven"]]


@pytest.mark.parametrize(
    "answer",
    [
        "R&D",
        "R&",
        "#266",
        "#2} a",
        "{x} y",
        "a < b",
        r"C:\new\\",
        "&amp;",
        "*",
        r"\*",
        r"\\} a",
        "=x",
    ],
)
def test_a_gap_is_read_alike_by_old_and_new_versions(answer):
    written = f"So {{{{c1::{answer}}}}} and {{{{c2::b}}}} it is."
    asked = card("g", type=CardType.CLOZE, prompt=written)
    library = library_of((asked,))
    expected = [right_in_gap((gap.answer,), Names(library)) for gap in cloze.gaps(asked.prompt)]
    prompt = text(read_back(library)["lib/deck/g"], "questiontext")
    for read in (gaps, gaps_in_new_versions):
        rest, right_in = read(prompt)
        assert right_in == expected
        assert seen(rest) == "So _____ and _____ it is."


def test_wrong_numbers_that_are_none_are_told_afterwards():
    wrong = card("n", type=CardType.NUMBER, answer="7", reject=("a handful",))
    told = replace(wrong, distractors=example().decks[0].cards[0].distractors)
    question = read_back(library_of((told,)))["lib/deck/n"]
    assert "✗ 4 March 1821: The Gazette's date" in seen(text(question, "generalfeedback"))


def test_what_moodle_cannot_ask_is_left_out_and_counted(tmp_path):
    pair = card("pair", type=CardType.MATCH, pairs=(Pair("a", "1"), Pair("b", "2")))
    order = card("order", type=CardType.ORDER, items=(Item("a"), Item("b")))
    many = card("many", type=CardType.SELECT, answers=tuple(map(str, range(21))))
    nested = card("nested", type=CardType.CLOZE, prompt="{{c1::a {{c2::b}}}} c")
    why = card("why", type=CardType.OPEN, answer="So.", hint="Think.")
    report = export([library_of((pair, order, many, nested, why))], tmp_path / "x.xml")
    assert report.cards == 3
    assert report.remarks == (
        "1 match card left out: matching in Moodle needs three pairs.",
        f"1 order card {moodle._ORDERING}.",
        "1 select card left out: Moodle cannot divide the points by so many.",
        "1 gap inside another asked with it: Moodle cannot nest gaps.",
        "1 hint left out: an essay in Moodle has none.",
    )


LETTERS = (Pair("a", "1"), Pair("b", "2"), Pair("c", "3"))


def test_what_would_stop_an_import_is_left_out_and_counted(tmp_path):
    pairs = tuple(Pair(f"l{n}", "r" * 256) for n in range(3))
    cards = (
        card("none", answer="a", reject=("A",)),
        card("blank", type=CardType.CHOICE, answer="\u200b", distractors=distractors("b", "c")),
        card("long", type=CardType.MATCH, pairs=pairs),
        card("gap", type=CardType.CLOZE, prompt="{{c1::\u200b}} or {{c2::c}} it is."),
        card("void", type=CardType.MATCH, pairs=(*LETTERS, Pair("d", "\u200b"))),
        card("tags", type=CardType.MATCH, pairs=(*LETTERS, Pair("<d>", "<4>"))),
        card("items", type=CardType.ORDER, items=tuple(Item(f"{n}" * 300) for n in range(3))),
    )
    report = export([library_of(cards)], tmp_path / "x.xml")
    assert report.cards == 2
    assert report.remarks == (
        "1 short-answer card left out: no answer to it is right.",
        "1 choice card left out: one of its texts shows nothing.",
        "1 match card left out: matching in Moodle takes 255 characters on the right.",
        "1 cloze card left out: one of its texts shows nothing.",
        "1 match card left out: one of its texts shows nothing.",
        f"1 order card {moodle._ORDERING}.",
    )


def test_a_file_has_a_name_that_moodle_keeps(tmp_path):
    (tmp_path / "decks").mkdir()
    for image in ("a..b.png", "彭 x.png", "noext"):
        (tmp_path / "decks" / image).write_bytes(b"picture")
        asked = card(answer="a", image=image, alt="A.")
        question = read_back(replace(library_of((asked,)), root=tmp_path))["lib/deck/one"]
        name = question.find("questiontext/file").get("name")
        assert re.fullmatch(r"[A-Za-z0-9_-]+(?:\.[a-z]+)?", name)
        assert f'src="@@PLUGINFILE@@/{name}"' in text(question, "questiontext")


def test_no_text_is_a_formula():
    asked = card("c", type=CardType.CLOZE, prompt="$$x$$ is {{c1::$$y$$}}.", hint="$$$")
    question = read_back(library_of((asked,)))["lib/deck/c"]
    rest, right_in = gaps(text(question, "questiontext"))
    assert right_in == [["$$y$$"]]
    for markup in (rest, text(question, "hint")):
        assert "$$" not in re.sub(r"<[^>]*>", "|", markup)
    assert seen(rest) == "$$x$$ is _____."


def test_numbers_have_no_exponent():
    asked = card("n", type=CardType.NUMBER, answer="0.000001")
    assert read_back(library_of((asked,)))["lib/deck/n"].findtext("answer/text") == "0.000001"


def test_an_id_number_fits_and_differs():
    long = [Identity("l" * 60, "d" * 60, f"{'c' * 50}{n}") for n in range(2)]
    numbers = [id_number(str(identity)) for identity in long]
    assert len(set(numbers)) == 2
    assert all(len(number) <= 100 for number in numbers)
    assert id_number("a/b/c") == "a/b/c"
