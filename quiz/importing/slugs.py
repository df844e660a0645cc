"""Slugs for what comes in: from its words, and such as are not taken. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable


def slugged(text: str, most: int) -> str:
    """A slug of whole words of the text, as far as they are Latin; perhaps empty."""
    low = text[:500].lower().replace("'", "")
    if not low.isascii():
        low = unicodedata.normalize("NFKD", low.replace("ß", "ss"))
        low = re.sub(r"[\u0300-\u036f’']", "", low)
    slug = "-".join(re.findall(r"[a-z0-9]+", low))
    if len(slug) > most:
        cut = slug[:most]
        slug = cut.rpartition("-")[0] if "-" in cut else cut
    return slug


def free(wanted: str, taken: Callable[[str], bool]) -> str:
    """The slug, or where it is taken one with a number."""
    slug, n = wanted, 1
    while taken(slug):
        n += 1
        slug = f"{wanted[:58].rstrip('-')}-{n}"
    return slug
