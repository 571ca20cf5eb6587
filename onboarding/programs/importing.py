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
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel and its like begin, new and old."""
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


def refuse_size(size: int) -> None:
    """``size`` in bytes: of a file that nobody has read yet."""
    if size > LARGEST:
        sentence = _("The file has %(size)d kB, and at most %(most)d kB are taken at once. Cut it into smaller files.")
        raise BadFile(sentence % {"size": -(-size // 1024), "most": LARGEST // 1024})


def decode(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, or GBK: as spreadsheets write text."""
    refuse_size(len(data))
    if data.startswith(WORKBOOKS):
        raise BadFile(_("This is a workbook of a spreadsheet. Open it there, save it as “CSV UTF-8” and try again."))
    for encoding in ("utf-16",) if data.startswith(UTF_16_MARKS) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadFile(_("The file is neither UTF-8 nor GBK. Save it as “CSV UTF-8” and try again."))


def read(text: str) -> tuple[Row, ...]:
    """The rows of this text; its first line names the columns, in any order."""
    lines = io.StringIO(text, newline=None)
    first = next((line for line in lines if line.strip()), "")
    lines.seek(0)
    filled = _filled(csv.reader(lines, delimiter=max(",;\t", key=first.count), strict=True))
    _number, head = next(filled, (1, []))
    names, rows = _names(head), list(filled)
    if not rows:
        raise BadFile(_("The file has no line below its first one, so there is nothing to import."))
    if len(rows) > MOST_ROWS:
        sentence = _(
            "The file has %(count)d lines, and at most %(most)d are taken at once. Cut it into %(files)d files."
        )
        raise BadFile(sentence % {"count": len(rows), "most": MOST_ROWS, "files": -(-len(rows) // MOST_ROWS)})
    return tuple(_row(number, names, cells) for number, cells in rows)


def sample() -> str:
    """A file to begin with. Its mark tells spreadsheets that it is UTF-8."""
    written = io.StringIO()
    csv.writer(written).writerows(SAMPLE)
    return f"\ufeff{written.getvalue()}"


def _filled(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """What is not empty, by the number of its last line. A mark that is never closed would swallow what follows."""
    begins = reader.line_num + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        sentence = _("From line %(line)d on this is not CSV. Look there for a quotation mark that is never closed.")
        raise BadFile(sentence % {"line": begins}) from error


def _row(number: int, names: list[str], cells: list[str]) -> Row:
    held = {name: cell.strip()[:LONGEST_CELL] for name, cell in zip(names, cells, strict=False)}
    return Row(number=number, **{name: held.get(name, "") for name in COLUMNS})


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
