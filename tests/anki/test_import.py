"""What Anki itself makes of a package."""

from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_example import PIXEL, TIME, identity, library
from anki_real import card_of, cards, check, counts, fields, seen, take_in, without_script

from quiz import cloze
from quiz.anki import notetypes
from quiz.anki.fields import Note, note
from quiz.anki.package import export
from quiz.markdown import escape as as_markdown
from quiz.markdown import plain
from quiz.model import Card, CardType, Deck, Distractor, Item, Library, Pair

HOSTILE = (
    "[b]",
    "dict[str, int]",
    "a<b",
    "{{c1::",
    "{{c1::x}}",
    "x :: y }} z",
    "$5 and $6",
    "[sound:x.mp3]",
    "[latex]x[/latex] [$]y[/$] [$$]z[/$$]",
    "[anki:tts lang=en_US]x[/anki:tts]",
    r"\(x\) \[y\]",
    "<script>alert(1)</script>",
    "<!-- x",
    "&nbsp;",
    "a\u202eb",
    "\x1b[31mred",
    "a\x1fb",
    "{{Answer}} {{#Hint}}",
    "彭德怀",
    "-",
)


def test_a_first_import_is_whole(tmp_path: Path, collection: Collection) -> None:
    made = library(tmp_path)
    export(made, tmp_path / "x.apkg", timestamp=TIME)
    assert counts(take_in(collection, tmp_path / "x.apkg")) == {"new": 12}
    there = cards(collection)
    assert [fields(card)["Identity"] for card in there if card.ord == 0] == [
        str(card.identity) for card in made.cards()
    ]
    assert [card.due for card in there] == [1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12]
    for card in there:
        assert seen(card.question())
        assert seen(card.answer())
        assert collection.decks.name(card.did) == "The First Landing::Down to the surface"
    assert check(collection) == "Database rebuilt and optimized."
    assert not collection.get_empty_cards().notes


def test_every_type_shows_what_it_should(tmp_path: Path, collection: Collection) -> None:
    export(library(tmp_path), tmp_path / "x.apkg", timestamp=TIME)
    take_in(collection, tmp_path / "x.apkg")

    def front(name: str, ord_: int = 0) -> str:
        return seen(card_of(collection, f"first-landing/landing/{name}", ord_).question())

    def back(name: str, ord_: int = 0) -> str:
        return seen(card_of(collection, f"first-landing/landing/{name}", ord_).answer())

    assert "On what day (UTC) did Eagle touch down?" in front("landing-date")
    assert "Four days after the launch." in front("landing-date")
    assert "20 July 1969" not in front("landing-date")
    for text in (
        "20 July 1969",
        "the twentieth of July 1969",
        "That was the launch, four days before.",
        "Corrected on 2026-11-22",
        "Touchdown came at 20:17 UTC",
        "Compare with the later missions.",
        "Documents disagree",
        "21 July 1969 What the Moon *Proved*, par. 2 mistaken",
        "20 July, certain",
        'Mission Report, "The descent", par. 3',
    ):
        assert text in back("landing-date"), text
    assert "45 seconds Also right 40 to 50 seconds" in back("descent-fuel")
    assert "✗ Katherine Johnson" in back("programmer")
    assert "Choose one." in front("alarm")
    assert "✓" not in front("alarm")
    assert "✓ The computer had more work" in back("alarm")
    assert "Choose all that apply." in front("left")
    assert back("left").count("✓") == 2
    assert "True or false, and why?" in front("all-landed")
    assert "False Michael Collins" in back("all-landed")
    assert "[commander] and Buzz Aldrin landed" in front("crew")
    assert "Neil Armstrong and [...] landed" in front("crew", 1)
    assert "Neil Armstrong and Buzz Aldrin landed" in back("crew", 1)
    assert "Launch 16 July Touchdown 20 July First step 21 July (UTC)" in back("flight-order")
    assert "Michael Collins flew the command module Gene Kranz" in back("who-did-what")
    assert "Should name the overload was handled by design" in back("why-go-on")
    assert "Digital Apollo, chapter 9" in back("why-go-on")
    assert "According to What the Moon *Proved*, what did" in front("view")
    assert "This card is retired." in front("old")
    assert "suspend" in front("old")
    assert "30" in back("old")
    assert collection.find_notes("tag:retired")


