"""What a learner is told after an answer: the verdict's parts as text, for any screen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quiz import cloze
from quiz.markdown import escape, printable
from quiz.model import Card, CardType, Claim, Conflict, Fact, Form, Response, Standing, Verdict
from quiz.references import References
from quiz.session import Answered, Question


class Citation(NamedTuple):
    """Where a statement stands: `Alpha History, "Battle at Yalu River", par. 31`."""

    title: str
    section: str
    paragraph: str

    def __str__(self) -> str:
        section = f', "{self.section}"' if self.section else ""
        return f"{self.title}{section}, par. {self.paragraph}"


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim of a conflict: what it says, who says it, how it stands."""

    says: str
    who: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ConflictTable:
    """A conflict as the learner meets it."""

    question: str
    claims: tuple[ClaimLine, ...]
    verdict: str
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """The parts of a verdict, in the order of what a learner wants."""

    verdict: Verdict
    word: str
    said: str
    """What the learner answered, in words; empty for 'don't know'."""
    answer: str
    """The right answer, in words; one line for each part where there are several."""
    why: tuple[str, ...]
    """Why what was chosen is wrong: its 'why', whose claim it is, what grading noticed."""
    explanation: str
    note: str
    """The learner's own note on the card."""
    conflicts: tuple[ConflictTable, ...]
    sources: tuple[Citation, ...]
    outside: tuple[str, ...]


def feedback(answered: Answered, references: References) -> Feedback:
    """What to tell about an answer, with the sources and conflicts of the card's library."""
    question, response = answered.question, answered.response
    card = question.card
    return Feedback(
        verdict=answered.outcome.verdict,
        word=word(answered),
        said=said(question, response),
        answer=key(card, question.ask.gap),
        why=_why(answered, references),
        explanation=card.explanation,
        note=card.note,
        conflicts=conflicts(card, references),
        sources=citations(card, references),
        outside=card.outside,
    )


def word(answered: Answered) -> str:
    """The verdict in a word or two."""
    if answered.overridden:
        return "Counted as right"
    if not answered.response:
        return "Not known"
    match answered.outcome.verdict:
        case Verdict.CORRECT:
            return "Right"
        case Verdict.CLOSE:
            return "Close, not counted"
        case _:
            return "Not quite"


def parts(answered: Answered) -> str:
    """How much of an answer of several parts was right, `3 of 4 right`; of those to select,
    `1 of 3 found, 1 wrong`; empty where there is but one part."""
    outcome, card = answered.outcome, answered.question.card
    if answered.question.form is Form.SELECT:
        chosen, keys = set(answered.response), set(card.answers)
        wrong = f", {len(chosen - keys)} wrong" if chosen - keys else ""
        return f"{len(chosen & keys)} of {len(keys)} found{wrong}"
    return f"{outcome.right} of {outcome.of} right" if outcome.of > 1 else ""


_TASKS = {
    CardType.CHOICE: "Choose one.",
    CardType.SELECT: "Choose all that apply.",
    CardType.TRUE_FALSE: "True or false?",
    CardType.ORDER: "Put them in order.",
    CardType.MATCH: "Match the two sides.",
}
_PRECISION = {"day": "To the day.", "month": "To the month.", "year": "To the year."}


def task(card: Card) -> str:
    """What to do, in a few words of Markdown; empty where the question says it."""
    if card.type is CardType.NUMBER and card.unit:
        return f"In {card.unit}."
    return _TASKS.get(card.type) or _PRECISION.get(card.precision, "")


def with_unit(card: Card, text: str) -> str:
    """A bare number with the card's unit behind it."""
    return f"{text} {card.unit}" if card.unit and text[-1:].isdigit() else text


def said(question: Question, response: Response) -> str:
    """A response in words; what could not be read, as it was typed."""
    match question.form:
        case Form.MATCH | Form.ORDER if not {*response} <= {*question.shown}:
            return escape("\n".join(response))
        case Form.TRUE_FALSE:
            return ", ".join(response).capitalize()
        case Form.MATCH:
            pairs = zip(question.card.pairs, response, strict=False)
            return "\n".join(f"{pair.left} - {right}" for pair, right in pairs)
        case Form.ORDER:
            return "\n".join(f"{n}. {text}" for n, text in enumerate(response, 1))
        case Form.SELECT | Form.REVEAL:
            return "\n".join(response)
        case Form.CHOICE:
            return ", ".join(with_unit(question.card, text) for text in response)
        case _:
            return ", ".join(response)


