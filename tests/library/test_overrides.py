"""An alias and an entry spliced into YAML: every other byte stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from texts import TEXTS

from quiz.grading import Context, grade
from quiz.library import load, overrides, with_overrides
from quiz.library.nodes import values
from quiz.library.reader import read
from quiz.markdown import plain, printable
from quiz.model import Card, Form, Identity, Mode, QuizError, Unusable

HEAD = "library: mine\ntitle: Mine\n"
DECK = """\
# A deck with comments.
deck: war   # its slug
title: War

cards:
- id: leader
  question: "Who led: whom?"
  answer: "Peng Dehuai"   # the marshal
  tags: [core]

# between cards
- id: folded
  question: Which river?
  answer: >-
    the Yalu
    River

  hint: A border.
- answer: 彭德怀 🎖
  accept:
    - "Peng"   # short
    - "Marshal: Peng"
  question: In Chinese?
  id: other
- id: flow
  question: Which?
  answer: a
  accept: [b, c]
  hint: none
- {id: braces, question: q, answer: a}
- id: last
  question: Last?
  answer: end"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "lib" / "decks").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    (tmp_path / "lib" / "decks" / "library.yaml").write_text(HEAD)
    return tmp_path / "lib"


def write(root: Path, text: str = DECK) -> Path:
    file = root / "decks" / "war.yaml"
    file.write_bytes(text.encode())
    return file


def cards(root: Path):
    loaded = load([root])
    loaded = with_overrides(loaded.libraries, root.parent / "home" / "overrides.yaml")
    assert loaded.problems == ()
    return {card.identity.card: card for lib in loaded.libraries for card in lib.cards()}


def accept(root: Path, name: str, alias: str) -> Path:
    return overrides.accept(cards(root)[name], alias, root=root, home=root.parent / "home")


