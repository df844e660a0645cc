"""Releases with a lock, as Anki takes them in: years of updates, no duplicate, no lost day."""

import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_example import TIME, identity, library
from anki_real import card_of, cards, check, counts, fields, seen, take_in

from quiz.anki import lock, notetypes
from quiz.anki.package import Report, export
from quiz.model import Card, CardType, Deck, Distractor, Library, Unusable

NAME = "The First Landing::{}".format


def release(made: Library, now: int) -> Library:
    """Lock a library at a time."""
    old = lock.read(made) or lock.Lock()
    lock.path(made).write_text(lock.render(lock.updated(old, made, now)), "utf-8")
    return made


def first(root: Path) -> Library:
    """The example, with a second deck before its own."""
    made = library(root)
    crew = tuple(
        Card(identity=identity(name, "crew"), prompt=f"Who was the {name}?", answer=f"The {name}")
        for name in ("commander", "pilot", "third")
    )
    return replace(made, decks=(Deck("crew", "The crew", crew, order=1), *made.decks))


def second(made: Library) -> Library:
    """All that may happen to a library between two releases."""
    crew, landing = made.decks
    edits = {
        "descent-fuel": {"explanation": "New words."},
        "programmer": {"tags": ("new-tag",)},
        "alarm": {"type": CardType.OPEN, "distractors": (), "points": ("work shed",)},
        "left": {"retired": True},
        "crew": {"identity": identity("who-landed"), "was": ("landing/crew",)},
    }
    changed = [replace(c, **edits.get(c.identity.card, {})) for c in landing.cards]
    added = [
        Card(identity=identity("added"), prompt="New?", answer="Yes"),
        Card(identity=identity("gaps"), type=CardType.CLOZE, prompt="{{c1::A}} and {{c2::B}}"),
    ]
    conflict = made.conflicts[0]._replace(verdict="20 July, beyond doubt.")
    decks = (
        replace(landing, cards=(added[0], *reversed(changed), added[1]), order=1),
        replace(crew, cards=tuple(reversed(crew.cards)), order=2, tags=()),
    )
    return replace(made, decks=decks, conflicts=(conflict,))


def take(made: Library, collection: Collection) -> dict[str, int]:
    """Export it and import that."""
    export(made, made.root / "taken.apkg")
    return counts(take_in(collection, made.root / "taken.apkg"))


def by_identity(collection: Collection) -> dict[str, list]:
    """Everything Anki knows of each card but its text: by identity and number."""
    rows = {}
    for card in cards(collection):
        state = (card.id, card.nid, card.did, card.type, card.queue, card.due, card.ivl, card.reps)
        rows[f"{fields(card)['Identity']}#{card.ord}"] = [*state, card.lapses, card.flags]
    return rows


def study(collection: Collection, card, ease: int = 3) -> None:
    card.start_timer()
    collection.sched.answerCard(card, ease)


def log(collection: Collection) -> Sequence:
    assert collection.db is not None
    return collection.db.all("SELECT * FROM revlog ORDER BY id")


def use(collection: Collection) -> None:
    """Months of study, and what users do to their cards."""
    for name in ("landing/landing-date", "landing/crew", "landing/flight-order", "crew/pilot"):
        study(collection, card_of(collection, f"first-landing/{name}"))
    collection.sched.suspend_cards([card_of(collection, "first-landing/crew/third").id])
    collection.set_user_flag_for_cards(2, [card_of(collection, "first-landing/landing/left").id])
    mine = card_of(collection, "first-landing/crew/commander").note()
    mine["Explanation"] = "My own words."
    mine.tags.append("mine")
    collection.update_note(mine)


def has_arrived(collection: Collection) -> None:
    """What the second release changes; and what a user wrote into a note that it does not."""

    def shown(name: str) -> str:
        card = card_of(collection, f"first-landing/landing/{name}")
        return seen(card.question() + card.answer())

    assert "New words." in shown("descent-fuel")
    assert "new-tag" in card_of(collection, "first-landing/landing/programmer").note().tags
    assert fields(card_of(collection, "first-landing/landing/alarm"))["Kind"] == "open"
    assert "This card is retired." in shown("left")
    assert "beyond doubt" in shown("view")
    own = card_of(collection, "first-landing/crew/commander").note()
    assert own["Explanation"] == "My own words."
    assert "mine" in own.tags
    there = collection.models.by_name("Quiz")
    assert there is not None
    assert "/* later */" in there["css"]
    names = [notetype.name for notetype in collection.models.all_names_and_ids()]
    assert len([name for name in names if name.startswith("Quiz")]) == 2


