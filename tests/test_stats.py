from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import START, review

from quiz.events import Log
from quiz.markdown import printable
from quiz.model import Event, EventKind, Form
from quiz.progress import SHADES, page, text
from quiz.schedule import Memory, Target, fold
from quiz.stats import (
    Hard,
    Mastery,
    Retention,
    WrongOption,
    figures,
    forecast,
    late_days,
    retention,
    streak,
)
from quiz.today import Day

YALU, AIM, LEADER = "lib/deck/yalu", "lib/deck/aim", "lib/second/leader"
DECKS = (make.YALU, make.AIM, make.CLAIM, make.GAPS, make.card("leader", "second", answer="Peng"))
LIBRARY = make.library(*DECKS)


def log(*reviews, **fields):
    begun = {
        name: Event(name, "d", 0, 0, "2026-11-01", EventKind.SESSION, {"mode": mode})
        for name, mode in (("s", "study"), ("t", "test"))
    }
    return Log(reviews, begun, frozenset(), **fields)


def memory(stability, due, last=-5, difficulty=5.0, lapses=0):
    day = START + timedelta(days=last)
    return Memory(stability, difficulty, day, START + timedelta(days=due), 2, lapses, True)


# Worked out by hand: START, a Sunday, is today.
REVIEWS = (
    review(-30, card=AIM, seconds=3.0),
    review(-10, False, YALU, response=("1 October 1950",), seconds=10.0),
    review(-10, True, YALU, response=("19 October 1950",), seconds=20.0),
    review(-10, True, AIM, response=("A",), seconds=5.0),
    review(-9, True, YALU, form=Form.TYPED, response=("19 October 1950",), seconds=8.0),
    review(-5, False, AIM, response=("B",), seconds=200.0),
    review(-5, False, AIM, response=("B",), seconds=4.0, session="t"),
    review(-1, True, "lib/gone/card", response=("x",), seconds=2.0),
)
MEMORIES = {
    YALU: memory(30.0, 3, last=-9),
    AIM: memory(1.0, -2, lapses=1, difficulty=7.5),
    "lib/gone/card": memory(50.0, 0, lapses=9),
}


def on_start(of=None, memories=MEMORIES, **known):
    """The figures of a log and its memories on START."""
    return figures(Day(START, of or log(), memories, **known), [LIBRARY], Target())


TODAY = on_start(log(*REVIEWS))


def test_answers_and_time_are_counted_by_study_day():
    days = [START - timedelta(days=n) for n in (30, 10, 9, 5, 1)]
    assert TODAY.answers == dict(zip(days, (1, 3, 1, 2, 1), strict=True))
    # 10 + 20 + 5; whoever took 200 seconds had left the desk: 120 + 4
    assert TODAY.seconds == dict(zip(days, (3.0, 35.0, 8.0, 124.0, 2.0), strict=True))


def test_what_is_late_is_due_today_and_what_has_gone_never():
    assert TODAY.due == (1, 0, 0, 1, *[0] * 10)
    assert forecast([START - timedelta(days=9), START], START, 3) == (2, 0, 0)


def test_what_is_suspended_is_not_due_and_what_is_buried_is_due_tomorrow():
    suspended = on_start(log(suspended=frozenset({AIM})))
    assert suspended.due[:4] == (0, 0, 0, 1)
    buried = on_start(log(buried={AIM: "2026-11-22"}))
    assert buried.due[:4] == (0, 1, 0, 1)
    before = on_start(log(buried={AIM: "2026-11-21"}))
    assert before.due == TODAY.due


def test_a_corrected_card_is_due_at_once():
    assert on_start(corrected=frozenset({YALU})).due[:4] == (2, 0, 0, 0)
    known = frozenset({YALU, AIM, "lib/deck/never-studied"})
    away = on_start(log(buried={YALU: "2026-11-22"}, suspended=frozenset({AIM})), corrected=known)
    assert away.due[:4] == (0, 1, 0, 0)


def test_retention_is_over_the_first_answers_of_days_after_the_first():
    # November: AIM on -10 and -5, YALU on -9; the second answers of a day and the test not
    assert TODAY.retention == (Retention("2026-11", asked=3, recalled=2),)
    assert TODAY.target == 0.90
    assert retention([review(0), review(10, False), review(10), review(20)]) == (
        Retention("2026-12", asked=2, recalled=1),
    )


