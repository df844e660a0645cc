"""Other words for the same answer: what they may change, and that they let nothing else through."""

from __future__ import annotations

import time

import make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.grading import Context, grade, same
from quiz.grading.text import normalise
from quiz.grading.wordings import turned, twice
from quiz.model import CardType, Form, Mode, Name, Verdict

CORRECT, CLOSE, WRONG = Verdict.CORRECT, Verdict.CLOSE, Verdict.WRONG
NAMES = (
    Name("mao", "Mao Zedong", "person", ("Mao", "Mao Tse-tung"), glossary="Chairman of a party."),
    Name("son", "Mao Anying", "person", ("Anying",), glossary="Chairman Mao's eldest son."),
    Name("stalin", "Joseph Stalin", "person", ("Stalin",)),
    Name("kim", "Kim Il-sung", "person", ("Kim",), ("Kim Jong-il",), "First leader, premier."),
    Name("attlee", "Clement Attlee", "person", ("Attlee",), glossary="British prime minister."),
    Name("wallace", "Henry Wallace", "person", ("Wallace",), glossary="Vice president in 1944."),
    Name("peng", "Peng Dehuai", "person", ("Peng",), glossary="Chinese *general*, later marshal."),
    Name("envoy", "Averell Harriman", "person", ("Harriman",),
         glossary="President Truman's envoy to Moscow."),
    Name("park-1", "Park Chung Hee", "person", ("Park",), glossary="General, then president."),
    Name("park-2", "Park Geun-hye", "person", ("Park",), glossary="President."),
    Name("ridgway", "Matthew Ridgway", "person",
         ("Ridgway", "Matthew B. Ridgway", "General Ridgway"), glossary="American soldier."),
    Name("shen", "Shen Zhihua", "person", ("Shen",), glossary="Historian."),
    Name("walker", "Walton Walker", "person", ("Walker", "General Walker"), glossary="General."),
    Name("tank", "Sherman", "weapon", glossary="American tank."),
    Name("taiwan", "Taiwan", "place", ("Formosa",), glossary="Island off China."),
    Name("pusan", "Pusan", "place", ("Busan",), glossary="Port in the south-east of Korea."),
    Name("seoul", "Seoul", "place", glossary="Capital of South Korea; taken four times."),
    Name("mexico", "Mexico", "country", glossary="City and state."),
    Name("kuwait", "Kuwait", "place", glossary="City and state on the Gulf."),
    Name("jilin", "Jilin", "place", glossary="Province on the Yalu."),
    Name("amur", "Amur", "place", glossary="The river in the north."),
    Name("wwii", "Second World War", "event", ("WWII", "World War II")),
    Name("ussr", "Soviet Union", "country", ("USSR",)),
    Name("rhee", "Syngman Rhee", "person", ("Rhee", "Lee Seung-man"),
         glossary="First president of South Korea."),
    Name("acheson", "Dean Acheson", "person", ("Acheson",),
         glossary="American secretary of state from 1949."),
    Name("cumings", "Bruce Cumings", "person",
         glossary="American historian of China and Korea."),
    Name("ulbricht", "Walter Ulbricht", "person", glossary="Communist leader in Berlin."),
    Name("wars", "Hundred Years War", "event",
         glossary="War of 1337 to 1453, not one of religion."),
    Name("uk", "United Kingdom", "country", ("Britain",)),
    Name("asia", "East Asia", "place", glossary="China, Korea and Japan."),
    Name("china", "China", "country"),
)  # fmt: skip
LIBRARY = make.library(make.card("other", answer="Moscow"), names=NAMES)


def typed(answer, text, mode=Mode.TEST, **keys):
    card = make.card(**({"prompt": "What was it?", "answer": answer} | keys))
    return grade(card, Form.TYPED, (text,), Context.of([LIBRARY], mode))


def verdicts(answer, text, **keys):
    return {typed(answer, text, mode, **keys).verdict for mode in Mode}


