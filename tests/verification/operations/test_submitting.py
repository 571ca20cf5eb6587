"""Handing in and taking back: each refusal has its own sentence, and nothing is lost or counted twice."""

from datetime import timedelta

import pytest

from onboarding.programs.models import Enrollment
from onboarding.verification.models import Review, Status, Submission, Turn
from onboarding.verification.operations import Refused, decide, submit_pull_request, withdraw
from onboarding.verification.operations.submitting import LONGEST_TEXT
from tests.cast import NOON, enroll, make_person, make_program, make_submission, make_task, pin, task_content, task_of
from tests.verification.world import LATER, hand_in, hand_in_text, where

pytestmark = pytest.mark.django_db


def refusal(verb, *arguments, **fields) -> Refused:
    with pytest.raises(Refused) as caught:
        verb(*arguments, **fields)
    assert caught.value.message["en"]
    assert caught.value.message["zh-hans"]
    return caught.value


def test_a_pull_request_is_queued_to_be_checked_at_once(ada):
    submission = hand_in(ada, 7)

    assert where(submission) == (Status.QUEUED, Turn.MACHINE, "")
    assert submission.next_check_at == submission.submitted_at == LATER
    assert submission.address == "demo-community/guide#7"
    assert submission.attempt == 1
    first = submission.transitions.get()
    assert (first.from_status, first.to_status, first.actor) == ("", Status.QUEUED, ada.user)
    ada.refresh_from_db()
    assert (ada.trail, ada.last_activity_at) == ("oc-", LATER)


def test_a_text_is_queued_with_what_was_written(ada):
    submission = hand_in_text(ada, " Hello, I am\r\nAda \n", link=" https://example.org/ada ")

    assert submission.evidence == {"text": "Hello, I am\nAda", "link": "https://example.org/ada", "words": 4}


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("nonsense", "malformed"),
        ("", "malformed"),
        ("https://gitlab.com/a/b/pull/1", "other-site"),
        ("{ours}/a/b/issues/1", "issue"),
        ("{ours}/a/b", "not-a-pull-request"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_at_once(ada, settings, pasted, code):
    pasted = pasted.replace("{ours}", settings.GITHUB.url)
    task = task_of(ada.program, "first-contribution")

    refused = refusal(submit_pull_request, enrollment=ada, task=task, address_text=pasted, now=LATER)

    assert refused.code == code
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("Hello\x00", "forbidden-character"),
        ("x" * (LONGEST_TEXT + 1), "too-long"),
        ("中" * (LONGEST_TEXT // 3 + 1), "too-long"),
        ("x" * 3_000_000, "too-long"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(ada, text, code):
    assert refusal(hand_in_text, ada, text).code == code
    assert not Submission.objects.exists()


def test_a_text_of_the_greatest_length_is_kept(ada):
    assert len(hand_in_text(ada, "x" * LONGEST_TEXT).evidence["text"]) == LONGEST_TEXT


def test_a_script_in_a_text_is_kept_as_it_was_written(ada):
    assert hand_in_text(ada, "<script>alert(1)</script>").evidence["text"] == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://example.org/",
        "example.org",
        "https://",
        "https://a b/",
        "https://[",
        "http://" + "x" * 500,
    ],
)
def test_a_link_that_cannot_be_opened_is_refused(ada, link):
    assert refusal(hand_in_text, ada, link=link).code == "bad-link"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"state": Enrollment.State.PAUSED}, "not-active"),
        ({"state": Enrollment.State.LEFT}, "not-active"),
        ({"state": Enrollment.State.REQUESTED}, "not-active"),
        ({"state": Enrollment.State.FINISHED, "finished_at": NOON}, "finished"),
    ],
)
def test_only_a_journey_under_way_takes_something_in(fields, code):
    assert refusal(hand_in, enroll(make_program(), "ada", **fields)).code == code


def test_an_archived_program_takes_nothing_in():
    assert refusal(hand_in, enroll(make_program(archived_at=NOON), "ada")).code == "archived"


def test_a_task_of_another_program_is_refused(ada):
    other = make_task(ada.program.track, task_content("extra"))

    assert refusal(hand_in, ada, slug=other.slug).code == "not-in-program"


