"""Packages of much markup, many tags or many parts: refused, or taken in bounded memory."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing_make import CLOZE, keys, made, note, reasons, zipped
from test_bring_package import basic, collection, imported
from test_bring_write import brought

from quiz.cli import run
from quiz.importing import draft, html, package
from quiz.importing.draft import Draft
from quiz.importing.html import _is_evident, _Style, _styled
from quiz.importing.package import Notetype, Template
from quiz.markdown import plain
from quiz.model import Unusable

OURS = Notetype("Quiz", False, ("Identity", "Card"), (Template("Card 1", "{{Card}}", ""),))


def of_fields(path, fields, **rest):
    """A package of one note with a card."""
    notes = f"INSERT INTO notes VALUES (1, 'g', 1, '', '{fields}');"
    cards = "INSERT INTO cards VALUES (1, 0, 1, 0);"
    return zipped(path, [("collection.anki2", collection(basic(), notes + cards, **rest))])


def test_too_much_markup_is_refused(tmp_path, monkeypatch):
    file = of_fields(tmp_path / "x.apkg", "<b>Who</b>?\x1f<i>Mao</i>")
    monkeypatch.setattr(package, "MOST_SIGNS", 4)
    assert imported(file, tmp_path / "one").new
    monkeypatch.setattr(package, "MOST_SIGNS", 3)
    with pytest.raises(Unusable, match="too much markup, together: export fewer decks"):
        imported(file, tmp_path / "two")
    assert not (tmp_path / "two").exists()


def test_a_large_collection_is_weighed_before_anything_is_made_of_it(tmp_path, monkeypatch):
    file = of_fields(tmp_path / "x.apkg", "<b>Who</b>?\x1f<i>Mao</i>")
    monkeypatch.setattr(package, "_LARGE", 1)
    assert len(imported(file, tmp_path / "one").new) == 1
    monkeypatch.setattr(package, "MOST_SIGNS", 3)
    monkeypatch.setattr("importing_make.drafts", lambda note: pytest.fail("a draft was made"))
    with pytest.raises(Unusable):
        imported(file, tmp_path / "two")


@pytest.mark.parametrize("most", [3, 2])
def test_too_many_parts_are_refused(most, tmp_path, monkeypatch, capsys):
    notes = "INSERT INTO notes VALUES (1, 'g', 1, ' x y z ', 'Who?\x1fMao');"
    content = collection(basic(), f"{notes}INSERT INTO cards VALUES (1, 0, 1, 0);")
    file = zipped(tmp_path / "x.apkg", [("collection.anki2", content)])
    monkeypatch.setattr(draft, "_MOST_PARTS", most)
    assert run(["import", str(file), "--into", str(tmp_path / "lib")]) == (0 if most == 3 else 3)
    assert (tmp_path / "lib").exists() == (most == 3)
    reason = "it has over 2 tags, options and the like together: export fewer decks at a time"
    said = f"quiz: {file} cannot be imported: {reason}\n"
    assert capsys.readouterr().err == ("" if most == 3 else said)


def test_a_mapping_counts_for_more_than_a_text():
    assert draft._parts({"tags": ["a", "b"], "answer": "c"}) == 2
    assert draft._parts({"distractors": ["a", {"text": "b", "why": "c"}]}) == 8


def test_a_card_without_end_is_left_out():
    card = {"id": "c", "question": "q", "answer": "a" * (1 << 20)}
    (left_out,) = made("l/d/c", json.dumps(card), notetype=OURS)
    assert left_out.reason == "its field 'Card' is over 1,048,576 characters long"
    card["answer"] = "a" * 500_000
    assert isinstance(*made("l/d/c", json.dumps(card), notetype=OURS), Draft)


@pytest.mark.parametrize(("count", "said"), [(500, []), (501, ["it has over 500 gaps"])])
def test_more_gaps_than_anki_numbers_are_left_out(count, said):
    text = " ".join(f"{{{{c{1 + n % 499}::a{n}}}}}" for n in range(count))
    assert reasons(text, "", notetype=CLOZE) == said


def test_of_many_sounds_only_some_are_named():
    front = "Who? " + "".join(f"[sound:{n}.mp3]" for n in range(1000))
    (one,) = made(front, "Mao")
    assert one.simplified[0] == "the sound '0.mp3' is left out"
    assert one.simplified[-1] == "more than is named here is left out"
    assert len(one.simplified) == 11


def test_a_dry_run_and_an_import_say_the_same_of_decks(tmp_path):
    notes = [note(f"What is {n}?", "b", guid=str(n)) for n in range(3)]
    dry = brought(tmp_path, *notes, dry_run=True)
    assert not (tmp_path / "decks").exists()
    wet = brought(tmp_path, *notes)
    assert (dry.decks, dry.new) == (wet.decks, wet.new)


STYLES = [_Style(), _Style(True), _Style(False, True), _Style(True, True)]
TEXTS = st.text(st.sampled_from("ab1é山 .,-!()“½²\u0301':#x"), min_size=1, max_size=4)


@given(st.lists(st.tuples(st.sampled_from(STYLES), TEXTS), min_size=1, max_size=6))
def test_emphasis_that_is_evident_is_read_back(runs):
    groups = [run for n, run in enumerate(runs) if n == 0 or run[0] != runs[n - 1][0]]
    if _is_evident(groups):
        written = html._spaced("".join(_styled(*run, False) for run in groups)).strip()
        assert plain(written) == html._spaced("".join(text for _, text in groups)).strip()


@pytest.mark.parametrize("sign", [",", ".", ")", ": what"])
def test_emphasis_before_a_sign_needs_no_parser(sign, monkeypatch):
    monkeypatch.setattr(html, "plain", lambda text: pytest.fail("it was parsed"))
    assert keys(f"Who was <b>Mao</b>{sign}", "a")["question"] == f"Who was **Mao**{sign}"
