import html
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from importing_make import BASIC, CLOZE, PIXEL, note
from texts import TEXTS

from quiz.importing.cards import drafts
from quiz.importing.draft import CONTROL, titled
from quiz.importing.package import AnkiDeck, Notetype
from quiz.importing.write import bring
from quiz.library import load_library
from quiz.markdown import plain
from quiz.model import Unusable


def brought(root: Path, *notes, media=None, **options):
    every = (draft for one in notes for draft in drafts(one))
    return bring(every, (media or {}).get, root, **options)


FIRST = note("Who led the Volunteers?", "Peng Dehuai", guid="1")
SECOND = note("Who led the Volunteers?", "Lin Biao", guid="2")


def deck(root: Path) -> Path:
    return root / "decks" / "history-wars.yaml"


def test_decks_load_at_once(tmp_path):
    report = brought(tmp_path, FIRST, SECOND)
    library, problems = load_library(tmp_path)
    assert not problems
    assert library.slug.startswith("own-")
    ((one, two),) = (deck.cards for deck in library.decks)
    assert one.identity.card == "who-led-the-volunteers"
    assert two.identity.card.startswith("who-led-the-volunteers-")
    assert report.decks == ["history-wars"]
    assert len(report.new) == 2


def test_a_dry_run_writes_nothing(tmp_path):
    assert len(brought(tmp_path / "lib", FIRST, dry_run=True).new) == 1
    assert not (tmp_path / "lib").exists()


def test_again_changes_nothing(tmp_path):
    brought(tmp_path, FIRST, SECOND)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "decks").iterdir()}
    report = brought(tmp_path, SECOND, FIRST)
    assert (report.unchanged, report.new, report.updated) == (2, [], [])
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "decks").iterdir()} == before


def test_what_the_author_has_not_edited_is_updated(tmp_path):
    brought(tmp_path, FIRST, SECOND)
    old = deck(tmp_path).read_text()
    deck(tmp_path).write_text(f"# mine\n{old}".replace("Lin Biao", "General Lin"))
    changed = note("Who led the Volunteers in 1950?", "Marshal Peng", guid="1")
    edited = note("Who led the Volunteers?", "Lin  B.", guid="2")
    third = note("Who led the North?", "Kim Il Sung", guid="3")
    report = brought(tmp_path, changed, edited, third)
    assert report.updated == ["history-wars/who-led-the-volunteers"]
    assert len(report.edited) == len(report.new) == 1
    text = deck(tmp_path).read_text()
    assert text.startswith("# mine\n")
    assert "General Lin" in text
    assert "Marshal Peng" in text
    assert "Peng Dehuai" not in text
    assert "Kim Il Sung" in text
    assert load_library(tmp_path)[1] == []


def test_what_the_author_has_deleted_stays_deleted(tmp_path):
    brought(tmp_path, FIRST, SECOND)
    text = deck(tmp_path).read_text()
    deck(tmp_path).write_text(text[: text.rindex("\n- id")])
    for second in (SECOND, note("Who led the Volunteers?", "Lin B.", guid="2")):
        report = brought(tmp_path, FIRST, second)
        assert (report.unchanged, len(report.edited)) == (1, 1)
    assert "Lin" not in deck(tmp_path).read_text()


def test_nothing_of_the_author_is_overwritten(tmp_path):
    deck(tmp_path).parent.mkdir()
    deck(tmp_path).write_text("deck: history-wars\ntitle: Mine\ncards:\n- id: a\n  question: b\n")
    before = deck(tmp_path).read_text()
    assert brought(tmp_path, FIRST).decks == ["history-wars-2"]
    assert deck(tmp_path).read_text() == before


def test_pictures_have_safe_names(tmp_path):
    names = ["../../out.png", "/etc/x.png", "a b.png", "map.PNG", "map.png", "con.png"]
    notes = [note(f'{n}? <img src="{name}">', "x", guid=name) for n, name in enumerate(names)]
    report = brought(tmp_path / "lib", *notes, media=dict.fromkeys(names, PIXEL))
    assert not (tmp_path / "out.png").exists()
    assert load_library(tmp_path / "lib")[1] == []
    files = list((tmp_path / "lib").rglob("*.png"))
    assert len(files) == report.pictures
    assert {path.parent.name for path in files} == {"pictures"}


def test_a_missing_picture_is_named(tmp_path):
    report = brought(tmp_path, note('Where? <img src="a.png">', "x"))
    assert "is missing or damaged" in report.simplified[0].reason
    assert "image" not in deck(tmp_path).read_text()


def test_pictures_come_only_with_cards_that_show_them(tmp_path):
    notes = [note(f'{n}? <img src="{n}.png">', "x", guid=str(n)) for n in range(4)]
    media = {f"{n}.png": PIXEL + bytes([n]) for n in range(4)}
    assert brought(tmp_path, *notes, media=media).pictures == 4
    text = deck(tmp_path).read_text()
    first = text.split("\n- id")[1]
    text = text.replace(f"\n- id{first}", "")  # the first is deleted
    text = re.sub(r"  image: pictures/1-.*\n  alt: .*\n", "", text)  # the second is edited
    deck(tmp_path).write_text(text)
    assert load_library(tmp_path)[1] == []
    pictures = tmp_path / "decks" / "pictures"
    for path in pictures.iterdir():
        path.unlink()
    unsound = note('{{c1::a}} {{c0::b}} <img src="0.png">', "", notetype=CLOZE, guid="5")
    for dry_run in (True, False):
        report = brought(tmp_path, *notes, unsound, media=media, dry_run=dry_run)
        assert (report.pictures, report.new, len(report.left_out)) == (2, [], 1)
    assert [path.name[0] for path in sorted(pictures.iterdir())] == ["2", "3"]


