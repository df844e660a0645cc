"""Rules on answers and options: that one is right, and that its look does not tell which."""

from __future__ import annotations

import re
from itertools import combinations

from quiz import cloze, pictures
from quiz.check.rule import Checked, Findings, Rule
from quiz.check.words import (
    chosen,
    content,
    finder,
    has_number,
    is_read,
    measures,
    normal,
    options,
    senses,
    shown,
    stem,
    stems,
    values,
)
from quiz.grading import accepted, dates, fits_type, numbers
from quiz.grading.said import said
from quiz.model import Card, CardType, Form, Severity, Unusable
from quiz.session import forms

_ALL_OR_NONE = re.compile(
    r"(all|none|both|neither|either|any) of (the )?(two )?(above|below|these|those|them|others?)"
    r"( \w+)?( (is|are) (right|correct|true))?"
    r"|(all|none) of the (other )?(options|answers|choices|statements)"
    r"|(all|none|both|neither) (apply|applies|(is|are) (right|correct|true))"
    r"|(both )?[a-d](, [a-d])* (and|or|&) [a-d]( only)?",
    re.IGNORECASE,
)
_absolute = finder(
    "always, never, none, nobody, no one, nothing, everybody, everyone, everything, completely,"
    " entirely, totally, absolutely, invariably, exclusively, impossible"
)
_vague = finder(
    "often, usually, sometimes, frequently, generally, rarely, occasionally, possibly, somewhat,"
    " various, etc, and so on"
)
_LEADING = re.compile(r"(an?|the|to|by|in|for|because|that|it|its|they|their)\b", re.IGNORECASE)
_ARTICLE_AT_END = re.compile(r"(?<![/\w])(an?)\s*(\.\.\.|…|:|_+)?\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\S+ ){3}.*(?<![A-Z])\.", re.DOTALL)
_YEARS = re.compile(r"(?<![\d,.])[12]\d{3}(?![\d,.])")


def _no_key(card: Card, checked: Checked) -> Findings:
    for text in (card.answer, *card.answers, *card.accept):
        if text and not normal(text):
            yield f"the answer {text!r} shows nothing: write what is to be answered"
    rejected = set(map(normal, card.reject))
    for text in (card.answer, *card.accept):
        if normal(text) in rejected:
            yield f"{text!r} stands under `reject` too, so that no answer is right: remove one"
    if card.type is CardType.NUMBER and card.range:
        key, limits = numbers.parse(card.answer, card.unit), numbers.parse(card.range, card.unit)
        if key and limits and not numbers.lies_in(key, limits):
            yield f"the answer {card.answer!r} lies outside its range {card.range!r}: correct one"


def _distractor_accepted(card: Card, checked: Checked) -> Findings:
    if not card.distractors:
        return
    keys = [key for key in (card.answer, *card.answers, *card.accept) if key]
    solid = {_solid(key) for key in keys}
    read = any(_is_read(card, key) for key in keys)
    named = checked.context.vocabulary(card).named
    names = frozenset[str]().union(*(named(_words(key)) for key in keys if not read))
    compared = None
    for text in (distractor.text for distractor in card.distractors):
        if read or (names and not names.isdisjoint(named(_words(text)))):
            wrong = accepted(card, text, checked.context)
            if not wrong and not card.type.is_typed:
                compared = compared or said(map(shown, keys))
                wrong = compared.index(shown(text)) >= 0
        else:  # only the same text is accepted, which is fast to see
            wrong = _solid(text) in solid
        if wrong:
            yield f"the distractor {text!r} is an accepted answer: replace it"


def _solid(text: str) -> str:
    return normal(text).replace(" ", "")


def _words(text: str) -> tuple[str, ...]:
    return tuple(normal(text).split())


def _is_read(card: Card, key: str) -> bool:
    """Whether a key is compared as a date or a number, not as a text with names in it."""
    return card.type in (CardType.DATE, CardType.NUMBER) or is_read(key)


def _duplicate_option(card: Card, checked: Checked) -> Findings:
    for group in (
        [d.text for d in card.distractors],
        card.answers,
        [item.text for item in card.items],
        [pair.left for pair in card.pairs],
        [pair.right for pair in card.pairs],
        card.points,
    ):
        if len(group) < 2:
            continue
        seen: dict[object, int] = {}
        for at, text in enumerate(group):
            name = checked.names.get(normal(text))
            for sense in (name.id,) if name else senses(text):
                first = seen.setdefault(sense, at)
                if first != at:
                    also = "twice" if group[first] == text else f"already, as {group[first]!r}"
                    yield f"{text!r} stands there {also}: replace one"
                    break


def _overlapping_ranges(card: Card, _: Checked) -> Findings:
    if not chosen(card) or card.type is CardType.DATE or not any(map(has_number, options(card))):
        return
    spans = [(text, _span(text, card)) for text in options(card)]
    for (first, one), (second, two) in combinations(spans, 2):
        if not one or not two or (one.unit, one.nouns) != (two.unit, two.nouns):
            continue
        by_key = card.type is CardType.NUMBER and first == card.answer
        if by_key and numbers.lies_in(two, one):  # then it is accepted, which has its own rule
            continue
        if one.low < two.high and two.low < one.high:
            yield f"{first!r} and {second!r} overlap, so that a number could be both: part them"


