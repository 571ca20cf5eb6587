"""Writing rows as CSV or JSON, piece by piece: an export of a million rows takes no more memory than one of ten.

CSV begins with the mark by which Excel knows UTF-8, and no cell of it begins like a formula: what newcomers wrote must
not run on the organiser's machine.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

Row: TypeAlias = Sequence[Any]
Writer: TypeAlias = Callable[[Mapping[str, Any], Sequence[str], Iterable[Row]], Iterator[str]]

BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How cells begin that a spreadsheet may run, also as full-width letters."""


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


@dataclass(frozen=True)
class Format:
    """``suffix`` ends the file's name."""

    suffix: str
    content_type: str
    write: Writer


def _csv(about: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + str(writer.writerow(columns))
    for row in rows:
        yield str(writer.writerow([_cell(value) for value in row]))


def _json(about: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """One document, each row on a line of its own. What breaks off is no JSON, so that nobody takes it for all."""
    head = json.dumps({**about, "columns": columns}, ensure_ascii=False)
    yield f'{head[:-1]}, "rows": ['
    separator = "\n"
    for row in rows:
        named = {name: _plain(value) for name, value in zip(columns, row, strict=True)}
        yield separator + json.dumps(named, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "text/csv; charset=utf-8", _csv),
    "json": Format("json", "application/json", _json),
}


def written(format_: Format, *, about: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The file, in pieces. ``about`` is said at the head of a JSON document."""
    return format_.write(about, columns, rows)


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value


def _cell(value: Any) -> Any:
    """Nothing, a number, or a text that no spreadsheet takes for a formula."""
    value = _plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