def test_a_picture_of_many_cards_is_read_once_before_and_once_when_written(tmp_path):
    read = []

    def media(name):
        read.append(name)
        return PIXEL

    notes = [note(f'{n}? <img src="a.png">', "x", guid=str(n)) for n in range(5)]
    every = [draft for one in notes for draft in drafts(one)]
    assert bring(every, media, tmp_path).pictures == 1
    assert read == ["a.png"] * 2


def test_what_no_deck_can_hold_is_left_out(tmp_path):
    ours = Notetype("Quiz", False, ("Identity", "Card"), BASIC.templates)
    for card in (
        '{"id":"c","question":"x"}',
        '{"id":"c","type":["x"]}',
        '{"id":"c","' + "k" * 2000 + '":""}',
        '{"id":"c","a b":{"c":1}}',
    ):
        broken = note("l/d/c", card, notetype=ours)
        report = brought(tmp_path, broken, FIRST, dry_run=True)
        assert [one.name for one in report.left_out] == ["l/d/c"]
        assert len(report.new) == 1


@pytest.mark.parametrize("front", ["- a: b", "# x", "!!python/object", "no", "~", "{{c1::x}}", "'",
                                   "x" * 3000, "日本", "a\n\nb", "| a", "é" * 80])  # fmt: skip
def test_any_text_can_be_written(front, tmp_path):
    brought(tmp_path, note(front, "yes", tags=("a:b", "#c", "[d]")))
    library, problems = load_library(tmp_path)
    assert not problems
    assert library.decks[0].cards[0].tags == ("a:b", "#c", "[d]")


@settings(deadline=None, max_examples=50)
@given(st.lists(TEXTS, min_size=2, max_size=2, unique=True), TEXTS)
@example(["\U000f0000 👨‍👩‍👧", "🇰🇷"], "Korea 🇰🇷")
def test_every_text_comes_back_as_it_was(texts, title):
    assume(all("[" not in plain(text) and plain(text).strip() for text in texts))
    notes = [note(html.escape(text), "yes", guid=text, deck=AnkiDeck((title,))) for text in texts]
    prompts = {draft.keys["question"] for one in notes for draft in drafts(one)}
    with TemporaryDirectory() as folder:
        for some in (notes[:1], notes):  # the second into the deck that is there
            assert not brought(Path(folder), *some).left_out
        library, problems = load_library(Path(folder))
        assert not problems
        (made,) = library.decks
        assert made.title == (CONTROL.sub("", titled((title,))).strip() or "Imported")
        assert {card.prompt for card in made.cards} == prompts
        assert brought(Path(folder), *notes).unchanged == len(notes)


def test_where_the_record_cannot_take_its_place_it_is_said(tmp_path):
    """What stands in the way came while the decks were written."""

    def media(name):
        (tmp_path / "decks" / ".imported.json").mkdir(parents=True, exist_ok=True)
        return PIXEL

    found = drafts(note('Where? <img src="a.png">', "Korea"))
    with pytest.raises(Unusable, match=r"imported\.json cannot be written"):
        bring(found, media, tmp_path)


def test_a_record_that_cannot_be_read_is_said(tmp_path):
    brought(tmp_path, FIRST)
    record = tmp_path / "decks" / ".imported.json"
    assert json.loads(record.read_text())["cards"]["1#0"].startswith("history-wars/")
    record.write_text("{")
    with pytest.raises(Unusable, match="delete it"):
        brought(tmp_path, FIRST)


@pytest.mark.parametrize("image", ["../x.png", "war.yaml", "cards.lock", "/etc/x.png", "a/b.png"])
def test_a_hostile_card_of_ours_writes_pictures_alone(image, tmp_path):
    ours = Notetype("Quiz", False, ("Identity", "Card", "Image"), BASIC.templates)
    card = json.dumps({"id": "c", "question": "x?", "answer": "y", "image": image})
    one = note("l/../c", card, f'<img src="{image}">', notetype=ours)
    two = note("l/../../c", card, f'<img src="{image}">', notetype=ours, guid="2")
    brought(tmp_path / "lib", one, two, media={image: PIXEL})
    assert [path.name for path in tmp_path.iterdir()] == ["lib"]
    suffixes = {path.suffix for path in tmp_path.rglob("*") if path.is_file()}
    assert suffixes <= {".yaml", ".png", ".json"}
    assert load_library(tmp_path / "lib")[1] == []


@pytest.mark.parametrize("tags", [("a:b",), ("a/b", "c"), ("4:00", "x:3a"), ("a-b", "c")])
def test_tags_are_written_as_a_library_reads_them(tags, tmp_path):
    brought(tmp_path, note("q?", "a", tags=tags))
    library, problems = load_library(tmp_path)
    assert not problems
    assert library.decks[0].cards[0].tags == tags
