"""A thin, synchronous client for GitHub's two APIs. It never sleeps and never says "no" when it could not tell.

Every call ends in an answer or in GitHubUnavailable, within its timeout. An error may come as HTTP 200.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeAlias
from urllib.parse import quote

import requests
from django.utils.dateparse import parse_datetime
from requests.adapters import HTTPAdapter

from onboarding.github import queries
from onboarding.github.budget import ALL, GRAPHQL, REST, Budget, Spending, instant
from onboarding.github.connection import Connection
from onboarding.github.errors import GitHubUnavailable, NotVisible, Reason
from onboarding.github.metrics import POINTS_SPENT
from onboarding.github.storable import storable

__all__ = ["Answer", "Client", "GitHubUnavailable", "NotVisible", "TooHeavy"]

Json: TypeAlias = dict[str, Any]

logger = logging.getLogger(__name__)

HEADERS = {
    "Accept": "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    "User-Agent": "waymark",
}
CONNECT_SECONDS = 3.05
READ_SECONDS = 12.0  # GitHub itself gives up after 10
TOTAL_SECONDS = 45.0  # for all calls of one client together: a claim on a submission lasts 60
TRY_AGAIN = timedelta(minutes=1)
TRY_TOKEN_AGAIN = timedelta(minutes=5)
TOO_HEAVY = (HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT)
TOO_HEAVY_TYPES = frozenset({"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"})
RATE_LIMIT_TYPES = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
HIDDEN = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS)

NOT_VISIBLE = {
    "en": "We can't see that on GitHub: it doesn't exist, was deleted, or is private. Check the address, "
    "and that it opens in a browser that is not signed in.",
    "zh-hans": "我们在 GitHub 上看不到它：它不存在、已被删除，或者是私有的。"
    "请检查地址，并确认在未登录的浏览器中也能打开。",
}


class TooHeavy(GitHubUnavailable):
    """GitHub gave up on the question: asking for less at once may succeed."""


@dataclass(frozen=True)
class Answer:
    """What GraphQL said. Parts of ``data`` may be null; then ``errors`` says why, by path."""

    data: Json
    errors: tuple[Json, ...] = field(default=())

    def is_missing(self, *path: str | int) -> bool:
        """Whether GitHub says that there is nothing at this path."""
        return any(error.get("type") == "NOT_FOUND" and error.get("path") == list(path) for error in self.errors)

    def says_no(self) -> bool:
        """Whether GitHub says that there is nothing for us to see. FORBIDDEN may be the token's fault."""
        return any(error.get("type") == "NOT_FOUND" for error in self.errors)


def _new_session() -> requests.Session:
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.mount("https://", HTTPAdapter(pool_maxsize=16))
    return session


_session = _new_session()
"""One for the process: its pool keeps connections open between calls and is safe to share between threads."""


