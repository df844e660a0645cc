"""Our own note types back to the cards that were exported."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from itertools import chain
from typing import Any

from quiz.importing.draft import CONTROL, Draft, LeftOut, name_of
from quiz.importing.html import markdown
from quiz.importing.package import AnkiNote
from quiz.library.shapes import CARD

_CREDIT = re.compile(r"(?:<br>)?<small>[^<]*</small>\Z")


def own(note: AnkiNote, values: dict[str, str]) -> Draft | LeftOut:
    """The very card that was exported."""
    parts = html.unescape(values["Identity"]).split("/")
    written = html.unescape(values["Card"])
    if not written.isprintable():
        written = CONTROL.sub("", written)
    try:
        keys = json.loads(written)
    except (ValueError, RecursionError):
        keys = None
    if len(parts) != 3 or not _is_card(keys) or keys.get("id") != parts[2]:
        return LeftOut(name_of(note), "its fields 'Identity' and 'Card' were changed")
    medium = ""
    if "image" in keys:
        pictures = markdown(values.get("Image", "")).images
        medium = pictures[0].src if pictures else ""
    return Draft(
        key=note.guid,
        origin="/".join(parts[:2]),
        title=note.deck.path[-1],
        description=_described(note.deck.description),
        keys=_clean(keys) if "\\u" in written else keys,
        name="/".join(parts),
        deck=parts[1],
        library=parts[0],
        medium=medium,
    )


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
