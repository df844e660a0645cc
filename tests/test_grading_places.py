"""A place named together with the wider place it lies in: never wrong for that, never a way round
the question."""

from __future__ import annotations

import make
import pytest

from quiz.grading import Context, accepted, grade
from quiz.model import CardType, Form, Mode, Name, Verdict

CORRECT, CLOSE, WRONG = Verdict.CORRECT, Verdict.CLOSE, Verdict.WRONG
NAMES = (
    Name("kaesong", "Kaesong", "place", ("Gaeseong",), glossary="Town near the border."),
    Name("seoul", "Seoul", "place", glossary="Capital of South Korea."),
    Name("pyongyang", "Pyongyang", "place", glossary="Capital of North Korea."),
    Name("washington", "Washington", "place", ("Washington, D.C.",)),
    Name("pusan", "Pusan", "place", ("Busan",), glossary="Port in the south-east of *Korea*."),
    Name("korea", "Korea", "place", glossary="The peninsula between China and Japan."),
    Name("wake", "Wake Island", "place", glossary="Island in the ocean."),
    Name("north", "North Korea", "country", ("DPRK",), reject=("NK",)),
    Name("south", "South Korea", "country", ("Republic of Korea",)),
    Name("us", "United States", "country", ("USA",)),
    Name("china", "China", "country"),
    Name("mao", "Mao Zedong", "person", ("Mao",)),
    Name("park-1", "Park", "place"),
    Name("park-2", "Park", "person"),
)
LIBRARY = make.library(make.card("other", answer="Moscow"), names=NAMES)


def typed(answer, text, mode=Mode.STUDY, **keys):
    card = make.card(answer=answer, **({"prompt": "Where was it?"} | keys))
    return grade(card, Form.TYPED, (text,), Context.of([LIBRARY], mode))


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Kaesong", "Kaesong, North Korea"),
        ("Kaesong", "kaesong ,  north korea."),
        ("Kaesong", "Kaesong (North Korea)"),
        ("Kaesong", "Kaesong, DPRK"),
        ("Kaesong", "Gaeseong, the DPRK"),
        ("Kaesong", "Kaesong, South Korea"),
        ("Kaesong", "Kaesong, Korea"),
        ("Kaesong", "Kaesong in Korea"),
        ("Washington", "Washington, D.C., USA"),
        ("Washington", "Washington, D.C., United States"),
        ("Seoul", "Seoul, Korea"),
        ("Pusan", "Busan, Korea"),
        ("*Pusan*", "Pusan, Korea"),
    ],
)
def test_a_wider_place_that_may_be_right_is_asked_about(answer, text):
    for mode in Mode:
        outcome = typed(answer, text, mode)
        assert (outcome.verdict, outcome.right, outcome.of) == (CLOSE, 0, 1)
        assert outcome.note == f'Is "{answer.strip("*")}" enough?'


@pytest.mark.parametrize(
    ("prompt", "verdict"),
    [
        ("In which town of North Korea was it?", CORRECT),
        ("In which town of the *DPRK* was it?", CLOSE),
        ("In which North Korean town was it?", CLOSE),
        ("Was it in Kaesong or in North Korea as a whole?", CLOSE),
    ],
)
def test_a_wider_place_that_the_prompt_names_is_no_further_answer(prompt, verdict):
    assert typed("Kaesong", "Kaesong, North Korea", Mode.TEST, prompt=prompt).verdict is verdict


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Kaesong", "Seoul, South Korea"),  # another place
        ("Kaesong", "Kaesong, Wake Island"),
        ("Kaesong", "North Korea"),
        ("Kaesong", "North Korea, Kaesong"),
        ("Kaesong", ", North Korea"),
        ("Kaesong", "Kaesong, Seoul"),  # two places side by side are two answers
        ("Seoul", "Seoul, Pyongyang"),
        ("Seoul", "Seoul, Moscow"),
        ("Seoul", "Seoul, Pyongyang, North Korea"),
        ("Pyongyang", "Seoul, Pyongyang, North Korea"),
        ("Kaesong", "Kaesong, NK"),
        ("Kaesong", "Kaesong, Mao"),
        ("Kaesong", "Kaesong, a port"),
        ("Kaesong", "Kaesong, not North Korea"),
        ("Kaesong", "Not Kaesong, North Korea"),
        ("Kaesong", "Kaesong North Korea"),
        ("Kaesong", "Kaesong or North Korea"),
        ("China", "China, North Korea"),  # two countries are two answers
        ("Moscow", "Moscow, China"),  # not known to be a place
        ("Mao Zedong", "Mao, China"),  # no place
        ("Kaesong and Seoul", "Kaesong, South Korea"),
    ],
)
def test_more_than_a_wider_place_is_wrong(answer, text):
    for mode in Mode:
        assert typed(answer, text, mode).verdict is WRONG


