"""What mentors do for themselves, with each other and for people. What a judgement does to the work is
`verification`'s."""

from onboarding.mentoring.operations.drafting import LONGEST_DRAFT, Saved, save_draft
from onboarding.mentoring.operations.filters import save_filter
from onboarding.mentoring.operations.holding import HOLD, MOST_HOLDS, hold, let_go
from onboarding.mentoring.operations.judging import Together, judge, judge_all, override, take_all_back, take_back
from onboarding.mentoring.operations.notes import write_note
from onboarding.mentoring.operations.nudging import Reach, nudge, praise, reach
from onboarding.mentoring.operations.refusals import Refused
from onboarding.mentoring.operations.reminding import remind
from onboarding.mentoring.operations.replies import keep_reply
from onboarding.mentoring.operations.silence import tend_absences
from onboarding.mentoring.operations.stars import keep_star
from onboarding.mentoring.operations.tags import tag, untag

__all__ = [
    "HOLD",
    "LONGEST_DRAFT",
    "MOST_HOLDS",
    "Reach",
    "Refused",
    "Saved",
    "Together",
    "hold",
    "judge",
    "judge_all",
    "keep_reply",
    "keep_star",
    "let_go",
    "nudge",
    "override",
    "praise",
    "reach",
    "remind",
    "save_draft",
    "save_filter",
    "tag",
    "take_all_back",
    "take_back",
    "tend_absences",
    "untag",
    "write_note",
]
