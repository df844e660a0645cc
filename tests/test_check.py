from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import make
import pytest

from quiz.check import check
from quiz.model import (
    CardType,
    Claim,
    Conflict,
    Deck,
    Distractor,
    Fact,
    Item,
    Name,
    Pair,
    Place,
    Problem,
    Severity,
    Standing,
)

VAGUE = Fact("alpha", "9a", "It was big.", standing=Standing.VAGUE, note="How big?")
VIEW = Fact("alpha", "8a", "It was wise.", standing=Standing.OPINION, note="A view.")
SHARED = Fact("diplomat", "8a", "It was wise.", standing=Standing.OPINION, note="A view.")
SOURCES = (
    make.source("alpha", "Alpha", *make.FACTS, VAGUE, VIEW),
    make.source("diplomat", "The Diplomat", make.ERROR, SHARED),
)
OK = ("alpha:31b",)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


def problems(*cards, **fields):
    fields.setdefault("sources", SOURCES)
    fields.setdefault("conflicts", ())
    return check(make.library(*cards, **fields))


def rules(*cards, **fields):
    """The rules that cards break, each with the card."""
    return [(p.rule, p.card) for p in problems(*cards, **fields)]


def short(slug="one", **fields):
    fields.setdefault("sources", OK)
    fields.setdefault("answer", "the answer")
    return make.card(slug, **fields)


def view(slug="one", **fields):
    """Its prompt may follow 'According to'."""
    return short(slug, prompt="what was it?", **fields)


def number(**fields):
    return short(type=CardType.NUMBER, **fields)


def date(**fields):
    return short(type=CardType.DATE, **fields)


def choice(answer, *wrong, prompt="What is it?", **fields):
    fields.setdefault("type", CardType.CHOICE)
    return short(answer=answer, distractors=make.distractors(*wrong), prompt=prompt, **fields)


def select(answers, *wrong, **fields):
    return short(type=CardType.SELECT, answer="", answers=answers,
                 distractors=make.distractors(*wrong), **fields)  # fmt: skip


def cloze(text, **fields):
    return short(type=CardType.CLOZE, answer="", prompt=text, **fields)


def statement(text, answer="false", **fields):
    return short(type=CardType.TRUE_FALSE, answer=answer, prompt=text, **fields)


def many(count):
    return tuple(f"option {letter}" for letter in "bcdefghijklmnop"[:count])


