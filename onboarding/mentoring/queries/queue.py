"""The review queue: everything that waits for a mentor's judgement, a page at a time, with who is at it already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from onboarding.mentoring.models import Hold
from onboarding.mentoring.queries.scope import Scope
from onboarding.mentoring.queries.walk import By, Walk
from onboarding.mentoring.queries.work import Item, items_of

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
    """A fixed number of queries, however long the queue is."""
    found = walk.through(scope.user, now=now)
    total = found.order_by().values("pk")[: COUNTED_TO + 1].count()
    skipped = (page - 1) * PAGE
    rows = list(found.values_list("pk", "task")[skipped : skipped + PAGE])
    lines = _lines(rows, scope, now=now)
    return QueuePage(
        stretches=_stretches(lines, walk.by),
        number=page,
        first=skipped + 1,
        last=skipped + len(lines),
        total=total,
    )


def _lines(rows: Sequence[tuple[int, int]], scope: Scope, *, now: datetime) -> list[Line]:
    keys = [pk for pk, _ in rows]
    items = items_of(keys, scope)
    held = {each.submission_id: each for each in live_holds(keys, now=now)}
    return [_line(items[pk], task, held.get(pk), scope) for pk, task in rows]


def live_holds(keys: Sequence[int], *, now: datetime) -> Sequence[Hold]:
    """Who holds which of these, now."""
    return list(Hold.objects.live(now).filter(submission__in=keys).select_related("mentor"))


def _line(item: Item, task: int, hold: Hold | None, scope: Scope) -> Line:
    is_mine = hold is not None and hold.mentor_id == scope.user.pk
    holder = hold.mentor.display_name if hold and not is_mine else ""
    return Line(item, task, holder, is_mine, hold.until_at if hold else None)


def _stretches(lines: Sequence[Line], by: By) -> list[Stretch]:
    if by is not By.TASK:
        return [Stretch("", lines)] if lines else []
    groups = [list(group) for _, group in groupby(lines, key=lambda line: line.task)]
    return [Stretch(group[0].item.task, group) for group in groups]
