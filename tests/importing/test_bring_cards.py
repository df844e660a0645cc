import time

import pytest
from importing_make import BASIC, CLOZE, REVERSED, keys, made, reasons

from quiz.importing.draft import Draft
from quiz.importing.package import Notetype, Template


def test_a_basic_note():
    (draft,) = made("Who led?", "<b>Peng</b> Dehuai", tags=("Korea::people", "x"))
    assert draft == Draft(
        key="g#0",
        origin="History::Wars",
        title="History: Wars",
        keys={
            "question": "Who led?",
            "answer": "**Peng** Dehuai",
            "tags": ["Korea::people", "x"],
        },
        name="Who led?",
    )


def test_of_a_reversed_note_one_side_is_asked():
    assert keys("a", "b", notetype=REVERSED)["answer"] == "b"
    assert reasons("a", "b", notetype=REVERSED) == ["it is the reverse of a card that is asked"]


def test_an_optional_reverse_that_is_not_there_says_nothing():
    back = Template("Card 2", "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", "{{Front}}")
    both = Notetype("O", False, ("Front", "Back", "Add Reverse"), (*BASIC.templates, back))
    assert reasons("a", "b", "", notetype=both, ords=(0,)) == []
    assert len(reasons("a", "b", "y", notetype=both)) == 1


def test_a_typed_answer_stays_one():
    typed = Notetype(
        "T", False, ("Front", "Back"), (Template("c", "{{Front}} {{type:Back}}", "{{type:Back}}"),)
    )
    long = "the People's Volunteer Army of the young republic, nine words and more"
    assert keys("Who?", long, notetype=typed)["answer"] == long
    assert "type" not in keys("Who?", long, notetype=typed)


def test_readings_stand_in_the_answer_as_the_back_shows_them():
    fields = ("Word", "Reading", "Note")
    back = "{{kana:Reading}}<br>{{furigana:Note}}"
    furigana = Notetype("F", False, fields, (Template("c", "{{kanji:Word}}", back),))
    assert keys("日本[にほん]", " 日本[にほん]", "国[くに]", notetype=furigana) == {
        "question": "日本",
        "answer": "にほん",
        "explanation": "国(くに)",
    }


def test_time_is_linear_in_what_might_be_a_reading():
    furigana = Notetype("F", False, ("Q", "A"), (Template("c", "{{kana:Q}}", "{{kanji:A}}"),))
    start = time.process_time()
    made("日" * 100_000, "本[" * 50_000, notetype=furigana)
    assert time.process_time() - start < 5


def test_a_front_that_swells_is_left_out():
    swollen = Notetype("S", False, ("Q", "A"), (Template("c", "{{Q}}" * 2000, "{{A}}"),))
    assert reasons("x" * 90_000, "y", notetype=swollen) == [
        "its front is over 100,000 characters long"
    ]
    gaps = Notetype("S", True, ("Q",), (Template("c", "{{cloze:Q}}" * 2000, "{{cloze:Q}}"),))
    assert reasons("{{c1::x}}" * 9000, notetype=gaps) == [
        "its front is over 100,000 characters long"
    ]


def test_templates_of_old_have_braces_of_their_own():
    old = Notetype("O", False, ("Q", "A"), (Template("c", "{{=<% %>=}}<b><%Q%></b>", "{{A}}"),))
    assert keys("Who?", "Mao", notetype=old) == {"question": "**Who?**", "answer": "Mao"}


def test_gaps_keep_their_numbers_and_hints():
    text = "{{c3::Mao::who}} met <i>{{c1::Joseph {{c2::Stalin}}}}</i>"
    assert keys(text, "In <b>Moscow</b>.", notetype=CLOZE) == {
        "type": "cloze",
        "text": "{{c3::Mao::who}} met {{c1::*Joseph* {{c2::*Stalin*}}}}",
        "explanation": "In **Moscow**.",
    }
    assert reasons("no gap", "", notetype=CLOZE) == ["it has no gap with an answer"]
    assert "picture" in reasons("{{c1::<img src=x.png>}}", "", notetype=CLOZE)[0]