# -- a name said twice ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Taiwan", "Taiwan (Formosa)"),
        ("Taiwan", "the Formosa (Taiwan)."),
        ("Taiwan", "Taiwan (or Formosa)"),
        ("Taiwan", "Taiwan (also called Formosa)"),
        ("Taiwan", "Taiwan/Formosa"),
        ("Taiwan", "Taiwan, or Formosa"),
        ("Taiwan", "Taiwan, also called Formosa"),
        ("Taiwan", "Formosa aka Taiwan"),
        ("Taiwan", "Taiwan, Formosa"),
        ("Second World War", "Second World War (WWII)"),
        ("Second World War", "the Second World War (World War Two)"),
    ],
)
def test_a_name_said_twice_is_that_name(answer, text):
    assert verdicts(answer, text) == {CORRECT}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Taiwan", "Taiwan (Hainan)"),
        ("Taiwan", "Hainan (Taiwan)"),
        ("Taiwan", "Taiwan or Hainan"),
        ("Taiwan", "Taiwan (or Hainan)"),
        ("Taiwan", "Taiwan (not Formosa)"),
        ("Taiwan", "Taiwan (Formosa) (Formosa)"),
        ("Taiwan", "Taiwan or Formosa or Hainan"),
        ("Taiwan", "or Taiwan"),
        ("Second World War", "Second World War (WWI)"),
        ("Kim Il-sung", "Kim (Kim Jong-il)"),
        ("Mao Zedong", "Mao (Anying)"),
    ],
)
def test_a_name_with_another_is_not(answer, text):
    assert verdicts(answer, text) == {WRONG}


# -- two parts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Clement Attlee", "Attlee, the prime minister"),
        ("Clement Attlee", "Attlee (British premier)"),
        ("Clement Attlee", "Clement Attlee, prime minister of Britain"),
        ("Clement Attlee", "Attlee (Britain)"),
        ("Clement Attlee", "Attlee, British"),
        ("Peng Dehuai", "Peng (a Chinese general)"),
        ("Syngman Rhee", "Rhee, first president of South Korea"),
        ("Averell Harriman", "Harriman, President Truman's envoy"),
        ("Taiwan", "Taiwan, an island"),
        ("Taiwan", "Formosa (island off China)"),
        ("Seoul", "Seoul, the capital"),
        ("Hundred Years War", "Hundred Years War (1337-1453)"),
        ("Hundred Years War", "the Hundred Years' War, 1337 to 1453"),
    ],
)
def test_what_the_glossary_says_may_stand_beside_a_name(answer, text):
    assert verdicts(answer, text) == {CORRECT}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Clement Attlee", "Attlee, the president"),
        ("Clement Attlee", "Attlee, the American prime minister"),
        ("Clement Attlee", "Attlee (USA)"),
        ("Clement Attlee", "Attlee, not the prime minister"),
        ("Clement Attlee", "Attlee, Peng"),
        ("Clement Attlee", "Attlee, prime minister of Japan"),
        ("Clement Attlee", "Clement Attlee, Mr"),
        ("Clement Attlee", "Attlee, the prime minister, in London"),
        ("Henry Wallace", "Wallace, the president"),
        ("Averell Harriman", "Harriman, the president"),
        ("Mao Anying", "Anying, Chairman"),
        ("Mao Anying", "Anying (Chairman Mao)"),
        ("Park Chung Hee", "Park, general"),
        ("Taiwan", "Taiwan, a port"),
        ("Jilin", "Jilin, Liaoning"),
        ("Hundred Years War", "Hundred Years War (1339-1453)"),
        ("Hundred Years War", "Hundred Years War (religion)"),
        ("Hundred Years War", "Hundred Years War (37)"),
        ("Henry Wallace", "Wallace (1944)"),
        ("Mao and Stalin", "Mao (Stalin)"),
    ],
)
def test_nothing_else_may_stand_beside_it(answer, text):
    assert verdicts(answer, text) == {WRONG}


def test_a_country_beside_a_place_that_its_line_tells_of_is_asked_about():
    assert verdicts("East Asia", "East Asia (China)") == {CLOSE}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Clement Attlee", "Attlee, Clement"),
        ("Clement Attlee", "Attlee Clement"),
        ("Mao Anying", "Anying Mao"),
        ("Mao Zedong", "Tse-tung Mao"),
        ("Syngman Rhee", "Seung-man Lee"),
        ("Kim Il-sung", "Il Sung Kim"),
        ("Soviet Union", "Union (Soviet)"),
        ("General Assembly", "Assembly, General"),
        ("the UN General Assembly", "General Assembly (UN)"),
    ],
)
def test_a_name_may_stand_the_other_way_round(answer, text):
    assert verdicts(answer, text) == {CORRECT}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Mao Zedong", "Anying Mao"),
        ("Kim Il-sung", "Jong-il Kim"),
        ("Soviet Union", "Union Soviet"),  # no person
        ("General Assembly", "Assembly General"),
        ("red, white", "white, red"),
        ("red and white", "white (red)"),
        ("Clement Attlee", "Attlee, not Clement"),
        ("Neil Armstrong", "Armstrong Neil"),  # not known as a person
    ],
)
def test_no_other_name_is_that_name(answer, text):
    assert verdicts(answer, text) == {WRONG}


