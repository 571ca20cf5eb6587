"""Checking: claimed, looked at, judged and written down; "could not tell" is never "no"."""

from datetime import datetime, timedelta

import pytest

from onboarding.github.models import PullRequest, Repository
from onboarding.languages import CODES
from onboarding.programs.models import Program
from onboarding.verification.models import Status, Submission, Turn
from onboarding.verification.operations import Refused, apply_due_reviews, check, check_again, decide, sweep
from onboarding.verification.operations.checking import CLAIM
from tests.cast import (
    NOON,
    commit,
    enroll,
    make_person,
    make_program,
    make_submission,
    pull_request_evidence,
    rule,
    task_content,
)
from tests.verification.world import LATER, MINUTE, checked, hand_in, hand_in_text, handed_in, mirrored, where

pytestmark = pytest.mark.django_db
OPENED = {"at": (NOON + timedelta(hours=1)).isoformat(), "author": "ada-demo"}
STRICT = rule("kept", "commits.all(c, c.subject.contains('docs'))")


@pytest.fixture
def ada():
    return enroll(make_program(), "ada")


@pytest.fixture
def demo():
    """Ada as the simulator knows her."""
    return enroll(make_program(), "ada-demo")


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


def test_a_rule_without_an_answer_queues_it_again_with_its_findings():
    broken = rule("broken", "commits[99].sha == ''")
    submission = handed_in(enroll(make_program(tasks=[task_content("first-contribution", rules=[broken])])))

    checked(submission)

    assert where(submission) == (Status.QUEUED, Turn.MACHINE, "broken")
    assert submission.findings.get(is_primary=True).outcome == "unknown"
    assert submission.next_check_at > LATER
    assert submission.could_not_check["en"].startswith("One of the checks had no answer")


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


def test_a_second_worker_finds_nothing_to_do(ada):
    submission = handed_in(ada)
    checked(submission)
    before = submission.transitions.count()

    checked(submission)

    assert submission.transitions.count() == before


def test_what_is_not_due_is_left_alone(ada):
    submission = handed_in(ada)
    Submission.objects.update(next_check_at=LATER + MINUTE)

    assert checked(submission).status == Status.QUEUED
    assert submission.transitions.count() == 1


def test_a_submission_that_does_not_exist_is_no_trouble():
    check(submission_id=4711, now=LATER)


def test_a_result_that_comes_after_its_claim_expired_is_dropped(ada, caplog):
    from onboarding.verification.operations.checking import _claim, _conclude
    from onboarding.verification.operations.examining import examine

    submission = handed_in(ada, state="merged")
    slow = _claim(submission.pk, now=LATER)
    examination = examine(slow, now=LATER)
    sweep(now=LATER + CLAIM)

    _conclude(slow, examination, now=LATER + 2 * CLAIM)

    assert where(submission)[0] == Status.QUEUED
    assert "dropped" in caplog.text
    mirrored(state="merged", now=LATER + 2 * CLAIM)
    assert where(checked(submission, now=LATER + 2 * CLAIM))[0] == Status.VERIFIED
    assert submission.transitions.filter(to_status=Status.VERIFIED).count() == 1


def test_a_fresh_mirror_is_not_asked_again_and_an_old_one_is(demo, github):
    number = github.open(**OPENED)
    submission = checked(hand_in(demo, number))
    github.act(number, "merge")
    for now, expected in ((LATER + MINUTE / 3, Status.WAITING), (LATER + MINUTE, Status.VERIFIED)):
        Submission.objects.filter(pk=submission.pk).update(status=Status.QUEUED, next_check_at=now)

        assert checked(submission, now=now).status == expected


def test_one_pull_request_does_not_count_for_two_tasks(ada):
    program = make_program("two", tasks=[task_content("one"), task_content("two")])
    ada = enroll(program, "ada")
    first = checked(handed_in(ada, slug="one", state="merged"))
    second = checked(handed_in(ada, slug="two", state="merged"))

    assert where(first)[0] == Status.VERIFIED
    assert where(second) == (Status.RETURNED, Turn.NEWCOMER, "counted-once")
    assert "“One”" in second.findings.get(code="counted-once").saw["en"]
    assert "任务 One" in second.findings.get(code="counted-once").saw["zh-hans"]


