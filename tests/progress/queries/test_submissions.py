"""What a task's page shows of its submissions."""

from datetime import timedelta

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from onboarding.programs.models import Enrollment
from onboarding.progress.queries.attempts import Attempt
from onboarding.progress.queries.submissions import attempts_at
from onboarding.progress.reader import Reader
from onboarding.verification.models import Finding, Review, Status, Submission, Transition, Turn
from tests.cast import NOON, enroll, make_person, make_program, make_submission, task_of
from tests.mirror import make_pull_request

pytestmark = pytest.mark.django_db
SLUG = "first-contribution"


def attempts(enrollment: Enrollment, slug: str = SLUG, *, language: str = "en") -> tuple[Attempt, ...]:
    reader = Reader(language=language, zone=enrollment.zone, now=NOON + timedelta(hours=2))
    return attempts_at(enrollment, task_of(enrollment.program, slug).pk, reader)


def find(submission: Submission, code: str, outcome: str, *, is_primary: bool = False, is_advice: bool = False) -> None:
    Finding.objects.create(
        submission=submission,
        position=submission.findings.count(),
        code=code,
        outcome=outcome,
        is_primary=is_primary,
        is_advice=is_advice,
        expect={"en": f"Expects {code}.", "zh-hans": f"要求 {code}。"},
    )


def move(submission: Submission, status: str, *, minutes: int) -> None:
    at = NOON + timedelta(minutes=minutes)
    Transition.objects.create(
        submission=submission, enrollment=submission.enrollment, to_status=status, to_turn=Turn.NOBODY, at=at
    )


def test_the_primary_finding_stands_alone_and_the_others_beside_it() -> None:
    ada = enroll(make_program())
    submission = make_submission(ada, status=Status.WAITING, turn=Turn.NEWCOMER)
    find(submission, "author", "met")
    find(submission, "sign-off", "unmet", is_primary=True)
    find(submission, "merged", "waiting")
    [attempt] = attempts(ada)
    assert attempt.primary is not None
    assert attempt.primary.expect == "Expects sign-off."
    assert [finding.outcome for finding in attempt.others] == ["met", "waiting"]
    assert attempt.verdict.mark == "unmet"


def test_advice_stands_by_itself_once_there_is_something_to_heed() -> None:
    ada = enroll(make_program())
    submission = make_submission(ada, status=Status.VERIFIED, turn=Turn.NOBODY)
    find(submission, "author", "met")
    find(submission, "spacing", "unmet", is_advice=True)
    find(submission, "terms", "met", is_advice=True)
    find(submission, "punctuation", "unknown", is_advice=True)
    [attempt] = attempts(ada)
    assert [finding.outcome for finding in attempt.advice] == ["advice"]
    assert [finding.outcome for finding in attempt.others] == ["met", "met", "unknown"]
    assert attempt.verdict.mark == "verified"
    assert not attempt.unmet


@pytest.mark.parametrize(
    ("error", "words"),
    [("GitHub is down", "could not be reached"), ("rate limited", "slow down"), ("token revoked", "must renew it")],
)
def test_what_kept_us_from_looking_is_said(error: str, words: str) -> None:
    ada = enroll(make_program())
    make_submission(ada, status=Status.QUEUED, last_error=error, next_check_at=NOON)
    [attempt] = attempts(ada)
    assert words in attempt.failure
    assert attempt.verdict.mark == "unknown"


def test_where_nothing_did_nothing_is_said() -> None:
    ada = enroll(make_program())
    make_submission(ada, status=Status.QUEUED)
    [attempt] = attempts(ada)
    assert attempt.failure == ""


def test_findings_speak_the_readers_language() -> None:
    ada = enroll(make_program())
    find(make_submission(ada, status=Status.WAITING, turn=Turn.NEWCOMER), "sign-off", "unmet", is_primary=True)
    [attempt] = attempts(ada, language="zh-hans")
    assert attempt.primary is not None
    assert attempt.primary.expect == "要求 sign-off。"


def test_github_being_away_is_told_with_the_time_of_the_next_try() -> None:
    ada = enroll(make_program())
    make_submission(ada, last_error="timeout", next_check_at=NOON + timedelta(minutes=30))
    [attempt] = attempts(ada)
    assert attempt.verdict.mark == "unknown"
    assert attempt.can_check_again
    assert attempt.next_try == "12:30"


