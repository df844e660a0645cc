"""What several cards of a library show, as HTML that is made once for all of them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from quiz import feedback
from quiz.grading.said import Said, said
from quiz.html import attribute, inline, link, listed, words
from quiz.markdown import printable
from quiz.model import Fact, Library, Standing
from quiz.references import References

_NO_TAG = re.compile(r'[\s"]+')
_EMPTY_LEVEL = re.compile("::(?:::)+")


@lru_cache(maxsize=4096)
def tag(name: str) -> str:
    """A tag as Anki keeps it: NFC, without white space, quotes and levels of no name; perhaps
    empty."""
    joined = _NO_TAG.sub("_", unicodedata.normalize("NFC", printable(name)))
    return _EMPTY_LEVEL.sub("::", joined).strip("_:")


class Cited(NamedTuple):
    """A fact as the cards that rest on it show it."""

    markup: str
    """Where it stands, with a link to the document."""
    tags: tuple[str, ...]
    """Of a card that cites it; those of a card that discusses it lack `core`."""
    discussed: tuple[str, ...]


class Dispute(NamedTuple):
    """A conflict as each card shows it that cites one of its facts."""

    markup: str
    said: Said
    """What each document says."""
    tellers: tuple[str, ...]
    """Whose claim each is, as HTML."""

    def whose(self, text: str) -> str:
        """Whose claim a wrong answer repeats, as HTML; empty where it is nobody's."""
        found = self.said.index(text)
        return self.tellers[found] if found >= 0 else ""


class Shared:
    """The sources and conflicts of a library, for all of its cards."""

    def __init__(self, library: Library) -> None:
        self.references = References(library)
        self.language = attribute(library.language)

    def title(self, source: str) -> str:
        """The title of a document by its slug."""
        found = self.references.sources.get(source)
        return words(found.title if found else source)

    def cited(self, citations: Iterable[str]) -> list[Cited]:
        """The facts among them that exist."""
        return [*filter(None, map(self._cited.get, citations))]

    def disputes(self, citations: Iterable[str]) -> Sequence[Dispute]:
        """The conflicts that a card shows which cites these, each once."""
        shown = [*filter(None, map(self._disputes.get, citations))]
        if len(shown) < 2:
            return tuple(shown[0].values()) if shown else ()
        return tuple(dict(pair for found in shown for pair in found.items()).values())

    @cached_property
    def _cited(self) -> dict[str, Cited]:
        return {citation: self._of(fact) for citation, fact in self.references.facts.items()}

    def _of(self, fact: Fact) -> Cited:
        place = feedback.citation(fact, self.references)
        url = self.references.sources[fact.source].url
        where = link(url, words(place.title)) + words(str(place).removeprefix(place.title))
        disputed = ("disputed",) if fact.standing is Standing.DISPUTED else ()
        tags = (tag(f"source::{fact.source}"), *disputed)
        return Cited(where, (*tags, "core") if fact.core else tags, tags)

    @cached_property
    def _disputes(self) -> dict[str, dict[str, Dispute]]:
        """The conflicts in which each citation is a claim, by their ids."""
        found: dict[str, dict[str, Dispute]] = {}
        for conflict in self.references.library.conflicts:
            claims = [claim for claim in conflict.claims if claim.facts]
            dispute = Dispute(
                _table(feedback.table(conflict, self.references)),
                said(claim.says for claim in claims),
                tuple(words(feedback.told_by(claim, self.references)) for claim in claims),
            )
            for claim in conflict.claims:
                for citation in claim.facts:
                    found.setdefault(citation, {})[conflict.id] = dispute
        return found


def _table(table: feedback.ConflictTable) -> str:
    claims = (
        f'<tr class="{claim.standing}"><td>{inline(claim.says)}</td>'
        f"<td>{words(claim.who)}</td><td>{claim.standing}</td></tr>"
        for claim in table.claims
    )
    return (
        f'<div class="dispute"><p class="about">{inline(table.question)}</p>'
        f"<table>{''.join(claims)}</table><p>{inline(table.verdict)}</p>"
        f"{listed(map(inline, table.outside), 'sources')}</div>"
    )
