"""Strict YAML: every scalar is text, and each slip of syntax is one Problem at its place."""

from __future__ import annotations

import re

import pytest
from reading import HEAD, SOUND, build, deck, found, ids, nodes, places

from quiz.library import reader
from quiz.model import Place, Problem

KEPT = [
    ("no", "no"),
    ("yes", "yes"),
    ("~", "~"),
    ("null", "null"),
    ("1950-10-19", "1950-10-19"),
    ("0625", "0625"),
    ("4:00", "4:00"),
    ("1_000", "1_000"),
    ("1e3", "1e3"),
    (".5", ".5"),
    ("0x1F", "0x1F"),
    (".inf", ".inf"),
    ("=", "="),
    ('"45"', "45"),
    ("'it''s'", "it's"),
    ('"a\\tb"', "a\tb"),
    ('"it\'s: #1"', "it's: #1"),
    ("C#", "C#"),
    ("a#b", "a#b"),
    ("12:30:45", "12:30:45"),
    ("彭德怀", "彭德怀"),
    ("🙂 and é", "🙂 and é"),
    ("two\n  lines", "two lines"),
    (">-\n  folded\n  text: # 1\n\n  over", "folded text: # 1\nover"),
    ("|\n  a\n   b\n", "a\n b\n"),
    ("|-\n  *a\n  &b", "*a\n&b"),
    ('"[b]"', "[b]"),
    ("a [b]{c}", "a [b]{c}"),
    ("dict[str, int]", "dict[str, int]"),
    ("a<b & c", "a<b & c"),
    ("{{c1::", None),
]


