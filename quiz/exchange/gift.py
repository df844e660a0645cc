"""GIFT, the text format of question banks, which Moodle and many others import.

As Moodle reads it: a blank line ends a question; `::name::` stands first; what stands between the
braces says its kind; `%50%` is what an answer is worth, `#` begins its feedback and `####` what
follows any answer; the signs `~ = # { } :` and the backslash are written behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quiz import cloze
from quiz.choosing import Part
from quiz.exchange import markup
from quiz.exchange.questions import MOST_SHARED, Kind, Option, Question, gap, id_number, question
from quiz.exchange.taken import Taken, picture
from quiz.exchange.typed import Names
from quiz.html import words
from quiz.markdown import printable
from quiz.model import Card, CardType
from quiz.references import References

NAME = "GIFT"

_SPECIAL = re.compile(r"[\\~=#{}:]")
_FORMAT = re.compile(r"\[(?:html|moodle|plain|markdown)\]")
_NO_TAG = re.compile(r"[\]<>`\\]")
_FEWEST_PAIRS = 3
_MATCHES = "->"
"""What makes pairs of answers, and cannot be escaped."""


def pieces(taken: Taken) -> Iterator[str]:
    """The file, question by question."""
    for part in taken.parts:
        references = taken.references[part.library.slug]
        names = Names(part.library)
        yield f"{_category(part)}\n\n"
        for card in taken.cards(part):
            questions = list(_questions(card, references, names, taken))
            for name, asked in questions:
                yield f"{_written(name, asked, _image(card, part))}\n\n"
            if card.hint and questions:
                taken.lose("hint", f"left out: {NAME} has none")


def _questions(
    card: Card, references: References, names: Names, taken: Taken
) -> Iterator[tuple[str, Question]]:
    if card.type is CardType.CLOZE:
        for number in cloze.numbers(card.prompt):
            asked = _without_mistakes(gap(card, number, references, names))
            if asked.options:
                yield f"{card.identity}#c{number}", asked
            else:
                taken.lose("gap", f"left out: {NAME} takes '->' for matching")
        return
    asked = _without_mistakes(question(card, references, names))
    if asked.kind is Kind.TYPED and not asked.options:
        taken.lose_card(card, f"{NAME} takes '->' for matching")
    elif asked.pairs and len(asked.pairs) < _FEWEST_PAIRS:
        taken.lose_card(card, f"matching in {NAME} needs three pairs")
    elif asked.kind is Kind.SELECT and len(card.answers) > MOST_SHARED:
        taken.lose_card(card, f"{NAME} cannot divide the points by so many")
    else:
        if asked.kind is Kind.ORDER:
            taken.lose("order card", f"written as matching with places: {NAME} has no ordering")
        yield str(card.identity), asked


def _without_mistakes(asked: Question) -> Question:
    """A typed question with its right answers alone: some programs would accept the others too,
    which Moodle writes as right ones of no weight. What is wrong with them follows the answer."""
    if asked.kind not in (Kind.TYPED, Kind.NUMBER):
        return asked
    right = tuple(o for o in asked.options if o.share and _MATCHES not in o.text)
    mistakes = (
        f"<p>✗ {words(option.text)}: {option.feedback}</p>"
        for option in asked.options
        if option.feedback
    )
    return replace(asked, options=right, general="".join(mistakes) + asked.general)


def _category(part: Part) -> str:
    titles = (part.library.title, part.deck.title)
    path = "/".join(_line(title).replace("/", "//") for title in titles)
    return f"$CATEGORY: top/{path}"


def _written(name: str, asked: Question, image: str) -> str:
    tags = "".join(f" [tag:{tag}]" for tag in map(_tag, asked.card.tags) if tag)
    lines = [
        f"// [id:{id_number(name)}]{tags}",
        f"::{_escaped(name)}::[html]{_escaped(image + _prompt(asked))}{{{_answers(asked)}}}",
    ]
    return "\n".join(lines)


def _prompt(asked: Question) -> str:
    task = asked.task
    if asked.kind is Kind.ORDER:
        task = "Give each its place: 1 is the first."
    return f"<p>{asked.prompt}</p>" + (f"<p><small>{task}</small></p>" if task else "")


def _answers(asked: Question) -> str:
    general = f"####{_escaped(asked.general)}" if asked.general else ""
    match asked.kind:
        case Kind.TRUE_FALSE:
            return f"{'TRUE' if asked.right else 'FALSE'}{general}"
        case Kind.ESSAY:
            return general
        case Kind.NUMBER:
            lines = [f"={_number(option)}" for option in asked.options]
        case Kind.TYPED:
            lines = [f"={_typed(option.text)}" for option in asked.options]
        case Kind.CHOICE:
            lines = [
                f"{'=' if o.share else '~'}{_chosen(o.text)}{_feedback(o)}" for o in asked.options
            ]
        case Kind.SELECT:
            lines = [f"~{_weight(o)}{_chosen(o.text)}{_feedback(o)}" for o in asked.options]
        case _:
            lines = [f"={_chosen(left)} -> {_escaped(right)}" for left, right in asked.pairs]
    opening = "#" if asked.kind is Kind.NUMBER else ""
    return "\n".join((opening, *lines, *([general] if general else []), ""))


def _weight(option: Option) -> str:
    return f"%{round(option.share, 5):g}%"


def _number(option: Option) -> str:
    amount = option.amount
    return f"{amount.value:.15g}:{amount.within:.15g}" if amount else ""


def _feedback(option: Option) -> str:
    return f"#{_chosen(option.feedback)}" if option.feedback else ""


def _chosen(text: str) -> str:
    """HTML of which the first sign is not taken for a weight or the mark of a format."""
    text = text.strip()
    return _escaped(f"&#{ord(text[0])};{text[1:]}" if text[:1] in ("%", "[") else text)


def _typed(text: str) -> str:
    """A text to type; a star would stand for any letters."""
    weight = "%100%" if text.startswith("%") else ""
    mark = "[plain]" if _FORMAT.match(text) else ""
    return weight + mark + _escaped(text.replace("*", r"\*"))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _line(text: str) -> str:
    return " ".join(printable(text).replace("\\", "").split())


def _tag(tag: str) -> str:
    return _NO_TAG.sub("", _line(tag))


def _image(card: Card, part: Part) -> str:
    if not card.image:
        return ""
    address = markup.data_address(card.image, picture(card, part))
    return f"<p>{markup.image(card, address)}</p>"
