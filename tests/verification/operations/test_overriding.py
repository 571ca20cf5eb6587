"""Overriding a rule: with a reason, on the record, and never a guard."""

import pytest

from onboarding.verification.models import Finding, Override, Review, Status, Submission, Turn
from onboarding.verification.operations import UNDO, Refused, apply_due_reviews, decide, override, take_up
from tests.cast import NOON, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
REASON = "The project squashes commits, so the message is right in the end."


@pytest.fixture
def grace():
    return make_person("grace")


@pytest.fixture
def submission(grace) -> Submission:
    """Returned by the machine because of one rule, and taken up by Grace."""
    found = make_submission(enroll(make_program(), "ada"), status=Status.RETURNED)
    finding(found, "commit-message", "unmet", is_primary=True)
    finding(found, "author", "met", is_guard=True)
    return take_up(submission=found, mentor=grace, now=NOON)


def finding(submission: Submission, code: str, outcome: str, **fields) -> Finding:
    position = submission.findings.count()
    expect = {"en": f"Expects {code}.", "zh-hans": f"要求 {code}。"}
    return Finding.objects.create(
        submission=submission, position=position, code=code, outcome=outcome, expect=expect, **fields
    )


def refusal(verb, **fields) -> str:
    with pytest.raises(Refused) as refused:
        verb(**fields, now=NOON)
    return refused.value.code


def approve(submission: Submission, mentor) -> Review:
    return decide(submission=submission, mentor=mentor, decision="approve", note="", now=NOON)


def test_what_the_machine_refused_is_not_approved_without_a_reason(submission, grace):
    asked = {"submission": submission, "mentor": grace, "decision": "approve", "note": ""}

    assert refusal(decide, **asked) == "override-first"


def test_overridden_with_a_reason_it_is_verified_by_the_mentor(submission, grace):
    override(submission=submission, code="commit-message", mentor=grace, reason=f" {REASON} ", now=NOON)
    approve(submission, grace)
    apply_due_reviews(now=NOON + UNDO)

    submission.refresh_from_db()
    assert (submission.status, submission.turn) == (Status.VERIFIED, Turn.NOBODY)
    assert submission.transitions.get(to_status=Status.VERIFIED).actor == grace


def test_who_when_what_and_why_are_kept_and_the_finding_stays(submission, grace):
    override(submission=submission, code="commit-message", mentor=grace, reason=REASON, now=NOON)

    kept = Override.objects.get()
    assert (kept.mentor, kept.at, kept.code, kept.reason) == (grace, NOON, "commit-message", REASON)
    assert (kept.before, kept.after, kept.expect["en"]) == ("unmet", "met", "Expects commit-message.")
    assert submission.findings.get(code="commit-message").outcome == "unmet"


def test_returning_needs_no_override(submission, grace):
    assert decide(submission=submission, mentor=grace, decision="return", note="Mend it.", now=NOON)


def test_guards_cannot_be_overridden_and_hold_an_approval_back(submission, grace):
    Finding.objects.filter(code="author").update(outcome="unmet")
    override(submission=submission, code="commit-message", mentor=grace, reason=REASON, now=NOON)
    asked = {"submission": submission, "mentor": grace}

    assert refusal(override, **asked, code="author", reason=REASON) == "guard-stands"
    assert refusal(decide, **asked, decision="approve", note="") == "guard-stands"
    assert not Review.objects.exists()


def test_what_the_machine_passed_on_is_the_mentors_to_judge_as_it_is(grace):
    found = make_submission(enroll(make_program(), "ada"), status=Status.IN_REVIEW)
    finding(found, "reused", "unmet", is_guard=True, is_primary=True)

    assert approve(found, grace)


def test_advice_holds_nothing_back(submission, grace):
    Finding.objects.filter(code="commit-message").update(is_primary=False, is_advice=True)

    assert approve(submission, grace)


@pytest.mark.parametrize(
    ("code", "reason", "why"),
    [
        ("commit-message", "  ", "reason-missing"),
        ("author", REASON, "nothing-to-override"),
        ("made-up", REASON, "nothing-to-override"),
    ],
)
def test_what_makes_no_sense_is_refused(submission, grace, code, reason, why):
    assert refusal(override, submission=submission, mentor=grace, code=code, reason=reason) == why


def test_once_is_enough(submission, grace):
    asked = {"submission": submission, "code": "commit-message", "mentor": grace, "reason": REASON}
    override(**asked, now=NOON)

    assert refusal(override, **asked) == "overridden"


def test_nobody_overrides_for_themselves(submission):
    asked = {"submission": submission, "code": "commit-message", "mentor": make_person("ada"), "reason": REASON}

    assert refusal(override, **asked) == "own-work"


def test_only_what_is_in_review_and_undecided_is_overridden(submission, grace):
    decide(submission=submission, mentor=grace, decision="return", note="Mend it.", now=NOON)
    asked = {"submission": submission, "code": "commit-message", "mentor": grace, "reason": REASON}
    assert refusal(override, **asked) == "already-decided"

    apply_due_reviews(now=NOON + UNDO)

    assert refusal(override, **asked) == "not-in-review"