@pytest.mark.parametrize(("written", "value"), KEPT)
def test_a_scalar_is_the_text_that_was_written(written, value):
    root, problems = nodes(f"text: {written}\nlast: x\n")
    if value is None:
        assert problems
        return
    assert problems == []
    assert root == {"text": value, "last": "x"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_are_no_text(end, mark):
    text = "a: 1\nb: |\n  x\n  y\nc: [d]\nc: e\n".replace("\n", end)
    root, problems = nodes(mark + text.encode())
    assert root == {"a": "1", "b": "x\ny\n", "c": ["d"]}
    assert places(problems) == [(6, 1, "duplicate-key")]


def test_positions_count_characters_behind_any_script():
    text = "- {彭德怀🙂é: 1, x: !t 2}\n- 'é': *a\n"
    assert places(nodes(text)[1]) == [(1, 17, "tag"), (2, 8, "alias")]


# What a card's second line holds, where the Problem is (the card begins in line 7), its rule.
SLIPS = [
    ("answer: !!python/object:os.system ls", 10, "tag"),
    ("answer: ! x", 10, "tag"),
    ("answer: &a x", 10, "anchor"),
    ("answer: *a", 10, "alias"),
    ("<<: x", 2, "merge-key"),
    ("<<: *a", 2, "merge-key"),
    ("answer: Hill #266", 10, "comment-in-text"),
    ("answer: 19 October # the day", 10, "comment-in-text"),
    ("answer: #266", 9, "comment-in-text"),
    ("answer: Hill\t#266", 10, "comment-in-text"),
    ("answer: a: b", 11, "syntax"),
    ('answer: "a', 10, "syntax"),
    ("answer: 'a", 10, "syntax"),
    ('answer: "a" b', 14, "syntax"),
    ('answer: "\\q"', 11, "syntax"),
    ("answer: [a", 10, "syntax"),
    ("answer: {a: b", 10, "syntax"),
    ("answer: @a", 10, "syntax"),
    ("answer: `a`", 10, "syntax"),
    ("answer: %a", 10, "syntax"),
    ("answer: - a", 10, "syntax"),
    ("answer: >a", 11, "syntax"),
    ("answer: &", None, "syntax"),
    ("answer: *", None, "syntax"),
    ("just a line", None, "syntax"),
    ("? [a]: b", None, "syntax"),
]


@pytest.mark.parametrize(("line", "column", "rule"), SLIPS)
def test_a_slip_is_one_problem_of_its_card_and_no_other_card_is_lost(line, column, rule):
    text = deck(f"- id: slip\n  {line}\n  question: Q?\n")
    value, problems = build(text)
    problems = [p for p in problems if p.rule != "missing-key"]
    assert [(p.rule, p.card) for p in problems] == [(rule, "slip")]
    assert problems[0].place.line in ((8,) if column else (8, 9))
    if column:
        assert problems[0].place.column == column + 1
    assert ids(value) == ["first", "last"]


def test_several_slips_are_one_problem_each():
    slips = ["answer: a: b", 'answer: "x', "answer: [1", "answer: @x"]
    text = HEAD
    for n, line in enumerate(slips):
        text += f"- id: slip-{n}\n  question: Q?\n  {line}\n" + SOUND.format(f"sound-{n}")
    value, problems = build(text)
    assert places(problems) == [
        (6, 12, "syntax"),
        (12, 11, "syntax"),
        (18, 11, "syntax"),
        (24, 11, "syntax"),
    ]
    assert [p.card for p in problems] == [f"slip-{n}" for n in range(4)]
    assert ids(value) == [f"sound-{n}" for n in range(4)]


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_blocks_are_found_at_any_indentation(indent):
    cards = "- id: a\n  answer: x: y\n" + SOUND.format("b") + "- id: c\n  question: 'open\n"
    text = HEAD + "".join(f"{indent}{line}\n" for line in cards.splitlines())
    value, problems = build(text)
    assert [(p.place.line, p.rule, p.card) for p in problems] == [
        (5, "syntax", "a"),
        (10, "syntax", "c"),
    ]
    assert ids(value) == ["b"]


def test_line_ends_do_not_move_the_problems_of_salvaged_blocks():
    text = deck("- id: slip\n  answer: a: b\n") + "- id: other\n  answer: !x y\n  question: Q?\n"
    for end in ("\r\n", "\r"):
        assert found(text.replace("\n", end)) == found(text)
    assert found(text) == [(8, 12, "syntax"), (13, 11, "tag")]


def test_a_slip_in_a_key_of_the_deck_spares_the_cards_and_is_no_missing_key():
    value, problems = build("deck: d\ntitle: a: b\ncards:\n" + SOUND.format("one"))
    assert places(problems) == [(2, 9, "syntax")]
    assert ids(value) == ["one"]
    assert value.title == "d"


def test_keys_after_the_cards_are_read_too():
    text = "cards:\n- id: a\n  answer: x: y\n" + SOUND.format("b") + "deck: d\ntitle: T\ntitle: U\n"
    value, problems = build(text)
    assert places(problems) == [(3, 12, "syntax"), (9, 1, "duplicate-key")]
    assert (value.slug, value.title, ids(value)) == ("d", "T", ["b"])


def test_cards_of_which_none_can_be_read_are_not_also_an_empty_list():
    assert found(HEAD + "- id: a\n  answer: x: y\n") == [(5, 12, "syntax")]


@pytest.mark.parametrize(
    ("key", "message"),
    [("", "write 'cards:' on a line of its own above this"),
     ("cards\n", "write 'cards:', with a colon behind it")],
)  # fmt: skip
@pytest.mark.parametrize("tags", ["", "tags: [a]\n"])
def test_cards_without_their_key_are_named_once_and_read(key, message, tags):
    text = f"deck: d\ntitle: T\n{tags}{key}" + SOUND.format("a") + SOUND.format("b")
    value, problems = build(text)
    assert [(p.rule, p.message) for p in problems] == [("syntax", message)]
    assert ids(value) == ["a", "b"]


def test_a_key_that_stands_twice_keeps_its_first_value():
    root, problems = nodes("a: 1\nb:\n  c: 2\n  c: [3]\na: {d: 4}\n")
    assert root == {"a": "1", "b": {"c": "2"}}
    assert places(problems) == [(4, 3, "duplicate-key"), (5, 1, "duplicate-key")]
    assert "line 3" in problems[0].message


def test_a_comment_may_follow_a_slug_a_quote_a_list_and_stand_alone():
    text = "# all\ndeck: d # slug\ntitle: 'T' # quoted\ntags: [a] # list\ncards: # key\n"
    assert found(text + "# here\n" + SOUND.format("a # slug")) == []


def test_only_one_document_is_read():
    text = HEAD + SOUND.format("a")
    assert found("---\n" + text + "...\n") == []
    value, problems = build(text + "---\n" + text.replace("deck: d", "deck: e"))
    assert places(problems) == [(7, 1, "second-document")]
    assert "into a file of its own" in problems[0].message
    assert (value.slug, ids(value)) == ("d", ["a"])


@pytest.mark.parametrize(("head", "line"), [(HEAD, 7), ("deck: d\ntitle: T\n---\ncards:\n", 3)])
def test_lines_that_only_divide_cost_no_card(head, line):
    cards = [SOUND.format("a"), SOUND.format("b"), SOUND.format("c")]
    value, problems = build(head + ("---\n" if head == HEAD else "").join(cards))
    assert places(problems) == [(line, 1, "second-document")]
    assert problems[0].message == "'---' begins another file: delete this line"
    assert ids(value) == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "\ufeff"])
def test_an_empty_file_is_a_problem(text):
    assert found(text) == [(1, 1, "empty-file")]


