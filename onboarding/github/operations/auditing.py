"""GitHub never sends a webhook again by itself: we read its log of deliveries, and ask for those that did not arrive.

The log of a repository's webhook shows only to a token that may administer webhooks. Without that the polls find the
same, later.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, TypeAlias

from django.conf import settings

from onboarding.github.client import Client, GitHubUnavailable, NotVisible, connect
from onboarding.github.errors import Reason
from onboarding.github.models import Delivery, Repository

Json: TypeAlias = dict[str, Any]

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=15)
NOT_ALLOWED_FOR = timedelta(days=1)
"""A token that may not see webhooks is asked again tomorrow: somebody may give it the right."""

OVERLAP = timedelta(minutes=15)
"""What was under way at the last look may have failed since."""

KEPT = timedelta(days=3)
"""GitHub forgets what it sent before that."""

MOST_TRIES = 3
MOST_READ = 1000
ADDRESS = "/webhooks/github/"


def audit(*, now: datetime) -> int:
    """Ask for what did not arrive, in each repository whose webhooks we know; gives how many were asked for."""
    client = connect(now=now, patient=True)
    asked_for = 0
    for repository in Repository.objects.to_audit(now):
        try:
            asked_for += _audit(client, repository, now=now)
            repository.audited(now=now, next_at=now + EVERY)
        except (NotVisible, GitHubUnavailable) as error:
            is_forbidden = isinstance(error, NotVisible) or error.reason is Reason.FORBIDDEN
            repository.audit_failed(retry_at=now + (NOT_ALLOWED_FOR if is_forbidden else EVERY))
            if not is_forbidden:
                break
    return asked_for


def _audit(client: Client, repository: Repository, *, now: datetime) -> int:
    hooks = ("repos", *repository.full_name.split("/"), "hooks")
    if repository.hook_id is None:
        repository.hook_id = _our_hook(client.listing(*hooks))
    log = (*hooks, str(repository.hook_id), "deliveries")
    since = max((repository.audited_at or now - KEPT) - OVERLAP, now - KEPT)
    sent = takewhile(lambda one: datetime.fromisoformat(one["delivered_at"]) >= since, client.listing(*log))
    missing = _missing([one for one, _ in zip(sent, range(MOST_READ), strict=False)])
    for number in missing:
        client.post(*log, str(number), "attempts")
    if missing:
        logger.warning("asked GitHub for %d webhooks of %s that did not arrive", len(missing), repository)
    return len(missing)


def _our_hook(hooks: Iterable[Json]) -> int:
    ours = f"{settings.WAYMARK.base_url}{ADDRESS}"
    found = next((int(hook["id"]) for hook in hooks if hook.get("config", {}).get("url") == ours), None)
    if found is None:
        raise NotVisible({"en": f"No webhook leads to {ours}.", "zh-hans": f"没有指向 {ours} 的 webhook。"})
    return found


def _missing(sent: Iterable[Json]) -> list[int]:
    """The newest number of each delivery that never arrived, unless it was tried often enough."""
    tries: dict[str, list[Json]] = {}
    for one in sent:
        tries.setdefault(one["guid"], []).append(one)
    failed = {guid: ones for guid, ones in tries.items() if not any(_arrived(one) for one in ones)}
    known = set(Delivery.objects.filter(guid__in=failed).values_list("guid", flat=True))
    return [ones[0]["id"] for guid, ones in failed.items() if guid not in known and len(ones) < MOST_TRIES]


def _arrived(one: Json) -> bool:
    return 200 <= int(one.get("status_code") or 0) < 300
