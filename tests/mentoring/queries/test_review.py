"""The queue around a submission, and the token that tells whether it changed."""

from datetime import timedelta

import pytest

from onboarding.mentoring.queries.review import next_in_queue, queue_around, seen_token
from onboarding.verification.models import Status, Submission
from tests.cast import NOON, enroll, make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(program) -> list[Submission]:
    """Submissions in review, the oldest first; the last two began to wait at the same instant."""
    times = (NOON - timedelta(hours=1), NOON, NOON)
    return [
        make_submission(enroll(program, f"newcomer-{number}"), status=Status.IN_REVIEW, now=at)
        for number, at in enumerate(times)
    ]


def test_the_queue_is_oldest_first(three, grace):
    first, second, third = (queue_around(each, grace, everybody=False) for each in three)

    assert (first.previous, first.next, first.position) == ("", three[1].public_id, 1)
    assert (second.previous, second.next, second.position) == (three[0].public_id, three[2].public_id, 2)
    assert (third.previous, third.next, third.position, third.length) == (three[1].public_id, "", 3, 3)


def test_after_the_last_comes_what_was_left_out(three, grace):
    assert next_in_queue(three[2], grace, everybody=False) == three[1].public_id


def test_what_left_the_queue_still_has_neighbours(three, grace):
    Submission.objects.filter(pk=three[1].pk).update(status=Status.VERIFIED, turn="nobody")

    queue = queue_around(three[1], grace, everybody=False)

    assert (queue.previous, queue.next, queue.position) == (three[0].public_id, three[2].public_id, 0)


def test_alone_there_is_no_next(program, grace):
    alone = make_submission(enroll(program), status=Status.IN_REVIEW)

    assert next_in_queue(alone, grace, everybody=False) == ""


@pytest.mark.parametrize(
    "change", [{"status": Status.WAITING}, {"turn": "newcomer"}, {"checked_at": NOON}, {"evidence_hash": "other"}]
)
def test_every_change_that_matters_changes_the_token(three, change):
    before = seen_token(three[0])
    Submission.objects.filter(pk=three[0].pk).update(**change)

    assert seen_token(Submission.objects.get(pk=three[0].pk)) != before


def test_nothing_changed_is_the_same_token(three):
    assert seen_token(Submission.objects.get(pk=three[0].pk)) == seen_token(three[0])