def key(card: Card, gap: int = 0) -> str:
    """The right answer in words; several parts stand on a line each."""
    match card.type:
        case CardType.TRUE_FALSE:
            return card.answer.capitalize()
        case CardType.SELECT:
            return "\n".join(card.answers)
        case CardType.ORDER:
            lines = (f"{i.text} ({i.label})" if i.label else i.text for i in card.items)
            return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
        case CardType.MATCH:
            return "\n".join(f"{pair.left} - {pair.right}" for pair in card.pairs)
        case CardType.CLOZE:
            return ", ".join(cloze.answers(card.prompt, gap))
        case _:
            return with_unit(card, card.answer)


def why_not(card: Card, text: str) -> str:
    """Why an option is wrong, as the author says it; empty for the key."""
    return next((d.why for d in card.distractors if d.text == text), "")


def alias(answered: Answered) -> str:
    """The typed answer that was wrong and might count from now on; empty where there is none:
    a near miss, what the card says is wrong, no date or number where one is asked."""
    question = answered.question
    card = question.card
    if question.form is not Form.TYPED or answered.outcome.verdict is not Verdict.WRONG:
        return ""
    text = " ".join(printable(" ".join(answered.response)).split())
    wrong = (*card.reject, *(distractor.text for distractor in card.distractors))
    from quiz.grading import fits_type, same  # 10 ms, which no first question waits for

    if card.type in (CardType.DATE, CardType.NUMBER) and not fits_type(card, text):
        return ""
    return "" if any(same(text, other) for other in wrong) else text


def _why(answered: Answered, references: References) -> tuple[str, ...]:
    if answered.outcome.verdict is Verdict.CORRECT:
        return ()
    card = answered.question.card
    reasons = [answered.outcome.note]
    if answered.question.form in (Form.CHOICE, Form.TYPED, Form.CLOZE):
        reasons += [why_not(card, text) for text in answered.response]
        reasons += [whose(text, card, references) for text in answered.response]
    return tuple(dict.fromkeys(reason for reason in reasons if reason))


def whose(text: str, card: Card, references: References) -> str:
    """Whose claim a wrong response repeats: `So says The Diplomat, par. 4.`"""
    from quiz.grading import same

    for conflict in references.conflicts_of(card):
        for claim in conflict.claims:
            if claim.facts and same(text, claim.says):
                return told_by(claim, references)
    return ""


def told_by(claim: Claim, references: References) -> str:
    """Whose claim it is, in a sentence."""
    who = _who(claim, references)
    return f"So {'say' if ';' in who else 'says'} {who}."


def conflicts(card: Card, references: References) -> tuple[ConflictTable, ...]:
    """The conflicts that a card shows."""
    return tuple(table(conflict, references) for conflict in references.conflicts_of(card))


def table(conflict: Conflict, references: References) -> ConflictTable:
    """A conflict with whose each claim is."""
    claims = (
        ClaimLine(claim.says, _who(claim, references) or "historians", claim.standing)
        for claim in conflict.claims
    )
    return ConflictTable(conflict.question, tuple(claims), conflict.verdict, conflict.outside)


def citation(fact: Fact, references: References) -> Citation:
    """Where a fact stands."""
    source = references.sources[fact.source]
    return Citation(source.title, fact.section, fact.paragraph)


def citations(card: Card, references: References) -> tuple[Citation, ...]:
    """Where the facts stand that bear out a card's answer, each place once."""
    return tuple(dict.fromkeys(citation(f, references) for f in references.facts_of(card)))


def prompt(card: Card, references: References) -> str:
    """The question or statement, with 'According to TITLE, ' where the answer is a view."""
    if not card.according_to:
        return card.prompt
    source = references.sources.get(card.according_to)
    title = source.title if source else card.according_to
    return f"According to {escape(title)}, {card.prompt}"


def _who(claim: Claim, references: References) -> str:
    places: dict[str, list[str]] = {}
    for name in claim.facts:
        if fact := references.facts.get(name):
            title = references.sources[fact.source].title
            paragraphs = places.setdefault(title, [])
            if fact.paragraph not in paragraphs:
                paragraphs.append(fact.paragraph)
    return "; ".join(f"{title}, par. {', '.join(pars)}" for title, pars in places.items())
