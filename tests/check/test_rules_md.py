"""`rules.md` explains every rule, and its examples do what it says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from documented import DOCUMENT, EXAMPLES, SECTIONS, problems, write

import quiz
from quiz.check import ALLOWABLE
from quiz.check.explain import explain, near
from quiz.model import Severity

PACKAGE = Path(quiz.__file__).parent
EMITTERS = {"Problem", "Rule", "problem", "report", "_problem", "Broken", "_unique"}
WITHOUT_EXAMPLE = {
    "not-utf8", "control-character", "too-large", "unreadable-file",  # no text can show them
    "no-library", "duplicate-library", "unknown-card",  # not a matter of one library's files
    "longest-key-bias", "knowledge-free-player",  # of many cards
    "copied-words", "document-changed", "paragraph-missing",  # of the documents
    "stale-lock", "shared-identity", "not-for-anki", "card-gone", "id-came-back", "deck-renamed",
    "notetype-changed",  # of what was released
}  # fmt: skip


def emitted(*places: str) -> set[str]:
    """The slugs with which code makes Problems: what it gives to an emitter or calls `rule`."""
    found = set()
    files = [f for p in places for f in sorted((PACKAGE / p).rglob("*.py")) or [PACKAGE / p]]
    for node in (n for file in files for n in ast.walk(ast.parse(file.read_text("utf-8")))):
        texts: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            name = node.func.attr if isinstance(node.func, ast.Attribute) else name
            texts = node.args[:3] if name in EMITTERS else []
        elif isinstance(node, ast.Assign):
            names = [n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            texts = values[:1] if names[:1] in (["rule"], ["slug"]) else []
        found |= {
            t.value for t in texts if isinstance(t, ast.Constant) and isinstance(t.value, str)
        }
    return {slug for slug in found if slug and slug.replace("-", "").isalnum()}


def severities(slug: str) -> tuple[str, str]:
    """What the section says of a library with seeds and of one without."""
    line = SECTIONS[slug].splitlines()[0]
    plain = "error" if line.startswith("error") else "warning"
    return plain, "warning" if "else warning" in line else plain


def test_every_rule_has_its_section_and_every_section_its_rule():
    assert emitted("check", "library", "anki/lock.py") == set(SECTIONS)
    assert set(ALLOWABLE) <= set(SECTIONS)


def test_every_section_has_both_examples_or_a_reason_for_none():
    for slug, examples in EXAMPLES.items():
        assert set(examples) == (set() if slug in WITHOUT_EXAMPLE else {"Wrong", "Right"}), slug


def test_every_section_says_its_severity_and_why():
    for slug, body in SECTIONS.items():
        first, blank, why, *_ = body.splitlines()
        assert first.startswith(("error", "warning")), slug
        assert (blank, why[-1]) == ("", "."), slug


def test_the_surroundings_have_no_problem(tmp_path):
    assert problems(write(tmp_path / "library")) == []


@pytest.mark.parametrize("slug", sorted(set(SECTIONS) - WITHOUT_EXAMPLE))
def test_the_examples_do_what_the_section_says(slug, tmp_path):
    wrong = problems(write(tmp_path / "library", EXAMPLES[slug]["Wrong"]))
    assert {p.rule for p in wrong} == {slug}
    assert {p.severity for p in wrong} == {severities(slug)[0]}
    assert problems(write(tmp_path / "library", EXAMPLES[slug]["Right"])) == []


@pytest.mark.parametrize("slug", [s for s in SECTIONS if "else warning" in SECTIONS[s]])
def test_some_errors_are_warnings_where_there_are_no_seeds(slug, tmp_path):
    folder = write(tmp_path / "library", EXAMPLES[slug]["Wrong"], seeds=False)
    found = {p.severity for p in problems(folder) if p.rule == slug}
    assert found == {Severity.WARNING}


@pytest.mark.parametrize("slug", sorted(set(ALLOWABLE) & set(EXAMPLES) - {"unknown-rule"}))
def test_a_card_may_allow_its_warnings_and_no_error(slug, tmp_path):
    if slug in WITHOUT_EXAMPLE:
        return
    allow = f"  allow: {{{slug}: for a test}}\n"
    example = EXAMPLES[slug]["Wrong"].replace("- id:", f"-{allow[1:]}  id:")
    if not example.startswith("-"):  # of names or conflicts
        return
    found = {p.rule for p in problems(write(tmp_path / "library", example))}
    assert found == (set() if severities(slug)[0] == "warning" else {slug, "unknown-rule"})


# -- what no Markdown can show --------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "data"),
    [
        ("not-utf8", "title: caf\u00e9".encode("latin-1")),
        ("not-utf8", "title: x".encode("utf-16")),
        ("control-character", b"title: a\x07b"),
        ("too-large", b"# " + b"x" * (8 << 20)),
    ],
)
def test_faults_of_bytes(slug, data, tmp_path):
    folder = write(tmp_path / "library")
    (folder / "decks" / "bytes.yaml").write_bytes(b"deck: bytes\ncards:\n" + data)
    assert slug in {p.rule for p in problems(folder)}


def test_a_folder_where_a_file_is_expected(tmp_path):
    folder = write(tmp_path / "library")
    (folder / "decks" / "folder.yaml").mkdir()
    assert [p.rule for p in problems(folder)] == ["unreadable-file"]


def test_a_folder_without_library_yaml_can_only_be_checked(tmp_path):
    folder = write(tmp_path / "library")
    (folder / "decks" / "library.yaml").unlink()
    assert [(p.rule, p.severity) for p in problems(folder)] == [("no-library", "warning")]


# -- `--explain` ----------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SECTIONS)
def test_an_explanation_is_the_section_as_plain_text(slug):
    text = explain(DOCUMENT, slug)
    assert text.startswith(f"{slug}\n")
    assert "```" not in text
    assert "## " not in text
    if slug not in WITHOUT_EXAMPLE:
        assert "\nWrong:\n    " in text


def test_an_unknown_rule_has_no_explanation_but_neighbours():
    assert explain(DOCUMENT, "longest") == ""
    assert set(near(DOCUMENT, "longest")) >= {"longest-key", "longest-key-bias"}
    assert near(DOCUMENT, "cueing-words")[0] == "cueing-word"
    assert near(DOCUMENT, "") == []
