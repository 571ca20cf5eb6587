"""Rate limits: so many tries by one person, or from one address, in each window of time, counted in the shared cache.

They keep a script from wearing out GitHub or our workers; the numbers are far above what people do by hand, also when
a whole class sits behind one address.
"""

import hashlib
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True)
class Limit:
    """So many tries in each window."""

    name: str
    tries: int
    window: timedelta

    def ends_at(self, now: datetime) -> datetime:
        seconds = self.window.total_seconds()
        return datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, tz=UTC)

    def count(self, who: str, now: datetime) -> int:
        """Count one more try. When the cache is away each is the first: no limits are better than no site."""
        ends_at = self.ends_at(now)
        key = f"limit:{self.name}:{hashlib.sha256(who.encode()).hexdigest()[:32]}:{ends_at.timestamp():.0f}"
        cache.add(key, 0, timeout=self.window.total_seconds() + 60)
        try:
            return cache.incr(key)
        except ValueError:  # it was forgotten in between: expired, evicted, or the server is another one now
            return 1


SIGN_IN = Limit("sign-in", tries=60, window=timedelta(minutes=1))
SUBMIT = Limit("submit", tries=20, window=timedelta(minutes=5))
UPLOAD = Limit("upload", tries=10, window=timedelta(minutes=1))
CHECK_AGAIN = Limit("check-again", tries=20, window=timedelta(minutes=5))


def limited(limit: Limit, *, only_posts: bool = False) -> Callable[[View], View]:
    """Answer 429, with a page that says when to try again, to whoever tries too often.

    ``only_posts``: looking at the page of a form is not a try.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if only_posts and request.method != "POST":
                return view(request, *args, **kwargs)
            now = timezone.now()
            if limit.count(_who(request), now) > limit.tries:
                return too_many(request, limit.ends_at(now), now)
            return view(request, *args, **kwargs)

        return cast(View, guarded)

    return decorate


def too_many(request: HttpRequest, retry_at: datetime, now: datetime) -> HttpResponse:
    seconds = max(1, round((retry_at - now).total_seconds()))
    response = render(request, "429.html", {"retry_at": retry_at, "seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _who(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"user {request.user.pk}"
    return f"address {network(client_address(request))}"


def client_address(request: HttpRequest) -> str:
    """Where the request came from. Only as many proxies as were configured are believed."""
    proxies = settings.WAYMARK.trusted_proxies
    forwarded = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    if proxies and len(forwarded) >= proxies:
        return str(forwarded[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def network(address: str) -> str:
    """The address, or the /64 that a home or a host has of IPv6 addresses, whose number is no obstacle to anybody."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
