"""That files are written whole or not at all."""

import pytest

from quiz.files import beside, write
from quiz.model import Unusable


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a.txt"
    write(target, "é\n")
    with pytest.raises(OSError, match="half"), beside(target) as new:
        raise OSError(new.write_text("half"), "half")
    assert target.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_folders_are_made_and_bytes_stay(tmp_path):
    target = tmp_path / "b" / ("c" * 255)
    write(target, b"\r\n\x00")
    assert target.read_bytes() == b"\r\n\x00"
    assert list(target.parent.iterdir()) == [target]


def test_what_cannot_be_written_is_said(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(Unusable, match="cannot be written"):
        write(tmp_path / "folder", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