PASSING = [
    short(),
    short(sources=(), outside=("A work",), about=("diplomat:4a",)),
    view(sources=("alpha:8a",), according_to="alpha"),
    view(sources=("alpha:8a", "diplomat:8a"), according_to="diplomat"),
    view(sources=("alpha:40a",), according_to="alpha"),
    short(distractors=make.distractors("another", "a third")),
    short(about=("diplomat:4a", "alpha:9a")),
    number(answer="100", within="10%", distractors=make.distractors("200")),
    number(answer="100", range="90 to 110", distractors=make.distractors("110 to 120")),
    date(answer="19 October 1950", accept=("October 19th, 1950", "the nineteenth of October 1950")),
    date(answer="October 1950", precision="month", within="2 months"),
    # options
    choice("1950 to 1953", "1945 to 1950", "1951 to 1953"),
    choice("5 days", "2 to 6 weeks", "3 to 9 months"),
    choice("all of the northern provinces", "all of the western islands", "half of the towns"),
    choice("the 38th parallel", "the Yalu river", "the Han river"),
    choice("the 8th Army", "the Tenth Corps", "the Marine Corps"),
    choice("One great battle", "Slow retreats", "Long sieges"),
    choice("Washington, D.C.", "the city of New York", "Philadelphia"),
    choice("2 June 1950", "1 May 1950", "5 June 1950"),
    number(answer="16", distractors=make.distractors("5", "11"), unit="nations"),
    # words of the prompt that give nothing away
    choice("The same government had it", "The Beijing government had it", "Nothing was held",
           prompt="Jiang's government on Taiwan spoke for China. Since when?",
           allow=(("absolute-word", "x"),)),
    choice("the landing at Inchon", "the fall of Seoul", "the fall of Taejon",
           prompt="Which came last: the fall of Seoul, the landing or the fall of Taejon?"),
    choice("an aggressor", "a belligerent", "an occupying power"),
    choice("the speed of it", "a treaty", "a threat"),
    choice("a wall", "a ditch", prompt="It was a/an ...", type=CardType.SHORT_ANSWER),
    choice("horse", "dog", "cat", prompt="The gun was drawn by a ..."),
    choice("10 to 20 men", "15 to 30 ships", "40 to 50 men"),
    # negatives that nobody overlooks, or that are none
    choice("b", "c", "d", prompt="Which of them was *not* there?"),
    choice("b", "c", "d", prompt="Which of them was NOT there?"),
    choice("b", "c", "d", prompt="Who commanded at least two armies?"),
    choice("b", "c", "d", prompt="Which fear made Mao act although he had not been attacked?"),
    choice("b", "c", "d", prompt="Why did Stalin not send troops?"),
    short(prompt="Which of them was not there?"),
    # now and then
    short(explanation="The front ran so far north that they had recently been relieved."),
    short(prompt="What is the undercurrent of the letter?"),
    statement("He always lost.", "true"),
    cloze("One two {{c1::three}} four five {{c2::six}} seven."),
    cloze("One {{c1::two {{c2::three}} of::hint}} \\(x^{2}\\) five six seven eight nine."),
    short(prompt="What do {{c1:this}} and \\frac{{a}}{b} mean?"),  # no cloze
    short(prompt="What was it?"),
    *(short(prompt=prompt, sources=("alpha:8a",), according_to="alpha") for prompt in (
        "what was wise?", "Mao was what?", "I asked whom?", "Wholly what?", "the war was what?")),
    short(corrected="2026-11-22"),
    select(("x", "y"), *many(6)),
    choice("option a", *many(3)),
    short(answer="Mao", distractors=make.distractors("Zhou")),
]  # fmt: skip

