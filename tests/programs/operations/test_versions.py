"""A program keeps its versions until its organisers adopt what is new."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onboarding.programs.models import Enrollment
from onboarding.programs.operations import adopt_versions, pending_changes
from onboarding.programs.operations.versions import News
from tests.cast import NOON, enroll, make_program, make_task, make_version, task_content, task_of

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def news_of(program):
    return [(change.task.slug, change.news.value, change.fields) for change in pending_changes(program)]


def retire(task):
    task.retired_at = LATER
    task.save()


def test_nothing_is_new_until_the_curriculum_changes():
    assert news_of(make_program()) == []


def test_what_is_new_is_told_before_it_is_adopted():
    program = make_program()
    make_version(task_of(program, "first-contribution"), task_content("first-contribution", due_days=14, minutes=90))
    make_task(program.track, task_content("release"))
    retire(task_of(program, "sign-off"))

    assert news_of(program) == [
        ("first-contribution", News.CHANGED, ("due_days", "minutes")),
        ("release", News.ADDED, ()),
        ("sign-off", News.RETIRED, ()),
    ]


def test_adopting_pins_the_current_versions():
    program = make_program()
    changed = make_version(
        task_of(program, "first-contribution"), task_content("first-contribution", due_days=14), now=LATER
    )
    added = make_task(program.track, task_content("release"))
    retire(task_of(program, "sign-off"))

    adoption = adopt_versions(program=program, now=LATER)

    pinned = {each.task.slug: each for each in program.program_tasks.order_by("task__position")}
    assert list(pinned) == ["introduce-yourself", "first-contribution", "release"]
    assert pinned["first-contribution"].version == changed
    assert (pinned["release"].version, pinned["release"].pinned_at) == (added.current_version, LATER)
    assert [change.news for change in adoption.changes] == [News.CHANGED, News.ADDED, News.RETIRED]
    assert news_of(program) == []


def test_adopting_again_writes_nothing():
    program = make_program()
    adopt_versions(program=program, now=NOON)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        adopt_versions(program=program, now=LATER)

    assert not [q for q in queries.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_changes_of_the_path_move_everybodys_trail():
    program = make_program()
    people = [enroll(program, "ada"), enroll(program, "eve", state=Enrollment.State.FINISHED)]
    enroll(make_program("autumn"), "pat")
    make_task(program.track, task_content("release"))

    assert list(adopt_versions(program=program, now=LATER).enrollment_ids) == [each.pk for each in people]


def test_changed_words_move_nobodys_trail():
    program = make_program()
    enroll(program, "ada")
    make_version(task_of(program, "sign-off"), task_content("sign-off", needs=["first-contribution"], minutes=5))

    assert adopt_versions(program=program, now=LATER).enrollment_ids == ()


def test_a_task_that_comes_back_is_pinned_again():
    program = make_program()
    task = task_of(program, "sign-off")
    retire(task)
    adopt_versions(program=program, now=LATER)
    task.retired_at = None
    task.save()

    assert news_of(program) == [("sign-off", News.ADDED, ())]
    adopt_versions(program=program, now=LATER)
    assert program.program_tasks.filter(task=task).exists()


def test_the_preview_costs_two_queries_however_many_tasks_there_are(django_assert_num_queries):
    program = make_program()
    for number in range(10):
        make_task(program.track, task_content(f"task-{number}"))

    with django_assert_num_queries(2):
        titles = [change.content.title["en"] for change in pending_changes(program)]

    assert titles == [f"Task {number}" for number in range(10)]