def test_decks_tags_and_media_arrive(tmp_path: Path, collection: Collection) -> None:
    export(library(tmp_path), tmp_path / "x.apkg", timestamp=TIME)
    take_in(collection, tmp_path / "x.apkg")
    deck = collection.decks.by_name("The First Landing::Down to the surface")
    assert deck is not None
    assert "From launch to <em>splashdown</em>" in deck["desc"]
    assert "a teacher, CC0-1.0" in deck["desc"]
    assert card_of(collection, "first-landing/landing/landing-date").note().tags == [
        *("apollo", "core", "deck::landing", "disputed"),
        *("source::mission-report", "type::date"),
    ]
    (medium,) = Path(collection.media.dir()).iterdir()
    assert medium.read_bytes() == PIXEL
    shown = card_of(collection, "first-landing/landing/why-go-on").question()
    assert f'<img src="{medium.name}" alt="The &quot;Sea&quot; of Tranquillity">' in shown
    found = collection.media.check()
    assert not list(found.missing)
    assert not list(found.unused)


def test_the_same_package_again_changes_nothing(tmp_path: Path, collection: Collection) -> None:
    export(library(tmp_path), tmp_path / "x.apkg", timestamp=TIME)
    take_in(collection, tmp_path / "x.apkg")
    names = [notetype.name for notetype in collection.models.all_names_and_ids()]
    for update in (0, 1):
        again = take_in(collection, tmp_path / "x.apkg", update=update)
        assert not again.new
        assert not again.conflicting
        assert update or counts(again) == {"duplicate": 12}
    assert [notetype.name for notetype in collection.models.all_names_and_ids()] == names
    assert {"Quiz", "Quiz Cloze"} <= set(names)


def test_a_later_release_updates_and_keeps_the_schedule(
    tmp_path: Path, collection: Collection
) -> None:
    made = library(tmp_path)
    export(made, tmp_path / "x.apkg", timestamp=TIME)
    take_in(collection, tmp_path / "x.apkg")
    studied = card_of(collection, "first-landing/landing/landing-date")
    studied.start_timer()
    collection.sched.answerCard(studied, 3)
    studied = collection.get_card(studied.id)

    (deck,) = made.decks
    edited = replace(deck.cards[0], answer="20 July 1969, at 20:17", explanation="New words.")
    moved = replace(
        deck.cards[1],
        identity=identity("fuel-left"),
        was=("landing/descent-fuel",),
    )
    retyped = replace(deck.cards[3], type=CardType.OPEN, distractors=())
    added = Card(identity=identity("added"), prompt="New?", answer="Yes")
    later = (edited, moved, deck.cards[2], retyped, *deck.cards[4:], added)
    release = replace(made, decks=(replace(deck, cards=later),))
    export(release, tmp_path / "x.apkg", timestamp=TIME + 10)
    assert counts(take_in(collection, tmp_path / "x.apkg")) == {"new": 1, "updated": 12}

    after = collection.get_card(studied.id)
    assert "20 July 1969, at 20:17" in seen(after.answer())
    assert "New words." in seen(after.answer())
    assert (after.type, after.queue, after.due, after.ivl, after.reps) == (
        *(studied.type, studied.queue, studied.due, studied.ivl, studied.reps),
    )
    assert after.reps == 1
    assert collection.db is not None
    assert collection.db.scalar("SELECT count() FROM revlog") == 1
    assert "fuel-left" in fields(card_of(collection, "first-landing/landing/fuel-left"))["Identity"]
    assert fields(card_of(collection, "first-landing/landing/alarm"))["Kind"] == "open"
    assert check(collection) == "Database rebuilt and optimized."


def test_libraries_with_equal_names_live_side_by_side(
    tmp_path: Path, collection: Collection
) -> None:
    one = library(tmp_path / "one")
    two = library(tmp_path / "two", slug="other", title="Another Landing")
    export(one, tmp_path / "one.apkg", timestamp=TIME)
    export(two, tmp_path / "two.apkg", timestamp=TIME)
    assert counts(take_in(collection, tmp_path / "one.apkg")) == {"new": 12}
    assert counts(take_in(collection, tmp_path / "two.apkg")) == {"new": 12}
    export([one, two], tmp_path / "both.apkg", timestamp=TIME)
    assert counts(take_in(collection, tmp_path / "both.apkg")) == {"duplicate": 24}
    assert card_of(collection, "other/landing/crew", 1).question()
    assert check(collection) == "Database rebuilt and optimized."


def test_libraries_and_decks_of_one_title_share_a_deck(
    tmp_path: Path, collection: Collection
) -> None:
    one = library(tmp_path / "one")
    two = library(tmp_path / "two", slug="other", title="the first landing")
    export([one, two], tmp_path / "both.apkg", timestamp=TIME)
    assert counts(take_in(collection, tmp_path / "both.apkg")) == {"new": 24}
    assert len({card.did for card in cards(collection)}) == 1
    assert check(collection) == "Database rebuilt and optimized."


