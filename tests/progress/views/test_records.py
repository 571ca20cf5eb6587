"""One's record, and showing it to others."""

from typing import Any

import pytest
from django.test import Client

from onboarding.github.models import PullRequest
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Review, Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.mirror import make_pull_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Enrollment:
    """Two tasks are behind her: a text that Grace read, and a pull request that the machine checked."""
    ada = enroll(make_program(name="Spring cohort", name_zh_hans="春季学员计划"))
    text = make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    Review.objects.create(
        submission=text,
        mentor=make_person("grace"),
        decision=Review.Decision.APPROVE,
        decided_at=NOON,
        effective_at=NOON,
        applied_at=NOON,
    )
    make_submission(ada, "first-contribution", status=Status.VERIFIED, pull_request=make_pull_request())
    client.force_login(ada.user)
    return ada


def page(client: Client, ada: Enrollment) -> str:
    return client.get(f"/journey/{ada.public_id}/record/").content.decode()


def test_it_says_what_proved_each_task_and_who_confirmed_it(client: Client, ada: Enrollment) -> None:
    text = page(client, ada)
    assert "confirmed by Grace" in text
    assert "checked by Waymark from the evidence" in text
    assert "/demo-community/guide/pull/7" in text
    assert "2 of 3 verified" in text


def test_it_is_in_chinese_too(client: Client, ada: Enrollment) -> None:
    client.cookies["django_language"] = "zh-hans"
    assert "春季学员计划" in page(client, ada)


def test_an_empty_record_says_what_will_stand_there(client: Client) -> None:
    bob = enroll(make_program(), "bob")
    client.force_login(bob.user)
    assert "Nothing is verified yet" in page(client, bob)


def test_the_number_of_queries_does_not_grow_with_the_tasks(
    client: Client, ada: Enrollment, django_assert_num_queries: Any
) -> None:
    page(client, ada)
    with django_assert_num_queries(7):
        page(client, ada)
    make_submission(ada, "sign-off", status=Status.VERIFIED)
    with django_assert_num_queries(7):
        page(client, ada)


def test_the_export_holds_everything_with_instants_in_utc(client: Client, ada: Enrollment) -> None:
    document = client.get(f"/journey/{ada.public_id}/record.json").json()
    written, pull = document["tasks"]
    assert document["person"]["github_id"] == ada.user.github_id
    assert (written["confirmed_by"], pull["confirmed_by"]) == ("Grace", None)
    assert pull["evidence"]["pull_request"] == "demo-community/guide#7"
    assert written["verified_at"] == "2026-03-02T12:00:00+00:00"
    assert document["finished_at"] is None


def test_nobody_can_read_it_until_its_owner_shares_it(client: Client, ada: Enrollment) -> None:
    stranger = Client()
    assert stranger.get("/records/None/").status_code == 404

    client.post(f"/journey/{ada.public_id}/record/share/")
    ada.refresh_from_db()
    response = stranger.get(f"/records/{ada.record_id}/")

    assert "Ada" in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Stop sharing" not in response.content.decode()


def test_an_address_that_was_taken_back_stays_dead(client: Client, ada: Enrollment) -> None:
    client.post(f"/journey/{ada.public_id}/record/share/")
    ada.refresh_from_db()
    old = ada.record_id
    client.post(f"/journey/{ada.public_id}/record/hide/")
    client.post(f"/journey/{ada.public_id}/record/share/")
    assert Client().get(f"/records/{old}/").status_code == 404


def test_the_record_of_a_closed_account_is_gone(client: Client, ada: Enrollment) -> None:
    client.post(f"/journey/{ada.public_id}/record/share/")
    ada.refresh_from_db()
    ada.user.is_active = False
    ada.user.save()
    assert Client().get(f"/records/{ada.record_id}/").status_code == 404


def test_a_title_that_nobody_can_see_at_github_any_more_is_shown_to_nobody(client: Client, ada: Enrollment) -> None:
    title = PullRequest.objects.get().title
    assert title in page(client, ada)

    PullRequest.objects.update(vanished_at=NOON)

    assert title not in page(client, ada)
    assert "demo-community/guide#7" in page(client, ada)
