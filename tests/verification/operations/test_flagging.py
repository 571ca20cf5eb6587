"""Verified work stays verified; what changes about it is a flag for a mentor."""

import pytest

from onboarding.github.models import PullRequest
from onboarding.verification.models import Flag, Status, Submission, Turn
from onboarding.verification.operations import Refused, close_flag, flag, recheck
from tests.cast import make_person, make_submission
from tests.verification.world import LATER, MINUTE, checked, handed_in, mirrored, where

pytestmark = pytest.mark.django_db
SAW = {"en": "It was reverted.", "zh-hans": "它被撤销了。"}


@pytest.fixture
def verified(ada):
    return checked(handed_in(ada, state="merged"))


def test_a_repository_that_leaves_the_program_is_flagged_and_nothing_is_taken_away(verified, ada):
    mirrored(state="merged", repository={"github_id": 99})

    recheck(submission_id=verified.pk, now=LATER + MINUTE)

    assert where(verified)[:2] == (Status.VERIFIED, Turn.MENTOR)
    assert Flag.objects.get().code == "repository"
    assert verified.findings.get(is_primary=True).code == "repository"
    ada.refresh_from_db()
    assert (ada.trail, ada.done_count, ada.oldest_turn_since) == ("ofo", 1, LATER + MINUTE)


def test_a_vanished_pull_request_is_flagged(verified):
    PullRequest.objects.update(vanished_at=LATER)

    recheck(submission_id=verified.pk, now=LATER)

    assert Flag.objects.get().code == "visible"
    assert not Submission.objects.behind_the_mirror().exists()


def test_a_change_that_matters_to_no_rule_flags_nothing(verified):
    mirrored(state="merged", labels=["kind/docs"])

    recheck(submission_id=verified.pk, now=LATER)

    assert not Flag.objects.exists()
    assert where(verified)[:2] == (Status.VERIFIED, Turn.NOBODY)
    assert not Submission.objects.behind_the_mirror().exists()


def test_what_cannot_be_told_flags_nothing(verified):
    PullRequest.objects.update(evidence={}, evidence_hash="other")

    recheck(submission_id=verified.pk, now=LATER)

    assert not Flag.objects.exists()


def test_the_same_change_is_flagged_once(verified):
    mirrored(state="merged", repository={"github_id": 99})
    for _ in range(2):
        recheck(submission_id=verified.pk, now=LATER)

    assert Flag.objects.count() == 1
    assert verified.transitions.filter(to_turn=Turn.MENTOR).count() == 1


REVERT = {"sha": "cd" * 20, "at": "2026-03-02T15:00:00Z", "undoes": False}


def test_a_revert_is_flagged_with_its_receipt_and_nothing_is_taken_away(verified, ada):
    reverted(verified, [REVERT])

    opened = Flag.objects.get()
    assert opened.code == "not-reverted"
    assert opened.saw["en"] == "Commit cdcdcdc of 2026-03-02 15:00 UTC took it back."
    assert not opened.saw["zh-hans"].isascii()
    assert where(verified)[:2] == (Status.VERIFIED, Turn.MENTOR)
    ada.refresh_from_db()
    assert ada.done_count == 1


def test_a_flag_that_was_closed_stays_closed_when_something_else_changes(verified):
    reverted(verified, [REVERT])
    close_flag(flag=Flag.objects.get(), mentor=make_person("grace"), note="Agreed.", now=LATER)

    reverted(verified, [REVERT], labels=["kind/docs"])

    assert not Flag.objects.filter(closed_at=None).exists()
    assert where(verified)[:2] == (Status.VERIFIED, Turn.NOBODY)


def test_another_revert_is_another_flag(verified):
    reverted(verified, [REVERT])
    close_flag(flag=Flag.objects.get(), mentor=make_person("grace"), note="Agreed.", now=LATER)
    back = {"sha": "ef" * 20, "at": "2026-03-03T15:00:00Z", "undoes": True}

    reverted(verified, [REVERT, back])
    assert not Flag.objects.filter(closed_at=None).exists()
    reverted(verified, [REVERT, back, REVERT | {"sha": "0a" * 20}])

    assert Flag.objects.get(closed_at=None).saw["en"].startswith("Commit 0a0a0a0 of")


def test_what_vanishes_again_after_a_mentor_agreed_is_flagged_again(verified):
    for _ in range(2):
        PullRequest.objects.update(vanished_at=LATER)
        recheck(submission_id=verified.pk, now=LATER)
        close_flag(flag=Flag.objects.get(closed_at=None), mentor=make_person("grace"), note="", now=LATER)
        PullRequest.objects.update(vanished_at=None)
        recheck(submission_id=verified.pk, now=LATER)

    assert Flag.objects.filter(code="visible").count() == 2


def reverted(submission, reverts, **fields):
    row = mirrored(state="merged", **fields)
    row.evidence["reverts"] = reverts
    row.save()
    recheck(submission_id=submission.pk, now=LATER + MINUTE)


def test_work_under_review_gets_new_findings_and_no_flag(ada):
    submission = handed_in(ada)
    Submission.objects.update(status=Status.IN_REVIEW, turn=Turn.MENTOR)

    recheck(submission_id=submission.pk, now=LATER)

    assert submission.findings.filter(is_primary=True, code="merged").exists()
    assert not Flag.objects.exists()


@pytest.mark.parametrize("status", [Status.QUEUED, Status.RETURNED])
def test_what_is_not_settled_is_left_to_the_check(ada, status):
    submission = make_submission(ada, status=status)

    recheck(submission_id=submission.pk, now=LATER)

    assert not submission.findings.exists()


def test_a_text_has_nothing_to_look_at_again(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.VERIFIED)

    recheck(submission_id=submission.pk, now=LATER)

    assert not submission.findings.exists()


def test_closing_the_last_flag_ends_the_mentors_turn(verified, ada):
    grace = make_person("grace")
    first = flag(submission=verified, code="reverted", saw=SAW, now=LATER)
    second = flag(submission=verified, code="repository", saw=SAW, now=LATER)

    close_flag(flag=first, mentor=grace, note=" Fine. ", now=LATER + MINUTE)
    assert where(verified)[1] == Turn.MENTOR
    close_flag(flag=second, mentor=grace, note="", now=LATER + MINUTE)

    assert where(verified)[:2] == (Status.VERIFIED, Turn.NOBODY)
    first.refresh_from_db()
    assert (first.closed_by, first.note) == (grace, "Fine.")
    ada.refresh_from_db()
    assert ada.trail == "ovo"


def test_a_flag_is_closed_once(verified):
    opened = flag(submission=verified, code="reverted", saw=SAW, now=LATER)
    close_flag(flag=opened, mentor=make_person("grace"), note="", now=LATER)

    with pytest.raises(Refused) as refused:
        close_flag(flag=opened, mentor=make_person("linus"), note="", now=LATER)

    assert refused.value.code == "flag-closed"


def test_it_may_be_opened_again(verified):
    opened = flag(submission=verified, code="reverted", saw=SAW, now=LATER)
    close_flag(flag=opened, mentor=make_person("grace"), note="", now=LATER)

    flag(submission=verified, code="reverted", saw=SAW, now=LATER + MINUTE)

    assert where(verified)[1] == Turn.MENTOR
    assert Flag.objects.filter(closed_at=None).count() == 1
