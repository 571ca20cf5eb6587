"""Keeping what a mentor writes. Whatever arrives is stored: in the draft, or beside it where that one is newer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onboarding.mentoring.comments import as_text, astray
from onboarding.mentoring.models import Draft
from onboarding.mentoring.operations.refusals import Refused
from onboarding.people.models import User
from onboarding.verification.blocks import Comment, blocks_of
from onboarding.verification.models import Review, Submission

LONGEST_DRAFT = 200_000
"""Characters. Ten times what a note may have: a draft may still be too long, a lost one is never good."""
MOST_ASIDE = 20
"""Texts of other pages, each as long as a draft may be."""


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
    is_over: bool = False,
    forget: str = "",
) -> Saved:
    """``version``: the one that the page knows. ``is_over``: it was told of a newer text and saves over it, so that one
    is kept aside. ``forget``: the key of a text aside that is not needed any more."""
    text = as_text(note, comments)
    _refuse_endless(text)
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        mentor=mentor, submission=submission, defaults={"saved_at": now, "version": version}
    )
    draft.forget(forget)
    if not is_new and version != draft.version and text != draft.text:
        _refuse_one_more(draft)
        draft.keep_aside(text)
        draft.save(update_fields=("aside",))
        return Saved(draft, is_behind=True)
    draft.keep_aside(*([draft.text] if is_over else []), as_text("", _gone(draft, submission)))
    draft.write(note, criteria, comments)
    draft.saved_at = now
    draft.save()
    return Saved(draft)


def _refuse_endless(text: str) -> None:
    if len(text) > LONGEST_DRAFT:
        message = _("A draft holds at most %(limit)d characters; this has %(size)d. It stays on your page: shorten it.")
        raise Refused(message % {"limit": LONGEST_DRAFT, "size": len(text)}, code="too-long")


def _refuse_one_more(draft: Draft) -> None:
    if len(draft.aside) >= MOST_ASIDE:
        message = _("%(count)d texts of other pages are kept already. This one stays on your page: forget one of them.")
        raise Refused(message % {"count": len(draft.aside)}, code="too-many")


def _gone(draft: Draft, submission: Submission) -> Sequence[Comment]:
    """Comments of the draft that no page can show at their place: their words are not in the text any more."""
    return astray(blocks_of(submission.evidence.get("text", "")), draft.comments) if draft.comments else ()


def end_draft(review: Review, *, seen: int | None) -> None:
    """What was sent is no draft any more. What was not stays one.

    ``seen``: the version that the mentor had before them when they decided, and whatever they left out of that they
    left out. None where they decided several together, or another page had written meanwhile.
    """
    draft = Draft.objects.select_for_update().filter(submission=review.submission, mentor=review.mentor).first()
    if draft is None:
        return
    is_seen = seen == draft.version
    unsent = [each for each in draft.comments if each not in review.comments and not is_seen]
    draft.write("" if is_seen or draft.note in review.note else draft.note, (), unsent)
    if draft.text or draft.aside:
        draft.save()
    else:
        draft.delete()


@transaction.atomic
def keep_unsent(*, submission: Submission, mentor: User, text: str, now: datetime) -> None:
    """A note that was written for several, on the page of one that could not be decided."""
    if not text:
        return
    draft, _is_new = Draft.objects.select_for_update().get_or_create(
        submission=submission, mentor=mentor, defaults={"saved_at": now}
    )
    draft.keep_aside(text)
    draft.save(update_fields=("aside",))


def draft_again(review: Review, *, now: datetime) -> None:
    """What was sent is a draft once more; what was written meanwhile, or was not sent, is kept aside."""
    draft, _is_new = Draft.objects.select_for_update().get_or_create(
        submission=review.submission, mentor=review.mentor, defaults={"saved_at": now}
    )
    draft.keep_aside(draft.text)
    draft.write(review.note, review.criteria, review.comments)
    draft.saved_at = now
    draft.save()
