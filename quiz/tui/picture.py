# ruff: noqa: D102 - what the methods of a Visual do is said by Textual
"""A picture in half-blocks: two pixels a cell, one above the other.

Pillow is imported when the first picture is shown, and reads only the formats named here: others
of its decoders start programs or open further files.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from quiz import pictures
from quiz.model import Card, Library, Unusable
from quiz.tui.render import MUTED, Stack, bare, card_text

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")  # the last is loaded only when it comes to it
_MOST_PIXELS = 32_000_000
"""Which take 128 MB while they are made small."""
_KEPT = 320
"""Pixels of a side that are kept: more than a terminal shows."""
_LEAST, _MOST = 5, 18
"""Rows: with fewer there is nothing to see, with more the page is a picture with a footnote."""
_GROWTH = 2
"""A picture of few pixels is drawn at most so many times its size."""


class Picture(Visual):
    """A picture as wide as there is room for, of at most `most` rows, its shape kept."""

    def __init__(self, image: Image, most: int) -> None:
        self.image = image
        self.most = most
        self._drawn: tuple[object, list[Strip]] = (None, [])

    def pixels(self, width: int) -> tuple[int, int]:
        """How many pixels are drawn across and down in `width` cells."""
        across, down = self.image.size
        scale = min(width / across, 2 * self.most / down, _GROWTH)
        return max(1, round(across * scale)), max(1, round(down * scale))

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self.pixels(container_width)[0]

    def get_height(self, rules: RulesMap, width: int) -> int:
        return -(-self.pixels(max(1, width))[1] // 2)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        ground = style.background.rgb if style.background else (0, 0, 0)
        if self._drawn[0] != (width, ground):
            self._drawn = (width, ground), self._draw(max(1, width), ground, style.rich_style)
        return self._drawn[1][:height]

    def _draw(self, width: int, ground: tuple[int, int, int], base: RichStyle) -> list[Strip]:
        from PIL import Image

        across, down = self.pixels(width)
        rows = -(-down // 2)
        whole = Image.new("RGBA", (across, 2 * rows), (*ground, 255))
        whole.alpha_composite(self.image.resize((across, down)))
        data = whole.convert("RGB").tobytes()
        colours = [Color.from_rgb(*data[at : at + 3]) for at in range(0, len(data), 3)]
        found = []
        for top in range(0, 2 * rows * across, 2 * across):
            above, below = colours[top : top + across], colours[top + across : top + 2 * across]
            cells = [
                Segment("▀", RichStyle(color=one, bgcolor=other))
                for one, other in zip(above, below, strict=True)
            ]
            found.append(Strip(cells, across).adjust_cell_length(width, base))
        return found


def captioned(
    card: Card, library: Library, columns: int, rows: int, *, colour: bool
) -> Content | Stack:
    """The picture of a card and its description, or that alone where there is no room or no
    colour, or where the picture cannot be shown, which it says."""
    caption = Content("Picture: ").stylize(MUTED) + card_text(card.alt or card.image, MUTED)
    most = min(rows - caption.get_height({}, columns) - 1, _MOST)
    if not colour or most < _LEAST:
        return caption
    try:
        return Stack([Picture(read(pictures.find(card, library)), most), caption])
    except Unusable as error:
        return Content("\n").join([caption, bare(f"Not shown: {error}.", MUTED)])


def read(path: Path) -> Image:
    """The picture of a file, made small. Raises Unusable with the reason in a few words."""
    try:
        status = path.stat()
    except OSError as error:
        raise Unusable("the picture cannot be read") from error
    if status.st_size > pictures.LARGEST:
        raise Unusable("the picture is too large")
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, size: int) -> Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            with Image.open(path, formats=_FORMATS) as image:
                image.draft("RGB", (2 * _KEPT, 2 * _KEPT))  # a JPEG need not be read whole
                small = _in_bytes(image).convert("RGBA")
            small.thumbnail((_KEPT, _KEPT))
            return ImageOps.exif_transpose(small)  # as the camera was held
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unusable("the picture has too many pixels") from error
    except UnidentifiedImageError as error:
        raise Unusable("the picture is no PNG, JPEG, GIF, BMP or WebP") from error
    except Exception as error:  # decoders raise whatever broken bytes lead them to
        raise Unusable("the picture is broken") from error


def _in_bytes(image: Image) -> Image:
    """The picture with a byte a colour: of 16 bits of grey Pillow would make white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda grey: grey / 256).convert("L")
