"""Reading the audit trail: a page of it, or all that was asked for, piece by piece. One query a source, no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from onboarding.programs.models import Program
from onboarding.progress.queries.audit.entries import Cursor, Entry
from onboarding.progress.queries.audit.filters import Filter, below
from onboarding.progress.queries.audit.sources import Source

A_PAGE = 50
CHUNK = 1_000


@dataclass(frozen=True)
class Page:
    """``next``: where the next page begins, or None at the beginning of all history."""

    entries: tuple[Entry, ...]
    next: Cursor | None


def page_of(program: Program, asked: Filter, *, after: Cursor | None = None) -> Page:
    """The latest entries, or those that come after this place."""
    found = list(islice(_merged([_page_rows(program, asked, after, *each) for each in asked.sources]), A_PAGE + 1))
    shown = tuple(found[:A_PAGE])
    return Page(shown, Cursor.below(shown[-1]) if len(found) > A_PAGE else None)


def entries_of(program: Program, asked: Filter) -> Iterator[Entry]:
    """Everything that was asked for, latest first, without ever holding much of it."""
    return _merged([_entries(*each, _rows(program, asked, each[1]).iterator(CHUNK)) for each in asked.sources])


def _page_rows(program: Program, asked: Filter, after: Cursor | None, rank: int, source: Source) -> Iterator[Entry]:
    rows = _rows(program, asked, source)
    if after is not None:
        rows = rows.filter(below(after, rank, source))
    return _entries(rank, source, rows[: A_PAGE + 1])


def _rows(program: Program, asked: Filter, source: Source) -> QuerySet[Any]:
    found = asked.of(source, source.found(program)).order_by(f"-{source.at}", "-pk")
    return found.values_list(*source.columns())


def _entries(rank: int, source: Source, rows: Any) -> Iterator[Entry]:
    for row in rows:
        at, pk, actor_login, actor_name, person_login, person_name, *more = row
        enrollment, submission, question, task, *what = more
        yield Entry(
            at=at,
            source=source,
            rank=rank,
            pk=pk,
            actor_login=actor_login or "",
            actor_name=actor_name or "",
            person_login=person_login or "",
            person_name=person_name or "",
            enrollment=enrollment or "",
            submission=submission or "",
            question=question or "",
            task=task,
            what=tuple(what),
        )


def _merged(found: list[Iterator[Entry]]) -> Iterator[Entry]:
    return merge(*found, key=lambda entry: (entry.at, entry.rank, entry.pk), reverse=True)
