"""Deciding as a mentor among mentors: while one of them holds a submission, nobody else decides it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from onboarding.mentoring.models import Hold
from onboarding.mentoring.operations.holding import claim
from onboarding.people.models import User
from onboarding.verification import operations as verification
from onboarding.verification.models import Review, Submission


@transaction.atomic
def judge(*, submission: Submission, mentor: User, judgement: Mapping[str, Any], now: datetime) -> Review:
    """Decide it; without a hold, deciding takes one. ``judgement``: what `verification.operations.decide` wants."""
    claim(submission, mentor, now=now)
    review = verification.decide(submission=submission, mentor=mentor, now=now, **judgement)
    Hold.objects.filter(submission=submission).delete()
    return review
