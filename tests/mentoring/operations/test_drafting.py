"""Drafts: whatever was written is somewhere."""

from datetime import timedelta

import pytest

from onboarding.mentoring.models import Draft, Hold
from onboarding.mentoring.operations import LONGEST_DRAFT, Refused, hold, judge, save_draft, take_back
from onboarding.verification.models import Status, Submission
from tests.cast import NOON, enroll, make_person, make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), status=Status.IN_REVIEW)


@pytest.fixture
def save(submission, grace):
    def save(note: str, version: int, **more):
        fields = {"submission": submission, "mentor": grace, "criteria": [], "now": NOON, **more}
        return save_draft(note=note, version=version, **fields)

    return save


def test_each_save_is_a_newer_version(save):
    assert save("One", 0).draft.version == 1
    assert save("One, two", 1).draft.version == 2
    assert Draft.objects.get().note == "One, two"


def test_a_page_that_is_behind_changes_nothing_and_loses_nothing(save):
    save("From the second page", save("First", 0).draft.version)

    found = save("From the first page", 1)

    assert found.is_behind
    draft = Draft.objects.get()
    assert (draft.note, draft.aside) == ("From the second page", "From the first page")


def test_who_has_seen_both_decides_which_is_kept_and_the_other_stands_aside(save):
    save("From the second page", save("First", 0).draft.version)
    behind = save("From the first page", 1)

    save("From the first page", behind.draft.version)

    draft = Draft.objects.get()
    assert (draft.note, draft.aside) == ("From the first page", "From the second page")


def test_the_same_text_from_two_pages_is_no_quarrel(save):
    save("Same", 0)

    assert not save("Same", 0).is_behind


def test_a_draft_may_be_far_longer_than_a_note_but_not_endless(save):
    save("x" * 50_000, 0)
    with pytest.raises(Refused, match="at most 200000 characters"):
        save("x" * (LONGEST_DRAFT + 1), 1)

    assert len(Draft.objects.get().note) == 50_000


def test_a_draft_survives_the_hold_and_a_colleagues_decision(save, submission, grace):
    hold(submission=submission, mentor=grace, now=NOON)
    save("Mine", 0)

    judge(
        submission=submission,
        mentor=make_person("linus"),
        judgement={"decision": "approve", "note": ""},
        now=NOON + timedelta(minutes=31),
    )

    assert Draft.objects.get().note == "Mine"
    assert save("Mine, and more", 1).draft.note == "Mine, and more"


def test_deciding_ends_the_draft_and_undoing_brings_it_back_with_the_hold(save, submission, grace):
    save("Say more.", 0, criteria=[])
    judgement = {"decision": "return", "note": "Say more.", "criteria": []}
    review = judge(submission=submission, mentor=grace, judgement=judgement, now=NOON)
    assert not Draft.objects.exists()

    take_back(review=review, now=NOON)

    assert Draft.objects.get().note == "Say more."
    assert Hold.objects.get().mentor == grace


def test_undoing_does_not_take_a_colleagues_hold(submission, grace):
    review = judge(submission=submission, mentor=grace, judgement={"decision": "approve", "note": "Good"}, now=NOON)
    hold(submission=submission, mentor=make_person("linus"), now=NOON)

    take_back(review=review, now=NOON)

    assert Hold.objects.get().mentor.login == "linus"
    assert Draft.objects.get().note == "Good"


def test_undoing_what_was_decided_together_keeps_all_that_was_not_sent(save, submission, grace):
    save("Mine, and more", save("Mine", 0).draft.version)
    save("From the other page", 1)
    judgement = {"decision": "approve", "note": "For all of you"}
    review = judge(submission=submission, mentor=grace, judgement=judgement, now=NOON, batch="together")

    take_back(review=review, now=NOON)

    draft = Draft.objects.get()
    assert (draft.note, draft.aside) == ("For all of you", "Mine, and more\n\nFrom the other page")
