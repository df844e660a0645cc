"""Our own note types back to the cards that were exported. Pure."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from quiz.importing.draft import CONTROL, Draft, LeftOut, name_of
from quiz.importing.html import markdown
from quiz.importing.package import AnkiNote
from quiz.library.shapes import CARD

_CREDIT = re.compile(r"(?:<br>)?<small>[^<]*</small>\Z")


def own(note: AnkiNote, values: dict[str, str]) -> Draft | LeftOut:
    """The very card that was exported."""
    parts = html.unescape(values["Identity"]).split("/")
    written = CONTROL.sub("", html.unescape(values["Card"]))
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
    description = _CREDIT.sub("", note.deck.description)
    return Draft(
        key=note.guid,
        origin="/".join(parts[:2]),
        title=note.deck.path[-1],
        description=markdown(description).text,
        keys=_clean(keys) if "\\u" in written else keys,
        name="/".join(parts),
        deck=parts[1],
        library=parts[0],
        medium=medium,
    )


def _is_card(keys: Any) -> bool:  # noqa: ANN401 - what JSON gives
    """Whether the keys are those of a card, no deeper than a deck goes."""
    return isinstance(keys, dict) and all(
        key in CARD.keys
        and (all(map(_is_flat, value)) if isinstance(value, list) else _is_flat(value))
        for key, value in keys.items()
    )


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