def hostile_cards(text: str, number: int) -> list[Card]:
    """A card of each type with the text in each of its fields."""
    every = {
        "hint": text,
        "explanation": text,
        "outside": (text,),
        "note": text,
        "tags": ("".join(text.split()),),
        "alt": text,
        "image": "map.png",
    }
    wrong = (Distractor(f"1 {text}", text), Distractor(f"2 {text}", text))
    return [
        Card(identity=identity(f"{number}-{kind}"), type=kind, **{**every, **own})
        for kind, own in {
            CardType.SHORT_ANSWER: {
                "prompt": text,
                "answer": text,
                "accept": (text,),
                "reject": (f"3 {text}",),
                "distractors": wrong,
                "unit": text,
            },
            CardType.CHOICE: {"prompt": text, "answer": text, "distractors": wrong},
            CardType.SELECT: {"prompt": text, "answers": (text,), "distractors": wrong},
            CardType.TRUE_FALSE: {"prompt": text, "answer": "true"},
            CardType.ORDER: {
                "prompt": text,
                "items": (Item(f"1 {text}", text), Item(f"2 {text}", text)),
            },
            CardType.MATCH: {
                "prompt": text,
                "pairs": (Pair(f"1 {text}", text), Pair(f"2 {text}", f"4 {text}")),
            },
            CardType.OPEN: {"prompt": text, "answer": text, "points": (text, f"5 {text}")},
        }.items()
    ]


@pytest.mark.parametrize("form", [str, as_markdown], ids=["as-is", "escaped"])
def test_hostile_text_arrives_as_written(form, tmp_path: Path, collection: Collection) -> None:
    texts = [form(text) for text in HOSTILE]
    made = [card for n, text in enumerate(texts) for card in hostile_cards(text, n)]
    whole = library(tmp_path)
    deck = Deck("landing", "Hostile [sound:x] <b>", tuple(made), description=" ".join(texts))
    export(replace(whole, decks=(deck,)), tmp_path / "x.apkg", timestamp=TIME)
    assert counts(take_in(collection, tmp_path / "x.apkg")) == {"new": len(made)}
    there = {fields(card)["Identity"]: card for card in cards(collection)}
    for n, text in enumerate(texts):
        expected = " ".join(plain(text).split())
        assert expected
        for card in hostile_cards(text, n):
            shown = there[str(card.identity)]
            question, answer = shown.question(), shown.answer()
            # once more in the hint; and on the back in the explanation, the work, the note
            assert seen(question).count(expected) >= 2, (text, question)
            assert seen(answer).count(expected) >= 4, (text, answer)
            acts_nowhere(shown)
    assert check(collection) == "Database rebuilt and optimized."
    assert not collection.get_empty_cards().notes
    assert not collection.media.check().missing


def acts_nowhere(card) -> None:
    assert not card.question_av_tags()
    assert not card.answer_av_tags()
    for side in map(without_script, (card.question(), card.answer())):
        for sign in (
            "<script",
            "<!--",
            'class="latex"',
            "[anki:play",
            "\\(",
            "\\[",
            "\x1b",
            "\u202e",
        ):
            assert sign not in side, (sign, side)


