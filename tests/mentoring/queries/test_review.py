"""The way around a submission, and the token that tells whether it changed."""

from datetime import timedelta

import pytest

from onboarding.mentoring.operations import hold
from onboarding.mentoring.queries.seen import changes_since, seen_token
from onboarding.mentoring.queries.walk import By, Place, Walk, place_of
from onboarding.verification.models import Status, Submission
from tests.cast import NOON, enroll, make_person, make_submission
from tests.mentoring.world import finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(program) -> list[Submission]:
    """Submissions in review, the oldest first; the last two began to wait at the same instant."""
    times = (NOON - timedelta(hours=1), NOON, NOON)
    return [
        make_submission(enroll(program, f"newcomer-{number}"), status=Status.IN_REVIEW, now=at)
        for number, at in enumerate(times)
    ]


def place(submission: Submission, user, walk: Walk | None = None) -> Place:
    return place_of(submission, user, walk or Walk(), now=NOON)


def test_the_queue_is_oldest_first(three, grace):
    first, second, third = (place(each, grace) for each in three)

    assert (first.previous, first.next, first.position) == ("", three[1].public_id, 1)
    assert (second.previous, second.next, second.position) == (three[0].public_id, three[2].public_id, 2)
    assert (third.previous, third.next, third.position, third.length) == (three[1].public_id, "", 3, 3)


def test_after_the_last_comes_the_oldest_that_was_left_out(three, grace):
    assert place(three[2], grace).onward == three[0].public_id


def test_what_a_colleague_holds_is_passed_over_until_the_hold_is_over(three, grace):
    hold(submission=three[1], mentor=make_person("linus"), now=NOON)

    assert place(three[0], grace).onward == three[2].public_id
    assert place(three[0], grace).next == three[1].public_id
    assert place_of(three[0], grace, Walk(), now=NOON + timedelta(minutes=30)).onward == three[1].public_id


def test_what_one_holds_oneself_is_not_passed_over(three, grace):
    hold(submission=three[1], mentor=grace, now=NOON)

    assert place(three[0], grace).onward == three[1].public_id


def test_what_left_the_queue_still_has_neighbours(three, grace):
    Submission.objects.filter(pk=three[1].pk).update(status=Status.VERIFIED, turn="nobody")

    found = place(three[1], grace)

    assert (found.previous, found.next, found.position) == (three[0].public_id, three[2].public_id, 0)


def test_alone_there_is_no_next(program, grace):
    alone = make_submission(enroll(program), status=Status.IN_REVIEW)

    assert place(alone, grace).onward == ""


def test_by_task_the_way_stays_with_the_task(program, grace):
    ada, bea = enroll(program, "ada"), enroll(program, "bea")
    intro = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW, now=NOON - timedelta(hours=3))
    pull = make_submission(ada, "first-contribution", status=Status.IN_REVIEW, now=NOON - timedelta(hours=2))
    other = make_submission(bea, "introduce-yourself", status=Status.IN_REVIEW, now=NOON - timedelta(hours=1))

    assert place(intro, grace, Walk(by=By.TASK)).onward == other.public_id
    assert place(intro, grace, Walk(by=By.AGE)).onward == pull.public_id
    assert place(intro, grace, Walk(by=By.AGE, program="other")).onward == ""


@pytest.mark.parametrize("change", [{"status": Status.WAITING}, {"turn": "newcomer"}, {"evidence_hash": "other"}])
def test_every_change_that_matters_changes_the_token(three, change):
    before = seen_token(three[0])
    Submission.objects.filter(pk=three[0].pk).update(**change)

    assert seen_token(Submission.objects.get(pk=three[0].pk)) != before


def test_nothing_changed_is_the_same_token(three):
    assert seen_token(Submission.objects.get(pk=three[0].pk)) == seen_token(three[0])


def test_a_look_that_found_the_same_is_no_change(three):
    before = seen_token(three[0])
    Submission.objects.filter(pk=three[0].pk).update(checked_at=NOON + timedelta(hours=1))

    assert changes_since(before, Submission.objects.get(pk=three[0].pk)) == []


def test_what_changed_is_said(three):
    submission = three[0]
    before = seen_token(submission)
    Submission.objects.filter(pk=submission.pk).update(evidence_hash="other", status=Status.RETURNED)
    finding(submission, "sign-off", "unmet")

    assert changes_since(before, Submission.objects.get(pk=submission.pk)) == [
        "What was handed in has changed.",
        "It is now: Returned.",
        "Each commit is signed off. Now: No.",
    ]


@pytest.mark.parametrize("token", ["", "[]", "[" * 5000, '{"findings": 3}', "x"])
def test_a_made_up_token_is_a_change_and_no_error(three, token):
    assert changes_since(token, three[0])
