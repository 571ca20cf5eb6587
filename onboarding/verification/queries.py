"""Reads that several screens share."""

from datetime import datetime

from onboarding.programs.models import Enrollment
from onboarding.verification.operations.dues import task_due_at
from onboarding.verification.operations.records import load_records


def due_dates(enrollment: Enrollment) -> dict[int, datetime]:
    """When each task of this enrollment is due (or was), by task id. Tasks whose clock stands still are left out."""
    records = load_records([enrollment])[enrollment.pk]
    dues = {place.task_id: task_due_at(enrollment, records, place) for place in records.places if not place.retired}
    return {task_id: due for task_id, due in dues.items() if due is not None}
