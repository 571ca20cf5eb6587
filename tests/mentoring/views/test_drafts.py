"""Drafts on the review page: kept while one types, or by a button; what happens to them is said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.models import Draft, Hold
from onboarding.mentoring.operations import hold
from onboarding.mentoring.queries.seen import seen_token
from onboarding.verification.models import Review, Status, Submission
from onboarding.verification.operations import decide
from tests.cast import enroll, make_person, make_submission

JSON = {"accept": "application/json"}


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), status=Status.IN_REVIEW)


@pytest.fixture
def save(desk, submission):
    def save(note: str, version: int = 0, headers: dict[str, str] | None = None, **more: str):
        address = reverse("save_draft", args=[submission.public_id])
        return desk.post(address, {"note": note, "version": version, **more}, headers=headers)

    return save


@pytest.fixture
def look(desk, submission):
    return lambda: desk.get(reverse("review", args=[submission.public_id])).content.decode()


def test_a_script_is_told_the_version_and_the_page_has_the_text_again(save, look):
    response = save("Almost", headers=JSON)

    assert response.json()["version"] == 1
    assert "Almost</textarea>" in look()


def test_a_script_that_is_behind_gets_the_other_text(save):
    save("Newer")

    response = save("Older", headers=JSON)

    assert response.status_code == 409
    assert (response.json()["other"], response.json()["version"]) == ("Newer", 1)


def test_without_a_script_both_texts_stand_on_the_page(save, desk, submission):
    save("Newer")

    response = save("Older")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Older</textarea>" in page
    assert "Newer</textarea>" in page
    assert 'name="version" value="1"' in page


def test_what_stands_aside_is_shown_until_it_is_not_needed_and_the_rest_is_saved(save, look):
    save("Newer")
    save("Older", headers=JSON)
    save("Oldest", headers=JSON)
    assert {"Older</textarea>" in look(), "Oldest</textarea>" in look()} == {True}
    [(key, _older), _oldest] = Draft.objects.get().left

    save("Newer still", 1, forget=key)

    assert "Older" not in look()
    assert {"Oldest</textarea>" in look(), "Newer still</textarea>" in look()} == {True}


def test_a_page_that_was_told_saves_over_the_newer_text_and_that_one_stands_aside(save, look):
    save("Newer")
    page = save("Older").content.decode()
    assert 'name="is_over" value="on"' in page

    save("Older, mended", 1, is_over="on")

    assert {"Older, mended</textarea>" in look(), "Newer</textarea>" in look()} == {True}


def test_deciding_says_what_was_written_elsewhere_and_not_sent_and_it_can_be_copied(save, desk, look, submission):
    save("From the other page", 0)
    judgement = {"decision": "approve", "note": "Good.", "version": 0, "seen": seen_token(submission)}

    page = desk.post(reverse("decide", args=[submission.public_id]), judgement, follow=True).content.decode()

    assert "What you wrote about the work of Ada on another page was not sent." in page
    assert "From the other page</textarea>" in look()


def test_an_endless_draft_is_refused_with_the_limit_and_stays_on_the_page(save):
    response = save("x" * 200_001)

    assert response.status_code == 422
    assert "at most 200000 characters" in response.content.decode()
    assert "x" * 200_001 in response.content.decode()


def test_a_lost_hold_is_told_and_the_text_is_there(save, look, submission, grace):
    hold(submission=submission, mentor=grace, now=timezone.now() - timedelta(minutes=31))
    save("Mine")
    assert "Your hold ended at" in look()

    hold(submission=submission, mentor=make_person("linus"), now=timezone.now())

    page = look()
    assert "Your hold is over, and Linus is reviewing this" in page
    assert "Mine</textarea>" in page
    assert 'id="judgement"' not in page


def test_whoever_goes_on_writing_is_told_at_once_what_happened_meanwhile(save, submission, grace):
    def said(version: int) -> str:
        told = save(f"Line {version}", version, headers=JSON).json()
        assert told["said"].startswith("Saved ")
        return told["said"].partition(" · ")[2]

    assert said(0) == ""
    hold(submission=submission, mentor=grace, now=timezone.now())
    assert said(1) == ""
    Hold.objects.update(until_at=timezone.now() - timedelta(minutes=1))
    assert said(2).startswith("Your hold ended at ")
    hold(submission=submission, mentor=make_person("linus"), now=timezone.now())
    assert said(3).startswith("Linus is reviewing this, until ")
    decide(submission=submission, mentor=make_person("linus"), decision="return", note="Theirs", now=timezone.now())
    assert said(4) == "Linus has just decided this."
    Submission.objects.update(status=Status.RETURNED)
    Review.objects.update(applied_at=timezone.now())
    assert said(5) == "It does not wait for a review any more."


def test_after_a_colleagues_decision_the_text_can_be_copied_and_the_decision_is_said(save, look, submission):
    save("Mine")
    decide(submission=submission, mentor=make_person("linus"), decision="return", note="Theirs", now=timezone.now())

    page = look()

    assert "Mine</textarea>" in page
    assert "Theirs" in page
    assert "Linus" in page


def test_drafts_are_nobody_elses(save, mallory, submission, program, client):
    save("Mine")
    client.force_login(make_person("linus"))

    assert "Mine" not in client.get(reverse("review", args=[submission.public_id])).content.decode()
    assert mallory.post(reverse("save_draft", args=[submission.public_id]), {"note": "x"}).status_code == 404
    assert Draft.objects.count() == 1
    assert not Hold.objects.exists()
