from __future__ import annotations

from quiz.library.merges import first_version

OURS, BASE, EVEN, THEIRS = "<<<<<<< HEAD", "||||||| base", "=======", ">>>>>>> other"


def merged(*lines: str) -> tuple[list[str], list[int]]:
    text, begun = first_version("\n".join(lines))
    return text.split("\n"), begun


def test_a_text_without_marks_stays_as_it_is():
    text = "a\r\nb ======= c\rd\n"
    assert first_version(text) == (text, [])


def test_the_first_version_is_kept_and_every_line_keeps_its_place():
    assert merged("a", OURS, "b", BASE, "x", EVEN, "c", THEIRS, "d", OURS, EVEN, THEIRS) == (
        ["a", "", "b", "", "", "", "", "", "d", "", "", ""],
        [1, 9],
    )


def test_a_mark_within_a_line_is_text():
    inside = f"a {EVEN} b"
    assert merged(OURS, inside, EVEN, "c", THEIRS, inside)[0] == ["", inside, "", "", "", inside]


def test_behind_a_mark_alone_the_text_goes_on():
    for mark in (EVEN, BASE, THEIRS):
        assert merged("a", mark, "b", mark, "c") == (["a", "", "b", "", "c"], [1, 3])


def test_a_place_that_begins_in_another_is_a_place_too():
    assert merged(OURS, "a", OURS, "b", EVEN, "c", THEIRS) == (
        ["", "a", "", "b", "", "", ""],
        [0, 2],
    )
