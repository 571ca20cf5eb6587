"""The review page: what a mentor needs to judge one submission, and what stands before and behind it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onboarding.languages import pick
from onboarding.mentoring.models import Hold
from onboarding.mentoring.queries.attempts import Attempt, attempts_at
from onboarding.mentoring.queries.walk import Place, Walk, place_of
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.verification.models import Review, Status, Submission


@dataclass(frozen=True)
class ReviewDesk:
    """One submission to judge, with the earlier attempts of the same person at the same task."""

    submission: Submission
    title: str
    summary: str
    attempt: Attempt
    earlier: tuple[Attempt, ...]
    place: Place
    pending: Review | None
    hold: Hold | None
    reader: User
    is_superseded: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for a judgement."""
        return self.submission.status == Status.IN_REVIEW and self.pending is None

    @property
    def is_mine(self) -> bool:
        """Whether the reader holds it."""
        return self.hold is not None and self.hold.mentor_id == self.reader.pk

    @property
    def is_taken(self) -> bool:
        """Whether a colleague holds it: until then nobody else decides."""
        return self.hold is not None and not self.is_mine

    @property
    def may_take_up(self) -> bool:
        """Whether a mentor may judge it although the machine, or a mentor before, has not passed it on."""
        return self.submission.status in (Status.RETURNED, Status.WAITING) and not self.is_superseded


def desk_for(submission: Submission, user: User, walk: Walk, *, now: datetime) -> ReviewDesk:
    """``submission`` comes with its enrollment's user, its task and its version."""
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
        place=place_of(submission, user, walk, now=now),
        pending=next((review for review in attempts[here].reviews if review.applied_at is None), None),
        hold=Hold.objects.live(now).filter(submission=submission).select_related("mentor").first(),
        reader=user,
    )


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
