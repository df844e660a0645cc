"""Packages for tests: of Anki's own library, and broken ones."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from quiz.cli.bring import open_database
from quiz.importing.cards import drafts
from quiz.importing.draft import Draft, LeftOut
from quiz.importing.package import AnkiDeck, AnkiNote, Notetype, Template, opened
from quiz.importing.write import Report, bring

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc00000030101006b7c58150000000049454e44ae426082"
)
BASIC = Notetype(
    "Basic", False, ("Front", "Back"), (Template("Card 1", "{{Front}}", "{{FrontSide}}{{Back}}"),)
)
REVERSED = Notetype(
    "Both",
    False,
    ("Front", "Back"),
    (*BASIC.templates, Template("Card 2", "{{Back}}", "{{Front}}")),
)
CLOZE = Notetype(
    "Cloze",
    True,
    ("Text", "Back Extra"),
    (Template("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}"),),
)


def note(*fields: str, notetype: Notetype = BASIC, guid: str = "g", **rest) -> AnkiNote:
    rest.setdefault("deck", AnkiDeck(("History", "Wars")))
    rest.setdefault("tags", ())
    rest.setdefault("ords", tuple(range(len(notetype.templates))))
    raw = [field.encode("utf-8", "replace") for field in fields]
    return AnkiNote(guid=guid, notetype=notetype, raw=raw, **rest)


def made(*fields: str, **rest) -> list[Draft | LeftOut]:
    return list(drafts(note(*fields, **rest)))


def keys(*fields: str, **rest) -> dict:
    """The keys of the one card that a note makes."""
    (draft,) = (one for one in made(*fields, **rest) if isinstance(one, Draft))
    return draft.keys


def reasons(*fields: str, **rest) -> list[str]:
    return [one.reason for one in made(*fields, **rest) if isinstance(one, LeftOut)]


def imported(package: Path, root: Path, **options) -> Report:
    with opened(package, open_database) as found:
        every = (draft for n in found.notes for draft in drafts(n))
        report = bring(every, found.media, root, **options)
        report.notes = len(found.notes)
    return report


def taken_in(collection: Collection, package: Path) -> None:
    """Let Anki import a package."""
    options = ImportAnkiPackageOptions()
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    collection.import_anki_package(request)


def through_anki(source: Path | None, folder: Path, *, legacy: bool, fill=None) -> Path:
    """A package written by Anki, of one that it imported, or of what `fill` puts in."""
    folder.mkdir(exist_ok=True)
    collection = Collection(str(folder / "collection.anki2"))
    try:
        if source:
            taken_in(collection, source)
        if fill:
            fill(collection)
        target = folder / f"{legacy}.apkg"
        options = ExportAnkiPackageOptions(with_media=True, legacy=legacy)
        collection.export_anki_package(out_path=str(target), options=options, limit=None)
    finally:
        collection.close()
    return target


def whole_collection(folder: Path, *, legacy: bool, fill) -> Path:
    """A whole collection as Anki writes it, of what `fill` puts in."""
    folder.mkdir(exist_ok=True)
    collection = Collection(str(folder / "collection.anki2"))
    fill(collection)
    target = folder / f"{legacy}.colpkg"
    collection.export_collection_package(str(target), include_media=True, legacy=legacy)
    return target


def filed(collection: Collection, kind: str, deck: str, *fields: str, guid: str = "") -> None:
    """Put a note into a collection."""
    note = collection.new_note(collection.models.by_name(kind))
    note.fields = [*fields, *[""] * (len(note.fields) - len(fields))]
    note.guid = guid or note.guid
    collection.add_note(note, collection.decks.id(deck))


def notetype(collection: Collection, name: str, fields: str, *templates: tuple[str, str]) -> None:
    """Make a note type; the fields' names are parted by `|`."""
    made = collection.models.new(name)
    for field in fields.split("|"):
        collection.models.add_field(made, collection.models.new_field(field))
    for number, (front, back) in enumerate(templates):
        template = collection.models.new_template(f"Card {number + 1}")
        template["qfmt"], template["afmt"] = front, back
        collection.models.add_template(made, template)
    collection.models.add(made)


def zipped(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    with ZipFile(path, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def escaped(text: str) -> str:
    return html.escape(text, quote=False)
