"""What is said around an answer: `I think it was`, and the words beside a gap in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quiz import cloze
from quiz.grading.text import Words, normal
from quiz.markdown import plain

_LONGEST = 200
_MOST_BESIDE = 4
"""Words of its sentence that are said with a gap, on each side."""
_GAP = "\ufffc"
"""Stands for the gap, as it does for an object in a text."""

_THINKS = r"(?:I|we) (?:think|believe|guess|suppose|would say)|I['\u2019]d say"
_SURE = r"maybe|perhaps|probably|possibly|surely|certainly|definitely|no doubt|without doubt"
_WHAT = r"(?:it|this|that|there|he|she|they|(?:(?:the|my) )?answer)"
_IS = r"(?:['\u2019]s| is| was| are| were| must be| must have been| would be)"
_BEFORE = re.compile(
    rf"(?:(?:(?:{_THINKS})(?: that)?|{_SURE}),? )*"
    rf"(?:(?:{_WHAT}{_IS}|its)(?: (?:{_SURE}))?(?: called| known as)? |(?:(?:the|my) )?answer: ?)?",
    re.IGNORECASE,
)
_UNSURE = r"(?:but )?(?:I['\u2019]?m |I am )?not sure"
_AFTER = re.compile(rf",? \(?(?:{_THINKS}|{_SURE}|{_UNSURE}|of course)\)?[.!?]*$", re.IGNORECASE)


def unwrapped(text: str) -> str:
    """What is answered in `I think it was Mao` and in `Mao, I think`; else the text."""
    if len(text) > _LONGEST:
        return text
    said = _AFTER.sub("", text.strip())
    before = _BEFORE.match(said)
    return said[before.end() :] if before and before.end() < len(said) else said or text


def without_sentence(text: str, prompt: str, gap: int) -> Iterator[str]:
    """What is put in a gap where a text repeats words beside it: `the early 1950s` where the
    sentence has `since the early [decade]`."""
    given = text.split()
    if len(text) > _LONGEST or len(given) < 2:
        return
    pieces = cloze.blanked(prompt, gap, _GAP).split(_GAP)
    for before, after in pairwise(normal(plain(piece)).words for piece in pieces):
        start = _repeated(given, before, at_end=True)
        end = _repeated(given[start:], after, at_end=False)
        if start or end:
            yield " ".join(given[start : len(given) - end])


def _repeated(given: list[str], beside: Words, *, at_end: bool) -> int:
    """How many words at the start of a text are those at the end of another, or the other way
    round; one of the text is always left."""
    for count in range(min(_MOST_BESIDE, len(given) - 1), 0, -1):
        run = normal(" ".join(given[:count] if at_end else given[-count:])).words
        if run == (beside[-len(run) :] if at_end else beside[: len(run)]):
            return count
    return 0
