"""A mentor's judgement. It takes effect ten seconds after the decision; until then it can be undone untold."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError

from onboarding.people.models import User
from onboarding.verification.blocks import Comment
from onboarding.verification.models import Review, Status, Submission, Turn
from onboarding.verification.operations.commenting import fit_comments
from onboarding.verification.operations.moving import locked, move
from onboarding.verification.operations.overriding import refuse_what_stands
from onboarding.verification.refusals import Why, refuse

logger = logging.getLogger(__name__)

UNDO = timedelta(seconds=10)
DECIDES = {
    Review.Decision.APPROVE: (Status.VERIFIED, Turn.NOBODY),
    Review.Decision.RETURN: (Status.RETURNED, Turn.NEWCOMER),
}


def decide(
    *,
    submission: Submission,
    mentor: User,
    decision: str,
    note: str,
    now: datetime,
    criteria: Sequence[int] = (),
    comments: Sequence[Comment] = (),
    batch: str = "",
) -> Review:
    """Approve it, or return it with a note that says what should be better. ``criteria``: places of those it meets;
    ``comments``: on single blocks of what was written.

    People who left keep what they handed in, so it is judged; what an archived program holds is history.
    """
    note = note.strip()
    if decision == Review.Decision.RETURN and not note:
        raise refuse(Why.NOTE_MISSING)
    fitting = fit_comments(comments, submission)
    try:
        with locked(submission.enrollment_id, now=now) as enrollment:
            if enrollment.user_id == mentor.pk:
                raise refuse(Why.OWN_WORK)
            if enrollment.program.archived_at is not None:
                raise refuse(Why.ARCHIVED_REVIEW)
            found = Submission.objects.filter(pk=submission.pk, status=Status.IN_REVIEW).select_related("version")
            current = found.first()
            if current is None:
                raise refuse(Why.NOT_IN_REVIEW)
            if not set(criteria) <= set(range(len(current.version.parsed.criteria))):
                raise refuse(Why.OTHER_CRITERIA)
            if decision == Review.Decision.APPROVE:
                refuse_what_stands(current)
            return Review.objects.create(
                submission=submission,
                mentor=mentor,
                decision=Review.Decision(decision),
                note=note,
                criteria=sorted(set(criteria)),
                comments=fitting,
                batch=batch,
                decided_at=now,
                effective_at=now + UNDO,
            )
    except IntegrityError as error:
        raise refuse(Why.ALREADY_DECIDED) from error


def undo(*, review: Review, now: datetime) -> None:
    """As if it had not been decided. Refused once it has taken effect, or should have."""
    undone = Review.objects.pending().filter(pk=review.pk, effective_at__gt=now).update(undone_at=now)
    if not undone:
        raise refuse(Why.TOO_LATE)


def apply_due_reviews(*, now: datetime) -> None:
    """Each few seconds: decisions take effect whose time to be undone is over; one that can't stops no other."""
    for review in Review.objects.due(now).select_related("submission"):
        try:
            _apply(review, now=now)
        except Exception:
            logger.exception("review %s cannot take effect, the others do", review.pk)
            review.put_off(now)


def take_up(*, submission: Submission, mentor: User, now: datetime) -> Submission:
    """A mentor judges what the machine returned or waits for."""
    with locked(submission.enrollment_id, now=now) as enrollment:
        if enrollment.user_id == mentor.pk:
            raise refuse(Why.OWN_WORK)
        submission = Submission.objects.get(pk=submission.pk)
        if submission.status not in (Status.RETURNED, Status.WAITING):
            raise refuse(Why.NOT_OPEN)
        others = Submission.objects.filter(enrollment=enrollment, task=submission.task_id)
        if others.filter(attempt__gt=submission.attempt).exists():
            raise refuse(Why.NEWER_ATTEMPT)
        move(submission, Status.IN_REVIEW, turn=Turn.MENTOR, now=now, actor=mentor, changes={"next_check_at": None})
        return submission


def _apply(review: Review, *, now: datetime) -> None:
    """Once, however many workers find it due: only the one that marks it applied moves the submission."""
    status, turn = DECIDES[Review.Decision(review.decision)]
    with locked(review.submission.enrollment_id, now=now):
        if not Review.objects.due(now).filter(pk=review.pk).update(applied_at=now):
            return
        submission = Submission.objects.get(pk=review.submission_id)
        move(submission, status, turn=turn, now=now, code="review", actor=review.mentor, changes={"primary_code": ""})
