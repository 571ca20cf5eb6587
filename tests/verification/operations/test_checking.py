"""Checking: what is handed in is looked at, judged, written down, and whose turn it is follows from it."""

from datetime import datetime, timedelta

import pytest

from onboarding.github.models import PullRequest, Repository
from onboarding.languages import CODES
from onboarding.programs.models import Program
from onboarding.verification.models import Status, Turn
from onboarding.verification.operations import apply_due_reviews, decide, sweep
from tests.cast import NOON, enroll, make_person, make_program, task_content
from tests.mirror import commit
from tests.verification.world import LATER, MINUTE, OPENED, STRICT, checked, hand_in, hand_in_text, handed_in, where

pytestmark = pytest.mark.django_db


def test_an_open_pull_request_waits_for_its_maintainers(demo, github):
    submission = checked(hand_in(demo, github.open(**OPENED)))

    assert where(submission) == (Status.WAITING, Turn.MAINTAINERS, "merged")
    assert submission.pull_request.title.startswith("docs(guide)")
    demo.refresh_from_db()
    assert demo.trail == "om-"


@pytest.mark.parametrize(
    ("verb", "fields", "turn"),
    [
        ("conflict", {}, Turn.NEWCOMER),
        ("checks-fail", {}, Turn.NEWCOMER),
        ("request-changes", {}, Turn.NEWCOMER),
        ("check", {"name": "DCO", "state": "failure"}, Turn.NEWCOMER),
        ("label", {"name": "do-not-merge"}, Turn.MAINTAINERS),
        ("approve", {}, Turn.MAINTAINERS),
    ],
)
def test_whose_turn_it_is_follows_from_what_the_merge_needs(demo, github, verb, fields, turn):
    number = github.open(**OPENED)
    github.act(number, verb, at=(NOON + timedelta(hours=2)).isoformat(), **fields)

    assert where(checked(hand_in(demo, number))) == (Status.WAITING, turn, "merged")


def test_checks_that_run_are_the_machines_turn_once_nothing_else_is_missing(demo, github):
    number = github.open(**OPENED)
    github.act(number, "approve")
    github.act(number, "checks-run")

    assert where(checked(hand_in(demo, number))) == (Status.WAITING, Turn.MACHINE, "merged")


def test_the_programs_own_rules_say_what_is_missing(demo, github):
    Program.objects.update(merge_changes={"labels_needed": ["lgtm"]})
    number = github.open(**OPENED)
    github.act(number, "approve")

    submission = checked(hand_in(demo, number))

    assert where(submission) == (Status.WAITING, Turn.MAINTAINERS, "merged")
    assert submission.findings.get(is_primary=True).saw["en"] == "The label `lgtm` is missing."


def test_a_merged_one_is_verified(demo, github):
    number = github.open(**OPENED)
    github.act(number, "merge")

    submission = checked(hand_in(demo, number))

    assert where(submission) == (Status.VERIFIED, Turn.NOBODY, "")
    demo.refresh_from_db()
    assert demo.trail == "ovo"


def test_findings_are_kept_in_both_languages_with_one_of_them_primary(demo, github):
    submission = checked(hand_in(demo, github.open(**OPENED)))

    findings = list(submission.findings.all())
    assert [finding.code for finding in findings if finding.is_primary] == ["merged"]
    assert findings[0].code == "author"
    for language in CODES:
        assert findings[-1].expect[language]
        assert findings[-1].saw[language]
        assert findings[-1].hint[language]


def test_a_private_or_missing_one_is_returned_with_its_own_sentence(demo, github):
    submission = checked(hand_in(demo, 4711))

    assert where(submission) == (Status.RETURNED, Turn.NEWCOMER, "visible")
    assert "private" in submission.findings.get().saw["en"]
    assert submission.address == "demo-community/guide#4711"


def test_an_issue_behind_the_address_is_returned_with_its_own_sentence(demo, github):
    submission = checked(hand_in(demo, 1))

    assert where(submission) == (Status.RETURNED, Turn.NEWCOMER, "a-pull-request")
    assert "issue #1" in submission.findings.get().saw["en"]


def test_a_wrong_commit_message_is_told_before_the_merge():
    program = make_program(tasks=[task_content("first-contribution", rules=[STRICT])])
    submission = handed_in(enroll(program), commits=[commit("oops")])

    assert where(checked(submission)) == (Status.WAITING, Turn.NEWCOMER, "kept")


