"""Collecting a submission's evidence and judging it, by its kind. This is the slow part, outside any transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from onboarding.curriculum.models import UPLOADED, EvidenceKind
from onboarding.verification.models import Submission
from onboarding.verification.operations.examining.examination import Examination
from onboarding.verification.operations.examining.pull_requests import examine_mirrored, examine_pull_request
from onboarding.verification.operations.examining.releases import examine_release
from onboarding.verification.operations.examining.settled import examine_settled
from onboarding.verification.operations.examining.stored import examine_stored
from onboarding.verification.operations.examining.uploads import examine_upload

__all__ = ["Examination", "examine", "examine_mirrored", "examine_settled"]

Examiner: TypeAlias = Callable[[Submission, datetime], Examination]

EXAMINERS: dict[str, Examiner] = {
    EvidenceKind.PULL_REQUEST: examine_pull_request,
    EvidenceKind.RELEASE: examine_release,
    **dict.fromkeys(UPLOADED, examine_upload),
}
"""Kinds whose evidence has to be fetched, or judged with more than the submission holds. All others are in the row."""


def examine(submission: Submission, *, now: datetime) -> Examination:
    """Read what there is to read, and judge it. Raises GitHubUnavailable when GitHub could not be asked."""
    return EXAMINERS.get(submission.kind, examine_stored)(submission, now)