def test_a_name_the_other_way_round_is_not_right_where_the_author_says_so():
    assert verdicts("Mao Anying", "Anying Mao", reject=("Anying Mao",)) == {WRONG}
    assert verdicts("Mao Anying", "Mao, Anying") == {CORRECT}
    assert verdicts("General Assembly (UN)", "UN General Assembly") == {WRONG}
    beside = {"distractors": make.distractors("the prime minister")}
    assert verdicts("Clement Attlee", "Attlee, the prime minister", **beside) == {WRONG}


@pytest.mark.parametrize(
    ("answer", "text", "verdict"),
    [
        ("Jilin and Liaoning", "Jilin, Liaoning", CORRECT),
        ("Mao and Stalin", "Mao Tse-tung, Stalin", CORRECT),
        ("Mao, Stalin and Kim Il-sung", "Mao, Stalin, Kim", CORRECT),
        ("Mao and Stalin", "Stalin, Mao", CORRECT),
        ("Jilin and Liaoning", "Liaoning, Jilin", CLOSE),
        ("Jilin and Liaoning", "Jilin, Hainan", WRONG),
        ("Jilin and Liaoning", "Jilin, not Liaoning", WRONG),
        ("Jilin and Liaoning", "Jilin,", WRONG),
        ("Jilin and Liaoning", "Jilin; Liaoning; Hainan", WRONG),
        ("Jilin or Liaoning", "Jilin, Liaoning", WRONG),
    ],
)
def test_a_comma_may_stand_for_and(answer, text, verdict):
    assert verdicts(answer, text) == {verdict}


# -- a preposition -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "text", "verdict"),
    [
        ("To which land did they go?", "to Mexico", CORRECT),
        ("From which land did they come?", "from Mexico", CORRECT),
        ("The envoy of which land was it?", "from Mexico", CORRECT),
        ("Whose army was it?", "of Mexico", CORRECT),
        ("Whose army was it?", "that of Mexico", CORRECT),
        ("Where?", "in Mexico", CORRECT),
        ("Where did they go?", "from Mexico", CLOSE),
        ("From which land did they come?", "to Mexico", CLOSE),
        ("Where?", "not in Mexico", WRONG),
        ("Where?", "outside Mexico", WRONG),
        ("Where?", "against Mexico", WRONG),
        ("Where?", "in", WRONG),
        ("Where?", "in Kuwait", WRONG),
        ("Where?", "in of Mexico", WRONG),
    ],
)
def test_a_preposition_may_stand_before(prompt, text, verdict):
    assert verdicts("Mexico", text, prompt=prompt) == {verdict}


# -- what is asked of someone --------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "text", "verdict"),
    [
        ("On which leader's consent did it rest?", "Mao Zedong's consent", CORRECT),
        ("On which leaders’ consent did it rest?", "the consent of Mao", CORRECT),
        ("Whose consent was it?", "Mao's consent", CORRECT),
        ("The consent of whom was it?", "consent of Mao Tse-tung", CORRECT),
        ("Whose consent was it?", "Stalin's consent", WRONG),
        ("Whose consent was it?", "Mao's refusal", WRONG),
        ("Whose consent was it?", "not Mao's consent", WRONG),
        ("Who gave his consent?", "Mao's consent", WRONG),
        ("Whose death followed the consent?", "Mao's consent", WRONG),
    ],
)
def test_what_is_asked_of_someone_may_be_said(prompt, text, verdict):
    assert verdicts("Mao Zedong", text, prompt=prompt) == {verdict}


@given(st.text(max_size=30))
def test_what_is_said_twice_is_in_the_text(text):
    found = twice(text)
    assert found is None or all(part in text for part in found)


