from __future__ import annotations

import pytest

from quiz.cli import run
from quiz.counted import counted


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 cards"), (1, "1 card"), (2, "2 cards"), (1234, "1,234 cards")]
)
def test_a_count_takes_the_number_of_its_noun(number, said):
    assert counted(number, "card") == said


SEED = """\
source: alpha
title: Alpha
document: {{name: a.txt, sha256: {0}}}
assessment: Good.
facts:
- id: 1a
  fact: It was so.
"""
DECK = """\
deck: moon
title: Moon
cards:
- id: first
  question: Who stepped out first?
  answer: Neil Armstrong
  sources: [alpha:1a]
"""


def test_what_there_is_one_of_is_told_in_the_singular(tmp_path, capsys):
    for folder in ("decks", "seeds"):
        (tmp_path / folder).mkdir()
    (tmp_path / "decks" / "library.yaml").write_text("library: test\ntitle: Test\n")
    (tmp_path / "decks" / "moon.yaml").write_text(DECK)
    (tmp_path / "seeds" / "alpha.yaml").write_text(SEED.format("0" * 64))

    def said(*arguments):
        run([*map(str, arguments), "--library", str(tmp_path), "--home", str(tmp_path / "home")])
        return capsys.readouterr().out

    assert said("check") == "No problems, 1 card of test.\n"
    assert said("coverage").startswith("alpha: 1 fact, 1 asked,")
    assert said("lock").endswith("Locked 1 card of test: 1 new, 0 changed, 0 gone.\n")
    assert said("lock") == "The lock of test is up to date: 1 card.\n"
    package = tmp_path / "x.apkg"
    assert said("export", package).startswith(f"Wrote {package}: 1 note, 1 card.\n")
    (tmp_path / "decks" / "moon.yaml").write_text(DECK + "title: Moon\n")
    assert "left as it is, 1 problem:" in said("format", tmp_path / "decks" / "moon.yaml")
