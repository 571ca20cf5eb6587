"""Later dates that somebody agreed on: which task, until when, with whom, and why."""

from dataclasses import dataclass

from onboarding.curriculum.models import Task
from onboarding.programs.models import Enrollment, Extension
from onboarding.progress import when
from onboarding.progress.reader import Reader


@dataclass(frozen=True)
class Agreement:
    """One later date, in the reader's words and zone."""

    title: str
    until: str
    granted_by: str
    granted_on: str
    reason: str


def agreements_of(enrollment: Enrollment, reader: Reader) -> list[Agreement]:
    """Every later date of this person, the newest agreement first. One query."""
    found = enrollment.extensions.select_related("granted_by", "task__current_version")
    return [_agreement(extension, reader) for extension in found.order_by("-granted_at", "-pk")]


def agreement_for(enrollment: Enrollment, task: Task, reader: Reader) -> Agreement | None:
    """The later date that holds for this task, if there is one. One query."""
    found = enrollment.extensions.filter(task=task).select_related("granted_by", "task__current_version")
    extension = found.order_by("-due_at", "-pk").first()
    return _agreement(extension, reader) if extension else None


def _agreement(extension: Extension, reader: Reader) -> Agreement:
    version = extension.task.current_version
    return Agreement(
        title=reader.text(version.parsed.title) if version else extension.task.slug,
        until=when.moment(extension.due_at, reader),
        granted_by=extension.granted_by.display_name,
        granted_on=when.day(extension.granted_at, reader),
        reason=extension.reason,
    )
