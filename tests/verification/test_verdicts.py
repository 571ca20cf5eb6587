"""From findings to a status: early warning while it is open, a return when it is over, and never a guess."""

import pytest

from onboarding.rules.types import Finding, Judgement, Outcome
from onboarding.verification.models import Status, Turn
from onboarding.verification.verdicts import Verdict, verdict

TEXT = {"en": ""}
WAITING, RETURNED, QUEUED, IN_REVIEW = Status.WAITING, Status.RETURNED, Status.QUEUED, Status.IN_REVIEW


def judgement(outcome: Outcome | None, *, turn: str = "newcomer", final: bool = False) -> Judgement:
    if outcome is None:
        return Judgement((), None)
    finding = Finding("why", outcome, TEXT, TEXT, TEXT, turn=turn, final=final)
    return Judgement((finding,), finding)


@pytest.mark.parametrize(
    ("outcome", "fields", "state", "status", "turn"),
    [
        (Outcome.UNMET, {}, "open", WAITING, Turn.NEWCOMER),
        (Outcome.UNMET, {}, "closed", RETURNED, Turn.NEWCOMER),
        (Outcome.UNMET, {}, "merged", RETURNED, Turn.NEWCOMER),
        (Outcome.UNMET, {"final": True}, "open", RETURNED, Turn.NEWCOMER),
        (Outcome.UNMET, {"final": True}, "", RETURNED, Turn.NEWCOMER),
        (Outcome.WAITING, {"turn": "maintainers"}, "open", WAITING, Turn.MAINTAINERS),
        (Outcome.WAITING, {"turn": "mentor"}, "open", WAITING, Turn.MENTOR),
        (Outcome.WAITING, {"turn": "mentor"}, "closed", IN_REVIEW, Turn.MENTOR),
        (Outcome.WAITING, {"turn": "mentor"}, "merged", IN_REVIEW, Turn.MENTOR),
        (Outcome.UNKNOWN, {"turn": "machine"}, "open", QUEUED, Turn.MACHINE),
        (Outcome.UNKNOWN, {"turn": "machine"}, "merged", QUEUED, Turn.MACHINE),
    ],
)
def test_a_pull_requests_primary_finding_decides(outcome, fields, state, status, turn):
    found = verdict(kind="pull_request", judgement=judgement(outcome, **fields), state=state)

    assert found == Verdict(status, turn, "why")


@pytest.mark.parametrize(
    ("reviewed", "expected"),
    [(False, Verdict(Status.VERIFIED, Turn.NOBODY)), (True, Verdict(IN_REVIEW, Turn.MENTOR))],
)
def test_with_nothing_left_to_meet_it_is_verified_or_a_mentors(reviewed, expected):
    assert verdict(kind="pull_request", judgement=judgement(None), state="merged", reviewed=reviewed) == expected


def test_a_text_is_always_a_mentors_to_approve():
    assert verdict(kind="written", judgement=judgement(None)).status == IN_REVIEW


def test_a_text_that_does_not_do_is_returned():
    assert verdict(kind="written", judgement=judgement(Outcome.UNMET)) == Verdict(RETURNED, Turn.NEWCOMER, "why")


def test_a_text_that_could_not_be_judged_goes_to_a_mentor():
    assert verdict(kind="written", judgement=judgement(Outcome.UNKNOWN)) == Verdict(IN_REVIEW, Turn.MENTOR, "why")
