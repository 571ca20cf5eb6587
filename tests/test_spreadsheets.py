"""CSV that spreadsheets open as it is meant."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest

from onboarding.spreadsheets import download, lines


def test_excel_reads_chinese_and_commas_and_quotes_survive():
    text = "".join(lines([["林小雨", 'says "hi", twice\nand more']]))

    assert text.startswith("\ufeff")
    assert list(csv.reader(StringIO(text.removeprefix("\ufeff")))) == [["林小雨", 'says "hi", twice\nand more']]


@pytest.mark.parametrize("formula", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_people_call_themselves_is_never_run(formula):
    _bom, line = lines([[formula]])

    assert next(csv.reader([line]))[0] == f"'{formula}"


def test_numbers_instants_and_nothing_are_written_plainly():
    _bom, line = lines([[-3, None, datetime(2026, 3, 2, 12, 5, tzinfo=UTC)]])

    assert line == "-3,,2026-03-02 12:05\r\n"


def test_a_download_is_sent_as_it_is_made():
    answer = download(iter([["a"]]), name="spring")

    assert answer.streaming
    assert answer["Content-Disposition"] == 'attachment; filename="spring.csv"'