def test_hostile_text_in_and_around_gaps(tmp_path: Path, collection: Collection) -> None:
    def text_of(hostile: str) -> str:
        around = hostile.replace("{{c1::", "{{ c1::")  # else it would rightly be a gap
        inside = hostile.replace("{{", "{ {").replace("}}", "} }").replace("::", ": :")
        return f"{around} {{{{c1::A {inside}::H {inside}}}}} {{{{c3::C: {inside}}}}} {around}"

    made = [
        Card(identity=identity(f"c{n}"), type=CardType.CLOZE, prompt=text_of(text), hint=text)
        for n, text in enumerate(HOSTILE)
        if "}}" not in text
    ]
    export(
        Library("first-landing", "L", tmp_path, decks=(Deck("landing", "D", tuple(made)),)),
        tmp_path / "x.apkg",
        timestamp=TIME,
    )
    assert counts(take_in(collection, tmp_path / "x.apkg")) == {"new": len(made)}
    assert len(cards(collection)) == 2 * len(made)
    for card in made:
        for ord_, number in enumerate((1, 3)):
            shown = card_of(collection, str(card.identity), number - 1)
            expected = " ".join(plain(cloze.blanked(card.prompt, number)).split())
            assert expected in seen(shown.question()), (ord_, shown.question())
            whole = " ".join(plain(cloze.filled(card.prompt)).split())
            assert whole in seen(shown.answer())
            acts_nowhere(shown)
    assert check(collection) == "Database rebuilt and optimized."
    assert not collection.get_empty_cards().notes


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (r"{{c1::a\::b}}", "a"),
        ("{{c1::a}} and }} and {{ and ::", "a"),
        ("{{c1::a {{c2::b}}::h}} c", "a b"),
        ("{{c1::x::sound:a.mp3}}", "x"),
        ("{{c1::x::latex}} y[/latex]", "x"),
        ("{{c500::x}}", "x"),
        ("{{c1::{x}}}", "{x}"),
        ("*one {{c1::two* three}} four", "two three"),
    ],
)
def test_gaps_ask_what_they_should(
    written: str, answer: str, tmp_path: Path, collection: Collection
) -> None:
    card = Card(identity=identity("x"), type=CardType.CLOZE, prompt=written)
    made = Library("first-landing", "L", tmp_path, decks=(Deck("landing", "D", (card,)),))
    export(made, tmp_path / "x.apkg", timestamp=TIME)
    take_in(collection, tmp_path / "x.apkg")
    there = cards(collection)
    assert [shown.ord + 1 for shown in there] == list(cloze.numbers(written))
    assert answer in seen(there[0].answer())
    hint = cloze.gaps(written)[0].hint or "..."
    assert f"[{hint}]" in seen(there[0].question())
    for shown in there:
        acts_nowhere(shown)
    assert not collection.get_empty_cards().notes


def test_fields_and_templates_keep_their_ids(tmp_path: Path, collection: Collection) -> None:
    export(library(tmp_path), tmp_path / "x.apkg", timestamp=TIME)
    take_in(collection, tmp_path / "x.apkg")
    for notetype in (notetypes.quiz(), notetypes.quiz_cloze()):
        there = collection.models.by_name(notetype.name)
        assert there is not None
        assert there["id"] == notetype.id
        assert [(f["name"], f["id"]) for f in there["flds"]] == [
            (name, notetype.field_id(n)) for n, name in enumerate(notetype.fields)
        ]
        assert [t["id"] for t in there["tmpls"]] == [
            notetype.template_id(n) for n in range(len(notetype.templates))
        ]


def test_a_new_look_a_used_spare_and_a_second_card_arrive_without_conflict(
    tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What later releases will want to do to the note type."""
    made = library(tmp_path)
    export(made, tmp_path / "x.apkg", timestamp=TIME)
    take_in(collection, tmp_path / "x.apkg")
    now = notetypes.quiz()
    first, second = now.templates
    later = replace(
        now,
        fields=tuple("Glossary" if name == "Spare 3" else name for name in now.fields),
        templates=(replace(first, name="Card", back=first.back + "{{Glossary}}"), second),
        css=now.css + "/* later */",
    )

    def richer(*arguments) -> Note:
        made = note(*arguments)
        if made.notetype is not later:
            return made
        values = list(made.fields)
        values[later.fields.index("Glossary")] = "A gloss."
        values[later.fields.index("Second")] = "Backwards?"
        return made._replace(fields=tuple(values), ords=(0, 1))

    monkeypatch.setattr("quiz.anki.fields.note", richer)
    monkeypatch.setattr(notetypes, "quiz", lambda: later)
    monkeypatch.setattr(notetypes, "CHANGED", notetypes.CHANGED + 1)
    export(made, tmp_path / "x.apkg", timestamp=TIME + 1)
    assert counts(take_in(collection, tmp_path / "x.apkg")) == {"updated": 12}
    assert len([n for n in collection.models.all_names_and_ids() if n.name.startswith("Quiz")]) == 2
    there = collection.models.by_name("Quiz")
    assert there is not None
    assert "/* later */" in there["css"]
    assert "A gloss." in card_of(collection, "first-landing/landing/alarm").answer()
    assert "Backwards?" in card_of(collection, "first-landing/landing/alarm", 1).question()
    assert check(collection) == "Database rebuilt and optimized."


def test_what_a_user_changed_in_the_look_stays(tmp_path: Path, collection: Collection) -> None:
    made = library(tmp_path)
    export(made, tmp_path / "x.apkg", timestamp=TIME)
    take_in(collection, tmp_path / "x.apkg")
    mine = collection.models.by_name("Quiz")
    assert mine is not None
    mine["css"] += "/* mine */"
    collection.models.update_dict(mine)
    export(made, tmp_path / "x.apkg", timestamp=TIME + 1)
    assert counts(take_in(collection, tmp_path / "x.apkg")) == {"updated": 12}
    there = collection.models.by_name("Quiz")
    assert there is not None
    assert "/* mine */" in there["css"]
