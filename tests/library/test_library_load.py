"""Libraries found and loaded: folders, files that are no files, overrides, twins."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from reading import SOUND

from quiz import library
from quiz.model import CardType, Place, Standing, Unusable

TESTS = Path(__file__).parent.parent
EXAMPLE, BROKEN = TESTS / "example", TESTS / "broken"


def write(folder: Path, slug: str = "lib", **files: str) -> Path:
    (folder / "decks").mkdir(parents=True, exist_ok=True)
    (folder / "decks" / "library.yaml").write_text(f"library: {slug}\ntitle: T\n")
    for name, text in files.items():
        (folder / "decks" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def deck(slug: str, *ids: str, head: str = "") -> str:
    cards = "".join(SOUND.format(one) for one in ids)
    return f"deck: {slug}\ntitle: {slug.title()}\n{head}cards:\n{cards}"


def load(folder: Path):
    found, problems = library.load_library(folder)
    return found, [
        (Path(p.place.file).name, p.place.line, p.place.column, p.rule) for p in problems
    ]


# -- the example and the broken library ---------------------------------------------------


def test_the_example_is_loaded_whole_and_without_a_problem():
    found, problems = library.load_library(EXAMPLE)
    assert problems == []
    assert (found.slug, found.title, found.language) == ("kettle-bay", "Kettle Bay", "en")
    assert (found.licence, len(found.authors), found.sourced) == ("CC0-1.0", 2, True)
    assert [d.slug for d in found.decks] == ["harbour", "quarrel"]
    assert {card.type for card in found.cards()} == set(CardType)
    assert [s.slug for s in found.sources] == ["harbour-log", "town-gazette"]
    assert {fact.standing for s in found.sources for fact in s.facts} == set(Standing)
    first, second = found.conflicts
    assert [c.standing for c in first.claims] == ["sound", "mistaken"]
    assert [c.standing for c in second.claims] == ["sound", "disputed", "sound"]
    assert len(found.names) == 3


def test_the_example_uses_every_key_of_every_shape():
    from reading import nodes

    from quiz.library import shapes

    used: set[str] = set()

    def walk(node) -> None:
        if isinstance(node, dict):
            used.update(node)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    for file in EXAMPLE.rglob("*.yaml"):
        walk(nodes(file.read_bytes())[0])
    known = [shape.keys for shape in (*shapes.FILES.values(), *shapes.PARTS.values())]
    assert set().union(*known) <= used


def test_problems_are_named_from_the_working_folder(monkeypatch, tmp_path):
    write(tmp_path, a=deck("a", "x").replace("answer", "anser"))
    monkeypatch.chdir(tmp_path)
    _, problems = library.load_library(tmp_path)
    assert {p.place.file for p in problems} == {str(Path("decks", "a.yaml"))}
    monkeypatch.chdir("/")
    assert library.load_library(tmp_path)[1][0].place.file.endswith("a.yaml")


FAULTS = [
    ("decks/bytes.yaml", 5, 17, "not-utf8", "latin"),
    ("decks/bytes.yaml", 9, 15, "control-character", "bell"),
    ("decks/deep.yaml", 3, 23, "too-deep", ""),
    ("decks/empty.yaml", 1, 1, "empty-file", ""),
    ("decks/keys.yaml", 9, 3, "missing-key", "no-answer"),
    ("decks/keys.yaml", 15, 3, "unknown-key", "misspelt"),
    ("decks/keys.yaml", 20, 3, "unknown-key", "not-its-key"),
    ("decks/keys.yaml", 22, 7, "bad-value", "Not A Slug"),
    ("decks/keys.yaml", 26, 7, "duplicate-id", "sound-first"),
    ("decks/keys.yaml", 33, 3, "duplicate-key", "said-twice"),
    ("decks/keys.yaml", 36, 9, "bad-value", "unknown-type"),
    ("decks/keys.yaml", 45, 3, "wrong-count", "too-few"),
    ("decks/keys.yaml", 48, 13, "empty-text", "nothing"),
    ("decks/keys.yaml", 50, 11, "empty-list", "nothing"),
    ("decks/keys.yaml", 54, 3, "wrong-shape", "a-list"),
    ("decks/keys.yaml", 56, 13, "bad-value", "a-list"),
    ("decks/keys.yaml", 61, 11, "bad-value", "maybe"),
    ("decks/keys.yaml", 66, 9, "cloze-without-gap", "no-gap"),
    ("decks/keys.yaml", 71, 14, "bad-value", "impossible-day"),
    ("decks/keys.yaml", 72, 9, "bad-value", "impossible-day"),
    ("decks/library.yaml", 1, 10, "bad-value", ""),
    ("decks/library.yaml", 3, 10, "empty-text", ""),
    ("decks/old.yml", 1, 1, "misnamed-file", ""),
    ("decks/texts.yaml", 3, 8, "bad-value", ""),
    ("decks/texts.yaml", 8, 11, "comment-in-text", "lost-number"),
    ("decks/texts.yaml", 13, 12, "flow-text", "split-in-two"),
    ("decks/texts.yaml", 16, 17, "syntax", "colon"),
    ("decks/texts.yaml", 20, 13, "syntax", "open-quote"),
    ("decks/texts.yaml", 27, 7, "bad-value", "彭德怀"),
    ("decks/texts.yaml", 29, 11, "tag", "彭德怀"),
    ("decks/texts.yaml", 32, 13, "anchor", "anchored"),
    ("decks/texts.yaml", 33, 11, "alias", "anchored"),
    ("decks/texts.yaml", 36, 3, "merge-key", "merged"),
    ("decks/texts.yaml", 42, 2, "syntax", "bent"),
    ("decks/texts.yaml", 45, 1, "syntax", "tabbed"),
    ("decks/twin.yaml", 1, 7, "duplicate-deck", ""),
    ("seeds/conflicts.yaml", 5, 5, "missing-key", "day"),
    ("seeds/names.yaml", 2, 3, "wrong-shape", ""),
    ("seeds/sound-source.yaml", 5, 11, "bad-value", ""),
    ("seeds/sound-source.yaml", 10, 7, "bad-value", "one"),
    ("seeds/sound-source.yaml", 14, 13, "bad-value", "2a"),
    ("seeds/sound-source.yaml", 15, 3, "missing-key", "3a"),
    ("seeds/sound-source.yaml", 18, 7, "duplicate-id", "1a"),
]


def test_the_broken_library_has_just_these_problems(monkeypatch):
    monkeypatch.chdir(BROKEN)
    found, problems = library.load_library(BROKEN)
    assert [(*p.place, p.rule, p.card) for p in problems] == FAULTS
    assert len({rule for _, _, _, rule, _ in FAULTS}) >= 20
    sound = {d.slug: [card.identity.card for card in d.cards] for d in found.decks}
    assert sound == {
        "bytes": ["sound-bytes"],
        "deep": [],
        "keys": ["sound-first", "sound-last"],
        "texts": ["sound-between"],
    }
    answers = {card.identity.card: card.answer for card in found.cards()}
    assert (answers["sound-first"], answers["sound-last"]) == ("yes", "~")


# -- finding ------------------------------------------------------------------------------


def test_the_base_is_what_was_given_else_the_nearest_upwards_else_the_shipped(tmp_path):
    one, two = write(tmp_path / "one"), write(tmp_path / "two")
    below = one / "decks" / "deep" / "deeper"
    below.mkdir(parents=True)
    assert library.base([str(two), str(one)], below) == [two, one]
    assert library.base([], below) == [one]
    assert library.base([], one) == [one]
    outside = tmp_path / "three" / "decks"
    outside.mkdir(parents=True)
    assert library.base([], outside) == [library.shipped()]
    assert library.is_library(library.shipped())


@pytest.mark.parametrize("name", ["nowhere", "three", "bad\0name"])
def test_a_given_folder_that_is_no_library_is_refused(tmp_path, name):
    (tmp_path / "three").mkdir()
    with pytest.raises(Unusable, match="no library"):
        library.base([str(tmp_path / name)], tmp_path)


def test_a_folder_counts_once_and_a_name_once(tmp_path):
    one = write(tmp_path / "one", a=deck("a", "x"))
    twin = write(tmp_path / "twin", a=deck("b", "x"))
    other = write(tmp_path / "other", slug="other")
    (tmp_path / "link").symlink_to(one)
    loaded = library.load([one, tmp_path / "two" / ".." / "one", tmp_path / "link", twin, other])
    assert [found.slug for found in loaded.libraries] == ["lib", "other"]
    assert [p.rule for p in loaded.problems] == ["duplicate-library"]
    assert loaded.problems[0].place.file.endswith(str(Path("twin", "decks", "library.yaml")))
    assert loaded.problems[0].message == (
        f"{twin} is called 'lib' as {one} is, so its decks are not used: give one of the two"
        " another name in its decks/library.yaml"
    )


def test_a_library_without_a_name_is_checked_but_not_used(tmp_path):
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "a.yaml").write_text(deck("a", "x"))
    found, problems = load(tmp_path)
    assert (found.slug, len(found.decks), problems) == ("", 1, [])
    loaded = library.load([tmp_path, tmp_path / "no where"])
    assert loaded.libraries == ()
    assert [p.rule for p in loaded.problems] == ["no-library", "no-library"]
    there = f"'{tmp_path / 'no where'}'"
    assert loaded.problems[1].message == (
        f"config.toml names {there} under `libraries`, which is no library: take it out there, or"
        f" begin one with `quiz new DECK --into {there}`"
    )


OVERRIDES = """\
overrides:
- card: lib/a/x
  notes: mine
