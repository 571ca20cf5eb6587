"""A mentor's programs, with what their pages need."""

import pytest
from django.utils import translation

from onboarding.mentoring.queries.desk import desks_of
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission, task_of

pytestmark = pytest.mark.django_db


def test_a_desk_knows_its_tasks_in_order_and_its_mentors():
    make_program(mentors=("grace", "ken"))

    [desk], _ = desks_of(make_person("grace"), now=NOON)

    assert [column.slug for column in desk.columns] == ["introduce-yourself", "first-contribution", "sign-off"]
    assert [column.slot for column in desk.columns] == [0, 1, 2]
    assert [mentor.name for mentor in desk.mentors] == ["Grace", "Ken"]


def test_titles_are_in_the_readers_language():
    make_program()

    with translation.override("zh-hans"):
        [desk], _ = desks_of(make_person("grace"), now=NOON)

    assert desk.columns[0].title == "任务 Introduce yourself"


def test_a_retired_task_has_no_column():
    program = make_program()
    task = task_of(program, "sign-off")
    task.retired_at = NOON
    task.save()

    [desk], _ = desks_of(make_person("grace"), now=NOON)

    assert [column.slug for column in desk.columns] == ["introduce-yourself", "first-contribution"]


def test_running_programs_come_before_archived_ones():
    make_program("autumn", archived_at=NOON)
    make_program("spring")

    desks, _ = desks_of(make_person("grace"), now=NOON)

    assert [desk.slug for desk in desks] == ["spring", "autumn"]


def test_what_waits_is_counted_over_all_programs():
    for slug in ("spring", "autumn"):
        make_submission(enroll(make_program(slug)), status=Status.IN_REVIEW)

    assert desks_of(make_person("grace"), now=NOON)[1] == 2


def test_a_program_without_tasks_is_still_a_desk():
    make_program(tasks=())

    [desk], waiting = desks_of(make_person("grace"), now=NOON)

    assert (desk.columns, waiting) == ((), 0)


def test_somebody_who_mentors_nobody_has_no_desk():
    make_program()

    assert desks_of(make_person("mallory"), now=NOON) == ([], 0)


def test_it_is_one_query_however_many_programs(django_assert_num_queries):
    for number in range(5):
        make_program(f"program-{number}")
    grace = make_person("grace")

    with django_assert_num_queries(1):
        desks_of(grace, now=NOON)
