"""The review page: what a mentor needs to judge one submission, and what stands before and behind it."""

from dataclasses import dataclass
from datetime import datetime

from onboarding.languages import pick
from onboarding.mentoring.models import Draft, Hold
from onboarding.mentoring.queries.attempts import Attempt, attempts_at
from onboarding.mentoring.queries.walk import Place, Walk, place_of
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
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
    draft: Draft | None
    reader: User
    now: datetime
    is_superseded: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for a judgement, in a program where anything is judged still."""
        return self.submission.status == Status.IN_REVIEW and self.pending is None and not self.is_archived

    @property
    def is_mine(self) -> bool:
        """Whether the reader holds it."""
        return self.hold is not None and self.hold.mentor_id == self.reader.pk and self.hold.until_at > self.now

    @property
    def is_taken(self) -> bool:
        """Whether a colleague holds it: until then nobody else decides."""
        is_live = self.hold is not None and self.hold.until_at > self.now
        return is_live and not self.is_mine

    @property
    def may_write(self) -> bool:
        """Whether the reader can judge it now."""
        return self.is_open and not self.is_taken

    @property
    def has_lost_hold(self) -> bool:
        """They held it, or wrote about it, and do not hold it any more: what they wrote is kept, and that is said."""
        is_over = self.hold is not None and self.hold.mentor_id == self.reader.pk and not self.is_mine
        return self.is_open and (is_over or (self.is_taken and self.draft is not None))

    @property
    def is_archived(self) -> bool:
        return self.submission.enrollment.program.archived_at is not None

    @property
    def left(self) -> bool:
        """Whether the newcomer has left the program."""
        return self.submission.enrollment.state == Enrollment.State.LEFT

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
        hold=Hold.objects.filter(submission=submission).select_related("mentor").first(),
        draft=Draft.objects.filter(submission=submission, mentor=user).first(),
        reader=user,
        now=now,
    )


def pending_of(user: User, public_id: str, *, now: datetime) -> Review | None:
    """This mentor's decision, while it can still be undone."""
    if not public_id or "\0" in public_id:
        return None
    mine = Review.objects.filter(mentor=user, public_id=public_id, undone_at=None, applied_at=None)
    return mine.filter(effective_at__gt=now).select_related("submission__enrollment__user").first()


def criteria_of(submission: Submission) -> list[str]:
    """What a mentor ticks, in the reader's language. ``submission`` comes with its version."""
    return [pick(each, language()) for each in submission.version.parsed.criteria]


def decided_together(user: User, batch: str, *, now: datetime) -> list[Review]:
    """What this mentor decided at once, while it can still be undone."""
    if not batch or "\0" in batch:
        return []
    mine = Review.objects.pending().filter(mentor=user, batch=batch, effective_at__gt=now)
    return list(mine.select_related("submission__enrollment__user"))
