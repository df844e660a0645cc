"""Rules on prompts: that they say what they ask, and do not give each other away."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, pairwise

from quiz import cloze
from quiz.check.rule import Checked, Findings, Rule, problem
from quiz.check.words import finder, options, parts, prompt, shape, telling, words
from quiz.markdown import spans
from quiz.model import Card, CardType, Problem, Severity

_SUBORDINATE = (
    "although|though|because|since|that|when|where|while|if|whether|until|after|before|whose|whom"
)
_NEGATIVE = re.compile(
    rf"\b(?:which|what|who)\b(?:(?!\b(?:{_SUBORDINATE})\b)[^.,:;?!])*?"
    r"(?<!\bat )(?<!\bbut )\b(not(?! only| least| until)|never|except|least|[a-z]+n['’]t)\b",
    re.IGNORECASE,
)
_NEGATIONS = ("not", "never", "except", "least", "n't", "n’t")
_OPENING = re.compile(
    r"(?:Wh(?:o|at|ich|en|ere|y|om|ose)|How|In|On|At|By|For|From|To|With|Under|After|Before|During"
    r"|Did|Do|Does|Was|Were|Is|Are|Has|Have|Had|Could|Can|Should|Put|Match)\b"
)
"""Words with which prompts begin and names do not."""
_now = finder("current, currently, today, nowadays, at present, these days, to this day")
_ALIKE = 0.85
"""The share of words that two prompts have in common before they count as nearly the same."""
_SWAPPED = 13
"""Words from which on two sets of one size can be so alike without being equal."""
_FEWEST_WORDS = 4
"""Prompts of fewer are alike by chance."""
_LONG_ANSWER = 5
"""Characters up to which an answer is too common a word to give anything away."""


def _negated(text: str) -> bool:
    """Whether `_NEGATIVE` can be found at all, which is fast to see."""
    return any(map(text.casefold().__contains__, _NEGATIONS))


def _unmarked_negative(card: Card, _: Checked) -> Findings:
    if not card.distractors or not _negated(card.prompt) or not _NEGATIVE.search(card.prompt):
        return
    unmarked = "".join(s.text for s in spans(card.prompt) if not (s.strong or s.emphasis))
    found = _NEGATIVE.search(unmarked)
    if found and not found[1].isupper():
        yield f"{found[1]!r} is easily overlooked: write *{found[1]}*, or turn the question round"


def _undated_now(card: Card, _: Checked) -> Findings:
    texts = (card.prompt, card.answer, *options(card), card.explanation)
    if found := _now("\n".join(texts)):
        yield f"{found!r} will be wrong one day: give the year"


def _broken_gap(card: Card, _: Checked) -> Findings:
    if card.type is CardType.CLOZE:
        for piece in cloze.strays(card.prompt):
            yield f"{piece!r} is no gap and stands in plain sight: write {{{{c1::what is hidden}}}}"


def _capital_prompt(card: Card, _: Checked) -> Findings:
    if card.according_to and (found := _OPENING.match(card.prompt)):
        yield f"'According to ..., ' stands before {found[0]!r}: begin the prompt in lower case"


RULES = (
    Rule("unmarked-negative", _unmarked_negative, None),
    Rule("broken-gap", _broken_gap, Severity.WARNING),
    Rule("capital-prompt", _capital_prompt, Severity.WARNING),
    Rule("undated-now", _undated_now, Severity.WARNING),
)


def prompts_differ(checked: Checked) -> Iterator[Problem]:
    """`duplicate-prompt`: two cards that ask the same."""
    seen: dict[tuple[object, ...], Card] = {}
    for card in checked.cards:
        first = seen.setdefault(shape(card), card)
        if first is not card:
            message = f"asks what {first.identity.short} asks: merge them"
            yield from problem(card, "duplicate-prompt", message, checked.strictly)


def prompts_are_apart(checked: Checked) -> Iterator[Problem]:
    """`near-duplicate-prompt`: prompts that share nearly all their words.

    Two sets that share so much share one of their rarest words, so only those are compared that
    do; and of short prompts, only those of different length, since equal sets are found at once.
    """
    slug = "near-duplicate-prompt"
    cards = [(card, _asking(card)) for card in checked.cards if card.type != CardType.TRUE_FALSE]
    common = Counter(chain.from_iterable(asking for _, asking in cards))
    by_rarity = sorted(common, key=lambda word: (common[word], word))
    rarity = {word: rank for rank, word in enumerate(by_rarity)}
    first_of: dict[frozenset[str], Card] = {}
    by_word: dict[tuple[str, int], list[frozenset[str]]] = defaultdict(list)
    for card, mine in cards:
        size = len(mine)
        if size < _FEWEST_WORDS:
            continue
        near = mine if mine in first_of else None
        if near is None:
            spare = int(size * (1 - _ALIKE))
            rarest = sorted(mine, key=rarity.__getitem__)[: spare + 1]
            lengths = set(range(size - spare, int(size / _ALIKE) + 1))
            if size < _SWAPPED:
                lengths.discard(size)
            near = next(
                (
                    theirs
                    for word in rarest
                    for length in lengths
                    for theirs in by_word.get((word, length), ())
                    if (shared := len(mine & theirs)) >= _ALIKE * (size + len(theirs) - shared)
                    and not any(map(str.isdigit, mine ^ theirs))
                ),
                None,
            )
            first_of[mine] = card
            for word in rarest:
                by_word[word, size].append(mine)
        if near is not None and shape(first_of[near]) != shape(card):
            message = f"asks nearly what {first_of[near].identity.short} asks: merge or part them"
            yield from problem(card, slug, message)


def _asking(card: Card) -> frozenset[str]:
    return telling(prompt(card)).union(*map(telling, parts(card)))


def neighbours_are_silent(checked: Checked) -> Iterator[Problem]:
    """`answers-another`: a prompt that holds the answer of the card beside it."""
    for deck in checked.library.decks:
        asked = [(c, f" {' '.join(words(prompt(c)))} ") for c in deck.cards if not c.retired]
        for (one, first), (two, second) in pairwise(asked):
            yield from _tells(two, second, one)
            yield from _tells(one, first, two)


def _tells(card: Card, prompt: str, neighbour: Card) -> Iterator[Problem]:
    for answer in _answers(neighbour):
        if len(answer) > _LONG_ANSWER and f" {' '.join(words(answer))} " in prompt:
            name = neighbour.identity.card
            message = f"its prompt holds {answer!r}, the answer of {name} beside it: move one"
            yield from problem(card, "answers-another", message)


def _answers(card: Card) -> tuple[str, ...]:
    if card.type is CardType.CLOZE:
        return tuple(gap.answer for gap in cloze.gaps(card.prompt))
    if card.type in (CardType.TRUE_FALSE, CardType.OPEN) or not card.answer:
        return ()
    return (card.answer,)