def _span(text: str, card: Card) -> numbers.Quantity | None:
    """The numbers that an option stands for; on a number card the key has its tolerance."""
    if len(_YEARS.findall(text)) > 1:  # 1950 to 1953 is one time, and no two numbers
        return None
    found = numbers.parse(shown(text), card.unit)
    if not found or card.type is not CardType.NUMBER or text != card.answer:
        return found
    limits = numbers.parse(card.range, card.unit)
    tolerance = numbers.parse_tolerance(card.within) or numbers.Tolerance()
    low = min(found.low - tolerance.around(found.low), limits.low if limits else found.low)
    high = max(found.high + tolerance.around(found.high), limits.high if limits else found.high)
    return numbers.Quantity(low, high, found.unit, found.nouns)


def _accept_unreadable(card: Card, _: Checked) -> Findings:
    if card.type not in (CardType.DATE, CardType.NUMBER):
        return
    if not fits_type(card, card.answer):
        yield f"the answer {card.answer!r} {_unread(card, card.answer)}"
    for text in card.accept:
        if not fits_type(card, text):
            yield f"`accept` {text!r} {_unread(card, text)}, or make it a short-answer card"
    if card.range and not numbers.parse(card.range, card.unit):
        yield f"`range` {card.range!r} cannot be read: write it as 150,000 to 400,000"
    if card.within and card.type is CardType.NUMBER and not numbers.parse_tolerance(card.within):
        yield f"`within` {card.within!r} cannot be read: write 10% or an amount"
    if card.within and card.type is CardType.DATE and not dates.parse_span(card.within):
        yield f"`within` {card.within!r} cannot be read: write it as 2 years"


def _unread(card: Card, text: str) -> str:
    """Why a text is no date or number of this card, and what would be one."""
    if card.type is CardType.NUMBER:
        return "cannot be read as a number: write it as 250,000"
    if dates.is_ambiguous(shown(text)):
        return "could be two days: write the month as a word"
    date = dates.parse(shown(text))
    if date and date.short:
        return "leaves the century open: write the year in four digits"
    if date:
        asked = card.precision or "date as exact as the answer"
        return f"is given less finely than asked: write the {asked}"
    return "cannot be read as a date: write it as 19 October 1950"


def _all_or_none(card: Card, _: Checked) -> Findings:
    for text in options(card):
        if _ALL_OR_NONE.fullmatch(shown(text).strip(" .")):
            yield f"the option {text!r} is answered by looking at the others: replace it"


def _longest_key(card: Card, _: Checked) -> Findings:
    if not chosen(card):
        return
    longest = max(len(d.text) for d in card.distractors)
    if len(card.answer) > max(1.4 * longest, longest + 12):
        yield (
            f"the answer has {len(card.answer)} characters, the longest distractor {longest}:"
            " shorten the one or lengthen the other"
        )


def _absolute_word(card: Card, _: Checked) -> Findings:
    texts = options(card)
    if card.type is CardType.TRUE_FALSE and card.answer == "false":
        texts = (card.prompt,)
    for text in texts if _absolute("\n".join(texts)) else ():
        if found := _absolute(text):
            yield f"{found!r} in {text!r} is hardly ever true, and guessers know it: soften it"


def _vague_word(card: Card, _: Checked) -> Findings:
    texts = options(card)
    for text in texts if _vague("\n".join(texts)) else ():
        if found := _vague(text):
            yield f"{found!r} in the option {text!r} can be neither right nor wrong: be exact"


def _cueing_word(card: Card, _: Checked) -> Findings:
    if not chosen(card):
        return
    prompt = stems(card.prompt)
    others = [stems(distractor.text) for distractor in card.distractors]
    if all(other & prompt for other in others):  # where each has such a word, none is a cue
        return
    for word in sorted(content(card.answer)):
        if stem(word) in prompt.difference(*others):
            yield (
                f"{word!r} of the prompt returns in the answer alone:"
                " reword one of them, or use it in a distractor"
            )


def _unsorted_numbers(card: Card, _: Checked) -> Findings:
    rivals = (values(card) or ())[1:] if chosen(card) else ()
    if rivals and rivals not in (sorted(rivals), sorted(rivals, reverse=True)):
        yield "the distractors are numbers or dates: sort them by their value"


def _middle_key(card: Card, _: Checked) -> Findings:
    found = values(card) if chosen(card) else None
    if not found or len(found) < 3:
        return
    key, low, high = found[0], min(found), max(found)
    if not low < key < high:
        return
    even = abs((key - low) - (high - key)) <= 0.05 * (high - low)
    doubled = 0 < 2 * low < high and abs(key * key - low * high) <= 0.05 * key * key
    if even or doubled:
        yield (
            "the answer lies exactly between the distractors, where guessers look:"
            " move one of them to the other side"
        )


