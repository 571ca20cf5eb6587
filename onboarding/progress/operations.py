"""What newcomers do to their journey as a whole: the verb, and their trail afterwards, in one transaction."""

from datetime import datetime

from django.db import transaction

from onboarding.programs import operations as programs
from onboarding.programs.models import Enrollment
from onboarding.verification.operations import refresh


@transaction.atomic
def leave(*, enrollment: Enrollment, now: datetime) -> None:
    programs.leave(enrollment=enrollment, now=now)
    refresh(enrollment_ids=[enrollment.pk], now=now)


@transaction.atomic
def pause(*, enrollment: Enrollment, now: datetime) -> None:
    programs.pause(enrollment=enrollment, now=now)
    refresh(enrollment_ids=[enrollment.pk], now=now)


@transaction.atomic
def resume(*, enrollment: Enrollment, now: datetime) -> None:
    programs.resume(enrollment=enrollment, now=now)
    refresh(enrollment_ids=[enrollment.pk], now=now)
