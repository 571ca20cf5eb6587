"""The journey, and the choice between several."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from onboarding.programs.models import Enrollment
from onboarding.progress.queries.journey import Journey, choices_of, journey_of
from onboarding.progress.reader import Reader
from onboarding.verification.models import Status
from tests.cast import NOON, TASKS, enroll, make_person, make_program, make_submission, task_content

pytestmark = pytest.mark.django_db


def journey(enrollment: Enrollment, *, days: int = 1) -> Journey:
    reader = Reader(language="en", zone=enrollment.zone, now=NOON + timedelta(days=days))
    return journey_of(enrollment, reader)


def as_fetched(enrollment: Enrollment) -> Enrollment:
    return Enrollment.objects.select_related("program", "user", "mentor").get(pk=enrollment.pk)


def test_it_counts_what_is_behind_and_what_there_is() -> None:
    ada = enroll(make_program())
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    assert (journey(ada).verified, journey(ada).total) == (1, 3)
    assert journey(ada).progress == "1 of 3 verified"
    assert journey(ada).trail == "vo-"


def test_the_last_verified_task_ends_it() -> None:
    ada = enroll(make_program())
    for day, content in enumerate(TASKS):
        make_submission(ada, content["slug"], status=Status.VERIFIED, now=NOON + timedelta(days=day))
    finished = journey(ada)
    assert finished.is_finished
    assert finished.here is None
    assert (finished.days_taken, finished.finished) == (3, "4 March 2026")


def test_the_first_day_counts_as_a_day() -> None:
    ada = enroll(make_program(tasks=TASKS[:1]))
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    assert journey(ada).days_taken == 1


@pytest.mark.parametrize(
    ("state", "can_pause", "can_leave"),
    [("active", True, True), ("paused", False, True), ("finished", False, False), ("left", False, False)],
)
def test_one_can_only_leave_what_one_is_on(state: str, can_pause: bool, can_leave: bool) -> None:
    found = journey(enroll(make_program(), state=state, finished_at=NOON))
    assert (found.can_pause, found.can_leave) == (can_pause, can_leave)


def test_other_journeys_are_pointed_to_where_there_are_any() -> None:
    ada = enroll(make_program("spring"))
    assert not journey(ada).has_others
    enroll(make_program("autumn"))
    assert journey(ada).has_others


def test_more_tasks_cost_no_more_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    many = tuple(task_content(f"task-{number}") for number in range(30))
    for slug, tasks in (("few", many[:2]), ("many", many)):
        ada = as_fetched(enroll(make_program(slug, tasks=tasks)))
        with django_assert_num_queries(9):
            journey(ada)


def test_how_long_a_mentor_usually_takes_is_one_query_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ada = as_fetched(enroll(make_program()))
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    ada = as_fetched(ada)
    with django_assert_num_queries(10):
        found = journey(ada)
    assert found.awaits_mentor
    assert found.usual_wait == ""


def test_those_under_way_are_offered_before_those_that_are_over() -> None:
    enroll(make_program("over"), state="left", last_activity_at=NOON + timedelta(days=5))
    enroll(make_program("walking"))
    assert [choice.program_name for choice in choices_of(make_person("ada"), language="en")] == ["Walking", "Over"]


def test_nobody_elses_journey_is_offered() -> None:
    enroll(make_program(), "ada")
    assert choices_of(make_person("mallory"), language="en") == ()


def test_a_choice_says_in_words_what_its_trail_shows() -> None:
    ada = enroll(make_program())
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    assert choices_of(ada.user, language="en")[0].label == "1 of 3 tasks verified"


def test_many_journeys_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(5):
        enroll(make_program(f"program-{number}"))
    ada = make_person("ada")
    with django_assert_num_queries(1):
        choices_of(ada, language="en")
