"""`quiz diff` of packages, and of a package beside a library."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import genanki
import pytest
from anki.collection import Collection, ExportAnkiPackageOptions
from anki_example import TIME, library
from anki_real import take_in

from quiz.anki.package import export
from quiz.cli import run
from quiz.model import Library

Edit = Callable[[str, str], None]


def differences(capsys: pytest.CaptureFixture[str], *sides: Path) -> dict[str, list[str]]:
    """What `quiz diff` finds, without the empty lists."""
    code = run(["diff", "--json", *map(str, sides)])
    found = {what: names for what, names in json.loads(capsys.readouterr().out).items() if names}
    assert code == bool(found)
    return found


def packed(made: Library, path: Path) -> Path:
    export(made, path, timestamp=TIME)
    return path


def changed(made: Library, **edits: dict) -> Library:
    """The example with other cards, by their ids."""
    (deck,) = made.decks
    cards = [replace(card, **edits.get(card.identity.card, {})) for card in deck.cards]
    return replace(made, decks=(replace(deck, cards=tuple(cards)),))


def test_two_packages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = library(tmp_path)
    old = packed(made, tmp_path / "old.apkg")
    assert differences(capsys, old, old) == {}
    (deck,) = made.decks
    fewer = replace(made, decks=(replace(deck, cards=deck.cards[1:]),))
    name = "first-landing/landing/{}".format
    date = name("landing-date")
    less = packed(fewer, tmp_path / "less.apkg")
    assert differences(capsys, old, less) == {"gone": [date]}
    assert differences(capsys, less, old) == {"new": [date]}
    edits = {
        "alarm": {"answer": "Something else"},
        "left": {"retired": True},
        "descent-fuel": {"answer": "46", "corrected": "2026-11-22"},
        "old": {"identity": deck.cards[-1].identity._replace(card="new"), "was": ("landing/old",)},
    }
    assert differences(capsys, old, packed(changed(made, **edits), tmp_path / "new.apkg")) == {
        "changed": [name("alarm"), name("new")],
        "corrected": [name("descent-fuel")],
        "retired": [name("left")],
    }


def test_a_changed_verdict_changes_each_card_that_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = library(tmp_path)
    (conflict,) = made.conflicts
    later = replace(made, conflicts=(conflict._replace(verdict="Settled."),))
    found = differences(
        capsys, packed(made, tmp_path / "old.apkg"), packed(later, tmp_path / "new.apkg")
    )
    cited = {"mission-report:3a", "magazine:2a"}
    showing = [str(card.identity) for card in made.cards() if cited.intersection(card.cited)]
    assert len(showing) > 3
    assert found == {"changed": showing}


def test_a_package_beside_a_library(
    moon: Path, edit: Edit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "moon.apkg"
    assert run(["export", str(package), "--library", str(moon)]) == 0
    capsys.readouterr()
    assert differences(capsys, package, moon) == differences(capsys, moon, package) == {}
    edit("Buzz Aldrin", "Edwin Aldrin")
    assert differences(capsys, package, moon) == {"changed": ["test/moon/second"]}
    edit("title: The Moon", "title: Moon")  # each card shows it, though no author wrote it
    found = differences(capsys, moon, package)
    assert found == {"changed": ["test/moon/first", "test/moon/second"]}


def test_what_anki_itself_exported_is_compared_too(
    tmp_path: Path, collection: Collection, capsys: pytest.CaptureFixture[str]
) -> None:
    old = packed(library(tmp_path), tmp_path / "old.apkg")
    take_in(collection, old)
    basic = collection.models.by_name("Basic")
    assert basic is not None
    own = collection.new_note(basic)
    own["Front"], own["Back"] = "mine", "too"
    collection.add_note(own, collection.decks.id("Mine"))
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True
    )
    collection.export_anki_package(out_path=str(tmp_path / "all.apkg"), options=options, limit=None)
    assert differences(capsys, old, tmp_path / "all.apkg") == {}
    run(["diff", str(old), str(tmp_path / "all.apkg")])
    assert "not compared: 1 note of " in capsys.readouterr().err


def test_what_cannot_be_compared_is_one_line_and_exit_3(
    moon: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = genanki.Model(1, "M", [{"name": "a"}], [{"name": "t", "qfmt": "{{a}}", "afmt": "x"}])
    deck = genanki.Deck(2, "D")
    deck.add_note(genanki.Note(model, ["text"]))
    genanki.Package(deck).write_to_file(tmp_path / "others.apkg")
    (tmp_path / "broken.apkg").write_bytes(b"PK\x03\x04 and no more")
    with zipfile.ZipFile(tmp_path / "bomb.apkg", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("collection.anki2", bytes(64 << 20))
    for name, reason in (
        ("others", "holds no card that quiz exported"),
        ("broken", "only a part of one"),
        ("bomb", "unpacks to far more"),
        ("missing", "No such file"),
    ):
        for sides in ((tmp_path / f"{name}.apkg", moon), (moon, tmp_path / f"{name}.apkg")):
            assert run(["diff", *map(str, sides)]) == 3
            said = capsys.readouterr()
            assert not said.out
            assert said.err.count("\n") == 1
            assert reason in said.err


def test_a_note_whose_fields_were_changed_by_hand_is_left_out(
    tmp_path: Path, collection: Collection, capsys: pytest.CaptureFixture[str]
) -> None:
    old = packed(library(tmp_path), tmp_path / "old.apkg")
    take_in(collection, old)
    note = collection.get_note(collection.find_notes("tag:type::order")[0])
    note["Card"] = '{"id":"\x1b[31m","hint":[[[]]]}'
    collection.update_note(note)
    other = collection.get_note(collection.find_notes("tag:type::match")[0])
    other["Card"] = other["Card"].replace("{", '{"was":[{"a":"b"},"old/pairs"],', 1)
    collection.update_note(other)
    options = ExportAnkiPackageOptions(with_scheduling=False, with_media=True, legacy=True)
    collection.export_anki_package(out_path=str(tmp_path / "all.apkg"), options=options, limit=None)
    found = differences(capsys, old, tmp_path / "all.apkg")
    assert found == {
        "gone": ["first-landing/landing/flight-order"],
        "changed": ["first-landing/landing/who-did-what"],
    }
