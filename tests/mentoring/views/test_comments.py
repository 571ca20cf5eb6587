"""Comments on parts of a written text: kept while they are written, sent with the decision, never mixed up."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.models import Draft
from onboarding.mentoring.operations import hold
from onboarding.verification.models import Review, Status, Submission
from onboarding.verification.operations import apply_due_reviews
from tests.cast import enroll, make_person, make_submission
from tests.mentoring.views.judging import judge, url

EVIDENCE = {"text": "I am Ada.\n\nI like engines.", "link": "", "words": 5}
ON_ENGINES = {"comment-1": "Which <b>engines</b>?", "quote-1": "I like engines."}


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW, evidence=EVIDENCE)


def save(desk, submission, **data):
    return desk.post(reverse("save_draft", args=[submission.public_id]), data, headers={"accept": "application/json"})


def test_each_paragraph_has_a_field_of_the_judgement(desk, submission):
    page = desk.get(url(submission)).content.decode()

    assert page.count("Comment on this") == 2
    assert 'form="judgement" name="comment-1"' in page
    assert 'name="quote-1" value="I like engines."' in page


def test_the_newcomer_reads_it_beside_its_words_once_the_decision_is_in_effect(client, desk, submission):
    judge(desk, submission, "return", "Say more.", **ON_ENGINES)
    ada = submission.enrollment
    client.force_login(ada.user)
    address = f"/journey/{ada.public_id}/introduce-yourself/"
    assert "engines&lt;/b&gt;" not in client.get(address).content.decode()

    apply_due_reviews(now=timezone.now() + timedelta(minutes=1))

    page = client.get(address).content.decode()
    assert "What Grace says about parts of your text" in page
    assert '<blockquote class="small">I like engines.</blockquote><p class="text">Which &lt;b&gt;engines' in page
    assert "<b>engines" not in page


def test_an_approval_without_a_note_still_says_that_there_are_comments(client, desk, submission):
    told = judge(desk, submission, "approve", **ON_ENGINES)
    assert "1 comment on the text goes with it." in desk.get(told["location"]).content.decode()
    apply_due_reviews(now=timezone.now() + timedelta(minutes=1))
    client.force_login(submission.enrollment.user)

    page = client.get(f"/journey/{submission.enrollment.public_id}/introduce-yourself/").content.decode()

    assert '<a class="onward" href="#comments">1 comment on your text' in page
    assert 'id="comments">What Grace says about parts of your text' in page


def test_with_a_newer_attempt_it_stays_with_the_one_that_it_was_about(client, desk, submission):
    judge(desk, submission, "return", "Say more.", **ON_ENGINES)
    apply_due_reviews(now=timezone.now() + timedelta(minutes=1))
    other = {**EVIDENCE, "text": "Something else."}
    make_submission(submission.enrollment, "introduce-yourself", status=Status.IN_REVIEW, evidence=other)
    client.force_login(submission.enrollment.user)

    page = client.get(f"/journey/{submission.enrollment.public_id}/introduce-yourself/").content.decode()

    assert 'href="#comments"' not in page
    assert page.index("Attempt 2") < page.index("Attempt 1") < page.index("Which &lt;b&gt;engines")


def test_mallory_reads_no_comment(mallory, desk, submission):
    save(desk, submission, note="", version=0, **ON_ENGINES)

    assert save(mallory, submission, note="", version=1, **ON_ENGINES).status_code == 404
    assert mallory.get(url(submission)).status_code == 404


def test_mentors_read_it_with_the_attempt_of_then(desk, submission):
    judge(desk, submission, "return", "Say more.", **ON_ENGINES)
    apply_due_reviews(now=timezone.now() + timedelta(minutes=1))
    newer = make_submission(submission.enrollment, "introduce-yourself", status=Status.IN_REVIEW, evidence=EVIDENCE)

    for address in (url(newer), reverse("person", args=[submission.enrollment.public_id])):
        assert "Which &lt;b&gt;engines&lt;/b&gt;?" in desk.get(address).content.decode()


def test_a_comment_on_other_words_is_not_sent_and_not_lost(desk, submission):
    response = judge(desk, submission, "return", "Say more.", **{"comment-1": "Which?", "quote-1": "I like cats."})

    page = response.content.decode()
    assert response.status_code == 409
    assert not Review.objects.exists()
    assert "not in the text as it is now" in page
    assert "&gt; I like cats.\n\nWhich?</textarea>" in page


def test_a_place_that_there_is_not_is_refused(desk, submission):
    assert judge(desk, submission, "approve", **{"comment-7": "x", "quote-7": "y"}).status_code == 409
    assert not Review.objects.exists()


def test_an_endless_comment_is_refused_and_stands_where_it_was(desk, submission):
    response = judge(desk, submission, "approve", **{**ON_ENGINES, "comment-1": "x" * 2_001})

    assert response.status_code == 409
    assert "has 2001 characters; at most 2000" in response.content.decode()
    assert f"{'x' * 2_001}</textarea>" in response.content.decode()


def test_it_is_there_again_after_a_reload_a_missing_note_and_an_undo(desk, submission):
    kept = "Which &lt;b&gt;engines&lt;/b&gt;?</textarea>"
    save(desk, submission, note="", version=0, **ON_ENGINES)
    assert kept in desk.get(url(submission)).content.decode()

    assert kept in judge(desk, submission, "return", **ON_ENGINES).content.decode()

    judge(desk, submission, "approve", **ON_ENGINES)
    desk.post(f"/mentor/reviews/{Review.objects.get().public_id}/undo/")
    assert kept in desk.get(url(submission)).content.decode()


def test_two_pages_that_differ_in_a_comment_alone_lose_neither(desk, submission):
    save(desk, submission, note="N", version=0, **ON_ENGINES)

    response = save(desk, submission, note="N", version=0, **{**ON_ENGINES, "comment-1": "Older"})

    assert response.status_code == 409
    assert "Which <b>engines</b>?" in response.json()["other"]
    assert "Older" in Draft.objects.get().aside[0]


def test_with_a_colleague_at_it_the_comment_can_be_copied(desk, submission):
    save(desk, submission, note="", version=0, **ON_ENGINES)
    hold(submission=submission, mentor=make_person("linus"), now=timezone.now())

    page = desk.get(url(submission)).content.decode()

    assert "&gt; I like engines.\n\nWhich &lt;b&gt;engines&lt;/b&gt;?</textarea>" in page
    assert "Comment on this" not in page
