"""The rules on answers and options at their limits: the last case that is sound, the first that
is not, and what must not be taken for a fault."""

from __future__ import annotations

import make
import pytest
from test_check import choice, cloze, date, number, problems, rules, select, short

from quiz.check import check
from quiz.library import check_target
from quiz.model import CardType, Distractor, Item, Name


def told(rule, card, **library):
    """Whether a rule has something to say of a card."""
    return (rule, "one") in rules(card, **library)


def messages(rule, card):
    """What a rule says of a card."""
    return [problem.message for problem in problems(card) if problem.rule == rule]


# -- a distractor that is right ---------------------------------------------------------------


@pytest.mark.parametrize(
    "card",
    [
        number(answer="a dozen", distractors=make.distractors("12")),
        short(answer="19 October 1950", accept=("the day that the capital fell",),
              distractors=make.distractors("October 19, 1950")),
        short(answer="the day that the capital fell", accept=("19 October 1950",),
              distractors=make.distractors("October 19, 1950")),
        short(answer="in June", distractors=make.distractors("Jun")),
        short(answer="a dozen", distractors=make.distractors("12")),
        choice("a dozen", "12", "20"),
        choice("half a dozen men", "6 men", "9 men"),
        select(("sixteen", "seven"), "nine", "16"),
        select(("1 May 1950", "2 May 1950"), "3 May 1950", "May 2, 1950"),
    ],
)  # fmt: skip
def test_a_distractor_is_right_by_any_key_and_as_the_keys_are_compared(card):
    assert told("distractor-accepted", card)


@pytest.mark.parametrize(
    "card",
    [
        select(("Pusan", "Masan"), "Seoul", "\u200b"),  # as the answer that a select lacks
        short(answer="19 October 1950", reject=("October 19, 1950",),
              distractors=make.distractors("October 19, 1950")),
        date(answer="October 1950", distractors=make.distractors("October 1951")),
        choice("the Tenth Corps", "the Eighth Army", "the Ninth Corps"),
    ],
)  # fmt: skip
def test_a_distractor_that_grading_refuses_is_none_that_is_accepted(card):
    assert not told("distractor-accepted", card)


def test_two_names_in_like_words_are_two_answers():
    mao = Name("mao", "Mao Zedong", variants=("Mao Tse-tung",))
    zhu = Name("zhu", "Zhu De", variants=("Chu Teh",))
    card = choice("the army of Mao Zedong", "the army of Chu Teh", "the army of Lin Biao")
    assert rules(card, names=(mao, zhu)) == []
    persons = choice("nobody", "Mao Zedong", "Zhu De", allow=(("absolute-word", "x"),))
    assert rules(persons, names=(mao, zhu)) == []


def test_an_unreadable_key_is_told_as_such_whatever_else_the_card_has():
    card = number(answer="plenty", range="90 to 110", distractors=make.distractors("10 to 20"))
    assert {rule for rule, _ in rules(card)} == {"accept-unreadable"}


def test_each_rule_on_within_speaks_for_its_own_type():
    assert messages("accept-unreadable", date(answer="1950", within="soon")) == [
        "`within` 'soon' cannot be read: write it as 2 years"
    ]
    assert messages("accept-unreadable", number(answer="1950", within="soon")) == [
        "`within` 'soon' cannot be read: write 10% or an amount"
    ]


# -- twice the same ---------------------------------------------------------------------------


def test_an_option_that_returns_is_named_with_the_one_before_it():
    card = short(distractors=make.distractors("b", "b", "B."))
    assert messages("duplicate-option", card) == [
        "'b' stands there twice: replace one",
        "'B.' stands there already, as 'b': replace one",
    ]


def test_an_option_of_one_letter_is_seen_twice(tmp_path):
    """As read from a file, where two texts of one letter are one object."""
    card = "- id: one\n  question: How many?\n  answer: 4\n  distractors: [a, a]\n"
    assert ("duplicate-option", "one") in {(p.rule, p.card) for p in written(tmp_path, card)}


def written(folder, card):
    """The Problems of a deck with this card, on disk."""
    (folder / "deck.yaml").write_text(f"deck: deck\ntitle: Deck\ncards:\n{card}", "utf-8")
    target = check_target(folder / "deck.yaml")
    return [*target.problems, *check(target.library)]


