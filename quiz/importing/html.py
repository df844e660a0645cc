"""Anki's HTML to card text: inline Markdown, with lists and tables as lines. Pure.

Sound, pictures and drawings are taken out and named; scripts and styles are dropped. Text that
would read as Markdown is escaped, so that what was text stays text. The tags are read here and
not by `html.parser`, whose time is quadratic in unclosed ones.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from itertools import groupby, takewhile
from typing import NamedTuple

from quiz.markdown import escape, plain, printable

_SILENT = {"style", "script", "svg", "canvas", "head", "title", "template", "object", "iframe"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_OF_LISTS = {"dd", "dl", "dt", "hr", "li", "ol", "ul"}
_OF_TABLES = {"table", "tbody", "thead", "tfoot", "tr"}
_STYLES = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "var": "em",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "a": "link", "sub": "sub",
    "sup": "sup",
}  # fmt: skip
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_NO_POWER = re.compile(r"st|nd|rd|th|er|ère|ème|\[[^\]]*\]|[^\w+\-−=(]+")
"""What stands high and is none: 19th, the numbers of footnotes, signs such as ®."""
_NUMBER = re.compile("[0-9]{1,6}")
_PLAY = re.compile(
    r"\[(sound:[^\]\n]{0,500}|anki:(?:play|tts)[^\]\n]{0,500})\](?:[^\[\n]*+\[/anki:tts\])?"
)
_MATH = re.compile(
    r"\\\((?P<inline>.{1,500}?)\\\)|\\\[(?P<display>.{1,500}?)\\\]"
    r"|\[(?P<tag>latex|\$\$?)\](?P<latex>.{1,500}?)\[/(?P=tag)\]",
    re.DOTALL,
)
"""MathJax and LaTeX, whose signs say nothing in a terminal."""
_BULLETS = "•◦▪"
_INLINE_SPACE = re.compile(r"[ \t\xa0\u202f\u2007]+")
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u202f\u2007]+")
_GAP = re.compile(r"(\{\{c[0-9]{1,3}::|\}\}|::)")
# Braces and colons that were entities are no border of a gap: they travel as noncharacters.
_KEPT = {"{": "\ufdd2", "}": "\ufdd3", ":": "\ufdd4"}
_NO_TEXT = dict.fromkeys(map(ord, (*_KEPT.values(), "\ufffe", "\uffff")))
_GIVEN = {ord(sign): char for char, sign in _KEPT.items()}
_ESCAPED = {ord(sign): f"\\{char}" for char, sign in _KEPT.items()}
_NOTABLE = re.compile(r"[&<*_`\[\]\\•◦▪]")
"""What HTML, Anki or Markdown may mean something by."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LARGEST = 100_000
_UNCLOSED = 20
"""Tags without an end after which each further '<' is taken for text."""
_DEEPEST = 64
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s<>/"']*+)(?P<rest>(?>[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
)
_COMMENT = re.compile(r"<!--.*?-->|<[!?][^<>]*+>", re.DOTALL)
_LIKE_TAG = re.compile(r"<[/!?a-zA-Z]")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z_:][^\s"'<>/=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]++))?+"""
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")

_ADDRESS = re.compile(r"https?://[^\s<>()\\\[\]]+\Z", re.IGNORECASE)


class Image(NamedTuple):
    """A picture: what its address says, and what it shows in words."""

    src: str
    alt: str

    @property
    def is_file(self) -> bool:
        """Whether the address does not hold the picture itself."""
        return not self.src.lower().startswith("data:")


class _Style(NamedTuple):
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


_PLAIN = _Style()


class Converted(NamedTuple):
    """Card text, and what could not become text."""

    text: str
    images: tuple[Image, ...] = ()
    sounds: tuple[str, ...] = ()
    drawn: bool = False
    """It has a drawing of lines, as a map in SVG."""
    math: bool = False
    """It has formulas, which stay as they are written in LaTeX."""


def markdown(source: str, *, gaps: bool = False) -> Converted:
    """HTML as card text; with `gaps`, `{{c1::...}}` stays what it is."""
    if (
        source.isprintable()
        and not _NOTABLE.search(source)
        and "  " not in source
        and len(source) <= _LARGEST
        and (source.isascii() or unicodedata.is_normalized("NFC", source))
    ):  # most fields: what follows would change nothing
        return Converted(source.strip(" "))
    return _read(source[:_LARGEST], gaps)


@lru_cache(maxsize=64)  # a field stands on both sides of a card, and names it
def _read(source: str, gaps: bool) -> Converted:
    sounds: list[str] = []

    def silenced(played: re.Match[str]) -> str:
        sounds.append(played[1].removeprefix("sound:"))
        return " "

    source = printable(source)
    if not source.isascii():
        source = source.translate(_NO_TEXT)
    formulas = 0
    if "[" in source:
        source = _PLAY.sub(silenced, source)
    if "[" in source or "\\" in source:
        source, formulas = _MATH.subn(_formula, source)
    if "<" not in source and "&" not in source:
        runs, images, drawn = [(_PLAIN, source)], [], False
    else:
        reader = _Reader(gaps)
        reader.read(source)
        runs, images, drawn = reader.runs, reader.images, reader.drawn
    return Converted(_written(runs, gaps), tuple(images), tuple(sounds), drawn, formulas > 0)


def _formula(found: re.Match[str]) -> str:
    """What stands in the signs, and a space where Anki would begin a line."""
    inside = (found["inline"] or found["display"] or found["latex"]).strip("$")
    return inside if found["inline"] or found["tag"] else f" {inside} "


class _Reader:
    """Collects runs of text in one style."""

    def __init__(self, gaps: bool) -> None:
        self.runs: list[tuple[_Style, str]] = []
        self.images: list[Image] = []
        self.drawn = False
        self._gaps = gaps
        self._silent: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._style = _PLAIN
        self._script = ""
        self._lists: list[int | None] = []
        self._begun = False
        self._cells = 0
        self._cell = False
        self._pre = False

    def read(self, source: str) -> None:
        """Read all of it, in time linear in its length."""
        at = done = unclosed = 0
        while unclosed < _UNCLOSED and (like := _LIKE_TAG.search(source, at)):
            at = like.start()
            if found := _TAG.match(source, at):
                self._data(source[done:at])
                at = done = found.end()
                name = found["name"].lower()
                if found["end"]:
                    self._end(name)
                elif name in ("script", "style"):
                    closing = re.compile(f"</{name}[^>]*>", re.IGNORECASE).search(source, at)
                    at = done = closing.end() if closing else len(source)
                else:
                    self._start(name, _attributes(found["rest"]))
            elif found := _COMMENT.match(source, at):
                self._data(source[done:at])
                at = done = found.end()
            else:
                unclosed += 1
                at += 1
        self._data(source[done:])

    def _data(self, data: str) -> None:
        if data and not self._silent:
            said = _REFERENCE.sub(self._meant, data) if "&" in data else data
            self._say(_spaced(said, _INLINE_SPACE if self._pre else _SPACE))

    def _meant(self, reference: re.Match[str]) -> str:
        meant = printable(html.unescape(reference[0]))
        return "".join(_KEPT.get(char, char) for char in meant) if self._gaps else meant

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("svg", "canvas"):
            self.drawn = True
        hidden = "hidden" in given or _HIDDEN.search(given.get("style", ""))
        if self._silent or tag in _SILENT or hidden:
            if tag not in _VOID and len(self._silent) < _DEEPEST:
                self._silent.append(tag)
            return
        if tag == "img":
            self.images.append(Image(given.get("src", ""), given.get("alt", "").strip()))
        elif tag == "br":
            self._break()
        elif tag in ("td", "th"):
            self._cell = True
            if self._cells:
                self._say(" | ")
            self._cells += 1
        elif tag in _BLOCKS:
            self._block(tag, given)
        elif tag == "rt":
            self._say("(")
        elif tag in _STYLES and len(self._open) < _DEEPEST:
            self._open.append((tag, given.get("href", "") if tag == "a" else ""))
            self._script, self._style = _styled_by(tuple(self._open))

    def _end(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    pass
            return
        if tag in ("td", "th"):
            self._cell = False
        elif tag in _BLOCKS:
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._cell = self._cell and tag not in _OF_TABLES
            self._pre = self._pre and tag != "pre"
            self._break()
        elif tag == "rt":
            self._say(")")
        elif tag in _STYLES:
            names = [name for name, _ in self._open]
            if tag in names:
                del self._open[len(self._open) - 1 - names[::-1].index(tag)]
                self._script, self._style = _styled_by(tuple(self._open))

    def _break(self) -> None:
        """A new line; in the cell of a table, whose row is one line, a space."""
        self._say(" " if self._cell else "\n")

    def _block(self, tag: str, given: dict[str, str]) -> None:
        self._cell = self._cell and tag not in _OF_TABLES
        self._pre = self._pre or tag == "pre"
        if not self._begun or tag in _OF_LISTS | _OF_TABLES:
            self._break()
        if tag in ("ul", "ol"):
            self._lists[_DEEPEST:] = []
            start = given.get("start", "")
            first = int(start) if _NUMBER.fullmatch(start) else 1
            self._lists.append(first - 1 if tag == "ol" else None)
        elif tag == "tr":
            self._cells = 0
        elif tag == "li":
            self._item()

    def _item(self) -> None:
        """The sign of an item: a bullet, or its number behind those of the lists around it."""
        if not self._lists or self._lists[-1] is None:
            depth = max(0, len(self._lists) - 1)
            self._say(f"{_BULLETS[min(depth, 2)]} ")
        else:
            self._lists[-1] += 1
            around = takewhile(lambda number: number is not None, self._lists[:-5:-1])
            self._say("".join([f"{number}." for number in list(around)[::-1]]) + " ")
        self._begun = True

    def _say(self, text: str) -> None:
        if self._script and text.strip():
            table = _RAISED if self._script == "sup" else _LOWERED
            if all(ord(char) in table for char in text):
                text = text.translate(table)
            elif self._script == "sup" and not _NO_POWER.fullmatch(text.strip()):
                text = f"^{text}"
        if text.strip(" "):
            self._begun = False
        style = _PLAIN if text == "\n" else self._style
        self.runs.append((style, text))


@lru_cache(maxsize=256)
def _styled_by(open_: tuple[tuple[str, str], ...]) -> tuple[str, _Style]:
    """What the open tags make of a text: raised or lowered, and its style."""
    styles = {_STYLES[name] for name, _ in open_}
    link = next((href for name, href in reversed(open_) if name == "a"), "")
    script = "sup" if "sup" in styles else "sub" if "sub" in styles else ""
    return script, _Style("strong" in styles, "em" in styles, "code" in styles, link)


def _spaced(text: str, space: re.Pattern[str] = _SPACE) -> str:
    """The text with a single space for each run of white space."""
    if "  " not in text and text.isprintable():  # then it has no other white space
        return text
    return space.sub(" ", text)


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(value.strip("\"'"))
        for name, value in _ATTRIBUTE.findall(written)
    }


_VOID = {"img", "br", "hr", "input", "meta", "link", "wbr", "area", "base", "col", "embed",
         "param", "source", "track"}  # fmt: skip


def _written(runs: list[tuple[_Style, str]], gaps: bool) -> str:
    """The runs as Markdown: lines without space around them, none empty."""
    lines: list[list[tuple[_Style, str]]] = [[]]
    for style, text in runs:
        first, *more = (text if text.isascii() else unicodedata.normalize("NFC", text)).split("\n")
        lines[-1].append((style, first))
        lines += [[(style, line)] for line in more]
    written = (_line(line, gaps) for line in lines)
    return "\n".join(line for line in written if line)


def _line(runs: list[tuple[_Style, str]], gaps: bool) -> str:
    text = _spaced("".join([text for _, text in runs]))
    bare = text.strip()
    if not bare.strip(_BULLETS + " "):
        return ""
    if any(style != _PLAIN for style, _ in runs):
        groups = [
            (style, "".join(text for _, text in same))
            for style, same in groupby((run for run in runs if run[1]), key=lambda run: run[0])
        ]
        styled = "".join(_styled(style, text, gaps) for style, text in groups)
        styled = _spaced(styled).strip()
        if gaps:
            styled = styled.translate(_ESCAPED)
        # Punctuation may stand where Markdown sees no emphasis.
        if _is_evident(groups) or plain(styled) == bare.translate(_GIVEN):
            return styled
    return "".join(_escaped(bare)).translate(_ESCAPED) if gaps else escape(bare)


def _is_evident(groups: list[tuple[_Style, str]]) -> bool:
    """Whether Markdown surely reads the emphasis: with space around it, without other signs."""
    if _NOTABLE.search("".join([text for _, text in groups])):
        return False
    for n, (style, text) in enumerate(groups):
        core = text.strip(" ")
        if style == _PLAIN or not core:
            continue
        before = text[0] == " " or n == 0 or _is_free(groups[n - 1], core[0], -1)
        behind = text[-1] == " " or n == len(groups) - 1 or _is_free(groups[n + 1], core[-1], 0)
        if not (before and behind) or style.code or style.link:
            return False
        if core[0].isspace() or core[-1].isspace():
            return False
    return True


def _is_free(beside: tuple[_Style, str], edge: str, place: int) -> bool:
    """Whether stars are seen between a run and that text: by a space, or by a letter of the run."""
    style, text = beside
    return text[place] == " " or (edge.isalnum() and style == _PLAIN)


def _escaped(text: str) -> list[str]:
    """Its gaps as they are."""
    pieces = _GAP.split(text)
    return [escape(piece) if n % 2 == 0 else piece for n, piece in enumerate(pieces)]


def _styled(style: _Style, text: str, gaps: bool) -> str:
    pieces = _GAP.split(text) if gaps else [text]
    return "".join(_run(style, p) if n % 2 == 0 else p for n, p in enumerate(pieces))


def _run(style: _Style, text: str) -> str:
    core = text.strip(" ")
    if not core:
        return text
    before, _, after = text.partition(core)
    coded = style.code and "`" not in core and "\\" not in core
    inside = f"`{core}`" if coded else escape(core)
    if style.emphasis:
        inside = f"*{inside}*"
    if style.strong:
        inside = f"**{inside}**"
    if style.link and _ADDRESS.match(style.link):
        inside = f"[{inside}]({style.link})"
    return f"{before}{inside}{after}"
