"""The figures that organisers see: funnel, drop-off, times, first words. All of it in a fixed number of queries."""

from datetime import timedelta

import pytest

from onboarding.programs.models import Enrollment, Program
from onboarding.progress.queries import figures
from onboarding.progress.queries.figures import Period, Seen, figures_of, work_out
from onboarding.progress.queries.funnel import Tally, funnel_of
from onboarding.progress.queries.responses import responses_of
from onboarding.questions.operations import answer
from onboarding.verification.durations import Duration
from onboarding.verification.models import Review, Status
from onboarding.verification.operations import decide, undo
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.questions.world import ask

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LATER = NOON + 30 * DAY
FIRST, SECOND = "introduce-yourself", "first-contribution"


def tally(program: Program, slug: str, **more) -> Tally:
    _people, tallies = funnel_of(program, **{"since": None, "now": LATER, **more})
    return next(each for each in tallies if each.slug == slug)


def review(program: Program, login: str, *, waited: timedelta, mentor: str = "grace") -> Review:
    """Somebody's first task waits this long for a mentor, since noon."""
    submission = make_submission(enroll(program, login), FIRST, status=Status.IN_REVIEW, now=NOON)
    return decide(submission=submission, mentor=make_person(mentor), decision="approve", note="", now=NOON + waited)


def test_a_task_is_reached_by_whom_it_is_unlocked_for():
    program = make_program()
    enroll(program, "ada"), enroll(program, "mary")
    make_submission(enroll(program, "bob"), SECOND, status=Status.VERIFIED)
    assert (tally(program, FIRST).reached, tally(program, "sign-off").reached) == (3, 1)


def test_what_was_handed_in_and_verified_is_counted():
    program = make_program()
    make_submission(enroll(program, "ada"), SECOND, status=Status.VERIFIED)
    make_submission(enroll(program, "mary"), SECOND, status=Status.WAITING)
    enroll(program, "bob")
    found = tally(program, SECOND)
    assert (found.reached, found.handed_in, found.verified) == (3, 2, 1)


def test_somebody_is_stuck_whose_turn_it_is_and_who_was_silent_for_a_week():
    program = make_program()
    enroll(program, "silent", last_activity_at=LATER - 8 * DAY)
    enroll(program, "busy", last_activity_at=LATER - 6 * DAY)
    waits = make_submission(enroll(program, "waits"), FIRST, status=Status.IN_REVIEW).enrollment
    make_submission(waits, SECOND, status=Status.VERIFIED)
    make_submission(waits, "sign-off", status=Status.WAITING)
    found = tally(program, FIRST)
    assert (found.here, found.stuck) == (3, 1)


def test_who_left_is_gone_from_the_task_where_they_were():
    program = make_program()
    enroll(program, "ada", state=Enrollment.State.LEFT, left_at=NOON + DAY)
    enroll(program, "mary", last_activity_at=LATER)
    found = tally(program, FIRST)
    assert (found.reached, found.gone, found.here, found.share_stopped) == (2, 1, 1, 50)
    assert tally(program, SECOND).gone == 0


def test_who_only_asked_is_not_among_them():
    program = make_program()
    enroll(program, "ada", state=Enrollment.State.REQUESTED, started_at=None)
    assert funnel_of(program, since=None, now=LATER)[0] == 0


def test_a_period_is_about_those_who_started_in_it():
    program = make_program()
    enroll(program, "ada", now=NOON)
    enroll(program, "mary", now=NOON + 20 * DAY)
    people, _ = funnel_of(program, since=NOON + 10 * DAY, now=LATER)
    assert people == 1


def test_a_mentors_wait_is_from_the_work_coming_to_them_to_their_word():
    program = make_program()
    for place in range(5):
        review(program, f"person-{place}", waited=(place + 1) * HOUR)
    [grace] = responses_of(program, since=None)
    assert (grace.name, grace.reviews, grace.answers) == ("Grace", Duration(5, 3 * HOUR, 4 * HOUR), None)


def test_what_was_undone_is_no_answer():
    program = make_program()
    undo(review=review(program, "ada", waited=HOUR), now=NOON + HOUR)
    assert responses_of(program, since=None)[0].count == 0


def test_only_the_first_answer_to_a_question_counts_and_not_ones_own():
    program = make_program(mentors=("grace", "mary"))
    question = ask(enroll(program), now=NOON)
    answer(question=question, author=make_person("ada"), text="I still wonder.", now=NOON + HOUR)
    answer(question=question, author=make_person("grace"), text="So.", now=NOON + 2 * HOUR)
    answer(question=question, author=make_person("mary"), text="Or so.", now=NOON + 3 * HOUR)
    grace, mary = responses_of(program, since=None)
    assert (grace.answers, mary.answers) == (Duration(1, 2 * HOUR, 2 * HOUR), None)


def test_responses_of_another_program_or_period_are_not_counted():
    program, other = make_program(), make_program("autumn")
    review(other, "bob", waited=HOUR)
    review(program, "ada", waited=HOUR)
    assert [each.count for each in responses_of(program, since=None)] == [1]
    assert [each.count for each in responses_of(program, since=NOON + DAY)] == [0]


@pytest.mark.parametrize("people", [1, 8])
def test_the_number_of_queries_does_not_depend_on_the_people(people, django_assert_num_queries):
    program = make_program()
    for place in range(people):
        review(program, f"person-{place}", waited=HOUR)
    with django_assert_num_queries(7):
        figures_of(program, Period.ALWAYS, now=LATER)


def test_figures_are_kept_for_a_while(django_assert_num_queries):
    program = make_program()
    before = figures_of(program, Period.MONTH, now=LATER)
    enroll(program, "ada", now=LATER)
    with django_assert_num_queries(0):
        after = figures_of(program, Period.MONTH, now=LATER + timedelta(minutes=3))
    assert after == before
    assert figures_of(program, Period.MONTH, now=LATER + timedelta(minutes=10)) != before


def test_of_many_people_the_worker_is_asked_once_and_the_page_waits_for_nothing(monkeypatch):
    monkeypatch.setattr(figures, "AT_ONCE", 0)
    program = make_program()
    enroll(program)
    assert figures_of(program, Period.ALWAYS, now=LATER) == Seen(None, is_due=True)
    assert figures_of(program, Period.ALWAYS, now=LATER) == Seen(None)
    found = work_out(program, Period.ALWAYS, now=LATER)
    assert figures_of(program, Period.ALWAYS, now=LATER + HOUR).figures == found


@pytest.mark.parametrize(("text", "period"), [("30", Period.MONTH), ("", Period.ALWAYS), ("7'", Period.ALWAYS)])
def test_a_period_that_there_is_not_is_all_of_it(text, period):
    assert Period.of(text) == period
