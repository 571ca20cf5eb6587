"""The review page: what a mentor needs to judge one submission, and what stands before and behind it in the queue."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onboarding.languages import pick
from onboarding.mentoring.queries.attempts import Attempt, attempts_at
from onboarding.mentoring.queries.turns import waiting_for_mentor
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.verification.models import Review, Status, Submission

QUEUE = 200
"""How far we look for neighbours: nobody reviews more in one sitting."""


@dataclass(frozen=True)
class Queue:
    """Where a submission stands in the mentor's queue, oldest first. ``position`` is 0 when it isn't in it."""

    previous: str
    next: str
    position: int
    length: int


@dataclass(frozen=True)
class ReviewDesk:
    """One submission to judge, with the earlier attempts of the same person at the same task."""

    submission: Submission
    title: str
    summary: str
    attempt: Attempt
    earlier: tuple[Attempt, ...]
    queue: Queue
    pending: Review | None
    is_superseded: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for a judgement."""
        return self.submission.status == Status.IN_REVIEW and self.pending is None

    @property
    def may_take_up(self) -> bool:
        """Whether a mentor may judge it although the machine, or a mentor before, has not passed it on."""
        return self.submission.status in (Status.RETURNED, Status.WAITING) and not self.is_superseded


def desk_for(submission: Submission, user: User, *, everybody: bool) -> ReviewDesk:
    """``submission`` comes with its enrollment's user and its version."""
    same = Submission.objects.filter(enrollment=submission.enrollment, task=submission.task)
    attempts = attempts_at(same)
    here = next(place for place, attempt in enumerate(attempts) if attempt.submission.pk == submission.pk)
    content = submission.version.parsed
    return ReviewDesk(
        submission=submission,
        title=pick(content.title, language()),
        summary=pick(content.summary, language()),
        attempt=attempts[here],
        earlier=tuple(attempts[here + 1 :]),
        is_superseded=here > 0,
        queue=queue_around(submission, user, everybody=everybody),
        pending=next((review for review in attempts[here].reviews if review.applied_at is None), None),
    )


def queue_around(submission: Submission, user: User, *, everybody: bool) -> Queue:
    """The neighbours of this submission; of one that has left the queue, those around the place it had."""
    place = (submission.turn_since, submission.pk)
    waiting = waiting_for_mentor(user, everybody=everybody).order_by("turn_since", "pk")
    rows = list(waiting.values_list("turn_since", "pk", "public_id")[:QUEUE])
    before = [public_id for since, pk, public_id in rows if (since, pk) < place]
    after = [public_id for since, pk, public_id in rows if (since, pk) > place]
    is_in = len(before) + len(after) < len(rows)
    return Queue(
        previous=before[-1] if before else "",
        next=after[0] if after else "",
        position=len(before) + 1 if is_in else 0,
        length=len(rows),
    )


def next_in_queue(submission: Submission, user: User, *, everybody: bool) -> str:
    """What to judge after this one: the next oldest, or from the beginning again; "" when nothing is left."""
    queue = queue_around(submission, user, everybody=everybody)
    return queue.next or queue.previous


def seen_token(submission: Submission) -> str:
    """What the mentor had before them. Another one when they decide means: it changed meanwhile."""
    checked = submission.checked_at.timestamp() if submission.checked_at else 0
    seen = (submission.status, submission.turn, checked, submission.evidence_hash)
    return hashlib.sha256(" ".join(map(str, seen)).encode()).hexdigest()[:16]


def pending_of(user: User, public_id: str, *, now: datetime) -> Review | None:
    """This mentor's decision, while it can still be undone."""
    if not public_id or "\0" in public_id:
        return None
    mine = Review.objects.filter(mentor=user, public_id=public_id, undone_at=None, applied_at=None)
    return mine.filter(effective_at__gt=now).select_related("submission__enrollment__user").first()


def criteria_of(submission: Submission) -> list[str]:
    """What a mentor ticks, in the reader's language. ``submission`` comes with its version."""
    return [pick(each, language()) for each in submission.version.parsed.criteria]


def undone(user: User, submission: Submission, public_id: str) -> dict[str, Any]:
    """Note and ticks of a decision that was taken back, to go on from."""
    if not public_id or "\0" in public_id:
        return {}
    mine = Review.objects.filter(mentor=user, submission=submission, public_id=public_id).exclude(undone_at=None)
    return dict(mine.values("note", "criteria").first() or {})
