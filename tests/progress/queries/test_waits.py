"""How long a mentor's judgement usually takes, said before anybody waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onboarding.programs.models import Program
from onboarding.progress.queries.waits import ENOUGH, RECENT, usual_review
from onboarding.verification.models import Review, Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
NOW = NOON + timedelta(days=30)


@pytest.fixture
def program(db) -> Program:
    return make_program()


def judged(program: Program, *hours: int, at=NOON, **fields) -> None:
    """Work that waited for so many hours, each of another newcomer."""
    for number, waited in enumerate(hours):
        enrollment = enroll(program, f"newcomer-{number}", now=at)
        submission = make_submission(enrollment, "introduce-yourself", status=Status.IN_REVIEW, now=at)
        decided = at + timedelta(hours=waited)
        Review.objects.create(
            submission=submission,
            mentor=make_person("grace"),
            decision=Review.Decision.APPROVE,
            decided_at=decided,
            effective_at=decided,
            **fields,
        )


def test_half_of_them_come_within_it(program):
    judged(program, 1, 2, 5, 40, 90)

    assert usual_review(program, now=NOW) == timedelta(hours=5)


def test_too_few_say_nothing(program):
    judged(program, *[3] * (ENOUGH - 1))

    assert usual_review(program, now=NOW) is None


def test_what_was_undone_or_is_long_ago_or_elsewhere_does_not_count(program):
    judged(program, *[3] * ENOUGH, undone_at=NOON)
    judged(make_program("autumn"), *[3] * ENOUGH)
    judged(make_program("winter"), *[3] * ENOUGH)

    assert usual_review(program, now=NOW) is None
    assert usual_review(Program.objects.get(slug="winter"), now=NOW + RECENT) is None


def test_many_cost_one_query(program, django_assert_num_queries):
    judged(program, *range(1, 12))

    with django_assert_num_queries(1):
        usual_review(program, now=NOW)


def test_the_task_says_it_before_and_while_one_waits(client, program):
    ada = enroll(program)
    client.force_login(ada.user)
    address = f"/journey/{ada.public_id}/introduce-yourself/"
    assert "too few answers so far" in client.get(address).content.decode()

    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)

    said, status = "There are too few answers so far", f"/submissions/{submission.public_id}/status/"
    page = client.get(address).content.decode()
    assert page.index(said) < page.index("Take it back")
    assert said in client.get(status).content.decode()
    judged(program, *[3] * ENOUGH, at=timezone.now() - timedelta(days=2))
    for each in (address, status):
        assert "Half of the answers in this program come within 3 hours." in client.get(each).content.decode()
    assert "A mentor reads it." not in client.get(f"/journey/{ada.public_id}/first-contribution/").content.decode()


def test_so_does_a_task_that_a_mentor_has_because_the_machine_could_not_tell(client, program):
    judged(program, *[3] * ENOUGH, at=timezone.now() - timedelta(days=2))
    ada = enroll(program)
    client.force_login(ada.user)

    make_submission(ada, status=Status.IN_REVIEW)

    page = client.get(f"/journey/{ada.public_id}/first-contribution/").content.decode()
    assert "Half of the answers in this program come within 3 hours." in page


def test_the_journey_says_it_while_a_mentor_has_something(client, program):
    now = timezone.now()
    judged(program, *[3] * ENOUGH, at=now - timedelta(days=2))
    ada = enroll(program)
    client.force_login(ada.user)
    address = f"/journey/{ada.public_id}/"
    assert "is with a mentor" not in client.get(address).content.decode()

    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)

    page = client.get(address).content.decode()
    assert "What you handed in is with a mentor. Half of the answers in this program come within 3 hours." in page
    client.cookies["django_language"] = "zh-hans"
    assert "你提交的内容正在导师那里" in client.get(address).content.decode()