def test_a_number_in_words_is_the_same_in_digits():
    ordered = {"type": CardType.ORDER, "answer": ""}
    assert told("duplicate-option", short(items=(Item("sixteen"), Item("16")), **ordered))
    assert not told("duplicate-option", short(items=(Item("sixteen"), Item("17")), **ordered))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jun", "June"), ("in Sept", "September"), ("a dozen", "12"), ("a dozen men", "twelve men"),
     ("AD 1500", "1500"), ("1,500", "1500")],
)  # fmt: skip
def test_a_month_and_a_number_are_the_same_however_written(one, other):
    assert messages("duplicate-option", choice("no", one, other)) == [
        f"{other!r} stands there already, as {one!r}: replace one"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jun", "Jul"), ("June", "Juneau"), ("a dozen", "dozens"), ("a dozen men", "a dozen tanks"),
     ("nearly half", "more than half")],
)  # fmt: skip
def test_what_only_looks_alike_is_not_the_same(one, other):
    assert not told("duplicate-option", choice("no", one, other))


# -- ranges -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "card",
    [
        number(answer="100", within="10%", distractors=make.distractors("80 to 95")),
        number(answer="100", within="10", distractors=make.distractors("80 to 95")),
        number(answer="100", range="90 to 110", distractors=make.distractors("80 to 95")),
        number(answer="100", distractors=make.distractors("200 to 300", "220 to 280")),
        choice("10 to 20 men", "15 to 30 men", "a great many men"),
        choice("a great many men", "10 to 20 men", "15 to 30 men"),
        choice("15 to 30 men", "10 to 20 men", "40 to 50 men"),
        choice("ten to twenty divisions", "fifteen to thirty divisions", "forty divisions"),
        choice("between ten and twenty men", "a dozen to thirty men", "forty men"),
    ],
)
def test_ranges_that_share_numbers_overlap_from_either_side(card):
    assert told("overlapping-ranges", card)


@pytest.mark.parametrize(
    "card",
    [
        number(answer="100", within="10%", distractors=make.distractors("80 to 90")),
        number(answer="100", within="10%", distractors=make.distractors("110 to 120")),
        choice("10 to 20", "20 to 30", "30 to 40"),
        choice("20 to 30", "10 to 20", "30 to 40"),
        choice("a great many", "10 to 20", "30 to 40"),
        choice("ten to twenty men", "twenty to thirty men", "fifteen to thirty tanks"),
        select(("10 to 20 men",), "15 to 30 men", "40 to 50 men"),  # several may be right
        date(answer="30 June 1950", distractors=make.distractors("1 to 9 June", "8 to 15 June")),
        choice("1945 to 1950", "1948 to 1953", "1951 to 1955"),  # times, not numbers
    ],
)
def test_ranges_may_share_an_end_and_days_are_none(card):
    assert not told("overlapping-ranges", card)


# -- words in options -------------------------------------------------------------------------


def test_of_a_card_that_is_no_statement_the_options_are_looked_at_though_it_says_false():
    assert told("absolute-word", choice("false", "never", "perhaps"))
    assert not told("absolute-word", choice("false", "b", "c", prompt="Who never came?"))


@pytest.mark.parametrize(
    ("key", "wrong", "long"),
    [
        ("k" * 22, ("b" * 10, "c"), False),
        ("k" * 23, ("b" * 10, "c"), True),  # by more than twelve letters
        ("k" * 56, ("c", "b" * 40), False),
        ("k" * 57, ("c", "b" * 40), True),  # and by more than two fifths
    ],
)
def test_an_answer_is_held_against_the_longest_distractor(key, wrong, long):
    assert told("longest-key", choice(key, *wrong)) is long


# -- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "unsorted"),
    [
        (number(answer="1", distractors=make.distractors("10", "20", "30")), False),
        (number(answer="1", distractors=make.distractors("30", "20", "10")), False),
        (number(answer="1", distractors=make.distractors("30", "10", "20")), True),
        (number(answer="1", distractors=make.distractors("10", "30", "20")), True),
        (select(("1950", "1960"), "1953", "1951", "1952"), False),  # shown in any order
    ],
)
def test_distractors_are_sorted_upwards_or_downwards(card, unsorted):
    assert told("unsorted-numbers", card) is unsorted


@pytest.mark.parametrize(
    ("key", "others", "middle"),
    [
        # half way, give or take a twentieth of the span
        ("121", ("100", "140"), True),
        ("119", ("100", "140"), True),
        ("122", ("100", "140"), False),
        ("118", ("100", "140"), False),
        ("120", ("100", "110", "140"), True),
        # as many times the least as the most is of it, give or take a twentieth
        ("200", ("100", "380"), True),
        ("200", ("100", "420"), True),
        ("200", ("100", "379"), False),
        ("200", ("100", "421"), False),
        ("1", ("0.5", "2"), True),
        ("150", ("100", "400"), False),
        # which tells something only where the most is more than twice the least
        ("142", ("100", "201"), True),
        ("141", ("100", "200"), False),
        # and only of what is counted from nought
        ("-0.2", ("-0.4", "-0.1"), False),
        ("20", ("0", "100"), False),
        # at an end, or beside one other, nothing is in the middle
        ("100", ("200", "300"), False),
        ("300", ("100", "200"), False),
        ("150", ("100",), False),
        ("15 men", ("10 to 20 men", "14 to 16 men"), False),
    ],
)
def test_the_middle_is_half_way_or_as_many_times_more_than_one_as_less_than_the_other(
    key, others, middle
):
    card = choice(key, *others, type=CardType.SHORT_ANSWER)
    assert told("middle-key", card) is middle


