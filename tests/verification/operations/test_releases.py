"""A release, from its pasted address to a verdict: read from GitHub, and kept as it was judged."""

from datetime import timedelta

import pytest

from onboarding.curriculum.content import rule_to_json
from onboarding.rules import rulesets
from onboarding.verification.models import Status, Submission, Turn
from onboarding.verification.operations import Refused, submit_release
from tests.cast import NOON, enroll, make_program, task_content, task_of
from tests.verification.world import LATER, MINUTE, checked, where

pytestmark = pytest.mark.django_db
OPENED = {"at": (NOON + timedelta(hours=1)).isoformat()}
RULES = [rule_to_json(rule) for rule in rulesets.load("release")]
TASKS = (task_content("cut-release", "release", rules=RULES), task_content("another", "release", rules=RULES))


@pytest.fixture
def ada():
    """Ada as the simulator knows her."""
    return enroll(make_program(tasks=TASKS), "ada-demo")


def hand_in(enrollment, address, slug="cut-release", *, now=LATER):
    task = task_of(enrollment.program, slug)
    return submit_release(enrollment=enrollment, task=task, address_text=address, now=now)


def test_a_good_release_is_verified_and_kept_as_it_was_judged(ada, github):
    submission = checked(hand_in(ada, github.release(**OPENED, name="First")))

    assert where(submission) == (Status.VERIFIED, Turn.NOBODY, "")
    assert submission.evidence["address"] == "ada-demo/tool@v0.1.0"
    assert submission.evidence["release"]["name"] == "First"
    assert [line["name"] for line in submission.evidence["checksums"]] == ["tool.tar.gz"]
    assert submission.evidence["repository"]["owner"]["github_id"] == ada.user.github_id


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"tag": "first"}, "release-tag"),
        ({"notes": "Fixes."}, "release-notes"),
        ({"assets": []}, "release-archives"),
        ({"assets": [{"name": "a.zip", "text": "x"}]}, "release-checksums"),
        ({"assets": [{"name": "a.zip", "text": "x"}, {"name": "checksums.txt", "text": ""}]}, "release-uncovered"),
        (
            {"assets": [{"name": "a.zip", "text": "x"}, {"name": "checksums.txt", "text": f"{'0' * 64}  a.zip\n"}]},
            "release-mismatch",
        ),
        ({"at": (NOON - timedelta(days=30)).isoformat()}, "released-since"),
        ({"is_draft": True}, "release-visible"),
        ({"author": "mary-demo"}, "own-repository"),
    ],
)
def test_what_falls_short_is_returned_with_its_reason(ada, github, asked, code):
    submission = checked(hand_in(ada, github.release(**{**OPENED, **asked})))

    assert where(submission) == (Status.RETURNED, Turn.NEWCOMER, code)
    primary = submission.findings.get(is_primary=True)
    assert all(primary.saw[language] and primary.hint[language] for language in ("en", "zh-hans"))


def test_of_somebody_elses_release_nothing_more_is_told_or_kept(ada, github):
    submission = checked(hand_in(ada, github.release(**OPENED, author="mary-demo")))

    assert submission.findings.count() == 1
    assert submission.evidence == {"address": "mary-demo/tool@v0.1.0"}


def test_github_being_away_is_not_a_no(ada, github):
    submission = hand_in(ada, github.release(**OPENED))
    github.is_now(is_down=True)

    assert where(checked(submission)) == (Status.QUEUED, Turn.MACHINE, "")
    assert submission.last_error
    assert submission.evidence == {"address": "ada-demo/tool@v0.1.0"}

    github.is_now()
    submission.next_check_at = LATER + MINUTE
    submission.save()
    assert where(checked(submission, now=LATER + MINUTE)) == (Status.VERIFIED, Turn.NOBODY, "")


def test_what_was_mended_on_github_passes_at_the_same_address(ada, github):
    address = github.release(**OPENED, tag="v0.1.0", is_draft=True).replace("v0.1.0", "v0.2.0")
    assert checked(hand_in(ada, address)).status == Status.RETURNED

    github.release(**OPENED, tag="v0.2.0")
    again = checked(hand_in(ada, address, now=LATER + MINUTE), now=LATER + MINUTE)

    assert (again.attempt, again.status) == (2, Status.VERIFIED)


def test_one_release_counts_for_one_task(ada, github):
    address = github.release(**OPENED)
    checked(hand_in(ada, address))

    assert checked(hand_in(ada, address, "another")).primary_code == "release-counted-once"


def test_a_release_that_began_to_count_elsewhere_while_it_was_read_is_looked_at_again(ada, github, monkeypatch):
    submission = hand_in(ada, github.release(**OPENED))
    told = iter([{}, {"en": "Another", "zh-hans": "另一个"}])
    monkeypatch.setattr(Submission, "release_counted_for", lambda self, github_id: next(told))

    assert where(checked(submission)) == (Status.QUEUED, Turn.MACHINE, "")


def test_a_bad_address_is_refused_at_once(ada):
    with pytest.raises(Refused) as refused:
        hand_in(ada, "https://github.com/ada/tool/releases")

    assert refused.value.code in ("release-list", "other-site")
    assert not Submission.objects.exists()