def test_and_returned_once_it_is_merged():
    program = make_program(tasks=[task_content("first-contribution", rules=[STRICT])])
    submission = handed_in(enroll(program), commits=[commit("oops")], state="merged")

    assert where(checked(submission)) == (Status.RETURNED, Turn.NEWCOMER, "kept")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"login": "mallory", "state": "merged"}, (Status.RETURNED, Turn.NEWCOMER, "author")),
        ({"repository": {"github_id": 99}}, (Status.RETURNED, Turn.NEWCOMER, "repository")),
        ({"created_at": NOON - timedelta(hours=25)}, (Status.RETURNED, Turn.NEWCOMER, "opened")),
        ({"created_at": NOON - timedelta(hours=23)}, (Status.WAITING, Turn.MAINTAINERS, "merged")),
        ({"state": "closed"}, (Status.RETURNED, Turn.NEWCOMER, "not-closed")),
        ({"is_draft": True}, (Status.WAITING, Turn.NEWCOMER, "ready")),
        ({"base_branch": "old"}, (Status.WAITING, Turn.NEWCOMER, "branch")),
        ({"base_branch": "old", "state": "merged"}, (Status.RETURNED, Turn.NEWCOMER, "branch")),
        ({"checks": "failure"}, (Status.WAITING, Turn.NEWCOMER, "merged")),
    ],
)
def test_bad_input_is_explained_and_counts_nothing(ada, fields, expected):
    submission = checked(handed_in(ada, **fields))

    assert where(submission) == expected
    ada.refresh_from_db()
    assert ada.done_count == 0
    assert submission.address == "demo-community/guide#7"


def test_of_another_repository_only_what_was_pasted_is_shown(demo, github):
    """The site's token may read repositories that Ada may not."""
    number = github.open(title="secret plans", **{**OPENED, "author": "demo-maintainer"})
    Repository.objects.update(github_id=99, full_name="community/guide")

    submission = checked(hand_in(demo, number))

    assert where(submission) == (Status.RETURNED, Turn.NEWCOMER, "repository")
    assert submission.pull_request is None
    assert submission.address == f"demo-community/guide#{number}"
    found = submission.findings.get()
    assert found.saw["en"] == "It is in demo-community/guide, which is not part of the program."
    assert "community/guide" in found.hint["zh-hans"]


def test_a_written_text_goes_to_a_mentor(ada):
    assert where(checked(hand_in_text(ada))) == (Status.IN_REVIEW, Turn.MENTOR, "")


def test_a_text_that_a_rule_refuses_is_returned(ada):
    assert where(checked(hand_in_text(ada, "Hello"))) == (Status.RETURNED, Turn.NEWCOMER, "long-enough")


def test_a_reviewed_pull_request_goes_to_a_mentor_after_the_merge():
    program = make_program(tasks=[task_content("first-contribution", reviewed=True)])

    assert where(checked(handed_in(enroll(program), state="merged"))) == (Status.IN_REVIEW, Turn.MENTOR, "")


def test_one_that_a_commit_closed_is_a_mentors_to_confirm_in_one_click(demo, github):
    number = github.open(**OPENED)
    github.act(number, "land")
    submission = checked(hand_in(demo, number))
    assert where(submission) == (Status.IN_REVIEW, Turn.MENTOR, "not-closed")

    decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=LATER)
    apply_due_reviews(now=LATER + MINUTE)

    assert where(submission)[0] == Status.VERIFIED


@pytest.mark.parametrize(("grace", "expected"), [(24, (Status.VERIFIED, "")), (22, (Status.RETURNED, "opened"))])
def test_what_was_opened_a_little_before_joining_counts_within_the_programs_grace(ada, grace, expected):
    """Days begin and end elsewhere on the earth."""
    Program.objects.update(grace=timedelta(hours=grace))

    submission = checked(handed_in(ada, state="merged", created_at=NOON - timedelta(hours=23)))

    assert where(submission)[::2] == expected


def test_a_merge_has_to_last_where_the_program_says_so(ada, rung):
    Program.objects.update(settling_days=3)
    submission = checked(handed_in(ada, state="merged"))
    assert where(submission) == (Status.WAITING, Turn.MACHINE, "settled")
    merged_at = datetime.fromisoformat(submission.pull_request.evidence["pull_request"]["merged_at"])
    assert submission.next_check_at == merged_at + timedelta(days=3)

    assert rung(sweep, now=submission.next_check_at - MINUTE) == []
    due = submission.next_check_at
    assert rung(sweep, now=due) == [("check", [submission.pk])]
    PullRequest.objects.update(looked_at=due)

    assert where(checked(submission, now=due))[:2] == (Status.VERIFIED, Turn.NOBODY)


def test_one_that_is_reverted_before_it_has_settled_does_not_count(ada):
    Program.objects.update(settling_days=3)
    submission = checked(handed_in(ada, state="merged"))
    row = submission.pull_request
    row.evidence["reverts"] = [{"sha": "cd" * 20, "at": "2026-03-03T15:00:00Z", "undoes": False}]
    row.evidence_hash, row.looked_at = "other", submission.next_check_at
    row.save()
    sweep(now=submission.next_check_at)

    assert where(checked(submission, now=submission.next_check_at))[::2] == (Status.RETURNED, "not-reverted")