FAILING = [
    ("unsourced", short(sources=())),
    ("unsourced", short(sources=(), outside=("A work",))),
    ("unknown-fact", short(sources=("alpha:99a",))),
    ("unknown-fact", short(about=("nowhere:1a",))),
    ("unknown-fact", short(according_to="nowhere")),
    ("key-mistaken", short(sources=("diplomat:4a",))),
    ("key-mistaken", short(sources=("alpha:9a",))),
    ("unattributed-opinion", short(sources=("alpha:8a",))),
    ("unattributed-opinion", short(sources=("alpha:8a",), according_to="diplomat")),
    ("undisclosed-dispute", short(sources=("alpha:40a",))),
    ("undisclosed-dispute", short(sources=("alpha:40a",), according_to="diplomat")),
    ("no-key", short(answer="\u200b")),
    ("no-key", short(answer="Mao", reject=("mao",))),
    ("no-key", short(accept=("Mao",), reject=("Mao.",))),
    ("no-key", number(answer="100", range="110 to 120")),
    ("distractor-accepted", short(distractors=make.distractors("The Answer!"))),
    ("distractor-accepted", short(accept=("other",), distractors=make.distractors("Other"))),
    ("distractor-accepted", choice("Kim Il-sung", "Kim Ilsung", "Mao")),
    ("distractor-accepted", short(answer="in June", distractors=make.distractors("in Jun"))),
    ("distractor-accepted", short(answer="June", distractors=make.distractors("Jun"))),
    ("distractor-accepted", short(answer="sixteen", distractors=make.distractors("16"))),
    ("distractor-accepted", select(("x", "y"), "z", "X")),
    ("distractor-accepted", choice("19 October 1950", "October 19, 1950", "1 May 1950")),
    ("distractor-accepted", number(answer="100", within="10%",
                                   distractors=make.distractors("105"))),
    ("distractor-accepted", date(answer="19 October 1950",
                                 distractors=make.distractors("October 19, 1950"))),
    ("duplicate-option", short(distractors=make.distractors("b", "B."))),
    ("duplicate-option", short(distractors=make.distractors("1 May 1950", "May 1, 1950"))),
    ("duplicate-option", short(type=CardType.ORDER, answer="", items=(Item("a b"), Item("A B!")))),
    ("duplicate-option", short(type=CardType.MATCH, answer="",
                               pairs=(Pair("l", "same"), Pair("m", "Same")))),
    ("duplicate-option", select(("x", "X"), "y")),
    ("overlapping-ranges", number(answer="100", range="90 to 110",
                                  distractors=make.distractors("105 to 120"))),
    ("overlapping-ranges", number(answer="100", within="10%",
                                  distractors=make.distractors("105 to 120"))),
    ("overlapping-ranges", choice("10 to 20 men", "15 to 30 men", "40 to 50 men")),
    ("overlapping-ranges", choice("40 to 60", "50", "70 to 90")),
    ("overlapping-ranges", choice("900 to 1600 men", "1500 to 17,000 men", "18,000 men")),
    ("accept-unreadable", number(answer="plenty")),
    ("accept-unreadable", number(answer="100", accept=("many",))),
    ("accept-unreadable", number(answer="100", within="a bit")),
    ("accept-unreadable", number(answer="100", range="some")),
    ("accept-unreadable", date(answer="that autumn")),
    ("accept-unreadable", date(answer="October 1950", precision="day")),
    ("accept-unreadable", date(answer="1 October 1950", accept=("in the autumn",))),
    ("accept-unreadable", date(answer="1 October 1950", accept=("October 1950",))),
    ("accept-unreadable", date(answer="4 May 1919", accept=("4/5/1919",))),
    ("accept-unreadable", date(answer="1950", within="soon")),
    ("accept-unreadable", date(answer="1950", accept=("25.10.50",))),
    ("missing-image", short(image="nowhere.png")),
    ("missing-image", short(image="../../etc/passwd")),
    ("missing-image", short(image=".")),
    ("missing-alt", short(image="nowhere.png")),
    *(("all-or-none-option", choice("b", "c", text)) for text in (
        "All of the above", "none of these.", "Both of them", "Neither of the two above",
        "A and B", "both A and C", "a, b and c", "all of the options", "None apply",
        "*All* of the above are correct")),
    ("unmarked-negative", choice("b", "c", "d", prompt="Which of them was not there?")),
    ("unmarked-negative", choice("b", "c", "d", prompt="Who didn't cross the Yalu?")),
    ("unmarked-negative", choice("b", "c", "d", prompt="What was he least afraid of?")),
    ("unmarked-negative", select(("x",), "y", prompt="Which did never cross?")),
    ("longest-key", choice("a very long answer that says everything at once", "b", "c")),
    ("absolute-word", choice("b", "He never came", "d")),
    ("absolute-word", statement("The treaty ended everything.")),
    ("vague-word", choice("b", "he often came", "d")),
    ("cueing-word", choice("the Yalu crossings", "the Han bridge", "the Naktong line",
                           prompt="What was the great crossing of 1950?")),
    ("cueing-word", choice("the Yalu crossings", "the Han bridge", "the Naktong line",
                           prompt="What was the great crossing of 1950 by bridge?")),
    ("unsorted-numbers", number(answer="1", distractors=make.distractors("20", "30", "25"))),
    ("unsorted-numbers", choice("1950", "June 1951", "May 1951", "July 1951")),
    ("middle-key", choice("1950", "1949", "1951")),
    ("middle-key", number(answer="200", distractors=make.distractors("100", "400"))),
    ("mixed-options", choice("1950", "after the war", "before the war")),
    ("mixed-options", choice("The war was long over.", "the war went on", "the war began")),
    ("grammar-cue", choice("ox", "horse", "dog", prompt="The gun was drawn by an ...")),
    ("grammar-cue", choice("to win time", "victory", "land")),
    ("grammar-cue", choice("a victory", "to win time", "to gain land")),
    ("too-many-gaps", cloze("{{c1::a}} or {{c2::b}} or {{c3::c}} or else what, and why not?")),
    ("broken-gap", cloze("One two {{c1::three}} four five {{c2:six}} seven.")),
    ("broken-gap", cloze("One two {{c1::three}} four five {c2::six} seven.")),
    ("broken-gap", cloze("One two {{c1::three}} four five {{c2::six seven.")),
    *(("capital-prompt", short(prompt=prompt, according_to="alpha")) for prompt in (
        "Who was it?", "What was it?", "In which year was it?", "Why?", "How many?", "Was it?")),
    ("capital-prompt", statement("On that day all went well.", according_to="alpha")),
    ("too-many-gaps", cloze("He said {{c1::that all of it was over}}.")),
    ("missing-why", short(distractors=(Distractor("b"),))),
    ("many-options", choice("option a", *many(4))),
    ("many-options", select(("x", "y"), *many(7))),
    ("undated-now", short(prompt="Who is the current leader?")),
    ("undated-now", short(explanation="It is Today's border.")),
    ("undated-now", choice("b", "it stands to this day", "d")),
    ("unknown-rule", short(allow=(("no-such-rule", "x"),))),
    ("unknown-rule", short(allow=(("unsourced", "x"),))),
    ("unknown-rule", short(allow=(("core-unasked", "x"),))),
    ("unknown-rule", short(allow=(("missing-alt", "an error beside seeds"),))),
]  # fmt: skip


