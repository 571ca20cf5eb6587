"""Agreeing on a later due day."""

from datetime import timedelta

import pytest

from onboarding.programs.operations import Refused, extend
from tests.cast import NOON, enroll, make_person, make_program, task_of

pytestmark = pytest.mark.django_db


def ask(enrollment, slug="first-contribution", program=None, **fields):
    answers = {"due_at": NOON + timedelta(days=20), "reason": " Exams ", **fields}
    task = task_of(program or enrollment.program, slug)
    return extend(enrollment=enrollment, task=task, granted_by=make_person("linus"), now=NOON, **answers)


def test_who_granted_it_when_and_why_is_kept():
    enrollment = enroll(make_program())

    extension = ask(enrollment)

    assert (extension.granted_by.login, extension.granted_at, extension.reason) == ("linus", NOON, "Exams")
    assert enrollment.extensions.get() == extension


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"due_at": NOON}, "past"), ({"reason": "  "}, "no-reason")],
)
def test_what_makes_no_sense_is_refused(fields, code):
    enrollment = enroll(make_program())

    with pytest.raises(Refused) as refused:
        ask(enrollment, **fields)

    assert refused.value.code == code
    assert not enrollment.extensions.exists()


def test_a_task_of_another_program_is_refused():
    enrollment = enroll(make_program())

    with pytest.raises(Refused) as refused:
        ask(enrollment, program=make_program("autumn"))

    assert refused.value.code == "not-in-program"


def test_no_day_is_agreed_on_that_is_more_than_a_year_away():
    enrollment = enroll(make_program())
    task = task_of(enrollment.program, "first-contribution")

    with pytest.raises(Refused) as refused:
        extend(
            enrollment=enrollment,
            task=task,
            due_at=NOON + timedelta(days=400),
            granted_by=make_person("grace"),
            reason="A long journey.",
            now=NOON,
        )

    assert refused.value.code == "far"
