import hashlib
import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from anki_example import cards, identity, library
from anki_real import seen

from quiz import keys
from quiz.anki import canonical, notetypes
from quiz.anki.fields import Note, hashed, note
from quiz.model import Card, CardType, Deck, Item, Library, Unusable
from quiz.references import References


@pytest.fixture
def references(tmp_path: Path) -> References:
    return References(library(tmp_path))


DECK = Deck("landing", "Down [sound:x] *to*", ())


def filled(made: Note) -> dict[str, str]:
    return {n: v for n, v in zip(made.notetype.fields, made.fields, strict=True) if v}


def by_name(name: str, references: References, **changes) -> dict[str, str]:
    (card,) = (card for card in cards() if card.identity.card == name)
    return filled(note(replace(card, **changes), DECK, references))


def test_the_note_types_are_frozen() -> None:
    """Never change these; see the module. A changed look needs a later `CHANGED`."""
    quiz, cloze = notetypes.quiz(), notetypes.quiz_cloze()
    spare = [f"Spare {n}" for n in range(1, 9)]
    assert (quiz.id, quiz.name) == (1_764_018_270_000, "Quiz")
    assert list(quiz.fields) == [
        *(
            "Prompt",
            "Topic",
            "Kind",
            "Task",
            "Image",
            "Options",
            "Items",
            "Pairs",
            "Hint",
            "Answer",
        ),
        *("Solved", "Accept", "WhyNot", "Points", "Typed", "Explanation", "Corrected", "Conflict"),
        *("Sources", "Outside", "Note", "Retired", "Language", "Identity", "Card", "Second"),
        *spare,
    ]
    assert [template.name for template in quiz.templates] == ["Quiz", "Second"]
    assert (cloze.id, cloze.name) == (1_764_018_280_000, "Quiz Cloze")
    assert list(cloze.fields) == [
        *("Text", "Topic", "Kind", "Task", "Image", "Hint", "Explanation", "Corrected", "Conflict"),
        *("Sources", "Outside", "Note", "Retired", "Language", "Identity", "Card"),
        *spare,
    ]
    assert [template.name for template in cloze.templates] == ["Quiz"]
    ids = [t.field_id(n) for t in (quiz, cloze) for n in range(len(t.fields))]
    ids += [t.template_id(n) for t in (quiz, cloze) for n in range(len(t.templates))]
    assert len(set(ids)) == len(ids)


def test_a_changed_look_has_a_later_time() -> None:
    look = repr([(t.css, t.templates) for t in (notetypes.quiz(), notetypes.quiz_cloze())])
    digest = hashlib.sha256(look.encode()).hexdigest()[:16]
    assert (notetypes.CHANGED, digest) == (1_795_339_500, "5c5b92014fff73b5")


def test_the_script_is_text_to_anki_and_loads_nothing() -> None:
    quiz = notetypes.quiz().templates[0]
    for side in (quiz.front, quiz.back):
        before, script, after = re.split(r"<script>\n|</script>\n", side)
        assert not after
        acting = r"\{\{|\}\}|\[\[|\[sound:|\[\$|\[latex|\[anki:|\\[(\[]|</|<!--"
        assert not re.search(acting, script)
        assert re.fullmatch(r"/\*.*?\*/\n\(function \(\) \{\n.*\n\}\)\(\);\n", script, re.DOTALL)
        assert not re.search(r"//|=>|\?\.|\?\?|`.*`|\bimport\b|\bfetch\b|\bXMLHttp", script)
        assert not re.search(r"src=|href=|url\(|@import|http", before + notetypes.quiz().css)


def test_no_template_shows_what_is_for_machines() -> None:
    for notetype in (notetypes.quiz(), notetypes.quiz_cloze()):
        for template in notetype.templates:
            for side in (template.front, template.back):
                assert "{{Identity}}" not in side
                assert "{{Card}}" not in side


def test_every_field_that_a_template_names_exists() -> None:
    import re

    for notetype in (notetypes.quiz(), notetypes.quiz_cloze()):
        for template in notetype.templates:
            for side in (template.front, template.back):
                names = re.findall(r"{{[#^/]?(?:cloze:)?([^}]+)}}", side)
                assert set(names) <= {*notetype.fields, "FrontSide"}


@pytest.mark.parametrize("kind", CardType)
def test_every_type_fills_its_fields(kind: CardType, references: References) -> None:
    found = [note(card, DECK, references) for card in cards() if card.type is kind]
    assert found
    for made in found:
        names = set(filled(made))
        assert {"Kind", "Language", "Identity", "Card"} <= names
        assert names & {"Answer", "Text"}
        assert not any(name.startswith("Spare") or name == "Second" for name in names)
        assert not any(tag != "".join(tag.split()) for tag in made.tags)


