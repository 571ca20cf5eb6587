"""The stops of a trail, as the newcomer sees them."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from onboarding.programs.models import Enrollment
from onboarding.programs.trail import Step
from onboarding.progress.queries.stops import Stop, stops_of
from onboarding.progress.reader import Reader
from onboarding.verification.models import Status, Turn
from tests.cast import NOON, enroll, make_program, make_submission, task_content

pytestmark = pytest.mark.django_db


def stops(enrollment: Enrollment, *, days: int = 1) -> dict[str, Stop]:
    enrollment.refresh_from_db()
    reader = Reader(language="en", zone=enrollment.zone, now=NOON + timedelta(days=days))
    return {stop.slug: stop for stop in stops_of(enrollment, reader)}


def here(enrollment: Enrollment) -> str:
    return next(stop.slug for stop in stops(enrollment).values() if stop.is_here)


def test_a_newcomer_begins_at_the_first_open_task() -> None:
    assert here(enroll(make_program())) == "introduce-yourself"


def test_what_has_to_be_mended_comes_before_what_can_be_started() -> None:
    ada = enroll(make_program())
    make_submission(ada, "first-contribution", status=Status.WAITING, turn=Turn.NEWCOMER)
    assert here(ada) == "first-contribution"


def test_what_can_be_started_comes_before_what_others_have() -> None:
    ada = enroll(make_program())
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    assert here(ada) == "first-contribution"


def test_with_everything_in_other_hands_one_stands_where_the_wait_is() -> None:
    ada = enroll(make_program())
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    make_submission(ada, "first-contribution", status=Status.WAITING, turn=Turn.MAINTAINERS)
    assert here(ada) == "introduce-yourself"


@pytest.mark.parametrize("state", ["requested", "left", "finished"])
def test_who_does_not_walk_is_nowhere(state: str) -> None:
    ada = enroll(make_program(), state=state, finished_at=NOON)
    assert not any(stop.is_here for stop in stops(ada).values())


def test_a_locked_task_says_what_is_missing_and_no_more() -> None:
    ada = enroll(make_program())
    locked = stops(ada)["sign-off"]
    assert locked.state is Step.LOCKED
    assert [stop.slug for stop in locked.missing] == ["first-contribution"]
    make_submission(ada, "first-contribution", status=Status.VERIFIED)
    assert stops(ada)["sign-off"].missing == ()


def test_a_due_date_is_said_with_the_days_that_are_left() -> None:
    assert stops(enroll(make_program()))["introduce-yourself"].due == "due on Monday 9 March, in 6 days"


def test_a_day_too_late_is_overdue() -> None:
    ada = enroll(make_program())
    assert not stops(ada, days=7)["introduce-yourself"].is_overdue
    assert stops(ada, days=8)["introduce-yourself"].is_overdue


def test_nothing_is_overdue_while_others_have_it() -> None:
    ada = enroll(make_program())
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    assert not stops(ada, days=30)["introduce-yourself"].is_overdue


def test_nothing_is_overdue_while_the_journey_rests() -> None:
    ada = enroll(make_program(), state="paused")
    assert not any(stop.is_overdue for stop in stops(ada, days=30).values())


def test_a_locked_task_is_never_said_to_be_late() -> None:
    assert stops(enroll(make_program()), days=30)["sign-off"].due == ""


def test_a_task_that_is_due_after_its_unlocking_says_so() -> None:
    tasks = (task_content("one"), task_content("two", needs=["one"], due_from="unlock", due_days=5))
    assert stops(enroll(make_program(tasks=tasks)))["two"].due == "5 days once it is unlocked"


def test_a_verified_task_says_when() -> None:
    ada = enroll(make_program())
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    verified = stops(ada)["introduce-yourself"]
    assert verified.is_walked
    assert verified.due == "Monday 2 March"


def test_a_retired_task_is_not_on_the_trail() -> None:
    program = make_program()
    program.track.tasks.filter(slug="introduce-yourself").update(retired_at=NOON)
    assert "introduce-yourself" not in stops(enroll(program))


def test_more_tasks_cost_no_more_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    many = tuple(task_content(f"task-{number}") for number in range(30))
    for slug, tasks in (("few", many[:2]), ("many", many)):
        ada = enroll(make_program(slug, tasks=tasks))
        reader = Reader(language="en", zone=ada.zone, now=NOON)
        with django_assert_num_queries(6):
            stops_of(ada, reader)
