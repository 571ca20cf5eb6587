"""What a mentor should know at once while they write about a submission, and not only when they decide it."""

from datetime import datetime

from django.utils.translation import gettext as _

from onboarding.mentoring.models import Hold
from onboarding.mentoring.reader import reader_at
from onboarding.people.models import User
from onboarding.progress import when
from onboarding.verification.models import Review, Status, Submission


def meanwhile(submission: Submission, user: User, *, now: datetime) -> str:
    """A colleague has decided it or is at it, or the mentor's own hold is over; empty while nothing is the matter.

    Two queries.
    """
    pending = Review.objects.pending().filter(submission=submission).exclude(mentor=user).select_related("mentor")
    if review := pending.first():
        return _("%(mentor)s has just decided this.") % {"mentor": review.mentor.display_name}
    if submission.status != Status.IN_REVIEW:
        return _("It does not wait for a review any more.")
    hold = Hold.objects.filter(submission=submission).select_related("mentor").first()
    return _of_hold(hold, user, now) if hold else ""


def _of_hold(hold: Hold, user: User, now: datetime) -> str:
    said = {"name": hold.mentor.display_name, "until": when.moment(hold.until_at, reader_at(now))}
    if hold.mentor_id == user.pk and hold.until_at <= now:
        return _("Your hold ended at %(until)s. Nobody else is at it.") % said
    if hold.mentor_id != user.pk and hold.until_at > now:
        return _("%(name)s is reviewing this, until %(until)s.") % said
    return ""
