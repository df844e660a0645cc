"""Pages to read: a deck, its facts, a card, a fact, a source, each whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from textual.content import Content
from textual.visual import Visual

from quiz import cloze
from quiz import feedback as told
from quiz.counted import counted
from quiz.model import Card, Conflict, Deck, Fact, Name, Source, Standing
from quiz.references import References
from quiz.today import DeckRow
from quiz.tui.render import BAD, MUTED, STRONG, Stack, bare, capital, card_text, line, spaced
from quiz.tui.verdict import conflict, labelled, origins, standing


def deck_page(row: DeckRow, references: References) -> Visual:
    """What a deck is about, how its last test went, its facts."""
    blocks: list[Visual] = [line(row.deck.title, STRONG)]
    if row.deck.description:
        blocks.append(bare(row.deck.description))
    last = row.last_test
    test = f"{last.score} of {last.of} right, {_day(last.time)}" if last else "none yet"
    gaps = "" if row.cards == len(row.deck.cards) else f", {row.cards} to study"
    rows = [("Cards", Content(f"{len(row.deck.cards)}{gaps}")), ("Last test", Content(test))]
    if facts := references.facts_behind(row.deck):
        rows.append(("Facts", Content(f"{len(facts)}, in the order of the cards")))
    blocks += [labelled(rows), facts_page(row.deck, references)]
    return spaced(blocks)


def _day(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone()
    return f"{moment.day} {moment:%B %Y}"


def facts_page(deck: Deck, references: References) -> Visual:
    """The facts that a deck rests on, in the order of its cards, with where each stands."""
    facts = references.facts_behind(deck)
    if not facts:
        return Content("Its cards rest on no facts.").stylize(MUTED)
    return spaced(_stated(fact, references) for fact in facts)


def _stated(fact: Fact, references: References) -> Visual:
    return Stack([card_text(fact.text), _where(fact, references)])


def _where(fact: Fact, references: References) -> Content:
    """Citation, and beneath it how the fact stands where it is not sound."""
    where = bare(capital(str(told.citation(fact, references))), MUTED)
    if fact.standing is Standing.SOUND:
        return where
    return Content("\n").join([where, standing(fact)])


def card_page(card: Card, references: References) -> Visual:
    """A card whole: prompt, answer, wrong answers and why, explanation, what it rests on."""
    text = told.prompt(card, references)
    gaps = cloze.gaps(card.prompt)
    answer = told.key(card) or "; ".join(gap.answer for gap in gaps)
    rows = [("Answer", card_text(answer, STRONG))]
    rows += [("", card_text(f"also {also}", MUTED)) for also in card.accept]
    for distractor in card.distractors:
        wrong = Content("✗ ").stylize(BAD) + card_text(distractor.text)
        why = card_text(f": {distractor.why}" if distractor.why else "", MUTED)
        rows.append(("", wrong + why))
    rows += [("Point", card_text(point)) for point in card.points]
    more = (
        ("Hint", card.hint),
        ("Why", card.explanation),
        ("Note", card.note),
    )
    rows += [(label, card_text(text)) for label, text in more if text]
    blocks: list[Visual] = [
        card_text(cloze.filled(text) if gaps else text, STRONG),
        labelled(rows),
        *(conflict(table) for table in told.conflicts(card, references)),
    ]
    sources = map(str, told.citations(card, references))
    if card.sources or card.outside:
        blocks.append(origins(sources, card.outside))
    blocks.append(bare(f"{card.type} · {card.identity}", MUTED))
    return spaced(blocks)


def fact_page(fact: Fact, references: References) -> Visual:
    """A fact whole: where it stands, its source, the conflicts on it, who asks it."""
    source = references.sources[fact.source]
    citing = references.citing(fact.citation)
    asked = [("" if n else "Asked by", card_text(_asks(card))) for n, card in enumerate(citing)]
    core = [("Core", Content("whoever knows the subject knows this"))] if fact.core else []
    disputes = (told.table(one, references) for one in references.conflicts_on(fact.citation))
    return spaced([
        card_text(fact.text, STRONG),
        _where(fact, references),
        labelled([*core, ("Trust", card_text(source.assessment)), *asked]),
        *map(conflict, disputes),
    ])  # fmt: skip


def _asks(card: Card) -> str:
    return cloze.filled(card.prompt) if cloze.gaps(card.prompt) else card.prompt


def name_page(name: Name) -> Visual:
    """A name, how else it is written, who it is."""
    rows = [("Also", bare(", ".join(name.variants)))] if name.variants else []
    rows += [("Never", bare(", ".join(name.reject)))] if name.reject else []
    rows += [("Kind", bare(name.kind))] if name.kind else []
    blocks: list[Visual] = [bare(name.name, STRONG)]
    if name.glossary:
        blocks.append(card_text(name.glossary))
    return spaced([*blocks, labelled(rows)] if rows else blocks)


def source_page(source: Source) -> Visual:
    """A document: who speaks, when and where, how far to trust it."""
    about = [("Authors", ", ".join(source.authors)), ("Published", ", ".join(filter(None, (
        source.publisher, source.published)))), ("Address", source.url)]  # fmt: skip
    rows = [(label, line(text, MUTED)) for label, text in about if text]
    assessment = card_text(source.assessment)
    return spaced([assessment, labelled(rows)]) if rows else assessment


def conflicts_page(conflicts: Iterable[tuple[Conflict, References]]) -> Visual:
    """Disagreements, each with whose each claim is, how it stands, and the verdict."""
    return spaced(conflict(told.table(one, references)) for one, references in conflicts)


def glossary_page(names: Sequence[Name], withheld: int = 0) -> Visual:
    """A line on each name, and how else it is written; and how many are withheld."""
    blocks: list[Visual] = [
        Content("\n").join([
            text
            for text in (line(name.name, STRONG), card_text(name.glossary),
                         line(", ".join(name.variants), MUTED))
            if text
        ])
        for name in names
    ]  # fmt: skip
    if withheld:
        said = f"{counted(withheld, 'name')} withheld until you have answered."
        blocks.append(Content(said).stylize(MUTED))
    return spaced(blocks or [Content("No name of the glossary occurs here.").stylize(MUTED)])
