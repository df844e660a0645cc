from __future__ import annotations

from datetime import date, time

import pytest

from quiz.model import Unusable
from quiz.settings import Settings, home_folder, load

WHOLE = """\
new_per_day = 5
test_cards = 20
retention = 0.85
day_starts = "05:30"
exam_date = "2027-06-01"
theme = "paper"
animation = false
libraries = ["other", "/srv/third"]
editor = "vi"
"""


def test_no_file_means_the_defaults(tmp_path):
    assert load(tmp_path / "config.toml") == Settings()


def test_every_key_is_read(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(WHOLE)
    assert load(file) == Settings(
        new_per_day=5,
        test_cards=20,
        retention=0.85,
        day_starts=time(5, 30),
        exam_date=date(2027, 6, 1),
        theme="paper",
        animation=False,
        libraries=(tmp_path / "other", tmp_path.joinpath("/srv/third")),
        editor="vi",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("retention = 1.5", "retention cannot be 1.5"),
        ("retention = true", "retention"),
        ("new_per_day = -1", "new_per_day"),
        ("new_per_day = 2.5", "new_per_day"),
        ("test_cards = 0", "test_cards"),
        ('day_starts = "25:00"', "day_starts"),
        ('exam_date = "soon"', "exam_date"),
        ("theme = 3", "theme"),
        ('animation = "yes"', "animation"),
        ('libraries = "one"', "libraries"),
        ("colour = 1", "there is no setting 'colour'"),
        ("retention = = 1", "line 1"),
    ],
)
def test_what_cannot_be_is_named_with_the_file(tmp_path, text, message):
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(Unusable, match=r"config\.toml") as raised:
        load(file)
    assert message in str(raised.value)


def test_bytes_that_are_no_text_are_named(tmp_path):
    file = tmp_path / "config.toml"
    file.write_bytes(b"theme = '\xff'")
    with pytest.raises(Unusable, match="cannot be read"):
        load(file)


def test_the_home_is_the_one_given_then_the_environment_s_then_the_platform_s(tmp_path):
    assert home_folder("here", {"QUIZ_HOME": "there"}).name == "here"
    assert home_folder(None, {"QUIZ_HOME": "there"}).name == "there"
    assert home_folder(None, {}).name == "quiz"
