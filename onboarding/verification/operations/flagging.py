"""Verified work is never taken away. What changes about it afterwards becomes a finding, and a flag for a mentor."""

from collections.abc import Collection
from datetime import datetime

from onboarding.languages import Text
from onboarding.people.models import User
from onboarding.rules.guards import visible
from onboarding.rules.types import Outcome
from onboarding.verification.models import Flag, Status, Submission, Turn
from onboarding.verification.operations.examining import Examination, examine_mirrored
from onboarding.verification.operations.findings import replace_findings
from onboarding.verification.operations.moving import locked, move
from onboarding.verification.operations.sweeping import SETTLED
from onboarding.verification.refusals import Why, refuse

WANTING = (Outcome.UNMET, Outcome.WAITING)
VISIBLE = visible().code


def recheck(*, submission_id: int, now: datetime) -> None:
    """Judge settled work by what the mirror holds now. GitHub isn't asked."""
    submission = Submission.objects.for_checking().filter(pk=submission_id, status__in=SETTLED).first()
    if submission is None or submission.pull_request is None:
        return
    examination = examine_mirrored(submission, submission.pull_request, now=now)
    with locked(submission.enrollment_id, now=now):
        settled = Submission.objects.filter(pk=submission.pk, status=submission.status)
        if not settled.update(evidence_hash=examination.evidence_hash, checked_at=now):
            return
        settle(submission, examination, now=now)


def settle(submission: Submission, examination: Examination, *, now: datetime) -> Flag | None:
    """Write down what another look at settled work found, and the flag that it opens. Call it inside `locked`."""
    known = _faults(submission)
    replace_findings(submission, examination.judgement)
    if submission.status != Status.VERIFIED:
        return None
    return _flag_what_is_new(submission, examination, known, now=now)


def flag(*, submission: Submission, code: str, saw: Text, now: datetime) -> Flag:
    """Ask a mentor to look at verified work. The same reason, while it is open, is one flag."""
    with locked(submission.enrollment_id, now=now):
        return _open(submission, code, saw, now=now)


def close_flag(*, flag: Flag, mentor: User, note: str, now: datetime) -> None:
    """A mentor has looked. The turn is nobody's again when it was the last open flag."""
    with locked(flag.submission.enrollment_id, now=now):
        open_flag = Flag.objects.filter(pk=flag.pk, closed_at=None)
        if not open_flag.update(closed_at=now, closed_by=mentor, note=note.strip()):
            raise refuse(Why.FLAG_CLOSED)
        submission = Submission.objects.get(pk=flag.submission_id)
        if not submission.flags.filter(closed_at=None).exists():
            move(submission, Status.VERIFIED, turn=Turn.NOBODY, now=now, code=flag.code, actor=mentor)


def _faults(submission: Submission) -> list[tuple[str, Text]]:
    """What the last check found wanting, or a mentor closed a flag about: somebody has looked at exactly that.

    What vanished, came back and vanished again is a new reason, though it reads the same.
    """
    findings = submission.findings.filter(outcome__in=WANTING).values_list("code", "saw")
    closed = submission.flags.exclude(closed_at=None).exclude(code=VISIBLE).values_list("code", "saw")
    return [*findings, *closed]


def _flag_what_is_new(
    submission: Submission, examination: Examination, known: Collection[tuple[str, Text]], *, now: datetime
) -> Flag | None:
    """What could not be told is no reason for a flag; nor is what was so before something else changed, or what a
    mentor counted as met against the rule."""
    primary = examination.judgement.primary
    if primary is None or primary.outcome not in WANTING or (primary.code, primary.saw) in known:
        return None
    if submission.overrides.filter(code=primary.code).exists():
        return None
    return _open(submission, primary.code, primary.saw, now=now)


def _open(submission: Submission, code: str, saw: Text, *, now: datetime) -> Flag:
    found, is_new = Flag.objects.get_or_create(
        submission=submission, code=code, closed_at=None, defaults={"saw": saw, "opened_at": now}
    )
    submission = Submission.objects.get(pk=submission.pk)
    if is_new and submission.turn != Turn.MENTOR:
        move(submission, Status.VERIFIED, turn=Turn.MENTOR, now=now, code=code)
    return found
