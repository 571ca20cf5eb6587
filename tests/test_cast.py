"""The cast itself: a world that the rest of the tests can stand on."""

import pytest

from onboarding.verification.models import Status
from tests.cast import enroll, make_program, make_submission

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", Status.values)
def test_a_submission_can_be_made_in_every_status(status):
    ada = enroll(make_program(), "ada")

    submission = make_submission(ada, "first-contribution", status=status)

    assert submission.status == status
    assert submission.transitions.get().to_status == status


def test_two_people_in_two_programs_do_not_clash():
    for slug in ("spring", "autumn"):
        program = make_program(slug)
        for login in ("ada", "mallory"):
            make_submission(enroll(program, login))

    assert program.enrollments.count() == 2
