from __future__ import annotations

import io
import os
import re
from dataclasses import replace

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.model import CardType, Form, Mode
from quiz.plain import Plain, line_by_line
from quiz.response import parse
from quiz.sitting import Wish


class Terminal(io.StringIO):
    """Lines as if typed at a terminal."""

    def isatty(self):
        return True


def sit(text, *cards, source=io.StringIO, trainer=None, **wish):
    """Take a test with these lines as input; the transcript and the trainer."""
    trainer = trainer or make.trainer(make.library(*cards))
    target = io.StringIO()
    sitting = trainer.sit(Wish(**{"seed": 1, **wish}))
    again = trainer.asks_again
    Plain(sitting, trainer.references, source(text), target, asks_again=again).run()
    return target.getvalue(), trainer


def number_of(question, *texts):
    return " ".join(str(question.shown.index(text) + 1) for text in texts)


def right_line(question):
    """The line that answers a question rightly."""
    card = question.card
    match question.form:
        case Form.CHOICE | Form.TRUE_FALSE:
            return number_of(question, card.answer)
        case Form.SELECT:
            return number_of(question, *card.answers)
        case Form.ORDER:
            return number_of(question, *(item.text for item in card.items))
        case Form.MATCH:
            letters = [chr(ord("a") + question.shown.index(pair.right)) for pair in card.pairs]
            return " ".join(f"{n}{letter}" for n, letter in enumerate(letters, 1))
        case Form.REVEAL:
            return "\n" + " ".join(str(n) for n in range(1, len(card.points) + 1))
        case Form.CLOZE:
            return {1: "Mao", 2: "Stalin"}[question.ask.gap]
        case _:
            return card.answer


@pytest.mark.parametrize("card", make.TEN, ids=lambda card: card.type)
def test_each_form_can_be_answered_rightly(card):
    question = make.trainer(make.library(card)).sit(Wish(seed=1)).question
    transcript, _ = sit(right_line(question) + "\n", card)
    assert "\nRight" in transcript
    assert transcript.endswith("Score: 1/1\n")


@pytest.mark.parametrize("card", [make.ORDER, make.MATCH], ids=lambda card: card.type)
def test_an_order_that_cannot_be_read_is_shown_as_it_was_typed(card):
    transcript, _ = sit("1 *1*\n1 *1*\n", card)
    assert "You said: 1 *1*\n" in transcript


def test_what_was_typed_is_shown_as_it_was_typed():
    typed = next(card for card in make.TEN if card.type is CardType.SHORT_ANSWER)
    transcript, _ = sit("a*b*c [d](e) `f`\n", typed)
    assert "You said: a*b*c [d](e) `f`." in transcript


def test_the_points_of_a_model_answer_are_asked_for_again():
    opened = next(card for card in make.TEN if card.type is CardType.OPEN)
    transcript, _ = sit("\n1 9\n1\n", opened)
    assert "That cannot be read. Answer with their numbers, such as: 1 3" in transcript


@pytest.mark.parametrize("card", make.TEN, ids=lambda card: card.type)
def test_each_form_can_be_left_unknown(card):
    transcript, _ = sit("\n\n", card)
    assert "Not known" in transcript
    assert transcript.endswith("Score: 0/1\n")


@pytest.mark.parametrize(
    ("card", "line"),
    [
        (make.AIM, "9"),
        (make.AIM, "1 2"),
        (make.CLAIM, "maybe"),
        (make.COSTS, "1 1"),
        (make.ORDER, "1 2"),
        (make.MATCH, "1a 2b"),
        (make.MATCH, "1a 2b 3z"),
        (make.COSTS, "x"),
    ],
)
def test_what_cannot_be_read_is_asked_again_once_then_wrong(card, line):
    transcript, _ = sit(f"{line}\n{line}\n", card)
    assert transcript.count("That cannot be read.") == 1
    assert "Not quite" in transcript
    assert transcript.endswith("Score: 0/1\n")
    question = make.trainer(make.library(card)).sit(Wish(seed=1)).question
    transcript, _ = sit(f"{line}\n{right_line(question)}\n", card)
    assert transcript.endswith("Score: 1/1\n")


