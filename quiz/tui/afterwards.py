"""What can be done with an answer once it is told: amend, take back, put away, look up, edit."""

from __future__ import annotations

from textual.content import Content

from quiz.feedback import alias, feedback
from quiz.model import EventKind, Mode, QuizError
from quiz.session import Answered
from quiz.sitting import Sitting
from quiz.tui import verdict
from quiz.tui.render import MUTED, bare
from quiz.tui.screen import QuizScreen
from quiz.tui.widgets.board import Board

_AWAY = {
    EventKind.SUSPEND: "Suspended: study asks it no more. x takes it up again.",
    EventKind.BURY: "Put off: study asks it again tomorrow. b takes it up again.",
}


_LAYOUTS = 8
"""A part that was hidden has its place some layouts later, the later the more there is to draw."""


class Afterwards(QuizScreen[None]):
    """The part of the question screen that works on the last answer."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        self._told: Answered | None = None
        self._offer = ""
        """A typed answer that was right: from now on it might count."""
        self._stood = 0.0
        """Where the page was scrolled to before the facts were shown."""

    @property
    def board(self) -> Board:
        """The page of the question."""
        return self.query_one(Board)

    @property
    def studies(self) -> bool:
        """Study, not a test."""
        return self._sitting.session.mode is Mode.STUDY

    def bring(self, name: str, *, whole: bool = False) -> None:
        """Scroll to a part of the board once it is drawn: to its first lines, or to all of it."""

        part = self.board.query_one(f"#{name}")

        def bring(left: int = _LAYOUTS) -> None:
            if not part.is_attached:
                return
            if left and not self.board.placed(name):
                part.call_after_refresh(bring, left - 1)
                return
            (self.board.bring_whole if whole else self.board.bring)(name)
            self.call_after_refresh(self.show_keys)

        part.call_after_refresh(bring)  # by the part: after its own message that it has grown

    def say(self, text: str | Content) -> None:
        """A line above the verdict, or beneath the options."""
        self.board.put("hint", bare(text, MUTED) if isinstance(text, str) else text)
        self.bring("hint")
        self.show_keys()

    def tell(self, answered: Answered) -> None:
        """Show what came of an answer."""
        raise NotImplementedError

    def ask_next(self, notice: str = "") -> None:
        """Put the next question, or show the result."""
        raise NotImplementedError

    def finish(self) -> None:
        """End the sitting and show its result."""
        raise NotImplementedError

    # -- amending -------------------------------------------------------------------------

    def action_right(self) -> None:
        """The learner was right; a typed answer might be accepted from now on."""
        before = self._sitting.session.last
        if answered := self._sitting.right():
            self.tell(answered)
            self._offer = alias(before) if before else ""
            if self._offer:
                self.say(Content.assemble(
                    ('Accept "', MUTED), bare(self._offer), ('" from now on?', MUTED),
                ))  # fmt: skip

    def action_alias(self, yes: bool) -> None:
        """Whether the typed answer counts from now on."""
        text, self._offer = self._offer, ""
        if not yes or self._told is None:
            self.board.hide("hint")
            self.show_keys()
            return
        try:
            file = self.trainer.accept(self._told.question.card, text)
        except QuizError as error:
            self.say(f"Not kept: {error}.")
        else:
            self._renew()
            self.say(f"Kept in {file}.")

    def action_guess(self) -> None:
        """The learner guessed, or takes that back."""
        last = self._sitting.session.last
        if last and (answered := self._sitting.guess(not last.guess)):
            self.tell(answered)

    def action_undo(self) -> None:
        """Take the last answer back and ask it again."""
        if self._sitting.undo():
            self.ask_next("Taken back: asked again.")
        else:
            self.say("There is nothing to take back.")

    # -- putting away ---------------------------------------------------------------------

    @property
    def away(self) -> EventKind | None:
        """How the card at hand was put away."""
        return self._sitting.away(self._told.question.ask.key) if self._told else None

    def action_suspend(self) -> None:
        """Study asks the card no more, or again."""
        self._put_away(EventKind.SUSPEND)

    def action_bury(self) -> None:
        """Study asks the card tomorrow."""
        self._put_away(EventKind.BURY)

    def _put_away(self, kind: EventKind) -> None:
        away = self._sitting.put_away(kind)
        if self._told:
            self.tell(self._told)
        self.say(_AWAY[kind] if away else "Taken up again.")

    # -- looking up -----------------------------------------------------------------------

    def action_source(self) -> None:
        """Show the facts behind the card, or hide them and go back to where the page stood."""
        if self._told is None:
            return
        if self.board.shows("source"):
            self.board.hide("source")
            self.body.scroll_to(y=self._stood, animate=False)
            self.call_after_refresh(self.show_keys)
            return
        self._stood = self.body.scroll_y
        card = self._told.question.card
        self.board.put("source", verdict.source_panel(card, self.trainer.references(card)))
        self.bring("source", whole=True)

    @property
    def no_way_back(self) -> str:
        """Why the last verdict cannot be read now; empty where it can."""
        session = self._sitting.session
        if session.last is None:
            return "Nothing is answered yet."
        if self._sitting.wish.feedback == "end":
            return "The verdicts come at the end."
        if session.current and session.current.card.identity == session.last.question.card.identity:
            return "The last verdict is on this card too: answer first."
        return ""

    def action_look_back(self) -> None:
        """Show the last verdict again, unless it tells what is asked now."""
        last = self._sitting.session.last
        if last is None or self.no_way_back:
            self.say(self.no_way_back)
            return
        from quiz.tui.lookback import LookBack

        self.app.push_screen(LookBack(last, self.trainer.references(last.question.card)))

    def action_glossary(self) -> None:
        """What the glossary says of the names on the screen; before the answer, of those in the
        prompt alone, without what gives it away."""
        question = self._told.question if self._told else self._sitting.session.current
        if question is None:
            return
        card = question.card
        references = self.trainer.references(card)
        texts = [verdict.asked(question, references).plain]
        if self._told:
            told = feedback(self._told, references)
            texts += [told.answer, told.said, told.explanation, *told.why, *question.shown]
            for table in told.conflicts:
                texts += [table.question, table.verdict, *(claim.says for claim in table.claims)]
        names = self.trainer.glossary(card, texts)
        shown = names if self._told else self.trainer.harmless(names, question.ask)
        self.show_glossary(shown, withheld=len(names) - len(shown))

    # -- editing --------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Open the card in the learner's editor; its problems show before it goes on."""
        if self._told is None:
            return
        from quiz.tui.card import edit

        anew, said = edit(self, self._told.question.card)
        if anew:
            self._renew()
        self.say(said)

    def _renew(self) -> None:
        """Go on with the cards as they are now."""
        self._sitting.renew(self.trainer.libraries, self.trainer.grading(self._sitting.wish.mode))
        if last := self._sitting.session.last:
            self.tell(last)

    # -- leaving --------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Ask, then end the sitting: with its result where there is one."""
        from quiz.tui.confirm import Confirm

        session = self._sitting.session
        done = f"{session.settled} of {len(session.plan)}"
        study = f"End study? {done} done; the rest stays due."
        text = study if self.studies else f"End this test? {done} answered."
        self.app.push_screen(Confirm(Content(text), "end", "stay", "go on later"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes and self._sitting.session.answers:
            self.finish()
        elif yes:
            self._sitting.end()
            self.quiz.finished()
