"""Checks are claimed: one worker at a time, when it is due, and what comes too late is dropped."""

import pytest

from onboarding.verification.models import Status, Submission
from onboarding.verification.operations import check, sweep
from onboarding.verification.operations.checking import CLAIM
from tests.verification.world import LATER, MINUTE, OPENED, checked, hand_in, handed_in, mirrored, where

pytestmark = pytest.mark.django_db


def test_a_second_worker_finds_nothing_to_do(ada):
    submission = handed_in(ada)
    checked(submission)
    before = submission.transitions.count()

    checked(submission)

    assert submission.transitions.count() == before


def test_what_is_not_due_is_left_alone(ada):
    submission = handed_in(ada)
    Submission.objects.update(next_check_at=LATER + MINUTE)

    assert checked(submission).status == Status.QUEUED
    assert submission.transitions.count() == 1


def test_a_submission_that_does_not_exist_is_no_trouble():
    check(submission_id=4711, now=LATER)


def test_a_result_that_comes_after_its_claim_expired_is_dropped(ada, caplog):
    from onboarding.verification.operations.checking import _claim, _conclude
    from onboarding.verification.operations.examining import examine

    submission = handed_in(ada, state="merged")
    slow = _claim(submission.pk, now=LATER)
    examination = examine(slow, now=LATER)
    sweep(now=LATER + CLAIM)

    _conclude(slow, examination, now=LATER + 2 * CLAIM)

    assert where(submission)[0] == Status.QUEUED
    assert "dropped" in caplog.text
    mirrored(state="merged", now=LATER + 2 * CLAIM)
    assert where(checked(submission, now=LATER + 2 * CLAIM))[0] == Status.VERIFIED
    assert submission.transitions.filter(to_status=Status.VERIFIED).count() == 1


def test_a_fresh_mirror_is_not_asked_again_and_an_old_one_is(demo, github):
    number = github.open(**OPENED)
    submission = checked(hand_in(demo, number))
    github.act(number, "merge")
    for now, expected in ((LATER + MINUTE / 3, Status.WAITING), (LATER + MINUTE, Status.VERIFIED)):
        Submission.objects.filter(pk=submission.pk).update(status=Status.QUEUED, next_check_at=now)

        assert checked(submission, now=now).status == expected
