"""Cards with what Anki shows of them, from a library or a package, to be compared. Reads pictures
of cards and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quiz import diff
from quiz.anki import fields, media
from quiz.anki.shared import Shared
from quiz.diff import Version
from quiz.importing.draft import Draft
from quiz.importing.own import own
from quiz.model import Library, Unusable
from quiz.references import former

if TYPE_CHECKING:
    from quiz.importing.package import AnkiNote


def of_libraries(libraries: Iterable[Library]) -> Iterator[Version]:
    """The cards of libraries, each as an export would show it."""
    for library in libraries:
        shared = Shared(library)
        for deck in library.decks:
            for card in deck.cards:
                try:
                    image = media.picture(card, library).name if card.image else ""
                    note = fields.note(card, deck, shared, image)
                except Unusable as error:
                    shown = str(error)  # like no other
                else:
                    shown = _shown(note.notetype.fields, note.fields, note.tags)
                yield diff.version(card)._replace(shown=shown)


def of_notes(notes: Iterable[AnkiNote]) -> Iterator[Version]:
    """The cards of a package's notes; notes of others, or with another card than ours, are left
    out."""
    for note in notes:
        values = dict(zip(note.notetype.fields, note.fields, strict=True))
        if "Identity" in values and "Card" in values:
            draft = own(note, values["Identity"], values["Card"])
            if isinstance(draft, Draft):
                was = [name for name in draft.keys.get("was", ()) if isinstance(name, str)]
                names = (draft.name, *former(was, draft.library))
                shown = _shown(note.notetype.fields, note.fields, note.tags)
                yield Version(names, draft.keys, shown, note.guid)


def _shown(names: Iterable[str], values: Iterable[str], tags: Iterable[str]) -> str:
    """All that an import could change of a note."""
    filled = {name: value for name, value in zip(names, values, strict=True) if value}
    return repr((sorted(filled.items()), sorted(set(tags))))
