"""Our GitHub App: made in one click by GitHub's manifest flow, installed by those who own repositories, kept up."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import jwt
from django.conf import settings
from django.db import transaction

from onboarding.github.client import Client, NotVisible
from onboarding.github.credentials import as_app, connect
from onboarding.github.errors import GitHubUnavailable
from onboarding.github.models import App, Installation, Repository
from onboarding.github.operations.arrivals import keep_installation
from onboarding.github.sealing import Unreadable, seal, unseal

Json: TypeAlias = dict[str, Any]


class BadKey(ValueError):
    """This is not a private key of our App."""


@dataclass(frozen=True)
class Offered:
    """A repository that an installation lets us read. ``followed``: whether we do already."""

    github_id: int
    full_name: str
    installation: int
    followed: bool


def create_app(*, code: str, now: datetime) -> App:
    """Take over the App that GitHub has made, by the code that it sent the organiser back with. The code works once.

    Raises GitHubUnavailable, and NotVisible for a code that is used, old or made up.
    """
    made = Client(settings.GITHUB.anonymous(), now=now).create("app-manifests", code, "conversions")
    fields = {
        "github_id": made["id"],
        "slug": made["slug"],
        "name": made["name"],
        "url": made["html_url"],
        "sealed_key": seal(made["pem"]),
        "sealed_webhook_secret": seal(made["webhook_secret"] or ""),
        "key_changed_at": now,
        "created_at": now,
    }
    return _take(fields)


@transaction.atomic
def _take(fields: Json) -> App:
    """A second App takes the place of the first, and the installations of that one are not ours any more."""
    if not App.objects.filter(github_id=fields["github_id"]).exists():
        Installation.objects.all().delete()
    return App.objects.update_or_create(the_one=True, defaults=fields)[0]


def change_key(*, pem: str, now: datetime) -> None:
    """Sign with this private key from now on. GitHub is asked first whether it is one of our App's.

    Raises BadKey, and GitHubUnavailable where GitHub could not say.
    """
    app = App.objects.get()
    try:
        told = as_app(key=pem.strip(), app_id=app.github_id, now=now).rest("app")
    except (ValueError, jwt.PyJWTError, NotVisible) as error:
        raise BadKey from error
    except GitHubUnavailable as error:
        if error.is_about_us:
            raise BadKey from error
        raise
    if told.get("id") != app.github_id:
        raise BadKey
    App.objects.filter(pk=app.pk).update(sealed_key=seal(pem.strip()), key_changed_at=now)


def change_webhook_secret(*, now: datetime) -> None:
    """Have GitHub sign with a new secret from now on.

    It is written down before GitHub is told, and both are taken until GitHub has answered: whoever dies on the way, or
    presses at the same time, deliveries are signed with one that we know. Raises GitHubUnavailable, Unreadable and
    NotVisible.
    """
    app = App.objects.get()
    client = as_app(key=unseal(app.sealed_key), app_id=app.github_id, now=now)
    sealed = _next_secret(app)
    client.change("app", "hook", "config", secret=unseal(sealed))
    told = App.objects.filter(pk=app.pk, sealed_next_secret=sealed)
    told.update(sealed_webhook_secret=sealed, sealed_next_secret="")


@transaction.atomic
def _next_secret(app: App) -> str:
    """Sealed. The one before, where nobody knows whether GitHub was told it: it may sign with it already."""
    app = App.objects.select_for_update().get(pk=app.pk)
    try:
        unseal(app.sealed_next_secret)
    except Unreadable:
        app.sealed_next_secret = seal(secrets.token_hex(32))
        app.save(update_fields=("sealed_next_secret",))
    return app.sealed_next_secret


def refresh_installations(*, now: datetime) -> list[Installation]:
    """Where the App is installed, as GitHub says now. Raises GitHubUnavailable, Unreadable and NotVisible."""
    app = App.objects.get()
    client = as_app(key=unseal(app.sealed_key), app_id=app.github_id, now=now)
    kept = [row for each in client.listing("app", "installations") if (row := keep_installation(each, now=now))]
    for gone in Installation.objects.filter(removed_at=None).exclude(pk__in=[row.pk for row in kept]):
        gone.end(now=now)
    return kept


def offered_repositories(*, now: datetime) -> list[Offered]:
    """What the installations let us read, by name. Those that we follow already are read with them from now on."""
    followed = set(Repository.objects.values_list("github_id", flat=True))
    offered: list[Offered] = []
    for installation in Installation.objects.active():
        client = connect(now=now, installation=installation.pk)
        found = list(client.listing("installation", "repositories", within="repositories"))
        Repository.objects.filter(github_id__in=[each["id"] for each in found]).update(installation=installation)
        offered += [Offered(each["id"], each["full_name"], installation.pk, each["id"] in followed) for each in found]
    return sorted(offered, key=lambda each: each.full_name.lower())
