"""Writes imported cards into a library as decks of YAML, and brings them up to date again.

Beside the decks a hidden file remembers what was written: a card that its author has edited or
deleted since is left as it is, and named in the report.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from quiz import cloze
from quiz import keys as keys_of
from quiz.check import options
from quiz.check.rule import Checked
from quiz.importing.cards import PICTURES, Draft, LeftOut
from quiz.library import is_library, load_library
from quiz.library.build import Builder
from quiz.library.format import formatted
from quiz.library.reader import Map, Seq, mark_of, read
from quiz.library.shapes import PATTERNS, Kind
from quiz.markdown import plain
from quiz.model import Card, Library, Severity, Unusable
from quiz.new import write

RECORD = ".imported.json"
_LARGEST_DECK = 4 << 20
"""Characters of a deck after which a second one is begun."""
_FOLDER = "pictures"
_LONGEST_STEM = 40
_FILE = re.compile(PATTERNS[Kind.FILE])
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
    """Cards of which a newer version came, but that were edited or deleted here."""
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
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The keys of new and changed cards by their ids, in order."""
    size: int = 0


def bring(
    found: Iterable[Draft | LeftOut], media: Media, root: Path, *, dry_run: bool = False
) -> Report:
    """Write the cards into the library at `root`, which is made where there is none.

    Raises Unusable where a file cannot be read or written.
    """
    return _Import(media, root).run(list(found), dry_run)


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
        self.record = _read_record(self.folder / RECORD)
        self.cards: dict[str, dict[str, str]] = self.record["cards"]
        self.origins: dict[str, str] = self.record["decks"]
        self.targets: dict[str, _Target] = {}
        self.files: dict[str, bytes] = {}
        self.taken = {*self.existing, *(entry["card"] for entry in self.cards.values())}

    def run(self, found: list[Draft | LeftOut], dry_run: bool) -> Report:
        """Place every card, check what came of it, and write it."""
        self.report.left_out = [one for one in found if isinstance(one, LeftOut)]
        placed = [self._placed(draft) for draft in found if isinstance(draft, Draft)]
        sound = self._sound([(draft, name) for draft, name in placed if name])
        for draft, name in placed:
            if name in sound:
                self._settle(draft, name, sound[name])
        texts = {
            target.file: self._text(target) for target in self.targets.values() if target.cards
        }
        self.report.decks = [t.slug for t in self.targets.values() if t.cards]
        self.report.pictures = len(self.files)
        if not dry_run:
            self._write(texts)
        return self.report

    # -- where each card goes -----------------------------------------------------------------

    def _placed(self, draft: Draft) -> tuple[Draft, str]:
        """The card with its id, and its name DECK/CARD."""
        known = self.cards.get(draft.key)
        target = self._target(draft, known["card"].partition("/")[0] if known else "")
        if known:
            slug = known["card"].partition("/")[2]
        elif draft.deck:
            slug = str(draft.keys["id"])
            name = f"{target.slug}/{slug}"
            if name in self.taken and draft.library != self.library.slug:
                self.report.left_out.append(LeftOut(draft.name, f"there is a card {name} already"))
                return draft, ""
        else:
            slug = self._slug(draft, target.slug)
        name = f"{target.slug}/{slug}"
        self.taken.add(name)
        keys = {"id": slug, **{k: v for k, v in draft.keys.items() if k != "id"}}
        target.size += len(str(keys))
        draft = replace(draft, keys=keys)
        return self._pictured(draft), name

    def _target(self, draft: Draft, known: str) -> _Target:
        slug = known or self.origins.get(draft.origin, "")
        part = 1
        while slug in self.targets and self.targets[slug].size > _LARGEST_DECK and not known:
            part += 1
            origin = f"{draft.origin}#{part}"
            slug = self.origins.get(origin, "")
            draft = replace(draft, origin=origin, title=f"{draft.title} ({part})", deck="")
        if not slug:
            slug = self._deck_slug(draft)
            self.origins[draft.origin] = slug
        if slug not in self.targets:
            deck = self.decks.get(slug)
            file = Path(deck.place.file) if deck else self.folder / f"{slug}.yaml"
            self.targets[slug] = _Target(slug, draft.title, draft.description, file)
        return self.targets[slug]

    def _deck_slug(self, draft: Draft) -> str:
        if draft.library == self.library.slug and draft.deck in self.decks:
            return draft.deck
        wanted = draft.deck if _is_slug(draft.deck) else _slugged(draft.title, 64) or "imported"
        used = {*self.decks, *self.origins.values(), "library"}
        return _free(wanted, lambda slug: slug in used or (self.folder / f"{slug}.yaml").exists())

    def _slug(self, draft: Draft, deck: str) -> str:
        """A slug from the prompt; where it is taken or empty, with a hash of the note's GUID."""
        prompt = draft.keys.get("question") or cloze.filled(draft.keys.get("text", ""))
        wanted = _slugged(plain(prompt), _LONGEST_STEM)
        digest = sha256(draft.key.encode(errors="replace")).hexdigest()
        if wanted and f"{deck}/{wanted}" not in self.taken:
            return wanted
        stem = f"{wanted or 'card'}-{digest[:6]}"
        return _free(stem, lambda slug: f"{deck}/{slug}" in self.taken)

    def _pictured(self, draft: Draft) -> Draft:
        """The card with its picture's file, which is unpacked; without it where it is missing."""
        if not draft.medium:
            if draft.keys.get("image"):
                return _without_picture(draft, "its picture is missing from the package")
            return draft
        named = (draft.medium, draft.keys.get("image", draft.medium))
        if not all(name.lower().endswith(PICTURES) for name in named):
            return _without_picture(draft, f"{draft.medium[-60:]!r} is no picture")
        content = self.media(draft.medium)
        if content is None:
            return _without_picture(draft, f"its picture {draft.medium[-60:]!r} cannot be unpacked")
        name = str(draft.keys.get("image", ""))
        if not _FILE.fullmatch(name) or not _fits(self.folder, name, content):
            stem, _, suffix = draft.medium.rpartition(".")
            digest = sha256(content).hexdigest()[:8]
            stem = _slugged(stem, _LONGEST_STEM) or "picture"
            name = f"{_FOLDER}/{stem}-{digest}.{_slugged(suffix, 4) or 'img'}"
        if not (self.folder / name).exists():
            self.files[name] = content
        return replace(draft, keys=draft.keys | {"image": name})

    # -- what can be read back ------------------------------------------------------------------

    def _sound(self, placed: list[tuple[Draft, str]]) -> dict[str, Card]:
        """Each card as a library reads it; the others are left out, with the reason."""
        by_deck: dict[str, list[tuple[Draft, str]]] = {}
        for draft, name in placed:
            by_deck.setdefault(name.partition("/")[0], []).append((draft, name))
        cards: dict[str, Card] = {}
        reasons: dict[str, str] = {}
        for slug, group in by_deck.items():
            text = _raw(slug, {"title": slug}, [draft.keys for draft, _ in group])
            node, problems = read(text.encode("utf-8", "replace"), "")
            builder = Builder("", problems)
            deck = builder.deck(node, self.library.slug, slug)
            cards |= {f"{slug}/{card.identity.card}": card for card in (deck.cards if deck else ())}
            for problem in builder.problems:
                reasons.setdefault(f"{slug}/{problem.card}", problem.message)
        checked = Checked(Library("", "", self.root))
        for rule in options.RULES:
            if rule.severity is Severity.ERROR and rule.slug != "missing-image":
                for name, card in cards.items():
                    for message in () if card.retired else rule.find(card, checked):
                        reasons.setdefault(name, message)
        for draft, name in placed:
            if name in reasons or name not in cards:
                reason = reasons.get(name, "it cannot be written as a card")
                self.report.left_out.append(LeftOut(draft.name, reason))
        return {name: card for name, card in cards.items() if name not in reasons}

    def _settle(self, draft: Draft, name: str, card: Card) -> None:
        """Whether a card is new, changed, the same, or its author's now."""
        target = self.targets[name.partition("/")[0]]
        old, entry = self.existing.get(name), self.cards.get(draft.key)
        digest = _digest(card)
        ours = _digest(old) if old else ""
        said = [LeftOut(draft.name, remark) for remark in draft.simplified]
        if ours == digest or (entry and entry["sha256"] == digest):
            self.report.unchanged += 1
        elif (old and not (entry and entry["sha256"] == ours)) or (entry and not old):
            self.report.edited.append(name)
            return
        elif self.problems[str(target.file)]:
            reason = f"{target.file} has problems, so nothing is written into it"
            self.report.left_out.append(LeftOut(draft.name, reason))
            return
        else:
            target.cards[card.identity.card] = draft.keys
            (self.report.updated if old else self.report.new).append(name)
        self.report.simplified += said
        if not (entry and entry["sha256"] == digest):
            self.cards[draft.key] = {"card": name, "sha256": digest}

    # -- files ----------------------------------------------------------------------------------

    def _text(self, target: _Target) -> str:
        """The deck's file with its new and changed cards; the rest of an old one is kept."""
        if target.slug not in self.decks:
            head = {"title": target.title, "description": target.description}
            blocks = map(
                _block, target.cards.values()
            )  # one by one, for time linear in their number
            return _laid_out(_raw(target.slug, head, ())) + "".join(f"\n{b}" for b in blocks)
        try:
            old = target.file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Unusable(f"{target.file} cannot be read: {error}") from error
        fresh = dict(target.cards)
        pieces = []
        at = 0
        for start, end, slug in _blocks(old):
            if slug in fresh:
                pieces += [old[at:start], _block(fresh.pop(slug))]
                at = end
        pieces.append(old[at:])
        text = "".join(pieces).rstrip("\n") + "\n"
        return text + "".join(f"\n{_block(keys)}" for keys in fresh.values())

    def _write(self, texts: Mapping[Path, str]) -> None:
        if not (texts or self.files) and self.record == _read_record(self.folder / RECORD):
            return
        if not is_library(self.root):
            own = f"own-{token_hex(4)}"
            write(self.folder / "library.yaml", f"library: {own}\ntitle: My decks\nlanguage: en\n")
        for name, content in self.files.items():
            _write_bytes(self.folder / name, content)
        for file, text in texts.items():
            write(file, text)
        record = json.dumps(self.record, ensure_ascii=True, indent=0, sort_keys=True)
        write(self.folder / RECORD, f"{record}\n")


