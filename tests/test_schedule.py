from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import START, review

from quiz import schedule
from quiz.schedule import HOLDS, KNOWN, Aim, Target, fold, recall, steps

DEFAULT = Target()


def memory(*reviews, target=DEFAULT):
    return fold(reviews, target)["lib/deck/card"]


def test_a_first_good_answer_comes_back_in_days_not_minutes():
    first = memory(review())
    assert first.due - first.last >= timedelta(days=1)
    assert first.steps == 1
    assert not first.known


def test_a_first_miss_comes_back_tomorrow():
    assert memory(review(good=False)).due == START + timedelta(days=1)


def test_what_is_recalled_again_and_again_becomes_known():
    reviews, due = [], 0
    for _ in range(6):
        reviews.append(review(day=due))
        due = (memory(*reviews).due - START).days
    grown = memory(*reviews)
    assert grown.stability > KNOWN
    assert grown.known
    assert grown.holds


def test_a_lapse_is_counted_and_makes_it_a_choice_again():
    lapsed = memory(review(0), review(3), review(12), review(40, good=False))
    assert lapsed.lapses == 1
    assert not lapsed.holds
    assert lapsed.stability < HOLDS or not lapsed.recalled


def test_only_the_first_answer_of_a_study_day_is_a_step():
    once = memory(review(0, good=False), review(3))
    assert memory(review(0, good=False), review(0), review(0), review(3)) == once


def test_the_steps_are_those_of_fsrs_by_whole_days():
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = Card(card_id=1)
    days = [(0, True), (2, True), (9, False), (11, True), (30, True)]
    for day, good in days:
        at = datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(days=day)
        card, _ = scheduler.review_card(card, Rating.Good if good else Rating.Again, at)
    ours = memory(*(review(day, good) for day, good in days))
    assert (ours.stability, ours.difficulty) == (card.stability, card.difficulty)
    wanted = (card.due.date() - ours.last).days
    assert abs((ours.due - ours.last).days - wanted) <= max(2, wanted * 0.15)


def test_recall_falls_with_the_days_to_the_target_at_the_stability():
    learnt = memory(review(0), review(3))
    at = [recall(learnt, learnt.last + timedelta(days=n)) for n in (0, 5, 10, 100)]
    assert at == sorted(at, reverse=True)
    assert at[0] == 1.0
    after = learnt.last + timedelta(days=round(learnt.stability))
    assert recall(learnt, after) == pytest.approx(0.9, abs=0.02)


def test_who_wants_to_remember_more_is_asked_sooner():
    days = [review(0), review(3), review(12)]
    assert memory(*days, target=Target(0.97)).due < memory(*days, target=Target(0.80)).due


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.integers(2, 60))
@settings(deadline=None)
def test_every_card_is_seen_before_the_exam(grades, until):
    target = Target(exam=START + timedelta(days=until))
    reviews = [review(n, good) for n, good in enumerate(grades)]
    last = START + timedelta(days=len(grades) - 1)
    due = memory(*reviews, target=target).due
    assert due > last
    if last < target.exam - timedelta(days=7):
        assert due < target.exam
    else:
        assert due == memory(*reviews).due


def test_the_exam_does_not_draw_all_cards_to_one_day():
    target = Target(exam=START + timedelta(days=22))
    reviews = [review(day, card=f"lib/deck/{n}") for n in range(99) for day in (0, 3, 12)]
    assert all(memory.due > target.exam for memory in fold(reviews, Target()).values())
    found = fold(reviews, target)
    assert {(target.exam - memory.due).days for memory in found.values()} == set(range(1, 8))


def test_cards_learnt_together_part_ways_the_same_on_every_machine():
    reviews = [review(day, card=f"lib/deck/{n}") for n in range(40) for day in (0, 3, 14)]
    found = fold(reviews, Target())
    assert len({memory.due for memory in found.values()}) > 3
    assert found == fold(reviews, Target())
    random.seed(99)
    assert found == fold(reviews, Target())


def test_the_same_log_has_the_same_due_dates_in_every_version():
    # where this must change, `schedule.VERSION` is raised
    reviews = [review(day, card=f"lib/deck/{n}") for n in range(6) for day in (0, 3, 14)]
    exam = Target(exam=START + timedelta(days=40))
    for target, days in (DEFAULT, [65, 65, 61, 65, 67, 60]), (exam, [35, 33, 37, 35, 34, 37]):
        dues = [(memory.due - START).days for memory in fold(reviews, target).values()]
        assert dues == days


def test_an_interval_is_spread_as_widely_as_fsrs_would():
    from fsrs.scheduler import FUZZ_RANGES

    for interval in (*range(1, 99), 365, 3650):
        width = 1 + sum(
            part["factor"] * max(0.0, min(float(interval), part["end"]) - part["start"])
            for part in FUZZ_RANGES
        )
        low, high = max(2, round(interval - width)), round(interval + width)
        days = {schedule._spread(interval, f"card {n}") for n in range(20 * (high - low + 1))}
        if interval < 3:
            assert days == {interval}
        else:
            assert (min(days), max(days)) == (low, high)


def test_fsrs_own_fuzz_is_off():
    assert not schedule._scheduler().enable_fuzzing


@given(st.floats(0.001, 36_500), st.integers(70, 99))
def test_an_interval_is_the_one_that_fsrs_gives(stability, percent):
    from fsrs import Scheduler

    fsrs = Scheduler(desired_retention=percent / 100)
    assert schedule._interval(stability, percent / 100) == fsrs._next_interval(stability=stability)


