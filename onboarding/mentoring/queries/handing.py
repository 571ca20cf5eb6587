"""Whom a mentor can hand over, and to whom."""

from datetime import datetime

from onboarding.people.models import User
from onboarding.programs.models import Absence, Enrollment, Membership, Program

State = Enrollment.State
THEIRS = (State.INVITED, State.REQUESTED, State.ACTIVE, State.PAUSED)


def newcomers_of(user: User, program: Program) -> list[Enrollment]:
    """Those of this mentor in this program whose journey is not over. One query."""
    found = program.enrollments.filter(mentor=user, state__in=THEIRS).select_related("user")
    return list(found.order_by("user__name", "pk"))


def takers_in(program: Program, user: User, *, now: datetime) -> list[User]:
    """The other mentors of the program who are here. One query."""
    mentors = program.memberships.filter(role=Membership.Role.MENTOR).values("user")
    away = Absence.objects.running(now).filter(program=program).values("user")
    found = User.objects.filter(pk__in=mentors, is_active=True).exclude(pk=user.pk).exclude(pk__in=away)
    return list(found.order_by("name", "login"))
