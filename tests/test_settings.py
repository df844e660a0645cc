from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.model import QuizError, Unusable, UsageError
from quiz.settings import Settings, home_folder, load, save

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
        ('day_starts = "25:00"', "day_starts cannot be '25:00': write it as 04:00"),
        ('day_starts = "04:00+09:00"', "day_starts cannot be '04:00+09:00': write it as 04:00"),
        ("day_starts = 2027-06-01", "day_starts cannot be 2027-06-01: write it as 04:00"),
        ('exam_date = "soon"', "exam_date cannot be 'soon': write it as 2026-12-31"),
        ("exam_date = 2027-06-01 12:00:00", "exam_date cannot be 2027-06-01 12:00:00: write it"),
        ("theme = 3", "theme"),
        ('animation = "yes"', "animation"),
        ('libraries = "one"', "libraries"),
        ('libraries = ["~no-such-user/x"]', "no such user"),
        ('libraries = ["a\\u0000b"]', "NUL"),
        ("theme = " + "[" * 5000, "cannot be read"),
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


def test_a_date_and_a_time_may_stand_without_quotes(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text("exam_date = 2027-06-01\nday_starts = 05:30:00\n")
    assert load(file) == Settings(exam_date=date(2027, 6, 1), day_starts=time(5, 30))
    assert save(file, "day_starts", "04:30").day_starts == time(4, 30)


def test_bytes_that_are_no_text_are_named(tmp_path):
    file = tmp_path / "config.toml"
    file.write_bytes(b"theme = '\xff'")
    with pytest.raises(Unusable, match=r"config\.toml cannot be read: it is not UTF-8$"):
        load(file)


def test_the_home_is_the_one_given_then_the_environment_s_then_the_platform_s(tmp_path):
    assert home_folder("here", {"QUIZ_HOME": "there"}).name == "here"
    assert home_folder(None, {"QUIZ_HOME": "there"}).name == "there"
    assert home_folder(None, {}).name == "quiz"


def test_a_home_of_nobody_is_named():
    with pytest.raises(UsageError, match="no such user"):
        home_folder("~no-such-user/home", {})
    with pytest.raises(UsageError, match="no such user"):
        home_folder(None, {"QUIZ_HOME": "~no-such-user"})


# -- saving -------------------------------------------------------------------------------------

FILE = '# mine\nnew_per_day = 5   # few\ntheme = "ink"\nexam_date = "2027-06-01"'


@pytest.mark.parametrize(
    ("key", "text", "line"),
    [
        ("new_per_day", "20", "new_per_day = 20   # few\n"),
        ("theme", 'a "b" \\', 'theme = "a \\"b\\" \\\\"\n'),
        ("exam_date", "2028-01-31", 'exam_date = "2028-01-31"'),  # as the file ended before
        ("retention", "0.85", "retention = 0.85\n"),
        ("animation", "false", "animation = false\n"),
        ("editor", "code --wait", 'editor = "code --wait"\n'),
    ],
)
def test_a_key_is_set_and_every_other_line_kept(tmp_path, key, text, line):
    path = tmp_path / "config.toml"
    path.write_text(FILE)
    settings = save(path, key, text)
    assert settings == load(path)
    after = path.read_text().splitlines(keepends=True)
    assert line in after
    kept = [one for one in FILE.split("\n") if not one.startswith(key)]
    assert [one.rstrip("\n") for one in after if one != line] == kept


def test_an_exam_date_is_taken_out(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(FILE)
    assert save(path, "exam_date", " ").exam_date is None
    assert "exam_date" not in path.read_text()


@pytest.mark.parametrize(
    ("key", "text"),
    [("new_per_day", "many"), ("new_per_day", "-1"), ("retention", "2"), ("exam_date", "soon"),
     ("day_starts", "25:00"), ("day_starts", "04:00Z"), ("new_per_day", "1\ntheme = 2")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(tmp_path, key, text):
    path = tmp_path / "config.toml"
    path.write_text(FILE)
    with pytest.raises(QuizError):
        save(path, key, text)
    assert path.read_text() == FILE


@pytest.mark.parametrize(
    ("before", "key", "text", "after"),
    [
        ("# a\r\ntheme = 'ink' # b\r\n", "theme", "paper", '# a\r\ntheme = "paper" # b\r\n'),
        ("theme = 'ink'\r\n", "editor", "vi", "theme = 'ink'\r\neditor = \"vi\"\r\n"),
        ("theme = 'ink'\r\n", "theme", "paper", 'theme = "paper"\r\n'),
        ("test_cards = 5\r\n", "test_cards", "6", "test_cards = 6\r\n"),
        ("exam_date = 2027-06-01 # x\r\ntest_cards = 5", "exam_date", "", "test_cards = 5"),
        ("\ufefftheme = 'ink'", "theme", "paper", '\ufefftheme = "paper"'),
        ("\ufeff", "theme", "paper", '\ufefftheme = "paper"\n'),
        ("\ufeffexam_date = 2027-06-01\n", "exam_date", "", "\ufeff"),
        ("editor = \"vim '#foo' -nw\" # it\n", "editor", "vi", 'editor = "vi" # it\n'),
        ("editor = 'a \"#\" b'\n", "editor", "vi", 'editor = "vi"\n'),
        ('editor = "a \\"# b"\n', "editor", "vi", 'editor = "vi"\n'),
        (
            'editor = """\na "#" b"""\nanimation=false\n',
            "editor",
            "vi",
            'editor = "vi"\nanimation=false\n',
        ),
        ("editor = '''\na\n#''' # x\n", "editor", "vi", 'editor = "vi" # x\n'),
        ("  theme='ink'\t# b\n", "theme", "paper", '  theme="paper"\t# b\n'),
        ('"theme" = "ink"\n', "theme", "paper", '"theme" = "paper"\n'),
        ("\ttest_cards\t=\t5#x\n", "test_cards", "6", "\ttest_cards\t=\t6#x\n"),
        ("#theme = 'x'\n\n\ntheme='ink'", "theme", "paper", "#theme = 'x'\n\n\ntheme=\"paper\""),
    ],
)
def test_every_byte_beside_the_value_is_kept(tmp_path, before, key, text, after):
    path = tmp_path / "config.toml"
    path.write_bytes(before.encode())
    settings = save(path, key, text)
    assert path.read_bytes().decode() == after
    assert load(path) == settings


def test_what_only_looks_like_the_key_is_left_alone(tmp_path):
    path = tmp_path / "config.toml"
    before = 'editor = """\ntheme = 1\n"""\n'
    path.write_text(before)
    with pytest.raises(Unusable, match="the place of theme is not clear: change it in the file"):
        save(path, "theme", "ink")
    assert path.read_text() == before


KEPT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=20)


@given(KEPT, KEPT, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_text_is_saved_over_any_other(before, after, end, bare):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        head, tail = f"test_cards = 7{end}editor = ", f" # {before}{end}theme = 'ink'"
        old = (
            f"'{before}'" if bare and "'" not in before else json.dumps(before, ensure_ascii=False)
        )
        path.write_bytes(f"{head}{old}{tail}".encode())
        settings = save(path, "editor", after)
        assert settings == Settings(test_cards=7, editor=after.strip(), theme="ink")
        new = path.read_bytes().decode()
        assert (new[: len(head)], new[-len(tail) :]) == (head, tail)


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("new_per_day", "abc", "new_per_day cannot be 'abc': it is a whole number from 0 to 9999"),
        ("retention", "much", "retention cannot be 'much': it is a number from 0.7 to 0.99"),
        ("animation", "on", "animation cannot be 'on': it is true or false"),
    ],
)
def test_a_value_that_cannot_be_is_told_what_it_should_be(tmp_path, key, text, message):
    with pytest.raises(UsageError) as raised:
        save(tmp_path / "config.toml", key, text)
    assert str(raised.value) == message


def test_a_first_setting_makes_the_file(tmp_path):
    assert save(tmp_path / "home" / "config.toml", "test_cards", "7").test_cards == 7
