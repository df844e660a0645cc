"""The last verdict once more, to be read and nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from quiz.feedback import feedback
from quiz.references import References
from quiz.session import Answered
from quiz.tui import verdict
from quiz.tui.reader import ReaderScreen
from quiz.tui.render import STRONG, spaced


class LookBack(ReaderScreen):
    """What was asked last, what was answered, and what came of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,v,alt+v", "close", "Back", id="lookback.back",
                tooltip="Go back to the question"),
    ]  # fmt: skip

    def __init__(self, answered: Answered, references: References) -> None:
        told = feedback(answered, references)
        asked = verdict.asked(answered.question, references).stylize_before(STRONG)
        page = spaced([asked, verdict.answer(answered, told), verdict.verdict(answered, told)])
        super().__init__("The last verdict", page)
