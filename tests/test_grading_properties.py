"""Grading under generated input: what must hold for every card and every response."""

import datetime
import re
from pathlib import Path

import make
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from quiz.grading import Context, accepted, dates, fits_type, grade, normalise, numbers, same
from quiz.model import (
    CardType,
    Deck,
    Distractor,
    Form,
    Item,
    Library,
    Mode,
    Name,
    Pair,
    Verdict,
)

NAMES = (
    Name("mao", "Mao Zedong", variants=("Mao Tse-tung", "Mao"), reject=("Moa",)),
    Name("kim", "Kim Il Sung", variants=("Kim Il-sung", "38th Kim")),
)


def card(answer="", kind="short-answer", prompt="What was it?", **keys):
    return make.card(type=CardType(kind), prompt=prompt, answer=answer, **keys)


LIBRARY = Library(
    "lib",
    "Library",
    Path("lib"),
    decks=(Deck("deck", "Deck", (card("Panmunjom"), card("Treaty of Nanking"))),),
    names=NAMES,
)
STUDY = Context.of([LIBRARY], Mode.STUDY)
contexts = st.sampled_from([STUDY, Context.of([LIBRARY], Mode.TEST), Context(Mode.STUDY)])

# Pieces that mean something to the readers, and any text at all.
PIECES = [
    "19", "October", "1950", "oct.", "4/5/1919", "BC", "the", "a", "of", "c.", "38th", "first",
    "million", "half", "and", "dozen", "%", "$", "-", "to", "between", "1.5", "150,000", "k", "m",
    "I think", "it was", ", maybe", "or", "(", ")", "1910-45", "at least", "not", "M.", "end of",
    "seconds", "Mao", "Tse-tung", "Kim Ilsung", "{{c1::", "}}", "::", "*", "II", "no", "unable",
]  # fmt: skip
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
# The machine may be busy; how long grading takes is tested apart.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
responses = st.lists(texts, max_size=4).map(tuple)
words = st.text(alphabet="abcdefghijklmnoprstuvwyzéñöÀŠ", min_size=1, max_size=10)
phrases = st.lists(words, min_size=1, max_size=5).map(" ".join)
days = st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31))


@st.composite
def cards(draw):
    def several():
        return draw(st.lists(texts, max_size=3).map(tuple))

    return card(
        draw(texts),
        draw(st.sampled_from(list(CardType))),
        prompt=draw(texts),
        accept=several(),
        reject=several(),
        answers=several(),
        points=several(),
        distractors=tuple(Distractor(text) for text in several()),
        items=tuple(Item(text) for text in several()),
        pairs=tuple(Pair(text, text) for text in several()),
        precision=draw(st.sampled_from(["", "day", "month", "year"])),
        within=draw(st.one_of(texts, st.sampled_from(["2 years", "10%", "5"]))),
        range=draw(st.one_of(texts, st.just("1 to 3,000"))),
        unit=draw(st.one_of(texts, st.sampled_from(["seconds", "million dollars", "metres"]))),
    )


def typed(asked, text, context=STUDY):
    return grade(asked, Form.TYPED, (text,), context)


@unhurried
@given(cards(), st.sampled_from(list(Form)), responses, contexts, st.integers(0, 3))
def test_any_response_has_an_outcome(asked, form, response, context, gap):
    outcome = grade(asked, form, response, context, gap)
    assert 0 <= outcome.right <= outcome.of
    assert outcome.of >= 1
    if outcome.verdict is Verdict.CORRECT and form is not Form.REVEAL:
        assert outcome.right == outcome.of
    if not any(text.strip() for text in response) and form in (Form.TYPED, Form.CLOZE):
        assert outcome.verdict is Verdict.WRONG


@unhurried
@given(cards(), texts, texts, contexts)
def test_what_check_asks_always_has_an_answer(asked, text, other, context):
    assert accepted(asked, text, context) in (True, False)
    assert fits_type(asked, text) in (True, False)
    assert same(text, other) == same(other, text)
    normalise(text)


@unhurried
@given(cards(), contexts)
def test_the_exact_answer_is_always_right(asked, context):
    assume(asked.answer.strip())
    assert typed(asked, asked.answer, context).verdict is Verdict.CORRECT
    assert typed(asked, f"  {asked.answer}\n", context).verdict is Verdict.CORRECT


@unhurried
@given(phrases, st.data())
def test_case_spaces_and_marks_change_nothing(answer, data):
    marked = "".join(
        char + data.draw(st.sampled_from(["", "", "\u0301", "\u0308", "\u200b"])) for char in answer
    )
    spaced = marked.replace(" ", data.draw(st.sampled_from([" ", "  ", "\t", "\u00a0", "-", ", "])))
    for text in (answer.upper(), answer.swapcase(), spaced, f"The {spaced}!"):
        assert typed(card(answer), text).verdict is Verdict.CORRECT


