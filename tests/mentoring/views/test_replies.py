"""Replies that are written once: who has them, who may change them, and how they get into a note."""

import pytest
from django.test import Client
from django.urls import reverse

from onboarding.mentoring.models import Draft, Reply
from onboarding.verification.models import Status, Submission
from tests.cast import enroll, make_person, make_program, make_submission

REPLIES = "/mentor/replies/"


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), status=Status.IN_REVIEW)


def keep(author: str = "grace", *, program=None, title: str = "Welcome", text: str = "Welcome among us!") -> Reply:
    return Reply.objects.create(author=make_person(author), program=program, title=title, text=text)


def insert(desk: Client, submission: Submission, reply: Reply, note: str = ""):
    data = {"note": note, "version": 0, "insert": "1", "reply": reply.public_id}
    return desk.post(reverse("save_draft", args=[submission.public_id]), data, follow=True)


def review(desk: Client, submission: Submission) -> str:
    return desk.get(reverse("review", args=[submission.public_id])).content.decode()


def test_a_reply_is_written_changed_and_deleted(desk, program):
    data = {"title": "Welcome", "text": "Welcome among us!", "program": ""}
    assert "Welcome among us!" in desk.post(REPLIES, data, follow=True).content.decode()
    pid = Reply.objects.get().public_id

    desk.post(reverse("change_reply", args=[pid]), {**data, "text": "Good to see you.", "program": program.pk})
    assert (Reply.objects.get().text, Reply.objects.get().program) == ("Good to see you.", program)

    desk.post(reverse("delete_reply", args=[pid]))
    assert not Reply.objects.exists()


def test_a_button_pressed_twice_keeps_one_and_other_words_another(desk, program):
    data = {"title": "Welcome", "text": "Welcome among us!", "program": program.pk}

    for sent in (data, data, {**data, "program": ""}, {**data, "text": "Good to see you."}):
        desk.post(REPLIES, sent)

    assert Reply.objects.count() == 3


def test_without_scripts_it_is_put_below_what_is_written_and_the_draft_is_kept(desk, submission):
    page = insert(desk, submission, keep(), "Hello Ada.").content.decode()

    assert Draft.objects.get().note == "Hello Ada.\n\nWelcome among us!"
    assert "Welcome among us!</textarea>" in page


def test_one_of_the_program_is_every_mentors_and_a_personal_one_nobody_elses(desk, program, submission):
    keep("linus", program=program, title="For all")
    keep("linus", title="For Linus alone")

    page = review(desk, submission)

    assert "For all" in page
    assert "For Linus alone" not in page
    assert "For Linus alone" not in desk.get(REPLIES).content.decode()


def test_one_of_another_program_is_not_offered_here(desk, submission):
    keep(program=make_program("autumn", mentors=("grace",)), title="Autumn only")

    assert "Autumn only" not in review(desk, submission)


def test_a_reply_that_one_cannot_use_is_not_put_in(desk, submission):
    insert(desk, submission, keep("linus"), "Hello Ada.")

    assert Draft.objects.get().note == "Hello Ada."


def test_a_colleagues_reply_is_theirs_to_change(desk, program):
    reply = keep("linus", program=program)

    assert desk.get(reverse("change_reply", args=[reply.public_id])).status_code == 404
    assert desk.post(reverse("delete_reply", args=[reply.public_id])).status_code == 404


def test_somebody_elses_program_cannot_be_chosen(desk, program):
    others = make_program("autumn", mentors=("mallory",))

    response = desk.post(REPLIES, {"title": "Welcome", "text": "Welcome!", "program": others.pk})

    assert response.status_code == 422
    assert not Reply.objects.exists()


def test_what_is_too_long_is_said_and_given_back(desk, program):
    response = desk.post(REPLIES, {"title": "Long", "text": "x" * 5_001, "program": ""})

    assert "A reply has at most 5000 characters; this has 5001." in response.content.decode()
    assert "x" * 5_001 in response.content.decode()


@pytest.mark.parametrize("size", [1, 9])
def test_the_list_is_as_many_queries_however_long(desk, program, size, django_assert_num_queries):
    for number in range(size):
        keep(program=program, title=f"Reply {number}")
    desk.get(REPLIES)

    with django_assert_num_queries(5):
        desk.get(REPLIES)


def test_mallory_sees_none_of_them(mallory, program):
    keep(program=program)

    assert "Welcome among us!" not in mallory.get(REPLIES).content.decode()
