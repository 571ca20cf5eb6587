"""Payloads that GitHub really sent, collected by others: signed, posted, processed."""

import json
from typing import Any

import pytest
from django.test import Client

from onboarding.github.models import Delivery, PullRequest
from onboarding.github.operations import process_delivery
from onboarding.github.signatures import sign
from tests.cast import NOON
from tests.github.npm import package
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db
ABOUT_PULL_REQUESTS = ("pull_request", "pull_request_review", "pull_request_review_comment", "check_run", "check_suite")


def examples(event: str) -> list[dict[str, Any]]:
    index = json.loads((package("@octokit/webhooks-examples") / "api.github.com/index.json").read_text())
    (found,) = (item["examples"] for item in index if item["name"] == event)
    return list(found)


def post(event: str, guid: str, payload: dict[str, Any]) -> int:
    body = json.dumps(payload).encode()
    headers = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": guid,
        "X-Hub-Signature-256": sign(body, "waymark-demo-webhook"),
    }
    return Client().post("/webhooks/github/", body, "application/json", headers=headers).status_code


def test_all_29_about_pull_requests_are_answered_and_processed(simulator: SimulatorStage) -> None:
    payloads = examples("pull_request")
    assert len(payloads) == 29

    for number, payload in enumerate(payloads):
        assert post("pull_request", f"example-{number}", payload) == 202
    for delivery in Delivery.objects.all():
        process_delivery(delivery_id=delivery.pk, now=NOON)

    assert Delivery.objects.filter(processed_at=NOON).count() == 29


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
        updated_at=NOON,
        looked_at=NOON,
    )
