"""The door at which GitHub rings: who is let in, and what is written down."""

import json
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from prometheus_client import REGISTRY
from pytest_django.fixtures import Settings

from onboarding.github.connection import Connection
from onboarding.github.models import Delivery
from onboarding.github.signatures import sign
from onboarding.github.views.webhooks import LARGEST, webhook

pytestmark = pytest.mark.django_db
BODY = json.dumps({"action": "closed", "pull_request": {"id": 1}, "repository": {"id": 5001}}).encode()
Post = Callable[..., HttpResponse]


@pytest.fixture
def queued() -> list[int]:
    return []


@pytest.fixture
def post(settings: Settings, queued: list[int]) -> Post:
    """Post a delivery to the view; the signature is right unless given."""
    settings.GITHUB = Connection(url="https://github.com", webhook_secret="hush")

    def send(
        body: bytes = BODY, *, guid: str = "one", content_type: str = "application/json", **headers: str
    ) -> HttpResponse:
        sent = {
            "X-GitHub-Event": "pull_request",
            "X-GitHub-Delivery": guid,
            "X-Hub-Signature-256": sign(body, "hush"),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        request = RequestFactory().post("/webhooks/github/", body, content_type, headers=sent)
        return webhook(request, queued.append)

    return send


def refused() -> float:
    return REGISTRY.get_sample_value("waymark_webhooks_refused_total") or 0


def test_a_signed_delivery_is_kept_and_queued(post: Post, queued: list[int]) -> None:
    assert post().status_code == 202

    delivery = Delivery.objects.get()
    assert (delivery.guid, delivery.event, delivery.action) == ("one", "pull_request", "closed")
    assert delivery.payload == json.loads(BODY)
    assert delivery.processed_at is None
    assert queued == [delivery.pk]


@pytest.mark.parametrize("signature", ["", "sha256=00", sign(BODY, "wrong"), sign(b"{}", "hush")])
def test_a_wrong_signature_leaves_nothing_but_a_count(post: Post, queued: list[int], signature: str) -> None:
    before = refused()

    assert post(X_Hub_Signature_256=signature).status_code == 401

    assert refused() == before + 1
    assert not Delivery.objects.exists()
    assert queued == []


def test_without_a_secret_nobody_gets_in(post: Post, settings: Settings) -> None:
    settings.GITHUB = Connection(url="https://github.com")

    assert post(X_Hub_Signature_256=sign(BODY, "")).status_code == 401


def test_a_repeated_delivery_is_one_row(post: Post) -> None:
    assert [post().status_code, post().status_code] == [202, 202]
    assert Delivery.objects.count() == 1


def test_a_repeated_delivery_is_queued_again_until_it_is_done(post: Post, queued: list[int]) -> None:
    post()
    post()
    assert len(queued) == 2

    Delivery.objects.update(processed_at="2026-03-02T12:00:00Z")
    assert post().status_code == 202
    assert len(queued) == 2


def test_the_form_encoding_that_githubs_settings_offer_first_works_too(post: Post) -> None:
    body = b"payload=%7B%22action%22%3A%22ping%22%7D"

    assert post(body, content_type="application/x-www-form-urlencoded").status_code == 202
    assert Delivery.objects.get().payload == {"action": "ping"}


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b"null", b"\xff", b'{"a":'])
def test_what_is_not_a_json_object_is_refused(post: Post, body: bytes) -> None:
    assert post(body).status_code == 400
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"guid": ""}, {"guid": "x" * 65}, {"X_GitHub_Event": ""}, {"X_GitHub_Event": "x" * 65}]
)
def test_what_is_no_delivery_is_refused(post: Post, headers: dict[str, str]) -> None:
    assert post(**headers).status_code == 400


def test_too_large_a_payload_is_refused_unread(post: Post) -> None:
    assert post(b"x" * (LARGEST + 1)).status_code == 413
    assert not Delivery.objects.exists()


def test_text_that_no_database_takes_is_kept_harmless(post: Post) -> None:
    assert post(b'{"action": "edited\\u0000", "title": "\\ud800"}').status_code == 202
    assert Delivery.objects.get().payload == {"action": "edited\ufffd", "title": "\ufffd"}


@pytest.mark.parametrize("action", [None, 7, ["x"], "x" * 100])
def test_an_odd_action_does_no_harm(post: Post, action: object) -> None:
    assert post(json.dumps({"action": action}).encode()).status_code == 202


def test_only_post_is_answered(client: Client) -> None:
    assert client.get("/webhooks/github/").status_code == 405


def test_it_stands_at_its_address_and_needs_no_csrf_token(settings: Settings) -> None:
    settings.GITHUB = Connection(url="https://github.com", webhook_secret="hush")
    headers = {
        "X-GitHub-Event": "ping",
        "X-GitHub-Delivery": "two",
        "X-Hub-Signature-256": sign(BODY, "hush"),
    }

    answer = Client(enforce_csrf_checks=True).post("/webhooks/github/", BODY, "application/json", headers=headers)

    assert answer.status_code == 202