@pytest.mark.parametrize("card", PASSING)
def test_a_sound_card_breaks_no_rule(card):
    assert rules(card) == []


@pytest.mark.parametrize(("rule", "card"), FAILING)
def test_a_faulty_card_breaks_its_rule(rule, card):
    assert (rule, "one") in rules(card)


@pytest.mark.parametrize("card", [card for _, card in FAILING])
def test_a_retired_card_breaks_none(card):
    assert rules(replace(card, retired=True)) == []


@pytest.mark.parametrize(("rule", "card"), FAILING)
def test_what_is_allowed_is_silent_if_it_is_a_warning(rule, card):
    if rule == "unknown-rule":
        return
    before = {p.severity for p in problems(card) if p.rule == rule}
    after = {p.rule for p in problems(replace(card, allow=(*card.allow, (rule, "a reason"))))}
    if before == {Severity.WARNING}:
        assert not {rule, "unknown-rule"} & after
    else:
        assert {rule, "unknown-rule"} <= after


@pytest.mark.parametrize(
    ("card", "message"),
    [
        (number(answer="plenty"),
         "the answer 'plenty' cannot be read as a number: write it as 250,000"),
        (date(answer="that autumn"),
         "the answer 'that autumn' cannot be read as a date: write it as 19 October 1950"),
        (date(answer="October 1950", precision="day"),
         "the answer 'October 1950' is given less finely than asked: write the day"),
        (date(answer="1 October 1950", accept=("October 1950",)),
         ("`accept` 'October 1950' is given less finely than asked: write the date as exact as the"
          " answer, or make it a short-answer card")),
        (date(answer="25.10.50"),
         "the answer '25.10.50' leaves the century open: write the year in four digits"),
        (date(answer="4 May 1919", accept=("4/5/1919",)),
         ("`accept` '4/5/1919' could be two days: write the month as a word, or make it a"
          " short-answer card")),
        (choice("to win time", "victory", "land"),
         "only the answer begins with 'to': begin them alike"),
        (choice("victory", "to win time", "to gain land"),
         "every option but the answer begins with 'to': begin them alike"),
        (choice("a victory", "to win time", "to gain land"),
         "every option but the answer begins with 'to': begin them alike"),
        (choice("ox", "horse", "dog", prompt="The gun was drawn by an ..."),
         "the prompt ends with 'an', which fits some options only: write 'a/an'"),
        (number(answer="100", within="10%", distractors=make.distractors("105")),
         "the distractor '105' is an accepted answer: replace it"),
        (short(answer="x", distractors=(Distractor("b"), Distractor("c", "No."), Distractor("d"))),
         "say in `why` what is wrong with 'b' and 'd'"),
        (cloze("{{c1::a}} or {{c2::b}} or {{c3::c}} or else what, and why not?"),
         "3 gaps: two at most, make several cards of it"),
        (cloze("One two {{c1::three}} four five {{c2:six}} seven."),
         ("'{{c2:six}}' is no gap and stands in plain sight: write {{c1::what is hidden}}")),
        (short(prompt="Who was it?", according_to="alpha"),
         "'According to ..., ' stands before 'Who': begin the prompt in lower case"),
        (date(answer="that night", distractors=make.distractors("1 May 1950", "2 May 1950")),
         "the answer 'that night' cannot be read as a date: write it as 19 October 1950"),
        (cloze("He said {{c1::that all of it was over}}."),
         "gap c1 hides more than half of the text: write more around it"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_once(card, message):
    assert [problem.message for problem in problems(card)] == [message]


def test_every_message_says_what_would_be_right():
    for _, card in FAILING:
        for problem in problems(card):
            unquoted = re.sub("`[^`]*`", "", problem.message)
            advice = unquoted.rpartition(": ")[2]  # all of it where there is no colon
            assert TO_DO & set(re.findall("[a-z]+", advice)), problem


TO_DO = {"add", "be", "begin", "cite", "copy", "correct", "give", "keep", "leave", "make", "mend",
         "move", "names", "part", "put", "remove", "replace", "reword", "say", "shorten", "soften",
         "sort", "take", "turn", "write"}  # fmt: skip
"""What messages ask for."""


def test_a_warning_without_seeds_can_be_allowed_there():
    card = short(sources=(), image="x.png", allow=(("missing-alt", "a map of one colour"),))
    library = replace(make.library(card, sources=(), conflicts=()), sourced=False)
    assert [p.rule for p in check(library)] == ["missing-image"]


def test_a_dispute_is_disclosed_by_a_conflict():
    conflict = Conflict(
        "dead", "How many?", (Claim("many", ("alpha:40a",), Standing.DISPUTED),), ""
    )
    assert rules(short(sources=("alpha:40a",)), conflicts=(conflict,)) == []


def test_a_library_without_seeds_needs_no_sources():
    library = replace(make.library(short(sources=()), sources=(), conflicts=()), sourced=False)
    assert check(library) == []


def test_a_conflict_cites_facts_that_exist():
    conflict = Conflict("dead", "How many?", (Claim("x", ("alpha:77z",), Standing.SOUND),), "")
    assert ("unknown-fact", "dead") in rules(short(), conflicts=(conflict,))


def test_a_picture_lies_beside_the_deck(tmp_path):
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "map.png").write_bytes(PNG)
    card = short(image="map.png", alt="A map.")
    library = replace(make.library(card, sources=SOURCES, conflicts=()), root=tmp_path)
    assert check(library) == []
    (tmp_path / "decks" / "map.png").rename(tmp_path / "map.png")
    (tmp_path / "decks").rmdir()  # loose decks
    assert check(library) == []


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (PNG, True),
        (b"\xff\xd8\xff\xe0 and more", True),
        (b"GIF87a", True),
        (b"GIF89a", True),
        (b"BM\n\x01\x02\x03" + bytes(4) + b"6", True),
        (b"RIFF\n\n\n\nWEBPVP8 ", True),
        (b"", False),
        (PNG[:7], False),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", False),
        (b"library: lib\n", False),
        (b"BMW and other makers", False),
        (b"RIFF\n\n\n\nWAVEfmt ", False),
    ],
)
def test_a_picture_is_one_by_how_its_file_begins(tmp_path, content, shown):
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "map.png").write_bytes(content)
    card = short(image="map.png", alt="A map.")
    library = replace(make.library(card, sources=SOURCES, conflicts=()), root=tmp_path)
    told = "image 'map.png' is no PNG, JPEG, GIF, BMP or WebP"
    assert [(p.rule, p.message.partition(":")[0]) for p in check(library)] == (
        [] if shown else [("missing-image", told)]
    )


