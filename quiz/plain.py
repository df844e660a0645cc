"""A sitting in line mode: for screen readers, pipes and tests."""

from __future__ import annotations

import io
import select
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TextIO

from quiz import cloze
from quiz.counted import counted
from quiz.feedback import (
    Feedback,
    citation,
    feedback,
    key,
    parts,
    prompt,
    why_not,
    with_unit,
)
from quiz.markdown import escape, plain
from quiz.model import Ask, Card, CardType, Form, Mode, Verdict
from quiz.references import References
from quiz.response import parse
from quiz.session import Answered, Question
from quiz.sitting import Sitting, how_far
from quiz.today import Gain

WIDTH = 78

_HELP = """\
:hint    the hint, where there is one
:guess   the last answer was a guess
:right   the last answer was right
:undo    take the last answer back
:source  the facts behind the last answer
:quit    end here; everything answered is saved
An empty line means: don't know."""

_HOW = {
    Form.CHOICE: "Answer with a number.",
    Form.TRUE_FALSE: "Answer with a number.",
    Form.SELECT: "Answer with the numbers of all that apply, such as: 1 3",
    Form.ORDER: "Answer with the numbers, first to last, such as: 2 1 3",
    Form.MATCH: "Answer with number and letter for each, such as: 1b 2a 3c",
    Form.TYPED: "Type the answer.",
    Form.CLOZE: "Type what stands in the gap.",
    Form.REVEAL: "Answer in your head or in writing; Enter shows the model answer.",
}


class _ByteByByte(io.FileIO):
    """Hands over no more than is asked for: what was not read yet, `select` can see."""

    def read1(self, size: int = -1, /) -> bytes:
        """The next byte, whatever a text above would hold in store."""
        return self.read(1) or b""


def line_by_line(stdin: io.TextIOWrapper) -> TextIO:
    """Standard input as a sitting reads it: from a pipe no further than the line at hand. What
    cannot be decoded is replaced."""
    if stdin.isatty():
        stdin.reconfigure(errors="replace")
        return stdin
    source: Any = _ByteByByte(stdin.fileno(), closefd=False)
    return io.TextIOWrapper(source, encoding=stdin.encoding, errors="replace")


class _Ended(Exception):
    """Input ended, or the learner left."""


