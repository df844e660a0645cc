"""What an author is told where the parser cannot go on, and where something is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import HEAD, SOUND, build, nodes

from quiz.library import reader
from quiz.library.slips import advice

DECK = """\
deck: d
title: T
cards:
- id: one
  question: Who?
  answer: Me
  distractors:
  - text: a
    why: b
- id: two
  question: What?
  answer: That
"""


@pytest.fixture(params=sorted({reader.FAST, False}), autouse=True, scope="module")
def parser(request):
    """Each of the parsers that there are, the C parser and the one in Python."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "FAST", request.param)
        yield


def told(text: str) -> list[str]:
    """Line and message of each Problem."""
    return [f"{p.place.line}: {p.message}" for p in build(text)[1]]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "has", "expected"),
    [
        ("  question: Who", "   question: Who", 5, "3 spaces", "2"),
        ("  question: Who", " question: Who", 5, "1 space", "2"),
        ("  answer: Me", "    answer: Me", 6, "4 spaces", "2"),
        ("  answer: Me", " answer: Me", 6, "1 space", "2"),
        ("    why: b", "   why: b", 9, "3 spaces", "4 or 2"),
        ("    why: b", "     why: b", 9, "5 spaces", "4 or 2"),
        ("  - text: a", " - text: a", 8, "1 space", "2 or 0"),
        ("- id: two", " - id: two", 10, "1 space", "0"),
        ("title: T", "  title: T", 2, "2 spaces", "0"),
        ("cards:", " cards:", 3, "1 space", "0"),
    ],
)
def test_a_line_that_is_indented_otherwise_is_told_how_far(right, wrong, line, has, expected):
    assert DECK.count(right) == 1
    message = next(m for m in told(DECK.replace(right, wrong)) if m.startswith(f"{line}: "))
    assert f"this line is indented by {has}, those above it by {expected}: line it up" in message


def test_a_list_that_is_indented_has_all_its_members_so():
    text = DECK.replace("\n- ", "\n  - ").replace("\n  ", "\n    ").replace("    - id", "  - id")
    assert told(text) == []
    assert told(text.replace("  - id: two", "- id: two")) == [
        "10: this line is indented by 0 spaces, those above it by 2: line it up"
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("Who?", "Who: me?", "5: a text with ': ' in it must be quoted"),
        ("  answer: Me", "  answer Me", "6: this is no 'key: value'"),
        ("answer: Me", "answer: Me\n  or you", "7: this is no 'key: value'"),
        ("answer: Me", 'answer: "Me"\n    and you', "7: this does not line up with the keys above"),
        ("  answer: Me", "\tanswer: Me", "6: indent with spaces, not with a tab"),
    ],
)
def test_what_is_no_matter_of_indentation_is_told_as_before(right, wrong, message):
    assert told(DECK.replace(right, wrong))[0].startswith(message)


def test_where_a_text_may_go_on_it_is_told_how():
    text = DECK.replace("answer: Me", "answer: He said\n    this: me")
    (said,) = told(text)
    assert said.startswith("7: this line is indented by 4 spaces, those above it by 2: ")
    assert said.endswith(": line it up, or quote a text with ': ' in it")


def test_a_key_of_a_card_elsewhere_is_a_matter_of_indentation():
    found = told(DECK.replace("  answer: That", "answer: That"))
    assert any("a deck has no key 'answer', which belongs to a card" in said for said in found)
    found = told(DECK.replace("    why: b", "    hint: b"))
    assert any("a distractor has no key 'hint', which belongs to a card" in said for said in found)
    assert "did you mean 'text'?" in str(told(DECK.replace("- text: a", "- txet: a")))


@pytest.mark.parametrize("cards", ["cards: []", "cards:", "cards:\n"])
def test_a_deck_without_cards_is_told_what_one_is(cards):
    assert told(f"deck: d\ntitle: T\n{cards}\n")[0].endswith(
        ": write a card, '- id: ' with its question and its answer beneath"
    )


@pytest.mark.parametrize(
    ("text", "optional"),
    [
        (HEAD + SOUND.format("a") + "  hint:\n", True),
        (HEAD + SOUND.format("a") + "  tags: []\n", True),
        (HEAD + "- id: a\n  question: Q?\n  answer:\n", False),
        ("deck: d\ntitle:\ncards:\n" + SOUND.format("a"), False),
    ],
)
def test_only_a_key_that_may_be_missing_is_to_be_left_out(text, optional):
    assert told(text)[0].endswith("write it, or leave the key out" if optional else "write it")


SPACE = "with a plain colon and a space behind it"
COLON = "with a colon and a space behind it"
MERGE = (
    "a merge left two versions here: keep one of them, and delete the lines that begin with"
    " <<<<<<<, ======= and >>>>>>>"
)
OURS, THEIRS = "<<<<<<< HEAD\n", "=======\n{}\n>>>>>>> branch\n"


