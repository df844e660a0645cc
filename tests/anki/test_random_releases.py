"""Ten releases of a library that changes at random, and learners who study between them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_example import PIXEL, TIME, library
from anki_real import cards, check, counts, take_in
from test_diff import differences
from test_release import log, release, study

from quiz.anki import canonical, lock
from quiz.anki.package import export
from quiz.anki.rows import guid_for
from quiz.model import Card, CardType, Deck, Distractor, Identity, Library

DAY = 86_400
RELEASES = 10
SHOWS_CONFLICT = {"mission-report:3a", "magazine:2a"}
Keys = set[str]
"""Cards by their first identities, as JSON."""
State = dict[str, list]


class Author:
    """Changes a library, and remembers which cards that changes."""

    def __init__(self, root: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.made = library(root)
        (deck,) = self.made.decks
        self.written = 0
        more = [Deck(slug, f"Deck {slug}", self._cards(slug, 16)) for slug in ("a", "b", "c")]
        self.made = replace(self.made, decks=(deck, *more))

    def revise(self) -> tuple[Keys, Keys]:
        """Some changes, to a card at most one; the keys of what is new, and of what changed."""
        before = {canonical.key(card) for card in self.made.cards()}
        touched: Keys = set()
        for card in self.random.sample(tuple(self.made.cards()), 9):
            touched |= self.random.choice(self._changes(card))(card)
        if self.random.random() < 0.3:
            conflict = self.made.conflicts[0]._replace(verdict=self._text())
            self.made = replace(self.made, conflicts=(conflict,))
            shown = (c for c in self.made.cards() if not SHOWS_CONFLICT.isdisjoint(c.cited))
            touched |= {canonical.key(card) for card in shown}
        now = {canonical.key(card) for card in self.made.cards()}
        return now - before, touched & now & before

    def _changes(self, card: Card) -> Sequence[Callable[[Card], Keys]]:
        changes = [self._edit, self._retire, self._correct, self._tag, self._rename, self._move]
        changes += [self._picture, self._reorder, self._retitle, self._add, self._delete]
        return [*changes, self._gap if card.type is CardType.CLOZE else self._ask_otherwise]

    def _text(self) -> str:
        self.written += 1
        return f'Text {self.written}: "{{{{c1::}}}}" <b> [sound:x] $5 毛泽东.'

    def _cards(self, deck: str, number: int) -> tuple[Card, ...]:
        kinds = [CardType.SHORT_ANSWER, CardType.CHOICE, CardType.CLOZE]
        return tuple(self._card(deck, self.random.choice(kinds)) for _ in range(number))

    def _card(self, deck: str, kind: CardType) -> Card:
        question = self._text()
        if kind is CardType.CLOZE:
            question = f"The {{{{c1::first}}}} and the {{{{c2::second::hint}}}}, {self.written}."
        wrong = (Distractor(self._text(), self._text()), Distractor(self._text()))
        return Card(
            identity=Identity("first-landing", deck, f"card-{self.written}"),
            type=kind,
            prompt=question,
            answer="Yes",
            distractors=wrong,
            sources=(self.random.choice(["mission-report:3a", "mission-report:5a"]),),
        )

    def _put(self, old: Card, *new: Card) -> Keys:
        """Cards in the place of one."""
        decks = []
        for deck in self.made.decks:
            at = [n for n, card in enumerate(deck.cards) if card is old]
            before, after = (deck.cards[: at[0]], deck.cards[at[0] + 1 :]) if at else ((), ())
            decks.append(replace(deck, cards=(*before, *new, *after)) if at else deck)
        self.made = replace(self.made, decks=tuple(decks))
        return {canonical.key(old)}

    def _edit(self, card: Card) -> Keys:
        return self._put(card, replace(card, explanation=self._text()))

    def _retire(self, card: Card) -> Keys:
        return self._put(card, replace(card, retired=not card.retired))

    def _correct(self, card: Card) -> Keys:
        self.written += 1
        date = f"20{self.written // 28 % 100:02}-01-{self.written % 28 + 1:02}"
        return self._put(card, replace(card, corrected=date, hint=self._text()))

    def _tag(self, card: Card) -> Keys:
        return self._put(card, replace(card, tags=(f"tag-{len(card.tags)}", *card.tags)))

    def _ask_otherwise(self, card: Card) -> Keys:
        kind = CardType.NUMBER if card.type is CardType.OPEN else CardType.OPEN
        changed = replace(card, type=kind, answer="12", distractors=(), points=("a", "b"))
        return self._put(card, replace(changed, accept=(), reject=(), range="", precision=""))

    def _gap(self, card: Card) -> Keys:
        self.written += 1
        more = f" And {{{{c{self.written % 90 + 10}::one more}}}}."
        return self._put(card, replace(card, prompt=card.prompt + more))

    def _picture(self, card: Card) -> Keys:
        self.written += 1
        name = card.image if card.image not in ("", "map.png") else f"{card.identity.card}.png"
        file = self.made.root / "decks" / name
        file.write_bytes(PIXEL + str(self.written).encode())
        return self._put(card, replace(card, image=name, alt="A map"))

    def _named(self, card: Card, deck: str) -> Card:
        self.written += 1
        identity = Identity("first-landing", deck, f"card-{self.written}")
        return replace(card, identity=identity, was=(*card.was, card.identity.short))

    def _rename(self, card: Card) -> Keys:
        return self._put(card, self._named(card, card.identity.deck))

    def _move(self, card: Card) -> Keys:
        to = self.random.choice([d for d in self.made.decks if d.slug != card.identity.deck])
        moved = self._named(card, to.slug)
        key = self._put(card)
        decks = [replace(d, cards=(moved, *d.cards)) if d is to else d for d in self.made.decks]
        self.made = replace(self.made, decks=tuple(decks))
        return key

    def _add(self, card: Card) -> Keys:
        self._put(card, card, *self._cards(card.identity.deck, 2))
        return set()

    def _delete(self, card: Card) -> Keys:
        return self._put(card)

    def _reorder(self, card: Card) -> Keys:
        decks = self.random.sample(self.made.decks, len(self.made.decks))
        shuffled = [
            replace(d, cards=tuple(self.random.sample(d.cards, len(d.cards)))) for d in decks
        ]
        self.made = replace(self.made, decks=tuple(shuffled))
        return set()

    def _retitle(self, card: Card) -> Keys:
        self.written += 1
        (deck,) = (deck for deck in self.made.decks if deck.slug == card.identity.deck)
        decks = [
            replace(d, title=f"Title {self.written}") if d is deck else d for d in self.made.decks
        ]
        self.made = replace(self.made, decks=tuple(decks))
        return {canonical.key(card) for card in deck.cards}


class Learner:
    """Takes some of the releases, and does between them what users do."""

    def __init__(self, folder: Path, releases: set[int], seed: int) -> None:
        folder.mkdir()
        self.collection = Collection(str(folder / "collection.anki2"))
        self.media = folder / "collection.media"
        self.releases = releases
        self.random = random.Random(seed)
        self.own = self.collection.decks.id("My own")
        self.known: Keys = set()
        self.due: Keys = set()
        """Cards that have changed since the last release that was taken."""

    def notes(self) -> State:
        return self._rows("SELECT guid, id, mid, mod, tags, flds FROM notes")

    def cards(self) -> State:
        return self._rows(
            "SELECT id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, left,"
            " odue, odid, flags, data FROM cards"
        )

    def _rows(self, query: str) -> State:
        assert self.collection.db is not None
        return {row[0]: row[1:] for row in self.collection.db.all(query)}

    def live(self, now: int) -> None:
        """Days of study; some cards suspended, flagged, moved, some notes written into."""
        collection, chance = self.collection, self.random
        for deck in collection.decks.all_names_and_ids():
            collection.decks.select(deck.id)
            for _ in range(4):
                if card := collection.sched.getCard():
                    study(collection, card, chance.randint(1, 4))
        some = chance.sample(sorted(self.cards()), 6)
        collection.sched.suspend_cards(some[:2])
        collection.set_user_flag_for_cards(2, some[2:4])
        collection.set_deck(some[4:], self.own)
        for card in chance.sample(cards(collection), 2):
            note = card.note()
            note["Hint"] = "My own words."
            note.tags.append("mine")
            collection.update_note(note)
        assert collection.db is not None
        collection.db.execute("UPDATE notes SET mod = ? WHERE mod > ?", now + 1, now + 1)


def take(learner: Learner, package: Path, made: Library) -> None:
    """Import a release: what is new is new, what changed is updated, all else is as it was."""
    keys = {canonical.key(card) for card in made.cards()}
    notes, before, reviews = learner.notes(), learner.cards(), log(learner.collection)
    decks = {deck.name: deck.id for deck in learner.collection.decks.all_names_and_ids()}
    said = take_in(learner.collection, package)
    after = learner.notes()
    guids = {row[0]: guid for guid, row in after.items()}
    new, updated = ({guids[one.id.nid] for one in some} for some in (said.new, said.updated))
    assert new == set(map(guid_for, keys - learner.known))
    assert updated == set(map(guid_for, keys & learner.known & learner.due))
    assert len(said.duplicate) == len(keys) - len(new) - len(updated)
    assert not said.conflicting
    assert {guid: after[guid] for guid in notes if guid not in updated} == {
        guid: row for guid, row in notes.items() if guid not in updated
    }
    assert {cid: row for cid, row in learner.cards().items() if cid in before} == before
    assert log(learner.collection) == reviews
    there = {deck.name: deck.id for deck in learner.collection.decks.all_names_and_ids()}
    assert there == decks or not learner.known
    notetypes = [kind.name for kind in learner.collection.models.all_names_and_ids()]
    assert [name for name in notetypes if "Quiz" in name] == ["Quiz", "Quiz Cloze"]
    assert not learner.collection.media.check().missing
    assert check(learner.collection) == "Database rebuilt and optimized."
    learner.known |= keys
    learner.due.clear()


@pytest.fixture
def learners(tmp_path: Path) -> Iterator[list[Learner]]:
    """One takes every release, one leaves most of them out, one comes late."""
    taken = (set(range(1, RELEASES + 1)), {1, 4, RELEASES}, {6, 7, RELEASES})
    made = [Learner(tmp_path / f"learner-{n}", some, n) for n, some in enumerate(taken)]
    yield made
    for learner in made:
        learner.collection.close()


def test_ten_random_releases_change_exactly_what_they_say(
    tmp_path: Path, learners: list[Learner], capsys: pytest.CaptureFixture[str]
) -> None:
    author = Author(tmp_path / "library", 1)
    capsys.readouterr()
    for n in range(1, RELEASES + 1):
        now = TIME + n * DAY
        new, changed = author.revise() if n > 1 else (set(), set())
        made = author.made
        if n > 1:  # what is said before, by each who says it
            old = lock.read(made)
            assert old is not None
            said = lock.changes(old, lock.updated(old, made, now))
            key = {card.identity.short: canonical.key(card) for card in made.cards()}
            assert [{key[name] for name in some} for some in (said.new, said.changed)] == [
                new,
                changed,
            ]
            dry = export(made, tmp_path / "x.apkg", dry_run=True)
            assert dry.unlocked == len(new) + len(changed)
        package = tmp_path / f"{n}.apkg"
        export(release(made, now), package)
        if n > 1:
            found = differences(capsys, tmp_path / f"{n - 1}.apkg", package)
            key = {str(card.identity): canonical.key(card) for card in made.cards()}
            assert {key[name] for name in found.pop("new", ())} == new
            found.pop("gone", None)
            assert {key[name] for some in found.values() for name in some} == changed
        for learner in learners:
            learner.due |= changed
            if n in learner.releases:
                take(learner, package, made)
                learner.live(now)
    first, *_ = learners
    before = first.notes(), first.cards()
    for n in (1, RELEASES // 2):  # an older one takes nothing back
        said = take_in(first.collection, tmp_path / f"{n}.apkg")
        assert counts(said).keys() == {"duplicate"}
    assert (first.notes(), first.cards()) == before
