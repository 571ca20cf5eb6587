"""Rows as CSV that spreadsheets open as it is meant: Chinese stays Chinese, and no cell is run as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.http import StreamingHttpResponse

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the local code page."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell begins with that Excel, or another spreadsheet, would run: people choose their own names."""


class _Line:
    """What `csv.writer` writes to: it hands back the line."""

    def write(self, line: str) -> str:
        return line


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file, line by line."""
    writer = csv.writer(_Line())
    yield BOM
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def cell(value: object) -> str:
    """As text: instants in the zone they come in, nothing as nothing, and what looks like a formula behind a quote."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULAS) else text


def download(rows: Iterable[Sequence[object]], *, name: str) -> StreamingHttpResponse:
    """Sent as it is made, however long. ``name``: of the file, letters of an address only."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8", headers=disposition)
