"""What a typed line means as the response to a question. Pure."""

from __future__ import annotations

import re

from quiz.model import Form, Response
from quiz.session import Question


def parse(question: Question, line: str) -> Response | None:
    """The response that a line means; empty for 'don't know', None where it cannot be read."""
    line = line.strip()
    if not line:
        return ()
    match question.form:
        case Form.TYPED | Form.CLOZE:
            return (line,)
        case Form.CHOICE:
            return _pick(question.shown, line, most=1)
        case Form.TRUE_FALSE:
            word = {"t": "true", "f": "false"}.get(line.lower(), line.lower())
            return (word,) if word in question.shown else _pick(question.shown, line, most=1)
        case Form.ORDER:
            picked = _pick(question.shown, line)
            return picked if picked and len(picked) == len(question.shown) else None
        case Form.MATCH:
            return _pairs(question, line)
        case _:
            return _pick(question.shown, line)


def _pick(shown: tuple[str, ...], line: str, most: int | None = None) -> Response | None:
    """The options that numbers name, each once."""
    numbers = re.split(r"[\s,;.]+", line.strip(" ,;."))
    if not all(n.isascii() and n.isdigit() and len(n) < 4 for n in numbers):
        return None
    places = [int(n) for n in numbers]
    if len(set(places)) < len(places) or (most and len(places) > most):
        return None
    if not all(1 <= place <= len(shown) for place in places):
        return None
    return tuple(shown[place - 1] for place in places)


def _pairs(question: Question, line: str) -> Response | None:
    """The right sides in the order of the left ones, from `1b 2a 3c`."""
    found = re.findall(r"(\d{1,3})\s*[-=:.]?\s*([a-z])(?![a-z])", line.lower())
    lefts = len(question.card.pairs)
    chosen = {int(n): ord(letter) - ord("a") for n, letter in found}
    if len(found) != lefts or set(chosen) != set(range(1, lefts + 1)):
        return None
    if not all(place < len(question.shown) for place in chosen.values()):
        return None
    return tuple(question.shown[chosen[n]] for n in range(1, lefts + 1))
