"""Collecting a submission's evidence and judging it. This is the slow part, and it runs outside any transaction."""

from dataclasses import dataclass
from datetime import datetime

from onboarding.curriculum.models import EvidenceKind
from onboarding.github.addresses import BadAddress, parse
from onboarding.github.client import NotVisible
from onboarding.github.models import PullRequest
from onboarding.github.operations import look, track
from onboarding.languages import Text
from onboarding.rules.guards import a_pull_request, visible
from onboarding.rules.judge import judge, only
from onboarding.rules.types import Context, Evidence, Judgement
from onboarding.verification.models import COOL_DOWN, Submission
from onboarding.verification.verdicts import Verdict, verdict


@dataclass(frozen=True)
class Examination:
    """What was found. ``counted_for`` is what the judgement relied on; whoever writes it down must ask again."""

    judgement: Judgement
    verdict: Verdict
    evidence_hash: str
    pull_request: PullRequest | None = None
    counted_for: Text | None = None


def examine(submission: Submission, *, now: datetime) -> Examination:
    """Read what there is to read, and judge it. Raises GitHubUnavailable when GitHub could not be asked."""
    if submission.kind != EvidenceKind.PULL_REQUEST:
        judgement = _judge(submission, submission.evidence, {}, now=now)
        return _examination(submission, judgement, evidence_hash=submission.evidence_hash)
    try:
        pull_request = _read(submission, now=now)
    except NotVisible:
        return _examination(submission, only(visible()))
    except BadAddress as error:
        return _examination(submission, only(a_pull_request(error.message)))
    return examine_pull_request(submission, pull_request, now=now)


def examine_pull_request(submission: Submission, pull_request: PullRequest, *, now: datetime) -> Examination:
    """Judge a pull request by what the mirror holds of it."""
    if pull_request.vanished_at is not None:
        return _examination(submission, only(visible()), Submission.VANISHED, pull_request)
    counted_for = submission.counted_for(pull_request)
    judgement = _judge(submission, pull_request.evidence, counted_for, now=now)
    return _examination(submission, judgement, pull_request.evidence_hash, pull_request, counted_for)


def _read(submission: Submission, *, now: datetime) -> PullRequest:
    """The mirror's row: made when this is the first look, read again when it is no longer fresh."""
    row = submission.pull_request
    if row is None:
        return track(address=parse(submission.address), now=now)
    if now - row.looked_at >= COOL_DOWN:
        look(pull_requests=[row.pk], now=now)
        row.refresh_from_db()
    return row


def _judge(submission: Submission, evidence: Evidence, counted_for: Text, *, now: datetime) -> Judgement:
    enrollment, content = submission.enrollment, submission.version.parsed
    program = enrollment.program
    context = Context(
        now=now,
        person_id=enrollment.user.github_id,
        opened_after=(enrollment.started_at or now) - program.grace,
        repositories=dict(program.repositories.values_list("github_id", "full_name")),
        branches=tuple(program.branches),
        issue_number_required=program.issue_number_required,
        nonce=enrollment.nonce,
        counted_for=counted_for,
    )
    return judge(kind=submission.kind, evidence=evidence, rules=content.rules, context=context)


def _examination(
    submission: Submission,
    judgement: Judgement,
    evidence_hash: str = "",
    pull_request: PullRequest | None = None,
    counted_for: Text | None = None,
) -> Examination:
    found = verdict(
        kind=submission.kind,
        judgement=judgement,
        state=pull_request.state if pull_request else "",
        reviewed=submission.version.parsed.reviewed,
    )
    return Examination(judgement, found, evidence_hash, pull_request, counted_for)
