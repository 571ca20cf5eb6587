"""Checking a submission: claim it, look and judge, write down what came out. Who dies in between loses the claim."""

import logging
import secrets
from datetime import datetime, timedelta
from math import ceil

from onboarding.github.client import GitHubUnavailable
from onboarding.github.models import PullRequest
from onboarding.people.models import User
from onboarding.verification.models import Status, Submission, Turn
from onboarding.verification.operations.bells import check_soon
from onboarding.verification.operations.examining import Examination, examine
from onboarding.verification.operations.findings import replace_findings
from onboarding.verification.operations.moving import locked, move
from onboarding.verification.refusals import Why, refuse

logger = logging.getLogger(__name__)

CLAIM = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=30)
LAST_RETRY = timedelta(hours=1)
UNKNOWN = "unknown"
INTERRUPTED = "interrupted"


def check(*, submission_id: int, now: datetime) -> None:
    """Check this submission if it is due and nobody else is at it."""
    submission = _claim(submission_id, now=now)
    if submission is None:
        return
    try:
        examination = examine(submission, now=now)
    except GitHubUnavailable as error:
        _postpone(submission, error, now=now)
    else:
        _conclude(submission, examination, now=now)


def check_again(*, submission: Submission, now: datetime) -> None:
    """The newcomer asks for another look. Refused within the cool-down, and where there is nothing to look at."""
    with locked(submission.enrollment_id, now=now):
        submission = Submission.objects.get(pk=submission.pk)
        if submission.status == Status.CHECKING:
            raise refuse(Why.BEING_CHECKED)
        if submission.status not in (Status.QUEUED, Status.WAITING):
            raise refuse(Why.NOTHING_TO_CHECK)
        if submission.cool_until > now:
            raise refuse(Why.COOL_DOWN, seconds=ceil((submission.cool_until - now).total_seconds()))
        requeue(submission, now=now)
        check_soon(submission.pk)


def requeue(submission: Submission, *, now: datetime) -> None:
    """Make it due at once. Call it inside `locked`."""
    if submission.status == Status.QUEUED:
        submission.check_at(now)
    else:
        move(submission, Status.QUEUED, turn=Turn.MACHINE, now=now, changes={"next_check_at": now})


def release(submission: Submission, *, now: datetime) -> None:
    """Take an expired claim away: the worker died, or was too slow. Call it inside `locked`."""
    attempts = submission.attempts + 1
    retry_at = now if attempts == 1 else now + pause(attempts)
    move(
        submission,
        Status.QUEUED,
        turn=Turn.MACHINE,
        now=now,
        claim=submission.claim_token,
        changes=_unclaimed(attempts=attempts, last_error=INTERRUPTED, next_check_at=retry_at),
    )


def _claim(submission_id: int, *, now: datetime) -> Submission | None:
    """The submission, held for a minute under a token of ours; None when it isn't due or somebody else has it."""
    found = Submission.objects.due(now).filter(pk=submission_id).first()
    if found is None:
        return None
    with locked(found.enrollment_id, now=now):
        submission = Submission.objects.due(now).for_checking().filter(pk=submission_id).first()
        if submission is None:
            return None
        claim = {"claimed_until": now + CLAIM, "claim_token": secrets.token_hex(16), "next_check_at": None}
        is_ours = move(submission, Status.CHECKING, turn=Turn.MACHINE, now=now, changes=claim)
    return submission if is_ours else None


def _postpone(submission: Submission, error: GitHubUnavailable, *, now: datetime) -> None:
    """GitHub could not be asked: not a *no*, and not a status. Later, and not before GitHub allows."""
    attempts = submission.attempts + 1
    retry_at = max(error.retry_at, now + pause(attempts))
    with locked(submission.enrollment_id, now=now):
        _leave(
            submission,
            Status.QUEUED,
            Turn.MACHINE,
            now=now,
            changes=_unclaimed(
                attempts=attempts, last_error=error.reason.value, next_check_at=retry_at, checked_at=now
            ),
        )


def _conclude(submission: Submission, examination: Examination, *, now: datetime) -> None:
    """Write findings and verdict together, if the claim is still ours and what we relied on still holds."""
    found = examination.verdict
    with locked(submission.enrollment_id, now=now):
        if not _still_holds(submission, examination):
            again = _unclaimed(next_check_at=now, pull_request=examination.pull_request)
            _leave(submission, Status.QUEUED, Turn.MACHINE, now=now, changes=again)
            check_soon(submission.pk)
            return
        fields = _unclaimed(
            pull_request=examination.pull_request or submission.pull_request,
            evidence_hash=examination.evidence_hash,
            primary_code=found.code,
            checked_at=now,
            next_check_at=examination.look_again_at,
        )
        if examination.asked:
            fields["asked"] = dict(examination.asked)
        if examination.kept is not None:
            fields["evidence"] = dict(examination.kept)
        if found.status == Status.QUEUED:
            attempts = submission.attempts + 1
            fields |= {"attempts": attempts, "last_error": UNKNOWN, "next_check_at": now + pause(attempts)}
        if _leave(submission, found.status, found.turn, code=found.code, now=now, changes=fields):
            replace_findings(submission, examination.judgement)


def _still_holds(submission: Submission, examination: Examination) -> bool:
    """Whether it still counts for nothing else. Holding the row of the pull request, or for what has none the person's,
    keeps other checks of it waiting."""
    if examination.kept is not None:
        User.objects.select_for_update().get(pk=submission.enrollment.user_id)
        return submission.release_counted_for(examination.kept["release"]["github_id"]) == examination.counted_for
    if examination.pull_request is None or examination.counted_for is None:
        return True
    pull_request = PullRequest.objects.select_for_update(of=("self",)).get(pk=examination.pull_request.pk)
    return submission.counted_for(pull_request) == examination.counted_for


def _leave(
    submission: Submission, to: Status, turn: Turn, *, now: datetime, changes: dict[str, object], code: str = ""
) -> bool:
    """Out of `checking`, unless the claim was taken away meanwhile: then the result is dropped."""
    moved = move(submission, to, turn=turn, now=now, code=code, claim=submission.claim_token, changes=changes)
    if not moved:
        logger.warning("submission %s: the claim expired before its result came; the result is dropped", submission.pk)
    return moved


def _unclaimed(**fields: object) -> dict[str, object]:
    nothing: dict[str, object] = {
        "claimed_until": None,
        "claim_token": "",
        "attempts": 0,
        "last_error": "",
        "next_check_at": None,
    }
    return {**nothing, **fields}


def pause(attempts: int) -> timedelta:
    """Half a minute, then twice as long each time, up to an hour."""
    longer: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_RETRY * longer, LAST_RETRY)