# -- what follows from what could not be read -------------------------------------------------

LOST = {
    "seeds/alpha.yaml": {"unknown-fact alpha:99a"},
    "seeds/diplomat.yaml": {"unknown-fact diplomat:99a"},
    "seeds/lost.yaml": {"unknown-fact alpha:99a", "unknown-fact diplomat:99a",
                        "unknown-fact lost:1a", "unknown-fact other", "unknown-fact lost:2a"},
    "seeds/conflicts.yaml": {"undisclosed-dispute alpha:40a"},
    "seeds/names.yaml": set(),
    "decks/deck.yaml": {"core-unasked 1a", "unmet-conflict dead"},
    "decks/library.yaml": set(),
}  # fmt: skip
"""By the file that has a problem, what may follow from it alone."""


@pytest.mark.parametrize("file", [*LOST, ""])
def test_what_may_be_in_what_could_not_be_read_is_not_missed(tmp_path, monkeypatch, file):
    monkeypatch.chdir(tmp_path)
    sources = tuple(
        source._replace(place=Place(f"seeds/{source.slug}.yaml", 1, 1))
        for source in (make.source("alpha", "Alpha", *make.FACTS, CORE), SOURCES[1])
    )
    conflict = Conflict("dead", "How?", (Claim("x", ("lost:2a",), Standing.SOUND),), "")
    cards = (
        short("a", sources=("alpha:99a",)),
        short("d", sources=("diplomat:99a",)),
        short("l", sources=("lost:1a",)),
        short("o", according_to="other", prompt="what?"),
        short("v", sources=("alpha:40a",)),
    )
    library = make.library(*cards, sources=sources, conflicts=(conflict,))
    for severity in Severity:
        slip = Problem(Place(file, 2, 3), "syntax", "it is broken", severity=severity)
        found = check(library, [slip] if file else [])
        told = {f"{p.rule} {_missed(p)}" for p in found}
        lost = LOST[file] if file and severity is Severity.ERROR else set()
        assert told == set().union(*LOST.values()) - lost