@pytest.mark.parametrize("sharing", [{"one": ["two"]}, {"two": ["one"]}])
def test_unless_one_of_them_says_that_they_may_share(sharing):
    tasks = [task_content(slug, may_share=sharing.get(slug, [])) for slug in ("one", "two")]
    ada = enroll(make_program(tasks=tasks), "ada")

    for slug in ("one", "two"):
        assert where(checked(handed_in(ada, slug=slug, state="merged")))[0] == Status.VERIFIED


def test_nor_does_it_count_in_another_program(ada):
    checked(handed_in(ada, state="merged"))

    elsewhere = checked(handed_in(enroll(make_program("autumn"), "ada"), state="merged"))

    assert where(elsewhere)[2] == "counted-once"


def test_a_returned_attempt_does_not_count(ada):
    program = make_program("two", tasks=[task_content("one", rules=[STRICT]), task_content("two")])
    ada = enroll(program, "ada")
    bad = {"commits": [commit("oops")], "state": "merged"}
    assert where(checked(handed_in(ada, slug="one", **bad)))[0] == Status.RETURNED

    assert where(checked(handed_in(ada, slug="two", **bad)))[0] == Status.VERIFIED


def test_two_checked_at_once_are_not_both_verified():
    """Both were judged before either was written: the second to be written looks again."""
    from onboarding.verification.operations.checking import _claim, _conclude
    from onboarding.verification.operations.examining import examine

    ada = enroll(make_program(tasks=[task_content("one"), task_content("two")]), "ada")
    mirrored(state="merged")
    submissions = [handed_in(ada, slug=slug, state="merged") for slug in ("one", "two")]
    Submission.objects.update(pull_request=None)
    claims = [_claim(submission.pk, now=LATER) for submission in submissions]
    for claim in claims:
        claim.pull_request = mirrored(state="merged")
    examinations = [examine(claim, now=LATER) for claim in claims]
    for claim, examination in zip(claims, examinations, strict=True):
        _conclude(claim, examination, now=LATER)

    for submission in submissions:
        checked(submission)
    assert sorted(where(submission)[0] for submission in submissions) == [Status.RETURNED, Status.VERIFIED]


def test_check_again_looks_at_once(ada):
    submission = checked(handed_in(ada))
    now = LATER + MINUTE
    mirrored(state="merged", now=now)

    check_again(submission=submission, now=now)

    assert where(submission)[0] == Status.QUEUED
    assert where(checked(submission, now=now))[0] == Status.VERIFIED


def test_check_again_has_a_cool_down(ada):
    submission = checked(handed_in(ada))

    with pytest.raises(Refused) as refused:
        check_again(submission=submission, now=LATER + timedelta(seconds=10, milliseconds=1))

    assert refused.value.code == "cool-down"
    assert "20 seconds" in refused.value.message["en"]
    check_again(submission=submission, now=LATER + timedelta(seconds=30))


def test_check_again_shortens_the_wait_for_a_next_try(demo, github):
    github.is_now(is_down=True)
    submission = checked(hand_in(demo, github.open(**OPENED)))
    github.is_now()
    now = LATER + MINUTE / 2

    check_again(submission=submission, now=now)

    assert checked(submission, now=now).status == Status.WAITING


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.CHECKING, "being-checked"),
        (Status.VERIFIED, "nothing-to-check"),
        (Status.RETURNED, "nothing-to-check"),
        (Status.IN_REVIEW, "nothing-to-check"),
    ],
)
def test_check_again_is_refused_where_there_is_nothing_to_check(ada, status, code):
    submission = make_submission(ada, status=status)

    with pytest.raises(Refused) as refused:
        check_again(submission=submission, now=LATER)

    assert refused.value.code == code


def test_an_unreadable_mirror_is_unknown_and_not_no(ada):
    submission = handed_in(ada)
    evidence = pull_request_evidence()
    del evidence["pull_request"]["author"]
    submission.pull_request.evidence = evidence
    submission.pull_request.save()

    assert where(checked(submission)) == (Status.QUEUED, Turn.MACHINE, "author")
