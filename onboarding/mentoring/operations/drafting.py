"""Keeping what a mentor writes. Whatever arrives is stored: in the draft, or beside it where that one is newer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from onboarding.mentoring.comments import as_text
from onboarding.mentoring.models import Draft
from onboarding.mentoring.operations.refusals import Refused
from onboarding.people.models import User
from onboarding.verification.blocks import Comment
from onboarding.verification.models import Review, Submission

LONGEST_DRAFT = 200_000
"""Characters. Ten times what a note may have: a draft may still be too long, a lost one is never good."""


@dataclass(frozen=True)
class Saved:
    """``is_behind``: the page that sent this did not know the latest. Its text is kept aside."""

    draft: Draft
    is_behind: bool = False


@transaction.atomic
def save_draft(
    *,
    submission: Submission,
    mentor: User,
    note: str,
    criteria: Sequence[int],
    version: int,
    now: datetime,
    comments: Sequence[Comment] = (),
) -> Saved:
    """``version``: the one that the page began with."""
    text = as_text(note, comments)
    if len(text) > LONGEST_DRAFT:
        message = _("A draft holds at most %(limit)d characters; this has %(size)d. It stays on your page: shorten it.")
        raise Refused(message % {"limit": LONGEST_DRAFT, "size": len(text)}, code="too-long")
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        mentor=mentor, submission=submission, defaults={"saved_at": now, "version": version}
    )
    kept = as_text(draft.note, draft.comments)
    if not is_new and version != draft.version and text != kept:
        draft.aside = text
        draft.save(update_fields=("aside",))
        return Saved(draft, is_behind=True)
    # Who saves over the newer text has seen both; then that one is what is kept aside.
    draft.aside = kept if text and text == draft.aside else draft.aside
    draft.note, draft.criteria, draft.comments = note, sorted(set(criteria)), list(comments)
    draft.version += 1
    draft.saved_at = now
    draft.save()
    return Saved(draft)


def forget_aside(*, submission: Submission, mentor: User) -> None:
    """The text of the other page is not needed any more."""
    Draft.objects.filter(submission=submission, mentor=mentor).update(aside="")


def end_draft(review: Review) -> None:
    """It was sent. Of several decided together with one note, a draft's own note was not, and stays."""
    draft = Draft.objects.filter(submission=review.submission, mentor=review.mentor)
    unsent = draft.exclude(note__in=("", review.note)) if review.batch else draft.none()
    if not unsent.update(comments=[]):
        draft.delete()


def draft_again(review: Review, *, now: datetime) -> None:
    """What was sent is a draft once more; a note that was written meanwhile, or was not sent, is kept aside."""
    fields = {"note": review.note, "criteria": review.criteria, "comments": review.comments, "saved_at": now}
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        submission=review.submission, mentor=review.mentor, defaults=fields
    )
    if not is_new:
        aside = "\n\n".join(filter(None, (as_text(draft.note, draft.comments), draft.aside)))
        Draft.objects.filter(pk=draft.pk).update(**fields, aside=aside, version=F("version") + 1)
