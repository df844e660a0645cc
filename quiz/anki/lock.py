"""What has been released to Anki, as `decks/cards.lock` keeps it: names, identities, times.

Anki finds a deck by its name and a note by its GUID, and takes a note anew only when its time is
later than before. So these are written down at the first release, and what was released stays
comparable with what would be exported today. Nothing here writes a file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from quiz import compact
from quiz.anki import canonical, fields, media
from quiz.anki.shared import Shared
from quiz.library.disk import shown
from quiz.markdown import printable
from quiz.model import Card, Deck, Library, Place, Problem, QuizError, Severity, Unusable
from quiz.references import former

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_KEY = rf'\["{_SLUG}","{_SLUG}","{_SLUG}"\]'
_LINE = re.compile(
    rf"(deck)\t({_SLUG})\t(\S.*)"
    rf"|(note)\t({_SLUG}/{_SLUG})\t({_KEY})\t(\S.*)\t([0-9a-f]{{64}})\t([1-9][0-9]{{0,10}})"
    rf"|(gone)\t({_SLUG}/{_SLUG})\t({_KEY})"
)


@dataclass(frozen=True, slots=True)
class Released:
    """A card as it was released, or would be today."""

    key: str
    """The identity under which it was first released, as JSON; its GUID is a hash of this."""
    notetype: str
    """The name of the note type of its first release: Anki never lets a note change it."""
    sha256: str
    """Of its fields and tags."""
    second: int
    """When these last changed, in seconds since 1970: what Anki compares."""


@dataclass(frozen=True)
class Lock:
    """What `decks/cards.lock` says."""

    decks: Mapping[str, str] = field(default_factory=dict)
    """The name in Anki of each released deck, by its slug."""
    notes: Mapping[str, Released] = field(default_factory=dict)
    """The released cards, by `DECK/CARD`."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """The keys of cards that once had a name, `DECK/CARD`, and lost it."""
    file: str = field(default="", compare=False)
    """The file it was read from, as messages name it."""
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False)
    """The number of each line of that file, by its first two columns."""

    @cached_property
    def by_key(self) -> dict[str, Released]:
        """The released cards by key, whatever they are called now."""
        return {released.key: released for released in self.notes.values()}

    @cached_property
    def greatest(self) -> int:
        """The time of the latest change; 0 where nothing was released."""
        return max((released.second for released in self.notes.values()), default=0)

    def deck_name(self, library: Library, deck: Deck) -> str:
        """What the deck is called in Anki."""
        return self.decks.get(deck.slug) or deck_name(library, deck)

    def key(self, card: Card) -> str:
        """The identity under which the card was first released, or will be."""
        if not card.was:
            return self.key_of(card.identity.short) or canonical.key(card)
        names = (card.identity.short, *_former(card))
        in_use_first = sorted(names, key=lambda name: name not in self.notes)
        return next(filter(None, map(self.key_of, in_use_first)), canonical.key(card))

    def released(self, note: fields.Note) -> Released:
        """A note with the time it has when it is exported, be it locked as it is or not."""
        digest = _digest(note)
        old = self.by_key.get(note.key)
        if old is None:
            return Released(note.key, note.notetype.name, digest, self.greatest + 1)
        if old.sha256 == digest:
            return old
        return replace(old, sha256=digest, second=old.second + 1)

    def key_of(self, name: str) -> str:
        """The key of whatever was released under a name; empty where nothing was."""
        return self.notes[name].key if name in self.notes else self.gone.get(name, "")

    def place(self, kind: str, name: str) -> Place:
        """Where a line stands."""
        return Place(self.file, self.lines.get((kind, name), 1), 1)


def path(library: Library) -> Path:
    """Where a library's lock lies, if it has one."""
    return library.root / "decks" / "cards.lock"


def read(library: Library) -> Lock | None:
    """A library's lock; None where it has none. Raises Unusable."""
    file = path(library)
    named = shown(file)
    try:
        return parse(file.read_text("utf-8"), named)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8: restore it"
        raise Unusable(f"{named} cannot be read: {why}") from error


def parse(text: str, file: str = "cards.lock") -> Lock:
    """The lock that a file holds. Raises Unusable for a line that is none, naming it."""
    decks: dict[str, str] = {}
    notes: dict[str, Released] = {}
    gone: dict[str, str] = {}
    lines: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        if not (match := _LINE.fullmatch(line)):
            raise Unusable(
                f"{file}:{number}:1: this is no line of a lock: restore the file, or solve the "
                "merge it comes from"
            )
        kind, name, *rest = filter(None, match.groups())
        if (kind, name) in lines:
            raise Unusable(
                f"{file}:{number}:1: {kind} {name} stands in line {lines[kind, name]} already: "
                "keep one of them, of notes the one with the greater last number"
            )
        lines[kind, name] = number
        if kind == "deck":
            (decks[name],) = rest
        elif kind == "gone":
            (gone[name],) = rest
        else:
            key, notetype, digest, second = rest
            notes[name] = Released(key, notetype, digest, int(second))
    lock = Lock(decks, notes, gone, file, lines)
    if len(lock.by_key) < len(notes):
        raise Unusable(_one_card_twice(lock))
    return lock


