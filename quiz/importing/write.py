"""Writes imported cards into a library as decks of YAML, and brings them up to date again.

Beside the decks a hidden file remembers what was written: a card that its author has edited or
deleted since is left as it is, and named in the report.
"""

from __future__ import annotations

import marshal
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from quiz import cloze
from quiz import keys as keys_of
from quiz.files import write
from quiz.importing import record
from quiz.importing.draft import CONTROL, PICTURES, Draft, LeftOut
from quiz.importing.slugs import free, slugged
from quiz.importing.sound import sound
from quiz.importing.splice import spliced
from quiz.library import is_library, load_library
from quiz.library.format import block, formatted, quoted
from quiz.library.shapes import PATTERNS, Kind
from quiz.markdown import plain
from quiz.model import Card, Unusable
from quiz.new import write_library

_LARGEST_DECK = 4 << 20
"""Bytes of a deck after which a second one is begun; its file is about as large."""
_FOLDER = "pictures"
_LONGEST_STEM = 40
_FEW = 100
"""From so many notes of one GUID on their keys have a number: a plus for each would take long."""
_FILE = re.compile(PATTERNS[Kind.FILE])
_SLUG = re.compile(PATTERNS[Kind.SLUG])
Media = Callable[[str], bytes | None]


@dataclass(slots=True)
class Report:
    """What an import did, or would do."""

    root: Path
    notes: int = 0
    cards_in_anki: int = 0
    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    edited: list[str] = field(default_factory=list)
    """Cards that were deleted here, or edited here while a newer version came."""
    pictures: int = 0
    decks: list[str] = field(default_factory=list)
    """The slugs of the decks that were written."""
    simplified: list[LeftOut] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(slots=True)
