"""Trails as stored: what they say after each change, due dates beside them, and how many queries that takes."""

from datetime import UTC, datetime, timedelta

import pytest

from onboarding.programs.models import Enrollment, Extension, Pause
from onboarding.verification.models import Status, Turn
from onboarding.verification.operations import differing, refresh
from onboarding.verification.operations.dues import task_due_at
from onboarding.verification.operations.moving import locked, move
from onboarding.verification.operations.records import load_records
from tests.cast import (
    NOON,
    enroll,
    make_person,
    make_program,
    make_submission,
    make_task,
    pin,
    task_content,
    task_of,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def last_second(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 23, 59, 59, tzinfo=UTC)


def refreshed(enrollment, *, now=NOON) -> Enrollment:
    refresh(enrollment_ids=[enrollment.pk], now=now)
    enrollment.refresh_from_db()
    return enrollment


def due_dates(enrollment) -> dict[str, datetime | None]:
    """The due instant of each task, by slug."""
    records = load_records([enrollment])[enrollment.pk]
    return {place.slug: task_due_at(enrollment, records, place) for place in records.places}


def test_who_has_just_joined_sees_what_is_open_and_when_it_is_due(ada):
    assert (ada.trail, ada.done_count, ada.next_due_at, ada.oldest_turn_since) == ("oo-", 0, last_second(9), None)


def test_the_earliest_due_of_what_is_theirs_counts():
    tasks = [task_content("slow", due_days=30), task_content("quick", due_days=2), task_content("free", due_days=None)]

    assert enroll(make_program(tasks=tasks), "ada").next_due_at == last_second(4)


@pytest.mark.parametrize(
    ("status", "turn", "due"),
    [
        (Status.WAITING, Turn.NEWCOMER, last_second(9)),
        (Status.RETURNED, Turn.NEWCOMER, last_second(9)),
        (Status.WAITING, Turn.MAINTAINERS, None),
        (Status.QUEUED, Turn.MACHINE, None),
        (Status.IN_REVIEW, Turn.MENTOR, None),
        (Status.VERIFIED, Turn.NOBODY, None),
    ],
)
def test_only_the_newcomers_own_turn_has_a_due_instant(status, turn, due):
    ada = enroll(make_program(tasks=[task_content("only")]), "ada")

    make_submission(ada, "only", status=status, turn=turn)

    assert ada.next_due_at == due


def test_a_locked_task_is_not_due_yet_and_then_counts_from_its_unlocking():
    tasks = [task_content("one", due_days=None), task_content("two", needs=["one"], due_from="unlock")]
    ada = enroll(make_program(tasks=tasks), "ada")
    assert ada.next_due_at is None

    make_submission(ada, "one", status=Status.VERIFIED, now=NOON + 10 * DAY)

    assert ada.next_due_at == last_second(19)


def test_the_maintainers_time_moves_it():
    ada = enroll(make_program(tasks=[task_content("only")]), "ada")
    submission = make_submission(ada, "only", status=Status.WAITING, turn=Turn.MAINTAINERS)
    for hours, (status, turn) in enumerate(
        [(Status.QUEUED, Turn.MACHINE), (Status.CHECKING, Turn.MACHINE), (Status.WAITING, Turn.NEWCOMER)]
    ):
        now = NOON + 3 * DAY + timedelta(hours=hours)
        with locked(ada.pk, now=now):
            move(submission, status, turn=turn, now=now, changes={"claimed_until": now})

    ada.refresh_from_db()
    assert ada.next_due_at == last_second(12)


def test_a_pause_stops_the_clock_and_afterwards_moves_it(ada):
    pause = Pause.objects.create(enrollment=ada, started_at=NOON)
    Enrollment.objects.update(state=Enrollment.State.PAUSED)
    assert refreshed(ada).next_due_at is None

    pause.ended_at = NOON + 5 * DAY
    pause.save()
    Enrollment.objects.update(state=Enrollment.State.ACTIVE)

    assert refreshed(ada).next_due_at == last_second(14)


def test_an_extension_moves_it(ada):
    for slug in ("introduce-yourself", "first-contribution"):
        Extension.objects.create(
            enrollment=ada,
            task=task_of(ada.program, slug),
            due_at=NOON + 20 * DAY,
            granted_by=make_person("grace"),
            granted_at=NOON,
            reason="Exams",
        )

    assert refreshed(ada).next_due_at == last_second(22)


def test_a_task_that_came_later_is_not_overdue_at_once(ada):
    task = make_task(ada.program.track, task_content("new"))
    pin(ada.program, task)
    ada.program.program_tasks.filter(task=task).update(pinned_at=NOON + 30 * DAY)

    assert due_dates(ada)[task.slug] == last_second(8, month=4)


def test_days_end_where_the_person_is():
    make_person("ada", time_zone="Asia/Shanghai")

    assert enroll(make_program(), "ada").next_due_at == last_second(9) - timedelta(hours=8)


def test_due_dates_of_all_tasks_are_there_for_a_page(ada):
    slugs = ("introduce-yourself", "first-contribution", "sign-off")

    assert due_dates(ada) == dict.fromkeys(slugs, last_second(9))


def test_everything_verified_is_finished(ada):
    for slug in ("introduce-yourself", "first-contribution", "sign-off"):
        make_submission(ada, slug, status=Status.VERIFIED, now=NOON + DAY)

    assert (ada.state, ada.finished_at) == (Enrollment.State.FINISHED, NOON + DAY)


def test_a_new_task_does_not_undo_that(ada):
    for slug in ("introduce-yourself", "first-contribution", "sign-off"):
        make_submission(ada, slug, status=Status.VERIFIED)
    task = make_task(ada.program.track, task_content("new"))
    pin(ada.program, task)
    ada.program.program_tasks.filter(task=task).update(pinned_at=NOON + DAY)

    refreshed(ada, now=NOON + DAY)

    assert (ada.state, ada.trail) == (Enrollment.State.FINISHED, "vvv")


def test_who_had_not_finished_is_bound_by_it(ada):
    pin(ada.program, make_task(ada.program.track, task_content("new")))

    assert refreshed(ada).trail == "oo-o"


def test_retiring_the_last_open_task_finishes(ada):
    for slug in ("introduce-yourself", "first-contribution"):
        make_submission(ada, slug, status=Status.VERIFIED)
    assert ada.state == Enrollment.State.ACTIVE
    ada.program.track.tasks.filter(slug="sign-off").update(retired_at=NOON)

    refreshed(ada)

    assert (ada.state, ada.trail) == (Enrollment.State.FINISHED, "vv")


def test_a_paused_journey_is_not_finished_until_it_goes_on():
    ada = enroll(make_program(tasks=[task_content("only")]), "ada", state=Enrollment.State.PAUSED)

    make_submission(ada, "only", status=Status.VERIFIED)

    assert ada.state == Enrollment.State.PAUSED


def test_many_are_refreshed_in_as_many_queries_as_one(ada, django_assert_num_queries):
    others = [enroll(ada.program, login) for login in ("bob", "carol", "dan")]
    for enrollment in others:
        make_submission(enrollment, status=Status.WAITING)
    Enrollment.objects.update(trail="")

    with django_assert_num_queries(9):
        refresh(enrollment_ids=[each.pk for each in (ada, *others)], now=NOON)

    assert sorted(Enrollment.objects.values_list("trail", flat=True)) == ["om-", "om-", "om-", "oo-"]


def test_what_is_right_is_not_written(ada, django_assert_num_queries):
    with django_assert_num_queries(8):
        refresh(enrollment_ids=[ada.pk], now=NOON)


def test_differences_are_found_and_not_written(ada):
    Enrollment.objects.update(trail="vvv")
    rows = list(Enrollment.objects.select_related("program", "user"))

    assert [(row.pk, row.trail) for row in differing(rows, now=NOON)] == [(ada.pk, "oo-")]
    ada.refresh_from_db()
    assert ada.trail == "vvv"


def test_nothing_to_refresh_is_no_trouble(db):
    refresh(enrollment_ids=[], now=NOON)
