"""The line at the bottom of a screen: the keys that work now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.widgets import Static

from quiz.tui.render import MUTED, STRONG

_WHILE = 3.0
"""So many seconds something is told."""

_GAP, _NARROW = 3, 58
"""Columns between two keys, one less where there are fewer than so many, or where it shows more."""

_FIRST = frozenset({"enter", "esc", "q"})
"""What goes on and what leaves: shown before the rest, wherever it stands."""


class Key(NamedTuple):
    """A key, or several, with the word for what it does and the screen's action behind it."""

    label: str
    word: str
    action: str = ""


class KeyLine(Static):
    """As many keys as fit, the last one (all keys) always; then what goes on and what leaves, then
    the others in their order. A click presses one."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: Sequence[Key] = ()
        self._told = ""

    def show(self, keys: Sequence[Key]) -> None:
        """Set the keys, the most important first."""
        if tuple(keys) != tuple(self.keys):
            self.keys, self._told = keys, ""
            self.refresh()

    def tell(self, text: str) -> None:
        """Say something in place of the keys for a while."""
        self._told = text
        self.refresh()
        self.set_timer(_WHILE, self._tell_no_more)

    def _tell_no_more(self) -> None:
        self._told = ""
        self.refresh()

    def fitting(self) -> list[tuple[int, Key]]:
        """The keys that fit, each with the column where it begins."""
        wide = [_GAP] if self.content_size.width >= _NARROW else []
        return max((self._placed(gap) for gap in [*wide, _GAP - 1]), key=len)

    def _placed(self, gap: int) -> list[tuple[int, Key]]:
        keys, room = self.keys, self.content_size.width
        last = len(keys) - 1
        order = sorted(range(last), key=lambda at: keys[at].label not in _FIRST)
        shown: list[int] = []
        for at in [last, *order]:
            width = _width(keys[at]) + gap * bool(shown)
            if width <= room or not shown:
                shown.append(at)
                room -= width
        placed: list[tuple[int, Key]] = []
        x = 0
        for at in sorted(shown):
            placed.append((x, keys[at]))
            x += _width(keys[at]) + gap
        return placed

    def render(self) -> Content:
        """One line."""
        if self._told:
            return Content(self._told)
        if not self.keys:
            return Content("")
        found = Content("")
        for x, key in self.fitting():
            label = Content(key.label).stylize(STRONG)
            found = found.pad_right(x - found.cell_length) + label
            found += Content(f" {key.word}").stylize(MUTED)
        return found

    async def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        at = event.get_content_offset(self)
        if self.keys and at is not None:
            for x, key in self.fitting():
                if key.action and x <= at.x < x + _width(key):
                    await self.app.run_action(key.action, self.screen)


def _width(key: Key) -> int:
    return len(key.label) + 1 + len(key.word)
