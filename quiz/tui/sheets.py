# ruff: noqa: D102 - what a method of a sheet does is said once, in `Sheet`
"""What a learner puts together under a question, form by form, before it is an answer.

A sheet holds the state of one question with options and draws it; a screen hands it the keys.
Typed answers need none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from quiz.counted import counted
from quiz.feedback import with_unit
from quiz.model import Form, Response
from quiz.session import Question
from quiz.tui.render import ACCENT, FADED, MUTED, STRONG, Row, Table, card_text, cut, marker
from quiz.tui.widgets.keyline import Key

_GONE = -1


class Sheet:
    """Options of which one may be marked; what each key does is up to the form."""

    does: ClassVar[frozenset[str]] = frozenset({"pick", "tick", "take_back"})
    """The actions of the screen that mean something here."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.options: Sequence[str] = question.shown
        self.mark = _GONE

    @property
    def rows(self) -> int:
        """How many rows can be marked."""
        return len(self.options)

    @property
    def begun(self) -> bool:
        """There is something that an accidental 'don't know' would lose."""
        return False

    @property
    def need(self) -> str:
        """What to tell when Enter comes too early."""
        return ""

    def keys(self) -> list[Key]:
        """The keys that are special to the form."""
        raise NotImplementedError

    def pick(self, index: int) -> Response | None:
        """The digit of an option was pressed. The response where that answers the question."""
        raise NotImplementedError

    def enter(self) -> Response | None:
        """Enter was pressed. The response where it is complete."""
        raise NotImplementedError

    def move(self, step: int) -> None:
        """Mark the next row up or down."""
        if self.mark == _GONE:
            self.mark = 0 if step > 0 else self.rows - 1
        else:
            self.mark = max(0, min(self.mark + step, self.rows - 1))

    def shift(self, step: int) -> None:
        """Move what is marked up or down."""

    def take_back(self) -> None:
        """Undo the last pick."""

    def view(self) -> Table:
        """How it stands."""
        raise NotImplementedError

    def row_of(self, line: int) -> int | None:
        """The option that a row of the view stands for."""
        return line if 0 <= line < len(self.options) else None

    def digits(self) -> str:
        """The digits that pick: `1-4`."""
        return f"1-{min(len(self.options), 9)}" if len(self.options) > 1 else "1"

    def option(self, index: int, *cells: Content, style: str = "") -> Row:
        """The row of an option: mark, digit, what the form adds, text."""
        marked = index == self.mark
        digit = str(index + 1) if index < 9 else "0" if index == 9 else " "
        text = card_text(self.text(index), ACCENT if marked else style)
        sign = marker(marked)
        return (sign, Content(f"{digit} ").stylize(ACCENT), *cells, text)

    def text(self, index: int) -> str:
        """The text of an option."""
        return self.options[index]


class ChoiceSheet(Sheet):
    """One of several: its digit answers at once, Enter answers the marked one."""

    does = frozenset({"pick"})

    @property
    def need(self) -> str:
        return "Press the digit of an answer, or Space if you don't know."

    def keys(self) -> list[Key]:
        truth = self.question.form is Form.TRUE_FALSE
        return [Key("t f" if truth else self.digits(), "answer")]

    def pick(self, index: int) -> Response | None:
        return (self.options[index],)

    def enter(self) -> Response | None:
        return None if self.mark == _GONE else self.pick(self.mark)

    def view(self) -> Table:
        return Table([self.option(i) for i in range(self.rows)], gap=1)

    def text(self, index: int) -> str:
        text = self.options[index]
        if self.question.form is Form.TRUE_FALSE:
            return text.capitalize()
        return with_unit(self.question.card, text)


