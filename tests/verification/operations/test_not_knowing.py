"""Checks that have no answer: “could not tell” is never “no”, and the next try comes by itself."""

from datetime import timedelta

import pytest

from onboarding.verification.models import Status, Turn
from onboarding.verification.operations import check_again
from tests.cast import enroll, make_program, rule, task_content
from tests.mirror import pull_request_evidence
from tests.verification.world import LATER, MINUTE, OPENED, checked, hand_in, handed_in, where

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ({"is_down": True}, "GitHub is down"),
        ({"limit": "primary"}, "rate limited"),
        ({"limit": "primary-403"}, "rate limited"),
        ({"limit": "secondary"}, "rate limited"),
        ({"is_token_revoked": True}, "token revoked"),
    ],
)
def test_while_github_cannot_be_asked_it_stays_queued_and_says_so(demo, github, mood, reason):
    number = github.open(**OPENED)
    github.is_now(**mood)

    submission = checked(hand_in(demo, number))

    assert submission.status == Status.QUEUED
    assert submission.attempts == 1
    assert submission.last_error == reason
    assert submission.next_check_at > LATER
    assert submission.could_not_check["en"]
    assert submission.could_not_check["zh-hans"]
    assert not submission.findings.exists()


def test_an_incomplete_answer_about_one_that_waits_changes_nothing_about_it(demo, github):
    number = github.open(**OPENED)
    submission = checked(hand_in(demo, number))
    github.is_now(null_nodes=True)
    now = LATER + MINUTE
    check_again(submission=submission, now=now)

    assert checked(submission, now=now).status == Status.QUEUED
    assert submission.last_error == "incomplete answer"
    assert submission.findings.get(is_primary=True).code == "merged"


def test_each_failed_try_waits_twice_as_long(demo, github):
    github.is_now(is_down=True)
    submission = hand_in(demo, 7)
    waits = []
    for _ in range(9):
        now = submission.next_check_at
        checked(submission, now=now)
        waits.append((submission.next_check_at - now) // timedelta(seconds=30))

    assert waits == [2, 2, 4, 8, 16, 32, 64, 120, 120]


def test_github_names_the_earliest_next_try(demo, github):
    github.is_now(limit="primary", retry_after=1800)

    submission = checked(hand_in(demo, 7))

    assert submission.next_check_at - LATER >= timedelta(seconds=1795)


def test_when_github_is_back_everything_is_forgotten_but_the_work(demo, github):
    number = github.open(**OPENED)
    github.is_now(is_down=True)
    submission = checked(hand_in(demo, number))
    github.is_now()

    checked(submission, now=submission.next_check_at)

    assert submission.status == Status.WAITING
    assert (submission.attempts, submission.last_error) == (0, "")


def test_a_rule_without_an_answer_queues_it_again_with_its_findings():
    broken = rule("broken", "commits[99].sha == ''")
    submission = handed_in(enroll(make_program(tasks=[task_content("first-contribution", rules=[broken])])))

    checked(submission)

    assert where(submission) == (Status.QUEUED, Turn.MACHINE, "broken")
    assert submission.findings.get(is_primary=True).outcome == "unknown"
    assert submission.next_check_at > LATER
    assert submission.could_not_check["en"].startswith("One of the checks had no answer")


def test_an_unreadable_mirror_is_unknown_and_not_no(ada):
    submission = handed_in(ada)
    evidence = pull_request_evidence()
    del evidence["pull_request"]["author"]
    submission.pull_request.evidence = evidence
    submission.pull_request.save()

    assert where(checked(submission)) == (Status.QUEUED, Turn.MACHINE, "author")
