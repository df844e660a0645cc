"""What a note or a row becomes before it has a place: a card to be, or why there is none. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from quiz.importing.html import Converted, Image, markdown
from quiz.importing.package import AnkiNote
from quiz.markdown import plain
from quiz.model import Unusable

Keys = dict[str, Any]

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".avif")
OCCLUSION = "image-occlusion:"
"""What a field of a note holds that hides parts of a picture."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What no YAML may hold."""
_MOST_PARTS = 4_000_000
"""Tags, options and the like of all cards together: each takes far more memory than its letters."""
_OF_MAPPING = 4
"""As many parts a mapping counts for."""
_UNNAMED = re.compile(
    r"(back |front )?(extra|notes?|explanation|remarks?|comments?|back|more|info(rmation)?)( \d+)?",
    re.IGNORECASE,
)


class Draft(NamedTuple):
    """A card to be: its keys without an id, unless it is one of ours."""

    key: str
    """Says which it is when the import is run again: the note's GUID, and which of its cards."""
    origin: str
    """The deck it comes from."""
    title: str
    """That deck's title."""
    keys: Keys
    name: str
    """How a report calls it."""
    description: str = ""
    deck: str = ""
    """The deck's slug, of one of ours."""
    library: str = ""
    """The library's slug, of one of ours."""
    medium: str = ""
    """Its picture in the package."""
    simplified: tuple[str, ...] = ()
    readable: bool = False
    """A library surely reads the keys, as `quiz.importing.reads` was asked already."""
    most: int = 0
    """Bytes that the keys take at most, where that is seen without weighing them."""
    former: str = ""
    """The key that the card had in records before the deck that its row names was read."""


class LeftOut(NamedTuple):
    """What is not asked, and why."""

    name: str
    reason: str


def bounded(found: Iterable[Draft | LeftOut], path: Path) -> Iterator[Draft | LeftOut]:
    """The same. Raises Unusable once their lists hold too much together."""
    left = _MOST_PARTS
    for one in found:
        if isinstance(one, Draft):
            left -= _parts(one.keys)
            if left < 0:
                most = f"{_MOST_PARTS:,} tags, options and the like"
                reason = f"it has over {most} together: export fewer decks at a time"
                raise Unusable(f"{path} cannot be imported: {reason}")
        yield one


def _parts(keys: Keys) -> int:
    """About how many objects the lists of a card hold."""
    found = 0
    for value in keys.values():
        if type(value) is list:
            found += len(value) * (_OF_MAPPING if dict in map(type, value) else 1)
    return found


_MOST_REMARKS = 10


class Remarks:
    """What a card loses on the way."""

    def __init__(self) -> None:
        self.said: dict[str, None] = {}

    def of(self, converted: Converted, *, pictures: Sequence[Image] = ()) -> str:
        """The text; what it lost is noted."""
        for sound in converted.sounds:
            self.add(f"the sound {sound[:60]!r} is left out")
        for image in pictures:
            called = (
                f"the picture {image.src[-60:]!r}" if image.is_file else "a picture in the text"
            )
            self.add(f"{called} is left out")
        if converted.drawn:
            self.add("a drawing is left out")
        if converted.math:
            self.add("its formulas stay as they are written in LaTeX")
        return converted.text

    def add(self, remark: str) -> None:
        """Note a loss, each once; after ten only that there are more."""
        if len(self.said) < _MOST_REMARKS:
            self.said[remark] = None
        elif remark not in self.said:
            self.said["more than is named here is left out"] = None


def name_of(note: AnkiNote) -> str:
    """How a report calls a note: by its first text, else by its first sound or picture."""
    media = []
    for value in note.fields:
        if value and OCCLUSION not in value:
            found = markdown(value)
            if found.text:
                return _short(found.text)
            media += [*found.sounds, *(image.src for image in found.images if image.is_file)]
    return _short(next(filter(None, media), note.guid))


def _short(text: str) -> str:
    shown = plain(text)
    if "\n" in shown:
        shown = " ".join(shown.split())
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def drafted(note: AnkiNote, ord_: int, keys: Keys, remarks: Remarks) -> Draft:
    """A card of a note, with what every card of a note has."""
    medium = keys.pop("medium", "")
    keys = {key: value for key, value in keys.items() if value}
    if note.tags:
        cleaned = (CONTROL.sub("", tag) for tag in note.tags)
        if tags := list(dict.fromkeys(filter(None, cleaned))):
            keys["tags"] = tags
    deck = note.deck
    return Draft(
        key=f"{note.guid}#{ord_}",
        origin="::".join(deck.path),
        title=titled(deck.path),
        keys=keys,
        name=name_of(note),
        description=markdown(deck.description).text if deck.description else "",
        medium=medium,
        simplified=tuple(remarks.said),
    )


@lru_cache(maxsize=256)
def titled(path: tuple[str, ...]) -> str:
    """The place of a deck in the tree, as one title."""
    if len(path) == 1 and path[0].isprintable() and path[0].strip() == path[0] != "":
        return path[0]
    parts = (" ".join(plain(CONTROL.sub("", part)).split()) for part in path)
    return ": ".join(filter(None, parts)) or "Imported"


def pictured(converted: Converted, remarks: Remarks) -> tuple[str, Keys]:
    """The text, and the keys of its picture."""
    if not converted.images:
        return remarks.of(converted), {}
    usable = [
        image
        for image in converted.images
        if image.src.lower().endswith(PICTURES) and ":" not in image.src
    ]
    others = [image for image in converted.images if image not in usable[:1]]
    text = remarks.of(converted, pictures=others)
    if not usable:
        return text, {}
    return text, {"medium": usable[0].src, "alt": usable[0].alt or "A picture of the package"}


def explained(fields: Sequence[str], values: Mapping[str, str], remarks: Remarks) -> str:
    """What else the back shows, each field with its name where that says something."""
    lines = []
    for name in fields:
        found = markdown(values.get(name, ""))
        text = remarks.of(found, pictures=found.images)
        if text and _UNNAMED.fullmatch(name.strip()):
            lines.append(text)
        elif text:
            lines.append(f"{markdown(html.escape(name, quote=False)).text}: {text}")
    return "\n".join(lines)