def _mixed_options(card: Card, _: Checked) -> Findings:
    texts = options(card)
    if len(texts) > 2:
        read = [
            text for text, found in zip(texts, measures(texts, card.unit), strict=True) if found
        ]
        if read and len(read) < len(texts) and fits_type(card, card.answer):  # else it has its rule
            yield f"{read[0]!r} is a number or a date, not all options are: make them of one kind"
    open_ended = not all(text.endswith((".", "?", "!")) for text in texts)
    if open_ended and any(text[-1:] == "." and _SENTENCE.fullmatch(text) for text in texts):
        yield "some options end with a full stop and some do not: make them alike"


def _grammar_cue(card: Card, _: Checked) -> Findings:
    if not chosen(card):
        return
    texts = [shown(text) for text in options(card)]
    asked = shown(card.prompt)
    if not asked.endswith("?") and (end := _ARTICLE_AT_END.search(asked)):
        vowel = {text[:1].lower() in "aeiou" for text in texts}
        if len(vowel) > 1:
            yield f"the prompt ends with {end[1]!r}, which fits some options only: write 'a/an'"
    key, *others = map(_lead, texts)
    apart = len(others) > 1 and {key} != set(others) and len(set(others)) == 1
    if apart and fits_type(card, card.answer):  # else it has its rule
        which = "every option but the answer begins" if others[0] else "only the answer begins"
        yield f"{which} with {others[0] or key}: begin them alike"


def _lead(text: str) -> str:
    """The small word that a text begins with, or nothing; of articles none tells more."""
    found = _LEADING.match(text)
    word = found[1].lower() if found else ""
    return "an article" if word in ("a", "an", "the") else repr(word) if word else ""


def _too_many_gaps(card: Card, _: Checked) -> Findings:
    if card.type is not CardType.CLOZE:
        return
    found = cloze.numbers(card.prompt)
    if len(found) > 2:
        yield f"{len(found)} gaps: two at most, make several cards of it"
    whole = len(cloze.filled(card.prompt).split())
    for number in found:
        hidden = sum(len(answer.split()) for answer in cloze.answers(card.prompt, number))
        if hidden * 2 > whole:
            yield f"gap c{number} hides more than half of the text: write more around it"


def _missing_why(card: Card, _: Checked) -> Findings:
    bare = [repr(d.text) for d in card.distractors if not d.why]
    if bare:
        yield f"say in `why` what is wrong with {' and '.join(bare)}"


def _single_variant(card: Card, checked: Checked) -> Findings:
    if card.type is not CardType.SHORT_ANSWER or Form.TYPED not in forms(card):
        return
    answer = normal(card.answer)
    if name := checked.names.get(answer):
        others = [text for text in (name.name, *name.variants) if normal(text) != answer]
        if others and not any(accepted(card, text, checked.context) for text in others):
            yield (
                f"{card.answer!r} is also written {others[0]!r}, which is not accepted:"
                " take it out of `reject`"
            )


def _many_options(card: Card, _: Checked) -> Findings:
    most = 8 if card.type is CardType.SELECT else 4
    if len(options(card)) > most:
        yield f"{len(options(card))} options: {most} are enough, keep the best"


def _missing_image(card: Card, checked: Checked) -> Findings:
    if not card.image:
        return
    folder = checked.library.root / "decks"
    try:
        file = pictures.beside(folder if folder.is_dir() else folder.parent, card.image)  # loose
        if not pictures.is_shown(file):
            kinds = "PNG, JPEG, GIF, BMP or WebP"
            yield f"image {card.image!r} is no {kinds}: put a picture of such a kind in its place"
    except Unusable as error:
        yield str(error)


def _missing_alt(card: Card, _: Checked) -> Findings:
    if card.image and not card.alt:
        yield "say in `alt` what the picture shows, for whoever cannot see it"


RULES = (
    Rule("no-key", _no_key),
    Rule("distractor-accepted", _distractor_accepted),
    Rule("duplicate-option", _duplicate_option),
    Rule("overlapping-ranges", _overlapping_ranges),
    Rule("accept-unreadable", _accept_unreadable),
    Rule("missing-image", _missing_image),
    Rule("all-or-none-option", _all_or_none, None),
    Rule("missing-alt", _missing_alt, None),
    Rule("longest-key", _longest_key, Severity.WARNING),
    Rule("absolute-word", _absolute_word, Severity.WARNING),
    Rule("vague-word", _vague_word, Severity.WARNING),
    Rule("cueing-word", _cueing_word, Severity.WARNING),
    Rule("unsorted-numbers", _unsorted_numbers, Severity.WARNING),
    Rule("middle-key", _middle_key, Severity.WARNING),
    Rule("mixed-options", _mixed_options, Severity.WARNING),
    Rule("grammar-cue", _grammar_cue, Severity.WARNING),
    Rule("too-many-gaps", _too_many_gaps, Severity.WARNING),
    Rule("missing-why", _missing_why, Severity.WARNING),
    Rule("single-variant", _single_variant, Severity.WARNING),
    Rule("many-options", _many_options, Severity.WARNING),
)
