"""Decks as files for other programs: tables, question banks, printable sheets, JSON.

`export` chooses the format by the suffix and writes the file; each format is a module with
`pieces(taken)`, which gives the file's text in pieces. `docs/formats.md` says what each holds.
"""