def test_many_fields_go_by_the_templates():
    country = Notetype(
        "Country",
        False,
        ("Country", "Capital", "People", "Extra", "Clue"),
        (
            Template(
                "1", "Capital of {{Country}}? {{hint:Clue}}", "{{Capital}} {{People}} {{Extra}}"
            ),
            Template("2", "Whose capital is {{Capital}}?", "{{Country}}"),
            Template("3", "How many live in {{Country}}?", "{{People}}"),
        ),
    )
    found = made("Korea", "Seoul", "51 million", "On the Han.", "S", notetype=country)
    assert [one.keys for one in found if isinstance(one, Draft)] == [
        {
            "question": "Capital of Korea?",
            "answer": "Seoul",
            "hint": "S",
            "explanation": "People: 51 million\nOn the Han.",
        },
        {"question": "How many live in Korea?", "answer": "51 million"},
    ]


def test_long_backs_are_revealed():
    back = "The war began. China came in. A truce ended it. Peace never came. It lasts."
    found = keys("What happened in Korea?", back)
    assert found["type"] == "open"
    assert found["answer"] == back
    assert len(found["points"]) == 3
    listed = keys("Who?", "<ul><li>Mao</li><li>Kim</li></ul>")
    assert listed["points"] == ["Mao", "Kim"]
    assert len(keys("Who?", "word " * 30)["points"]) == 2


@pytest.mark.parametrize("key", ["B", "2", "Peng", "0 1 0", "b."])
def test_options_are_recognised(key):
    fields = ("Question", "Option A", "Option B", "Option C", "Answer", "Explanation")
    quiz = Notetype("MC", False, fields, (Template("c", "{{Question}}", "{{Answer}}"),))
    assert keys("Who led?", "Mao", "Peng", "Lin", key, "He did.", notetype=quiz) == {
        "type": "choice",
        "answer": "Peng",
        "question": "Who led?",
        "distractors": ["Mao", "Lin"],
        "explanation": "He did.",
    }


def test_several_right_options_are_a_select():
    fields = ("Question", "QType", "Q_1", "Q_2", "Q_3", "Answers")
    quiz = Notetype("All", False, fields, (Template("c", "{{Question}}", "{{Answers}}"),))
    found = keys("Which?", "1", "a", "b", "c", "1 0 1", notetype=quiz)
    assert (found["type"], found["answers"], found["distractors"]) == ("select", ["a", "c"], ["b"])


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (("[sound:a.mp3]", "x"), "its front is a sound alone"),
        (("x", "[sound:a.mp3]"), "its answer is a sound alone"),
        (("x", '<img src="a.png">'), "its answer is a picture alone"),
        (("x", ""), "its back shows no answer"),
        (("", " <br>&nbsp;"), "it is empty"),
        (('<img src="data:image/png;base64,eA==">', "x"), "its front is a picture that is no file"),
        (("<b>&#x202e;</b>", "x"), "its front shows nothing"),
        (("x" * 100_001, "y"), "a field is over 100,000 characters long"),
    ],
)
def test_what_cannot_be_asked_is_named(fields, reason):
    assert [told.startswith(reason) for told in reasons(*fields)] == [True]


def test_hidden_parts_of_pictures_are_left_out():
    hidden = "{{c1::image-occlusion:rect:left=.1}}"
    assert "hides parts of a picture" in reasons(hidden, "", notetype=CLOZE)[0]


def test_a_picture_in_the_text_is_named_and_names_nothing():
    inside = f'<img src="data:image/png;base64,{"eA==" * 1000}">'
    (draft,) = made(f"{inside}Who is it?", "Mao")
    assert draft.name == "Who is it?"
    assert draft.simplified == ("a picture in the text is left out",)
    (lost,) = made(inside, "")
    assert lost.name == "g"


def test_pictures_and_what_is_lost():
    (draft,) = made('Where? <img src="a map.png" alt="Korea"><img src="b.png">', "x [sound:s.mp3]")
    assert draft.medium == "a map.png"
    assert draft.keys["alt"] == "Korea"
    assert draft.simplified == ("the picture 'b.png' is left out", "the sound 's.mp3' is left out")
