"""Anki's notes to cards, as the keys of a deck. Pure.

Our own note types hold the card itself. Of others, the front of a template becomes the prompt,
and what only its back shows the answer and the explanation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quiz import cloze
from quiz.importing.choice import chosen, offered
from quiz.importing.draft import (
    OCCLUSION,
    Draft,
    Keys,
    LeftOut,
    Remarks,
    drafted,
    explained,
    name_of,
    pictured,
)
from quiz.importing.html import markdown
from quiz.importing.own import own, picker
from quiz.importing.package import AnkiNote
from quiz.importing.template import Side, is_blank, rendered
from quiz.markdown import plain

_LONGEST_TYPED = 60
"""Characters of an answer that a learner can be asked to type."""
_MOST_WORDS = 8
_LARGEST_FIELD = 100_000
_MOST_GAPS = 500
"""As many as Anki can number."""
_LONG_FRONT = f"its front is over {_LARGEST_FIELD:,} characters long"


def drafts(note: AnkiNote) -> Iterator[Draft | LeftOut]:
    """The cards of a note, or why it has none."""
    if ours := picker(note.notetype.fields):
        identity, written = [field.decode("utf-8", "replace") for field in ours(note.raw)]
        if not (is_blank(identity) or is_blank(written)):
            yield own(note, identity, written)
            return
    fields = note.fields
    values = dict(zip(note.notetype.fields, fields, strict=True))
    filled = tuple([name for name, value in values.items() if not is_blank(value)])
    if max(map(len, fields), default=0) > _LARGEST_FIELD:
        yield LeftOut(name_of(note), f"a field is over {_LARGEST_FIELD:,} characters long")
    elif _is_occlusion(note):
        yield LeftOut(name_of(note), "it hides parts of a picture, which a terminal cannot ask")
    elif not note.ords:
        yield LeftOut(name_of(note), "it has no card in Anki")
    elif not filled:
        yield LeftOut(name_of(note), "it is empty")
    elif note.notetype.cloze:
        yield _gapped(note, values, filled)
    elif card := chosen(note, values):
        yield card
    else:
        yield from _all_sides(note, values, filled)


def _is_occlusion(note: AnkiNote) -> bool:
    if "occlusion" in note.notetype.name.lower():
        return True
    return any(OCCLUSION in value for value in note.fields)


def _gapped(note: AnkiNote, values: Mapping[str, str], filled: tuple[str, ...]) -> Draft | LeftOut:
    if not note.notetype.templates:
        return LeftOut(name_of(note), _NO_TEMPLATE)
    template = note.notetype.templates[0]
    front = rendered(template.front, values, filled)
    back = rendered(template.back, values, filled)
    if len(front.markup) > _LARGEST_FIELD:
        return LeftOut(name_of(note), _LONG_FRONT)
    if front.markup.count("{{c") > _MOST_GAPS:
        return LeftOut(name_of(note), f"it has over {_MOST_GAPS} gaps")
    values = back.filtered(values)
    remarks = Remarks()
    markup, several = _SEVERAL.subn(r"{{c\1::", front.markup)
    if several:
        remarks.add("a gap of several cards is asked once")
    text, picture = pictured(markdown(markup, gaps=True), remarks)
    gaps = cloze.gaps(text)
    if not gaps:
        return LeftOut(name_of(note), "it has no gap with an answer")
    if any(not plain(gap.answer).strip() for gap in gaps):
        return LeftOut(name_of(note), "a gap hides no text, only a picture, a sound or nothing")
    rest = [field for field in _told(front, back) if field not in front.gaps]
    keys = {
        "type": "cloze",
        "text": text,
        **picture,
        "hint": _hint(front, values, remarks),
        "explanation": explained(rest, values, remarks),
    }
    return drafted(note, 0, keys, remarks)


_SEVERAL = re.compile(r"\{\{c([0-9]{1,3})(?:,[0-9]{1,3})+::")


def _all_sides(
    note: AnkiNote, values: Mapping[str, str], filled: tuple[str, ...]
) -> Iterator[Draft | LeftOut]:
    """A card for each template that can be asked, but none for the reverse of another."""
    templates = note.notetype.templates
    left_out: list[LeftOut] = []
    asked: list[tuple[set[str], str]] = []
    for ord_ in note.ords:
        if not 0 <= ord_ < len(templates):
            left_out.append(LeftOut(f"{name_of(note)} ({ord_ + 1})", _NO_TEMPLATE))
            continue
        front = rendered(templates[ord_].front, values, filled)
        back = rendered(templates[ord_].back, values, filled)
        hidden = _hidden(front, back)
        found = _side(note, ord_, front, back, values, hidden=hidden)
        if isinstance(found, Draft):
            key = next(iter(hidden), "")
            prompt = {*front.shown} - {key}
            if not any(key in shown and other in prompt for shown, other in asked):
                if (prompt, key) not in asked:
                    asked.append((prompt, key))
                    yield found
                    continue
                reason = "it asks what another card of the note asks"
            else:
                reason = "it is the reverse of a card that is asked"
        else:
            reason = found.reason
        left_out.append(LeftOut(f"{name_of(note)} ({templates[ord_].name})", reason))
    if len(note.ords) == 1 or not asked:  # the note says it, whatever card of it
        left_out = [LeftOut(name_of(note), one.reason) for one in left_out[:1]]
    yield from left_out


_NO_TEMPLATE = "its note type has no such card"


def _hidden(front: Side, back: Side) -> tuple[str, ...]:
    """The fields of the answer: what is typed, then what only the back shows."""
    told = [field for field in back.shown if field not in front.shown]
    return tuple(dict.fromkeys((*front.typed, *told, *back.typed)))


def _told(front: Side, back: Side) -> list[str]:
    """The fields that only the back tells, those behind a hint too."""
    known = {*front.shown, *front.hints}
    return [field for field in (*back.shown, *back.hints) if field not in known]


def _side(
    note: AnkiNote,
    ord_: int,
    front: Side,
    back: Side,
    values: Mapping[str, str],
    *,
    hidden: tuple[str, ...],
) -> Draft | LeftOut:
    """The card of one template, which asks for one of the hidden fields."""
    if len(front.markup) > _LARGEST_FIELD:
        return LeftOut(name_of(note), _LONG_FRONT)
    converted = markdown(front.markup)
    if not front.shown and not converted.sounds:
        drawn = "is a drawing of the template" if converted.drawn else "is empty"
        return LeftOut(name_of(note), f"its front {drawn}")
    values = back.filtered(values)
    remarks = Remarks()
    prompt, picture = pictured(converted, remarks)
    if not prompt:
        if not picture:
            reason = "its front is a sound alone" if converted.sounds else "its front shows nothing"
            if converted.images:
                reason = "its front is a picture that is no file of the package"
            return LeftOut(name_of(note), reason)
        prompt = "What does this picture show?"
    answer_field = answer = ""
    for candidate in hidden:
        said = markdown(values[candidate])
        if said.text:
            answer_field, answer = candidate, remarks.of(said, pictures=said.images)
            break
    if not answer:
        return LeftOut(name_of(note), _why_unanswered(back, [values[name] for name in hidden]))
    keys = {"question": prompt, **picture, **_answered(answer, answer_field in front.typed)}
    if keys.get("type") == "open":
        if options := offered(prompt, answer):
            keys |= {"points": ""} | options
        else:
            remarks.add("the answer is long, so it is revealed and judged by the learner")
    elif "\n" in prompt and (options := offered(prompt, answer)):
        keys |= options
    keys["hint"] = _hint(front, values, remarks)
    told = (*hidden, *_told(front, back)) if back.hints else hidden
    rest = [field for field in dict.fromkeys(told) if field != answer_field]
    if rest:
        keys["explanation"] = explained(rest, values, remarks)
    return drafted(note, ord_, keys, remarks)


def _why_unanswered(back: Side, hidden: list[str]) -> str:
    media = [markdown(value) for value in hidden]
    if any(one.images for one in media):
        return "its answer is a picture alone"
    if any(one.sounds for one in media):
        return "its answer is a sound alone"
    return f"its back shows {'only a drawing' if markdown(back.markup).drawn else 'no answer'}"


def _answered(answer: str, typed: bool) -> Keys:
    """The answer, as one to type or as one to reveal."""
    if "\n" not in answer:
        shown = plain(answer)
        if typed or (len(shown) <= _LONGEST_TYPED and len(shown.split()) <= _MOST_WORDS):
            return {"answer": answer}
    return {"type": "open", "answer": answer, "points": _points(answer)}


def _points(answer: str) -> list[str]:
    """Two to four parts of a long answer."""
    lines = [re.sub(r"^(?:[•◦▪]|(?:\d+\.)+) ", "", line).strip() for line in answer.split("\n")]
    if len(lines) < 2 and not re.search(r"[*_`\[\\]", answer):
        lines = re.split(r"(?<=[^.]{4}[.;!?]) +(?=\S)", answer)
    lines = list(dict.fromkeys(line for line in lines if re.search(r"[^\W_]", line)))
    if len(lines) < 2:
        return ["The heart of the answer", "Its details"]
    size = -(-len(lines) // 4)
    groups = (lines[n : n + size] for n in range(0, len(lines), size))
    return [re.sub(r"(?<=[.!?;]); ", " ", "; ".join(group)) for group in groups]


def _hint(front: Side, values: Mapping[str, str], remarks: Remarks) -> str:
    if not front.hints:
        return ""
    found = (markdown(values.get(name, "")) for name in front.hints)
    return "\n".join(text for c in found if (text := remarks.of(c, pictures=c.images)))