def test_a_pull_request_is_shown_by_its_title_and_before_we_looked_by_its_address() -> None:
    ada = enroll(make_program())
    make_submission(ada, status=Status.WITHDRAWN, evidence={"address": "demo-community/guide#7"})
    make_submission(ada, status=Status.WAITING, pull_request=make_pull_request())
    known, unknown = attempts(ada)
    assert known.pull is not None
    assert known.pull.title == "docs(readme): mend a link (#3)"
    assert known.pull.url == f"{settings.GITHUB.url}/demo-community/guide/pull/7"
    assert unknown.pull is not None
    assert (unknown.pull.title, unknown.pull.url) == ("demo-community/guide#7", "")


def test_history_leaves_the_machines_comings_and_goings_out() -> None:
    ada = enroll(make_program())
    submission = make_submission(ada)
    for minutes, status in enumerate(["checking", "waiting", "queued", "checking", "waiting", "checking", "verified"]):
        move(submission, status, minutes=minutes + 1)
    [attempt] = attempts(ada)
    assert [str(event.what) for event in attempt.events] == ["Handed in", "Looked at: not there yet", "Verified"]


def test_a_mentors_note_stands_with_the_answer_and_in_the_history() -> None:
    ada = enroll(make_program())
    submission = make_submission(ada, "introduce-yourself", evidence={"text": "Hi.", "link": "", "words": 1})
    move(submission, Status.IN_REVIEW, minutes=1)
    move(submission, Status.RETURNED, minutes=2)
    Submission.objects.update(status=Status.RETURNED, turn=Turn.NEWCOMER)
    review(submission, note="Tell us more.", applied=True)
    [attempt] = attempts(ada, "introduce-yourself")
    assert attempt.note is not None
    assert (attempt.note.mentor.login, attempt.note.text) == ("grace", "Tell us more.")
    assert (attempt.events[-1].actor, attempt.events[-1].note) == ("Grace", "Tell us more.")
    assert attempt.verdict.word == "Your mentor asks for another go"


def test_a_decision_that_can_still_be_undone_is_not_told() -> None:
    ada = enroll(make_program())
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    review(submission, note="Tell us more.", applied=False)
    [attempt] = attempts(ada, "introduce-yourself")
    assert attempt.note is None


def review(submission: Submission, *, note: str, applied: bool) -> None:
    Review.objects.create(
        submission=submission,
        mentor=make_person("grace"),
        decision=Review.Decision.RETURN,
        note=note,
        decided_at=NOON,
        effective_at=NOON,
        applied_at=NOON if applied else None,
    )


@pytest.mark.parametrize(
    ("status", "slug", "expected"),
    [
        ("waiting", SLUG, (True, True)),
        ("queued", SLUG, (False, True)),
        ("checking", SLUG, (False, False)),
        ("in_review", "introduce-yourself", (False, True)),
        ("verified", SLUG, (False, False)),
        ("withdrawn", SLUG, (False, False)),
    ],
)
def test_what_can_still_be_done_with_it(status: str, slug: str, expected: tuple[bool, bool]) -> None:
    ada = enroll(make_program())
    make_submission(ada, slug, status=status)
    [attempt] = attempts(ada, slug)
    assert (attempt.can_check_again, attempt.can_withdraw) == expected


def test_the_signature_changes_with_what_is_shown() -> None:
    ada = enroll(make_program())
    submission = make_submission(ada, status=Status.WAITING)
    before = attempts(ada)[0].signature
    assert attempts(ada)[0].signature == before
    find(submission, "merged", "waiting", is_primary=True)
    find(submission, "sign-off", "met")
    assert attempts(ada)[0].signature != before


def test_many_attempts_cost_no_more_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ada = enroll(make_program())
    for _attempt in range(6):
        find(make_submission(ada, status=Status.WITHDRAWN), "author", "met")
    task_id = task_of(ada.program, SLUG).pk
    reader = Reader(language="en", zone=ada.zone, now=NOON)
    with django_assert_num_queries(5):
        assert len(attempts_at(ada, task_id, reader)) == 6