def test_mastery_counts_each_gap_and_no_true_false_card():
    assert TODAY.cards == Mastery("", "", known=1, learning=1, new=3)
    assert TODAY.decks == (
        Mastery("lib/deck", "Deck", 1, 1, 2),
        Mastery("lib/second", "Second", 0, 0, 1),
    )
    assert TODAY.tags == [Mastery("core", "core", 1, 0, 0)]
    assert TODAY.sources == (Mastery("lib/alpha", "Alpha", 1, 0, 0),)


def test_the_hardest_cards_are_those_most_often_forgotten():
    assert TODAY.hardest == (Hard(AIM, "What is aim?", 1, 7.5),)
    two = MEMORIES | {YALU: memory(1.0, 1, lapses=1, difficulty=9.0)}
    found = on_start(memories=two).hardest
    assert [hard.key for hard in found] == [YALU, AIM]


def test_wrong_options_are_counted_in_tests_too():
    assert TODAY.wrong == (
        WrongOption(AIM, "What is aim?", "B", 2),
        WrongOption(YALU, "On what day did they cross?", "1 October 1950", 1),
    )


def test_a_gap_is_shown_as_it_is_asked():
    memories = {"lib/deck/gaps#c1": memory(1.0, 1, lapses=2)}
    (hard,) = on_start(memories=memories).hardest
    assert hard.prompt == "[who] met Stalin there."


# -- the row of days ----------------------------------------------------------------------


def days(*offsets):
    return {START + timedelta(days=n) for n in offsets}


@pytest.mark.parametrize(
    ("answered", "late", "length"),
    [
        ((), (), 0),
        ((0,), (), 1),
        ((-1,), (0,), 1),  # today may still be answered
        ((-2,), (-1, 0), 0),
        ((-2, -1, 0), (), 3),
        ((-4, 0), (), 5),  # nothing was due between
        ((-4, 0), (-2,), 2),  # something was
        ((-4, -1), (-2,), 2),
        ((-9, 0), (-2, -1), 1),
    ],
)
def test_a_day_on_which_nothing_was_due_counts(answered, late, length):
    began = START + timedelta(days=min(answered, default=0))
    found = streak(days(*answered), days(*late), began if answered else None, START)
    assert found == length


def test_who_only_took_tests_has_only_the_days_of_the_tests():
    assert streak(days(-30, -1, 0), (), None, START) == 2
    assert streak(days(-30, -3, 0), (), START - timedelta(days=3), START) == 4


def test_a_day_was_late_where_a_card_waited_through_it():
    waits = [(START - timedelta(days=6), START - timedelta(days=4)), (START, date.max)]
    assert late_days(waits, START) == days(-6, -5, 0)
    assert late_days([(START - timedelta(days=2), date.max)], START) == days(-2, -1, 0)
    assert late_days([(START + timedelta(days=2), date.max)], START) == set()


def test_the_row_follows_from_the_log():
    # A miss is due the next day; on the -4th it was answered, on the -2nd it was not.
    missed = [review(day, False, YALU) for day in (-5, -4, -3, -1)]

    def row(*reviews, **fields):
        return on_start(log(*reviews, **fields), fold(reviews, Target()))

    # AIM, missed on the -5th, has waited since; yesterday something else was answered
    assert TODAY.streak == 1
    assert row(*missed).streak == 1
    assert row(*missed, review(0, True, YALU)).streak == 2
    assert row(*missed, review(-2, True, AIM, session="t")).streak == 5  # a test will do
    assert row(*missed, suspended=frozenset({YALU})).streak == 6  # what is suspended never waits


# -- the page -----------------------------------------------------------------------------

PAGE = """\
So far
1 day in a row
1 known, 1 learning, 3 new
3 min on 8 answers, 22 s each

Answers a day
                                                   Nov
Mon  · · · · · · · · · · · · · · · · · · · · · · · · · ·
     · · · · · · · · · · · · · · · · · · · · · · · · · ▃
Wed  · · · · · · · · · · · · · · · · · · · · · · · · · ·
     · · · · · · · · · · · · · · · · · · · · · · · · ▅ ·
Fri  · · · · · · · · · · · · · · · · · · · · · ▁ · · ▁ ·
     · · · · · · · · · · · · · · · · · · · · · · · · · ▁
Sun  · · · · · · · · · · · · · · · · · · · · · · · · · ·

     · none  ▁ 1+  ▃ 2+  ▅ 3+  ▇ 4+

Due in the coming days
today       1  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
"""


