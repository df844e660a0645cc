"""Grading: tables of responses with the outcome that each form and type gives them."""

import time
from dataclasses import replace
from pathlib import Path

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.grading import Context, accepted, asks_again, fits_type, grade, same
from quiz.grading.context import Vocabulary
from quiz.grading.text import normal
from quiz.model import (
    CardType,
    Deck,
    Form,
    Item,
    Library,
    Mode,
    Name,
    Pair,
    Verdict,
)

CORRECT, CLOSE, WRONG = Verdict.CORRECT, Verdict.CLOSE, Verdict.WRONG


def card(answer="", kind="short-answer", prompt="What was it?", distractors=(), **keys):
    options = make.distractors(*distractors)
    return make.card(type=CardType(kind), prompt=prompt, answer=answer, distractors=options, **keys)


NAMES = (
    Name("mao", "Mao Zedong", variants=("Mao Tse-tung", "Chairman Mao"), reject=("Moa",)),
    Name("zhou", "Zhou Enlai", variants=("Chou En-lai",), reject=("Chou",)),
    Name("kim", "Kim Il Sung", variants=("Kim Il-sung", "the Great Leader")),
    Name("nanning", "Nanning"),
    Name("un", "United Nations", variants=("UN", "U.N.")),
    Name("us", "United States", variants=("US", "USA", "United States of America")),
    Name("parallel", "38th parallel", variants=("the parallel of thirty-eight",)),
    Name("park-1", "Park Chung Hee", variants=("Park",)),
    Name("park-2", "Park Geun-hye", variants=("Park",)),
)
OTHERS = (
    card("Treaty of Nanking", distractors=["Treaty of Wangxia"]),
    card("Panmunjom", accept=("the truce village",)),
    card(kind="cloze", prompt="{{c1::Kaesong}} came first."),
    card(kind="select", answers=("Pusan", "Masan")),
)
LIBRARY = Library("lib", "Library", Path("lib"), decks=(Deck("deck", "Deck", OTHERS),), names=NAMES)
STUDY, TEST = Context.of([LIBRARY], Mode.STUDY), Context.of([LIBRARY], Mode.TEST)


def typed(asked, text, context=STUDY):
    return grade(asked, Form.TYPED, (text,), context)


# -- forms with options --------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["choice", "short-answer", "date", "number"])
@pytest.mark.parametrize(
    ("response", "verdict"),
    [(("1950",), CORRECT), (("1951",), WRONG), ((" 1950",), WRONG), (("1950", "1951"), WRONG)],
)
def test_a_choice_is_right_by_its_exact_text(kind, response, verdict):
    outcome = grade(card("1950", kind, distractors=["1951"]), Form.CHOICE, response, STUDY)
    assert outcome.verdict is verdict
    assert (outcome.right, outcome.of) == (int(verdict is CORRECT), 1)


@pytest.mark.parametrize(
    ("answer", "response", "verdict"),
    [
        ("true", ("true",), CORRECT),
        ("false", ("false",), CORRECT),
        ("true", ("false",), WRONG),
        ("false", (), WRONG),
    ],
)
def test_true_or_false(answer, response, verdict):
    asked = card(answer, "true-false")
    assert grade(asked, Form.TRUE_FALSE, response, TEST).verdict is verdict


@pytest.mark.parametrize(
    ("response", "verdict", "right"),
    [
        (("a", "b"), CORRECT, 4),
        (("b", "a"), CORRECT, 4),
        (("a",), WRONG, 3),
        (("a", "b", "c"), WRONG, 3),
        (("c", "d"), WRONG, 0),
        (("a", "b", "elsewhere"), WRONG, 3),
        ((), WRONG, 0),
    ],
)
def test_select_is_right_only_whole(response, verdict, right):
    asked = card(kind="select", answers=("a", "b"), distractors=["c", "d"])
    outcome = grade(asked, Form.SELECT, response, STUDY)
    assert (outcome.verdict, outcome.right, outcome.of) == (verdict, right, 4)


@pytest.mark.parametrize(
    ("response", "verdict", "right"),
    [
        (("one", "two", "three"), CORRECT, 3),
        (("one", "three", "two"), WRONG, 1),
        (("two", "three", "one"), WRONG, 0),
        (("one", "two"), WRONG, 2),
        (("one", "two", "three", "four"), WRONG, 3),
        ((), WRONG, 0),
    ],
)
@pytest.mark.parametrize("form", [Form.ORDER, Form.MATCH])
def test_order_and_match_count_what_is_in_its_place(form, response, verdict, right):
    texts = ("one", "two", "three")
    items = tuple(Item(text, "1950") for text in texts)
    pairs = tuple(Pair(f"left {text}", text) for text in texts)
    asked = (
        card(kind="order", items=items) if form is Form.ORDER else card(kind="match", pairs=pairs)
    )
    outcome = grade(asked, form, response, STUDY)
    assert (outcome.verdict, outcome.right, outcome.of) == (verdict, right, 3)


@pytest.mark.parametrize(
    ("met", "study", "test"),
    [
        (("p", "q", "r"), CORRECT, CORRECT),
        (("p", "q"), CORRECT, WRONG),
        (("p",), WRONG, WRONG),
        (("p", "p", "other"), WRONG, WRONG),
        ((), WRONG, WRONG),
    ],
)
def test_open_needs_half_its_points_in_study_and_all_in_a_test(met, study, test):
    asked = card("Because.", "open", points=("p", "q", "r"))
    for context, verdict in ((STUDY, study), (TEST, test)):
        outcome = grade(asked, Form.REVEAL, met, context)
        assert outcome.verdict is verdict
        assert (outcome.right, outcome.of) == (len(set(met) & {"p", "q", "r"}), 3)


def test_half_of_an_even_rubric_is_enough():
    asked = card("Because.", "open", points=("p", "q"))
    assert grade(asked, Form.REVEAL, ("q",), STUDY).verdict is CORRECT
    assert grade(asked, Form.REVEAL, ("q",), TEST).verdict is WRONG


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("kind", list(CardType))
def test_no_response_is_wrong_in_every_form(form, kind):
    asked = card("x", kind, prompt="{{c1::x}}", answers=("x",), points=("x",), items=(Item("x"),))
    for response in ((), ("",)) if form in (Form.TYPED, Form.CLOZE) else ((),):
        outcome = grade(asked, form, response, STUDY, gap=1)
        assert outcome.verdict is WRONG
        assert outcome.right == 0 < outcome.of


def test_open_without_a_rubric_is_right_if_the_learner_says_so():
    for context in (STUDY, TEST):
        for response, verdict in ((("yes",), CORRECT), ((), WRONG)):
            outcome = grade(card("Because.", "open"), Form.REVEAL, response, context)
            assert (outcome.verdict, outcome.of) == (verdict, 1)


def test_parts_are_never_fewer_than_none_of_one():
    for form in (Form.SELECT, Form.ORDER, Form.MATCH):
        for response in ((), ("x",), ("x", "y", "z")):
            outcome = grade(card(), form, response, STUDY)
            assert (outcome.verdict, outcome.right, outcome.of) == (WRONG, 0, 1)


# -- text ----------------------------------------------------------------------------------

