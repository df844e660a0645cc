from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.cli import run
from quiz.importing.csvfile import rows_of
from quiz.importing.draft import Draft
from quiz.importing.write import bring
from quiz.library import load_library
from quiz.model import Unusable


def keys(tmp_path, text, name="war.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return [row.keys for row in rows_of(tmp_path / name) if isinstance(row, Draft)]


def test_two_columns(tmp_path):
    assert keys(tmp_path, "Mao\tChina's *leader*\nKim\tNorth <b>\n", "q.txt") == [
        {"question": "Mao", "answer": r"China's \*leader\*"},
        {"question": "Kim", "answer": "North <b>"},
    ]


def test_ankis_own_text_export(tmp_path):
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
        "#tags column:6\ng1\tBasic\tHistory::Wars\tWho?\t<b>Mao</b>\ta b\n"
        "g2\tCloze\tHistory::Wars\t{{c1::Mao}} won\t\tc\n"
    )
    (tmp_path / "a.txt").write_text(text)
    one, two = rows_of(tmp_path / "a.txt")
    assert (one.key, one.title) == ("g1#0", "History: Wars")
    assert one.keys == {"question": "Who?", "answer": "**Mao**", "tags": ["a", "b"]}
    assert two.keys == {"type": "cloze", "text": "{{c1::Mao}} won", "tags": ["c"]}


def test_more_columns_explain(tmp_path):
    (tmp_path / "a.csv").write_text("#separator:comma\n#columns:Q,A,Year\nWho?,Mao,1949\n")
    (row,) = rows_of(tmp_path / "a.csv")
    assert row.keys["explanation"] == "Year: 1949"


def test_a_header_with_our_keys(tmp_path):
    text = (
        "type,question,answer,distractors,pairs,tags\n"
        'choice,"Who, then?",Mao,Lin | Kim,,a b\n'
        "match,Which?,,,a = 1 | b = 2,\n"
    )
    assert keys(tmp_path, text) == [
        {
            "type": "choice",
            "question": "Who, then?",
            "answer": "Mao",
            "distractors": ["Lin", "Kim"],
            "tags": ["a", "b"],
        },
        {
            "type": "match",
            "question": "Which?",
            "pairs": [{"left": "a", "right": "1"}, {"left": "b", "right": "2"}],
        },
    ]


def test_a_table_becomes_a_deck(tmp_path, capsys):
    (tmp_path / "war.csv").write_text("Who?,Mao\nWhere?,Korea\nEmpty?,\n")
    assert run(["import", str(tmp_path / "war.csv"), "--into", str(tmp_path / "lib")]) == 0
    assert "no answer" in capsys.readouterr().out
    library, problems = load_library(tmp_path / "lib")
    assert not problems
    assert [(deck.slug, len(deck.cards)) for deck in library.decks] == [("war", 2)]


@pytest.mark.parametrize("data", [b"\xff\xff", b"\x80abc", b'"' + b"x" * 200_000])
def test_what_is_no_table_is_refused(data, tmp_path):
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(Unusable):
        list(rows_of(tmp_path / "x.csv"))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text('#abc:,\t"\n\r {}1;|=questionanswer', max_size=80))
def test_any_text_is_read_or_refused(tmp_path, text):
    (tmp_path / "x.csv").write_text(text, newline="")
    with suppress(Unusable):
        list(rows_of(tmp_path / "x.csv"))


def test_an_answer_that_shows_nothing_is_left_out(tmp_path):
    (tmp_path / "x.csv").write_text("question,answer\nWhat is it?,[](https://nothing.org)\n")
    report = bring(rows_of(tmp_path / "x.csv"), lambda _: None, tmp_path)
    assert not report.new
    assert "shows nothing" in report.left_out[0].reason


@pytest.mark.parametrize("column", ["9" * 5000, "0", "-1", "1e1", "²"])
def test_a_column_that_cannot_be_is_none(tmp_path, column):
    (found,) = keys(tmp_path, f"#guid column:{column}\nWho?\tMao\n", "war.txt")
    assert (found["question"], found["answer"]) == ("Who?", "Mao")


def test_a_separator_that_cannot_be_is_refused_or_read(tmp_path):
    file = tmp_path / "war.csv"
    file.write_text('#separator:"\nWho?"Mao\n')
    with suppress(Unusable):
        list(rows_of(file))


@pytest.mark.parametrize("text", ["", "\n\n", "question,answer\n", "#separator:comma\n"])
def test_a_table_without_rows_is_refused(tmp_path, text):
    (tmp_path / "x.csv").write_text(text, "utf-8")
    with pytest.raises(Unusable, match="it has no rows"):
        list(rows_of(tmp_path / "x.csv"))