def test_a_select_has_no_middle():
    assert not told("middle-key", select(("1950",), "1949", "1951"))


# -- options of one kind ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "card",
    [
        short(answer="1950", distractors=make.distractors("after the war")),  # which is odd?
        choice("The war was long over.", "The war went on.", "The war began that year."),
        choice("1950", "1951", "1952"),
        choice("b.", "c", "d"),  # an abbreviation, perhaps
    ],
)
def test_options_of_one_kind_are_not_mixed(card):
    assert not told("mixed-options", card)


@pytest.mark.parametrize(
    ("texts", "odd"),
    [
        (("1950", "1951", "after the war"), "1950"),
        (("after the war", "1950", "1951"), "1950"),
        (("after the war", "before the war", "1951"), "1951"),
    ],
)
def test_of_mixed_options_the_first_number_is_named(texts, odd):
    assert messages("mixed-options", choice(*texts)) == [
        f"{odd!r} is a number or a date, not all options are: make them of one kind"
    ]


@pytest.mark.parametrize(
    ("card", "cue"),
    [
        (choice("to win time", "land", type=CardType.SHORT_ANSWER), False),
        (choice("to win time", "land", "fame"), True),
        (choice("to win time", "to win land", "fame"), False),
        (choice("to win time", "to win land", "to win fame"), False),
        (choice("an ox", "horses", "dogs", prompt="What drew the gun?"), True),
        (choice("ox", "ass", "elk", prompt="The gun was drawn by an ..."), False),
    ],
)
def test_a_beginning_is_a_cue_where_it_is_the_answers_alone(card, cue):
    assert told("grammar-cue", card) is cue


@pytest.mark.parametrize(
    ("card", "why"),
    [
        (cloze("One {{c1::two}}."), False),  # half of it
        (cloze("One {{c1::two three}}."), True),
        (cloze("One {{c1::two}} three {{c1::four}}."), False),
        (cloze("{{c1::One}} {{c2::two}} three four."), False),
        (cloze("{{c1::One}} {{c2::two}} {{c3::three}} four five six."), True),
        (short(prompt="What do {{c1::a}}, {{c2::b}} and {{c3::c}} stand for?"), False),
    ],
)
def test_a_cloze_keeps_half_of_its_words_and_two_gaps(card, why):
    assert told("too-many-gaps", card) is why


# -- other spellings, and how many options ----------------------------------------------------

MAO = Name("mao", "Mao Zedong", variants=("Mao Tse-tung", "Chairman Mao"))


def test_one_other_spelling_that_is_accepted_is_enough():
    none = short(answer="Mao Zedong", reject=("Mao Tse-tung",))
    one = short(answer="Mao Zedong", accept=("Chairman Mao",), reject=("Mao Tse-tung",))
    (problem,) = problems(none, names=(MAO,))
    assert problem.message == (
        "'Mao Zedong' is also written 'Mao Tse-tung', which is not accepted:"
        " take it out of `reject`"
    )
    assert not told("single-variant", one, names=(MAO,))


def test_a_name_of_one_spelling_has_no_other():
    alone = Name("mao", "Mao Zedong", variants=("*mao zedong*",))
    assert not told("single-variant", short(answer="Mao Zedong"), names=(alone,))


def test_a_date_has_no_other_spelling():
    day = Name("d-day", "D-Day", variants=("6 June 1944",))
    card = date(answer="6 June 1944", reject=("D-Day",))
    assert not told("single-variant", card, names=(day,))


@pytest.mark.parametrize(
    ("card", "many"),
    [
        (choice("k", *"abc"), False),
        (choice("k", *"abcd"), True),
        (select(("k", "l"), *"abcdef"), False),
        (select(("k", "l"), *"abcdefg"), True),
    ],
)
def test_four_options_are_enough_and_eight_of_a_select(card, many):
    assert told("many-options", card) is many


def test_each_distractor_without_a_reason_is_named():
    card = short(distractors=(Distractor("b"), Distractor("c", "No."), Distractor("d")))
    assert messages("missing-why", card) == ["say in `why` what is wrong with 'b' and 'd'"]
