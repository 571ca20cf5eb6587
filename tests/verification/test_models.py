"""Submissions as rows: what the database refuses, and what one row can say of itself."""

import pytest
from django.db import IntegrityError, transaction

from onboarding.verification.models import COOL_DOWN, Finding, Flag, Review, Status, Submission
from tests.cast import NOON, make_person, make_submission
from tests.verification.world import LATER, mirrored

pytestmark = pytest.mark.django_db


def refused(verb, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        verb(**fields)


def test_two_open_attempts_at_one_task_are_refused(ada):
    make_submission(ada, status=Status.WAITING)

    refused(make_submission, enrollment=ada, status=Status.QUEUED)


def test_a_task_is_verified_once(ada):
    make_submission(ada, status=Status.VERIFIED)

    refused(make_submission, enrollment=ada, status=Status.VERIFIED)


def test_an_attempt_has_its_number_alone(ada):
    make_submission(ada, status=Status.RETURNED)

    refused(make_submission, enrollment=ada, status=Status.RETURNED, attempt=1)


def test_a_return_without_a_note_is_refused(ada):
    submission = make_submission(ada, status=Status.IN_REVIEW)
    fields = {"submission": submission, "mentor": make_person("grace"), "decided_at": NOON, "effective_at": NOON}

    refused(Review.objects.create, decision="return", **fields)


def test_the_same_flag_is_open_once(ada):
    submission = make_submission(ada, status=Status.VERIFIED)
    Flag.objects.create(submission=submission, code="reverted", opened_at=NOON)

    refused(Flag.objects.create, submission=submission, code="reverted", opened_at=NOON)


def test_one_finding_is_primary(ada):
    submission = make_submission(ada)
    Finding.objects.create(submission=submission, position=0, code="a", outcome="unmet", is_primary=True)

    refused(Finding.objects.create, submission=submission, position=1, code="b", outcome="unmet", is_primary=True)


def test_others_do_not_see_it(ada):
    submission = make_submission(ada)
    visible = {
        login: submission in Submission.objects.visible_to(make_person(login))
        for login in ("ada", "grace", "linus", "mallory", "mary")
    }

    assert visible == {"ada": True, "grace": True, "linus": True, "mallory": False, "mary": False}


def test_nobody_mentors_themselves(ada):
    make_submission(ada)

    assert Submission.objects.mentored_by(make_person("grace")).exists()
    assert not Submission.objects.mentored_by(ada.user).exists()


def test_cooling_down_begins_with_the_last_look(ada):
    submission = make_submission(ada)
    assert submission.cool_until == NOON + COOL_DOWN

    submission.checked_at = LATER
    assert submission.cool_until == LATER + COOL_DOWN


@pytest.mark.parametrize(
    ("status", "error", "told"),
    [
        (Status.QUEUED, "", False),
        (Status.QUEUED, "rate limited", True),
        (Status.QUEUED, "something new", True),
        (Status.WAITING, "rate limited", False),
    ],
)
def test_why_it_could_not_be_checked_is_told_while_it_is_queued(ada, status, error, told):
    reason = make_submission(ada, status=status, last_error=error).could_not_check

    assert bool(reason) is told
    assert reason is None or (reason["en"] and reason["zh-hans"])


def test_behind_the_mirror_is_what_was_judged_by_other_evidence(ada):
    row = mirrored()
    submission = make_submission(ada, status=Status.WAITING, pull_request=row, evidence_hash=row.evidence_hash)
    behind = Submission.objects.behind_the_mirror()
    assert not behind.exists()

    row.vanished_at = NOON
    row.save()
    assert behind.get() == submission

    Submission.objects.update(evidence_hash=Submission.VANISHED)
    assert not behind.exists()

    row.vanished_at = None
    row.save()
    assert behind.get() == submission


def test_texts_are_never_behind(ada):
    make_submission(ada, "introduce-yourself", status=Status.WAITING)

    assert not Submission.objects.behind_the_mirror().exists()
