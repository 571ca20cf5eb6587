"""Ada, in a program whose tasks are done on a machine of her own."""

import pytest

from tests.cast import enroll, make_program
from tests.verification.kubectl import TASKS
from tests.verification.world import LATER, MINUTE


@pytest.fixture
def program():
    return make_program(tasks=TASKS)


@pytest.fixture
def ada(program):
    return enroll(program, "ada", now=LATER - MINUTE)
