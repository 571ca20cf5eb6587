"""Holding work for review: one mentor at a time, a few at once, and free again by itself."""

from datetime import timedelta

import pytest

from onboarding.mentoring.models import Hold
from onboarding.mentoring.operations import HOLD, MOST_HOLDS, hold, judge, let_go
from onboarding.mentoring.operations.refusals import Refused
from onboarding.verification import operations as verification
from onboarding.verification.models import Review, Status, Submission
from tests.cast import NOON, enroll, make_person, make_submission

pytestmark = pytest.mark.django_db
APPROVE = {"decision": "approve", "note": ""}


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), status=Status.IN_REVIEW)


@pytest.fixture
def linus(program):
    return make_person("linus")


def several(program, count: int) -> list[Submission]:
    return [make_submission(enroll(program, f"n-{number}"), status=Status.IN_REVIEW) for number in range(count)]


def test_a_hold_lasts_half_an_hour(submission, grace):
    assert hold(submission=submission, mentor=grace, now=NOON).until_at == NOON + timedelta(minutes=30)


def test_a_colleague_is_told_who_has_it_and_until_when(submission, grace, linus):
    hold(submission=submission, mentor=grace, now=NOON)

    with pytest.raises(Refused, match="Grace holds this for review until 12:30"):
        hold(submission=submission, mentor=linus, now=NOON)


def test_it_is_free_by_itself_when_its_time_is_over(submission, grace, linus):
    hold(submission=submission, mentor=grace, now=NOON)

    hold(submission=submission, mentor=linus, now=NOON + HOLD)

    assert Hold.objects.get().mentor == linus


def test_it_can_be_made_longer_by_whoever_has_it(submission, grace):
    hold(submission=submission, mentor=grace, now=NOON)

    hold(submission=submission, mentor=grace, now=NOON + timedelta(minutes=20))

    assert Hold.objects.get().until_at == NOON + timedelta(minutes=50)


def test_let_go_it_is_free_at_once_and_only_its_mentor_lets_go(submission, grace, linus):
    hold(submission=submission, mentor=grace, now=NOON)
    let_go(submission=submission, mentor=linus)
    assert Hold.objects.exists()

    let_go(submission=submission, mentor=grace)

    assert hold(submission=submission, mentor=linus, now=NOON).mentor == linus


def test_nobody_holds_more_than_a_few_at_once(program, grace):
    *few, one_more = several(program, MOST_HOLDS + 1)
    for submission in few:
        hold(submission=submission, mentor=grace, now=NOON)

    names = " · ".join(submission.enrollment.user.display_name for submission in few)
    with pytest.raises(Refused, match=f"You hold 4 submissions already, the most at once: those of {names}"):
        hold(submission=one_more, mentor=grace, now=NOON)

    hold(submission=few[0], mentor=grace, now=NOON)  # what one holds can be held longer
    hold(submission=one_more, mentor=grace, now=NOON + HOLD + timedelta(seconds=1))  # what is over counts no more


def test_only_what_is_in_review_can_be_held(program, grace):
    with pytest.raises(Refused) as refused:
        hold(submission=make_submission(enroll(program), status=Status.WAITING), mentor=grace, now=NOON)

    assert refused.value.code == "not-in-review"


def test_while_a_colleague_holds_it_nobody_else_decides(submission, grace, linus):
    hold(submission=submission, mentor=grace, now=NOON)

    with pytest.raises(Refused, match="Only they can decide it"):
        judge(submission=submission, mentor=linus, judgement=APPROVE, now=NOON)

    assert not Review.objects.exists()
    assert judge(submission=submission, mentor=linus, judgement=APPROVE, now=NOON + HOLD).mentor == linus


def test_deciding_frees_the_hold(submission, grace):
    hold(submission=submission, mentor=grace, now=NOON)

    judge(submission=submission, mentor=grace, judgement=APPROVE, now=NOON)

    assert not Hold.objects.exists()


def test_a_refused_decision_leaves_no_hold_behind(submission, grace):
    with pytest.raises(verification.Refused):
        judge(submission=submission, mentor=grace, judgement={"decision": "return", "note": ""}, now=NOON)

    assert not Hold.objects.exists()
