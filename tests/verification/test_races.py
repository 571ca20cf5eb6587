"""Two workers at once, for real, on PostgreSQL: one checks, one pull request counts once, and the trail is right."""

from datetime import timedelta

import pytest

from onboarding.programs.models import Enrollment
from onboarding.verification.models import Flag, Status, Submission, Transition, Turn
from onboarding.verification.operations import check, flag, look_again, recheck, sweep
from tests.cast import NOON, enroll, make_program, make_submission, task_content
from tests.verification.races import MANY, at_once, moves
from tests.verification.world import LATER, checked, hand_in, handed_in, mirrored

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.usefixtures("trails_are_right"),
]


def test_of_many_workers_on_one_submission_one_wins(ada):
    submission = handed_in(ada, state="merged")

    at_once(*[lambda: check(submission_id=submission.pk, now=LATER)] * MANY)

    submission.refresh_from_db()
    assert submission.status == Status.VERIFIED
    assert moves(submission, to_status=Status.CHECKING) == 1
    assert moves(submission, to_status=Status.VERIFIED) == 1


def test_while_github_is_slow_the_others_go_away(github):
    ada = enroll(make_program(), "ada-demo")
    number = github.open(at=(NOON + timedelta(hours=1)).isoformat())
    submission = hand_in(ada, number)
    github.is_now(slow_seconds=0.5)

    at_once(*[lambda: check(submission_id=submission.pk, now=LATER)] * MANY)

    assert moves(submission, to_status=Status.CHECKING) == 1
    assert moves(submission, to_status=Status.WAITING) == 1


def test_a_reopened_pull_request_starts_one_attempt_however_often_it_is_told(ada):
    checked(handed_in(ada, state="closed"))
    row = mirrored(state="open")

    at_once(*[lambda: look_again(pull_request_ids=[row.pk], now=LATER)] * MANY)

    assert Submission.objects.count() == 2


def merged_and_handed_in(github, *enrollments, slugs=("first-contribution",)):
    """One merged pull request, handed in everywhere before anybody has read it. GitHub is slow from now on."""
    number = github.open(at=(NOON + timedelta(hours=1)).isoformat())
    github.act(number, "merge")
    found = [hand_in(enrollment, number, slug) for enrollment in enrollments for slug in slugs]
    github.is_now(slow_seconds=0.3)
    return found


def counted_once(submissions):
    """Check them all at once, then whatever is still queued; gives where they ended."""
    at_once(*[lambda each=each: check(submission_id=each.pk, now=LATER) for each in submissions])
    for submission in submissions:
        check(submission_id=submission.pk, now=LATER)
    found = Submission.objects.order_by("status").values_list("status", "primary_code")
    return list(found)


def test_one_pull_request_for_two_tasks_counts_once(github):
    ada = enroll(make_program(tasks=[task_content("one"), task_content("two")]), "ada-demo")

    found = counted_once(merged_and_handed_in(github, ada, slugs=("one", "two")))

    assert found == [(Status.RETURNED, "counted-once"), (Status.VERIFIED, "")]


def test_nor_does_it_count_in_two_programs(github):
    enrollments = [enroll(make_program(slug), "ada-demo") for slug in ("spring", "autumn")]

    found = counted_once(merged_and_handed_in(github, *enrollments))

    assert found == [(Status.RETURNED, "counted-once"), (Status.VERIFIED, "")]


def test_tasks_verified_in_the_same_instant_are_all_on_the_trail():
    slugs = [f"task-{number}" for number in range(MANY)]
    ada = enroll(make_program(tasks=[task_content(slug) for slug in slugs]), "ada")
    submissions = [handed_in(ada, number, slug, state="merged") for number, slug in enumerate(slugs, start=20)]

    at_once(*[lambda each=each: check(submission_id=each.pk, now=LATER) for each in submissions])

    ada.refresh_from_db()
    assert (ada.trail, ada.state) == ("v" * MANY, Enrollment.State.FINISHED)


def test_an_expired_claim_is_taken_away_once(ada):
    submission = make_submission(ada, status=Status.CHECKING, claimed_until=LATER)

    at_once(*[lambda: sweep(now=LATER)] * MANY)

    submission.refresh_from_db()
    assert submission.attempts == 1
    assert moves(submission, to_status=Status.QUEUED) == 1


def test_the_same_flag_is_opened_once(ada):
    submission = checked(handed_in(ada, state="merged"))
    mirrored(state="merged", repository={"github_id": 99})
    verbs = [lambda: recheck(submission_id=submission.pk, now=LATER)] * (MANY - 1)

    at_once(*verbs, lambda: flag(submission=submission, code="repository", saw={"en": ""}, now=LATER))

    assert Flag.objects.count() == 1
    assert Transition.objects.filter(to_turn=Turn.MENTOR).count() == 1
