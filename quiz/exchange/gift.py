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
from quiz.exchange import markup, typed
from quiz.exchange.markup import words
from quiz.exchange.questions import Kind, Option, Question, gap, id_number, obstacle, question
from quiz.exchange.taken import Taken, picture
from quiz.exchange.typed import Names
from quiz.markdown import printable
from quiz.model import Card, CardType
from quiz.references import References

NAME = "GIFT"

_SPECIAL = re.compile(r"[\\~=#{}:]")
_FORMAT = re.compile(r"\[(?:html|moodle|plain|markdown)\]")
_NO_TAG = re.compile(r"[\]<>`\\]")
_MATCHES = "->"
"""What makes pairs of answers, and cannot be escaped; no HTML has it."""
_TAKEN = f"{NAME} takes '->' for matching"


def pieces(taken: Taken) -> Iterator[str]:
    """The file, question by question."""
    for part in taken.parts:
        references = taken.references[part.library.slug]
        names = Names(part.library)
        yield f"{_category(part)}\n\n"
        for card in taken.cards(part):
            asked = _questions(card, references, names)
            obstacles = {name: why for name, one in asked.items() if (why := _obstacle(one))}
            if len(obstacles) == len(asked):
                taken.lose_card(card, "; ".join(dict.fromkeys(obstacles.values())))
                continue
            for name, one in asked.items():
                if name in obstacles:
                    taken.lose("gap", f"left out: {obstacles[name]}")
                    continue
                yield f"{_written(name, _without_mistakes(one), _image(card, part))}\n\n"
                for option in one.options:
                    if option.share and _MATCHES in option.text:
                        taken.lose("right answer", f"left out: {_TAKEN}")
            if card.type is CardType.ORDER:
                taken.lose("order card", f"written as matching with places: {NAME} has no ordering")
            if typed.is_narrowed(card):
                taken.lose("tolerance", f"left out: {NAME} compares dates by their letters")
            if card.hint:
                taken.lose("hint", f"left out: {NAME} has none")


def _questions(card: Card, references: References, names: Names) -> dict[str, Question]:
    """The questions that a card becomes, by their names."""
    if card.type is CardType.CLOZE:
        numbers = cloze.numbers(card.prompt)
        return {f"{card.identity}#c{n}": gap(card, n, references, names) for n in numbers}
    asked = question(card, references, names)
    if asked.kind is Kind.ORDER:
        asked = replace(asked, kind=Kind.MATCH, task="Give each its place: 1 is the first.")
    return {str(card.identity): asked}


def _obstacle(asked: Question) -> str:
    """Why a question is left out; empty where it is not."""
    if why := obstacle(asked, NAME):
        return why
    is_typed = asked.kind is Kind.TYPED and not _without_mistakes(asked).options
    return _TAKEN if is_typed else ""


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
    task = f"<p><small>{asked.task}</small></p>" if asked.task else ""
    return f"<p>{asked.prompt}</p>{task}"


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
    return ":".join(option.amount.written) if option.amount else ""


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
