"""Whatever a text holds, Anki has it as it was exported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from anki.collection import Collection
from anki_example import TIME, identity
from anki_real import check, counts, take_in
from hypothesis import given, settings
from hypothesis import strategies as st
from test_import import hostile_cards

from quiz.anki import fields
from quiz.anki.package import export
from quiz.anki.shared import Shared
from quiz.markdown import escape as as_markdown
from quiz.model import Card, CardType, Deck, Library

PIECES = (
    *("{{", "}}", "{{c2::", "::", "{{FrontSide}}", "{{#Hint}}", "{{type:Answer}}"),
    *("[sound:a.mp3]", "[latex]", "[$]", "[anki:tts lang=en]", "\\(", "\\[", "$$", "$5"),
    *("<b>", "</script>", "<!--", "<img src=x>", "&", "&amp;", "&#123;", "'", '"'),
    *("\x1f", "\x00", "\r\n", "\n", "\t", "\u2028", "\u202e", "\ufeff", "\ufdd0", "\x85", "\x7f"),
    *("e\u0301", "ﬁ", "🎉", "👨‍👩‍👧", "中國", "שלום"),
    *("*", "**", "_", "`", "[a](https://e.org/?b)", "\\"),
    *(" ", "a", "1950", ":", "{", "]", "#", "%"),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=8).map("".join)


@settings(deadline=None, max_examples=6)
@given(st.lists(TEXTS, min_size=8, max_size=16))
def test_any_text_is_in_anki_as_it_was_exported(texts: list[str]) -> None:
    made: list[Card] = []
    for n, text in enumerate(texts):
        inside = as_markdown(text.replace("{", "").replace("}", ""))
        gaps = f"{inside} {{{{c1::a{inside}::{inside}}}}} {inside}"
        cloze = Card(identity=identity(f"gap-{n}"), type=CardType.CLOZE, prompt=gaps)
        several = (*hostile_cards(f"x{text}", n), cloze)
        made += [replace(card, tags=(text,), image="") for card in several]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        deck = Deck("landing", f"D {texts[0]}", tuple(made), description=texts[1])
        whole = Library("first-landing", f"L {texts[2]}", root, decks=(deck,))
        export(whole, root / "x.apkg", timestamp=TIME)
        collection = Collection(str(root / "collection.anki2"))
        try:
            assert counts(take_in(collection, root / "x.apkg")) == {"new": len(made)}
            notes = [collection.get_note(nid) for nid in collection.find_notes("")]
            there = {note["Identity"]: note for note in notes}
            for card in made:
                expected, note = fields.note(card, deck, Shared(whole)), there[str(card.identity)]
                assert tuple(note.fields) == expected.fields
                assert sorted(note.tags) == sorted(expected.tags)
                assert tuple(each.ord for each in note.cards()) == expected.ords
            assert check(collection) == "Database rebuilt and optimized."
        finally:
            collection.close()
