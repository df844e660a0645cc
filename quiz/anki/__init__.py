"""Decks as packages for Anki, so built that they can be updated for years.

`export` writes a package; `fields` says what a note holds, `notetypes` what never changes.
"""

from quiz.anki.package import Report, export

__all__ = ["Report", "export"]
