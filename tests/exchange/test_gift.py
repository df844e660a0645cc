"""GIFT, read back as Moodle reads it, and by a parser of others where Node has it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from exchange_make import (
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
    squeezed,
    written,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make import card, distractors
from moodle_reads import Read, gift, short

from quiz import cloze
from quiz.exchange.export import export
from quiz.exchange.typed import Names, amount, amounts, right, right_in_gap
from quiz.markdown import printable
from quiz.model import Card, CardType, Item, Library, Pair

LIBRARIES = {"shipped": shipped, "example": example, "hostile": hostile}
KINDS = {
    CardType.SHORT_ANSWER: "shortanswer",
    CardType.DATE: "shortanswer",
    CardType.CHOICE: "multichoice",
    CardType.SELECT: "multichoice-several",
    CardType.TRUE_FALSE: "truefalse",
    CardType.CLOZE: "shortanswer",
    CardType.ORDER: "match",
    CardType.MATCH: "match",
    CardType.OPEN: "essay",
    CardType.NUMBER: "numerical",
}


def text_of(library: Library) -> str:
    return written(library, ".gift")


def read_back(library: Library) -> dict[str, Read]:
    found = gift(text_of(library))
    assert len({read.name for read in found}) == len(found)
    return {read.name: read for read in found}


def agrees(found: dict[str, Read], library: Library) -> None:
    """Every field of every card is what Moodle reads."""
    names = Names(library)
    for asked in cards_of(library, *CardType):
        numbers = cloze.numbers(asked.prompt) if asked.type is CardType.CLOZE else (0,)
        for number in numbers:
            name = f"{asked.identity}#c{number}" if number else str(asked.identity)
            if name in found or not cannot_be_typed(asked, names):
                _agrees(found.pop(name), asked, names)
    assert not found


def cannot_be_typed(asked: Card, names: Names) -> bool:
    """Each of its answers would part a left side from a right one."""
    if asked.type is CardType.CLOZE:
        gaps = [gap.answer for gap in cloze.gaps(asked.prompt)]
        return any("->" in text for answer in gaps for text in right_in_gap((answer,), names))
    return all("->" in text for text in right(asked, names))


def _agrees(read: Read, asked: Card, names: Names) -> None:
    assert read.kind == KINDS[asked.type]
    assert read.format == "html"
    assert read.category.startswith("top/")
    for markup in (read.text, read.general, *(told for _, _, told in read.answers)):
        assert is_inert(markup)
    if asked.type is not CardType.CLOZE:
        assert shown(asked.prompt) in seen(read.text)
    if asked.image:
        assert 'src="data:image/' in read.text
    assert shown(asked.explanation) in seen(read.general)
    assert set(read.tags) == {tag.replace("]", "") for tag in asked.tags}
    whys = {shown(d.text): shown(d.why) for d in asked.distractors}
    match asked.type:
        case CardType.SHORT_ANSWER | CardType.DATE:
            given = [short(text) for text, _, _ in read.answers]
            assert given == [text for text in right(asked, names) if "->" not in text]
            assert {weight for _, weight, _ in read.answers} == {100}
            for why in whys.values():
                assert why in seen(read.general)
        case CardType.NUMBER:
            assert all(weight == 100 for _, weight, _ in read.answers)
            assert all(why in seen(read.general) for why in whys.values())
        case CardType.CHOICE:
            assert {seen(t): w for t, w, _ in read.answers} == {
                shown(asked.answer): 100,
                **dict.fromkeys(whys, 0),
            }
            for text, weight, told in read.answers:
                assert seen(told).startswith("" if weight else whys[seen(text)])
        case CardType.SELECT:
            share = {seen(text): weight for text, weight, _ in read.answers}
            assert set(share) == {*map(shown, asked.answers), *whys}
            assert sum(share[shown(text)] for text in asked.answers) == pytest.approx(100, abs=1e-3)
            assert sum(share[text] for text in whys) == pytest.approx(-100, abs=1e-3)
        case CardType.TRUE_FALSE:
            assert read.answers[0][0] == asked.answer.upper()
        case CardType.ORDER:
            expected = [(str(n), squeezed_(i.text)) for n, i in enumerate(asked.items, 1)]
            assert [(left, right) for left, right in read.pairs] == expected
        case CardType.MATCH:
            expected = [(shown(p.left), squeezed_(p.right)) for p in asked.pairs]
            assert [(seen(left), right) for left, right in read.pairs] == expected
        case CardType.OPEN:
            assert all(shown(text) in seen(read.general) for text in (asked.answer, *asked.points))


def squeezed_(text: str) -> str:
    """As it is typed: one line, in the writer's own form of letters."""
    from quiz.exchange.typed import shown as typed

    return typed(text)


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_card_is_read_as_it_was_written(name):
    library = LIBRARIES[name]()
    agrees(read_back(library), library)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=3, max_size=8))