RIGHT = [
    ("Yalu River", "the yalu river"),
    ("Yalu River", "  Yalu \t River\n"),
    ("Yalu River", "Yalu-River!"),
    ("People's Volunteer Army", "Peoples Volunteer Army"),
    ("People's Volunteer Army", "people\u2019s volunteer army"),
    ("Syngman Rhee", "SYNGMAN RHEE"),
    ("Rhee Syngman", "Rhee Syngman \N{ZERO WIDTH SPACE}"),
    ("Dien Bien Phu", "Điện Biên Phủ"),
    ("Łódź", "Lodz"),
    ("Ch\u2019ing", "Ch´ing"),
    ("*Eagle*", "Eagle"),
    ("Eagle", "*Eagle*"),
    ("U.S.S.R.", "USSR"),
    ("4 a.m.", "4 am"),
    ("MiG-15", "mig 15"),
    ("MiG-15", "MiG15"),
    ("10%", "10 per cent"),
    ("Peace & Bread", "peace and bread"),
    ("Fifth", "5th"),
    ("5th", "the Fifth"),
    ("38th parallel", "thirty-eighth parallel"),
    ("38th parallel", "38 parallel"),
    ("World War II", "World War Two"),
    ("World War II", "World War 2"),
    ("World War I", "world war one"),
    ("Henry VIII", "Henry the Eighth"),
    ("May Fourth Movement", "May 4th Movement"),
    ("1950\u201353", "1950 to 1953"),
    ("1950-1953", "1950\u201353"),
    ("150,000 men", "150000 men"),
    ("one hundred and fifty thousand men", "150,000 men"),
    ("Kim Ilsung", "Kim Il-sung"),
    ("re-education", "reeducation"),
    ("Xi'an", "Xian"),
    ("ガンダム", "ガンダム"),
    ("???", "???"),
    # names
    ("Mao Zedong", "Mao Tse-tung"),
    ("Mao Zedong", "mao tse tung"),
    ("Mao Zedong's government", "Mao Tse-tung's government"),
    ("Mao Zedong's government", "the Chairman Mao government"),
    ("Zhou Enlai", "chou en-lai"),
    ("Kim Il Sung", "Kim Ilsung"),
    ("Kim Il Sung", "great leader"),
    ("Mao Zedong and Zhou Enlai", "Mao Tse-tung & Chou En-lai"),
    ("the UN", "United Nations"),
    ("UN Command", "U.N. command"),
    ("38th parallel", "the parallel of thirty-eight"),
    ("Park Geun-hye", "Park"),
    ("Park Chung Hee", "Park"),
]

NOT_EVEN_CLOSE = [
    ("Fifth", "First"),
    ("Fifth", "Sixth"),
    ("5th", "6th"),
    ("38th parallel", "39th parallel"),
    ("38th parallel", "thirty-ninth parallel"),
    ("World War II", "World War I"),
    ("World War II", "World War III"),
    ("Tianjin (1858)", "Tianjin (1868)"),
    ("13 December", "12 December"),
    ("MiG-15", "MiG-17"),
    ("aligned", "nonaligned"),
    ("enable", "unable"),
    ("moral victory", "amoral victory"),
    ("nuclear", "unclear"),
    ("never", "fever"),
    ("millions of men", "billions of men"),
    ("Yalu", "Yula"),
    ("Iran", "Iraq"),
    ("$5", "£5"),
    ("vitamin A", "vitamin B"),
    ("U S S", "U S"),
    ("???", "!!!"),
    ("ハク", "バク"),
    ("朝鮮民主主義人民共和国", "朝鮮民主主義人民共和園"),
    ("한국전쟁기념", "한국전쟁기녕"),
    ("Kim Il Sung", "Kim Jong Il"),
    ("Zhou Enlai", "Chou"),
    ("Zhou Enlai's speech", "Chou speech"),
    ("USS Missouri", "US Missouri"),
    ("Treaty of Nanking", "Treaty of Nanning"),
    ("Treaty of Nanking II", "Treaty of Nanking"),
    ("Pusan perimeter", "something else entirely"),
]

NEAR = [
    ("Yalu River", "Yalu Rivr", "Yalu River"),
    ("Yalu River", "Yalu Rievr", "Yalu River"),
    ("Yalu River", "Yalu Rivver", "Yalu River"),
    ("Yalu River", "Yalu Rover", "Yalu River"),
    ("Communist Party", "Comunist Pary", "Communist Party"),
    ("Communist", "Communism", "Communist"),
    ("United Front", "Untied Front", "United Front"),
    ("United Front", "Uinted Front", "United Front"),
    ("Indochina", "Idochina", "Indochina"),
    ("Mao Zedong", "Mao Zedung", "Mao Zedong"),
    ("Mao Zedong", "Chairmann Mao", "Chairman Mao"),
    ("Mao Zedong's government", "Mao Zedong's goverment", "Mao Zedong's government"),
    ("Fifth Campaign", "5th Campain", "Fifth Campaign"),
]


@pytest.mark.parametrize(("answer", "text"), RIGHT)
def test_what_says_the_same_is_right(answer, text):
    assert typed(card(answer), text).verdict is CORRECT
    assert typed(card("Something", accept=(answer,)), text).verdict is CORRECT


@pytest.mark.parametrize(("answer", "text"), NOT_EVEN_CLOSE)
def test_what_means_something_else_is_wrong(answer, text):
    assert typed(card(answer), text).verdict is WRONG


@pytest.mark.parametrize(("text", "answer"), NOT_EVEN_CLOSE)
def test_and_the_other_way_round(answer, text):
    assert typed(card(answer), text).verdict is WRONG


@pytest.mark.parametrize(("answer", "text", "spelt"), NEAR)
@pytest.mark.parametrize("context", [STUDY, TEST])
def test_a_typing_error_is_close(answer, text, spelt, context):
    outcome = typed(card(answer), text, context)
    assert (outcome.verdict, outcome.right, outcome.of) == (CLOSE, 0, 1)
    assert outcome.note == f'Spelt "{spelt}"?'


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({"reject": ("Yalu Rivers",)}, "Yalu Rivers"),
        ({"distractors": ["Yalu Rider"]}, "Yalu Rider"),
        ({"distractors": ["The Yalu-Rider"]}, "yalu rider"),
        ({"reject": ("the first",), "accept": ("First",)}, "1st"),
    ],
)
def test_a_reject_or_distractor_is_never_close(keys, text):
    assert typed(card("Yalu River", **keys), text).verdict is WRONG


@pytest.mark.parametrize("text", ["Treaty of Nanking", "Panmunjom", "Kaesong", "Masan"])
def test_another_answer_of_the_library_is_never_close(text):
    misspelt = text.replace("n", "m", 1) if "n" in text[:-1] else text + "s"
    assert typed(card(misspelt), text).verdict is WRONG
    elsewhere = Context.of([], Mode.STUDY)
    assert typed(card(misspelt), text, elsewhere).verdict is CLOSE


def test_an_answer_of_the_library_is_known_however_it_is_written():
    answers = (
        card("one thousand men"),
        card("Treaty of Nanking", accept=("the pact",)),
        card(kind="select", answers=("Pusan",)),
        card(kind="cloze", prompt="{{c1::Kaesong}} or {{c2::Munsan}}"),
    )
    known = Vocabulary(make.library(*answers))
    for text in (
        "1,000 men",
        "One thousand men",
        "The Pact",
        "Treatyof Nanking",
        "pusan",
        "Munsan",
    ):
        assert known.is_answer(normal(text))
    for text in ("1,000", "men", "1,001 men", "", "pacts", "Kaesong or Munsan"):
        assert not known.is_answer(normal(text))


def test_names_are_found_in_a_text_however_short_they_are():
    names = (Name("q", "Q"), Name("ii", "Ia"), Name("long", "Quite a long name"),
             Name("mao", "Mao"), Name("mig", "MiG-15"))  # fmt: skip
    known = Vocabulary(make.library(names=names))
    for text, ids in (
        ("with Q and Ia, quite a long name", {"q", "ii", "long"}),
        ("Qa quit a long name", set()),
        ("quitter Q", {"q"}),
        ("Maoist Mao's army", {"mao"}),
        ("Maox", set()),
        ("Ias", set()),
        ("a MiG15", {"mig"}),
        ("a MiG 1 5", set()),
        ("Q Q Mao", {"q", "mao"}),
    ):
        assert known.named(normal(text).words) == ids
    assert [name.id for name in known.called(normal("the Q"))] == ["q"]
    assert known.called(normal("Q and Ia")) == ()
    for one, other, alike in (
        ("MiG-15 of Mao", "mig 15 of Mao's", True),
        ("Q of Mao", "Mao of Q", False),
        ("Q of Mao", "Q of Maox", False),
        ("Q of Mao", "Q of", False),
        ("Q Mao", "Mao Q", False),
    ):
        assert known.same(normal(one).words, normal(other).words) is alike