@pytest.mark.parametrize(
    ("kind", "answer", "line", "what"),
    [
        ("date", "19 October 1950", "that autumn", "a date, such as 14 July 1789"),
        ("number", "16", "many", "a number"),
    ],
)
def test_what_is_no_date_or_number_is_asked_again_once_then_wrong(kind, answer, line, what):
    card = make.card(type=CardType(kind), answer=answer)
    told = f"That cannot be read as {what}."
    transcript, _ = sit(f"{line}\n{line}\n", card)
    assert transcript.count(told) == 1
    assert transcript.endswith("Score: 0/1\n")
    transcript, trainer = sit(f"{line}\n{answer}\n", card)
    assert transcript.endswith("Score: 1/1\n")
    assert len(trainer.log().reviews) == 1


@pytest.mark.parametrize("line", ["October 1950", "18 October 1950", "1950", ""])
def test_a_date_that_can_be_read_counts_at_once(line):
    card = make.card(type=CardType.DATE, answer="19 October 1950")
    transcript, _ = sit(f"{line}\n19 October 1950\n", card)
    assert "cannot be read" not in transcript
    assert transcript.endswith("Score: 0/1\n")


@pytest.mark.parametrize(
    ("line", "response"),
    [
        ("1", ("first",)),
        (" 2 ", ("second",)),
        ("", ()),
        ("3", None),
        ("0", None),
        ("\u00b2", None),
        ("-1", None),
    ],
)
def test_a_choice_is_read_by_its_number(line, response):
    question = make.ask(make.AIM)._replace(shown=("first", "second"))
    assert parse(question, line) == response


@pytest.mark.parametrize("line", ["2 1 3", "2,1,3", "2, 1, 3", "2; 1; 3", "2 1 3."])
def test_an_order_is_read_however_it_is_separated(line):
    question = make.ask(make.ORDER)._replace(shown=("x", "y", "z"))
    assert parse(question, line) == ("y", "x", "z")


@pytest.mark.parametrize("line", ["1b 2a 3c", "1B2A3C", "2a, 3c, 1b", "1-b 2-a 3-c", "1=b 2=a 3=c"])
def test_pairs_are_read_in_any_order(line):
    question = make.ask(make.MATCH)._replace(shown=("x", "y", "z"))
    assert parse(question, line) == ("y", "x", "z")


@given(st.sampled_from(make.TEN), st.text())
def test_any_line_is_a_response_of_what_was_shown_or_cannot_be_read(card, line):
    question = make.ask(card)
    response = parse(question, line)
    if response and question.form not in (Form.TYPED, Form.CLOZE):
        assert set(response) <= set(question.shown)


LINES = st.lists(
    st.sampled_from([":right", ":guess", ":undo", ":hint", ":source", ":?", "", "1", "2", "1 2"])
    | st.text(st.characters(blacklist_characters="\n\r"), max_size=12),
    max_size=30,
)
SOME = st.lists(st.sampled_from(make.TEN), min_size=1, max_size=3, unique_by=id).filter(
    lambda cards: cards != [make.CLAIM]  # which study never asks
)


@given(LINES, SOME, st.sampled_from(Mode), st.sampled_from([io.StringIO, Terminal]))
def test_no_input_brings_a_sitting_down(lines, cards, mode, source):
    text = "".join(f"{line}\n" for line in lines)
    transcript, trainer = sit(text, *cards, mode=mode, source=source)
    assert transcript.splitlines()[-1].startswith("Score: ")
    log = trainer.log()
    assert log.ended == set(log.begun)


@pytest.mark.parametrize("source", [io.StringIO, Terminal])
def test_a_miss_that_was_right_is_not_asked_again(source):
    transcript, trainer = sit("\n:right\n1\n", make.AIM, mode=Mode.STUDY, source=source)
    assert transcript.endswith("Counted as right.\nScore: 1/1\n")
    assert len(trainer.log().reviews) == 1


