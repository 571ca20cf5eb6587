"""The next due instant of an enrollment: of what the newcomer can act on now."""

from collections.abc import Mapping
from datetime import datetime

from onboarding.programs.due import due_at
from onboarding.programs.models import Enrollment
from onboarding.programs.trail import Step
from onboarding.verification.operations.records import Records
from onboarding.verification.trails import Place

THEIRS = frozenset({Step.OPEN, Step.NEWCOMER, Step.RETURNED})
"""Steps on which the newcomer's clock runs. What is locked, being checked or with somebody else is not overdue."""


def next_due_at(enrollment: Enrollment, records: Records, found: Mapping[int, Step]) -> datetime | None:
    """The earliest due instant, or None: nothing is theirs to do, nothing has a due time, or the clock stands still."""
    if enrollment.state != Enrollment.State.ACTIVE:
        return None
    theirs = [place for place in records.places if found.get(place.task_id) in THEIRS]
    return min(filter(None, (task_due_at(enrollment, records, place) for place in theirs)), default=None)


def task_due_at(enrollment: Enrollment, records: Records, place: Place) -> datetime | None:
    """When this task is due for this person, or was."""
    if enrollment.started_at is None:
        return None
    allowance = records.allowances[place.task_id]
    counted_from = _unlocked_at(records, place) if allowance.from_unlock else None
    came_at = place.pinned_at or enrollment.started_at
    return due_at(
        days=allowance.days,
        counted_from=max(enrollment.started_at, came_at, counted_from or came_at),
        zone=enrollment.zone,
        stops=(*records.pauses, *records.maintainers_time[place.task_id]),
        extensions=records.extensions[place.task_id],
    )


def opened_at(enrollment: Enrollment, records: Records, place: Place) -> datetime | None:
    """Since when this person could begin the task: they had joined, it was there, and what it needs was verified."""
    known = (enrollment.started_at, place.pinned_at, _unlocked_at(records, place))
    return max(filter(None, known), default=None)


def _unlocked_at(records: Records, place: Place) -> datetime | None:
    """When the last of its prerequisites was verified; None where it has none."""
    needed = [other.task_id for other in records.places if other.slug in place.needs]
    return max((records.verified_at[task_id] for task_id in needed if task_id in records.verified_at), default=None)