def test_the_own_answer_wins_over_the_own_reject():
    asked = card("Peiping", accept=("Beiping",), reject=("Beijing",))
    names = (Name("beijing", "Beijing", variants=("Peking", "Peiping", "Beiping")),)
    context = Context.of([Library("lib", "Library", Path("lib"), names=names)], Mode.TEST)
    verdicts = [
        typed(asked, text, context).verdict for text in ("Peiping", "Beiping", "Beijing", "Peking")
    ]
    assert verdicts == [CORRECT, CORRECT, WRONG, WRONG]


def test_what_is_no_text_is_wrong_whatever_the_answer():
    for answer in ("", "x", "\u00ad"):
        for text in ("", " ", "\u200b"):
            assert typed(card(answer), text).verdict is WRONG
    assert typed(card(""), "x").verdict is WRONG


def test_the_answer_is_right_as_its_author_wrote_it():
    assert typed(card("[Eagle](https://example.org/)"), "[Eagle](https://example.org/) ").score
    assert typed(card("Peking", reject=("Peking",)), "peking!").verdict is CORRECT


def test_what_is_wrong_needs_no_note():
    assert typed(card("Panmunjom"), "xyz").note == ""
    assert typed(card("soon", "date"), "5 May 1919").note == ""
    assert typed(card("many", "number"), "5").note == ""


def test_what_a_name_rejects_is_refused_although_a_card_accepts_it():
    assert typed(card("Mao Zedong", accept=("Moa",)), "Moa").verdict is WRONG
    assert typed(card("Moa"), "Moa").verdict is CORRECT


def test_names_apply_in_their_own_library_only():
    elsewhere = replace(card("Mao Zedong"), identity=make.card(library="other").identity)
    assert typed(elsewhere, "Mao Tse-tung").verdict is WRONG


# -- dates on cards ------------------------------------------------------------------------

DAY, MONTH, YEAR = "19 October 1950", "October 1950", "1950"


@pytest.mark.parametrize("kind", ["date", "short-answer"])
@pytest.mark.parametrize(
    ("answer", "text", "verdict"),
    [
        (DAY, "October 19, 1950", CORRECT),
        (DAY, "on Thursday, the nineteenth of October, 1950", CORRECT),
        (DAY, "19.10.1950", CORRECT),
        (DAY, "1950-10-19", CORRECT),
        (DAY, "20 October 1950", WRONG),
        (DAY, "19 October 1951", WRONG),
        (DAY, "19 November 1950", WRONG),
        (DAY, "12 December 1950", WRONG),
        (DAY, "31 October 1950", WRONG),
        (MONTH, "10/1950", CORRECT),
        (MONTH, DAY, CORRECT),
        (MONTH, "late October 1950", CORRECT),
        (DAY, "the evening of 19 October 1950", CORRECT),
        (DAY, "on the night of October 19, 1950", CORRECT),
        (DAY, "at dawn on 19 October 1950", CORRECT),
        (DAY, "late in the evening of 19 October 1950", CORRECT),
        (DAY, "19 October 1950 at dawn", CORRECT),
        (DAY, "19 October 1950, in the evening", CORRECT),
        (DAY, "19 October 1950 (evening)", CORRECT),
        (DAY, "19 October 1950 at night", CORRECT),
        (MONTH, "the end of October 1950", CORRECT),
        (MONTH, "in the middle of October 1950", CORRECT),
        (MONTH, "at the start of October, 1950", CORRECT),
        (MONTH, "In the month of October 1950", CORRECT),
        (MONTH, "during October 1950", CORRECT),
        ("1950", "the autumn of 1950", CORRECT),
        ("1950", "Summer 1950", CORRECT),
        ("1950", "in fall 1950", CORRECT),
        (MONTH, "the fall of October 1950", WRONG),
        ("1950", "at the beginning of 1950", CORRECT),
        ("1950", "end of 1951", WRONG),
        ("1950", "winter 1951", WRONG),
        ("1950", "by the end of 1950", WRONG),
        ("1950", "after the summer of 1950", WRONG),
        ("1950", "the end of the war", WRONG),
        (MONTH, "the end of September 1950", WRONG),
        (DAY, "18 October 1950 at dawn", WRONG),
        (DAY, "19 October 1950 before dawn", WRONG),
        (DAY, "19 October 1950 at dawn or 20", WRONG),
        (MONTH, "October 1950 at dawn", WRONG),
        (DAY, "19 okt 1950", CORRECT),
        (DAY, "18 okt 1950", WRONG),
        (MONTH, "the morning of 19 October 1950", CORRECT),
        (DAY, "the evening of 18 October 1950", WRONG),
        (DAY, "the eve of 19 October 1950", WRONG),
        (DAY, "the evening before 19 October 1950", WRONG),
        (DAY, "the night of 18 to 19 October 1950", WRONG),
        (DAY, "evening 19 October 1950", WRONG),
        (MONTH, "the evening of October 1950", WRONG),
        (MONTH, "November 1950", WRONG),
        (YEAR, DAY, CORRECT),
        (YEAR, "about 1950", CORRECT),
        (YEAR, "19 October 1951", WRONG),
        (YEAR, "nineteen fifty", CORRECT),
        ("4 May 1919", "May 4, 1919", CORRECT),
        ("44 BC", "44 B.C.E.", CORRECT),
        ("44 BC", "44", WRONG),
        ("19 October 1950", "19 Ocotber 1950", CLOSE),
        ("19 October 1950", "18 Ocotber 1950", WRONG),
    ],
)
def test_dates_are_compared_as_dates(kind, answer, text, verdict):
    assert typed(card(answer, kind), text).verdict is verdict


@pytest.mark.parametrize(
    ("answer", "text", "note"),
    [
        (DAY, MONTH, "The day is missing."),
        (DAY, YEAR, "The month and the day are missing."),
        (DAY, "19 October", "The year is missing."),
        (MONTH, YEAR, "The month is missing."),
        (MONTH, "October", "The year is missing."),
    ],
)
def test_a_coarser_date_is_close_in_study_and_wrong_in_a_test(answer, text, note):
    study, test = (typed(card(answer, "date"), text, context) for context in (STUDY, TEST))
    assert (study.verdict, study.note) == (CLOSE, note)
    assert (test.verdict, test.note) == (WRONG, note)
    assert (study.right, study.of) == (test.right, test.of) == (0, 1)


@pytest.mark.parametrize(
    "text", ["November 1950", "1951", "19 November", "November", "early 1951", "late 1951"]
)
def test_a_coarser_date_that_disagrees_is_wrong(text):
    assert typed(card(DAY, "date"), text).verdict is WRONG


@pytest.mark.parametrize(
    ("precision", "text", "verdict"),
    [
        ("month", "2 October 1950", CORRECT),
        ("month", "November 1950", WRONG),
        ("year", "December 1950", CORRECT),
        ("year", "1950", CORRECT),
        ("day", "1950", CLOSE),
    ],
)
def test_a_card_may_ask_less_finely_than_its_answer(precision, text, verdict):
    assert typed(card(DAY, "date", precision=precision), text).verdict is verdict


@pytest.mark.parametrize(
    ("answer", "within", "text", "verdict"),
    [
        ("1950", "2 years", "1952", CORRECT),
        ("1950", "2 years", "1948", CORRECT),
        ("1950", "2 years", "1953", WRONG),
        ("1950", "2 years", "June 1952", CORRECT),
        (DAY, "3 days", "22 October 1950", CORRECT),
        (DAY, "3 days", "23 October 1950", WRONG),
        ("31 December 1950", "1 week", "7 January 1951", CORRECT),
        ("31 December 1950", "1 week", "8 January 1951", WRONG),
        (MONTH, "1 month", "November 1950", CORRECT),
        (MONTH, "1 month", "December 1950", WRONG),
        (DAY, "2 years", "1950", CORRECT),
        (DAY, "2 years", "1948", CLOSE),
    ],
)
def test_a_tolerance_of_time(answer, within, text, verdict):
    assert typed(card(answer, "date", within=within), text).verdict is verdict


