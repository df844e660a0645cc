"""Anki itself, as the tests use it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

if TYPE_CHECKING:
    from anki.cards import Card  # cannot be imported before anki.collection


def take_in(collection: Collection, package: Path, *, update: int = 0):
    """Import a package as a user does; the log says what became of each note."""
    request = ImportAnkiPackageRequest(
        package_path=str(package),
        options=ImportAnkiPackageOptions(
            merge_notetypes=False,
            update_notes=update,
            update_notetypes=0,
            with_scheduling=False,
            with_deck_configs=False,
        ),
    )
    log = collection.import_anki_package(request).log
    collection.models._clear_cache()
    return log


def counts(log) -> dict[str, int]:
    """How many notes were new, updated, the same, in conflict."""
    kinds = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck")
    return {kind: n for kind in kinds if (n := len(getattr(log, kind)))}


def cards(collection: Collection) -> list[Card]:
    """Every card in the order in which new ones come."""
    return [collection.get_card(cid) for cid in collection.find_cards("", order="c.due, c.ord")]


def fields(card: Card) -> dict[str, str]:
    return dict(card.note().items())


def card_of(collection: Collection, identity: str, ord_: int = 0) -> Card:
    """The card of a library's card."""
    found = [
        card
        for card in cards(collection)
        if fields(card)["Identity"] == identity and card.ord == ord_
    ]
    assert len(found) == 1, (identity, found)
    return found[0]


def without_script(markup: str) -> str:
    """HTML without the script of our templates; any other stays."""
    return re.sub(r"<script>\n/\*.*?\n</script>\n?", "", markup, flags=re.DOTALL)


def seen(markup: str) -> str:
    """What a reader sees of HTML: its text, entities read, runs of white space as one."""
    markup = re.sub(r"<style.*?</style>", "", without_script(markup), flags=re.DOTALL)
    markup = re.sub(r"<(?:br|li|/?div|/?p|t[dr]|/?[ou]l)\b[^>]*>", " ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def check(collection: Collection) -> str:
    """What Check Database says."""
    said, fine = collection.fix_integrity()
    assert fine, said
    return said
