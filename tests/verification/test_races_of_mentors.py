"""Mentors' decisions at once with other things, for real, on PostgreSQL: decided, undone and in effect once."""

from datetime import timedelta

import pytest

from onboarding.verification.models import Review, Status, Submission
from onboarding.verification.operations import (
    UNDO,
    apply_due_reviews,
    decide,
    submit_pull_request,
    take_up,
    undo,
    withdraw,
)
from tests.cast import make_person, make_submission, task_of
from tests.verification.races import ADDRESS, MANY, at_once, moves
from tests.verification.world import LATER, checked, handed_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.usefixtures("trails_are_right"),
]


def test_two_mentors_decide_once(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    mentors = [make_person(login) for login in ("grace", "linus")]

    answers = at_once(
        *[
            lambda mentor=mentor: decide(submission=submission, mentor=mentor, decision="approve", note="", now=LATER)
            for mentor in mentors
        ]
    )

    assert Review.objects.count() == 1
    assert "already-decided" in answers


def test_a_decision_takes_effect_once_however_many_workers_find_it(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=LATER)

    at_once(*[lambda: apply_due_reviews(now=LATER + UNDO)] * MANY)

    assert moves(submission, to_status=Status.VERIFIED) == 1


def test_a_decision_is_either_undone_or_in_effect(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    review = decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=LATER)
    last_moment = LATER + UNDO - timedelta(microseconds=1)

    at_once(lambda: undo(review=review, now=last_moment), lambda: apply_due_reviews(now=LATER + UNDO))

    review.refresh_from_db()
    submission.refresh_from_db()
    assert (review.undone_at is None) is (submission.status == Status.VERIFIED)
    assert (review.applied_at is None) is (submission.status == Status.IN_REVIEW)


def test_withdrawing_a_decided_submission_is_one_or_the_other(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=LATER)

    at_once(
        lambda: withdraw(submission=submission, now=LATER, actor=ada.user),
        lambda: apply_due_reviews(now=LATER + UNDO),
    )

    submission.refresh_from_db()
    assert submission.status in (Status.VERIFIED, Status.WITHDRAWN)
    assert submission.transitions.count() == 2


def test_a_return_is_taken_up_or_followed_by_another_attempt(ada):
    submission = checked(handed_in(ada, state="closed"))
    task = task_of(ada.program, "first-contribution")

    at_once(
        lambda: take_up(submission=submission, mentor=make_person("grace"), now=LATER),
        lambda: submit_pull_request(enrollment=ada, task=task, address_text=ADDRESS, now=LATER),
    )

    assert Submission.objects.open().count() == 1