def test_any_text_is_read_as_it_was_written(texts):
    library = library_of(every_type(*texts), *texts)
    agrees(read_back(library), library)


def test_a_cloze_card_is_one_question_for_each_gap_with_the_others_filled_in():
    found = read_back(example())
    first = found["kettle-bay/harbour/ferryman-gaps#c1"]
    assert "_____ (the ferryman) rowed the ferry from Kettle Bay" in seen(first.text)
    second = found["kettle-bay/harbour/ferryman-gaps#c2"]
    assert "Josiah Pell rowed the ferry from _____ to" in seen(second.text)
    assert [text for text, _, _ in second.answers] == ["Kettle Bay", "Kettlebay", "Kettle Haven"]


def test_numbers_have_their_tolerance_and_no_thousands():
    found = read_back(example())
    assert found["kettle-bay/harbour/tower-height"].amounts == [(96, 2)]
    herring = found["kettle-bay/harbour/herring-landed"]
    assert herring.amounts == [(12_500, 0), (12_500, 500)]
    assert "In barrels, in digits, without commas." in seen(herring.text)


@pytest.mark.parametrize(("answer", "unit"), [("5", "km"), ("5 km", "")])
def test_a_number_of_another_unit_is_none_of_the_question(answer, unit):
    far = card(type=CardType.NUMBER, answer=answer, unit=unit, accept=("3 miles", "6 km", "7"))
    assert [amount.value for amount in amounts(far)] == [5, 6, 7]
    assert amount(far, "8 km") is not None
    assert amount(far, "8 miles") is None


def test_disputes_and_sources_follow_the_answer():
    general = read_back(example())["kettle-bay/harbour/light-first-lit"].general
    assert "4 March 1821 Kettle Bay Gazette, jubilee number, par. 2 mistaken" in seen(general)
    assert "4 March 1812, certain" in seen(general)
    assert '<a href="https://example.org/log">The Log of the Light at Kettle Bay</a>' in general
    assert "So says Kettle Bay Gazette" in seen(general)


def test_decks_are_categories_in_which_a_slash_is_no_border():
    cards = every_type("x")
    library = library_of(cards, "either/or\\ more")
    (category,) = {read.category for read in read_back(library).values()}
    assert category == "top/either//or more/either//or more"


def test_what_gift_cannot_ask_is_left_out_and_counted(tmp_path):
    pair = card("pair", type=CardType.MATCH, pairs=(Pair("a", "1"), Pair("b", "2")))
    order = card("order", type=CardType.ORDER, items=(Item("a"), Item("b")), hint="So.")
    many = card("many", type=CardType.SELECT, answers=tuple(map(str, range(21))))
    some = card("some", type=CardType.SELECT, answers=tuple(map(str, range(13))))
    library = library_of((pair, order, many, some))
    report = export([library], tmp_path / "x.gift")
    assert report.cards == 1
    assert report.remarks == (
        "1 match card left out: matching in GIFT needs three pairs.",
        "1 order card left out: matching in GIFT needs three pairs.",
        "1 select card left out: GIFT cannot divide the points by so many.",
    )
    (read,) = gift((tmp_path / "x.gift").read_text())
    weights = [weight for _, weight, _ in read.answers]
    assert sorted(set(weights)) == [5, 10]
    assert sum(weights) == 100


def test_what_would_stop_moodle_is_left_out_and_counted(tmp_path):
    right = {"type": CardType.MATCH, "pairs": tuple(Pair(f"l{n}", "r" * 256) for n in range(3))}
    items = tuple(Item(f"{n}" + "i" * 255) for n in range(3))
    arrow = card("arrow", answer="x -> b", accept=("x to b",))
    gaps = card("gaps", type=CardType.CLOZE, prompt="{{c1::a -> b}} or {{c2::c}} it is.")
    cards = (
        card("none", answer="a", reject=("A",)),
        card("blank", type=CardType.CHOICE, answer="\u200b", distractors=distractors("b", "c")),
        card("long", **right),
        card("items", type=CardType.ORDER, items=items),
        card("gap", type=CardType.CLOZE, prompt="Only {{c1::a -> b}} it is."),
        arrow,
        gaps,
    )
    report = export([library_of(cards)], tmp_path / "x.gift")
    assert report.cards == 2
    assert report.remarks == (
        "1 short-answer card left out: no answer to it is right.",
        "1 choice card left out: one of its texts shows nothing.",
        "1 match card left out: matching in GIFT takes 255 characters on the right.",
        "1 order card left out: matching in GIFT takes 255 characters on the right.",
        "1 cloze card left out: GIFT takes '->' for matching.",
        "1 right answer left out: GIFT takes '->' for matching.",
        "1 gap left out: GIFT takes '->' for matching.",
    )
    found = gift((tmp_path / "x.gift").read_text())
    assert [read.name for read in found] == ["lib/deck/arrow", "lib/deck/gaps#c2"]


