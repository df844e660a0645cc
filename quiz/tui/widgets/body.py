"""The part of a screen that scrolls."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls only as its screen tells it: with keys of its own it would take those of the screen
    from under a list or a line to type in, as soon as there is something to scroll."""
