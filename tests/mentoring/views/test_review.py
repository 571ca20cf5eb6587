"""The page of one piece of work to review: what it shows, to whom, and at what cost."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from onboarding.curriculum.models import Task
from onboarding.mentoring.queries.seen import seen_token
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Review, Status, Submission
from onboarding.verification.operations import decide
from tests.cast import enroll, make_person, make_submission
from tests.mentoring.views.judging import EVIDENCE, judge, url
from tests.mentoring.world import finding
from tests.mirror import make_pull_request, pull_request_evidence

QUERIES = 8
"""Session, person, the submission, its attempts with all that was said, its neighbours, draft, replies, the header."""


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


def test_the_page_has_seen_what_deciding_compares_with(desk, program):
    latest = make_submission(enroll(program), status=Status.IN_REVIEW, attempt=2)
    make_submission(latest.enrollment, status=Status.RETURNED, attempt=1)
    finding(latest, "sign-off", "unmet", is_primary=True)
    latest.findings.create(position=1, code="subject", outcome="unmet", is_advice=True)

    assert desk.get(url(latest)).context["desk"].seen == seen_token(latest)


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
