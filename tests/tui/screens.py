"""What a test reads off the screen."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Static

from quiz.tui.widgets.keyline import KeyLine


def screen_text(app: App[None]) -> str:
    """The screen as a learner sees it, lines without their trailing spaces."""
    width, height = app.size
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(s.text for s in strip).rstrip() for strip in lines[:height])[
        : (width + 1) * height
    ]


def part(app: App[None], name: str) -> str:
    """The text of one part of the question, whether or not it is scrolled into view."""
    widget = app.screen.query_one(f"#{name}", Static)
    if not widget.display:
        return ""
    size = widget.outer_size
    return "\n".join(strip.text.rstrip() for strip in widget.render_lines(size.region))


def footer(app: App[None]) -> str:
    """The line of keys."""
    return app.screen.query_one(KeyLine).render().plain
