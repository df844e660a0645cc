"""`quiz format` over the files of a library that are not as they should be, beside `quiz check`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading import HEAD, SOUND, build
from test_library_mistakes import DECK, MISTAKES

from quiz.cli import run
from quiz.library.format import formatted
from quiz.library.reader import LARGEST

UGLY = "title:   T\ndeck: z\ncards:\n" + SOUND.format("a")


def library(root):
    decks = root / "decks"
    decks.mkdir()
    (decks / "library.yaml").write_text("library: lib\ntitle: T\n")
    (decks / "z.yaml").write_text(UGLY)
    return decks


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_what_cannot_be_read_is_left_and_the_rest_is_formatted(tmp_path, capsys):
    decks = library(tmp_path)
    os.mkfifo(decks / "a.yaml")
    (decks / "b.yaml").mkdir()
    (decks / "c.yaml").symlink_to("c.yaml")
    (decks / "d.yaml").symlink_to("nowhere")
    (decks / "e.yaml").write_bytes(b"deck: e\ntitle: caf\xe9\n")
    (decks / "f.yaml").write_bytes("deck: f\n".encode("utf-16"))
    (decks / "g.yaml").write_text("deck: g\ntitle: a: b\n")
    (decks / "h.yaml.txt").write_text(UGLY)
    (decks / "i.yaml").write_text("é" * (LARGEST // 2) + "é")
    kept = {file: file.read_bytes() for file in decks.iterdir() if file.name[0] in "efghi"}
    assert run(["format", str(tmp_path)]) == 1
    said = capsys.readouterr()
    left = [line for line in said.out.splitlines() if ": left as it is, " in line]
    assert [Path(line.partition(":")[0]).name for line in left] == [
        *(f"{name}.yaml" for name in "abcdefg"), "h.yaml.txt", "i.yaml"
    ]  # fmt: skip
    assert all("`quiz check " in line for line in left)
    assert said.err == ""
    assert {file: file.read_bytes() for file in kept} == kept
    assert run(["format", str(decks / "a.yaml")]) == 1  # named, it is told of too
    assert "a.yaml: left as it is, " in capsys.readouterr().out
    assert (decks / "z.yaml").read_text().startswith("deck: z\ntitle: T\n")
    assert run(["check", str(tmp_path)]) == 1
    named = capsys.readouterr().out
    for file in decks.iterdir():
        assert (f"{file.name}:" in named) == (file.name not in ("z.yaml", "library.yaml"))
    assert "h.yaml.txt:1:1: it is not read: call it h.yaml\n" in named


ODD = ["[October 19, 1950]", "[a b]", "[]", "{a: b}", "~", "''", "[x-1, y:2b]",
       "- a", "# b", "[chronicle: 5a]", "[Korea]", '{"a": "b"}', "|\n    a", "é"]  # fmt: skip
KEYS = ["answer", "accept", "tags", "sources", "distractors", "Hint", "was", "allow", "retired"]


def faulty(text: str) -> set[str]:
    """The cards with Problems; of which rule may change, as keys and brackets move."""
    return {problem.card for problem in build(text)[1]}


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(ODD), max_size=3))
@example({"accept": "[October 19, 1950]"})
@example({"distractors": "[October 19, 1950]"})
def test_formatting_mends_and_hides_no_problem(values):
    values = {"answer": "A", **values}
    lines = "".join(f"  {key}: {value}\n" for key, value in values.items())
    text = f"{HEAD}- id: a\n  question: Q?\n{lines}" + SOUND.format("b")
    assert faulty(formatted(text, "f.yaml")[0]) == faulty(text)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_formatting_hides_no_mistake(mistake):
    text = DECK.replace(mistake[0], mistake[1])
    assert faulty(formatted(text, "f.yaml")[0]) == faulty(text)
