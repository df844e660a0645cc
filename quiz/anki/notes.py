"""Each card as the note it becomes: its key, its time, its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from quiz.anki import fields, lock, media
from quiz.anki.lock import Lock
from quiz.anki.shared import Shared
from quiz.choosing import Part
from quiz.model import Card, Library, Unusable

Progress = Callable[[int, int], None]
"""Told how many cards are done, and of how many."""

_STEP = 500  # cards between two calls of Progress


class Placed(NamedTuple):
    """A note with its time and its place among the new cards."""

    note: fields.Note
    changed: int
    """When its fields or tags last changed, in seconds since 1970."""
    due: int


class Placing:
    """Makes notes one by one, across decks; the figures are of those made so far."""

    def __init__(self, parts: Collection[Part], now: int, progress: Progress | None = None) -> None:
        self.notes = 0
        self.cards = 0
        self.unlocked = 0
        """Notes that are new or changed since they were locked."""
        self.latest = 0
        """The latest time of a note."""
        self.pictures: dict[str, Path] = {}
        """Where the pictures of notes lie, by their names in Anki."""
        libraries = {part.library.slug: part.library for part in parts}
        self._locks = {slug: lock.read(library) for slug, library in libraries.items()}
        self._shared = {slug: Shared(library) for slug, library in libraries.items()}
        self._now = now
        self._total = sum(len(part.cards) for part in parts)
        self._progress = progress
        self._keys: dict[str, Card] = {}

    @property
    def without_lock(self) -> list[str]:
        """The libraries that have none."""
        return [slug for slug, found in self._locks.items() if found is None]

    @property
    def timestamp(self) -> int:
        """The time of the package: with locks, it follows from them alone."""
        if self.without_lock:
            return self._now
        return max(1, *(found.greatest for found in self._locks.values() if found))

    def deck_name(self, part: Part) -> str:
        """What the deck is called in Anki."""
        return (self._locks[part.library.slug] or Lock()).deck_name(part.library, part.deck)

    def of(self, part: Part) -> Iterator[Placed]:
        """The notes of a deck, in teaching order. Raises Unusable for one that cannot be."""
        shared = self._shared[part.library.slug]
        locked = self._locks[part.library.slug]
        for card in part.cards:
            try:
                note = fields.note(card, part.deck, shared, self._picture(card, part.library))
            except Unusable as error:
                raise Unusable(f"{card.identity}: {error}") from error
            changed, is_locked = self._now, False
            if locked:
                note = note._replace(key=locked.key(card))
                released = locked.released(note)
                changed, is_locked = released.second, released == locked.by_key.get(note.key)
            if other := self._keys.get(note.key):
                raise Unusable(
                    f"{card.identity} and {other.identity} were both first called {note.key}, "
                    "so Anki would take them for one; correct their 'was'"
                )
            self._keys[note.key] = card
            self.notes += 1
            self.cards += len(note.ords)
            self.unlocked += not is_locked
            self.latest = max(self.latest, changed)
            if self._progress and (self.notes % _STEP == 0 or self.notes == self._total):
                self._progress(self.notes, self._total)
            yield Placed(note, changed, self.notes)

    def _picture(self, card: Card, library: Library) -> str:
        if not card.image:
            return ""
        medium = media.picture(card, library)
        self.pictures[medium.name] = medium.path
        return medium.name
