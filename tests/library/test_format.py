from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from texts import SIGNS as HARD_SIGNS
from texts import TEXTS as HARD_TEXTS

from quiz.library.build import Builder
from quiz.library.format import _folding, _is_plain, block, formatted
from quiz.library.nodes import Map, Seq
from quiz.library.reader import read
from quiz.library.shapes import Kind

ROOT = Path(__file__).parent.parent.parent
FILES = [
    *ROOT.glob("decks/*.yaml"),
    *ROOT.glob("seeds/*.yaml"),
    *ROOT.glob("tests/example/*/*.yaml"),
]


def values(text):
    """What a text says, whatever its layout."""

    def plain(node):
        if isinstance(node, Map):
            return {key: plain(value) for key, (_, value) in node.pairs.items()}
        if isinstance(node, Seq):
            return [plain(item) for item in node.items]
        return node[0]

    node, problems = read(text.encode(), "")
    assert problems == []
    return plain(node)


def format_(text):
    new, problems = formatted(text, "deck.yaml")
    assert problems == []
    return new


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_formatting_changes_no_value_and_is_done_once(file):
    old = file.read_text(encoding="utf-8")
    new = format_(old)
    assert values(new) == values(old)
    assert format_(new) == new


@pytest.mark.parametrize(
    "file",
    [*ROOT.glob("decks/*.yaml"), *ROOT.glob("seeds/*.yaml")],
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_the_shipped_library_is_formatted(file):
    old = file.read_text(encoding="utf-8")
    assert format_(old) == old


UGLY = """\
# about the deck
title: 'A deck'
deck:   d   # its slug
cards:
# the first
- answer: "yes it is"
  # about the question
  question: 'What: is it?'
  id: a   # its id


  distractors: # wrong ones
      - one
      # the second
      - {text: two, why: because}
  sources: [alpha:1a,   alpha:2b]
- id: b
  question: |
      two
      lines
  answer: "007"
# the end
"""


def test_comments_travel_with_what_they_stand_at():
    new = format_(UGLY)
    lines = new.splitlines()

    def before(line):
        return lines[lines.index(line) - 1].strip()

    assert "deck: d  # its slug" in lines
    assert before("title: A deck") == "# about the deck"
    assert before("- id: a  # its id") == "# the first"
    assert before('  question: "What: is it?"') == "# about the question"
    assert "  distractors:  # wrong ones" in lines
    assert before("  - text: two") == "# the second"
    assert "  sources: [alpha:1a, alpha:2b]" in lines
    assert lines[-1] == "# the end"
    assert new.count("#") == UGLY.count("#")


# Where a comment may stand behind a line is a '#', where none may stand before it a '?'.
LINES = """\
title: "T"                            #
deck: d                               #
cards:                                #
- id: a                               #
  type: short-answer                  #
  question: 'Who
?   went
?
?   there?'                           #
  answer: >-                          #
?   The
?   army.
  hint: |                             #
?   One.
?
?   Two: # no comment
  explanation: |-                     #
?   Short.
  accept:                             #
  - >                                 #
?   an army
  - "a \\
?   b"                                #
  - "the end"                         #
  distractors:                        #
  - text: one                         #
    why: "a # b"                      #
  - { text: two,                      #
     why: because }                   #
  sources: [                          #
    alpha:1a,                         #
    alpha:2b ]                        #
  about:                              #
  - "alpha:3c"                        #
  unit: 'men'                         #
  tags:                               #
  - x                                 #
  - y                                 #
  allow:                              #
    some-rule:                        #
      because                         #
    other: yes                        #
- # its id
  id: b                               #
""".splitlines()


@given(st.integers())
@example(0)
def test_any_line_ends_and_comments(seed):
    rng = Random(seed)
    source, comments = "", []

    def comment(place):
        comments.append(f"# {place} {len(comments)}")
        return comments[-1]

    def end():
        return rng.choice(["\n", "\r\n", "\r"])

    for line in LINES:
        if not line.startswith("?") and rng.random() < 0.5:
            source += comment("before") + end()
        source += line.removesuffix("#").rstrip().replace("?", " ", line.startswith("?"))
        if line.endswith("#") and rng.random() < 0.5:
            source += f" {comment('behind')}"
        source += end()
    new = format_(source)
    assert values(new) == values(source)
    assert format_(new) == new
    assert "\r" not in new
    written = re.findall("# (?:before|behind) [0-9]+$", new, re.MULTILINE)
    assert sorted(written) == sorted(comments)


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends_become_those_of_unix(end):
    assert format_(UGLY.replace("\n", end)) == format_(UGLY)


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", r'"\x85"', r'"\u2028"', "[\r"])
def test_a_file_with_problems_keeps_its_line_ends(sign):
    for broken in (f"deck: d\r\ntitle: {sign}\rcards: []\n", f"# {sign}\rdeck: d # {sign}\rb: ["):
        text, problems = formatted(broken, "x.yaml")
        assert text == broken
        assert problems


@pytest.mark.parametrize("sign", [">-", ">", "|", "|-", "|+", ">2-"])
def test_a_comment_behind_a_block_sign_is_kept(sign):
    words = "word " * 20
    text = f"deck: d\ntitle: T\ncards:\n- id: a\n  hint: {sign} # why\n    {words}\n    end\n"
    new = format_(text)
    assert re.search("  hint: .*  # why\n|  # why\n  hint: ", new)
    assert values(new) == values(text)
    assert format_(new) == new


def test_a_comment_behind_a_member_is_kept():
    listed = "  tags:\n  - a  # why\n  - b\n"
    assert listed in format_(f"deck: d\ntitle: T\ncards:\n- id: a\n{listed}")


def test_keys_come_in_one_order_and_each_card_is_a_block():
    new = format_(UGLY)
    assert new.index("deck: d") < new.index("title:") < new.index("cards:")
    assert new.index("id: a") < new.index("question:") < new.index("answer: yes it is")
    assert '\n\n- id: b\n  question: |\n    two\n    lines\n  answer: "007"\n' in new


def test_what_others_would_take_for_a_number_is_quoted_and_a_flag_is_not():
    new = format_(
        "deck: d\ntitle: T\norder: 3\ncards:\n"
        "- id: a\n  answer: 1950\n  question: ~\n  retired: true\n"
    )
    assert 'answer: "1950"' in new
    assert 'question: "~"' in new
    assert "order: 3" in new
    assert "retired: true" in new


def test_a_file_with_problems_is_left_as_it_is():
    broken = "deck: [\n"
    text, problems = formatted(broken, "x.yaml")
    assert text == broken
    assert problems


TEXTS = HARD_TEXTS | (
    st.lists(st.text("ab #:-'\"\\[]{}>|&*!%@`,?~é彭", max_size=12), min_size=1, max_size=20).map(
        " ".join
    )
)


def escaped(text):
    """In double quotes, each character by its number."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
@example(HARD_SIGNS, False)
@example(HARD_SIGNS, True)
def test_any_value_survives(texts, breaks):
    if breaks:
        texts = ["\n".join(texts)]
    source = f"deck: d\ntitle: {escaped(texts[0])}\ncards:\n- id: a\n  accept:\n"
    source += "".join(f"  - {escaped(text)}\n" for text in texts)
    new = format_(source)
    wanted = {"deck": "d", "title": texts[0], "cards": [{"id": "a", "accept": texts}]}
    assert values(source) == values(new) == wanted
    assert format_(new) == new


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Korea 🇰🇷", "Korea 🇰🇷"),
        ("the 👨‍👩‍👧", '"the 👨‍👩‍👧"'),
        ("a\u00a0😀", '"a\u00a0😀"'),
        ("𠮷野\u3000家", '"𠮷野\u3000家"'),
        ('\u3000"C:\\x"', "'\u3000\"C:\\x\"'"),
        ("a\u202eb\u200bc", r'"a\u202eb\u200bc"'),
        ("😀\U000e0001", r'"😀\U000e0001"'),
        ("👨‍👩‍👧\n\u3000b", "|-\n    👨‍👩‍👧\n    \u3000b"),
        ("a\n\u200e", r'"a\n\u200e"'),
    ],
)
def test_what_can_be_seen_is_written_as_it_is(text, written):
    source = f"deck: d\ntitle: T\ncards:\n\n- id: a\n  answer: {escaped(text)}\n"
    assert format_(source).endswith(f"  answer: {written}\n")
    assert block({"id": "a", "answer": text}).endswith(f"  answer: {written}\n")


def test_words_with_joined_signs_are_folded():
    new = block({"id": "a", "answer": "the 👨‍👩‍👧 and\u00a0so on " * 9 + "end"})
    assert "  answer: >-\n" in new
    assert max(map(len, new.split("\n"))) <= 80


def test_a_tab_within_a_plain_text_is_text():
    text = "deck: d\n# why\ntitle: a\tb\ncards: []\n"
    once, problems = formatted(text, "f.yaml")
    assert problems == []
    assert "# why\n" in once
    assert read(once.encode(), "")[0].pairs["title"][1][0] == "a\tb"


def test_an_empty_list_stays_one():
    once, _ = formatted("deck: d\ntitle: T\ncards:\n- id: a\n  accept: []\n  tags: []\n", "f.yaml")
    assert "  accept: []\n  tags: []\n" in once
    assert formatted(once, "f.yaml") == (once, [])


@pytest.mark.parametrize(
    "odd",
    ["- id: a\n  'b: c': d", "- {}", "- []", "- [a, [b]]", "- id: a\n  allow: {}", "- - a",
     "- id: é\n  accept: [October 19, 1950]", "- id: a\n  tags: [Korea]"],
)  # fmt: skip
def test_what_has_no_layout_stays_as_it_was(odd):
    text = f"title:   T\ndeck: d\ncards:\n{odd}\n"
    assert formatted(text, "f.yaml") == (text, [])


def test_what_is_quoted_in_a_list_in_brackets_has_a_layout():
    text = "deck: d\ntitle: T\ncards:\n\n- id: é\n  accept: ['October 19, 1950', \"b c\"]\n"
    assert format_(text).endswith("  accept:\n  - October 19, 1950\n  - b c\n")


def slow_is_plain(value, kind):
    """What only parsers say: PyYAML's resolver, and our reader."""
    if not value.isprintable() or value != value.strip():
        return False
    guessed = yaml.SafeLoader("").resolve(yaml.ScalarNode, value, (True, False))
    if kind is Kind.TEXT and guessed != "tag:yaml.org,2002:str":
        return False
    node, problems = read(f"k: {value}\n".encode(), "")
    if problems or not isinstance(node, Map) or not isinstance(node.pairs["k"][1], tuple):
        return False
    return node.pairs["k"][1][0] == value and " #" not in value


SIGNS = "ab:#-?,[]{}&*!|>'\"%@`~=<.+_($€… 01yesnotrue"


@given(st.text(SIGNS, max_size=12) | st.text(max_size=12), st.sampled_from([Kind.TEXT, Kind.FLAG]))
@example("a" * 5000, Kind.TEXT)
@example("a b " * 2000 + "c", Kind.TEXT)
@example("19 October 1950", Kind.TEXT)
@example("1950 a: b", Kind.TEXT)
@example("0x1f", Kind.TEXT)
@example("a:b:31c", Kind.TEXT)
@example("false:", Kind.TEXT)
@example("falsely", Kind.TEXT)
@example("FALSE", Kind.TEXT)
@example("a:b ", Kind.TEXT)
@example("abcdefg:#", Kind.TEXT)
def test_what_is_told_to_be_plain_without_a_parser_is(value, kind):
    assert _is_plain(value, kind) == slow_is_plain(value, kind)


@given(st.lists(st.text("ab-,#é彭", min_size=1, max_size=12), min_size=2, max_size=30))
def test_folding_fills_lines_as_far_as_words_allow(words):
    text = " ".join(words)
    options = {"break_long_words": False, "break_on_hyphens": False}
    assert _folding(40)(text) == textwrap.wrap(text, 40, **options)


CARD_TEXTS = (st.text(SIGNS, min_size=1, max_size=100) | HARD_TEXTS).filter(str.strip)
LISTED = {
    "accept": CARD_TEXTS,
    "tags": st.sampled_from(["a", "a:b", "a/b", "x:3a", "4:00", "A", "#"]),
    "distractors": CARD_TEXTS | st.sampled_from(["a", "4:00", "a-b", "x/y"])
    | st.fixed_dictionaries({"text": CARD_TEXTS, "why": CARD_TEXTS}),
    "sources": st.sampled_from(["a:1b", "a-b:22c"]),
    "was": st.sampled_from(["a/b", "a/b/c"]),
}  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(["question", "answer", "hint", "unit"]), CARD_TEXTS),
    st.fixed_dictionaries(
        {}, optional={key: st.lists(each, min_size=1, max_size=5) for key, each in LISTED.items()}
    ),
    st.dictionaries(st.sampled_from(["some-rule", "other"]), CARD_TEXTS, min_size=1) | st.none(),
)
def test_a_block_is_what_formatting_gives(texts, lists, reasons):
    card = {"id": "a", **texts, **lists, **({"allow": reasons} if reasons else {})}
    written = json.dumps(card, ensure_ascii=False).replace("\ufeff", r"\ufeff")
    source = f"deck: d\ntitle: T\ncards:\n- {written}\n"
    head = "deck: d\ntitle: T\ncards:\n\n"
    assert format_(source) == head + block(card)
    assert values(head + block(card))["cards"] == [card]
    _, found = read((head + block(card)).encode(), "")
    built = Builder("", found)
    built.deck(read((head + block(card)).encode(), "")[0], "l", "d")
    assert not [problem for problem in built.problems if problem.rule == "flow-text"]


def test_a_list_without_members_has_no_space_behind_it():
    assert format_("deck: d\ntitle: T\ncards: \n") == "deck: d\ntitle: T\ncards:\n"