def test_before_an_exam_every_day_of_the_last_week_is_used():
    exam = START + timedelta(days=8)
    reviews = [review(card=f"lib/deck/{n}") for n in range(99)]
    target = Target(retention=0.71, exam=exam)
    dues = {(exam - memory.due).days for memory in fold(reviews, target).values()}
    assert dues == set(range(1, 8))


def test_the_last_week_before_an_exam_asks_each_card_once():
    target = Target(exam=START + timedelta(days=22))
    cards = [f"lib/deck/{n}" for n in range(100)]
    reviews = [review(day, card=card) for card in cards for day in (0, 3, 12)]
    asked = []
    for day in range(15, 22):
        today = START + timedelta(days=day)
        due = [key for key, memory in fold(reviews, target).items() if memory.due <= today]
        reviews += [review(day, card=card) for card in due]
        asked += due
    assert sorted(asked) == sorted(cards)


def test_what_is_forgotten_before_an_exam_comes_back_the_next_day():
    target = Target(exam=START + timedelta(days=22))
    reviews = [review(0), review(3), review(16, good=False)]
    tomorrow = memory(*reviews).due
    assert START + timedelta(days=17) <= tomorrow < target.exam
    assert memory(*reviews, target=target).due == tomorrow


def test_an_exam_counts_until_the_day_before_it():
    exam = START + timedelta(days=1)
    target = Target(0.8, exam)
    assert target.on(START) == target
    assert target.on(exam) == target.on(exam + timedelta(days=9)) == Target(0.8)


def test_what_is_due_before_the_exam_stays_where_it_is():
    exam = Target(exam=START + timedelta(days=60))
    reviews = [review(card=f"lib/deck/{n}") for n in range(9)]
    assert fold(reviews, exam) == fold(reviews, DEFAULT)


def test_where_known_holding_and_leech_begin():
    one = memory(review())
    assert one._replace(stability=21.0).known
    assert not one._replace(stability=20.99).known
    assert one._replace(stability=7.0, recalled=True).holds
    assert not one._replace(stability=6.99, recalled=True).holds
    assert not one._replace(stability=30.0, recalled=False).holds
    assert one._replace(lapses=4).leech
    assert not one._replace(lapses=3).leech


def test_a_card_is_not_forgotten_before_it_was_learnt():
    learnt = memory(review(5))
    assert recall(learnt, START) == 1.0


def test_the_weights_are_those_that_fsrs_has_by_default():
    from fsrs.scheduler import DEFAULT_PARAMETERS

    assert tuple(DEFAULT_PARAMETERS) == schedule.PARAMETERS


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.integers(0, 4000))
def test_recall_is_fsrs_s_own_without_importing_it(grades, later):
    from fsrs import Card, Scheduler

    learnt = memory(*(review(3 * n, good) for n, good in enumerate(grades)))
    card = Card(card_id=1, stability=learnt.stability, last_review=schedule.instant(learnt.last))
    day = learnt.last + timedelta(days=later)
    wanted = Scheduler().get_card_retrievability(card, schedule.instant(day))
    assert recall(learnt, day) == pytest.approx(wanted, rel=1e-12)


def test_a_card_that_was_never_recalled_has_no_lapses():
    assert memory(*(review(day, good=False) for day in range(4))).lapses == 0
    assert memory(review(0), review(3, good=False), review(4, good=False)).lapses == 1


@given(st.permutations(range(4)))
def test_days_are_put_in_order_for_who_travels_west(order):
    days = [review(0), review(2, good=False), review(3), review(9)]
    assert memory(*(days[n] for n in order)) == memory(*days)


def waits(reviews, *aims):
    """The waits of the one card of these reviews; each aim begins when the one before ends."""
    aims = aims or [(START, DEFAULT)]
    ends = [*(since for since, *_ in aims[1:]), date.max]
    ((key, of_card),) = steps(reviews).items()
    lasting = [Aim(since, end, of) for (since, *of), end in zip(aims, ends, strict=True)]
    return list(schedule.waits(key, of_card, lasting))


def test_what_waits_is_known_from_the_answers_before_it():
    missed = [review(0, good=False), review(4, good=False), review(5, good=False)]
    days = [START + timedelta(days=n) for n in range(7)]
    assert waits(missed) == [(days[1], days[4]), (days[6], date.max)]


def test_a_day_is_judged_by_what_was_aimed_at_then():
    loose, strict = Target(0.80), Target(0.95)
    soon, late = (memory(review(), target=target).due for target in (strict, loose))
    assert soon < late - timedelta(days=5)
    change = soon + timedelta(days=3)
    assert waits([review()], (START, strict), (change, loose)) == [(soon, change), (late, date.max)]
    assert waits([review()], (START, loose), (change, strict)) == [(change, date.max)]
    # where it may have been either, it is due by both
    assert waits([review()], (START, loose, strict)) == [(late, date.max)]
    between = START, strict
    assert waits([review()], between, (soon, loose, strict), (change, strict)) == [
        (change, date.max)
    ]
    answered = review((change - START).days)
    assert waits([review(), answered], between, (change, loose))[0] == (soon, change)


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=6))
@settings(deadline=None)
def test_the_last_wait_is_that_of_the_memory(steps):
    day, reviews = 0, [review()]
    for later, good in steps:
        day += later
        reviews.append(review(day, good))
    *before, (due, until) = waits(reviews)
    assert (due, until) == (memory(*reviews).due, date.max)
    for earlier in range(1, len(reviews)):
        due = memory(*reviews[:earlier]).due
        answered = START + timedelta(days=(int(reviews[earlier].uuid.split()[1])))
        assert ((due, answered) in before) == (due < answered)
