"""Holding a submission for review. A hold ends by itself; nobody has to tidy up after a mentor who was called away."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onboarding.mentoring.models import Hold, HoldQuerySet
from onboarding.mentoring.operations.refusals import Refused
from onboarding.mentoring.reader import reader_at
from onboarding.people.models import User
from onboarding.progress import when
from onboarding.verification.models import Status, Submission

HOLD = timedelta(minutes=30)
MOST_HOLDS = 4


@transaction.atomic
def hold(*, submission: Submission, mentor: User, now: datetime) -> Hold:
    """Half an hour from now, whether it is a new hold or a longer one. A mentor holds a few things at once, no more."""
    # The mentor's own row is the lock behind the count. No stronger than needed: rows that name the mentor go on.
    User.objects.select_for_update(no_key=True).get(pk=mentor.pk)
    if not Submission.objects.filter(pk=submission.pk, status=Status.IN_REVIEW).exists():
        raise Refused(_("This is not waiting for a review any more, so it cannot be held."), code="not-in-review")
    others = list(_held_by(mentor, now=now).exclude(submission=submission))
    if len(others) >= MOST_HOLDS:
        sentence = _(
            "You hold %(count)d submissions already, the most at once: those of %(names)s. "
            "Decide one of them, or let it go."
        )
        names = " · ".join(each.submission.enrollment.user.display_name for each in others)
        raise Refused(sentence % {"count": MOST_HOLDS, "names": names}, code="too-many")
    return claim(submission, mentor, now=now)


def let_go(*, submission: Submission, mentor: User) -> None:
    """A colleague may take it up at once. Without a hold there is nothing to do."""
    Hold.objects.filter(submission=submission, mentor=mentor).delete()


def claim(submission: Submission, mentor: User, *, now: datetime) -> Hold:
    """Make it this mentor's, unless a colleague holds it. Call it inside a transaction: of two, the database lets one
    through and has the other wait for how that one ends."""
    until_at = now + HOLD
    free = Hold.objects.free_for(mentor, now).filter(submission=submission)
    if free.update(mentor=mentor, until_at=until_at):
        return Hold.objects.get(submission=submission)
    try:
        with transaction.atomic():
            return Hold.objects.create(submission=submission, mentor=mentor, until_at=until_at)
    except IntegrityError as error:
        raise _held(submission, now=now) from error


def _held_by(mentor: User, *, now: datetime) -> HoldQuerySet:
    held = Hold.objects.live(now).filter(mentor=mentor).select_related("submission__enrollment__user")
    return held.order_by("until_at", "pk")


def _held(submission: Submission, *, now: datetime) -> Refused:
    """Says who has it, and until when. It may have been let go in this very moment."""
    held = Hold.objects.filter(submission=submission).select_related("mentor").first()
    if held is None:
        return Refused(_("A colleague held this until a moment ago. Try again."), code="held")
    until = when.moment(held.until_at, reader_at(now))
    message = _("%(mentor)s holds this for review until %(time)s. Only they can decide it until then.")
    return Refused(message % {"mentor": held.mentor.display_name, "time": until}, code="held")