def test_the_page_is_plain_text():
    found = "\n".join(text(TODAY, 78))
    head, _, rest = found.partition("Answers a day\n")
    assert head == PAGE.partition("Answers a day\n")[0]
    calendar = rest.split("\n")
    assert calendar[1:8] == PAGE.split("\n")[7:14]
    assert calendar[9] == PAGE.split("\n")[15]
    assert "Wed 25 Nov  1  ━━━━" in found
    assert "Nov 2026   67 %  2 of 3  ━━━" in found
    assert "Recalled when asked again (target 90 %)" in found
    assert "Tue 17 Nov  2 min  2 answers  ━━━━" in found
    assert "Deck    ━━━━╌╌╌╌········        1           1      2" in found
    assert "     once  What is aim?" in found
    assert "    twice  B\n           What is aim?" in found


def test_the_shades_differ_as_signs_and_the_busiest_are_open_upwards():
    answers = {START - timedelta(days=n): count for n, count in enumerate((1, 10, 20, 30, 500))}
    spent = dict.fromkeys(answers, 1.0)
    lines = list(text(replace(TODAY, answers=answers, seconds=spent), 78))
    shown = [line.split()[-1] for line in lines[7:14]]  # the last week, Monday first
    assert shown == ["·", "·", "▇", "▅", "▃", "▁", "▁"]
    assert "· none  ▁ 1+  ▃ 11+  ▅ 21+  ▇ 31+" in lines[15]
    assert len(set(SHADES)) == 5


def test_before_the_first_answer_the_page_says_so():
    empty = on_start(memories={})
    titles = [section.title for section in page(empty, 78)]
    assert titles == ["So far", "Decks"]
    assert "Nothing is answered yet." in "\n".join(text(empty, 78))
    assert [s.title for s in page(figures(Day(START, log(), {}), [], Target()), 78)] == ["So far"]


def _cells(line):
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in line
    )


@settings(deadline=None)
@given(st.integers(48, 120), st.text(max_size=80), st.integers(0, 10_000))
def test_no_line_is_wider_than_the_page(width, name, count):
    wide = replace(
        TODAY,
        answers=dict.fromkeys(TODAY.answers, count + 1),
        due=(count, *TODAY.due[1:]),
        decks=[Mastery("d", name, count, 3, 4), Mastery("e", "彭德怀" * 20, 0, 0, 1)],
        hardest=[Hard("k", name, count, 5.0)],
        wrong=[WrongOption("k", name, "彭德怀 " * 20, count)],
    )
    for line in text(wide, width):
        assert _cells(line) <= width
        assert printable(line) == line


def test_a_window_too_narrow_for_the_page_shows_a_part_of_it():
    for width in (-1, 0, 1, 20, 47):
        assert page(TODAY, width) == page(TODAY, 48)


def test_a_long_list_of_tags_is_cut_and_days_to_come_are_blank():
    tags = [Mastery(f"t{n}", f"t{n}", 1, 1, 1) for n in range(20)]
    lines = list(text(replace(TODAY, tags=tags), 78))
    assert "and 8 more" in lines
    assert "and 1 more" not in list(text(replace(TODAY, tags=tags[:13]), 78))
    monday = date(2026, 11, 23)
    shown = list(text(replace(TODAY, today=monday, answers={monday: 3}), 78))
    week = [line for line in shown if line[:3] in ("Mon", "Wed", "Fri", "Sun")][:4]
    assert [len(line) for line in week] == [56, 54, 54, 54]


def test_the_same_figures_as_json():
    data = json.loads(json.dumps(TODAY.data()))
    assert data["today"] == "2026-11-22"
    assert data["days"][1] == {"day": "2026-11-12", "answers": 3, "seconds": 35.0}
    assert data["due"][3] == {"day": "2026-11-25", "cards": 1}
    assert data["retention"] == [{"period": "2026-11", "asked": 3, "recalled": 2}]
    assert data["cards"] == {"known": 1, "learning": 1, "new": 3}
    assert data["decks"][0] == {
        "name": "lib/deck", "title": "Deck", "known": 1, "learning": 1, "new": 2
    }  # fmt: skip
    assert data["hardest"][0]["lapses"] == 1
    assert data["wrong_options"][0]["times"] == 2


def test_figures_are_a_value():
    assert on_start(log(*REVIEWS)) == TODAY
    assert isinstance(TODAY.today, date)