"""


@pytest.mark.parametrize("is_home", [True, False])
def test_a_learner_s_overrides_are_checked_as_what_they_are(tmp_path, is_home):
    home = write(tmp_path / "home", a=deck("a", "x")) if is_home else tmp_path
    file = home / "overrides.yaml"
    file.write_text(OVERRIDES.replace("notes", "note"))
    assert library.check_target(file).problems == ()
    file.write_text(OVERRIDES)
    target = library.check_target(file)
    (slip,) = target.problems
    assert (slip.rule, slip.place[1:]) == ("unknown-key", (3, 3))
    assert "'notes'" in slip.message
    assert "did you mean 'note'?" in slip.message
    assert target.covers(slip)
    others = library.check_target(home)
    assert [p.rule for p in others.problems] == ([] if is_home else ["unknown-key"])
    assert [d.slug for d in others.library.decks] == (["a"] if is_home else [])


def test_a_deck_may_be_called_overrides(tmp_path):
    root = write(tmp_path / "lib", overrides=deck("overrides", "x"))
    for path in (root, root / "decks" / "overrides.yaml"):
        target = library.check_target(path)
        assert target.problems == ()
        assert [d.slug for d in target.library.decks] == ["overrides"]


# -- decks and files ----------------------------------------------------------------------


def test_decks_stand_in_teaching_order(tmp_path):
    write(
        tmp_path,
        a=deck("a", "x"),
        b=deck("b", "x", head="order: 10\n"),
        c=deck("c", "x", head="order: 2\n"),
        d=deck("d", "x", head="order: 0\n"),
    )
    assert [d.slug for d in load(tmp_path)[0].decks] == ["d", "c", "b", "a"]


def test_two_decks_of_one_id_are_a_problem_of_the_second(tmp_path):
    write(tmp_path, a=deck("same", "x"), b=deck("same", "y"))
    found, problems = load(tmp_path)
    assert problems == [("b.yaml", 1, 7, "duplicate-deck")]
    assert [card.identity.card for card in found.cards()] == ["x"]


def test_two_sources_of_one_id_are_a_problem_of_the_second(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "copy")
    seeds = tmp_path / "copy" / "seeds"
    shutil.copy(seeds / "harbour-log.yaml", seeds / "z.yaml")
    assert load(tmp_path / "copy")[1] == [("z.yaml", 1, 1, "duplicate-source")]


def test_what_is_no_file_is_one_problem_and_does_not_hang(tmp_path):
    write(tmp_path, a=deck("a", "x"))
    decks = tmp_path / "decks"
    os.mkfifo(decks / "b.yaml")
    (decks / "c.yaml").mkdir()
    (decks / "d.yaml").symlink_to(decks / "d.yaml")
    (decks / "e.yaml").symlink_to(decks / "nowhere")
    (decks / "f.yml").write_text(deck("f", "x"))
    (decks / "G.YAML").write_text(deck("g", "x"))
    (decks / "h.yaml.txt").write_text(deck("h", "x"))
    (decks / ".hidden.yaml").write_text("!")
    (decks / "notes.txt").write_text("!")
    (tmp_path / "seeds").mkdir()
    os.mkfifo(tmp_path / "seeds" / "conflicts.yaml")
    found, problems = load(tmp_path)
    assert sorted(problems) == [
        ("G.YAML", 1, 1, "misnamed-file"),
        ("b.yaml", 1, 1, "unreadable-file"),
        ("c.yaml", 1, 1, "unreadable-file"),
        ("conflicts.yaml", 1, 1, "unreadable-file"),
        ("d.yaml", 1, 1, "unreadable-file"),
        ("e.yaml", 1, 1, "unreadable-file"),
        ("f.yml", 1, 1, "misnamed-file"),
        ("h.yaml.txt", 1, 1, "misnamed-file"),
    ]
    assert [d.slug for d in found.decks] == ["a"]


def test_an_unreadable_file_is_one_problem(tmp_path, monkeypatch):
    write(tmp_path, a=deck("a", "x"), b=deck("b", "x"))
    opened = Path.open

    def refuse(path, *arguments, **options):
        if path.name == "b.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    found, problems = load(tmp_path)
    assert problems == [("b.yaml", 1, 1, "unreadable-file")]
    assert [d.slug for d in found.decks] == ["a"]


def test_a_folder_that_loops_or_cannot_be_listed(tmp_path, monkeypatch):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert library.load([tmp_path / "loop"]).libraries == ()
    assert not library.is_library(tmp_path / "loop")
    write(tmp_path)

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(Unusable, match="cannot be listed: Permission denied"):
        library.load_library(tmp_path)


def test_a_hostile_file_name_reaches_no_terminal(tmp_path):
    write(tmp_path)
    for name in ("\x1b[31m\u202e.yaml", "a\nb.yaml", "\udcff.yaml"):
        (tmp_path / "decks" / name).write_text(deck("same", "x"))
    _, problems = library.load_library(tmp_path)
    assert [p.rule for p in problems] == ["duplicate-deck"] * 2
    for problem in problems:
        assert str(problem).isprintable()
        assert not set("\x1b\u202e") & set(problem.message)


def test_an_encoding_is_one_problem_of_a_file(tmp_path):
    write(tmp_path)
    for slug in ("a", "b"):
        text = deck(slug, "one", "two", "three").replace("Q?", "Où?").replace("Où?", "Who?", 1)
        (tmp_path / "decks" / f"{slug}.yaml").write_bytes(text.encode("latin-1"))
    found, problems = load(tmp_path)
    assert problems == [("a.yaml", 8, 14, "not-utf8"), ("b.yaml", 8, 14, "not-utf8")]
    cards = [card.identity.short for card in found.cards()]
    assert cards == ["a/one", "b/one"]  # the others lost a letter


def test_files_in_the_wrong_place_are_named(tmp_path):
    write(tmp_path, a=deck("a", "x"), conflicts=CONFLICTS, names="names:\n- id: n\n  name: N\n")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "b.yaml").write_text(deck("b", "x"))
    for deeper in ("decks/more", "seeds/more", "decks/.git"):
        (tmp_path / deeper).mkdir()
        (tmp_path / deeper / "c.yaml").write_text(deck("c", "x"))
        (tmp_path / deeper / "map.png").write_text("no matter")
    target = library.check_target(tmp_path)
    assert [d.slug for d in target.library.decks] == ["a"]
    assert sorted((Path(p.place.file).name, p.rule, p.message) for p in target.problems) == [
        ("b.yaml", "misplaced-file", (
            "this is a deck, which is read from decks/ alone: move it there")),
        ("c.yaml", "misplaced-file", "it is not read: move it up into decks/"),
        ("c.yaml", "misplaced-file", "it is not read: move it up into seeds/"),
        ("conflicts.yaml", "misplaced-file", (
            "this is a list of conflicts, which is read from seeds/conflicts.yaml alone: move it"
            " there")),
        ("names.yaml", "misplaced-file", (
            "this is a list of names, which is read from seeds/names.yaml alone: move it there")),
    ]  # fmt: skip


CONFLICTS = "conflicts:\n- id: c\n  question: Q?\n  claims:\n  - says: x\n  verdict: V.\n"


def test_decks_without_a_library_are_not_passed_over_in_silence(tmp_path, monkeypatch):
    write(tmp_path / "mine", a=deck("a", "x"))
    monkeypatch.chdir(tmp_path)
    folders = [tmp_path / "mine", tmp_path / "mine" / "decks", tmp_path, tmp_path / "nowhere"]
    assert [library.passed_over(folder) for folder in folders] == [[]] * 4
    (tmp_path / "mine" / "decks" / "library.yaml").unlink()
    told = [library.passed_over(folder) for folder in folders]
    assert told[0] == told[1]
    assert told[2:] == [[], []]
    ((problem,), *_) = told
    assert (problem.rule, problem.severity) == ("no-library", "warning")
    assert problem.message == (
        "there is no mine/decks/library.yaml, so the decks beside it are not used:"
        " `quiz new DECK --into mine` writes it, with a deck to fill in"
    )
    (tmp_path / "mine" / "decks" / "a.yaml").unlink()
    assert library.passed_over(folders[0]) == []


# -- overrides ----------------------------------------------------------------------------


def test_overrides_of_cards_that_are_not_there_are_astray(tmp_path):
    root = write(tmp_path / "lib", a=deck("a", "x") + "  was: [old/y]\n")
    file = tmp_path / "overrides.yaml"
    cards = ("lib/a/x", "lib/old/y", "lib/a/z", "other/a/x")
    file.write_text("overrides:\n" + "".join(f"- card: {card}\n  note: n\n" for card in cards))
    loaded = library.load([root])
    (problem,) = library.astray(loaded, file)
    assert (problem.rule, problem.severity) == ("unknown-card", "warning")
    assert (problem.card, problem.place[1:]) == ("lib/a/z", (6, 3))
    (root / "decks" / "b.yaml").write_text("")  # the card might have stood there
    assert library.astray(library.load([root]), file) == []
    for text in ("", "- x", "overrides:\n- card: x\n"):
        file.write_text(text)
        assert library.astray(loaded, file) == []


def test_overrides_add_and_replace():
    found, _ = library.load_library(EXAMPLE)
    loaded = library.with_overrides([found], EXAMPLE / "home" / "overrides.yaml")
    assert loaded.problems == ()
    before = {card.identity.card: card for card in found.cards()}
    after = {card.identity.card: card for card in loaded.libraries[0].cards()}
    assert after["first-keeper"].accept == ("Thorne", "Mrs Thorne")
    assert after["why-a-light"].explanation == "The learner's own words, in place of the deck's."
    assert after["why-a-light"].note == "Compare with the light on the island."
    changed = {name for name, card in after.items() if card != before[name]}
    assert changed == {"first-keeper", "why-a-light"}


def test_overrides_with_faults_spare_the_rest(tmp_path):
    found, _ = library.load_library(EXAMPLE)
    file = tmp_path / "overrides.yaml"
    assert library.with_overrides([found], file) == library.Loaded((found,), ())
    file.write_text(
        "overrides:\n- card: kettle-bay/harbour/why-a-light\n  note: a: b\n"
        "- card: kettle-bay/harbour/tower-height\n  note: kept\n- card: no/such/card\n  note: x\n"
        "- card: kettle-bay/harbour/tower-height\n  accept: 5\n"
    )
    loaded = library.with_overrides([found], file)
    assert [(p.place.line, p.rule, p.card) for p in loaded.problems] == [
        (3, "syntax", "kettle-bay/harbour/why-a-light"),
        (8, "duplicate-id", "kettle-bay/harbour/tower-height"),
        (9, "wrong-shape", "kettle-bay/harbour/tower-height"),
    ]
    notes = {card.identity.card: card.note for card in loaded.libraries[0].cards() if card.note}
    assert notes == {"tower-height": "kept"}
    for text in ("", "- x\n", "overrides:\n"):
        file.write_text(text)
        assert len(library.with_overrides([found], file).problems) == 1
    file.unlink()
    file.mkdir()
    assert [p.rule for p in library.with_overrides([found], file).problems] == ["unreadable-file"]


# -- what a check looks at ----------------------------------------------------------------


def test_a_check_takes_a_library_its_folders_and_its_files(tmp_path):
    write(tmp_path, a=deck("a", "x"), b=deck("b", "B"))
    for path in (tmp_path, tmp_path / "decks"):
        target = library.check_target(path)
        assert target.library.slug == "lib"
        assert [p.rule for p in target.problems if target.covers(p)] == ["bad-value"]
    target = library.check_target(tmp_path / "decks" / "a.yaml")
    assert target.library.slug == "lib"
    assert [p for p in target.problems if target.covers(p)] == []
    loose = tmp_path / "loose"
    loose.mkdir()
    (loose / "c.yaml").write_text(deck("c", "x"))
    assert [d.slug for d in library.check_target(loose).library.decks] == ["c"]
    with pytest.raises(Unusable):
        library.check_target(tmp_path / "nowhere")


def test_a_place_is_that_of_the_id_in_the_file(tmp_path):
    write(tmp_path, a="# 彭\n" + deck("a", "x"))
    (card,) = load(tmp_path)[0].cards()
    assert card.place == Place(str(tmp_path / "decks" / "a.yaml"), 5, 7)


def test_the_collector_is_left_as_it_was(tmp_path):
    import gc

    write(tmp_path)
    for was_on in (False, True):
        (gc.enable if was_on else gc.disable)()
        load(tmp_path)
        assert gc.isenabled() is was_on


def test_only_mistakes_pay_for_difflib_and_nothing_pays_for_more():
    code = f"""
import sys
from pathlib import Path
from quiz.library import load_library
assert not load_library(Path({str(EXAMPLE)!r}))[1]
unwanted = {{"difflib", "markdown_it", "textual", "json", "sqlite3", "asyncio"}} & set(sys.modules)
assert not unwanted, unwanted
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=TESTS.parent)


@pytest.mark.parametrize(
    ("name", "rule", "word"),
    [("decks/b.txt", "misnamed-file", "call it b.yaml"), ("b.yaml", "misplaced-file", "decks/"),
     ("decks/b.yaml.txt", "misnamed-file", "call it b.yaml"), ("decks/a.yaml", "", ""),
     ("decks/cards.lock", "", "")],
)  # fmt: skip
def test_a_file_that_a_library_does_not_read_is_not_called_sound(tmp_path, name, rule, word):
    write(tmp_path, a=deck("a", "x"))
    if not (tmp_path / name).exists():
        (tmp_path / name).write_text(deck("b", "x"))
    target = library.check_target(tmp_path / name)
    found = [problem for problem in target.problems if target.covers(problem)]
    assert [problem.rule for problem in found] == ([rule] if rule else [])
    assert all(word in problem.message for problem in found)
