"""Check again: the newcomer need not wait, within a cool-down and where there is something to check."""

from datetime import timedelta

import pytest

from onboarding.verification.models import Status
from onboarding.verification.operations import Refused, check_again
from tests.cast import make_submission
from tests.verification.world import LATER, MINUTE, OPENED, checked, hand_in, handed_in, mirrored, where

pytestmark = pytest.mark.django_db


def test_check_again_looks_at_once(ada):
    submission = checked(handed_in(ada))
    now = LATER + MINUTE
    mirrored(state="merged", now=now)

    check_again(submission=submission, now=now)

    assert where(submission)[0] == Status.QUEUED
    assert where(checked(submission, now=now))[0] == Status.VERIFIED


def test_check_again_has_a_cool_down(ada):
    submission = checked(handed_in(ada))

    with pytest.raises(Refused) as refused:
        check_again(submission=submission, now=LATER + timedelta(seconds=10, milliseconds=1))

    assert refused.value.code == "cool-down"
    assert "20 seconds" in refused.value.message["en"]
    check_again(submission=submission, now=LATER + timedelta(seconds=30))


def test_check_again_shortens_the_wait_for_a_next_try(demo, github):
    github.is_now(is_down=True)
    submission = checked(hand_in(demo, github.open(**OPENED)))
    github.is_now()
    now = LATER + MINUTE / 2

    check_again(submission=submission, now=now)

    assert checked(submission, now=now).status == Status.WAITING


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.CHECKING, "being-checked"),
        (Status.VERIFIED, "nothing-to-check"),
        (Status.RETURNED, "nothing-to-check"),
        (Status.IN_REVIEW, "nothing-to-check"),
    ],
)
def test_check_again_is_refused_where_there_is_nothing_to_check(ada, status, code):
    submission = make_submission(ada, status=status)

    with pytest.raises(Refused) as refused:
        check_again(submission=submission, now=LATER)

    assert refused.value.code == code
