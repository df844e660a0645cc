"""The examples of `rules.md`, as libraries on disk."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import rmtree

import quiz.check
from quiz.check import check
from quiz.check.explain import sections
from quiz.library import check_target

DOCUMENT = Path(quiz.check.__file__).with_name("rules.md").read_text(encoding="utf-8")
SECTIONS = sections(DOCUMENT)

_FENCE = re.compile(r"^(Wrong|Right):\n```yaml\n(.*?)```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^# ((?:decks|seeds)/[\w.-]+)\n", re.MULTILINE)

EXAMPLES = {slug: dict(_FENCE.findall(body)) for slug, body in SECTIONS.items()}
"""By rule, its examples under `Wrong` and `Right`."""

SURROUNDINGS = {
    "decks/library.yaml": "library: examples\ntitle: Examples\n",
    "decks/base.yaml": """\
deck: base
title: Base
cards:
- id: abdication
  question: What did Napoleon do four days after his last defeat?
  answer: he abdicated
  sources: [chronicle:1b]
  about: [chronicle:2b]
""",
    "decks/waterloo.png": "GIF89a",  # how a picture begins
    "seeds/chronicle.yaml": f"""\
source: chronicle
title: A chronicle
document:
  name: chronicle.txt
  sha256: "{"0" * 64}"
assessment: Written for the victors, soon after.
facts:
- id: 1a
  fact: Wellington and Blücher won at Waterloo on 18 June 1815.
- id: 1b
  fact: Napoleon abdicated on 22 June 1815.
  core: true
- id: 2a
  fact: The French opened fire at half past eleven.
  standing: disputed
  note: Eyewitnesses differ.
- id: 2b
  fact: The French lost 40,000 men.
  standing: disputed
  note: Others count fewer.
- id: 3a
  fact: Napoleon died on Elba.
  standing: mistaken
  note: He died on Saint Helena.
- id: 4a
  fact: Many fled.
  standing: vague
  note: How many is not said.
- id: 5a
  fact: Wellington was the better general.
  standing: opinion
  note: The author's view.
""",
    "seeds/conflicts.yaml": """\
conflicts:
- id: losses
  question: How many men did the French lose at Waterloo?
  claims:
  - says: 40,000
    facts: [chronicle:2b]
  - says: 30,000
  verdict: The lists were burnt, so nobody knows.
""",
    "seeds/names.yaml": """\
names:
- id: wellington
  name: Wellington
  variants:
  - Arthur Wellesley
- id: bluecher
  name: Blücher
  variants:
  - Gebhard Leberecht von Blücher
""",
}
"""The library around each example."""


def write(folder: Path, example: str = "", *, seeds: bool = True) -> Path:
    """The surroundings with an example in them: whole files, or cards of a deck."""
    rmtree(folder, ignore_errors=True)
    _, *parts = _FILE.split(example) if _FILE.match(example) else ("",)
    files = SURROUNDINGS | dict(zip(parts[::2], parts[1::2], strict=True))
    if example and not parts:
        files["decks/example.yaml"] = f"deck: example\ntitle: Example\ncards:\n{example}"
    for name, text in files.items():
        if seeds or not name.startswith("seeds/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path):
    """What `quiz check` says of a library, the lock aside."""
    target = check_target(folder)
    return [*target.problems, *check(target.library, target.problems, "2026-11-22")]
