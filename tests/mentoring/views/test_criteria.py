"""What a written task asks for, ticked by the mentor and shown to the newcomer."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from onboarding.verification.models import Review, Status
from onboarding.verification.operations import apply_due_reviews
from tests.cast import enroll, make_person, make_program, make_submission, task_content
from tests.mentoring.views.judging import EVIDENCE, judge, url


@pytest.fixture
def with_criteria(client, db):
    """Something to judge by two criteria, before Grace."""
    criteria = [
        {"en": "Says what they hope for.", "zh-hans": "说明期望。"},
        {"en": "Says what they know.", "zh-hans": "说明所知。"},
    ]
    program = make_program("criteria", tasks=[task_content("hello", "written", criteria=criteria)])
    client.force_login(make_person("grace"))
    return make_submission(enroll(program), "hello", status=Status.IN_REVIEW, evidence=EVIDENCE)


def test_the_criteria_are_a_checklist_and_the_ticks_are_kept(client, with_criteria):
    assert "Says what they hope for." in client.get(url(with_criteria)).content.decode()

    judge(client, with_criteria, "return", note="Say more.", criteria=["1"])

    assert Review.objects.get().criteria == [1]
    assert "1 of 2 criteria ticked" in client.get(url(with_criteria)).content.decode()


def test_ticks_come_back_with_a_form_that_lacks_something(client, with_criteria):
    page = judge(client, with_criteria, "return", note="", criteria=["1"]).content.decode()

    assert re.search(r'value="1"[^>]*checked', page)
    assert not re.search(r'value="0"[^>]*checked', page)


def test_ticks_come_back_with_what_was_undone(client, with_criteria):
    judge(client, with_criteria, "approve", criteria=["0"])
    page = client.post(f"/mentor/reviews/{Review.objects.get().public_id}/undo/", follow=True).content.decode()

    assert re.search(r'value="0"[^>]*checked', page)


def test_a_criterion_that_there_is_not_is_refused(client, with_criteria):
    assert judge(client, with_criteria, "approve", criteria=["2"]).status_code == 422
    assert not Review.objects.exists()


def test_the_newcomer_sees_what_was_found_and_what_is_missing(client, with_criteria):
    judge(client, with_criteria, "return", note="Say more.", criteria=["0"])
    apply_due_reviews(now=timezone.now() + timedelta(minutes=1))
    ada = with_criteria.enrollment
    client.force_login(ada.user)

    page = client.get(f"/journey/{ada.public_id}/hello/").content.decode()

    found, missing = page.index("Says what they hope for."), page.index("Says what they know.")
    assert page.index("– found") > found
    assert page.index("– still missing") > missing


def test_what_was_missing_stays_in_the_history_of_an_earlier_attempt(client, with_criteria):
    judge(client, with_criteria, "return", note="Say more.", criteria=["0"])
    apply_due_reviews(now=timezone.now() + timedelta(minutes=1))
    ada = with_criteria.enrollment
    make_submission(ada, "hello", status=Status.IN_REVIEW, evidence=EVIDENCE, now=timezone.now())
    client.force_login(ada.user)

    page = client.get(f"/journey/{ada.public_id}/hello/").content.decode()

    assert "What your mentor looked at" not in page
    assert (page.count("– found"), page.count("– still missing")) == (1, 1)


def test_mallory_ticks_nothing(client, with_criteria):
    client.force_login(make_person("mallory"))

    assert judge(client, with_criteria, "approve", criteria=["0"]).status_code == 404
    assert not Review.objects.exists()