@unhurried
@given(phrases, st.data())
def test_a_typing_error_is_never_right(answer, data):
    at = data.draw(st.integers(0, len(answer) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    misspelt = answer[:at] + letter + answer[at + data.draw(st.integers(0, 1)) :]
    assume(normalise(misspelt) != normalise(answer))
    assume(normalise(misspelt).replace(" ", "") != normalise(answer).replace(" ", ""))
    assume(not {"a", "an", "the"} & set(misspelt.split() + answer.split()))
    assert typed(card(answer), misspelt).verdict is not Verdict.CORRECT


@unhurried
@given(
    st.lists(
        st.one_of(words, st.integers(0, 10**6).map(str), st.just("38th"), st.just("(1858)")),
        min_size=1,
        max_size=4,
    ).map(" ".join),
    st.data(),
)
def test_another_digit_is_never_right_nor_close(answer, data):
    places = [at for at, char in enumerate(answer) if char.isdigit()]
    assume(places)
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != answer[at]]))
    changed = answer[:at] + digit + answer[at + 1 :]
    for kind in ("short-answer", "date", "number"):
        assert typed(card(answer, kind), changed).verdict is Verdict.WRONG


STYLES = [
    "{day} {month} {year}",
    "{month} {day}, {year}",
    "{short}. {day} {year}",
    "{short} {day}, {year}",
    "{weekday}, {day} {month} {year}",
    "{nth} of {month}, {year}",
    "the {nth} of {month} {year}",
    "{month} {nth} {year}",
    "{year}-{m:02}-{d:02}",
    "{year} {month} {day}",
    "about {day} {month} {year}",
    "{day} {month} AD {year}",
    "{day} {month} {year} CE",
]


def written(day, style):
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0)
    return style.format(
        day=day.day,
        d=day.day,
        m=day.month,
        nth=f"{day.day}{ending or 'th'}",
        month=f"{day:%B}",
        short=f"{day:%b}",
        weekday=f"{day:%A}",
        year=day.year,
    )


@unhurried
@given(days, st.sampled_from(STYLES), st.sampled_from(STYLES))
def test_a_date_in_any_style_is_the_same_date(day, asked, given_style):
    assert dates.parse(written(day, asked)) == dates.Date(day.year, day.month, day.day)
    for kind in ("date", "short-answer"):
        outcome = typed(card(written(day, asked), kind), written(day, given_style))
        assert outcome.verdict is Verdict.CORRECT


@unhurried
@given(days, st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.month}.{0.day}.{0.year}"]))
def test_a_date_in_digits_is_read_where_it_can_be_one_only(day, style):
    read = dates.parse(style.format(day))
    if day.day > 12 or day.day == day.month:
        assert read == dates.Date(day.year, day.month, day.day)
    else:
        assert read is None


@unhurried
@given(
    days,
    st.integers(-100_000, 100_000).filter(bool),
    st.sampled_from(STYLES),
    st.sampled_from(STYLES),
    contexts,
)
def test_another_day_is_never_right_nor_close(day, off, asked, given_style, context):
    try:
        other = day + datetime.timedelta(days=off)
    except OverflowError:
        assume(False)
    assume(other.year >= 1000)
    for kind in ("date", "short-answer"):
        outcome = typed(card(written(day, asked), kind), written(other, given_style), context)
        assert outcome.verdict is Verdict.WRONG


@unhurried
@given(days, st.integers(-400, 400), st.integers(0, 400))
def test_a_tolerance_of_days_is_a_count_of_days(day, off, room):
    assume(day.year > 1600)
    try:
        other = day + datetime.timedelta(days=off)
    except OverflowError:
        assume(False)
    asked = card(written(day, STYLES[0]), "date", within=f"{room} days")
    outcome = typed(asked, written(other, STYLES[1]))
    assert (outcome.verdict is Verdict.CORRECT) == (abs(off) <= room)


@unhurried
@given(
    st.integers(0, 10**15 - 1),
    st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "\u2019", ""]),
    st.sampled_from(["{}", "about {}", "c. {}", "{} men", "{}+"]),
)
def test_a_number_with_separators_is_the_same_number(number, separator, style):
    text = style.format(f"{number:,}".replace(",", separator))
    quantity = numbers.parse(text)
    assert quantity is not None
    assert quantity.low == quantity.high == number
    assert typed(card(str(number), "number"), text).verdict is Verdict.CORRECT


@unhurried
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_are_right_only_if_equal(number, other):
    outcome = typed(card(f"{number:,}", "number"), str(other))
    assert (outcome.verdict is Verdict.CORRECT) == (number == other)
    assert outcome.verdict is not Verdict.CLOSE


@unhurried
@given(st.integers(1, 999).map(lambda n: n / 100), st.sampled_from(["million", "thousand"]))
def test_a_decimal_and_a_scale_are_exact(amount, scale):
    whole = round(amount * 100) * (10_000 if scale == "million" else 10)
    quantity = numbers.parse(f"{amount} {scale}")
    assert quantity is not None
    assert quantity.low == whole


@unhurried
@given(st.integers(1, 10**6), st.integers(1, 50), st.integers(-60, 60))
def test_a_relative_tolerance_is_inclusive(number, percent, off):
    asked = card(str(100 * number), "number", within=f"{percent}%")
    response = 100 * number + off * number
    assert (typed(asked, str(response)).verdict is Verdict.CORRECT) == (abs(off) <= percent)


@unhurried
@given(st.text(), st.text())
def test_equal_texts_normalise_alike(one, other):
    if normalise(one) == normalise(other) and normalise(one):
        assert same(one, other)
    assert not re.search(r"\s\s|^\s|\s$", normalise(one))
