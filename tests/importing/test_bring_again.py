"""Importing once more: what has changed there comes in, what is the author's stays."""

import hashlib
import json
import random
import time
from pathlib import Path
from textwrap import indent

import pytest
from importing_make import note
from test_bring_write import brought, deck

from quiz.importing import record
from quiz.importing.package import AnkiDeck, Notetype, Template
from quiz.importing.write import _Import
from quiz.library import load_library
from quiz.library.format import formatted
from quiz.model import Unusable

EXPLAINED = Notetype(
    "Explained",
    False,
    ("Front", "Back", "Extra"),
    (Template("Card 1", "{{Front}}", "{{FrontSide}}{{Back}}<br>{{Extra}}"),),
)
NOTES = [note(f"What is {n}?", f"answer {n}", guid=str(n)) for n in range(30)]


def slugs(root: Path) -> dict[str, str]:
    library, problems = load_library(root)
    assert not problems
    return {card.answer: f"{card.identity.deck}/{card.identity.card}" for card in library.cards()}


def test_slugs_stay_when_notes_come_go_and_move(tmp_path):
    brought(tmp_path, *NOTES[5:25])
    before = slugs(tmp_path)
    later = [*NOTES[:20], note("What is 22?", "another 22", guid="x"), NOTES[22]]
    random.Random(1).shuffle(later)
    report = brought(tmp_path, *later)
    assert (len(report.new), report.updated, report.unchanged) == (6, [], 16)
    after = slugs(tmp_path)
    assert {answer: after[answer] for answer in before} == before
    assert after["another 22"].startswith("history-wars/what-is-22-")


def test_a_changed_prompt_keeps_its_slug(tmp_path):
    brought(tmp_path, *NOTES[:3])
    report = brought(tmp_path, NOTES[0]._replace(raw=[b"Quite another thing?", b"answer 0"]))
    assert report.updated == ["history-wars/what-is-0"]
    assert len(slugs(tmp_path)) == 3


@pytest.mark.parametrize("is_edited", [False, True])
def test_records_whose_digests_are_of_another_kind_hold(tmp_path, is_edited):
    brought(tmp_path, NOTES[0])
    path = tmp_path / "decks" / ".imported.json"
    kept = json.loads(path.read_text("utf-8"))
    former = '{"answer": "answer 0", "id": "what-is-0", "question": "What is 0?"}'
    digest = hashlib.sha256(former.encode()).hexdigest()[:32]
    assert list(kept["cards"].values()) != [f"history-wars/what-is-0 {digest}"]
    kept["cards"] = dict.fromkeys(kept["cards"], f"history-wars/what-is-0 {digest}")
    path.write_text(json.dumps(kept), "utf-8")
    file = tmp_path / "decks" / "history-wars.yaml"
    if is_edited:
        file.write_text(file.read_text("utf-8").replace("answer 0", "mine"), "utf-8")
    report = brought(tmp_path, NOTES[0]._replace(raw=[b"What is 0?", b"nought"]))
    names = ["history-wars/what-is-0"]
    assert (report.updated, report.edited) == (([], names) if is_edited else (names, []))


def test_cards_of_a_renamed_or_moved_deck_stay_where_they_are(tmp_path):
    brought(tmp_path, *NOTES[:2])
    there = AnkiDeck(("Elsewhere",))
    report = brought(tmp_path, NOTES[0]._replace(deck=there), NOTES[9]._replace(deck=there))
    assert (report.unchanged, report.new) == (1, ["elsewhere/what-is-9"])
    assert slugs(tmp_path)["answer 0"] == "history-wars/what-is-0"


def test_decks_of_one_slug_become_two(tmp_path):
    decks = [AnkiDeck((name,)) for name in ("A b", "A-b", "日本", "韓国", "Library", "a" * 80, "…")]
    notes = [NOTES[n]._replace(deck=deck) for n, deck in enumerate(decks)]
    report = brought(tmp_path, *notes)
    assert report.decks == ["a-b", "a-b-2", "imported", "imported-2", "library-2", "a" * 64,
                            "imported-3"]  # fmt: skip
    assert len(slugs(tmp_path)) == 7
    assert brought(tmp_path, *reversed(notes)).unchanged == 7


def test_two_notes_of_one_guid_are_two_cards(tmp_path):
    twins = [note("a?", "one", guid="g"), note("b?", "two", guid="g")]
    assert len(brought(tmp_path, *twins).new) == 2
    assert brought(tmp_path, *twins).unchanged == 2


