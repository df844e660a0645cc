"""That cards which are seen to be sound are what a library reads."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz import keys as keys_of
from quiz.importing.draft import Draft
from quiz.importing.reads import reads
from quiz.importing.sound import _built, sound
from quiz.library import load_library, shipped
from quiz.library.shapes import CARD

VALUES = st.sampled_from(
    ["a", "a b", "", " ", "\n", "true", "false", "day", "A", "a/b", "a:1b", ".x", "p.png", "a" * 65,
     "{{c1::a}}", "{{c0::a}}", "{{c1:: }}", "{{c2::{{c1::}}}}", "cloze", "open"]
)  # fmt: skip
PARTS = st.dictionaries(st.sampled_from(["text", "why", "label", "left", "right"]), VALUES)
LISTS = st.lists(VALUES | PARTS, max_size=3)
ANY = VALUES | LISTS | PARTS
Q = {"id": "a", "question": "q"}
SOUND = [
    Q | {"answer": "b"},
    Q | {"type": "date", "answer": "1950", "precision": "year"},
    Q | {"type": "choice", "answer": "b", "distractors": ["c", {"text": "d", "why": "e"}]},
    Q | {"type": "select", "answers": ["b"], "distractors": ["c"]},
    Q | {"type": "order", "items": ["b", {"text": "c", "label": "d"}]},
    Q | {"type": "match", "pairs": [{"left": "b", "right": "c"}, {"left": "d", "right": "e"}]},
    Q | {"type": "open", "answer": "b", "points": ["c", "d"]},
    {"id": "a", "type": "true-false", "statement": "s", "answer": "true", "explanation": "e"},
    {"id": "a", "type": "cloze", "text": "{{c1::b}}"},
]
KEYS = st.builds(
    dict.__or__,
    st.sampled_from(SOUND),
    st.dictionaries(st.sampled_from([*CARD.keys]), ANY, max_size=2),
)


def draft(keys):
    return Draft(key="k", origin="o", title="t", keys=keys, name="n", library="l")


@given(KEYS)
@example({"id": "a", "question": "q", "answer": "b", "retired": "false"})
@example({"id": "a", "question": "q", "answer": "b", "tags": ["x", "x"]})
@example({"id": "a", "question": "q", "answer": "b", "distractors": [{"text": "c"}]})
def test_what_is_told_to_be_read_is_given_back_by_the_builder(keys):
    if reads(keys):
        cards, reasons = _built({"d/a": draft(keys)}, "l")
        assert not reasons
        assert [keys_of.of_card(card) for card in cards.values()] == [keys]


@pytest.mark.parametrize("card", load_library(shipped())[0].cards(), ids=lambda c: c.identity.card)
def test_most_cards_need_no_builder(card):
    keys = keys_of.of_card(card)
    assert card.allow or card.corrected or card.retired or reads(keys)
    found = sound({f"d/{card.identity.card}": draft(keys)}, "l")
    assert [*found.keys.values()] == [keys]
    assert not found.reasons
