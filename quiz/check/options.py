"""Rules on answers and options: that one is right, and that its look does not tell which."""

from __future__ import annotations

import re
from itertools import combinations

from quiz import cloze
from quiz.check.rule import Checked, Findings, Rule
from quiz.check.words import content, options, stem, values
from quiz.grading import accepted, normalise, number_range, readable
from quiz.markdown import plain
from quiz.model import Card, CardType, Form, Severity
from quiz.session import forms

_ALL_OR_NONE = re.compile(
    r"(all|none|both|neither|any) (of (the|these|those)( \w+)?|(a|b|c) and (b|c|d))"
    r"|(all|none) (apply|applies|are correct|is correct)",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(always|never|none|nobody|no one|nothing|everybody|everyone|everything|completely"
    r"|entirely|totally|absolutely|invariably|exclusively|impossible)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(often|usually|sometimes|frequently|generally|rarely|occasionally|possibly|somewhat"
    r"|various|etc|and so on)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(an?|the|to|by|in|for|because|that|it|its|they|their)\b", re.IGNORECASE)
_ARTICLE_AT_END = re.compile(r"\b(an?)\s*(\.\.\.|…|[:_]+)?\s*$", re.IGNORECASE)


def _distractor_accepted(card: Card, checked: Checked) -> Findings:
    keys = {normalise(answer) for answer in card.answers}
    for distractor in card.distractors:
        if card.type is CardType.SELECT:
            wrong = normalise(distractor.text) in keys
        else:
            wrong = accepted(card, distractor.text, checked.context)
        if wrong:
            yield f"the distractor {distractor.text!r} is an accepted answer: replace it"


def _duplicate_option(card: Card, _: Checked) -> Findings:
    groups = (
        [d.text for d in card.distractors],
        card.answers,
        [item.text for item in card.items],
        [pair.left for pair in card.pairs],
        [pair.right for pair in card.pairs],
        card.points,
    )
    for group in groups:
        seen: set[str] = set()
        for text in group:
            normal = normalise(text)
            if normal in seen:
                yield f"{text!r} stands there twice: remove one"
            seen.add(normal)


def _overlapping_ranges(card: Card, _: Checked) -> Findings:
    if card.type is not CardType.NUMBER:
        return
    texts = [card.range or card.answer, *(d.text for d in card.distractors)]
    ranges = [(text, number_range(text, card.unit)) for text in texts]
    for (first, one), (second, two) in combinations(ranges, 2):
        if one and two and one[0] < two[1] and two[0] < one[1]:
            yield f"{first!r} and {second!r} overlap: an answer could be both"


def _accept_unreadable(card: Card, _: Checked) -> Findings:
    if card.type not in (CardType.DATE, CardType.NUMBER):
        return
    if not readable(card, card.answer):
        precision = f"{card.precision} " if card.precision else ""
        yield f"the answer {card.answer!r} cannot be read as a {precision}{card.type}"
    for text in card.accept if card.type is CardType.NUMBER else ():
        if not readable(card, text):
            yield f"`accept` {text!r} cannot be read as a number"


def _all_or_none(card: Card, _: Checked) -> Findings:
    for text in options(card):
        if _ALL_OR_NONE.match(plain(text)):
            yield f"the option {text!r} is answered by looking at the others: replace it"


def _longest_key(card: Card, _: Checked) -> Findings:
    if not _chosen(card):
        return
    longest = max(len(d.text) for d in card.distractors)
    if len(card.answer) > max(1.4 * longest, longest + 12):
        yield f"the answer has {len(card.answer)} characters, the longest distractor {longest}"


def _absolute_word(card: Card, _: Checked) -> Findings:
    for text in options(card):
        if found := _ABSOLUTE.search(plain(text)):
            yield f"{found[0]!r} in the option {text!r} tells that it is wrong: soften it"


def _vague_word(card: Card, _: Checked) -> Findings:
    for text in options(card):
        if found := _VAGUE.search(plain(text)):
            yield f"{found[0]!r} in the option {text!r} can be neither right nor wrong: be exact"


def _cueing_word(card: Card, _: Checked) -> Findings:
    if not _chosen(card):
        return
    prompt = {stem(word) for word in content(card.prompt)}
    others = {stem(word) for d in card.distractors for word in content(d.text)}
    for word in content(card.answer):
        if stem(word) in prompt and stem(word) not in others:
            yield f"{word!r} of the prompt returns in the answer alone"


def _unsorted_numbers(card: Card, _: Checked) -> Findings:
    if not _chosen(card):
        return
    found = values(card)
    if found and len(found) > 2 and found[1:] not in (sorted(found[1:]), sorted(found[1:])[::-1]):
        yield "sort the distractors by their value"


def _middle_key(card: Card, _: Checked) -> Findings:
    found = values(card) if _chosen(card) else None
    if not found or len(found) < 3:
        return
    key, low, high = found[0], min(found), max(found)
    if not low < key < high:
        return
    even = abs((key - low) - (high - key)) <= 0.05 * (high - low)
    doubled = 0 < 2 * low < high and abs(key * key - low * high) <= 0.05 * key * key
    if even or doubled:
        yield "the answer lies exactly between the distractors, where guessers look"


def _mixed_options(card: Card, _: Checked) -> Findings:
    texts = [plain(text) for text in options(card)]
    short = [text for text in texts if len(text) < 24]
    numeric = [text for text in short if re.search(r"\d", text)]
    if len(short) == len(texts) and len(texts) > 2 and len(numeric) in (1, len(texts) - 1):
        yield "one option is a number or a date and the others are not, or the reverse"
    if len({text.endswith(".") for text in texts}) > 1:
        yield "some options end with a full stop and some do not"


def _grammar_cue(card: Card, _: Checked) -> Findings:
    if not _chosen(card):
        return
    if end := _ARTICLE_AT_END.search(plain(card.prompt)):
        vowel = [plain(text)[:1].lower() in "aeiou" for text in options(card)]
        if len(set(vowel)) > 1:
            yield f"the prompt ends with {end[1]!r}, which fits some options only"
    led = [(m[1].lower() if (m := _LEADING.match(plain(t))) else "") for t in options(card)]
    if len(set(led[1:])) == 1 and led[0] != led[1] and "" in (led[0], led[1]):
        word = led[0] or led[1]
        which = "only the answer begins" if led[0] else "every option but the answer begins"
        yield f"{which} with {word!r}"


def _too_many_gaps(card: Card, _: Checked) -> Findings:
    if card.type is not CardType.CLOZE:
        return
    count = len(cloze.numbers(card.prompt))
    if count > 2:
        yield f"{count} gaps: two at most, make several cards of it"
    whole = len(cloze.filled(card.prompt).split())
    for number in cloze.numbers(card.prompt):
        hidden = sum(len(a.split()) for a in cloze.answers(card.prompt, number))
        if hidden * 2 > whole:
            yield f"gap c{number} hides more than half of the text"


def _missing_why(card: Card, _: Checked) -> Findings:
    for distractor in card.distractors:
        if not distractor.why:
            yield f"say why {distractor.text!r} is wrong"


def _single_variant(card: Card, checked: Checked) -> Findings:
    if Form.TYPED not in forms(card) or card.type is not CardType.SHORT_ANSWER:
        return
    answer = normalise(card.answer)
    for name in checked.library.names:
        written = (name.name, *name.variants)
        if answer in map(normalise, written):
            others = [text for text in written if normalise(text) != answer]
            if others and not any(accepted(card, text, checked.context) for text in others):
                yield f"{card.answer!r} is also written {others[0]!r}, which is not accepted"


def _many_options(card: Card, _: Checked) -> Findings:
    most = 8 if card.type is CardType.SELECT else 4
    if len(options(card)) > most:
        yield f"{len(options(card))} options: {most} are enough, keep the best"


def _missing_image(card: Card, checked: Checked) -> Findings:
    if not card.image:
        return
    folder = (checked.library.root / "decks").resolve()
    file = (folder / card.image).resolve()
    if not file.is_relative_to(folder):
        yield f"the image {card.image!r} lies outside the folder of the decks"
    elif not file.is_file():
        yield f"there is no image {card.image!r} beside the deck"


def _missing_alt(card: Card, _: Checked) -> Findings:
    if card.image and not card.alt:
        yield "say in `alt` what the picture shows, for whoever cannot see it"


def _chosen(card: Card) -> bool:
    """Whether the card can be asked as a choice of one among several."""
    return Form.CHOICE in forms(card)


RULES = (
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
