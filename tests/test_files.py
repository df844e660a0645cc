"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat

import pytest

from quiz.files import beside, write
from quiz.model import Unusable


def test_a_file_is_written_with_the_folders_above_it(tmp_path):
    write(tmp_path / "a" / "b" / "c.txt", "Chŏson")
    assert (tmp_path / "a" / "b" / "c.txt").read_text(encoding="utf-8") == "Chŏson"
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["c.txt"]


def test_a_failure_leaves_what_was_there(tmp_path):
    file = tmp_path / "kept.txt"
    file.write_text("old")

    def half():
        with beside(file) as new:
            new.write_text("half")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        half()
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "dotfiles" / "config.toml").write_text("old")
    link = tmp_path / "config.toml"
    link.symlink_to("dotfiles/config.toml")
    write(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "dotfiles" / "config.toml").read_text() == "new"


def test_who_may_read_a_file_stays_as_it_was(tmp_path):
    file = tmp_path / "private.txt"
    file.write_text("old")
    file.chmod(0o600)
    write(file, "new")
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("new", 0o600)


def test_what_a_killed_write_left_is_removed_a_day_later(tmp_path):
    def aged(path, hours):
        os.utime(path, times=(path.stat().st_mtime - hours * 3600,) * 2)

    stale, young = tmp_path / ".quiz-0123456789abcdef", tmp_path / ".quiz-fedcba9876543210"
    others = [
        tmp_path / name for name in (".0123456789abcdef", ".quiz-notes", "quiz-0123456789abcdef")
    ]
    link, folder = tmp_path / ".quiz-1111111111111111", tmp_path / ".quiz-2222222222222222"
    for file in (stale, young, *others):
        file.write_text("half")
    folder.mkdir()
    link.symlink_to(others[0])
    for path in (stale, folder, *others):
        aged(path, 25)
    aged(young, 23)
    write(tmp_path / "deck.yaml", "new")
    assert {*tmp_path.iterdir()} == {young, link, folder, *others, tmp_path / "deck.yaml"}


def test_a_folder_of_many_files_is_looked_through_once(tmp_path, monkeypatch):
    seen = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: seen.append(path) or scandir(path))
    for n in range(3):
        write(tmp_path / f"{n}.png", "picture")
    assert seen == [tmp_path]


def test_two_who_write_at_once_leave_each_other_alone(tmp_path):
    with beside(tmp_path / "one") as one:
        one.write_text("1")
        write(tmp_path / "two", "2")
        assert one.read_text() == "1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_what_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match="cannot be written"):
        write(tmp_path / "file" / "below", "x")
