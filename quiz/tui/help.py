"""Every key of the screen it was asked on."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import ActiveBinding
from textual.content import Content

from quiz.tui.reader import ReaderScreen
from quiz.tui.render import MUTED, STRONG, Row, Table

_SHOWN = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "escape": "esc", "question_mark": "?",
    "pageup": "page up", "pagedown": "page down", "slash": "/", "comma": ",",
    "exclamation_mark": "!", "f1": "F1", "f2": "F2", "f3": "F3",
}  # fmt: skip


class HelpScreen(ReaderScreen):
    """Keys with what each does."""

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__("All keys", keys_page(bindings))


def keys_page(bindings: Iterable[ActiveBinding]) -> Table:
    """One row for what a key or several keys do; digits share one row. Moving in a list is last."""
    keys: dict[str, list[str]] = {}
    words: dict[str, tuple[str, str]] = {}
    for active in bindings:
        binding = active.binding
        if binding.system or not binding.id:
            continue
        digit = binding.key.isdecimal()
        what = "digits" if digit else binding.id
        keys.setdefault(what, []).append(_shown(binding.key))
        words[what] = ("Option", "The option with that digit") if digit else (
            binding.description, binding.tooltip)  # fmt: skip
    rows: list[Row] = []
    for what in sorted(words, key=lambda what: what.startswith("list.")):
        word, tooltip = words[what]
        names = "1 … 0" if what == "digits" else "  ".join(keys[what])
        rows.append(
            (Content(names).stylize(STRONG), Content(word), Content(tooltip).stylize(MUTED))
        )
    return Table(rows)


def _shown(key: str) -> str:
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _SHOWN.get(last, last)])
