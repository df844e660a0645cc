"""A printable sheet: the questions first, their key with reasons and sources on pages of its own.

One HTML file without scripts, and without anything that is loaded from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

from quiz import cloze, feedback, mixing
from quiz.choosing import Part
from quiz.exchange import markup
from quiz.exchange.taken import Taken, picture
from quiz.html import attribute, inline, words
from quiz.model import Card, CardType
from quiz.references import References

_HEAD = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
"""
_BLANK = '<div class="blank"></div>'
_BOX = "☐"
_SPACE = "____"


def pieces(taken: Taken) -> Iterator[str]:
    """The file: its head, the questions deck by deck, the key, the documents."""
    titles = list(dict.fromkeys(part.library.title for part in taken.parts))
    title = taken.parts[0].deck.title if len(taken.parts) == 1 else ", ".join(titles)
    style = Path(__file__).with_name("sheet.css").read_text(encoding="utf-8")
    language = taken.parts[0].library.language if taken.parts else ""
    yield _HEAD.format(language=attribute(language), title=words(title), style=style)
    number = count(1)
    key: list[str] = []
    disputes: dict[feedback.ConflictTable, int] = {}
    yield f"<main>\n<header><h1>{words(title)}</h1>\n{_credit(taken.parts)}{_who(taken)}</header>\n"
    for part in taken.parts:
        references = taken.references[part.library.slug]
        if len(taken.parts) > 1:
            heading = f"<h2>{words(part.deck.title)}</h2>\n"
            yield heading
            key.append(heading)
        if part.deck.description:
            yield f'<p class="about">{inline(part.deck.description)}</p>\n'
        for card in taken.cards(part):
            n = next(number)
            yield _hung(card, n, _asked(card, part, references))
            for table in feedback.conflicts(card, references):
                disputes.setdefault(table, len(disputes) + 1)
            key.append(_hung(card, n, _told(card, references, disputes)))
    yield f'</main>\n<section class="key">\n<h1>Key</h1>\n{"".join(key)}</section>\n'
    yield _disputes(disputes)
    yield _documents(taken)
    yield "</body>\n</html>\n"


def _credit(parts: Iterable[Part]) -> str:
    """By whom, under which licence."""
    libraries = {part.library.slug: part.library for part in parts}.values()
    known = [
        ", ".join(filter(None, (library.title, *library.authors, library.licence)))
        for library in libraries
    ]
    return f'<p class="about">{words("; ".join(known))}</p>\n'


def _who(taken: Taken) -> str:
    of = sum(len(part.cards) for part in taken.parts)
    return (
        '<div class="who"><span>Name</span><span>Date</span>'
        f'<span class="score">of {of}</span></div>\n'
    )


def _hung(card: Card, number: int, blocks: Iterable[str]) -> str:
    inside = "\n".join(blocks)
    return (
        f'<div class="card" data-kind="{card.type}"><div class="number">{number}.</div><div>\n'
        f"{inside}\n</div></div>\n"
    )


# -- the questions ----------------------------------------------------------------------------


def _asked(card: Card, part: Part, references: References) -> Iterator[str]:
    """The picture, the prompt, what to do, and room for the answer."""
    if card.image:
        yield markup.image(card, markup.data_address(card.image, picture(card, part)))
    is_cloze = card.type is CardType.CLOZE
    prompt = feedback.prompt(card, references)
    yield f'<p class="prompt">{inline(_open(prompt) if is_cloze else prompt)}</p>'
    if (task := markup.task(card)) and card.type is not CardType.TRUE_FALSE:
        yield f'<p class="task">{task}</p>'
    match card.type:
        case CardType.CHOICE | CardType.SELECT:
            options = (f"{_BOX} {letter}" for letter in _letters())
            rows = zip(options, map(inline, mixing.mixed(card)), strict=False)
            yield f'<ul class="options">{_rows(rows)}</ul>'
        case CardType.TRUE_FALSE:
            yield f'<ul class="options">{_rows([(_BOX, "true"), (_BOX, "false")])}</ul>'
        case CardType.ORDER:
            items = mixing.mixed(card)
            yield f'<ul class="items">{_rows((_SPACE, inline(text)) for text in items)}</ul>'
        case CardType.MATCH:
            left = _rows((_SPACE, inline(pair.left)) for pair in card.pairs)
            right = _rows(zip(_letters(), map(inline, _right(card)), strict=False))
            yield f'<div class="pairs"><ul>{left}</ul><ul class="right">{right}</ul></div>'
        case CardType.OPEN:
            yield _BLANK * (len(card.points) + 1)
        case kind if kind.is_typed:
            yield _BLANK


def _open(text: str) -> str:
    """A cloze text with room in its gaps; how long an answer is shall not be seen."""

    def shown(part: cloze.Part) -> str:
        if isinstance(part, str):
            return part
        return "\\_" * 12 + (f" ({part.hint})" if part.hint else "")

    return "".join(map(shown, cloze.parse(text)))


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<li><span class="box">{box}</span><span>{text}</span></li>' for box, text in rows
    )


