"""Webhooks: stored once, done only after processing, never trusted beyond where to look."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from onboarding.github.models import DELIVERY_TRIES, Delivery, PullRequest, Repository
from onboarding.github.operations import due_deliveries, follow, forget_deliveries, process_delivery, receive, track
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE = timedelta(minutes=1)


def tracked(stage: SimulatorStage) -> PullRequest:
    return track(address=address(stage, stage.open()), now=NOW)


def ring(event: str = "pull_request", guid: str = "one", **payload: Any) -> Delivery:
    return receive(guid=guid, event=event, payload=payload, now=NOW)


def about(row: PullRequest, **fields: Any) -> dict[str, Any]:
    return {"action": "closed", "pull_request": {"id": row.github_id, **fields}, "repository": {"id": 5001}}


def test_it_looks_where_the_doorbell_rang(simulator: SimulatorStage) -> None:
    row = tracked(simulator)
    simulator.merge(row.number)
    delivery = ring(**about(row))

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == [row.pk]

    delivery.refresh_from_db()
    row.refresh_from_db()
    assert delivery.processed_at == NOW
    assert row.state == "merged"


def test_the_payload_itself_proves_nothing(simulator: SimulatorStage) -> None:
    row = tracked(simulator)
    delivery = ring(**about(row, merged=True, state="closed"))

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == []

    row.refresh_from_db()
    assert row.state == "open"


def test_doing_it_twice_changes_nothing(simulator: SimulatorStage) -> None:
    row = tracked(simulator)
    simulator.merge(row.number)
    delivery = ring(**about(row))
    process_delivery(delivery_id=delivery.pk, now=NOW)

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == []


def test_a_repeated_guid_is_one_row(simulator: SimulatorStage) -> None:
    assert ring(guid="same").pk == ring(guid="same", action="other").pk
    assert Delivery.objects.count() == 1


def test_what_nobody_tracks_is_done_without_asking_github(simulator: SimulatorStage) -> None:
    simulator.moods(is_down=True)
    delivery = ring(pull_request={"id": 999}, repository={"id": 5001})

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == []
    delivery.refresh_from_db()
    assert delivery.processed_at == NOW


def test_when_github_is_down_it_is_not_done_but_tried_again(simulator: SimulatorStage) -> None:
    row = tracked(simulator)
    simulator.merge(row.number)
    delivery = ring(**about(row))
    simulator.moods(is_down=True)

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == []

    delivery.refresh_from_db()
    assert delivery.processed_at is None
    assert "down" in delivery.last_error
    assert due_deliveries(now=NOW + MINUTE / 2) == []
    simulator.moods()
    assert due_deliveries(now=NOW + 2 * MINUTE) == [delivery.pk]
    assert process_delivery(delivery_id=delivery.pk, now=NOW + 2 * MINUTE) == [row.pk]


def test_a_webhook_that_is_ahead_of_the_api_is_tried_again(simulator: SimulatorStage) -> None:
    row = tracked(simulator)
    delivery = ring(**about(row, updated_at=(NOW + timedelta(days=1)).isoformat()))

    process_delivery(delivery_id=delivery.pk, now=NOW)

    delivery.refresh_from_db()
    assert delivery.processed_at is None
    assert due_deliveries(now=NOW + MINUTE) == [delivery.pk]


def test_a_fault_of_ours_is_not_done_either(simulator: SimulatorStage) -> None:
    row = tracked(simulator)
    delivery = ring(**about(row, updated_at="yesterday"))

    with pytest.raises(ValueError, match="yesterday"):
        process_delivery(delivery_id=delivery.pk, now=NOW)

    delivery.refresh_from_db()
    assert delivery.processed_at is None
    assert "yesterday" in delivery.last_error


def test_it_gives_up_in_the_end(simulator: SimulatorStage) -> None:
    delivery = ring()
    Delivery.objects.update(attempts=DELIVERY_TRIES, next_try_at=NOW)

    assert due_deliveries(now=NOW) == []
    assert str(delivery) == "pull_request one"


def test_one_that_was_lost_on_the_way_is_found(simulator: SimulatorStage) -> None:
    delivery = ring()

    assert due_deliveries(now=NOW + timedelta(seconds=10)) == []
    assert due_deliveries(now=NOW + MINUTE) == [delivery.pk]


def test_old_ones_are_forgotten(simulator: SimulatorStage) -> None:
    ring(guid="old")
    Delivery.objects.update(received_at=NOW - timedelta(days=7))
    ring(guid="new")

    assert forget_deliveries(now=NOW) == 1
    assert Delivery.objects.get().guid == "new"


def test_it_notes_that_webhooks_arrive(simulator: SimulatorStage) -> None:
    follow(full_name=simulator.repository, now=NOW)

    process_delivery(delivery_id=ring("ping", repository={"id": 5001}).pk, now=NOW)

    assert Repository.objects.get().webhook_seen_at == NOW


def test_a_renamed_repository_is_polled_at_once(simulator: SimulatorStage) -> None:
    follow(full_name=simulator.repository, now=NOW)
    Repository.objects.update(next_poll_at=NOW + 60 * MINUTE)

    process_delivery(delivery_id=ring("repository", action="renamed", repository={"id": 5001}).pk, now=NOW)

    assert Repository.objects.due(NOW).exists()


@pytest.mark.parametrize(
    "payload",
    [
        {"issue": {"number": 4, "pull_request": {}}},
        {"check_run": {"head_sha": "HEAD", "pull_requests": []}},
        {"check_suite": {"head_sha": "HEAD"}},
        {"workflow_run": {"pull_requests": [{"id": 900_001}]}},
        {"sha": "HEAD"},
    ],
)
def test_it_finds_the_pull_request_however_it_is_named(simulator: SimulatorStage, payload: dict[str, Any]) -> None:
    follow(full_name=simulator.repository, now=NOW)
    row = tracked(simulator)
    assert (row.number, row.github_id) == (4, 900_001)
    simulator.do(row.number, "checks-pass")
    text = repr(payload).replace("HEAD", row.evidence["pull_request"]["head_sha"])

    delivery = ring("anything", repository={"id": 5001}, **eval(text))  # noqa: S307 - the text is ours

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == [row.pk]


def test_checks_are_found_by_their_commit_only_where_it_is_the_newest(simulator: SimulatorStage) -> None:
    follow(full_name=simulator.repository, now=NOW)
    row = tracked(simulator)
    simulator.do(row.number, "checks-pass")

    delivery = ring("status", repository={"id": 5001}, sha="0" * 40)

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == []


def test_what_is_older_than_what_we_know_asks_nothing(simulator: SimulatorStage) -> None:
    row = tracked(simulator)
    simulator.moods(is_down=True)
    delivery = ring(**about(row, updated_at=(row.updated_at - timedelta(seconds=1)).isoformat()))

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == []
    assert not Delivery.objects.unprocessed().exists()


def test_a_storm_of_webhooks_costs_one_look(simulator: SimulatorStage) -> None:
    row = tracked(simulator)
    simulator.merge(row.number)
    storm = [ring(guid=str(number), **about(row)) for number in range(5)]
    later = NOW + 10 * timedelta(seconds=1)

    assert process_delivery(delivery_id=storm[0].pk, now=later) == [row.pk]
    simulator.moods(is_down=True)
    assert [process_delivery(delivery_id=one.pk, now=later) for one in storm[1:]] == [[]] * 4
    assert not Delivery.objects.unprocessed().exists()


def test_what_came_while_it_was_first_read_is_processed_again(simulator: SimulatorStage) -> None:
    """GitHub was asked, then it was merged, its webhook found nobody who tracks it, then the answer was stored."""
    number = simulator.open()
    with simulator.simulator.store.reading() as world:
        github_id = world.pull_requests[-1].github_id
    delivery = ring(pull_request={"id": github_id}, repository={"id": 5001})
    process_delivery(delivery_id=delivery.pk, now=NOW)

    row = track(address=address(simulator, number), now=NOW)
    simulator.merge(number)

    assert due_deliveries(now=NOW + MINUTE) == [delivery.pk]
    assert process_delivery(delivery_id=delivery.pk, now=NOW + MINUTE) == [row.pk]


@pytest.mark.parametrize(("event", "action"), [("repository", "privatized"), ("repository", "deleted")])
def test_what_a_hidden_repository_takes_along_is_seen_at_once(
    simulator: SimulatorStage, event: str, action: str
) -> None:
    follow(full_name=simulator.repository, now=NOW)
    row = tracked(simulator)
    simulator.merge(row.number)
    simulator.control("repository", is_hidden=True)

    delivery = ring(event, action=action, repository={"id": 5001})

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == [row.pk]
    row.refresh_from_db()
    assert row.vanished_at == NOW


def test_and_is_there_again_when_it_is_made_public(simulator: SimulatorStage) -> None:
    follow(full_name=simulator.repository, now=NOW)
    row = tracked(simulator)
    PullRequest.objects.update(vanished_at=NOW)

    delivery = ring("public", repository={"id": 5001})

    assert process_delivery(delivery_id=delivery.pk, now=NOW) == [row.pk]


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("installation", {"action": "suspend", "repositories": [{"id": 5001}]}),
        ("installation", {"action": "deleted", "repositories": [{"id": 5001}]}),
        ("installation_repositories", {"action": "removed", "repositories_removed": [{"id": 5001}, None]}),
    ],
)
def test_where_webhooks_end_polling_begins_at_once(
    simulator: SimulatorStage, event: str, payload: dict[str, Any]
) -> None:
    follow(full_name=simulator.repository, now=NOW)
    Repository.objects.update(webhook_seen_at=NOW, next_poll_at=NOW + 60 * MINUTE)

    process_delivery(delivery_id=ring(event, **payload).pk, now=NOW)

    assert Repository.objects.due(NOW).without_webhooks(NOW).exists()


@pytest.mark.parametrize(
    ("ref", "message", "rings"),
    [
        ("refs/heads/main", f"Revert it\n\nThis reverts commit {'ab' * 20}.", True),
        ("refs/heads/other", f"This reverts commit {'ab' * 20}.", False),
        ("refs/heads/main", "docs: mend", False),
        ("refs/heads/main", None, False),
    ],
)
def test_a_push_that_takes_something_back_rings_for_a_poll(
    simulator: SimulatorStage, ref: str, message: str | None, rings: bool
) -> None:
    follow(full_name=simulator.repository, now=NOW)
    Repository.objects.update(next_poll_at=NOW + 60 * MINUTE)
    payload = {"ref": ref, "commits": [{"message": message}], "repository": {"id": 5001, "default_branch": "main"}}

    process_delivery(delivery_id=ring("push", **payload).pk, now=NOW)

    assert Repository.objects.due(NOW).exists() is rings


@pytest.mark.parametrize(
    "payload", [{}, {"pull_request": None}, {"repository": []}, {"check_run": {"pull_requests": None}}]
)
def test_odd_payloads_are_done(simulator: SimulatorStage, payload: dict[str, Any]) -> None:
    assert process_delivery(delivery_id=ring(**payload).pk, now=NOW) == []