def test_the_end_of_input_ends_the_sitting_with_what_was_answered():
    transcript, trainer = sit("1\n", seed=2, form=Form.CHOICE)
    assert transcript.splitlines()[-1] in ("Score: 0/1", "Score: 1/1")
    log = trainer.log()
    assert len(log.reviews) == 1
    assert log.ended == set(log.begun)


def test_quit_ends_it_and_nothing_resumes():
    transcript, trainer = sit(":quit\n")
    assert transcript.splitlines()[-1] == "Score: 0/0"
    assert trainer.sit(Wish(seed=1)).resumed == 0


def test_a_killed_sitting_resumes_where_it_stood():
    trainer = make.trainer()
    killed = trainer.sit(Wish(seed=4))
    first = killed.answer(())
    transcript, _ = sit("", trainer=trainer, seed=4)
    assert transcript.startswith("Resumed: 1 of 10 answered.")
    assert "Question 2 of 10." in transcript
    assert transcript.endswith("Score: 0/1\n")
    assert trainer.log().reviews[0].uuid == first.uuid


def test_another_wish_begins_anew():
    trainer = make.trainer()
    trainer.sit(Wish(seed=4)).answer(())
    assert trainer.sit(Wish(seed=5)).resumed == 0
    assert trainer.sit(Wish(seed=4, count=3)).resumed == 0


def test_undo_asks_again_and_right_counts():
    transcript, trainer = sit("B\n:undo\nnonsense\n:right\n", make.LEADER)
    assert "Taken back." in transcript
    assert transcript.endswith("Score: 1/1\n")
    (review,) = trainer.log().reviews
    assert review.response == ("nonsense",)


def test_the_hint_and_the_sources_are_there_on_demand():
    line = right_line(make.trainer(make.library(make.YALU)).sit(Wish(seed=1)).question)
    transcript, trainer = sit(f":hint\n:source\n{line}\n:source\n:guess\n", make.YALU)
    assert "Hint: The day that Pyongyang fell." in transcript
    assert "Nothing is answered yet." in transcript
    assert 'They crossed on 19 October. (Alpha, "Yalu", par. 31)' in transcript
    assert "Noted as a guess." in transcript
    (review,) = trainer.log().reviews
    assert review.hint
    assert review.guess


def test_help_lists_every_command_and_an_unknown_one_costs_nothing():
    transcript, _ = sit(":?\n:nonsense\nPeng Dehuai\n", make.LEADER)
    for command in (":hint", ":guess", ":right", ":undo", ":source", ":quit"):
        assert command in transcript
    assert "There is no command :nonsense" in transcript
    assert transcript.endswith("Score: 1/1\n")


def test_a_disagreement_is_told_claim_by_claim():
    line = right_line(make.trainer(make.library(make.YALU)).sit(Wish(seed=1)).question)
    transcript, _ = sit(f"{line}\n", make.YALU)
    assert "Documents disagree: When did they cross?" in transcript
    assert "- 1 October 1950 (The Diplomat, par. 4; mistaken)" in transcript
    assert 'Source: Alpha, "Yalu", par. 31' in transcript


def test_a_near_miss_is_asked_about_at_a_terminal_and_wrong_without_one():
    assert sit("Peng Dehuay\n", make.LEADER)[0].endswith("Score: 0/1\n")
    transcript, _ = sit("Peng Dehuay\ny\n", make.LEADER, source=Terminal)
    assert "Does it count?" in transcript
    assert transcript.endswith("Score: 1/1\n")
    refused = sit("Peng Dehuay\nn\n", make.LEADER, source=Terminal)[0]
    assert refused.endswith("Score: 0/1\n")
    assert "> Close.\n" in refused
    assert "> Not counted.\n" in refused
    assert sit("Peng Dehuay\n:right\n", make.LEADER, source=Terminal)[0].endswith("Score: 1/1\n")
    left = sit("Peng Dehuay\n:quit\nPeng Dehuai\n", make.LEADER, make.AIM, source=Terminal)[0]
    assert left.endswith("Score: 0/1\n")
    again = sit("Peng Dehuay\n:undo\nPeng Dehuai\n", make.LEADER, source=Terminal)[0]
    assert "> Taken back.\n\nQuestion 1 of 1.\n" in again
    assert again.endswith("Score: 1/1\n")
    assert "\nClose, not counted.\n" in sit("Peng Dehuay\n", make.LEADER)[0]