class Client:
    """Asks one GitHub with one token. ``now`` is when the operation began."""

    def __init__(self, connection: Connection, *, now: datetime, patient: bool = False) -> None:
        self._connection = connection
        self._now = now
        self._patient = patient
        self.budget = Budget(connection.credential or connection.token)
        self._began = time.monotonic()

    def graphql(self, query: str, **variables: object) -> Answer:
        """The answer to the query of this name in `queries/`.

        Raises GitHubUnavailable, and its kind TooHeavy when a smaller question may be answered.
        """
        body = {"query": queries.load(query), "variables": variables}
        response = self._send(GRAPHQL, "POST", self._connection.graphql_url, json=body)
        if response.status_code in TOO_HEAVY:
            raise TooHeavy(retry_at=self._now + TRY_AGAIN, reason=Reason.DOWN)
        if response.status_code != HTTPStatus.OK:
            raise self._down(response)
        return self._read_answer(query, response)

    def rest(self, *path: str) -> Json:
        """The object at this path, its parts quoted. Raises NotVisible where GitHub shows nothing."""
        return self._json(self._rest("GET", self._url(*path)))

    def listing(self, *path: str, within: str = "") -> Iterator[Json]:
        """The objects of the list at this path, page after page as they are asked for. Raises NotVisible.

        ``within``: the key of the list, where GitHub puts it into an object.
        """
        url = f"{self._url(*path)}?per_page=100"
        while url.startswith(self._connection.rest_url):
            response = self._rest("GET", url)
            found = self._json(response)[within] if within else self._decoded(response)
            if not isinstance(found, list):
                raise self._unavailable(Reason.DOWN)
            yield from found
            url = response.links.get("next", {}).get("url", "")

    def create(self, *path: str) -> Json:
        """What GitHub makes of a POST to this path. Raises NotVisible."""
        return self._json(self._rest("POST", self._url(*path)))

    def post(self, *path: str) -> None:
        """Ask GitHub to do what this path is for. Raises NotVisible."""
        self._rest("POST", self._url(*path))

    def change(self, *path: str, **fields: object) -> None:
        """Have GitHub change these fields of the object at this path. Raises NotVisible."""
        self._rest("PATCH", self._url(*path), json=fields)

    def _url(self, *path: str) -> str:
        return "/".join([self._connection.rest_url, *(quote(part, safe="") for part in path)])

    def _rest(self, method: str, url: str, json: object = None) -> requests.Response:
        response = self._send(REST, method, url, json=json)
        self._record_headers(REST, response)
        if response.status_code in HIDDEN:
            raise NotVisible(NOT_VISIBLE)
        if response.status_code == HTTPStatus.FORBIDDEN:  # the token's fault: says nothing about what there is
            raise GitHubUnavailable(retry_at=self._now + TRY_TOKEN_AGAIN, reason=Reason.FORBIDDEN)
        if response.status_code not in (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED):
            raise self._down(response)
        return response

    def incomplete(self) -> GitHubUnavailable:
        """The answer lacks something without saying why."""
        return self._unavailable(Reason.INCOMPLETE)

    def _send(self, resource: str, method: str, url: str, json: object = None) -> requests.Response:
        """One request whose limits and token are fine. Raises GitHubUnavailable."""
        self.budget.check(resource, now=self._now, patient=self._patient)
        try:
            response = _session.request(
                method, url, json=json, headers=HEADERS, auth=self._authorize, timeout=self._timeout()
            )
        except requests.Timeout as error:
            raise self._unavailable(Reason.SLOW) from error
        except requests.RequestException as error:
            raise self._unavailable(Reason.DOWN) from error
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            logger.error("GitHub refuses the site's token")
            raise GitHubUnavailable(retry_at=self._now + TRY_TOKEN_AGAIN, reason=Reason.TOKEN_REVOKED)
        self._heed_limits(resource, response)
        return response

    def _authorize(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """As `auth`, so that nobody's .netrc takes its place."""
        if self._connection.token:
            request.headers["Authorization"] = f"Bearer {self._connection.token}"
        return request

    def _timeout(self) -> tuple[float, float]:
        left = self._began + TOTAL_SECONDS - time.monotonic()
        if left <= 0:
            raise self._unavailable(Reason.SLOW)
        return CONNECT_SECONDS, min(READ_SECONDS, left)

    def _heed_limits(self, resource: str, response: requests.Response) -> None:
        """Stop where GitHub says that we asked too much: see its "rate limits" pages for the three ways it says so."""
        if response.status_code not in (HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS):
            return
        if self._retry_after(response):
            raise self._too_much_at_once(response)
        if response.headers.get("x-ratelimit-remaining") == "0":
            raise self._limited(resource, self._reset_at(response))
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS or b"rate limit" in response.content[:2000].lower():
            raise self._too_much_at_once(response)

    def _too_much_at_once(self, response: requests.Response) -> GitHubUnavailable:
        """The secondary limit, which holds for both APIs: wait as long as GitHub says, or as it advises."""
        if until := self._retry_after(response):
            return self._limited(ALL, until)
        wait_until = self.budget.wait_for_secondary(now=self._now)
        return GitHubUnavailable(retry_at=wait_until, reason=Reason.RATE_LIMITED)

    def _retry_after(self, response: requests.Response) -> datetime | None:
        """Counted from the answer, not from when the operation began."""
        seconds = response.headers.get("retry-after", "")
        if not seconds.isdigit():
            return None
        return self._now + timedelta(seconds=min(int(seconds), 7200) + time.monotonic() - self._began)

    def _down(self, response: requests.Response) -> GitHubUnavailable:
        until = max(self._retry_after(response) or self._now, self._now + TRY_AGAIN)
        return GitHubUnavailable(retry_at=until, reason=Reason.DOWN)

    def _read_answer(self, query: str, response: requests.Response) -> Answer:
        body = self._json(response)
        errors = tuple(error for error in body.get("errors") or () if isinstance(error, dict))
        data = body.get("data") or {}
        types = {str(error.get("type", "")) for error in errors}
        if types & RATE_LIMIT_TYPES:
            raise self._limited(GRAPHQL, self._reset_at(response))
        if any("secondary rate limit" in str(error.get("message", "")).lower() for error in errors):
            raise self._too_much_at_once(response)
        self._record_points(query, data.get("rateLimit"))
        if types & TOO_HEAVY_TYPES or (errors and not _has_something(data) and not types & {"NOT_FOUND", "FORBIDDEN"}):
            raise TooHeavy(retry_at=self._now + TRY_AGAIN, reason=Reason.INCOMPLETE)
        self.budget.forgive()
        return Answer(data=data, errors=errors)

    def _decoded(self, response: requests.Response) -> Any:
        try:
            return storable(response.json())
        except ValueError as error:
            raise self._unavailable(Reason.DOWN) from error

    def _json(self, response: requests.Response) -> Json:
        body = self._decoded(response)
        if not isinstance(body, dict):
            raise self._unavailable(Reason.DOWN)
        return body

    def _record_points(self, query: str, rate_limit: Json | None) -> None:
        """GraphQL's own account of what the question cost."""
        reset_at = parse_datetime(rate_limit["resetAt"]) if rate_limit else None
        if rate_limit and reset_at:
            spending = Spending(rate_limit["cost"], rate_limit["limit"], rate_limit["remaining"], reset_at)
            self.budget.record(GRAPHQL, spending, now=self._now)
            POINTS_SPENT.labels(query).inc(spending.cost)

    def _record_headers(self, resource: str, response: requests.Response) -> None:
        headers = response.headers
        limit, remaining = headers.get("x-ratelimit-limit", ""), headers.get("x-ratelimit-remaining", "")
        if limit.isdigit() and remaining.isdigit():
            spending = Spending(1, int(limit), int(remaining), self._reset_at(response))
            self.budget.record(resource, spending, now=self._now)
            POINTS_SPENT.labels("rest").inc()

    def _reset_at(self, response: requests.Response) -> datetime:
        return instant(response.headers.get("x-ratelimit-reset", "")) or self._now + TRY_AGAIN

    def _limited(self, resource: str, until: datetime) -> GitHubUnavailable:
        until = self.budget.wait(resource, until=until, now=self._now)
        logger.warning("GitHub limits us until %s", until)
        return GitHubUnavailable(retry_at=until, reason=Reason.RATE_LIMITED)

    def _unavailable(self, reason: Reason) -> GitHubUnavailable:
        return GitHubUnavailable(retry_at=self._now + TRY_AGAIN, reason=reason)


def _has_something(data: Json) -> bool:
    """Whether any part of the answer, besides the bookkeeping, is there."""
    return any(any(part) if isinstance(part, list) else part for key, part in data.items() if key != "rateLimit")
