"""Anki's notes to cards, as the keys of a deck. Pure.

Our own note types hold the card itself. Of others, the front of a template becomes the prompt,
and what only its back shows the answer and the explanation.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from quiz import cloze
from quiz.importing.html import Converted, Image, markdown
from quiz.importing.package import AnkiNote
from quiz.importing.template import Side, is_blank, rendered
from quiz.library.shapes import CARD
from quiz.markdown import plain

Keys = dict[str, Any]

_LONGEST_TYPED = 60
"""Characters of an answer that a learner can be asked to type."""
_MOST_WORDS = 8
_LARGEST_FIELD = 100_000
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".avif")
_UNNAMED = re.compile(
    r"(back |front )?(extra|notes?|explanation|remarks?|comments?|back|more|info(rmation)?)( \d+)?",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"(?:options?|choices?|q|answers?|alternatives?|antwort)[ _-]*([1-9]|[a-h])", re.IGNORECASE
)
_WRONG = re.compile(r"(?:wrong|incorrect|false|distractor)\b.*", re.IGNORECASE)
_RIGHT = re.compile(
    r"(?:the )?(?:correct|right)?[ _-]*(?:answers?|options?|choices?|solution|key)?", re.IGNORECASE
)
_QUESTION = re.compile(r"question|prompt|front|text|stem", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_CREDIT = re.compile(r"(?:<br>)?<small>[^<]*</small>\Z")


@dataclass(frozen=True, slots=True)
class Draft:
    """A card to be: its keys without an id, unless it is one of ours."""

    key: str
    """Says which it is when the import is run again: the note's GUID, and which of its cards."""
    origin: str
    """The deck it comes from."""
    title: str
    """That deck's title."""
    keys: Keys
    name: str
    """How a report calls it."""
    description: str = ""
    deck: str = ""
    """The deck's slug, of one of ours."""
    library: str = ""
    """The library's slug, of one of ours."""
    medium: str = ""
    """Its picture in the package."""
    simplified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not asked, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class _Remarks:
    """What a card loses on the way."""

    said: list[str] = field(default_factory=list)

    def of(self, converted: Converted, *, pictures: Sequence[Image] = ()) -> str:
        """The text; what it lost is noted."""
        for sound in converted.sounds:
            self.add(f"the sound {sound[:60]!r} is left out")
        for image in pictures or ():
            self.add(f"the picture {image.src[-60:]!r} is left out")
        if converted.drawn:
            self.add("a drawing is left out")
        return converted.text

    def add(self, remark: str) -> None:
        if remark not in self.said:
            self.said.append(remark)


def drafts(note: AnkiNote) -> Iterator[Draft | LeftOut]:
    """The cards of a note, or why it has none."""
    name = _name(note)
    values = dict(zip(note.notetype.fields, note.fields, strict=True))
    if not is_blank(values.get("Identity", "")) and not is_blank(values.get("Card", "")):
        yield _own(note, values, name)
    elif any(len(value) > _LARGEST_FIELD for value in note.fields):
        yield LeftOut(name, f"a field is over {_LARGEST_FIELD} characters long")
    elif _is_occlusion(note):
        yield LeftOut(name, "it hides parts of a picture, which a terminal cannot ask")
    elif not note.ords:
        yield LeftOut(name, "it has no card in Anki")
    elif all(map(is_blank, note.fields)):
        yield LeftOut(name, "it is empty")
    elif note.notetype.cloze:
        yield _gapped(note, values, name)
    else:
        chosen = _chosen(note, values, name)
        yield from [chosen] if chosen else _all_sides(note, values, name)


def _name(note: AnkiNote) -> str:
    texts = (markdown(value[:2000]).text for value in note.fields)
    shown = next((" ".join(plain(text).split()) for text in texts if text), note.guid)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def _is_occlusion(note: AnkiNote) -> bool:
    if "occlusion" in note.notetype.name.lower():
        return True
    return any("image-occlusion:" in value for value in note.fields)


# -- our own ----------------------------------------------------------------------------------