class SelectSheet(Sheet):
    """All that apply: digits tick, Enter confirms."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.ticked: tuple[int, ...] = ()
        """In the order ticked."""

    @property
    def begun(self) -> bool:
        return bool(self.ticked)

    @property
    def need(self) -> str:
        return "" if self.ticked else "Tick what applies with the digits, then Enter."

    def keys(self) -> list[Key]:
        keys = [Key(self.digits(), "tick")]
        return [*keys, Key("enter", "confirm", "enter")] if self.ticked else keys

    def pick(self, index: int) -> Response | None:
        kept = tuple(i for i in self.ticked if i != index)
        self.ticked = kept if index in self.ticked else (*kept, index)
        return None

    def enter(self) -> Response | None:
        if not self.ticked and self.mark != _GONE:  # Enter on a marked option chooses it
            return self.pick(self.mark)
        return tuple(self.options[i] for i in sorted(self.ticked)) or None

    def take_back(self) -> None:
        self.ticked = self.ticked[:-1]

    def view(self) -> Table:
        rows = []
        for i in range(self.rows):
            box = Content("[x]").stylize(ACCENT) if i in self.ticked else Content("[ ]", [])
            rows.append(self.option(i, box.stylize_before(MUTED)))
        return Table(rows, gap=1)


class PointsSheet(SelectSheet):
    """The points of an open question that one's own answer met; none is an answer too."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.options = question.card.points or ("I knew it",)

    @property
    def need(self) -> str:
        return ""

    def keys(self) -> list[Key]:
        return [Key(self.digits(), "you had it"), Key("enter", "confirm", "enter")]

    def enter(self) -> Response | None:
        if not self.question.card.points:
            return (self.question.card.answer,) if self.ticked else ()
        return tuple(self.options[i] for i in sorted(self.ticked))


class OrderSheet(Sheet):
    """Items that digits put in order, first to last; the marked one moves with Shift."""

    does = Sheet.does | {"shift"}

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.order: tuple[int, ...] = ()

    @property
    def begun(self) -> bool:
        return bool(self.order)

    @property
    def complete(self) -> bool:
        """Every item has its place."""
        return len(self.order) == len(self.options)

    @property
    def need(self) -> str:
        if not self.order:
            return "Press the digits of the items, first to last."
        return _missing(len(self.options) - len(self.order), "item", "no place")

    def keys(self) -> list[Key]:
        keys = [Key("enter", "confirm", "enter")] if self.complete else [
            Key(self.digits(), "first to last")]  # fmt: skip
        if self.order:
            keys.append(Key("backspace", "take back", "take_back"))
        if len(self.order) > 1:
            keys.append(Key("shift+↑↓", "move"))
        return keys

    def pick(self, index: int) -> Response | None:
        if index not in self.order:
            self.order += (index,)
            rest = [i for i in range(len(self.options)) if i not in self.order]
            self.order += tuple(rest) if len(rest) == 1 else ()
        self.mark = index
        return None

    def enter(self) -> Response | None:
        if self.complete:
            return tuple(self.options[i] for i in self.order)
        if self.mark != _GONE and self.mark not in self.order:
            self.pick(self.mark)
        return None

    def shift(self, step: int) -> None:
        if self.mark == _GONE:
            return
        if self.mark not in self.order:
            self.pick(self.mark)
            return
        order = list(self.order)
        at = order.index(self.mark)
        to = max(0, min(at + step, len(order) - 1))
        order[at], order[to] = order[to], order[at]
        self.order = tuple(order)

    def take_back(self) -> None:
        self.order = self.order[: -2 if self.complete else -1]

    def view(self) -> Table:
        rows = [self._item(i) for i in range(self.rows)]
        rows += [(Content(""),), (Content("Your order").stylize(MUTED),)]
        for place in range(len(self.options)):
            item = self.order[place] if place < len(self.order) else _GONE
            marked = item != _GONE and item == self.mark
            style = ACCENT if marked else STRONG
            text = (
                Content("…").stylize(FADED)
                if item == _GONE
                else card_text(self.options[item], style)
            )
            sign = marker(marked)
            rows.append((sign, Content(f"{place + 1}.").stylize(MUTED), cut(text)))
        return Table(rows, gap=1)

    def _item(self, index: int) -> Row:
        """An item, before it its place once it has one: the order may be out of sight."""
        if index not in self.order:
            return self.option(index)
        *cells, text = self.option(index, style=FADED)
        place = Content(f"{self.order.index(index) + 1}· ").stylize(MUTED)
        return (*cells, place + text)


