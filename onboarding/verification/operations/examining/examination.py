"""What an examination finds, and how guards and rules come to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onboarding.github.models import PullRequest
from onboarding.languages import Text
from onboarding.rules.judge import judge
from onboarding.rules.types import Context, Evidence, Judgement
from onboarding.verification.models import Submission
from onboarding.verification.verdicts import Verdict, verdict

SETTLED = "settled"
"""The code of the guard that waits for nothing but time."""


@dataclass(frozen=True)
class Examination:
    """What was found. ``counted_for`` is what the judgement relied on; whoever writes it down must ask again.

    ``pull_request`` is None where the submission may not show more than what was handed in. ``look_again_at`` is when
    time alone may change the verdict. ``kept`` takes the place of the submission's evidence: what was read of it, where
    no mirror holds that.
    """

    judgement: Judgement
    verdict: Verdict
    evidence_hash: str
    pull_request: PullRequest | None = None
    counted_for: Text | None = None
    look_again_at: datetime | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, Any] | None = None


def judged(submission: Submission, evidence: Evidence, *, now: datetime, **known: Any) -> Judgement:
    """By the rules of the submission's version. ``known`` is what its kind adds to the context."""
    context = context_of(submission, now=now, **known)
    return judge(kind=submission.kind, evidence=evidence, rules=submission.version.parsed.rules, context=context)


def context_of(submission: Submission, *, now: datetime, **known: Any) -> Context:
    """What guards have to know of the person and the program."""
    enrollment = submission.enrollment
    program = enrollment.program
    return Context(
        now=now,
        person_id=enrollment.user.github_id,
        opened_after=(enrollment.started_at or now) - program.grace,
        repositories=repositories(submission),
        branches=tuple(program.branches),
        issue_number_required=program.issue_number_required,
        nonce=enrollment.nonce,
        policy=program.merge_policy,
        settling=program.settling,
        **known,
    )


def repositories(submission: Submission) -> dict[int, str]:
    """The names of the program's repositories by GitHub's number."""
    return dict(submission.enrollment.program.repositories.values_list("github_id", "full_name"))


def concluded(
    submission: Submission,
    judgement: Judgement,
    evidence_hash: str = "",
    pull_request: PullRequest | None = None,
    counted_for: Text | None = None,
) -> Examination:
    """The judgement with the verdict that follows from it."""
    found = verdict(
        kind=submission.kind,
        judgement=judgement,
        state=pull_request.state if pull_request else "",
        reviewed=submission.version.parsed.reviewed,
    )
    look_again_at = _settled_at(submission, pull_request) if pull_request and found.code == SETTLED else None
    return Examination(judgement, found, evidence_hash, pull_request, counted_for, look_again_at)


def _settled_at(submission: Submission, pull_request: PullRequest) -> datetime:
    """When the settling period of the program is over."""
    merged_at = datetime.fromisoformat(pull_request.evidence["pull_request"]["merged_at"])
    return merged_at + submission.enrollment.program.settling
