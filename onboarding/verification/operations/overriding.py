"""Where a mentor knows better than a rule: kept with the reason. What guards say, nobody overrides."""

from datetime import datetime

from django.db import IntegrityError
from django.db.models import Q

from onboarding.people.models import User
from onboarding.verification.models import Finding, Override, Review, Status, Submission
from onboarding.verification.operations.moving import locked
from onboarding.verification.refusals import Why, in_a_row, refuse

Outcome = Finding.Outcome


def override(*, submission: Submission, code: str, mentor: User, reason: str, now: datetime) -> Override:
    """Count this rule as met. It decides nothing yet: approving does, and is not held back by this rule any more."""
    reason = reason.strip()
    if not reason:
        raise refuse(Why.REASON_MISSING)
    try:
        with locked(submission.enrollment_id, now=now) as enrollment:
            if enrollment.user_id == mentor.pk:
                raise refuse(Why.OWN_WORK)
            if not Submission.objects.filter(pk=submission.pk, status=Status.IN_REVIEW).exists():
                raise refuse(Why.NOT_IN_REVIEW)
            if Review.objects.pending().filter(submission=submission).exists():
                raise refuse(Why.ALREADY_DECIDED)
            finding = _overridable(submission, code)
            return Override.objects.create(
                submission=submission,
                code=code,
                expect=finding.expect,
                before=finding.outcome,
                reason=reason,
                mentor=mentor,
                at=now,
            )
    except IntegrityError as error:
        raise refuse(Why.OVERRIDDEN) from error


def refuse_what_stands(submission: Submission) -> None:
    """Before approving what a mentor took up against the machine: no guard may be unmet, and each rule that is not met
    needs somebody's reason. What the machine itself passed on to a mentor is theirs to judge as it is."""
    if submission.transitions.filter(to_status=Status.IN_REVIEW, actor=None).exists():
        return
    overridden = submission.overrides.values("code")
    left = submission.findings.exclude(Q(outcome=Outcome.MET) | Q(is_advice=True) | Q(code__in=overridden))
    standing = list(left)
    guards = [finding.expect for finding in standing if finding.is_guard]
    if guards:
        raise refuse(Why.GUARD_STANDS, guards=in_a_row(guards))
    if standing:
        raise refuse(Why.OVERRIDE_FIRST, rules=in_a_row([finding.expect for finding in standing]))


def _overridable(submission: Submission, code: str) -> Finding:
    finding = submission.findings.filter(code=code, is_advice=False).exclude(outcome=Outcome.MET).first()
    if finding is None:
        raise refuse(Why.NOTHING_TO_OVERRIDE)
    if finding.is_guard:
        raise refuse(Why.GUARD_STANDS, guards=in_a_row([finding.expect]))
    return finding