# -- genitives -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("the army of the Soviet Union", "the Soviet Union's army"),
        ("the army of the Soviet Union", "the USSR\u2019s army"),
        ("the Soviet Union's army", "army of the USSR"),
        ("the son of Mao", "Mao Zedong's son"),
        ("the Soviets' armed forces", "the armed forces of the Soviets"),
        ("the armed forces of the Soviets", "the Soviets' armed forces"),
        ("the King of Spain's army", "the army of the King of Spain"),
        ("the army of the King of Spain", "the King of Spain's army"),
    ],
)
def test_what_one_has_is_said_in_either_way(answer, text):
    assert verdicts(answer, text) == {CORRECT}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("the invasion of Japan", "Japan's invasion"),
        ("Japan's occupation", "the occupation of Japan"),
        ("the betrayal of Kim", "Kim's betrayal"),
        ("the picture of Mao", "Mao's picture"),
        ("the army of the Soviet Union", "the army's Soviet Union"),
        ("the army of the Soviet Union", "Mao's army"),
        ("the army of the Soviet Union", "the Soviet Union army"),
        ("the army of Mao", "Mao's son of army"),
        ("the army of Mao", "of Mao's army"),
        ("the army", "army of"),
    ],
)
def test_what_one_does_or_suffers_is_not(answer, text):
    assert verdicts(answer, text) == {WRONG}


def test_no_genitive_is_turned_where_none_is():
    for text in ("army", "Mao's", "of Mao", "the of Mao", "Mao of of army"):
        assert turned(text) == "", text


owner = st.sampled_from(["Mao", "the King", "China", "Soviets", "red"])
owners = st.lists(owner, min_size=1, max_size=3)
owned = st.sampled_from(["army", "red army", "son", "people"])


@given(owners.map(" ".join), owned)
def test_a_genitive_turned_twice_is_itself(owner, thing):
    of = f"{thing} of {owner}"
    assert normalise(turned(turned(of))) == normalise(of)
    assert verdicts(of, turned(of)) == verdicts(turned(of), of) == {CORRECT}


# -- two in either order -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text", "prompt"),
    [
        ("Mao and Stalin", "Stalin and Mao", "Who met in Moscow?"),
        ("Mao and Stalin", "Joseph Stalin & Mao Zedong", "Who met in Moscow?"),
        ("the USSR and Mexico", "Mexico and the Soviet Union", "Which countries were they?"),
        ("Marx and Engels", "Engels and Marx", "Which two men wrote it?"),
        ("the hammer and the sickle", "sickle and hammer", "What two tools are on the flag?"),
    ],
)
def test_two_may_be_said_in_either_order(answer, text, prompt):
    assert verdicts(answer, text, prompt=prompt) == {CORRECT}
    assert verdicts(text, answer, prompt=prompt) == {CORRECT}
    assert verdicts("neither", text, accept=(answer,), prompt=prompt) == {CORRECT}


def test_where_the_order_may_belong_to_it_it_is_asked_about():
    assert verdicts("Marx and Engels", "Engels and Marx") == {CLOSE}
    assert typed("War and Peace", "Peace and War").note == 'Did you mean "War and Peace"?'


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("from Mao and Stalin", "Stalin and from Mao"),
        ("victory of Marx and Engels", "Engels and victory of Marx"),
        ("Marx over Engels", "Engels over Marx"),
        ("from Marx to Engels", "from Engels to Marx"),
        ("Marx and Engels", "Engels and Lenin"),
        ("Marx and Engels", "Engels and not Marx"),
        ("Marx and Engels", "Engels and"),
        ("Marx and Engels", "and Marx"),
        ("Marx and Engels", "Engels, and, Marx and"),
        ("Marx and Engels and Lenin", "Lenin and Marx and Engels"),
        ("1950 and 1953", "1953 and 1950"),
        ("Plan 5 and Plan 6", "Plan 6 and Plan 5"),
    ],
)
def test_no_other_order_is_right(answer, text):
    assert verdicts(answer, text) == {WRONG}
    assert CORRECT not in verdicts(answer, text, prompt="Which two were they?")


@pytest.mark.parametrize(
    "prompt",
    ["In what order did the two rule?", "Who ruled first, and who then?", "What is the title?",
     "Which two men ruled earlier and later?", "Name the two, respectively."],
)  # fmt: skip
def test_an_order_that_the_prompt_asks_for_counts(prompt):
    for answer, text in (("Mao and Stalin", "Stalin and Mao"), ("Marx and Hua", "Hua and Marx")):
        assert verdicts(answer, text, prompt=prompt) == {WRONG}


