"""The review page: what a mentor needs to judge one submission, and what stands before and behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from onboarding.languages import pick
from onboarding.mentoring.models import Draft, Hold, Reply
from onboarding.mentoring.queries.attempts import Attempt, attempt_of
from onboarding.mentoring.queries.prepared import objects_for
from onboarding.mentoring.queries.said import ReviewSaid, outcomes_of, with_all_said
from onboarding.mentoring.queries.seen import token_of
from onboarding.mentoring.queries.walk import Place, Walk, place_of
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.prepared import SOMETHING
from onboarding.programs.models import Enrollment, Program
from onboarding.verification.models import Review, Status, Submission

if TYPE_CHECKING:
    from onboarding.mentoring.queries.said import Told

MOST_REPLIES = 100


@dataclass(frozen=True)
class ReviewDesk:
    """One submission to judge, with the earlier attempts of the same person at the same task.

    ``seen``: the token of what the reader has before them, as `seen_token` would make it.
    """

    submission: Submission
    title: str
    summary: str
    attempt: Attempt
    earlier: tuple[Attempt, ...]
    place: Place
    replies: Sequence[Reply]
    seen: str
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
    def pending(self) -> ReviewSaid | None:
        """A decision that can still be undone."""
        return next((review for review in self.attempt.reviews if review.is_pending), None)

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
    """``submission`` comes with its enrollment's user and program, its task and its version."""
    attempts = objects_for(user, _attempts, about=submission.pk)
    for each in attempts:
        each.enrollment = submission.enrollment
    here = next(place for place, each in enumerate(attempts) if each.pk == submission.pk)
    content = submission.version.parsed
    return ReviewDesk(
        submission=submission,
        title=pick(content.title, language()),
        summary=pick(content.summary, language()),
        attempt=attempt_of(attempts[here]),
        earlier=tuple(attempt_of(each) for each in attempts[here + 1 :]),
        is_superseded=here > 0,
        place=place_of(submission, user, walk, now=now),
        hold=getattr(attempts[here], "hold", None),  # Django raises AttributeError where there is none
        draft=next(iter(objects_for(user, _drafts, about=submission.pk)), None),
        replies=objects_for(user, _replies, about=submission.enrollment.program_id),
        seen=token_of(submission, outcomes_of(attempts[here]), attempts[0].attempt),
        reader=user,
        now=now,
    )


def _attempts(user: User) -> "QuerySet[Told]":
    """All of the same person at the same task."""
    one = Submission.objects.filter(pk=SOMETHING)
    same = Submission.objects.filter(enrollment=one.values("enrollment")[:1], task=one.values("task")[:1])
    return with_all_said(same).select_related("hold__mentor")


def _drafts(user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(submission=SOMETHING, mentor=user)


def _replies(user: User) -> QuerySet[Reply]:
    return Reply.objects.usable_in(Program(pk=SOMETHING), user)[:MOST_REPLIES]


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
