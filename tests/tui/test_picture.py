"""Pictures in half-blocks: their size, their ground, and files that are none."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from textual.style import Style
from textual.visual import RenderOptions

from quiz.model import Card, Deck, Library, Unusable
from quiz.tui.app import QuizApp
from quiz.tui.picture import Picture, captioned, read
from tests.tui.samples import CHOICE, CROSSING, IMAGE, LIBRARY
from tests.tui.screens import part, screen_text

CAPTION = "Picture: A map of the border"


def drawn(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A blue disk and a red line on nothing."""
    image = Image.new("RGBA", size)
    pen = ImageDraw.Draw(image)
    pen.ellipse((2, 2, size[1] - 2, size[1] - 2), fill=(60, 120, 200))
    pen.line((0, size[1], size[0], 0), fill=(220, 40, 40), width=3)
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def pictured(make, take, tmp_path):
    """An app that asks a card with a picture, then one without."""
    (tmp_path / "war" / "decks").mkdir(parents=True)

    def pictured(content: bytes = b"", card: Card = IMAGE, **fields: object) -> QuizApp:
        if content:
            (tmp_path / "war" / "decks" / "map.png").write_bytes(content)
        shown = replace(card, image="map.png", alt=IMAGE.alt, **fields)
        deck = Deck("volunteers", "China enters the war", (shown, CHOICE))
        trainer = make(replace(LIBRARY, root=tmp_path / "war", decks=(deck,)))
        return QuizApp(trainer, take(trainer, shown, CHOICE))

    return pictured


PNG = saved(drawn(), "PNG")


async def test_prompt_picture_and_options_are_all_in_view(pictured):
    app = pictured(PNG, CROSSING)
    async with app.run_test() as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert "begin to cross the Yalu?" in text
        assert text.count("▀\n") == 12
        assert CAPTION in text
        assert "3  1 October 1950" in text
        await pilot.press("1", "enter")
        assert "▀" not in screen_text(app)


async def test_it_fits_anew_when_the_terminal_changes(pictured):
    app = pictured(PNG, CROSSING)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.pause()
        assert CAPTION in part(app, "picture")
        assert "▀" not in screen_text(app)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        tall = screen_text(app).count("▀\n")
        assert 12 < tall <= 18
        await pilot.press("2")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "▀" in part(app, "picture")
        await pilot.resize_terminal(20, 5)
        await pilot.pause()


async def test_without_colour_the_description_stands_alone(pictured, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = pictured(PNG)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert CAPTION in screen_text(app)
        assert "▀" not in screen_text(app)


async def test_a_picture_that_is_not_there_says_so(pictured):
    app = pictured()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert CAPTION in screen_text(app)
        assert "Not shown: image 'map.png' is not beside the deck" in screen_text(app)


async def test_the_page_of_a_card_shows_its_picture(pictured):
    app = pictured(PNG)
    app.start = None
    async with app.run_test() as pilot:
        await pilot.press("slash", *"river", "enter")
        assert "▀" in screen_text(app)
        await pilot.press("pagedown")
        assert CAPTION in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 16)], ids=["80x24", "120x40", "50x16"])
def test_how_it_looks(snap_compare, pictured, size):
    assert snap_compare(pictured(PNG, CROSSING), terminal_size=size)


@pytest.mark.parametrize("theme", ["ink", "paper"])
def test_how_it_looks_once_answered(snap_compare, pictured, theme):
    app = pictured(PNG, CROSSING)
    app.change_theme(theme)
    assert snap_compare(app, press=["2"])


# -- the drawing --------------------------------------------------------------------------------

OPTIONS = RenderOptions({}, {})


def strips(picture: Picture, width: int, ground: str = "#102030"):
    return picture.render_strips(width, None, Style.parse(f"white on {ground}"), OPTIONS)