def test_forbidden_characters_are_named_and_cost_their_card_alone():
    for char in "\x00\x1b\x7f\x85\x9b\u2028\u2029\uffff":
        text = HEAD + SOUND.format("first") + f"- id: bad\n  question: 彭{char}?\n  answer: A\n"
        value, problems = build(text + SOUND.format("last"))
        assert places(problems) == [(8, 14, "control-character")]
        assert f"U+{ord(char):04X}" in problems[0].message
        assert problems[0].card == "bad"
        assert ids(value) == ["first", "last"]


@pytest.mark.parametrize("escape", ["\\x9b31m", "\\e", "\\0", "\\N", "\\L", "\\u001b", "\\uffff"])
def test_an_escape_of_a_forbidden_character_is_one_too(escape):
    bad = f'- id: bad\n  question: "彭{escape}?"\n  answer: A\n'
    value, problems = build(HEAD + SOUND.format("first") + bad + SOUND.format("last"))
    assert places(problems) == [(8, 13, "control-character")]
    assert re.search(r"an escape .* U\+(001B|0000|0085|009B|2028|FFFF): delete", str(problems[0]))
    assert problems[0].card == "bad"
    assert ids(value) == ["first", "last"]


@pytest.mark.parametrize("text", ['"a\\tb \\u200d \\" \\\\e"', "'\\e'", "\\e", "\\x9b"])
def test_other_escapes_are_text(text):
    value, problems = build(deck(f"- id: odd\n  question: {text}\n  answer: A\n"))
    assert problems == []
    assert "odd" in ids(value)


def test_bytes_that_are_no_utf8_are_named_and_cost_their_card_alone():
    text = deck("- id: bad\n  question: Stra?e\n  answer: A\n").encode().replace(b"a?e", b"a\xdfe")
    value, problems = build(text)
    assert places(problems) == [(8, 17, "not-utf8")]
    assert "0xdf" in problems[0].message
    assert problems[0].card == "bad"
    assert ids(value) == ["first", "last"]


def test_a_file_in_utf16_is_one_problem():
    for encoding in ("utf-16-le", "utf-16-be"):
        for mark in ("\ufeff", ""):
            assert found((mark + HEAD).encode(encoding)) == [(1, 1, "not-utf8")]


def test_a_binary_file_is_given_up():
    value, problems = build(b"PNG" + bytes(range(256)) * 4000)
    assert value is None
    assert places(problems) == [(1, 4, "not-utf8")]
    assert "plain text" in problems[0].message


def test_depth_is_bounded():
    nested = "x"
    for _ in range(reader.DEEPEST - 1):
        nested = f"{{a: {nested}}}"
    assert nodes(f"k: {nested}")[1] == []
    assert [p.rule for p in nodes(f"k: {{a: {nested}}}")[1]] == ["too-deep"]
    assert "16" in nodes(f"k: {{a: {nested}}}")[1][0].message


def test_size_is_bounded():
    assert nodes(b"a: " + b"x" * (reader.LARGEST - 3))[1] == []
    assert places(nodes(b"a: " + b"x" * reader.LARGEST)[1]) == [(1, 1, "too-large")]


SPEAKING = [
    ("answer: a: b", "quoted"),
    ('answer: "a', "not closed"),
    ("answer: [a", "not closed"),
    ('answer: "\\q"', "backslash"),
    ("\tanswer: a", "tab"),
    ("answer: @a", "quoted"),
    ("answer: Hill #266", "quote the text"),
    ("answer: !x y", "quote"),
    ("answer: *x", "quote"),
]


@pytest.mark.parametrize(("line", "word"), SPEAKING)
def test_messages_say_what_would_be_right(line, word):
    messages = [p.message for p in build(deck(f"- id: slip\n  {line}\n"))[1]]
    assert any(word in message for message in messages), messages
    for jargon in ("token", "scalar", "block mapping", "flow", "node"):
        assert not any(jargon in message for message in messages), messages


def test_hostile_text_reaches_no_terminal():
    hostile = "\u202e\x1b[31m\u2066\x07"
    escaped = '"\\u202e\\e[31m\\u2066\\a"'
    texts = [
        f"deck: {escaped}\ntitle: T\ncards:\n" + SOUND.format("a"),
        deck(f"- id: {escaped}\n  {escaped}: 1\n  type: {escaped}\n"),
        deck(f"- id: x\n  {escaped}: 1\n  {escaped}: 2\n  tags: [{escaped}]\n"),
        deck(f"- id: x\n  sources: [{escaped}]\n  image: {escaped}\n  allow: {{{escaped}: a}}\n"),
    ]
    for text in texts:
        problems = build(text)[1]
        assert problems
        for problem in problems:
            for part in (str(problem), problem.message, problem.card):
                assert not set(hostile) - set("[31m") & set(part)
    told = str(Problem(Place(hostile, 1, 1), "rule", hostile, hostile))
    assert told.isprintable()
    assert "\n" not in str(Problem(Place("a\nb", 1, 1), "rule", "c\nd"))
