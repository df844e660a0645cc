"""What becomes of an Anki user's own doings when the next release comes."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_example import TIME, identity, library
from anki_real import card_of, cards, check, counts, fields, seen, take_in
from test_release import NAME, by_identity, first, release, study, take

from quiz.anki import notetypes
from quiz.anki.package import export
from quiz.model import Library

MINE = "first-landing/{}".format


def edited(made: Library, **changes) -> Library:
    """The library with other texts on the commander's card."""
    crew, landing = made.decks
    one = replace(crew.cards[0], **changes)
    return replace(made, decks=(replace(crew, cards=(one, *crew.cards[1:])), landing))


def names(collection: Collection, search: str) -> list[str]:
    found = (collection.get_note(nid)["Identity"] for nid in collection.find_notes(search))
    return sorted(name.rpartition("/")[2] for name in found)


def test_anki_finds_cards_by_their_tags(tmp_path: Path, collection: Collection) -> None:
    one = library(tmp_path / "one")
    two = library(tmp_path / "two", slug="other", title="Another author")
    export([one, two], tmp_path / "x.apkg", timestamp=TIME)
    assert counts(take_in(collection, tmp_path / "x.apkg")) == {"new": 24}
    everything = sorted(card.identity.card for card in one.cards())
    for search, expected in (
        ("tag:deck::landing", everything),
        ("tag:type::order", ["flight-order"]),
        ("tag:type::true-false", ["all-landed"]),
        ("tag:source::magazine", ["view"]),
        ("tag:retired", ["old"]),
        ("tag:core -tag:type::*", []),
    ):
        assert names(collection, search) == sorted(2 * expected), search
    disputed = names(collection, "tag:disputed")
    assert {"landing-date", "descent-fuel", "view"} <= set(disputed)
    assert "programmer" not in disputed
    assert "landing-date" in names(collection, "tag:core")
    only = names(collection, 'tag:type::order "deck:Another author"')
    assert only == ["flight-order"]


def test_a_retired_a_corrected_and_a_true_false_card_say_so(
    tmp_path: Path, collection: Collection
) -> None:
    take(library(tmp_path), collection)
    retired = card_of(collection, MINE("landing/old"))
    assert "This card is retired." in seen(retired.question())
    assert "Please suspend it" in seen(retired.question())
    corrected = card_of(collection, MINE("landing/landing-date"))
    assert "Corrected on 2026-11-22" in seen(corrected.answer())
    assert "orrected" not in seen(corrected.question())
    claim = card_of(collection, MINE("landing/all-landed"))
    assert "True or false, and why?" in seen(claim.question())
    assert "Michael Collins stayed in orbit" in seen(claim.answer())


def test_deleted_notes_come_back_new_and_all_else_stays(
    tmp_path: Path, collection: Collection
) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    collection.remove_notes([card_of(collection, MINE("crew/commander")).nid])
    suspended = card_of(collection, MINE("crew/pilot"))
    study(collection, card_of(collection, MINE("crew/third")))
    collection.sched.suspend_cards([suspended.id])
    before = by_identity(collection)
    assert take(made, collection) == {"new": 1, "duplicate": 14}
    after = by_identity(collection)
    back = after.pop("first-landing/crew/commander#0")
    assert after == before
    assert collection.decks.name(back[2]) == NAME("The crew")
    assert check(collection) == "Database rebuilt and optimized."


def test_cards_that_were_moved_and_decks_that_were_renamed_stay_where_they_are(
    tmp_path: Path, collection: Collection
) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    own = collection.decks.id("My own")
    assert own
    collection.set_deck([card_of(collection, MINE("crew/commander")).id], own)
    landing = collection.decks.by_name(NAME("Down to the surface"))
    assert landing
    landing["name"] = "Surface"
    collection.decks.save(landing)
    later = release(edited(made, explanation="New words."), TIME + 10)
    assert take(later, collection) == {"updated": 1, "duplicate": 14}
    moved = card_of(collection, MINE("crew/commander"))
    assert collection.decks.name(moved.did) == "My own"
    assert "New words." in seen(moved.answer())
    there = card_of(collection, MINE("landing/alarm"))
    assert collection.decks.name(there.did) == "Surface"


