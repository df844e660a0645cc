"""The glossary on demand: which names it tells before the answer."""

from __future__ import annotations

from pathlib import Path

import make
import pytest

from quiz import cloze
from quiz.glossary import harmless, listed, names_in
from quiz.grading import Context, dates, normalise, same
from quiz.grading.context import Vocabulary
from quiz.library import load
from quiz.markdown import plain
from quiz.model import Ask, CardType, Item, Mode, Name, Pair
from quiz.session import asks

ROOT = Path(__file__).parent.parent


def told(ask: Ask, *names: Name) -> tuple[Name, ...]:
    library = make.library(ask.card, names=names)
    return harmless(names, ask, Context.of([library], Mode.STUDY))


def name(glossary: str, *variants: str) -> Name:
    return Name("n", "Some Name", variants=variants, glossary=glossary)


def ask(**fields) -> Ask:
    return asks([make.card(**fields)])[0]


DAY = ask(type=CardType.DATE, answer="27 July 1953")


def test_the_names_in_a_text():
    names = (
        Name("mao", "Mao Zedong", variants=("Mao",), glossary="Chairman."),
        Name("kim", "Kim Il-sung", glossary="Premier."),
        Name("yalu", "Yalu"),
    )
    library = make.library(names=names)
    vocabulary = Vocabulary(library)
    assert names_in(vocabulary, ["What did *Mao* fear?", "The Yalu"]) == (names[0], names[2])
    assert listed([library]) == (names[1], names[0])


@pytest.mark.parametrize(
    ("asked", "gloss"),
    [
        (DAY, "Agreement of 27 July 1953 that ended the fighting."),
        (DAY, "Signed on July 27, 1953; in force since."),
        (DAY, "Fought from 5 to 27 July 1953 (twice)."),
        (DAY, "Fought 13-27 July 1953."),
        (DAY, "*Signed* on **27 July 1953**."),
        (ask(type=CardType.DATE, answer="1953"), "Signed on 27 July 1953."),
        (ask(type=CardType.NUMBER, answer="300,000", within="10%"), "Some 310,000 men of Mao's."),
        (ask(answer="the marshal"), "He was called the Marshal by all."),
        (ask(answer="x", accept=("a marshal",)), "Marshal of China."),
        (ask(answer="China"), "China's river in the north."),
        (ask(type=CardType.CHOICE, answer="in 1951", distractors=make.distractors("b")), "In 1951"),
        (ask(type=CardType.SELECT, answers=("a", "Kaesong")), "Talks at Kaesong."),
        (ask(type=CardType.ORDER, items=(Item("a", "July 1951"), Item("b"))), "Since July 1951."),
        (ask(type=CardType.MATCH, pairs=(Pair("a", "premier"), Pair("b", "c"))), "The premier."),
        (ask(type=CardType.CLOZE, prompt="{{c1::Stalin}} won."), "A friend of Stalin."),
    ],
)
def test_a_name_that_holds_an_answer_is_not_told(asked, gloss):
    assert told(asked, name(gloss)) == ()
    assert told(asked, name("A line.", gloss)) == ()


@pytest.mark.parametrize(
    ("asked", "gloss"),
    [
        (DAY, "Agreement of July 1953, or 28 July 1953."),
        (ask(answer="Kim"), "Kimchi is eaten there."),
        (ask(type=CardType.TRUE_FALSE, answer="true"), "A true friend."),
        (ask(type=CardType.CLOZE, prompt="{{c1::Stalin}} met {{c2::Mao}}."), "A friend of Mao."),
    ],
)
def test_a_name_that_holds_none_is_told(asked, gloss):
    assert told(asked, name(gloss)) == (name(gloss),)


def test_another_spelling_of_the_answer_s_name_holds_it():
    kept = Name("taiwan", "Taiwan", variants=("Formosa",), glossary="Island.")
    other = Name("son", "Chiang", glossary="He fled to Formosa.")
    assert told(ask(answer="Taiwan"), kept, other) == ()


def keys(asked: Ask) -> list[str]:
    card = asked.card
    if asked.gap:
        return [plain(key) for key in cloze.answers(card.prompt, asked.gap)]
    if card.type is CardType.TRUE_FALSE:
        return []
    found = [card.answer, *card.answers, *card.accept, *(item.label for item in card.items)]
    return [plain(key) for key in (*found, *(pair.right for pair in card.pairs)) if key]


def holds(text: str, key: str) -> bool:
    """Whether a key stands in a text, whole or as a date: found in another way than the trainer's,
    with the eyes of somebody who looks for it."""
    if f" {normalise(key)} " in f" {normalise(text)} ":
        return True
    words = text.split()
    runs = (" ".join(words[i : i + n]) for i in range(len(words)) for n in (2, 3))
    return dates.parse(key) is not None and any(same(run, key) for run in runs)


def test_no_name_in_the_prompt_of_a_shipped_card_tells_its_answer():
    (library,) = load([ROOT]).libraries
    context = Context.of([library], Mode.STUDY)
    withheld = {}
    for asked in asks(library.cards()):
        prompt = asked.card.prompt
        text = cloze.blanked(prompt, asked.gap) if asked.gap else prompt
        names = names_in(context.vocabulary(asked.card), [text])
        shown = harmless(names, asked, context)
        for one in shown:
            for said in (one.name, *one.variants, plain(one.glossary)):
                assert not any(holds(said, key) for key in keys(asked)), (asked.key, said)
        if len(shown) < len(names):
            withheld[asked.key.partition("/")[2]] = [n.name for n in names if n not in shown]
    assert withheld["china-enters/armistice-day"] == ["Korean Armistice Agreement"]
    assert {"china-enters/pva-crosses-yalu", "maos-choice/month-of-the-alliance",
            "stalemate-and-armistice/talks-open"} <= set(withheld)  # fmt: skip
    assert len(withheld) < 20
