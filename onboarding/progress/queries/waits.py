"""How long a mentor's judgement usually takes in a program: said before anybody waits, and while they do."""

from datetime import datetime, timedelta
from statistics import median

from django.db.models import F, OuterRef, Subquery

from onboarding.programs.models import Program
from onboarding.verification.models import Review, Status, Transition

RECENT = timedelta(days=90)
LATEST = 50
"""As many judgements as are looked at."""

ENOUGH = 5
"""Fewer say nothing about the next one."""


def usual_review(program: Program, *, now: datetime) -> timedelta | None:
    """Within which half of the latest judgements came; None while there are too few to say. One query."""
    came = Transition.objects.filter(
        submission=OuterRef("submission"), to_status=Status.IN_REVIEW, at__lte=OuterRef("decided_at")
    )
    judged = Review.objects.awaited().filter(
        submission__enrollment__program=program, decided_at__gte=now - RECENT, decided_at__lte=now
    )
    since = Subquery(came.order_by("-at", "-pk").values("at")[:1])
    rows = judged.annotate(since=since).exclude(since=None).order_by("-decided_at", "-pk")
    waits = list(rows.values_list(F("decided_at"), "since")[:LATEST])
    return median(until - came_at for until, came_at in waits) if len(waits) >= ENOUGH else None
