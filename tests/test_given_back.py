"""A form whose page has none any more (a second tab, a faster colleague) gives back what was written in it."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.programs.operations import ask_for_another
from onboarding.questions import operations as questions
from onboarding.verification.models import Status
from onboarding.verification.operations import close_flag, flag
from tests.cast import enroll, make_person, make_program, make_submission
from tests.questions.world import ask

pytestmark = pytest.mark.django_db
KIND = "Words that took <i>me</i> an hour."


@pytest.fixture
def ada() -> Enrollment:
    return enroll(make_program())


def send(login: str, address: str, **said: object) -> HttpResponse:
    """What this person sees after sending the form, given that their browser says where it stood."""
    client = Client(headers={"origin": "http://testserver"})
    client.force_login(make_person(login))
    return client.post(address, said, follow=True)


def is_given_back(response: HttpResponse) -> bool:
    return 'readonly rows="4">Words that took &lt;i&gt;me&lt;/i&gt; an hour.</textarea>' in response.content.decode()


def test_an_answer_to_a_question_that_was_settled_meanwhile(ada: Enrollment) -> None:
    question = ask(ada)
    questions.settle(question=question, now=timezone.now())

    page = send("grace", f"/questions/{question.public_id}/answer/", text=KIND)

    assert is_given_back(page)
    assert "This question is settled." in page.content.decode()


def test_a_text_for_a_task_that_waits_for_a_mentor_meanwhile(ada: Enrollment) -> None:
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW, now=timezone.now())

    page = send("ada", f"/journey/{ada.public_id}/introduce-yourself/submit/", text=KIND)

    assert is_given_back(page)
    assert 'class="notice warning"' in page.content.decode()


def test_a_text_of_somebody_who_has_left_meanwhile(ada: Enrollment) -> None:
    ada.stop(Enrollment.State.LEFT, now=timezone.now())

    assert is_given_back(send("ada", f"/journey/{ada.public_id}/introduce-yourself/submit/", text=KIND))


def test_a_word_on_a_flag_that_a_colleague_closed_meanwhile(ada: Enrollment) -> None:
    submission, now = make_submission(ada, status=Status.VERIFIED), timezone.now()
    raised = flag(submission=submission, code="reverted", saw={"en": "It was reverted."}, now=now)
    close_flag(flag=raised, mentor=make_person("linus"), note="Seen.", now=now)

    page = send("grace", f"/mentor/review/{submission.public_id}/flags/reverted/close/", note=KIND)

    assert is_given_back(page)
    assert 'class="notice warning"' in page.content.decode()


def test_a_reason_for_another_mentor_when_one_has_asked_in_another_tab(ada: Enrollment) -> None:
    ask_for_another(enrollment=ada, reason="First.", now=timezone.now())

    assert is_given_back(send("ada", f"/journey/{ada.public_id}/another-mentor/", reason=KIND))


def test_what_was_sent_is_not_given_back(ada: Enrollment) -> None:
    page = send("grace", f"/questions/{ask(ada).public_id}/answer/", text=KIND)

    assert not is_given_back(page)
