"""Decks as packages for Anki, so built that they can be updated for years.

`package` writes a package, of the `notes` that were chosen; `fields` says what a note holds,
`lock` what has been released, `notetypes` what never changes. `check` needs `lock`, and not the
weight of `package`: so nothing is imported here.
"""