def test_study_says_how_much_is_done_while_misses_come_again():
    transcript, _ = sit("\n\n\nA\n", make.AIM, make.LEADER, mode=Mode.STUDY)
    assert "Question" not in transcript
    assert transcript.count("0 of 2 done.\n") >= 3


def test_verdicts_can_wait_for_the_end():
    transcript, _ = sit("nonsense\n", make.LEADER, feedback="end")
    assert "Not quite" not in transcript
    assert "You said: nonsense. The answer: Peng Dehuai" in transcript


def test_the_minutes_end_the_sitting_after_the_question():
    clock = make.Clock()
    trainer = make.trainer(clock=clock)
    sitting = trainer.sit(Wish(seed=1, minutes=1))
    sitting.answer(())
    clock.move(seconds=61)
    assert sitting.question is None
    target = io.StringIO()
    Plain(sitting, trainer.references, io.StringIO(""), target).run()
    assert "\nTime is up.\n" in target.getvalue()


def test_outside_text_cannot_reach_the_terminal():
    hostile = "[b]x[/b] \x1b[31mred\x07 \u202eabc a<b {{c1:: $5 and $6 彭德怀"
    card = replace(make.LEADER, prompt=hostile, explanation=hostile, hint=hostile)
    transcript, _ = sit(":hint\nx\n", card)
    assert not set("\x1b\x07\u202e") & set(transcript)
    assert "[b]x[/b] [31mred abc a<b {{c1:: $5 and $6 彭德怀" in transcript.replace("\n", " ")


def test_study_ends_with_what_was_learnt_and_what_comes_back_and_the_score_last():
    trainer, target = make.trainer(make.library(make.GAPS, make.AIM)), io.StringIO()
    sitting = trainer.sit(Wish(mode=Mode.STUDY, seed=1))
    lines = "".join(f"{right_line(question)}\n" for question in sitting.session.plan)
    Plain(sitting, trainer.references, io.StringIO(lines), target, trainer.gain).run()
    *_, end = target.getvalue().partition("\nLearnt:\n")
    assert "- What is aim?\n  A\n" in end
    assert "- [who] met Stalin there.\n  Mao\n" in end
    assert re.search(r"\n\nDue: 3 in \d+ days\.\nScore: 3/3\n$", end), end


def test_a_test_ends_without_what_is_due():
    trainer, target = make.trainer(make.library(make.LEADER)), io.StringIO()
    source = io.StringIO("Peng Dehuai\n")
    Plain(trainer.sit(Wish(seed=1)), trainer.references, source, target, trainer.gain).run()
    assert "Learnt" not in target.getvalue()
    assert "Due" not in target.getvalue()


def test_a_leech_is_named_at_the_end_of_study():
    clock = make.Clock()
    trainer = make.trainer(make.library(make.LEADER), clock=clock)
    for response in ("Peng Dehuai\n", "nonsense\n") * 4:
        sitting = trainer.sit(Wish(mode=Mode.STUDY))
        target = io.StringIO()
        lines = io.StringIO(response + ":quit\n")
        Plain(sitting, trainer.references, lines, target, trainer.gain).run()
        clock.move(days=200)
    assert "Often forgotten, look at its wording: What is leader? (deck/leader)" in (
        target.getvalue().replace("\n", " ")
    )


# -- to be listened to --------------------------------------------------------------------------


def wrong_line(question):
    """The line that answers a question wrongly."""
    card = question.card
    match question.form:
        case Form.CHOICE | Form.SELECT:
            return number_of(question, card.distractors[0].text)
        case Form.TRUE_FALSE:
            return number_of(question, "true")
        case Form.ORDER:
            return number_of(question, "second", "first", "third")
        case Form.MATCH:
            letters = [chr(ord("a") + question.shown.index(right)) for right in ("2", "1", "3")]
            return " ".join(f"{n}{letter}" for n, letter in enumerate(letters, 1))
        case _:
            return "\n1"


