"""The keys of the question screen. What each does depends on the form and on how far it is."""

from __future__ import annotations

from textual.binding import Binding, BindingType

_DIGITS = [
    Binding(str((n + 1) % 10), f"pick({n})", f"Option {n + 1}", id=f"question.pick-{n + 1}",
            tooltip=f"Answer, tick or place option {n + 1}")
    for n in range(10)
]  # fmt: skip


KEYS: list[BindingType] = [
    *_DIGITS,
    Binding("t", "truth(0)", "True", id="question.true", tooltip="Answer 'true'"),
    Binding("f", "truth(1)", "False", id="question.false", tooltip="Answer 'false'"),
    Binding("y", "counts(True)", "It counts", id="question.counts",
            tooltip="The near miss counts as right"),
    Binding("n", "counts(False)", "It does not count", id="question.counts-not",
            tooltip="The near miss stays wrong"),
    Binding("y", "alias(True)", "Accept it", id="question.alias",
            tooltip="The typed answer counts from now on, in the deck or beside it"),
    Binding("n", "alias(False)", "Not from now on", id="question.alias-not",
            tooltip="It counts this time alone"),
    Binding("enter", "enter", "Confirm, next", id="question.enter",
            tooltip="Confirm the answer; after the verdict, the next question"),
    Binding("space", "space", "Don't know, next", id="question.space",
            tooltip="Say that you don't know; after the verdict, the next question"),
    Binding("up,k", "mark(-1)", "Up", id="question.up",
            tooltip="Mark the line above, or scroll"),
    Binding("down,j", "mark(1)", "Down", id="question.down",
            tooltip="Mark the line below, or scroll"),
    Binding("x,right", "tick", "Tick or place", id="question.tick",
            tooltip="Tick or place the marked option"),
    Binding("shift+up,alt+up,K", "shift(-1)", "Move up", id="question.move-up",
            tooltip="Move the marked item of an order up"),
    Binding("shift+down,alt+down,J", "shift(1)", "Move down", id="question.move-down",
            tooltip="Move the marked item of an order down"),
    Binding("backspace,delete", "take_back", "Take back the last pick",
            id="question.take-back", tooltip="Take back the last digit"),
    Binding("f2,alt+h", "hint", "Hint", id="question.hint", tooltip="Show the hint"),
    Binding("o,alt+o", "right", "I was right", id="question.right",
            tooltip="Count the last answer as right"),
    Binding("g,alt+g", "guess", "I guessed", id="question.guess",
            tooltip="Note that the last answer was a guess, or take that back"),
    Binding("s,alt+s", "source", "Source", id="question.source",
            tooltip="Show or hide the facts behind the card"),
    Binding("x,alt+x", "suspend", "Suspend", id="question.suspend",
            tooltip="Study asks the card no more, until it is taken up again"),
    Binding("b,alt+b", "bury", "Tomorrow", id="question.bury",
            tooltip="Study asks the card again tomorrow"),
    Binding("e,alt+e", "edit", "Edit", id="question.edit",
            tooltip="Open the card in your editor"),
    Binding("f3,ctrl+g", "glossary", "Glossary", id="question.glossary",
            tooltip="Who and what the names on the screen are"),
    Binding("v,alt+v", "look_back", "Look back", id="question.look-back",
            tooltip="Read the last verdict again; the question waits"),
    Binding("u,alt+u", "undo", "Undo", id="question.undo",
            tooltip="Take back what is begun, else the last answer; many levels"),
    Binding("pageup", "scroll_body(-1)", "Page up", id="question.page-up",
            tooltip="Scroll up"),
    Binding("pagedown", "scroll_body(1)", "Page down", id="question.page-down",
            tooltip="Scroll down"),
    Binding("escape", "leave", "Leave", id="question.leave",
            tooltip="End the sitting, or go on later: asks which"),
    Binding("alt+y", "leave", "Leave", id="question.leave-fast", system=True,
            tooltip="Esc and y typed at once, which a terminal sends as this"),
]  # fmt: skip