def test_a_year_that_the_prompt_names_need_not_be_repeated():
    asked = card(DAY, "date", prompt="On what day of 1950 did the crossing begin?")
    assert typed(asked, "19 October", TEST).verdict is CORRECT
    assert typed(asked, "20 October", TEST).verdict is WRONG
    assert typed(asked, "19 October 1951", TEST).verdict is WRONG
    later = card("1953", "date", prompt="It began in 1950; when did it end?")
    assert typed(later, "in 1953", TEST).verdict is CORRECT
    assert typed(card("4 May", "date"), "4 May 1919", TEST).verdict is CORRECT
    yearless = card("4 May", prompt="On which day of 1919 was it?")
    assert typed(yearless, "May Fourth", TEST).verdict is CORRECT
    assert typed(yearless, "May 4, 1919", TEST).verdict is CORRECT
    assert typed(yearless, "May 4, 1920", TEST).verdict is WRONG


@pytest.mark.parametrize(
    "text", ["19.10.50", "10/19/50", "19 October '50", "Oct. 19, 50", "the 19th of October, 50"]
)
def test_a_date_without_its_century_is_close_in_study_and_wrong_in_a_test(text):
    for context, verdict in ((STUDY, CLOSE), (TEST, WRONG)):
        outcome = typed(card(DAY, "date"), text, context)
        assert (outcome.verdict, outcome.note) == (verdict, "The century is missing.")
        assert (outcome.right, outcome.of) == (0, 1)


@pytest.mark.parametrize(
    ("answer", "text", "note"),
    [
        ("1950", "'50", "The century is missing."),
        ("1950", "fifty", "The century is missing."),
        ("1850", "50", "The century is missing."),
        (MONTH, "Oct. '50", "The century is missing."),
        ("1950", "25.10.50", "The century is missing."),
        (DAY, "Oct '50", "The day is missing."),
        (DAY, "'50", "The month and the day are missing."),
    ],
)
def test_what_else_is_left_out_is_said_too(answer, text, note):
    outcome = typed(card(answer, "date"), text)
    assert (outcome.verdict, outcome.note) == (CLOSE, note)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (DAY, "20.10.50"),
        (DAY, "19.11.50"),
        (DAY, "19.10.51"),
        (DAY, "19.10.05"),
        (DAY, "50-10-19"),
        (DAY, "October 50 BC"),
        (DAY, "19 October AD 50"),
        (DAY, "19 October 050"),
        ("4 May 1950", "5/4/50"),
        ("1950", "51"),
        ("1950", "5"),
        ("1950", "19"),
        ("1950", "AD 50"),
        ("1950", "50 BC"),
        ("AD 79", "80"),
        ("1 January 1900", "31 December 99"),
        (MONTH, "November 50"),
    ],
)
def test_two_digits_let_no_other_date_through(answer, text):
    for context in (STUDY, TEST):
        assert typed(card(answer, "date", within=""), text, context).verdict is WRONG


def test_a_year_of_two_digits_is_right_where_that_is_the_year():
    assert typed(card("AD 79", "date"), "79", TEST).verdict is CORRECT
    assert typed(card("24 August 79", "date"), "August 24, 79", TEST).verdict is CORRECT


def test_a_century_that_the_prompt_names_need_not_be_repeated():
    asked = card(DAY, "date", prompt="On what day of 1950 did the crossing begin?")
    assert typed(asked, "19.10.50", TEST).verdict is CORRECT
    assert typed(asked, "19.10.51", TEST).verdict is WRONG
    asked = card(DAY, "date", prompt="A treaty of 1850 and a war of 1950: when was the latter?")
    assert typed(asked, "19.10.50", TEST).verdict is WRONG
    asked = card(DAY, "date", prompt="Between 1945 and 1950, when did the crossing begin?")
    assert typed(asked, "19.10.50", TEST).verdict is CORRECT
    asked = card("1951", "date", prompt="It began in 1950; when did it end?")
    assert typed(asked, "51", STUDY).verdict is CLOSE


def test_a_date_without_its_century_meets_the_same_rules():
    asked = card(DAY, "date", within="9 days", reject=("25 October 1950",))
    assert typed(asked, "25.10.50").verdict is WRONG
    assert typed(asked, "24.10.50").verdict is CLOSE
    assert typed(asked, "29.10.50").verdict is WRONG
    assert typed(card("1950"), "50").verdict is WRONG  # of a text it may be half a number
    assert typed(card("Unit 50"), "50").verdict is WRONG
    assert typed(card(DAY), "19.10.50").verdict is CLOSE


@pytest.mark.parametrize(
    ("prompt", "answer", "text", "verdict"),
    [
        ("Papers of {{c1::1991::year}}.", "", "'91", CLOSE),
        ("Papers of {{c1::1991::year}}.", "", "91", CLOSE),
        ("Papers of {{c1::1991::the year}}.", "", "91", CLOSE),
        ("Papers of {{c1::1991}}.", "", "\u201991", CLOSE),
        ("In which year was it?", "1991", "91", CLOSE),
        ("Papers of {{c1::1991::year}}.", "", "'92", WRONG),
        ("Papers of {{c1::1991::year}}.", "", "19", WRONG),
        ("Papers of {{c1::1991}}.", "", "91", WRONG),
        ("It is {{c1::1991::metres}} high.", "", "91", WRONG),
        ("What was it?", "1991 men", "'91", WRONG),
        ("In which year was it?", "Unit 50", "50", WRONG),
    ],
)
def test_a_year_that_is_no_date_card_may_lack_its_century(prompt, answer, text, verdict):
    asked = card(answer, "short-answer" if answer else "cloze", prompt)
    form = Form.TYPED if answer else Form.CLOZE
    assert grade(asked, form, (text,), STUDY, 1).verdict is verdict
    assert grade(asked, form, (text,), TEST, 1).verdict is WRONG
    assert typed(card("50", "number"), "1950").verdict is WRONG
    assert typed(card("27 July", "date"), "28.7.53").verdict is WRONG
    assert typed(card("the armistice", "date", accept=("27 July 1953",)), "27.7.53").note


def test_what_a_date_card_accepts_may_be_a_date_or_a_text():
    asked = card(DAY, "date", accept=("the day Pyongyang fell", "October 1950"))
    assert typed(asked, "The day Pyongyang fell", TEST).verdict is CORRECT
    assert typed(asked, "10/1950", TEST).verdict is CORRECT
    assert typed(asked, "25 October 1950", TEST).verdict is WRONG


def test_a_rejected_date_is_wrong_although_within_the_tolerance():
    asked = card(DAY, "date", within="9 days", reject=("25 October 1950",))
    assert typed(asked, "October 25, 1950").verdict is WRONG
    assert typed(asked, "October 24, 1950").verdict is CORRECT


def test_a_date_card_without_a_date_is_compared_as_text():
    asked = card("15 to 19 October 1950", "date")
    assert typed(asked, "15-19 October 1950").verdict is CORRECT
    assert typed(asked, "15-20 October 1950").verdict is WRONG


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("4/5/1919", "Day and month could be either way round: write the month as a word."),
        ("31 February 1919", "That could not be read as a date."),
        ("in spring", "That could not be read as a date."),
        ("5 May 1919", ""),
    ],
)
def test_what_cannot_be_read_as_a_date_is_said(text, note):
    outcome = typed(card("4 May 1919", "date"), text)
    assert (outcome.verdict, outcome.note) == (WRONG, note)