def test_a_second_release_changes_exactly_what_changed(
    tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = release(first(tmp_path), TIME)
    assert take(made, collection) == {"new": 15}
    decks = {deck.name: deck.id for deck in collection.decks.all_names_and_ids()}
    use(collection)
    before, reviews = by_identity(collection), log(collection)

    look = replace(notetypes.quiz(), css=f"{notetypes.quiz().css}/* later */")
    monkeypatch.setattr(notetypes, "quiz", lambda: look)
    monkeypatch.setattr(notetypes, "CHANGED", notetypes.CHANGED + 1)
    later = release(second(made), TIME + 1000)
    edited = {"descent-fuel", "programmer", "alarm", "left", "crew"}
    disputed = {"mission-report:3a", "magazine:2a"}
    showing = {c.identity.card for c in made.cards() if not disputed.isdisjoint(c.cited)}
    changed = len(edited | showing)
    assert 5 < changed < 12
    assert take(later, collection) == {"new": 2, "updated": changed, "duplicate": 15 - changed}

    after = by_identity(collection)
    for gap in ("#0", "#1"):  # the renamed one is the same card
        renamed = before.pop(f"first-landing/landing/crew{gap}")
        before[f"first-landing/landing/who-landed{gap}"] = renamed
    assert {name: state for name, state in after.items() if name in before} == before
    assert after.keys() - before.keys() == {
        f"first-landing/landing/{name}" for name in ("added#0", "gaps#0", "gaps#1")
    }
    assert log(collection) == reviews
    assert len(reviews) == 4
    assert {deck.name: deck.id for deck in collection.decks.all_names_and_ids()} == decks
    names = {collection.decks.name(state[2]) for state in after.values()}
    assert names == {NAME("The crew"), NAME("Down to the surface")}
    has_arrived(collection)
    # once more: nothing
    assert take(later, collection) == {"duplicate": 17}
    assert by_identity(collection) == after
    assert check(collection) == "Database rebuilt and optimized."
    assert not collection.get_empty_cards().notes


def test_an_older_package_takes_nothing_back(tmp_path: Path, collection: Collection) -> None:
    made = release(first(tmp_path), TIME)
    export(made, tmp_path / "old.apkg")
    take(release(second(made), TIME + 1000), collection)
    there = [fields(card) for card in cards(collection)]
    assert counts(take_in(collection, tmp_path / "old.apkg")) == {"duplicate": 15}
    assert [fields(card) for card in cards(collection)] == there


def test_someone_who_starts_with_the_second_release_gets_the_same_notes(
    tmp_path: Path, collection: Collection
) -> None:
    later = release(second(release(first(tmp_path), TIME)), TIME + 1000)
    export(later, tmp_path / "2.apkg")
    assert counts(take_in(collection, tmp_path / "2.apkg")) == {"new": 17}
    assert check(collection) == "Database rebuilt and optimized."


def test_ten_releases_in_a_row(tmp_path: Path, collection: Collection) -> None:
    """One card changes in each, the clock stands still, one more card comes, none is doubled."""
    made = first(tmp_path)
    for n in range(10):
        crew, landing = made.decks
        edited = replace(crew.cards[n % 3], explanation=f"Edition {n}.")
        crew_cards = [edited if c.identity == edited.identity else c for c in crew.cards]
        new = Card(identity=identity(f"new-{n}", "crew"), prompt=f"{n}?", answer="!")
        made = replace(made, decks=(replace(crew, cards=(*crew_cards, new)), landing))
        release(made, TIME)
        export(made, tmp_path / f"{n}.apkg")
        taken = counts(take_in(collection, tmp_path / f"{n}.apkg"))
        assert taken == (
            {"new": 16} if n == 0 else {"new": 1, "updated": 1, "duplicate": 14 + n}
        ), n
    assert len(cards(collection)) == 16 + 10


def test_a_change_that_is_not_locked_yet_arrives(tmp_path: Path, collection: Collection) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    crew, landing = made.decks
    edited = replace(crew.cards[0], answer="Neil Armstrong")
    new = Card(identity=identity("capcom", "crew"), prompt="?", answer="Charles Duke")
    draft = replace(made, decks=(replace(crew, cards=(edited, *crew.cards[1:], new)), landing))
    report = export(draft, tmp_path / "x.apkg")
    assert report.unlocked == 2
    assert report.remarks[0].startswith("2 of the notes are new or changed")
    taken = take_in(collection, tmp_path / "x.apkg")
    assert counts(taken) == {"new": 1, "updated": 1, "duplicate": 14}
    # the lock that follows gives them times of their own, later than these
    assert take(release(draft, TIME + 9), collection) == {"updated": 2, "duplicate": 14}


def test_names_stay_though_titles_change(tmp_path: Path, collection: Collection) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    decks = collection.decks.all_names_and_ids()
    crew, landing = made.decks
    renamed = replace(made, title="Another", decks=(replace(crew, title="People"), landing))
    assert take(release(renamed, TIME + 9), collection)["updated"] == 3  # their topic
    assert collection.decks.all_names_and_ids() == decks


def test_equal_libraries_give_equal_bytes_at_any_time(tmp_path: Path) -> None:
    made = release(first(tmp_path), TIME)
    crew, landing = made.decks
    draft = replace(made, decks=(replace(crew, cards=crew.cards[:2]), landing))
    for name, of in (("locked", made), ("draft", draft)):
        one, two = tmp_path / f"{name}-1.apkg", tmp_path / f"{name}-2.apkg"
        export(of, one)
        export(of, two, timestamp=TIME + 12345)
        assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(tmp_path / "locked-1.apkg") as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_a_library_without_a_lock_beside_one_with(tmp_path: Path) -> None:
    locked = release(first(tmp_path / "one"), TIME)
    loose = library(tmp_path / "two", slug="other", title="Other")
    report = export([locked, loose], tmp_path / "x.apkg", timestamp=TIME + 77)
    assert (report.timestamp, report.unlocked) == (TIME + 77, 12)
    assert "every note of other carries the time of this export" in report.remarks[0]
    assert "cards.lock" not in " ".join(export(locked, tmp_path / "x.apkg").remarks)


def test_a_card_renamed_twice_is_the_old_note_whatever_was_tells(
    tmp_path: Path, collection: Collection
) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    crew, landing = made.decks
    one, *others = crew.cards
    for n, was in enumerate((("crew/commander",), ("crew/name-0",), ())):
        name = f"name-{min(n, 1)}"  # the third keeps the name and drops `was`
        renamed = replace(one, identity=identity(name, "crew"), was=was)
        made = replace(made, decks=(replace(crew, cards=(renamed, *others)), landing))
        taken = take(release(made, TIME + n + 1), collection)
        assert taken == {"updated": 1, "duplicate": 14}, n


def test_a_lock_is_read_once_however_many_decks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = release(first(tmp_path), TIME)
    read, reads = lock.read, []
    monkeypatch.setattr(lock, "read", lambda of: reads.append(of) or read(of))
    export(made, tmp_path / "x.apkg")
    assert reads == [made]


def test_a_dry_run_writes_nothing_and_counts_the_same(tmp_path: Path) -> None:
    made = release(first(tmp_path / "library"), TIME)
    seen_before = sorted(tmp_path.rglob("*"))
    draft = second(made)
    would = export(draft, tmp_path / "x.apkg", dry_run=True)
    assert sorted(tmp_path.rglob("*")) == seen_before
    assert would == export(draft, tmp_path / "x.apkg")
    assert isinstance(would, Report)
    assert would.decks == (NAME("Down to the surface"), NAME("The crew"))
    assert (would.notes, would.cards) == (17, 19)


def test_a_lock_of_this_very_second_is_waited_for(tmp_path: Path) -> None:
    now = int(time.time())
    made = release(first(tmp_path), now)
    crew, landing = made.decks
    edited = replace(crew.cards[0], answer="Neil Armstrong")
    draft = replace(made, decks=(replace(crew, cards=(edited, *crew.cards[1:])), landing))
    export(draft, tmp_path / "x.apkg")
    assert time.time() >= now + 1


def test_a_lock_of_the_future_is_refused(tmp_path: Path) -> None:
    made = release(first(tmp_path), int(time.time()) + 3600)
    with pytest.raises(Unusable, match="seconds ahead of this machine's clock"):
        export(made, tmp_path / "x.apkg")
    assert not (tmp_path / "x.apkg").exists()


def test_a_broken_lock_stops_an_export(tmp_path: Path) -> None:
    made = first(tmp_path)
    lock.path(made).write_text("<<<<<<< ours\n")
    with pytest.raises(Unusable, match=r"cards\.lock:1:1: this is no line of a lock"):
        export(made, tmp_path / "x.apkg")


def test_an_empty_lock_and_a_first_card(tmp_path: Path, collection: Collection) -> None:
    made = first(tmp_path)
    lock.path(made).write_text("")
    assert take(made, collection) == {"new": 15}
    assert take(release(made, TIME), collection) == {"updated": 15}
    assert check(collection) == "Database rebuilt and optimized."


def test_a_card_that_comes_back_as_retired_is_the_old_note(
    tmp_path: Path, collection: Collection
) -> None:
    made = release(first(tmp_path), TIME)
    take(made, collection)
    crew, landing = made.decks
    gone = release(replace(made, decks=(replace(crew, cards=crew.cards[1:]), landing)), TIME + 10)
    assert take(gone, collection) == {"duplicate": 14}
    back = replace(crew.cards[0], retired=True, distractors=(Distractor("x"),))
    again = replace(made, decks=(replace(crew, cards=(back, *crew.cards[1:])), landing))
    assert take(release(again, TIME + 20), collection) == {"updated": 1, "duplicate": 14}
