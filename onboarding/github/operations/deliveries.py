"""Webhooks. A delivery is a doorbell: it says where to look, and the truth is read from the API."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from onboarding.github.models import Delivery, PullRequest
from onboarding.github.operations.arrivals import ABOUT_REPOSITORIES, Json, note_arrival, number, part
from onboarding.github.operations.looking import Looked, compare, look_with, with_each

LAG = timedelta(seconds=5)
"""GitHub may send a webhook before its API tells the same."""

MOST_AT_ONCE = 500


def receive(*, guid: str, event: str, payload: Json, now: datetime) -> Delivery:
    """Keep a delivery whose signature is right. A repeated one is the row that is there already, as it first came.

    Inserted without asking first, since GitHub may send thousands at once, and seldom one of them twice.
    """
    action = payload.get("action")
    delivery = Delivery(
        guid=guid,
        event=event,
        action=action[:64] if isinstance(action, str) else "",
        payload=payload,
        pull_request_id=number(payload, "pull_request") or None,
        received_at=now,
    )
    try:
        with transaction.atomic():
            delivery.save(force_insert=True)
    except IntegrityError:
        return Delivery.objects.get(guid=guid)
    return delivery


def due_deliveries(*, now: datetime) -> list[int]:
    """Keys of those that were lost on the way or failed, and should be processed now."""
    due = Delivery.objects.due(now).order_by("received_at")
    return list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])


def forget_deliveries(*, now: datetime) -> int:
    """Delete what nobody needs any more; gives how many that were."""
    return Delivery.objects.stale(now).delete()[0]


def reopen_deliveries(pull_request: PullRequest, *, since: datetime) -> int:
    """Process once more what came about it while it was first read: then nobody tracked it yet, and nobody looked."""
    recent = Delivery.objects.filter(
        pull_request_id=pull_request.github_id, received_at__gte=since - LAG, processed_at__isnull=False
    )
    return recent.update(processed_at=None, next_try_at=since + LAG)


def process_delivery(*, delivery_id: int, now: datetime) -> list[int]:
    """Look at the pull requests that a delivery is about; gives the keys of those whose evidence changed.

    It is done only when they were read; otherwise it is tried again later. Doing it twice changes nothing.
    """
    delivery = Delivery.objects.unprocessed().filter(pk=delivery_id).first()
    if delivery is None:
        return []
    try:
        told_at = _told_at(delivery.payload)
        looked = _answer_the_door(delivery, told_at, now=now)
        is_ahead = _is_ahead(delivery, told_at)
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


def _answer_the_door(delivery: Delivery, told_at: datetime | None, *, now: datetime) -> Looked:
    note_arrival(delivery.event, delivery.payload, now=now)
    if delivery.event in ABOUT_REPOSITORIES:
        return _compare_repository(delivery.payload, now=now)
    rows = _subjects(delivery.payload).filter(_unread(delivery, told_at))
    return with_each(look_with, rows, now=now, patient=True)


def _compare_repository(payload: Json, *, now: datetime) -> Looked:
    """It was renamed, moved, hidden, deleted or shown again: so were its pull requests."""
    rows = PullRequest.objects.filter(repository__github_id=number(payload, "repository"))
    return with_each(compare, rows, now=now, patient=True)


def _unread(delivery: Delivery, told_at: datetime | None) -> Q:
    """Of which we do not yet know what this tells. Who read after it came (and GitHub had caught up) knows;
    and so does who knows of something later: that is not worth a question."""
    unread = Q(looked_at__lt=delivery.received_at + LAG)
    return unread & Q(updated_at__lte=told_at) if told_at else unread


def _subjects(payload: Json) -> QuerySet[PullRequest]:
    """The tracked pull requests that a payload is about, however it names them."""
    ids = [item["id"] for item in _pull_requests(payload) if "id" in item]
    named = Q(github_id__in=ids)
    here = Q(repository__github_id=number(payload, "repository"))
    issue = part(payload, "issue")
    if "pull_request" in issue:
        named |= here & Q(number=issue.get("number"))
    if shas := _head_shas(payload):
        named |= here & Q(state=PullRequest.State.OPEN, head_sha__in=shas)
    return PullRequest.objects.filter(named)


def _pull_requests(payload: Json) -> Iterator[Json]:
    yield part(payload, "pull_request")
    for check in ("check_run", "check_suite", "workflow_run"):
        yield from part(payload, check).get("pull_requests") or ()


def _head_shas(payload: Json) -> list[str]:
    """Checks on a pull request from a fork name no pull request, only the commit."""
    found = [part(payload, check).get("head_sha") for check in ("check_run", "check_suite", "workflow_run")]
    return [sha for sha in (*found, payload.get("sha")) if isinstance(sha, str)]


def _told_at(payload: Json) -> datetime | None:
    """The moment that the payload tells of, where it tells of a pull request."""
    told = part(payload, "pull_request").get("updated_at")
    return datetime.fromisoformat(told).replace(microsecond=0) if told else None


def _is_ahead(delivery: Delivery, told_at: datetime | None) -> bool:
    """Whether the payload tells of a later moment than the API did just now."""
    if told_at is None:
        return False
    rows = PullRequest.objects.filter(github_id=number(delivery.payload, "pull_request"), vanished_at=None)
    return rows.filter(updated_at__lt=told_at).exists()
