"""What waits for a mentor: the one definition behind the header's count, *today* and the review queue."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from onboarding.mentoring.queries.prepared import rows_for
from onboarding.mentoring.sql import Counted
from onboarding.people.models import User
from onboarding.prepared import SOMETIME
from onboarding.programs.models import Enrollment, Program, cared_for_by
from onboarding.questions.queries import waiting_in
from onboarding.verification.models import Review, Submission, SubmissionQuerySet, Turn

MANY = 100
"""Counts stop here: "99+" says as much as "24,318", and costs a hundredth."""


def in_hand(
    user: User, *conditions: Q, everybody: bool, at: datetime, programs: Collection[int] | None = None
) -> SubmissionQuerySet:
    """Submissions of running programs that this person mentors: of those they look after at this time, or everybody's.

    ``programs``: the keys of those programs, where the page knows them already, so that nobody looks them up again.
    """
    running = Program.objects.mentored_by(user).filter(archived_at=None) if programs is None else programs
    mine = Q() if everybody else cared_for_by(user, at=at, enrollment="enrollment__")
    others = ~Q(enrollment__user=user) & ~Q(enrollment__state=Enrollment.State.LEFT)
    return Submission.objects.filter(Q(enrollment__program__in=running), others, mine, *conditions)


def waiting_for_mentor(
    user: User, *conditions: Q, everybody: bool, at: datetime, programs: Collection[int] | None = None
) -> SubmissionQuerySet:
    """Those whose turn is the mentor's. A decision that can still be undone is a decision: it is not asked twice."""
    decided = Review.objects.filter(submission=OuterRef("pk"), applied_at=None, undone_at=None)
    theirs = Q(~Exists(decided), turn=Turn.MENTOR)
    return in_hand(user, theirs, *conditions, everybody=everybody, at=at, programs=programs)


def count_waiting(user: User, *, now: datetime) -> int:
    """How much waits for this mentor, counted to `MANY`."""
    [(count,)] = rows_for(user, _waiting, now=now)
    return int(count)


def waiting_count(user: User) -> Combinable:
    """The same count as a column of prepared queries that already ask something else: work to judge, and questions."""
    work = Counted(waiting_for_mentor(user, everybody=False, at=SOMETIME).order_by().values("pk")[:MANY])
    return work + Counted(waiting_in(user, everybody=False, at=SOMETIME).order_by().values("pk")[:MANY])


def _waiting(user: User) -> QuerySet[Any, Any]:
    """One row with the count: an aggregate over a query that stops at `MANY`."""
    return User.objects.filter(pk=user.pk).values_list(waiting_count(user))
