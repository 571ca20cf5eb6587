"""A CSV file of people and what they had done before, read into rows; what can't be read is refused in words."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

LARGEST = 200 * 1024
MOST_ROWS = 500
COLUMNS = ("login", "started", "mentor", "task", "done_on", "note")
LONGEST_CELL = 1000
SAMPLE = (
    COLUMNS,
    ("ada-demo", "2026-03-01", "grace-demo", "introduce-yourself", "2026-03-03", "Wrote to the list"),
    ("ada-demo", "", "", "first-contribution", "2026-03-20", "https://github.com/demo-community/guide/pull/1"),
    ("mary-demo", "", "", "", "", ""),
)


class BadFile(ValueError):
    """This file is not taken at all. ``message`` is for whoever sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Row:
    """One line as it stands in the file; ``number`` is what an editor calls it."""

    number: int
    login: str
    started: str
    mentor: str
    task: str
    done_on: str
    note: str


def decode(data: bytes) -> str:
    """UTF-8 with or without its mark, or GBK as spreadsheets in China write it."""
    if len(data) > LARGEST:
        raise BadFile(_("The file is larger than 200 kB. Cut it in two, and import one after the other."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadFile(_("The file is neither UTF-8 nor GBK. Save it as “CSV UTF-8” and try again."))


def read(text: str) -> tuple[Row, ...]:
    """The rows of this text; its first line names the columns, in any order."""
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    try:
        rows = tuple(_rows(reader))
    except csv.Error as error:
        raise BadFile(
            _("Line %(line)d is not CSV. Look for a quotation mark that is never closed.") % {"line": reader.line_num}
        ) from error
    if not rows:
        raise BadFile(_("The file has no line below its first one, so there is nothing to import."))
    return rows


def sample() -> str:
    """A file to begin with. Its mark tells spreadsheets that it is UTF-8."""
    written = io.StringIO()
    csv.writer(written).writerows(SAMPLE)
    return f"\ufeff{written.getvalue()}"


def _rows(reader: Any) -> Iterator[Row]:
    names = _names(next(reader, []))
    count = 0
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise BadFile(
                _("The file has more than %(count)d lines. Cut it in two, and import one after the other.")
                % {"count": MOST_ROWS}
            )
        held = {name: cell.strip()[:LONGEST_CELL] for name, cell in zip(names, cells, strict=False)}
        yield Row(number=reader.line_num, **{name: held.get(name, "") for name in COLUMNS})


def _names(cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    if "login" not in names:
        raise BadFile(
            _("The first line has to name the columns, and one of them has to be `login`. The sample shows how.")
        )
    if unknown := [name for name in names if name and name not in COLUMNS]:
        sentence = _("There is no column `%(name)s`. These are known: %(known)s.")
        raise BadFile(sentence % {"name": unknown[0][:40], "known": ", ".join(COLUMNS)})
    if len(set(names)) < len(names):
        raise BadFile(_("A column stands there twice. Keep one of them."))
    return names
