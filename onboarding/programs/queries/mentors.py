"""What organisers see of mentors: who is away and covered by whom, who asks for somebody else, who was handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from onboarding.people.models import User
from onboarding.programs.models import Absence, Cover, HandOver, MentorRequest, MentorRequestQuerySet, Program

MOST = 50
LATEST = 20


@dataclass(frozen=True)
class Mentors:
    """``absences`` come with their covers that are not over, ``takers`` are who could be somebody's mentor."""

    requests: Sequence[MentorRequest]
    absences: Sequence[Absence]
    takers: Sequence[User]
    hand_overs: Sequence[HandOver]


def mentors_page(program: Program, user: User, *, now: datetime) -> Mentors:
    """Five queries, whatever it holds."""
    covers = Cover.objects.ahead(now).select_related("mentor").order_by("starts_at")
    absences = program.absences.ahead(now).select_related("user").prefetch_related(Prefetch("covers", covers))
    handed = HandOver.objects.filter(enrollment__program=program)
    mentors = program.memberships.mentors().select_related("user").order_by("user__name", "pk")
    return Mentors(
        requests=list(open_requests(program, user)[:MOST]),
        absences=list(absences.order_by("starts_at", "pk")[:MOST]),
        takers=[each.user for each in mentors],
        hand_overs=list(
            handed.select_related("enrollment__user", "giver", "taker", "by").order_by("-at", "-pk")[:LATEST]
        ),
    )


def open_requests(program: Program, user: User) -> MentorRequestQuerySet:
    """Who asks for another mentor, the longest wait first. For organisers, but those it is about."""
    found = MentorRequest.objects.organised_by(user).open().filter(enrollment__program=program)
    return found.select_related("enrollment__user", "mentor").order_by("asked_at", "pk")


def uncovered(program: Program, *, now: datetime) -> int:
    """How many absences nobody covers now. One query."""
    return Cover.objects.running(now).filter(absence__program=program, mentor=None).count()
