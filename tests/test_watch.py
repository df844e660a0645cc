"""What counts as a change of a library's files."""

from quiz.watch import stamp


def test_each_file_that_is_read_counts_whatever_else_lies_there(tmp_path):
    decks = tmp_path / "decks"
    decks.mkdir()
    (decks / "gone.yaml").symlink_to(tmp_path / "nowhere")
    for name in ("a.yaml", "b.YML", "c.yaml", "notes.txt", ".hidden.yaml"):
        (decks / name).write_text("deck: d\n")
    seen = stamp([tmp_path])
    assert sorted(path.rpartition("/")[2] for path, *_ in seen) == ["a.yaml", "b.YML", "c.yaml"]
    (decks / "c.yaml").write_text("deck: other\n")
    assert stamp([tmp_path]) != seen


def test_a_file_beside_the_libraries_counts_once_it_is_there(tmp_path):
    file = tmp_path / "overrides.yaml"
    assert stamp([tmp_path], [file]) == frozenset()
    file.write_text("overrides:\n")
    assert len(stamp([tmp_path], [file])) == 1
