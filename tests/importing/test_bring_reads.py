"""Which keys of a card are read for sure, without asking the builder."""

import pytest

from quiz.importing.reads import reads

Q = {"id": "a", "question": "q"}


@pytest.mark.parametrize(
    "keys",
    [
        {"answer": "b", "accept": ["c"], "tags": ["x", "y"]},
        {"type": "choice", "answer": "b", "distractors": ["c", {"text": "d", "why": "e"}]},
        {"type": "order", "items": ["b", {"text": "c", "label": "d"}]},
        {"type": "match", "pairs": [{"left": "b", "right": "c"}, {"left": "d", "right": "e"}]},
    ],
)
def test_sound_cards_need_no_builder(keys):
    assert reads(Q | keys)


@pytest.mark.parametrize(
    "keys",
    [
        {"accept": []},
        {"accept": {"c": "d"}},
        {"accept": "c"},
        {"accept": [" "]},
        {"tags": ["x", "x"]},
        {"distractors": [{"text": "c"}]},
        {"distractors": [{"text": " ", "why": "d"}]},
        {"distractors": [" "]},
        {"distractors": [{"why": "d", "because": "c"}]},
        {"retired": "false"},
        {"answers": ["b"]},
    ],
)
def test_what_may_be_read_otherwise_is_left_to_the_builder(keys):
    assert not reads(Q | {"answer": "b"} | keys)


def test_a_pair_is_never_a_text_alone():
    pair = {"left": "b", "right": "c"}
    assert not reads(Q | {"type": "match", "pairs": [pair, "d"]})


@pytest.mark.parametrize("text", ["b", "{{c0::b}}", "{{c1:: }}", "{{c1::b}} {{c0::c}}"])
def test_a_text_is_read_for_sure_only_with_sound_gaps(text):
    assert reads({"id": "a", "type": "cloze", "text": "{{c1::b}}"})
    assert not reads({"id": "a", "type": "cloze", "text": text})
