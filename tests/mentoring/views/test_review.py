"""Judging, from the page to the next one: no note is lost, nothing is decided twice or blindly."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from onboarding.curriculum.models import Task
from onboarding.mentoring.queries.seen import seen_token
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Review, Status, Submission, Turn
from onboarding.verification.operations import decide, flag
from tests.cast import (
    enroll,
    make_person,
    make_pull_request,
    make_submission,
    pull_request_evidence,
)
from tests.mentoring.world import finding

QUERIES = 8
"""Session, person, the submission, its attempts with all that was said, its neighbours, draft, replies, the header."""

EVIDENCE = {"text": "I would like to **learn** Go.\n\n<script>alert(1)</script>", "link": "", "words": 6}


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW, evidence=EVIDENCE)


def url(submission: Submission) -> str:
    return reverse("review", args=[submission.public_id])


def judge(client: Client, submission: Submission, decision: str, note: str = "", **more: Any):
    data = {"decision": decision, "note": note, "seen": seen_token(submission), **more}
    return client.post(reverse("decide", args=[submission.public_id]), data)


def test_written_work_is_shown_as_markdown_and_harmless(desk, submission):
    page = desk.get(url(submission)).content.decode()

    assert "<strong>learn</strong>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("text", ["**a** " + "[" * 3_000, "**a** " * 1_000 + "b"])
def test_a_text_that_would_take_minutes_to_read_as_markdown_is_shown_as_it_is(desk, submission, text):
    Submission.objects.update(evidence={**EVIDENCE, "text": text})

    assert f"<p>{escape(text)}</p>" in desk.get(url(submission)).content.decode()


def test_a_dangerous_link_is_not_a_link(desk, submission):
    Submission.objects.update(evidence={**EVIDENCE, "link": "javascript:alert(1)"})

    assert "javascript:" not in desk.get(url(submission)).content.decode()


def test_a_pull_request_is_shown_with_its_commits(desk, program):
    evidence = pull_request_evidence(state="merged")
    submission = make_submission(
        enroll(program),
        status=Status.IN_REVIEW,
        pull_request=make_pull_request(evidence),
        evidence={"address": "demo-community/guide#7"},  # as handing in leaves it
    )

    page = desk.get(url(submission)).content.decode()

    assert "demo-community/guide#7" in page
    assert evidence["commits"][0]["sha"][:7] in page


def test_a_pull_request_nobody_has_looked_at_yet_is_no_error(desk, program):
    submission = make_submission(enroll(program), evidence={"address": "https://github.com/a/b/pull/1"})

    assert desk.get(url(submission)).status_code == 200


def test_earlier_attempts_and_their_notes_are_there(desk, program, grace):
    enrollment = enroll(program)
    first = make_submission(enrollment, "introduce-yourself", status=Status.RETURNED, evidence=EVIDENCE)
    now = timezone.now()
    Review.objects.create(
        submission=first,
        mentor=grace,
        decision="return",
        note="Say more.",
        decided_at=now,
        effective_at=now,
        applied_at=now,
    )
    second = make_submission(enrollment, "introduce-yourself", status=Status.IN_REVIEW, evidence=EVIDENCE)

    assert "Say more." in desk.get(url(second)).content.decode()


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


def test_the_page_has_seen_what_deciding_compares_with(desk, program):
    latest = make_submission(enroll(program), status=Status.IN_REVIEW, attempt=2)
    make_submission(latest.enrollment, status=Status.RETURNED, attempt=1)
    finding(latest, "sign-off", "unmet", is_primary=True)
    latest.findings.create(position=1, code="subject", outcome="unmet", is_advice=True)

    assert desk.get(url(latest)).context["desk"].seen == seen_token(latest)


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


def test_mallory_sees_nothing_of_it(mallory, submission):
    review = decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=timezone.now())

    assert mallory.get(url(submission)).status_code == 404
    assert judge(mallory, submission, "approve").status_code == 404
    assert mallory.post(reverse("undo", args=[review.public_id])).status_code == 404
    assert mallory.post(reverse("take_up", args=[submission.public_id])).status_code == 404


def test_a_mentor_never_reviews_their_own_work(desk, program):
    own = make_submission(enroll(program, "grace", mentor=None), status=Status.IN_REVIEW)

    assert desk.get(url(own)).status_code == 404
    assert judge(desk, own, "approve").status_code == 404


@pytest.mark.parametrize("decided", ["nothing", "%00", "x" * 5000])
def test_a_made_up_decision_in_the_address_is_ignored(desk, submission, decided):
    assert desk.get(f"{url(submission)}?decided={decided}&batch={decided}").status_code in (200, 400)


def test_an_archived_program_takes_no_decision_and_the_page_says_so(desk, program, submission):
    program.archived_at = timezone.now()
    program.save()

    response = judge(desk, submission, "return", "Please say more.")

    assert "This program is archived" in response.content.decode()
    assert "Please say more." in response.content.decode()
    assert 'id="judgement"' not in desk.get(url(submission)).content.decode()
    assert not Review.objects.exists()


def test_the_work_of_somebody_who_left_is_judged_all_the_same_and_that_is_said(desk, submission):
    enrollment = submission.enrollment
    enrollment.stop(Enrollment.State.LEFT, now=timezone.now())

    assert "This person has left the program." in desk.get(url(submission)).content.decode()
    assert judge(desk, submission, "approve").status_code == 302


def test_a_retired_task_is_judged_all_the_same_and_that_is_said(desk, submission):
    Task.objects.filter(pk=submission.task_id).update(retired_at=timezone.now())

    assert "This task is retired" in desk.get(url(submission)).content.decode()
    assert judge(desk, submission, "approve").status_code == 302


def test_a_program_is_called_by_its_name_in_the_readers_language(desk, program, submission):
    program.name_zh_hans = "春天"
    program.save()

    page = desk.get(url(submission), headers={"accept-language": "zh-CN"}).content.decode()

    assert "春天" in page


@pytest.mark.parametrize("size", [1, 6])
def test_it_is_as_many_queries_for_many_attempts(desk, program, size, django_assert_num_queries):
    ada = enroll(program)
    for number in range(size):
        latest = make_submission(
            ada,
            "introduce-yourself",
            status=Status.IN_REVIEW if number == size - 1 else Status.RETURNED,
            attempt=number + 1,
            evidence=EVIDENCE,
        )
    desk.get(url(latest))

    with django_assert_num_queries(QUERIES):
        desk.get(url(latest))
