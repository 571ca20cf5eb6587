"""Which version of each task a program holds: it changes only when its organisers adopt what is new."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from onboarding.curriculum.content import TaskContent
from onboarding.curriculum.models import Task, TaskVersion
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program, ProgramTask, Verb
from onboarding.programs.operations.audit import record
from onboarding.programs.operations.refusals import Refused

ON_THE_TRAIL = ("needs", "due_days", "due_from", "kind")
"""What moves trails and due dates when it changes. Words and rules do not: open submissions finish on their version."""


class News(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"


@dataclass(frozen=True)
class Change:
    """What adopting would do to one task. ``before`` and ``after`` are versions; what is missing is None."""

    task: Task
    before: TaskVersion | None
    after: TaskVersion | None

    @property
    def news(self) -> News:
        if self.before is None:
            return News.ADDED
        return News.RETIRED if self.after is None else News.CHANGED

    @property
    def fields(self) -> tuple[str, ...]:
        """Which parts of a changed task are different."""
        if self.before is None or self.after is None:
            return ()
        before, after = self.before.parsed, self.after.parsed
        return tuple(name for name in _COMPARED if getattr(before, name) != getattr(after, name))

    @property
    def content(self) -> TaskContent:
        """The task as it will be, or as it was."""
        version = self.after or self.before
        assert version is not None, "a change has at least one side"  # noqa: S101
        return version.parsed

    @property
    def moves_trails(self) -> bool:
        return self.news != News.CHANGED or any(name in ON_THE_TRAIL for name in self.fields)


@dataclass(frozen=True)
class Adoption:
    """What was adopted, and whose trails it moves."""

    changes: tuple[Change, ...]
    enrollment_ids: tuple[int, ...]


_COMPARED = (
    "title",
    "summary",
    "text",
    "kind",
    "due_days",
    "due_from",
    "needs",
    "rules",
    "may_share",
    "criteria",
    "minutes",
    "reviewed",
)


def pending_changes(program: Program) -> tuple[Change, ...]:
    """What the program has not adopted yet, in the order of the track. Two queries."""
    pinned = {each.task_id: each for each in program.program_tasks.select_related("version", "task")}
    current = Task.objects.filter(track=program.track_id, retired_at=None).select_related("current_version")
    changes = [_change(task, pinned.pop(task.pk, None)) for task in current]
    retired = [Change(each.task, each.version, None) for each in pinned.values()]
    return tuple(change for change in (*changes, *retired) if change.before != change.after)


def fingerprint(changes: Sequence[Change]) -> str:
    """What was shown, so that something else is not adopted unseen."""
    seen = [
        (change.task.pk, change.before and change.before.pk, change.after and change.after.pk) for change in changes
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


@transaction.atomic
def adopt_versions(
    *,
    program: Program,
    now: datetime,
    tasks: Collection[int] | None = None,
    seen: str | None = None,
    by: User | None = None,
) -> Adoption:
    """Pin what the track says today, of all tasks or of these. Writes nothing where nothing is new.

    ``seen``: the `fingerprint` of what was shown to whoever decided. Submissions under way keep the version they began
    with, and verified ones stay verified; what a retired task asked for counts for neither side any more.
    """
    if Program.objects.select_for_update().get(pk=program.pk).archived_at is not None:
        raise Refused(_("This program is archived and keeps the versions that it has."), code="archived")
    changes = pending_changes(program)
    if seen is not None and seen != fingerprint(changes):
        sentence = _("The track has changed since this page was opened. Look at what is new now, then decide.")
        raise Refused(sentence, code="changed")
    changes = tuple(change for change in changes if tasks is None or change.task.pk in tasks)
    for change in changes:
        _adopt(program, change, now)
        _note(program, change, by, now)
    moved = any(change.moves_trails for change in changes)
    ids = program.enrollments.order_by("pk").values_list("pk", flat=True) if moved else ()
    return Adoption(changes, tuple(ids))


def enrollments_with(task_ids: Sequence[int]) -> tuple[int, ...]:
    """Everybody whose program holds one of these tasks."""
    programs = Program.objects.filter(program_tasks__task__in=task_ids)
    return tuple(Enrollment.objects.filter(program__in=programs).order_by("pk").values_list("pk", flat=True))


def _change(task: Task, pinned: ProgramTask | None) -> Change:
    return Change(task, pinned.version if pinned else None, task.current_version)


def _note(program: Program, change: Change, by: User | None, now: datetime) -> None:
    numbers = {"from": change.before, "to": change.after}
    facts = {name: version.number for name, version in numbers.items() if version is not None}
    record(program=program, verb=Verb.ADOPTED, actor=by, task=change.task, facts=facts, now=now)


def _adopt(program: Program, change: Change, now: datetime) -> None:
    if change.after is None:
        program.program_tasks.filter(task=change.task).delete()
    elif change.before is None:
        program.program_tasks.create(task=change.task, version=change.after, pinned_at=now)
    else:
        program.program_tasks.filter(task=change.task).update(version=change.after)
