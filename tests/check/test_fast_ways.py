"""What the check does fast finds what the slow way finds that it stands for."""

from __future__ import annotations

import re
from dataclasses import replace

import make
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_check_properties import TEXTS

from quiz.check.options import RULES
from quiz.check.rule import Checked
from quiz.check.words import is_read, shown, words
from quiz.grading import Context, accepted, normalise, same
from quiz.grading.text import normal
from quiz.library import load_library, shipped
from quiz.model import CardType, Mode, Name

DISTRACTOR_ACCEPTED = next(rule for rule in RULES if rule.slug == "distractor-accepted")


@settings(deadline=None)
@given(st.one_of(TEXTS, st.text("aZ09 ,._-\x1f'é\n"), st.text()))
@example("1,000 men of 1950,1951 and 12,5 The_end a.m.\x1cx")
def test_the_words_of_a_text_are_those_of_one_pattern(text):
    bare = re.sub(r"['’]s\b", "", shown(text).casefold())
    found = re.findall(r"\d+(?:,\d{3})+|[^\W_]+", bare)
    assert words(text) == tuple(word for word in found if word not in ("a", "an", "the"))


SPELLINGS = ("Mao", "Mao Zedong", "Kim Il-sung", "38th parallel", "Un Resolution 82", "US", "USSR")
RUN = """Mao|Maos|Mao's|Zedong|Kim|Il|sung|Ilsung|Kimilsung|38th|38|parallel|UN|Un|resolution
|Resolution82|82|US|USS|USSR|Soviet|of|the|in|s"""
SAID = st.lists(st.sampled_from(RUN.split("|")), max_size=6).map(" ".join)


@settings(deadline=None)
@given(SAID)
@example("Un Resolution 82's")
def test_names_are_found_wherever_they_stand(text):
    """Beside a search that tries every run of words."""
    names = tuple(Name(f"n{n}", name) for n, name in enumerate(SPELLINGS))
    vocabulary = Context.of([make.library(names=names)], Mode.TEST).vocabulary(make.LEADER)
    spelt = {_joined(normal(name.name).words): name.id for name in names}
    said, found, at = normal(text).words, set(), 0
    while at < len(said):
        ends = [end for end in range(at + 1, len(said) + 1) if _name(said[at:end], spelt)]
        if ends:
            found.add(_name(said[at : ends[-1]], spelt))
        at = ends[-1] if ends else at + 1
    assert vocabulary.named(said) == found


def _joined(run):
    solid = "".join(run)
    return " ".join(run) if any(map(str.isdigit, solid)) else solid


def _name(run, spelt):
    key = _joined(run)
    genitive = key.endswith("s") and len(key) > 3 and run[-1] != "s"
    return spelt.get(key) or (spelt.get(key[:-1]) if genitive else None)


LIBRARY, _ = load_library(shipped())
CHECKED = Checked(LIBRARY)
OPTIONS = [card for card in LIBRARY.cards() if card.type in (CardType.CHOICE, CardType.SELECT)]
SENSES = ("a year", "1 year", "half", "0.5", "June", "in June (about)", "19 October 1950",
          "October 19, 1950", "19 Oct.", "12", "a dozen", "twelve men", "Peking", "Beijing",
          "the Chinese", "Mao Tse-tung", "*Mao*", "\u200b")  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(OPTIONS),
    st.lists(st.one_of(st.sampled_from(SENSES), TEXTS), min_size=1, max_size=3),
    st.lists(st.one_of(st.sampled_from(SENSES), TEXTS), min_size=1, max_size=3),
)
def test_a_wrong_option_is_held_against_each_answer_as_text_date_and_number(card, keys, wrong):
    select = card.type is CardType.SELECT
    card = replace(
        card,
        answer="" if select else keys[0],
        answers=tuple(keys) if select else (),
        distractors=make.distractors(*wrong),
        allow=(),
    )
    keys = keys if select else keys[:1]
    named = CHECKED.context.vocabulary(card).named
    names = {name for key in keys for name in named(normal(shown(key)).words)}
    expected = []
    for text in wrong:
        if any(map(is_read, keys)) or names & named(normal(shown(text)).words):
            is_wrong = accepted(card, text, CHECKED.context)
            is_wrong |= any(same(shown(text), shown(key)) for key in keys)
        else:
            is_wrong = _solid(text) in map(_solid, keys)
        expected += [f"the distractor {text!r} is an accepted answer: replace it"] * is_wrong
    assert list(DISTRACTOR_ACCEPTED.find(card, CHECKED)) == expected


def _solid(text):
    return normalise(shown(text)).replace(" ", "")