# -- numbers on cards ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text", "verdict"),
    [
        ("150,000", "150 000", CORRECT),
        ("150,000", "about 150k men", CORRECT),
        ("150,000", "one hundred and fifty thousand", CORRECT),
        ("150,000", "150,001", WRONG),
        ("150,000", "15,000", WRONG),
        ("1,500,000", "1.5 million", CORRECT),
        ("38", "38th", CORRECT),
        ("38", "38th parallel", CORRECT),
        ("38", "the thirty-eighth parallel", CORRECT),
        ("38", "37th parallel", WRONG),
        ("38", "38th army", WRONG),
        ("38", "38th and 39th parallel", WRONG),
        ("5", "5 or 6", WRONG),
        ("5", "less than 5", WRONG),
        ("5", "five hundred", WRONG),
        ("10%", "10 percent", CORRECT),
        ("10%", "ten", CORRECT),
        ("10%", "10 dollars", WRONG),
        ("$5 billion", "5,000 million dollars", CORRECT),
        ("-40", "minus forty", CORRECT),
        ("-40", "40", WRONG),
        ("150,000", "150,000 to 200,000", WRONG),
    ],
)
def test_numbers_are_compared_as_numbers(answer, text, verdict):
    assert typed(card(answer, "number"), text).verdict is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("35 or 36", CORRECT),
        ("34 or 35 years", CORRECT),
        ("35 (thirty-five)", CORRECT),
        ("35 (1910-1945)", CORRECT),
        ("35 years (1910 to 1945)", CORRECT),
        ("from 1910 to 1945 (35 years)", CORRECT),
        ("36 (1910\u20131945)", CORRECT),
        ("35 (1900-1935)", CORRECT),  # so many they are, whichever
        ("35 (from 1910 until 1945)", CORRECT),
        ("35, from 1910 to 1945", CORRECT),
        ("1910-1945, 35 years", CORRECT),
        ("35 years (1910-45)", CORRECT),
        ("35 (34 to 36)", CORRECT),
        ("34-36 (about 35)", CORRECT),
        ("34 (1910-1945)", WRONG),
        ("35 (1900-1930)", WRONG),
        ("30 (1900-1935)", WRONG),
        ("35 or 1900-1930", WRONG),
        ("35, 36", WRONG),
        ("35, 1900-1930", WRONG),
        ("35 (36)", WRONG),
        ("36 (35)", WRONG),
        ("35 aka 36", WRONG),
        ("34-35 (36)", WRONG),
        ("35 or 37", WRONG),
        ("33 or 35", WRONG),
        ("35 or 36 or 14", WRONG),
        ("35 (14)", WRONG),
        ("35 (1910-1950)", WRONG),
        ("35 (1945-1910)", WRONG),
        ("14 (1910-1945)", WRONG),
        ("1910-1945", WRONG),
        ("1910-1945 (1910-1945)", WRONG),
        ("35/36", WRONG),
        ("35 (of 100)", WRONG),
    ],
)
def test_of_two_numbers_each_must_be_right(text, verdict):
    asked = card("35", "number", unit="years", range="34 to 36")
    assert {typed(asked, text, context).verdict for context in (STUDY, TEST)} == {verdict}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("250,000 (a quarter of a million)", CORRECT),
        ("250,000 (200,000 to 300,000)", CORRECT),
        ("250k (250 000 men)", CORRECT),
        ("250,000 or 300,000", CORRECT),
        ("250,000 (300,000)", WRONG),
        ("300,000 (250,000)", WRONG),
        ("250,000 (25,000)", WRONG),
        ("250,000 (2.5 million)", WRONG),
        ("400,000 (four hundred thousand)", WRONG),
    ],
)
def test_a_number_said_twice_is_one_number(text, verdict):
    asked = card("250,000", "number", range="200,000 to 300,000")
    assert {typed(asked, text, context).verdict for context in (STUDY, TEST)} == {verdict}


def test_a_number_said_twice_may_have_units_of_its_own():
    asked = card("12", "number", unit="months", accept=("1 year",), range="11 to 13")
    for text in ("12 months (1 year)", "a year (12 months)", "12 (one year)"):
        assert typed(asked, text).verdict is CORRECT
    for text in ("12 months (2 years)", "12 (11)", "12 months (12 years)"):
        assert typed(asked, text).verdict is WRONG
    percent = card("45", "number", unit="per cent", range="40 to 50")
    for text in ("45% (45 in 100)", "50 per cent (half)", "half (50%)"):
        assert typed(percent, text).verdict is CORRECT
    assert typed(percent, "45% (half)").verdict is WRONG


@pytest.mark.parametrize("text", ["35 not", "35 (wrong)", "35, no", "35 is wrong", "35 or never"])
def test_a_number_that_is_denied_is_none(text):
    for kind in ("number", "short-answer"):
        assert typed(card("35", kind), text).verdict is WRONG


@pytest.mark.parametrize(
    ("answer", "text", "verdict"),
    [
        ("1979", "1979", CORRECT),
        ("1979", "1979 Mao Zedong", WRONG),
        ("1979", "1979 or Mao", WRONG),
        ("1979", "over 1979", WRONG),
        ("1979", "nearly 1979", WRONG),
        ("1979", "at least 1979", WRONG),
        ("4 kilometres", "4 km", CORRECT),
        ("4 kilometres", "4 km wide", CORRECT),
        ("4 kilometres", "4 kilometres or a treaty", WRONG),
        ("4 kilometres", "4 kilomtres", CLOSE),
        ("45", "45 prisoners", WRONG),
        ("1950s", "1950ies", CORRECT),
        ("1950s", "50ies", CORRECT),
        ("1950s", "1950s Mao", WRONG),
        ("1950s", "1960ies", WRONG),
    ],
)
def test_beside_a_number_that_is_a_text_stand_only_words_of_the_prompt(answer, text, verdict):
    prompt = "How wide, or when, was it?"
    for asked in (card(answer, prompt=prompt), card("", "cloze", f"wide {{{{c1::{answer}}}}}")):
        form = Form.CLOZE if asked.type is CardType.CLOZE else Form.TYPED
        assert grade(asked, form, (text,), STUDY, 1).verdict is verdict


@pytest.mark.parametrize(
    "text",
    ["at least 90", "at most 90", "up to 90", "upwards of 90", "exactly 90", "only 90",
     "a total of 90", "just about 90", "slightly over 90", "a little more than 90", "for 90",
     "90 per hundred"],
)  # fmt: skip
def test_what_stands_before_a_number_may_say_how_nearly(text):
    asked = card("90", "number", prompt="How many in a hundred?")
    assert typed(asked, text).verdict is CORRECT
    assert typed(asked, text.replace("90", "80")).verdict is WRONG


def test_at_least_is_not_at_most():
    for one, other in (("at least 5", "at most 5"), ("up to 5", "upwards of 5")):
        assert not same(one, other)
        assert typed(card(one, "number"), other).verdict is WRONG
        assert typed(card(other, "number"), one).verdict is WRONG


def test_a_share_is_in_percent_whatever_asks_for_it():
    asked = card("90", "number", prompt="About how many in a hundred were American?")
    for text in ("90", "90%", "9 in 10", "90 Americans"):
        assert typed(asked, text).verdict is CORRECT
    for text in ("90 km", "90 dollars", "90 years"):
        assert typed(asked, text).verdict is WRONG


def test_what_is_asked_in_an_accepted_unit_is_not_right_in_another():
    asked = card("a short way", accept=("5 km",))
    assert typed(asked, "5 km").verdict is CORRECT
    assert typed(asked, "5 miles").verdict is WRONG


def test_a_word_of_what_is_wrong_is_no_slip():
    son = card("Mao Anying", accept=("Anying",), distractors=["Mao Anqing"])
    refused = card("Mao Anying", accept=("Anying",), reject=("Mao Anqing",))
    for asked in (son, refused):
        assert typed(asked, "Anqing").verdict is WRONG
        assert typed(asked, "Anyimg").verdict is CLOSE
    treaty = card("Treaty of Tianjin", distractors=["Convention of Tianjun"])
    assert typed(treaty, "Treaty of Tianjun").verdict is WRONG
    names = (Name("son", "Mao Anying", "person", ("Anying",), ("Mao Anqing",)),)
    context = Context.of([Library("lib", "Library", Path("lib"), names=names)], Mode.STUDY)
    assert typed(card("Mao Anying"), "Anqing", context).verdict is WRONG
    assert typed(card("Mao Anying"), "Anyimg", context).verdict is CLOSE
    party = card("the Communist Party", distractors=["the Communist League"])  # is in both
    assert typed(party, "Comunist Party").verdict is CLOSE