def test_a_retired_task_is_refused(ada):
    task = task_of(ada.program, "first-contribution")
    task.retired_at = NOON
    task.save()

    assert refusal(hand_in, ada).code == "not-in-program"


def test_a_text_for_a_pull_request_task_is_refused(ada):
    assert refusal(hand_in, ada, slug="introduce-yourself").code == "other-kind"


def test_a_locked_task_names_what_comes_first(ada):
    refused = refusal(hand_in, ada, slug="sign-off")

    assert refused.code == "locked"
    assert "First contribution" in refused.message["en"]
    assert "任务 First contribution" in refused.message["zh-hans"]


def test_and_is_open_once_that_is_verified(ada):
    make_submission(ada, "first-contribution", status=Status.VERIFIED)

    assert hand_in(ada, 8, "sign-off").status == Status.QUEUED


def test_a_prerequisite_that_was_retired_locks_nothing(ada):
    task_of(ada.program, "first-contribution").__class__.objects.filter(slug="first-contribution").update(
        retired_at=NOON
    )

    assert hand_in(ada, 8, "sign-off").status == Status.QUEUED


@pytest.mark.parametrize("status", [Status.QUEUED, Status.CHECKING, Status.WAITING, Status.IN_REVIEW])
def test_a_second_attempt_while_the_first_is_under_way_is_refused(ada, status):
    make_submission(ada, status=status)

    assert refusal(hand_in, ada).code == "under-way"
    assert Submission.objects.count() == 1


def test_what_is_verified_stays_as_it_is(ada):
    make_submission(ada, status=Status.VERIFIED)

    assert refusal(hand_in, ada).code == "verified"


@pytest.mark.parametrize("status", [Status.RETURNED, Status.WITHDRAWN])
def test_after_a_return_or_a_withdrawal_there_is_another_attempt(ada, status):
    make_submission(ada, status=status)

    assert hand_in(ada, 7).attempt == 2


def test_the_text_that_was_returned_must_change(ada):
    first = hand_in_text(ada, "Hello, I am Ada")
    Submission.objects.filter(pk=first.pk).update(status=Status.RETURNED, turn=Turn.NEWCOMER)

    assert refusal(hand_in_text, ada, "Hello, I am Ada \n").code == "same-text"
    assert hand_in_text(ada, "Hello, I am Ada Lovelace").attempt == 2


def test_a_withdrawn_text_may_be_sent_again(ada):
    withdraw(submission=hand_in_text(ada), now=LATER, actor=ada.user)

    assert hand_in_text(ada).attempt == 2


def test_a_submission_keeps_the_version_it_was_made_for(ada):
    submission = hand_in(ada)
    from tests.cast import make_version

    make_version(submission.task, task_content("first-contribution", summary={"en": "New"}))
    pin(ada.program, submission.task)
    submission.refresh_from_db()

    assert submission.version.number == 1


@pytest.mark.parametrize("status", [Status.QUEUED, Status.WAITING, Status.IN_REVIEW])
def test_what_is_under_way_can_be_taken_back(ada, status):
    submission = make_submission(ada, status=status)

    withdraw(submission=submission, now=LATER, actor=ada.user)

    assert where(submission)[:2] == (Status.WITHDRAWN, Turn.NOBODY)
    assert submission.next_check_at is None
    assert submission.transitions.last().actor == ada.user
    ada.refresh_from_db()
    assert ada.trail == "oo-"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.CHECKING, "being-checked"),
        (Status.VERIFIED, "not-open"),
        (Status.RETURNED, "not-open"),
        (Status.WITHDRAWN, "not-open"),
    ],
)
def test_what_is_settled_or_being_checked_cannot(ada, status, code):
    submission = make_submission(ada, status=status)

    assert refusal(withdraw, submission=submission, now=LATER, actor=ada.user).code == code


def test_a_decision_that_has_not_taken_effect_goes_with_it(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=LATER)

    withdraw(submission=submission, now=LATER + timedelta(seconds=1), actor=ada.user)

    assert Review.objects.get().undone_at is not None


def test_attempts_are_numbered_for_each_task(ada):
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED)

    assert hand_in(ada).attempt == 1
