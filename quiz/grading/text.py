"""Typed text as comparable words: what case, marks, punctuation and articles must not change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quiz.grading import numerals

Words = tuple[str, ...]


class Normal(NamedTuple):
    """A text as compared."""

    words: Words
    """Without articles, numbers in digits."""
    solid: str
    """The letters without spaces; empty where digits are involved, which spaces keep apart."""

    def same(self, other: Normal) -> bool:
        """Whether both are one text but for hyphens and spaces."""
        return self.words == other.words or (bool(self.solid) and self.solid == other.solid)


class _Folding(dict[int, str | None]):
    """For `str.translate`: what each character becomes, worked out when first met."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        category = unicodedata.category(char)
        folded: str | None = char
        if char in "'\u2019\u2018\u201b`\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u2032\uff07":
            folded = None
        elif char.isspace():
            folded = " "
        elif category in ("Cc", "Cf"):
            folded = None
        self[code] = folded
        return folded


class _Spacing(dict[int, str | None]):
    """For `str.translate`: letters, digits and the point stay, other signs are spaces."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        category = unicodedata.category(char)
        spaced: str | None = char if category[0] in "LMN" else " "
        if category == "Sc":
            spaced = f" {char} "
        self[code] = spaced
        return spaced


_FOLDING = _Folding()
_SPACING = _Spacing({ord("."): ".", ord("%"): " percent ", ord("&"): " and "})

# NFKC makes a space and a mark of the acute accent that stands for an apostrophe, and 11/2 of
# 1 and a half; the letters have no decomposition, and few keyboards have them.
_BEFORE_NFKC = str.maketrans({"\u00b4": "'", "\u00ba": "°", "½": ".5", "¼": ".25", "¾": ".75"})
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe"})
# Accents, and the vowel marks of Hebrew and Arabic with the bar that stretches a word; not those
# that make another letter, as the hamza does.
_MARKS = re.compile(
    "[\u0300-\u036f\u05b0-\u05bd\u05bf\u05c1\u05c2\u05c7\u0640\u064b-\u0652\u0670]+"
)

_PLAIN = re.compile(r"[a-z ]*")
_DIGIT = re.compile(r"\d")
_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MINUS = re.compile(r"(?<!\S)[-\u2212](?=\d)")
_DASH = re.compile(r"(?<=\d)\s*[-\u2013\u2014\u2212]\s*(?=\d)")
_SPAN_OF_YEARS = re.compile(r"\b(\d\d)(\d\d) to (?=\d\d\b)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd| ?th)\b")
_BORDER = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
# The point of `A. Smith` and the hyphen of `An-ying` tell these from articles.
_NO_POINT = re.compile(r"\.(?!\d)(?:(?<!\ba\.)(?<!\ban\.)|(?=\w))|(?<=[^\W\d_])\.(?=\d)")
_JOINED = re.compile(r"(?<![\w-])(an?)[-\u2010\u2013.](?=[^\W\d_])")
_LETTERS_ONLY = {"a.": "a", "an.": "an"}

_ARTICLES = frozenset(("a", "an", "the"))
_MAY_BE_ARTICLES = _ARTICLES.union(_LETTERS_ONLY)


def fold(text: str) -> str:
    """The text without differences of width, case and marks; controls and apostrophes gone."""
    if text.isascii() and text.isprintable():  # as most are, so that little can change
        return text.lower().replace("'", "").replace("`", "")
    folded = unicodedata.normalize("NFKC", text.translate(_BEFORE_NFKC)).casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", folded))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS).translate(_FOLDING)


def join_initials(folded: str) -> str:
    """`u.s.a.` and `a.m.` as words."""
    if "." not in folded:
        return folded
    return _INITIALS.sub(lambda initials: initials[0].replace(".", "") + " ", folded)


@lru_cache(maxsize=4096)
def normal(text: str) -> Normal:
    """A text as it is compared. Nothing but signs stays as it is: no two of them are the same."""
    folded = fold(text)
    if _PLAIN.fullmatch(folded):
        words = folded.split()
    else:
        words = _spaced(folded).split() or folded.split()
    if not _MAY_BE_ARTICLES.isdisjoint(words):
        words = [
            word
            for at, word in enumerate(words)
            if word not in _ARTICLES or not _is_article(words, at)
        ] or words
        words = [_LETTERS_ONLY.get(word, word) for word in words]
    solid = "".join(words)
    return Normal(numerals.to_digits(words), "" if has_digit(solid) else solid)


def written(words: Sequence[str]) -> str:
    """A text that is these words when compared: one that is left of `A. Smith` is no article."""
    return " ".join(f"{word}." if word in _LETTERS_ONLY.values() else word for word in words)


def has_digit(solid: str) -> bool:
    """Whether a text has a digit of any script; most texts without spaces are letters alone."""
    return not solid.isalpha() and any(map(str.isdigit, solid))


def normalise(text: str) -> str:
    """The text with nothing left that a typed answer may differ in: `The 38th` is `38`."""
    return " ".join(normal(text).words)


def _spaced(folded: str) -> str:
    """Folded text with spaces for punctuation, save where numbers need it."""
    spaced = _JOINED.sub(r"\1. ", join_initials(folded))
    if _DIGIT.search(spaced):
        spaced = _THOUSANDS.sub("", spaced)
        spaced = _DASH.sub(" to ", _MINUS.sub("minus ", spaced))
        spaced = _SPAN_OF_YEARS.sub(r"\1\2 to \1", spaced)
        spaced = _BORDER.sub(" ", _ORDINAL.sub("", spaced))
    if "." in spaced:
        spaced = _NO_POINT.sub(" ", spaced)
    return spaced.translate(_SPACING).replace("per cent", "percent")


def _is_article(words: Sequence[str], at: int) -> bool:
    """Not the letter A of `vitamin A` and of `U S A`."""
    if words[at] not in _ARTICLES:
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    return words[at] == "the" or len(following) > 1 or following.isdigit()


# Words whose neighbours mean something else.
_PARTICULAR = "never neither nothing nobody nowhere without cannot millions billions trillions"
_NEVER_NEAR = frozenset(_PARTICULAR.split())
_NEGATIONS = ("un", "in", "im", "il", "ir", "non", "dis", "anti")


def near(expected: Sequence[str], given: Sequence[str]) -> bool:
    """Whether given words are the expected ones with typing errors that may be forgiven."""
    if len(expected) != len(given) or tuple(expected) == tuple(given):
        return False
    return all(a == b or _is_slip(a, b) for a, b in zip(expected, given, strict=True))


def _is_slip(expected: str, given: str) -> bool:
    return (
        len(expected) >= 5
        and one_edit(expected, given)
        # In Chinese, Japanese and Korean script one character is a syllable or a word.
        and max(expected) < "\u2e80"
        and not any(map(str.isdigit, expected + given))
        and not _NEVER_NEAR.intersection((expected, given))
        and not _negates(expected, given)
        and not _negates(given, expected)
    )


def _negates(negated: str, word: str) -> bool:
    """Whether the one, a letter away from the word, is the word with `a` before it or with a
    negation in the place of another beginning."""
    return negated == "a" + word or any(
        negated.startswith(prefix) and negated[len(prefix) :] == word[len(prefix) :]
        for prefix in _NEGATIONS
        if not word.startswith(_NEGATIONS)
    )


def one_edit(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed, or moved past one or two, makes `a` of `b`."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if at is None:
        return True
    if a[at + 1 :] == b[at + 1 :] or a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :]:
        return True
    return any(
        a[end:] == b[end:] and b[at:end] in (a[at + 1 : end] + a[at], a[end - 1] + a[at : end - 1])
        for end in (at + 2, at + 3)
        if end <= len(a)
    )
