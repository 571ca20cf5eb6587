"""What GitHub still allows us, shared by all workers through the cache. Losing the cache costs one refused request.

While the cache is away, so is what it would have told: then GitHub itself says when we ask too much.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from redis import RedisError

from onboarding.github.errors import GitHubUnavailable, Reason

logger = logging.getLogger(__name__)

GRAPHQL = "graphql"
REST = "core"
ALL = "all"
"""The two resources that GitHub counts apart, and both together: a secondary limit stops everything."""

KEPT = timedelta(hours=2)
SECONDARY_WAIT = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=61)  # the primary limit is counted by the hour


@dataclass(frozen=True)
class Spending:
    """What one answer said about the primary limit. ``cost`` is in points (GraphQL) or requests (REST)."""

    cost: int
    limit: int
    remaining: int
    reset_at: datetime


class Budget:
    """The allowance of one token."""

    def __init__(self, token: str) -> None:
        self._prefix = f"github-budget:{hashlib.sha256(token.encode()).hexdigest()[:16]}"

    def check(self, resource: str, *, now: datetime) -> None:
        """Raise GitHubUnavailable, without asking GitHub, while it has told us to wait."""
        until: dict[str, datetime] = {}
        with _whether_or_not_the_cache_is_there():
            until = cache.get_many([self._key("wait", ALL), self._key("wait", resource)])
        if until and max(until.values()) > now:
            raise GitHubUnavailable(retry_at=max(until.values()), reason=Reason.RATE_LIMITED)

    def record(self, resource: str, spending: Spending, *, now: datetime) -> None:
        """Keep what an answer said, and wait for the reset once nothing is left."""
        logger.info("GitHub %s cost %d, %d of %d left", resource, spending.cost, spending.remaining, spending.limit)
        with _whether_or_not_the_cache_is_there():
            cache.set(self._key("spending", resource), spending, KEPT.total_seconds())
        if spending.remaining <= 0:
            self.wait(resource, until=spending.reset_at, now=now)

    def spending(self, resource: str) -> Spending | None:
        """What the last answer said, or None when it's too long ago to mean anything."""
        found = None
        with _whether_or_not_the_cache_is_there():
            found = cache.get(self._key("spending", resource))
        return found if isinstance(found, Spending) else None

    def wait(self, resource: str, *, until: datetime, now: datetime) -> datetime:
        """Let nobody ask before ``until`` (kept within reason); gives the instant that holds."""
        until = min(max(until, now + timedelta(seconds=1)), now + LONGEST_WAIT)
        with _whether_or_not_the_cache_is_there():
            cache.set(self._key("wait", resource), until, (until - now).total_seconds())
        return until

    def wait_for_secondary(self, *, now: datetime) -> datetime:
        """GitHub's advice when it gives no time itself: a minute, and twice as long each further time."""
        key, strikes = self._key("strikes", ALL), 1
        with _whether_or_not_the_cache_is_there():
            cache.add(key, 0, KEPT.total_seconds())
            strikes = cache.incr(key)
        return self.wait(ALL, until=now + SECONDARY_WAIT * 2 ** min(strikes - 1, 5), now=now)

    def forgive(self) -> None:
        """An answer came: the next secondary limit starts from a minute again."""
        with _whether_or_not_the_cache_is_there():
            cache.delete(self._key("strikes", ALL))

    def _key(self, kind: str, resource: str) -> str:
        return f"{self._prefix}:{kind}:{resource}"


@contextmanager
def _whether_or_not_the_cache_is_there() -> Iterator[None]:
    """The broker's server holds the cache, too. A check that GitHub has answered must not fail because it is down."""
    try:
        yield
    except (RedisError, OSError) as error:
        logger.warning("the cache is away, going on without it: %s", error)


def instant(epoch: str) -> datetime | None:
    """GitHub's `x-ratelimit-reset`: seconds since 1970."""
    return datetime.fromtimestamp(int(epoch), tz=UTC) if epoch.isdigit() and len(epoch) <= 11 else None
