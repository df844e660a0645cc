"""What the tests of exports share: libraries, hostile texts, and eyes for HTML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from make import card

from quiz.exchange.export import export
from quiz.library import load_library
from quiz.markdown import plain
from quiz.model import (
    Card,
    CardType,
    Claim,
    Conflict,
    Deck,
    Distractor,
    Fact,
    Item,
    Library,
    Name,
    Pair,
    Source,
    Standing,
)

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "tests" / "example"

HOSTILE = (
    "<script>boom()</script>",
    "<img src=x onerror=boom()>",
    "a ]]> b <![CDATA[ c &amp; &lt;d&gt;",
    "~ = # { } : \\ -> ::x:: ####y",
    "%50%half",
    " %50% behind a space",
    "[html]<b>bold</b>",
    "[plain]x",
    "// no comment",
    "$CATEGORY: top",
    "{1:SHORTANSWER:=x} {#1} }",
    '=HYPERLINK("http://e.example","x")',
    "+1+1|cmd",
    "@SUM(A1)",
    "-2+3",
    "'=quoted",
    "# not a comment",
    'say "so", he; said\tso',
    "line one\nline two\n\nline four",
    "* stars * and **bold** and `code`",
    "\\n and \\* and C:\\new",
    "@@PLUGINFILE@@/x",
    "\x1b]0;owned\x07 \u202eright to left",
    "no\ufdd0\ufdd2\ufffe\uffff\x00 characters",
    "彭德怀 🙂 Kŏrea",
    "a | b",
    "-",
    "R&D&",
    "[link](javascript:boom()) [web](https://example.org/a?b=c&d='e')",
    r"\(x\) $$y$$",
)


@cache
def shipped() -> Library:
    library, problems = load_library(ROOT)
    assert not problems
    return library


@cache
def example() -> Library:
    library, problems = load_library(EXAMPLE)
    assert not problems
    return library


def every_type(*texts: str) -> tuple[Card, ...]:
    """A card of each type, each of its texts one of these in turn."""
    turn = cycle(texts)
    wrong = tuple(Distractor(f"{next(turn)} wrong {n}", next(turn)) for n in range(3))
    given = {"hint": next(turn), "explanation": next(turn), "tags": ("tag", "b]c")}
    made = {
        CardType.SHORT_ANSWER: {"answer": next(turn), "accept": (next(turn),)},
        CardType.DATE: {"answer": "4 March 1812", "accept": (next(turn),)},
        CardType.NUMBER: {"answer": "12,500", "unit": next(turn), "range": "12,000 to 13,000"},
        CardType.CHOICE: {"answer": next(turn)},
        CardType.SELECT: {"answers": (f"{next(turn)} one", f"{next(turn)} two")},
        CardType.TRUE_FALSE: {"answer": "false"},
        CardType.CLOZE: {"prompt": f"{next(turn)} {{{{c1::gap {next(turn)}::{next(turn)}}}}} end"},
        CardType.ORDER: {"items": tuple(Item(f"{next(turn)} {n}", next(turn)) for n in range(3))},
        CardType.MATCH: {
            "pairs": tuple(Pair(f"{next(turn)} {n}", f"{next(turn)} {n}") for n in range(3))
        },
        CardType.OPEN: {"answer": next(turn), "points": (next(turn), next(turn))},
    }
    asked = (CardType.SHORT_ANSWER, CardType.DATE, CardType.NUMBER, CardType.CHOICE,
             CardType.SELECT)  # fmt: skip
    return tuple(
        card(
            f"card-{type_}",
            library="hostile",
            type=type_,
            sources=("source:1a",),
            about=("source:2a",),
            **({"prompt": next(turn)} | given | ({"distractors": wrong} if type_ in asked else {})
               | keys),
        )
        for type_, keys in made.items()
    )  # fmt: skip


def library_of(cards: tuple[Card, ...], *texts: str) -> Library:
    """A library of one deck, its own texts and those of its sources hostile too."""
    turn = cycle(texts or ("x",))
    slug = cards[0].identity.library
    facts = (
        Fact("source", "1a", next(turn), section=next(turn)),
        Fact("source", "2a", "Two.", standing=Standing.MISTAKEN, note="n"),
    )
    source = Source("source", next(turn), "doc", "0" * 64, "assessed", facts, url=next(turn),
                    authors=(next(turn),))  # fmt: skip
    claims = (Claim(next(turn), ("source:2a",), Standing.MISTAKEN),
              Claim(next(turn), (), Standing.SOUND))  # fmt: skip
    conflict = Conflict("conflict", next(turn), claims, next(turn), (next(turn),))
    deck = Deck("deck", next(turn), cards, next(turn))
    return Library(slug, next(turn), EXAMPLE, (deck,), "en", (next(turn),), next(turn),
                   (source,), (conflict,), (Name("n", "gap", variants=(next(turn),)),))  # fmt: skip


def hostile(texts: tuple[str, ...] = HOSTILE) -> Library:
    """Every hostile text in every place of cards of every type."""
    cards = tuple(
        replace(c, identity=c.identity._replace(card=f"{c.identity.card}-{n}"))
        for n in range(len(texts))
        for c in every_type(*texts[n:], *texts[:n])
    )
    return library_of(cards, *texts)


TEXTS = st.text(
    st.sampled_from("~=#{}:\\%[]<>&*_`'\"\n\t|,;@+-/$!() ab1é彭\u202e\x00\x1b"),
    max_size=24,
).filter(lambda text: any(c.isalnum() for c in plain(text)))
"""Texts of the signs that mean something to some format, with something to be seen."""


def written(library: Library, suffix: str) -> str:
    """The file that an export of the library gives."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"out{suffix}")
        export([library], path)
        return path.read_bytes().decode("utf-8")


# -- HTML -------------------------------------------------------------------------------------

SEEN = {"p", "small", "strong", "em", "code", "br", "table", "tr", "td", "ul", "ol", "li", "a",
        "span", "img"}  # fmt: skip
"""The elements that texts of cards may become."""


class _Eyes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("br", "img", "meta"):
            self.open.append(tag)
        if tag in ("br", "p", "li", "td", "tr", "div"):
            self.text.append(" ")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag in ("p", "li", "td", "div"):
            self.text.append(" ")

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    unknown_decl = handle_pi = handle_comment


def eyes(markup: str) -> _Eyes:
    """HTML read by a real parser; each element that opens must close."""
    read = _Eyes()
    read.feed(markup)
    read.close()
    assert not read.open
    return read


def seen(markup: str) -> str:
    """What a reader sees of HTML."""
    return squeezed("".join(eyes(markup).text))


def is_inert(markup: str) -> bool:
    """No element, attribute or address of it acts."""
    for tag, attributes in eyes(markup).elements:
        allowed = {"a": {"href"}, "img": {"src", "alt"}}.get(tag, set())
        if tag not in SEEN or set(attributes) - allowed:
            return False
        address = attributes.get("href") or attributes.get("src") or "https://"
        if not address.lower().startswith(
            ("http://", "https://", "data:image/", "@@PLUGIN".lower())
        ):
            return False
    return True


def squeezed(text: str) -> str:
    """The text in one form, runs of white space as one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def shown(text: str) -> str:
    """Card text as a reader sees it."""
    return squeezed(plain(text))


def cards_of(library: Library, *types: CardType) -> Iterator[Card]:
    """The cards of these types that are not retired."""
    return (c for c in library.cards() if c.type in types and not c.retired)