@pytest.mark.parametrize(
    "alias",
    [
        "P'eng", "no", "1950", 'a "b": c # d', "彭 🎖", "- x", "\\n",
        "👨‍👩‍👧 🇰🇷", "𠮷野家\u200d", "\U000f0000",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["leader", "folded", "other", "last"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_alias_is_spliced_into_the_deck_and_nothing_else_changes(root, name, alias, end):
    file = write(root, DECK.replace("\n", end))
    before, old = cards(root), file.read_bytes().decode()
    assert accept(root, name, alias) == file
    after, new = cards(root), file.read_bytes().decode()
    assert after[name].accept == (*before[name].accept, alias)
    assert {n: replace(c, accept=()) for n, c in after.items()} == {
        n: replace(c, accept=()) for n, c in before.items()
    }
    start = next(i for i, (a, b) in enumerate(zip(old + "\0", new, strict=False)) if a != b)
    assert new.endswith(old[start:])
    assert new.startswith(old[:start])
    assert new.count("\r") == new.count(end) * (end == "\r\n")
    assert new.count("\n") == new.count(end)


def test_an_alias_that_stands_there_already_changes_nothing(root):
    file = write(root)
    accept(root, "leader", "Marshal")
    once = file.read_bytes()
    accept(root, "leader", "Marshal")
    assert file.read_bytes() == once


def test_a_flow_list_becomes_a_block(root):
    file = write(root)
    accept(root, "flow", "Big D")
    assert '  accept:\n  - b\n  - c\n  - "Big D"\n  hint: none\n' in file.read_text()
    assert cards(root)["flow"].accept == ("b", "c", "Big D")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_in_a_flow_list_no_other_byte_changes(root, mark):
    file = write(root, mark + DECK)
    accept(root, "flow", "d")
    new = DECK.replace("accept: [b, c]", 'accept:\n  - b\n  - c\n  - "d"')
    assert file.read_bytes().decode() == mark + new


@pytest.mark.parametrize(
    "listed", ["[b, # bee\n    c]", "Big D", "\n  - b\n  - text: c", "[]", "\n  - {text: c}"]
)
def test_where_an_alias_cannot_be_spliced_the_deck_is_left_alone(root, listed):
    write(root)
    card = cards(root)["flow"]
    changed = DECK.replace("accept: [b, c]", f"accept: {listed}")
    file = write(root, changed)
    home = root.parent / "home"
    kept = overrides.accept(card, "Big", root=root, home=home)
    assert kept == (file if listed == "[]" else home / "overrides.yaml")
    assert (file.read_bytes() == changed.encode()) == (kept != file)
    assert '- "Big"\n' in kept.read_text()


def test_a_byte_order_mark_stays(root):
    file = write(root, "\ufeff" + DECK)
    accept(root, "leader", "Marshal")
    assert file.read_bytes().decode() == "\ufeff" + DECK.replace(
        "marshal\n", 'marshal\n  accept:\n  - "Marshal"\n'
    )


def test_control_characters_are_left_out(root):
    write(root)
    accept(root, "leader", "Peng\x1b[31m\n  Red\u202e")
    assert cards(root)["leader"].accept == ("Peng[31m Red",)


def test_a_card_in_braces_goes_to_the_overrides(root):
    file = write(root)
    place = accept(root, "braces", "A")
    assert place == root.parent / "home" / "overrides.yaml"
    assert file.read_text() == DECK
    assert cards(root)["braces"].accept == ("A",)


def test_a_card_whose_answer_was_taken_out_meanwhile_goes_to_the_overrides(root):
    file = write(root)
    card = cards(root)["leader"]
    file.write_text(DECK.replace("answer:", "ansewr:"))
    home = root.parent / "home"
    assert overrides.accept(card, "A", root=root, home=home) == home / "overrides.yaml"
    assert file.read_text() == DECK.replace("answer:", "ansewr:")


@pytest.mark.parametrize("broken", ["\x13", "\x00", "\u2028", "]", "[" * 20 + "]" * 20])
def test_a_deck_that_was_broken_meanwhile_is_left_alone(root, broken):
    file = write(root)
    card = cards(root)["leader"]
    text = f"{DECK}- id: new\n  tags: {broken}\n".encode()
    file.write_bytes(text)
    home = root.parent / "home"
    assert overrides.accept(card, "A", root=root, home=home) == home / "overrides.yaml"
    assert file.read_bytes() == text


def test_a_deck_that_cannot_be_written_is_left_alone(root, monkeypatch):
    file = write(root)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    for alias in ("M. P.", "no"):
        accept(root, "leader", alias)
    accept(root, "other", "Peng D.")
    assert file.read_text() == DECK
    found = cards(root)
    assert found["leader"].accept == ("M. P.", "no")
    assert found["other"].accept[-1] == "Peng D."


def test_the_shipped_library_is_never_written_from_elsewhere(root, monkeypatch):
    write(root)
    monkeypatch.setattr(overrides, "shipped", lambda: root)
    monkeypatch.chdir(root.parent)
    assert accept(root, "leader", "M").name == "overrides.yaml"
    monkeypatch.chdir(root)
    assert accept(root, "leader", "N").name == "war.yaml"


def test_what_stands_in_overrides_stays(root, monkeypatch):
    write(root)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    file = root.parent / "home" / "overrides.yaml"
    old = '# mine\noverrides:\n  - card: "mine/war/leader"   # him\n    note: Look up.\n'
    file.write_text(old)
    accept(root, "leader", "M")
    assert file.read_text() == old.replace("# him\n", '# him\n    accept:\n    - "M"\n')
    accept(root, "other", "O")
    assert file.read_text().startswith(old[:40])
    assert cards(root)["leader"].note == "Look up."


def test_a_deck_in_a_folder_that_cannot_be_written_is_left_alone(root, monkeypatch):
    file = write(root)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: path != file.parent)
    assert accept(root, "leader", "M").name == "overrides.yaml"
    assert file.read_text() == DECK


def test_entries_follow_each_other_without_a_blank_line(root, monkeypatch):
    write(root)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    file = root.parent / "home" / "overrides.yaml"
    accept(root, "leader", "M")
    file.write_text(file.read_text().removesuffix("\n"))
    accept(root, "other", "O")
    accept(root, "last", "L")
    assert [line for line in file.read_text().splitlines() if not line.startswith("  #")] == [
        "overrides:",
        "- card: mine/war/leader", "  accept:", '  - "M"',
        "- card: mine/war/other", "  accept:", '  - "O"',
        "- card: mine/war/last", "  accept:", '  - "L"',
    ]  # fmt: skip


def test_overrides_that_cannot_be_read_are_named(root, monkeypatch):
    write(root)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    file = root.parent / "home" / "overrides.yaml"
    card = cards(root)["leader"]
    file.write_bytes(b"overrides:\n- card: \xff\n")
    with pytest.raises(Unusable, match=r"overrides.yaml cannot be read: it is not UTF-8$"):
        overrides.accept(card, "M", root=root, home=file.parent)
    file.unlink()
    file.mkdir()
    with pytest.raises(Unusable, match=r"overrides.yaml cannot be read: Is a directory$"):
        overrides.accept(card, "M", root=root, home=file.parent)


def test_broken_overrides_are_not_made_worse(root, monkeypatch):
    write(root)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    file = root.parent / "home" / "overrides.yaml"
    card = cards(root)["leader"]
    file.write_text("overrides: [}\n")
    with pytest.raises(QuizError, match="mend"):
        overrides.accept(card, "M", root=root, home=root.parent / "home")
    assert file.read_text() == "overrides: [}\n"


def test_where_a_card_is_edited(root, monkeypatch):
    file, home = write(root), root.parent / "home"
    card = cards(root)["folded"]
    assert overrides.place_to_edit(card, root=root, home=home) == (file, 12)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    kept = home / "overrides.yaml"
    assert overrides.place_to_edit(card, root=root, home=home) == (kept, 2)
    once = kept.read_text()
    assert overrides.place_to_edit(card, root=root, home=home) == (kept, 2)
    assert kept.read_text() == once
    assert cards(root)["folded"].accept == ()


@pytest.mark.parametrize("text", ["overrides: []\n", "- a\n", "x", "overrides:\n- [\n"])
def test_overrides_that_cannot_be_added_to_are_left_alone(root, monkeypatch, text):
    write(root)
    card = cards(root)["leader"]
    home = root.parent / "home"
    (home / "overrides.yaml").write_text(text)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    line = 2 if "\n- " in text else 1
    with pytest.raises(QuizError, match=f"mend its YAML at line {line}, e opens it"):
        overrides.accept(card, "A", root=root, home=home)
    assert (home / "overrides.yaml").read_text() == text


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_any_text_that_shows_something_can_be_accepted(root, alias):
    write(root)
    shown = " ".join(printable(alias).split())
    assume(shown)
    accept(root, "leader", alias)
    assert tuple(map(plain, cards(root)["leader"].accept)) == (shown,)


@pytest.mark.parametrize("alias", ["10*20*30", "[sic](x)", "a `b` c", "_Peng_", "\\*", "**", "a_b"])
def test_what_was_typed_is_right_from_then_on_though_it_looks_like_markdown(root, alias):
    write(root)
    accept(root, "leader", alias)
    card = cards(root)["leader"]
    assert grade(card, Form.TYPED, (alias,), Context(Mode.TEST)).score == 1
    assert plain(card.accept[0]) == alias
    kept = (root / "decks" / "war.yaml").read_bytes()
    accept(root, "leader", alias)
    assert (root / "decks" / "war.yaml").read_bytes() == kept


FAULTY = 'overrides:\n- card: mine/war/leader\n  note: "Look up.\n  accept: [}\n'


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"overrides: []\n", 1),
        (b"- a\n", 1),
        (b"overrides:\n- [\n", 2),
        (b"overrides:\n- card: a: b\n", 2),
        (FAULTY.encode(), 3),
        (b"overrides:\n- card: \xff\n", 2),
    ],
)
def test_broken_overrides_are_opened_as_they_are_where_they_are_broken(
    root, monkeypatch, data, line
):
    write(root)
    card = cards(root)["leader"]
    file = root.parent / "home" / "overrides.yaml"
    file.write_bytes(data)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    assert overrides.place_to_edit(card, root=root, home=file.parent) == (file, line)
    assert file.read_bytes() == data


