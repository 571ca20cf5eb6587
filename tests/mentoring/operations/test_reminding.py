"""Nudges that go by themselves: to whom, when, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onboarding.mentoring import tasks
from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations import nudge, remind
from onboarding.mentoring.operations.reminding import STEPS
from onboarding.programs.models import Enrollment, Program
from onboarding.questions.operations import answer
from onboarding.verification.models import Review, Status, Turn
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.questions.world import ask
from tests.races import at_once

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def sent() -> list[tuple[str, int | None]]:
    return list(Nudge.objects.order_by("pk").values_list("to", "days"))


def live(days: int, *, every: timedelta = HOUR) -> None:
    """The bell rings from noon on for so many days."""
    at = NOON
    while at <= NOON + days * DAY:
        remind(now=at)
        at += every


def test_a_newcomer_who_owes_the_next_step_is_reminded_four_times():
    make_submission(enroll(make_program()), status=Status.RETURNED)

    live(40, every=6 * HOUR)

    assert sent() == [("newcomer", days) for days in STEPS]


def test_so_is_a_mentor_who_keeps_somebody_waiting():
    make_submission(enroll(make_program()), status=Status.IN_REVIEW)

    live(22, every=6 * HOUR)

    assert sent() == [("mentor", days) for days in STEPS]


def test_so_is_one_who_leaves_a_question_unanswered():
    ada = enroll(make_program())
    Enrollment.objects.update(stood_since=NOON + 90 * DAY)  # nothing of hers asks for anything
    asked = ask(ada)

    live(22, every=6 * HOUR)

    assert sent() == [("mentor", days) for days in STEPS]
    assert {nudge.question for nudge in Nudge.objects.all()} == {asked}


def test_an_answered_question_asks_nothing_until_it_is_asked_again():
    ada = enroll(make_program())
    Enrollment.objects.update(stood_since=NOON + 90 * DAY)
    asked = ask(ada)
    answer(question=asked, author=make_person("grace"), text="Try this.", now=NOON + DAY)
    live(6, every=6 * HOUR)
    assert sent() == []

    answer(question=asked, author=ada.user, text="It did not help.", now=NOON + 6 * DAY)
    live(9, every=6 * HOUR)

    assert sent() == [("mentor", 2)]


def test_and_one_who_has_begun_nothing():
    enroll(make_program())

    live(8, every=6 * HOUR)

    assert sent() == [("newcomer", 2), ("newcomer", 7)]
    assert {nudge.submission for nudge in Nudge.objects.all()} == {None}


@pytest.mark.parametrize(("hours", "days"), [(47, []), (48, [2]), (71, [2]), (72, [])])
def test_a_step_that_was_missed_by_a_day_is_left_out(hours, days):
    make_submission(enroll(make_program()), status=Status.RETURNED)

    remind(now=NOON + hours * HOUR)

    assert [each for _to, each in sent()] == days


def test_with_the_maintainers_nobody_is_reminded():
    make_submission(enroll(make_program()), status=Status.WAITING, turn=Turn.MAINTAINERS)

    live(22, every=6 * HOUR)

    assert sent() == []


@pytest.mark.parametrize("state", ["paused", "finished", "left"])
def test_nor_is_who_does_not_walk(state):
    ada = enroll(make_program())
    make_submission(ada, status=Status.RETURNED)
    Enrollment.objects.update(state=state)

    remind(now=NOON + 2 * DAY)

    assert sent() == []


@pytest.mark.parametrize(
    "dates",
    [{"archived_at": NOON}, {"ends_at": NOON + DAY}, {"starts_at": NOON + 30 * DAY}, {"is_draft": True}],
    ids=str,
)
def test_nor_anybody_outside_the_dates_of_the_program(dates):
    make_submission(enroll(make_program()), status=Status.RETURNED)
    Program.objects.update(**dates)

    remind(now=NOON + 2 * DAY)

    assert sent() == []


def test_only_the_latest_attempt_asks():
    ada = enroll(make_program())
    make_submission(ada, status=Status.RETURNED)
    make_submission(ada, status=Status.WAITING, turn=Turn.MAINTAINERS)

    remind(now=NOON + 2 * DAY)

    assert sent() == []


def test_a_mentor_who_has_decided_owes_nothing():
    submission = make_submission(enroll(make_program()), status=Status.IN_REVIEW)
    Review.objects.create(
        submission=submission, mentor=make_person("grace"), decision="approve", decided_at=NOON, effective_at=NOON
    )

    remind(now=NOON + 2 * DAY)

    assert sent() == []


def test_who_got_a_word_from_a_mentor_is_left_in_peace():
    ada = enroll(make_program())
    make_submission(ada, status=Status.RETURNED)
    nudge(people=[ada], sender=make_person("grace"), text="Hello!", now=NOON + DAY)

    live(8, every=6 * HOUR)

    assert sent() == [("newcomer", None), ("newcomer", 7)]


def test_of_several_things_that_wait_the_oldest_is_told():
    ada = enroll(make_program())
    make_submission(ada, "introduce-yourself", status=Status.RETURNED, now=NOON - 5 * DAY)
    make_submission(ada, status=Status.RETURNED)

    remind(now=NOON + 2 * DAY)

    assert sent() == [("newcomer", 7)]


@pytest.mark.parametrize("size", [1, 30])
def test_it_is_as_many_queries_for_many(size, django_assert_num_queries):
    program = make_program()
    for number in range(size):
        make_submission(enroll(program, f"newcomer-{number}"), status=Status.RETURNED)

    with django_assert_num_queries(3 * len(STEPS) + 6):  # two for the savepoint, one for the rows, two last, one write
        remind(now=NOON + 2 * DAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_two_bells_at_once_send_one():
    program = make_program()
    for number in range(5):
        make_submission(enroll(program, f"newcomer-{number}"), status=Status.RETURNED)

    at_once(*[lambda: remind(now=NOON + 2 * DAY)] * 4)

    assert sent() == [("newcomer", 2)] * 5


def test_the_bell_reminds():
    enroll(make_program(), now=timezone.now() - 2 * DAY - HOUR)

    tasks.remind()

    assert sent() == [("newcomer", 2)]