@pytest.mark.parametrize(
    ("size", "width", "most", "pixels"),
    [
        ((600, 400), 76, 10, (30, 20)),
        ((600, 100), 30, 10, (30, 5)),
        ((8, 8), 76, 10, (16, 16)),
        ((1, 300), 76, 5, (1, 10)),
        ((300, 1), 76, 5, (76, 1)),
        ((1, 1), 1, 1, (1, 1)),
    ],
)
def test_the_shape_is_kept(size, width, most, pixels):
    picture = Picture(Image.new("RGBA", size), most)
    assert picture.pixels(width) == pixels
    rows = strips(picture, width)
    assert len(rows) == picture.get_height({}, width) == -(-pixels[1] // 2) <= most
    assert {strip.cell_length for strip in rows} == {width}


def test_what_is_transparent_shows_the_ground():
    image = Image.new("RGBA", (2, 2), (255, 0, 0, 255))
    image.putpixel((0, 1), (0, 255, 0, 0))
    first, second, *_ = strips(Picture(image, 1), 2)[0]
    assert first.style.color.triplet == (255, 0, 0)
    assert first.style.bgcolor.triplet == (0x10, 0x20, 0x30)
    assert second.style.bgcolor.triplet == (255, 0, 0)


# -- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_every_kind_is_read(tmp_path, kind):
    file = tmp_path / "picture"
    file.write_bytes(saved(drawn().convert("RGB"), kind))
    assert read(file).size == (60, 40)


def test_of_a_moving_picture_the_first_frame_is_shown(tmp_path):
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    file = tmp_path / "moving.gif"
    file.write_bytes(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert read(file).getpixel((0, 0))[:3] == (255, 0, 0)


def test_a_photograph_stands_as_the_camera_was_held(tmp_path):
    image = Image.new("RGB", (40, 20))
    turned = image.getexif()
    turned[0x0112] = 6
    file = tmp_path / "turned.jpg"
    file.write_bytes(saved(image, "JPEG", exif=turned))
    assert read(file).size == (20, 40)


def test_large_pictures_are_kept_small(tmp_path):
    file = tmp_path / "large.png"
    file.write_bytes(saved(Image.new("L", (3000, 10)), "PNG"))
    assert max(read(file).size) == 320


BROKEN = {
    "bomb": (saved(Image.new("1", (20_000, 20_000)), "PNG"), "too many pixels"),
    "half a bomb": (saved(Image.new("1", (6_000, 6_000)), "PNG"), "too many pixels"),
    "truncated": (PNG[: len(PNG) // 2], "broken"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no PNG, JPEG"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no PNG, JPEG"),
    "text": (b"deck: x", "no PNG, JPEG"),
    "empty": (b"", "no PNG, JPEG"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_shown_is_said(tmp_path, name):
    content, said = BROKEN[name]
    file = tmp_path / "map.png"
    file.write_bytes(content)
    with pytest.raises(Unusable, match=said):
        read(file)


def test_a_file_without_end_is_not_read(tmp_path):
    file = tmp_path / "map.png"
    with file.open("wb") as opened:
        opened.truncate(33 << 20)
    with pytest.raises(Unusable, match="too large"):
        read(file)
    with pytest.raises(Unusable, match="cannot be read"):
        read(tmp_path / "gone.png")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "BMP", "WEBP"]), st.data())
def test_no_bytes_bring_it_down(kind, data):
    content = bytearray(saved(drawn((24, 16)).convert("RGB"), kind))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(1, len(content))) :]
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        with suppress(Unusable):
            assert strips(Picture(read(Path(file.name)), 10), 76)


@pytest.mark.parametrize("image", ["../map.png", "/etc/passwd", "link.png", "pipe", ".", "nul\0"])
def test_only_what_lies_beside_the_deck_is_opened(tmp_path, image):
    decks = tmp_path / "war" / "decks"
    decks.mkdir(parents=True)
    (tmp_path / "war" / "map.png").write_bytes(PNG)
    (decks / "link.png").symlink_to(tmp_path / "war" / "map.png")
    os.mkfifo(decks / "pipe")
    library = Library("war", "War", tmp_path / "war")
    shown = captioned(replace(IMAGE, image=image), library, 76, 20, colour=True)
    assert "Not shown: image" in shown.plain


def test_pillow_is_not_imported_before_a_picture_is_shown():
    code = "import sys, quiz.tui.question, quiz.tui.home; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("size", [(80, 24), (50, 16)], ids=["80x24", "50x16"])
async def test_the_verdict_of_a_typed_answer_comes_into_view(pictured, size):
    app = pictured(PNG)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "Enter again = yes" in screen_text(app)
        await pilot.press(*"the Han", "enter")
        await pilot.pause()
        assert "✗ Not quite" in screen_text(app)


def test_sixteen_bits_of_grey_stay_grey(tmp_path):
    deep = Image.linear_gradient("L").convert("I").point(lambda grey: grey * 257).convert("I;16")
    (tmp_path / "scan.png").write_bytes(saved(deep, "PNG"))
    shown = read(tmp_path / "scan.png")
    greys = [shown.getpixel((9, y))[0] for y in (0, 64, 128, 255)]
    assert greys == [0, 64, 128, 255]
