"""Work that waits for Grace."""

import pytest

from onboarding.verification.models import Status, Submission
from tests.cast import enroll, make_submission
from tests.mentoring.views.judging import EVIDENCE


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW, evidence=EVIDENCE)
