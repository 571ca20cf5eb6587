"""GitHub never sends a webhook again by itself: we read its log of deliveries, and ask for those that did not arrive.

An App may read its own. The log of a repository's webhook shows only to a token that may administer webhooks. Without
either the polls find the same, later.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, TypeAlias

from django.conf import settings

from onboarding.github.client import Client, GitHubUnavailable, NotVisible
from onboarding.github.credentials import as_app, connect
from onboarding.github.errors import Reason
from onboarding.github.models import App, Delivery, Repository
from onboarding.github.sealing import Unreadable, unseal

Json: TypeAlias = dict[str, Any]

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=15)
SLACK = timedelta(minutes=1)  # a beat that comes a little early
NOT_ALLOWED_FOR = timedelta(days=1)
"""A token that may not see webhooks is asked again tomorrow: somebody may give it the right."""

OVERLAP = timedelta(minutes=15)
"""What was under way at the last look may have failed since."""

KEPT = timedelta(days=3)
"""GitHub forgets what it sent before that."""

MOST_TRIES = 3
MOST_READ = 1000
ADDRESS = "/webhooks/github/"


def audit(*, now: datetime, resting: Collection[int] = ()) -> int:
    """Ask for what did not arrive, of the App and in each repository whose webhooks we know; gives how many.

    ``resting``: keys of those that nobody waits for.
    """
    asked_for = _audit_app(now=now)
    for repository in Repository.objects.to_audit(now).exclude(pk__in=resting):
        try:
            client = connect(now=now, patient=True, installation=repository.installation_id)
            asked_for += _audit(client, repository, now=now)
            repository.audited(now=now, next_at=now + EVERY)
        except (NotVisible, GitHubUnavailable) as error:
            is_forbidden = isinstance(error, NotVisible) or error.reason is Reason.FORBIDDEN
            repository.audit_failed(retry_at=now + (NOT_ALLOWED_FOR if is_forbidden else EVERY))
            if not is_forbidden:
                break
    return asked_for


def _audit_app(*, now: datetime) -> int:
    """One log for all installations."""
    app = App.objects.first()
    if app is None or (app.audited_at and now - app.audited_at < EVERY - SLACK):
        return 0
    try:
        client = as_app(key=unseal(app.sealed_key), app_id=app.github_id, now=now)
        asked_for = _ask_again(client, ("app", "hook", "deliveries"), since=app.audited_at, now=now)
    except (GitHubUnavailable, NotVisible, Unreadable) as error:
        logger.warning("the App's log of webhooks could not be read: %r", error)
        return 0
    app.audited(now=now)
    return asked_for


def _audit(client: Client, repository: Repository, *, now: datetime) -> int:
    hooks = ("repos", *repository.full_name.split("/"), "hooks")
    if repository.hook_id is None:
        repository.hook_id = _our_hook(client.listing(*hooks))
    return _ask_again(client, (*hooks, str(repository.hook_id), "deliveries"), since=repository.audited_at, now=now)


def _ask_again(client: Client, log: Sequence[str], *, since: datetime | None, now: datetime) -> int:
    """Read one log back to the last look, and have sent again what is missing."""
    since = max((since or now - KEPT) - OVERLAP, now - KEPT)
    sent = takewhile(lambda one: datetime.fromisoformat(one["delivered_at"]) >= since, client.listing(*log))
    missing = _missing([one for one, _ in zip(sent, range(MOST_READ), strict=False)])
    for number in missing:
        client.post(*log, str(number), "attempts")
    if missing:
        logger.warning("asked GitHub for %d webhooks of %s that did not arrive", len(missing), "/".join(log))
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
