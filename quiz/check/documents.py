"""Rules that need the source documents: that they are the ones described, that each cited
paragraph exists, and that no run of their words entered the project.

A shared run counts from seven words on. Before the comparison a text loses what may be shared:
names, titles of works and of sections, and quotations of under fifteen words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from quiz.check.rule import Checked
from quiz.model import Place, Problem, Source

RUN = 7
"""Words in a row that may not be shared."""

_QUOTED = 15
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_QUOTATION = re.compile(r"(?<!\w)[‘'\"“]([^‘’'\"“”]{1,200})[’'\"”](?!\w)")
_EMPHASISED = re.compile(r"(?<!\w)[*_]([^*_]{1,200})[*_](?!\w)")
_LINE_END = re.compile(r"\r\n|\r|\n")
"""Not the form feed or U+2028, at which Python parts lines too."""
_MASK = " \x00 "
"""Breaks a run, as no word of a document equals it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the project that must not share a run, and where it stands."""

    text: str
    place: Place
    subject: str = ""


def paragraphs(document: str) -> list[str]:
    """The non-empty lines of a document as editors count them; the first is paragraph 1."""
    return [line for line in _LINE_END.split(document) if line.strip()]


def check_documents(
    checked: Checked, documents: Mapping[str, bytes], more: Iterable[Text] = ()
) -> Iterator[Problem]:
    """The Problems of `--documents`. `documents` by file name; `more` are texts beside the
    library's own, such as the project's docs."""
    sources = checked.library.sources
    for source in sources:
        yield from _unchanged(source, documents.get(source.document))
    runs: dict[tuple[str, ...], str] = {}
    for name, data in documents.items():
        for run in _runs(_words(data.decode("utf-8", "replace"))):
            runs.setdefault(run, name)
    mask = _mask(checked)
    for text in (*_texts(checked), *more):
        shared = next((r for r in _runs(_words(mask(text.text))) if r in runs), None)
        if shared:
            message = f"{' '.join(shared)!r} stands in {runs[shared]} too: say it in own words"
            yield Problem(text.place, "copied-words", message, text.subject)


def _unchanged(source: Source, data: bytes | None) -> Iterator[Problem]:
    if data is None:
        message = f"the document {source.document!r} is not in the folder given"
        yield Problem(source.place, "document-changed", message, source.slug)
        return
    found = sha256(data).hexdigest()
    if found != source.sha256:
        message = f"{source.document} has sha256 {found}: read it again before you change this"
        yield Problem(source.place, "document-changed", message, source.slug)
    last = len(paragraphs(data.decode("utf-8", "replace")))
    for fact in source.facts:
        highest = max(int(n) for n in re.findall(r"\d+", f"{fact.at} {fact.id}"))
        if highest > last:
            message = f"{source.document} has {last} paragraphs, there is none {highest}"
            yield Problem(fact.place, "paragraph-missing", message, fact.citation)


def _mask(checked: Checked) -> _Masking:
    library = checked.library
    shared = {library.title, *(deck.title for deck in library.decks)}
    for name in library.names:
        shared |= {name.name, *name.variants}
    for source in library.sources:
        shared |= {source.title, *(fact.section for fact in source.facts)}
    return _Masking(shared)


class _Masking:
    """Takes out of a text what may be shared with a document."""

    def __init__(self, shared: Iterable[str]) -> None:
        longest_first = sorted(filter(None, shared), key=len, reverse=True)
        pattern = "|".join(map(re.escape, longest_first)) or r"\b\B"
        self._shared = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        text = _EMPHASISED.sub(_quoted, text)
        text = _QUOTATION.sub(_quoted, text)
        return self._shared.sub(_MASK, text)


def _quoted(quotation: re.Match[str]) -> str:
    short = len(_WORD.findall(quotation[1])) < _QUOTED
    return _MASK if short else quotation[0]


def _words(text: str) -> list[str]:
    return [w.lower().replace("’", "'") for w in re.findall(rf"\x00|{_WORD.pattern}", text)]


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for at in range(len(words) - RUN + 1):
        run = tuple(words[at : at + RUN])
        if "\x00" not in run:
            yield run


def _texts(checked: Checked) -> Iterator[Text]:
    """Every text of the library that is ours, not a name or a title."""
    library = checked.library
    for deck in library.decks:
        yield Text(deck.description, deck.place)
        for card in deck.cards:
            texts = (
                card.prompt, card.answer, *card.answers, *card.accept, *card.points, card.hint,
                card.explanation, card.alt,
                *(part for d in card.distractors for part in (d.text, d.why)),
                *(item.text for item in card.items),
                *(part for pair in card.pairs for part in (pair.left, pair.right)),
            )  # fmt: skip
            for text in texts:
                yield Text(text, card.place, card.identity.card)
    for source in library.sources:
        yield Text(source.assessment, source.place, source.slug)
        for fact in source.facts:
            yield Text(fact.text, fact.place, fact.citation)
            yield Text(fact.note, fact.place, fact.citation)
    for conflict in library.conflicts:
        for text in (conflict.question, conflict.verdict, *(c.says for c in conflict.claims)):
            yield Text(text, conflict.place, conflict.id)
    for name in library.names:
        yield Text(name.glossary, name.place, name.id)
