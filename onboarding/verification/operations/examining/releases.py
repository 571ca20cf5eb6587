"""Releases: read from GitHub at each check, and kept with the submission as they were judged."""

from dataclasses import replace
from datetime import datetime

from onboarding.github.client import NotVisible
from onboarding.github.operations import read_release
from onboarding.github.release_addresses import parse_release
from onboarding.github.releases import digest
from onboarding.rules.guards import visible_release
from onboarding.rules.judge import only
from onboarding.verification.models import Submission
from onboarding.verification.operations.examining.examination import Examination, concluded, judged


def examine_release(submission: Submission, now: datetime) -> Examination:
    """Raises GitHubUnavailable when GitHub, or one of the checksum files, could not be read."""
    try:
        evidence = read_release(address=parse_release(submission.address), now=now)
    except NotVisible:
        return concluded(submission, only(visible_release()))
    counted_for = submission.release_counted_for(evidence["release"]["github_id"])
    judgement = judged(submission, evidence, now=now, counted_for=counted_for)
    is_own = evidence["repository"]["owner"]["github_id"] == submission.enrollment.user.github_id
    if judgement.primary and not is_own:
        return concluded(submission, only(judgement.primary))  # the site may see more of it than the newcomer
    found = concluded(submission, judgement, digest(evidence), counted_for=counted_for)
    return replace(found, kept={"address": submission.address, **evidence})
