"""Writing exports: CSV that a spreadsheet opens and runs nothing of, JSON that breaks where it breaks off."""

import csv
import io
import json
from datetime import datetime, timedelta, timezone
from itertools import islice, repeat

import pytest

from onboarding.progress.exports import FORMATS, written

AT = datetime(2026, 3, 2, 20, 0, tzinfo=timezone(timedelta(hours=8)))


def csv_of(*rows: tuple[object, ...], columns: tuple[str, ...] = ("one", "two")) -> str:
    return "".join(written(FORMATS["csv"], about={}, columns=columns, rows=rows))


def test_it_begins_with_the_mark_by_which_excel_knows_utf_8():
    assert csv_of().encode().startswith(b"\xef\xbb\xbfone,two\r\n")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_is_a_formula(text):
    [_head, row] = list(csv.reader(io.StringIO(csv_of((text, 1)), newline="")))
    assert row == [f"'{text}", "1"]


@pytest.mark.parametrize("text", ["a=1", "部署", 'say "hello", please', "two\nlines", "3 - 1"])
def test_other_texts_come_back_as_they_were(text):
    [_head, row] = list(csv.reader(io.StringIO(csv_of((text, "")), newline="")))
    assert row == [text, ""]


def test_numbers_may_be_negative_and_nothing_is_empty():
    assert csv_of((-1, None)).splitlines()[1] == "-1,"


def test_instants_are_in_utc_and_truth_is_a_word():
    assert csv_of((AT, True)).splitlines()[1] == "2026-03-02T12:00:00Z,true"


def test_json_is_one_document_that_says_what_it_is():
    pieces = written(
        FORMATS["json"], about={"export": "people"}, columns=("at", "name"), rows=[(AT, "林"), (None, "=1")]
    )
    assert json.loads("".join(pieces)) == {
        "export": "people",
        "columns": ["at", "name"],
        "rows": [{"at": "2026-03-02T12:00:00Z", "name": "林"}, {"at": None, "name": "=1"}],
    }


def test_json_without_rows_is_a_document_too():
    assert json.loads("".join(written(FORMATS["json"], about={}, columns=("a",), rows=[])))["rows"] == []


@pytest.mark.parametrize("name", FORMATS)
def test_rows_are_written_as_they_come(name):
    endless = written(FORMATS[name], about={}, columns=("a",), rows=repeat(("x",)))
    assert len(list(islice(endless, 1000))) == 1000