def test_a_card_that_goes_to_another_deck_is_updated_where_it_is(
    tmp_path: Path, collection: Collection
) -> None:
    """Anki leaves known cards in their decks; whoever comes later finds it in the new one."""
    made = release(first(tmp_path / "library"), TIME)
    take(made, collection)
    study(collection, card_of(collection, MINE("crew/commander")))
    state = by_identity(collection)["first-landing/crew/commander#0"]
    crew, landing = made.decks
    one, *others = crew.cards
    moved = replace(one, identity=identity("commander"), was=("crew/commander",))
    there = (replace(crew, cards=tuple(others)), replace(landing, cards=(*landing.cards, moved)))
    later = release(replace(made, decks=there), TIME + 10)
    assert take(later, collection) == {"updated": 1, "duplicate": 14}
    known = card_of(collection, MINE("landing/commander"))
    assert by_identity(collection)["first-landing/landing/commander#0"] == state
    assert collection.decks.name(known.did) == NAME("The crew")
    assert "deck::landing" in known.note().tags
    assert fields(known)["Topic"] == "Down to the surface"
    fresh = Collection(str(tmp_path / "fresh.anki2"))
    assert take(later, fresh) == {"new": 15}
    found = card_of(fresh, MINE("landing/commander"))
    assert fresh.decks.name(found.did) == NAME("Down to the surface")
    fresh.close()


def write_into(collection: Collection, name: str) -> None:
    """What a user notes on a card."""
    note = card_of(collection, MINE(name)).note()
    note["Note"] = "Mine."
    note.tags.append("mine")
    collection.update_note(note)


def test_edits_and_tags_of_an_updated_note_are_replaced_and_those_of_others_stay(
    tmp_path: Path, collection: Collection
) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    write_into(collection, "crew/commander")
    write_into(collection, "crew/pilot")
    later = release(edited(made, explanation="New."), int(time.time()) + 1)
    assert take(later, collection) == {"updated": 1, "duplicate": 14}
    updated = card_of(collection, MINE("crew/commander")).note()
    kept = card_of(collection, MINE("crew/pilot")).note()
    assert (kept["Note"], "mine" in kept.tags) == ("Mine.", True)
    assert (updated["Note"], updated["Explanation"]) == ("", "New.")
    assert "mine" not in updated.tags


def test_who_edited_a_card_after_the_release_was_locked_keeps_the_edit_unless_asked(
    tmp_path: Path, collection: Collection
) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    write_into(collection, "crew/commander")
    later = release(edited(made, explanation="New."), TIME + 10)
    assert take(later, collection) == {"duplicate": 15}
    assert card_of(collection, MINE("crew/commander")).note()["Note"] == "Mine."
    always = take_in(collection, later.root / "taken.apkg", update=1)
    assert counts(always)["updated"] == 1
    assert card_of(collection, MINE("crew/commander")).note()["Explanation"] == "New."


def test_a_gap_that_comes_is_a_new_card_and_one_that_goes_leaves_an_empty_one(
    tmp_path: Path, collection: Collection
) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    study(collection, card_of(collection, MINE("landing/crew")))
    before = by_identity(collection)
    crew, landing = made.decks
    text = "{{c1::Neil Armstrong}} landed with Buzz Aldrin; {{c3::Michael Collins}} did not."
    changed = [replace(c, prompt=text) if c.identity.card == "crew" else c for c in landing.cards]
    later = replace(made, decks=(crew, replace(landing, cards=tuple(changed))))
    assert take(release(later, TIME + 10), collection) == {"updated": 1, "duplicate": 14}
    after = by_identity(collection)
    assert set(after) - set(before) == {MINE("landing/crew#2")}
    assert {name: after[name] for name in before} == before
    (empty,) = collection.get_empty_cards().notes
    gone = card_of(collection, MINE("landing/crew"), 1)
    assert list(empty.card_ids) == [gone.id]
    collection.remove_cards_and_orphaned_notes(list(empty.card_ids))
    assert check(collection) == "Database rebuilt and optimized."
    assert take(later, collection) == {"duplicate": 15}


@pytest.mark.parametrize("later", [0, 1])
def test_a_users_look_stays_until_a_release_has_a_new_one(
    later: int, tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    look = collection.models.by_name("Quiz")
    assert look
    look["css"] += "/* mine */"
    collection.models.update_dict(look)
    monkeypatch.setattr(notetypes, "CHANGED", notetypes.CHANGED + later * 10**6)
    take(release(edited(made, hint="New."), TIME + 10), collection)
    there = collection.models.by_name("Quiz")
    assert there
    assert there["css"].endswith("/* mine */") == (not later)
    assert check(collection) == "Database rebuilt and optimized."
    assert len(cards(collection)) == 16
