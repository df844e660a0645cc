"""Our own note types back to the cards that were exported."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from quiz import compact
from quiz.importing.draft import CONTROL, Draft, LeftOut, name_of
from quiz.importing.html import markdown
from quiz.importing.package import AnkiNote, of_ours
from quiz.importing.reads import reads
from quiz.library.shapes import CARD

_LARGEST = 1 << 20
"""Characters of the JSON of a card, far more than a deck gives one room for."""
_LARGEST_IMAGE = 10_000
"""Characters of the field Image that are read, which holds the one tag."""
_MOST = 8
"""Bytes of a character of JSON, when the keys are weighed: of a list there are five for two."""
_CREDIT = re.compile(r"(?:<br>)?<small>[^<]*</small>\Z")


@lru_cache(maxsize=256)
def picker(fields: tuple[str, ...]) -> Callable[[Sequence[bytes]], tuple[bytes, bytes]] | None:
    """What picks Identity and Card out of the fields of a note; None for note types of others."""
    places = of_ours(fields)
    return itemgetter(*places) if places else None


def own(note: AnkiNote, identity: str, written: str) -> Draft | LeftOut:
    """The very card that was exported, from its fields Identity and Card."""
    if len(written) > _LARGEST:
        return LeftOut(name_of(note), f"its field 'Card' is over {_LARGEST:,} characters long")
    name = html.unescape(identity)
    parts = name.split("/")
    keys, is_clean = _parsed(html.unescape(written))
    readable = isinstance(keys, dict) and reads(keys)
    if len(parts) != 3 or not (readable or _is_card(keys)) or keys.get("id") != parts[2]:
        return LeftOut(name_of(note), "its fields 'Identity' and 'Card' were changed")
    if not is_clean:
        keys, readable = _clean(keys), False
    library, deck, _ = parts
    return Draft(
        note.guid,
        f"{library}/{deck}",
        note.deck.path[-1],
        keys,
        name,
        _described(note.deck.description),
        deck,
        library,
        _medium(note) if "image" in keys else "",
        (),
        readable,
        _MOST * len(written),
    )


def _medium(note: AnkiNote) -> str:
    """The picture in the package."""
    values = dict(zip(note.notetype.fields, note.fields, strict=True))
    pictures = markdown(values.get("Image", "")[:_LARGEST_IMAGE]).images
    return pictures[0].src if pictures else ""


def _parsed(written: str) -> tuple[Any, bool]:
    """What some JSON says, None where it is none; and whether no text of it can hold what no YAML
    may."""
    if "\x7f" in written or not (written.isascii() or written.isprintable()):
        written = CONTROL.sub("", written)
    keys = _json(written)
    if keys is None and CONTROL.search(written):  # what else is ASCII, JSON itself refuses
        written = CONTROL.sub("", written)
        keys = _json(written)
    return keys, "\\u" not in written


def _json(written: str) -> Any:  # noqa: ANN401 - what JSON gives
    """What some JSON says; None for what is none."""
    try:
        return compact.read(written)
    except ValueError:
        return None


@lru_cache(maxsize=64)  # each note of a deck brings it again
def _described(description: str) -> str:
    return markdown(_CREDIT.sub("", description)).text


def _is_card(keys: Any) -> bool:  # noqa: ANN401 - what JSON gives
    """Whether the keys are those of a card, no deeper than a deck goes."""
    if not isinstance(keys, dict) or not keys.keys() <= CARD.keys.keys():
        return False
    members = (value if isinstance(value, list) else (value,) for value in keys.values())
    return all(map(_is_flat, chain.from_iterable(members)))


def _is_flat(value: object) -> bool:
    if isinstance(value, str):
        return True
    return isinstance(value, dict) and all(
        len(key) <= 64 and isinstance(text, str) for key, text in value.items()
    )


def _clean(value: Any) -> Any:  # noqa: ANN401 - as JSON has it
    """The value without what no YAML may hold."""
    if isinstance(value, str):
        return value if value.isprintable() else CONTROL.sub("", value)
    if isinstance(value, list):
        return [_clean(member) for member in value]
    return {_clean(key): _clean(member) for key, member in value.items()}
