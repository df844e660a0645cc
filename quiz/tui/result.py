"""The result of a sitting: score, time, each miss with what was said and the answer; of a test all
that was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from quiz import cloze
from quiz.counted import counted
from quiz.feedback import Feedback, feedback, key, prompt
from quiz.markdown import plain
from quiz.model import Ask, Form, Mode
from quiz.session import Answered
from quiz.sitting import Sitting, Wish
from quiz.today import Gain
from quiz.tui import verdict
from quiz.tui.render import GOOD, MUTED, STRONG, WARN, Row, Stack, Table, line, spaced
from quiz.tui.screen import ALL_KEYS, NARROW, QuizScreen
from quiz.tui.widgets.body import Body
from quiz.tui.widgets.heading import Heading
from quiz.tui.widgets.keyline import Key, KeyLine
from quiz.tui.widgets.marked_list import MarkedList

_LONGEST = 140
"""Texts in the list are cut to so many characters; what opens shows them whole."""
_MARK = 6
"""Columns of the list before its texts: the mark and the sign."""


class ResultScreen(QuizScreen[Sitting | None]):
    """Closes with the sitting to go on with: this one after an undo, a new one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Done", id="result.done",
                tooltip="Go home, or leave where the test was started from the command line"),
        Binding("escape,q", "done", "Done", id="result.back", tooltip="The same"),
        Binding("r", "again", "Retry the missed", id="result.again",
                tooltip="A new test of the questions that were missed"),
        Binding("a", "first", "Put first", id="result.first",
                tooltip="Put the missed at the head of the new cards of study"),
        Binding("u", "undo", "Undo", id="result.undo",
                tooltip="Take the last answer back and ask it again"),
        Binding("up,k", "line(-1)", "Up", id="result.up", tooltip="Scroll up"),
        Binding("down,j", "line(1)", "Down", id="result.down", tooltip="Scroll down"),
        Binding("pageup", "scroll_body(-1)", "Page up", id="result.page-up",
                tooltip="Scroll up a page"),
        Binding("pagedown", "scroll_body(1)", "Page down", id="result.page-down",
                tooltip="Scroll down a page"),
        Binding("space,right", "open", "Show", id="result.open",
                tooltip="Show the marked question with its whole verdict"),
    ]  # fmt: skip

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting

    def compose(self) -> ComposeResult:
        """Score and time, then what was missed, then what was not."""
        yield Heading()
        with Body(id="body"):
            yield Static(id="score")
            yield Static(id="said")
            yield MarkedList(opens=False, cell=1, id="answers")
            yield Static(id="learnt")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill it in."""
        session = self._sitting.session
        count = len(session.firsts)
        share = session.score / count if count else 0.0
        self.query_one(Heading).show(
            Content("Result").stylize(STRONG),
            Content(f"{session.score} of {count}").stylize(MUTED),
            share,
        )
        self.query_one("#score", Static).update(self._score())
        answers = self.query_one(MarkedList)
        answers.display = bool(self._listed)
        self.query_one("#said").display = False
        gain = self.trainer.gain(self._sitting) if self._studied else None
        learnt = self.query_one("#learnt", Static)
        learnt.display = bool(gain and (gain.learnt or gain.returns or gain.leeches))
        if gain:
            learnt.update(self._gained(gain))
        if self._listed:
            answers.focus()
        self.show_keys()

    @property
    def _studied(self) -> bool:
        return self._sitting.session.mode is Mode.STUDY

    @property
    def _listed(self) -> Sequence[Answered]:
        """What was missed; then what was right, of which study has told all that there is."""
        session = self._sitting.session
        right = () if self._studied else (answer for answer in session.firsts if answer.score)
        return (*session.missed, *right)

    def _gained(self, gain: Gain) -> Visual:
        """What comes back when, and what was learnt."""
        parts: list[Visual] = []
        if gain.returns:
            again = Content("Of these, due again: ").stylize(MUTED)
            parts.append(again + " · ".join(gain.when))
        for ask in gain.leeches:
            look = Content("often forgotten, look at its wording: ").stylize(WARN)
            look += self._prompt(ask)
            parts.append(verdict.labelled([("Card", look)]))
        rows = []
        for ask in gain.learnt:
            answer = line(_short(plain(key(ask.card, ask.gap))), STRONG)
            rows.append((Content("✓").stylize(GOOD), self._prompt(ask), answer))
        if rows:
            head = Content(f"Learnt {len(rows)}").stylize(MUTED)
            parts.append(Stack([head, Table(rows)]))
        return spaced(parts)

    def _prompt(self, ask: Ask) -> Content:
        text = prompt(ask.card, self.trainer.references(ask.card))
        return line(_short(plain(cloze.blanked(text, ask.gap) if ask.gap else text)))

    def _score(self) -> Content:
        session = self._sitting.session
        count = len(session.firsts)
        took = duration(sum(answer.seconds for answer in session.answers))
        how = "at the first try" if self._studied else "right"
        parts = [Content(f"{session.score} of {count} {how}").stylize(STRONG)]
        parts += [Content(took).stylize(MUTED)]
        if self._sitting.out_of_time:
            parts.append(Content("time was up").stylize(MUTED))
        if left := len(session.plan) - count:
            later = "still to do" if self._studied else "not asked"
            parts.append(Content(f"{left} {later}").stylize(MUTED))
        if guessed := sum(a.guess for a in session.answers):
            parts.append(Content(f"{guessed} guessed").stylize(MUTED))
        if not session.missed and count:
            parts.append(Content("nothing missed").stylize(MUTED))
        return Content(" · ").join(parts)

    def on_resize(self) -> None:
        """Lines of the list are cut to the width."""
        room = min(self.size.width, 80) - (2 if self.size.width < NARROW else 4) - _MARK
        rows = [self._missed(a, room) if not a.score else self._right(a, room)
                for a in self._listed]  # fmt: skip
        self.query_one(MarkedList).show(rows)

    def _told(self, answered: Answered) -> Feedback:
        return feedback(answered, self.trainer.references(answered.question.card))

    def _asked(self, answered: Answered) -> Content:
        question = answered.question
        return verdict.asked(question, self.trainer.references(question.card))

    def _row(self, answered: Answered, *lines: Content) -> Row:
        """Its sign, and beside it lines."""
        sign, style = verdict.SIGNS[answered.outcome.verdict]
        return (Content(sign).stylize(style), Content("\n").join(lines))

    def _line(self, answered: Answered) -> Content:
        """What was asked."""
        return line(_short(self._asked(answered).plain))

    def _missed(self, answered: Answered, room: int) -> Row:
        told = self._told(answered)
        typed = answered.question.form in (Form.TYPED, Form.CLOZE)
        said = line(_short(told.said if typed else plain(told.said)))
        answer = line(_short(plain(told.answer)), STRONG)
        disagree = Content(" !" if told.conflicts else "").stylize(WARN)
        lines = (("You said  ", said or Content("not known").stylize(MUTED), Content("")),
                 ("Answer    ", answer, disagree))  # fmt: skip
        return self._row(answered, self._line(answered), *(
            Content(label).stylize(MUTED)
            + text.truncate(room - len(label) - len(mark), ellipsis=True) + mark
            for label, text, mark in lines
        ))  # fmt: skip

    def _right(self, answered: Answered, room: int) -> Row:
        guess = Content(" · a guess" if answered.guess else "").stylize(MUTED)
        return self._row(
            answered, self._line(answered).truncate(room - len(guess), ellipsis=True) + guess
        )

    # -- keys -----------------------------------------------------------------------------

    def keys(self) -> Sequence[Key]:
        """Retry only where something was missed."""
        over = "home" if self.quiz.start is None else "done"
        missed, studied = self._sitting.session.missed, self._studied
        return [
            Key("enter", over, "done"),
            *([Key("r", "retry", "again")] if missed else []),
            *([Key("space", "show", "open")] if self._listed else []),
            *([Key("a", "learn missed first", "first")] if missed and not studied else []),
            *([Key("u", "undo", "undo")] if self._sitting.session.answers else []),
            ALL_KEYS,
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means anything now."""
        match action:
            case "first":
                return bool(self._sitting.session.missed) and not self._studied
            case "again":
                return bool(self._sitting.session.missed)
            case "open":
                return bool(self._listed)
            case "undo":
                return bool(self._sitting.session.answers)
            case _:
                return True

    def on_marked_list_chosen(self) -> None:
        """A click on the marked question."""
        self.action_open()

    def action_open(self) -> None:
        """Show the marked question with its whole verdict."""
        from quiz.tui.reader import ReaderScreen

        listed = self._listed
        mark = self.query_one(MarkedList).mark
        answered = listed[mark]
        card = answered.question.card
        told = self._told(answered)
        options = verdict.answer(answered, told)
        page = [self._asked(answered).stylize_before(STRONG), *([options] if options.rows else []),
                verdict.verdict(answered, told),
                verdict.source_panel(card, self.trainer.references(card))]  # fmt: skip
        place = f"{mark + 1} of {len(listed)}"
        self.app.push_screen(ReaderScreen("Answered", spaced(page), place))

    def action_again(self) -> None:
        """A new test of what was missed."""
        keys = tuple(answered.question.ask.key for answered in self._sitting.session.missed)
        wish = Wish(cards=keys, count=len(keys), feedback=self._sitting.wish.feedback)
        if sitting := self.trainer.sit(wish):
            self.dismiss(sitting)

    def action_line(self, step: int) -> None:
        """Scroll by so many lines."""
        self.body.scroll_relative(y=step, animate=False)

    def action_first(self) -> None:
        """Put what was missed at the head of the new cards."""
        missed = [answered.question.ask.key for answered in self._sitting.session.missed]
        new = self.trainer.put_first(missed)
        text = f"{counted(new, 'card')} put first among the new cards of study." if new else (
            "None of these is new to study: what is under way comes when it is due.")  # fmt: skip
        said = self.query_one("#said", Static)
        said.display = True
        said.update(Content(text).stylize(MUTED))

    def action_undo(self) -> None:
        """Take the last answer back."""
        self._sitting.undo()
        self.dismiss(self._sitting)

    def action_done(self) -> None:
        """The sitting is over."""
        self.dismiss(None)


def duration(seconds: float) -> str:
    """A time in words: `2 min 5 s`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "",
             f"{rest} s" if rest and not hours else "")  # fmt: skip
    return " ".join(filter(None, parts)) or "0 s"


def _short(text: str) -> str:
    """Lines joined, and cut where it is long."""
    text = "; ".join(part for part in text.split("\n") if part)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
