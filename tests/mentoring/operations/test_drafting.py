"""Drafts: whatever was written is somewhere."""

from datetime import timedelta

import pytest

from onboarding.mentoring.models import Draft, Hold
from onboarding.mentoring.operations import LONGEST_DRAFT, Refused, hold, judge, save_draft, take_back
from onboarding.mentoring.operations.drafting import MOST_ASIDE
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


def texts(draft: Draft) -> list[str]:
    return [text for _key, text in draft.left]


def test_a_page_that_is_behind_changes_nothing_and_loses_nothing(save):
    save("From the second page", save("First", 0).draft.version)

    found = save("From the first page", 1)

    assert found.is_behind
    draft = Draft.objects.get()
    assert (draft.note, texts(draft)) == ("From the second page", ["From the first page"])


def test_every_page_that_is_behind_keeps_its_text(save):
    save("From the fourth page", 0)
    for page in ("first", "second", "third", "second"):
        save(f"From the {page} page", 0)

    assert texts(Draft.objects.get()) == ["From the first page", "From the second page", "From the third page"]


def test_what_stands_whole_in_a_longer_text_is_kept_once(save):
    save("Newer", 0)
    save("Almost", 0)
    save("Almost all", 0)
    save("Almost", 0)

    assert texts(Draft.objects.get()) == ["Almost all"]


def test_more_texts_than_anybody_reads_are_refused(save):
    save("Newest", 0)
    for number in range(MOST_ASIDE):
        save(f"Page {number}.", 0)

    with pytest.raises(Refused, match="20 texts of other pages are kept already"):
        save("One more", 0)


def test_who_has_seen_both_decides_which_is_kept_and_the_other_stands_aside(save):
    save("From the second page", save("First", 0).draft.version)
    behind = save("From the first page", 1)

    save("From the first page, and more", behind.draft.version, is_over=True)

    draft = Draft.objects.get()
    assert (draft.note, texts(draft)) == ("From the first page, and more", ["From the second page"])


def test_one_text_is_forgotten_and_no_other(save):
    save("Newer", 0)
    save("Older", 0)
    draft = save("Oldest", 0).draft
    [(key, _text), _other] = draft.left

    save("Newer", draft.version, forget=key)

    assert texts(Draft.objects.get()) == ["Oldest"]


def test_a_comment_whose_words_are_gone_is_kept_aside(save, submission):
    save("", 0, comments=[{"place": 0, "quote": "I like tea.", "text": "Which?"}])

    save("Fine", 1)

    assert texts(Draft.objects.get()) == ["> I like tea.\n\nWhich?"]


def test_a_comment_that_was_taken_out_is_gone(save, submission):
    Submission.objects.update(evidence={"text": "I like tea."})
    submission.refresh_from_db()
    save("", 0, comments=[{"place": 0, "quote": "I like tea.", "text": "Which?"}])

    save("Fine", 1)

    assert texts(Draft.objects.get()) == []


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
    review = judge(submission=submission, mentor=grace, judgement=judgement, now=NOON, seen=1)
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


def judged(submission, grace, note: str, **more):
    judgement = {"decision": "approve", "note": note, "criteria": []}
    return judge(submission=submission, mentor=grace, judgement=judgement, now=NOON, **more)


def test_deciding_leaves_what_stands_aside(save, submission, grace):
    save("Newer", 0)
    draft = save("Older", 0).draft

    judged(submission, grace, "Newer, and better", seen=draft.version)

    assert texts(Draft.objects.get()) == ["Older"]


def test_deciding_on_a_page_that_is_behind_leaves_what_the_other_had_saved(save, submission, grace):
    save("From the other page", save("First", 0).draft.version)

    judged(submission, grace, "First", seen=1)

    assert Draft.objects.get().note == "From the other page"


def test_deciding_ends_what_the_mentor_took_out_of_their_own_text(save, submission, grace):
    draft = save("Far too harsh", 0).draft

    judged(submission, grace, "Kind", seen=draft.version)

    assert not Draft.objects.exists()


def test_a_comment_that_came_while_several_were_decided_stays(save, submission, grace):
    comment = {"place": 0, "quote": "I like tea.", "text": "Which?"}
    save("For all", 0, comments=[comment])

    judged(submission, grace, "For all", batch="together")

    draft = Draft.objects.get()
    assert (draft.note, draft.comments) == ("", [comment])


def test_undoing_what_was_decided_together_keeps_all_that_was_not_sent(save, submission, grace):
    save("Mine, and more", save("Mine", 0).draft.version)
    save("From the other page", 1)
    review = judged(submission, grace, "For all of you", batch="together")

    take_back(review=review, now=NOON)

    draft = Draft.objects.get()
    assert (draft.note, texts(draft)) == ("For all of you", ["From the other page", "Mine, and more"])