def _missed(problem):
    """What is missing, by a Problem's message, or whose Problem it is."""
    named = re.search(r"there is no \w+ ([\w:]+\w)|(\w+:\w+) is disputed", problem.message)
    return named[1] or named[2] if named else problem.card


def test_nothing_was_corrected_on_a_day_to_come():
    library = make.library(short(corrected="2026-11-24"), sources=SOURCES, conflicts=())
    for latest, rules in (
        ("2026-11-23", ["future-correction"]),
        ("2026-11-24", []),
        ("", []),
    ):
        assert [p.rule for p in check(library, latest=latest)] == rules


# -- names ----------------------------------------------------------------------------------

MAO = Name("mao", "Mao Zedong", variants=("Mao Tse-tung",))


def test_a_variant_belongs_to_one_name():
    twins = (
        Name("one", "Mao Zedong", variants=("Mao",)),
        Name("two", "Mao Anying", variants=("mao",)),
    )
    assert rules(short(), names=twins) == [("ambiguous-name", "two")]
    assert rules(short(), names=twins[:1]) == []


@pytest.mark.parametrize("type_", [CardType.SHORT_ANSWER, CardType.CHOICE])
def test_an_alias_of_the_key_is_no_distractor(type_):
    card = choice("Mao Zedong's army", "Mao Tse-tung's army", "Zhu De's army", type=type_)
    assert ("distractor-accepted", "one") in rules(card, names=(MAO,))


def test_two_distractors_are_two_persons():
    card = choice("Zhou Enlai", "Mao Zedong", "Mao Tse-tung")
    assert rules(card, names=(MAO,)) == [("duplicate-option", "one")]


def test_variants_that_the_card_rejects_are_missed():
    card = short(answer="Mao Zedong", reject=("Mao Tse-tung",))
    assert rules(card, names=(MAO,)) == [("single-variant", "one")]
    assert rules(replace(card, reject=()), names=(MAO,)) == []


# -- what is asked --------------------------------------------------------------------------

