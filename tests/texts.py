"""Any text that YAML can hold, with what is easily broken when it is written."""

from __future__ import annotations

from hypothesis import strategies as st

SIGNS = [
    "👨‍👩‍👧",
    "🇰🇷",
    "\u00a0😀",
    "𠮷野\u3000家",
    "\U000e0001",
    "\U000f0000",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\xad",
    "a b",
    "é",
    " ",
    "'",
    '"',
    "\\",
    "#",
    ": ",
]
"""Joined signs, spaces of all widths, what nobody sees and what YAML takes for its own."""

_HELD = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff"
)
TEXTS = st.lists(st.sampled_from(SIGNS) | _HELD, min_size=1, max_size=30).map("".join)
"""Texts of one line."""
