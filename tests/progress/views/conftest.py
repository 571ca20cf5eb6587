"""Ada, signed in, in a program whose merges follow Prow."""

import pytest
from django.test import Client
from django.utils import timezone

from onboarding.programs.models import Enrollment
from tests.cast import enroll, make_program


@pytest.fixture
def ada(client: Client) -> Enrollment:
    enrollment = enroll(make_program(merge_preset="kubernetes-prow"), now=timezone.now())
    client.force_login(enrollment.user)
    return enrollment
