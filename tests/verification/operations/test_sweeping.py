"""The sweep and the doorbell: nothing that is due stays where it is, whatever was lost on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from onboarding.github.models import PullRequest
from onboarding.programs.models import Enrollment, Program
from onboarding.verification.models import Status, Submission, Turn
from onboarding.verification.operations import (
    look_again,
    resting_pull_requests,
    submit_pull_request,
    sweep,
    sweep_settled,
)
from onboarding.verification.operations.checking import CLAIM
from tests.cast import NOON, enroll, make_program, make_submission
from tests.mirror import make_pull_request
from tests.verification.world import LATER, MINUTE, checked, handed_in, mirrored, where

NEVER = datetime(9999, 12, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_handing_in_rings_at_once(ada, rung):
    fields = {"enrollment": ada, "task": ada.program.track.tasks.get(slug="first-contribution")}

    bells = rung(submit_pull_request, **fields, address_text="demo-community/guide#7", now=LATER)

    assert bells == [("check", [Submission.objects.get().pk])]


def test_a_lost_bell_is_rung_again(ada, rung):
    submission = handed_in(ada)

    assert rung(sweep, now=LATER + MINUTE) == [("check", [submission.pk])]


def test_what_is_not_due_is_not_rung_for(ada, rung):
    handed_in(ada)
    Submission.objects.update(next_check_at=LATER + timedelta(hours=1))

    assert rung(sweep, now=LATER + MINUTE) == []


@pytest.mark.parametrize(
    "status", [Status.WAITING, Status.IN_REVIEW, Status.RETURNED, Status.VERIFIED, Status.WITHDRAWN]
)
def test_nothing_else_is_rung_for(ada, rung, status):
    make_submission(ada, status=status, next_check_at=None)

    assert rung(sweep, now=LATER) == []


def test_what_waited_for_nothing_but_time_is_rung_for_when_that_has_passed(ada, rung):
    submission = make_submission(ada, status=Status.WAITING, next_check_at=LATER + MINUTE)

    assert rung(sweep, now=LATER) == []
    assert rung(sweep, now=LATER + MINUTE) == [("check", [submission.pk])]


def test_an_expired_claim_is_taken_away_and_tried_at_once(ada, rung):
    submission = make_submission(ada, status=Status.CHECKING, claimed_until=LATER)

    assert rung(sweep, now=LATER) == [("check", [submission.pk])]

    assert where(submission)[:2] == (Status.QUEUED, Turn.MACHINE)
    assert (submission.claimed_until, submission.claim_token, submission.attempts) == (None, "", 1)
    assert "interrupted" in submission.could_not_check["en"]


def test_a_claim_that_still_holds_is_left_alone(ada, rung):
    submission = make_submission(ada, status=Status.CHECKING, claimed_until=LATER + CLAIM)

    assert rung(sweep, now=LATER) == []
    assert where(submission)[0] == Status.CHECKING


def test_what_breaks_every_worker_is_tried_ever_more_seldom(ada):
    submission = make_submission(ada, status=Status.QUEUED)
    waits = []
    for _ in range(5):
        now = max(submission.next_check_at, LATER)
        Submission.objects.update(status=Status.CHECKING, claimed_until=now, claim_token="dead", next_check_at=None)
        sweep(now=now)
        submission.refresh_from_db()
        waits.append((submission.next_check_at - now).total_seconds())

    assert waits == [0, 60, 120, 240, 480]


def test_a_change_that_nobody_told_is_found(ada, rung):
    submission = checked(handed_in(ada))
    mirrored(state="merged")

    assert rung(sweep, now=LATER + MINUTE) == [("check", [submission.pk])]
    assert where(submission)[0] == Status.QUEUED


def test_a_pull_request_that_vanished_is_found(ada, rung):
    submission = checked(handed_in(ada))
    PullRequest.objects.update(vanished_at=LATER)

    rung(sweep, now=LATER + MINUTE)

    mirror = PullRequest.objects.get()
    mirror.looked_at = LATER + MINUTE
    mirror.save()
    assert where(checked(submission, now=LATER + MINUTE)) == (Status.RETURNED, Turn.NEWCOMER, "visible")


def ruin(enrollment):
    """No trail can be computed of it any more."""
    Enrollment.objects.filter(pk=enrollment.pk).update(started_at=NEVER)


def test_an_expired_claim_that_cannot_be_taken_away_stops_no_other(ada, rung, caplog):
    berta = enroll(ada.program, "berta")
    stuck = make_submission(berta, status=Status.CHECKING, claimed_until=LATER)
    submission = make_submission(ada, status=Status.CHECKING, claimed_until=LATER)
    ruin(berta)

    assert rung(sweep, now=LATER) == [("check", [submission.pk])]

    stuck.refresh_from_db()
    assert (stuck.status, stuck.claimed_until, stuck.attempts) == (Status.CHECKING, LATER + MINUTE / 2, 1)
    assert f"submission {stuck.pk} cannot be moved" in caplog.text


def test_it_is_tried_ever_more_seldom(ada):
    stuck = make_submission(ada, status=Status.CHECKING, claimed_until=LATER)
    ruin(ada)
    waits = []
    for _ in range(4):
        now = stuck.claimed_until
        sweep(now=now)
        stuck.refresh_from_db()
        waits.append((stuck.claimed_until - now).total_seconds())

    assert waits == [30, 60, 120, 240]


def test_a_change_that_cannot_be_queued_stops_no_other(ada, rung, django_assert_num_queries):
    berta = enroll(ada.program, "berta")
    stuck, submission = checked(handed_in(berta, 8, login="berta")), checked(handed_in(ada))
    mirrored(8, login="berta", state="merged")
    mirrored(state="merged")
    ruin(berta)

    assert rung(sweep, now=LATER + MINUTE) == [("check", [submission.pk])]
    with django_assert_num_queries(4):
        sweep(now=LATER + MINUTE)
    assert where(stuck)[0] == Status.WAITING


def test_one_that_cannot_be_brought_back_stops_no_other(ada, rung):
    berta = enroll(ada.program, "berta")
    checked(handed_in(berta, 8, login="berta", state="closed"))
    checked(handed_in(ada, state="closed"))
    rows = [mirrored(8, login="berta", now=LATER + MINUTE), mirrored(now=LATER + MINUTE)]
    ruin(berta)

    rung(look_again, pull_request_ids=[row.pk for row in rows], now=LATER + MINUTE)

    assert Submission.objects.get(attempt=2).pull_request == rows[1]


def test_a_sweep_that_finds_nothing_writes_nothing(ada, rung, django_assert_num_queries):
    checked(handed_in(ada))

    with django_assert_num_queries(4):
        sweep(now=LATER + MINUTE)


def test_a_changed_pull_request_is_checked_again(ada, rung):
    submission = checked(handed_in(ada))
    row = mirrored(state="merged")

    assert rung(look_again, pull_request_ids=[row.pk], now=LATER) == [("check", [submission.pk])]
    assert where(checked(submission))[0] == Status.VERIFIED


def test_so_is_one_whose_next_try_was_far_away(ada, rung):
    submission = handed_in(ada)
    Submission.objects.update(next_check_at=LATER + timedelta(hours=1), attempts=7)

    rung(look_again, pull_request_ids=[submission.pull_request_id], now=LATER)

    assert checked(submission).status == Status.WAITING


def test_a_look_at_what_nobody_handed_in_is_nothing(ada, rung):
    assert rung(look_again, pull_request_ids=[mirrored().pk], now=LATER) == []


def test_settled_work_is_only_looked_at(ada, rung):
    submission = checked(handed_in(ada, state="merged"))

    bells = rung(look_again, pull_request_ids=[submission.pull_request_id], now=LATER)

    assert bells == [("recheck", [submission.pk])]
    assert where(submission)[0] == Status.VERIFIED


def test_settled_work_that_changed_unnoticed_is_found_each_hour(ada, rung):
    submission = checked(handed_in(ada, state="merged"))
    assert rung(sweep_settled, now=LATER) == []
    mirrored(state="merged", labels=["new"])

    assert rung(sweep_settled, now=LATER) == [("recheck", [submission.pk])]


def test_what_was_handed_in_to_archived_programs_only_rests(ada):
    pull = make_pull_request()
    make_submission(ada, pull_request=pull)
    assert not resting_pull_requests().exists()

    Program.objects.update(archived_at=NOON)
    assert resting_pull_requests().get() == pull.pk

    make_submission(enroll(make_program("autumn"), "ada"), pull_request=pull)
    assert not resting_pull_requests().exists()


def test_what_nobody_handed_in_does_not(ada):
    make_pull_request()

    assert not resting_pull_requests().exists()