def test_years_are_a_number_of_years_alone():
    asked = card("35", "number", unit="months", range="34 to 36")
    assert typed(asked, "35 (1910-1945)").verdict is WRONG
    assert typed(card("35 or 36"), "35 (36)").verdict is WRONG


@pytest.mark.parametrize(
    ("within", "text", "verdict"),
    [
        ("10%", "90,000", CORRECT),
        ("10%", "110,000", CORRECT),
        ("10%", "110,001", WRONG),
        ("5,000", "95 thousand", CORRECT),
        ("5,000", "94,999", WRONG),
        ("5,000", "98,000 to 103,000", CORRECT),
        ("5,000", "98,000 to 106,000", WRONG),
    ],
)
def test_a_tolerance_of_numbers(within, text, verdict):
    assert typed(card("100,000", "number", within=within), text).verdict is verdict


@pytest.mark.parametrize(
    "written",
    ["150,000 to 400,000", "150,000 and 400,000", "150,000-400,000", "150 \u2013 400 thousand"],
)
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("150,000", CORRECT),
        ("a quarter of a million", CORRECT),
        ("400 000", CORRECT),
        ("149,999", WRONG),
        ("half a million", WRONG),
        ("200,000 to 300,000", CORRECT),
        ("100,000 to 300,000", WRONG),
    ],
)
def test_any_number_inside_a_range_is_right(written, text, verdict):
    assert typed(card("260,000", "number", range=written), text).verdict is verdict


@pytest.mark.parametrize(
    ("unit", "text", "verdict"),
    [
        ("seconds", "45 seconds", CORRECT),
        ("seconds", "45 second", CORRECT),
        ("seconds", "45s", CORRECT),
        ("seconds", "45", CORRECT),
        ("seconds", "45 minutes", WRONG),
        ("seconds", "45%", WRONG),
        ("kilometres", "45 km", CORRECT),
        ("kilometres", "45 miles", WRONG),
        ("km", "45 kilometers", CORRECT),
        ("square kilometres", "45 km²", CORRECT),
        ("square kilometres", "45 square miles", WRONG),
        ("metres", "45m", CORRECT),
        ("minutes", "45 m", CORRECT),
        ("minutes", "45m", CORRECT),
        ("men", "45m", WRONG),
        ("divisions", "45 divisions", CORRECT),
        ("divisions", "45 of the best", CORRECT),
        ("divisions", "45 days", WRONG),
        ("percent", "45 per cent", CORRECT),
        ("%", "$45", WRONG),
        ("million dollars", "45 million", CORRECT),
        ("million dollars", "$45,000,000", CORRECT),
        ("million dollars", "45", CORRECT),
        ("million dollars", "4.5 million", WRONG),
        ("", "45 years", CORRECT),
    ],
)
def test_the_unit_may_be_left_out_but_not_be_another(unit, text, verdict):
    outcome = typed(card("45", "number", unit=unit), text)
    assert outcome.verdict is verdict
    if unit == "seconds" and verdict is WRONG:
        assert outcome.note == "This asks for seconds."


@pytest.mark.parametrize(("answer", "unit"), [("5", "km"), ("5 km", "")])
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("3 miles", CORRECT),
        ("3 mi", CORRECT),
        ("about 3 miles", CORRECT),
        ("3.2 mi", CORRECT),  # a tolerance of a tenth holds for both
        ("5.5", CORRECT),
        ("5", CORRECT),
        ("3", WRONG),  # which is 3 km
        ("3 km", WRONG),
        ("5 mi", WRONG),
        ("6 mi", WRONG),
        ("5 yards", WRONG),
    ],
)
def test_a_key_in_another_unit_is_one_to_who_answers_in_it(answer, unit, text, verdict):
    asked = card(answer, "number", unit=unit, accept=("3 miles",), within="10%", range="4.5 to 6")
    assert typed(asked, text).verdict is verdict
    assert typed(replace(asked, type=CardType.SHORT_ANSWER), "3 mi").verdict is CORRECT


def test_an_amount_that_may_be_missed_is_one_of_the_unit_that_is_asked_for():
    asked = card("5", "number", unit="km", accept=("3 miles",), within="2")
    assert typed(asked, "6.5 km").verdict is CORRECT
    assert typed(asked, "4.5 miles").verdict is WRONG
    assert typed(asked, "5 yards").note == "This asks for km."
    anything = card("45", "number", within="5", range="60 to 70")
    assert typed(anything, "48 years").verdict is CORRECT
    assert typed(anything, "66 miles").verdict is CORRECT


def test_a_key_may_have_a_noun_a_unit_or_a_range_of_multiples():
    assert typed(card("150,000 men", "number"), "150 000").verdict is CORRECT
    assert typed(card("5 km", "number"), "5 miles").note == "This asks for kilometre."
    assert typed(card("7", accept=("8",)), "7.0").verdict is CORRECT
    asked = card("45", "number", unit="million dollars", range="40 to 50")
    for text, verdict in (("44", CORRECT), ("$44,000,000", CORRECT), ("$4,400,000", WRONG)):
        assert typed(asked, text).verdict is verdict


def test_what_cannot_be_read_as_a_number_is_said():
    outcome = typed(card("45", "number"), "quite a few")
    assert (outcome.verdict, outcome.note) == (WRONG, "That could not be read as a number.")


def test_a_short_answer_that_is_wholly_a_number_is_compared_as_one():
    assert typed(card("seven"), "7").verdict is CORRECT
    assert typed(card("1,300,000"), "1.3 million").verdict is CORRECT
    assert typed(card("1950 to 1953"), "1951").verdict is WRONG
    assert typed(card("Hundred Flowers"), "100").verdict is WRONG
    assert typed(card("38th parallel"), "38").verdict is WRONG
    assert typed(card("38"), "AD 38").verdict is WRONG
    assert typed(card("1950", "number"), "October 1950").verdict is WRONG


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("9 in 10", CORRECT),
        ("ninety out of a hundred", CORRECT),
        ("nine-tenths", CORRECT),
        ("about nine of every ten", CORRECT),
        ("8 in 10", WRONG),
        ("a half", WRONG),
        ("90 in 10", WRONG),
        ("1 in 90", WRONG),
    ],
)
def test_a_percentage_may_be_a_part_of_a_whole(text, verdict):
    for keys in (
        {"unit": "per cent"},
        {"unit": "%", "within": "5"},
        {"prompt": "How many in a hundred came?"},
        {"prompt": "How many out of every hundred came?"},
        {"prompt": "What percentage of them came?"},
    ):
        assert typed(card("90", "number", **keys), text, TEST).verdict is verdict, keys
    assert typed(card("90%", "number"), text, TEST).verdict is verdict
    assert typed(card("90%"), text, TEST).verdict is verdict


def test_a_part_of_a_whole_is_no_number_where_no_percentage_is_asked():
    for keys in ({}, {"unit": "men"}, {"prompt": "Of a hundred ships, how many came?"}):
        assert typed(card("90", "number", **keys), "9 in 10").verdict is WRONG
    assert typed(card("50", "number"), "half").verdict is WRONG
    assert typed(card("90", "date"), "9 in 10").verdict is WRONG
    percent = card("92", "number", unit="%", range="85 to 95", reject=("90",))
    for text in ("9 in 10", "90", "90%", "over 90 per cent", "nearly nine in ten"):
        assert typed(percent, text).verdict is WRONG, text


