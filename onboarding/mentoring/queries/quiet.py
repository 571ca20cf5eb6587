"""Newcomers whose turn it is and who may need a hand: overdue, silent, often refused, or longer at a task than others.

Each is listed once, with every reason in numbers. First come the candidates: of one's own newcomers, who are few, by
one walk over them; of everybody's, for each reason along an index. Then the reasons are worked out for all alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.languages import pick
from onboarding.mentoring.models import Nudge
from onboarding.mentoring.queries.prepared import Build, rows_for
from onboarding.mentoring.queries.scope import Scope
from onboarding.people.models import User, initials_of
from onboarding.prepared import SINCE, SOMETIME
from onboarding.programs.models import Enrollment, EnrollmentQuerySet, Program, ProgramTask, cared_for_by
from onboarding.programs.trail import Step
from onboarding.spans import span
from onboarding.verification.models import Pace, Status, Submission

SILENCE = timedelta(days=7)
MANY_REFUSED = 3
"""Attempts at one task that came back."""
ENOUGH = 5
"""As many people have to have done a task before anybody is measured by them."""
GLANCE = 8
"""Lines of a list that only informs."""
LOOKED_AT = 50
OWN = 500
"""As many of their own newcomers are looked at for one mentor."""
ELSEWHERE = (Step.REVIEW, Step.MAINTAINERS, Step.CHECKING)
"""Steps that are in other hands: whoever has one on the trail is waited for, not waiting."""
AT_IT = (Step.RETURNED, Step.NEWCOMER, Step.OPEN)


@dataclass(frozen=True)
class Quiet:
    """``reasons``: sentences for the mentor, each with its number. ``written_at``: when they got a word, if that is so
    short a time ago that they get no other."""

    enrollment: str
    name: str
    initials: str
    program: str
    slug: str
    written_at: datetime | None
    due_at: datetime | None
    is_overdue: bool
    reasons: tuple[str, ...]


class _Row(NamedTuple):
    pk: int
    public_id: str
    name: str
    login: str
    program: int
    trail: str
    next_due_at: datetime | None
    last_activity_at: datetime | None
    stood_since: datetime | None
    written_at: datetime | None

    def is_at(self, slot: int) -> bool:
        return slot < len(self.trail) and self.trail[slot] in AT_IT


COLUMNS = (
    *("pk", "public_id", "user__name", "user__login", "program", "trail"),
    *("next_due_at", "last_activity_at", "stood_since"),
)


class _Task(NamedTuple):
    """One task of a program. ``p80``: within which four of five had it verified; None while too few have."""

    slot: int
    title: str
    p80: timedelta | None


def quiet_in(scope: Scope, *, now: datetime) -> list[Quiet]:
    """The most overdue, then those with the most reasons; one more than `GLANCE`. At most six queries, three for one's
    own."""
    tasks = _tasks(scope, now)
    rows = _candidates(scope, tasks, now)
    refused = _refused(rows)
    found = [_quiet(row, scope, tasks.get(row.program, ()), refused, now) for row in rows]
    ordered = sorted((each for each in found if each.reasons), key=_pressing)
    return ordered[: GLANCE + 1]


def _candidates(scope: Scope, tasks: Mapping[int, Sequence[_Task]], now: datetime) -> list[_Row]:
    """Only in programs that ``scope`` knows: another may have begun since it was asked."""
    paces = [task.p80 for task in chain.from_iterable(tasks.values()) if task.p80 is not None]
    stuck = now - min(paces, default=SILENCE)
    if scope.everybody:
        since = {"late": now, "silent": now - SILENCE, "refused": now, "stuck": stuck}
        lists = [rows_for(scope.user, LISTS[name], now=now, since=since[name]) for name in since]
    else:
        lists = [rows_for(scope.user, _own, now=now, since=stuck)]
    found = {row[0]: _Row._make(row) for row in chain.from_iterable(lists)}
    return [row for row in found.values() if row.program in scope.programs]


def _list(name: str, user: User) -> QuerySet[Any, Any]:
    """Candidates for one reason, those first that have waited longest."""
    theirs = _theirs(user, everybody=True)
    lists = {
        "late": theirs.filter(next_due_at__lt=SINCE).order_by("next_due_at", "pk")[: GLANCE + 1],
        "silent": theirs.filter(last_activity_at__lt=SINCE).order_by("last_activity_at", "pk")[: GLANCE + 1],
        "refused": theirs.filter(pk__in=_often_returned()).order_by("stood_since", "pk")[:LOOKED_AT],
        "stuck": theirs.filter(stood_since__lt=SINCE).order_by("stood_since", "pk")[:LOOKED_AT],
    }
    return lists[name].values_list(*COLUMNS, _last_word())


LISTS: Mapping[str, Build] = {name: partial(_list, name) for name in ("late", "silent", "refused", "stuck")}
"""Made once each: `rows_for` knows its statements by these objects."""


def _own(user: User) -> QuerySet[Any, Any]:
    """Candidates for any reason."""
    theirs = _theirs(user, everybody=False).alias(silent_at=F("last_activity_at") + Value(SILENCE))
    late, silent, stuck = Q(next_due_at__lt=SOMETIME), Q(silent_at__lt=SOMETIME), Q(stood_since__lt=SINCE)
    found = theirs.filter(late | silent | stuck | Q(pk__in=_often_returned()))
    return found.order_by("stood_since", "pk").values_list(*COLUMNS, _last_word())[:OWN]


def _often_returned() -> QuerySet[Submission, Any]:
    return Submission.objects.filter(status=Status.RETURNED, attempt__gte=MANY_REFUSED).values("enrollment")


def _last_word() -> Subquery:
    """When somebody was last written to."""
    words = Nudge.objects.asking().filter(enrollment=OuterRef("pk"), to=Nudge.To.NEWCOMER).order_by("-sent_at")
    return Subquery(words.values("sent_at")[:1])


def _theirs(user: User, *, everybody: bool) -> EnrollmentQuerySet:
    elsewhere = Q()
    for step in ELSEWHERE:
        elsewhere |= Q(trail__contains=step.value)
    programs = Program.objects.mentored_by(user).filter(archived_at=None)
    running = Q(program__in=programs, state=Enrollment.State.ACTIVE)
    theirs = Enrollment.objects.filter(running, ~elsewhere, ~Q(user=user))
    return theirs if everybody else Enrollment.objects.filter(pk__in=cared_for_by(user, theirs, at=SOMETIME))


def _tasks(scope: Scope, now: datetime) -> dict[int, list[_Task]]:
    """The tasks of each program in order, with their pace."""
    found: dict[int, list[_Task]] = {}
    for program, slot, title, p80 in rows_for(scope.user, _paces, now=now):
        found.setdefault(program, []).append(_Task(slot, pick(title, scope.language), p80))
    return found


def _paces(user: User) -> QuerySet[Any, Any]:
    paces = Pace.objects.filter(program=OuterRef("program"), task=OuterRef("task"), people__gte=ENOUGH)
    programs = Program.objects.mentored_by(user).filter(archived_at=None)
    tasks = ProgramTask.objects.filter(program__in=programs, task__retired_at=None).order_by("task__position")
    return tasks.values_list("program", "task__slot", "version__content__title", Subquery(paces.values("p80")))


def _refused(rows: Sequence[_Row]) -> dict[tuple[int, int], int]:
    """How many attempts came back, by person and slot."""
    if not rows:
        return {}
    found = Submission.objects.filter(enrollment__in=[row.pk for row in rows], status=Status.RETURNED)
    counts = found.order_by().values_list("enrollment", "task__slot").annotate(times=Count("pk"))
    return {(enrollment, slot): times for enrollment, slot, times in counts.filter(times__gte=MANY_REFUSED)}


def _quiet(
    row: _Row, scope: Scope, tasks: Sequence[_Task], refused: Mapping[tuple[int, int], int], now: datetime
) -> Quiet:
    current = [task for task in tasks if row.is_at(task.slot)]
    reasons = (
        *_overdue(row, now),
        *_often_refused(row, current, refused),
        *_stuck(row, current, now),
        *_silent(row, now),
    )
    name = row.name or row.login
    return Quiet(
        enrollment=row.public_id,
        name=name,
        initials=initials_of(name),
        program=scope.programs[row.program],
        slug=scope.slugs[row.program],
        written_at=row.written_at if (Nudge.free_at(row.written_at) or now) > now else None,
        due_at=row.next_due_at,
        is_overdue=row.next_due_at is not None and row.next_due_at < now,
        reasons=reasons,
    )


def _pressing(quiet: Quiet) -> tuple[bool, float, int]:
    """The longest overdue first, then whoever has the most reasons."""
    overdue = quiet.due_at.timestamp() if quiet.is_overdue and quiet.due_at else 0.0
    return not quiet.is_overdue, overdue, -len(quiet.reasons)


def _overdue(row: _Row, now: datetime) -> Iterable[str]:
    if row.next_due_at is not None and row.next_due_at < now:
        yield _("Overdue for %(span)s.") % {"span": span(now - row.next_due_at)}


def _silent(row: _Row, now: datetime) -> Iterable[str]:
    if row.last_activity_at is None:
        yield _("Not active yet.")
    elif row.last_activity_at < now - SILENCE:
        yield _("Nothing heard for %(span)s.") % {"span": span(now - row.last_activity_at)}


def _often_refused(row: _Row, current: Sequence[_Task], refused: Mapping[tuple[int, int], int]) -> Iterable[str]:
    for task in current:
        times = refused.get((row.pk, task.slot), 0)
        if times:
            sentence = ngettext(
                "%(times)d attempt at “%(task)s” came back.", "%(times)d attempts at “%(task)s” came back.", times
            )
            yield sentence % {"times": times, "task": task.title}


def _stuck(row: _Row, current: Sequence[_Task], now: datetime) -> Iterable[str]:
    """Nothing verified for longer than four of five needed for any of the tasks that they can be at."""
    paces = [task.p80 for task in current]
    if row.stood_since is None or not current or any(pace is None for pace in paces):
        return
    slowest = max(current, key=lambda task: task.p80 or timedelta())
    stood = now - row.stood_since
    if slowest.p80 is not None and stood > slowest.p80:
        sentence = _("At “%(task)s” for %(span)s; four of five took no longer than %(usual)s.")
        yield sentence % {"task": slowest.title, "span": span(stood), "usual": span(slowest.p80)}
