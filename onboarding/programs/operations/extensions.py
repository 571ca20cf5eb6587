"""A later due day, agreed with somebody."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from onboarding.curriculum.models import Task
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Extension
from onboarding.programs.operations.refusals import Refused

FURTHEST = timedelta(days=367)
"""A year, and the rest of its last day wherever somebody lives."""


@transaction.atomic
def extend(
    *, enrollment: Enrollment, task: Task, due_at: datetime, granted_by: User, reason: str, now: datetime
) -> Extension:
    """The task is due at the end of the local day of this instant, if that is later than it would be."""
    enrollment = Enrollment.objects.select_for_update(of=("self",)).select_related("program").get(pk=enrollment.pk)
    if due_at <= now:
        raise Refused(_("This day is over already. Choose a later one."), code="past")
    if due_at > now + FURTHEST:
        raise Refused(_("This day is more than a year away. Choose an earlier one."), code="far")
    if not reason.strip():
        raise Refused(_("Say why: whoever looks at this later will want to know."), code="no-reason")
    if not enrollment.program.program_tasks.filter(task=task).exists():
        raise Refused(_("This task is not part of the program."), code="not-in-program")
    return enrollment.extensions.create(
        task=task, due_at=due_at, granted_by=granted_by, granted_at=now, reason=reason.strip()
    )
