"""Which line of a lock is told, and whose card is whose where names were given again."""

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.anki.lock import Lock, Released, current, parse, problems, render, updated
from quiz.model import Card, Deck, Identity, Library, Unusable

TIME = 1_800_000_000
FILE = "decks/cards.lock"


def card(slug: str, library: str = "lib", was: tuple[str, ...] = ()) -> Card:
    return Card(identity=Identity(library, "deck", slug), prompt="?", answer="yes", was=was)


def of(*cards: Card) -> Library:
    return Library(
        cards[0].identity.library, "My decks", Path(), decks=(Deck("deck", "A deck", cards),)
    )


def carried(*releases: Library) -> Lock:
    """The lock after some releases, as it is read from its file."""
    lock = Lock()
    for number, made in enumerate(releases):
        lock = updated(lock, made, TIME + number)
    return parse(render(lock), FILE)


def places(lock: Lock, made: Library, rule: str) -> list[tuple[str, int, int]]:
    found = problems(lock, made, release=True)
    return [tuple(problem.place) for problem in found if problem.rule == rule]


def test_a_card_that_is_gone_is_told_where_its_name_stands() -> None:
    lock = carried(of(card("one"), card("two")), of(card("two")))
    line = next(n for n, text in enumerate(render(lock).split("\n"), 1) if text.startswith("gone"))
    assert line > 1
    assert places(lock, of(card("two")), "card-gone") == [(FILE, line, 1)]


def test_a_copy_is_told_the_lines_of_the_notes_it_would_replace() -> None:
    lock = carried(of(card("one"), card("two")))
    copy = of(card("one", "copy"), card("two", "copy"), card("new", "copy", ("deck/two",)))
    assert places(lock, of(*copy.decks[0].cards[:2]), "shared-identity") == [
        (FILE, 2, 1),
        (FILE, 3, 1),
    ]
    later = of(card("one", "copy"), card("new", "copy", ("deck/two",)))
    assert places(lock, later, "shared-identity") == [(FILE, 2, 1), (FILE, 1, 1)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_name_that_was_given_again_is_the_card_s_that_was_released_under_its_own(turned) -> None:
    renamed, other = card("two", was=("deck/one",)), card("one")
    lock = carried(of(card("one")), of(renamed))
    cards = (other, renamed) if turned else (renamed, other)
    found, (problem,) = current(of(*cards), lock)
    assert list(found) == ["deck/two"]
    assert (problem.card, problem.message) == (
        "one",
        (
            "Anki would take it for deck/two, which has been called lib/deck/one too: "
            "correct 'was', or give it another id"
        ),
    )


def test_of_its_former_names_a_card_goes_on_with_the_one_in_use() -> None:
    lock = carried(of(card("one"), card("two")), of(card("two")))
    both = card("another", was=("deck/one", "deck/two"))
    assert lock.key(both) == lock.notes["deck/two"].key != lock.gone["deck/one"]


def test_of_many_notes_the_two_of_one_card_are_named() -> None:
    note = Released('["lib","deck","a"]', "Quiz", "0" * 64, 1)
    keys = {"a": "a", "b": "a", "c": "c", "d": "d"}
    notes = {
        f"deck/{name}": replace(note, key=f'["lib","deck","{key}"]') for name, key in keys.items()
    }
    text = render(Lock({}, notes, {}))
    with pytest.raises(
        Unusable, match=r"^cards.lock:2:1: note deck/b is the card of line 1, deck/a"
    ):
        parse(text)
