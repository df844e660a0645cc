"""The parts of a card as HTML, the same for every format that shows HTML. Pure.

What a text holds never acts: see `quiz.html`, which also keeps most formulas from being made of
it; in Moodle `$$` begins one too.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from quiz import feedback, html
from quiz.html import attribute, link
from quiz.markdown import plain
from quiz.model import Card, Item, Source
from quiz.references import References

_MEDIA = {
    ".avif": "avif", ".bmp": "bmp", ".gif": "gif", ".jpeg": "jpeg", ".jpg": "jpeg", ".png": "png",
    ".svg": "svg+xml", ".webp": "webp",
}  # fmt: skip
_MATH = re.compile(r"\$(?=\$)(?![^<>]*>)")


def inline(written: str) -> str:
    """Card text, which is inline Markdown, as HTML."""
    return _MATH.sub("<span>$</span>", html.inline(written))


def words(written: str) -> str:
    """Plain text as HTML: titles and the like."""
    return _MATH.sub("<span>$</span>", html.words(written))


def prompt(card: Card, references: References) -> str:
    """The question or statement, with 'According to TITLE, ' where the answer is a view."""
    return inline(feedback.prompt(card, references))


def task(card: Card) -> str:
    """What to do, in a few words; empty where the question says it."""
    return inline(feedback.task(card))


def why(card: Card, wrong: str, references: References) -> str:
    """Why an option is wrong, and whose claim it is."""
    reasons = (
        inline(feedback.why_not(card, wrong)),
        words(feedback.whose(wrong, card, references)),
    )
    return " ".join(filter(None, reasons))


def mistakes(card: Card, wrong: Iterable[str], references: References) -> Iterator[str]:
    """What must not be taken for the answer, each with the reason, where there is one."""
    for text in wrong:
        if reason := why(card, text, references):
            yield f"<p>✗ {inline(text)}: {reason}</p>"


def image(card: Card, address: str) -> str:
    """The card's picture, at an address that needs no escape."""
    return f'<img src="{address}" alt="{attribute(plain(card.alt))}">'


def data_address(name: str, content: bytes) -> str:
    """A picture as an address that holds all of it."""
    kind = _MEDIA.get(PurePosixPath(name).suffix.lower())
    return (
        f"data:{f'image/{kind}' if kind else 'application/octet-stream'};base64,{base64(content)}"
    )


def base64(content: bytes) -> str:
    """Bytes as text."""
    return b64encode(content).decode("ascii")


def afterwards(card: Card, references: References) -> Iterator[str]:
    """What follows the answer, a block each: explanation, disputes, sources."""
    if card.explanation:
        yield f"<p>{inline(card.explanation)}</p>"
    for table in feedback.conflicts(card, references):
        yield f"<p>Documents disagree:</p>{dispute(table)}"
    if places := list(sources(card, references)):
        yield f"<p><small>Source: {'; '.join(places)}.</small></p>"
    if card.corrected:
        yield f"<p><small>Corrected on {words(card.corrected)}.</small></p>"


def dispute(table: feedback.ConflictTable) -> str:
    """A conflict: its question, who claims what and how it stands, the verdict."""
    claims = (
        f"<tr><td>{inline(claim.says)}</td><td>{words(claim.who)}</td>"
        f"<td>{claim.standing}</td></tr>"
        for claim in table.claims
    )
    outside = "".join(f"<br><small>{inline(work)}</small>" for work in table.outside)
    return (
        f"<p><strong>{inline(table.question)}</strong></p>"
        f"<table>{''.join(claims)}</table><p>{inline(table.verdict)}{outside}</p>"
    )


def sources(card: Card, references: References) -> Iterator[str]:
    """Where the facts stand that bear out the answer, each place once; works outside last."""
    places = {feedback.citation(f, references): f for f in references.facts_of(card)}
    for place, fact in places.items():
        rest = str(place).removeprefix(place.title)
        yield link(references.sources[fact.source].url, words(place.title)) + words(rest)
    yield from map(inline, card.outside)


def document(source: Source) -> str:
    """A source as a line of a bibliography."""
    details = (", ".join(source.authors), source.publisher, source.published, source.url)
    said = words(", ".join(filter(None, details)))
    return f"<cite>{words(source.title)}</cite>{f', {said}' if said else ''}"


def listed(entries: Iterable[str], element: str = "ul") -> str:
    """A list; empty where it has no entries."""
    inside = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<{element}>{inside}</{element.partition(' ')[0]}>" if inside else ""


def labelled(item: Item) -> str:
    """One of the things to put in order, with its label."""
    return inline(item.text) + (f" <small>{inline(item.label)}</small>" if item.label else "")
