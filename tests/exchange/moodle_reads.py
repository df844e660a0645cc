"""GIFT and gaps as Moodle's importer reads them, step by step; written from what it does.

A second reader, to which the writer's code is unknown: escapes become placeholders, braces part
the question from its answers, and only then is each answer looked at.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

_ESCAPES = {"\\:": "058", "\\#": "035", "\\=": "061", "\\{": "123", "\\}": "125", "\\~": "126",
            "\\n": "010"}  # fmt: skip
_FORMATS = ("html", "moodle", "plain", "markdown")
_WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*|100)%")


@dataclass
class Read:
    """A question as Moodle understood it."""

    kind: str
    name: str
    text: str
    format: str
    category: str
    general: str = ""
    answers: list[tuple[str, float, str]] = field(default_factory=list)
    """Text, weight in percent and feedback."""
    amounts: list[tuple[float, float]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""
    tags: tuple[str, ...] = ()


def gift(text: str) -> list[Read]:
    """The questions of a file."""
    questions: list[Read] = []
    category = ""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in block.strip().split("\n")]
        comments = " ".join(line for line in lines if line.startswith("//"))
        content = "\n".join(" " if line.startswith("//") else line for line in lines).strip()
        if content.startswith("$CATEGORY:"):
            category = content.removeprefix("$CATEGORY:").strip()
        elif content:
            read = _question(_hidden(content), category)
            read.id = "".join(re.findall(r"\[id:([^\x00-\x1f\x7f]+?)\]", comments))
            read.tags = tuple(re.findall(r"\[tag:([^\x00-\x1f\x7f<>`]+?)\]", comments))
            questions.append(read)
    return questions


def _hidden(text: str) -> str:
    text = text.replace("\\\\", "&&092;")
    for written, code in _ESCAPES.items():
        text = text.replace(written, f"&&{code};")
    return text.replace("&&092;", "\\")


def _meant(text: str) -> str:
    for code in _ESCAPES.values():
        text = text.replace(f"&&{code};", chr(int(code)))
    return text.strip()


def _formatted(text: str, default: str) -> tuple[str, str]:
    text = text.strip()
    if text.startswith("["):
        name, found, rest = text[1:].partition("]")
        if found and name in _FORMATS:
            return _meant(rest), name
    return _meant(text), default


def _question(text: str, category: str) -> Read:
    assert text.startswith("::"), text
    name, found, text = text[2:].partition("::")
    assert found
    start, end = text.find("{"), text.find("}")
    assert 0 <= start < end, text
    assert text.endswith("}"), text
    assert text.count("{") == text.count("}") == 1, text
    inside = text[start + 1 : end].strip()
    stem, format_ = _formatted(text[:start], "moodle")
    at = inside.rfind("####")
    general = inside[at + 4 :] if at >= 0 else ""
    inside = inside[:at].strip() if at >= 0 else inside
    read = Read("", _meant(name), stem, format_, category, _formatted(general, format_)[0])
    if not inside:
        read.kind = "essay"
    elif inside[0] == "#":
        read.kind = "numerical"
        for answer in _split(inside[1:], "="):
            number, weight, told = _answer(answer, format_)
            read.amounts.append(_amount(number))
            read.answers.append((number, weight, told))
    elif "~" in inside:
        read.kind = "multichoice" if "=" in inside else "multichoice-several"
        for answer in _split(inside.replace("=", "~="), "~"):
            if answer[0] == "=":
                text, _, told = _answer(answer[1:], format_, 100, weighed=False)
                read.answers.append((text, 100, told))
            else:
                read.answers.append(_answer(answer, format_, 0))
    elif "=" in inside and "->" in inside:
        read.kind = "match"
        for answer in _split(inside, "="):
            left, _, right = answer.partition("->")
            read.pairs.append((_formatted(left, format_)[0], _meant(right)))
    elif inside.partition("#")[0].strip() in ("T", "TRUE", "F", "FALSE"):
        read.kind = "truefalse"
        read.answers = [(inside.partition("#")[0].strip(), 100, "")]
    else:
        read.kind = "shortanswer"
        read.answers = [_answer(answer, format_) for answer in _split(inside, "=")]
    return read


def _split(text: str, sign: str) -> list[str]:
    first, *others = text.split(sign)
    return [part.strip() for part in ([first] if first.strip() else []) + others]


def _answer(
    text: str, format_: str, weight: float = 100, *, weighed: bool = True
) -> tuple[str, float, str]:
    if weighed and (found := _WEIGHT.match(text)):
        weight, text = float(found[1]), text[found.end() :]
    answer, _, told = text.partition("#")
    return _formatted(answer, format_)[0], weight, _formatted(told, format_)[0]


def _amount(text: str) -> tuple[float, float]:
    if ".." in text:
        low, _, high = text.partition("..")
        return (float(low) + float(high)) / 2, (float(high) - float(low)) / 2
    number, _, tolerance = text.partition(":")
    return float(number), float(tolerance or 0)


# -- gaps -------------------------------------------------------------------------------------


def _alternative(whole: str) -> str:
    """An answer of a gap with its share and feedback; `whole` is what must not stand at its end."""
    return rf"(=|%-?[0-9.,]+%)?(.+?{whole}(?=[~#}}]|$))(?:#(.*?(?<!\\)(?=[~}}]|$)))?"


_OLD = _alternative(r"(?<!\\)(?<!&)(?<!&amp;)")
_NEW = _alternative(r"(?<!\\)")
"""From 5.1 on, when the `#` of an entity began to end an answer."""


def gaps(markup: str, alternative: str = _OLD) -> tuple[str, list[list[str]]]:
    """The HTML with `_____` for each gap, and what is right in each."""
    found: list[list[str]] = []
    inside = re.sub(r"(?<!\\)\((?!\?)", "(?:", alternative)
    one = re.compile(f"~?{alternative}", re.DOTALL)

    def taken(gap: re.Match[str]) -> str:
        right = []
        for fraction, answer, told in one.findall(gap[1]):
            assert (fraction, told) == ("=", "")
            text = html.unescape(answer).replace("\\}", "}").replace("\\#", "#")
            right.append(_typed(text.strip()))
        found.append(right)
        return "_____"

    written = rf"\{{[0-9]*:(?:SHORTANSWER|SA|MW):({inside}(?:~{inside})*)\}}"
    return re.sub(written, taken, markup, flags=re.DOTALL), found


def gaps_in_new_versions(markup: str) -> tuple[str, list[list[str]]]:
    return gaps(markup, _NEW)


def _typed(pattern: str) -> str:
    """What matches a short answer, in which an unescaped star stands for anything."""
    assert not re.search(r"(?<!\\)\*", pattern), pattern
    return pattern.replace("\\*", "*")


def short(pattern: str) -> str:
    """What matches a short answer."""
    return _typed(pattern)
