"""From findings to a status and a turn: what a judgement means for a submission. Pure."""

from dataclasses import dataclass

from onboarding.curriculum.models import UPLOADED, EvidenceKind
from onboarding.rules.types import Finding, Judgement, Outcome
from onboarding.verification.models import Status, Turn

ENDED = ("closed", "merged")
"""Nothing more will happen to such a pull request: what a mentor has to see, a mentor can decide at once."""


@dataclass(frozen=True)
class Verdict:
    """Where a checked submission goes, whose turn that makes it, and the code of the finding that says why."""

    status: Status
    turn: Turn
    code: str = ""


def verdict(*, kind: str, judgement: Judgement, state: str = "", reviewed: bool = False) -> Verdict:
    """``state`` is the pull request's (open, closed, merged); a challenge is open once its second step is asked.

    ``reviewed``: a mentor judges after the rules have. What somebody wrote is always a mentor's to judge; so is what
    was uploaded where a finding says that it is the mentor's turn (a draft, reused objects).
    """
    primary = judgement.primary
    if primary is None:
        to_a_mentor = reviewed or kind == EvidenceKind.WRITTEN
        return Verdict(Status.IN_REVIEW, Turn.MENTOR) if to_a_mentor else Verdict(Status.VERIFIED, Turn.NOBODY)
    if primary.outcome is Outcome.UNKNOWN:
        return _could_not_tell(kind, primary)
    if kind in UPLOADED and primary.turn == Turn.MENTOR:
        return Verdict(Status.IN_REVIEW, Turn.MENTOR, primary.code)
    if primary.outcome is Outcome.UNMET and (primary.final or state != "open"):
        return Verdict(Status.RETURNED, Turn.NEWCOMER, primary.code)
    if primary.turn == Turn.MENTOR and state in ENDED:
        return Verdict(Status.IN_REVIEW, Turn.MENTOR, primary.code)
    return Verdict(Status.WAITING, Turn(primary.turn), primary.code)


def _could_not_tell(kind: str, primary: Finding) -> Verdict:
    """GitHub is asked again later; what somebody wrote or uploaded will not change by waiting, so a mentor looks."""
    if kind == EvidenceKind.PULL_REQUEST:
        return Verdict(Status.QUEUED, Turn.MACHINE, primary.code)
    return Verdict(Status.IN_REVIEW, Turn.MENTOR, primary.code)