def test_a_rejected_part_of_a_whole_is_wrong_however_it_is_written():
    asked = card("90", "number", unit="%", reject=("9 in 10",))
    for text in ("9 in 10", "nine out of ten", "90 in 100"):
        assert typed(asked, text).verdict is WRONG
    assert typed(asked, "18 in 20").verdict is WRONG
    assert typed(asked, "90%").verdict is CORRECT


def test_more_than_a_number_is_not_less_than_it():
    for kind in ("short-answer", "number"):
        for answer, text in (
            ("more than 50%", "nearly 50%"),
            ("almost 5,000", "over 5,000"),
            ("more than 50%", "nearly half"),
        ):
            assert typed(card(answer, kind), text, TEST).verdict is WRONG
            assert typed(card(text, kind), answer, TEST).verdict is WRONG
            assert typed(card("x", kind, accept=(answer,)), text, TEST).verdict is WRONG
        assert typed(card("more than 50%", kind), "over 50 percent", TEST).verdict is CORRECT
        assert typed(card("more than 50%", kind), "50%", TEST).verdict is CORRECT
        assert typed(card("50%", kind), "nearly 50%", TEST).verdict is CORRECT


def test_a_number_with_points_between_thousands_is_asked_about():
    for asked in (
        card("150,000", "number"),
        card("150,000"),
        card("140,000", "number", within="9%"),
    ):
        for context in (STUDY, TEST):
            outcome = typed(asked, "150.000", context)
            assert (outcome.verdict, outcome.note) == (CLOSE, 'Did you mean "150,000"?')
            assert (outcome.right, outcome.of) == (0, 1)
    for text in ("150.000.", "c. 150.000", "approx. 150.000 men"):
        assert typed(card("150,000", "number"), text).verdict is CLOSE
    assert typed(card("1,300,000", "number"), "c. 1.300.000.").verdict is CORRECT
    assert typed(card("1 to 2 million", "number"), "1.000.000 to 2.000.000").verdict is CORRECT
    assert typed(card("1,000 to 1 million", "number"), "1.000 to 1.000.000").verdict is CLOSE
    assert typed(card("150", "number"), "150.000").verdict is CORRECT
    for answer, text in (("150,000", "151.000"), ("150,000", "15.000"), ("1,300", "1.3"),
                         ("1,300,000", "1.300.001"), ("1,300,000", "1.300")):  # fmt: skip
        assert typed(card(answer, "number"), text).verdict is WRONG
    asked = card("1,200,000", "number", within="10%", reject=("1,300,000", "1,250,000"))
    for text in ("1.300.000", "1.250.000"):
        assert typed(asked, text).verdict is WRONG


def test_a_measure_may_stand_for_one():
    asked = card("12", "number", unit="months", accept=("1 year",))
    for text in ("a year", "one year", "about a year", "1 year", "12"):
        assert typed(asked, text).verdict is CORRECT, text
    for text in ("a month", "year", "a decade", "half a year", "a year and 2 months"):
        assert typed(asked, text).verdict is WRONG, text
    assert typed(card("1 day", "number"), "1 day to 1 week").verdict is WRONG
    assert typed(card("1 week", "number"), "1 day to 1 week").verdict is WRONG


def test_a_rejected_number_is_wrong_whatever_is_said_of_it():
    asked = card("45", "number", unit="minutes", within="10", reject=("40", "44"))
    for text in ("40", "40 minutes", "40m", "over 40", "about 40 of them", "forty", "over 44"):
        assert typed(asked, text).verdict is WRONG, text
    for text in ("41", "over 41 minutes"):
        assert typed(asked, text).verdict is CORRECT, text
    assert typed(card("11%", "number", within="2", reject=("10",)), "10%").verdict is WRONG


def test_what_a_number_card_accepts_may_be_a_text():
    asked = card("12", "number", accept=("a jury's worth",))
    assert typed(asked, "jury's worth").verdict is CORRECT


# -- cloze ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "gap", "response", "verdict"),
    [
        ("{{c1::Neil Armstrong::who}} and {{c2::Buzz Aldrin}}", 1, "neil armstrong", CORRECT),
        ("{{c1::Neil Armstrong::who}} and {{c2::Buzz Aldrin}}", 2, "Buzz Aldrin", CORRECT),
        ("{{c1::Neil Armstrong::who}} and {{c2::Buzz Aldrin}}", 2, "Neil Armstrong", WRONG),
        ("{{c1::Neil Armstrong}}", 1, "Neil Armstong", CLOSE),
        ("{{c1::Neil Armstrong}}", 7, "Neil Armstrong", WRONG),
        ("{{c1::Neil Armstrong}}", 7, "and", WRONG),
        ("Led by {{c1::Mao Zedong}}.", 1, "Mao Tse-tung", CORRECT),
        ("In {{c1::*Eagle*}}", 1, "Eagle", CORRECT),
        ("On {{c1::19 October 1950}}", 1, "Oct. 19, 1950", CORRECT),
        ("On {{c1::19 October 1950}}", 1, "19 October", CLOSE),
        ("On {{c1::19 October}} {{c2::1950}}", 1, "Oct. 19", CORRECT),
        ("{{c1::two}} men and {{c1::two}} dogs", 1, "2", CORRECT),
        ("{{c1::the {{c2::Yalu}} River}}", 1, "Yalu River", CORRECT),
        ("{{c1::the {{c2::Yalu}} River}}", 2, "Yalu", CORRECT),
    ],
)
def test_a_gap_is_graded_as_typed(text, gap, response, verdict):
    asked = card(kind="cloze", prompt=text)
    assert grade(asked, Form.CLOZE, (response,), STUDY, gap).verdict is verdict


@pytest.mark.parametrize(
    ("response", "verdict", "right"),
    [
        ("China, North Korea", CORRECT, 2),
        ("china and north korea", CORRECT, 2),
        ("China; North Korea", CORRECT, 2),
        ("China / North Korea", CORRECT, 2),
        ("China & North Korea", CORRECT, 2),
        ("China - North Korea", CORRECT, 2),
        ("China North Korea", CORRECT, 2),
        ("China, and North Korea", CORRECT, 2),
        ("China,, North Korea /", CORRECT, 2),
        ("China;; North Korea; ", CORRECT, 2),
        ("China, North Korea".rjust(1000), CORRECT, 2),
        ("China, North Korea".rjust(1001), WRONG, 0),
        ("China, North Koera", CLOSE, 1),
        ("China, South Korea", WRONG, 1),
        ("China", WRONG, 0),
        ("North Korea, China", WRONG, 0),
        ("", WRONG, 0),
    ],
)
def test_the_texts_of_one_gap_are_given_in_order_with_any_separator(response, verdict, right):
    asked = card(kind="cloze", prompt="{{c1::China}} crossed into {{c1::North Korea}}.")
    outcome = grade(asked, Form.CLOZE, (response,), STUDY, 1)
    assert (outcome.verdict, outcome.right, outcome.of) == (verdict, right, 2)


def test_the_texts_of_one_gap_may_hold_a_separator_or_be_one():
    asked = card(kind="cloze", prompt="{{c1::Marx and Engels}} before {{c1::Lenin}}")
    assert grade(asked, Form.CLOZE, ("Marx and Engels and Lenin",), TEST, 1).verdict is CORRECT
    assert grade(asked, Form.CLOZE, ("Marx and Lenin",), TEST, 1).verdict is WRONG
    asked = card(kind="cloze", prompt="{{c1::and}} {{c1::And}}")
    assert grade(asked, Form.CLOZE, ("",), TEST, 1).verdict is WRONG


def test_what_was_near_in_one_text_of_a_gap_is_said():
    asked = card(kind="cloze", prompt="{{c1::China}} crossed into {{c1::North Korea}}.")
    outcome = grade(asked, Form.CLOZE, ("China, North Koera",), STUDY, 1)
    assert outcome.note == 'Spelt "North Korea"?'


