"""Judging settled work by what we hold of it. Nobody outside is asked: a thousand at once would be a thousand calls."""

from dataclasses import replace
from datetime import datetime

from onboarding.curriculum.models import UPLOADED, EvidenceKind
from onboarding.rules.types import Judgement
from onboarding.verification.models import Submission
from onboarding.verification.operations.examining.examination import Examination, concluded, judged
from onboarding.verification.operations.examining.pull_requests import examine_mirrored
from onboarding.verification.operations.examining.stored import examine_stored
from onboarding.verification.operations.examining.uploads import examine_upload


def examine_settled(submission: Submission, *, now: datetime) -> Examination:
    if submission.pull_request is not None:
        return examine_mirrored(submission, submission.pull_request, now=now)
    if submission.kind == EvidenceKind.RELEASE:
        return _release(submission, now=now)
    if submission.kind in UPLOADED:
        return _upload(submission, now=now)
    return examine_stored(submission, now)


def _release(submission: Submission, *, now: datetime) -> Examination:
    """As it was read when it was verified."""
    counted_for = submission.release_counted_for(submission.evidence["release"]["github_id"])
    judgement = judged(submission, submission.evidence, now=now, counted_for=counted_for)
    return concluded(submission, judgement, submission.evidence_hash, counted_for=counted_for)


def _upload(submission: Submission, *, now: datetime) -> Examination:
    """A second step that was never asked for is not asked for now."""
    found = examine_upload(submission, now)
    if not found.asked:
        return found
    findings = tuple(each for each in found.judgement.findings if each is not found.judgement.primary)
    return replace(found, judgement=Judgement(findings, primary=None), asked={})
