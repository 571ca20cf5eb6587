"""Webhooks. A delivery is a doorbell: it says where to look, and the truth is read from the API."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from onboarding.github.client import GitHubUnavailable, connect
from onboarding.github.models import Delivery, PullRequest, Repository
from onboarding.github.operations.looking import Looked, look_with

Json: TypeAlias = dict[str, Any]

LAG = timedelta(seconds=5)
"""GitHub may send a webhook before its API tells the same."""

MOST_AT_ONCE = 500


def receive(*, guid: str, event: str, payload: Json, now: datetime) -> Delivery:
    """Keep a delivery whose signature is right. A repeated one is the row that is there already."""
    action = payload.get("action")
    delivery, _ = Delivery.objects.get_or_create(
        guid=guid,
        defaults={
            "event": event,
            "action": action[:64] if isinstance(action, str) else "",
            "payload": payload,
            "received_at": now,
        },
    )
    return delivery


def due_deliveries(*, now: datetime) -> list[int]:
    """Keys of those that were lost on the way or failed, and should be processed now."""
    due = Delivery.objects.due(now).order_by("received_at")
    return list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])


def forget_deliveries(*, now: datetime) -> int:
    """Delete what nobody needs any more; gives how many that were."""
    return Delivery.objects.stale(now).delete()[0]


def process_delivery(*, delivery_id: int, now: datetime) -> list[int]:
    """Look at the pull requests that a delivery is about; gives the keys of those whose evidence changed.

    It is done only when they were read; otherwise it is tried again later. Doing it twice changes nothing.
    """
    delivery = Delivery.objects.unprocessed().filter(pk=delivery_id).first()
    if delivery is None:
        return []
    try:
        looked = _answer_the_door(delivery, now=now)
        is_ahead = _is_ahead(delivery.payload)
    except Exception as error:
        delivery.failed(retry_at=now, error=repr(error))
        raise
    if looked.failure:
        delivery.failed(retry_at=looked.failure.retry_at, error=str(looked.failure))
    elif is_ahead:
        delivery.failed(retry_at=now + LAG, error="the webhook is ahead of the API")
    else:
        delivery.done(now)
    return looked.changed


def _answer_the_door(delivery: Delivery, *, now: datetime) -> Looked:
    _note_arrival(delivery, now=now)
    rows = _subjects(delivery.payload)
    if not rows.exists():
        return Looked()
    try:
        return look_with(connect(now=now, patient=True), rows, now=now)
    except GitHubUnavailable as failure:
        return Looked(failure=failure)


def _note_arrival(delivery: Delivery, *, now: datetime) -> None:
    """Webhooks arrive for this repository; and if it is the one that changed, the next reconcile reads its names."""
    fields: Json = {"webhook_seen_at": now}
    if delivery.event == "repository":
        fields["next_poll_at"] = now
    Repository.objects.filter(github_id=_repository_id(delivery.payload)).update(**fields)


def _subjects(payload: Json) -> QuerySet[PullRequest]:
    """The tracked pull requests that a payload is about, however it names them."""
    ids = [item["id"] for item in _pull_requests(payload) if "id" in item]
    named = Q(github_id__in=ids)
    here = Q(repository__github_id=_repository_id(payload))
    issue = _object(payload, "issue")
    if "pull_request" in issue:
        named |= here & Q(number=issue.get("number"))
    if shas := _head_shas(payload):
        named |= here & Q(state=PullRequest.State.OPEN, evidence__pull_request__head_sha__in=shas)
    return PullRequest.objects.filter(named)


def _pull_requests(payload: Json) -> Iterator[Json]:
    yield _object(payload, "pull_request")
    for check in ("check_run", "check_suite", "workflow_run"):
        yield from _object(payload, check).get("pull_requests") or ()


def _head_shas(payload: Json) -> list[str]:
    """Checks on a pull request from a fork name no pull request, only the commit."""
    found = [_object(payload, check).get("head_sha") for check in ("check_run", "check_suite", "workflow_run")]
    return [sha for sha in (*found, payload.get("sha")) if isinstance(sha, str)]


def _is_ahead(payload: Json) -> bool:
    """Whether the payload tells of a later moment than the API did just now."""
    told = _object(payload, "pull_request")
    if "id" not in told or not told.get("updated_at"):
        return False
    told_at = datetime.fromisoformat(told["updated_at"]).replace(microsecond=0)
    return PullRequest.objects.filter(github_id=told["id"], updated_at__lt=told_at, vanished_at=None).exists()


def _repository_id(payload: Json) -> int:
    """Its number, or one that no repository has."""
    found = _object(payload, "repository").get("id")
    return found if isinstance(found, int) else 0


def _object(payload: Json, key: str) -> Json:
    found = payload.get(key)
    return found if isinstance(found, dict) else {}
