"""Payloads that GitHub really sent, collected by others: signed, posted, processed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from onboarding.github.models import Delivery, PullRequest, Repository
from onboarding.github.operations import process_delivery
from onboarding.github.signatures import sign
from tests.cast import NOON
from tests.github.npm import package
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db
LONG_AGO = NOON - timedelta(days=10_000)
ABOUT_PULL_REQUESTS = ("pull_request", "pull_request_review", "pull_request_review_comment", "check_run", "check_suite")


def everything() -> list[dict[str, Any]]:
    text = (package("@octokit/webhooks-examples") / "api.github.com/index.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def examples(event: str) -> list[dict[str, Any]]:
    (found,) = (item["examples"] for item in everything() if item["name"] == event)
    return list(found)


def post(event: str, guid: str, payload: dict[str, Any]) -> int:
    body = json.dumps(payload).encode()
    headers = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": guid,
        "X-Hub-Signature-256": sign(body, "waymark-demo-webhook"),
    }
    return Client().post("/webhooks/github/", body, "application/json", headers=headers).status_code


def test_all_329_are_answered_and_processed(simulator: SimulatorStage) -> None:
    """Each as GitHub signs it. Some name the pull request that we track, in a repository that we follow."""
    index = everything()
    payloads = [(item["name"], payload) for item in index for payload in item["examples"]]
    assert len(payloads) == 329
    Repository.objects.create(github_id=186853002, node_id="R_1", full_name="Codertocat/Hello-World")
    assert tracked(next(payload for event, payload in payloads if event == "pull_request"))

    for number, (event, payload) in enumerate(payloads):
        assert post(event, f"example-{number}", payload) == 202
    for delivery in Delivery.objects.all():
        process_delivery(delivery_id=delivery.pk, now=NOON)

    assert list(Delivery.objects.unprocessed().values_list("event", "last_error")) == []
    assert Delivery.objects.values("event").distinct().count() == len(index)
    assert Repository.objects.get().webhook_seen_at == NOON


@pytest.mark.parametrize("signature", ["", "sha256=" + "0" * 64, sign(b"{}", "another")])
def test_none_is_kept_that_is_not_signed_by_github(simulator: SimulatorStage, signature: str) -> None:
    headers = {"X-GitHub-Event": "ping", "X-GitHub-Delivery": "1", "X-Hub-Signature-256": signature}

    answer = Client().post("/webhooks/github/", b"{}", "application/json", headers=headers)

    assert answer.status_code == 401
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("event", ABOUT_PULL_REQUESTS)
def test_of_a_tracked_one_each_makes_us_look(simulator: SimulatorStage, event: str) -> None:
    """GitHub, that is the simulator, doesn't know these pull requests: they're gone, and nobody says "no"."""
    for number, payload in enumerate(examples(event)):
        row = tracked(payload)
        post(event, f"{event}-{number}", payload)
        changed = process_delivery(delivery_id=Delivery.objects.latest("pk").pk, now=NOON)
        assert changed == ([row.pk] if row else [])
        PullRequest.objects.all().delete()

    assert not Delivery.objects.unprocessed().exists()


def tracked(payload: dict[str, Any]) -> PullRequest | None:
    """A row for the pull request that the payload is about, as if somebody had submitted it."""
    check: dict[str, Any] = payload.get("check_run") or payload.get("check_suite") or {"pull_requests": []}
    about = payload.get("pull_request") or next(iter(check["pull_requests"]), None)
    if about is None:
        return None
    return PullRequest.objects.create(
        node_id=f"PR_{about['id']}",
        github_id=about["id"],
        repository_name=payload["repository"]["full_name"],
        number=about["number"],
        title="",
        updated_at=LONG_AGO,
        looked_at=LONG_AGO,
    )
