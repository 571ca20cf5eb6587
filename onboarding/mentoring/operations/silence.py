"""Mentors from whom nothing comes while work waits for them: they count as away, and somebody covers."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from onboarding.programs import operations as programs
from onboarding.programs.models import Absence, Enrollment, Membership, Program
from onboarding.questions.models import Question
from onboarding.verification.models import Submission, Turn

UNDER_WAY = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)


def tend_absences(*, now: datetime) -> list[Absence]:
    """Count silent mentors as away, and plan anew who covers where somebody is away. Done twice, it changes nothing."""
    noticed = []
    for program in Program.objects.running().filter(away_after_days__gt=0):
        for mentor in silent_mentors(program, now=now).select_related("user"):
            absence = programs.notice_absence(user=mentor.user, program=program, now=now)
            noticed.extend([absence] if absence else [])
    for program in Program.objects.running().filter(pk__in=Absence.objects.ahead(now).values("program")):
        programs.arrange_cover(program=program, now=now)
    return noticed


def silent_mentors(program: Program, *, now: datetime) -> QuerySet[Membership]:
    """For whom something has waited as long as the program has set, and who did nothing since and were not away."""
    before = now - timedelta(days=program.away_after_days)
    theirs = Q(enrollment__program=program, enrollment__mentor=OuterRef("user"), enrollment__state__in=UNDER_WAY)
    theirs &= Q(enrollment__mentor_since=None) | Q(enrollment__mentor_since__lte=before)
    work = Submission.objects.filter(theirs, turn=Turn.MENTOR, turn_since__lte=before)
    asked = Question.objects.waiting().filter(theirs, turn_since__lte=before)
    away = Absence.objects.ahead(before).filter(program=program, user=OuterRef("user"), starts_at__lte=now)
    quiet = Q(active_at=None) | Q(active_at__lte=before)
    mentors = program.memberships.filter(quiet, role=Membership.Role.MENTOR, user__is_active=True)
    return mentors.filter(Q(Exists(work)) | Q(Exists(asked)), ~Q(Exists(away))).order_by("pk")
