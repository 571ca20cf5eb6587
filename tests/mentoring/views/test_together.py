"""Deciding several at once: what will come of each, what came of each, and the way back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.models import Draft, Reply
from onboarding.mentoring.operations import hold
from onboarding.verification.models import Review, Status, Submission
from onboarding.verification.operations import decide
from tests.cast import enroll, make_person, make_program, make_submission

TOGETHER = "/mentor/queue/together/"


@pytest.fixture
def three(program) -> list[Submission]:
    people = [enroll(program, login) for login in ("ada", "bea", "cyd")]
    return [make_submission(each, "introduce-yourself", status=Status.IN_REVIEW) for each in people]


def address(submissions) -> str:
    return TOGETHER + "?" + "&".join(f"s={each.public_id}" for each in submissions)


def seen(page) -> dict[str, str]:
    return {f"seen-{each.pid}": each.seen for each in page.context["possible"]}


def send(desk, page, submissions, decision: str = "approve", note: str = "Well done."):
    ids = [each.public_id for each in submissions]
    data = {"s": ids, "decision": decision, "note": note, **seen(page)}
    return desk.post(f"{TOGETHER}?by=task", data, follow=True)


def test_looking_decides_nothing(desk, three):
    page = desk.get(address(three)).content.decode()

    assert "One answer for 3 pieces of work" in page
    assert not Review.objects.exists()


def test_all_get_the_decision_and_all_of_it_can_be_undone(desk, three):
    page = send(desk, desk.get(address(three)), three)

    assert "3 pieces of work are decided." in page.content.decode()
    batch = Review.objects.first().batch
    assert Review.objects.pending().filter(batch=batch, note="Well done.").count() == 3

    page = desk.post(reverse("undo_batch", args=[batch]), follow=True)

    assert "3 decisions are taken back." in page.content.decode()
    assert not Review.objects.pending().exists()
    assert Draft.objects.filter(note="Well done.").count() == 3


def test_comments_on_a_text_go_with_its_own_decision_and_come_back_by_undo(desk, three):
    ada, bea, _cyd = three
    Submission.objects.update(evidence={"text": "I like engines."})
    comment = {"place": 0, "quote": "I like engines.", "text": "Which?"}
    Draft.objects.create(mentor=make_person("grace"), submission=ada, comments=[comment], saved_at=timezone.now())
    preview = desk.get(address(three))
    assert preview.content.decode().count("1 comment that you wrote on the text goes with it.") == 1

    send(desk, preview, three)

    assert Review.objects.get(submission=ada).comments == [comment]
    assert Review.objects.get(submission=bea).comments == []
    assert not Draft.objects.exists()

    desk.post(reverse("undo_batch", args=[Review.objects.first().batch]))

    assert Draft.objects.get(submission=ada).comments == [comment]


def test_a_note_that_is_not_sent_is_not_lost(desk, three):
    ada = three[0]
    Draft.objects.create(mentor=make_person("grace"), submission=ada, note="Only for Ada.", saved_at=timezone.now())
    preview = desk.get(address(three))
    assert preview.content.decode().count("The note of your draft is not sent") == 1

    send(desk, preview, three)

    assert "Only for Ada.</textarea>" in desk.get(reverse("review", args=[ada.public_id])).content.decode()

    desk.post(reverse("undo_batch", args=[Review.objects.first().batch]))

    page = desk.get(reverse("review", args=[ada.public_id])).content.decode()
    assert "Only for Ada.</textarea>" in page
    assert "Well done.</textarea>" in page


def test_what_has_taken_effect_stays_decided(desk, three):
    send(desk, desk.get(address(three)), three)
    now = timezone.now()
    Review.objects.filter(submission=three[0]).update(effective_at=now - timedelta(seconds=1))

    page = desk.post(reverse("undo_batch", args=[Review.objects.first().batch]), follow=True)

    assert "2 decisions are taken back." in page.content.decode()


def test_what_cannot_be_decided_is_said_before_and_after(desk, three):
    ada, bea, cyd = three
    hold(submission=ada, mentor=make_person("linus"), now=timezone.now())
    decide(submission=bea, mentor=make_person("linus"), decision="approve", note="", now=timezone.now())
    preview = desk.get(address(three))
    assert "Linus is reviewing this." in preview.content.decode()
    assert "Linus has just decided this." in preview.content.decode()

    page = send(desk, preview, three).content.decode()

    assert "One piece of work is decided." in page
    assert "Not decided: Ada. Linus is reviewing this." in page
    assert "kept on its page" not in page
    assert Review.objects.get(mentor__login="grace").submission == cyd


def test_what_changed_since_the_preview_is_left_alone(desk, three):
    preview = desk.get(address(three))
    Submission.objects.filter(pk=three[0].pk).update(evidence_hash="another")

    page = send(desk, preview, three).content.decode()

    assert "Not decided: Ada. It changed while you were looking" in page
    assert Review.objects.count() == 2
    assert "Your note is kept on its page." in page
    assert "Well done.</textarea>" in desk.get(reverse("review", args=[three[0].public_id])).content.decode()


def test_what_a_colleague_took_since_the_preview_is_left_alone(desk, three):
    preview = desk.get(address(three))
    hold(submission=three[0], mentor=make_person("linus"), now=timezone.now())

    assert "Not decided: Ada. Linus is reviewing this. Your note is kept on its page." in (
        send(desk, preview, three).content.decode()
    )
    assert "Well done.</textarea>" in desk.get(reverse("review", args=[three[0].public_id])).content.decode()


def test_returning_all_needs_a_note_and_the_page_comes_back(desk, three):
    page = send(desk, desk.get(address(three)), three, decision="return", note=" ")

    assert page.status_code == 422
    assert not Review.objects.exists()


def test_nothing_ticked_leads_back_to_the_queue(desk, program):
    response = desk.get(TOGETHER, follow=True)

    assert "Nothing is ticked." in response.content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_the_preview_is_as_many_queries_however_many(desk, three, size, django_assert_num_queries):
    desk.get(address(three))

    with django_assert_num_queries(9):
        desk.get(address(three[:size]))


def test_a_reply_is_put_in_and_nothing_is_decided_by_that(desk, grace, three):
    reply = Reply.objects.create(author=grace, title="Welcome", text="Welcome among us!")
    Reply.objects.create(author=make_person("linus"), title="His own", text="No.")
    page = desk.get(address(three))
    assert 'data-text="Welcome among us!"' in page.content.decode()
    assert "His own" not in page.content.decode()

    data = {"s": [each.public_id for each in three], "note": "Hello.", "criteria": "1", **seen(page)}
    page = desk.post(TOGETHER, {**data, "insert": "1", "reply": reply.public_id})

    assert page.status_code == 200
    assert "Hello.\n\nWelcome among us!</textarea>" in page.content.decode()
    assert page.context["form"]["criteria"].initial == ["1"]
    assert not Review.objects.exists()


def test_for_work_of_two_programs_only_ones_own_replies_are_offered(desk, grace, program, three):
    Reply.objects.create(author=make_person("linus"), program=program, title="Of spring", text="Hello, spring.")
    autumn = make_submission(enroll(make_program("autumn"), "ada"), "introduce-yourself", status=Status.IN_REVIEW)

    assert "Of spring" in desk.get(address(three)).content.decode()
    assert "Of spring" not in desk.get(address([*three, autumn])).content.decode()


def test_mallory_decides_nothing(mallory, three):
    assert mallory.get(address(three)).status_code == 404
    assert mallory.post(TOGETHER, {"s": [each.public_id for each in three], "decision": "approve"}).status_code == 404
    assert mallory.post(reverse("undo_batch", args=["nothing"])).status_code == 404


def test_who_is_no_mentor_any_more_takes_nothing_back(desk, three, program):
    send(desk, desk.get(address(three)), three)
    program.memberships.filter(user__login="grace").delete()

    page = desk.post(reverse("undo_batch", args=[Review.objects.first().batch]))

    assert page.status_code == 404
    assert Review.objects.pending().count() == 3
