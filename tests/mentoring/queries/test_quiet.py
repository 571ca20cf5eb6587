"""Who may need a hand: overdue, silent or long at one task, with the reason; and when they are left in peace."""

import pytest

from onboarding.mentoring.operations import nudge, praise
from onboarding.mentoring.queries.quiet import ENOUGH
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Pace, Status
from tests.cast import NOON, enroll, make_program, make_submission
from tests.mentoring.queries.lists import DAY, names, stand, today


def test_the_overdue_come_before_the_silent(program):
    stand(program, "silent", last_activity_at=NOON - 20 * DAY)
    stand(program, "late", next_due_at=NOON - DAY)
    stand(program, "later", next_due_at=NOON - 2 * DAY, last_activity_at=NOON - 30 * DAY)
    stand(program, "busy", next_due_at=NOON + DAY, last_activity_at=NOON - DAY)

    found = today().quiet

    assert names(found) == ["Later", "Late", "Silent"]
    assert [person.is_overdue for person in found.items] == [True, True, False]


def reasons(program, **derived: object) -> tuple[str, ...]:
    """Why Ada may need a hand: she is at her first task, and nothing else is the matter."""
    stand(program, "ada", **derived)
    return next((person.reasons for person in today().quiet.items), ())


def pace(program, days: int, people: int = ENOUGH) -> None:
    span = {"median": DAY, "p80": days * DAY}
    for task in program.track.tasks.all():
        Pace.objects.create(program=program, task=task, people=people, measured_at=NOON, **span)


def test_overdue_and_silent_say_for_how_long(program):
    said = reasons(program, next_due_at=NOON - 2 * DAY, last_activity_at=NOON - 9 * DAY)

    assert said == ("Overdue for 2 days.", "Nothing heard for 9 days.")


def test_longer_at_a_task_than_four_of_five_is_said_with_both_numbers(program):
    pace(program, 3)

    said = reasons(program, stood_since=NOON - 5 * DAY, trail="vo-")

    assert said == ("At “First contribution” for 5 days; four of five took no longer than 3 days.",)


@pytest.mark.parametrize(("stood", "people"), [(2, ENOUGH), (5, ENOUGH - 1)])
def test_who_is_in_time_or_cannot_be_compared_is_not_stuck(program, stood, people):
    pace(program, 3, people)

    assert reasons(program, stood_since=NOON - stood * DAY, trail="vo-") == ()


def test_of_several_open_tasks_the_slowest_is_allowed_for(program):
    pace(program, 3)
    Pace.objects.filter(task__slug="introduce-yourself").update(p80=30 * DAY)

    assert reasons(program, stood_since=NOON - 5 * DAY, trail="oo-") == ()


@pytest.mark.parametrize(("attempts", "said"), [(2, ()), (3, ("3 attempts at “Introduce yourself” came back.",))])
def test_attempts_that_came_back_again_and_again_are_counted(program, attempts, said):
    ada = enroll(program)
    for _ in range(attempts):
        make_submission(ada, "introduce-yourself", status=Status.RETURNED)
    Enrollment.objects.update(next_due_at=None)

    assert tuple(reason for person in today().quiet.items for reason in person.reasons) == said


def test_what_came_back_before_it_was_verified_is_forgotten(program):
    ada = enroll(program)
    for _ in range(3):
        make_submission(ada, "introduce-yourself", status=Status.RETURNED)
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    Enrollment.objects.update(next_due_at=None)

    assert not today().quiet


def test_who_has_several_reasons_is_listed_once_and_first(program):
    pace(program, 3)
    stand(program, "silent", last_activity_at=NOON - 40 * DAY)
    stand(program, "both", last_activity_at=NOON - 20 * DAY, stood_since=NOON - 20 * DAY)

    assert names(today().quiet) == ["Both", "Silent"]


def test_who_got_a_word_lately_is_written_to_no_more_for_three_days(program, grace):
    for login in ("ada", "bea", "cyd"):
        stand(program, login, next_due_at=NOON - DAY)
    ada, bea = (program.enrollments.get(user__login=login) for login in ("ada", "bea"))
    nudge(people=[ada], sender=grace, text="Hello!", now=NOON - 2 * DAY)
    nudge(people=[bea], sender=grace, text="Hello!", now=NOON - 3 * DAY)

    found = today()

    written = {person.name: person.written_at for person in found.quiet.items}
    assert written == {"Ada": NOON - 2 * DAY, "Bea": None, "Cyd": None}
    assert sorted(found.writable) == sorted(program.enrollments.exclude(pk=ada.pk).values_list("public_id", flat=True))


def test_praise_is_no_word_that_asks_for_something(program, grace):
    stand(program, "ada", next_due_at=NOON - DAY)
    done = make_submission(program.enrollments.get(), "introduce-yourself", status=Status.VERIFIED)
    Enrollment.objects.update(next_due_at=NOON - DAY)

    praise(submission=done, sender=grace, text="Well done!", now=NOON)

    assert [person.written_at for person in today().quiet.items] == [None]


def test_one_text_goes_to_people_of_one_program(program):
    stand(program, "ada", next_due_at=NOON - 3 * DAY)
    stand(make_program("autumn"), "bea", next_due_at=NOON - 2 * DAY)
    stand(program, "cyd", next_due_at=NOON - DAY)

    found = today()

    assert names(found.quiet) == ["Ada", "Bea", "Cyd"]
    assert found.writable == [found.quiet.items[0].enrollment, found.quiet.items[2].enrollment]


@pytest.mark.parametrize("step", ["r", "m", "c"])
def test_who_waits_for_somebody_else_is_not_quiet(program, step):
    stand(program, "ada", trail=f"v{step}-", last_activity_at=NOON - 30 * DAY)

    assert not today().quiet


@pytest.mark.parametrize("state", ["paused", "finished", "left"])
def test_who_is_not_active_is_not_quiet(program, state):
    stand(program, "ada", state=state, last_activity_at=NOON - 30 * DAY)

    assert not today().quiet
