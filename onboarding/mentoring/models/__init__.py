"""What mentors keep beside the facts: one file per noun."""

from onboarding.mentoring.models.drafts import Draft
from onboarding.mentoring.models.filters import SavedFilter
from onboarding.mentoring.models.holds import Hold, HoldQuerySet
from onboarding.mentoring.models.notes import Note, NoteQuerySet
from onboarding.mentoring.models.nudges import Nudge, NudgeQuerySet
from onboarding.mentoring.models.replies import Reply, ReplyQuerySet
from onboarding.mentoring.models.stars import Star
from onboarding.mentoring.models.tags import Tag, TagQuerySet

__all__ = [
    "Draft",
    "Hold",
    "HoldQuerySet",
    "Note",
    "NoteQuerySet",
    "Nudge",
    "NudgeQuerySet",
    "Reply",
    "ReplyQuerySet",
    "SavedFilter",
    "Star",
    "Tag",
    "TagQuerySet",
]