names = st.sampled_from([name.name for name in NAMES])


@given(names, names)
def test_two_names_in_either_order_are_symmetric(one, other):
    first, second = f"{one} and {other}", f"{other} and {one}"
    assert verdicts(first, second) == verdicts(second, first) == {CORRECT}


# -- the kind of a place -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text", "prompt"),
    [
        ("Taiwan", "the island of Formosa", "Where?"),
        ("Taiwan", "Taiwan Island", "Where?"),
        ("Pusan", "the port of Busan", "Where?"),
        ("Pusan", "Pusan City", "Where?"),
        ("Seoul", "the city of Seoul", "Where?"),
        ("Jilin", "Jilin Province", "Where?"),
        ("the Amur", "the River Amur", "Where?"),
        ("the Amur", "Amur river", "Where?"),
        ("Sinuiju", "the town of Sinuiju", "In which town did they meet?"),
        ("Sinuiju", "Sinuiju town", "In what Korean town, on the Yalu, was it?"),
        ("Khasan", "Lake Khasan", "At which lake did they fight?"),
    ],
)
def test_the_kind_of_a_place_may_be_said(answer, text, prompt):
    assert verdicts(answer, text, prompt=prompt) == {CORRECT}


@pytest.mark.parametrize(
    ("answer", "text", "prompt"),
    [
        ("Jilin", "Jilin City", "In which province's main city was it?"),
        ("Jilin", "the city of Jilin", "Which region is meant?"),
        ("Taiwan", "the city of Taiwan", "Where?"),
        ("Taiwan", "Taiwan, a city", "Where?"),
        ("Taiwan", "island", "Which island was it?"),
        ("Taiwan", "the island of Hainan", "Which island was it?"),
        ("Taiwan", "island Taiwan", "Where?"),
        ("Taiwan", "South Taiwan", "Where?"),
        ("Mexico", "Mexico City", "Where?"),
        ("Kuwait", "Kuwait City", "Where?"),
        ("Wuhan", "Wuhan River", "Which river port was taken?"),
        ("Japan", "the island of Japan", "Which island nation was it?"),
        ("Sinuiju", "the town of Sinuiju", "Where? In a town."),
        ("Sinuiju", "the city of Sinuiju", "In which town did they meet?"),
        ("Sinuiju", "Seoul city", "In which city did they meet?"),
    ],
)
def test_another_kind_makes_another_place(answer, text, prompt):
    assert verdicts(answer, text, prompt=prompt) == {WRONG}


def test_the_kind_that_is_asked_for_in_a_gap_may_be_said():
    context = Context.of([], Mode.TEST)
    for hint, verdict in (("island", CORRECT), ("large island", WRONG), ("place", WRONG)):
        card = make.card(type=CardType.CLOZE, prompt=f"They fled to {{{{c1::Quemoy::{hint}}}}}.")
        assert grade(card, Form.CLOZE, ("island of Quemoy",), context, 1).verdict is verdict


# -- decades -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("1950s", "the fifties"),
        ("1950s", "50s"),
        ("1950s", "the '50s"),
        ("1950s", "1950's"),
        ("1950s", "nineteen-fifties"),
        ("1920s", "the twenties"),
        ("1990s", "the nineties"),
        ("the early 1950s", "early fifties"),
        ("the 1950s in Korea", "the fifties in Korea"),
        ("the 1950s in Korea", "the 50s in Korea"),
        ("1850s", "the eighteen fifties"),
    ],
)
def test_a_decade_is_said_without_its_century(answer, text):
    assert verdicts(answer, text) == {CORRECT}


def test_the_decade_of_an_unusual_century_is_asked_about():
    for answer, text in (("1850s", "the fifties"), ("2020s", "20s"), ("1910s", "10s")):
        assert verdicts(answer, text) == {CLOSE}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("1950s", "the sixties"),
        ("1950s", "40s"),
        ("1950s", "50"),
        ("1950s", "fifty"),
        ("1950s", "eighteen fifties"),
        ("1950s", "19 50s"),
        ("1950s", "the late fifties"),
        ("the early 1950s", "the fifties"),
        ("1950s", "1850s"),
        ("1900s", "00s"),
        ("1955", "the fifties"),
        ("1955 s", "the fifties"),
    ],
)
def test_another_decade_is_wrong(answer, text):
    assert verdicts(answer, text) == {WRONG}


# -- laws ----------------------------------------------------------------------------------

