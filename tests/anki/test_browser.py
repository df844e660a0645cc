"""Cards in a real browser engine, sides changed as Anki changes them."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from anki.collection import Collection
from anki_example import TIME, identity, library
from anki_real import cards, fields, take_in

from quiz.anki.package import export
from quiz.model import Card, CardType, Claim, Distractor, Item, Pair, Standing

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "")
STEPS = Path(__file__).with_name("cards_in_browser.js")

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium to show cards in")

RADAR = "The landing radar had lost the surface and needed a restart by hand"
CABIN = "The cabin pressure had fallen below the limit set for the descent"
LOAD = "The computer had more work than time and dropped the less urgent part"
KEY = ["Launch", "Touchdown", "First step", "Splashdown"]


LONG = f"https://example.org/{'long' * 30}"
HOSTILE = ("<img src=x onerror=boom()>", "[b] & *c*", r"\(x\)", "</script><script>boom()", "'\"`")


def hostile() -> tuple[Card, ...]:
    """Cards whose texts look like something else."""
    first, *others = HOSTILE
    wrong = tuple(Distractor(text, text) for text in others[:3])
    made = (
        {"type": CardType.CHOICE, "prompt": "*Which*?", "answer": first, "distractors": wrong},
        {"type": CardType.ORDER, "prompt": "<b>", "items": tuple(Item(t, t) for t in HOSTILE)},
        {"type": CardType.MATCH, "prompt": "&amp;", "pairs": tuple(Pair(t, t) for t in HOSTILE)},
        {"prompt": "x", "answer": others[1], "accept": HOSTILE, "distractors": wrong},
        {"prompt": "שלום, עולם.", "answer": "two\nlines"},
    )
    return tuple(Card(identity=identity(f"hostile-{n}"), **keys) for n, keys in enumerate(made))


def rendered(folder: Path) -> dict[str, dict[str, str]]:
    """Both sides of each card of the example and of the hostile ones, as Anki makes them."""
    example = library(folder)
    (deck,) = example.decks
    claim = Claim(LONG, ("mission-report:3a",), Standing.SOUND)
    conflicts = [c._replace(claims=(*c.claims, claim), verdict=LONG) for c in example.conflicts]
    decks = (replace(deck, cards=(*deck.cards, *hostile())),)
    more = replace(example, decks=decks, conflicts=tuple(conflicts))
    export(more, folder / "x.apkg", timestamp=TIME)
    collection = Collection(str(folder / "collection.anki2"))
    take_in(collection, folder / "x.apkg")
    made = {
        fields(card)["Identity"].rpartition("/")[2]: {
            "front": card.question(),
            "back": card.answer(),
        }
        for card in cards(collection)
        if card.ord == 0
    }
    collection.close()
    return made


def browse(page: Path, profile: Path) -> str:
    """The document that a page becomes."""
    flags = "--headless --no-sandbox --disable-gpu --disable-background-networking "
    flags += "--disable-component-update --disable-sync --disable-dev-shm-usage --no-first-run"
    command = [CHROMIUM, *flags.split(), f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
    home = {**os.environ, "HOME": str(profile)}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=90, check=False, env=home
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """What the page found: it takes all steps at one go."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        made = json.dumps(rendered(folder)).replace("</", "<\\/")
        page = folder / "page.html"
        page.write_text(
            '<!doctype html><meta charset="utf-8"><body class="card"><div id="qa"></div>'
            f"<script>const cards = {made};</script><script>{STEPS.read_text('utf-8')}</script>",
            "utf-8",
        )
        dumped = browse(page, folder / "profile")
    found = re.search(r'<pre id="report">(.*?)</pre>', dumped, re.DOTALL)
    assert found, dumped[-2000:]
    return json.loads(html.unescape(found[1]))


def test_nothing_fails(report: dict[str, Any]) -> None:
    assert report["errors"] == []


def test_options_are_shuffled_afresh_each_day_and_alike_on_both_sides(
    report: dict[str, Any],
) -> None:
    for front, back in report["orders"]:
        assert front == back
        assert sorted(front) == sorted([RADAR, CABIN, LOAD])
    fronts = [tuple(front) for front, _ in report["orders"]]
    assert len(set(fronts)) == 6  # of six, in thirty days
    assert {front.index(LOAD) for front in fronts} == {0, 1, 2}
    assert report["midnight"] == [True] * 9


def test_without_a_pick_the_back_only_solves(report: dict[str, Any]) -> None:
    assert report["unpicked"] == ["", 0, 2]


def test_a_pick_is_marked_on_the_back(report: dict[str, Any]) -> None:
    before, verdict, marked = report["right"]
    assert (before, verdict) == ([LOAD], "Right")
    assert ["right chosen", f"✓ {LOAD}"] in marked
    verdict, marked = report["wrong"]
    assert verdict == "Not quite"
    assert ["wrong chosen", f"✗ {CABIN}No alarm of the computer watched cabin pressure."] in marked
    assert ["right", f"✓ {LOAD}"] in marked
    assert len([name for name, _ in marked if "chosen" in name]) == 1


