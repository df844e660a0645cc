"""What has been released, as a value: read, written, carried on, and held against a library."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from anki_example import TIME, library
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.anki.lock import (
    Lock,
    Released,
    changes,
    current,
    deck_name,
    parse,
    problems,
    read,
    render,
    updated,
)
from quiz.model import Card, CardType, Deck, Identity, Library, Place, QuizError, Severity, Unusable

KEY = '["lib","deck","one"]'
DIGEST = "0123456789abcdef" * 4
TEXT = (
    "deck\tdeck\tMy decks::Übung 1\n"
    f'gone\tdeck/zero\t["lib","deck","zero"]\n'
    f"note\tdeck/gaps\t{KEY.replace('one', 'gaps')}\tQuiz Cloze\t{DIGEST}\t1700000001\n"
    f"note\tdeck/one\t{KEY}\tQuiz\t{DIGEST}\t1700000000\n"
)


def card(slug: str, answer: str = "yes", deck: str = "deck", **changed) -> Card:
    place = Place(f"decks/{deck}.yaml", 7, 3)
    return Card(
        **{"identity": Identity("lib", deck, slug), "prompt": "?", "answer": answer, "place": place}
        | changed
    )


def of(*cards: Card, title: str = "A deck") -> Library:
    """A library of some cards, in decks by their identities."""
    slugs = dict.fromkeys(card.identity.deck for card in cards)
    decks = [Deck(s, title, tuple(c for c in cards if c.identity.deck == s)) for s in slugs]
    return Library("lib", "My decks", Path(), decks=tuple(decks))


def locked(*cards: Card, now: int = TIME) -> Lock:
    return updated(Lock(), of(*cards), now)


def rules(lock: Lock, made: Library, *, release: bool = True) -> list[str]:
    return [problem.rule for problem in problems(lock, made, release=release)]


# -- the file -----------------------------------------------------------------------------


def test_a_lock_is_read_and_written_as_it_was() -> None:
    lock = parse(TEXT)
    assert lock.decks == {"deck": "My decks::Übung 1"}
    assert lock.gone == {"deck/zero": '["lib","deck","zero"]'}
    assert lock.notes["deck/one"] == Released(KEY, "Quiz", DIGEST, 1_700_000_000)
    assert lock.greatest == 1_700_000_001
    assert render(lock) == TEXT
    assert parse("") == Lock()
    assert render(Lock()) == ""


@pytest.mark.parametrize(
    "line",
    [
        "",
        "<<<<<<< HEAD",
        "deck\tdeck",
        "deck\tdeck\t ",
        "deck deck A name",
        "deck\tDeck\tA name",
        f"gone\tdeck/two\t{KEY}\tmore",
        'gone\tdeck/two\t["lib", "deck", "two"]',
        "gone\tdeck/two\tnull",
        f"note\tdeck/two\t{KEY}\tQuiz\t{DIGEST}\t0",
        f"note\tdeck/two\t{KEY}\tQuiz\t{DIGEST}\t-5",
        f"note\tdeck/two\t{KEY}\tQuiz\t{DIGEST}\t٣",
        f"note\tdeck/two\t{KEY}\tQuiz\t{DIGEST[1:]}\t1700000000",
        f"note\tdeck/two\t{KEY}\tQuiz\t{DIGEST.upper()}\t1700000000",
        f"note\ttwo\t{KEY}\tQuiz\t{DIGEST}\t1700000000",
        f"note\tdeck/two\t{KEY}\t{DIGEST}\t1700000000",
    ],
)
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(Unusable, match=r"^decks/cards\.lock:5:1: "):
        parse(f"{TEXT}{line}\n", "decks/cards.lock")


def test_a_name_stands_once() -> None:
    with pytest.raises(Unusable, match="deck deck stands in line 1 already"):
        parse(f"{TEXT}deck\tdeck\tAnother\n")
    assert parse(f"{TEXT}gone\tdeck/one\t{KEY}\n").gone["deck/one"] == KEY  # it came back


def test_a_card_stands_once() -> None:
    """Its name changed in one branch and its text in another, and the merge kept both lines."""
    both = f"{TEXT}note\tdeck/two\t{KEY}\tQuiz\t{DIGEST}\t1700000009\n"
    with pytest.raises(
        Unusable, match=r"^decks/cards\.lock:5:1: note deck/two is .* line 4, deck/on"
    ):
        parse(both, "decks/cards.lock")


def test_a_file_is_read_whatever_its_line_ends(tmp_path: Path) -> None:
    made = replace(of(), root=tmp_path)
    assert read(made) is None
    (tmp_path / "decks").mkdir()
    file = tmp_path / "decks" / "cards.lock"
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert read(made) == parse(TEXT)
    file.write_bytes(b"\xff")
    with pytest.raises(Unusable, match=r"cards\.lock cannot be read: it is not UTF-8: restore it$"):
        read(made)


slugs = st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True)
names = st.builds("{}/{}".format, slugs, slugs)
keys = st.builds('["{}","{}","{}"]'.format, slugs, slugs, slugs)
titles = st.text(min_size=1).map(lambda t: deck_name(Library("l", t, Path()), Deck("d", t, ())))
notes = st.builds(
    Released,
    keys,
    st.sampled_from(["Quiz", "Quiz Cloze"]),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.integers(1, 10**10),
)
locks = st.builds(
    Lock,
    st.dictionaries(slugs, titles),
    st.lists(st.tuples(names, notes), unique_by=(lambda n: n[0], lambda n: n[1].key)).map(dict),
    st.dictionaries(names, keys),
)


@settings(deadline=None)
@given(locks)
def test_every_lock_survives_its_file(lock: Lock) -> None:
    text = render(lock)
    assert parse(text) == lock
    assert render(parse(text)) == text
    assert text.splitlines() == sorted(text.split("\n")[:-1])


# -- carried on ---------------------------------------------------------------------------


def test_a_first_lock_holds_every_card_at_one_time() -> None:
    gaps = card("gaps", "", type=CardType.CLOZE, prompt="{{c1::a}} b")
    lock = locked(card("one"), gaps, card("two", deck="other"))
    assert lock.decks == {"deck": "My decks::A deck", "other": "My decks::A deck"}
    assert {note.second for note in lock.notes.values()} == {TIME}
    assert lock.notes["deck/gaps"].notetype == "Quiz Cloze"
    assert lock.notes["deck/one"].key == KEY
    assert re.fullmatch("[0-9a-f]{64}", lock.notes["deck/one"].sha256)
    assert not lock.gone


def test_only_what_changed_gets_a_later_time() -> None:
    lock = locked(card("one"), card("two"))
    later = updated(lock, of(card("one", "no"), card("two"), card("three")), TIME + 50)
    assert {name: note.second - TIME for name, note in later.notes.items()} == {
        "deck/one": 50,
        "deck/two": 0,
        "deck/three": 50,
    }
    assert str(changes(lock, later)) == "1 new, 1 changed, 0 gone"


def test_a_clock_that_went_back_still_gives_a_later_time() -> None:
    lock = updated(locked(card("one")), of(card("one", "no")), TIME - 1000)
    assert lock.notes["deck/one"].second == TIME + 1


def test_tags_are_content() -> None:
    lock = locked(card("one", tags=("a", "b")))
    assert updated(lock, of(card("one", tags=("a",))), TIME + 9).notes["deck/one"].second > TIME


def test_order_and_a_new_title_rename_nothing() -> None:
    lock = locked(card("one"), card("two"))
    assert updated(lock, of(card("two"), card("one")), TIME + 9) == lock
    assert updated(lock, of(card("one"), title="New"), TIME + 9).decks == lock.decks


def test_a_renamed_card_keeps_its_key_and_leaves_its_name() -> None:
    lock = updated(locked(card("one")), of(card("two", was=("deck/one",))), TIME + 9)
    assert lock.notes["deck/two"].key == KEY
    assert lock.notes["deck/two"].second == TIME + 9
    assert lock.gone == {"deck/one": KEY}
    # once more, whichever former names are told; and then `was` is dropped
    for was in (("deck/one", "deck/two"), ("deck/two", "deck/one"), ("lib/deck/two",)):
        again = updated(lock, of(card("three", was=was)), TIME + 20)
        assert again.notes["deck/three"].key == KEY
        assert again.gone == {"deck/one": KEY, "deck/two": KEY}
        assert updated(again, of(card("three")), TIME + 30).notes["deck/three"].key == KEY


def test_the_oldest_name_is_the_key_of_a_card_that_was_never_released() -> None:
    lock = locked(card("new", was=("deck/one", "deck/two")))
    assert lock.notes["deck/new"].key == KEY


def test_nothing_is_locked_while_a_card_cannot_be_exported() -> None:
    with pytest.raises(QuizError, match=r"decks/deck\.yaml:7:3.*no gap"):
        updated(Lock(), of(card("one", type=CardType.CLOZE, prompt="no gap")), TIME)


content = st.tuples(st.integers(0, 2), st.booleans())
steps = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abcde"), content),
        st.dictionaries(st.sampled_from("abcde"), st.sampled_from("vwxyz"), max_size=2),
        st.integers(-100, 100),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=50)
@given(steps)
def test_locking_again_and_again(releases) -> None:
    """Idempotent, times only grow and only with content, no line ever leaves."""
    lock, ever, now = Lock(), set(), TIME
    for cards, renamed, passed in releases:
        now += passed
        made = of(
            *(
                card(
                    f"{slug}-{renamed[slug]}-{now}" if slug in renamed else slug,
                    str(answer),
                    retired=retired,
                    was=(f"deck/{slug}",) if slug in renamed else (),
                )
                for slug, (answer, retired) in cards.items()
            )
        )
        later = updated(lock, made, now)
        assert updated(later, made, now + 1000) == later
        assert parse(render(later)) == later
        ever |= set(later.notes)
        assert ever == {*later.notes, *later.gone}
        assert lock.gone.items() <= later.gone.items()
        assert lock.decks.items() <= later.decks.items()
        assert set(later.by_key) == {note.key for note in later.notes.values()}
        for key, note in later.by_key.items():
            if old := lock.by_key.get(key):
                assert note.second == old.second or note.second >= max(now, old.second + 1)
                assert (note.second == old.second) == (note.sha256 == old.sha256)
        assert bool(changes(lock, later)) == (lock != later)
        assert "stale-lock" not in rules(later, made)
        lock = later


# -- what is exported before it is locked -------------------------------------------------


def test_times_before_the_next_lock_follow_from_the_last_one() -> None:
    lock = replace(locked(card("one"), card("two")), gone={"deck/x": '["lib","deck","x"]'})
    lock = updated(lock, of(card("one"), card("two", "no")), TIME + 50)
    found, bad = current(of(card("one", "no"), card("two", "no"), card("new")), lock)
    assert not bad
    assert {name: note.second - TIME for name, note in found.items()} == {
        "deck/one": 1,
        "deck/two": 50,
        "deck/new": 51,
    }


# -- guards -------------------------------------------------------------------------------


def test_a_lock_that_is_up_to_date_has_no_problem() -> None:
    made = of(card("one"), card("two", retired=True))
    assert not problems(updated(Lock(), made, TIME), made, release=True)


def test_a_stale_lock_is_a_warning_and_for_a_release_an_error() -> None:
    lock = parse(render(locked(card("one"))), "decks/cards.lock")
    for made in (of(card("one", "no")), of(card("one"), card("two")), of(card("one"), title="")):
        (problem,) = problems(lock, made)
        assert problem.rule == "stale-lock"
        assert problem.severity is Severity.WARNING
        assert problem.place == ("decks/cards.lock", 1, 1)
        assert problems(lock, made, release=True)[0].severity is Severity.ERROR


def test_a_card_may_not_go_and_locking_does_not_hide_it() -> None:
    lock = parse(render(locked(card("one"), card("two"))), "decks/cards.lock")
    without = of(card("two"))
    assert rules(lock, without, release=False) == ["stale-lock"]
    *_, gone = problems(lock, without, release=True)
    assert (gone.rule, gone.card) == ("card-gone", "one")
    assert gone.place == ("decks/cards.lock", 2, 1)
    after = updated(lock, without, TIME + 9)
    assert rules(after, without) == ["card-gone"]
    # who has it gets it as an update
    back = updated(after, of(card("one", retired=True), card("two")), TIME + 20)
    assert str(changes(after, back)) == "0 new, 1 changed, 0 gone"
    # either of the two cures
    for made in (of(card("one", retired=True), card("two")), of(card("two", was=("deck/one",)))):
        assert rules(lock, made) == ["stale-lock"]
        for before in (lock, after):
            assert not problems(updated(before, made, TIME + 20), made, release=True)


def test_a_name_is_never_given_to_another_card() -> None:
    renamed = card("two", was=("deck/one",))
    lock = updated(locked(card("one")), of(renamed), TIME + 9)
    assert not rules(lock, of(renamed))
    assert set(rules(lock, of(renamed, card("one")))) == {"shared-identity", "id-came-back"}
    with pytest.raises(QuizError, match="Anki would take it for deck/two"):
        updated(lock, of(card("one"), renamed), TIME + 20)
    # deleted, and then another card of that name: locking does not hide it either
    lock = updated(locked(card("one"), card("two")), of(card("two")), TIME + 9)
    back = of(card("one", "other"), card("two"))
    (problem,) = [p for p in problems(lock, back, release=True) if p.rule != "stale-lock"]
    assert (problem.rule, problem.card) == ("id-came-back", "one")
    assert problem.place == ("decks/deck.yaml", 7, 3)
    assert rules(updated(lock, back, TIME + 20), back) == ["id-came-back"]


def test_a_copy_of_a_library_is_not_released_over_it() -> None:
    made = of(card("one"), card("two"))
    lock = updated(Lock(), made, TIME)
    mine = [replace(c, identity=c.identity._replace(library="copy")) for c in made.cards()]
    copy = replace(of(*mine), slug="copy")
    for each in (lock, updated(lock, copy, TIME + 9)):
        found = [p for p in problems(each, copy, release=True) if p.rule == "shared-identity"]
        assert [problem.card for problem in found] == ["one", "two"]
        assert "Anki would take it for lib/deck/one" in found[0].message
    moved = of(*[replace(c, was=(f"lib/{c.identity.short}",)) for c in mine])
    assert "shared-identity" not in rules(lock, replace(moved, slug="copy"))
    renamed = of(*[replace(c, was=(f"lib/was-{c.identity.card}",)) for c in mine])  # a deck, lib
    assert "shared-identity" in rules(lock, replace(renamed, slug="copy"))
    assert rules(updated(Lock(), copy, TIME), copy) == []


def test_a_card_may_be_called_again_what_it_was() -> None:
    lock = updated(locked(card("one")), of(card("two", was=("deck/one",))), TIME + 9)
    back = of(card("one", was=("deck/two",)))
    assert rules(lock, back) == ["stale-lock"]
    lock = updated(lock, back, TIME + 20)
    assert lock.notes["deck/one"].key == KEY
    assert not rules(lock, back)


def test_a_released_deck_keeps_its_name() -> None:
    lock = locked(card("one"))
    renamed = updated(lock, of(card("one"), title="New"), TIME + 9)
    (problem,) = problems(renamed, of(card("one"), title="New"), release=True)
    assert problem.rule == "deck-renamed"
    assert "'My decks::A deck'" in problem.message
    assert "'My decks::New'" in problem.message


def test_a_card_keeps_its_note_type_and_locking_does_not_hide_it() -> None:
    lock = locked(card("one"))
    cloze = of(card("one", "", type=CardType.CLOZE, prompt="{{c1::a}} b"))
    assert rules(lock, cloze) == ["stale-lock", "notetype-changed"]
    assert rules(updated(lock, cloze, TIME + 9), cloze) == ["notetype-changed"]
    within = of(card("one", type=CardType.OPEN))
    assert rules(updated(lock, within, TIME + 9), within) == []


def test_a_card_that_anki_could_not_show_is_a_problem() -> None:
    blank = of(card("one", prompt="\u200b"))
    (problem,) = problems(locked(card("one")), blank)
    assert (problem.rule, problem.card) == ("not-for-anki", "one")
    assert problem.severity is Severity.ERROR


def test_a_verdict_changes_each_card_that_shows_it_and_no_other(tmp_path: Path) -> None:
    made = library(tmp_path)
    lock = updated(Lock(), made, TIME)
    verdict = made.conflicts[0]._replace(verdict="20 July, beyond doubt.")
    later = updated(lock, replace(made, conflicts=(verdict,)), TIME + 9)
    showing = {f"landing/{c.identity.card}" for c in made.cards() if "mission-report:3a" in c.cited}
    showing |= {f"landing/{c.identity.card}" for c in made.cards() if "magazine:2a" in c.cited}
    assert showing
    assert set(changes(lock, later).changed) == showing


def test_a_fact_that_becomes_core_changes_the_tags_of_its_cards(tmp_path: Path) -> None:
    made = library(tmp_path)
    lock = updated(Lock(), made, TIME)
    report, magazine = made.sources
    facts = tuple(fact._replace(core=True) for fact in report.facts)
    later = replace(made, sources=(report._replace(facts=facts), magazine))
    found = set(changes(lock, updated(lock, later, TIME + 9)).changed)
    assert {"landing/programmer", "landing/descent-fuel"} <= found
