"""What counts as a mentor's turn."""

import pytest

from onboarding.mentoring.queries.turns import count_waiting, waiting_for_mentor
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Review, Status, Submission, Turn
from tests.cast import NOON, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db


def waiting(user: User, *, everybody: bool = False) -> list[Submission]:
    return list(waiting_for_mentor(user, everybody=everybody, at=NOON).order_by("pk"))


def test_work_in_review_waits_for_the_newcomers_own_mentor(program, grace):
    submission = make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW)

    assert waiting(grace) == [submission]
    assert count_waiting(grace, now=NOON) == 1


def test_flagged_work_waits_for_a_mentor(program, grace):
    submission = make_submission(enroll(program), status=Status.VERIFIED, turn=Turn.MENTOR)

    assert waiting(grace) == [submission]


def test_a_newcomer_without_a_mentor_is_everybodys(program, grace):
    submission = make_submission(enroll(program, mentor=None), status=Status.IN_REVIEW)

    assert waiting(grace) == [submission]


def test_a_colleagues_newcomer_is_seen_only_when_asked_for_everybody(program, grace):
    submission = make_submission(enroll(program, mentor="linus"), status=Status.IN_REVIEW)

    assert waiting(grace) == []
    assert waiting(grace, everybody=True) == [submission]


def test_nobody_reviews_their_own_work(program, grace):
    make_submission(enroll(program, "grace", mentor=None), status=Status.IN_REVIEW)

    assert waiting(grace, everybody=True) == []


def test_another_program_is_none_of_a_mentors_business(program):
    make_submission(enroll(program), status=Status.IN_REVIEW)
    make_program("other", mentors=("mallory",))

    assert waiting(make_person("mallory"), everybody=True) == []


def test_an_archived_program_asks_for_nothing(grace):
    archived = make_program("old", archived_at=NOON)
    make_submission(enroll(archived), status=Status.IN_REVIEW)

    assert waiting(grace) == []


def test_who_has_left_waits_no_longer(program, grace):
    make_submission(enroll(program, state=Enrollment.State.LEFT), status=Status.IN_REVIEW)

    assert waiting(grace) == []


def test_a_decision_that_can_still_be_undone_is_not_asked_for_again(program, grace):
    submission = make_submission(enroll(program), status=Status.IN_REVIEW)
    review = Review.objects.create(
        submission=submission, mentor=grace, decision="approve", decided_at=NOON, effective_at=NOON
    )
    assert waiting(grace) == []

    review.undone_at = NOON
    review.save()
    assert waiting(grace) == [submission]
