"""The two themes of the app, and which one to begin with."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

PAPER = Theme(
    name="paper",
    dark=False,
    background="#faf6ee",
    surface="#f2ecdf",
    panel="#e6dece",
    foreground="#2b2620",
    primary="#8a3b12",
    secondary="#5b5346",
    accent="#8a3b12",
    success="#2f6b2f",
    error="#a3262a",
    warning="#8a5a00",
    variables={
        "text-muted": "#6b6254",
        "text-disabled": "#6f6656",
        "text-accent": "#8a3b12",
        "text-success": "#2f6b2f",
        "text-error": "#a3262a",
        "text-warning": "#805300",
        "input-selection-background": "#8a3b12 25%",
    },
)

INK = Theme(
    name="ink",
    dark=True,
    background="#16181d",
    surface="#1e2128",
    panel="#333842",
    foreground="#dcd8cf",
    primary="#e0a96d",
    secondary="#9aa0ab",
    accent="#e0a96d",
    success="#8fc28a",
    error="#ef8a80",
    warning="#e6c067",
    variables={
        "text-muted": "#9a9ca3",
        "text-disabled": "#858892",
        "text-accent": "#e0a96d",
        "text-success": "#8fc28a",
        "text-error": "#ef8a80",
        "text-warning": "#e6c067",
        "input-selection-background": "#e0a96d 30%",
    },
)


def by_terminal(environment: Mapping[str, str]) -> str:
    """The theme for the terminal's background as `COLORFGBG` tells it; dark where it does not.

    Of the sixteen colours, 7 and those from 9 on are light (as vim reads it).
    """
    number = environment.get("COLORFGBG", "").rpartition(";")[2]
    light = number.isdecimal() and (int(number) == 7 or 9 <= int(number) <= 15)
    return PAPER.name if light else INK.name