CORE = Fact("alpha", "1a", "It began.", core=True)


def test_a_core_fact_is_asked_by_a_card_that_is_not_retired():
    sources = (make.source("alpha", "Alpha", *make.FACTS, CORE),)
    cites = short(sources=("alpha:1a",))
    assert rules(cites, sources=sources) == []
    assert rules(short(about=("alpha:1a",)), sources=sources) == []
    assert rules(short(), sources=sources) == [("core-unasked", "1a")]
    assert rules(replace(cites, retired=True), sources=sources) == [("core-unasked", "1a")]


def test_a_conflict_is_shown_by_a_card():
    conflict = Conflict(
        "dead", "How many?", (Claim("many", ("alpha:40a",), Standing.DISPUTED),), ""
    )
    assert rules(short(), conflicts=(conflict,)) == [("unmet-conflict", "dead")]
    assert rules(short(about=("alpha:40a",)), conflicts=(conflict,)) == []


# -- prompts --------------------------------------------------------------------------------


def two(first, second, **fields):
    """The rules that two cards with these prompts break together."""
    cards = (short("one", prompt=first), short("two", prompt=second, **fields))
    return rules(*cards)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Who crossed the Yalu?", "who crossed Yalu"),
        ("Who crossed the Yalu?", "*Who* crossed the Yalu?"),
    ],
)
def test_prompts_are_unique(first, second):
    assert two(first, second) == [("duplicate-prompt", "two")]


def test_one_prompt_on_other_items_is_another_question():
    def ordered(slug, *items):
        prompt = "Put these in order, earliest first."
        items = tuple(map(Item, items))
        return short(slug, type=CardType.ORDER, answer="", prompt=prompt, items=items)

    assert rules(ordered("a", "Inchon", "Yalu"), ordered("b", "Seoul", "Pusan")) == []
    assert rules(ordered("a", "Inchon", "Yalu"), ordered("b", "Yalu", "Inchon")) == [
        ("duplicate-prompt", "b")
    ]


LONG = "which of the armies crossed the river north of the old town before the harsh winter set in"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Which army crossed the Yalu at night?", "Which army, at night, crossed the Yalu?"),
        (f"{LONG}?", f"{LONG} again?"),
        ("{{c1::Peng}} led the Chinese army over the Yalu.",
         "Peng led the {{c1::Chinese}} army over the Yalu."),
    ],
)  # fmt: skip
def test_prompts_that_nearly_agree_are_told(first, second):
    type_ = CardType.CLOZE if "{{" in first else CardType.SHORT_ANSWER
    cards = [short(s, prompt=p, type=type_) for s, p in (("one", first), ("two", second))]
    assert ("near-duplicate-prompt", "two") in rules(*cards)
    allowed = replace(cards[1], allow=(("near-duplicate-prompt", "x"),))
    assert "near-duplicate-prompt" not in dict(rules(cards[0], allowed))
    retired = replace(cards[0], retired=True)
    assert "near-duplicate-prompt" not in dict(rules(retired, cards[1]))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("When did the Chinese army cross the Yalu?", "Why did the Chinese army cross the Yalu?"),
        ("Which army came to Seoul before the truce?", "Which army came to Seoul after the truce?"),
        (f"{LONG} of 1950?", f"{LONG} of 1951?"),
        ("Who led them?", "Who led him?"),
        ("Who led the Chinese army over the Yalu?", "Who led the Korean army over the Naktong?"),
    ],
)
def test_prompts_that_ask_another_thing_are_apart(first, second):
    assert two(first, second) == []


def test_near_duplicates_are_found_whatever_their_lengths():
    """Against the definition, on many prompts of few words."""
    from random import Random

    from quiz.check import wording

    rng = Random(5)
    words = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    prompts = [" ".join(rng.sample(words, rng.randint(4, 24))) for _ in range(300)]
    cards = [short(f"c{n}", prompt=prompt) for n, prompt in enumerate(prompts)]
    sets = [frozenset(prompt.split()) for prompt in prompts]
    expected = {
        f"c{n}"
        for n, mine in enumerate(sets)
        if any(len(mine & other) >= wording._ALIKE * len(mine | other) for other in sets[:n])
    }
    found = rules(*cards)
    assert len(expected) > 10
    assert {card for rule, card in found if rule.endswith("duplicate-prompt")} == expected


