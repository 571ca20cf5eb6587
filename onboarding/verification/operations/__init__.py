"""The verbs of verification, one transaction each. `moving` is the only place where a status or a turn changes."""

from onboarding.verification.operations.checking import check, check_again
from onboarding.verification.operations.confirming import confirm_earlier
from onboarding.verification.operations.flagging import close_flag, flag, recheck
from onboarding.verification.operations.overriding import override
from onboarding.verification.operations.pacing import measure_paces
from onboarding.verification.operations.quizzes import begin_quiz, submit_quiz
from onboarding.verification.operations.refreshing import differing, refresh
from onboarding.verification.operations.reverifying import (
    resume_reverifications,
    reverifiable,
    reverify,
    start_reverification,
)
from onboarding.verification.operations.reviewing import UNDO, apply_due_reviews, decide, take_up, undo
from onboarding.verification.operations.submitting import submit_pull_request, submit_release, submit_written, withdraw
from onboarding.verification.operations.sweeping import look_again, resting_pull_requests, sweep, sweep_settled
from onboarding.verification.operations.tokens import find_token, forget_tokens, make_token, token_for
from onboarding.verification.operations.uploading import Unreadable, upload
from onboarding.verification.refusals import Refused

__all__ = [
    "UNDO",
    "Refused",
    "Unreadable",
    "apply_due_reviews",
    "begin_quiz",
    "check",
    "check_again",
    "close_flag",
    "confirm_earlier",
    "decide",
    "differing",
    "find_token",
    "flag",
    "forget_tokens",
    "look_again",
    "make_token",
    "measure_paces",
    "override",
    "recheck",
    "refresh",
    "resting_pull_requests",
    "resume_reverifications",
    "reverifiable",
    "reverify",
    "start_reverification",
    "submit_pull_request",
    "submit_quiz",
    "submit_release",
    "submit_written",
    "sweep",
    "sweep_settled",
    "take_up",
    "token_for",
    "undo",
    "upload",
    "withdraw",
]