def _one_card_twice(lock: Lock) -> str:
    """What is wrong with a lock that has one card under two names, as merges leave it behind."""
    first: dict[str, str] = {}
    for name, note in lock.notes.items():
        if (other := first.setdefault(note.key, name)) != name:
            break
    return (
        f"{lock.file}:{lock.lines['note', name]}:1: note {name} is the card of line"
        f" {lock.lines['note', other]}, {other}: keep the one with the greater last number"
    )


def render(lock: Lock) -> str:
    """The text of a lock's file."""
    rows = [("deck", slug, name) for slug, name in lock.decks.items()]
    rows += [("gone", name, key) for name, key in lock.gone.items()]
    lines = ["\t".join(row) for row in rows]
    lines += [
        f"note\t{name}\t{note.key}\t{note.notetype}\t{note.sha256}\t{note.second}"
        for name, note in lock.notes.items()
    ]
    return "".join(f"{line}\n" for line in sorted(lines))


def deck_name(library: Library, deck: Deck) -> str:
    """What a deck is called in Anki at its first release; `::` parts the levels."""
    return f"{_level(library.title) or library.slug}::{_level(deck.title) or deck.slug}"


def current(library: Library, lock: Lock) -> tuple[dict[str, Released], list[Problem]]:
    """Each card as it would be exported today, by `DECK/CARD`; and why some cannot be."""
    shared = Shared(library)
    owners: dict[str, Card] = {}
    for card in library.cards():
        key = lock.key(card)
        if key not in owners or card.identity.short in lock.notes:
            owners[key] = card
    exported: dict[str, Released] = {}
    problems: list[Problem] = []
    for deck in library.decks:
        for card in deck.cards:
            key = lock.key(card)
            if (other := owners[key]) is not card:
                message = (
                    f"Anki would take it for {other.identity.short}, which has been called "
                    f"{'/'.join(json.loads(key))} too: correct 'was', or give it another id"
                )
                problems.append(_problem(card, "shared-identity", message))
                continue
            try:
                image = media.picture(card, library).name if card.image else ""
                note = fields.note(card, deck, shared, image)
            except Unusable as error:
                problems.append(_problem(card, "not-for-anki", str(error)))
            else:
                exported[card.identity.short] = lock.released(note._replace(key=key))
    return exported, problems


def updated(lock: Lock, library: Library, now: int) -> Lock:
    """The lock after the library's release at `now`, in seconds since 1970.

    Raises QuizError where a card cannot be exported.
    """
    exported, problems = current(library, lock)
    if problems:
        raise QuizError(f"nothing was locked: {problems[0]}")
    return _with(exported, lock, library, now)