@pytest.mark.parametrize(
    ("answer", "text", "verdict"),
    [
        ("Seoul", "Seoul, South Korea", CORRECT),
        ("Seoul", "Seoul (Republic of Korea)", CORRECT),
        ("Pyongyang", "Pyongyang, the DPRK", CORRECT),
        ("Seoul", "Seoul, North Korea", CLOSE),
        ("Pyongyang", "Pyongyang, China", CLOSE),
        ("Pyongyang", "Pyongyang, NK", WRONG),
        ("Anju", "Anju, North Korea", CORRECT),
        ("Hoeryong", "Hoeryong, China", CLOSE),
        ("Dairen", "Dairen, China", CLOSE),
    ],
)
def test_a_country_that_the_glossary_names_is_known(answer, text, verdict):
    names = (
        Name("anju", "Anju", "place", glossary="A *town* in the DPRK, north of Pyongyang."),
        Name("anju-2", "Hoeryong", "place", glossary="Town near the border of China."),
        Name("dairen", "Dairen", "place", glossary="Port in China for some of us."),
    )
    context = Context.of([make.library(names=(*NAMES, *names))], Mode.TEST)
    card = make.card(answer=answer, prompt="Where was it?")
    assert grade(card, Form.TYPED, (text,), context).verdict is verdict


def test_a_country_is_known_only_where_each_place_of_that_name_lies_in_it():
    names = (
        Name("a", "Andong", "place", glossary="City in China."),
        Name("b", "Andong", "place", glossary="City in South Korea."),
    )
    context = Context.of([make.library(names=(*NAMES, *names))], Mode.TEST)
    found = grade(make.card(answer="Andong"), Form.TYPED, ("Andong, China",), context)
    assert found.verdict is CLOSE


def test_what_may_be_a_place_is_taken_for_one():
    assert typed("Park", "Park, China").verdict is CLOSE


def test_a_wider_place_that_is_another_option_is_wrong():
    keys = {"distractors": make.distractors("the Republic of Korea"), "reject": ("DPRK",)}
    assert typed("Kaesong", "Kaesong, South Korea", **keys).verdict is WRONG
    assert typed("Kaesong", "Kaesong, North Korea", **keys).verdict is WRONG
    assert typed("Kaesong", "Kaesong, China", **keys).verdict is CLOSE


def test_a_wider_place_that_the_author_rejects_or_accepts_is_what_the_author_says():
    assert typed("Kaesong", "Kaesong, USA", reject=("Kaesong, USA",)).verdict is WRONG
    assert typed("Kaesong", "Seoul, South Korea", reject=("Seoul",)).verdict is WRONG
    assert typed("Kaesong", "Kaesong, USA", accept=("Kaesong, USA",)).verdict is CORRECT
    assert typed("Seoul, Korea", "Seoul, Korea").verdict is CORRECT


def test_a_gap_is_graded_alike():
    card = make.card(type=CardType.CLOZE, prompt="They met at {{c1::Kaesong}}.")
    context = Context.of([LIBRARY], Mode.STUDY)
    assert grade(card, Form.CLOZE, ("Kaesong, North Korea",), context, 1).verdict is CLOSE


def test_no_other_text_is_accepted_outright():
    context = Context.of([LIBRARY], Mode.STUDY)
    assert not accepted(make.card(answer="Kaesong"), "Kaesong, North Korea", context)
    assert typed("Kaesong", "Kaesong, " * 100 + "North Korea").verdict is WRONG
    assert typed("1950", "1950, China", type=CardType.DATE).verdict is WRONG