def _letters() -> Iterator[str]:
    """What options and right sides are called: a to z, then a2 and so on."""
    for n in count():
        yield chr(ord("a") + n % 26) + (str(n // 26 + 1) if n >= 26 else "")


def _right(card: Card) -> list[str]:
    return mixing.mixed(card)


# -- the key ----------------------------------------------------------------------------------


def _told(
    card: Card, references: References, disputes: Mapping[feedback.ConflictTable, int]
) -> Iterator[str]:
    """The answer, why the others are wrong, the reason, who disagrees, where it stands."""
    yield f'<div class="answer">{_answer(card)}</div>'
    if also := "; ".join(_also(card)):
        yield f'<p class="where">Also right: {also}</p>'
    if card.points:
        yield f'<div class="points">It should name:{markup.listed(map(inline, card.points))}</div>'
    for wrong, called in _wrong(card):
        if reason := markup.why(card, wrong, references):
            yield f'<p class="why">✗ {called}{inline(wrong)}: {reason}</p>'
    if card.explanation:
        yield f'<p class="explanation">{inline(card.explanation)}</p>'
    for table in feedback.conflicts(card, references):
        n = disputes[table]
        question = inline(table.question)
        yield f'<p class="dispute">Documents disagree: {question} See <a href="#d{n}">D{n}</a>.</p>'
    if card.hint:
        yield f'<p class="where">Hint: {inline(card.hint)}</p>'
    if places := "; ".join(markup.sources(card, references)):
        yield f'<p class="where">{places}</p>'
    if card.corrected:
        yield f'<p class="where">Corrected on {words(card.corrected)}</p>'


def _wrong(card: Card) -> Iterator[tuple[str, str]]:
    """What is wrong, and the letter of an option, in the order of the letters."""
    if card.type in (CardType.CHOICE, CardType.SELECT):
        options = zip(mixing.mixed(card), _letters(), strict=False)
        yield from ((text, f"{letter} ") for text, letter in options)
    else:
        wrong = (*(distractor.text for distractor in card.distractors), *card.reject)
        yield from ((text, "") for text in dict.fromkeys(wrong))


def _answer(card: Card) -> str:
    match card.type:
        case CardType.CHOICE | CardType.SELECT:
            key = (card.answer, *card.answers)
            options = zip(_letters(), mixing.mixed(card), strict=False)
            return "<br>".join(f"{letter} {inline(t)}" for letter, t in options if t in key)
        case CardType.TRUE_FALSE:
            return words(card.answer)
        case CardType.ORDER:
            return markup.listed(map(markup.labelled, card.items), "ol")
        case CardType.MATCH:
            letters = dict(zip(reversed(_right(card)), _back(card), strict=False))
            return "<br>".join(
                f"{letters[pair.right]} {inline(pair.left)}: {inline(pair.right)}"
                for pair in card.pairs
            )
        case CardType.CLOZE:
            answers = (gap.answer for gap in cloze.gaps(card.prompt))
            return "; ".join(map(inline, dict.fromkeys(answers)))
        case _:
            return inline(feedback.with_unit(card, card.answer))


def _back(card: Card) -> list[str]:
    """The letters of the right sides, last first: of equal sides the first letter counts."""
    letters = _letters()
    return [next(letters) for _ in card.pairs][::-1]


def _also(card: Card) -> Iterator[str]:
    yield from map(inline, card.accept)
    if card.range:
        yield inline(feedback.with_unit(card, card.range))
    if card.within:
        yield f"within {inline(card.within)}"


def _disputes(disputes: Mapping[feedback.ConflictTable, int]) -> str:
    """What documents disagree on, each once, however many cards it bears on."""
    told = "\n".join(
        f'<div class="card" id="d{n}"><div class="number">D{n}</div>'
        f"<div>{markup.dispute(table)}</div></div>"
        for table, n in disputes.items()
    )
    heading = "<h2>Where documents disagree</h2>"
    return f'<section class="disputes">\n{heading}\n{told}\n</section>\n' if told else ""


def _cited(card: Card, references: References) -> Iterator[str]:
    """The sources of a card: of its own facts, then of the claims that it shows."""
    yield from (fact.source for fact in references.facts_of(card))
    for conflict in references.conflicts_of(card):
        cited = (citation for claim in conflict.claims for citation in claim.facts)
        yield from (references.facts[c].source for c in cited if c in references.facts)


def _documents(taken: Taken) -> str:
    """The documents that the cards and their disagreements cite, as a bibliography."""
    found = {
        f"{part.library.slug}/{source}": references.sources[source]
        for part in taken.parts
        for references in (taken.references[part.library.slug],)
        for card in part.cards
        for source in _cited(card, references)
    }
    if not found:
        return ""
    listed = markup.listed(map(markup.document, found.values()))
    return f'<section class="documents">\n<h2>Documents</h2>\n{listed}\n</section>\n'
