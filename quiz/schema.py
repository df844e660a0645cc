"""JSON Schemas of the library's files, for editors: `quiz schema KIND`.

Editors apply YAML's guesses before they look at a schema (`answer: 45` is a number to them), so
wherever the reader wants a text, the schema lets string, number, boolean and null pass, and
holds only strings to a pattern.
"""

from __future__ import annotations

from typing import Any

from quiz.library import shapes
from quiz.library.shapes import Kind, Shape
from quiz.model import CardType, Standing

Schema = dict[str, Any]

KINDS = tuple(shapes.FILES)
"""The kinds of files, that of a deck first."""

_GUESSED = ["string", "number", "boolean", "null"]
# What YAML makes of a text that fits: `3` is a number, `31b` never; null is the slug `null`.
_TYPES = {
    Kind.CARD_NAME: ["string"],
    Kind.IDENTITY: ["string"],
    Kind.CITATION: ["string"],
    Kind.FACT_ID: ["string"],
    Kind.PARAGRAPHS: ["string", "integer"],
    Kind.WHOLE: ["string", "integer"],
    Kind.DAY: ["string"],
    Kind.SHA256: ["string", "number"],
}
_CLOSED: dict[Kind, list[str | bool]] = {
    # offered by editors as one types
    **{
        kind: [*shapes.PATTERNS[kind].split("|")]
        for kind in (Kind.TYPE, Kind.PRECISION, Kind.STANDING)
    },
    Kind.FLAG: [True, False, "true", "false"],
}
_BOUNDS = {
    # of what is a number to an editor; strings are held to their pattern
    Kind.WHOLE: {"minimum": 0, "maximum": 999_999},
    Kind.PARAGRAPHS: {"minimum": 1, "maximum": 99_999},
}
_GAP = r"\{\{c0*[1-9][0-9]{0,2}::"


def json_schema(kind: str = "deck") -> Schema:
    """The schema of one kind of file, one of `KINDS`."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{shapes.FILES[kind].name} of quiz",
        **_mapping(shapes.FILES[kind]),
    }


def _mapping(shape: Shape) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {key: _value(kind) for key, kind in shape.keys.items()},
        "required": sorted(shape.required),
        "additionalProperties": False,
    }
    if shape is shapes.CARD:
        schema["allOf"] = [_card_of(type_) for type_ in CardType]
    if shape is shapes.FACT:
        unsound = [standing for standing in Standing if standing is not Standing.SOUND]
        schema["if"] = {"properties": {"standing": {"enum": unsound}}, "required": ["standing"]}
        schema["then"] = {"required": ["note"]}
    return schema


def _card_of(type_: CardType) -> Schema:
    """What a card of this type must and may have besides."""
    shape = shapes.CARD_OF[type_]
    condition: Schema = {"properties": {"type": {"const": type_.value}}}
    if type_ is not CardType.SHORT_ANSWER:  # the default
        condition["required"] = ["type"]
    counts = {key: {"minItems": low, "maxItems": high} for key, (low, high) in shape.counts.items()}
    own = {
        CardType.TRUE_FALSE: {"answer": _value(Kind.FLAG)},
        CardType.CLOZE: {"text": {"type": "string", "pattern": _GAP}},
    }
    then: Schema = {
        "required": sorted(shape.required),
        "propertyNames": {"enum": list(shape.keys)},
    }
    if bounds := {**counts, **own.get(type_, {})}:
        then["properties"] = bounds
    return {"if": condition, "then": then}


def _value(kind: Kind) -> Schema:
    if kind in shapes.LISTS:
        items = _text(shapes.LISTS[kind])
    elif kind in shapes.PARTS:
        items = _mapping(shapes.PARTS[kind])
        if kind in shapes.TEXT_ALONE:
            items = {"anyOf": [_text(Kind.TEXT), items]}
    elif kind is Kind.DOCUMENT:
        return {"description": kind.value, **_mapping(shapes.DOCUMENT)}
    elif kind is Kind.REASONS:
        return {
            "description": kind.value,
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": _whole(Kind.SLUG)},
            "additionalProperties": _text(Kind.TEXT),
        }
    else:
        return _text(kind)
    return {"description": kind.value, "type": "array", "minItems": 1, "items": items}


def _text(kind: Kind) -> Schema:
    if kind in _CLOSED:
        return {"description": kind.value, "enum": _CLOSED[kind]}
    pattern = r"\S" if kind is Kind.TEXT else _whole(kind)
    types = _TYPES.get(kind, _GUESSED)
    return {"description": kind.value, "type": types, "pattern": pattern, **_BOUNDS.get(kind, {})}


def _whole(kind: Kind) -> str:
    return f"^(?:{shapes.PATTERNS[kind]})$"
