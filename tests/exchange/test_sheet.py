"""The printable sheet, through a real parser, and a browser where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from exchange_make import (
    TEXTS,
    cards_of,
    every_type,
    example,
    eyes,
    hostile,
    library_of,
    seen,
    shipped,
    shown,
    squeezed,
    written,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz import cloze, feedback
from quiz.model import Card, CardType, Library
from quiz.references import References

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "div", "h1",
    "h2", "p", "span", "ul", "ol", "li", "table", "tr", "td", "a", "img", "br", "strong", "em",
    "code", "small", "cite", "b",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "data-kind", "id",
              "href", "src", "alt"}  # fmt: skip


def is_inert(text: str) -> None:
    """No script, no address but those of the web, of this page, and pictures inside."""
    for tag, attributes in eyes(text.removeprefix("<!doctype html>\n")).elements:
        assert tag in ELEMENTS
        assert {*attributes} <= ATTRIBUTES
        href, src = attributes.get("href", "#"), attributes.get("src", "data:image/")
        assert href.startswith(("http://", "https://", "#d")) or href == "#"
        assert src.startswith("data:image/")


def halves(text: str) -> tuple[str, str]:
    """What stands before the key, and what after."""
    questions, _, key = text.partition('<section class="key">')
    return questions.partition("</header>")[2], key


def blocks(text: str) -> list[str]:
    """What each card's block shows."""
    parts = re.split(r'<div class="card" data-kind="[a-z-]+">', text)[1:]
    return [squeezed(re.sub(r"<[^>]*>", " ", part)) for part in parts]


@pytest.mark.parametrize("library", [shipped, example, hostile])
def test_nothing_of_it_acts_and_nothing_is_loaded(library):
    text = written(library(), ".html")
    is_inert(text)
    assert "default-src 'none'" in text
    assert "@import" not in text
    assert "url(" not in text.partition("</style>")[0]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=3, max_size=8))
def test_any_text_is_shown_and_does_not_act(texts):
    library = library_of(every_type(*texts), *texts)
    text = written(library, ".html")
    is_inert(text)
    all_seen = seen(text.removeprefix("<!doctype html>\n"))
    for asked in library.cards():
        if asked.type is not CardType.CLOZE:
            assert shown(asked.prompt) in all_seen
        assert shown(asked.explanation) in all_seen


def _key_of(asked: Card) -> list[str]:
    """What the key must say."""
    match asked.type:
        case CardType.CLOZE:
            return [gap.answer for gap in cloze.gaps(asked.prompt)]
        case CardType.ORDER:
            return [text for item in asked.items for text in (item.text, item.label)]
        case CardType.MATCH:
            return [text for pair in asked.pairs for text in (pair.left, pair.right)]
        case CardType.SELECT:
            return list(asked.answers)
        case _:
            return [asked.answer]


@pytest.mark.parametrize("library", [shipped, example])
def test_each_card_is_asked_before_and_told_after(library):
    found: Library = library()
    references = References(found)
    questions, key = halves(written(found, ".html"))
    asked_blocks, told_blocks = blocks(questions), blocks(key.partition('<section class="dis')[0])
    cards = list(cards_of(found, *CardType))
    assert len(asked_blocks) == len(told_blocks) == len(cards)
    for n, (asked, block, told) in enumerate(zip(cards, asked_blocks, told_blocks, strict=True), 1):
        assert block.startswith(f"{n}.")
        assert told.startswith(f"{n}.")
        without_marks = squeezed(re.sub(r"\s+", " ", told)).replace(" ", "")
        for wanted in (*_key_of(asked), asked.explanation, asked.hint, *asked.points):
            assert shown(wanted).replace(" ", "")[:40] in unescaped(without_marks)
        for wrong in asked.distractors:
            assert shown(wrong.why).replace(" ", "") in unescaped(without_marks)
        for place in feedback.citations(asked, references):
            assert f"par. {place.paragraph}" in told
        for table in feedback.conflicts(asked, references):
            assert shown(table.question).replace(" ", "") in unescaped(without_marks)
        if asked.hint:
            assert shown(asked.hint) not in unescaped(block)


def unescaped(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def test_the_questions_do_not_say_which_option_is_right():
    questions, _ = halves(written(example(), ".html"))
    assert "✓" not in questions
    assert "✗" not in questions
    assert 'class="answer"' not in questions
    order = next(b for b in blocks(questions) if "Put these in order" in b)
    steps = ("The wreck of the", "The light is lit", "The ferry begins", "The ferry takes to steam")
    assert tuple(sorted(steps, key=order.index)) != steps


def test_letters_of_the_key_are_those_of_the_options():
    questions, key = halves(written(example(), ".html"))
    (block,) = (b for b in blocks(questions) if "Match each person" in b)
    (told,) = (b for b in blocks(key) if b.startswith("10."))
    pairs = re.findall(r"\b([abc]) (built the tower|kept the light|rowed the)", block)
    assert sorted(letter for letter, _ in pairs) == ["a", "b", "c"]
    for letter, right in pairs:
        assert re.search(rf"{letter} [A-Z]\w+ \w+: {right}", told)


def test_a_dispute_stands_once_however_many_cards_it_bears_on():
    _, key = halves(written(example(), ".html"))
    assert key.count("On what day was the light first lit? See") == 4
    assert key.count("<td>4 March 1821</td>") == 1
    assert '<div class="card" id="d1">' in key


def test_documents_are_listed_with_their_address():
    text = written(example(), ".html")
    _, _, documents = text.partition('<section class="documents">')
    assert "Agnes Thorne" in documents
    assert "https://example.org/log" in documents


def test_documents_that_only_a_disagreement_cites_are_listed_too():
    library = example()
    card = next(c for c in library.cards() if c.sources and References(library).conflicts_of(c))
    alone = replace(library, decks=(replace(library.decks[0], cards=(card,)),))
    claimed = {fact.partition(":")[0] for conflict in References(library).conflicts_of(card)
               for claim in conflict.claims for fact in claim.facts}  # fmt: skip
    _, _, documents = written(alone, ".html").partition('<section class="documents">')
    assert len(claimed) > 1
    for source in library.sources:
        assert (source.title in documents) == (source.slug in claimed)


def test_a_picture_is_inside_with_its_words():
    text = written(example(), ".html")
    assert '<img src="data:image/png;base64,iVBOR' in text
    assert 'alt="A lamp with a round wick, seen from the front."' in text


def test_each_text_is_set_from_its_own_side():
    style = re.search(r"<style>(.*)</style>", written(example(), ".html"), re.DOTALL)[1]
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    own = {name.strip() for names, rule in rules if "unicode-bidi: plaintext" in rule
           for name in names.split(",")}  # fmt: skip
    assert own >= {"h1", "h2", "p", "li", "li span", "td", ".answer"}


NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "")


@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium to print with")
def test_it_prints_and_the_key_begins_a_page(tmp_path):
    (tmp_path / "x.html").write_text(written(example(), ".html"), encoding="utf-8")
    subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'x.pdf'}",
            (tmp_path / "x.html").as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=60,
    )  # fmt: skip
    data = (tmp_path / "x.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", data))
    assert 4 <= pages <= 8