def test_an_entry_says_what_its_card_asks_and_what_is_right(root, monkeypatch):
    write(root)
    monkeypatch.setattr(overrides.os, "access", lambda path, mode: False)
    overrides.place_to_edit(cards(root)["leader"], root=root, home=root.parent / "home")
    assert (root.parent / "home" / "overrides.yaml").read_text() == (
        "overrides:\n- card: mine/war/leader\n  # Asked: Who led: whom?\n  # Answer: Peng Dehuai\n"
        "  # accept (a list), note and explanation may stand here\n"
    )


@given(prompt=st.text(), answer=st.text())
@example(prompt="a\n- card: x", answer="b\r  note: x")
@example(prompt="a\u2028b\x85c\x0bd\x00", answer="\ufffe\ufeff\ud800\u202e")
def test_no_text_of_a_card_ends_the_comment_in_which_it_stands(prompt, answer):
    card = Card(identity=Identity("mine", "war", "leader"), prompt=prompt, answer=answer)
    text = overrides._with_entry("", card)
    bare = overrides._with_entry("", replace(card, prompt="", answer=""))
    node, problems = read(text.encode(), "")
    assert not problems
    assert values(node) == values(read(bare.encode(), "")[0])
    assert {line[:3] for line in text.splitlines()[2:]} == {"  #"}


def test_what_a_learner_added_follows_a_card_to_its_new_name(root, tmp_path):
    file = tmp_path / "home" / "overrides.yaml"
    file.write_text("overrides:\n- card: mine/war/leader\n  accept:\n  - General Peng\n")
    write(root, DECK.replace("- id: leader\n", "- id: marshal\n  was:\n  - war/leader\n"))
    loaded = with_overrides(load([root]).libraries, file)
    card = next(c for c in loaded.libraries[0].cards() if c.identity.card == "marshal")
    assert card.accept == ("General Peng",)
    text = overrides._with_alias(
        file.read_text(), overrides._OVERRIDES, ("mine/war/marshal", "mine/war/leader"), "Peng D."
    )
    assert text is not None
    assert text.count("- card:") == 1


@pytest.mark.parametrize("alias", ["", " ", "\u200b", "\u202e \x1b"])
def test_an_answer_in_which_nothing_can_be_seen_is_not_accepted(root, tmp_path, alias):
    file = write(root)
    before = file.read_bytes()
    (library,) = load([root]).libraries
    with pytest.raises(QuizError, match="nothing"):
        overrides.accept(next(iter(library.cards())), alias, root=root, home=tmp_path / "home")
    assert file.read_bytes() == before
