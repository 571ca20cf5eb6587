"""What people do with a program and with each other is noted: who, what, with whom."""

import pytest

from onboarding.programs import operations
from onboarding.programs.models import AuditEntry, Enrollment, Program
from tests.cast import NOON, make_person, make_program, make_version, task_content, task_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return make_program(needs_approval=True)


@pytest.fixture
def asked(program: Program) -> Enrollment:
    enrollment = operations.join(program=program, user=make_person("ada"), now=NOON)
    assert noted() == [("ada", "asked", "ada")]
    return enrollment


def noted() -> list[tuple[str | None, str, str | None]]:
    """Who, what, with whom; the first first."""
    return list(AuditEntry.objects.order_by("pk").values_list("actor__login", "verb", "person__login"))


def test_joining_is_noted_with_the_mentor_that_the_site_found(program):
    program.needs_approval = False
    program.save()
    operations.join(program=program, user=make_person("ada"), now=NOON)
    operations.join(program=program, user=make_person("ada"), now=NOON)
    assert noted() == [(None, "mentor-given", "ada"), ("ada", "joined", "ada")]
    assert AuditEntry.objects.order_by("pk")[0].facts == {"mentor": make_person("grace").pk}


def test_letting_in_is_noted_once_with_who_did_it(asked):
    operations.approve(enrollment=asked, now=NOON, by=make_person("linus"))
    operations.approve(enrollment=asked, now=NOON, by=make_person("margaret"))
    assert noted()[1:] == [(None, "mentor-given", "ada"), ("linus", "let-in", "ada")]


def test_turning_down_is_noted(asked):
    operations.decline(enrollment=asked, now=NOON, by=make_person("linus"))
    assert noted()[1:] == [("linus", "turned-down", "ada")]


def test_a_pause_its_end_and_leaving_are_noted(asked):
    enrollment = operations.approve(enrollment=asked, now=NOON)
    for verb in (operations.pause, operations.pause, operations.resume, operations.leave):
        verb(enrollment=enrollment, now=NOON)
    assert [verb for _, verb, _ in noted()[3:]] == ["paused", "resumed", "left"]


def test_giving_a_mentor_is_noted(asked):
    operations.approve(enrollment=asked, now=NOON)
    operations.assign_mentor(enrollment=asked, mentor=make_person("grace"), now=NOON, by=make_person("linus"))
    assert noted()[-1] == ("linus", "mentor-given", "ada")


def test_adopting_is_noted_for_each_task_with_its_versions(program):
    task = task_of(program, "sign-off")
    make_version(task, task_content("sign-off", title={"en": "New"}))
    operations.adopt_versions(program=program, now=NOON, by=make_person("linus"))
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.task, entry.facts) == ("adopted", task, {"from": 1, "to": 2})


def test_a_refusal_leaves_nothing_behind(asked):
    operations.approve(enrollment=asked, now=NOON)
    before = noted()
    with pytest.raises(operations.Refused):
        operations.decline(enrollment=asked, now=NOON)
    assert noted() == before