TOLD = {
    make.AIM: "Not quite.\nYou said: B\nwhy not B\nThe answer is: A\nSource",
    make.CLAIM: "Not quite.\nYou said: True\nThe answer is: False\nWhy: No.\nSource",
    make.COSTS: "0 of 2 found, 1 wrong.\nYou said: z\nz: why not z\nThe answer is:\nx\ny\n",
    make.ORDER: "You said:\n1. second\n2. first\n3. third\nThe answer is:\n1. first (1949)\n",
    make.MATCH: "You said:\na - 2\nb - 1\nc - 3\nThe answer is:\na - 1\n",
    make.WHY: "Not quite: 1 of 3 right.\nMissing: q; r\n",
}


@pytest.mark.parametrize("card", TOLD, ids=lambda card: card.type)
def test_what_was_said_comes_before_why_it_is_wrong_and_the_answer(card):
    sourced = replace(card, outside=("A work",))
    question = make.trainer(make.library(sourced)).sit(Wish(seed=1)).question
    transcript, _ = sit(wrong_line(question) + "\n", sourced)
    assert TOLD[card] in transcript


def test_numbers_that_are_right_are_told_in_words():
    question = make.trainer(make.library(make.AIM)).sit(Wish(seed=1)).question
    transcript, _ = sit(right_line(question) + "\n", make.AIM)
    assert "Right.\nThe answer is: A\n" in transcript


def test_it_begins_with_what_is_to_come_and_how_to_get_help():
    transcript, _ = sit("", make.AIM, make.LEADER)
    assert transcript.startswith("A test of 2 questions.\n")
    assert ":? for the commands" in transcript.split("\n")[1]
    trainer, target = make.trainer(make.library(make.AIM)), io.StringIO()
    sitting = trainer.sit(Wish(mode=Mode.STUDY, seed=1))
    Plain(sitting, trainer.references, io.StringIO(), target, trainer.gain).run()
    assert target.getvalue().startswith("Study: 1 question.\n")


def test_a_near_miss_is_told_once():
    transcript, _ = sit("Peng Dehuay\ny\n", make.LEADER, source=Terminal)
    assert transcript.count("Spelt") == 1


def test_an_answer_without_a_verdict_is_noted():
    transcript, _ = sit("x\n", make.LEADER, feedback="end")
    assert "\nNoted.\n" in transcript


def test_a_picture_is_described():
    card = replace(make.LEADER, image="map.png", alt="A map.")
    assert "What is leader?\n[picture: A map.]\n" in sit("", card)[0]


def test_lines_piped_in_ahead_are_heard_though_the_pipe_stays_open():
    trainer = make.trainer(make.library(make.AIM))
    target = io.StringIO()
    reading, writing = os.pipe()
    os.write(writing, b"\n:right\n:source \xff\n")
    with os.fdopen(reading, encoding="utf-8") as stdin:
        Plain(trainer.sit(Wish(seed=1)), trainer.references, line_by_line(stdin), target).run()
    os.close(writing)
    assert "There is no command :source \N{REPLACEMENT CHARACTER}" in target.getvalue()
    assert target.getvalue().endswith("Score: 1/1\n")


def test_a_byte_order_mark_before_the_first_line_is_no_part_of_the_answer():
    transcript, _ = sit(f"\ufeff{make.LEADER.answer}\n", make.LEADER)
    assert transcript.endswith("Score: 1/1\n")


def test_a_command_that_is_named_stands_whole_on_its_line():
    trainer, target = make.trainer(make.library(make.AIM)), io.StringIO()
    command = "`quiz take a-deck-of-many-words-in-its-name --tag one-of-several-tags`"
    notice = f"A test is unfinished, 2 of 6 answered: {command} goes on with it."
    sitting = trainer.sit(Wish(seed=1))
    Plain(sitting, trainer.references, io.StringIO(), target, notice=notice).run()
    assert "`quiz take a-deck-of-many-words-in-its-name " in target.getvalue().replace("\n", " ")
