"""Evidence that lies in the submission's own row: it is judged as it was handed in."""

from datetime import datetime

from onboarding.verification.models import Submission
from onboarding.verification.operations.examining.examination import Examination, concluded, judged


def examine_stored(submission: Submission, now: datetime) -> Examination:
    judgement = judged(submission, submission.evidence, now=now)
    return concluded(submission, judgement, evidence_hash=submission.evidence_hash)