def test_keys_pick(report: dict[str, Any]) -> None:
    shown, second, still, third, focused = report["keys"]
    assert second == still == [shown[1]]
    assert third == [shown[2]]
    assert focused
    assert report["old keys"] == [1, True]


def test_a_pick_belongs_to_its_card_and_showing(report: dict[str, Any]) -> None:
    assert report["again"] == [[], ""]
    assert report["another"] == ""


def test_a_pick_comes_over_with_a_reload_or_without_storage(report: dict[str, Any]) -> None:
    assert report["reloaded"] == "Not quite"
    assert report["no storage"] == "Not quite"


def test_several_can_be_chosen(report: dict[str, Any]) -> None:
    (verdict, marked), (half, partly) = report["select"]
    assert verdict == "Right"
    assert sorted(marked) == [
        ["right chosen", "✓ a laser reflector"],
        ["right chosen", "✓ a seismometer"],
        ["wrong", "a nuclear generator"],
        ["wrong", "a roverRovers came with Apollo 15."],
    ]
    assert half == "2 of 4 right"
    assert sorted(partly) == [
        ["right", "✓ a seismometer not chosen"],
        ["right chosen", "✓ a laser reflector"],
        ["wrong", "a nuclear generator"],
        ["wrong chosen", "✗ a roverRovers came with Apollo 15."],
    ]


def test_true_or_false(report: dict[str, Any]) -> None:
    shown, wrong, right = report["true-false"]
    assert shown == ["True", "False"]
    assert wrong == ["Not quite", [["wrong chosen", "✗ True"], ["right", "✓ False"]]]
    assert right == "Right"


def test_items_are_put_in_order(report: dict[str, Any]) -> None:
    shown, focused, (verdict, marked), same, moved, partly, partly_marked = report["order"]
    assert sorted(shown) == sorted(KEY)
    assert "move" in focused
    assert verdict == "Right"
    assert [name for name, _ in marked] == ["right"] * 4
    assert marked[2][1] == "✓ First step 21 July (UTC)"
    assert same == shown
    assert moved == [shown[1], shown[0], *shown[2:]]
    right = sum(map(str.__eq__, moved, KEY))
    assert partly == f"{right} of 4 right"
    for place, (name, said) in enumerate(partly_marked):
        if moved[place] == KEY[place]:
            assert name == "right"
        else:
            assert name == "wrong"
            assert said.endswith(f"you: {moved.index(KEY[place]) + 1}")


def test_items_are_dragged(report: dict[str, Any]) -> None:
    shown, down, up, kept = report["drag"]
    assert down == [shown[1], shown[2], shown[0], shown[3]]
    assert up == kept == [down[3], *down[:3]]


def test_an_order_nobody_touched_is_not_judged(report: dict[str, Any]) -> None:
    assert report["untouched"] == ["", 0]


def test_two_sides_are_matched(report: dict[str, Any]) -> None:
    slots, moved, (verdict, marked), right = report["match"]
    assert sorted(slots) == ["a", "b", "c"]
    assert moved == [slots[0], slots[2], "·"]
    assert right == "Right"
    assert verdict == "Right"
    assert [name for name, _ in marked] == ["right"] * 3


def test_what_was_typed_stands_beside_the_answer(report: dict[str, Any]) -> None:
    said = {words: (yours, mistake) for words, yours, mistake in report["typed"]}
    for words in (
        *("July 20th, 1969", "20 Jul 1969", "1969-07-20", "The Twentieth of July 1969"),
        *("45", "45 seconds", "margaret  hamilton.", "Hamilton", "Margarét Hamilton"),
    ):
        assert said[words] == (f"You wrote {' '.join(words.split())} ✓", ""), words
    for words in ("12 July 1969", "20 June 1969", "450", "4 5", "<img src=x onerror=boom()>", "."):
        assert said[words] == (f"You wrote {words}", ""), words
    assert said["21 July 1969"][1].startswith("✗ 21 July 1969")
    assert said["Dorothy Vaughan"][1].startswith("✗ Dorothy Vaughan")
    assert said["  "] == ("", "")
    assert report["enter"] == [["ans"], True]


def test_where_the_script_fails_the_card_is_as_it_was(report: dict[str, Any]) -> None:
    assert len(report["failing"]) == 6
    assert all(report["failing"].values())


def test_the_answer_of_each_card_is_right(report: dict[str, Any]) -> None:
    assert report["solvable"] == []


def test_without_scripts_everything_is_there(report: dict[str, Any]) -> None:
    assert report["static"] == []


def test_no_card_is_wider_than_its_screen(report: dict[str, Any]) -> None:
    assert report["overflow"] == []


def test_a_text_from_right_to_left_ends_on_the_left(report: dict[str, Any]) -> None:
    first, stop = report["right to left"]
    assert stop < first


def test_every_colour_can_be_read_in_light_and_dark(report: dict[str, Any]) -> None:
    assert report["contrast"]["nightMode"] == report["contrast"]["night_mode"]
    assert report["contrast"][""] != report["contrast"]["nightMode"]
    for ratios in report["contrast"].values():
        assert min(ratios.values()) >= 4.5, ratios


def test_what_is_pressed_is_large_enough(report: dict[str, Any]) -> None:
    assert report["targets"] >= 36
