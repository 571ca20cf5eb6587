"""Finding what is due: lost bells, expired claims, retries, and evidence that changed."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from onboarding.github.models import PullRequest
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Status, Submission
from onboarding.verification.operations.bells import check_soon, recheck_soon
from onboarding.verification.operations.checking import pause, release, requeue
from onboarding.verification.operations.moving import locked
from onboarding.verification.operations.submitting import hand_in_anew

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 500
SETTLED = (Status.IN_REVIEW, Status.VERIFIED)
"""What a change of evidence writes findings (and flags) for, and never a status."""

UNDER_WAY = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)
RETURNS_BY_ITSELF = ("not-closed", "visible")
"""Reasons for a return that can pass without the newcomer: the pull request is re-opened, or is there again."""


def sweep(*, now: datetime) -> None:
    """Each minute: take expired claims away, queue what the mirror knows more about, ring for all that is due."""
    waiting = Submission.objects.filter(status=Status.WAITING).exclude(next_check_at__gt=now)
    _each(_release_if_expired, Submission.objects.expired(now)[:MOST_AT_ONCE], now=now)
    _each(_requeue_if_waiting, waiting.behind_the_mirror()[:MOST_AT_ONCE], now=now)
    _each(_requeue_if_waiting, Submission.objects.waited_long_enough(now)[:MOST_AT_ONCE], now=now)
    due = Submission.objects.due(now).order_by("next_check_at")
    check_soon(*due.values_list("pk", flat=True)[:MOST_AT_ONCE])


def sweep_settled(*, now: datetime) -> None:
    """Each hour: look again at settled work whose evidence changed without anybody having been told."""
    behind = Submission.objects.filter(status__in=SETTLED).behind_the_mirror()
    recheck_soon(behind.values_list("pk", flat=True)[:MOST_AT_ONCE])
    _each(_bring_back, _returned_but_there_again()[:MOST_AT_ONCE], now=now)


def resting_pull_requests() -> QuerySet[PullRequest, int]:
    """Keys of those handed in to archived programs only: nobody waits for what happens to them. Not asked for yet."""
    handed_in = Submission.objects.filter(pull_request=OuterRef("pk"))
    living = handed_in.filter(enrollment__program__archived_at=None)
    return PullRequest.objects.filter(Exists(handed_in), ~Exists(living)).values_list("pk", flat=True)


def look_again(*, pull_request_ids: Sequence[int], now: datetime) -> None:
    """The evidence of these pull requests changed: check what waits for them, and what they settle or bring back."""
    found = Submission.objects.filter(pull_request__in=pull_request_ids)
    unsettled = list(found.filter(status__in=(Status.WAITING, Status.QUEUED)))
    _each(_requeue_if_waiting, unsettled, now=now)
    check_soon(*(submission.pk for submission in unsettled))
    recheck_soon(found.filter(status__in=SETTLED).values_list("pk", flat=True))
    _each(_bring_back, found.filter(status=Status.RETURNED, primary_code__in=RETURNS_BY_ITSELF), now=now)


def _each(verb: Callable[..., None], submissions: Iterable[Submission], *, now: datetime) -> None:
    """One that can't be moved keeps none of the others waiting: it is logged, and tried ever more seldom."""
    for submission in submissions:
        try:
            verb(submission, now=now)
        except Exception:
            logger.exception("submission %s cannot be moved, the others are", submission.pk)
            _put_off(submission, now=now)


def _put_off(submission: Submission, *, now: datetime) -> None:
    """Later, for what the sweep would take up again in a minute; the rest is not asked for that often."""
    column = {Status.CHECKING: "claimed_until", Status.WAITING: "next_check_at"}.get(Status(submission.status))
    if column:
        attempts = submission.attempts + 1
        there = Submission.objects.filter(pk=submission.pk, status=submission.status)
        there.filter(claim_token=submission.claim_token).update(attempts=attempts, **{column: now + pause(attempts)})


def _release_if_expired(submission: Submission, *, now: datetime) -> None:
    with locked(submission.enrollment_id, now=now):
        if expired := Submission.objects.expired(now).filter(pk=submission.pk).first():
            release(expired, now=now)


def _requeue_if_waiting(submission: Submission, *, now: datetime) -> None:
    """Queued ones as well: their next try may be an hour away, and now there is something to see."""
    with locked(submission.enrollment_id, now=now):
        found = Submission.objects.filter(pk=submission.pk, status__in=(Status.WAITING, Status.QUEUED))
        if waiting := found.first():
            requeue(waiting, now=now)


def _returned_but_there_again() -> QuerySet[Submission]:
    """What `look_again` would have brought back, had the broker not lost its bell."""
    later = Submission.objects.filter(
        enrollment=OuterRef("enrollment"), task=OuterRef("task"), attempt__gt=OuterRef("attempt")
    )
    returned = Submission.objects.filter(
        ~Exists(later),
        status=Status.RETURNED,
        primary_code__in=RETURNS_BY_ITSELF,
        enrollment__state__in=UNDER_WAY,
        pull_request__vanished_at=None,
    )
    return returned.exclude(pull_request__state=PullRequest.State.CLOSED).behind_the_mirror()


def _bring_back(submission: Submission, *, now: datetime) -> None:
    """A pull request that is open again starts a new attempt, unless the newcomer has gone another way meanwhile."""
    with locked(submission.enrollment_id, now=now) as enrollment:
        attempts = Submission.objects.filter(enrollment=enrollment, task=submission.task)
        latest = attempts.select_related("pull_request", "task", "version", "enrollment").order_by("-attempt").first()
        if latest is None or latest.pk != submission.pk or latest.status != Status.RETURNED:
            return
        if enrollment.state in UNDER_WAY and _is_there_again(latest.pull_request):
            hand_in_anew(latest, now=now)


def _is_there_again(pull_request: PullRequest | None) -> bool:
    if pull_request is None or pull_request.vanished_at is not None:
        return False
    return pull_request.state != PullRequest.State.CLOSED