def test_numbers_have_no_exponent():
    tiny = card("n", type=CardType.NUMBER, answer="0.000001", within="0.0000001")
    assert "\n=0.000001:0.0000001\n" in text_of(library_of((tiny,)))


def test_no_text_is_a_formula():
    library = library_of((card("a", prompt="From $$5 to $$$6?", answer="$$x$$", alt="$$"),))
    (read,) = gift(text_of(library))
    assert "$$" not in re.sub(r"<[^>]*>", "|", read.text)
    assert seen(read.text) == "From $$5 to $$$6?"
    assert read.answers[0][0] == "$$x$$"


@pytest.mark.parametrize("suffix", [".gift", ".xml"])
@pytest.mark.parametrize(
    ("answer", "within", "listed"),
    [
        ("1812", "2 years", True),
        ("March 1812", "2 months", False),
        ("4 March 1812", "2 days", False),
        ("1812", "90 days", False),
        ("1812", "30 years", False),
        ("44 BC", "2 years", False),
    ],
)
def test_dates_near_the_answer_are_listed_or_told(tmp_path, suffix, answer, within, listed):
    asked = card(type=CardType.DATE, answer=answer, within=within)
    report = export([library_of((asked,))], tmp_path / f"x{suffix}")
    name = {".gift": "GIFT", ".xml": "Moodle"}[suffix]
    told = f"1 tolerance left out: {name} compares dates by their letters."
    assert report.remarks == (() if listed else (told,))
    if listed:
        assert "1814" in (tmp_path / f"x{suffix}").read_text()


def test_no_line_but_its_own_begins_a_comment_or_ends_a_question():
    text = written(hostile(), ".gift")
    assert text == printable(text)
    for line in text.split("\n"):
        assert line.startswith(("// [id:", "::", "=", "~", "####", "}", "$CATEGORY: ")) or not line
    assert not any(line.startswith("//") and "[id:" not in line for line in text.split("\n"))


# -- a parser of others -----------------------------------------------------------------------

NODE = shutil.which("node") or ""
_PARSE = (
    "const fs=require('fs');"
    "process.stdout.write(JSON.stringify(require('gift-pegjs').parse(fs.readFileSync(0,'utf8'))))"
)


def parsed_by_others(text: str) -> list[dict]:
    """What `gift-pegjs` makes of it, a grammar of GIFT that web quizzes and editors use."""
    done = subprocess.run(
        [NODE, "-e", _PARSE], input=text, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-1000:]
    return json.loads(done.stdout)


def _has_parser() -> bool:
    look = "require.resolve('gift-pegjs')"
    return (
        bool(NODE)
        and not subprocess.run([NODE, "-e", look], capture_output=True, check=False).returncode
    )


@pytest.mark.skipif(not _has_parser(), reason="Node has no gift-pegjs here")
@pytest.mark.parametrize("library", LIBRARIES)
def test_a_grammar_of_others_reads_the_same(library):
    text = written(LIBRARIES[library](), ".gift")
    theirs = {q["title"]: q for q in parsed_by_others(text) if q["type"] != "Category"}
    ours = {read.name: read for read in gift(text)}
    assert theirs.keys() == ours.keys()
    kinds = {"shortanswer": "Short", "multichoice": "MC", "multichoice-several": "MC",
             "truefalse": "TF", "match": "Matching", "essay": "Essay",
             "numerical": "Numerical"}  # fmt: skip
    for name, read in ours.items():
        found = theirs[name]
        assert found["type"] == kinds[read.kind]
        assert squeezed(found["stem"]["text"]) == squeezed(read.text)
        assert found["stem"]["format"] == "html"
        told = found["globalFeedback"]
        assert squeezed(told["text"] if told else "") == squeezed(read.general)
        if read.kind == "numerical":
            amounts = [(c["text"]["number"], c["text"]["range"]) for c in found["choices"]]
            assert amounts == read.amounts
        elif read.kind == "truefalse":
            assert found["isTrue"] == (read.answers[0][0] == "TRUE")
        elif read.pairs:
            pairs = [(p["subquestion"]["text"], p["subanswer"]) for p in found["matchPairs"]]
            assert [seen(left) for left, _ in pairs] == [seen(left) for left, _ in read.pairs]
        elif read.answers:
            answers = [squeezed(choice["text"]["text"]) for choice in found["choices"]]
            assert answers == [squeezed(text) for text, _, _ in read.answers]
