"""What the arrival of a webhook itself says: that webhooks arrive, or arrive no more, and what is worth a poll."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias

from django.utils.dateparse import parse_datetime

from onboarding.github.models import App, Installation, Repository
from onboarding.github.operations.reverting import is_told_by

Json: TypeAlias = dict[str, Any]

ABOUT_REPOSITORIES = frozenset({"repository", "public"})
"""Renamed, transferred, deleted, privatized, archived; and the event for what was made public."""

ENDS = frozenset({"deleted", "suspend", "removed"})
"""Actions after which an installation, or a repository of it, sends nothing more."""


def note_arrival(event: str, payload: Json, *, now: datetime) -> None:
    """Write to the repositories that are named when they last told something, and when to poll them."""
    if event in ("installation", "installation_repositories"):
        _note_installation(payload, now=now)
        return
    fields: Json = {"webhook_seen_at": now}
    if event in ABOUT_REPOSITORIES or (event == "push" and _reverts_something(payload)):
        fields["next_poll_at"] = now
    Repository.objects.filter(github_id=number(payload, "repository")).update(**fields)


def _note_installation(payload: Json, *, now: datetime) -> None:
    """Where webhooks end, polling each minute begins at once. What may be read with it is read with it from now on.

    An installation takes away only what was its own: deliveries come in any order, and some are not of our App.
    """
    installation = keep_installation(part(payload, "installation"), now=now)
    named = Repository.objects.filter(github_id__in=list(_named(payload)))
    if payload.get("action") not in ENDS:
        named.update(next_poll_at=now, **({"installation": installation} if installation else {}))
        return
    named.update(next_poll_at=now, webhook_seen_at=None)
    if installation:
        named.filter(installation=installation).update(installation=None)
    if installation and payload.get("action") == "deleted":
        installation.end(now=now)


def keep_installation(told: Json, *, now: datetime) -> Installation | None:
    """The row of an installation as GitHub describes it, if it is one of our App's."""
    app = App.objects.first()
    if app is None or told.get("app_id") != app.github_id or not isinstance(told.get("id"), int):
        return None
    account, suspended_at = part(told, "account").get("login"), told.get("suspended_at")
    fields = {
        "account": account if isinstance(account, str) else "",
        "suspended_at": parse_datetime(suspended_at) if isinstance(suspended_at, str) else None,
        "removed_at": None,
        "seen_at": now,
    }
    return Installation.objects.update_or_create(github_id=told["id"], defaults=fields)[0]


def _named(payload: Json) -> Iterator[int]:
    for key in ("repositories", "repositories_added", "repositories_removed"):
        for item in payload.get(key) or ():
            if isinstance(item, dict) and isinstance(item.get("id"), int):
                yield item["id"]


def _reverts_something(payload: Json) -> bool:
    """Whether a commit on the default branch says so."""
    branch = part(payload, "repository").get("default_branch")
    commits = payload.get("commits") or ()
    is_default = payload.get("ref") == f"refs/heads/{branch}"
    return is_default and is_told_by(item.get("message") for item in commits if isinstance(item, dict))


def number(payload: Json, key: str) -> int:
    """The number of the object under this key, or 0, which nothing has."""
    found = part(payload, key).get("id")
    return found if isinstance(found, int) else 0


def part(payload: Json, key: str) -> Json:
    """The object under this key, or an empty one."""
    found = payload.get(key)
    return found if isinstance(found, dict) else {}
