"""Trails: what an enrollment's row says of its submissions, computed anew and written where it differs."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from onboarding.programs.models import Enrollment
from onboarding.programs.trail import COUNTED
from onboarding.verification import trails
from onboarding.verification.operations.dues import next_due_at
from onboarding.verification.operations.records import Records, load_records

BATCH = 200
DERIVED = ("state", "finished_at", "trail", "done_count", "next_due_at", "oldest_turn_since", "stood_since")


@transaction.atomic
def refresh(*, enrollment_ids: Sequence[int], now: datetime) -> None:
    """Write the trails of these enrollments anew, after a verb elsewhere may have moved them."""
    for start in range(0, len(enrollment_ids), BATCH):
        batch = locked_rows().filter(pk__in=enrollment_ids[start : start + BATCH])
        refresh_locked(list(batch), now=now)


def locked_rows() -> QuerySet[Enrollment]:
    """Enrollments held until the transaction ends, always in the same order."""
    return Enrollment.objects.select_for_update(of=("self",)).select_related("program", "user").order_by("pk")


def refresh_locked(enrollments: Sequence[Enrollment], *, now: datetime) -> None:
    """The same for rows that this transaction holds."""
    changed = differing(enrollments, now=now)
    Enrollment.objects.bulk_update(changed, DERIVED)


def differing(enrollments: Sequence[Enrollment], *, now: datetime) -> list[Enrollment]:
    """Those whose row isn't what their submissions say; they carry what it should be, and nothing is written."""
    before = {enrollment.pk: _derived(enrollment) for enrollment in enrollments}
    records = load_records(enrollments)
    for enrollment in enrollments:
        _derive(enrollment, records[enrollment.pk], now=now)
    return [enrollment for enrollment in enrollments if _derived(enrollment) != before[enrollment.pk]]


def _derived(enrollment: Enrollment) -> tuple[object, ...]:
    return tuple(getattr(enrollment, name) for name in DERIVED)


def _derive(enrollment: Enrollment, records: Records, *, now: datetime) -> None:
    attempts = trails.current(records.attempts)
    found = trails.steps(records.places, attempts, finished_at=enrollment.finished_at)
    if enrollment.state == Enrollment.State.ACTIVE and trails.is_complete(found):
        enrollment.state = Enrollment.State.FINISHED
        enrollment.finished_at = now
    enrollment.trail = trails.written(records.places, found)
    enrollment.done_count = sum(step in COUNTED for step in found.values())
    enrollment.next_due_at = next_due_at(enrollment, records, found)
    enrollment.oldest_turn_since = trails.oldest_turn_since(attempts, found)
    enrollment.stood_since = _stood_since(enrollment, records)


def _stood_since(enrollment: Enrollment, records: Records) -> datetime | None:
    """Since when no task was verified any more: from the last one, the start, or the end of a pause in between."""
    went_on = (pause.ended_at for pause in records.pauses)
    return max(filter(None, (enrollment.started_at, *records.verified_at.values(), *went_on)), default=None)
