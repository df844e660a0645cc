"""A commented deck to fill in, and the `library.yaml` that makes a folder a library."""

from __future__ import annotations

import secrets
from pathlib import Path

from quiz.files import write
from quiz.library.format import formatted
from quiz.library.reader import SLUG
from quiz.model import UsageError

_DECK = """\
# A deck: one YAML file. An open app shows its cards as it is saved, and its problems with
# their lines; so does `quiz check`. Quote a text that holds ': ' or ' #'. More types of cards
# than are shown here: number, choice, select, true-false, cloze, order, match, open.
deck: {slug}
title: {title}
description: What this deck is about, in a sentence.
cards:

# The id is a slug and never changes: the history follows it.
- id: first-card
  question: What is asked?
  answer: the answer
  # Other ways to write the answer that count as right:
  accept:
  - another way to write it
  # With distractors the card is asked as a choice while it is new.
  distractors:
  - text: a tempting wrong answer
    why: Why it is wrong.
  - text: another wrong answer
    why: Why this one is wrong.
  hint: A nudge, shown on demand.
  explanation: The reason behind the answer.

# A date says its precision in the question; the usual ways to write it count as right.
- id: a-date
  type: date
  question: On what day did it happen?
  answer: 19 October 1950
"""


def new_deck(slug: str, root: Path) -> Path:
    """Write a deck to fill in; the file. Makes the folder a library where it is none.

    Raises UsageError for a name that is no slug or is taken, Unusable where nothing can be
    written.
    """
    if not SLUG.match(slug) or len(slug) > 64:
        raise UsageError(f"{slug!r} cannot name a deck: use lower-case letters, digits, hyphens")
    file = root / "decks" / f"{slug}.yaml"
    if slug == "library" or file.exists():
        raise UsageError(f"{file} exists already: choose another name")
    head = root / "decks" / "library.yaml"
    if not head.exists():
        write_library(head)
    text = _DECK.format(slug=slug, title=slug.replace("-", " ").capitalize())
    write(file, formatted(text, str(file))[0])  # a title such as `No` is quoted
    return file


def write_library(file: Path) -> None:
    """Write the `library.yaml` of a learner's own decks. Raises Unusable."""
    own = f"own-{secrets.token_hex(4)}"
    write(file, f"library: {own}\ntitle: My decks\nlanguage: en\n")
