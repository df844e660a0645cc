"""The two note types, for ever: names, ids, order of fields and templates never change.

Anki calls every note of a package 'conflicting', and updates none, once the number or order of
fields or templates differs from what was imported before. So what a later card may need takes
a spare field (a field may be renamed, since its id stays), and a second card of a note the second
template, which makes no card while its field is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

CHANGED = 1_795_378_400
"""When a template, the script or the CSS last changed, in seconds since 1970. Raise it with each
such change and at no other time: a newer time resets what users changed in the look of their
cards."""

SPARE = tuple(f"Spare {n}" for n in range(1, 9))


@dataclass(frozen=True, slots=True)
class Template:
    """One card of a note: its front and its back as Anki's HTML."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Notetype:
    """A note type as it is published; the ids of fields and templates follow from its own."""

    id: int
    name: str
    cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    css: str

    def field_id(self, position: int) -> int:
        """Anki knows a field by it, whatever its name."""
        return self.id + 1 + position

    def template_id(self, position: int) -> int:
        """Anki knows a template by it, whatever its name."""
        return self.id + 1001 + position


_QUIZ_FIELDS = (
    "Prompt",  # the question or statement; what Anki's browser sorts and lists by
    "Topic",  # the deck's title: Anki's own {{Deck}} does not escape names
    "Kind",  # the card's type, for the look and for scripts
    "Task",  # what to do, where the prompt does not say it: 'Choose one.'
    "Image",
    "Options",  # choice, select: the options, in an order that says nothing
    "Items",  # order: what to put in order, likewise
    "Pairs",  # match: the two sides, likewise
    "Hint",
    "Answer",  # the key in words
    "Solved",  # choice, select: the options as before, each marked right or wrong, and why
    "Accept",  # what else is right: other wordings, a range, a tolerance
    "WhyNot",  # short-answer, date, number: what it is mistaken for, and why it is not that
    "Points",  # open: what the answer should name
    "Typed",  # the answer as plain text, to compare typed answers with
    "Explanation",
    "Corrected",  # the date on which the key was corrected
    "Conflict",  # on what documents disagree, who says what, the verdict
    "Sources",  # the documents, with section and paragraph
    "Outside",  # works outside the documents
    "Note",  # the learner's own note
    "Retired",  # not empty: the card is no longer asked
    "Language",  # its code, for fonts, hyphens and screen readers
    "Identity",  # LIBRARY/DECK/CARD; never shown
    "Card",  # the card's own keys as JSON, from which an import gives it back; never shown
    "Second",  # not empty: the note has its second card; always empty so far
    *SPARE,
)

_CLOZE_FIELDS = (
    "Text",  # with its gaps
    "Topic",
    "Kind",
    "Task",
    "Image",
    "Hint",
    "Explanation",
    "Corrected",
    "Conflict",
    "Sources",
    "Outside",
    "Note",
    "Retired",
    "Language",
    "Identity",
    "Card",
    *SPARE,
)


@cache
def quiz() -> Notetype:
    """The note type of every card but those with gaps."""
    return Notetype(
        1_764_018_270_000,
        "Quiz",
        False,
        _QUIZ_FIELDS,
        (
            Template(
                "Quiz",
                _data("quiz.front.html") + _script(),
                _data("quiz.back.html", "details.html") + _script(),
            ),
            Template("Second", "{{#Second}}{{Second}}{{/Second}}", "{{FrontSide}}"),
        ),
        _data("style.css"),
    )


@cache
def quiz_cloze() -> Notetype:
    """The note type of cards with gaps: one card for each number of a gap."""
    return Notetype(
        1_764_018_280_000,
        "Quiz Cloze",
        True,
        _CLOZE_FIELDS,
        (Template("Quiz", _data("cloze.front.html"), _data("cloze.back.html", "details.html")),),
        _data("style.css"),
    )


def _data(*names: str) -> str:
    """Files of this folder, one after the other."""
    return "".join(Path(__file__).with_name(name).read_text("utf-8") for name in names)


def _script() -> str:
    """The script of both sides; nothing is loaded from elsewhere."""
    return f"<script>\n{_data('card.js')}</script>\n"
