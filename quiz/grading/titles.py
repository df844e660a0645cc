"""Who someone is, said beside the name: a title, a nation, a few words of the glossary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quiz.grading.context import Vocabulary
from quiz.grading.text import Words, normal, written
from quiz.markdown import plain
from quiz.model import Name

_TITLES = {
    said: borne
    for borne, titles in {
        "general": "general, gen, lieutenant general, lieutenant gen, lt general, lt gen,"
        " major general, major gen, maj general, maj gen, brigadier general, brig gen,"
        " general of army",
        "marshal": "marshal, field marshal",
        "generalissimo": "generalissimo",
        "admiral": "admiral, adm",
        "colonel": "colonel, col",
        "major": "major, maj",
        "captain": "captain, capt",
        "commander": "commander, commander in chief, supreme commander",
        "president": "president, pres",
        "premier": "premier, prime minister, pm",
        "foreign minister": "foreign minister",
        "chancellor": "chancellor",
        "chairman": "chairman",
        "leader": "leader",
        "secretary": "secretary, secretary general, general secretary",
        "secretary of state": "secretary of state",
        "senator": "senator, sen",
        "ambassador": "ambassador",
        "professor": "professor, prof",
        "historian": "historian",
        "doctor": "doctor, dr",
        "": "mr, comrade",
    }.items()
    for said in titles.split(", ")
}
"""By each way to write it, the word of a glossary that shows that someone bears it."""
_LONGEST_TITLE = 3


def _first_of(*rows: str) -> dict[str, str]:
    """The first way to say each thing, by all of its ways."""
    return {said: row.split(", ")[0] for row in rows for said in row.split(", ")}


_NATIONS = _first_of(
    "united states, us, usa, america, american",
    "china, chinese",
    "north korea, north korean",
    "south korea, south korean",
    "korea, korean",
    "soviet union, soviet, ussr, russia, russian",
    "united kingdom, uk, britain, british",
    "india, indian",
    "japan, japanese",
    "france, french",
    "germany, german",
    "vietnam, vietnamese",
    "canada, canadian",
    "australia, australian",
    "turkey, turkish",
    "poland, polish",
    "italy, italian",
    "spain, spanish",
)
"""By each way to say it, a country: at most two words each."""
_CAMPS = _first_of(
    "united nations, un",
    "communist, communists",
    "nationalist, nationalists",
)
"""By each way to say it, what people of several countries belong to."""

_AROUND = "off|in|at|on|to|from|for|by|near|under|with|who|whom|where|which|until"
_HEAD = re.compile(rf".*?(?=[,;:.(]| (?:of|{_AROUND})\b|$)")
_ASKS_WHO = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_BOUNDS = frozenset(("of", *_AROUND.split("|")))
_CLAUSES = re.compile(r"[,;:.()]| and ")
_REST = re.compile(rf" (?:{_AROUND})\b.*")


class Titled(NamedTuple):
    """A person of whom a title is said."""

    name: str
    certain: bool
    """Whether the glossary bears it out as far as it has to; otherwise it is asked about."""


def without_title(words: Words, prompt: str, vocabulary: Vocabulary) -> Titled | None:
    """Right before the whole name of a person; before a surname, which another may have too,
    where the glossary has the title. With a nation, both are those of the glossary."""
    sides, start, title, end = _before_name(words)
    rest = written(words[end:])
    if end == start or not rest:
        return None
    people = [name for name in vocabulary.called(normal(rest)) if name.kind == "person"]
    if not people and not _ASKS_WHO.search(prompt):
        return None
    fits = [_fits(side, person) for person in people for side in sides]
    if False in fits:
        return None
    ways = (written(words[start:]), f"{title} {rest}" if title else "")
    known = [person for way in ways for person in vocabulary.called(normal(way))]
    if sides:  # then it is more than a slip in a rank
        borne = all(
            person in known or _bears(person, title) or _begins_a_clause(person, words[start:end])
            for person in people
        )
    else:
        borne = len(words) - end > 1 or all(
            person in known or _bears(person, title) for person in people
        )
    return Titled(rest, bool(people) and borne and None not in fits)


def after_title(words: Words) -> int:
    """Where the name begins in `American general D. MacArthur`."""
    return _before_name(words)[-1]


def _before_name(words: Words) -> tuple[list[str], int, str, int]:
    """The nations and camps, where they end, the title after them, and where that ends."""
    sides, start = _sides(words)
    return sides, start, *_title(words, start)


def are_told(names: Sequence[Name], words: Words) -> bool:
    """Whether the glossary says of each name what stands beside it: `the premier`, `an island`,
    `1939 to 1945`, `China`."""
    return bool(names) and bool(words) and all(_is_told(name, words) for name in names)


def _is_told(name: Name, words: Words) -> bool:
    if name.kind == "event" and all(word.isdecimal() or word == "to" for word in words):
        told = " ".join(normal(plain(name.glossary)).words)
        return len(words[0]) == 4 and f" {' '.join(words)} " in f" {told} "
    if _begins_a_clause(name, words):
        return name.kind in ("person", "place")
    sides, start, title, end = _before_name(words)
    after, last = _sides(words, end + 1) if words[end : end + 1] == ("of",) else ([], end)
    borne = end == start or _bears(name, title) or _begins_a_clause(name, words[start:end])
    of_a_person = name.kind == "person" and last == len(words)
    return of_a_person and borne and all(_fits(side, name) for side in (*sides, *after))


def _begins_a_clause(name: Name, words: Words) -> bool:
    """Whether the glossary says so by itself: not the president of `President Truman's envoy`."""
    length = len(words)
    return any(
        clause[:length] == words and (len(clause) == length or clause[length] in _BOUNDS)
        for clause in _clauses(plain(name.glossary))
    )


@lru_cache(maxsize=1024)
def _clauses(glossary: str) -> tuple[Words, ...]:
    return tuple(normal(clause).words for clause in _CLAUSES.split(glossary))


def _sides(words: Words, at: int = 0) -> tuple[list[str], int]:
    """The nations and camps that are said from a word on, and where they end."""
    ways = (" ".join(words[at : at + length]) for length in (2, 1))
    side = next((way for way in ways if way in _NATIONS or way in _CAMPS), "")
    if not side:
        return [], at
    sides, end = _sides(words, at + len(side.split()))
    return [side, *sides], end


def _title(words: Words, at: int) -> tuple[str, int]:
    """The title that is said from a word on, as a glossary has it, and where it ends."""
    for length in range(_LONGEST_TITLE, 0, -1):
        title = " ".join(words[at : at + length])
        if title in _TITLES:
            return _TITLES[title], at + len(title.split())
    return "", at


def _fits(side: str, person: Name) -> bool | None:
    """Whether the glossary counts a person among these; None where it tells of no such thing."""
    nation, camps = _belongs(plain(person.glossary))
    if side in _CAMPS:
        return _CAMPS[side] in camps if camps else None
    return nation.endswith(_NATIONS[side]) if nation else None


@lru_cache(maxsize=1024)
def _belongs(glossary: str) -> tuple[str, frozenset[str]]:
    """The first nation that a glossary tells of, unless of where someone was; and every camp."""
    said = " ".join(
        " ".join(normal(_REST.sub("", clause)).words) for clause in _CLAUSES.split(glossary)
    )
    nations = sorted((at, -len(name)) for name in _NATIONS if (at := _place(said, name)) >= 0)
    camps = frozenset(camp for name, camp in _CAMPS.items() if _place(said, name) >= 0)
    if not nations:
        return "", camps
    at, length = nations[0]
    return _NATIONS[said[at : at - length]], camps


def _place(text: str, words: str) -> int:
    return f" {text} ".find(f" {words} ")


def _bears(person: Name, title: str) -> bool:
    said = f" {' '.join(head(person))} ".replace(" prime minister ", " premier ")
    whole = f" {' '.join(normal(plain(person.glossary)).words)} "
    return (
        bool(title)
        and f" {title} " in (whole if " of " in title else said)
        and (" vice " not in said)
    )


def head(name: Name) -> Words:
    """What the glossary says that it is: `American general` of `American general, commander of`;
    nothing where that is someone else's, as in `President Truman's envoy`."""
    found = _HEAD.match(plain(name.glossary))
    said = found[0] if found else ""
    return normal(said).words if not re.search("['\u2019]", said) else ()