class _Target:
    """A deck that is written, and the cards that go into it."""

    slug: str
    title: str
    description: str
    file: Path
    is_broken: bool
    """Its file cannot be read, or not all of it."""
    size: int
    """Bytes of its file and of what goes into it, but for"""
    unweighed: list[dict[str, Any]] = field(default_factory=list)
    """the keys of these cards, of which it is known that together they take"""
    most: int = 0
    """bytes at most."""
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The keys of new and changed cards by their ids, in order."""

    def is_full(self) -> bool:
        """Whether a second deck is begun; cards are weighed where that cannot be seen else."""
        if self.size + self.most > _LARGEST_DECK:
            self.size += sum(map(_weight, self.unweighed))
            self.unweighed, self.most = [], 0
        return self.size > _LARGEST_DECK


def bring(
    found: Iterable[Draft | LeftOut], media: Media, root: Path, *, dry_run: bool = False
) -> Report:
    """Write the cards into the library at `root`, which is made where there is none.

    Raises Unusable where a file cannot be read or written.
    """
    return _Import(media, root).run(found, dry_run)


class _Import:
    """One import into one library."""

    def __init__(self, media: Media, root: Path) -> None:
        self.media = media
        self.root = root
        self.folder = root / "decks"
        self.report = Report(root)
        library, problems = load_library(root)
        self.library = library
        self.problems = Counter(problem.place.file for problem in problems)
        self.decks = {deck.slug: deck for deck in library.decks}
        self.existing = {
            f"{deck.slug}/{card.identity.card}": card
            for deck in library.decks
            for card in deck.cards
        }
        self.record = record.read(self.folder, self._stands)
        self.before = "" if (self.folder / record.NEXT).exists() else self.record.text()
        self.used = {*self.decks, *self.record.decks.values(), "library"}
        self.targets: dict[str, _Target] = {}
        self.files: dict[str, str] = {}
        """The medium of each picture that is to be written, by its file."""
        self.named: dict[tuple[str, str], str] = {}
        self.taken = {*self.existing, *(entry.card for entry in self.record.cards.values())}
        self.keys: set[str] = set()
        self.twins: Counter[str] = Counter()
        self.placed: dict[str, Draft] = {}

    def run(self, found: Iterable[Draft | LeftOut], dry_run: bool) -> Report:
        """Place every card, check what came of it, and write it."""
        for one in found:
            if isinstance(one, LeftOut):
                self.report.left_out.append(one)
            else:
                self._placed(one)
        self._settle_all()
        changed = [target for target in self.targets.values() if target.cards]
        texts = [self._spliced(t) if t.slug in self.decks else _head(t) for t in changed]
        self.report.decks = [target.slug for target in changed]
        self.report.pictures = len(self.files)
        held = {entry.card.partition("/")[0] for entry in self.record.cards.values()}
        self.record.decks = {o: slug for o, slug in self.record.decks.items() if slug in held}
        if not dry_run:
            self._write(changed, texts)
        return self.report

    # -- where each card goes -----------------------------------------------------------------

    def _placed(self, draft: Draft) -> None:
        """Give the card its id and its name DECK/CARD."""
        key = draft.key
        while draft.key in self.keys:  # two notes of one GUID
            self.twins[key] += 1
            n = self.twins[key]
            draft = draft._replace(key=f"{key}{'+' * n if n < _FEW else f'+{n}'}")
        self.keys.add(draft.key)
        records = self.record.cards
        if draft.former in records and draft.key not in records:
            records[draft.key] = records.pop(draft.former)
        known = records.get(draft.key)
        target = self._target(draft, known.card.partition("/")[0] if known else "")
        if known:
            slug = known.card.partition("/")[2]
        elif draft.deck:
            slug = str(draft.keys["id"])
        else:
            slug = self._slug(draft, target.slug)
        name = f"{target.slug}/{slug}"
        others = name in self.taken and draft.library != self.library.slug and not known
        if name in self.placed or others:
            self.report.left_out.append(LeftOut(draft.name, f"there is a card {name} already"))
            return
        if not draft.readable or draft.keys["id"] != slug:
            keys = {"id": slug} | draft.keys | {"id": slug}
            draft = draft._replace(keys=keys, readable=False)
        if not known:
            target.unweighed.append(draft.keys)
            target.most += draft.most or _LARGEST_DECK + 1
        self.placed[name] = draft
        if draft.medium or "image" in draft.keys:
            self.placed[name] = self._pictured(draft)._replace(readable=False)
        self.taken.add(name)

    def _target(self, draft: Draft, known: str) -> _Target:
        origin, slug = draft.origin, known or self.record.decks.get(draft.origin, "")
        part = 1
        while not known and slug in self.targets and self.targets[slug].is_full():
            part += 1
            origin = f"{draft.origin}#{part}"
            slug = self.record.decks.get(origin, "")
        if slug in self.targets:
            return self.targets[slug]
        title = CONTROL.sub("", draft.title).strip() or "Imported"
        if part > 1:
            title = f"{title} ({part})"
        if not slug:
            slug = self._deck_slug(draft, title)
            self.record.decks[origin] = slug
        if slug not in self.targets:
            deck = self.decks.get(slug)
            file = Path(deck.place.file) if deck else self.folder / f"{slug}.yaml"
            broken = self.problems[str(file)] > 0 if deck else file.exists()
            size = file.stat().st_size if deck else 0
            self.targets[slug] = _Target(slug, title, draft.description, file, broken, size)
        return self.targets[slug]

    def _deck_slug(self, draft: Draft, title: str) -> str:
        if draft.library == self.library.slug and draft.deck in self.decks:
            return draft.deck
        wanted = draft.deck if _SLUG.fullmatch(draft.deck) else slugged(title, 64) or "imported"
        used = self.used
        slug = free(wanted, lambda slug: slug in used or (self.folder / f"{slug}.yaml").exists())
        used.add(slug)
        return slug

    def _slug(self, draft: Draft, deck: str) -> str:
        """A slug from the prompt; where it is taken or empty, with a hash of the note's GUID."""
        prompt = draft.keys.get("question") or cloze.filled(draft.keys.get("text", ""))
        wanted = slugged(plain(prompt), _LONGEST_STEM)
        if wanted and f"{deck}/{wanted}" not in self.taken:
            return wanted
        digest = sha256(draft.key.encode(errors="replace")).hexdigest()
        stem = f"{wanted or 'card'}-{digest[:6]}"
        return free(stem, lambda slug: f"{deck}/{slug}" in self.taken)

    def _pictured(self, draft: Draft) -> Draft:
        """The card with its picture's file, which is unpacked; without it where it is missing."""
        if not draft.medium:
            return _without_picture(draft, "its picture is missing from the package")
        named = (draft.medium, draft.keys.get("image", draft.medium))
        if not all(str(name).lower().endswith(PICTURES) for name in named):
            return _without_picture(draft, f"{draft.medium[-60:]!r} is no picture")
        wanted = str(draft.keys.get("image", ""))
        file = self.named.get((draft.medium, wanted))
        if file is None:
            content = self.media(draft.medium)
            file = "" if content is None else self._file(draft.medium, wanted, content)
            self.named[draft.medium, wanted] = file
        if not file:
            remark = f"its picture {draft.medium[-60:]!r} is missing or damaged"
            return _without_picture(draft, remark)
        return draft._replace(keys=draft.keys | {"image": file})

    def _file(self, medium: str, wanted: str, content: bytes) -> str:
        """Where a picture is kept beside the decks."""
        if _FILE.fullmatch(wanted) and _fits(self.folder, wanted, content):
            return wanted
        stem, _, suffix = medium.rpartition(".")
        digest = sha256(content).hexdigest()[:8]
        stem = slugged(stem, _LONGEST_STEM) or "picture"
        return f"{_FOLDER}/{stem}-{digest}.{slugged(suffix, 4) or 'img'}"

    # -- what each card is -------------------------------------------------------------------

    def _settle_all(self) -> None:
        keys, reasons = sound(self.placed, self.library.slug)
        for name, draft in self.placed.items():
            if name in keys:
                self._settle(draft, name, keys[name])
            else:
                self.report.left_out.append(LeftOut(draft.name, reasons[name]))
        self.placed.clear()

    def _settle(self, draft: Draft, name: str, keys: dict[str, Any]) -> None:
        """Whether a card is new, changed, the same, or its author's now."""
        report = self.report
        target = self.targets[name.partition("/")[0]]
        old, entry = self.existing.get(name), self.record.cards.get(draft.key)
        digest = record.digest(keys)
        ours = self._digests(old, entry) if old else set()
        if entry and not old:
            report.edited.append(name)
            return
        if digest in ours or (entry and entry.digest == digest):
            report.unchanged += 1
        elif old and not (entry and entry.digest in ours):
            report.edited.append(name)
            return
        elif target.is_broken:
            reason = f"{target.file} has problems, so nothing is written into it"
            report.left_out.append(LeftOut(draft.name, reason))
            return
        else:
            target.cards[keys["id"]] = keys
            (report.updated if old else report.new).append(name)
            if draft.simplified:
                report.simplified += [LeftOut(draft.name, said) for said in draft.simplified]
        image = draft.keys.get("image", "")
        is_shown = digest in ours or keys["id"] in target.cards
        if image and draft.medium and is_shown and not (self.folder / image).exists():
            self.files[image] = draft.medium
        if not (entry and entry.digest == digest):
            self.record.cards[draft.key] = record.Entry(name, digest)

    def _stands(self, entry: record.Entry) -> bool:
        card = self.existing.get(entry.card)
        return card is not None and entry.digest in self._digests(card, entry)

    def _digests(self, card: Card, entry: record.Entry | None) -> set[str]:
        """With the tags of its deck and without: its author may have given the deck some. As
        records once had them too, where the entry is none of these."""
        both = (keys_of.of_card(card), keys_of.of_card(card, self.decks[card.identity.deck]))
        found = {record.digest(keys) for keys in both}
        if entry and entry.digest not in found:
            found |= {record.former_digest(keys) for keys in both}
        return found

    # -- files ----------------------------------------------------------------------------------

    def _spliced(self, target: _Target) -> str:
        """A deck's file with its new and changed cards; the rest of it is kept."""
        try:
            old = target.file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Unusable(f"{target.file} cannot be read: {error}") from error
        new = spliced(old, target.cards)
        if new is None:
            raise Unusable(f"no card can be put into {target.file}: run `quiz format` on it first")
        return new

    def _write(self, changed: Sequence[_Target], texts: Sequence[str]) -> None:
        """Write the decks: the text of those that were there is whole, of new ones the head."""
        kept = self.record.text()
        if not (changed or self.files) and kept == self.before:
            return
        if not is_library(self.root):
            write_library(self.folder / "library.yaml")
        write(self.folder / record.NEXT, kept)
        for name, medium in self.files.items():  # read once more: together they may be large
            if (content := self.media(medium)) is not None:
                write(self.folder / name, content)
        for target, text in zip(changed, texts, strict=True):
            fresh = () if target.slug in self.decks else target.cards.values()
            write(target.file, text + "".join([f"\n{block(keys)}" for keys in fresh]))
            target.cards = {}
        kept_in = self.folder / record.NAME
        try:
            (self.folder / record.NEXT).replace(kept_in)
        except OSError as error:
            raise Unusable(f"{kept_in} cannot be written: {error.strerror or error}") from error


def _weight(keys: dict[str, Any]) -> int:
    """About how many bytes a card takes in a file."""
    return len(marshal.dumps(keys))


def _head(target: _Target) -> str:
    """A new deck without its cards."""
    keys = {"deck": target.slug, "title": target.title, "description": target.description}
    lines = [f"{key}: {quoted(value)}" for key, value in keys.items() if value]
    laid, problems = formatted("\n".join([*lines, "cards:\n"]), "")
    if problems:  # every text was cleaned before, so this is a slip of ours
        raise Unusable(f"a deck cannot be written: {problems[0].message}")
    return laid


def _without_picture(draft: Draft, remark: str) -> Draft:
    keys = {key: value for key, value in draft.keys.items() if key not in ("image", "alt")}
    return draft._replace(keys=keys, simplified=(*draft.simplified, remark))


def _fits(folder: Path, name: str, content: bytes) -> bool:
    """Whether a picture may stand under this name: it lies inside, and nothing else is there."""
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
        return inside and (not path.exists() or path.read_bytes() == content)
    except (OSError, ValueError, RuntimeError):
        return False
