"""What mentors do for themselves. Judging is `verification`'s."""

from onboarding.mentoring.operations.filters import save_filter
from onboarding.mentoring.operations.notes import write_note
from onboarding.mentoring.operations.refusals import Refused
from onboarding.mentoring.operations.stars import keep_star
from onboarding.mentoring.operations.tags import tag, untag

__all__ = ["Refused", "keep_star", "save_filter", "tag", "untag", "write_note"]
