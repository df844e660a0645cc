import csv
import io
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.cli import run
from quiz.importing import csvfile
from quiz.importing.csvfile import _rows, rows_of
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


@pytest.mark.parametrize("name", [".", "..", "war", "war.yaml"])
def test_a_file_of_no_known_suffix_is_named(name, capsys):
    assert run(["import", name]) == 2
    assert capsys.readouterr().err.startswith(f"quiz: {name}: the suffix says what to read: .apkg,")


def test_an_import_that_brings_nothing_says_so(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("one.csv").write_text("Who?,\n")
    for more, said in (([], "Imported"), (["--dry-run"], "Would import")):
        assert run(["import", "one.csv", "--into", "lib", *more]) == 0
        assert capsys.readouterr().out == (
            f"{said} nothing from one.csv: it has 1 note with 1 card.\n"
            "Left out: its back shows no answer (1):\n  Who?\n"
        )


def test_a_table_becomes_a_deck(tmp_path, capsys):
    (tmp_path / "war.csv").write_text("Who?,Mao\nWhere?,Korea\nEmpty?,\n")
    assert run(["import", str(tmp_path / "war.csv"), "--into", str(tmp_path / "lib")]) == 0
    assert "no answer" in capsys.readouterr().out
    library, problems = load_library(tmp_path / "lib")
    assert not problems
    assert [(deck.slug, len(deck.cards)) for deck in library.decks] == [("war", 2)]


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x0c", "\x85", "\x1c", "\n", "\r\n"])
def test_a_break_within_a_cell_ends_no_row(tmp_path, sign):
    quoted = f'Who?,"Mao{sign}Zedong"\nWhere?,Korea\n'
    bare = quoted.replace('"', "") if sign not in "\r\n" else quoted
    for text in (quoted, bare, f"question,answer\n{quoted}"):
        one, two = keys(tmp_path, text)
        assert (one["question"], two["answer"]) == ("Who?", "Korea")
        told = one["answer"]
        assert told.startswith("Mao")
        assert told.endswith("Zedong")
        assert told.replace("\n", "").isprintable()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", ["\t", ",", ";"])
def test_a_quote_that_opens_no_cell_is_text(tmp_path, sign, end):
    rows = [
        ['"Iron Triangle" apex', "a hill"],
        ['"Iron Triangle apex', 'the "Punchbowl"'],
        ['5" gun', 'said "so"'],
        [f'"a {sign} ""b""" ', '""'],
        ["d", "e"],
    ]
    text = end.join(sign.join(row) for row in rows)
    assert keys(tmp_path, text, "q.txt") == [
        {"question": '"Iron Triangle" apex', "answer": "a hill"},
        {"question": '"Iron Triangle apex', "answer": 'the "Punchbowl"'},
        {"question": '5" gun', "answer": 'said "so"'},
        {"question": "d", "answer": "e"},
    ]
    assert [row.name for row in rows_of(tmp_path / "q.txt") if not isinstance(row, Draft)] == [
        " ".join(f'a {sign} "b"'.split())
    ]


TABLES = st.lists(
    st.lists(st.text("ab ,;\t\"'\n\r\x0b\u2028é", max_size=8), min_size=2, max_size=3).filter(
        lambda row: any(map(str.strip, row))
    ),
    min_size=1,
)


@given(TABLES, st.sampled_from(",;\t |"), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_what_is_quoted_by_the_rules_is_read_by_them(table, sign, quoting):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=sign, quoting=quoting).writerows(table)
    assert list(_rows(written.getvalue(), 0, sign)) == table


@pytest.mark.parametrize("unit", ['"a\n', '"",""x\n', '"', 'x,"a""b\n', '"x" ', '" '])
def test_quotes_without_end_take_no_time(unit):
    """Each cell that looks quoted is followed to the next quote, and not to the end."""
    begun = process_time()
    list(_rows('"' + unit * 200_000, 0, ","))
    assert process_time() - begun < 20


@pytest.mark.parametrize(
    "head",
    [
        "Front,Back",
        "front , BACK,Year",
        "Term,Definition",
        "\ufeffQuestion,Answer",
        "#html:false\nFront,Back",
        "#html:false\nQuestion,Answer",
    ],
)
def test_a_header_is_no_card(tmp_path, head):
    (found,) = keys(tmp_path, f"{head}\nWho?,Mao\n")
    assert (found["question"], found["answer"]) == ("Who?", "Mao")


def test_a_file_of_anki_has_no_header_but_its_own(tmp_path):
    found = keys(tmp_path, "#separator:tab\n#html:false\nQuestion\tAnswer\nBread\tBrot\n")
    assert [card["question"] for card in found] == ["Question", "Bread"]


def test_a_header_names_what_explains(tmp_path):
    (found,) = keys(tmp_path, "Front,Back,Year\nWho?,Mao,1949\n")
    assert found["explanation"] == "Year: 1949"


def test_a_header_names_the_columns_of_deck_and_tags(tmp_path):
    (tmp_path / "x.csv").write_text("Front,Back,Extra,Tags,Deck\nWho?,Mao,In 1949.,a b,War::End\n")
    (draft,) = rows_of(tmp_path / "x.csv")
    assert draft.title == "War: End"
    assert draft.keys == {
        "question": "Who?", "answer": "Mao", "explanation": "In 1949.", "tags": ["a", "b"],
    }  # fmt: skip


@pytest.mark.parametrize("sign", [";", ",", "|", "\t"])
def test_a_line_for_excel_parts_the_cells(tmp_path, sign):
    rows = [["question", "answer"], ["Who, or what; is it?", "Mao"]]
    text = "".join(sign.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    (found,) = keys(tmp_path, f"sep={sign}\r\n{text}")
    assert found == {"question": "Who, or what; is it?", "answer": "Mao"}


def test_signs_in_quotes_do_not_part_the_cells(tmp_path):
    (one, two) = keys(tmp_path, '\n"When, where, who?";"then, there"\na;b\n')
    assert one == {"question": "When, where, who?", "answer": "then, there"}
    assert two == {"question": "a", "answer": "b"}


def test_empty_rows_of_a_spreadsheet_are_no_cards(tmp_path):
    assert len(keys(tmp_path, ",,\nquestion,answer,\n , ,\nWho?,Mao,\n,,\n")) == 1


def test_what_no_card_has_a_key_for_is_named(tmp_path):
    (tmp_path / "x.csv").write_text(
        "question,answer,distractor,level,\nWho led?,Peng,Lin,B1,\nWhere?,Korea, the South,,,No\n"
    )
    one, two = rows_of(tmp_path / "x.csv")
    assert one.simplified == (
        "the column 'distractor' is left out, cards have no such key: did you mean 'distractors'?",
        "the column 'level' is left out, cards have no such key",
    )
    assert two.simplified[0] == one.simplified[0]
    assert two.simplified[1].startswith("a cell behind the last column is left out")


def test_two_columns_of_one_key_are_refused(tmp_path):
    (tmp_path / "x.csv").write_text("question,answer,Answer\nWho?,Mao,Peng\n")
    with pytest.raises(Unusable, match="two columns are called 'answer'"):
        list(rows_of(tmp_path / "x.csv"))


def test_where_nothing_comes_in_nothing_is_written(tmp_path):
    (tmp_path / "x.csv").write_text("question\nWho?\n")
    assert bring(rows_of(tmp_path / "x.csv"), lambda _: None, tmp_path / "lib").left_out
    assert not (tmp_path / "lib").exists()


def test_what_only_looks_like_a_header_is_a_card(tmp_path):
    (found,) = keys(tmp_path, "Front,line\n")
    assert found == {"question": "Front", "answer": "line"}


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


@pytest.mark.parametrize(
    "text", ["", "\n\n", "question,answer\n", "#separator:comma\n", "Front,Back\n"]
)
def test_a_table_without_rows_is_refused(tmp_path, text):
    (tmp_path / "x.csv").write_text(text, "utf-8")
    with pytest.raises(Unusable, match="it has no rows"):
        list(rows_of(tmp_path / "x.csv"))


def test_cards_stay_where_they_are_once_a_column_says_their_deck(tmp_path):
    """Earlier versions read that column as one more that explains."""
    file, root = tmp_path / "war.csv", tmp_path / "library"
    file.write_text("Front,Back\nWho?,Mao\nWhen?,1949\n")
    bring(rows_of(file), lambda _: None, root)
    file.write_text("Front,Back,Deck\nWho?,Mao Zedong,End\nWhen?,1949,\nWhere?,Peking,End\n")
    report = bring(rows_of(file), lambda _: None, root)
    assert (report.updated, report.new) == (["war/who"], ["end/where"])
    assert report.unchanged == 1
    again = bring(rows_of(file), lambda _: None, root)
    assert (again.unchanged, again.new, again.updated) == (3, [], [])


def test_a_question_of_another_deck_does_not_take_the_card_of_a_row(tmp_path):
    file, root = tmp_path / "war.csv", tmp_path / "library"
    file.write_text("Front,Back,Deck\nWhen?,1950,War\nWho?,Mao,\n")
    bring(rows_of(file), lambda _: None, root)
    file.write_text(
        "Front,Back,Deck\nWhen?,1937,Asia\nWho?,Chiang,Asia\nWhen?,1950,War\nWho?,Mao,\n"
    )
    report = bring(rows_of(file), lambda _: None, root)
    assert (report.new, report.updated) == (["asia/when", "asia/who"], [])
    assert report.unchanged == 2


@pytest.mark.parametrize(
    ("bound", "most", "reason"),
    [
        ("_MOST_ROWS", 2, "it has over 2 rows or 4,000,000 cells: divide it"),
        ("_MOST_CELLS", 8, "it has over 200,000 rows or 8 cells: divide it"),
        ("_WIDEST", 2, "a row has over 2 cells"),
    ],
)
def test_tables_of_no_end_are_refused(bound, most, reason, tmp_path, monkeypatch):
    monkeypatch.setattr(csvfile, bound, most)
    (tmp_path / "a.csv").write_text("a,b,c\nd,e,f\ng,h,i\n")
    with pytest.raises(Unusable, match=reason):
        list(rows_of(tmp_path / "a.csv"))
