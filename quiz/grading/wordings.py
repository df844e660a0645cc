"""What else says the same as an answer: a title before a name, or after it, initials before a
surname, a name said twice or the other way round, `X's Y` for `Y of X`, `B and A` and `A, B` for
`A and B`, a country or the kind of a place beside a name, a preposition before it, a decade
without its century."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quiz.grading.context import Vocabulary, spellings
from quiz.grading.text import Normal, Words, normal, written
from quiz.grading.titles import after_title, are_told, head, without_title
from quiz.markdown import plain
from quiz.model import Card

_LONGEST = 200
_PARTED = re.compile(r"[^\w\s.'\u2019&-]")
"""What makes two of a text: `Kaesong, a town`."""


class Wording(NamedTuple):
    """A response in other words."""

    texts: tuple[str, ...]
    """What it says: each of them has to be right."""
    certain: bool
    """Whether it is right then; otherwise it is asked about."""


def wordings(
    card: Card, text: str, keys: Iterable[Normal], vocabulary: Vocabulary
) -> Iterator[Wording]:
    """Other wordings of a typed text that is no key as it stands; none where it is, whole,
    another name of the library."""
    given = normal(text)
    if len(text) > _LONGEST or vocabulary.called(given):
        return
    prompt = plain(card.prompt)
    if names := twice(text):
        yield Wording(names, certain=True)
    if genitive := turned(text):
        yield Wording((genitive,), certain=True)
    if owner := _owner_asked(text, prompt):
        yield Wording((owner,), certain=True)
    keys = tuple(keys)
    if halves := _HALVES.fullmatch(text.strip(" .")):
        yield from _in_halves(card, halves[1], halves[2], vocabulary)
    if "," in text:  # A, B for A and B
        given = normal(" and ".join(text.rsplit(",", 1)))
        if any("and" in key.words for key in keys):
            yield Wording((written(given.words),), certain=True)
    elif _PARTED.search(text):
        return
    else:
        yield from _in_one(text, given.words, prompt, vocabulary)
    for key in keys:
        yield from _swapped(given.words, key.words, prompt, vocabulary)
        yield from _of_decade(given.words, key.words)


def _in_one(text: str, words: Words, prompt: str, vocabulary: Vocabulary) -> Iterator[Wording]:
    """What is said before or after a name without a sign between them."""
    if titled := without_title(words, prompt, vocabulary):
        yield Wording((titled.name,), titled.certain)
    yield from _without_kind(words, prompt, vocabulary)
    yield from _rotated(words, vocabulary)
    yield from _of_initials(words, vocabulary)
    end = after_title(words)
    for whole in _of_initials(words[end:], vocabulary) if end else ():  # General D. MacArthur
        named = (*words[:end], *normal(whole.texts[0]).words)
        if titled := without_title(named, prompt, vocabulary):
            yield Wording((titled.name,), titled.certain)
    yield from _of_country(words, vocabulary)
    yield from _without_preposition(text, prompt, vocabulary)


# -- a name said twice, a genitive ---------------------------------------------------------

_ALSO = "(?:or|aka|also called|also known as) "
_TWICE = re.compile(rf"([^()/]+) ?(?:\((?:{_ALSO})?([^()/]+)\)|/([^()/]+))", re.IGNORECASE)
_OR = re.compile(f",? {_ALSO}", re.IGNORECASE)


def twice(text: str) -> tuple[str, str] | None:
    """Both names in `Taiwan (Formosa)`, `Taiwan (or Formosa)`, `Taiwan/Formosa` and `Taiwan or
    Formosa`."""
    text = text.strip(" .")
    if found := _TWICE.fullmatch(text):
        return found[1], found[2] or found[3]
    first, *others = _OR.split(text)
    return (first, others[0]) if len(others) == 1 and first else None


_GENITIVE = re.compile(r"(.+)(?:['\u2019]s|(?<=s)['\u2019]) (.+)", re.IGNORECASE)
_OF = re.compile(r"(.+?) of (.+)", re.IGNORECASE)
# What one has, and does not do or suffer: the invasion of Japan is not Japan's.
_OWNED = (
    "army armies navy forces troops soldiers fleet government leader leaders ruler rulers"
    " president premier ambassador capital border frontier coast people party son sons daughter"
    " daughters wife widow brother sister father mother"
)
_HAD = frozenset(_OWNED.split())


def turned(text: str) -> str:
    """`army of Russia` for `Russia's army`, and the other way round; nothing where it is neither,
    or where the two need not mean the same."""
    if found := _GENITIVE.fullmatch(text.strip(" .")):
        owner, owned = found[1], found[2]
        said = f"{owned} of {owner}"
    elif found := _OF.fullmatch(text.strip(" .")):
        owned, owner = found[1], found[2]
        said = f"{owner}{_ending(owner)} {owned}"
    else:
        return ""
    words = normal(owned).words
    return said if words and words[-1] in _HAD and "of" not in words else ""


_ASKED_OF = re.compile(
    r"\b(?:whose|(?:which|what)(?: \w+)?(?:['\u2019]s|s['\u2019])) (\w+)"
    r"|(\w+) of (?:which|what|whom|whose)\b",
    re.IGNORECASE,
)


def _owner_asked(text: str, prompt: str) -> str:
    """Mao, of `Mao's consent` where the prompt has `on which leader's consent`; else nothing."""
    if found := _GENITIVE.fullmatch(text.strip(" .")):
        owner, owned = found[1], found[2]
    elif found := _OF.fullmatch(text.strip(" .")):
        owned, owner = found[1], found[2]
    else:
        return ""
    asked = {normal(found[1] or found[2]).words for found in _ASKED_OF.finditer(prompt)}
    return owner if normal(owned).words in asked else ""


def _ending(owner: str) -> str:
    return "'" if owner.endswith("s") else "'s"


# -- two parts -----------------------------------------------------------------------------

_HAS_PARTS = re.compile(r"[,;/&]|\band\b", re.IGNORECASE)
_HALVES = re.compile(r"([^(),;/]+?)(?:, ?| ?\()([^(),;/]+)\)?")


def _in_halves(card: Card, first: str, second: str, vocabulary: Vocabulary) -> Iterator[Wording]:
    """`Truman, the president` where the glossary tells it of him; and `Truman, Harry`, `General
    Assembly (UN)`, unless the key has several parts, whose order may be asked for."""
    wrong = [normal(plain(d.text)) for d in card.distractors]
    wrong += [normal(plain(reject)) for reject in card.reject]
    if set(vocabulary.called(normal(first))).intersection(vocabulary.called(normal(second))):
        yield Wording((first, second), certain=True)  # Manchuria, northeast China
    for one, other in ((first, second), (second, first)):
        beside = normal(other)
        if any(vocabulary.same(beside.words, each.words) for each in wrong):
            return
        names, others = vocabulary.called(normal(one)), vocabulary.called(beside)
        of_a_country = {name.kind for name in names} == {"person"} and (
            {other.kind for other in others} == {"country"}
        )
        if (not others or of_a_country) and are_told(names, beside.words):
            yield Wording((one,), certain=True)
    turned = f"{second} {first}"
    if any(name.kind == "person" for name in vocabulary.called(normal(first))):
        turned = written((*normal(second).words, *normal(first).words))  # MacArthur, A
    both = all(vocabulary.called(normal(half)) for half in (first, second))
    if both and not vocabulary.called(normal(turned)):
        return  # two names are two answers
    if not any(map(_HAS_PARTS.search, (card.answer, *card.accept))):
        yield Wording((turned,), certain=True)
        yield from _of_initials(normal(turned).words, vocabulary)


def _rotated(words: Words, vocabulary: Vocabulary) -> Iterator[Wording]:
    """A person whose names stand the other way round: `Enlai Zhou`, `Truman Harry`, `Truman H`."""
    for at in range(1, len(words) if len(words) <= _MOST_NAMES else 0):
        turned = (*words[at:], *words[:at])
        if any(name.kind == "person" for name in vocabulary.called(normal(written(turned)))):
            yield Wording((written(turned),), certain=True)
        yield from _of_initials(turned, vocabulary)


_MOST_NAMES = 4


def _of_initials(words: Words, vocabulary: Vocabulary) -> Iterator[Wording]:
    """The name of `M. Ridgway` and `H. S. Truman`, with as many of its letters as are given."""
    for at in range(1, len(words) if len(words) <= _MOST_NAMES else 0):
        letters, rest = "".join(words[:at]), words[at:]
        if len(letters) >= _MOST_NAMES:
            return
        for name in vocabulary.called(normal(written(rest))):
            own = normal(name.name).words
            ways = [(*own[1:], *own[:1]), *(normal(way).words for way in spellings(name))]
            initials = [
                "".join(word[0] for word in way[: -len(rest)])
                for way in ways
                if way[-len(rest) :] == rest and way[0] in own  # not of General Ridgway
            ]
            if name.kind == "person" and any(each.startswith(letters) for each in initials):
                yield Wording((name.name,), certain=True)


def _of_country(words: Words, vocabulary: Vocabulary) -> Iterator[Wording]:
    """A person of whom the glossary tells the same: `Mao Zedong of China`."""
    at = words.index("of") if "of" in words else 0
    if are_told(vocabulary.called(normal(written(words[:at]))), words[at:]):
        yield Wording((written(words[:at]),), certain=True)


_PREPOSITION = re.compile(
    r"(?:(?:that|those) of|of|to|from|through|via|in|on|at) (?=\w)", re.IGNORECASE
)
_WHICH = "(?:which|what|whom|whose)"
_ASKED_WITH = {
    way: re.compile(rf"\b(?:{'from|of' if way == 'from' else way}) {_WHICH}\b", re.IGNORECASE)
    for way in ("to", "from", "through", "via", "in", "on", "at")
}
_WHERE = frozenset(("in", "on", "at"))


def _without_preposition(text: str, prompt: str, vocabulary: Vocabulary) -> Iterator[Wording]:
    """Right, as in `of Vietnam`; `to`, `from` and `via` are asked about unless the prompt has them,
    and no one is `in`, `on` or `at` a person unless it has that."""
    if found := _PREPOSITION.match(text.strip()):
        way, rest = found[0].strip().lower(), text.strip()[found.end() :]
        asked = _ASKED_WITH.get(way)
        fits = asked is None or asked.search(prompt) is not None
        if way not in _WHERE:
            yield Wording((rest,), fits)
        elif fits or all(name.kind != "person" for name in vocabulary.called(normal(rest))):
            yield Wording((rest,), certain=True)


# -- the kind of a place -------------------------------------------------------------------

_KINDS = {
    "city": "city town",
    "town": "town city",
    "capital": "city town",
    "port": "port city town",
    "island": "island",
    "river": "river",
    "lake": "lake",
    "reservoir": "reservoir lake",
    "province": "province",
    "region": "region",
    "peninsula": "peninsula",
}
"""By the kind that a place is said to be, how it may be called."""
_FIRST = frozenset(("river", "lake"))  # which stand before a name too
_AFTER = "did|do|does|was|were|is|are|has|had|have|in|on|of|near|that|where|lies|lay|fell"
_ASKED = re.compile(
    rf"\b(?:which|what) (?:\w+ )?({'|'.join(_KINDS)})(?=[^\w\s]| (?:{_AFTER})\b)|"
    rf"\[({'|'.join(_KINDS)})\]",
    re.IGNORECASE,
)


def _without_kind(words: Words, prompt: str, vocabulary: Vocabulary) -> Iterator[Wording]:
    """Right where the prompt asks for that kind, or the glossary says that the place is one:
    not of `Mexico City` for Mexico."""
    asked = {(found[1] or found[2]).lower() for found in _ASKED.finditer(prompt)}
    for kind, rest in _of_kind(words):
        names = vocabulary.called(normal(written(rest)))
        places = [name for name in names if name.kind == "place"]
        told = asked.union(*(head(place)[-1:] for place in places)) if places else set()
        if kind in asked or any(kind in _KINDS.get(each, "").split() for each in told):
            yield Wording((written(rest),), certain=True)


def _of_kind(words: Words) -> Iterator[tuple[str, Words]]:
    """The kind and the place in `X city`, `city of X` and `river X`."""
    if len(words) > 1:
        yield words[-1], words[:-1]
        if words[1] == "of":
            yield words[0], words[2:]
        elif words[0] in _FIRST:
            yield words[0], words[1:]


# -- two in either order -------------------------------------------------------------------

_WHICH_TWO = re.compile(r"\b(?:which|what) two\b", re.IGNORECASE)
_HAS_ORDER = re.compile(
    r"\b(?:order|first|second|then|earlier|later|former|latter|before|after|followed|respectively"
    r"|title|book|novel|play|film|song|poem|motto|slogan|works?|called|name of)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = (
    "of to over in on by for from with between against at then not no nor or but if as than into"
    " under who which that"
)
_BINDING = frozenset(_SMALL_WORDS.split())


def _swapped(words: Words, key: Words, prompt: str, vocabulary: Vocabulary) -> Iterator[Wording]:
    """Right of two names, and where two are asked for; `B and A` need not be `A and B` if that is
    a title or if the prompt tells of an order."""
    if key.count("and") != 1 or words.count("and") != 1 or _HAS_ORDER.search(prompt):
        return
    parts, own = _parted(words), _parted(key)
    names = all(vocabulary.called(normal(written(part))) for part in own)
    bound = any(_BINDING.intersection(part) or not _are_letters(part) for part in own)
    if all(own) and (names or not bound):
        certain = names or _WHICH_TWO.search(prompt) is not None
        yield Wording((written((*parts[1], "and", *parts[0])),), certain)


def _parted(words: Words) -> tuple[Words, Words]:
    at = words.index("and")
    return words[:at], words[at + 1 :]


def _are_letters(words: Sequence[str]) -> bool:
    return "".join(words).isalpha()


# -- a decade ------------------------------------------------------------------------------

_TENS = "twenties thirties forties fifties sixties seventies eighties nineties"
_DECADES = {word: f"{tens}0" for tens, word in enumerate(_TENS.split(), 2)}
_DECADE = re.compile(r"[0-9]{2}[1-9]0")
_USUAL = frozenset(f"19{decade}" for decade in _DECADES.values())


def _of_decade(words: Words, key: Words) -> Iterator[Wording]:
    """The fifties are the 1950s; those of another century are asked about."""
    pairs = pairwise(key)
    year = next((one for one, other in pairs if other == "s" and _DECADE.fullmatch(one)), "")
    for at, word in enumerate(words if year else ()):
        digits = word in (year, year[2:]) and words[at + 1 : at + 2] in (("s",), ("ies",))
        if not digits and _DECADES.get(word, "-") != year[2:]:
            continue
        parted = words[at - 1 : at] == (year[:2],) and not digits  # nineteen fifties
        said = (*words[: at - parted], year, "s", *words[at + 1 + digits :])
        yield Wording((written(said),), parted or word == year or year in _USUAL)
