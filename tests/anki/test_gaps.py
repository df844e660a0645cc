import pytest

from quiz.anki.gaps import cloze_text
from quiz.model import Unusable


@pytest.mark.parametrize("hint", ["sound:a.mp3", "LaTeX", "$", "$$", "anki:play"])
def test_a_hint_that_would_become_a_tag_in_brackets_is_none(hint: str) -> None:
    made = cloze_text("{{c1::x::" + hint + "}}")
    assert made == "{{c1::x::&#" + f"{ord(hint[0])};{hint[1:]}" + "}}"


@pytest.mark.parametrize("hint", ["a sound: loud", "of latex", "5 $", "not anki:x"])
def test_a_hint_that_only_holds_such_words_stays(hint: str) -> None:
    assert cloze_text("{{c1::*x*::" + hint + "}}") == "{{c1::<em>x</em>::" + hint + "}}"


def test_no_element_is_empty() -> None:
    assert cloze_text("**{{c1::a}}** b") == "{{c1::<strong>a</strong>}} b"
    assert cloze_text("**a{{c1::b}}**") == "<strong>a</strong>{{c1::<strong>b</strong>}}"


def test_a_gap_that_opens_in_an_address_is_cut() -> None:
    with pytest.raises(Unusable, match=r"^a gap of the text is empty, or cut by Markdown, so"):
        cloze_text("{{c1::a}} [b](https://e.org/{{c2::c) d}}")


@pytest.mark.parametrize("text", ["{{c0::a}}", "{{c0::a}} {{c1::b}}", "{{c1::a}} {{c501::b}}"])
def test_a_number_that_anki_would_not_ask_is_refused(text: str) -> None:
    with pytest.raises(Unusable, match=r"^Anki numbers gaps from c1 to c500$"):
        cloze_text(text)
