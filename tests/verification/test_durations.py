"""How long tasks take: measured from the transitions, on whichever database runs the tests."""

from datetime import timedelta

import pytest

from onboarding.programs.models import Program
from onboarding.verification.durations import Duration, durations
from onboarding.verification.models import Pace, Review, Status, Turn
from onboarding.verification.operations import close_flag, confirm_earlier, flag, measure_paces
from tests.cast import NOON, enroll, make_person, make_program, make_submission, task_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def verify(program: Program, login: str, *days: int) -> None:
    """Somebody joins at noon and has the program's tasks verified so many days later."""
    enrollment = enroll(program, login)
    for task, after in zip(program.track.tasks.order_by("position"), days, strict=False):
        make_submission(enrollment, task.slug, status=Status.VERIFIED, now=NOON + after * DAY)


def test_a_task_takes_from_what_was_verified_before_it():
    program = make_program()
    verify(program, "ada", 2, 5)
    found = durations(program)
    first, second = task_of(program, "introduce-yourself"), task_of(program, "first-contribution")
    assert found == {
        first.pk: Duration(1, 2 * DAY, 2 * DAY),
        second.pk: Duration(1, 3 * DAY, 3 * DAY),
    }


@pytest.mark.parametrize(
    ("days", "median", "p80"), [((1, 2, 3, 4, 10), 3, 4), ((1, 9), 1, 9), ((6, 5, 4, 3, 2, 1), 3, 5)]
)
def test_half_and_four_of_five_took_no_longer(days, median, p80):
    program = make_program()
    for place, day in enumerate(days):
        verify(program, f"person-{place}", day)
    assert list(durations(program).values()) == [Duration(len(days), median * DAY, p80 * DAY)]


def test_a_flag_that_comes_and_goes_is_no_second_verification():
    program = make_program()
    submission = make_submission(enroll(program), status=Status.VERIFIED, now=NOON + DAY)
    flagged = flag(submission=submission, code="reverted", saw={"en": "Reverted."}, now=NOON + 3 * DAY)
    close_flag(flag=flagged, mentor=make_person("grace"), note="Fine.", now=NOON + 4 * DAY)
    submission.refresh_from_db()
    assert submission.turn == Turn.NOBODY
    assert list(durations(program).values()) == [Duration(1, DAY, DAY)]


def test_what_an_organiser_confirmed_begins_the_time_of_the_next_task_and_has_none_itself():
    program = make_program()
    ada = enroll(program)
    first, second = task_of(program, "introduce-yourself"), task_of(program, "first-contribution")
    confirm_earlier(enrollment=ada, task=first, done_on="", note="", by=make_person("linus"), now=NOON + DAY)
    make_submission(ada, second.slug, status=Status.VERIFIED, now=NOON + 3 * DAY)

    assert durations(program) == {second.pk: Duration(1, 2 * DAY, 2 * DAY)}
    assert not Review.objects.awaited().exists()


def test_other_programs_and_unfinished_work_do_not_count():
    program = make_program()
    verify(make_program("other"), "mallory", 1, 2)
    make_submission(enroll(program), status=Status.RETURNED, now=NOON + DAY)
    assert durations(program) == {}


def test_paces_are_kept_once_and_measured_anew(django_assert_num_queries):
    program = make_program()
    verify(program, "ada", 2)
    measure_paces(now=NOON + 9 * DAY)
    verify(program, "bea", 6)
    with django_assert_num_queries(3):  # the programs, the measuring, the writing
        measure_paces(now=NOON + 10 * DAY)
    [pace] = Pace.objects.all()
    assert (pace.people, pace.median, pace.p80, pace.measured_at) == (2, 2 * DAY, 6 * DAY, NOON + 10 * DAY)


def test_an_archived_program_keeps_what_was_measured_last():
    program = make_program()
    verify(program, "ada", 2)
    measure_paces(now=NOON)
    Program.objects.update(archived_at=NOON)
    measure_paces(now=NOON + DAY)
    assert [pace.measured_at for pace in Pace.objects.all()] == [NOON]
