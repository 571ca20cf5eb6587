"""With what we ask GitHub: an installation's token where our App is installed, else the site's own token."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

import jwt
from django.conf import settings
from django.core.cache import cache
from django.utils.dateparse import parse_datetime

from onboarding.github.client import Client
from onboarding.github.connection import Connection
from onboarding.github.errors import GitHubUnavailable, NotVisible, Reason
from onboarding.github.models import App, Installation
from onboarding.github.sealing import Unreadable, seal, unseal

CLOCKS_DIFFER = timedelta(seconds=60)
JWT_LIFE = timedelta(minutes=9)  # GitHub takes ten
SPARE = timedelta(minutes=5)
"""A token that is good for less than this is not begun with."""

TRY_AGAIN = timedelta(minutes=5)


def connect(*, now: datetime, patient: bool = False, installation: int | None = None) -> Client:
    """A client for one operation. ``installation``: the key of the one whose repositories it is about.

    A patient client leaves the reserve to people who wait. Raises GitHubUnavailable where a token can't be had.
    """
    return Client(_connection(installation, now=now), now=now, patient=patient)


def as_app(*, key: str, app_id: int, now: datetime) -> Client:
    """A client that speaks for the App itself, which may ask about nothing but itself and its installations."""
    claims = {"iss": str(app_id), "iat": now - CLOCKS_DIFFER, "exp": now + JWT_LIFE}
    token = jwt.encode(claims, key, algorithm="RS256")
    return Client(replace(settings.GITHUB, token=token, credential=f"app {app_id}"), now=now)


def webhook_secrets() -> Iterator[str]:
    """All secrets with which deliveries may be signed: the configured one, and then the App's: also a new one from when
    GitHub is told it."""
    yield settings.GITHUB.webhook_secret
    for sealed in chain.from_iterable(App.objects.values_list("sealed_webhook_secret", "sealed_next_secret")):
        with suppress(Unreadable):  # the page about the connection says so, and what to do
            yield unseal(sealed)


def _connection(installation: int | None, *, now: datetime) -> Connection:
    github: Connection = settings.GITHUB
    active = Installation.objects.active()
    if installation is not None and (named := active.filter(pk=installation).first()):
        return _installed(named, now=now)
    if not github.token and (any_of_them := active.order_by("pk").first()):
        return _installed(any_of_them, now=now)
    return github


def _installed(installation: Installation, *, now: datetime) -> Connection:
    """Its token changes each hour, its budget is counted under its own name."""
    name = f"installation {installation.github_id}"
    return replace(settings.GITHUB, token=_token(installation, now=now), credential=name)


def _token(installation: Installation, *, now: datetime) -> str:
    """Kept, sealed, for as long as GitHub takes it."""
    key = f"github-token:{installation.github_id}"
    kept = cache.get(key)
    if kept is not None:
        try:
            return unseal(kept)
        except Unreadable:
            cache.delete(key)
    token, expires_at = _new_token(installation, now=now)
    cache.set(key, seal(token), max((expires_at - SPARE - now).total_seconds(), 1))
    return token


def _new_token(installation: Installation, *, now: datetime) -> tuple[str, datetime]:
    app = App.objects.get()
    try:
        speaker = as_app(key=unseal(app.sealed_key), app_id=app.github_id, now=now)
        given = speaker.create("app", "installations", str(installation.github_id), "access_tokens")
    except (Unreadable, NotVisible) as error:
        raise GitHubUnavailable(retry_at=now + TRY_AGAIN, reason=Reason.TOKEN_REVOKED) from error
    expires_at = parse_datetime(given["expires_at"])
    return given["token"], expires_at or now + SPARE
