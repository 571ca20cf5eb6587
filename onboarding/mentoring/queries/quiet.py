"""Newcomers whose turn it is and from whom nothing comes: overdue, or silent for a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from onboarding.mentoring.queries.scope import Scope
from onboarding.people.models import initials_of
from onboarding.programs.models import Enrollment, EnrollmentQuerySet, cared_for_by
from onboarding.programs.trail import Step

SILENCE = timedelta(days=7)
ELSEWHERE = (Step.REVIEW, Step.MAINTAINERS, Step.CHECKING)
"""Steps that are in other hands: whoever has one on the trail is waited for, not waiting."""


@dataclass(frozen=True)
class Quiet:
    enrollment: str
    name: str
    initials: str
    program: str
    due_at: datetime | None
    last_activity_at: datetime | None
    is_overdue: bool


def quiet_in(scope: Scope, *, limit: int, now: datetime) -> list[Quiet]:
    """The most overdue, then the longest silent; at most this many. Two queries, each along an index."""
    theirs = _theirs(scope, now)
    overdue = _people(theirs.filter(next_due_at__lt=now).order_by("next_due_at", "pk"), scope, limit, now)
    silent = theirs.filter(last_activity_at__lt=now - SILENCE).exclude(next_due_at__lt=now)
    return [*overdue, *_people(silent.order_by("last_activity_at", "pk"), scope, limit - len(overdue), now)]


def _theirs(scope: Scope, now: datetime) -> EnrollmentQuerySet:
    mine = Q() if scope.everybody else cared_for_by(scope.user, at=now)
    elsewhere = Q()
    for step in ELSEWHERE:
        elsewhere |= Q(trail__contains=step.value)
    running = Q(program__in=scope.programs.keys(), state=Enrollment.State.ACTIVE)
    return Enrollment.objects.filter(running, mine, ~elsewhere, ~Q(user=scope.user))


def _people(found: EnrollmentQuerySet, scope: Scope, limit: int, now: datetime) -> list[Quiet]:
    rows = found.values_list("public_id", "user__name", "user__login", "program", "next_due_at", "last_activity_at")[
        :limit
    ]
    return [
        Quiet(
            enrollment=public_id,
            name=name or login,
            initials=initials_of(name or login),
            program=scope.programs[program],
            due_at=due_at,
            last_activity_at=last_activity_at,
            is_overdue=due_at is not None and due_at < now,
        )
        for public_id, name, login, program, due_at, last_activity_at in rows
    ]
