"""Several submissions that are to be decided at once: what will come of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.languages import pick
from onboarding.mentoring.models import Hold
from onboarding.mentoring.queries.queue import PAGE
from onboarding.mentoring.queries.seen import seen_tokens
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Review, Status, Submission


@dataclass(frozen=True)
class Chosen:
    """``obstacle``: why it cannot be decided; empty when it can. ``remark``: what to know all the same."""

    submission: Submission
    task: str
    seen: str
    obstacle: str
    remark: str

    @property
    def pid(self) -> str:
        return self.submission.public_id


def chosen_of(user: User, public_ids: Sequence[str], *, now: datetime) -> list[Chosen]:
    """Those of these that this mentor may see, the longest wait first. A fixed number of queries."""
    found = Submission.objects.mentored_by(user).filter(public_id__in=public_ids[:PAGE])
    drafted = found.annotate(
        own=FilteredRelation("drafts", condition=Q(drafts__mentor=user)),
        own_note=F("own__note"),
        own_comments=F("own__comments"),
    )
    related = drafted.select_related("enrollment__user", "enrollment__program", "version")
    rows = list(related.order_by("turn_since", "pk"))
    keys = [row.pk for row in rows]
    tokens = seen_tokens(rows)
    holds = Hold.objects.live(now).filter(submission__in=keys).select_related("mentor")
    held = {hold.submission_id: hold.mentor for hold in holds}
    pending = Review.objects.pending().filter(submission__in=keys).select_related("mentor")
    decided = {review.submission_id: review.mentor for review in pending}
    return [
        Chosen(
            submission=row,
            task=pick(row.version.parsed.title, language()),
            seen=tokens[row.pk],
            obstacle=_obstacle(row, user, held.get(row.pk), decided.get(row.pk)),
            remark=_remark(row),
        )
        for row in rows
    ]


def criteria_of_all(chosen: Sequence[Chosen]) -> list[str]:
    """The criteria, where all are of the same version of the same task; else none: they would be others' criteria."""
    versions = {each.submission.version_id: each.submission.version for each in chosen}
    if len(versions) != 1:
        return []
    [version] = versions.values()
    return [pick(text, language()) for text in version.parsed.criteria]


def _obstacle(submission: Submission, user: User, holder: User | None, decider: User | None) -> str:
    if submission.enrollment.program.archived_at is not None:
        return _("The program is archived; nothing more is decided in it.")
    if decider is not None:
        return _("%(mentor)s has just decided this.") % {"mentor": decider.display_name}
    if submission.status != Status.IN_REVIEW:
        return _("It does not wait for a review any more.")
    if holder is not None and holder != user:
        return _("%(mentor)s is reviewing this.") % {"mentor": holder.display_name}
    return ""


def _remark(row: Any) -> str:
    """``row``: a submission with what this mentor's draft of it has."""
    said = []
    if row.enrollment.state == Enrollment.State.LEFT:
        said.append(_("This person has left; what they handed in is judged all the same."))
    if count := len(row.own_comments or ()):
        sentence = ngettext(
            "%(count)d comment that you wrote on the text goes with it.",
            "%(count)d comments that you wrote on the text go with it.",
            count,
        )
        said.append(sentence % {"count": count})
    if row.own_note:
        said.append(_("The note of your draft is not sent; you find it on its page."))
    return " ".join(said)