def test_notes_of_one_guid_are_kept_under_the_keys_that_records_have_had(tmp_path):
    brought(tmp_path, *[note(f"{n}?", "one", guid="g") for n in range(30)])
    kept = json.loads((tmp_path / "decks" / ".imported.json").read_text())["cards"]
    assert sorted(kept) == [f"g#0{'+' * n}" for n in range(30)]


def test_many_notes_of_one_guid_take_no_time(tmp_path):
    twins = [note(f"{n}?", "one", guid="g") for n in range(3000)]
    start = time.process_time()
    assert len(brought(tmp_path, *twins, dry_run=True).new) == 3000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n- id: ", "\n  - id: "),
        ("cards:\n\n- id: what-is-0", "cards:\n\n-  # mine\n  id: what-is-0"),
        ("title: ", "tags: [own]\ntitle: "),
        ("\n", "\r\n"),
        ("deck:", "\ufeffdeck:"),
    ],
)
def test_an_edited_layout_is_kept(old, new, tmp_path):
    brought(tmp_path, *NOTES[:2])
    text = deck(tmp_path).read_text()
    if new.startswith("\n  -"):  # all of the card moves
        head, _, cards = text.partition("cards:\n")
        text = f"{head}cards:\n{indent(cards, '  ')}"
    deck(tmp_path).write_text(text.replace(old, new), newline="")
    deck(tmp_path).write_bytes(deck(tmp_path).read_bytes() + b"# the end\n")
    report = brought(tmp_path, NOTES[0]._replace(raw=[b"What is 0?", b"nought"]), NOTES[2])
    assert (len(report.updated), len(report.new), report.edited) == (1, 1, [])
    assert list(slugs(tmp_path)) == ["nought", "answer 1", "answer 2"]
    assert "# the end" in deck(tmp_path).read_text()


def test_keys_behind_the_cards_stay_behind_them(tmp_path):
    brought(tmp_path, *NOTES[:2])
    deck(tmp_path).write_text(deck(tmp_path).read_text() + "order: 7\n")
    brought(tmp_path, NOTES[2])
    assert deck(tmp_path).read_text().endswith("answer: answer 2\norder: 7\n")
    assert len(slugs(tmp_path)) == 3


SLOPE = "Hold these:<br>#1 hold the hill<br># 2"


@pytest.mark.parametrize(
    "end", ["", "\n# the end\n", "\n  # of the card\n\n# the end\n", "\norder: 7\n"]
)
@pytest.mark.parametrize("shift", ["", "  "])
def test_a_last_line_that_looks_like_a_comment_stays_text(tmp_path, end, shift):
    def hill(answer):
        return note("Where?", answer, SLOPE, guid="hill", notetype=EXPLAINED)

    def explanations():
        library, problems = load_library(tmp_path)
        assert not problems
        return [card.explanation for card in library.cards()]

    brought(tmp_path, hill("on the hill"))
    told = explanations()
    assert told[0].endswith("\n#1 hold the hill\n# 2")
    head, _, cards = deck(tmp_path).read_text().partition("cards:\n")
    deck(tmp_path).write_text(f"{head}cards:\n{indent(cards, shift)}".rstrip("\n") + end)
    assert len(brought(tmp_path, hill("on the hill"), NOTES[0]).new) == 1
    assert explanations() == [*told, ""]
    for answer in ("below the hill", "behind the hill"):
        assert len(brought(tmp_path, hill(answer), NOTES[0]).updated) == 1
        assert explanations() == [*told, ""]
    text = deck(tmp_path).read_text()
    assert text.count("#1 hold") == 1
    assert "the end" not in end or text.endswith("# the end\n")


def test_where_another_card_would_change_nothing_is_written(tmp_path):
    brought(tmp_path, NOTES[0])
    kept = deck(tmp_path).read_text() + "  explanation: |+\n    one\n\n\n"
    deck(tmp_path).write_text(kept)
    with pytest.raises(Unusable, match="quiz format"):
        brought(tmp_path, NOTES[1])
    assert deck(tmp_path).read_text() == kept
    deck(tmp_path).write_text(formatted(kept, "")[0])
    assert len(brought(tmp_path, NOTES[1]).new) == 1
    assert sorted(slugs(tmp_path)) == ["answer 0", "answer 1"]


def test_where_no_card_can_be_put_nothing_is_written(tmp_path):
    brought(tmp_path, NOTES[0])
    odd = deck(tmp_path).read_text().replace("- id: what-is-0", "-  # well-known\n  id: what-is-0")
    deck(tmp_path).write_text(odd)
    with pytest.raises(Unusable, match="quiz format"):
        brought(tmp_path, NOTES[1])
    assert deck(tmp_path).read_text() == odd


