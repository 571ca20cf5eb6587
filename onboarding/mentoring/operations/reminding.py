"""Nudges that go by themselves to whoever owes the next step: the newcomer on their turn, the mentor on theirs.

A bell rings each hour. A step that was missed by more than a day, because the site stood still or the person was
written to shortly before, is left out: nobody gets yesterday's reminder of the week before last.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations.nudging import last_sent
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.trail import Step
from onboarding.questions.models import Question
from onboarding.verification.models import Review, Submission, Turn

STEPS = (2, 7, 14, 21)
"""Days since the turn began."""
LATE = timedelta(days=1)
AT_ONCE = 200

NOT_UNBEGUN = (Step.CHECKING, Step.NEWCOMER, Step.MAINTAINERS, Step.REVIEW, Step.RETURNED)
"""Steps of work that was handed in: who has none of these, and something ready to start, owes a beginning."""


@dataclass(frozen=True)
class Owed:
    """Somebody's turn that has lasted for as long as a step says."""

    enrollment: int
    to: str
    turn_since: datetime
    days: int
    submission: int | None = None
    question: int | None = None


def remind(*, now: datetime) -> int:
    """Write to everybody whose turn has lasted for a step; how many were written to. Asked twice, nobody gets two."""
    return sum(_send(batch, now=now) for batch in _batches(owed(now=now)))


def owed(*, now: datetime) -> Iterator[Owed]:
    """The longest wait first, so that of several things that wait the oldest is what somebody is told of."""
    for days in reversed(STEPS):
        until = now - timedelta(days=days)
        yield from _handed_in(days, until - LATE, until, now)
        yield from _asked(days, until - LATE, until, now)
        yield from _unbegun(days, until - LATE, until, now)


def running(now: datetime) -> Q:
    """Programs that are published, between their dates."""
    begun = Q(starts_at=None) | Q(starts_at__lte=now)
    return Q(begun, Q(ends_at=None) | Q(ends_at__gt=now), archived_at=None, is_draft=False)


def _handed_in(days: int, after: datetime, until: datetime, now: datetime) -> Iterator[Owed]:
    """Work that waits for the newcomer or for a mentor. Of the newcomer's attempts only the latest asks."""
    same = Submission.objects.filter(enrollment=OuterRef("enrollment"), task=OuterRef("task"))
    newer = Exists(same.filter(attempt__gt=OuterRef("attempt")))
    decided = Exists(Review.objects.filter(submission=OuterRef("pk"), applied_at=None, undone_at=None))
    whose = Q(~Q(newer), turn=Turn.NEWCOMER) | Q(~Q(decided), turn=Turn.MENTOR)
    waiting = Submission.objects.filter(whose, _of_walking(now), turn_since__gt=after, turn_since__lte=until)
    rows = waiting.order_by("turn_since").values_list("enrollment", "turn", "turn_since", "pk")
    for enrollment, to, since, pk in rows:
        yield Owed(enrollment, to, since, days, pk)


def _asked(days: int, after: datetime, until: datetime, now: datetime) -> Iterator[Owed]:
    """Questions that nobody has answered."""
    waiting = Question.objects.waiting().filter(_of_walking(now), turn_since__gt=after, turn_since__lte=until)
    for enrollment, since, pk in waiting.order_by("turn_since").values_list("enrollment", "turn_since", "pk"):
        yield Owed(enrollment, Nudge.To.MENTOR, since, days, question=pk)


def _of_walking(now: datetime) -> Q:
    """What belongs to somebody active in a program that is running."""
    programs = Program.objects.filter(running(now))
    return Q(enrollment__state=Enrollment.State.ACTIVE, enrollment__program__in=programs)


def _unbegun(days: int, after: datetime, until: datetime, now: datetime) -> Iterator[Owed]:
    """Nothing is handed in that still moves, and a task is ready to start."""
    begun = Q()
    for step in NOT_UNBEGUN:
        begun |= Q(trail__contains=step.value)
    found = Enrollment.objects.filter(
        ~begun,
        program__in=Program.objects.filter(running(now)),
        state=Enrollment.State.ACTIVE,
        stood_since__gt=after,
        stood_since__lte=until,
        trail__contains=Step.OPEN.value,
    )
    for pk, since in found.order_by("stood_since").values_list("pk", F("stood_since")):
        yield Owed(pk, Nudge.To.NEWCOMER, since, days)


@transaction.atomic
def _send(batch: list[Owed], *, now: datetime) -> int:
    """Of each person and reader at most one, and none to whom somebody wrote within the gap."""
    ids = sorted({each.enrollment for each in batch})
    rows = Enrollment.objects.select_for_update(of=("self",)).filter(pk__in=ids, state=Enrollment.State.ACTIVE)
    active = set(rows.order_by("pk").values_list("pk", flat=True))
    last = {to: dict(last_sent(ids, praise=False, to=to)) for to in Nudge.To.values}
    made = []
    for each in batch:
        free_at = Nudge.free_at(last[each.to].get(each.enrollment))
        if each.enrollment in active and (free_at is None or free_at <= now):
            last[each.to][each.enrollment] = now
            made.append(_automatic(each, now))
    return len(Nudge.objects.bulk_create(made, ignore_conflicts=True))


def _automatic(owed: Owed, now: datetime) -> Nudge:
    return Nudge(
        enrollment_id=owed.enrollment,
        to=owed.to,
        kind=Nudge.Kind.AUTOMATIC,
        submission_id=owed.submission,
        question_id=owed.question,
        turn_since=owed.turn_since,
        days=owed.days,
        sent_at=now,
    )


def _batches(owed: Iterable[Owed]) -> Iterator[list[Owed]]:
    batch: list[Owed] = []
    for each in owed:
        batch.append(each)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