def _with(exported: Mapping[str, Released], lock: Lock, library: Library, now: int) -> Lock:
    def timed(new: Released) -> Released:
        old = lock.by_key.get(new.key)
        if new == old:
            return old
        return replace(new, second=max(now, new.second) if old else now)

    lost = {name: old.key for name, old in lock.notes.items() if name not in exported}
    names = {deck.slug: deck_name(library, deck) for deck in library.decks if deck.cards}
    return Lock(
        decks={**names, **lock.decks},
        notes={name: timed(new) for name, new in exported.items()},
        gone={**lost, **lock.gone},
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of decks, by slug, and cards, by `DECK/CARD`, from one lock to the next."""

    decks: tuple[str, ...]
    """New ones."""
    new: tuple[str, ...]
    changed: tuple[str, ...]
    """With other content or another name."""
    gone: tuple[str, ...]
    """Names that no card has any longer."""

    def __bool__(self) -> bool:
        return bool(self.decks or self.new or self.changed or self.gone)

    def __str__(self) -> str:
        counts = (len(self.new), len(self.changed), len(self.gone))
        return "{} new, {} changed, {} gone".format(*counts)


def changes(old: Lock, new: Lock) -> Changes:
    """What differs between two locks of a library."""
    released = {*old.by_key, *old.gone.values()}
    known = [name for name, note in new.notes.items() if note.key in released]
    return Changes(
        decks=tuple(slug for slug in new.decks if slug not in old.decks),
        new=tuple(name for name, note in new.notes.items() if note.key not in released),
        changed=tuple(name for name in known if new.notes[name] != old.notes.get(name)),
        gone=tuple(name for name in old.notes if name not in new.notes),
    )


def problems(lock: Lock, library: Library, *, release: bool = False) -> list[Problem]:
    """What stands between a library, all of which was read, and its next release.

    A lock that is not up to date is a warning. With `release` it is an error, and so is what Anki
    could not follow, though the lock be up to date.
    """
    exported, found = current(library, lock)
    if not found and (due := changes(lock, _with(exported, lock, library, now=1))):
        message = f"the decks have changed since, {due}: run `quiz lock`"
        severity = Severity.ERROR if release else Severity.WARNING
        found.append(Problem(Place(lock.file, 1, 1), "stale-lock", message, severity=severity))
    if release:
        found += _of_another(lock, library)
        found += _gone(lock, library, exported)
        found += _came_back(lock, library)
        found += _renamed_decks(lock, library)
        found += _other_notetypes(lock, library)
    return found


def _of_another(lock: Lock, library: Library) -> Iterator[Problem]:
    """The lock of a library that this one is a copy of, though not its continuation."""
    own = f"{library.slug}/"
    for card in library.cards():
        first = "/".join(json.loads(lock.key(card)))
        theirs = first[: first.index("/") + 1]
        named = former(card.was, library.slug)
        if theirs != own and not any(name.startswith(theirs) for name in named):
            name = card.identity.short
            message = (
                f"Anki would take it for {first}, and put it in its place: delete cards.lock and"
                " run `quiz lock`, or, where it is that card, name it under 'was'"
            )
            yield Problem(lock.place("note", name), "shared-identity", message, card.identity.card)


def _gone(lock: Lock, library: Library, exported: Mapping[str, Released]) -> Iterator[Problem]:
    """Released cards without `retired` or `was`."""
    here = {name for card in library.cards() for name in (card.identity.short, *_former(card))}
    keys = {released.key for released in exported.values()}
    names: dict[str, list[str]] = defaultdict(list)
    for name in (*lock.gone, *lock.notes):
        names[lock.key_of(name)].append(name)
    for key, called in names.items():
        if key not in keys and here.isdisjoint(called):
            last = called[-1]
            message = (
                f"{last} was released and is no more, and Anki keeps what was imported: put it "
                "back with 'retired: true', or name it under 'was' of what replaces it"
            )
            place = lock.place("note" if last in lock.notes else "gone", last)
            yield Problem(place, "card-gone", message, last.split("/")[1])


def _came_back(lock: Lock, library: Library) -> Iterator[Problem]:
    """Cards under the name of one that is gone, unless it is that one."""
    for card in library.cards():
        key = lock.gone.get(name := card.identity.short)
        if key and not card.retired and key not in map(lock.key_of, _former(card)):
            message = (
                f"{name} is the name of a card that was released and is gone, whose learners would "
                "meet this one as if they knew it: give it another id"
            )
            yield _problem(card, "id-came-back", message)


def _renamed_decks(lock: Lock, library: Library) -> Iterator[Problem]:
    for deck in library.decks:
        name = deck_name(library, deck)
        if (released := lock.decks.get(deck.slug, name)) != name:
            message = (
                f"the deck was released to Anki as {released!r} and its cards lie there, but its "
                f"titles now give {name!r}: put them back"
            )
            yield Problem(deck.place, "deck-renamed", message)


def _other_notetypes(lock: Lock, library: Library) -> Iterator[Problem]:
    for card in library.cards():
        now = fields.notetype(card).name
        old = lock.by_key.get(lock.key(card))
        if old and old.notetype != now:
            message = (
                f"it was released with the note type {old.notetype} and {card.type} needs {now}, "
                "which Anki would never take: retire it, and give the new card another id"
            )
            yield _problem(card, "notetype-changed", message)


def _problem(card: Card, rule: str, message: str) -> Problem:
    return Problem(card.place, rule, message, card.identity.card)


def _former(card: Card) -> Iterator[str]:
    """The names, `DECK/CARD`, that the card has had in its own library."""
    own = f"{card.identity.library}/"
    for name in former(card.was, card.identity.library):
        if name.startswith(own):
            yield name.removeprefix(own)


def _digest(note: fields.Note) -> str:
    """Over compact JSON `[fields, sorted tags]`, written by hand: fields hold no control
    characters, and most of an export's time would go into escaping them letter by letter."""
    written = "\x1f".join(note.fields).encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    tags = compact.written(sorted(note.tags))
    return sha256(b'[["%b"],%b]' % (written.replace(b"\x1f", b'","'), tags)).hexdigest()


def _level(title: str) -> str:
    title = re.sub(r"\s+", " ", unicodedata.normalize("NFC", printable(title)))
    return re.sub(r"::+", ":", title).strip(" :")
