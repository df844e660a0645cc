"""Finds what `rules.md` says of a rule, as plain text. Pure: the document is an argument."""

from __future__ import annotations

import re
from textwrap import fill

_WIDTH = 80


def sections(document: str) -> dict[str, str]:
    """What the document says of each rule, by slug, in its order."""
    _, *parts = re.split(r"^## ", document, flags=re.MULTILINE)
    heads = (part.partition("\n") for part in parts)
    return {slug.strip(): body.strip() for slug, _, body in heads}


def explain(document: str, slug: str) -> str:
    """The section of a rule for a terminal, its examples indented; empty where there is none."""
    body = sections(document).get(slug)
    if body is None:
        return ""
    lines = [slug, "=" * len(slug), ""]
    inside = False
    for line in body.splitlines():
        if line.startswith("```"):
            inside = not inside
        else:
            lines.append(f"    {line}".rstrip() if inside else fill(line, _WIDTH))
    return "\n".join(lines)


def near(document: str, slug: str) -> list[str]:
    """The rules whose names come near, the nearest first."""
    from difflib import get_close_matches

    known = sections(document)
    holding = [rule for rule in known if slug and slug in rule]
    return list(dict.fromkeys((*get_close_matches(slug, known, 3), *holding)))[:3]
