"""What organisers see of mentors: who is away and covered by whom, who asks for somebody else, who was handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from onboarding.people.models import User
from onboarding.programs.models import (
    Absence,
    Cover,
    Enrollment,
    HandOver,
    Membership,
    MentorRequest,
    MentorRequestQuerySet,
    Program,
)

MOST = 50
LATEST = 20
UNDER_WAY = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)


@dataclass(frozen=True)
class Mentors:
    """``absences`` come with their covers that are not over, ``takers`` are who could be somebody's mentor."""

    requests: Sequence[MentorRequest]
    absences: Sequence[Absence]
    takers: Sequence[User]
    hand_overs: Sequence[HandOver]
    without: int


def mentors_page(program: Program, user: User, *, now: datetime) -> Mentors:
    """Six queries, whatever it holds."""
    covers = Cover.objects.ahead(now).select_related("mentor").order_by("starts_at")
    absences = program.absences.ahead(now).select_related("user").prefetch_related(Prefetch("covers", covers))
    handed = HandOver.objects.by_people().filter(enrollment__program=program)
    mentors = program.memberships.mentors().select_related("user").order_by("user__name", "pk")
    return Mentors(
        requests=list(open_requests(program, user)[:MOST]),
        absences=list(absences.order_by("starts_at", "pk")[:MOST]),
        takers=[each.user for each in mentors],
        hand_overs=list(
            handed.select_related("enrollment__user", "giver", "taker", "by").order_by("-at", "-pk")[:LATEST]
        ),
        without=program.enrollments.filter(mentor=None, state__in=UNDER_WAY).count(),
    )


@dataclass(frozen=True)
class Newcomers:
    """Those of one mentor, or of nobody; ``takers`` are who could have them. ``total``: with those not shown."""

    of: User | None
    people: Sequence[Enrollment]
    total: int
    takers: Sequence[User]


def newcomers_page(program: Program, login: str) -> Newcomers:
    """Whose newcomers they are is said by login; nobody's otherwise. Four queries."""
    members = program.memberships.filter(role=Membership.Role.MENTOR).select_related("user")
    mentors = {each.user.login: each.user for each in members.order_by("user__name", "pk")}
    of = mentors.get(login)
    theirs = program.enrollments.filter(mentor=of, state__in=UNDER_WAY)
    people = list(theirs.select_related("user", "program").order_by("user__name", "pk")[:MOST])
    return Newcomers(of, people, theirs.count(), [each for each in mentors.values() if each.is_active])


def open_requests(program: Program, user: User) -> MentorRequestQuerySet:
    """Who asks for another mentor, the longest wait first. For organisers, but those it is about."""
    found = MentorRequest.objects.organised_by(user).open().filter(enrollment__program=program)
    return found.select_related("enrollment__user", "mentor").order_by("asked_at", "pk")


def uncovered(program: Program, *, now: datetime) -> int:
    """How many absences nobody covers now. One query."""
    return Cover.objects.running(now).filter(absence__program=program, mentor=None).count()
