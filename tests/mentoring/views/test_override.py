"""Overriding from the review page, and how the newcomer reads of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.models import Hold
from onboarding.mentoring.operations import hold
from onboarding.verification.models import Override, Status, Submission
from onboarding.verification.operations import apply_due_reviews, decide, take_up
from tests.cast import enroll, make_person, make_submission
from tests.mentoring.world import finding

REASON = "The project squashes commits."


@pytest.fixture
def submission(program, grace) -> Submission:
    found = make_submission(enroll(program), status=Status.RETURNED)
    finding(found, "sign-off", "unmet", is_primary=True)
    return take_up(submission=found, mentor=grace, now=timezone.now())


def send(client: Client, submission: Submission, **data: str):
    address = reverse("override", args=[submission.public_id])
    return client.post(address, {"code": "sign-off", "reason": REASON, **data}, follow=True)


def test_the_reason_stands_beside_the_finding_and_the_mentor_holds_the_work(desk, submission, grace):
    page = send(desk, submission).content.decode()

    assert REASON in page
    assert "counts this as met; the check had said: No" in page
    assert "You know better than a rule?" not in page
    assert Hold.objects.get().mentor == grace


def test_without_a_reason_it_is_refused(desk, submission):
    response = send(desk, submission, reason=" ")

    assert response.status_code == 409
    assert "Say why you know better" in response.content.decode()


def test_a_reason_of_50_kb_is_given_back_whole_with_the_limit(desk, submission):
    reason = "w" * 50_000

    response = send(desk, submission, reason=reason)

    assert response.status_code == 409
    assert "This has 50000 characters, and 2000 are as many as somebody reads." in response.content.decode()
    assert f">{reason}</textarea>" in response.content.decode()
    assert not Override.objects.exists()


def test_while_a_colleague_holds_it_nobody_else_overrides_and_the_reason_is_kept(desk, submission):
    hold(submission=submission, mentor=make_person("linus"), now=timezone.now())

    page = send(desk, submission).content.decode()
    assert "Linus holds this for review" in page
    assert f'readonly rows="3">{REASON}</textarea>' in page
    assert not Override.objects.exists()


def test_the_newcomer_reads_it_with_the_decision_and_not_before(desk, submission, grace, client):
    send(desk, submission)
    task = reverse("task", args=[submission.enrollment.public_id, submission.task.slug])
    ada = Client()
    ada.force_login(make_person("ada"))
    assert REASON not in ada.get(task).content.decode()

    now = timezone.now()
    decide(submission=submission, mentor=grace, decision="approve", note="", now=now)
    apply_due_reviews(now=now + timedelta(seconds=11))

    page = ada.get(task).content.decode()
    assert REASON in page
    assert "Grace counts it as met" in page


def test_mallory_overrides_nothing(mallory, submission):
    assert send(mallory, submission).status_code == 404
