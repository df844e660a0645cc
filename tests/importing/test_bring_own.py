"""Notes of our own note types: hostile ones are seen through, and what is fast is what is right."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from importing_make import imported, note, zipped
from test_bring_package import basic, collection, rows
from test_bring_write import brought

from quiz.importing import own, write
from quiz.importing.cards import drafts
from quiz.importing.draft import CONTROL, Draft, LeftOut
from quiz.importing.html import markdown
from quiz.importing.own import _MOST, _parsed
from quiz.importing.package import Notetype
from quiz.importing.reads import reads
from quiz.importing.write import _weight
from quiz.library import load_library
from quiz.model import Unusable

OURS = Notetype("Quiz", False, ("Prompt", "Identity", "Card", "Image"), ())
CARD = {"id": "c", "question": "q", "answer": "a"}


def ours(keys: object, identity: str = "l/d/c", **rest):
    return note("", identity, json.dumps(keys), "", notetype=OURS, **rest)


def slow(written: str):
    try:
        return json.loads(CONTROL.sub("", written))
    except ValueError:
        return None


@given(
    st.lists(
        st.sampled_from(['{', '}', '"a"', ":", ",", "[", "]", "1", "\\", "u0001", '"', "é", " ",
                         "\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff"]),
        max_size=9,
    ).map("".join)
)  # fmt: skip
@example('{"a": "\x7f"}')
@example('{"a": "\x01b"}')
@example(' \r\n{"a":\t1} ')
@example('{"a": "b"} c')
@example("1\r2")
@example("[" * 100_000)
def test_json_is_read_as_if_it_had_been_cleaned_first(written):
    if len(written) < 1000:
        assert _parsed(written)[0] == slow(written)
    else:
        assert _parsed(written)[0] is None


@pytest.mark.parametrize(
    ("keys", "readable"),
    [
        (CARD, True),
        (CARD | {"tags": ["a", "b"]}, True),
        (CARD | {"tags": ["a", "a"]}, False),
        (CARD | {"hint": "a\u0001"}, False),  # cleaned, so it must be looked at again
        (CARD | {"allow": {"rule": "reason"}}, False),
    ],
)
def test_what_surely_is_read_is_told(keys, readable):
    (draft,) = drafts(ours(keys))
    assert isinstance(draft, Draft)
    assert draft.readable is readable
    assert draft.keys == (keys if "hint" not in keys else CARD | {"hint": "a"})
    assert reads(draft.keys) or not draft.readable


@pytest.mark.parametrize(
    "keys", [[], "c", 1, None, CARD | {"x": "y"}, CARD | {"hint": 1}, CARD | {"hint": [["a"]]}]
)
def test_what_is_no_card_is_left_out(keys):
    (left,) = drafts(ours(keys))
    assert isinstance(left, LeftOut)
    assert left.reason == "its fields 'Identity' and 'Card' were changed"


JSON = st.recursive(
    st.text(max_size=5) | st.integers() | st.floats(allow_nan=False) | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=9,
)


@given(JSON, st.booleans())
def test_no_json_weighs_more_than_is_said_of_it(value, ascii_):
    written = json.dumps(value, ensure_ascii=ascii_, separators=(",", ":"))
    assert _weight(json.loads(written)) <= _MOST * len(written)


@pytest.mark.parametrize("most", [0, 60, 1000])
def test_a_deck_is_full_at_the_same_card_however_it_is_weighed(most, monkeypatch):
    monkeypatch.setattr(write, "_LARGEST_DECK", 1000)
    target = write._Target("d", "D", "", Path("d.yaml"), False, 100)
    size = 100
    for n in range(60):
        assert target.is_full() == (size > 1000)
        target.unweighed.append({"id": "c" * (n % 7)})
        target.most += most or 1001
        size += _weight(target.unweighed[-1])


def test_a_card_with_another_id_than_it_came_with_is_looked_at_again(tmp_path):
    brought(tmp_path, ours(CARD))
    record = tmp_path / "decks" / ".imported.json"
    record.write_text(record.read_text().replace('"d/c ', '"d/c/x '))
    report = brought(tmp_path, ours(CARD | {"answer": "b"}))
    assert [left.reason[:15] for left in report.left_out] == ["expected a slug"]
    library, problems = load_library(tmp_path)
    assert not problems
    assert [card.answer for card in library.cards()] == ["a"]


def test_a_package_whose_last_note_is_broken_writes_nothing(tmp_path):
    listed = rows(3, "notes", "i,i,case i when 3 then 7 else 1 end,'',i || char(31) || 'x'")
    content = collection(basic(), listed, rows(3, "cards", "i,0,1,0"))
    path = zipped(tmp_path / "x.apkg", [("collection.anki2", content)])
    with pytest.raises(Unusable, match=r"x\.apkg cannot be imported: a note is of a note type"):
        imported(path, tmp_path / "lib")
    assert not (tmp_path / "lib").exists()


def test_of_the_field_of_the_picture_no_more_is_read_than_a_tag_takes(monkeypatch):
    read = []
    monkeypatch.setattr(own, "markdown", lambda text: read.append(text) or markdown(text))
    written = json.dumps(CARD | {"image": "map.png", "alt": "A map."})
    for image in ('<img src="map.png" alt="A map.">' + "<li>" * 100_000, "<li>" * 100_000):
        (card,) = drafts(note("", "l/d/c", written, image, notetype=OURS))
        assert card.medium == ("map.png" if image.startswith("<img") else "")
    assert max(map(len, read)) <= 10_000
