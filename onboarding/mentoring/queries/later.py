"""What a later date can be agreed on for: every task that somebody has not finished and that has a due time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from onboarding.curriculum.models import Task
from onboarding.languages import pick
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, EnrollmentQuerySet, ProgramTask
from onboarding.programs.trail import COUNTED, Step
from onboarding.verification.operations.dues import task_due_at
from onboarding.verification.operations.records import load_records

MOST = 50
"""People at once: as many as the grid has on a page."""


@dataclass(frozen=True)
class Owed:
    """One person's unfinished task. ``due_at`` is when it is due so far; None while their clock stands still."""

    enrollment: Enrollment
    task: Task
    title: str
    due_at: datetime | None

    def until(self, day: date) -> datetime:
        """The end of this day where the newcomer lives."""
        return datetime.combine(day, time.max, tzinfo=self.enrollment.zone)


def extendable(user: User, public_ids: Sequence[str]) -> list[Enrollment]:
    """Those of these people for whom this mentor can agree on a later date: they walk, in a running program."""
    return list(_walking(user).filter(public_id__in=public_ids[:MOST]).order_by("user__name", "pk"))


def _walking(user: User) -> EnrollmentQuerySet:
    states = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)
    people = Enrollment.objects.mentored_by(user).filter(state__in=states, program__archived_at=None)
    return people.select_related("user", "program")


def owed_by(enrollments: Sequence[Enrollment]) -> list[Owed]:
    """What these people of one program have not finished, in the order of its tasks. A fixed number of queries."""
    records = load_records(enrollments)
    found = []
    for row in _pinned(enrollments[0].program_id):
        title = pick(row.version.parsed.title, language())
        for enrollment in enrollments:
            known = records[enrollment.pk]
            place = next((each for each in known.places if each.task_id == row.task_id), None)
            if place is None or known.allowances[row.task_id].days is None or _is_done(enrollment, row.task.slot):
                continue
            found.append(Owed(enrollment, row.task, title, task_due_at(enrollment, known, place)))
    return found


def _pinned(program_id: int) -> Sequence[ProgramTask]:
    rows = ProgramTask.objects.filter(program=program_id, task__retired_at=None)
    return list(rows.select_related("task", "version").order_by("task__position"))


def _is_done(enrollment: Enrollment, slot: int) -> bool:
    """Verified, or it binds this person no more."""
    step = Step(enrollment.trail[slot]) if slot < len(enrollment.trail) else Step.ABSENT
    return step in COUNTED or step == Step.ABSENT