def test_the_front_does_not_give_the_order_away(references: References) -> None:
    choice = by_name("alarm", references)
    assert choice["Options"].count("<li>") == 3
    assert "right" not in choice["Options"]
    order = by_name("flight-order", references)
    assert seen(order["Items"]) != "Launch Touchdown First step Splashdown"
    assert "July" not in order["Items"]
    assert seen(order["Answer"]).startswith("Launch 16 July Touchdown 20 July")


def test_even_two_items_are_not_shown_in_the_right_order(references: References) -> None:
    for n in range(20):
        card = Card(
            identity=identity(f"order-{n}"),
            type=CardType.ORDER,
            prompt="Order?",
            items=(Item("one"), Item("two")),
        )
        assert seen(filled(note(card, DECK, references))["Items"]) == "two one"


def test_hashed_order_ignores_the_authors_order() -> None:
    texts = ["a", "b", "c", "d", "e"]
    assert hashed(texts, "x") == hashed(reversed(texts), "x")
    assert hashed(texts, "x") != hashed(texts, "y")


def test_solved_keeps_the_places_of_the_options(references: References) -> None:
    made = by_name("alarm", references)
    assert made["Options"].index("computer") < made["Options"].index("radar")
    assert made["Solved"].index("computer") < made["Solved"].index("radar")
    assert made["Solved"].count('class="right"') == 1
    assert "The radar worked" in made["Solved"]
    assert by_name("left", references)["Solved"].count('class="right"') == 2


def test_a_wrong_answer_that_a_document_claims_says_whose_it_is(references: References) -> None:
    assert (
        "So says What the Moon *Proved*, par. 2." in by_name("landing-date", references)["WhyNot"]
    )


def test_sources_have_section_paragraph_and_link(references: References) -> None:
    assert by_name("landing-date", references)["Sources"] == (
        '<ul class="sources"><li><a href="https://example.org/report?a=1&amp;b=2">Mission Report'
        '</a>, "The descent", par. 3</li></ul>'
    )


def test_a_view_names_its_source_as_it_is_written(references: References) -> None:
    assert by_name("view", references)["Prompt"] == (
        "According to What the Moon *Proved*, what did the first step prove?"
    )


def test_what_else_is_right(references: References) -> None:
    assert by_name("descent-fuel", references)["Accept"] == "40 to 50 seconds"
    assert by_name("descent-fuel", references, range="", within="10%")["Accept"] == "within 10%"
    assert by_name("descent-fuel", references)["Typed"] == "45"


def test_tags_say_where_a_card_belongs(references: References) -> None:
    (card,) = (card for card in cards() if card.identity.card == "landing-date")
    hostile = replace(card, tags=("two words", "a\u3000b", 'q"q', "x\x1fy", " ", "Core"))
    assert note(hostile, DECK, references).tags == (
        *("Core", "a_b", "core", "deck::landing", "disputed", "q_q"),
        *("source::mission-report", "two_words", "type::date", "xy"),
    )


def test_the_key_is_the_first_identity() -> None:
    card = Card(identity=identity("new"), prompt="?", answer="!")
    assert canonical.key(card) == '["first-landing","landing","new"]'
    moved = replace(card, was=("flight/old", "landing/less-old"))
    assert canonical.key(moved) == '["first-landing","flight","old"]'
    elsewhere = replace(card, was=("other/flight/old",))
    assert canonical.key(elsewhere) == '["other","flight","old"]'


def test_the_card_comes_back_from_its_note(references: References) -> None:
    for card in cards():
        strange = replace(card, explanation="a\u202eb \x1b[31m\x1f [sound:x] <b> \\(x\\) 彭德怀\n")
        made = filled(note(strange, DECK, references))
        assert json.loads(html.unescape(made["Card"])) == keys.of_card(strange)
        assert made["Identity"] == str(card.identity)


def test_a_card_without_anything_to_see_is_refused(references: References) -> None:
    with pytest.raises(Unusable, match="blank"):
        note(Card(identity=identity("x"), prompt="\u202e", answer="a"), DECK, references)


def test_the_topic_is_the_decks_title(references: References) -> None:
    assert by_name("alarm", references)["Topic"] == "Down &#91;sound:x] *to*"


def test_facts_that_do_not_exist_are_left_out(tmp_path: Path) -> None:
    bare = References(Library("bare", "Bare", tmp_path))
    card = Card(identity=identity("x"), prompt="?", answer="a", sources=("no:1a",))
    assert "Sources" not in filled(note(card, DECK, bare))
