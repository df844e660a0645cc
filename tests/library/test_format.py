from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.library.format import formatted
from quiz.library.reader import Map, Seq, read

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


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200) | (
    st.lists(st.text("ab #:-'\"\\[]{}>|&*!%@`,?~é彭", max_size=12), min_size=1, max_size=20).map(
        " ".join
    )
)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_any_value_survives(texts, breaks):
    import json

    if breaks:
        texts = ["\n".join(texts)]
    assume(all(text.strip() for text in texts))
    quoted = [json.dumps(text) for text in texts]
    source = f"deck: d\ntitle: {quoted[0]}\ncards:\n- id: a\n  accept:\n"
    source += "".join(f"  - {text}\n" for text in quoted)
    _, problems = read(source.encode(), "")
    assume(not problems)
    new = format_(source)
    assert values(new) == values(source)
    assert format_(new) == new