REWORDED = [
    ("Peng Dehuai", "General Peng"),
    ("Taiwan", "Taiwan (Formosa)"),
    ("Taiwan", "the island of Taiwan"),
    ("army of Mao", "Mao's army"),
    ("Mao and Stalin", "Stalin and Mao"),
    ("1950s", "the fifties"),
    ("Peng Dehuai", "Chinese General Peng"),
    ("Clement Attlee", "Attlee, the prime minister"),
    ("Clement Attlee", "Attlee Clement"),
    ("Mexico", "in Mexico"),
    ("Jilin and Liaoning", "Jilin, Liaoning"),
]


@pytest.mark.parametrize(("answer", "text"), REWORDED)
def test_what_the_author_calls_wrong_stays_wrong(answer, text):
    assert verdicts(answer, text) == {CORRECT}
    assert verdicts(answer, text, reject=(text.upper(),)) == {WRONG}
    assert verdicts(answer, text, distractors=make.distractors(text)) == {WRONG}
    assert verdicts(answer, text, distractors=make.distractors("*something*")) == {CORRECT}


@pytest.mark.parametrize(
    ("answer", "wrong", "text"),
    [
        ("Peng Dehuai", "General Peng", "Marshal Peng"),
        ("Taiwan", "Taiwan Island", "the island of Formosa"),
        ("army of Mao", "Mao's army", "Mao Zedong's army"),
        ("Mao and Stalin", "Stalin and Mao", "Joseph Stalin and Chairman Mao"),
        ("1950s", "the fifties", "50s"),
    ],
)
def test_where_one_wording_is_wrong_no_other_is_right(answer, wrong, text):
    assert CORRECT not in verdicts(answer, text, reject=(wrong,))
    assert CORRECT not in verdicts(answer, text, distractors=make.distractors(f"*{wrong}*"))


@pytest.mark.parametrize(("answer", "text"), REWORDED)
def test_a_date_or_a_number_has_no_other_words(answer, text):
    for kind in (CardType.DATE, CardType.NUMBER):
        assert CORRECT not in verdicts(answer, text, type=kind)


WORDS = (
    "General Mao Stalin Peng Dehuai Taiwan Formosa and or of island city army 's ( ) / 50s fifties"
    " 1950s the Kim Kim-Jong-il not , river Seoul nineteen"
)
texts = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6).map(" ".join)


@settings(deadline=None)
@given(texts, texts, st.lists(texts, max_size=2))
def test_no_wording_turns_a_reject_or_a_distractor_right(answer, text, others):
    rejected = typed(answer, text, reject=(text,), accept=tuple(others))
    assert (
        rejected.verdict is not CORRECT
        or normalise(text) == normalise(answer)
        or (normalise(text).replace(" ", "") == normalise(answer).replace(" ", ""))
    )
    before = typed(answer, text, accept=tuple(others)).verdict
    again = typed(answer, text, accept=tuple(others), reject=("Hainan",)).verdict
    assert before is again


@settings(deadline=None)
@given(texts, texts)
def test_no_wording_makes_two_texts_the_same(one, other):
    assert same(one, other) == same(other, one)


def test_long_and_odd_texts_are_quick():
    card = make.card(answer="Mao and Stalin", accept=tuple(f"A{n} and B{n}" for n in range(50)))
    context = Context.of([LIBRARY], Mode.TEST)
    odd = ("a or " * 40, "(" * 199, "x of " * 39, "'s " * 66, "general " * 24, "and " * 49,
           "/" * 200, "s' " * 60, "a" * 1000)  # fmt: skip
    for text in odd:
        grade(card, Form.TYPED, (text,), context)
    began = time.process_time()
    for text in odd:
        for n in range(20):
            grade(card, Form.TYPED, (f"{text}{n}",), context)
    assert (time.process_time() - began) / (20 * len(odd)) < 0.02  # many times what it takes


def test_a_text_is_reworded_up_to_its_longest():
    assert verdicts("Taiwan", "Taiwan (Formosa)".rjust(1000)) == {CORRECT}
    one, two = "x" * 98, "y" * 99
    assert typed(one, f"{one} ({two})", accept=(two,)).verdict is CORRECT
    assert typed(one, f"{one} ({two}y)", accept=(f"{two}y",)).verdict is WRONG
    long = "x" * 200
    assert typed(long, f"{long} ({long})").verdict is WRONG
