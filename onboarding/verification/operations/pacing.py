"""Measuring how long tasks take: worked out by a bell, so that pages only read it."""

from datetime import datetime

from onboarding.programs.models import Program
from onboarding.verification.durations import durations
from onboarding.verification.models import Pace


def measure_paces(*, now: datetime) -> None:
    """The paces of every running program anew. Of what is archived, the last ones stay."""
    for program in Program.objects.filter(archived_at=None):
        found = durations(program)
        paces = [
            Pace(program=program, task_id=task, people=took.people, median=took.median, p80=took.p80, measured_at=now)
            for task, took in found.items()
        ]
        Pace.objects.bulk_create(
            paces,
            update_conflicts=True,
            unique_fields=("program", "task"),
            update_fields=("people", "median", "p80", "measured_at"),
        )
