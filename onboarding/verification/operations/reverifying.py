"""Judging a task's verified work anew for all: in batches, each piece once, whatever happens to the workers.

What comes out becomes findings and flags, never a status (ADR 42).
"""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Max

from onboarding.curriculum.models import Task, TaskVersion
from onboarding.people.models import User
from onboarding.programs.models import Program, Verb
from onboarding.programs.operations import record
from onboarding.verification.models import (
    Finding,
    Rejudgement,
    Reverification,
    Status,
    Submission,
    SubmissionQuerySet,
)
from onboarding.verification.operations.bells import reverify_soon
from onboarding.verification.operations.examining import Examination, examine_settled
from onboarding.verification.operations.flagging import settle
from onboarding.verification.operations.moving import locked
from onboarding.verification.refusals import Why, refuse

logger = logging.getLogger(__name__)

A_BATCH = 50
CLAIM = timedelta(minutes=2)


def reverifiable(program: Program, task: Task) -> SubmissionQuerySet:
    """What a re-verification of this task would judge."""
    return Submission.objects.filter(enrollment__program=program, task=task, status=Status.VERIFIED)


def start_reverification(
    *, program: Program, task: Task, version: TaskVersion | None, started_by: User, now: datetime
) -> Reverification:
    """Begin. Refused where nothing is verified yet, the program is archived, or the same is under way already."""
    if program.archived_at is not None:
        raise refuse(Why.ARCHIVED)
    there = reverifiable(program, task).aggregate(total=Count("pk"), up_to=Max("pk"))
    if not there["total"]:
        raise refuse(Why.NOTHING_VERIFIED)
    try:
        with transaction.atomic():
            run = Reverification.objects.create(
                program=program, task=task, version=version, started_by=started_by, started_at=now, **there
            )
            facts = {"count": run.total, "version": version.number if version else "its own"}
            record(program=program, verb=Verb.REVERIFIED, actor=started_by, task=task, facts=facts, now=now)
            reverify_soon([run.pk])
    except IntegrityError as error:
        raise refuse(Why.REVERIFYING) from error
    return run


def reverify(*, run_id: int, now: datetime) -> None:
    """One batch, and the bell for the next. Whoever comes while another is at it does nothing."""
    if not Reverification.objects.free(now).filter(pk=run_id).update(claimed_until=now + CLAIM):
        return
    run = Reverification.objects.select_related("version").get(pk=run_id)
    batch = _batch(run)
    for submission in batch:
        _judge(run, submission, now=now)
    finished = None if len(batch) == A_BATCH else now
    with transaction.atomic():
        Reverification.objects.filter(pk=run.pk).update(claimed_until=None, finished_at=finished)
        if finished is None:
            reverify_soon([run.pk])


def resume_reverifications(*, now: datetime) -> None:
    """Each minute: ring for those whose bell was lost, or whose worker was."""
    reverify_soon(Reverification.objects.free(now).values_list("pk", flat=True))


def _batch(run: Reverification) -> list[Submission]:
    left = reverifiable(run.program, run.task).filter(pk__gt=run.reached, pk__lte=run.up_to)
    return list(left.for_checking().order_by("pk")[:A_BATCH])


def _judge(run: Reverification, submission: Submission, *, now: datetime) -> None:
    """Once: whoever finds it judged already writes nothing, neither findings nor flag."""
    examination = _examined(run, submission, now=now)
    primary = examination.judgement.primary if examination else None
    outcome = primary.outcome.value if primary else Finding.Outcome.MET if examination else Finding.Outcome.UNKNOWN
    with locked(submission.enrollment_id, now=now):
        judged, is_new = Rejudgement.objects.get_or_create(
            reverification=run, submission=submission, defaults={"outcome": outcome, "judged_at": now}
        )
        if is_new and examination is not None:
            judged.flag = settle(submission, examination, now=now)
            judged.save(update_fields=("flag",))
        Reverification.objects.filter(pk=run.pk, reached__lt=submission.pk).update(reached=submission.pk)


def _examined(run: Reverification, submission: Submission, *, now: datetime) -> Examination | None:
    """None where it could not be judged: that is told as such, and keeps none of the others waiting."""
    if run.version is not None:
        submission.version = run.version  # not saved: verified work keeps the version by which it was
    if submission.version.kind != submission.kind:
        return None
    try:
        return examine_settled(submission, now=now)
    except Exception:
        logger.exception("submission %s cannot be judged anew, the others are", submission.pk)
        return None
