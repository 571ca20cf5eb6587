"""Work that waits for Grace, and Barbara, who mentors beside her."""

import pytest

from onboarding.programs.models import Membership
from onboarding.verification.models import Status, Submission
from tests.cast import enroll, make_person, make_submission
from tests.mentoring.views.judging import EVIDENCE


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW, evidence=EVIDENCE)


@pytest.fixture
def barbara(program):
    program.memberships.create(user=make_person("barbara"), role=Membership.Role.MENTOR)
    return make_person("barbara")
