"""Reviews: decided now, in effect ten seconds later, undone in between; nobody judges their own work."""

from datetime import timedelta

import pytest

from onboarding.verification.models import Review, Status, Submission, Turn
from onboarding.verification.operations import UNDO, Refused, apply_due_reviews, decide, take_up, undo
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.verification.world import LATER, where

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def grace(ada):
    return make_person("grace")


@pytest.fixture
def submission(ada):
    return make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)


def decided(submission, mentor, decision="approve", note="", *, now=LATER):
    return decide(submission=submission, mentor=mentor, decision=decision, note=note, now=now)


def refused(verb, **fields):
    with pytest.raises(Refused) as caught:
        verb(**fields)
    return caught.value.code


def test_an_approval_takes_effect_when_it_can_no_longer_be_undone(submission, grace, ada):
    review = decided(submission, grace)
    apply_due_reviews(now=review.effective_at - SECOND)
    assert where(submission)[0] == Status.IN_REVIEW

    apply_due_reviews(now=review.effective_at)

    assert where(submission) == (Status.VERIFIED, Turn.NOBODY, "")
    last = submission.transitions.last()
    assert (last.actor, last.code, last.at) == (grace, "review", LATER + UNDO)
    ada.refresh_from_db()
    assert ada.trail == "vo-"


def test_a_return_goes_back_to_the_newcomer(submission, grace):
    review = decided(submission, grace, "return", " Say more about yourself. ")
    apply_due_reviews(now=review.effective_at)

    assert where(submission) == (Status.RETURNED, Turn.NEWCOMER, "")
    assert review.note == "Say more about yourself."


def test_a_return_needs_a_reason(submission, grace):
    assert refused(decided, submission=submission, mentor=grace, decision="return", note=" \n") == "note-missing"


def test_an_unknown_decision_is_a_mistake_in_the_code(submission, grace):
    with pytest.raises(ValueError, match="maybe"):
        decided(submission, grace, "maybe")


def test_an_undone_decision_never_takes_effect(submission, grace):
    review = decided(submission, grace)

    undo(review=review, now=LATER + UNDO - SECOND)
    apply_due_reviews(now=LATER + UNDO)

    assert where(submission)[0] == Status.IN_REVIEW
    assert decided(submission, grace, now=LATER + UNDO).pk != review.pk


def test_undoing_comes_too_late_after_ten_seconds(submission, grace):
    review = decided(submission, grace)

    assert refused(undo, review=review, now=LATER + UNDO) == "too-late"
    apply_due_reviews(now=LATER + UNDO)
    assert where(submission)[0] == Status.VERIFIED


def test_undoing_twice_is_too_late(submission, grace):
    review = decided(submission, grace)
    undo(review=review, now=LATER)

    assert refused(undo, review=review, now=LATER) == "too-late"


def test_a_decision_is_applied_once(submission, grace):
    decided(submission, grace)
    apply_due_reviews(now=LATER + UNDO)
    apply_due_reviews(now=LATER + UNDO)

    assert submission.transitions.filter(to_status=Status.VERIFIED).count() == 1


def test_a_decision_that_cannot_take_effect_stops_no_other_and_is_tried_ever_more_seldom(submission, grace, caplog):
    stuck = decided(submission, grace, now=LATER - SECOND)
    Submission.objects.filter(pk=submission.pk).update(status=Status.WITHDRAWN)
    other = make_submission(enroll(submission.enrollment.program, "berta"), status=Status.IN_REVIEW)
    decided(other, grace)
    waits = []
    for now in (LATER + UNDO, LATER + 3 * UNDO, LATER + 9 * UNDO):
        apply_due_reviews(now=now)
        stuck.refresh_from_db()
        waits.append((stuck.effective_at - now) / SECOND)

    assert where(other)[0] == Status.VERIFIED
    assert waits == [11, 31, 91]
    assert f"review {stuck.pk} cannot take effect" in caplog.text
    assert stuck.applied_at is None


def test_two_mentors_do_not_decide_the_same(submission, grace):
    decided(submission, grace)

    assert refused(decided, submission=submission, mentor=make_person("linus")) == "already-decided"
    assert Review.objects.count() == 1


def test_nobody_judges_their_own_work(submission, ada):
    assert refused(decided, submission=submission, mentor=ada.user) == "own-work"
    assert refused(take_up, submission=submission, mentor=ada.user, now=LATER) == "own-work"


@pytest.mark.parametrize("status", [status for status in Status if status != Status.IN_REVIEW])
def test_only_what_is_in_review_is_decided(ada, grace, status):
    submission = make_submission(ada, "first-contribution", status=status)

    assert refused(decided, submission=submission, mentor=grace) == "not-in-review"


@pytest.mark.parametrize("status", [Status.RETURNED, Status.WAITING])
def test_a_mentor_takes_up_what_the_machine_returned_or_waits_for(ada, grace, status):
    submission = make_submission(ada, "first-contribution", status=status)

    take_up(submission=submission, mentor=grace, now=LATER)

    assert where(submission)[:2] == (Status.IN_REVIEW, Turn.MENTOR)
    assert submission.transitions.last().actor == grace


@pytest.mark.parametrize("status", [Status.QUEUED, Status.VERIFIED, Status.WITHDRAWN, Status.IN_REVIEW])
def test_and_nothing_else(ada, grace, status):
    submission = make_submission(ada, "first-contribution", status=status)

    assert refused(take_up, submission=submission, mentor=grace, now=LATER) == "not-open"


def test_an_attempt_that_was_followed_by_another_is_not_taken_up(ada, grace):
    first = make_submission(ada, status=Status.RETURNED)
    make_submission(ada, status=Status.QUEUED, now=NOON + SECOND)

    assert refused(take_up, submission=first, mentor=grace, now=LATER) == "newer-attempt"


def test_the_last_approval_finishes_the_journey(grace):
    ada = enroll(make_program("two"), "ada")
    for slug in ("first-contribution", "sign-off"):
        make_submission(ada, slug, status=Status.VERIFIED)
    decided(make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW), grace)

    apply_due_reviews(now=LATER + UNDO)

    ada.refresh_from_db()
    assert (ada.state, ada.finished_at, ada.trail) == (ada.State.FINISHED, LATER + UNDO, "vvv")
