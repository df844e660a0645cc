"""Moodle XML, the format of Moodle's own question bank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.sax.saxutils import escape, quoteattr

from quiz import cloze, feedback
from quiz.choosing import Part
from quiz.exchange import markup, typed
from quiz.exchange.markup import inline
from quiz.exchange.questions import Kind, Option, Question, id_number, obstacle, question
from quiz.exchange.taken import Taken, picture
from quiz.exchange.typed import Names
from quiz.markdown import plain, printable
from quiz.model import Card
from quiz.references import References

_TYPES = {
    Kind.CHOICE: "multichoice",
    Kind.SELECT: "multichoice",
    Kind.TRUE_FALSE: "truefalse",
    Kind.TYPED: "shortanswer",
    Kind.NUMBER: "numerical",
    Kind.MATCH: "matching",
    Kind.ORDER: "ordering",
    Kind.CLOZE: "cloze",
    Kind.ESSAY: "essay",
}
_NO_XML = dict.fromkeys((*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF))
"""Noncharacters: the last two no XML may hold."""
_MARK = "\ufdd2"  # a noncharacter, which no text holds
_MARKED = re.compile(f"!{_MARK}([0-9]+){_MARK}!")
_ORDERING = "written as 'Ordering', which Moodle has from 4.5 on, and earlier as a plugin"
_NAMELESS = re.compile(r"[^A-Za-z0-9_-]+")


def pieces(taken: Taken) -> Iterator[str]:
    """The file, question by question."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    for part in taken.parts:
        references = taken.references[part.library.slug]
        names = Names(part.library)
        yield _category(part)
        for card in taken.cards(part):
            asked = question(card, references, names)
            if why := obstacle(asked, "Moodle") or _empty_gap(asked, names):
                taken.lose_card(card, why)
                continue
            if asked.kind is Kind.CLOZE and _is_nested(card):
                taken.lose("gap inside another", "asked with it: Moodle cannot nest gaps")
            if typed.is_narrowed(card):
                taken.lose("tolerance", "left out: Moodle compares dates by their letters")
            if asked.kind is Kind.ESSAY and card.hint:
                taken.lose("hint", "left out: an essay in Moodle has none")
            if asked.kind is Kind.ORDER:
                taken.lose("order card", _ORDERING)
            yield "\n".join((*_question(asked, part, references, names), ""))
    yield "</quiz>\n"


def _category(part: Part) -> str:
    titles = (part.library.title, part.deck.title)
    path = "/".join(" ".join(printable(t).split()).replace("/", "//") for t in titles)
    about = _block("info", inline(part.deck.description))
    return (
        '<question type="category">\n'
        f"<category>{_text(f'top/{path}')}</category>\n{about}\n</question>\n"
    )


def _question(asked: Question, part: Part, references: References, names: Names) -> Iterator[str]:
    card = asked.card
    yield f'<question type="{_TYPES[asked.kind]}">'
    yield f"<name>{_text(str(card.identity))}</name>"
    yield _prompt(asked, part, references, names)
    yield _block("generalfeedback", asked.general)
    if asked.kind is not Kind.CLOZE:  # where each gap counts
        yield "<defaultgrade>1</defaultgrade>"
    yield f"<penalty>{1 if asked.kind is Kind.TRUE_FALSE else 0.3333333}</penalty>"
    yield f"<hidden>0</hidden>\n<idnumber>{_escaped(id_number(str(card.identity)))}</idnumber>"
    yield from _body(asked)
    if card.hint and asked.kind is not Kind.ESSAY:
        yield _block("hint", inline(card.hint))
    if card.tags:
        tags = "".join(f"<tag>{_text(tag)}</tag>" for tag in card.tags)
        yield f"<tags>{tags}</tags>"
    yield "</question>"


def _body(asked: Question) -> Iterator[str]:
    """What the kind of question has of its own."""
    match asked.kind:
        case Kind.CHOICE | Kind.SELECT:
            yield f"<single>{'true' if asked.kind is Kind.CHOICE else 'false'}</single>"
            yield "<shuffleanswers>true</shuffleanswers>\n<answernumbering>abc</answernumbering>"
            for option in asked.options:
                yield _answer(option, _text(option.text), 'format="html"')
        case Kind.TRUE_FALSE:
            for truth in (True, False):
                option = Option("", 100 if truth is asked.right else 0)
                yield _answer(option, _text("true" if truth else "false"))
        case Kind.TYPED:
            yield "<usecase>0</usecase>"
            for option in asked.options:
                yield _answer(option, _text(option.text.replace("*", r"\*")))
        case Kind.NUMBER:
            for option in asked.options:
                if option.amount:
                    value, within = option.amount.written
                    yield _answer(option, f"{_text(value)}<tolerance>{within}</tolerance>")
            yield from _unit(plain(asked.card.unit))
        case Kind.MATCH:
            yield "<shuffleanswers>true</shuffleanswers>"
            for left, right in asked.pairs:
                answer = f"<answer>{_text(right)}</answer>"
                yield f'<subquestion format="html">{_text(left)}{answer}</subquestion>'
        case Kind.ORDER:
            yield "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>"
            yield f"<selectcount>{len(asked.pairs)}</selectcount>"
            yield "<gradingtype>ABSOLUTE_POSITION</gradingtype>\n<showgrading>SHOW</showgrading>"
            yield "<numberingstyle>none</numberingstyle>"
            for n, item in enumerate(asked.card.items, 1):
                yield f'<answer fraction="{n}" format="html">{_text(inline(item.text))}</answer>'
        case Kind.ESSAY:
            yield "<responseformat>editor</responseformat>\n<responserequired>1</responserequired>"
            yield "<responsefieldlines>10</responsefieldlines>\n<attachments>0</attachments>"
            yield _block("graderinfo", asked.model)


