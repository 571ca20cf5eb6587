"""What waits for a mentor: the one definition behind the header's count, *today* and the review queue."""

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
EVERYBODY = Q()


def in_hand(user: User, *conditions: Q, everybody: bool, at: datetime, newcomers: Q = EVERYBODY) -> SubmissionQuerySet:
    """Submissions of running programs that this person mentors: of those they look after at this time, or everybody's.

    ``newcomers``: what else is asked of who handed in.
    """
    running = Program.objects.mentored_by(user).filter(archived_at=None)
    others = Enrollment.objects.filter(newcomers, ~Q(user=user), ~Q(state=Enrollment.State.LEFT), program__in=running)
    theirs: QuerySet[Any, Any] = others.values("pk") if everybody else cared_for_by(user, others, at=at)
    return Submission.objects.filter(*conditions, enrollment__in=theirs)


def waiting_for_mentor(user: User, *conditions: Q, everybody: bool, at: datetime) -> SubmissionQuerySet:
    """Those whose turn is the mentor's. A decision that can still be undone is a decision: it is not asked twice."""
    decided = Review.objects.filter(submission=OuterRef("pk"), applied_at=None, undone_at=None)
    theirs = Q(~Exists(decided), turn=Turn.MENTOR)
    return in_hand(user, theirs, *conditions, everybody=everybody, at=at)


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
