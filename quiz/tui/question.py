"""The screen on which a sitting happens: each question, and beneath it what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from quiz.feedback import feedback
from quiz.model import Card, CardType, EventKind, Form, Response, Verdict
from quiz.session import Answered, Question
from quiz.sitting import Sitting, how_far, time_left
from quiz.tui import verdict
from quiz.tui.picking import Phase, Picking
from quiz.tui.question_keys import KEYS
from quiz.tui.render import (
    ACCENT,
    MUTED,
    STRONG,
    bare,
    card_text,
    line,
    spaced,
)
from quiz.tui.screen import ALL_KEYS
from quiz.tui.sheets import PointsSheet, sheet
from quiz.tui.widgets.board import Board
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine

if TYPE_CHECKING:
    from textual.timer import Timer

    from quiz.tui.widgets.answer import Answer

_TYPED = (Form.TYPED, Form.CLOZE, Form.REVEAL)

_LOOK = 5.0
"""Seconds between two looks at the minutes left."""


class QuestionScreen(Picking):
    """Asks, tells, goes on; the same widgets serve every question."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, sitting: Sitting, notice: str = "") -> None:
        super().__init__(sitting)
        self._notice = notice
        self._clock: Timer | None = None
        """Looks at the minutes left, where they are limited."""

    def compose(self) -> ComposeResult:
        """The parts of a question, shown as they are needed."""
        yield Heading()
        yield Board(still=self.still)
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the first question."""
        self.take(self._sitting, self._notice)

    def take(self, sitting: Sitting, notice: str = "") -> None:
        """Begin, or go on with, a sitting."""
        self._sitting = self.quiz.sitting = sitting
        if sitting.resumed:
            total = len(sitting.session.plan)
            resumed = f"Resumed: {sitting.resumed} of {total} answered."
            notice = f"{resumed} {notice}" if notice else resumed
        if sitting.left is not None and self._clock is None:
            self._clock = self.set_interval(_LOOK, self._draw_heading)
        self.ask_next(notice)

    # -- asking ---------------------------------------------------------------------------

    def ask_next(self, notice: str = "") -> None:
        """Put the next question, or show the result."""
        question = self._sitting.question
        if question is None:
            self.finish()
            return
        self._told, self._doubt, self._offer = None, None, ""
        self._sheet = sheet(question)
        self._phase = Phase.TYPING if question.form in _TYPED else Phase.PICKING
        self.board.put("notice", bare(notice or self._remark(question), MUTED))
        references = self.trainer.references(question.card)
        self.board.put("prompt", verdict.asked(question, references))
        self.board.hide("model", "hint", "verdict", "source")
        if self._sheet:
            self.draw_sheet()
        else:
            self.board.hide("options")
        if self._phase is Phase.TYPING:
            self.board.open_typing(_invitation(question))
        else:
            self.board.close_typing()
        self._draw_picture(question.card)
        self._draw_heading()
        self.show_keys()
        self.body.scroll_home(animate=False)
        self.board.query_one("#prompt").call_after_refresh(self.show_keys)
        self._sitting.show()

    def _remark(self, question: Question) -> str:
        """Why study asks this now, where that is not plain."""
        key = question.ask.key
        if any(answer.question.ask.key == key for answer in self._sitting.session.answers):
            return "Missed before: asked again."
        corrected = key in self._sitting.corrected
        return "Corrected since you last answered it." if corrected else ""

    def _draw_picture(self, card: Card) -> None:
        """The picture as large as leaves prompt and options in view, its description beneath."""
        if not card.image:
            self.board.hide("picture")
        elif self.board.content_size:  # else it is drawn with the first layout
            from quiz.tui.picture import captioned

            library = self.trainer.references(card).library
            room = self.board.room()
            self.board.put("picture", captioned(card, library, *room, colour=not self.app.no_color))

    def _draw_heading(self) -> None:
        session, left = self._sitting.session, self._sitting.left
        question = self._told.question if self._told else session.current
        if question is None:
            return
        identity = question.card.identity
        decks = self.trainer.references(question.card).library.decks
        title = next((deck.title for deck in decks if deck.slug == identity.deck), identity.deck)
        said = how_far(session, told=self._told is not None)
        said += "" if left is None else f" · {time_left(left)}"
        counter, done = Content(said).stylize(MUTED), session.settled / len(session.plan)
        self.query_one(Heading).show(line(title, STRONG), counter, done)

    # -- answering ------------------------------------------------------------------------

    def answer(self, response: Response) -> None:
        """Grade and record a response, and say what came of it."""
        answered = self._sitting.answer(response)
        if self._sitting.wish.feedback == "end":
            self.ask_next()
        elif answered.outcome.verdict is Verdict.CLOSE:
            self.tell(answered, Phase.CLOSE)
        else:
            self.tell(answered)

    def tell(self, answered: Answered, phase: Phase = Phase.TOLD) -> None:
        """Show what came of an answer, beneath it."""
        card = answered.question.card
        told = feedback(answered, self.trainer.references(card))
        self._told, self._phase, self._offer = answered, phase, ""
        self.board.close_typing(keep=answered.question.form is Form.REVEAL)
        self.board.hide("notice", "hint")
        self._table = verdict.answer(answered, told)
        self.board.put("options", self._table)
        asks = phase is Phase.CLOSE
        again = self.studies and not answered.recalled and self.away is None
        whole = verdict.close() if asks else verdict.verdict(answered, told, again=again)
        self.board.put("verdict", whole)
        self._draw_heading()
        self.show_keys()
        self.bring("verdict")

    def on_input_submitted(self, event: Answer.Submitted) -> None:
        """What was typed is the answer, or the sign to show the model answer."""
        event.stop()
        question = self._sitting.session.current
        if question is None or self._phase is not Phase.TYPING:
            return
        text = event.value.strip()
        if question.form is Form.REVEAL:
            self._reveal(question)
        elif event.value != self._doubt and (again := self._again(question.card, text)):
            self._doubt = event.value
            self.say(again)
        else:
            self.answer((text,) if text else ())

    def _again(self, card: Card, text: str) -> str:
        """What is asked before an Enter counts; nothing where it counts at once."""
        if not text:
            return "You don't know? Enter again = yes."
        if not self.trainer.asks_again(card, text):
            return ""
        what = "a date, such as 14 July 1789" if card.type is CardType.DATE else "a number"
        return f"Not read as {what}. Enter again: answer it so."

    def on_input_changed(self, event: Answer.Changed) -> None:
        """Typing takes the doubt back, and is in sight however long the prompt."""
        event.stop()
        if event.value:
            event.input.scroll_visible(animate=False)
        if self._doubt is not None and event.value != self._doubt:
            self._doubt = None
            self.board.hide("hint")

    def _reveal(self, question: Question) -> None:
        """Show the model answer and let the learner say which points were met."""
        self._phase = Phase.PICKING
        self._sheet = PointsSheet(question)
        self.board.close_typing(keep=True)
        self.board.hide("notice", "hint")
        enough = "Half is enough." if self.studies else "A test needs all."
        points = f"Which of these did you have? {enough}"
        ask = points if question.card.points else "Did you know it?"
        model = card_text(question.card.answer, STRONG)
        self.board.put("model", spaced([model, Content(ask).stylize(MUTED)]))
        self.draw_sheet()
        self.show_keys()
        self.bring("options")

    # -- keys -----------------------------------------------------------------------------

    def keys(self) -> Sequence[Key]:
        """The keys that work now, the most important first."""
        question = self._sitting.session.current
        typing = self._phase is Phase.TYPING
        alt = "alt+" if typing else ""
        undo = [Key(f"{alt}u", "undo", "undo")] if self._sitting.session.answers else []
        undo = [] if self.picked else undo
        tail = [*undo, Key("esc", "leave", "leave"), Key("F1" if typing else "?", *ALL_KEYS[1:])]
        more = [Key("↓", "more", "scroll_body(1)")] if self.board.more else []
        if self._phase is Phase.TOLD:
            keys = [Key("enter", "next", "enter"), *more]
            if self._offer:
                return [Key("y", "accept", "alias(True)"), Key("n", "no", "alias(False)"),
                        *keys, *tail]  # fmt: skip
            if self.away:
                away = "suspend" if self.away is EventKind.SUSPEND else "bury"
                keys.append(Key("x" if away == "suspend" else "b", "take up", away))
            elif self._told and not self._told.score:
                keys.append(Key("o", "I was right", "right"))
            elif self._told:
                keys.append(Key("g", "not guessed" if self._told.guess else "I guessed", "guess"))
            put_away = [Key("x", "suspend", "suspend")]
            put_away += [Key("b", "tomorrow", "bury")] if self.studies else []
            return [*keys, Key("s", "source", "source"), *tail[:-1],
                    *(put_away if not self.away else []), Key("e", "edit", "edit"),
                    tail[-1]]  # fmt: skip
        if self._phase is Phase.CLOSE:
            return [
                Key("y", "counts", "counts(True)"),
                Key("n", "does not", "counts(False)"),
                *more,
                *tail,
            ]
        if not self.no_way_back:
            tail.insert(-1, Key(f"{alt}v", "look back", "look_back"))
        hint = [Key("F2", "hint", "hint")] if question and question.card.hint else []
        if typing:
            reveal = question is not None and question.form is Form.REVEAL
            return [Key("enter", "show the answer" if reveal else "answer"), *more, *hint, *tail]
        special = self._sheet.keys() if self._sheet else []
        dont = [Key("space", "don't know", "space")]
        if self.picked:  # then Space says what to press instead
            named = any(key.word == "take back" for key in special)
            dont = [] if named else [Key("u", "take back", "undo")]
        return [*special[:1], *more, *special[1:], *dont, *hint, *tail]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means anything now."""
        match action:
            case "pick" | "tick" | "shift" | "take_back":
                sheet = self._sheet if self._phase is Phase.PICKING else None
                return sheet is not None and action in sheet.does
            case "truth":
                question = self._sitting.session.current
                truth = question is not None and question.form is Form.TRUE_FALSE
                return truth and self._phase is Phase.PICKING
            case "counts":
                return self._phase is Phase.CLOSE
            case "alias":
                return self._phase is Phase.TOLD and bool(self._offer)
            case "bury":
                return self._phase is Phase.TOLD and self.studies
            case "right":
                told = self._told if self._phase is Phase.TOLD else None
                return told is not None and not told.score
            case "guess" | "source" | "suspend" | "edit":
                return self._phase is Phase.TOLD
            case "hint" | "look_back":
                return self._phase in (Phase.TYPING, Phase.PICKING)
            case _:
                return True

    def action_hint(self) -> None:
        """Show the hint, noted as used."""
        hint = self._sitting.hint()
        if not hint:
            self.say("This card has no hint.")
            return
        self._doubt = None
        self.board.put("hint", verdict.labelled([("Hint", card_text(hint))], ACCENT))
        self.bring("hint")

    def action_counts(self, yes: bool) -> None:
        """Whether the near miss counts."""
        answered = self._sitting.right() if yes else self._sitting.session.last
        if answered:
            self.tell(answered)

    def action_scroll_body(self, pages: float) -> None:
        """Scroll by so many pages; there may be no more below then."""
        super().action_scroll_body(pages)
        self.call_after_refresh(self.show_keys)

    def on_resize(self) -> None:
        """Once all is laid out, a picture has other room, and there may be more below."""

        def fit() -> None:
            question = self._told.question if self._told else self._sitting.session.current
            if question:
                self._draw_picture(question.card)
            self.show_keys()

        self.call_after_refresh(fit)

    # -- ending ---------------------------------------------------------------------------

    def finish(self) -> None:
        """End the sitting and show its result."""
        from quiz.tui.result import ResultScreen

        self._sitting.end()
        self.app.push_screen(ResultScreen(self._sitting), self._after_result)

    def _after_result(self, sitting: Sitting | None) -> None:
        """Go on with the sitting that the result asks for: a new one, or this with an answer
        taken back; else it is over."""
        if sitting is None:
            self.quiz.finished()
        elif sitting is self._sitting:
            self.ask_next("Taken back: asked again.")
        else:
            self.take(sitting)


def _invitation(question: Question) -> str:
    if question.form is Form.REVEAL:
        return "In words or in your head, then Enter"
    unit = question.card.unit
    return bare(f"Type the answer ({unit})" if unit else "Type the answer").plain
