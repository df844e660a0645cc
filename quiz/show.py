"""A card, fact, source, conflict or name whole, as lines of plain text. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from quiz import cloze
from quiz.counted import counted
from quiz.events import Log
from quiz.feedback import citation, conflicts, key, prompt, why_not
from quiz.markdown import plain
from quiz.model import Card, Conflict, Fact, Name, Review, Source, Standing
from quiz.references import References
from quiz.session import asks

WIDTH = 78
_LABEL = 13


def card(card: Card, references: References, log: Log) -> Iterator[str]:
    """What a card asks, what it rests on, and how it went so far."""
    yield from _row("Card", str(card.identity))
    yield from _row("Type", card.type + (" (retired)" if card.retired else ""))
    text = prompt(card, references)
    yield from _row("Asks", cloze.filled(text) if cloze.gaps(text) else text)
    yield from _row("Answer", key(card) or "; ".join(g.answer for g in cloze.gaps(card.prompt)))
    yield from _row("Also right", "; ".join(card.accept))
    yield from _row("Rejected", "; ".join(card.reject))
    yield from _row("Tolerance", card.range or card.within)
    for distractor in card.distractors:
        why = why_not(card, distractor.text)
        yield from _row("Wrong", f"{distractor.text}: {why}" if why else distractor.text)
    yield from _rows("Point", card.points)
    yield from _row("Hint", card.hint)
    yield from _row("Why", card.explanation)
    yield from _row("Your note", card.note)
    yield from _row("Picture", f"{card.image}: {card.alt}" if card.image else "")
    yield from _row("Tags", ", ".join(card.tags))
    for label, citations in (("Rests on", card.sources), ("Discusses", card.about)):
        for name in citations:
            fact = references.facts.get(name)
            where = f"{fact.text} ({citation(fact, references)})" if fact else "unknown"
            yield from _row(label, f"{name}: {where}")
    yield from _rows("Outside", card.outside)
    for table in conflicts(card, references):
        yield from _row("Disagreement", table.question)
        for claim in table.claims:
            yield from _row("", f"- {claim.says} ({claim.who}; {claim.standing})")
        yield from _row("Verdict", table.verdict)
    for ask in asks([card]):
        yield from _row("History", history([r for r in log.reviews if r.card == ask.key], ask.gap))


def history(reviews: Sequence[Review], gap: int = 0) -> str:
    """How often a card, or one gap of it, was asked, and how it went."""
    of = f"gap {gap}: " if gap else ""
    if not reviews:
        return f"{of}never asked"
    right = sum(review.outcome.score for review in reviews)
    return f"{of}asked {counted(len(reviews), 'time')}, right {right}, last on {reviews[-1].day}"


def fact(fact: Fact, references: References) -> Iterator[str]:
    """What a fact states, where, how it stands, and which cards cite it."""
    yield from _row("Fact", fact.citation)
    yield from _row("States", fact.text)
    yield from _row("Stands in", str(citation(fact, references)))
    yield from _row("Standing", fact.standing)
    yield from _row("Note", fact.note)
    yield from _rows("Disagreement", (c.question for c in references.conflicts_on(fact.citation)))
    yield from _rows("Asked by", (str(c.identity) for c in references.citing(fact.citation)))


def source(source: Source, references: References) -> Iterator[str]:
    """A document, what it is worth, and its facts with the cards that ask them."""
    yield from _row("Source", source.slug)
    yield from _row("Title", source.title)
    yield from _row("Authors", ", ".join(source.authors))
    yield from _row("Publisher", source.publisher)
    yield from _row("Published", source.published)
    yield from _row("Address", source.url)
    yield from _row("Rights", source.rights)
    yield from _row("Assessment", source.assessment)
    for fact in source.facts:
        standing = "" if fact.standing is Standing.SOUND else f" [{fact.standing}]"
        cited = len(references.citing(fact.citation))
        cards = f" ({counted(cited, 'card')})" if cited else ""
        yield from _row(fact.id, fact.text + standing + cards)


def conflict(conflict: Conflict, references: References) -> Iterator[str]:
    """The claims of a conflict, its verdict, and the cards that show it."""
    yield from _row("Conflict", conflict.id)
    yield from _row("Question", conflict.question)
    for claim in conflict.claims:
        facts = ", ".join(claim.facts) or "historians"
        yield from _row("Claim", f"{claim.says} ({facts}; {claim.standing})")
    yield from _row("Verdict", conflict.verdict)
    yield from _rows("Outside", conflict.outside)
    shown = {
        str(card.identity)
        for claim in conflict.claims
        for name in claim.facts
        for card in references.citing(name)
    }
    yield from _rows("Shown by", sorted(shown))


def name(name: Name) -> Iterator[str]:
    """A name, how else it is written, and its line of the glossary."""
    yield from _row("Name", name.name)
    yield from _row("Kind", name.kind)
    yield from _row("Also", "; ".join(name.variants))
    yield from _row("Never", "; ".join(name.reject))
    yield from _row("Glossary", name.glossary)


def _rows(label: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _row(label, text)


def _row(label: str, text: str) -> Iterator[str]:
    """A label and its text, wrapped and indented; nothing where the text is empty."""
    indent = " " * _LABEL
    for n, line in enumerate(plain(text).split("\n") if text else ()):
        first = f"{label:<{_LABEL}}" if n == 0 else indent
        yield from textwrap.wrap(line, WIDTH, initial_indent=first, subsequent_indent=indent) or [
            first
        ]
