"""What a card says itself, as fields of its note: all but its sources and its place. Pure.

Nothing on the front says which option, order or pairing is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quiz import feedback, mixing
from quiz.anki import canonical
from quiz.html import escape, inline, inline_stars, listed
from quiz.markdown import plain
from quiz.model import Card, CardType

Filled = dict[str, str]
"""Some fields of a note, by their names."""
Html = Callable[[str], str]
"""`inline`, by the shortest way that the texts of a card allow."""
Told = Mapping[str, str]
"""Whose claim a wrong answer repeats, as HTML, by the answer; of most it is nobody's."""


def content(card: Card, told: Told) -> Filled:
    """The fields that follow from the card alone, but for a text with gaps."""
    written = canonical.as_json(card)
    is_plain = canonical.is_plain(written)
    html = (inline_stars if "*" in written else str) if is_plain else inline
    filled = _BY_TYPE[card.type](card, told, html)
    filled["Kind"] = str(card.type)
    filled["Task"] = _task(card, html)
    filled["Hint"] = html(card.hint)
    filled["Explanation"] = html(card.explanation)
    filled["Outside"] = listed(map(html, card.outside), "sources")
    filled["Card"] = written if is_plain else escape(written)
    return filled


def wrong_answers(card: Card) -> list[str]:
    """What its author says is wrong, each once."""
    return [*dict.fromkeys((*[wrong.text for wrong in card.distractors], *card.reject))]


def _task(card: Card, html: Html) -> str:
    if card.type is CardType.TRUE_FALSE:
        return "True or false, and why?"
    return html(feedback.task(card))


def _choice(card: Card, told: Told, html: Html) -> Filled:
    return _options(card, told, html) | _answer(card, html)


def _select(card: Card, told: Told, html: Html) -> Filled:
    return _options(card, told, html) | {"Answer": listed(map(html, card.answers), "answers")}


def _options(card: Card, told: Told, html: Html) -> Filled:
    right, whys = card.answers or (card.answer,), _whys(card)
    options = [(option, html(option)) for option in mixing.mixed(card)]
    solved = [
        f'<li class="right"><span class="sign">✓</span> {markup}</li>'
        if option in right
        else f'<li class="wrong">{markup}{_why(option, whys, told, html)}</li>'
        for option, markup in options
    ]
    return {
        "Options": listed([markup for _, markup in options], "options", "ol"),
        "Solved": f'<ol class="options">{"".join(solved)}</ol>',
    }


def _whys(card: Card) -> dict[str, str]:
    """Why each wrong answer is wrong, where its author says it; the first of equal ones counts."""
    return dict(card.distractors[::-1])


def _why(wrong: str, whys: Mapping[str, str], told: Told, html: Html) -> str:
    """Why it is wrong, and whose claim it is."""
    why = html(whys.get(wrong, ""))
    if wrong in told:
        why = f"{why} {told[wrong]}" if why else told[wrong]
    return f'<div class="why">{why}</div>' if why else ""


def _order(card: Card, _: Told, html: Html) -> Filled:
    labelled = [
        f"{html(text)} <small>{html(label)}</small>" if label else html(text)
        for text, label in card.items
    ]
    return {
        "Items": listed(map(html, mixing.mixed(card)), "items", "ol"),
        "Answer": listed(labelled, "order", "ol"),
    }


def _match(card: Card, _: Told, html: Html) -> Filled:
    left = listed([html(left) for left, _ in card.pairs], "left", "ol")
    right = listed(map(html, mixing.mixed(card)), "right", 'ol type="a"')
    matched = [f"<b>{html(left)}</b> <span>{html(right)}</span>" for left, right in card.pairs]
    return {"Pairs": left + right, "Answer": listed(matched, "matched")}


def _true_false(card: Card, _: Told, __: Html) -> Filled:
    return {"Answer": card.answer.capitalize()}


def _typed(card: Card, told: Told, html: Html) -> Filled:
    whys = _whys(card)
    mistakes = [
        f'<div class="mistake"><span class="sign">✗</span> {html(wrong)}'
        f"{_why(wrong, whys, told, html)}</div>"
        for wrong in wrong_answers(card)
    ]
    filled = _answer(card, html)
    filled["Accept"] = "; ".join(_accepted(card, html))
    filled["WhyNot"] = "".join(mistakes)
    filled["Typed"] = escape(plain(card.answer))
    return filled


def _accepted(card: Card, html: Html) -> list[str]:
    """What else is right."""
    accepted = [html(text) for text in card.accept]
    if card.range:
        accepted.append(html(feedback.with_unit(card, card.range)))
    if card.within:
        accepted.append(f"within {html(card.within)}")
    return accepted


def _open(card: Card, _: Told, html: Html) -> Filled:
    return _answer(card, html) | {"Points": listed(map(html, card.points), "points")}


def _answer(card: Card, html: Html) -> Filled:
    return {"Answer": html(feedback.with_unit(card, card.answer))}


def _cloze(_: Card, __: Told, ___: Html) -> Filled:
    return {}


_BY_TYPE: dict[CardType, Callable[[Card, Told, Html], Filled]] = {
    CardType.SHORT_ANSWER: _typed,
    CardType.DATE: _typed,
    CardType.NUMBER: _typed,
    CardType.CHOICE: _choice,
    CardType.SELECT: _select,
    CardType.TRUE_FALSE: _true_false,
    CardType.CLOZE: _cloze,
    CardType.ORDER: _order,
    CardType.MATCH: _match,
    CardType.OPEN: _open,
}
