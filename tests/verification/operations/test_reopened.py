"""Pull requests that are reopened or there again: a new attempt starts by itself, once, and only where it should."""

import pytest

from onboarding.github.models import PullRequest
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Status, Submission
from onboarding.verification.operations import look_again, sweep_settled, withdraw
from tests.cast import NOON
from tests.verification.world import LATER, MINUTE, checked, handed_in, mirrored, where

pytestmark = pytest.mark.django_db


def test_a_reopened_pull_request_starts_a_new_attempt_by_itself(ada, rung):
    first = checked(handed_in(ada, state="closed"))
    row = mirrored(state="open", now=LATER + MINUTE)

    rung(look_again, pull_request_ids=[row.pk], now=LATER + MINUTE)

    second = Submission.objects.get(attempt=2)
    assert where(first)[0] == Status.RETURNED
    assert (second.pull_request, second.address) == (row, first.address)
    assert second.transitions.get().actor is None
    assert checked(second, now=LATER + MINUTE).status == Status.WAITING


def test_so_does_one_that_is_there_again(ada, rung):
    submission = handed_in(ada)
    PullRequest.objects.update(vanished_at=LATER)
    submission.pull_request.refresh_from_db()
    assert checked(submission).primary_code == "visible"
    PullRequest.objects.update(vanished_at=None)

    rung(look_again, pull_request_ids=[submission.pull_request_id], now=LATER + MINUTE)

    assert Submission.objects.count() == 2


def test_one_that_was_reopened_while_the_broker_was_away_is_found_each_hour(ada, rung):
    first = checked(handed_in(ada, state="closed"))
    sweep_settled(now=LATER + MINUTE)
    assert Submission.objects.get() == first
    mirrored(state="open", now=LATER + MINUTE)

    for _ in range(2):
        sweep_settled(now=LATER + MINUTE)

    assert Submission.objects.exclude(pk=first.pk).get().attempt == 2


def test_one_that_is_still_closed_does_not(ada, rung):
    checked(handed_in(ada, state="closed"))

    rung(look_again, pull_request_ids=[mirrored(state="closed", title="new").pk], now=LATER)

    assert Submission.objects.count() == 1


def test_nor_one_that_was_returned_for_another_reason(ada, rung):
    checked(handed_in(ada, login="mallory"))

    rung(look_again, pull_request_ids=[mirrored(login="mallory", title="new").pk], now=LATER)

    assert Submission.objects.count() == 1


def test_nor_when_the_newcomer_has_gone_another_way(ada, rung):
    checked(handed_in(ada, state="closed"))
    withdraw(submission=handed_in(ada, 8), now=LATER, actor=ada.user)

    rung(look_again, pull_request_ids=[mirrored(state="open").pk], now=LATER)

    assert Submission.objects.count() == 2


def test_nor_when_the_newcomer_has_left(ada, rung):
    checked(handed_in(ada, state="closed"))
    Enrollment.objects.update(state=Enrollment.State.LEFT, left_at=NOON)

    rung(look_again, pull_request_ids=[mirrored(state="open").pk], now=LATER)

    assert Submission.objects.count() == 1


def test_telling_twice_starts_one_attempt(ada, rung):
    checked(handed_in(ada, state="closed"))
    row = mirrored(state="open")
    for _ in range(2):
        rung(look_again, pull_request_ids=[row.pk], now=LATER)

    assert Submission.objects.count() == 2
