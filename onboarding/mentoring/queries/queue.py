"""The review queue: everything that waits for a mentor's judgement, a page at a time, with who is at it already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from onboarding.mentoring.queries.prepared import rows_for
from onboarding.mentoring.queries.scope import Scope
from onboarding.mentoring.queries.walk import ORDERS, By, Walk
from onboarding.mentoring.queries.work import COLUMNS, Item, item_of, rows_about
from onboarding.mentoring.sql import Counted
from onboarding.people.models import User
from onboarding.prepared import SOMETIME

PAGE = 50
COUNTED_TO = 1000


@dataclass(frozen=True)
class Line:
    """``holder`` is a colleague's name; empty where nobody, or the mentor themself (``is_mine``), holds it."""

    item: Item
    task: int
    holder: str
    is_mine: bool
    until: datetime | None

    @property
    def is_free(self) -> bool:
        return not self.holder


@dataclass(frozen=True)
class Stretch:
    """Lines that stand together: of one task, or all of the page. ``title`` is empty for the latter."""

    title: str
    lines: Sequence[Line]

    @property
    def free(self) -> list[Line]:
        return [line for line in self.lines if line.is_free]


@dataclass(frozen=True)
class QueuePage:
    """``first`` and ``last`` are places in the whole queue, from 1. ``total`` stops at `COUNTED_TO`."""

    stretches: Sequence[Stretch]
    number: int
    first: int
    last: int
    total: int

    @property
    def is_more(self) -> bool:
        return self.total > COUNTED_TO

    @property
    def has_next(self) -> bool:
        return self.last < self.total


def queue_of(scope: Scope, walk: Walk, *, page: int, now: datetime) -> QueuePage:
    """One query, however long the queue is. A page behind its end is the first: somebody has decided meanwhile."""
    skipped = (page - 1) * PAGE
    rows = rows_for(scope.user, _Lines(walk, skipped), now=now)
    if skipped and not rows:
        return queue_of(scope, walk, page=1, now=now)
    lines = [_line(row, scope) for row in rows]
    return QueuePage(
        stretches=_stretches(lines, walk.by),
        number=page,
        first=skipped + 1,
        last=skipped + len(lines),
        total=rows[0][-1] if rows else 0,
    )


@dataclass(frozen=True)
class _Lines:
    """Makes the query of the lines of one page; behind what is said of the work stand its task, who holds it, and how
    many lie on the way."""

    walk: Walk
    skipped: int

    def __call__(self, user: User) -> QuerySet[Any, Any]:
        way = self.walk.through(user, now=SOMETIME)
        rows = rows_about(way[self.skipped : self.skipped + PAGE], *ORDERS[self.walk.by])
        held = FilteredRelation("hold", condition=Q(hold__until_at__gt=SOMETIME))
        more = ("task", *(f"held__{column}" for column in ("mentor", "mentor__name", "mentor__login", "until_at")))
        total = Counted(way.order_by().values("pk")[: COUNTED_TO + 1])
        lines: QuerySet[Any, Any] = rows.alias(held=held).values_list(*COLUMNS, *more, total)
        return lines


def _line(row: Sequence[Any], scope: Scope) -> Line:
    task, holder, name, login, until, _ = row[len(COLUMNS) :]
    is_mine = holder == scope.user.pk
    return Line(item_of(row, scope), task, "" if is_mine else (name or login or ""), is_mine, until)


def _stretches(lines: Sequence[Line], by: By) -> list[Stretch]:
    if by is not By.TASK:
        return [Stretch("", lines)] if lines else []
    groups = [list(group) for _, group in groupby(lines, key=lambda line: line.task)]
    return [Stretch(group[0].item.task, group) for group in groups]
