"""Judging, from the page to the next one: no note is lost, nothing is decided twice or blindly."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from onboarding.mentoring.queries.seen import seen_token
from onboarding.verification.models import Review, Status, Submission, Turn
from onboarding.verification.operations import decide, flag
from tests.cast import enroll, make_person, make_submission
from tests.mentoring.views.judging import EVIDENCE, judge, url


def test_approving_leads_to_the_next_in_the_queue_and_offers_to_undo(desk, program, submission):
    following = make_submission(
        enroll(program, "bea"), status=Status.IN_REVIEW, now=submission.turn_since + timedelta(1)
    )

    response = judge(desk, submission, "approve")

    review = Review.objects.get()
    assert response.url == f"{url(following)}?decided={review.public_id}"
    assert reverse("undo", args=[review.public_id]) in desk.get(response.url).content.decode()


def test_after_the_last_one_comes_today(desk, submission):
    response = judge(desk, submission, "approve")

    assert response.url.startswith(reverse("today"))
    assert "You approved the work of Ada." in desk.get(response.url).content.decode()


def test_the_wider_queue_stays_the_wider_queue(desk, program, submission):
    colleagues = make_submission(enroll(program, "bea", mentor="linus"), status=Status.IN_REVIEW)
    data = {"decision": "approve", "seen": seen_token(submission)}

    response = desk.post(reverse("decide", args=[submission.public_id]) + "?all", data)

    assert response.url.startswith(f"{url(colleagues)}?all=1&decided=")


def test_returning_needs_a_note(desk, submission):
    response = judge(desk, submission, "return", "   ")

    assert response.status_code == 422
    assert "Say in a sentence what is missing" in response.content.decode()
    assert not Review.objects.exists()


def test_a_note_of_50_kb_is_given_back_whole_with_the_limit(desk, submission):
    text = "很长" * 25_000

    page = judge(desk, submission, "return", text).content.decode()

    assert text in page
    assert "There is room for 20000 characters; this has 50000." in page
    assert 'maxlength="20000"' not in page  # with it, a browser cuts off what is pasted


@pytest.mark.parametrize("note", ["Write more.\0", "x" * 20_001])
def test_a_note_that_cannot_be_kept_is_given_back(desk, submission, note):
    response = judge(desk, submission, "return", note)

    assert response.status_code in (400, 422)
    assert not Review.objects.exists()


def test_a_made_up_decision_is_none(desk, submission):
    assert judge(desk, submission, "burn").status_code == 422
    assert not Review.objects.exists()


def test_a_submission_that_changed_meanwhile_is_shown_again_with_the_note(desk, submission):
    seen = seen_token(submission)
    Submission.objects.update(evidence_hash="another", checked_at=timezone.now())

    response = judge(desk, submission, "return", "Please say more.", seen=seen)

    page = response.content.decode()
    assert response.status_code == 409
    assert "changed while you were reading" in page
    assert "Please say more." in page
    submission.refresh_from_db()
    assert escape(seen_token(submission)) in page
    assert not Review.objects.exists()


def test_when_somebody_else_decided_first_the_note_is_kept(desk, submission):
    decide(submission=submission, mentor=make_person("linus"), decision="approve", note="", now=timezone.now())

    response = judge(desk, submission, "return", "Please say more.")

    assert response.status_code == 409
    assert "Please say more." in response.content.decode()
    assert Review.objects.get().mentor.login == "linus"


def test_a_decision_can_be_undone_and_its_note_is_there_again(desk, submission):
    judge(desk, submission, "return", "Please say more.")

    response = desk.post(reverse("undo", args=[Review.objects.get().public_id]))

    assert Review.objects.get().undone_at is not None
    assert "Please say more." in desk.get(response.url).content.decode()


def test_undoing_too_late_says_so(desk, submission):
    judge(desk, submission, "approve")
    Review.objects.update(effective_at=timezone.now() - timedelta(seconds=1))

    response = desk.post(reverse("undo", args=[Review.objects.get().public_id]), follow=True)

    assert Review.objects.get().undone_at is None
    assert len(response.context["messages"]) == 1


def test_nobody_undoes_a_colleagues_decision(desk, submission):
    review = decide(submission=submission, mentor=make_person("linus"), decision="approve", note="", now=timezone.now())

    assert desk.post(reverse("undo", args=[review.public_id])).status_code == 404


def test_once_told_there_is_nothing_to_undo(desk, submission):
    judge(desk, submission, "approve")
    Review.objects.update(effective_at=timezone.now() - timedelta(seconds=1))

    page = desk.get(f"{reverse('today')}?decided={Review.objects.get().public_id}")

    assert "Undo" not in page.content.decode()


def test_returned_work_can_be_taken_up(desk, program):
    submission = make_submission(enroll(program), "introduce-yourself", status=Status.RETURNED, evidence=EVIDENCE)

    response = desk.post(reverse("take_up", args=[submission.public_id]))

    submission.refresh_from_db()
    assert (submission.status, submission.turn) == (Status.IN_REVIEW, Turn.MENTOR)
    assert "Your judgement" in desk.get(response.url).content.decode()


def test_what_cannot_be_taken_up_is_told(desk, program):
    submission = make_submission(enroll(program), status=Status.VERIFIED)

    response = desk.post(reverse("take_up", args=[submission.public_id]), follow=True)

    assert len(response.context["messages"]) == 1


def test_a_flag_is_closed_with_a_word(desk, program):
    submission = make_submission(enroll(program), status=Status.VERIFIED)
    flag(submission=submission, code="reverted", saw={"en": "It was reverted."}, now=timezone.now())
    close = reverse("close_flag", args=[submission.public_id, "reverted"])
    assert "It was reverted." in desk.get(url(submission)).content.decode()

    assert desk.post(close, {"note": " "}).status_code == 422
    assert desk.post(close, {"note": "By mistake; it is back."}).status_code == 302

    closed = submission.flags.get()
    assert (closed.note, closed.closed_by.login) == ("By mistake; it is back.", "grace")
    assert desk.post(reverse("close_flag", args=[submission.public_id, "never"]), {"note": "x"}).status_code == 404
