"""What a screen shows after an answer: the options with their signs, then the verdict."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.visual import Visual

from quiz import cloze
from quiz import feedback as told
from quiz.feedback import ConflictTable, Feedback
from quiz.model import Card, Fact, Form, Response, Standing, Verdict
from quiz.references import References
from quiz.session import Answered, Question
from quiz.tui.render import (
    BAD,
    BLANK_CLOSES,
    BLANK_OPENS,
    FADED,
    GOOD,
    MUTED,
    STRONG,
    WARN,
    Row,
    Stack,
    Table,
    bare,
    card_text,
    gapped,
    joined,
    line,
    spaced,
)

SIGNS = {Verdict.CORRECT: ("✓", GOOD), Verdict.CLOSE: ("≈", WARN), Verdict.WRONG: ("✗", BAD)}

STANDINGS = {Standing.SOUND: GOOD, Standing.MISTAKEN: BAD, Standing.DISPUTED: WARN}

_RIGHT, _WRONG = Content("✓").stylize(GOOD), Content("✗").stylize(BAD)
_NOTHING = Content(" ")


def asked(question: Question, references: References) -> Content:
    """What a question asks, with its gap."""
    card, gap = question.ask
    text = told.prompt(card, references)
    return gapped(cloze.blanked(text, gap, f"{BLANK_OPENS}{{}}{BLANK_CLOSES}") if gap else text)


def answer(answered: Answered, fb: Feedback) -> Table:
    """The options where they stood, or what was typed, with signs."""
    match answered.question.form:
        case Form.CHOICE | Form.TRUE_FALSE | Form.SELECT:
            return _options(answered, fb)
        case Form.REVEAL:
            return _points(answered)
        case Form.ORDER:
            return _order(answered)
        case Form.MATCH:
            return _match(answered)
        case _:
            return _typed(answered, fb)


def _typed(answered: Answered, fb: Feedback) -> Table:
    """What was typed, why it is not right, and beneath it the answer."""
    right = answered.outcome.verdict is Verdict.CORRECT
    sign, style = SIGNS[answered.outcome.verdict]
    rows: list[Row] = []
    if answered.response and not (right and fb.said == fb.answer):
        rows.append((Content(sign).stylize(style), bare(fb.said)))
        rows += [(_NOTHING, card_text(reason)) for reason in fb.why]
    rows.append((_RIGHT, card_text(fb.answer, STRONG)))
    return Table(rows)


def _options(answered: Answered, fb: Feedback) -> Table:
    question, card = answered.question, answered.question.card
    keys = card.answers if question.form is Form.SELECT else (card.answer,)
    rows: list[Row] = []
    for n, option in enumerate(question.shown, 1):
        key, chosen = option in keys, option in answered.response
        text = option.capitalize() if question.form is Form.TRUE_FALSE else (
            told.with_unit(card, option))  # fmt: skip
        why: tuple[str, ...] = ()
        tick = Content(("[x] " if chosen else "[ ] ") if question.form is Form.SELECT else "")
        if key:
            sign, style = _RIGHT, STRONG
        elif chosen:
            sign, style = _WRONG, ""
            why = fb.why if question.form is Form.CHOICE else (told.why_not(card, option),)
        else:
            sign, style = _NOTHING, FADED
        digit = Content(f"{n} ").stylize(FADED)
        missed = key and not chosen and bool(answered.response) and question.form is Form.SELECT
        left_out = Content("  left out").stylize(WARN if missed else "") if missed else Content()
        rows.append((sign, digit, tick.stylize(FADED) + card_text(text, style) + left_out))
        rows += [(_NOTHING, _NOTHING, card_text(reason)) for reason in why if reason]
    return Table(rows, gap=1)


def _points(answered: Answered) -> Table:
    met = answered.response
    return Table([
        (_RIGHT if point in met else _WRONG, card_text(point, "" if point in met else MUTED))
        for point in answered.question.card.points
    ])  # fmt: skip


def _order(answered: Answered) -> Table:
    items, said = answered.question.card.items, answered.response
    rows: list[Row] = []
    for n, item in enumerate(items, 1):
        place = said.index(item.text) + 1 if item.text in said else 0
        right = place == n or (place > 0 and said[n - 1 : n] == (item.text,))
        yours = f"you: {place}" if place and not right else ""
        rows.append((
            _sign(right, said),
            Content(f"{n}.").stylize(FADED),
            card_text(item.text, STRONG),
            card_text(item.label),
            Content(yours).stylize(MUTED),
        ))  # fmt: skip
    return Table(rows)


def _match(answered: Answered) -> Table:
    rows: list[Row] = []
    for n, pair in enumerate(answered.question.card.pairs):
        given = answered.response[n] if n < len(answered.response) else ""
        right = given == pair.right
        rows.append((_sign(right, answered.response), card_text(pair.left),
                     card_text(pair.right, STRONG)))  # fmt: skip
        if given and not right:
            said = Content("you: ").stylize(MUTED) + card_text(given, MUTED)
            rows.append((_NOTHING, _NOTHING, said))
    return Table(rows)


def _sign(right: bool, said: Response) -> Content:
    """The sign of a line; none where nothing was answered."""
    return _RIGHT if right else _WRONG if said else _NOTHING


def headline(answered: Answered, fb: Feedback, *, again: bool = False) -> Content:
    """The verdict in a sign and a word, and what else there is to say of the answer."""
    sign, style = SIGNS[answered.outcome.verdict]
    extra = [told.parts(answered), "a guess" if answered.guess else "",
             "with the hint" if answered.hint else "",
             "asked again in this sitting" if again else ""]  # fmt: skip
    word = Content(f"{sign} {fb.word}").stylize(style)
    return joined([word, *(Content(text).stylize(MUTED) for text in extra if text)])


def verdict(answered: Answered, fb: Feedback, *, again: bool = False) -> Visual:
    """The word, why, the conflict, the sources: what the signs above do not say already."""
    said: list[tuple[str, Content]] = []
    if answered.question.form not in (Form.CHOICE, Form.TYPED, Form.CLOZE):
        said += [("", card_text(reason)) for reason in _besides(answered, fb)]
    if fb.explanation:
        said.append(("Why", card_text(fb.explanation)))
    if fb.note:
        said.append(("Note", card_text(fb.note)))
    head = headline(answered, fb, again=again)
    blocks: list[Visual] = [Stack([head, labelled(said)]) if said else head]
    blocks += [conflict(table) for table in fb.conflicts]
    told_above = {text for table in fb.conflicts for text in table.outside}
    outside = [text for text in fb.outside if text not in told_above]
    if fb.sources or outside:
        blocks.append(origins(map(str, fb.sources), outside))
    return spaced(blocks)


def _besides(answered: Answered, fb: Feedback) -> Iterable[str]:
    """What grading noticed, without what the headline says already."""
    parts = told.parts(answered)
    return (reason for reason in fb.why if not parts or parts not in reason)


def labelled(rows: Iterable[tuple[str, Content]], style: str = MUTED) -> Table:
    """Texts with a muted label before each."""
    return Table([(Content(f"{label:8}").stylize(style), text) for label, text in rows])


def origins(sources: Iterable[str], outside: Iterable[str]) -> Table:
    """Where it stands, muted."""
    rows = [("" if n else "Source", bare(text, MUTED)) for n, text in enumerate(sources)]
    rows += [("" if n else "Outside", card_text(text, MUTED)) for n, text in enumerate(outside)]
    return labelled(rows)


def conflict(table: ConflictTable) -> Visual:
    """A conflict: what is open, what historians hold, and the claims aligned, with whose each is
    and how it stands. The verdict first: what follows may be below the screen."""
    claims = Table([
        (card_text(claim.says), bare(claim.who, MUTED),
         Content(claim.standing).stylize(STANDINGS.get(claim.standing, MUTED)))
        for claim in table.claims
    ])  # fmt: skip
    head = Content("! Documents disagree: ").stylize(WARN) + card_text(table.question, MUTED)
    parts: list[Visual] = [head, card_text(table.verdict), claims]
    return Stack([*parts, origins((), table.outside)] if table.outside else parts)


def close() -> Content:
    """A near miss: does it count?"""
    return Content.assemble(("≈ Close", WARN), "   Does it count?")


def standing(fact: Fact) -> Content:
    """How a fact that is not sound stands, and why."""
    word = Content(f"! {fact.standing}").stylize(STANDINGS.get(fact.standing, MUTED))
    return word + card_text(f": {fact.note}") if fact.note else word


def source_panel(card: Card, references: References) -> Visual:
    """The facts behind a card in our words, where each stands, and what to think of its source."""
    labels = dict.fromkeys(references.facts_of(card), "Fact")
    for fact in references.discussed_by(card):
        labels.setdefault(fact, "About")
    blocks: list[Visual] = []
    for slug in dict.fromkeys(fact.source for fact in labels):
        source = references.sources[slug]
        rows: list[tuple[str, Content]] = []
        for fact in (fact for fact in labels if fact.source == slug):
            rows += [(labels[fact], card_text(fact.text)),
                     ("", bare(str(told.citation(fact, references)), MUTED))]  # fmt: skip
            if fact.standing is not Standing.SOUND:
                rows.append(("", standing(fact)))
            elif fact.note:
                rows.append(("", card_text(fact.note, MUTED)))
        rows.append(("Trust", card_text(source.assessment)))
        if source.url:
            rows.append(("Address", line(source.url, MUTED)))
        blocks.append(labelled(rows))
    if card.outside:
        blocks.append(origins((), card.outside))
    return spaced(blocks) if blocks else Content("This card names no source.").stylize(MUTED)