@pytest.mark.parametrize(
    ("right", "wrong", "place", "message", "sound"),
    [
        # tabs, wherever the parser meets them
        ("  distractors:", "\tdistractors:", (7, 1), "indent with spaces, not with a tab", "two"),
        ("  - text: a", "\t- text: a", (8, 1), "indent with spaces, not with a tab", "two"),
        ("- id: two", "\t- id: two", (10, 1), "indent with spaces, not with a tab", "one"),
        ("    why: b", "  \twhy: b", (9, 3), "indent with spaces, not with a tab", "two"),
        ("- id: two", "\t\n- id: two", (10, 1), "nothing stands behind this tab: delete it", "two"),
        # colons
        ("question: What", "question:What", (11, 11), f"write 'question: ', {SPACE}", "one"),
        ("question: What", "question:\xa0What", (11, 11), f"write 'question: ', {SPACE}", "one"),
        ("question: What", "question：What", (11, 11), f"write 'question: ', {SPACE}", "one"),
        ("answer: That", "answer： That", (12, 9), f"write 'answer: ', {SPACE}", "one"),
        ("- id: two", "- id:two", (10, 5), f"write 'id: ', {SPACE}", "one"),
        ("- id: two", "- id：two", (10, 5), f"write 'id: ', {SPACE}", "one"),
        ("- id: two", "- id two", (10, 5), f"write 'id: ', {COLON}", "one"),
        ("- id: one", "- id one", (4, 5), f"write 'id: ', {COLON}", "two"),
        ("text: a", "text a", (8, 9), f"write 'text: ', {COLON}", "two"),
        ("text: a", "text:a", (8, 9), f"write 'text: ', {SPACE}", "two"),
        ("deck: d", "deck:d", (1, 5), f"write 'deck: ', {SPACE}", "one two"),
        ("title: T", "title:T", (2, 6), f"write 'title: ', {SPACE}", "one two"),
        ("cards:", "cards：", (3, 6), f"write 'cards: ', {SPACE}", "one two"),
        # what a merge left
        ("  answer: That\n", OURS + "  answer: That\n" + THEIRS.format("  answer: This"), (12, 1),
         MERGE, "one"),
        ("  answer: That\n", OURS + "  answer: That\n||||||| base\n  answer: It\n"
         + THEIRS.format("  answer: This"), (12, 1), MERGE, "one"),
        ("deck: d\n", OURS + "deck: d\n" + THEIRS.format("deck: e"), (1, 1), MERGE, "one two"),
        ("  answer: That\n", ">>>>>>> branch\n  answer: That\n", (12, 1), MERGE, "one"),
    ],
)  # fmt: skip
def test_a_common_slip_is_told_where_it_is_and_costs_one_card(right, wrong, place, message, sound):
    assert DECK.count(right) == 1
    for end in ("\n", "\r\n"):
        deck, problems = build(DECK.replace(right, wrong).replace("\n", end))
        assert [(*p.place[1:], p.message) for p in problems] == [(*place, message)]
        if "\t\n" not in wrong:  # which is counted to the card above
            assert " ".join(card.identity.card for card in deck.cards) == sound


def test_each_place_of_a_merge_is_named():
    text = DECK
    for right, other in (("  answer: Me\n", "  answer: I"), ("  answer: That\n", "  answer: It")):
        text = text.replace(right, OURS + right + THEIRS.format(other))
    assert told(text) == [f"6: {MERGE}", f"16: {MERGE}"]


def test_what_only_looks_like_a_slip_is_no_matter_of_colons():
    for text in ("https://example.org", "to:do", "noted:this"):  # none is a key
        assert "a space behind it" not in str(told(DECK.replace("answer: Me", text)))
    lines = "  accept:\n  - text of a treaty\n  reject: a: b\n"
    (said,) = told(DECK.replace("  answer: That\n", f"  answer: That\n{lines}"))
    assert said.startswith("15: a text with ': ' in it must be quoted")


@pytest.mark.parametrize("written", ["[c: 4a]", "[a:1b, c: 4a]", "\n  - c: 4a"])
def test_a_citation_has_no_space(written):
    (said,) = told(DECK.replace("answer: That", f"answer: That\n  sources: {written}"))
    assert said.endswith(", found a space in it: write c:4a")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("  question: Who", "  Question: Who"), ("  answer: Me", "  answr: Me"),
     ("- id: one", "- ID: one"), ("title: T", "Titel: T")],
)  # fmt: skip
def test_a_needed_key_that_is_misspelt_is_one_problem(right, wrong):
    (said,) = told(DECK.replace(right, wrong))
    assert f": did you mean {right.strip(' -').partition(':')[0]!r}?" in said
    assert any("needs 'answer'" in said for said in told(DECK.replace("  answer: Me\n", "")))


PARTS = [" ", "- ", "-", "a: ", "b:", "c", "\n", "\r\n", "\r", "'", "[", ":", "\t", ">-", "\n  "]
YAML = st.lists(st.sampled_from(PARTS)).map("".join)


@given(YAML)
def test_any_text_is_told_of_in_words(text):
    for problem in nodes(text)[1]:
        assert problem.message


@given(YAML, st.integers(0, 9), st.integers(0, 9))
def test_there_is_advice_for_any_place(text, line, column):
    for said in ("mapping values", "what nobody foresaw"):
        message, _, _ = advice(said, text, line, column)
        assert message