def _own(note: AnkiNote, values: dict[str, str], name: str) -> Draft | LeftOut:
    """The very card that was exported."""
    parts = html.unescape(values["Identity"]).split("/")
    try:
        keys = json.loads(_CONTROL.sub("", html.unescape(values["Card"])))
    except (ValueError, RecursionError):
        keys = None
    if len(parts) != 3 or not _is_card(keys) or keys.get("id") != parts[2]:
        return LeftOut(name, "its fields 'Identity' and 'Card' were changed")
    pictures = markdown(values.get("Image", "")).images
    return Draft(
        key=note.guid,
        origin="/".join(parts[:2]),
        title=note.deck.path[-1],
        description=markdown(_CREDIT.sub("", note.deck.description)).text,
        keys=_clean(keys),
        name="/".join(parts),
        deck=parts[1],
        library=parts[0],
        medium=pictures[0].src if pictures and "image" in keys else "",
    )


def _is_card(keys: Any) -> bool:  # noqa: ANN401 - what JSON gives
    """Whether the keys are those of a card, no deeper than a deck goes."""

    def flat(value: object) -> bool:
        if isinstance(value, dict):
            return all(len(k) <= 64 and isinstance(v, str) for k, v in value.items())
        return isinstance(value, str)

    return isinstance(keys, dict) and all(
        key in CARD.keys and (all(map(flat, value)) if isinstance(value, list) else flat(value))
        for key, value in keys.items()
    )


