"""Deciding as a mentor among mentors: while one of them holds a submission, nobody else decides it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from onboarding.ids import new_public_id
from onboarding.mentoring.models import Draft, Hold
from onboarding.mentoring.operations.drafting import draft_again, end_draft, keep_unsent
from onboarding.mentoring.operations.holding import claim, hold
from onboarding.mentoring.operations.refusals import Refused, said
from onboarding.people.models import User
from onboarding.verification import operations as verification
from onboarding.verification.models import Review, Submission


@dataclass
class Together:
    """What came of deciding several at once. ``refused``: which were not, and why, in the mentor's language."""

    batch: str = field(default_factory=new_public_id)
    made: list[Review] = field(default_factory=list)
    refused: list[tuple[Submission, str]] = field(default_factory=list)


@transaction.atomic
def judge(
    *,
    submission: Submission,
    mentor: User,
    judgement: Mapping[str, Any],
    now: datetime,
    batch: str = "",
    seen: int | None = None,
) -> Review:
    """Decide it; without a hold, deciding takes one. ``judgement``: what `verification.operations.decide` wants.
    ``seen``: the version of the mentor's draft that they had before them."""
    claim(submission, mentor, now=now)
    review = verification.decide(submission=submission, mentor=mentor, now=now, batch=batch, **judgement)
    Hold.objects.filter(submission=submission).delete()
    end_draft(review, seen=seen)
    return review


@transaction.atomic
def override(*, submission: Submission, code: str, mentor: User, reason: str, now: datetime) -> None:
    """Know better than a rule. Whoever does is reviewing: they hold the work from now on."""
    hold(submission=submission, mentor=mentor, now=now)
    verification.override(submission=submission, code=code, mentor=mentor, reason=reason, now=now)


def judge_all(
    *,
    submissions: Sequence[Submission],
    mentor: User,
    judgement: Mapping[str, Any],
    now: datetime,
    refused: Sequence[tuple[Submission, str]] = (),
) -> Together:
    """The same for several, each by itself, with the comments that the mentor wrote on its text: what cannot be decided
    stops no other, and has the note kept aside. ``refused``: of which that is known already, and why."""
    found = Together(refused=list(refused))
    drafts = Draft.objects.filter(submission__in=submissions, mentor=mentor)
    comments = dict(drafts.values_list("submission", "comments"))
    for submission in submissions:
        own = {**judgement, "comments": comments.get(submission.pk, [])}
        try:
            made = judge(submission=submission, mentor=mentor, judgement=own, now=now, batch=found.batch)
            found.made.append(made)
        except (Refused, verification.Refused) as error:
            found.refused.append((submission, said(error)))
    for submission, _reason in found.refused:
        keep_unsent(submission=submission, mentor=mentor, text=judgement["note"], now=now)
    return found


@transaction.atomic
def take_back(*, review: Review, now: datetime) -> None:
    """Undo a decision: its words are a draft again, and it is the mentor's to decide, if nobody was faster."""
    verification.undo(review=review, now=now)
    submission, mentor = review.submission, review.mentor
    draft_again(review, now=now)
    try:
        with transaction.atomic():
            claim(submission, mentor, now=now)
    except Refused:
        return  # a colleague holds it: the page says so


def take_all_back(*, reviews: Sequence[Review], now: datetime) -> int:
    """Undo what can still be undone of these; gives how many."""
    undone = 0
    for review in reviews:
        try:
            take_back(review=review, now=now)
            undone += 1
        except verification.Refused:
            continue  # it has taken effect meanwhile
    return undone
