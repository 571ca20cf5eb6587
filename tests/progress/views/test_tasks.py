"""A task, handing it in, and how it goes from there."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.verification.models import COOL_DOWN, Finding, Status, Submission, Turn
from tests.cast import enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
PULL = f"{settings.GITHUB.url}/demo-community/guide/pull/7"


@pytest.fixture
def ada(client: Client) -> Enrollment:
    enrollment = enroll(make_program(), now=timezone.now())
    client.force_login(enrollment.user)
    return enrollment


def address(enrollment: Enrollment, slug: str = "first-contribution", verb: str = "") -> str:
    return f"/journey/{enrollment.public_id}/{slug}/{verb}"


def test_a_task_that_is_not_in_the_program_is_not_found(client: Client, ada: Enrollment) -> None:
    assert client.get(address(ada, "nowhere")).status_code == 404
    assert client.post(address(ada, "nowhere", "submit/")).status_code == 404


def test_an_open_task_shows_its_text_and_how_to_prove_it(client: Client, ada: Enrollment) -> None:
    text = client.get(address(ada)).content.decode()
    assert "How to do First contribution." in text
    assert "Address of your pull request" in text
    assert "demo-community/guide" in text


def test_a_locked_task_says_what_comes_first(client: Client, ada: Enrollment) -> None:
    text = client.get(address(ada, "sign-off")).content.decode()
    assert "first finish" in text
    assert "<form" not in text.split('id="main"')[1].split("</main>")[0]


def test_a_pull_request_is_handed_in(client: Client, ada: Enrollment) -> None:
    response = client.post(address(ada, verb="submit/"), {"address": PULL}, follow=True)
    assert response.redirect_chain == [(address(ada), 302)]
    assert "Handed in." in response.content.decode()
    assert Submission.objects.get().evidence["address"] == "demo-community/guide#7"


def test_a_text_is_handed_in(client: Client, ada: Enrollment) -> None:
    client.post(address(ada, "introduce-yourself", "submit/"), {"text": "你好，大家好！", "link": ""})
    assert Submission.objects.get().evidence["text"] == "你好，大家好！"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Paste the address of your pull request here."),
        ("not an address", "not an address"),
        ("https://gitlab.com/a/b/-/merge_requests/1", "gitlab.com"),
        (f"{settings.GITHUB.url}/demo-community/guide/issues/3", "issue"),
    ],
)
def test_what_is_refused_stays_in_the_form_beside_the_reason(
    client: Client, ada: Enrollment, typed: str, said: str
) -> None:
    response = client.post(address(ada, verb="submit/"), {"address": typed})
    text = response.content.decode()
    assert response.status_code == 422
    assert f'value="{typed}"' in text or not typed
    assert said in text
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("slug", "typed", "field"),
    [
        ("first-contribution", {"address": "not an address"}, "address"),
        ("introduce-yourself", {"text": "Hello there", "link": "javascript:alert(1)"}, "link"),
        ("introduce-yourself", {"text": "word " * 5_000}, "text"),
        ("sign-off", {"address": PULL}, "__all__"),
    ],
)
def test_the_reason_stands_beside_the_field_that_it_is_about(
    client: Client, ada: Enrollment, slug: str, typed: dict[str, str], field: str
) -> None:
    response = client.post(address(ada, slug, "submit/"), typed)
    assert list(response.context["form"].errors) == [field]


def test_a_text_that_is_too_long_is_not_lost(client: Client, ada: Enrollment) -> None:
    long = "word " * 5_000
    text = client.post(address(ada, "introduce-yourself", "submit/"), {"text": long}).content.decode()
    assert long.strip() in text
    assert "25.0 kB" in text


def test_markup_in_a_text_is_shown_harmless(client: Client, ada: Enrollment) -> None:
    client.post(address(ada, "introduce-yourself", "submit/"), {"text": "<script>alert(1)</script> hello there"})
    assert "<script>alert" not in client.get(address(ada, "introduce-yourself")).content.decode()


def test_handing_in_twice_is_refused_with_a_sentence(client: Client, ada: Enrollment) -> None:
    make_submission(ada, now=timezone.now())
    response = client.post(address(ada, verb="submit/"), {"address": PULL})
    assert response.status_code == 422
    assert Submission.objects.count() == 1


def test_the_answer_says_the_four_things(client: Client, ada: Enrollment) -> None:
    unmet(make_submission(ada, status=Status.WAITING, turn=Turn.NEWCOMER, now=timezone.now()))
    text = client.get(address(ada)).content.decode()
    for said in ("Expects sign-off.", "We see none.", "Sign off.", "Your turn", "No, something has to change"):
        assert said in text


def unmet(submission: Submission) -> None:
    Finding.objects.create(
        submission=submission,
        position=0,
        code="sign-off",
        outcome="unmet",
        is_primary=True,
        expect={"en": "Expects sign-off."},
        saw={"en": "We see none."},
        hint={"en": "Sign off."},
    )


def test_a_verified_task_shows_the_way_on(client: Client, ada: Enrollment) -> None:
    make_submission(ada, status=Status.VERIFIED, now=timezone.now())
    assert "Next: Introduce yourself" in client.get(address(ada)).content.decode()


def status(client: Client, submission: Submission, **query: object) -> tuple[str, str]:
    response = client.get(f"/submissions/{submission.public_id}/status/", query)
    return response.content.decode(), response.headers.get("HX-Refresh", "")


def seen(client: Client, enrollment: Enrollment) -> str:
    """What the poller on the page would send."""
    page = client.get(address(enrollment)).content.decode()
    return page.split("seen=")[1].split('"')[0].replace("%3A", ":").replace("%20", " ")


def test_a_look_that_finds_nothing_new_moves_nothing_on_the_page(client: Client, ada: Enrollment) -> None:
    submission = make_submission(ada, now=timezone.now())
    text, _refresh = status(client, submission, looked=4, seen=seen(client, ada))
    assert 'id="answer"' not in text
    assert "looked=5" in text
    assert "load delay:3s, visibilitychange from:document" in text


def test_a_look_that_finds_something_new_brings_it_and_starts_anew(client: Client, ada: Enrollment) -> None:
    submission = make_submission(ada, now=timezone.now())
    before = seen(client, ada)
    Submission.objects.update(status=Status.WAITING, turn=Turn.NEWCOMER, next_check_at=None)
    unmet(submission)
    text, refresh = status(client, submission, looked=9, seen=before)
    assert 'id="answer"' in text
    assert "Expects sign-off." in text
    assert 'hx-swap-oob="outerHTML"' in text
    assert "looked=0" in text
    assert refresh == ""


def test_the_end_reloads_the_page_and_stops_looking(client: Client, ada: Enrollment) -> None:
    submission = make_submission(ada, status=Status.VERIFIED, now=timezone.now())
    text, refresh = status(client, submission, looked=3, seen="queued")
    assert refresh == "true"
    assert "hx-get" not in text


@pytest.mark.parametrize("looked", ["", "-1", "x", "9" * 40, "²"])
def test_a_made_up_count_starts_anew(client: Client, ada: Enrollment, looked: str) -> None:
    submission = make_submission(ada, now=timezone.now())
    text, _refresh = status(client, submission, looked=looked, seen=seen(client, ada))
    assert "looked=1" in text


def test_asking_again_has_it_checked_and_asking_at_once_says_when(client: Client, ada: Enrollment) -> None:
    submission = make_submission(ada, status=Status.WAITING, now=timezone.now() - 2 * COOL_DOWN)
    client.post(f"/submissions/{submission.public_id}/check-again/")
    submission.refresh_from_db()
    assert submission.status == Status.QUEUED
    Submission.objects.update(checked_at=timezone.now())
    response = client.post(f"/submissions/{submission.public_id}/check-again/", follow=True)
    assert "You can check again in" in response.content.decode()


def test_what_was_taken_back_can_be_handed_in_anew(client: Client, ada: Enrollment) -> None:
    submission = make_submission(ada, now=timezone.now())
    response = client.post(f"/submissions/{submission.public_id}/withdraw/", follow=True)
    assert "You have taken it back" in response.content.decode()
    assert "Address of your pull request" in response.content.decode()


def test_what_a_mentor_sent_back_is_there_to_be_gone_on_from(client: Client, ada: Enrollment) -> None:
    said = {"text": "Hello, I am Ada.", "link": "https://example.org/ada", "words": 4}
    make_submission(ada, "introduce-yourself", status=Status.RETURNED, evidence=said, now=timezone.now())
    form = client.get(address(ada, "introduce-yourself")).context["form"]
    assert (form["text"].value(), form["link"].value()) == (said["text"], said["link"])


def test_a_page_whose_reader_was_signed_out_begins_anew(client: Client, ada: Enrollment) -> None:
    submission = make_submission(ada, now=timezone.now())
    client.logout()
    response = client.get(f"/submissions/{submission.public_id}/status/", headers={"hx-request": "true"})
    assert (response.content, response.headers["HX-Refresh"]) == (b"", "true")


def test_what_is_settled_cannot_be_taken_back(client: Client, ada: Enrollment) -> None:
    submission = make_submission(ada, status=Status.VERIFIED, now=timezone.now())
    response = client.post(f"/submissions/{submission.public_id}/withdraw/", follow=True)
    assert "can no longer be changed" in response.content.decode()


@pytest.mark.parametrize("login", ["mallory", "grace"])
def test_a_task_and_its_submissions_are_one_persons_own(client: Client, ada: Enrollment, login: str) -> None:
    submission = make_submission(ada, now=timezone.now())
    client.force_login(make_person(login))
    assert client.get(address(ada)).status_code == 404
    assert client.post(address(ada, verb="submit/"), {"address": PULL}).status_code == 404
    assert client.get(f"/submissions/{submission.public_id}/status/").status_code == 404
    assert client.post(f"/submissions/{submission.public_id}/check-again/").status_code == 404
    assert client.post(f"/submissions/{submission.public_id}/withdraw/").status_code == 404
