"""Grading: tables of responses with the outcome that each form gives them."""

import time
from dataclasses import replace
from pathlib import Path

import make
import pytest

from quiz.grading import Context, grade
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
DAY, MONTH, YEAR = "19 October 1950", "October 1950", "1950"


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