@dataclass
class Plain:
    """Runs one sitting over two text streams."""

    sitting: Sitting
    references: Callable[[Card], References]
    source: TextIO
    target: TextIO
    gain: Callable[[Sitting], Gain] | None = None
    """What a study came to, told at its end."""
    asks_again: Callable[[Card, str], bool] = lambda card, text: False
    """Whether a typed answer is no date or number where one is asked, so that it is asked again."""
    notice: str = ""
    """What to say before the first question."""

    def run(self) -> None:
        """Ask until the sitting is over or the input ends; the score is the last line."""
        sitting = self.sitting
        self._begin()
        try:
            while self._ask_on():
                pass
        except (_Ended, KeyboardInterrupt):
            self._say()
        sitting.end()
        self._result()

    def _begin(self) -> None:
        """What is to come, and how to get about."""
        session, resumed = self.sitting.session, self.sitting.resumed
        number = counted(len(session.plan), "question")
        if resumed:
            self._say(f"Resumed: {resumed} of {len(session.plan)} answered.")
        else:
            self._say(f"{'A test of' if session.mode is Mode.TEST else 'Study:'} {number}.")
        if self.notice:
            self._say(escape(self.notice))
        self._say("An empty line means: don't know. Type :? for the commands, :quit to end.")

    def _ask_on(self) -> bool:
        """Put the next question; False when there is none and no command is waiting."""
        question = self.sitting.question
        if question is None:
            return bool(self.sitting.session.answers) and self._waiting() and self._afterwards()
        self._show(question)
        self.sitting.show()
        answered = self._answer(question)
        if answered is not None and self.sitting.wish.feedback == "now":
            self._tell(answered)
        elif answered is not None:
            self._say("Noted.")
        return True

    def _afterwards(self) -> bool:
        line = self._read("")
        if line.startswith(":"):
            self._command(line)
            return True
        return False

    # -- asking ---------------------------------------------------------------------------

    def _show(self, question: Question) -> None:
        session = self.sitting.session
        card = question.card
        self._say()
        number = "Question " if session.mode is Mode.TEST else ""
        self._say(f"{number}{how_far(session)}.")
        met = any(answer.question.ask == question.ask for answer in session.answers)
        if question.ask.key in self.sitting.corrected and not met:
            self._say("Corrected since you last answered it.")
        self._say(self._asked(question.ask))
        if card.image:
            self._say(f"[picture: {card.alt or card.image}]")
        if question.form is Form.MATCH:
            for n, pair in enumerate(card.pairs, 1):
                self._say(f"{n}. {pair.left}", indent="   ")
            for n, right in enumerate(question.shown):
                self._say(f"{_letter(n)}. {right}", indent="   ")
        elif question.form is Form.TRUE_FALSE:
            self._say("1. True\n2. False")
        elif question.form is not Form.REVEAL:
            for n, text in enumerate(question.shown, 1):
                self._say(f"{n}. {with_unit(card, text)}", indent="   ")
        unit = f" The unit is {card.unit}." if card.unit and question.form is Form.TYPED else ""
        self._say(_HOW[question.form] + unit)

    def _answer(self, question: Question) -> Answered | None:
        """Read a response and grade it; None where a command changed what is asked."""
        how = _HOW[question.form]
        if question.form is Form.REVEAL:
            if self._line(question) is None:
                return None
            self._say(f"Model answer: {question.card.answer}")
            self._say("Points:")
            for n, point in enumerate(question.card.points, 1):
                self._say(f"{n}. {point}", indent="   ")
            how = "Answer with their numbers, such as: 1 3"
            self._say(f"Which did you have? {how}")
        line = self._line(question)
        if line is not None and parse(question, line) is None:
            self._say(f"That cannot be read. {how}")
            line = self._line(question)
        elif line and question.form is Form.TYPED and self.asks_again(question.card, line):
            is_date = question.card.type is CardType.DATE
            what = "a date, such as 14 July 1789" if is_date else "a number"
            self._say(f"That cannot be read as {what}. Answer once more.")
            line = self._line(question)
        if line is None:
            return None
        response = parse(question, line)
        return self.sitting.answer((line,) if response is None else response)

    def _line(self, question: Question) -> str | None:
        """A line that is no command; None where a command changed what is asked."""
        while True:
            line = self._read("> ")
            if not line.startswith(":"):
                return line
            if self._command(line) or self.sitting.session.current != question:
                return None

    def _command(self, line: str) -> bool:
        """Obey a command; whether an answer was taken back, so that it is asked again."""
        sitting = self.sitting
        match line:
            case ":quit":
                raise _Ended
            case ":hint":
                hint = sitting.hint()
                self._say(f"Hint: {hint}" if hint else "There is no hint.")
            case ":undo":
                taken = sitting.undo()
                self._say("Taken back." if taken else "There is nothing to take back.")
                return taken is not None
            case ":right":
                self._say("Counted as right." if sitting.right() else "Nothing is answered yet.")
            case ":guess":
                self._say("Noted as a guess." if sitting.guess() else "Nothing is answered yet.")
            case ":source":
                self._sources()
            case ":?":
                self._say(_HELP)
            case _:
                self._say(f"There is no command {line}. :? lists them.")
        return False

    def _read(self, sign: str) -> str:
        if self.source.isatty():
            self.target.write(sign)
        self.target.flush()
        line = self.source.readline()
        if not line:
            raise _Ended
        return line.lstrip("\ufeff").strip()  # some shells begin a pipe with that mark

    def _waiting(self) -> bool:
        """Whether more was piped in; a terminal is not waited for after the last question."""
        if self.source.isatty():
            return False
        try:
            return bool(select.select([self.source], [], [], 0)[0])
        except (OSError, ValueError):  # no descriptor: a text in memory, which always ends
            return True

    # -- telling --------------------------------------------------------------------------

    def _tell(self, answered: Answered) -> None:
        told = feedback(answered, self.references(answered.question.card))
        form, right = answered.question.form, told.verdict is Verdict.CORRECT
        asks = told.verdict is Verdict.CLOSE and self.source.isatty()
        of = parts(answered)
        self._say(f"{'Close' if asks else told.word}{f': {of}' if of else ''}.")
        why = told.why
        if asks:
            self._say(answered.outcome.note)
            why = tuple(reason for reason in why if reason != answered.outcome.note)
            self._say("Does it count? y or n")
            line = self._read("> ").lower()
            line = ":right" if line in ("y", "yes") else line
            if line not in (":right", ":undo", ":quit"):
                self._say("Not counted.")
            elif self._command(line):
                return
        if answered.response and not right and form in _BY_NUMBER:
            ticked = form is Form.SELECT
            self._label("You said", told.said.replace("\n", "; ") if ticked else told.said)
        for reason in (*why, *_wrongly_ticked(answered)):
            self._say(reason)
        if form is Form.REVEAL:
            missing = [p for p in answered.question.card.points if p not in answered.response]
            self._label("Missing", "; ".join(missing))
        elif not right or form in _BY_NUMBER:
            self._label("The answer is", told.answer)
        self._explain(told)

    def _explain(self, told: Feedback) -> None:
        self._label("Why", told.explanation)
        self._label("Your note", told.note)
        for conflict in told.conflicts:
            self._say(f"Documents disagree: {conflict.question}")
            for claim in conflict.claims:
                self._say(f"- {claim.says} ({claim.who}; {claim.standing})", indent="  ")
            self._label("Verdict", conflict.verdict)
        if told.sources:
            self._label("Source", "; ".join(map(str, told.sources)))
        elif told.outside:
            self._label("Source", "; ".join(told.outside))

    def _sources(self) -> None:
        last = self.sitting.session.last
        if last is None:
            self._say("Nothing is answered yet.")
            return
        card = last.question.card
        references = self.references(card)
        facts = dict.fromkeys([*references.facts_of(card), *references.discussed_by(card)])
        for fact in facts:
            self._say(f"{fact.text} ({citation(fact, references)})")
            self._label(fact.standing.capitalize(), fact.note)
        for slug in dict.fromkeys(fact.source for fact in facts):
            source = references.sources[slug]
            self._say(f"{source.title}: {source.assessment}")
            self._label("Address", source.url)
        for work in card.outside:
            self._say(f"Outside the documents: {work}")

    def _result(self) -> None:
        session = self.sitting.session
        if self.sitting.out_of_time:
            self._say("Time is up.")
        if session.missed:
            self._say()
            self._say("Missed:")
        for answered in session.missed:
            told = feedback(answered, self.references(answered.question.card))
            self._say(f"- {self._asked(answered.question.ask)}", indent="  ")
            said = told.said.replace("\n", "; ") or "not known"
            if answered.question.form in (Form.TYPED, Form.CLOZE):
                said = escape(said)  # what was typed is no Markdown
            answer = told.answer.replace("\n", "; ")
            self._say(f"  You said: {said}. The answer: {answer}", indent="  ")
        if self.gain and session.mode is Mode.STUDY:
            self._gained(self.gain(self.sitting))
        self._say(f"Score: {session.score}/{len(session.firsts)}")
        self.target.flush()

    def _gained(self, gain: Gain) -> None:
        """What was learnt, and what comes back when."""
        if gain.learnt:
            self._say()
            self._say("Learnt:")
        for ask in gain.learnt:
            self._say(f"- {self._asked(ask)}", indent="  ")
            self._say(f"  {key(ask.card, ask.gap)}".replace("\n", "; "), indent="  ")
        for ask in gain.leeches:
            name = ask.card.identity.short
            self._say(f"Often forgotten, look at its wording: {self._asked(ask)} ({name})")
        if gain.returns:
            self._say()
            self._say(f"Due: {', '.join(gain.when)}.")

    def _asked(self, ask: Ask) -> str:
        text = prompt(ask.card, self.references(ask.card))
        return cloze.blanked(text, ask.gap) if ask.gap else text

    def _label(self, label: str, text: str) -> None:
        if text:
            self._say(f"{label}:\n{text}" if "\n" in text else f"{label}: {text}")

    def _say(self, text: str = "", indent: str = "") -> None:
        """Print card text, cleaned, its lines wrapped."""
        for line in plain(text).split("\n"):
            # A command that is named can be copied whole.
            wrapped = textwrap.wrap(
                line, WIDTH, subsequent_indent=indent, break_on_hyphens=False
            ) or [""]
            self.target.write("\n".join(wrapped) + "\n")


_BY_NUMBER = (Form.CHOICE, Form.TRUE_FALSE, Form.SELECT, Form.ORDER, Form.MATCH)
"""Forms in which numbers are typed: the words that they stand for are said."""


def _wrongly_ticked(answered: Answered) -> list[str]:
    """Why each wrong option of those chosen is wrong, as far as the author says."""
    if answered.question.form is not Form.SELECT:
        return []
    reasons = ((text, why_not(answered.question.card, text)) for text in answered.response)
    return [f"{text}: {why}" for text, why in reasons if why]


def _letter(place: int) -> str:
    return chr(ord("a") + place)