def _answer(option: Option, inside: str, format_: str = 'format="moodle_auto_format"') -> str:
    told = _block("feedback", option.feedback) if option.feedback else ""
    share = f"{round(option.share, 5):g}"
    return f'<answer fraction="{share}" {format_}>{inside}{told}</answer>'


def _unit(unit: str) -> Iterator[str]:
    """The unit may be typed behind the number, but need not; Moodle knows none of two words."""
    if unit and " " not in unit:
        yield (
            "<unitgradingtype>0</unitgradingtype>\n<showunits>0</showunits>\n<units><unit>"
            f"<multiplier>1</multiplier><unit_name>{_escaped(unit)}</unit_name></unit></units>"
        )


def _prompt(asked: Question, part: Part, references: References, names: Names) -> str:
    card = asked.card
    text = _gapped(card, references, names) if asked.kind is Kind.CLOZE else asked.prompt
    text = f"<p>{text}</p>" + (f"<p><small>{asked.task}</small></p>" if asked.task else "")
    if not card.image:
        return _block("questiontext", text)
    path = PurePosixPath(card.image)
    name = ".".join(_NAMELESS.sub("-", part) for part in (path.stem, path.suffix[1:]) if part)
    content = markup.base64(picture(card, part))
    file = f'<file name={quoteattr(name)} path="/" encoding="base64">{content}</file>'
    shown = f"<p>{markup.image(card, f'@@PLUGINFILE@@/{name}')}</p>"
    return _block("questiontext", shown + text, file)


def _gapped(card: Card, references: References, names: Names) -> str:
    """A cloze text as HTML with Moodle's gaps: `{1:SHORTANSWER:=answer~=another}`."""
    written = feedback.prompt(card, references).translate({ord(_MARK): None})
    gaps: list[cloze.Gap] = []
    marked = ""
    for part in cloze.parse(written):
        if isinstance(part, str):
            marked += part
        else:
            marked += f"!{_MARK}{len(gaps)}{_MARK}!"
            gaps.append(part)

    def filled(mark: re.Match[str]) -> str:
        gap = gaps[int(mark[1])]
        right = typed.right_in_gap((gap.answer,), names)
        alternatives = "~".join(f"={_in_gap(text)}" for text in right)
        hint = f" <small>({_braceless(inline(gap.hint))})</small>" if gap.hint else ""
        return f"{{1:SHORTANSWER:{alternatives}}}{hint}"

    return _MARKED.sub(filled, _braceless(inline(marked)))


def _outer_gaps(card: Card) -> list[cloze.Gap]:
    return [part for part in cloze.parse(card.prompt) if not isinstance(part, str)]


def _is_nested(card: Card) -> bool:
    return len(_outer_gaps(card)) < len(cloze.gaps(card.prompt))


def _empty_gap(asked: Question, names: Names) -> str:
    """Why a cloze text is left out; empty where it is not."""
    gaps = _outer_gaps(asked.card) if asked.kind is Kind.CLOZE else []
    filled = all(typed.right_in_gap((gap.answer,), names) for gap in gaps)
    return "" if filled else "one of its texts shows nothing"


def _in_gap(text: str) -> str:
    """A text as a right answer in a gap, as old and new versions of Moodle read it: to new ones
    the `#` of an entity ends it, so that entities have names; but there is none for a tilde."""
    text = escape(text.replace("*", r"\*"))
    text = text.replace("}", r"\}").replace("#", r"\#").replace("~", "&#126;")
    is_open = text.endswith(("\\", "&amp;"))  # what follows would belong to it
    return f"{text} " if is_open else text


def _braceless(markup_: str) -> str:
    return markup_.replace("{", "&#123;").replace("}", "&#125;")


def _block(name: str, inside: str, more: str = "") -> str:
    return f'<{name} format="html">{_text(inside)}{more}</{name}>'


def _text(text: str) -> str:
    return f"<text>{_escaped(text)}</text>"


def _escaped(text: str) -> str:
    return escape(printable(text).translate(_NO_XML))
