"""Beginning an attempt: what every verb that hands something in has to ask first, whatever the kind of evidence."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from onboarding.curriculum.models import Task, TaskVersion
from onboarding.programs.models import Enrollment, ProgramTask
from onboarding.verification.models import Status, Submission
from onboarding.verification.refusals import Why, listed, refuse


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The same button pressed twice: the database keeps one, and the other is told so."""
    try:
        yield
    except IntegrityError as error:
        raise refuse(Why.UNDER_WAY) from error


def refuse_enrollment(enrollment: Enrollment) -> None:
    if enrollment.program.archived_at is not None:
        raise refuse(Why.ARCHIVED)
    if enrollment.state == Enrollment.State.FINISHED:
        raise refuse(Why.FINISHED)
    if enrollment.state != Enrollment.State.ACTIVE:
        raise refuse(Why.NOT_ACTIVE)


def pinned_version(enrollment: Enrollment, task: Task) -> TaskVersion:
    pinned = ProgramTask.objects.filter(program=enrollment.program, task=task, task__retired_at=None)
    found = pinned.select_related("version").first()
    if found is None:
        raise refuse(Why.NOT_IN_PROGRAM)
    return found.version


def refuse_task(enrollment: Enrollment, task: Task, version: TaskVersion) -> None:
    """Already done or under way, or something else comes first."""
    attempts = Submission.objects.filter(enrollment=enrollment)
    if attempts.filter(task=task, status=Status.VERIFIED).exists():
        raise refuse(Why.VERIFIED)
    if attempts.open().filter(task=task).exists():
        raise refuse(Why.UNDER_WAY)
    needed = ProgramTask.objects.filter(
        program=enrollment.program, task__slug__in=version.parsed.needs, task__retired_at=None
    )
    verified = attempts.filter(status=Status.VERIFIED).values("task")
    missing = [pinned.version.parsed.title for pinned in needed.exclude(task__in=verified).select_related("version")]
    if missing:
        raise refuse(Why.LOCKED, needs=listed(missing))


def new_attempt(
    enrollment: Enrollment, task: Task, version: TaskVersion, evidence: dict[str, Any], *, now: datetime
) -> Submission:
    return Submission(
        enrollment=enrollment,
        task=task,
        version=version,
        kind=version.kind,
        attempt=Submission.objects.filter(enrollment=enrollment, task=task).count() + 1,
        turn_since=now,
        submitted_at=now,
        next_check_at=now,
        evidence=evidence,
        evidence_hash=fingerprint(evidence),
    )


def fingerprint(evidence: Mapping[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(evidence.items())).encode()).hexdigest()


def note_activity(enrollment: Enrollment, *, now: datetime) -> None:
    enrollment.last_activity_at = now
    enrollment.save(update_fields=("last_activity_at",))