@pytest.mark.parametrize(
    "broken",
    [
        "deck: [",
        "\x00",
        "title: x\n",
        "",
        "deck: other\ntitle: x\n",
        "deck: history-wars\ntitle: T\ncards: [{id: what-is-0, question: a b, answer: c d}]\n",
    ],
)
def test_a_deck_that_cannot_be_read_is_left_alone(broken, tmp_path):
    brought(tmp_path, NOTES[0])
    deck(tmp_path).write_text(broken)
    report = brought(tmp_path, NOTES[0], NOTES[1])
    assert deck(tmp_path).read_text() == broken
    assert not report.new
    assert "has problems" in report.left_out[-1].reason


def test_a_large_deck_is_divided_and_stays_so(tmp_path, monkeypatch):
    monkeypatch.setattr("quiz.importing.write._LARGEST_DECK", 1000)
    report = brought(tmp_path, *NOTES)
    assert report.decks[:2] == ["history-wars", "history-wars-2"]
    before = slugs(tmp_path)
    assert len(before) == 30
    report = brought(tmp_path, *NOTES[10:], note("New?", "new", guid="new"))
    assert (report.unchanged, len(report.new)) == (20, 1)
    assert {answer: name for answer, name in slugs(tmp_path).items() if answer != "new"} == before


def test_what_is_written_is_in_canonical_layout(tmp_path):
    texts = [
        "a: b",
        "x #y",
        "007",
        "- a",
        "long " * 40,
        "two\nlines",
        "yes",
        "“q” 'r' \"s\"",
        "é" * 90,
    ]
    notes = [note(text, text.replace("\n", " "), guid=text, tags=("a:b", "c")) for text in texts]
    brought(tmp_path, *notes)
    text = deck(tmp_path).read_text()
    assert formatted(text, "") == (text, [])
    assert not any(line != line.rstrip() for line in text.splitlines())
    brought(tmp_path, NOTES[0], notes[0]._replace(raw=[b"a: b", b"changed"]))
    text = deck(tmp_path).read_text()
    assert formatted(text, "") == (text, [])


def test_the_record_is_a_line_a_card(tmp_path):
    brought(tmp_path, *NOTES)
    lines = (tmp_path / "decks" / ".imported.json").read_text().splitlines()
    assert len(lines) == 31
    assert _Import({}.get, tmp_path).record.cards["7#0"].card == "history-wars/what-is-7"


@pytest.mark.parametrize(
    ("deck", "card"),
    [
        ("../../escaped", "war/one"),
        ("..\\escaped", "war/one"),
        ("War", "war/one"),
        ("war", "one"),
        ("war", "../one"),
        ("war", "war/one/../x"),
    ],
)
def test_a_record_that_names_other_places_is_refused(deck, card, tmp_path):
    kept = {"cards": {"guid": f"{card} digest"}, "decks": {"Default": deck}}
    (tmp_path / record.NAME).write_text(json.dumps(kept))
    with pytest.raises(Unusable, match="delete it"):
        record.read(tmp_path, lambda _: True)


def test_an_import_that_was_cut_short_goes_on_where_it_was(tmp_path):
    """A kill after some decks were written, and before the record was."""
    notes = [note(f"What is {n}?", f"answer {n}", guid=str(n), deck=AnkiDeck((f"D{n % 2}",)))
             for n in range(6)]  # fmt: skip
    brought(tmp_path, *notes)
    before = slugs(tmp_path)
    decks = tmp_path / "decks"
    (decks / record.NAME).rename(decks / record.NEXT)
    (decks / "d1.yaml").unlink()
    again = brought(tmp_path, *notes)
    assert (len(again.new), again.unchanged, again.edited) == (3, 3, [])
    assert slugs(tmp_path) == before
    assert not (decks / record.NEXT).exists()
    assert brought(tmp_path, *notes).unchanged == 6


def test_an_update_that_was_cut_short_is_done_again(tmp_path):
    brought(tmp_path, *NOTES[:2])
    decks = tmp_path / "decks"
    old = {path: path.read_bytes() for path in decks.iterdir()}
    newer = [note("What is 0?", "answer zero", guid="0"), NOTES[1]]
    brought(tmp_path, *newer)
    meant = (decks / record.NAME).read_bytes()
    for path, content in old.items():
        path.write_bytes(content)
    (decks / record.NEXT).write_bytes(meant)
    again = brought(tmp_path, *newer)
    assert (len(again.updated), again.unchanged, again.edited) == (1, 1, [])