def _read_record(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8")) if path.exists() else {}
        cards = {
            str(key): {"card": str(entry["card"]), "sha256": str(entry["sha256"])}
            for key, entry in found.get("cards", {}).items()
        }
        decks = {str(key): str(slug) for key, slug in found.get("decks", {}).items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"{path} cannot be read: delete it, and the next import adds its cards anew"
        raise Unusable(message) from error
    return {"cards": cards, "decks": decks}


def _digest(card: Card) -> str:
    """Of the card's own keys, whatever the library or the layout."""
    written = json.dumps(keys_of.of_card(card), sort_keys=True)
    return sha256(written.encode()).hexdigest()[:32]


def _raw(slug: str, head: Mapping[str, str], cards: Iterable[Mapping[str, Any]]) -> str:
    """A deck as YAML whose cards are JSON but for their lists, a line each."""
    lines = [f"deck: {slug}"]
    lines += [f"{key}: {_scalar(value)}" for key, value in head.items() if value]
    lines.append("cards:")
    for card in cards:
        lines += _lines(card)
    return "\n".join(lines) + "\n"


def _lines(card: Mapping[str, Any]) -> list[str]:
    lines = []
    for key, value in card.items():
        if isinstance(value, list):
            lines.append(f"  {_scalar(key)}:")
            lines += [f"  - {_scalar(member)}" for member in value]
        else:
            lines.append(f"  {_scalar(key)}: {_scalar(value)}")
    lines[0] = f"- {lines[0][2:]}"
    return lines


def _scalar(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _laid_out(text: str) -> str:
    laid, problems = formatted(text, "")
    if problems:  # every card was read before, so this is a slip of ours
        raise Unusable(f"a deck cannot be written: {problems[0].message}")
    return laid


def _block(keys: Mapping[str, Any]) -> str:
    """One card in canonical layout."""
    return _laid_out(_raw("x", {"title": "x"}, [keys])).partition("cards:\n")[2].lstrip("\n")


def _blocks(text: str) -> list[tuple[int, int, str]]:
    """Where each card of a deck stands: from the line of its dash to its last line, and its id."""
    node, _ = read(text.encode(), "")
    _, listed = node.pairs.get("cards", (None, None)) if isinstance(node, Map) else (None, None)
    found = []
    for item in listed.items if isinstance(listed, Seq) else ():
        if not isinstance(item, Map):
            continue
        _, named = item.pairs.get("id", (None, None))
        start = text.rfind("\n", 0, mark_of(item).index) + 1
        lines = text[start : item.end_mark.index].splitlines(keepends=True)
        while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
            lines.pop()
        if isinstance(named, tuple):
            found.append((start, start + len("".join(lines)), named[0]))
    return found


def _without_picture(draft: Draft, remark: str) -> Draft:
    keys = {key: value for key, value in draft.keys.items() if key not in ("image", "alt")}
    return replace(draft, keys=keys, simplified=(*draft.simplified, remark))


def _fits(folder: Path, name: str, content: bytes) -> bool:
    """Whether a picture may stand under this name: it lies inside, and nothing else is there."""
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
        return inside and (not path.exists() or path.read_bytes() == content)
    except (OSError, ValueError, RuntimeError):
        return False


def _write_bytes(path: Path, content: bytes) -> None:
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".picture.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise Unusable(f"{path} cannot be written: {error.strerror or error}") from error


def _is_slug(text: str) -> bool:
    return re.fullmatch(PATTERNS[Kind.SLUG], text) is not None


def _slugged(text: str, most: int) -> str:
    """A slug of whole words of the text, as far as they are Latin; perhaps empty."""
    low = unicodedata.normalize("NFKD", text[:500].lower().replace("ß", "ss")).replace("'", "")
    words = re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f’]", "", low))
    slug = "-".join(words)[:most]
    if len("-".join(words)) > most and "-" in slug:
        slug = slug.rpartition("-")[0]
    return slug.strip("-")


def _free(wanted: str, taken: Callable[[str], bool]) -> str:
    slug, n = wanted, 1
    while taken(slug):
        n += 1
        slug = f"{wanted[:58]}-{n}"
    return slug