def _clean(value: Any) -> Any:  # noqa: ANN401 - as JSON has it
    """The value without what no YAML may hold."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, list):
        return [_clean(member) for member in value]
    if isinstance(value, dict):
        return {_CONTROL.sub("", key): _clean(member) for key, member in value.items()}
    return str(value)


# -- others' ----------------------------------------------------------------------------------


def _draft(note: AnkiNote, ord_: int, keys: Keys, name: str, remarks: _Remarks) -> Draft:
    tags = tuple(dict.fromkeys(filter(None, (_CONTROL.sub("", tag) for tag in note.tags))))
    medium = keys.pop("medium", "")
    keys = {key: value for key, value in (keys | {"tags": list(tags)}).items() if value}
    path = [" ".join(plain(part).split()) for part in note.deck.path]
    return Draft(
        key=f"{note.guid}#{ord_}",
        origin="::".join(note.deck.path),
        title=": ".join(part for part in path if part) or "Imported",
        description=markdown(note.deck.description).text,
        keys=keys,
        name=name,
        medium=medium,
        simplified=tuple(remarks.said),
    )


def _gapped(note: AnkiNote, values: dict[str, str], name: str) -> Draft | LeftOut:
    template = note.notetype.templates[0]
    front = rendered(template.front, values)
    back = rendered(template.back, values)
    remarks = _Remarks()
    converted = markdown(front.markup, gaps=True)
    text, picture = _pictured(converted, remarks)
    numbers = cloze.numbers(text)
    if not numbers:
        return LeftOut(name, "it has no gap with an answer")
    if any(not plain(gap.answer).strip() for gap in cloze.gaps(text)):
        return LeftOut(name, "a gap hides nothing but a picture or a sound")
    rest = [field for field in back.shown if field not in (*front.shown, *front.gaps)]
    keys = {
        "type": "cloze",
        "text": text,
        **picture,
        "hint": _hint(front, values, remarks),
        "explanation": _explanation(rest, values, remarks),
    }
    return _draft(note, 0, keys, name, remarks)


def _all_sides(note: AnkiNote, values: dict[str, str], name: str) -> Iterator[Draft | LeftOut]:
    """A card for each template that can be asked, but none for the reverse of another."""
    made = {ord_: _sides(note, ord_, values, name) for ord_ in note.ords}
    if not any(isinstance(found, Draft) for found in made.values()):
        yield next(iter(made.values()))
        return
    asked: list[tuple[set[str], str]] = []
    for ord_, found in made.items():
        if isinstance(found, LeftOut):
            yield found if len(made) == 1 else _of_template(note, ord_, found.name, found.reason)
            continue
        template = note.notetype.templates[ord_]
        front, back = rendered(template.front, values), rendered(template.back, values)
        key = next(iter(_hidden(front, back)), "")
        prompt = set(front.shown) - {key}
        if any(key in shown and other in prompt for shown, other in asked):
            reason = "it is the reverse of a card that is asked"
            yield _of_template(note, ord_, name, reason)
        elif (prompt, key) in asked:
            yield _of_template(note, ord_, name, "it asks what another card of the note asks")
        else:
            asked.append((prompt, key))
            yield found


def _of_template(note: AnkiNote, ord_: int, name: str, reason: str) -> LeftOut:
    templates = note.notetype.templates
    title = templates[ord_].name if ord_ < len(templates) else str(ord_ + 1)
    return LeftOut(f"{name} ({title})", reason)


def _hidden(front: Side, back: Side) -> tuple[str, ...]:
    """The fields of the answer: what is typed, then what only the back shows."""
    return tuple(dict.fromkeys((*front.typed, *(f for f in back.shown if f not in front.shown))))


def _sides(note: AnkiNote, ord_: int, values: dict[str, str], name: str) -> Draft | LeftOut:
    """The card of one template."""
    if ord_ >= len(note.notetype.templates):
        return LeftOut(name, "its note type has no such card")
    template = note.notetype.templates[ord_]
    front, back = rendered(template.front, values), rendered(template.back, values)
    converted = markdown(front.markup)
    if not front.shown:
        drawn = "is a drawing of the template" if converted.drawn else "is empty"
        return LeftOut(name, f"its front {drawn}")
    remarks = _Remarks()
    prompt, picture = _pictured(converted, remarks)
    if not prompt:
        if not picture:
            what = "a sound" if converted.sounds else "nothing that can be shown"
            return LeftOut(name, f"its front is {what} alone")
        prompt = "What does this picture show?"
    hidden = _hidden(front, back)
    answer_field = answer = ""
    for candidate in hidden:
        said = markdown(values.get(candidate, ""))
        if said.text:
            answer_field, answer = candidate, said.text
            remarks.of(said, pictures=said.images)
            break
    if not answer:
        media = [markdown(values.get(candidate, "")) for candidate in hidden]
        if any(one.images for one in media):
            return LeftOut(name, "its answer is a picture alone")
        if any(one.sounds for one in media):
            return LeftOut(name, "its answer is a sound alone")
        said_there = "only a drawing" if markdown(back.markup).drawn else "no answer"
        return LeftOut(name, f"its back shows {said_there}")
    rest = [f for f in hidden if f != answer_field]
    keys = {
        "question": prompt,
        **picture,
        **_answered(answer, answer_field in front.typed, remarks),
        "hint": _hint(front, values, remarks),
        "explanation": _explanation(rest, values, remarks),
    }
    return _draft(note, ord_, keys, name, remarks)


def _answered(answer: str, typed: bool, remarks: _Remarks) -> Keys:
    """The answer, as one to type or as one to reveal."""
    shown = plain(answer)
    short = len(shown) <= _LONGEST_TYPED and len(shown.split()) <= _MOST_WORDS
    if "\n" not in answer and (short or typed):
        return {"answer": answer}
    remarks.add("the answer is long, so it is revealed and judged by the learner")
    return {"type": "open", "answer": answer, "points": _points(answer)}


def _points(answer: str) -> list[str]:
    """Two to four parts of a long answer."""
    lines = [re.sub(r"^(?:•|\d+\.) ", "", line).strip() for line in answer.split("\n")]
    if len(lines) < 2 and not re.search(r"[*_`\[\\]", answer):
        lines = re.split(r"(?<=[^.]{4}[.;!?]) +(?=\S)", answer)
    lines = list(dict.fromkeys(line for line in lines if re.search(r"\w", plain(line))))
    if len(lines) < 2:
        return ["The heart of the answer", "Its details"]
    size = -(-len(lines) // 4)
    return ["; ".join(lines[n : n + size]) for n in range(0, len(lines), size)]


def _hint(front: Side, values: dict[str, str], remarks: _Remarks) -> str:
    found = (markdown(values.get(name, "")) for name in front.hints)
    return "\n".join(text for c in found if (text := remarks.of(c, pictures=c.images)))


def _explanation(fields: Sequence[str], values: dict[str, str], remarks: _Remarks) -> str:
    """What else the back shows, each field with its name where that says something."""
    lines = []
    for name in fields:
        found = markdown(values.get(name, ""))
        text = remarks.of(found, pictures=found.images)
        if text and _UNNAMED.fullmatch(name.strip()):
            lines.append(text)
        elif text:
            lines.append(f"{markdown(html.escape(name, quote=False)).text}: {text}")
    return "\n".join(lines)


def _pictured(converted: Converted, remarks: _Remarks) -> tuple[str, Keys]:
    """The text, and the keys of its picture."""
    usable = [
        image
        for image in converted.images
        if image.src.lower().endswith(PICTURES) and ":" not in image.src
    ]
    others = [image for image in converted.images if image not in usable[:1]]
    text = remarks.of(converted, pictures=others)
    if not usable:
        return text, {}
    return text, {"medium": usable[0].src, "alt": usable[0].alt or "A picture of the package"}


# -- multiple choice --------------------------------------------------------------------------


def _chosen(note: AnkiNote, values: dict[str, str], name: str) -> Draft | None:
    """A card with options, where the fields of the note are known to hold them."""
    question = next((f for f in values if _QUESTION.fullmatch(f.strip())), "")
    options = {m[1].lower(): f for f in values if (m := _OPTION.fullmatch(f.strip()))}
    wrong_fields = [f for f in values if _WRONG.fullmatch(f.strip())]
    named = [f for f in values if f.strip() and _RIGHT.fullmatch(f.strip())]
    key_field = next((f for f in named if f not in options.values()), "")
    if not question or not key_field or (len(options) < 2 and not wrong_fields):
        return None
    remarks = _Remarks()
    text, picture = _pictured(markdown(values[question]), remarks)

    def shown(name: str) -> str:
        found = markdown(values[name])
        return remarks.of(found, pictures=found.images)

    key = shown(key_field)
    if len(options) >= 2:
        texts = {label: shown(f) for label, f in options.items()}
        right = _right(key, {label: option for label, option in texts.items() if option})
        wrong = [option for option in texts.values() if option and option not in right]
    else:
        right, wrong = [key] if key else [], [t for f in wrong_fields if (t := shown(f))]
    if not text or not right or not wrong or len({*right, *wrong}) < len(right) + len(wrong):
        return None
    used = {question, key_field, *options.values(), *wrong_fields}
    rest = [f for f in values if f not in used and re.match(r"extra|expl|source|note|comment", f,
                                                           re.IGNORECASE)]  # fmt: skip
    if len(right) == 1 and len(wrong) <= 4:
        kind = "choice" if len(wrong) > 1 else ""
        keys: Keys = {"type": kind, "answer": right[0]}
    else:
        keys = {"type": "select", "answers": right}
    keys |= {"question": text, "distractors": wrong, **picture}
    keys["explanation"] = _explanation(rest, values, remarks)
    return _draft(note, note.ords[0], keys, name, remarks)


def _right(key: str, texts: dict[str, str]) -> list[str]:
    """The right options, given as 0 and 1, as letters or numbers, or as a text."""
    labels = list(texts)
    flags = re.findall(r"[01]", key)
    if re.fullmatch(r"[01](?:[ ,;]+[01])+", key.strip()) and len(flags) >= len(labels):
        return [texts[label] for label, flag in zip(labels, flags, strict=False) if flag == "1"]
    if key in texts.values():
        return [key]
    chosen = re.findall(r"\w+", key.lower())
    position = {letter: n for n, letter in enumerate("abcdefgh")}
    found = []
    for label in chosen:
        if label in texts:
            found.append(texts[label])
        elif label in position and position[label] < len(labels) and labels[0].isdigit():
            found.append(texts[labels[position[label]]])
        elif label.isdigit() and 0 < int(label) <= len(labels) and not labels[0].isdigit():
            found.append(texts[labels[int(label) - 1]])
        else:
            return []
    return list(dict.fromkeys(found))