class MatchSheet(Sheet):
    """Left sides of which one is marked; the digit of a right side goes to it."""

    does = frozenset({"pick", "take_back"})

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.lefts = [pair.left for pair in question.card.pairs]
        self.given: list[int] = [_GONE] * len(self.lefts)
        self.mark = 0

    @property
    def rows(self) -> int:
        return len(self.lefts)

    @property
    def begun(self) -> bool:
        return any(right != _GONE for right in self.given)

    @property
    def complete(self) -> bool:
        """Every left side has its right one."""
        return _GONE not in self.given

    @property
    def need(self) -> str:
        if not self.begun:
            return "Press the digit that belongs to the marked line."
        return _missing(self.given.count(_GONE), "line", "no match")

    def keys(self) -> list[Key]:
        keys = [Key("enter", "confirm", "enter")] if self.complete else []
        keys += [Key(self.digits(), "match"), Key("↑↓", "choose line")]
        return [*keys, Key("backspace", "take back", "take_back")] if self.begun else keys

    def pick(self, index: int) -> Response | None:
        if index in self.given:  # each right side belongs to one left
            self.given[self.given.index(index)] = _GONE
        self.given[self.mark] = index
        rest = [i for i in range(len(self.options)) if i not in self.given]
        if self.given.count(_GONE) == len(rest) == 1:
            self.mark = self.given.index(_GONE)
            self.given[self.mark] = rest[0]
        self._onwards()
        return None

    def _onwards(self) -> None:
        """Mark the next line that is still open."""
        count = len(self.given)
        order = [(self.mark + step) % count for step in range(count)]
        self.mark = next((i for i in order if self.given[i] == _GONE), self.mark)

    def enter(self) -> Response | None:
        if self.complete:
            return tuple(self.options[right] for right in self.given)
        self._onwards()
        return None

    def take_back(self) -> None:
        if self.given[self.mark] == _GONE:
            given = [i for i, right in enumerate(self.given) if right != _GONE]
            self.mark = max((i for i in given if i < self.mark), default=max(given, default=0))
        self.given[self.mark] = _GONE

    def view(self) -> Table:
        rows: list[Row] = []
        for i, left in enumerate(self.lefts):
            marked, right = i == self.mark, self.given[i]
            sign = marker(marked)
            answer = (
                Content("…").stylize(ACCENT if marked else FADED)
                if right == _GONE
                else Content(f"{right + 1} ").stylize(ACCENT)
                + card_text(self.options[right], STRONG)
            )
            rows.append((sign, card_text(left, ACCENT if marked else ""), cut(answer)))
        rows += [(Content(""),)]
        for i, option in enumerate(self.options):
            text = card_text(option, FADED if i in self.given else "")
            rows.append((Content(f"{i + 1}").stylize(ACCENT), text))
        return Table(rows)

    def row_of(self, line: int) -> int | None:
        right = line - len(self.lefts) - 1
        return right if 0 <= right < len(self.options) else None


def _missing(number: int, what: str, lacks: str) -> str:
    """What is still to do before Enter: `2 items have no place yet.`"""
    return f"{counted(number, what)} {'has' if number == 1 else 'have'} {lacks} yet."


_SHEETS: dict[Form, type[Sheet]] = {
    Form.CHOICE: ChoiceSheet,
    Form.TRUE_FALSE: ChoiceSheet,
    Form.SELECT: SelectSheet,
    Form.ORDER: OrderSheet,
    Form.MATCH: MatchSheet,
}


def sheet(question: Question) -> Sheet | None:
    """A fresh sheet for a question; None where the answer is typed or thought."""
    kind = _SHEETS.get(question.form)
    return kind(question) if kind else None
