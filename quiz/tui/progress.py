"""How learning goes: the figures of `quiz stats`, with colour."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from quiz.progress import SHADES, page
from quiz.stats import Figures
from quiz.tui.reader import ReaderScreen
from quiz.tui.render import ROLES, STRONG

_SHADES = {f"text--shade-{shade}" for shade in range(len(SHADES))}


class ProgressScreen(ReaderScreen):
    """The page of progress, to scroll through."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLES, *_SHADES}

    def __init__(self, figures: Figures, begins: str) -> None:
        """`begins` says what to press before the first answer."""
        super().__init__("Progress", Progress(figures), "" if figures.answers else begins)


class Progress(Visual):
    """The page of the figures, laid out for the width that there is."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._laid: tuple[int, Content] = (-1, Content(""))

    def _lay(self, width: int) -> Content:
        if self._laid[0] != width:
            blocks = [
                Content("\n").join([
                    Content(section.title).stylize(STRONG),
                    *(
                        Content.assemble(*((said, f".text--{role}" if role else "")
                                           for said, role in line))
                        for line in section.lines
                    ),
                ])
                for section in page(self._figures, width)
            ]  # fmt: skip
            self._laid = (width, Content("\n\n").join(blocks))
        return self._laid[1]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The page is never wrapped: each line fits."""
        return self._lay(width).get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines of the page."""
        return self._lay(width).render_strips(width, height, style, options)
