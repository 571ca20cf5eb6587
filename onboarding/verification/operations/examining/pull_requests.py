"""Pull requests: read into the mirror, and judged by what the mirror holds."""

from datetime import datetime

from onboarding.github.addresses import BadAddress, parse
from onboarding.github.client import NotVisible
from onboarding.github.models import PullRequest
from onboarding.github.operations import look, track
from onboarding.rules.guards import a_pull_request, elsewhere, visible
from onboarding.rules.judge import only
from onboarding.verification.models import COOL_DOWN, Submission
from onboarding.verification.operations.examining.examination import Examination, concluded, judged, repositories


def examine_pull_request(submission: Submission, now: datetime) -> Examination:
    """Ask GitHub, unless the mirror is fresh. Raises GitHubUnavailable when GitHub could not be asked."""
    try:
        pull_request = _read(submission, now=now)
    except NotVisible:
        return concluded(submission, only(visible()))
    except BadAddress as error:
        return concluded(submission, only(a_pull_request(error.message)))
    allowed = repositories(submission)
    if pull_request.evidence["repository"]["github_id"] not in allowed:
        return concluded(submission, only(elsewhere(parse(submission.address).full_name, allowed.values())))
    return examine_mirrored(submission, pull_request, now=now)


def examine_mirrored(submission: Submission, pull_request: PullRequest, *, now: datetime) -> Examination:
    """Judge a pull request by what the mirror holds of it."""
    if pull_request.vanished_at is not None:
        return concluded(submission, only(visible()), Submission.VANISHED, pull_request)
    counted_for = submission.counted_for(pull_request)
    judgement = judged(submission, pull_request.evidence, now=now, counted_for=counted_for)
    return concluded(submission, judgement, pull_request.evidence_hash, pull_request, counted_for)


def _read(submission: Submission, *, now: datetime) -> PullRequest:
    """The mirror's row: made when this is the first look, read again when it is no longer fresh."""
    row = submission.pull_request
    if row is None:
        return track(address=parse(submission.address), now=now)
    if now - row.looked_at >= COOL_DOWN:
        look(pull_requests=[row.pk], now=now)
        row.refresh_from_db()
    return row
