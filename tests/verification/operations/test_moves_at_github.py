"""What is called otherwise, moved or deleted at GitHub: numbers stay, so credit does; what is gone is told a mentor.

Through the simulator and its own webhooks' bodies, as the whole site meets them.
"""

from datetime import datetime, timedelta

import pytest

from onboarding.github import operations as mirror
from onboarding.github.models import PullRequest, Repository
from onboarding.verification.models import Flag, Status, Submission, Turn
from onboarding.verification.operations import look_again, recheck
from tests.cast import NOON, enroll, make_program
from tests.verification.world import LATER, MINUTE, OPENED, checked, hand_in, where

pytestmark = pytest.mark.django_db
WEEK = 7 * 24


@pytest.fixture
def demo(github):
    """Ada as the simulator knows her, in a program whose repository is followed."""
    program = make_program()
    program.repositories.set([mirror.follow(full_name="demo-community/guide", now=NOON)])
    return enroll(program, "ada-demo")


def looked(submission: Submission, *, now: datetime) -> Submission:
    """After a week's surveys, and whatever follows from them."""
    changed = {key for hour in range(WEEK) for key in mirror.survey_settled(now=now + timedelta(hours=hour))}
    now += timedelta(hours=WEEK)
    look_again(pull_request_ids=sorted(changed), now=now)
    recheck(submission_id=submission.pk, now=now)
    submission.refresh_from_db()
    return submission


@pytest.fixture
def merged(demo, github):
    """A verified submission, and its pull request's number."""
    number = github.open(**OPENED)
    github.act(number, "merge")
    return checked(hand_in(demo, number))


def test_somebody_who_is_called_otherwise_keeps_their_credit_and_is_shown_by_the_new_name(merged, github):
    github.person("ada-demo", rename="ada-lovelace-demo")

    looked(merged, now=LATER + MINUTE)

    assert where(merged)[:2] == (Status.VERIFIED, Turn.NOBODY)
    assert not Flag.objects.exists()
    assert PullRequest.objects.get().author_login == "ada-lovelace-demo"


def test_somebody_who_was_renamed_hands_in_as_before(demo, github):
    number = github.open(**OPENED)
    github.person("ada-demo", rename="ada-lovelace-demo")
    github.act(number, "merge")

    assert where(checked(hand_in(demo, number)))[0] == Status.VERIFIED


@pytest.mark.parametrize("name", ["demo-community/handbook", "another-community/guide"])
def test_a_repository_that_was_renamed_or_transferred_is_the_same_one(merged, github, name):
    github.repository(rename=name)

    mirror.reconcile(now=LATER + timedelta(hours=2))
    looked(merged, now=LATER + timedelta(hours=2))

    assert where(merged)[:2] == (Status.VERIFIED, Turn.NOBODY)
    assert not Flag.objects.exists()
    assert Repository.objects.get(github_id=5001).full_name == name
    assert PullRequest.objects.get().repository_name == name


@pytest.mark.parametrize("name", ["demo-community/handbook", "another-community/guide"])
def test_and_takes_pull_requests_at_its_new_address(demo, github, name):
    github.repository(rename=name)
    number = github.open(**OPENED, repository=name)
    github.act(number, "merge", repository=name)

    assert where(checked(hand_in(demo, number, repository=name)))[0] == Status.VERIFIED


def test_a_deleted_fork_is_told_while_something_could_still_be_pushed(demo, github):
    number = github.open(**OPENED)
    github.delete_fork(number)

    submission = checked(hand_in(demo, number))

    assert where(submission) == (Status.WAITING, Turn.NEWCOMER, "merged")
    assert submission.findings.get(is_primary=True).saw["en"].startswith("The fork that it comes from was deleted")


def test_and_takes_nothing_from_what_is_merged(demo, github):
    number = github.open(**OPENED)
    github.act(number, "merge")
    github.delete_fork(number)

    assert where(checked(hand_in(demo, number)))[0] == Status.VERIFIED


def test_the_work_of_a_deleted_account_stays_and_a_mentor_is_told(merged, github):
    github.person("ada-demo", is_gone=True)

    looked(merged, now=LATER + MINUTE)

    assert where(merged)[:2] == (Status.VERIFIED, Turn.MENTOR)
    assert Flag.objects.get().code == "author"
    assert "does not exist any more" in Flag.objects.get().saw["en"]


def test_what_a_deleted_account_has_opened_cannot_be_handed_in(demo, github):
    number = github.open(**OPENED)
    github.person("ada-demo", is_gone=True)

    assert where(checked(hand_in(demo, number))) == (Status.RETURNED, Turn.NEWCOMER, "author")


def test_a_maintainer_whose_account_is_gone_has_merged_it_all_the_same(demo, github):
    number = github.open(**OPENED)
    github.act(number, "approve")
    github.act(number, "comment", body="Thank you")
    github.act(number, "merge")
    github.person("demo-maintainer", is_gone=True)

    assert where(checked(hand_in(demo, number)))[0] == Status.VERIFIED


def test_what_was_merged_into_a_deleted_repository_stays_and_a_mentor_is_told(merged, github):
    github.repository(is_deleted=True)

    looked(merged, now=LATER + MINUTE)

    assert where(merged)[:2] == (Status.VERIFIED, Turn.MENTOR)
    assert Flag.objects.get().code == "visible"