def test_a_gap_of_any_length_is_right_if_identical():
    long = "word " * 300 + "end"
    asked = card(kind="cloze", prompt=f"{{{{c1::{long}}}}}")
    assert grade(asked, Form.CLOZE, (long,), TEST, 1).verdict is CORRECT


@pytest.mark.parametrize("response", ["1950, 1953", "1950,1953", "1950 and 1953", "1950-1953"])
def test_years_of_one_gap(response):
    asked = card(kind="cloze", prompt="from {{c1::1950}} to {{c1::1953}}")
    assert grade(asked, Form.CLOZE, (response,), TEST, 1).verdict is CORRECT


# -- what other modules ask ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (card("Mao Zedong"), "Mao Tse-tung", True),
        (card("Mao Zedong"), "Mao Zedung", False),
        (card("Mao Zedong"), "Zhou Enlai", False),
        (card("Mao Zedong", "choice"), "Mao Tse-tung", True),
        (card("October 1950", "choice"), "19 October 1950", False),
        (card("October 1950", "date"), "19 October 1950", True),
        (card("1950", "date", within="2 years"), "1951", True),
        (card("1950", "date", within="2 years"), "1953", False),
        (card("200,000", "number", range="1 to 300,000"), "a quarter of a million", True),
        (card("*Eagle*"), "_Eagle_", True),
        (card("Hundred Flowers", "choice"), "hundredflowers", True),
        (card(kind="select", answers=("a laser", "a lamp")), "the lamp", True),
        (card("Hamilton", reject=("Johnson",)), "Johnson", False),
        (card(kind="order", items=(Item("a"), Item("b"))), "a", False),
    ],
)
def test_accepted(asked, text, expected):
    assert accepted(asked, text, TEST) is expected


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (card(DAY, "date"), "October 19, 1950", True),
        (card(DAY, "date"), "October 1950", False),
        (card(DAY, "date", precision="month"), "October 1950", True),
        (card(MONTH, "date", precision="day"), MONTH, False),
        (card(DAY, "date"), "4/5/1919", False),
        (card("soon", "date"), "soon", False),
        (card("1950", "date"), "25.10.50", False),
        (card("79", "date"), "79", True),
        (card("45", "number", unit="seconds"), "45 seconds", True),
        (card("45", "number"), "many", False),
        (card("anything"), "many", True),
    ],
)
def test_fits_type(asked, text, expected):
    assert fits_type(asked, text) is expected


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (card(DAY, "date"), "that autumn", True),
        (card(DAY, "date"), "19 Smarch 1950", True),
        (card(DAY, "date"), "18 or 19 October 1950", True),
        (card("4 May 1919", "date"), "4/5/1919", True),  # which of the two is meant
        (card(DAY, "date"), DAY, False),
        (card(DAY, "date"), "18 October 1950", False),
        (card(DAY, "date"), "October 1950", False),  # coarser
        (card(DAY, "date"), "1950", False),
        (card(DAY, "date"), "October", False),
        (card(DAY, "date"), "19 October", False),
        (card(DAY, "date"), "19.10.50", False),
        (card(DAY, "date"), "early November 1950", False),
        (card(DAY, "date"), "the evening of 18 October 1950", False),
        (card(DAY, "date"), "19 Octover 1950", False),  # close
        (card(DAY, "date"), "", False),
        (card(DAY, "date"), " ", False),
        (card(DAY, "date", distractors=["the Inchon landing"]), "Inchon landing", False),
        (card(DAY, "date", reject=("never",)), "never", False),
        (card("the first day", "date"), "First day", False),
        (card("45", "number"), "many", True),
        (card("45", "number"), "45 and 46 and 47", True),
        (card("45", "number"), "50", False),
        (card("45", "number"), "many or 45", False),
        (card("45", "number"), "46/45", False),
        (card("45", "number"), "46, 1900-1945", False),
        (card("45", "number"), "I think 46", False),
        (card("45", "number"), "46, no", True),
        (card("45", "number"), "I think so", True),
        (card("45", "number", unit="seconds"), "45 minutes", False),
        (card("45", "number"), "1.300.000", False),
        (card("90", "number", unit="percent"), "9 in 10", False),
        (card("45", "number"), "", False),
        (card("autumn"), "many", False),
        (card("autumn", "cloze", "It was {{c1::1950}}."), "many", False),
    ],
)
def test_asks_again(asked, text, expected):
    assert asks_again(asked, text) is expected


@given(st.sampled_from(["date", "number"]), st.text(max_size=30))
def test_what_is_asked_again_is_wrong(kind, text):
    asked = card("1950", kind)
    assert not asks_again(asked, text) or typed(asked, text).verdict is WRONG


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The Yalu", "yalu", True),
        ("19 October 1950", "October 19, 1950", True),
        ("150,000 men", "150000 men", True),
        ("1.5 million", "1,500,000", True),
        ("45 secs", "45 seconds", True),
        ("45 minutes", "45 seconds", False),
        ("5 men", "5 dogs", False),
        ("More than 50%", "Nearly 50%", False),
        ("More than 50%", "Over 50 per cent", True),
        ("Over 50%", "50%", False),
        ("About 50%", "50%", True),
        ("a year", "1 year", True),
        ("1 day to 1 week", "1 week", False),
        ("1950", "1951", False),
        ("", "", False),
    ],
)
def test_same(one, other, expected):
    assert same(one, other) is expected


# -- hostile and large ---------------------------------------------------------------------

HOSTILE = [
    "9" * 1_000_000,
    "1e999",
    "1 000" * 199,
    "\0\0\0",
    "\ud800",
    "\u202e0591\u202c",
    "ten " * 250,
    "a " * 500,
    "1/" * 400,
    "(" * 900,
    "us " * 33,
    "thousand " * 110,
    "half " * 20,
    "-" * 999,
    "\N{SUPERSCRIPT TWO}" * 900,
    "٣٤" * 40,
    "{{c1::" * 100,
    "s" * 1000,
    "$" * 99,
    "e\u0301" * 300,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["short-answer", "date", "number"])
def test_hostile_text_is_wrong_and_quick(kind, text):
    asked = card("1950", kind, unit="million dollars", within="10%", range="1900 to 2000")
    began = time.process_time()
    outcome = typed(asked, text)
    assert time.process_time() - began < 2
    assert outcome.verdict is WRONG


@pytest.mark.parametrize("text", ["(" * 999, ", " * 499, " (," * 333, "19 (" * 249 + "dawn"])
def test_signs_before_a_time_of_day_are_gone_through_once(text):
    began = time.process_time()
    typed(card(DAY, "date"), text)
    assert time.process_time() - began < 0.05  # many times what it takes


def test_an_answer_of_a_thousand_characters_is_read():
    answer = "word " * 199 + "words"
    assert len(answer) == 1000
    assert typed(card(answer), answer.upper()).verdict is CORRECT
    assert typed(card(answer + "x"), answer.upper() + "X").verdict is WRONG


def test_a_very_long_answer_is_right_only_if_identical():
    answer = "word " * 300 + "end"
    assert typed(card(answer), answer).verdict is CORRECT
    assert typed(card(answer), answer.upper()).verdict is WRONG


def test_names_and_answers_are_not_gone_through_for_each_typed_answer():
    cards = tuple(card(f"The answer {n} of many", accept=(f"{n}",)) for n in range(300))
    names = tuple(
        Name(f"n{n}", f"Person Number{n}", variants=(f"Variant Of {n}", f"Other-{n}"))
        for n in range(200)
    )
    decks = (Deck("deck", "Deck", cards),)
    library = Library("lib", "Library", Path("lib"), decks=decks, names=names)
    context = Context.of([library], Mode.STUDY)
    asked = card("Person Alpha's government", distractors=["Person Beta's government"])
    typed(asked, "Person Alpha's goverment", context)
    began = time.process_time()
    for number in range(100):
        typed(asked, f"Person Alpha's goverment{number % 2}", context)
        typed(asked, "Person Alpha's goverment", context)
    assert (time.process_time() - began) / 200 < 0.01  # ten times what it may take at rest
