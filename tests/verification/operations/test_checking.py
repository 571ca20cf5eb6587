"""Checking: claimed, looked at, judged and written down; "could not tell" is never "no"."""

from datetime import timedelta

import pytest

from onboarding.verification.models import Status, Turn
from onboarding.verification.operations import check, submit_pull_request
from tests.cast import NOON, enroll, make_program, task_of

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)
OPENED = {"at": (NOON + timedelta(hours=1)).isoformat(), "author": "ada-demo"}


@pytest.fixture
def ada():
    return enroll(make_program(), "ada-demo")


def submitted(enrollment, number, slug="first-contribution", *, now=LATER):
    address = f"demo-community/guide#{number}"
    return submit_pull_request(
        enrollment=enrollment, task=task_of(enrollment.program, slug), address_text=address, now=now
    )


def checked(submission, *, now=LATER):
    check(submission_id=submission.pk, now=now)
    submission.refresh_from_db()
    return submission


def test_an_open_pull_request_waits_for_its_maintainers(ada, github):
    submission = checked(submitted(ada, github.open(**OPENED)))

    assert (submission.status, submission.turn) == (Status.WAITING, Turn.MAINTAINERS)
    assert submission.primary_code == "merged"
    assert submission.pull_request.title.startswith("docs(guide)")
    ada.refresh_from_db()
    assert ada.trail == "om-"


def test_a_merged_one_is_verified(ada, github):
    number = github.open(**OPENED)
    github.act(number, "merge")

    submission = checked(submitted(ada, number))

    assert (submission.status, submission.turn) == (Status.VERIFIED, Turn.NOBODY)
    ada.refresh_from_db()
    assert ada.trail == "ovo"