def test_neighbours_do_not_answer_each_other():
    island = short("island", prompt="Where did he die?", answer="Saint Helena")
    guard = short("guard", prompt="Who guarded him on *Saint Helena*?", answer="Hudson Lowe")
    apart = short("apart", prompt="What else?")
    assert rules(island, guard) == [("answers-another", "guard")]
    assert rules(guard, island) == [("answers-another", "guard")]
    assert rules(island, apart, guard) == []
    assert rules(island, replace(guard, allow=(("answers-another", "x"),))) == []
    assert rules(island, replace(apart, retired=True), guard) == [("answers-another", "guard")]


def test_decks_are_no_neighbours():
    island = short("island", prompt="Where did he die?", answer="Saint Helena")
    guard = short("guard", deck="other", prompt="Who guarded Saint Helena?")
    decks = (Deck("deck", "D", (island,)), Deck("other", "O", (guard,)))
    library = make.library(sources=SOURCES, conflicts=(), decks=decks)
    assert check(library) == []


def test_a_folder_is_looked_at_for_pictures_alone(monkeypatch):
    def forbidden(*_):
        raise AssertionError

    monkeypatch.setattr(Path, "is_file", forbidden)
    assert rules(short()) == []


@pytest.mark.parametrize(
    ("card", "told"),
    [
        (short(answer="Kaesong"), True),
        (short(answer="*Kaesong*"), True),
        (cloze("The talks began at {{c1::Kaesong}} in the summer of that year."), True),
        (short(answer="Kaeso"), False),  # five letters are too common a word
        (short(type=CardType.OPEN, answer="Kaesong", points=("p", "q")), False),
        (short(answer="Kaesong", retired=True), False),
    ],
)
def test_a_prompt_tells_the_answer_beside_it(card, told):
    beside = short("two", prompt="What was signed at Kaesong and Kaeso?", answer="a map")
    assert (("answers-another", "two") in rules(card, beside)) is told
    assert (("answers-another", "two") in rules(beside, card)) is told


def test_nearly_the_same_prompt_is_another_with_another_number_or_as_a_statement():
    prompt = "Which northern town of 1951 saw armistice talks open over flags, chairs and maps"
    for more, near in ((" slowly", True), (" 1952", False), (" slowly 1952", False)):
        pair = [short(prompt=f"{prompt}?"), short("two", prompt=f"{prompt}{more}?", answer="b")]
        assert (("near-duplicate-prompt", "two") in rules(*pair)) is near
        said = [replace(card, type=CardType.TRUE_FALSE, answer="true") for card in pair]
        assert ("near-duplicate-prompt", "two") not in rules(*said)


def test_a_picture_outside_the_folder_of_decks_is_none(tmp_path):
    (tmp_path / "decks").mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    card = short(image="../secret.png", alt="A map.")
    library = replace(make.library(card, sources=SOURCES, conflicts=()), root=tmp_path)
    assert [p.rule for p in check(library)] == ["missing-image"]


@pytest.mark.parametrize(
    ("key", "wrong", "long"), [(22, 10, False), (23, 10, True), (56, 40, False), (57, 40, True)]
)
def test_an_answer_is_too_long_by_two_fifths_and_twelve_letters(key, wrong, long):
    found = rules(choice("k" * key, "b" * wrong, "c" * (wrong - 1)))
    assert (("longest-key", "one") in found) is long


def test_a_picture_that_leads_to_itself_is_a_problem(tmp_path):
    decks = tmp_path / "decks"
    decks.mkdir()
    (decks / "round.png").symlink_to("round.png")
    card = make.card(answer="a", image="round.png", alt="A ring.")
    found = check(replace(make.library(card), root=tmp_path))
    assert "missing-image" in [problem.rule for problem in found]
