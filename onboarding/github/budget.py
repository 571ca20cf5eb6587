"""What GitHub still allows us, shared by all workers through the cache. Losing the cache costs one refused request.

While the cache is away, so is what it would have told: then GitHub itself says when we ask too much. Nobody ever sleeps
here: who has to wait is told until when.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
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
SAME_HOUR = timedelta(minutes=1)  # GitHub's resets of one hour differ by a second or so

LOW = 0.10
"""Below this share of the hour's limit, what nobody waits for slows down."""

RESERVE = 0.05
"""This share is left to people who wait for an answer: who hand in, or press "check again"."""


@dataclass(frozen=True)
class Spending:
    """What one answer said about the primary limit. ``cost`` is in points (GraphQL) or requests (REST)."""

    cost: int
    limit: int
    remaining: int
    reset_at: datetime

    def is_below(self, share: float, *, now: datetime) -> bool:
        """Whether less than this share of the limit is left, in the hour that it was said of."""
        return now < self.reset_at and self.remaining < self.limit * share


class Budget:
    """The allowance of one token. ``fingerprint`` names the token without telling it."""

    def __init__(self, token: str) -> None:
        self.fingerprint = hashlib.sha256(token.encode()).hexdigest()[:16]

    def check(self, resource: str, *, now: datetime, patient: bool = False) -> None:
        """Raise GitHubUnavailable, without asking GitHub, while it has told us to wait.

        A patient caller is also told to wait when only the reserve is left.
        """
        spending = self.spending(resource) if patient else None
        if spending and spending.is_below(RESERVE, now=now):
            raise GitHubUnavailable(retry_at=spending.reset_at, reason=Reason.RATE_LIMITED)
        until: dict[str, datetime] = {}
        with _whether_or_not_the_cache_is_there():
            until = cache.get_many([self._key("wait", ALL), self._key("wait", resource)])
        if until and max(until.values()) > now:
            raise GitHubUnavailable(retry_at=max(until.values()), reason=Reason.RATE_LIMITED)

    def record(self, resource: str, spending: Spending, *, now: datetime) -> None:
        """Keep what an answer said, and wait for the reset once nothing is left."""
        logger.info("GitHub %s cost %d, %d of %d left", resource, spending.cost, spending.remaining, spending.limit)
        known = self.spending(resource)
        if known and abs(known.reset_at - spending.reset_at) < SAME_HOUR:  # answers overtake each other
            spending = replace(spending, remaining=min(known.remaining, spending.remaining))
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

    def is_low(self, resource: str, *, now: datetime) -> bool:
        """Whether so little is left that what nobody waits for should slow down."""
        spending = self.spending(resource)
        return spending is not None and spending.is_below(LOW, now=now)

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
            with suppress(ValueError):  # it expired in between
                strikes = cache.incr(key)
        return self.wait(ALL, until=now + SECONDARY_WAIT * 2 ** min(strikes - 1, 5), now=now)

    def forgive(self) -> None:
        """An answer came: the next secondary limit starts from a minute again."""
        with _whether_or_not_the_cache_is_there():
            cache.delete(self._key("strikes", ALL))

    def _key(self, kind: str, resource: str) -> str:
        return f"github-budget:{self.fingerprint}:{kind}:{resource}"


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
