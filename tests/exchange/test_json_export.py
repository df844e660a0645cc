"""The JSON, against what the YAML says."""

from __future__ import annotations

import json

import pytest
import yaml
from exchange_make import EXAMPLE, ROOT, every_type, example, hostile, library_of, shipped, written

from quiz import keys
from quiz.exchange.data import VERSION
from quiz.model import Library


def texts(value):
    """As YAML's plain texts are read: every scalar is text."""
    if isinstance(value, dict):
        return {key: texts(member) for key, member in value.items()}
    return [texts(member) for member in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("library", "root"), [(shipped, ROOT), (example, EXAMPLE)])
def test_it_says_what_the_yaml_says(library, root):
    (found,) = json.loads(written(library(), ".json"))["libraries"]
    head = yaml.load((root / "decks" / "library.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert {k: found[k] for k in head} == head
    files = [
        yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for path in (root / "decks").glob("*.yaml")
        if path.name != "library.yaml"
    ]
    by_slug = {deck["deck"]: deck for deck in files}
    assert [deck["deck"] for deck in found["decks"]] == [d.slug for d in library().decks]
    for deck in found["decks"]:
        wanted = by_slug[deck["deck"]]
        cards, ours = wanted.pop("cards"), deck.pop("cards")
        assert deck == wanted
        for mine, card in zip(ours, cards, strict=True):
            assert mine.pop("identity") == f"{found['library']}/{wanted['deck']}/{card['id']}"
            if card.get("type") == "short-answer":  # the default
                del card["type"]
            assert mine == {key: value for key, value in card.items() if value != []}


@pytest.mark.parametrize("library", [shipped, example])
def test_what_cards_refer_to_is_there(library):
    (found,) = json.loads(written(library(), ".json"))["libraries"]
    facts = {f"{fact['source']}:{fact['id']}" for fact in found["facts"]}
    sources = {source["source"] for source in found["sources"]}
    for deck in found["decks"]:
        for card in deck["cards"]:
            assert {*card.get("sources", ()), *card.get("about", ())} <= facts
            assert card.get("according-to", "") in {"", *sources}
    for conflict in found["conflicts"]:
        for claim in conflict["claims"]:
            assert {*claim.get("facts", ())} <= facts
    assert {fact["source"] for fact in found["facts"]} <= sources


def test_retired_cards_are_there_and_hostile_texts_are_as_they_were():
    found = json.loads(written(example(), ".json"))
    assert found["version"] == VERSION == 1
    retired = [c for d in found["libraries"][0]["decks"] for c in d["cards"] if "retired" in c]
    assert len(retired) == 1
    library: Library = hostile()
    (found,) = json.loads(written(library, ".json"))["libraries"]
    ours = [c for deck in found["decks"] for c in deck["cards"]]
    for mine, card in zip(ours, library.cards(), strict=True):
        assert mine == {"identity": str(card.identity)} | keys.of_card(card)


def test_several_libraries_stand_beside_each_other(tmp_path):
    from quiz.exchange.export import export

    export([example(), library_of(every_type("x"))], tmp_path / "x.json")
    found = json.loads((tmp_path / "x.json").read_text("utf-8"))["libraries"]
    assert [library["library"] for library in found] == ["kettle-bay", "hostile"]
