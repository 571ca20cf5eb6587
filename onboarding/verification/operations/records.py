"""Everything that trails and due dates are computed from, for many enrollments in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from onboarding.programs.due import Agreed, Stop
from onboarding.programs.models import Enrollment, Extension, Pause, ProgramTask
from onboarding.verification.models import Flag, Status, Submission, Transition, Turn
from onboarding.verification.trails import Attempt, Place


@dataclass(frozen=True)
class Allowance:
    """When a task is due: so many days after the enrollment's start, or after its unlocking."""

    days: int | None
    from_unlock: bool


@dataclass
class Records:
    """What is known of one enrollment. Times of tasks are by task id."""

    places: Sequence[Place]
    allowances: dict[int, Allowance]
    attempts: list[Attempt] = field(default_factory=list)
    verified_at: dict[int, datetime] = field(default_factory=dict)
    maintainers_time: dict[int, list[Stop]] = field(default_factory=lambda: defaultdict(list))
    pauses: list[Stop] = field(default_factory=list)
    extensions: dict[int, list[Agreed]] = field(default_factory=lambda: defaultdict(list))


def load_records(enrollments: Sequence[Enrollment]) -> dict[int, Records]:
    """The records of these enrollments, by their keys."""
    plans = _plans({enrollment.program_id for enrollment in enrollments})
    nothing: tuple[list[Place], dict[int, Allowance]] = ([], {})
    records = {each.pk: Records(*plans.get(each.program_id, nothing)) for each in enrollments}
    _add_attempts(records)
    _add_history(records)
    for pause in Pause.objects.filter(enrollment__in=records):
        records[pause.enrollment_id].pauses.append(Stop(pause.started_at, pause.ended_at))
    for extension in Extension.objects.filter(enrollment__in=records):
        agreed = Agreed(extension.due_at, extension.granted_at)
        records[extension.enrollment_id].extensions[extension.task_id].append(agreed)
    return records


def _plans(program_ids: Iterable[int]) -> dict[int, tuple[list[Place], dict[int, Allowance]]]:
    """The tasks that each program has pinned. Only what matters here is taken from the versions' long texts."""
    plans: dict[int, tuple[list[Place], dict[int, Allowance]]] = defaultdict(lambda: ([], {}))
    pinned = ProgramTask.objects.filter(program__in=program_ids).annotate(
        needs=F("version__content__needs"),
        days=F("version__content__due_days"),
        due_from=F("version__content__due_from"),
    )
    rows = pinned.values_list(
        *("program_id", "task_id", "task__slug", "task__slot", "task__retired_at", "pinned_at"),
        *("needs", "days", "due_from"),
    )
    for program_id, task_id, slug, slot, retired_at, pinned_at, needs, days, due_from in rows:
        places, allowances = plans[program_id]
        places.append(Place(task_id, slug, slot, tuple(needs or ()), retired_at is not None, pinned_at))
        allowances[task_id] = Allowance(days, due_from == "unlock")
    return plans


def _add_attempts(records: dict[int, Records]) -> None:
    flagged = Exists(Flag.objects.filter(submission=OuterRef("pk"), closed_at=None))
    rows = Submission.objects.filter(enrollment__in=records).values_list(
        "enrollment_id", "task_id", "attempt", "status", "turn", "turn_since", flagged
    )
    for enrollment_id, *fields in rows:
        records[enrollment_id].attempts.append(Attempt(*fields))


def _add_history(records: dict[int, Records]) -> None:
    """When each task was verified, and when it was the maintainers' turn: both are in the transitions."""
    rows = Transition.objects.filter(enrollment__in=records).order_by("submission_id", "at", "pk")
    waits: dict[int, tuple[list[Stop], datetime]] = {}
    for enrollment_id, submission_id, task_id, status, turn, at in rows.values_list(
        "enrollment_id", "submission_id", "submission__task_id", "to_status", "to_turn", "at"
    ):
        record = records[enrollment_id]
        if status == Status.VERIFIED:
            record.verified_at.setdefault(task_id, at)
        if turn == Turn.MAINTAINERS:
            waits.setdefault(submission_id, (record.maintainers_time[task_id], at))
        elif turn != Turn.MACHINE and submission_id in waits:
            stops, began_at = waits.pop(submission_id)
            stops.append(Stop(began_at, at))
    for stops, began_at in waits.values():
        stops.append(Stop(began_at))
