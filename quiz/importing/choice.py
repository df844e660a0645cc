"""Notes that hold a question and its options, in fields of their own or as lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from quiz.importing.draft import Draft, Keys, Remarks, drafted, explained, pictured
from quiz.importing.html import markdown
from quiz.importing.package import AnkiNote
from quiz.markdown import plain

_OPTION = re.compile(
    r"(?:opt|options?|choices?|q|ans|answers?|alternatives?|antwort)[ _-]*([1-9]|[a-h])"
    r"|([a-h])",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:answer )?(?:options|choices|alternatives)", re.IGNORECASE)
_WRONG = re.compile(r"(?:wrong|incorrect|false|distractor)\b.*", re.IGNORECASE)
_RIGHT = re.compile(
    r"(?:the )?(?:correct|right)?[ _-]*(?:ans|answers?|options?|choices?|solution|key)?",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"question|prompt|front|text|stem", re.IGNORECASE)
_REST = re.compile(r"(?:title|extra|expl|source|note|comment|hint|remark)", re.IGNORECASE)
_LABELLED = re.compile(r"\(?([A-Ha-h]|[1-9])[.):]\)?\s+(\S.*)")
_KEY = re.compile(r"(?:(?:option|choice|answer)\s+)?\(?([A-Ha-h]|[1-9])[.):]?\)?", re.IGNORECASE)


class _Fields(NamedTuple):
    """Which fields of a note type hold a question with options."""

    question: str
    key: str
    options: Mapping[str, str]
    """Each option's label and field; or"""
    listed: str
    """the field that holds them all, a line each; or"""
    wrong: tuple[str, ...]
    """those that hold the wrong ones."""
    rest: tuple[str, ...]


def chosen(note: AnkiNote, values: Mapping[str, str]) -> Draft | None:
    """A card with options, where the fields of the note are known to hold them."""
    fields = _fields(note.notetype.fields)
    if not fields:
        return None
    remarks = Remarks()
    text, picture = pictured(markdown(values[fields.question]), remarks)

    def shown(name: str) -> str:
        found = markdown(values[name])
        return remarks.of(found, pictures=found.images)

    key = shown(fields.key)
    if fields.wrong:
        right, wrong = [key] if key else [], [t for f in fields.wrong if (t := shown(f))]
    else:
        if fields.listed:
            texts = _labelled(shown(fields.listed).split("\n"))
        else:
            texts = {label: shown(f) for label, f in fields.options.items()}
        right = _right(key, {label: option for label, option in texts.items() if option})
        wrong = [option for option in texts.values() if option and option not in right]
    if not text or not right or not wrong or len({*right, *wrong}) < len(right) + len(wrong):
        return None
    keys = _asked(text, right, wrong) | picture
    keys["explanation"] = explained(fields.rest, values, remarks)
    return drafted(note, note.ords[0], keys, remarks)


def offered(prompt: str, answer: str) -> Keys | None:
    """The keys of a card whose options are the last lines of its prompt, A) to D); else None."""
    lines = prompt.split("\n")
    first = next((n for n, line in enumerate(lines) if re.match(r"\(?[Aa1][.):]", line)), 0)
    texts = _labelled(lines[first:])
    labels = "".join(texts)
    if not first or not 2 <= len(texts) == len(lines) - first:
        return None
    if labels not in ("abcdefgh"[: len(labels)], "123456789"[: len(labels)]):
        return None
    right = _right(answer, texts)
    wrong = [option for option in texts.values() if option not in right]
    if not right or not wrong or len(set(texts.values())) < len(texts):
        return None
    return _asked("\n".join(lines[:first]), right, wrong)


def _asked(question: str, right: list[str], wrong: list[str]) -> Keys:
    if len(right) == 1 and len(wrong) <= 4:
        kind = "choice" if len(wrong) > 1 else ""
        return {"type": kind, "question": question, "answer": right[0], "distractors": wrong}
    return {"type": "select", "question": question, "answers": right, "distractors": wrong}


@lru_cache(maxsize=256)
def _fields(fields: tuple[str, ...]) -> _Fields | None:
    named = {field: field.strip() for field in fields if field.strip()}
    question = next((f for f, name in named.items() if _QUESTION.fullmatch(name)), "")
    options = {}
    for field, name in named.items():
        if found := _OPTION.fullmatch(name):
            options[(found[1] or found[2]).lower()] = field
    listed = next((f for f, name in named.items() if _LISTED.fullmatch(name)), "")
    wrong = tuple(f for f, name in named.items() if _WRONG.fullmatch(name))
    if len(options) < 2:
        options = {}
    used = {question, listed, *options.values(), *wrong}
    key = next((f for f, name in named.items() if f not in used and _RIGHT.fullmatch(name)), "")
    if options:
        listed, wrong = "", ()
    elif listed:
        wrong = ()
    if not question or not key or not (options or listed or wrong):
        return None
    used = {question, key, listed, *options.values(), *wrong}
    rest = tuple(f for f, name in named.items() if f not in used and _REST.match(name))
    return _Fields(question, key, options, listed, wrong, rest)


def _labelled(lines: list[str]) -> dict[str, str]:
    """The options of some lines by their labels, or by their numbers where they have none."""
    found = {}
    for number, line in enumerate(lines, 1):
        label = _LABELLED.fullmatch(line.lstrip("•◦▪ "))
        if label:
            found[label[1].lower()] = label[2]
        else:
            found[str(number)] = line.lstrip("•◦▪ ")
    return found


def _right(key: str, texts: Mapping[str, str]) -> list[str]:
    """The right options, given as 0 and 1, as letters or numbers, or as a text."""
    labels = list(texts)
    flags = re.findall(r"[01]", key)
    if re.fullmatch(r"[01](?:[ ,;]+[01])+", key.strip()) and len(flags) >= len(labels):
        return [texts[label] for label, flag in zip(labels, flags, strict=False) if flag == "1"]
    said = plain(key)
    by_text = {plain(text): text for text in texts.values()}
    if said in by_text:
        return [by_text[said]]
    labelled = _LABELLED.fullmatch(said)
    if labelled and plain(texts.get(labelled[1].lower(), "")) == labelled[2]:
        return [texts[labelled[1].lower()]]
    found = []
    for part in re.split(r"\s*(?:[,;&\n]|\band\b|\s)\s*", said.strip()) if labels else ():
        one = _KEY.fullmatch(part)
        option = _labelled_as(one[1].lower(), labels) if one else ""
        if option:
            found.append(texts[option])
        elif part.lower() not in ("", "option", "choice", "answer"):
            return []
    return list(dict.fromkeys(found))


def _labelled_as(key: str, labels: list[str]) -> str:
    """The label that a letter or a number means: B is 2 where options are numbered."""
    if key in labels:
        return key
    position = int(key) - 1 if key.isdigit() else ord(key) - ord("a")
    return labels[position] if 0 <= position < len(labels) else ""
